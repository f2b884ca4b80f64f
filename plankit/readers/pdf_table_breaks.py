"""Tables over several pages: rows that a page's end cut in two, put together again.

What is believed: a table goes on where its columns begin at the places they had on the page before;
a first row that repeats the table's first row is its heading; and below it, a row goes on with the
last one of the page before where it has no serial number though others have one, or, in a table
without, where a cell broke off in mid-sentence and not all cells go on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .pdf_paragraphs import Paragraph

_SERIAL = re.compile(r"[（(]?[0-9]{1,4}[）).、．]?|[一二三四五六七八九十]{1,3}[、.]?|[①-⑳]")
_STOP = "。；！？;!?"
_SAME = 4.0
"""Points by which a column's place may differ from page to page."""

_TableRow = dict[int, list[Paragraph]]
"""The paragraphs of a row by column."""


def join_rows(before: list[Paragraph], mine: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a page without those that went to the row they belong to, in `before`."""
    last = _last_table(before)
    first = _first_rows(mine)
    if not last or not first or not _same_columns(last, first):
        return mine
    heading = 0
    if len(first) > 1 and _words(first[0]) == _words(last[0]):
        heading = 1
    row, above = first[heading], last[-1]
    serials = _serial_columns([*last[heading:], *first[heading + 1 :]])
    if len(last) < 2 and not serials or not _goes_on(above, row, serials):
        return mine
    moved = {id(p) for found in row.values() for p in found}
    _append(before, above, row)
    return [p for p in mine if id(p) not in moved]


def _last_table(before: Sequence[Paragraph]) -> list[_TableRow]:
    """The rows of the table that ends what was read so far, its part on the last page."""
    rows: list[_TableRow] = []
    at: tuple[int, int] | None = None
    page = table = 0
    for paragraph in reversed(before):
        if paragraph.furniture:
            continue
        cell = paragraph.cell
        if cell is None or (at is not None and (paragraph.home, cell.table) != (page, table)):
            break
        if at is None:
            page, table = paragraph.home, cell.table
        if at != (page, cell.row):
            rows.append({})
            at = (page, cell.row)
        rows[-1].setdefault(cell.column, []).insert(0, paragraph)
    return rows[::-1]


def _first_rows(mine: Sequence[Paragraph]) -> list[_TableRow]:
    """The rows of the table that a page begins with."""
    rows: list[_TableRow] = []
    at = 0
    for paragraph in mine:
        cell = paragraph.cell
        if cell is None or cell.table != 1:
            break
        if cell.row != at:
            rows.append({})
            at = cell.row
        rows[-1].setdefault(cell.column, []).append(paragraph)
    return rows


def _same_columns(last: Sequence[_TableRow], first: Sequence[_TableRow]) -> bool:
    """Whether columns of one number begin at one place, and there are as many."""
    a, b = _places(last), _places(first)
    both = a.keys() & b.keys()
    return (
        _columns(last) == _columns(first)
        and bool(both)
        and all(abs(a[k] - b[k]) <= _SAME for k in both)
    )


def _columns(rows: Sequence[_TableRow]) -> int:
    return max(p.cell.columns for row in rows for found in row.values() for p in found if p.cell)


def _places(rows: Sequence[_TableRow]) -> dict[int, float]:
    return {
        column: found[0].cell.left for row in rows for column, found in row.items() if found[0].cell
    }


def _words(row: _TableRow) -> dict[int, str]:
    return {k: "".join("".join(r.text.split()) for p in v for r in p.rows) for k, v in row.items()}


def _serial_columns(rows: Sequence[_TableRow]) -> set[int]:
    """Columns in which nothing stands but serial numbers, in half of the rows at least."""
    numbers: dict[int, int] = {}
    others: set[int] = set()
    for row in rows:
        for column, words in _words(row).items():
            if _SERIAL.fullmatch(words):
                numbers[column] = numbers.get(column, 0) + 1
            else:
                others.add(column)
    return {k for k, count in numbers.items() if k not in others and 2 * count >= len(rows)}


def _goes_on(above: _TableRow, row: _TableRow, serials: set[int]) -> bool:
    a, b = _words(above), _words(row)
    shared = [k for k in b if k in a and k not in serials]
    broken = any(a[k][-1] not in _STOP for k in shared if len(a[k]) > 5)
    if serials:
        if any(k in a and k in b for k in serials):
            return False
        if any(k in b for k in serials):
            return broken  # the number stands in the middle of its row, below the break
        return bool(shared)
    return broken and len(b) < len(a)


def _append(before: list[Paragraph], above: _TableRow, row: _TableRow) -> None:
    """Put the cells of a row to those of the row above."""
    home = next(p for found in above.values() for p in found)
    for column, found in row.items():
        if column in above:
            last = above[column][-1]
            for paragraph in found:
                last.rows.extend(paragraph.rows)
            continue
        at = next(
            (before.index(v[0]) for k, v in sorted(above.items()) if k > column),
            before.index(above[max(above)][-1]) + 1,
        )
        for paragraph in found:
            if paragraph.cell is not None and home.cell is not None:
                paragraph.cell = paragraph.cell._replace(table=home.cell.table, row=home.cell.row)
                paragraph.page = home.home
                before.insert(at, paragraph)
                at += 1
