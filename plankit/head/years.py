"""The year that a plan is for: named in its title or opening, else in its number or dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..model import Metadata
from ..numerals import HALF_FIGURES, to_int
from ..roles import WORK_AHEAD, looks_back, review_name

_YEAR: Final = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?!\d)(?:\s?[—–\-－~～至]+\s?(?:20)?\d{2,4})?(?:学年度?|年度?)?"
)
_CHINESE_YEAR: Final = re.compile(
    r"(二[〇○零0O][一二三四五六七八九〇○零0]{2})"
    r"(?=学?年|[—–\-－~～至到](?:二[〇○零0O])?[一二三四五六七八九〇○零0]{2}学?年)"
)
_SHORT_YEAR: Final = re.compile(
    r"(?<![\d近第.])([12]\d)年度?(?=(?:上半年|下半年|[一二三四]季度|\d{1,2}月)?[^，。\d]{0,6}?"
    r"(?:工作|总结|计划|要点|打算|思路|安排))"
)
_REPUBLIC: Final = re.compile(
    r"(?<![\d.])(?:民国)?([89]\d|1[0-4]\d)(?=学?年度|年(?!级|来|间|代|制))"
)
"""A year of the Republic, as Taiwan counts: 113 is 2024."""
_FIVE_YEARS: Final = re.compile(r"第([一二三四五六七八九十]{1,3})个五年")
_SCHOOL_YEAR: Final = re.compile(
    r"[\d一二三四五六七八九〇○零](?:学年度?(.{0,4}(?:第?[二下2]|春季?)学期)?|年度?秋季?学期)"
)
_NEXT: Final = re.compile(r"(?:来年|明年|下一?年度?|次年|翌年)")
_PART_OF_YEAR: Final = re.compile(r"[上前]?半年|季度|\d月")
_DONE: Final = re.compile(r"(?:总结|回顾|完成情况|情况)")
_TO_COME: Final = re.compile(rf"(?:{WORK_AHEAD}|部署|任务|重点)")
_OPENING: Final = re.compile(
    r"(?:^|[。；：\n])[^。；\n]{0,12}?((?:19|20)\d{2}) ?年?"
    r"(?:是|度?，(?!.{0,30}(?:印发|下发|出台|通过|召开了|颁布))"
    r"|(?:全[市县区省局镇乡旗州]|我[市县区省局镇乡旗州]|本)?[^。，；\n]{0,24}"
    r"(?:工作要点|工作计划|总体要求|总体思路|工作思路|工作的?(?:总|目标|主要目标)"
    r"|工作以|工作要|工作将|工作坚持))"
    r"|(?:制[定订]|提出)(?:本|如下)?[^，。；]{0,6}?((?:19|20)\d{2}) ?年[^，。；]{0,24}"
    r"(?:方案|计划|要点|安排)"
)
_FIVE_SHORT: Final = re.compile(r"十([一二三四五])五")
_HALF_FULL: Final = HALF_FIGURES | {
    ord(half): ord(full) for half, full in zip(",;:", "，；：", strict=True)
}
_BRACKETS: Final = re.compile(r"《[^》]*》|[（(〔\[][^）)〕\]]*[）)〕\]]")


def plan_year(
    title: str | None,
    opening: str,
    metadata: Metadata,
    signed: int | None,
    republic: bool = False,
) -> int | None:
    """The year that the plan is for, None where nothing says it.

    In a title that names the work done and the work to come, the year to come counts: 来年 in
    2021年工作总结及来年工作思路 is 2022.
    """
    if title:
        found = title_year(title.translate(HALF_FIGURES), republic)
        if found is not None:
            return found
    opening = opening[:400].translate(_HALF_FULL)
    opening = _CHINESE_YEAR.sub(lambda m: str(to_int(m[1])), _BRACKETS.sub("", opening))
    match = _OPENING.search(opening)
    if match is not None:
        return int(match[1] or match[2])
    number = metadata.document_number
    if number is not None and number.year is not None:
        return number.year
    if metadata.written_on is not None:
        return metadata.written_on.year
    if signed is not None:
        return signed
    if metadata.published_on is not None:
        return metadata.published_on.year
    period = _FIVE_SHORT.search(title or "")
    # 十一五 ran from 2006
    return 2006 + 5 * "一二三四五".index(period[1]) if period is not None else None


def heading_year(lines: Sequence[str]) -> int | None:
    """The year of a line below the title (——2026年1月26日在…会议上, （2021年）)."""
    for line in lines:
        match = _YEAR.search(line)
        if match is not None:
            return int(match[1])
    return None


def named_before(title: str | None, year: int | None) -> bool:
    """Whether the title names a year before the plan's: 2022年工作总结和2023年工作计划."""
    return year is not None and any(int(m[1]) < year for m in _YEAR.finditer(title or ""))


