"""The pieces of a PDF page as rows in reading order: columns, tables, fields side by side."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice, pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from .pdf_columns import columns, lines
from .pdf_pieces import NO_GAP, WIDE_GAP, Piece, Sheet
from .pdf_rules import Box, Rule, Rules

_FIELD = re.compile(r"[^：:，。；]{2,12}[：:]")
_LEADER = re.compile(r"[.…·．。]{3,}\s*(?:[Pp]\.?\s*|第)?[-—]?\d{1,4}[-—]?页?$")
"""Dots that lead to a page number: an entry of a table of contents."""
_LABEL = re.compile(
    r"[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)、.．]{1,2}$|[①-⑳]$|附件[0-9０-９]{0,2}[：:]?$"
)


@dataclass(slots=True)
class Row:
    """One visual line of a block."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    font: str
    last_font: str
    page: int
    box: Box
    end: float
    """The size of its last character, about."""
    alone: bool = False
    """Whether it is a paragraph of its own whatever stands around it."""
    more: list[Row] = field(default_factory=list)
    """Rows that go on with it, where it is a labelled field beside others."""

    @property
    def middle(self) -> float:
        """Where its centre stands."""
        return (self.x0 + self.x1) / 2


class Cell(NamedTuple):
    """A place in a table; all count from 1."""

    table: int
    """On its page."""
    row: int
    column: int
    columns: int
    """How many the table has."""
    left: float = 0.0
    """Where its left rule stands."""


@dataclass(slots=True)
class Block:
    """Rows one below the other: a column of text, or a table's cell."""

    rows: list[Row]
    left: float
    """Where a full line begins; what its own rows say, unless they are few."""
    right: float
    cell: Cell | None = None
    prose: bool = True
    """Whether so many rows reach the right margin that it is one."""


def blocks(sheet: Sheet, pieces: list[Piece], page: int, usual: float | None = None) -> list[Block]:
    """The page's blocks in reading order. `page` counts from 1.

    `usual` is where other pages of the document have the gutter between two columns.
    """
    straight = [p for p in pieces if not p.tilted]
    cells, loose = _cells(sheet, straight)
    found: list[tuple[float, Block]] = []
    cell_blocks = _table_blocks(cells, sheet, page)
    # text above, between and below tables: a table ends the block before it
    tops = sorted({-top for top, _ in cell_blocks})
    bands: dict[int, list[Piece]] = {}
    for piece in loose:
        bands.setdefault(bisect_right(tops, -piece.base), []).append(piece)
    for band in bands.values():
        for k, column in enumerate(columns(band, usual)):
            rows = _rows(column, page)
            if rows:
                # columns follow each other however high they begin
                top = max(p.base for p in band) - k * 1e-6
                found.append((top, _block(rows)))
    found.extend(cell_blocks)
    found.sort(key=lambda f: -f[0])
    ordered = [block for _, block in found]
    for piece in pieces:
        if piece.tilted:
            row = _row([piece], page)
            row.alone = True
            ordered.append(_block([row]))
    return ordered


_HANGING = "，。、；：！？,.;:!?）》”"


def _block(rows: list[Row]) -> Block:
    return Block(rows, *margins(rows))


