"""Chapters without numbers, and where the first of several plans ends.

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
from typing import TYPE_CHECKING

from ..lexicon import Lexicons
from ..line_kinds import is_attachment, is_date, is_unit, may_append
from ..page import SOFT, Page
from ..plan_titles import title_like
from ..roles import role_of
from .branches import Branch
from .colon_headings import at_first, is_name, run_in_headings
from .label_styles import PLAIN, RANK
from .labels import LINE, Candidate

if TYPE_CHECKING:
    from ..reading import Body

_HEADING = re.compile(r"(?!\d{2,4}年\d{1,2}月\d{1,2}日?$)[^。；！？，,;:：、|]{2,30}$")
_STOPPED = "。！？；：!?;:…”）)】"
_MARK = re.compile(
    r"^[ \u3000\t]*(附[件表录錄].{0,120}"
    r"|附?[:：]?[有相]?[关關]?名[词詞](?:解[释釋]|注[释釋]|[术術][语語]))$",
    re.MULTILINE,
)
"""An attachment's mark, and the heading of a glossary, which is numbered too."""
_SPACE = " \t\r\x0b\u3000\xa0"
REACH = 4000
"""Characters above a unit in which its title is looked for."""
SHORT = 14
"""Characters of a heading that nothing but its place speaks for."""
PARAGRAPH = 30
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
            _candidate(at, levels[at])
            for at, words in _lines(string, found)
            if at in levels and looks_like_marked(words)
        ]
        if len(marked) > 1:
            least = min(c.number for c in marked)
            return [c._replace(number=c.number - least + 1) for c in marked]
    first = next((c.start for c in found if c.place == LINE and c.firm), len(string))
    named = [_candidate(at, 1) for at in run_in_headings(string, found, first, lexicons)]
    alike: list[Candidate] = []
    colons: list[Candidate] = []
    over, colon = not named, bool(named)
    for at, words, number in _standing(string, found):
        if not named and at > first:
            return []
        ends = words[-1] in ":："
        if role_of(words, lexicons) is not None and (not ends or len(words) <= SHORT):
            named.append(_candidate(at, 1))
            over = over and number > 0
            colon = colon or ends
        elif number and len(words) <= SHORT:
            if not ends:
                alike.append(_candidate(at, 1))
            elif number == 1:
                colons.append(_candidate(at, 1))
        elif ends and is_name(words[:-1]) and at_first(found, at):
            colons.append(_candidate(at, 1))
    named.sort()
    if len(named) < 2 or _run_on_across(found, named):
        return []
    if colon and not _run_on_across(found, sorted([*named, *colons])):
        named += colons
    # where all of them stand right above units, others that stand so are headings too
    return sorted([*named, *alike] if over and alike else named)


def headings_of_restarts(string: str, branches: Sequence[Branch]) -> list[Candidate]:
    """The heading lines right above root runs, where two or more runs of a style have one."""
    found: dict[str, list[Candidate]] = {}
    labelled = {b.start for b in branches}
    for branch in branches:
        if branch.parent is None and branch.number == 1 and not branch.inline:
            heading = heading_above(string, branch.start, labelled)
            if heading is not None and not is_attachment(heading[1]):
                found.setdefault(branch.style, []).append(_candidate(heading[0], 1))
    first = branches[0].start if branches else 0
    for headings in found.values():
        if len(headings) > 1 and headings[0].start < first:
            return headings
    return []


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
            found.append(_candidate(at, 1))
        elif not found:
            return []
    return found if len(found) > 2 else []


def _short_above(string: str, start: int, labelled: Collection[int]) -> int | None:
    for begin, words in _lines_above(string, start, 1, labelled):
        if len(words) > SHORT or not looks_like_heading(words) or is_attachment(words):
            return None
        before = string.rfind("\n", 0, begin)
        return begin if before <= 0 or string[before - 1] in _STOPPED else None
    return None


def headings_by_shape(string: str) -> list[Candidate]:
    """Every heading-like line between paragraphs, for a text without any numbered unit."""
    found = [
        _candidate(at, 1)
        for at, words, _ in _standing(string, ())
        if words[-1] not in ":：" and not is_unit(words)
    ]
    return found if len(found) > 1 else []


def with_headings(found: Sequence[Candidate], headings: Sequence[Candidate]) -> list[Candidate]:
    """Both in order; what begins inside a heading's line is none."""
    return sorted([*found, *headings], key=lambda c: (c.start, c.end))


def _candidate(at: int, level: int) -> Candidate:
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


def _standing(string: str, found: Sequence[Candidate]) -> Iterator[tuple[int, str, int]]:
    """Heading-like lines below a finished line and above a paragraph or a numbered unit.

    Each with its words, and the number of the unit right below or 0. Some end with a colon.
    """
    starts = [c.start for c in found]
    for at, words in _lines(string, found):
        before = string.rfind("\n", 0, at)
        if before > 0 and string[before - 1] not in _STOPPED:
            continue
        if not looks_like_heading(words[:-1] if words[-1] in ":：" else words):
            continue
        end = string.find("\n", at)
        if end < 0:
            continue
        below = string.find("\n", end + 1)
        if below < 0:
            below = len(string)
        k = bisect_right(starts, end)
        unit = k < len(starts) and not string[end + 1 : starts[k]].strip()
        if unit or below - end > PARAGRAPH or string[below - 1] in _STOPPED:
            yield at, words, found[k].number if unit else 0


