"""Tables of tasks in a text: 序号 | 任务 | 责任单位 | 完成时限.

Readers give a table as lines of cells between | (or tabs). A table is a ledger where its head
names a task column and who or when, or a number; each row below is a task, and a cell of a group
column opens a section over the rows until the next one that is filled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .lexicon import Lexicons

_RULE = re.compile(r"[\s|:：\-—=+┼─]+$")
_CHINESE = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、．.]?$")
_HEADING = re.compile(r"[ \t\u3000]*[（(]?([一二三四五六七八九十]{1,3})[）)、．.]")
_LABEL = re.compile(r"([0-9]{1,3})(?:[.．](?![0-9])|、)[ \u3000]*(?=[^\s0-9])")
_TOTAL = re.compile(
    r"(?:总[ \u3000]?分|合[ \u3000]?计|总[ \u3000]?计|小[ \u3000]?计|共[ \u3000]?计)[:：]?$"
)
_OWNERS = ("lead", "responsible", "support")
Cell = tuple[int, int]


@dataclass(slots=True)
class Row:
    """One row: its cells that are filled, by what their column holds; offsets in the text."""

    start: int
    end: int
    cells: list[tuple[str, Cell]] = field(default_factory=list)
    chapter: bool = False
    """Whether a task stands beside the headings, not under the last one."""
    above: list[tuple[str, Cell]] = field(default_factory=list)
    """Cells with owners that reach down to this row from one above."""

    def of(self, *meanings: str) -> list[tuple[str, Cell]]:
        """The filled cells of the columns that hold one of `meanings`."""
        return [(m, c) for m, c in self.cells if m in meanings]


@dataclass(slots=True)
class Ledger:
    """A table of tasks: where it stands, its head's meanings, its rows."""

    start: int
    end: int
    head: tuple[int, int]
    columns: list[str]
    barred: bool = False
    """Whether marks stand at both ends of its lines, as in Markdown; else an outer mark is the edge
    of an empty cell."""
    demoted: bool = False
    """Whether its group column is one that by its name could hold the tasks."""
    rows: list[Row] = field(default_factory=list)
    reaching: dict[int, tuple[str, Cell]] = field(default_factory=dict)
    """Of each column with owners before the task, the last cell that is filled."""


def find_ledgers(string: str, lexicons: Lexicons) -> list[Ledger]:
    """The tables of tasks of a text, in order. Linear in the text's length."""
    if "|" not in string and "\t" not in string:
        return []
    heads = column_heads(lexicons)
    found: list[Ledger] = []
    current: Ledger | None = None
    at = 0
    while at < len(string):
        until = string.find("\n", at)
        if until < 0:
            until = len(string)
        line = string[at:until]
        mark = "|" if "|" in line else "\t" if "\t" in line else ""
        barred = mark == "|" and line.lstrip().startswith("|")
        cells = _cells(line, at, mark, barred) if mark else []
        columns = _columns(string, cells, heads) if mark else None
        if columns is not None:
            demoted = "outer" in columns
            columns = ["group" if m == "outer" else m for m in columns]
            if current is None or columns != current.columns:
                current = Ledger(at, until, (at, until), columns, barred, demoted)
                found.append(current)
            else:
                current.end = until  # the head again on a new page
        elif current is not None and line.strip():
            if mark and barred != current.barred:
                cells = _cells(line, at, mark, current.barred)
            if mark and _RULE.match(line):
                current.end = until
            elif not mark and _heads_rows(string, at, until, current, heads):
                start = at + len(line) - len(line.lstrip())
                cell = (start, start + len(line.strip()))
                current.rows.append(Row(at, until, _heading(string, cell)))
                current.end = until
            elif mark and (row := _row(string, at, until, cells, current)) is not None:
                current.rows.append(row)
                current.end = until
            else:
                current = None
        at = until + 1
    for ledger in found:
        _settle_tasks(string, ledger)
        _settle_numbered(string, ledger)
        _settle_labels(string, ledger)
        _settle_chapters(string, ledger.rows)
    return [ledger for ledger in found if ledger.rows]


