"""The ledger as an Excel workbook, laid out to be printed on A4.

Everything is written as text or number, never as a formula or link: what a document says cannot
make a spreadsheet do anything.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import MissingDependency
from ..names import chinese
from ..version import __version__
from .diagnostics import diagnostic_rows
from .ledger import ROLES, LedgerRow, about, cited, ledger_rows, place, section_of, wanted_roles
from .tables import each, own_facts, tree

if TYPE_CHECKING:
    from ..model import WorkPlan
    from .tables import Plans

CELL = 32_767
"""Characters (UTF-16 units) that Excel holds in a cell."""
CUT = "…（下略，见原文）"
ROW = 400.0
"""Points; Excel's rows end at 409, and a page of A4 across at about 590."""
LINE = 14.5
"""Points of a line of 10 point 宋体."""
HEADER = 2  # the row of column names: below title and source

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SHEET_ILLEGAL = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


class Field(NamedTuple):
    """A column of the first sheet: heading, and width in characters of a digit."""

    name: str
    width: float


LEDGER = (
    Field("序号", 5),
    Field("一级任务", 12),
    Field("二级任务", 14),
    Field("重点任务", 17),
    Field("工作措施", 52),
    Field("量化指标", 17),
    Field("完成时限", 11),
    Field("牵头单位", 12),
    Field("配合单位", 12),
    Field("依据文件", 17),
    Field("原文位置", 9.5),
)
MEASURES = 4  # the column that goes on in further rows where one does not hold it
INDICATORS = (
    Field("序号", 5), Field("任务", 32), Field("指标", 30), Field("原文", 16), Field("比较", 8),
    Field("数值", 10), Field("上限", 10), Field("单位", 9), Field("频次", 8), Field("性质", 8),
    Field("变化", 8), Field("原文位置", 24),
)  # fmt: skip
DOCUMENTS = (
    Field("文件名称", 60), Field("文号", 24), Field("关系", 12), Field("引用次数", 9),
    Field("引用任务", 50), Field("原文位置", 24),
)  # fmt: skip
DIAGNOSTICS = (
    Field("级别", 8), Field("类别", 16), Field("说明", 52), Field("所在任务", 30),
    Field("原文", 17), Field("改为", 17), Field("原文位置", 24),
)  # fmt: skip


def to_xlsx(
    plans: Plans,
    path: str | os.PathLike[str],
    roles: Sequence[str] | None = ROLES,
) -> Path:
    """Write the plans' tasks as a ledger (任务分解表) to the Excel file `path`.

    One sheet of tasks a plan, then sheets of indicators, cited documents and diagnostics for all of
    them. `roles` are the sections whose tasks are wanted ("overview", "review", "plan",
    "safeguards"; None for all); a task without one counts as of plan. The same plans give the
    same bytes. Raises `MissingDependency` without XlsxWriter, and `ValueError` for an unknown role.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingDependency(
            'the ledger needs XlsxWriter: pip install "plankit[xlsx]"'
        ) from error
    wanted_roles(roles)
    several = list(each(plans))
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
        # the unit of column widths: a digit of this font
        "default_format_properties": {"font_name": "宋体", "font_size": 10},
    }
    part = Path(f"{os.fspath(path)}.{os.getpid()}.part")
    try:
        book = xlsxwriter.Workbook(str(part), options)
        _Book(book, several, roles).write()
        book.close()
        os.replace(part, path)
    except xlsxwriter.exceptions.FileCreateError as error:
        cause = error.args[0] if error.args else error
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return Path(path)


def clean(text: str) -> str:
    """Text that a cell can hold: no control characters, and no longer than Excel allows."""
    text = printable(text)
    if len(text) > CELL // 2 and len(text.encode("utf-16-le")) // 2 > CELL:
        kept = text.encode("utf-16-le")[: 2 * (CELL - len(CUT))]
        return kept.decode("utf-16-le", "ignore") + CUT
    return text


def printable(text: str) -> str:
    """Without what XML does not allow; line breaks are \\n, tabs a space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _ILLEGAL.sub("", text)