def _run_on_across(found: Sequence[Candidate], headings: Sequence[Candidate]) -> bool:
    """Whether chapter-like labels (第一章, 一、) run on across any heading but the first."""
    chapters = [c for c in found if c.place == LINE and RANK[c.style] <= RANK["chinese"]]
    starts = [c.start for c in chapters]
    for heading in headings:
        k = bisect_right(starts, heading.start)
        if k < len(chapters) and chapters[k].number > 1:
            return True
    return False


# -- several plans --------------------------------------------------------------------------------


def first_plan(page: Page, body: Body, branches: list[Branch]) -> list[Branch]:
    """The branches of the first plan; sets where it ends, as far as is known here."""
    kept = _before_restart(page, body, branches)
    cut = _appendix(body.text.string, kept)
    if cut is None:
        return kept
    k, at, words = cut
    if body.limit is None:
        page.note("appendix", "info", f"appended: {words!r}", body.text.span(at, at + 1))
    body.limit = at
    for branch in kept[:k]:
        branch.children = [c for c in branch.children if c.start < at]
    return kept[:k]


def _appendix(string: str, branches: Sequence[Branch]) -> tuple[int, int, str] | None:
    """The attachment's mark among the units behind which nothing of the plan follows.

    Given as (how many units stand above it, its offset, its words). The plan goes on behind such a
    line where its first level runs on there.
    """
    if not branches:
        return None
    starts = [b.start for b in branches]
    if not may_append(string, starts[0], starts[-1]):
        return None
    roots = [b for b in branches if b.parent is None]
    root_starts = [b.start for b in roots]
    for match in _MARK.finditer(string, starts[0], starts[-1]):
        words = "".join(match[1].split())
        if not is_attachment(words) and not words.endswith(("解释", "注释", "术语")):
            continue
        at = match.start(1)
        k = bisect_right(root_starts, at)
        last = roots[k - 1]
        following = (last.style, (last.number or 0) + 1)
        if k < len(roots) and (roots[k].style, roots[k].number) == following:
            continue
        return bisect_right(starts, at), at, words
    return None


def _before_restart(page: Page, body: Body, branches: list[Branch]) -> list[Branch]:
    """The branches up to where a root run begins again.

    Below a title it is a second plan; below an attachment's mark, or below a heading of a kind
    that the first run does not have, an appendix.
    """
    string = body.text.string
    most: dict[str, int] = {}
    headed: bool | None = None
    labelled = {b.start for b in branches}
    for k, branch in enumerate(branches):
        if branch.parent is not None:
            continue
        if headed is None:
            headed = heading_above(string, branch.start, labelled) is not None
        if branch.number == 1 and branch.style in most and not branch.inline:
            repeated = most.get(branch.style) == 1  # 壹、 and 壹、 again: a slip, no new numbering
            title = _title_above(page, string, branch.start, labelled)
            if title is not None:
                body.others.append(title)
                page.note(
                    "several-plans", "warning",
                    f"another plan begins here: {title[1]}; plankit.parse_all reads each",
                    body.text.span(title[0], title[0] + 1),
                )  # fmt: skip
                return branches[:k]
            heading = heading_above(string, branch.start, labelled)
            if heading is not None and not headed and not repeated:
                page.note(
                    "appendix", "info", f"numbering begins again below {heading[1]!r}: an appendix",
                    body.text.span(heading[0], heading[0] + 1),
                )  # fmt: skip
                body.limit = heading[0]
                return branches[:k]
        if branch.number == 1 and branch.inline and most.get(branch.style, 0) > 1:
            opened = _OPENED.search(string, max(0, branch.start - 40), branch.start)
            first = body.text.span(branches[0].start, branches[0].start).start
            # a notice's own numbers stand above the plan that it sends out
            noticed = "通知" in page.source.text[max(0, first - 40) : first]
            if opened is not None and not noticed:
                page.note(
                    "appendix", "info", "numbering begins again behind another opening",
                    body.text.span(branch.start, branch.label_end),
                )  # fmt: skip
                above = string.rfind("。", max(0, opened.start() - 160), opened.start())
                body.limit = above + 1 if above > branches[k - 1].start else branch.start
                return branches[:k]
        most[branch.style] = max(most.get(branch.style, 0), branch.number or 0)
    return branches


_OPENED = re.compile(r"制[定订訂](?:了?本|以下|如下|此)[^，,。；：]{1,14}[。：:]\Z")
"""What a plan's opening ends with, right before its 一、 where lines were lost."""


def _lines_above(
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


def _title_above(
    page: Page, string: str, start: int, labelled: Collection[int]
) -> tuple[int, str] | None:
    """The title-like line among the few above an offset, and where it begins."""
    for begin, words in _lines_above(string, start, 5, labelled):
        if title_like(words, page.lexicons):
            return begin, words
    return None


def heading_above(
    string: str, start: int, labelled: Collection[int] = ()
) -> tuple[int, str] | None:
    """A heading without number, or an attachment's mark, right above an offset."""
    for k, (begin, words) in enumerate(_lines_above(string, start, 4, labelled)):
        if is_attachment(words) or (k == 0 and looks_like_heading(words)):
            return begin, words
    return None
