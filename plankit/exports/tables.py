"""Plans as rows: the tables of `plankit.exports.schema` in plain Python values.

A fact stands in one row, under the innermost node that says it: what a step says is not told
again for its task, which `task_id` names.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from .markdown import gap_after
from .schema import TABLES, wanted

if TYPE_CHECKING:
    from ..many import Result
    from ..model import Fact, Facts, Section, Task, WorkPlan

    Node = Section | Task
    Plans = WorkPlan | Iterable[WorkPlan] | Iterable[Result]

Row = tuple[Any, ...]
FACTS = ("measures", "quantities", "dates", "citations", "owners", "terms")


def plan_id(plan: WorkPlan) -> str:
    """Sixteen hexadecimal digits of a hash of the source's text.

    Of several plans in one source, the later ones have the offset where they begin behind it.
    """
    text = plan.source.text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(text).hexdigest()[:16]
    before = plan.regions[0] if plan.regions else None
    return f"{digest}-{before.span[1]}" if before and before.kind == "other" else digest


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def encodable(value: Any) -> Any:
    """The value with ? for lone surrogates, which UTF-8, and so Arrow and files, cannot hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return [encodable(one) for one in value] if isinstance(value, list) else value


def each(plans: Plans) -> Iterator[WorkPlan]:
    """One plan, several, or what `parse_many` gives: its documents without a plan are left out.

    Raises `TypeError` for anything else.
    """
    from ..model import WorkPlan

    if isinstance(plans, WorkPlan):
        yield plans
        return
    from ..many import Result

    for item in plans:
        plan = item.plan if isinstance(item, Result) else item
        if isinstance(plan, WorkPlan):
            yield plan
        elif not isinstance(item, Result):
            raise TypeError(f"a WorkPlan was expected, not {type(item).__name__}")


def rows(plans: Plans, tables: str | Sequence[str] | None = None) -> Iterator[dict[str, list[Row]]]:
    """For each plan its rows by table, the values in the order of the table's columns."""
    makers = {name: MAKERS[name] for name in wanted(tables)}
    for plan in each(plans):
        laid = _Laid.out(plan)
        found = {name: make(laid) for name, make in makers.items()}
        if not (_encodable(plan.source.text) and _encodable(plan.source.name or "")):
            found = {
                name: [tuple(map(encodable, row)) for row in made] for name, made in found.items()
            }
        yield found


def columns(plans: Plans, table: str) -> dict[str, list[Any]]:
    """The values of one table by column."""
    (name,) = wanted(table)
    found = [row for part in rows(plans, name) for row in part[name]]
    names = [column.name for column in TABLES[name]]
    turned = zip(*found, strict=True) if found else ((),) * len(names)
    return {name: list(values) for name, values in zip(names, turned, strict=True)}


def tree(plan: WorkPlan) -> list[tuple[Node, tuple[Node, ...], Task | None]]:
    """Each node with the nodes above it and the task that it is or stands in."""
    found: list[tuple[Node, tuple[Node, ...], Task | None]] = []

    def below(nodes: Sequence[Node], above: tuple[Node, ...], around: Task | None) -> None:
        for node in nodes:
            task = around or (node if node.kind == "task" else None)
            found.append((node, above, task))
            if node.children:
                below(node.children, (*above, node), task)

    below(plan.children, (), None)
    return found


class _Laid(NamedTuple):
    """A plan with what several tables ask of it."""

    key: str
    plan: WorkPlan
    nodes: list[tuple[Node, tuple[Node, ...], Task | None]]
    places: list[tuple[int | None, int | None]]
    """Page and line of each node."""

    @classmethod
    def out(cls, plan: WorkPlan) -> _Laid:
        nodes = tree(plan)
        locate = plan.source.page_and_line
        return cls(plan_id(plan), plan, nodes, [locate(node.span[0]) for node, _, _ in nodes])


def heading(node: Node) -> str:
    """Label and title."""
    return f"{node.label}{gap_after(node.label)}{node.title}"


def own_facts(node: Node | Facts, field: str) -> list[Any]:
    """The facts of a node that none of its children has."""
    facts = getattr(node, field)
    children = getattr(node, "children", ())
    if not children or not facts:
        return list(facts)
    told = {(fact.span, fact.text) for child in children for fact in getattr(child, field)}
    return [fact for fact in facts if (fact.span, fact.text) not in told]


def due(plan: WorkPlan, node: Node) -> datetime.date | None:
    """The last day by which a node is to be done, else the last in which something of it falls.

    None for work reviewed. A day before the plan's year is no deadline of the plan.
    """
    if node.role == "review" or not node.dates:
        return None
    ends = [
        (date.relation == "by", date.end)
        for date in node.dates
        if date.end is not None
        and date.relation in ("by", "in")
        and not (date.redacted or date.damaged)
        and (plan.year is None or date.end.year >= plan.year)
    ]
    return max(ends)[1] if ends else None


def target(quantity: Any) -> str:
    """A quantity with what it measures: 公用经费：至少5%."""
    return f"{quantity.indicator}：{quantity.text}" if quantity.indicator else str(quantity.text)


def region_of(plan: WorkPlan) -> Row:
    """Code, province, city and county; None four times where no place was found."""
    region = plan.metadata.region
    return (region.code, region.province, region.city, region.county) if region else (None,) * 4


def place(plan: WorkPlan, start: int) -> tuple[int | None, int | None]:
    """Page and line."""
    return plan.source.page_and_line(start)


