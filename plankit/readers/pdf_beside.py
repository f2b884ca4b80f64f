"""A list that stands beside a PDF page's text: the navigation of a site that was printed.

Believed of it: four short lines or more, at one distance, about as close as the text's rows but on
heights of their own, beside text whose rows are much wider and keep clear of it. Labels beside
what they are labels of stand on its lines, or as far apart as it is high; a table's have upright
rules.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from .pdf_pieces import Piece, Sheet

_MOST = 60
_WORDS = re.compile(r"[•·>»▪◆\s]{0,4}[\u4e00-\u9fff“”]{2}")


def list_beside(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """The pieces of such a list, of a page's; none where there is none."""
    if len(pieces) < 12:
        return []
    size = median(p.size for p in pieces)
    for begin in True, False:
        places = Counter(round((p.x0 if begin else p.x1) / size) for p in pieces)
        for place, count in places.most_common(4):
            if count < 5:
                break
            edge = (place - 0.7 if begin else place + 1.3) * size
            beside = [p for p in pieces if (p.x1 < edge if begin else p.x0 > edge)]
            if _is_list(beside, pieces, edge, sheet):
                return beside
    return []


def _is_list(beside: list[Piece], pieces: list[Piece], edge: float, sheet: Sheet) -> bool:
    """Whether pieces on one side of an edge are a list that the text on the other has nothing to do
    with.
    """
    if not 4 <= len(beside) <= _MOST:
        return False
    if any(p.x1 - p.x0 > 14 * p.size or _WORDS.match(p.text) is None for p in beside):
        return False
    size = median(p.size for p in beside)
    heights = sorted(p.base for p in beside)
    low, high = heights[0] - size, heights[-1] + size
    steps = [b - a for a, b in pairwise(heights)]
    ids = {id(p) for p in beside}
    there = sorted(
        (p for p in pieces if low < p.base < high and id(p) not in ids), key=lambda p: p.base
    )
    if len(there) < 4 or any(p.x0 < edge < p.x1 for p in there):
        return False
    lead = median(b.base - a.base for a, b in pairwise(there))
    if min(steps) < 0.9 * size or max(steps) > 1.7 * min(min(steps), lead):
        return False
    if sum(a < high and b > low for _, a, b in sheet.rules.uprights) > 2:
        return False
    wide = sum(p.x1 - p.x0 > 18 * p.size for p in there)
    level = sum(any(abs(p.base - q.base) < 0.12 * size for q in there) for p in beside)
    return 4 * wide >= len(there) and 2 * level < len(beside)
