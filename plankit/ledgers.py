"""Tables of tasks in a text: 序号 | 任务 | 责任单位 | 完成时限.

Readers give a table as lines of cells between | (or tabs). A table is a ledger where its head
names a task column and who or when, or a number; each row below is a task, and a cell of a group
column opens a section over the rows until the next one that is filled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from .ledger_heads import OWNERS, Cell, cells_of, column_heads, columns_of, second_head
from .lexicon import Lexicons
from .numerals import to_int

_RULE: Final = re.compile(r"[\s|:：\-—=+┼─]+$")
_CHINESE: Final = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、．.]?$")
_HEADING: Final = re.compile(r"[ \t\u3000]*[（(]?([一二三四五六七八九十]{1,3})[）)、．.]")
_LABEL: Final = re.compile(r"([0-9]{1,3})(?:[.．](?![0-9])|、)[ \u3000]*(?=[^\s0-9])")
_MARKS: Final = ".、．() （）"
_TOTAL: Final = re.compile(
    r"(?:总[ \u3000]?分|合[ \u3000]?计|总[ \u3000]?计|小[ \u3000]?计|共[ \u3000]?计)[:：]?$"
)


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
    bare: bool = False
    """Whether the table has columns of owners, and none of their cells is filled here."""

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
    first: list[str] = field(default_factory=list)
    """What the columns hold by the first row of a head of two rows."""


def find_ledgers(string: str, lexicons: Lexicons) -> list[Ledger]:
    """The tables of tasks of a text, in order. Linear in the text's length."""
    if "|" not in string and "\t" not in string:
        return []
    heads = column_heads(lexicons)
    found: list[Ledger] = []
    current: Ledger | None = None
    headed = False
    at = 0
    while at < len(string):
        until = string.find("\n", at)
        if until < 0:
            until = len(string)
        line = string[at:until]
        mark = "|" if "|" in line else "\t" if "\t" in line else ""
        barred = mark == "|" and line.lstrip().startswith("|")
        cells = cells_of(line, at, mark, barred) if mark else []
        columns = columns_of(string, cells, heads) if mark else None
        if columns is not None:
            demoted = "outer" in columns
            columns = ["group" if m == "outer" else m for m in columns]
            if current is None or (columns != current.columns and columns != current.first):
                current = Ledger(at, until, (at, until), columns, barred, demoted)
                found.append(current)
            else:
                current.end = until  # the head again on a new page
            headed = True
        elif current is not None and line.strip():
            if mark and barred != current.barred:
                cells = cells_of(line, at, mark, current.barred)
            told = None
            if headed and mark and not _RULE.match(line):
                told = second_head(string, cells, current.first or current.columns, heads)
                headed = False
            if told is not None:
                current.first = current.first or current.columns
                current.columns = told
                current.end = until
            elif mark and _RULE.match(line):
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
        _reach_down(string, ledger)
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


def _reach_down(string: str, ledger: Ledger) -> None:
    """A cell with owners over several rows, of which only the first has the words.

    Such a row goes on with the numbers of the one above; one that heads others does not take the
    owners of those before it.
    """
    numbered = "number" in ledger.columns
    owners: list[tuple[str, Cell]] = []
    last: int | None = None
    for k, row in enumerate(ledger.rows):
        if not row.cells:
            continue
        cells = row.of("number")
        number = to_int(string[slice(*cells[0][1])].strip(_MARKS)) if cells else None
        named = row.of(*OWNERS)
        if named or row.of("group") or not row.of("task"):
            owners = named if row.of("task") else []
        elif not row.bare or row.above or (numbered and (number is None or last is None)):
            owners = []
        elif owners and (not numbered or number == (last or 0) + 1):
            below = ledger.rows[k + 1].of("number") if k + 1 < len(ledger.rows) else []
            following = string[slice(*below[0][1])].strip(_MARKS) if below else ""
            if not numbered or not following or to_int(following) == (number or 0) + 1:
                row.above.extend(owners)
            else:
                owners = []
        last = number


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
            head = columns_of(string, cells_of(line, at, mark, ledger.barred), heads)
            return head is None or known and head == ledger.columns
        at = until + 1
    return False


def appended_ledger(text: str, start: int, end: int, lexicons: Lexicons) -> int | None:
    """Where in `text[start:end]`, what stands below a plan, a table of tasks with owners begins.

    That is the start of its title, the line above its head; None where there is no such table.
    """
    for ledger in find_ledgers(text[start:end], lexicons):
        if any(row.of(*OWNERS) for row in ledger.rows):
            above = text[start : start + ledger.start].rstrip()
            return start + above.rfind("\n") + 1 if above else start + ledger.start
    return None


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


def _alone(string: str, filled: list[Cell]) -> bool:
    """Whether a row says one thing, once or the same in each of its cells."""
    words = string[slice(*filled[0])]
    return len(filled) == 1 or (
        len(filled) > 2 and all(string[slice(*cell)] == words for cell in filled)
    )


def _row(string: str, start: int, end: int, cells: list[Cell], ledger: Ledger) -> Row | None:
    columns = ledger.columns
    row = Row(start, end)
    filled = [c for c in cells if c[1] > c[0]]
    if not filled:
        return row
    if cells[0] == filled[0] and len(columns) > 2 and _alone(string, filled):
        # one cell over the whole width: a heading over the rows below
        row.cells = _heading(string, filled[0])
        ledger.reaching.clear()
        return row
    if len(cells) < 2:
        return None
    for k, cell in enumerate(cells):
        if cell[1] > cell[0]:
            row.cells.append((columns[k] if k < len(columns) else "note", cell))
    places = [k for k, m in enumerate(columns) if m in OWNERS]
    row.bare = bool(places) and places[-1] <= len(cells) and not row.of(*OWNERS)
    for k in range(columns.index("task")):
        if columns[k] in OWNERS and k < len(cells):
            # 牵头领导 | 重点工作: a cell over several rows names them for each
            if cells[k][1] > cells[k][0]:
                ledger.reaching[k] = columns[k], cells[k]
            elif k in ledger.reaching:
                row.above.append(ledger.reaching[k])
    number = row.of("number")
    task = row.of("task")
    if task and _TOTAL.match(string[slice(*task[0][1])]) and not row.of(*OWNERS, "due"):
        row.cells = []  # sums are no tasks
    if number and _CHINESE.match(string[slice(*number[0][1])]) and not row.of(*OWNERS, "due"):
        # 一、 | 巩固成果… : a heading among rows that are numbered 1 2 3
        row.cells = [("group" if m == "task" else m, c) for m, c in row.cells]
    return row
