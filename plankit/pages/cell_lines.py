"""Tables that were saved with one cell a line: 序号 | 任务 | 责任单位 on three lines, then 1 …

Believes that three or more lines in a row which are each a column's head of a ledger are its head,
and that the lines behind them are its cells where a number stands at each row's place, 1, 2, 3.
Such lines are joined to rows of cells between tabs, as other readers give tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..ledger_heads import column_heads
from ..page import Line, Page
from ..text import Span

CELL = "\t"
_NUMBER = re.compile(r"([0-9]{1,3})[.．、]?\Z")
LONGEST = 12
"""Characters of a column's head."""
MOST = 12
"""Columns at most."""
FEWEST = 3
"""Columns at least."""


def join_cells(page: Page) -> None:
    """Set `Line.soft` of the cells of such tables, so that each row is one line of the body."""
    heads = column_heads(page.lexicons)
    if "序" not in page.source.text and "编号" not in page.source.text:
        return  # such a table is numbered
    lines = page.lines
    short = [line.text for line in lines if len(line.text) <= LONGEST]
    if sum(["".join(text.split()) in heads for text in short]) < FEWEST:
        return
    k = 0
    while k < len(lines):
        if len(lines[k].text) > LONGEST:
            k += 1
            continue
        columns: list[str] = []
        while (
            k + len(columns) < len(lines)
            and len(columns) <= MOST
            and (line := lines[k + len(columns)]).kind is None
            and len(line.text) <= LONGEST
            and (meaning := heads.get("".join(line.text.split()))) is not None
        ):
            columns.append(meaning)
        number = columns.index("number") if "number" in columns[:2] else -1
        if len(columns) < FEWEST or number < 0:
            k += max(1, len(columns))
            continue
        until = _rows(lines, k + len(columns), len(columns), number)
        if until:
            for line in lines[k + 1 : k + len(columns)]:
                line.soft = CELL
            lines[k].soft = None
            page.note(
                "cells-joined", "info", "a table with one cell a line, read as rows",
                Span(lines[k].start, lines[until - 1].end),
            )  # fmt: skip
        k = until or k + len(columns)


def _rows(lines: Sequence[Line], at: int, width: int, number: int) -> int:
    """Join the rows that begin at line `at`; where they end, or 0 where there are not two."""
    behind = width - number - 1
    rows: list[tuple[int, int]] = []  # the line of the number, and that of the group or the number
    begin = at
    while True:
        place = next(
            (
                j
                for j in range(begin, min(begin + number + 1, len(lines)))
                if (match := _NUMBER.match(lines[j].text)) and int(match[1]) == len(rows) + 1
            ),
            None,
        )
        if place is None or place + behind >= len(lines):
            break
        if any(_NUMBER.match(line.text) for line in lines[place + 1 : place + 2]):
            break
        rows.append((place, begin))
        begin = place + behind + 1
    if len(rows) < 2:
        return 0
    for place, first in rows:
        for j in range(first, place + behind + 1):
            lines[j].kind = None
            lines[j].soft = CELL
        lines[first].soft = None if first < place or not number else "\n" + CELL
    return begin


__all__ = ["CELL", "join_cells"]