def _settle_tasks(string: str, ledger: Ledger) -> None:
    """任务名称 | 工作内容, both filled in each row: the first names the task, the second tells it.

    Only where the first has a new value in each row, so that it heads none but its own.
    """
    rows = [r for r in ledger.rows if r.cells]
    if not ledger.demoted or len(rows) < 2:
        return
    seen: set[str] = set()
    for row in rows:
        cells = row.of("group")
        if len(cells) != 1 or not row.of("task"):
            return
        seen.add(string[slice(*cells[0][1])])
    if len(seen) < len(rows) or ledger.columns.count("group") > 1:
        return
    renamed = {"group": "task", "task": "measure"}
    for row in rows:
        row.cells = [(renamed.get(m, m), c) for m, c in row.cells]
    ledger.columns = [renamed.get(m, m) for m in ledger.columns]


def _settle_numbered(string: str, ledger: Ledger) -> None:
    """A task over several numbered rows, and in each what is done: the task heads them."""
    rows = [r for r in ledger.rows if r.of("number") and not _chinese(string, r)]
    if all(r.of("task") for r in rows) or "group" in ledger.columns:
        return
    told = next((m for m in ("measure", "target") if all(r.of(m) for r in rows)), None)
    if told is None or ledger.columns.count(told) > 1:
        return
    renamed = {"task": "group", told: "task"}
    for row in ledger.rows:
        row.cells = [(renamed.get(m, m), c) for m, c in row.cells]
    ledger.columns = [renamed.get(m, m) for m in ledger.columns]


def _settle_labels(string: str, ledger: Ledger) -> None:
    """Without a column of numbers, those that the tasks themselves begin with: 1.完善制度."""
    if "number" in ledger.columns:
        return
    rows = [r for r in ledger.rows if r.of("task")]
    labels: list[Cell] = []
    last = 0
    for row in rows:
        start, end = row.of("task")[0][1]
        label = _LABEL.match(string, start, end)
        if label is None or int(label[1]) not in (1, last + 1):
            return
        last = int(label[1])
        if any(int(m[1]) == last + 1 for m in _LABEL.finditer(string, label.end(), end)):
            return  # a cell with several steps, each with its number
        labels.append((start, label.end()))
    for row, label_ in zip(rows, labels, strict=True):
        k = next(k for k, (m, _) in enumerate(row.cells) if m == "task")
        row.cells[k : k + 1] = [("number", label_), ("task", (label_[1], row.cells[k][1][1]))]


def _heads_rows(string: str, start: int, end: int, ledger: Ledger, heads: dict[str, str]) -> bool:
    """Whether a line without marks is a heading over the rows below: 一、 and the like.

    The first such is numbered 1: what goes on with the numbers of the text ends the table.
    """
    numeral = _HEADING.match(string, start, end)
    if numeral is None or end - start > 60 or string[end - 1] in "。；;":
        return False
    known = any(r.of("group") for r in ledger.rows)
    if not known and numeral[1] != "一":
        return False
    at = end + 1
    while at < len(string):
        until = string.find("\n", at)
        until = len(string) if until < 0 else until
        line = string[at:until]
        if line.strip():
            mark = "|" if "|" in line else "\t" if "\t" in line else ""
            if not mark:
                return False
            head = _columns(string, _cells(line, at, mark, ledger.barred), heads)
            return head is None or known and head == ledger.columns
        at = until + 1
    return False


def appended_ledger(text: str, start: int, end: int, lexicons: Lexicons) -> int | None:
    """Where in `text[start:end]`, what stands below a plan, a table of tasks with owners begins.

    That is the start of its title, the line above its head; None where there is no such table.
    """
    for ledger in find_ledgers(text[start:end], lexicons):
        if any(row.of(*_OWNERS) for row in ledger.rows):
            above = text[start : start + ledger.start].rstrip()
            return start + above.rfind("\n") + 1 if above else start + ledger.start
    return None


