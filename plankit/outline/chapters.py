"""Chapters without numbers.

A chapter's heading without a number is a line of its own between paragraphs: short, without a
stop, below a line that ended its sentence. Since such lines are many things (a table's cell, a
sign-off, a caption), they are believed only where something else speaks for them:
- the container calls them headings (a heading style, <h2>, ##);
- two or more of them name a chapter's role (总体要求, 2024年工作回顾, 保障措施), the first of them
  above every numbered unit, and no chapter numbering runs on across them;
- numbering at the top begins again below each of them;
- three or more stand right above units whose numbering runs on across them;
- the text has no numbered units at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from ..lexicon import Lexicons
from ..line_kinds import is_attachment, is_date, is_recipients, is_unit
from ..page import SOFT
from ..plan_titles import heads_chapter, title_like, whole_title
from ..roles import role_of
from .branches import Branch
from .colon_headings import at_first, is_name, run_in_headings
from .label_styles import PLAIN, RANK, UNNUMBERED
from .labels import LINE, Candidate
from .titles import names_chapter

LONGEST: Final = 30
_HEADING: Final = re.compile(
    rf"(?!\d{{2,4}}年\d{{1,2}}月\d{{1,2}}日?$)[^。；！？，,;:：、|]{{2,{LONGEST}}}$"
)
STOPPED: Final = "。！？；：!?;:.．…”）)】"
_SPACE: Final = " \t\r\x0b\u3000\xa0"
REACH: Final = 4000
"""Characters above a unit in which its title is looked for."""
SHORT: Final = 14
"""Characters of a heading that nothing but its place speaks for."""
PARAGRAPH: Final = 30
"""Characters; a line without a stop that is no longer is no paragraph."""


def looks_like_heading(text: str) -> bool:
    """Whether a line without a label could head a chapter: short, no stop, no comma."""
    return _HEADING.match(text) is not None and not is_date(text)


def looks_like_marked(text: str) -> bool:
    """Whether a line that its container calls a heading can be one: no date, no sentence."""
    return 2 <= len(text) <= 40 and text[-1] not in "。；，：" and not is_date(text)


def plain_headings(
    string: str, found: Sequence[Candidate], levels: dict[int, int], lexicons: Lexicons
) -> list[Candidate]:
    """Lines that are chapters' headings by what their container or their own words say.

    `found` are the labels' candidates; `levels` gives the heading level of lines, by offset.
    """
    if levels:
        marked = [
            plain(at, levels[at])
            for at, words in _lines(string, found)
            if at in levels and looks_like_marked(words)
        ]
        if len(marked) > 1:
            least = min(c.number for c in marked)
            return [c._replace(number=c.number - least + 1) for c in marked]
    first = next((c.start for c in found if c.place == LINE and c.firm), len(string))
    named = [plain(at, 1) for at in run_in_headings(string, found, first, lexicons)]
    alike: list[Candidate] = []
    again: list[Candidate] = []
    colons: list[Candidate] = []
    over, colon = not named, bool(named)
    inner: list[Candidate] = []
    begun = ""  # the style that begins right below the latest heading that names a role
    within = False  # whether headings below it divide that chapter
    for at, words, unit, holds in standing(string, found):
        if not named and at > first:
            return []
        ends = words[-1] in ":："
        framed = words[0] == "【" and words[-1] == "】"
        if framed or (names_chapter(words, lexicons) and (not ends or len(words) <= SHORT)):
            named.append(plain(at, 1))
            over = over and unit is not None
            colon = colon or ends
            begun = unit.style if unit is not None and unit.number == 1 else ""
            within = holds
        elif within and unit is not None and unit.number == 1:
            inner.append(plain(at, 2))
        elif unit is not None and len(words) <= SHORT:
            if not ends:
                alike.append(plain(at, 1))
                if unit.number == 1 and unit.style == begun:
                    again.append(alike[-1])
            elif unit.number == 1:
                colons.append(plain(at, 1))
        elif ends and is_name(words[:-1], lexicons) and at_first(found, at):
            colons.append(plain(at, 1))
    named.sort()
    if len(named) < 2 or _run_on_across(found, named):
        return []
    if colon and not _run_on_across(found, sorted([*named, *colons])):
        named += colons
    # where all of them stand right above units, others that stand so are headings too; and any
    # below which the numbers of the chapter above begin again
    return sorted([*named, *(alike if over else again), *inner])


def headings_of_restarts(
    string: str, branches: Sequence[Branch], lexicons: Lexicons
) -> list[Candidate]:
    """The heading lines right above root runs, where two or more runs of a style have one.

    The first run may be without one, whose heading was taken for a part of the title or for a
    unit's name. Then nothing above the others may have ended the plan, none may be another plan's
    title; a single other heading has to tell a role (保障措施).
    """
    runs: dict[str, list[tuple[int, str] | None]] = {}
    labelled = {b.start for b in branches}
    for branch in branches:
        if branch.parent is None and branch.number == 1 and not branch.inline:
            heading = heading_of_run(string, branch.start, labelled)
            if heading is not None and whole_title(heading[1], lexicons):
                break  # another plan's
            runs.setdefault(branch.style, []).append(heading)
    for headings in runs.values():
        found = [heading for heading in headings if heading is not None]
        if len(headings) < 2 or not found:
            continue
        if headings[0] is None and (
            len(found) * 2 < len(headings)
            or (len(found) == 1 and role_of(found[0][1], lexicons) is None)
            or any(
                title_like(words, lexicons) and not heads_chapter(words, lexicons)
                for _, words in found
            )
            or any(ended_above(string, at, labelled) for at, _ in found)
        ):
            continue
        if len(found) > 1 or headings[0] is None:
            return [plain(at, 1) for at, _ in found]
    return []


def heading_of_run(string: str, start: int, labelled: Collection[int]) -> tuple[int, str] | None:
    """The line right above a run's 1 that may head it, with 、 or at the end a colon or without."""
    for begin, words in lines_above(string, start, 1, labelled):
        bare = words[:-1] if words[-1] in ":：" else words
        addressed = ("、" in words or words[0] == "各") and is_recipients(words)
        if addressed or is_attachment(words) or _INTRODUCES.search(bare):
            return None
        if looks_like_heading(bare.replace("、", "")):
            return begin, bare
    return None


