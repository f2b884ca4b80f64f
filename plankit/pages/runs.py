"""Paragraphs run together on one physical line: a CSV column, a clipboard, a scraper's dump.

Believes that two or more full-width spaces inside a long line are the indent of a paragraph whose
line break was lost; that a long line at the very top which begins with a title and a space has the
title as a line of its own; and that a unit's name and a date behind the last sentence are the
sign-off. The labels inside such a line are for `plankit.outline.labels` to find.
"""

from __future__ import annotations

import re
from typing import Final

from ..line_kinds import is_date, is_recipients
from ..outline.periods import begins_period
from ..page import SPACE, Line, Page
from ..plan_titles import title_like
from .furniture import words

LONG: Final = 150
"""Characters of a line that holds more than a heading."""
SHORT_RUN: Final = 90
"""Characters of a line that may hold paragraphs with labels, a space between them."""
DUMP: Final = 150
"""Characters of a line that may hold whole paragraphs with their indents."""
SHARE: Final = 8
"""A line that holds this part of a page holds more than a paragraph of it."""
INDENTS: Final = 3
"""Indents inside one line that are no accident: a name set wide has one or two."""

_INDENT: Final = re.compile(r"\u3000{2,}")
_ENDS: Final = "。！？；：:;!?”）)…"
_TOKEN: Final = re.compile(r"[ \t\xa0\u3000]+|(?=——)")
_ADDRESSED: Final = re.compile(r"[^\s—：:][^\s：:]*[:：]")
_FIRST: Final = re.compile(r"[。：:！](?=[ \u3000]?一、[ \u3000]?[\u4e00-\u9fff“《0-9])")
_LABEL: Final = re.compile(
    r"[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|第[一二三四五六七八九十]{1,3}[章条部]"
)
_TO: Final = re.compile(r"(?<=.{6})(?=各位(?:代表|委员)[：:，,！])")
_YEAR_ON: Final = re.compile(
    r"(?<=[结划路要点排案告算])(?=(?:(?:(?:19|20)[0-9]{2}|20[xX×]{2})年|今年|一年来|过去一年|近年来|本学期)[^，,。]{0,8}[，,]|20[0-9]{2}年是)"
)
"""Where a title ends that the year the text begins with runs on from: …工作计划2023年，在…"""
_AIM_ON: Final = re.compile(
    r"(?<=[结划路要点排案告算见])(?=(?:为(?:了|进一步|切实|认真|全面|深入|贯彻|落实|加强|加快|做好|确保|依法|扎实"
    r"|推[进动]|提高|充分|不断|更好|巩固|有效|规范|促进|营造|迎接)|根据|按照)[^。]{6}"
    r"|为[\u4e00-\u9fff]{2}[^。：]{2,60}[，,](?:特|现)?(?:制定|制订|提出))"
)
"""Where it ends that the aim or the ground runs on from: …实施方案为依法加强…"""
_ONE: Final = re.compile(r"(?<=.{6})(?=(?:[一壹]、|第一(?:章|部分))[\u4e00-\u9fff0-9])")
_UNIT_ONE: Final = re.compile(r"[一壹]、|第一(?:章|部分)")
_LAST_CELL: Final = re.compile(r"\|[ \u3000]*(?=[^|]{200})")
_PART: Final = re.compile(
    r"(?<=[。！!：:])(?:20[0-9]{2}年度?[^，。；：、“《（(]{0,8}(?:总结|回顾|计划|思路|安排|打算|谋划|要点)"
    r"|(?:主要|重点|目标|工作)任务|(?:保障|工作|主要|具体|重点)措施|重点工作|工作重点|工作安排)"
    r"(?=一、|[（(]一[）)]|[1１][.、．][\u4e00-\u9fff])"
)
_ANNEX: Final = re.compile(
    r"(?<=[。！!）)])(?:附[件：:]{1,2}(?=[1１][.．、])|((?:附[件录][：:]?)?(?:名词|词语)(?:解释|注释))(?=[1１一][.．、]))"
)
"""What is appended, behind a stop: 附件：1.…, 名词解释1.…"""
_EXAMPLE: Final = re.compile(
    r"^[ \t\u3000\xa0]*([\u4e00-\u9fff0-9]{4,40}?)[ \u3000]?篇[ \u3000]?"
    r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?=\S|$)",
    re.MULTILINE,
)
"""A site's counter of model texts with the text right behind it: 学校工作计划 篇3为贯彻…"""
OPENING: Final = 1000
"""Characters within which the first unit of a dump begins."""
APPEAL: Final = 400
"""Characters of a report's last appeal to those it is given to."""
_SIGNED: Final = re.compile(
    r"(?<=[。；！”）])[ \t\u3000]*([\u4e00-\u9fff（）()]{4,40}?)[ \t\u3000]*"
    r"((?:(?:19|20)[0-9]{2}|[二一][〇○零0九][〇○零0-9一二三四五六七八九]{2})[ ]?年"
    r"[ 0-9一二三四五六七八九十]{1,4}月[ 0-9一二三四五六七八九十]{1,4}日)\Z"
)


