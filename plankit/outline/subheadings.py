"""Headings without numbers inside chapters: 目标： 1. 2. 措施： 1. 2. below one （一）.

A short line right above a unit is often the end of a list or a table's cell. It is believed to be a
heading where the numbers below a chapter begin again at 1 below two such lines, or where chapters
have lines of the same words above their first units. Below a chapter's own heading it may be that
heading's end, and is believed where another follows in the chapter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from ..line_kinds import is_attachment, is_date, is_unit
from .label_styles import BELOW, INLINE, RANK, SUB, UNNUMBERED
from .labels import LINE, Candidate

LONGEST: Final = 16
"""Characters of such a heading."""
_STOPS: Final = frozenset("。；！？，,;.．…|）)】”")
_ENDED: Final = frozenset("。；！？.;!?：:）)】”…")
_SPACE: Final = " \t\r\x0b\u3000\xa0"


def with_subheadings(string: str, found: list[Candidate]) -> list[Candidate]:
    """The candidates with the headings without numbers inside chapters among them."""
    firsts = [k for k, c in enumerate(found) if c.number == 1 and _may_have_one(c)]
    if len(firsts) < 2:
        return found
    starts = {c.start for c in found}
    above = [(k, heading) for k in firsts if (heading := _above(string, found[k].start, starts))]
    if len(above) < 2:
        return found
    groups: list[list[tuple[int, tuple[int, str]]]] = []
    for k, heading in above:
        if groups and _same_chapter(found, groups[-1][-1][0], k):
            groups[-1].append((k, heading))
        else:
            groups.append([(k, heading)])
    words = Counter(w for group in groups for w in {words for _, (_, words) in group})
    outermost = _outermost(found)
    made = [
        Candidate(at, at, _style(found[k]), number, LINE, True)
        for group in groups
        if outermost[group[0][0]] < RANK[found[group[0][0]].style]
        for number, (k, (at, said)) in enumerate(group, 1)
        if len(group) > 1 or words[said] > 1
    ]
    return sorted([*found, *made]) if made else found


def _may_have_one(c: Candidate) -> bool:
    return c.place == LINE and c.firm and c.style not in INLINE and c.style not in UNNUMBERED


def _style(unit: Candidate) -> str:
    """What a heading above a unit is: one above （1） may stand below the heading of a 1."""
    return SUB if RANK[unit.style] < RANK["arabic_paren"] else SUB + BELOW


def _above(string: str, start: int, starts: set[int]) -> tuple[int, str] | None:
    """The line right above an offset, where it reads as a heading: (its offset, its words)."""
    end = string.rfind("\n", 0, start)
    while end > 0 and string[end - 1] in _SPACE + "\n":
        end -= 1
    begin = string.rfind("\n", max(0, end - 2 * LONGEST), end) + 1
    if end <= 0 or not begin or begin in starts:
        return None
    while begin < end and string[begin] in _SPACE:
        begin += 1
    words = "".join(string[begin:end].split())
    bare = words.rstrip(":：")
    if begin in starts or not 2 <= len(bare) <= LONGEST or not _STOPS.isdisjoint(bare):
        return None
    if is_date(bare) or is_attachment(words) or ("、" in bare and is_unit(bare)):
        return None
    until = begin
    while until and string[until - 1] in _SPACE + "\n":
        until -= 1
    if words != bare or string[max(0, until - 1) : until] in _ENDED:
        return begin, bare
    line = string.rfind("\n", max(0, until - 2 * LONGEST), until) + 1
    while line and string[line] in _SPACE:
        line += 1
    return (begin, bare) if line in starts else None  # below a chapter's heading


def _same_chapter(found: Sequence[Candidate], one: int, other: int) -> bool:
    """Whether two units of one style count from 1 with nothing of an outer style between them."""
    style = found[one].style
    if found[other].style != style:
        return False
    return not any(
        c.place == LINE and c.firm and RANK[c.style] < RANK[style] and c.style != SUB
        for c in found[one + 1 : other]
    )


def _outermost(found: Sequence[Candidate]) -> list[int]:
    """For each candidate, the rank of the outermost style that begins a line above it."""
    ranks: list[int] = []
    least = len(RANK)
    for c in found:
        ranks.append(least)
        if c.place == LINE and c.firm and c.style not in UNNUMBERED:
            least = min(least, RANK[c.style])
    return ranks


__all__ = ["with_subheadings"]
