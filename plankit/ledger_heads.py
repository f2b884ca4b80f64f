"""The head of a ledger: what each of its columns holds.

Column heads stand in the table `ledger_columns`; the labels of responsibility notes are heads as
well. A head may have two rows: 责任分工 over 牵头单位 | 配合单位.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .lexicon import Lexicons

OWNERS: Final = ("lead", "responsible", "support")
"""What columns hold that name units or persons."""
Cell = tuple[int, int]


def column_heads(lexicons: Lexicons) -> dict[str, str]:
    """Column heads and what they hold; the labels of responsibility notes are heads as well."""
    heads: dict[str, str] = lexicons.build("ledger_columns", _heads)
    return heads


def _heads(lexicons: Lexicons) -> dict[str, str]:
    heads = {row[0]: row[1] for row in lexicons.rows("ledger_columns")}
    labels = lexicons.rows("owner_labels")
    bodies = [word for word, part, *_ in labels if part == "body"]
    for word, part, *rest in labels:
        if part == "duty":
            for body in bodies:
                heads.setdefault(word + body, rest[0])
        elif part == "label":
            heads.setdefault(word, rest[0])
    return heads


def is_head(line: str, lexicons: Lexicons) -> bool:
    """Whether a line of cells is the head of a ledger beyond doubt: three columns known, or all.

    日期 alone may as well be a field of the document's header.
    """
    mark = "|" if "|" in line else "\t"
    cells = cells_of(line, 0, mark, mark == "|" and line.lstrip().startswith("|"))
    columns = columns_of(line, cells, column_heads(lexicons))
    if columns is None:
        return False
    unknown = columns.count("note")
    return unknown == 0 or len(columns) - unknown >= 3


def cells_of(line: str, offset: int, mark: str, barred: bool) -> list[Cell]:
    """The cells of a line that begins at `offset`; `barred`: marks stand at both of its ends."""
    cells: list[Cell] = []
    at = 0
    for part in line.split(mark):
        words = part.strip()
        lead = len(part) - len(part.lstrip())
        start = offset + at + (lead if words else 0)
        cells.append((start, start + len(words)))
        at += len(part) + 1
    # the marks at both ends of a Markdown table stand outside the cells
    if barred and line.lstrip().startswith("|"):
        cells = cells[1:]
    if mark == "|" and line.rstrip().endswith("|") and cells and cells[-1][0] == cells[-1][1]:
        cells = cells[:-1]
    return cells


def columns_of(string: str, cells: list[Cell], heads: dict[str, str]) -> list[str] | None:
    """What each column holds, where the cells are a ledger's head; else None."""
    if not 2 <= len(cells) <= 20:
        return None
    columns: list[str] = []
    known = 0
    for start, end in cells:
        words = re.sub(r"[\s（(].*$|\s", "", "".join(string[start:end].split()))
        if len(words) > 14:
            return None
        meaning = heads.get(words)
        if meaning is None:
            last = next((words[k:] for k in range(1, len(words) - 1) if words[k:] in heads), "")
            meaning = heads.get(last)
            if meaning in ("due", "when") and len(last) == 2:
                meaning = None  # 发布日期, 成文时间: a field of the document's header
        known += meaning is not None
        columns.append(meaning or "note")
    if columns.count("task") == 0:
        # the innermost group column, else the first measure or target column, names the task
        for meaning in ("group", "measure", "target"):
            places = [k for k, m in enumerate(columns) if m == meaning]
            if places:
                columns[places[-1 if meaning == "group" else 0]] = "task"
                break
        else:
            return None
    tasks = [k for k, m in enumerate(columns) if m == "task"]
    for k in tasks[:-1]:
        columns[k] = "outer"  # 主要任务 | 具体事项: the outer one heads the rows
    others = set(columns) & {"number", "due", "when", *OWNERS}
    if known < 2 or not others:
        return None
    return columns


def second_head(
    string: str, cells: Sequence[Cell], columns: Sequence[str], heads: dict[str, str]
) -> list[str] | None:
    """The columns told by the second row of a head, below `columns`; None where it is none.

    It fills nothing but columns of owners, times and what is unknown, with heads or with the
    duty alone: 牵头 | 配合.
    """
    told = list(columns)
    known = 0
    for k, (start, end) in enumerate(cells):
        words = "".join(string[start:end].split())
        if not words:
            continue
        meaning = heads.get(words) or heads.get(words + "单位")
        if k == len(told):
            told.append("note")  # the empty last cell of the row above
        if k > len(told) or meaning is None or told[k] in ("number", "task", "group"):
            return None
        told[k] = meaning
        known += meaning in OWNERS
    return told if known else None