def unique(values: Iterable[str | None]) -> list[str]:
    """Without empty ones and repeats, in order."""
    return list(dict.fromkeys(filter(None, values)))


# -- the tables -----------------------------------------------------------------------------------


def _plans(laid: _Laid) -> list[Row]:
    plan = laid.plan
    meta, source = plan.metadata, plan.source
    number = meta.document_number
    row = (
        laid.key,
        plan.title,
        plan.year,
        plan.kind,
        *region_of(plan),
        meta.issuer,
        number.text if number else None,
        meta.index_number,
        meta.subject,
        list(meta.keywords),
        list(meta.recipients),
        meta.written_on,
        meta.published_on,
        plan.script,
        plan.truncated,
        plan.layout,
        plan.preamble.text if plan.preamble else None,
        plan.notice.text if plan.notice else None,
        plan.closing.text if plan.closing else None,
        source.name,
        source.format,
        source.encoding,
        len(source.text),
        plan.schema_version,
    )
    return [row]


def _nodes(laid: _Laid) -> list[Row]:
    key = laid.key
    headings = {id(node): heading(node) for node, _, _ in laid.nodes}
    return [
        (
            key,
            node.id,
            above[-1].id if above else None,
            position,
            node.kind,
            task.id if task else None,
            node.level,
            node.label,
            node.number,
            node.style,
            node.title,
            node.text,
            node.role,
            [headings[id(one)] for one in (*above, node)],
            *node.span,
            *laid.places[position],
        )
        for position, (node, above, task) in enumerate(laid.nodes)
    ]


def tasks_with_sections(plan: WorkPlan) -> Iterator[tuple[Task, tuple[Node, ...]]]:
    """The tasks that are no steps, each with the sections above it."""
    for node, above, task in tree(plan):
        if node is task:
            yield task, above


def _tasks(laid: _Laid) -> list[Row]:
    key, plan = laid.key, laid.plan
    head = (plan.title, plan.year, *region_of(plan), plan.metadata.issuer)
    found: list[Row] = []
    for (node, above, task), place_of in zip(laid.nodes, laid.places, strict=True):
        if task is None or node is not task:
            continue
        owners: dict[str, list[str | None]] = {"lead": [], "support": [], "responsible": []}
        for owner in task.owners:
            owners[owner.role].append(owner.name)
        cited = [
            c.title or (c.document_number.text if c.document_number else None)
            for c in task.citations
        ]
        found.append(
            (
                key,
                task.id,
                above[-1].id if above else None,
                len(found),
                *head,
                above[0].title if above else None,
                above[-1].title if above else None,
                task.label,
                task.number,
                task.title,
                task.text,
                task.role,
                len(task.children),
                *map(unique, owners.values()),
                due(plan, task),
                unique([target(q) for q in task.quantities if q.role == "target"]),
                unique(cited),
                unique([measure.verb for measure in task.measures]),
                *task.span,
                *place_of,
            )
        )
    return found


def _fact_table(field: str, values: Callable[[Any], Row]) -> Callable[[_Laid], list[Row]]:
    def make(laid: _Laid) -> list[Row]:
        key = laid.key
        found: list[Row] = [
            (key, None, None, fact.text, fact.raw, *fact.span, *values(fact))
            for fact in getattr(laid.plan.preamble_facts, field)
        ]
        for node, _, task in laid.nodes:
            facts: Sequence[Fact] = getattr(node, field)
            if not facts:
                continue
            if node.children:
                facts = own_facts(node, field)
            node_id, task_id = node.id, task.id if task else None
            found += [
                (key, node_id, task_id, fact.text, fact.raw, *fact.span, *values(fact))
                for fact in facts
            ]
        return found

    return make


def _documents(laid: _Laid) -> list[Row]:
    found: list[Row] = []
    for one in laid.plan.documents:
        number = one.document_number
        parts = (number.text, number.agency, number.year, number.serial) if number else (None,) * 4
        found.append((laid.key, one.id, one.title, *parts, one.relation, len(one.spans)))
    return found


def _diagnostics(laid: _Laid) -> list[Row]:
    return [
        (
            laid.key, one.node_id, one.code, one.severity, one.message,
            *(one.span or (None, None)), one.replacement,
        )
        for one in laid.plan.diagnostics
    ]  # fmt: skip


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


MAKERS: dict[str, Callable[[_Laid], list[Row]]] = {
    "plans": _plans,
    "nodes": _nodes,
    "tasks": _tasks,
    "measures": _fact_table(
        "measures", lambda m: (m.verb, m.verb_class, *(m.verb_span or (None, None)))
    ),
    "quantities": _fact_table(
        "quantities",
        lambda q: (
            q.indicator, q.op, _number(q.value), _number(q.upper), q.unit, q.per, q.role, q.change,
            q.redacted,
        ),
    ),
    "dates": _fact_table(
        "dates", lambda d: (d.start, d.end, d.relation, d.redacted, d.damaged)
    ),
    "citations": _fact_table(
        "citations",
        lambda c: (
            c.title, c.document_number.text if c.document_number else None, c.relation, c.document,
        ),
    ),
    "owners": _fact_table("owners", lambda o: (o.name, o.role, o.inherited)),
    "terms": _fact_table("terms", lambda t: ()),
    "documents": _documents,
    "diagnostics": _diagnostics,
}  # fmt: skip