def school_term(title: str | None) -> int | None:
    """For what the title of a plan for a school year says it is: 2 the second term, 1 otherwise.

    None where it names no school year. The autumn term of a year is the first of one.
    """
    found = _SCHOOL_YEAR.search(title or "")
    if found is None:
        return None
    return 2 if found[1] else 1


def school_months(year: int, term: int) -> tuple[int, int]:
    """What 今年 means in a plan for the school year that begins in `year`, and its first month.

    In the second term all months are the next year's; else those from August on are `year`'s.
    """
    return (year + 1, 1) if term == 2 else (year, 8)


def reviewed_months(year: int, term: int, reviewed: int) -> tuple[int, int]:
    """The same for a review in such a plan: of the plan's own time, or of what came before it.

    Before the second term came the first, before the first the school year before.
    """
    if reviewed == year:
        return school_months(year, term)
    return (year, 8) if term == 2 else (reviewed, 8)


def reviewed_year(title: str | None, year: int | None) -> int | None:
    """The year that a review in the plan speaks of: one its title names, else the year before."""
    if year is None:
        return None
    for match in _YEAR.finditer(title or ""):
        if int(match[1]) < year:
            return int(match[1])
    back = review_name(title)
    if looks_back(title) or _PART_OF_YEAR.search(back):
        return year  # 2025年上半年工作总结|及下半年工作计划
    named = back.rfind(str(year))
    if named >= 0 and _OTHER_YEAR.search(back, named) is None:
        return year  # 2025年工作总结|和工作计划: what comes after it is the plan's alone
    return year - 1


_OTHER_YEAR: Final = re.compile(rf"{WORK_AHEAD}|方案|部署|规划|[上去]一?年|学[年期]")
"""Between a year and the review that a title names: the year is the plan's."""


def _two_figures(title: str) -> list[tuple[int, int]]:
    """Where a title names years by two figures, and which: 21年工作总结和22年工作计划.

    One alone that is a round number may be a time that something took (20年工作总结).
    """
    found = [(m.start(), 2000 + int(m[1])) for m in _SHORT_YEAR.finditer(title)]
    if len(found) == 1 and found[0][1] % 5 == 0:
        return []
    return found


def title_year(title: str, republic: bool = False) -> int | None:
    """The year that a title names, None where it names none.

    `republic`: where it names none of our era, one of the Republic's counts (113學年度 is 2024).
    """
    span = _FIVE_YEARS.search(title)
    if span is not None:
        # the first plan ran from 1953, the fourteenth from 2021; three years between were without
        ordinal = to_int(span[1])
        if ordinal is not None and 6 <= ordinal <= 20:
            return 2021 - 5 * (14 - ordinal)
    years = [(m.start(), int(m[1])) for m in _YEAR.finditer(title) if 1949 <= int(m[1]) <= 2099]
    for match in _CHINESE_YEAR.finditer(title):
        value = to_int(match[1])
        if value is not None:
            years.append((match.start(), value))
    if not years:
        years = _two_figures(title)
    if not years:
        counted = _REPUBLIC.search(title) if republic else None
        return int(counted[1]) + 1911 if counted is not None else None
    years.sort()
    done = _DONE.search(title)
    if done is not None and _TO_COME.search(title, done.end()):
        later = [y for at, y in years if at > done.start()]
        if later:
            return later[-1]
        if _NEXT.search(title, done.end()):
            return years[-1][1] + 1
    if _NEXT.search(title) and done is not None:
        return years[-1][1] + 1
    return years[0][1]
