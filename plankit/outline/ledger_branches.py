"""Ledgers set into the tree: rows as tasks, group cells as sections over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..ledger_heads import Cell
from ..ledgers import Ledger, Row
from ..numerals import to_int
from .branches import Branch

_PART: Final = re.compile(r"(\d{1,3})[.．\-－—](\d{1,2})[.．、]?")
"""The number of a row below another: 1.2, 1-2."""


def plant(string: str, branches: list[Branch], ledgers: Sequence[Ledger], end: int) -> list[Branch]:
    """All branches with those of the ledgers among them, in order; ledgers behind `end` are left.

    A ledger is the child of the branch in whose own words it stands; before the first branch, or
    without any, its rows are the plan's own units.
    """
    planted: list[Branch] = []
    homes: dict[int, Branch] = {}
    for ledger in ledgers:
        if ledger.start >= end:
            break
        home = next((b for b in reversed(branches) if b.start < ledger.start), None)
        rows = _grow(string, ledger, home)
        if home is not None and rows:
            homes[home.start] = home
            behind = ledger.end
            while behind < home.own_end and string[behind].isspace():
                behind += 1
            if behind < home.own_end:
                home.tail = (behind, home.own_end)
            home.own_end = min(home.own_end, ledger.start)
            home.text_start = min(home.text_start, home.own_end)
            home.title_end = min(home.title_end, home.own_end)
            home.kind = "section"
            up = home.parent
            while up is not None:
                up.kind = "section"
                up = up.parent
        planted.extend(rows)
    for holder in homes.values():
        holder.children.sort(key=lambda b: b.start)  # 一是 below the table comes behind its rows
    return sorted([*branches, *planted], key=lambda b: b.start) if planted else branches


def _grow(string: str, ledger: Ledger, home: Branch | None) -> list[Branch]:
    """The branches of one ledger: a section for each filled group cell, a task for each row."""
    made: list[Branch] = []
    depth = [k for k, m in enumerate(ledger.columns) if m == "group"]
    open_groups: list[Branch] = []
    last: Branch | None = None
    tops: dict[str, Branch] = {}
    for row in ledger.rows:
        tasks = row.of("task")
        if tasks and len(row.of("group")) == len(depth) == len(open_groups):
            _pass_over_repeated(string, row, open_groups)
        groups = row.of("group")
        start = min((c[0] for _, c in row.cells), default=row.start)
        end = max((c[1] for _, c in row.cells), default=row.end)
        for k, (_, cell) in enumerate(groups):
            # the outer group columns come first; a row over the whole width closes all of them
            place = len(depth) - len(groups) + k if len(groups) <= len(depth) else k
            del open_groups[max(0, place) :]
            parent = open_groups[-1] if open_groups else home
            told = row.of("number") if not tasks and k == len(groups) - 1 else []
            branch = _branch(
                start,
                told[0][1] if told else (start, start),
                "group",
                _number(string, told),
                parent,
            )
            branch.kind = "section"
            branch.title_start, branch.title_end = cell
            branch.text_start = branch.own_end = branch.end = cell[1]
            if not tasks and k == len(groups) - 1:
                _keep_row(branch, row, cell)
            open_groups.append(branch)
            made.append(branch)
        if not tasks:
            if last is not None and row.cells and not groups:
                _continue(last, row)  # a cell over several rows: the task goes on
            continue
        if row.chapter:
            del open_groups[:]
        parent = open_groups[-1] if open_groups else home
        numbers = row.of("number")
        part = _PART.fullmatch(string, *numbers[0][1]) if numbers else None
        top = tops.get(part[1]) if part is not None else None
        if top is not None:
            parent = top  # 1.2 below 1
            top.end = end
        task = _branch(
            start,
            numbers[0][1] if numbers else (start, start),
            "group" if row.chapter else "row",
            _number(string, numbers) if top is None or part is None else int(part[2]),
            parent,
        )
        if numbers and part is None:
            tops[string[slice(*numbers[0][1])].strip(".、．")] = task
        task.row = row
        task.title_start, task.title_end = tasks[0][1]
        task.text_start = task.own_end = task.end = end
        made.append(task)
        last = task
        for group in open_groups:
            group.end = end
        up = home
        while up is not None:
            up.end = max(up.end, end)
            up = up.parent
    for branch in made:
        if branch.row is not None and not branch.children:
            branch.kind = "task"  # a numbered heading without rows is what is to be done
    kept: list[Branch] = []
    gone: set[int] = set()
    above: dict[int, Branch] = {}
    for branch in reversed(made):  # inner groups first
        if branch.row is not None or any(id(child) not in gone for child in branch.children):
            kept.append(branch)
            continue
        gone.add(id(branch))  # a heading of nothing
        if branch.parent is not None:
            above[id(branch.parent)] = branch.parent
    for parent in above.values():
        parent.children = [child for child in parent.children if id(child) not in gone]
    kept.reverse()
    return kept


def _pass_over_repeated(string: str, row: Row, open_groups: Sequence[Branch]) -> None:
    """Take the group cells of a row that only say again what stands above: cells filled down."""
    again: set[Cell] = set()
    for (_, cell), branch in zip(row.of("group"), open_groups, strict=True):
        if string[slice(*cell)] != string[branch.title_start : branch.title_end]:
            break
        again.add(cell)
    row.cells = [("again" if m == "group" and c in again else m, c) for m, c in row.cells]


def _keep_row(branch: Branch, row: Row, title: Cell) -> None:
    """What a heading's row says besides the heading: who and when, how; and its number."""
    said = [(m, c) for m, c in row.cells if m != "group"]
    if all(m == "note" for m, _ in said):
        return
    branch.row = Row(row.start, row.end, sorted([*said, ("task", title)], key=lambda c: c[1]))
    branch.own_end = branch.end = max(c[1] for _, c in row.cells)


def _number(string: str, cells: list[tuple[str, Cell]]) -> int | None:
    return to_int(string[slice(*cells[0][1])].strip(".、．() （）")) if cells else None


def _branch(
    start: int, label: tuple[int, int], style: str, number: int | None, parent: Branch | None
) -> Branch:
    branch = Branch(start, label[1], style, number, False)
    branch.parent = parent
    if parent is not None:
        parent.children.append(branch)
    return branch


def _continue(task: Branch, row: Row) -> None:
    if task.row is not None:
        task.row.cells.extend(c for c in row.cells if c[0] != "number")
        task.own_end = task.end = max(task.end, max(c[1] for _, c in row.cells))
        up = task.parent
        while up is not None:
            up.end = max(up.end, task.end)
            up = up.parent
