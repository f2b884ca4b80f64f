"""Texts whose lines were lost, and units that stand on the line of the heading above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .label_styles import RANK
from .labels import INSIDE, PAUSE, Candidate

_SECOND = re.compile(r"[。；！：:）)][ \u3000]?[一二]、[\u4e00-\u9fff0-9]")
_LATER = re.compile(r"[。；！）)][ \u3000]?([（(][二三四][）)]|[2345][.、])(?=[\u4e00-\u9fff“])")
"""Later units of other styles behind a stop: two of them begin paragraphs."""


def lines_lost(string: str) -> bool:
    """Whether paragraphs run together: the mean line is longer than any real paragraph's mean.

    Measured on real plans: means of 60 to 260 characters; 400 is beyond them all.
    """
    if len(string) > 1500:
        return len(string) / (string.count("\n") + 1) > 400
    # a short text: one line that holds most of it, and the second chapter inside
    line = max(string.split("\n"), key=len)
    if len(line) <= 110 or len(line) * 5 <= len(string) * 3:
        return False
    return _SECOND.search(line) is not None or len(set(_LATER.findall(line))) > 1


_HEADING = re.compile(r"[\u4e00-\u9fff0-9“”、， \u3000]{2,32}")
_COUNTED = "班期级级组組号號类類"
"""高三（一）班, 二（1）期: what is numbered so in a name."""


def under_headings(string: str, found: Sequence[Candidate], lost: bool) -> frozenset[int]:
    """Where a first unit stands on the line of its chapter's heading: 一、工作总结（一）….

    Such a 1 may be the only one of its run, where the text breaks off behind it. A label in
    brackets says so by itself; 1、 only where lines were lost.
    """
    starts: list[int] = []
    for above, c in pairwise(found):
        if c.number != 1 or c.place not in (PAUSE, INSIDE) or above.style not in _ABOVE:
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


_ABOVE = frozenset(("chinese", "chinese_paren"))


__all__ = ["lines_lost", "under_headings"]
