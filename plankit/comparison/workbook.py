"""A comparison as a workbook and as a data frame."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import MissingDependency
from ..exports.workbook import LINE, ROW, lines_of
from .model import Comparison, Mark, TargetValue, Unit
from .names import name

if TYPE_CHECKING:
    import pandas as pd

_CELL = 32_767  # characters that a cell of a workbook holds


def _rows(found: Comparison) -> Iterable[dict[str, Any]]:
    units_a = {unit.id: unit for unit in found.a.units}
    units_b = {unit.id: unit for unit in found.b.units}
    for pair in found.pairs:
        a, b = [units_a[u] for u in pair.a], [units_b[u] for u in pair.b]
        yield {
            "status": pair.status,
            "similarity": pair.similarity,
            "a_ids": " ".join(pair.a),
            "a_title": _titles(a),
            "a_text": "\n\n".join(unit.words for unit in a),
            "b_ids": " ".join(pair.b),
            "b_title": _titles(b),
            "b_text": "\n\n".join(unit.words for unit in b),
            "removed": _stretches(pair.removed),
            "added": _stretches(pair.added),
        }


def _titles(units: Sequence[Unit]) -> str:
    return "；".join(unit.title for unit in units)


def _stretches(marks: Sequence[Mark]) -> str:
    return "｜".join(mark.text for mark in marks)


def to_frame(found: Comparison) -> pd.DataFrame:
    """A row a pair; ids of mergers and splits are separated by a space."""
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingDependency('data frames need pandas: pip install "plankit[frames]"') from error
    columns = [
        "status", "similarity", "a_ids", "a_title", "a_text", "b_ids", "b_title", "b_text",
        "removed", "added",
    ]  # fmt: skip
    return pd.DataFrame(list(_rows(found)), columns=columns)


def to_xlsx(found: Comparison, path: str | os.PathLike[str]) -> None:
    """Write a workbook: tasks, targets, responsible units, words."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingDependency('workbooks need XlsxWriter: pip install "plankit[xlsx]"') from error
    # no cell is a formula or a link, whatever it begins with
    options = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(os.fspath(path), options) as book:
        _sheet(book, "tasks", _TASKS, _task_rows(found))
        _sheet(book, "targets", _TARGETS, _target_rows(found))
        _sheet(book, "owners", _OWNERS, _owner_rows(found))
        _sheet(book, "terms", _TERMS, _term_rows(found))


# columns: heading (a name of kind "page", and which side), width in characters
_TASKS = (
    ("status", "", 8), ("similarity", "", 8), ("label", "from", 13), ("text", "from", 60),
    ("label", "to", 13), ("text", "to", 60), ("removed", "", 30), ("added", "", 30),
)  # fmt: skip
_TARGETS = (
    ("change", "", 14), ("indicator", "", 36), ("text", "from", 20), ("text", "to", 20),
    ("task", "from", 13), ("task", "to", 13),
)  # fmt: skip
_OWNERS = (
    ("change", "", 10), ("unit", "", 30), ("change", "from", 13), ("change", "to", 13),
    ("task", "from", 13), ("task", "to", 13),
)  # fmt: skip
_TERMS = (("change", "", 12), ("words", "", 40), ("count", "", 8))


def _task_rows(found: Comparison) -> Iterable[list[object]]:
    kind = "status_across" if found.across else "status"
    for row in _rows(found):
        shown = row["similarity"] if row["a_ids"] and row["b_ids"] else None
        yield [
            name(kind, row["status"], "zh"), shown, row["a_ids"], row["a_text"],
            row["b_ids"], row["b_text"], row["removed"], row["added"],
        ]  # fmt: skip


def _target_rows(found: Comparison) -> Iterable[list[object]]:
    def text(value: TargetValue | None) -> str | None:
        return value.text if value else None

    kind = "direction_across" if found.across else "direction"
    for t in found.targets:
        told = name(kind, t.direction, "zh")
        told += f"（{name('effect', t.effect, 'zh')}）" if t.effect else ""
        yield [
            told, t.indicator, text(t.a), text(t.b),
            t.a.unit_id if t.a else None, t.b.unit_id if t.b else None,
        ]  # fmt: skip


def _owner_rows(found: Comparison) -> Iterable[list[object]]:
    for o in found.owners:
        yield [
            name("owner", o.change, "zh"), o.name,
            name("role", o.a_role, "zh") if o.a_role else None,
            name("role", o.b_role, "zh") if o.b_role else None,
            " ".join(o.a), " ".join(o.b),
        ]  # fmt: skip


def _term_rows(found: Comparison) -> Iterable[list[object]]:
    for t in found.terms:
        yield [name("term", t.change, "zh"), t.text, t.count]


def _sheet(
    book: Any,
    kind: str,
    columns: Sequence[tuple[str, str, int]],
    rows: Iterable[Sequence[object]],
) -> None:
    sheet = book.add_worksheet(name("page", kind, "zh"))
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    lines = {"font_size": 10, "text_wrap": True, "border": 1, "border_color": "#C9CED6"}
    head = book.add_format({**lines, "bold": True, "bg_color": "#E3EAF3", "align": "center"})
    body = book.add_format({**lines, "valign": "top"})
    share = book.add_format({**lines, "num_format": "0%", "valign": "top"})
    high = 1
    for k, (key, side, width) in enumerate(columns):
        told = f"（{name('page', side, 'zh')}）" if side else ""
        words = name("page", key, "zh") + told
        high = max(high, lines_of(words, width))
        sheet.set_column(k, k, width)
        sheet.write_string(0, k, words, head)
    sheet.set_row(0, 4 + LINE * high)
    last = 0
    for last, row in enumerate(rows, start=1):
        high = 1
        for k, value in enumerate(row):
            if isinstance(value, float):
                sheet.write_number(last, k, value, share)
            elif isinstance(value, int):
                sheet.write_number(last, k, value, body)
            elif value:
                sheet.write_string(last, k, _fit(str(value)), body)
                high = max(high, lines_of(str(value), columns[k][2]))
            else:
                sheet.write_blank(last, k, None, body)
        # a program that prints the file may not set rows by what is in them; Excel knows no higher
        sheet.set_row(last, min(4 + LINE * high, ROW))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _fit(text: str) -> str:
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
