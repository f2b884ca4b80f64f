"""Plans cut into passages for search and retrieval: text with its breadcrumb, id, flat metadata."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..text import Span
from .ledger import cited
from .passages import Words, joined, text_of, title_of, words
from .sentences import pieces
from .tables import heading, place, plan_id, unique

if TYPE_CHECKING:
    from ..model import Section, Task, WorkPlan

    Node = Section | Task

MAX_CHARS = 800
"""Fits the 512 tokens that many Chinese embedding models read, at about 0.6 tokens a character."""
LEAST = 100
"""The smallest `max_chars`: a breadcrumb has to fit in, and words behind it."""
ARROW = " › "
LONG = 60
"""Titles longer than this are shortened in a breadcrumb, and told whole in the text."""


class Chunk(NamedTuple):
    """A passage. `text` is its breadcrumb, a line break, and the words.

    `id` is stable: the plan's hash, the node and, where a node gives several, the number of the
    piece. The values of `metadata` are strings, numbers and true or false; what is not known is
    left out. `span` is the stretch of `plan.source.text` that the words came from.
    """

    id: str
    text: str
    metadata: dict[str, str | int | float | bool]
    span: Span


def to_chunks(plan: WorkPlan, max_chars: int = MAX_CHARS, by: str = "task") -> list[Chunk]:
    """The plan's passages in document order, none longer than `max_chars` characters.

    by="task" gives one a task (or several, where it is long), one for a section's own text, and
    the preamble's; by="section" puts the tasks of a section together as far as they fit. A cut is
    made between sentences; inside one only where it alone is too long, then behind a ； or ，.

    Raises `ValueError` for an unknown `by` and for `max_chars` below 100.
    """
    if by not in ("task", "section"):
        raise ValueError(f'by is "task" or "section", not {by!r}')
    if max_chars < LEAST:
        raise ValueError(f"max_chars is at least {LEAST}, not {max_chars}")
    cutter = _Cutter(plan, max_chars)
    cutter.preamble()
    cutter.nodes(plan.children, (), by)
    return cutter.chunks


class _Cutter:
    """Makes passages of one plan."""

    def __init__(self, plan: WorkPlan, max_chars: int) -> None:
        self.plan = plan
        self.max_chars = max_chars
        self.key = plan_id(plan)
        self.about = _about(plan, self.key)
        self.chunks: list[Chunk] = []

    def nodes(self, nodes: Sequence[Node], above: tuple[Node, ...], by: str) -> None:
        """Passages of sibling nodes and what is below them."""
        plan = self.plan
        waiting: list[Task] = []
        for node in nodes:
            own = text_of(plan, node)
            # a title that breadcrumbs shorten is told whole in the text
            whole = [title_of(plan, node), *own] if len(node.title) > LONG or not own else own
            if node.kind == "section":
                self._flush(above, waiting)
                if node.text or len(node.title) > LONG:
                    self.add([*above, node], node, [joined(whole)])
                self.nodes(node.children, (*above, node), by)
            elif by == "section":
                waiting.append(node)
            else:
                self.add([*above, node] if whole is own else above, node, [joined(whole)])
        self._flush(above, waiting)

    def preamble(self) -> None:
        """The passages of what stands before the first node."""
        before = self.plan.preamble
        if before is not None and before.span is not None:
            self.add((), None, [words(self.plan, before.text, before.span, ("preamble",))])

    def _flush(self, above: tuple[Node, ...], waiting: list[Task]) -> None:
        if waiting:
            plan = self.plan
            parts = [joined([title_of(plan, task), *text_of(plan, task)]) for task in waiting]
            self.add(above, above[-1] if above else None, parts, waiting)
            waiting.clear()

    def add(
        self,
        path: Sequence[Node],
        node: Node | None,
        parts: Sequence[Words],
        tasks: Sequence[Task] = (),
    ) -> None:
        """Cut words into passages below the breadcrumb of `path`; those of `tasks` as they fit."""
        crumb = breadcrumb(self.plan, path, self.max_chars // 2)
        room = self.max_chars - len(crumb) - 1
        cut: list[tuple[str, Span]] = []
        for part in parts:
            for i, j in pieces(part.text, room):
                text, span = part.text[i:j].strip(), part.span(i, j)
                if tasks and cut and len(cut[-1][0]) + 1 + len(text) <= room:
                    before, first = cut[-1]
                    cut[-1] = (f"{before}\n{text}", Span(first.start, max(first.end, span.end)))
                elif text:
                    cut.append((text, span))
        name = (node.id if node else "top") + ".tasks" if tasks else node.id if node else "preamble"
        holders: Sequence[Any] = [node or self.plan.preamble_facts]
        starts = [task.span.start for task in tasks]
        for k, (text, span) in enumerate(cut, start=1):
            # what a title says is a fact of the first piece
            start = node.span.start if node and k == 1 and not tasks else span.start
            if tasks:
                one = max(bisect_right(starts, span.start) - 1, 0)
                holders = tasks[one : bisect_left(starts, span.end)]
            found = _facts(holders, Span(start, span.end))
            if tasks or (node and node.kind == "task"):
                # a note stands behind the words, and holds for all of its task
                found["owners"] = "；".join(unique(o.name for h in holders for o in h.owners))
            self.chunks.append(
                Chunk(
                    f"{self.key}:{name}" + (f":{k}" if len(cut) > 1 else ""),
                    f"{crumb}\n{text}" if crumb else text,
                    self._metadata(path, node, span, (k, len(cut)), found),
                    span,
                )
            )

    def _metadata(
        self,
        path: Sequence[Node],
        node: Node | None,
        span: Span,
        piece: tuple[int, int],
        found: dict[str, str | None],
    ) -> dict[str, Any]:
        sections = [one for one in path if one.kind == "section"]
        page, line = place(self.plan, span.start)
        values: dict[str, Any] = self.about | {
            "node_id": node.id if node else None,
            "role": node.role if node else None,
            "chapter": heading(sections[0]) if sections else None,
            "section": heading(sections[-1]) if sections else None,
            "task": heading(node) if node and node.kind == "task" else None,
            "piece": piece[0],
            "pieces": piece[1],
            "start": span.start,
            "end": span.end,
            "page": page,
            "line": line,
            **found,
        }
        return {name: value for name, value in values.items() if value not in (None, "")}


def _facts(holders: Sequence[Any], span: Span) -> dict[str, str | None]:
    """What nodes or a preamble say between the ends of a span, as strings."""

    def said(field: str) -> list[Any]:
        facts = {(f.span, f.text): f for one in holders for f in getattr(one, field)}
        return [f for f in facts.values() if span.start <= f.span[0] and f.span[1] <= span.end]

    def listed(values: Iterable[str]) -> str:
        return "；".join(unique(values))

    dates = said("dates")
    ends = [d.end for d in dates if d.end is not None and d.relation in ("by", "in")]
    return {
        "quantities": listed(f"{q.indicator or ''}{q.text}" for q in said("quantities")),
        "dates": listed(date.text for date in dates),
        "due": max(ends).isoformat() if ends else None,
        "documents": listed(
            cited(c.title, c.document_number.text if c.document_number else None)
            for c in said("citations")
        ),
        "owners": listed(owner.name for owner in said("owners")),
        "terms": listed(term.text for term in said("terms")),
    }


def _about(plan: WorkPlan, key: str) -> dict[str, Any]:
    meta = plan.metadata
    region = meta.region
    places = (region.province, region.city, region.county) if region else ()
    return {
        "plan_id": key,
        "plan": plan.title,
        "year": plan.year,
        "kind": plan.kind,
        "agency": meta.issuer,
        "document_number": meta.document_number.text if meta.document_number else None,
        "published_on": meta.published_on.isoformat() if meta.published_on else None,
        "region": "".join(name for name in places if name),
        "region_code": region.code if region else None,
        "source": plan.source.name,
    }


def breadcrumb(plan: WorkPlan, path: Sequence[Node], most: int) -> str:
    """Plan › chapter › section › task in at most `most` characters: inner parts give way first."""
    parts = [plan.title or "", *(heading(node) for node in path)]
    parts = [_short(part, LONG) for part in parts if part]
    while len(ARROW.join(parts)) > most and len(parts) > 2:
        inner = next((k for k in range(1, len(parts) - 1) if parts[k] != "…"), None)
        if inner is None:
            parts = [parts[0], parts[-1]]
            break
        parts[inner] = "…"
    if len(ARROW.join(parts)) > most:
        parts = [_short(part, (most - len(ARROW)) // 2) for part in (parts[0], parts[-1])][
            : len(parts)
        ]
    return ARROW.join(parts)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
