"""Lines and columns of a PDF page."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from statistics import median

from .pdf_pieces import Piece


def lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line, from left to right; lines from top to bottom."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.base, p.x0)):
        if found:
            first = found[-1][0]
            if first.base - piece.base < 0.45 * min(first.size, piece.size):
                found[-1].append(piece)
                continue
        found.append([piece])
    for line in found:
        line.sort(key=lambda p: p.x0)
    return found


def columns(pieces: list[Piece], usual: float | None = None) -> list[list[Piece]]:
    """Pieces by column, in reading order; what runs across the gutter parts the columns above it
    from those below.

    Believed of columns: both hold text whose lines mostly fill them, five lines or more each, and
    few lines cross the gutter. Cells and fields side by side are shorter than their column. Where
    other pages have their gutter, few lines are enough.
    """
    place = gutter(pieces)
    if place is None and usual is not None and _parted(pieces, usual):
        place = usual
    places = [place] if place is not None else _thirds(pieces)
    if not places:
        return [pieces]
    found: list[list[Piece]] = []
    sides: list[list[Piece]] = [[] for _ in range(len(places) + 1)]
    for line in lines(pieces):
        if _crosses(line, places):
            found.extend(c for c in sides if c)
            sides = [[] for _ in sides]
            found.append(line)
        else:
            for p in line:
                sides[bisect_right(places, p.x0)].append(p)
    found.extend(c for c in sides if c)
    # full-width lines that follow each other are one block
    joined: list[list[Piece]] = []
    wide_before = False
    for column in found:
        wide = _crosses(column, places)
        if wide and wide_before:
            joined[-1].extend(column)
        else:
            joined.append(column)
        wide_before = wide
    return joined


def _crosses(line: list[Piece], places: list[float]) -> bool:
    return any(p.x0 < place < p.x1 for p in line for place in places)


def _thirds(pieces: list[Piece]) -> list[float]:
    """Where the two gaps between three columns of text stand; none where there are not three.

    Any two of them that stand side by side are columns, the third left out.
    """
    if len(pieces) < 15:
        return []
    low, high = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    first = gutter([p for p in pieces if p.x1 < low + 0.69 * (high - low)])
    last = gutter([p for p in pieces if p.x0 > low + 0.31 * (high - low)])
    if first is None or last is None or not 0.25 < (last - first) / (high - low) < 0.42:
        return []
    across = sum(p.x0 < place < p.x1 for p in pieces for place in (first, last))
    return [first, last] if across <= 0.2 * len(pieces) else []


def _parted(pieces: list[Piece], place: float) -> bool:
    """Whether lines stand on both sides of a gutter, side by side, and few cross it."""
    left = [p for p in pieces if p.x1 <= place]
    right = [p for p in pieces if p.x0 >= place]
    if len(left) < 2 or len(right) < 2 or len(left) + len(right) < 0.8 * len(pieces):
        return False
    begins = sum(p.x0 - place < 4.6 * p.size for p in right)  # half the gutter, two ems of indent
    return begins >= 0.8 * len(right)


def gutter(pieces: list[Piece]) -> float | None:
    """Where the gap between two columns of text stands; None where there are none."""
    if len(pieces) < 10:
        return None
    low = min(p.x0 for p in pieces)
    high = max(p.x1 for p in pieces)
    wide = high - low
    size = median(p.size for p in pieces)
    steps = 80
    if wide < 20 * size:
        return None
    crossed = [0] * (steps + 1)  # differences: how many pieces begin or end their cover here
    for p in pieces:
        a = int((p.x0 - low) / wide * steps)
        b = int((p.x1 - low) / wide * steps)
        if b > a:
            crossed[a + 1] += 1
            if b < steps:
                crossed[b + 1] -= 1
    best, place, covering = len(pieces) + 1, 0.0, 0
    middle = steps / 2
    for k in range(steps + 1):
        covering += crossed[k]
        if steps * 0.25 < k < steps * 0.75:
            rank = (covering, abs(k - middle))
            if rank < (best, abs(place - middle)):
                best, place = covering, float(k)
    x = low + place / steps * wide
    left = [p for p in pieces if p.x1 <= x]
    right = [p for p in pieces if p.x0 >= x]
    if len(left) < 5 or len(right) < 5 or len(pieces) - len(left) - len(right) > 0.2 * len(pieces):
        return None
    for side in (left, right):
        extent = max(p.x1 for p in side) - min(p.x0 for p in side)
        if extent < 8 * size:
            return None
        if median(p.x1 - p.x0 for p in side) < 0.7 * extent and not _set_as_text(side, size):
            return None
    begin, end = max(p.x1 for p in left), min(p.x0 for p in right)
    return (begin + end) / 2 if end - begin >= 0.8 * size else None


def _set_as_text(side: list[Piece], size: float) -> bool:
    """Whether enough lines end at one place, and most begin at the margin or two ems right of it.

    Short paragraphs fill few lines of a column; cells and fields end anywhere.
    """
    ends = Counter(round(p.x1 / size) for p in side)
    end = max(ends, key=lambda x: ends[x] + ends[x + 1])
    left = min(p.x0 for p in side)
    begins = sum(p.x0 - left < 0.5 * size or 1.5 < (p.x0 - left) / size < 2.6 for p in side)
    return ends[end] + ends[end + 1] >= max(3, 0.25 * len(side)) and begins >= 0.8 * len(side)
