"""A covering notice: what it issues, and where the plan below its own numbered matter begins.

Believes that a notice which issues a plan by its name has the plan below it where that name stands
as a line of its own, or a title below an attachment's mark, and that the lines between, numbered or
not, are the notice's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..line_kinds import is_attachment, is_recipients
from ..page import Line, Page
from ..pages.furniture import words
from ..plan_titles import ISSUING, own_words, says_what_to_do, title_like

NAMED: Final = re.compile(r"《([^《》]{3,100}(?:《[^《》]{1,80}》[^《》]{0,60})?)》")
HANDED_ON: Final = re.compile(
    r"(?:印发|转发|下发)(?:给|至)?(?:你们|各|下)|现将.{0,80}(?:印发|转发|下发|公布)(?!如下)"
    r"|(?:现予|予以)(?:印发|公布|发布)|现印发|现将.{0,80}》.{0,12}(?:征求|征集|听取).{0,8}意见"
)
_HANDED: Final = re.compile(
    r"[^。；，,]{0,12}(?:[，,].{0,16})?(?:印发|转发|下发|公布|同意|通过|审定)"
)


def handed_on(text: str, alone: bool = True) -> str | None:
    """Which of the titles that a notice's sentence cites is the one it hands on.

    现将《分解表》印发: the one before the verb, not a report that the plan carries out; of several
    in a row (现将《政策》和《行动计划》印发) the first. Without such a one, the first; none where
    the notice does not stand `alone`, but has a title that issues nothing (现将《报告》确定的任务
    分解印发 below 关于分解落实报告目标任务的通知).
    """
    first: str | None = None
    head, end = "", -1
    for match in NAMED.finditer(text):
        if text[end : match.start()].strip("、和及与暨以") or end < 0:
            head = match[1]  # no other right before it
        end = match.end()
        if _HANDED.match(text, end):
            return head
        first = first or match[1]
    return first if alone else None


def issued(whole: str, named: str) -> str:
    """What a notice's title issues, `named` being all that stands behind 印发.

    A title in 《》 at its head is the name; one inside it (2020年市《政府工作报告》确定的…方案) is
    a part of it.
    """
    match = NAMED.search(whole)
    if match is None or (named.find("《" + match[1]) > 0 or _goes_on(whole, match.end())):
        if match is not None and "》" not in named:
            return match[1]
        return "《" + named if named.count("》") > named.count("《") else named
    return match[1]


def _goes_on(whole: str, end: int) -> bool:
    """Whether a name goes on behind the title that it begins with: 《报告》确定的任务分解方案."""
    rest = whole[end:]
    return len(rest) > 6 and _FORM.search(rest) is not None


_FORM: Final = re.compile(r"(?:方案|计划|要点|分工|分解表?|清单|安排|意见|措施)的(?:通知|函|意见)")
REACH: Final = 200
"""Lines below the notice's first unit within which the plan's title is looked for; notices with
numbered matter have some thirty at most."""


def names_recipients(page: Page, text: str) -> bool:
    """Whether a line of the head names addressees, and is no heading (鼓励社会办医疗机构：)."""
    return is_recipients(text) and ("、" in text or not says_what_to_do(text, page.lexicons))


def key(title: str) -> str:
    """A title for comparing: without marks, brackets and 年."""
    return re.sub(r"[\s《》“”\"()（）〈〉\-—－–年]", "", title)


def plan_below(page: Page, lines: Sequence[Line], zone: int) -> int:
    """The line where the plan that a notice issues has its title, or 0 where that is above `zone`.

    `zone` is how many of the `lines` stand above the first unit.
    """
    found = _issued(page, lines[:zone])
    if found is None:
        return 0
    names, floor = found
    for k in range(floor + 1, zone):
        if any(_named_at(page, lines, k, name) for name in names):
            return 0
    for k in range(zone, min(len(lines), zone + REACH)):
        if any(_named_at(page, lines, k, name) for name in names):
            return k
        if (
            len(lines[k].text) < 8
            and is_attachment(lines[k].text)
            and k + 1 < len(lines)
            and title_like(words(page, lines[k + 1].text), page.lexicons)
        ):
            return k + 1
    return 0


_NOTICE_ENDS: Final = "知告函定事）)"
"""What `ISSUING` ends with: 通知, 公告, 函, 决定, 启事, or a bracket behind."""


def _issued(page: Page, top: Sequence[Line]) -> tuple[list[str], int] | None:
    """What the notice above the first unit issues, as compared, and the line that says so last.

    Its title may name less (2022年工作要点) than its words do (《县教育局2022年工作要点》).
    """
    names: list[str] = []
    at = 0
    for k, line in enumerate(top):
        if len(line.text) > 300:
            continue
        text = words(page, line.text)
        if "发" not in text and "公布" not in text and "制定" not in text:
            continue  # none of the words that both patterns need
        issuing = ISSUING.search(text) if text[-1] in _NOTICE_ENDS else None
        handed = HANDED_ON.search(text)
        if issuing is None and handed is None:
            continue
        named = (
            issued(text, issuing[issuing.lastindex or 1])
            if issuing is not None
            else handed_on(text)
        )
        if named is not None and key(named) not in names:
            names.append(key(named))
        at = k
    return (names, at) if names else None


def _named_at(page: Page, lines: Sequence[Line], k: int, name: str) -> bool:
    """Whether the plan's name stands at a line, alone or broken over up to three."""
    joined = ""
    for line in lines[k : k + 3]:
        if len(line.text) > 90:
            return False
        joined += key(words(page, line.text))
        if joined == name:
            return True
        if not name.startswith(joined):
            return False
    return False