def sheet_name(number: int, title: str) -> str:
    """A name that Excel takes: 31 UTF-16 units, none of []:*?/\\', unique by its number."""
    bare = _SHEET_ILLEGAL.sub("", _ILLEGAL.sub("", f"{number}.{title}")).strip()
    return bare.encode("utf-16-le")[:62].decode("utf-16-le", "ignore")


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column: a Chinese character is as wide as two digits."""
    room = width - 1  # Excel keeps some pixels free at both edges
    return sum(
        max(1, -int(-sum(1.05 if ch.isascii() else 2 for ch in line) // room))
        for line in text.split("\n")
    )


class _Book:
    """The workbook in the making."""

    def __init__(self, book: Any, plans: list[WorkPlan], roles: Sequence[str] | None) -> None:
        self.book = book
        self.plans = plans
        self.roles = roles
        base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
        boxed = base | {"border": 1, "border_color": "#8EA9C1"}
        looks = {
            "title": base | {"font_name": "黑体", "font_size": 18, "align": "center"},
            "about": base | {"font_size": 9, "align": "center", "font_color": "#595959"},
            "head": boxed | {"font_name": "黑体", "align": "center", "bg_color": "#D6E4F0"},
            # on top: a heading over several pages is read on the first
            "chapter": boxed | {"bg_color": "#EDF3F8", "bold": True, "valign": "top"},
            "section": boxed | {"bg_color": "#F7FAFC", "valign": "top"},
            "text": boxed,
            "middle": boxed | {"align": "center"},
            "small": boxed | {"align": "center", "font_size": 8, "font_color": "#595959"},
            "number": boxed | {"align": "right", "num_format": "#,##0.####"},
        }
        self.formats = {name: book.add_format(look) for name, look in looks.items()}
        # marked as text, so that it does not turn into a formula when somebody edits the cell
        self.quoted = {
            name: book.add_format(look | {"quote_prefix": True}) for name, look in looks.items()
        }

    def write(self) -> None:
        days = [
            day
            for plan in self.plans
            for day in (plan.metadata.published_on, plan.metadata.written_on)
            if day is not None
        ]
        title = self.plans[0].title or "" if len(self.plans) == 1 else ""
        self.book.set_properties(
            {
                "title": clean(f"{title}任务分解表")[:250],
                "comments": f"plankit {__version__}",
                # not now: the same plans give the same file
                "created": datetime.datetime.combine(
                    max(days, default=datetime.date(2000, 1, 1)), datetime.time()
                ),
            }
        )
        for number, plan in enumerate(self.plans, start=1):
            name = "任务分解表" if len(self.plans) == 1 else sheet_name(number, plan.title or "")
            self._ledger(name, plan)
        self._list("量化指标", INDICATORS, self._indicators)
        self._list("引用文件", DOCUMENTS, self._documents)
        self._list("诊断信息", DIAGNOSTICS, diagnostic_rows)
        if self.plans:
            self.book.worksheets()[0].activate()

    # -- the sheet of tasks -----------------------------------------------------------------------

    def _ledger(self, name: str, plan: WorkPlan) -> None:
        rows = list(ledger_rows(plan, self.roles))
        sheet = self._sheet(name, LEDGER, f"{plan.title or '工作计划'}任务分解表", about(plan))
        # a plan with fewer levels needs no empty columns
        for column, text in ((1, "chapter"), (2, "section")):
            if rows and not any(getattr(row, text) for row in rows):
                sheet.set_column(column, column, LEDGER[column].width, None, {"hidden": True})
        at = HEADER + 1
        if not rows:
            told = "未识别出所选类别的任务"
            self._merge(sheet, (at, 0, at, len(LEDGER) - 1), told, "middle")
        groups: list[tuple[int, int, int, str]] = []  # column, first row, last row, text
        for row in rows:
            first, at = at, self._task(sheet, at, row)
            for column, text in ((1, row.chapter), (2, row.section)):
                inner = column == 2 and groups and groups[-1][0] == 1 and groups[-1][1] == first
                last = next((g for g in reversed(groups) if g[0] == column), None)
                if last and last[3] == text and last[2] == first - 1 and not inner and text:
                    groups[groups.index(last)] = (column, last[1], at - 1, text)
                else:
                    groups.append((column, first, at - 1, text))
        for column, first, last_row, text in groups:
            look = "chapter" if column == 1 else "section"
            self._merge(sheet, (first, column, last_row, column), text, look)

    def _task(self, sheet: Any, at: int, row: LedgerRow) -> int:
        """Write one task from row `at` on; the row behind it."""
        cells = {
            0: (str(row.number), "middle"),
            3: (row.title, "text"),
            5: ("；\n".join(row.targets), "text"),
            6: ("；\n".join(row.due), "middle"),
            7: ("\n".join(row.lead), "text"),
            8: ("\n".join(row.support), "text"),
            9: ("\n".join(row.basis), "text"),
            10: (row.place, "small"),
        }
        width = LEDGER[MEASURES].width
        parts = [part for line in row.measures for part in _parts(printable(line), width)]
        stacks: list[tuple[list[str], float]] = []
        for part in parts or [""]:
            height = lines_of(part, width) * LINE
            if stacks and stacks[-1][1] + height <= ROW:
                stacks[-1] = ([*stacks[-1][0], part], stacks[-1][1] + height)
            else:
                stacks.append(([part], height))
        others = max(lines_of(clean(text), LEDGER[c].width) for c, (text, _) in cells.items())
        # of a group's heading, too, some part has to fit
        least = max(others * LINE / len(stacks), 2 * LINE)
        for k, (stack, height) in enumerate(stacks):
            sheet.set_row(at + k, min(max(height, least) + 8, 409))
            self._merge(sheet, (at + k, MEASURES, at + k, MEASURES), "\n".join(stack), "text")
        last = at + len(stacks) - 1
        for column, (text, look) in cells.items():
            if column == 0:
                self._number(sheet, (at, 0, last, 0), row.number)
            else:
                self._merge(sheet, (at, column, last, column), text, look)
        return last + 1

    def _merge(self, sheet: Any, area: tuple[int, int, int, int], text: str, look: str) -> None:
        text = clean(text)
        form = (self.quoted if text[:1] in tuple("=+-@") else self.formats)[look]
        if area[:2] == area[2:]:
            self._text(sheet, *area[:2], text, form)
        else:
            sheet.merge_range(*area, "", form)
            self._text(sheet, *area[:2], text, form)

    def _text(self, sheet: Any, row: int, column: int, text: str, form: Any) -> None:
        if text:
            sheet.write_string(row, column, text, form)
        else:
            sheet.write_blank(row, column, None, form)

    def _number(self, sheet: Any, area: tuple[int, int, int, int], value: int) -> None:
        if area[:2] != area[2:]:
            sheet.merge_range(*area, "", self.formats["middle"])
        sheet.write_number(*area[:2], value, self.formats["middle"])

    # -- the sheets of facts ----------------------------------------------------------------------

    def _list(self, name: str, fields: tuple[Field, ...], rows: Any) -> None:
        several = len(self.plans) > 1
        columns = ((Field("工作计划", 28),) if several else ()) + fields
        sheet = self._sheet(name, columns, name, "")
        at = HEADER + 1
        for plan in self.plans:
            for values in rows(plan):
                cells = ((plan.title or "",) if several else ()) + values
                cells = (*cells[:-1], cells[-1] and cells[-1].replace("\n", "  "))  # the place
                height = 1
                for column, (field, value) in enumerate(zip(columns, cells, strict=True)):
                    if value is None:
                        sheet.write_blank(at, column, None, self.formats["text"])
                    elif isinstance(value, int | float):
                        look = "middle" if isinstance(value, int) else "number"
                        sheet.write_number(at, column, value, self.formats[look])
                    else:
                        self._merge(sheet, (at, column, at, column), value, "text")
                        height = max(height, lines_of(clean(value), field.width))
                sheet.set_row(at, min(height * LINE + 6, 409))
                at += 1
        if at == HEADER + 1:
            self._merge(sheet, (at, 0, at, len(columns) - 1), "（无）", "middle")
        else:
            sheet.autofilter(HEADER, 0, at - 1, len(columns) - 1)

    def _indicators(self, plan: WorkPlan) -> Iterable[tuple[Any, ...]]:
        numbers = {row.task.id: row.number for row in ledger_rows(plan, self.roles)}
        roles = wanted_roles(self.roles)
        holders: list[tuple[Any, int | None, str]] = [(plan.preamble_facts, None, "（前言）")]
        for node, _, task in tree(plan):
            if (node.role or "plan") in roles:
                number = numbers.get(task.id) if task else None
                holders.append((node, number, section_of(node)))
        for holder, number, named in holders:
            for q in own_facts(holder, "quantities"):
                yield (
                    number,
                    named,
                    q.indicator,
                    q.text,
                    chinese("op", q.op) if q.op else None,
                    None if q.value is None else float(q.value),
                    None if q.upper is None else float(q.upper),
                    q.unit,
                    q.per,
                    chinese("quantity_role", q.role) if q.role else None,
                    chinese("change", q.change) if q.change else None,
                    place(plan, *q.span),
                )

    def _documents(self, plan: WorkPlan) -> Iterable[tuple[Any, ...]]:
        cites: dict[str | None, list[str]] = {}
        for node, _, _ in tree(plan):
            for citation in own_facts(node, "citations"):
                cites.setdefault(citation.document, []).append(section_of(node))
        for one in plan.documents:
            number = one.document_number.text if one.document_number else None
            yield (
                cited(one.title, None) or None,
                number,
                chinese("citation_relation", one.relation),
                len(one.spans),
                "\n".join(dict.fromkeys(cites.get(one.id, ["（前言）"]))),
                place(plan, *one.spans[0]) if one.spans else None,
            )

    # -- all sheets -------------------------------------------------------------------------------

    def _sheet(self, name: str, fields: Sequence[Field], title: str, below: str) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.repeat_rows(HEADER)
        sheet.freeze_panes(HEADER + 1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        for column, field in enumerate(fields):
            sheet.set_column(column, column, field.width)
        self._merge(sheet, (0, 0, 0, len(fields) - 1), title, "title")
        self._merge(sheet, (1, 0, 1, len(fields) - 1), below, "about")
        width = sum(field.width for field in fields)
        # 18 points are 1.8 times as wide as the 10 that lines_of counts
        sheet.set_row(0, 14 + 24 * lines_of(clean(title), width / 1.8))
        sheet.set_row(1, 6 + LINE * lines_of(clean(below), width))
        sheet.set_row(HEADER, 26)
        for column, field in enumerate(fields):
            sheet.write_string(HEADER, column, field.name, self.formats["head"])
        return sheet


def _parts(line: str, width: float) -> Iterable[str]:
    """A line in parts that each fit into one row."""
    from .sentences import pieces

    most = int(ROW / LINE * (width - 1) / 2) - 30
    if lines_of(line, width) * LINE <= ROW:
        return [line]
    return [line[i:j] for i, j in pieces(line, most)]
