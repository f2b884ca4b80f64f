"""The 任务分解表 of a plan as rows of text: what `plankit.exports.workbook` writes into cells."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, get_args

from .markdown import end_mark
from .sentences import sentences
from .tables import heading, target, tasks_with_sections, unique

if TYPE_CHECKING:
    from ..model import DateRef, Section, Task, WorkPlan

ROLES = ("plan", "safeguards")
"""Tasks of these sections are work to be done; an overview or review is not."""

_HANZI = re.compile("[\u3400-\u9fff]")


class LedgerRow(NamedTuple):
    """One task. Lists become lines of a cell."""

    number: int
    task: Task
    chapter: str
    section: str
    """Headings between the first level and the task, joined by line breaks."""
    title: str
    measures: list[str]
    targets: list[str]
    due: list[str]
    lead: list[str]
    support: list[str]
    basis: list[str]
    place: str


def wanted_roles(roles: Sequence[str] | None) -> frozenset[str]:
    """The roles asked for, all of them for None; a `ValueError` for an unknown one."""
    from ..model import Role

    known = get_args(Role)
    asked = known if roles is None else (roles,) if isinstance(roles, str) else tuple(roles)
    unknown = [role for role in asked if role not in known]
    if unknown:
        raise ValueError(f"no role {', '.join(map(repr, unknown))}; there are {', '.join(known)}")
    return frozenset(asked)


def ledger_rows(plan: WorkPlan, roles: Sequence[str] | None = ROLES) -> Iterator[LedgerRow]:
    """The tasks of sections with one of `roles`, numbered from 1; without a role, as of plan."""
    chosen = wanted_roles(roles)
    number = 0
    for task, above in tasks_with_sections(plan):
        if (task.role or "plan") not in chosen:
            continue
        number += 1
        yield LedgerRow(
            number,
            task,
            heading(above[0]) if above else "",
            "\n".join(heading(one) for one in above[1:]),
            heading(task),
            measures(task, plan.source.text),
            unique(target(q) for q in task.quantities if q.role == "target" or q.redacted),
            unique(period(date) for date in task.dates if _ahead(plan, task, date)),
            *_owners(task),
            unique(
                cited(c.title, c.document_number.text if c.document_number else None)
                for c in task.citations
                if c.relation == "implements"
            ),
            place(plan, *task.span),
        )


def measures(task: Task, source: str) -> list[str]:
    """The steps to be taken, as numbered lines; all words of the task's text are in them.

    A task of one sentence has that sentence.
    """
    if not task.text:
        lines = [] if task.children else [task.title + "。"]
        return [*lines, *(_whole(step, source) for step in task.children)]
    if task.children:
        first = task.children[0]
        at = task.text.find(first.label + first.title[:4])
        lines = [task.text[i:j] for i, j in sentences(task.text[: max(at, 0)])]
        return [*(line for line in map(str.strip, lines) if line),
                *(_whole(step, source) for step in task.children)]  # fmt: skip
    own = [m for m in task.measures if not task.title_span or m.span[0] >= task.title_span[1]]
    lines = [m.text.strip("；;。 \n") for m in own]
    if sum(map(_hanzi, lines)) < _hanzi(task.text):
        # a measure is a step to be taken; a ledger has to have what is said besides
        lines = [task.text[i:j].strip("。 \n") for i, j in sentences(task.text)]
    lines = [line for line in lines if line]
    if len(lines) == 1:
        return [lines[0] + "。"]
    return [
        f"{i}. {line}{'。' if i == len(lines) else '；'}" for i, line in enumerate(lines, start=1)
    ]


def _whole(step: Task, source: str) -> str:
    return f"{heading(step)}{end_mark(step, source)}{step.text}"


def _hanzi(text: str) -> int:
    return len(_HANZI.findall(text))


def _owners(task: Task) -> tuple[list[str], list[str]]:
    """Leading and supporting units.

    Units that are responsible without more lead where nobody else does; beside a leading unit they
    carry out, and stand with the supporting ones. They are marked, for the clerk to decide.
    """
    names = {
        role: unique(o.name for o in task.owners if o.role == role)
        for role in ("lead", "support", "responsible")
    }
    lead, support, others = names["lead"], names["support"], names["responsible"]
    marked = [f"责任单位：{'、'.join(others)}"] if others else []
    shown_lead, shown_support = (
        ["、".join(lead)] if lead else [],
        (["、".join(support)] if support else []),
    )
    return (shown_lead, marked + shown_support) if lead else (marked, shown_support)


def _ahead(plan: WorkPlan, task: Task, date: DateRef) -> bool:
    """Whether a date is the plan's own: not one of earlier years, which tasks recall."""
    last = date.end or date.start
    if last is None or plan.year is None or task.role == "review":
        return True
    return last.year >= plan.year


def period(date: DateRef) -> str:
    """A date in the words of a ledger: 2022年6月底前, 2022年9月, 2022年内."""
    start, end = date.start, date.end
    if date.redacted or date.damaged or (start is None and end is None):
        return date.text
    if end is None or (date.relation == "from" and start is not None):
        assert start is not None
        return f"自{start.year}年{start.month}月{start.day}日起"
    last = calendar.monthrange(end.year, end.month)[1]
    month_ends, year_ends = end.day == last, (end.month, end.day) == (12, 31)
    if date.relation == "by" or start is None:
        if year_ends:
            return f"{end.year}年底前"
        return f"{end.year}年{end.month}月{'底' if month_ends else f'{end.day}日'}前"
    if start == end:
        return f"{end.year}年{end.month}月{end.day}日"
    if (start.month, start.day) == (1, 1) and year_ends:
        return f"{end.year}年内" if start.year == end.year else f"{start.year}—{end.year}年"
    if start.day == 1 and month_ends:
        if (start.year, start.month) == (end.year, end.month):
            return f"{end.year}年{end.month}月"
        year = "" if start.year == end.year else f"{end.year}年"
        return f"{start.year}年{start.month}月—{year}{end.month}月"
    return f"{start.year}年{start.month}月{start.day}日—{end.year}年{end.month}月{end.day}日"


def cited(title: str | None, number: str | None) -> str:
    """A document with its brackets and number."""
    name = f"《{title}》" if title else ""
    return f"{name}（{number}）" if name and number else name or number or ""


def place(plan: WorkPlan, start: int, end: int) -> str:
    """Where a span stands, for people and, in code points, for programs."""
    at = plan.source.locate(start)
    told = [
        f"第{value}{unit}"
        for value, unit in ((at.page, "页"), (at.paragraph, "段"), (at.line, "行"))
        if value is not None
    ]
    if at.cell is not None:
        told.append(at.cell)
    return f"{' '.join(told)}\n字符{start}–{end}".strip()


def about(plan: WorkPlan) -> str:
    """One line on the document: who, number, dates, file."""
    meta = plan.metadata
    values = (
        ("发文单位", meta.issuer),
        ("文号", meta.document_number.text if meta.document_number else None),
        ("成文日期", meta.written_on.isoformat() if meta.written_on else None),
        ("发布日期", meta.published_on.isoformat() if meta.published_on else None),
        ("来源", re.split(r"[\\/]", plan.source.name)[-1] if plan.source.name else None),
    )
    return "    ".join(f"{name}：{value}" for name, value in values if value)


def section_of(node: Section | Task) -> str:
    """Heading of a node in one short line."""
    words = heading(node)
    return words if len(words) <= 60 else words[:59] + "…"