_INTRODUCES: Final = re.compile(r"以下|如下|下列|下述|几[个項项点方]")
"""In a line that introduces a list (重点抓好以下工作：), in no heading."""


def ended_above(string: str, at: int, labelled: Collection[int]) -> bool:
    """Whether a date or an attachment's mark stands among the few lines above a heading."""
    return any(
        is_date(words) or is_attachment(words) for _, words in lines_above(string, at, 4, labelled)
    )


def headings_over_run(string: str, branches: Sequence[Branch]) -> list[Candidate]:
    """The short lines right above roots whose numbering runs on across them.

    Needs three, each below a finished sentence, the first one above the first root of all: so a
    paper for a council is set, 目的 | 1. | 背景 | 2. 3. | 徵詢意見 | 4.
    """
    labelled = {b.start for b in branches}
    found: list[Candidate] = []
    for branch in branches:
        if branch.parent is not None or branch.inline:
            continue
        at = _short_above(string, branch.start, labelled)
        if at is not None:
            found.append(plain(at, 1))
        elif not found:
            return []
    return found if len(found) > 2 else []


def _short_above(string: str, start: int, labelled: Collection[int]) -> int | None:
    for begin, words in lines_above(string, start, 1, labelled):
        bare = words.replace("、", "")
        if len(words) > SHORT or not looks_like_heading(bare) or is_attachment(words):
            return None
        return begin if finished(string, string.rfind("\n", 0, begin)) else None
    return None


def headings_by_shape(string: str) -> list[Candidate]:
    """Every heading-like line between paragraphs, for a text without any numbered unit."""
    found = [
        plain(at, 1)
        for at, words, _, _ in standing(string, ())
        if words[-1] not in ":：" and not is_unit(words)
    ]
    return found if len(found) > 1 else []


def finished(string: str, end: int) -> bool:
    """Whether a line that ends at an offset ends its sentence, or with a note: 责任单位：办公室.

    A heading in a frame (【工作措施】) does not.
    """
    if end <= 0:
        return True
    last = string[end - 1]
    if last in STOPPED:
        return last != "】" or string[string.rfind("\n", 0, end) + 1] != "【"
    begin = max(string.rfind("\n", 0, end) + 1, end - 80)
    return string.find("：", begin, end) >= 0 and _NOTED.search(string, begin, end) is not None


_NOTED: Final = re.compile(
    r"(?:责任|牵头|负责|配合|主办|承办|协办|完成)(?:单位|部门|科室|股室|处室|领导|人|时限|时间)"
    r"[：:][^。；！？\n]{1,60}\Z"
)