def margins(rows: list[Row]) -> tuple[float, float]:
    """Where full lines begin and end: the outermost places that several rows keep to.

    Few rows may run over: those that look out of a margin are no full lines, and a margin that
    many overrun is none. Marks may hang over the right margin, so that rows which end in one say
    nothing of it where there are enough others.
    """
    if len(rows) < 3:
        return min(r.x0 for r in rows), max(r.x1 for r in rows)
    size = median(r.size for r in rows)
    of_size = [r for r in rows if abs(r.size - size) < 0.08 * size]
    if len(of_size) >= max(5, 0.5 * len(rows)):
        rows = of_size  # titles are centred
    lefts = sorted(r.x0 for r in rows)
    ends = [r.x1 for r in rows if r.text[-1:] not in _HANGING]
    rights = sorted(ends if 3 * len(ends) >= max(9, len(rows)) else (r.x1 for r in rows))[::-1]
    need = 2 if len(rows) < 8 else 3 + len(rows) // 15
    over = max(1, len(rows) // 10) + 1
    near = 0.35 * size
    left = next((a for a, b in islice(pairwise(lefts), over) if b - a < near), lefts[0])
    right = next(
        (a for a, b in zip(rights[:over], rights[need - 1 :], strict=False) if a - b < near),
        rights[0],
    )
    return _past_short_rows(rows, left, right, size), right


def _past_short_rows(rows: list[Row], left: float, right: float, size: float) -> float:
    """The left margin, not counted a few short rows that look out of it: a page's navigation.

    Most rows that stand below a full one go on with it, and tell where the margin is.
    """
    below = Counter(round(b.x0) for a, b in pairwise(rows) if right - a.x1 < 1.6 * size)
    place, count = max(below.items(), key=lambda x: x[1], default=(0, 0))
    if count < 3 or place < left + 0.5 * size or 2 * count < below.total():
        return left
    out = [r for r in rows if r.x0 < place - 0.5 * size]
    if 8 * len(out) > len(rows) or any(right - r.x1 < 8 * size for r in out):
        return left
    return min(r.x0 for r in rows if r.x0 >= place - 0.5 * size)


# -- rows -----------------------------------------------------------------------------------------


def _rows(pieces: list[Piece], page: int) -> list[Row]:
    rows: list[Row] = []
    fields: list[tuple[Row, float, float]] = []
    for line in lines(pieces):
        over = _runs_over(line, fields) if len(line) == 1 else None
        if over is not None:
            over.more.append(_row(line, page))
            continue
        fields = []
        if len(line) > 1 and any(_FIELD.match(p.text) for p in line[1:] if p.x0 > line[0].x1):
            at = 0
            for k in range(1, len(line) + 1):
                if k == len(line) or (
                    _FIELD.match(line[k].text) and _gap(line[k - 1], line[k]) >= 1
                ):
                    row = _row(line[at:k], page)
                    # what begins at the margin below goes on with the last of them
                    row.alone = k < len(line)
                    rows.append(row)
                    fields.append((row, line[at].x0, line[k].x0 if k < len(line) else inf))
                    at = k
            continue
        row = _row(line, page)
        # cells without rules: what stands below goes with its own column, not with the next row
        row.alone = sum(_gap(a, b) >= WIDE_GAP for a, b in pairwise(line)) >= 2
        row.alone = row.alone or _LEADER.search(row.text) is not None
        rows.append(row)
    return rows


def _runs_over(line: list[Piece], fields: list[tuple[Row, float, float]]) -> Row | None:
    """The field, of those on the line above, whose value goes on in this line: below it, right of
    where its label begins.
    """
    piece = line[0]
    for row, left, until in fields:
        if left + 2 * piece.size < piece.x0 and piece.x1 <= until and not _FIELD.match(piece.text):
            last = row.more[-1] if row.more else row
            if 0 < last.base - piece.base < 1.7 * piece.size and piece.x1 <= row.x1 + piece.size:
                return row
    return None


def _gap(a: Piece, b: Piece) -> float:
    return (b.x0 - a.x1) / max(a.size, b.size)


def _row(line: list[Piece], page: int) -> Row:
    first = line[0]
    if len(line) == 1:
        return Row(
            first.text, first.x0, first.x1, first.base, first.size, first.font, first.last_font,
            page, first.box, first.end,
        )  # fmt: skip
    text = first.text
    for a, b in pairwise(line):
        gap = _gap(a, b)
        if gap >= WIDE_GAP and not _LABEL.match(text):
            text += "\t"
        elif gap >= NO_GAP:
            text += " "
        text += b.text
    # a line's size is that of most of it: a label may be set in another
    size = max(line, key=lambda p: p.x1 - p.x0).size
    return Row(
        text, first.x0, max(p.x1 for p in line), first.base, size, first.font, line[-1].last_font,
        page, around([p.box for p in line]), line[-1].end,
    )  # fmt: skip


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all."""
    return (
        min(b[0] for b in boxes), min(b[1] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip


# -- tables ---------------------------------------------------------------------------------------

_Area = tuple[float, float, float, float]
"""Of a cell: left, lower, right, upper rule."""


def _cells(sheet: Sheet, pieces: list[Piece]) -> tuple[dict[_Area, list[Piece]], list[Piece]]:
    """The pieces inside ruled cells by cell (left, lower, right, upper), and those outside."""
    if len(sheet.rules.uprights) < 2:
        return {}, pieces
    levels = [*sheet.rules.levels, *_open_ends(sheet.rules)]
    if len(levels) < 2:
        return {}, pieces
    inside: dict[_Area, list[Piece]] = {}
    loose: list[Piece] = []
    for piece in pieces:
        x = min(piece.x0 + 0.5 * piece.size, (piece.x0 + piece.x1) / 2)
        y = piece.base + 0.3 * piece.size
        left = _nearest(
            (p for p, a, b in sheet.rules.uprights if a <= y <= b and p <= x), largest=True
        )
        right = _nearest(
            (p for p, a, b in sheet.rules.uprights if a <= y <= b and p > x), largest=False
        )
        low = _nearest((p for p, a, b in levels if a <= x <= b and p <= y), largest=True)
        high = _nearest((p for p, a, b in levels if a <= x <= b and p > y), largest=False)
        if left is None or right is None or low is None or high is None:
            loose.append(piece)
        else:
            inside.setdefault((left, low, right, high), []).append(piece)
    # a frame around text is no table: a cell has another beside it
    tabular: dict[_Area, list[Piece]] = {}
    order = sorted(inside, key=lambda c: (-c[3], c[0]))
    alone: list[_Area] = []
    for k, cell in enumerate(order):
        near = order[max(0, k - 40) : k + 40]
        if any(_beside(cell, c) for c in near) or _in_table(cell, order, k, tabular):
            tabular[cell] = inside[cell]
        else:
            alone.append(cell)
    # the rest of a row that the page before begins may fill one cell: it is as wide as those below
    wide = {(round(c[0] / 3), round(c[2] / 3)) for c in tabular}
    for cell in alone:
        if (round(cell[0] / 3), round(cell[2] / 3)) in wide or (not wide and _ruled(cell, sheet)):
            tabular[cell] = inside[cell]
        else:
            loose.extend(inside[cell])
    return tabular, loose


def _ruled(cell: _Area, sheet: Sheet) -> bool:
    """Whether four upright rules or more of one length stand beside a cell: three columns."""
    y = (cell[1] + cell[3]) / 2
    lengths = Counter(
        (round(a / 3), round(b / 3)) for _, a, b in sheet.rules.uprights if a <= y <= b
    )
    return max(lengths.values(), default=0) > 3


def _open_ends(rules: Rules) -> list[Rule]:
    """Where three or more upright rules end at one height without a level one: a browser draws none
    where the page breaks a row.
    """
    ends: dict[tuple[bool, int], list[Rule]] = {}
    for rule in rules.uprights:
        for upper, y in ((False, rule[1]), (True, rule[2])):
            ends.setdefault((upper, round(y / 2)), []).append(rule)
    found: list[Rule] = []
    for (upper, _), there in ends.items():
        if len(there) > 2:
            y = there[0][2] if upper else there[0][1]
            left, right = min(r[0] for r in there), max(r[0] for r in there)
            if not any(abs(p - y) <= 4 and a < right and b > left for p, a, b in rules.levels):
                found.append((y, left, right))
    return found


def _beside(a: _Area, b: _Area) -> bool:
    """Whether two cells stand side by side: an edge in common, and level ones at one height."""
    touch = abs(a[2] - b[0]) <= 3 or abs(b[2] - a[0]) <= 3
    inside = (a[1] >= b[1] - 2 and a[3] <= b[3] + 2) or (b[1] >= a[1] - 2 and b[3] <= a[3] + 2)
    level = abs(a[1] - b[1]) <= 2 or abs(a[3] - b[3]) <= 2
    return touch and inside and level


def _in_table(cell: _Area, order: list[_Area], k: int, tabular: dict[_Area, list[Piece]]) -> bool:
    """Whether a cell of a whole row stands right below a cell that has another beside it."""
    return any(
        abs(c[1] - cell[3]) <= 2 and c[0] >= cell[0] - 2 and c[2] <= cell[2] + 2
        for c in order[max(0, k - 12) : k]
        if c in tabular
    )


def _nearest(places: Iterable[float], *, largest: bool) -> float | None:
    return max(places, default=None) if largest else min(places, default=None)


def _table_blocks(
    cells: dict[_Area, list[Piece]], sheet: Sheet, page: int
) -> list[tuple[float, Block]]:
    """A block a cell, row by row, with the height it sorts by."""
    tables: list[list[_Area]] = []
    low = 0.0
    for area in sorted(cells, key=lambda c: (-round(c[3]), c[0])):
        if not tables or area[3] < low - 4:
            tables.append([])
            low = area[1]
        tables[-1].append(area)
        low = min(low, area[1])
    found = []
    for number, areas in enumerate(tables, 1):
        lefts = _lefts(areas, sheet)
        row, top = 0, 0.0
        for area in areas:
            if row == 0 or abs(top - area[3]) > 2:
                row += 1
                top = area[3]
            rows = [_row(line, page) for line in lines(cells[area])]
            begin = min(r.x0 for r in rows)
            column = bisect_right(lefts, area[0] + 3)
            block = Block(
                rows, begin, area[2] - max(0.0, min(begin - area[0], 8.0)),
                Cell(number, row, column, len(lefts), area[0]),
            )  # fmt: skip
            found.append((top - column * 1e-6, block))
    return found


def _lefts(areas: list[_Area], sheet: Sheet) -> list[float]:
    """Where the columns of a table begin, those that hold no text on this page included."""
    low, high = min(a[1] for a in areas), max(a[3] for a in areas)
    # along all of the table, the ends of its open rows not counted
    drawn = [x for x, a, b in sheet.rules.uprights if a <= low + 2 and b >= high - 2]
    end = max([a[2] for a in areas] + drawn) - 3
    lefts: list[float] = []
    for left in sorted([*(a[0] for a in areas), *drawn]):
        if left < end and (not lefts or left - lefts[-1] > 3):
            lefts.append(left)
    return lefts