def split_runs(page: Page) -> None:
    """Give their own lines to the paragraphs of long ones, a title and opening, a sign-off."""
    lines = page.lines
    cuts = _titles_above_one(page)
    if "篇" in page.source.text:
        cuts.update(_behind_counters(page))
    if not cuts and not any(len(line.text) > SHORT_RUN for line in lines):
        return
    for line in lines:
        if line.kind is None and len(line.text) > DUMP and "\u3000\u3000" in line.text:
            gaps = list(_INDENT.finditer(line.text))
            if len(gaps) >= INDENTS and 2 * _told(line.text, gaps) >= len(gaps):
                cuts[line.index] = [m.end() for m in gaps]
        elif line.kind is None and len(line.text) > SHORT_RUN and " " in line.text:
            joints = _joints(line.text)
            if joints:
                cuts[line.index] = sorted({*cuts.get(line.index, ()), *joints})
    most = max(LONG, sum(len(line.text) for line in lines) // SHARE)
    for line in lines:
        if len(line.text) > most and line.kind is None:
            below = lines[line.index + 1] if line.index + 1 < len(lines) else None
            found = [_below_cells(line.text, below), *_headings(line.text)]
            if any(found):
                cuts[line.index] = sorted({*cuts.get(line.index, ()), *found} - {0})
    for line in lines[:NOTICE]:
        issuing = _ISSUING_HEAD.match(line.text) if "的通知 " in line.text[:LONG] else None
        if issuing is not None and is_recipients(words(page, issuing[3])):
            ends = {at for at in (issuing.end(1), issuing.end(2), issuing.end(3)) if at > 0}
            cuts[line.index] = sorted({*cuts.get(line.index, ()), *ends})
            break
    for line in lines[:3]:
        if line.kind is None and len(line.text) > LONG:
            head = _head(page, line)
            if head:
                cuts[line.index] = sorted({*cuts.get(line.index, ()), *head})
            break
        if line.kind is None and title_like(words(page, line.text), page.lexicons):
            break
    for line in lines[:3]:
        if line.kind is None and len(line.text) > LONG and not _LABEL.match(line.text):
            found = _opening(page, line)
            cuts[line.index] = sorted({*cuts.get(line.index, ()), *found})
            break
    for line in lines[-3:]:
        signed = _SIGNED.search(line.text, max(0, len(line.text) - 80))
        if (
            line.kind is None
            and len(line.text) > LONG
            and signed is not None
            and is_date("".join(signed[2].split()))
        ):
            at = cuts.setdefault(line.index, [])
            at += [k for k in (signed.start(1), signed.start(2)) if k not in at]
        appeal = line.text.rfind("。各位", max(0, len(line.text) - APPEAL))
        if line.kind is None and len(line.text) > LONG and appeal > 0:
            cuts.setdefault(line.index, []).append(appeal + 1)
    if cuts:
        cut_lines(page, {index: sorted(at) for index, at in cuts.items()})


def _behind_counters(page: Page) -> dict[int, list[int]]:
    """Where the text begins behind the titles that count a site's model texts.

    Believes that a title which two lines begin with, each with another number, is one.
    """
    counted: dict[str, set[str]] = {}
    for match in _EXAMPLE.finditer(page.source.text):  # a later plan's page begins below the first
        counted.setdefault(match[1], set()).add(match[2])
    counted = {words: numbers for words, numbers in counted.items() if len(numbers) > 1}
    return {
        line.index: [title.end()]
        for line in (page.lines if counted else ())
        if (title := _EXAMPLE.match(line.text)) is not None
        and title[1] in counted
        and title.end() < len(line.text)
    }


def _titles_above_one(page: Page) -> dict[int, list[int]]:
    """Where a title is cut off that has 一、 on its line: 2022年工作计划1一、加强教育.

    Of two such lines, one is a teaser that repeats the other's beginning, and both are left.
    """
    found: dict[int, list[int]] = {}
    for line in page.lines[:12]:
        first = (
            _UNIT_ONE.search(line.text, 4, 60) if "、" in line.text or "第一" in line.text else None
        )
        if first is None or line.kind is not None:
            continue
        at = first.start()
        if line.text[at - 1] in _ENDS:
            continue
        if title_like(words(page, line.text[:at]), page.lexicons):
            found[line.index] = [at]
    return found if len(found) == 1 else {}


def _joints(text: str) -> list[int]:
    """Where a line's paragraphs begin whose breaks became spaces; none where spaces mean less.

    Believes that they are breaks where most stand behind a stop, before a label, or behind the
    heading that a label has; three or more before labels. Spaces that a scan or a typist left stand
    anywhere.
    """
    found: list[int] = []
    labels = told = at = 0
    headed = _begins_unit(text, 0)
    spaced = len(_SPACED.findall(text)) > 1
    for gap in _GAP.finditer(text):
        dated = _DATED.match(text, gap.end()) is not None or (
            text[gap.start() - 1] in _KIND_ENDS and _OPENS.match(text, gap.end()) is not None
        )
        beside = text[gap.end()] in _DIGITS or text[gap.start() - 1] in _DIGITS
        if spaced and beside and not dated and text[gap.start() - 1] not in _ENDS:
            continue  # 清淤河道 20 公里, as Word sets figures apart
        if gap.start() - at < 2 or _LABEL_END.search(text, max(at, gap.start() - 8), gap.start()):
            continue  # characters set apart, a label and its words
        if text.rfind("“", at, gap.start()) > text.rfind("”", at, gap.start()):
            continue
        label = _begins_unit(text, gap.end())
        stopped = text[gap.start() - 1] in _ENDS
        labels += label
        told += (
            label
            or stopped
            or (headed or not at)
            and gap.start() - at <= HEADING
            or not labels
            and (dated or _IN_HEAD.search(text, at, gap.start()) is not None)
        )
        headed = label
        at = gap.end()
        found.append(at)
    return found if labels > 2 and len(found) > 4 and 4 * told >= 3 * len(found) else []


def _below_cells(text: str, below: Line | None) -> int:
    """Where a document begins behind the cells of a page's table on its line, or 0.

    A row with cells behind the long one, or with as many cells as the next, is a table's own.
    """
    last = _LAST_CELL.search(text) if "|" in text[:DUMP] else None
    if last is None or text.find("|", last.end()) >= 0:
        return 0
    return 0 if below is not None and below.text.count("|") == text.count("|") else last.end()


def _headings(text: str) -> list[int]:
    """Where headings without a number begin and end that a first unit stands right behind.

    Believes that behind a stop, a year's review or plan and a 一、 are a heading and its unit
    (…。2025年工作计划一、总体思路); and so what chapters are called by, above （一） or 1.
    """
    found: list[int] = []
    for match in _PART.finditer(text):
        found += match.span()
    for match in _ANNEX.finditer(text):
        if not match[1] and (len(text) - match.start() > APPEAL or "一、" in text[match.end() :]):
            continue  # what is appended follows on the line as well
        found += (match.start(), match.end()) if match[1] else (match.start(),)
    return found


def _told(text: str, gaps: list[re.Match[str]]) -> int:
    """How many of the gaps stand behind a stop, before a label, or behind a label's heading."""
    told = at = 0
    headed = _begins_unit(text, 0)
    for gap in gaps:
        label = _begins_unit(text, gap.end())
        told += label or text[gap.start() - 1] in _ENDS or headed and gap.start() - at <= HEADING
        headed = label
        at = gap.end()
    return told


def _begins_unit(text: str, at: int) -> bool:
    return _LABEL.match(text, at) is not None or begins_period(text, at)


_DIGITS: Final = frozenset("0123456789")
_SPACED: Final = re.compile(r"[0-9] [年月日]")
_DATED: Final = re.compile(r"(?:19|20)[0-9]{2} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日(?= |\Z)")
_KIND_ENDS: Final = frozenset("结划路要点排案告算见")
_OPENS: Final = re.compile(r"20[0-9]{2} ?年(?:是|[，,]|度?[^ ，。]{2,12}[，,])")
"""2023 年是…, right behind a title."""
_IN_HEAD: Final = re.compile(
    r"(?:月 ?[0-9]{1,2} ?日|的通知|[〕\]）)] ?[0-9]{1,4} ?号|文件|签发人：.{2,4})\Z"
)
"""How what stands in a head ends, each on a line of its own."""
_GAP: Final = re.compile(
    r"(?<=[\u4e00-\u9fff。；：:！？”》）)%０-９0-9])(?<![0-9](?= [年月日个项名人次万亿所家户公]))"
    r"[ \u3000]{1,4}(?=[\u4e00-\u9fff“《（(①-⑳0-9A-Z—])"
)
"""Spaces between words or behind a stop."""
_LABEL_END: Final = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}(?:[章节条]|部分)|[（(][一二三四五六七八九十0-9]{1,3}[）)])\Z"
)
"""A label whose words a space sets apart: 第一章 总则."""
HEADING: Final = 40
"""Characters of a heading with its label."""