def column_heads(lexicons: Lexicons) -> dict[str, str]:
    """Column heads and what they hold; the labels of responsibility notes are heads as well."""
    heads: dict[str, str] = lexicons.build("ledger_columns", _heads)
    return heads


def is_head(line: str, lexicons: Lexicons) -> bool:
    """Whether a line of cells is the head of a ledger beyond doubt: three columns known, or all.

    日期 alone may as well be a field of the document's header.
    """
    mark = "|" if "|" in line else "\t"
    cells = _cells(line, 0, mark, mark == "|" and line.lstrip().startswith("|"))
    columns = _columns(line, cells, column_heads(lexicons))
    if columns is None:
        return False
    unknown = columns.count("note")
    return unknown == 0 or len(columns) - unknown >= 3


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


def _settle_chapters(string: str, rows: list[Row]) -> None:
    """Rows numbered 一、 二、 among headings numbered so, though they name a unit or a day.

    With rows numbered 1 2 3 below, one is a heading; without any, a task beside the headings.
    """
    chapters = [bool(r.of("number")) and _chinese(string, r) for r in rows]
    if not any(c and r.of("group") for c, r in zip(chapters, rows, strict=True)):
        return
    for k, row in enumerate(rows):
        if chapters[k] and row.of("task"):
            below = next((j for j in range(k + 1, len(rows)) if rows[j].of("number")), None)
            if below is None or chapters[below]:
                row.chapter = True
            else:
                row.cells = [("group" if m == "task" else m, c) for m, c in row.cells]


def _chinese(string: str, row: Row) -> bool:
    return _CHINESE.match(string[slice(*row.of("number")[0][1])]) is not None


def _cells(line: str, offset: int, mark: str, barred: bool) -> list[Cell]:
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


def _columns(string: str, cells: list[Cell], heads: dict[str, str]) -> list[str] | None:
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
    others = set(columns) & {"number", "due", "when", *_OWNERS}
    if known < 2 or not others:
        return None
    return columns


def _heading(string: str, cell: Cell) -> list[tuple[str, Cell]]:
    """The cells of a heading over the whole width: its number, where it has one, and its words."""
    numeral = _HEADING.match(string, *cell)
    if numeral is None or numeral.end() == cell[1]:
        return [("group", cell)]
    start = (
        numeral.end()
        + len(string[numeral.end() : cell[1]])
        - len(string[numeral.end() : cell[1]].lstrip())
    )
    return [("number", (cell[0], numeral.end())), ("group", (start, cell[1]))]


def _row(string: str, start: int, end: int, cells: list[Cell], ledger: Ledger) -> Row | None:
    columns = ledger.columns
    row = Row(start, end)
    filled = [c for c in cells if c[1] > c[0]]
    if not filled:
        return row
    if len(filled) == 1 and len(columns) > 2 and cells[0] == filled[0]:
        # one cell over the whole width: a heading over the rows below
        row.cells = _heading(string, filled[0])
        ledger.reaching.clear()
        return row
    if len(cells) < 2:
        return None
    for k, cell in enumerate(cells):
        if cell[1] > cell[0]:
            row.cells.append((columns[k] if k < len(columns) else "note", cell))
    for k in range(columns.index("task")):
        if columns[k] in _OWNERS and k < len(cells):
            # 牵头领导 | 重点工作: a cell over several rows names them for each
            if cells[k][1] > cells[k][0]:
                ledger.reaching[k] = columns[k], cells[k]
            elif k in ledger.reaching:
                row.above.append(ledger.reaching[k])
    number = row.of("number")
    task = row.of("task")
    if task and _TOTAL.match(string[slice(*task[0][1])]) and not row.of(*_OWNERS, "due"):
        row.cells = []  # sums are no tasks
    if number and _CHINESE.match(string[slice(*number[0][1])]) and not row.of(*_OWNERS, "due"):
        # 一、 | 巩固成果… : a heading among rows that are numbered 1 2 3
        row.cells = [("group" if m == "task" else m, c) for m, c in row.cells]
    return row
