"""Tables that were saved with one cell a line: 序号 | 任务 | 责任单位 on three lines, then 1 …

Believes that three or more lines in a row which are each a column's head of a ledger are its head,
and that the lines behind them are its cells where a number stands at each row's place, 1, 2, 3; in
a table without numbers, where names of units stand wherever its head has them and nowhere else.
Such lines are joined to rows of cells between tabs, as other readers give tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..facts.office_words import OfficeWords
from ..ledger_heads import OWNERS, column_heads
from ..lexicon import Lexicons
from ..page import Line, Page
from ..text import Span

CELL: Final = "\t"
_NUMBER: Final = re.compile(r"([0-9]{1,3})[.．、]?\Z")
_HEADING: Final = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、．.][^。；]{2,40}\Z")
_OWNERS_HEAD: Final = re.compile(
    r"\n[ \t\u3000]*(?:牵头|责任|承办|负责|配合|落实)(?:单位|部门|科室|处室|股室)[ \t\u3000]*\n"
)
LONGEST: Final = 12
"""Characters of a column's head."""
MOST: Final = 12
"""Columns at most."""
FEWEST: Final = 3
"""Columns at least."""


def join_cells(page: Page) -> None:
    """Set `Line.soft` of the cells of such tables, so that each row is one line of the body."""
    text = page.source.text
    if "序" not in text and "编号" not in text and _OWNERS_HEAD.search(text) is None:
        return  # such a table is numbered, or has a column of owners
    heads = column_heads(page.lexicons)
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
        if len(columns) < FEWEST:
            k += max(1, len(columns))
            continue
        if number < 0:
            until = _unnumbered(lines, k + len(columns), columns, page.lexicons)
        else:
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


def _unnumbered(lines: Sequence[Line], at: int, columns: Sequence[str], lexicons: Lexicons) -> int:
    """The same of a table without numbers; a heading may stand between its rows."""
    places = [k for k, meaning in enumerate(columns) if meaning in OWNERS]
    tasks = [k for k in range(len(columns)) if k not in places]
    if not places or not tasks:
        return 0
    words = lexicons.build("office_names", OfficeWords)

    def is_row(j: int) -> bool:
        row = lines[j : j + len(columns)]
        return (
            len(row) == len(columns)
            and all(line.kind is None for line in row)
            and all(words.looks_like_unit(row[k].text, strictly=True) for k in places)
            and not any(words.looks_like_unit(row[k].text, strictly=True) for k in tasks)
        )

    rows: list[int] = []
    while True:
        if is_row(at):
            rows.append(at)
            at += len(columns)
        elif at + 1 < len(lines) and _HEADING.match(lines[at].text) and is_row(at + 1):
            lines[at].soft = None
            at += 1
        else:
            break
    if len(rows) < 2:
        return 0
    for row in rows:
        for line in lines[row + 1 : row + len(columns)]:
            line.soft = CELL
        lines[row].soft = None
    return at


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