def _opening(page: Page, line: Line) -> list[int]:
    """Where a line is cut that runs on from its title to 一、: behind it, and before 一、."""
    text = line.text[:OPENING]
    found: list[int] = []
    first = _FIRST.search(text)
    begin = text.find("一、")
    if first is not None and (begin < 0 or first.end() <= begin):
        found.append(first.end())
    for match in (p.search(text) for p in (_TO, _YEAR_ON, _AIM_ON, _ONE)):
        if match is not None and title_like(words(page, text[: match.start()]), page.lexicons):
            found.append(match.start())
            break
    return found


def _head(page: Page, line: Line) -> list[int]:
    """Where the lines end that a title, and addressees behind it, are to have at a line's head."""
    text = line.text[:LONG]
    stop = next((k for k, char in enumerate(text) if char in "。；！？"), len(text))
    ends = [m.end() for m in _TOKEN.finditer(text, 1, stop) if m.end() < stop][:6]
    starts = [start for start in (0, *ends[:2]) if not text[start : start + 5].strip().isdigit()]
    for start in starts:
        for end in ends:
            if end > start and title_like(words(page, text[start:end]), page.lexicons):
                found = [start, end] if start else [end]
                colon = _ADDRESSED.match(text[end:])
                if colon is not None and is_recipients(words(page, text[end : end + colon.end()])):
                    found.append(end + colon.end())
                return found
    return []


NOTICE: Final = 12
"""Lines, a site's among them, of which one may hold a notice's head."""
_ISSUING_HEAD: Final = re.compile(
    r"(?:([^\s，。：:]{2,10}[〔\[（(]20[0-9]{2}[〕\]）)] ?[0-9]{1,4} ?号) )?"
    r"([^。：:；]{6,120}?的通知) ([^。：:；]{4,160}[:：]) "
)
"""A number, the title of a notice and its addressees, as a PDF's lines run together."""


def cut_lines(page: Page, cuts: dict[int, list[int]]) -> None:
    """Make several lines of some: for a line's index, the offsets in it where others begin."""
    made: list[Line] = []
    for line in page.lines:
        at = 0
        for end in (*cuts.get(line.index, ()), len(line.text)):
            raw = line.text[at:end]
            told = raw.strip(SPACE)
            if told:
                lead = len(raw) - len(raw.lstrip(SPACE))
                start = line.start + at + lead
                first = not at
                made.append(
                    Line(
                        len(made),
                        start,
                        start + len(told),
                        told,
                        line.indent if first else 0,
                        line.gap and first,
                    )
                )
                made[-1].kind = line.kind
            at = end
    page.lines = made


__all__ = ["cut_lines", "split_runs"]