def with_headings(found: Sequence[Candidate], headings: Sequence[Candidate]) -> list[Candidate]:
    """Both in order; a heading inside a chapter that is a chapter's own is that alone.

    Months right below a chapter's heading (逐月安排 | 九月) stand inside that chapter.
    """
    if not headings:
        return list(found)
    starts = {c.start for c in headings}
    kept = [c for c in found if c.start not in starts or c.style not in UNNUMBERED]
    every = sorted([*kept, *headings], key=lambda c: (c.start, c.end))
    if all(c.style != PLAIN for c in kept):
        return every
    within = False
    for k, c in enumerate(every):
        if c.start in starts:
            below = every[k + 1] if k + 1 < len(every) else c
            within = below.style == PLAIN and c.start < below.start <= c.start + SHORT
            within = within and below.start not in starts
        elif within and c.style == PLAIN:
            every[k] = c._replace(number=c.number + 1)
    return every


def plain(at: int, level: int) -> Candidate:
    """A heading without a number that begins at an offset."""
    return Candidate(at, at, PLAIN, level, LINE, True)


def _lines(string: str, found: Sequence[Candidate]) -> Iterator[tuple[int, str]]:
    """Lines that do not begin with a label: (offset of their words, words without spaces).

    Those without any Chinese character head nothing, and are left out.
    """
    if string.isascii():
        return
    labelled = {c.start for c in found}
    at = 0
    while at < len(string):
        until = string.find("\n", at)
        if until < 0:
            until = len(string)
        if until - at <= 90 and not string[at:until].isascii():
            start = at
            while start < until and string[start] in _SPACE:
                start += 1
            words = "".join(string[start:until].split())
            if words and start not in labelled:
                yield start, words
        at = until + 1


def standing(
    string: str, found: Sequence[Candidate]
) -> Iterator[tuple[int, str, Candidate | None, bool]]:
    """Heading-like lines below a finished line and above a paragraph or a numbered unit.

    Each with its words, the unit right below if there is one, and whether a heading stands below it
    instead, with a first unit. Some end with a colon.
    """
    starts = [c.start for c in found]
    holder = -1
    for at, words in _lines(string, found):
        if len(words) > LONGEST + 1:
            continue
        before = string.rfind("\n", 0, at)
        if before != holder and not finished(string, before):
            continue
        bare = words[:-1] if words[-1] in ":：" else words
        parted = "、" in bare  # so only right above a 1
        if not looks_like_heading(bare.replace("、", "") if parted else bare):
            continue
        end = string.find("\n", at)
        if end < 0:
            continue
        below = string.find("\n", end + 1)
        if below < 0:
            below = len(string)
        k = bisect_right(starts, end)
        unit = k < len(starts) and not string[end + 1 : starts[k]].strip()
        if parted and not (unit and found[k].number == 1):
            continue
        if unit or below - end > PARAGRAPH or string[below - 1] in STOPPED:
            yield at, words, found[k] if unit else None, False
        elif (
            k < len(starts)
            and found[k].number == 1
            and found[k].place == LINE
            and before != holder
            and looks_like_heading("".join(string[end + 1 : below].split()).replace("、", ""))
            and not string[below : starts[k]].strip()
        ):
            holder = end
            yield at, words, None, True


def _run_on_across(found: Sequence[Candidate], headings: Sequence[Candidate]) -> bool:
    """Whether chapter-like labels (第一章, 一、) run on across any heading but the first."""
    chapters = [c for c in found if c.place == LINE and RANK[c.style] <= RANK["chinese"]]
    starts = [c.start for c in chapters]
    for heading in headings:
        k = bisect_right(starts, heading.start)
        if k < len(chapters) and chapters[k].number > 1:
            return True
    return False


def lines_above(
    string: str, start: int, most: int, labelled: Collection[int]
) -> Iterator[tuple[int, str]]:
    """The lines before an offset, up to one with a label, nearest first: (offset, words)."""
    end = _break_before(string, start)
    last = max(0, end - REACH)
    while most and end > last:
        begin = at = _break_before(string, end) + 1
        while at < end and string[at] in _SPACE:
            at += 1
        words = "".join(string[begin : min(end, begin + 200)].split())
        if at in labelled:
            return
        if words:
            most -= 1
            yield at, words
        end = begin - 1


def _break_before(string: str, end: int) -> int:
    low = max(0, end - REACH)
    at = string.rfind("\n", low, end)
    return max(at, string.rfind(SOFT, max(at, low), end))


def heading_above(
    string: str, start: int, labelled: Collection[int] = ()
) -> tuple[int, str] | None:
    """A heading without number, or an attachment's mark, right above an offset."""
    for k, (begin, words) in enumerate(lines_above(string, start, 4, labelled)):
        if is_attachment(words) or (k == 0 and looks_like_heading(words)):
            return begin, words
    return None
