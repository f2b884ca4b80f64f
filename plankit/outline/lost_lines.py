"""Texts whose lines were lost, and units that stand on the line of the heading above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from .label_styles import DECIMALS, RANK
from .labels import INSIDE, PAUSE, Candidate

_SECOND: Final = re.compile(r"[。；！：:）)][ \u3000]?【?[一二][、.．][\u4e00-\u9fff0-9]")
_LATER: Final = re.compile(
    r"[。；！）);.][ \u3000]?([（(][二三四五][）)]|[2-6２-６][.．、)）]|[（(][2-6][）)]"
    r"|[23]\.[1-3](?=[\u4e00-\u9fff]{4})|[贰貳叁參参]、|第[二三四][章节節])(?=[\u4e00-\u9fff“])"
)
"""Later units of other styles behind a stop: two of them begin paragraphs."""
_GLUED: Final = re.compile(
    r"(?:[一二三四五][、.．]|[（(][一二三四][）)]|第[一二三四五](?:[章节]|部分)[ \u3000]?)"
    r"[\u4e00-\u9fff“”、，]{2,32}"
    r"(?:[（(][一1１][）)]|[1１][.．、)）])"
    r"[\u4e00-\u9fff“]"
)
"""一、推进改革1.做好…: a heading and the first unit below it, the break between them lost."""

_ARABIC: Final = re.compile(
    r"(?<![0-9０-９.．])([1-9１-９])[.．、][ \u3000]?(?=[\u4e00-\u9fff“《]{2})"
)
IN_ORDER: Final = 4
"""Numbers from 1 on, in order, that count the units of a line."""

LONG_SHORT, LONG_LONG = 110, 800
"""Characters that a line has in which paragraphs run together, in a short text and in others."""
LONG_SURE: Final = 50
"""Characters of a line that has a heading, its first unit and later ones in it."""


def lines_lost(string: str) -> bool:
    """Whether paragraphs run together: the mean line is longer than any real paragraph's mean.

    Measured on real plans: means of 60 to 260 characters; 400 is beyond them all. Or lines that
    hold most of the text have later units inside.
    """
    size = len(string)
    if size > 1500 and size / (string.count("\n") + 1) > 400:
        return True
    lines = string.split("\n")
    least = LONG_SHORT if size <= 1500 else LONG_LONG
    long = [line for line in lines if len(line) > least]
    if size <= 1500:
        sure = sum(len(line) for line in lines if len(line) > LONG_SURE and _sure(line))
        if sure * 5 > size * 2:
            return True
    if sum(map(len, long)) * 5 <= size * 3:
        return False
    return any(_SECOND.search(x) or _GLUED.search(x) for x in long) or any(
        len(set(_LATER.findall(x))) > 1 or _counted(x) >= IN_ORDER for x in long
    )


def _sure(line: str) -> bool:
    """Whether a heading with its first unit stands in a line, and later units as well."""
    return _GLUED.search(line) is not None and (
        _SECOND.search(line) is not None or len(set(_LATER.findall(line))) > 1
    )


def _counted(line: str) -> int:
    """How far the numbers before words count on from 1, other numbers between them or not."""
    last = 0
    for match in _ARABIC.finditer(line):
        last += int(match[1]) == last + 1
    return last


_CONTENTS: Final = re.compile(r"目[ \u3000]{0,4}[录錄次]")
_PAGE: Final = " \t\u3000.…·—-0123456789"


def without_contents(string: str, found: list[Candidate]) -> list[Candidate]:
    """The candidates without those of a table of contents that lost its lines.

    Believes that it stands at the head, begins right behind its name, and ends where the words of
    its first entry are repeated, which then head the first unit.
    """
    name = _CONTENTS.search(string, 0, 1500)
    if name is None:
        return found
    entries = [k for k, c in enumerate(found) if 0 <= c.start - name.end() <= 4][:1]
    if not entries or entries[0] + 2 > len(found):
        return found
    k = entries[0]
    first, second = found[k], found[k + 1]
    words = string[first.start : min(second.start, first.start + 60)].rstrip(_PAGE)
    end = string.find(words, second.start)
    if end < 0 or len(words) < first.end - first.start + 4:
        return found
    return [c for c in found if c.start < first.start or c.start >= end]


_HEADING: Final = re.compile(r"[\u4e00-\u9fff0-9“”、， \u3000]{2,32}")
_COUNTED: Final = "班期级级组組号號类類"
"""高三（一）班, 二（1）期: what is numbered so in a name."""


def under_headings(string: str, found: Sequence[Candidate], lost: bool) -> frozenset[int]:
    """Where a first unit stands on the line of its chapter's heading: 一、工作总结（一）….

    Such a 1 may be the only one of its run, where the text breaks off behind it. A label in
    brackets says so by itself; 1、 only where lines were lost.
    """
    starts: list[int] = []
    for above, c in pairwise(found):
        if c.number != 1 or c.place not in (PAUSE, INSIDE):
            continue
        if c.style in DECIMALS and c.place == PAUSE and not lost and above.end <= c.start:
            starts.append(c.start)  # 1、总则 1.1 目的: a candidate only there
        if above.style not in _ABOVE:
            continue
        if RANK[c.style] <= RANK[above.style] or not above.firm or not c.firm:
            continue
        if c.style != "chinese_paren" and not (lost and c.style == "arabic"):
            continue
        if string[c.end] in _COUNTED or c.start - above.end > 34:
            continue
        if _HEADING.fullmatch(string, above.end, c.start) is not None:
            starts.append(c.start)
    return frozenset(starts)


_ABOVE: Final = frozenset(("chinese", "chinese_paren"))


__all__ = ["lines_lost", "under_headings", "without_contents"]