_NEWS: Final = re.compile(
    r"(?:近日|日前|今[日天]|昨[日天]|近期|[0-9]日)[^。《]{0,40}?(?:印发|发布|出台|公布|下发)了?《([^《》]{4,60})》"
)


def join_named(plain: list[str], roles: list[str], titles: list[int], wanted: str) -> None:
    """Lines that together are the name of what a notice issues become one title."""
    for k in range(1, len(plain)):
        if roles[k - 1] not in ("", "title") or not wanted.startswith(key(plain[k - 1])):
            continue
        for end in (k + 1, k + 2):
            if key("".join(plain[k - 1 : end])) == wanted:
                roles[k - 1 : end] = ["title-part"] * (end - k) + ["title"]
                titles[:] = [j for j, role in enumerate(roles) if role == "title"]
                return


def unissuing(plain: list[str], titles: list[int]) -> bool:
    """Whether a notice has a title of its own that issues nothing: 关于分解落实…任务的通知."""
    return any(_OF_ITS_OWN.search(plain[k]) for k in titles)


_OF_ITS_OWN: Final = re.compile(r"关于.{4,}(?<!》)的通知(?:[（(].{1,12}[）)])?$")


_HEADLINE: Final = re.compile(r"[^。，《]{2,20}(?:印发|发布|出台|公布)了?《([^《》]{4,60})》\Z")


def in_the_news(page: Page, text: str) -> str | None:
    """近日，区教育局发布《2023年全区教育工作要点》: the plan that a piece of news is about."""
    found = _NEWS.search(text) or _HEADLINE.match(text)
    return found[1] if found and title_like(found[1], page.lexicons) else None


def handed_title(page: Page, opening: str, below: str) -> str | None:
    """What a notice hands on that the source does not hold: the one its attachment names, if any.

    现将《2022年工作要点》印发给你们, or 附件：2022年工作要点.
    """
    for line in below.split("\n")[:3]:
        plain = words(page, line)
        start = own_words(plain)[0] if is_attachment(plain) else 0
        if start and title_like(plain[start:], page.lexicons):
            return plain[start:]
    for line in opening.split("\n")[:4]:
        if len(line) < 400 and HANDED_ON.search(line) is not None:
            return handed_on(words(page, line))
    return None


__all__ = [
    "HANDED_ON",
    "NAMED",
    "handed_on",
    "handed_title",
    "in_the_news",
    "issued",
    "join_named",
    "key",
    "plan_below",
    "unissuing",
]
