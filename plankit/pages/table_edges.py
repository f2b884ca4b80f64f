"""What stands at the edges of tables in plain text: empty first cells, and titles between bars.

A line's white space is no part of it, but between the rows of a ledger a tab at a line's start
ends an empty cell: a group over several rows. A title saved as the table's first row keeps the
marks of its empty cells; they are furniture.
"""

from __future__ import annotations

from typing import Final

from ..ledger_heads import cells_of, column_heads, columns_of
from ..page import Line, Page
from .cell_lines import CELL

_ABOVE: Final = 3
"""Lines of a title and its subtitle above a table's head."""


def mend_table_edges(page: Page) -> None:
    """Keep the tabs of empty first cells, and take the bars off the title above a head."""
    text = page.source.text
    bars = page.has("|")
    tabs = page.has(CELL) and "\n" + CELL in text
    if not tabs and not bars:
        return
    heads = column_heads(page.lexicons)
    within = plain = 0
    for k, line in enumerate(page.lines):
        mark = "|" if bars and "|" in line.text else CELL if CELL in line.text else ""
        if not mark:
            plain += 1
            within = within and plain < 2  # 一、民生保障 over the whole width
            continue
        plain = 0
        barred = mark == "|" and line.text.startswith("|")
        if not within or mark == "|":
            cells = cells_of(line.text, 0, mark, barred)
            if columns_of(line.text, cells, heads) is None:
                continue
            within = mark == CELL
            if mark == "|":
                for above in page.lines[max(0, k - _ABOVE) : k]:
                    _bare(page, above)
        elif line.indent and line.kind is None and line.soft is None:
            empty = text.count(CELL, line.start - line.indent, line.start)
            if empty:
                line.soft = "\n" + CELL * empty


def _bare(page: Page, line: Line) -> None:
    """Take the marks off a line of cells of which one is filled."""
    words = line.text.strip("| \t\u3000")
    if line.kind is not None or not words or "|" in words or len(words) == len(line.text):
        return
    start = line.start + line.text.index(words)
    end = start + len(words)
    if start > line.start:
        page.trim(line, line.start, start)
    if end < line.end:
        page.trim(line, end, line.end)
