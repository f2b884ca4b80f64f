"""Tables of a page: which hold data, and their rows as lines.

A row of a header table or a task table becomes one line, its cells joined by " | ", line breaks in
a cell turned into spaces. A cell over several columns is followed by empty cells, and a cell over
several rows is empty in the rows below its first, so that each row has the table's number of
columns.
A table that only lays out a page stays a sequence of lines.
"""

from __future__ import annotations

from .html_lines import Line
from .html_tags import MOST_COLUMNS

BAR = " | "
LINES = 5
"""Lines of a cell from which a table of one or two rows lays out a page."""


class Cell:
    """A cell: its lines `[first, last)` of the page, and how far it spans."""

    __slots__ = ("columns", "first", "last", "rows")

    def __init__(self, first: int, columns: int, rows: int) -> None:
        self.first = first
        self.last = first
        self.columns = columns
        self.rows = rows


class Table:
    """An open table: where it began, its rows so far."""

    __slots__ = ("blocks", "box", "depth", "first", "nested", "rows", "unseen")

    def __init__(self, first: int, depth: int, box: int, unseen: bool) -> None:
        self.first = first
        self.depth = depth
        """How many elements were open where it began."""
        self.box = box
        """The named container that it stands in."""
        self.unseen = unseen
        """Whether it stands in something that is not shown."""
        self.rows: list[list[Cell]] = []
        self.nested = False
        """Whether it holds another table."""
        self.blocks = False
        """Whether a cell holds headings or lists: the matter of a page, not of a table."""


def holds_data(table: Table, lines: list[Line]) -> bool:
    """Whether the rows are records, and not the columns of a page's layout.

    A table with another one inside, or with one cell a row, lays out a page. So does one where a
    single cell holds most of a long text: a column beside a sidebar.
    """
    if table.nested:
        return False
    total = longest = several = most = 0
    for row in table.rows:
        filled = 0
        for cell in row:
            size = sum(line.size for line in lines[cell.first : cell.last])
            total += size
            longest = max(longest, size)
            most = max(most, cell.last - cell.first)
            filled += size > 0
        several += filled > 1
    if not several and not any(len(row) > 1 for row in table.rows):
        return False
    if longest > 1500 and longest * 10 > total * 6:
        return False
    if len(table.rows) < 3 and (longest > 400 or table.blocks or most >= LINES):
        return False
    return several > 0


def row_lines(table: Table, lines: list[Line]) -> list[Line]:
    """The table's lines, one a row, with a caption's lines before them."""
    first = min((row[0].first for row in table.rows if row), default=len(lines))
    out = lines[table.first : first]
    above: list[int] = []  # rows that the cell of a column still reaches down
    for cells in table.rows:
        made: Line | None = None
        column = 0
        for cell in cells:
            while column < len(above) and above[column] > 0:
                above[column] -= 1
                made = _add(made, cell, [])
                column += 1
            made = _add(made, cell, lines[cell.first : cell.last])
            for k in range(cell.columns):
                if k:
                    made = _add(made, cell, [])
                if column == len(above) and column < MOST_COLUMNS:
                    above.append(0)
                if column < len(above):
                    above[column] = cell.rows - 1
                column += 1
        while made is not None and column < len(above) and above[column] > 0:
            above[column] -= 1
            made = _add(made, cells[-1], [])
            column += 1
        if made is not None and made.text.strip(" |\xa0\u3000"):
            out.append(made)
    return out


def _add(row: Line | None, cell: Cell, content: list[Line]) -> Line:
    """The row with one more cell."""
    if row is None:
        row = Line(content[0].box if content else 0, content[0].nav if content else False)
        row.row = True
    else:
        _put(row, BAR)
    row.cells.append(row.size)
    for k, line in enumerate(content):
        if k:
            _put(row, " ")
        row.quiet.extend((s + row.size, e + row.size) for s, e in line.quiet)
        row.parts.extend(line.parts)
        row.size += line.size
        row.linked += line.linked
        row.attached = row.attached or line.attached
        row.level = row.level or line.level
    return row


def _put(row: Line, words: str) -> None:
    row.parts.append((words, -1))
    row.size += len(words)
