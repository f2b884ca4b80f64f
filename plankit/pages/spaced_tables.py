"""Tables whose cells stand apart by spaces, as text taken from a PDF or a screen has them.

序号 任务 责任单位 完成时限
1 推进教育公平 县教育局 6月底

Believes that a line of known column heads, 序号 first, is a table's head, and that the lines below
it are its rows where they count on from 1 and have a cell for each head. One row that has not, or a
line between two rows (words that were wrapped), and nothing is believed: which cell they belong to
cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..ledger_heads import Cell, column_heads, columns_of
from ..page import Line, Page
from .cell_lines import CELL

_GAP: Final = re.compile("[ \u3000\xa0]+")
_WORDS: Final = re.compile("[^ \u3000\xa0]+")
_NUMBER: Final = re.compile("([0-9]{1,3})[.、．]?(?=[ \u3000\xa0])")
KNOWN, ROWS, NEAR = 3, 2, 4
"""Heads that must be known, rows that must follow, lines below them without another row."""


def part_spaced_tables(page: Page) -> None:
    """Put tabs for the spaces between the cells of such tables, in the body and in the lines."""
    if not page.has("序"):
        return
    heads = column_heads(page.lexicons)
    k = 0
    while k < len(page.lines):
        line = page.lines[k]
        k += 1
        if line.text[0] != "序" or line.kind is not None or len(line.text) > 80:
            continue
        cells = [match.span() for match in _WORDS.finditer(line.text)]
        if not _is_head(line.text, cells, heads):
            continue
        rows = _rows(page.lines, k, len(cells))
        for row in page.lines[k - 1 : k + rows] if rows >= ROWS else ():
            _part(page, row)
        k += rows


def _is_head(words: str, cells: list[Cell], heads: dict[str, str]) -> bool:
    if len(cells) < KNOWN or CELL in words or "|" in words:
        return False
    columns = columns_of(words, cells, heads)
    return columns is not None and len(columns) - columns.count("note") >= KNOWN


def _rows(lines: Sequence[Line], first: int, width: int) -> int:
    """How many rows stand from `first` on; 0 where one of them cannot be told into cells."""
    count = 0
    while first + count < len(lines):
        line = lines[first + count]
        number = _NUMBER.match(line.text)
        if number is None or int(number[1]) != count + 1 or line.kind is not None:
            break
        if len(_WORDS.findall(line.text)) != width:
            return 0
        count += 1
    for line in lines[first + count : first + count + NEAR]:
        number = _NUMBER.match(line.text)
        if number is not None and int(number[1]) == count + 1:
            return 0
    return count


def _part(page: Page, line: Line) -> None:
    chars = list(line.text)
    for gap in _GAP.finditer(line.text):
        at = gap.start()
        page.edits.append((line.start + at, line.start + at + 1, CELL))
        chars[at] = CELL
    line.text = "".join(chars)
