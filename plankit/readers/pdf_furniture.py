"""Running heads, running feet, page numbers and watermarks of a PDF's pages.

Told by repetition and place: a line at the upper or lower edge that stands at one height on
several pages with the same words, its numbers the same or counting with the pages. Page numbers
are known by their form as well, so that one page is enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from .pdf_glyphs import Piece, Sheet
from .pdf_lines import lines

EDGE = 0.16
"""Share of the page's height, at either edge, in which furniture stands. GB/T 9704 leaves 37 mm
of 297 mm at the top, and its page number ends 7 mm below the text: 0.125 and 0.13."""
DEEP = 4
"""Lines of furniture at one edge at most."""

_DASH = r"[-—–－―─~～_·•.]{0,4}"
_PAGE = re.compile(
    rf"{_DASH}\d{{1,4}}{_DASH}|{_DASH}第\d{{1,4}}页{_DASH}[,，/／、|]?(共\d{{1,4}}页)?{_DASH}"
    r"|第\d{1,4}頁[,，/／、|]?(共\d{1,4}頁)?|\d{1,4}[/／]\d{1,4}"
    r"|(?i:page|p\.?)\d{1,4}((?i:of)\d{1,4}|[/／]\d{1,4})?|[（(]第?\d{1,4}[页頁]?[）)]|[ivxIVX]{1,6}"
)
_BARE = re.compile(r"\d{1,4}|[ivxIVX]{1,6}")
_NUMBER = re.compile(r"\d+")
_NEVER = re.compile(r"附[件表录錄]")

_Line = tuple[int, int, float, str, list[Piece]]


def split_furniture(
    sheets: Sequence[Sheet],
) -> tuple[list[list[Piece]], list[list[list[Piece]]], list[list[list[Piece]]]]:
    """For each page: the pieces of its body, the lines of its head, and those of its foot."""
    edges: list[tuple[list[list[Piece]], list[list[Piece]]]] = []
    groups: dict[tuple[bool, str], list[tuple[int, float, list[int]]]] = defaultdict(list)
    stamps: dict[str, set[int]] = defaultdict(set)
    for number, sheet in enumerate(sheets):
        low, high = sheet.area[1], sheet.area[3]
        tall = (high - low) or 1.0
        upright = [p for p in sheet.pieces if not p.tilted]
        above = lines([p for p in upright if (high - p.y1) / tall < EDGE])[:DEEP]
        below = lines([p for p in upright if (p.base - low) / tall < EDGE])[::-1][:DEEP]
        edges.append((above, below))
        for top, found in ((True, above), (False, below)):
            for line in found:
                words = _words(line)
                numbers = [int(n) for n in _NUMBER.findall(words)[:8]]
                groups[top, _NUMBER.sub("#", words)].append(
                    (number, _height(line, sheet, top), numbers)
                )
        for piece in sheet.pieces:
            if piece.tilted:
                stamps[piece.text].add(number)
    repeated = {
        key: _repeats(found, len(sheets))
        for key, found in groups.items()
        if not _NEVER.match(key[1])
    }
    bodies, heads, feet = [], [], []
    for number, sheet in enumerate(sheets):
        taken: set[int] = set()
        kept: list[list[list[Piece]]] = []
        for top, found in zip((True, False), edges[number], strict=True):
            mine: list[list[Piece]] = []
            for k, line in enumerate(found):
                if any(id(p) in taken for p in line):
                    break  # a page so short that both edges meet
                words = _words(line)
                key = (top, _NUMBER.sub("#", words))
                inner = found[k + 1] if k + 1 < len(found) else None
                if number not in repeated.get(key, ()) and not (
                    not mine and _is_number(line, words, inner, sheet, top)
                ):
                    break
                mine.append(line)
                taken.update(id(p) for p in line)
            kept.append(mine if top else mine[::-1])
        watermark = [
            p for p in sheet.pieces if p.tilted and len(stamps[p.text]) > 1 and id(p) not in taken
        ]
        taken.update(id(p) for p in watermark)
        bodies.append([p for p in sheet.pieces if id(p) not in taken])
        heads.append(kept[0])
        feet.append(kept[1] + [[p] for p in watermark])
    return bodies, heads, feet


def _words(line: list[Piece]) -> str:
    return "".join("".join(p.text.split()) for p in line)


def _height(line: list[Piece], sheet: Sheet, top: bool) -> float:
    """Distance from the edge, in points."""
    return sheet.area[3] - line[0].base if top else line[0].base - sheet.area[1]


def _repeats(found: list[tuple[int, float, list[int]]], pages: int) -> set[int]:
    """The pages on which a line stands as on others: at their height, with numbers that fit."""
    if len(found) < 2 or (len(found) < 3 and pages > 6):
        return set()
    heights = sorted(height for _, height, _ in found)
    usual = heights[len(heights) // 2]
    near = [f for f in found if abs(f[1] - usual) <= 9]
    if len(near) < 2:
        return set()
    for k in range(min(len(f[2]) for f in near)):
        same = len({f[2][k] for f in near}) == 1
        counting = len({f[2][k] - f[0] for f in near})
        # sections count anew, odd and even pages may be numbered apart
        if not same and counting > 1 + len(near) // 3:
            return set()
    return {f[0] for f in near}


def _is_number(
    line: list[Piece], words: str, inner: list[Piece] | None, sheet: Sheet, top: bool
) -> bool:
    """Whether the outermost line is a page number by its form."""
    if not _PAGE.fullmatch(words):
        return False
    if not _BARE.fullmatch(words):
        return True
    # a bare number could be a table's: it must be small and stand away from the text
    size = line[0].size
    away = inner is None or abs(inner[0].base - line[0].base) > 1.6 * max(size, inner[0].size)
    return away and _height(line, sheet, top) < 0.13 * (sheet.area[3] - sheet.area[1])
