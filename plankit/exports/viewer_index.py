"""What the viewer page knows of a plan: its nodes, facts and diagnostics, in lists.

The page's script gets these lists as JSON and finds the places of a fact or diagnostic by its
number (`data-f`, `data-d`), those of a node by its own (`data-n`).
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from ..messages import chinese_message
from .viewer_marks import Mark, quoted, visible

if TYPE_CHECKING:
    from ..model import (
        Citation,
        DateRef,
        Diagnostic,
        Facts,
        Measure,
        Owner,
        Quantity,
        RegionKind,
        Section,
        Task,
        WorkPlan,
    )
    from ..text import Span

KINDS = ("quantities", "dates", "citations", "owners", "terms", "measures")
"""Kinds of fact, in the order of the page; `LETTERS` are their class names and badges."""
LETTERS = "qdcotm"
SIGNS = "数期文责词步"
ENGLISH_SIGNS = "#DCOTM"
OPS = {">=": "≥", "<=": "≤", "=": "=", "~": "≈", ">": ">", "<": "<"}


@dataclass(slots=True)
class Entry:
    """A node of the page: the plan, a passage outside its tree, a section, a task or a step."""

    id: str
    kind: str
    label: str
    title: str
    role: str | None
    depth: int
    parent: int
    start: int
    end: int
    last: int = 0
    """Number of the last entry below it, its own where there is none."""
    facts: list[int] = field(default_factory=list)
    """Its own; those of what is below it are there."""
    inherited: list[int] = field(default_factory=list)
    tasks: int = 0


@dataclass(slots=True)
class Place:
    """A fact as the page tells it."""

    kind: int
    start: int
    end: int
    text: str | None
    """None where it is what the page shows at the fact's place."""
    value: str
    note: str
    tags: list[tuple[str, str]]
    verb: tuple[int, int] | None = None


class Index:
    """Entries and facts of a plan, numbered in document order."""

    def __init__(self, plan: WorkPlan) -> None:
        """Read the whole plan."""
        self.plan = plan
        self.text = plan.source.text
        self.entries: list[Entry] = []
        self.facts: list[Place] = []
        self._numbers: dict[tuple[int, int, int, str], int] = {}
        self.by_id: dict[str, int] = {}
        self.passages: dict[str, int] = {}
        starts, at = [0], self.text.find("\n") + 1
        while at:
            starts.append(at)
            at = self.text.find("\n", at) + 1
        self._lines = starts
        self._read()

    def line(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self._lines, offset)

    # -- entries --------------------------------------------------------------------------------

    def _read(self) -> None:
        plan = self.plan
        root = Entry("plan", "plan", "", visible(plan.title or ""), None, 0, -1, 0, 0)
        self.entries.append(root)
        before: list[tuple[Span, RegionKind]] = []
        for region in plan.regions:
            if region.kind == "header":
                before.append((region.span, "header"))
                break
        if plan.notice is not None and plan.notice.span is not None:
            before.append((plan.notice.span, "notice"))
        if plan.preamble is not None and plan.preamble.span is not None:
            before.append((plan.preamble.span, "preamble"))
        for span, kind in sorted(before):
            number = self._passage(kind, span)
            if kind == "preamble":
                self._own(number, plan.preamble_facts, [])
        for node in plan.children:
            self._node(node, 0, 1)
        if plan.closing is not None and plan.closing.span is not None:
            self._passage("closing", plan.closing.span)
        root.last = len(self.entries) - 1
        root.tasks = sum(entry.kind == "task" for entry in self.entries)

    def _passage(self, kind: RegionKind, span: Span) -> int:
        number = len(self.entries)
        self.entries.append(Entry(kind, "passage", "", "", None, 1, 0, *span, number))
        self.passages[kind] = number
        return number

    def _node(self, node: Section | Task, parent: int, depth: int) -> int:
        number = len(self.entries)
        kind: str = node.kind
        if kind == "task" and self.entries[parent].kind in ("task", "step"):
            kind = "step"
        entry = Entry(
            node.id, kind, visible(node.label), visible(node.title), node.role, depth, parent,
            *node.span,
        )  # fmt: skip
        self.entries.append(entry)
        self.by_id.setdefault(node.id, number)
        below = [self._node(child, number, depth + 1) for child in node.children]
        entry.last = len(self.entries) - 1
        entry.tasks = sum(self.entries[k].tasks or self.entries[k].kind == "task" for k in below)
        self._own(number, node, below)
        return number

    def _own(self, number: int, holder: Section | Task | Facts, below: list[int]) -> None:
        entry = self.entries[number]
        held = {fact for k in below for fact in self.facts_below(k)}
        for kind, name in enumerate(KINDS):
            for fact in getattr(holder, name):
                place = self._number(kind, fact)
                if getattr(fact, "inherited", False):
                    entry.inherited.append(place)
                elif place not in held:
                    entry.facts.append(place)

    def facts_below(self, number: int) -> Iterator[int]:
        """The facts of an entry and of all below it."""
        for entry in self.entries[number : self.entries[number].last + 1]:
            yield from entry.facts

    # -- facts ----------------------------------------------------------------------------------

    def _number(self, kind: int, fact: Any) -> int:
        key = (kind, fact.span.start, fact.span.end, fact.text)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.facts)
            value, note, tags, verb = _TELL[kind](fact)
            raw = self.text[fact.span.start : fact.span.end]
            same = raw == fact.text and raw.isprintable()
            self.facts.append(
                Place(
                    kind, fact.span.start, fact.span.end, None if same else visible(fact.text),
                    visible(value), visible(note), tags, verb,
                )
            )  # fmt: skip
        return number

    def marks(self) -> Iterator[Mark]:
        """The marks of all facts; a measure has another around its verb."""
        for number, fact in enumerate(self.facts):
            letter = LETTERS[fact.kind]
            tag = f'<span class="f f{letter}" data-f="{number}">'
            rank = 2 if letter == "m" else 4 + fact.kind
            if fact.end > fact.start:
                yield Mark(fact.start, fact.end, rank, tag, tag)
            if fact.verb is not None and fact.verb[1] > fact.verb[0]:
                yield Mark(*fact.verb, 3, '<span class="v">', '<span class="v">')

    # -- as JSON --------------------------------------------------------------------------------

    def data(self) -> dict[str, Any]:
        """What the script reads; text is `visible`, never markup."""
        locate, paged = self.plan.source.locate, bool(self.plan.source.anchors)
        return {
            "nodes": [
                [
                    e.id, e.kind, e.label, e.title, e.role, e.parent, e.last, self.line(e.start),
                    e.start, e.facts, e.inherited,
                    locate(min(e.start, len(self.text))).page if paged else None,
                ]
                for e in self.entries
            ],
            "facts": [
                [f.kind, f.start, f.end, self.line(f.start), f.text, f.value, f.note, f.tags]
                for f in self.facts
            ],
            "diagnostics": [
                [
                    d.code, d.severity, *(d.span or (None, None)),
                    self.line(d.span.start) if d.span else None,
                    visible(self.text[d.span.start : d.span.end][:80]) if d.span else None,
                    None if d.replacement is None else replacement(d.replacement),
                    *_messages(d),
                ]
                for d in self.plan.diagnostics
            ],
        }  # fmt: skip


def _messages(told: Diagnostic) -> tuple[str, ...]:
    """The message in Chinese and in English; none for a repair: the page shows its words."""
    return () if told.replacement is not None else (chinese_message(told), visible(told.message))


# -- each kind of fact: value, note, tags, verb ---------------------------------------------------

_Told = tuple[str, str, list[tuple[str, str]], "tuple[int, int] | None"]


def number_text(value: float) -> str:
    """A number without a needless .0 or exponent: 12000, 3.5."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return f"{value:,}" if isinstance(value, int) and abs(value) >= 10000 else str(value)


def _quantity(fact: Quantity) -> _Told:
    parts = [OPS.get(fact.op or "", "") if fact.op != "=" else ""]
    if fact.value is not None:
        parts.append(number_text(fact.value))
        if fact.upper is not None:
            parts[-1] += f"–{number_text(fact.upper)}"
    else:
        parts.append("××")
    parts.append(fact.unit or "")
    value = " ".join(part for part in parts if part).replace(" %", "%")
    if fact.per:
        value += f" / {fact.per}"
    tags: list[tuple[str, str]] = []
    for kind, told in (("quantity_role", fact.role), ("change", fact.change)):
        if told is not None:
            tags.append((kind, told))
    if fact.redacted:
        tags.append(("flag", "redacted"))
    return value, fact.indicator or "", tags, None


def _date(fact: DateRef) -> _Told:
    tags = [("date_relation", str(fact.relation))]
    tags += [("flag", "redacted")] * fact.redacted + [("flag", "damaged")] * fact.damaged
    return date_text(fact.start, fact.end), "", tags, None


def date_text(start: datetime.date | None, end: datetime.date | None) -> str:
    """First and last day; … where one is open, and a whole year or month as such."""
    if start is None and end is None:
        return ""
    if start is not None and end is not None:
        if start == end:
            return start.isoformat()
        after = end + datetime.timedelta(days=1) if end < datetime.date.max else end
        if start.year == end.year and start.day == 1 and after.day == 1:
            if (start.month, end.month) == (1, 12):
                return str(start.year)
            if start.month == end.month:
                return f"{start.year}-{start.month:02}"
    return f"{start or '…'} – {end or '…'}"


def _citation(fact: Citation) -> _Told:
    number = fact.document_number.text if fact.document_number else ""
    return (fact.title or ""), number, [("citation_relation", fact.relation)], None


def _owner(fact: Owner) -> _Told:
    return fact.name, "", [("owner_role", str(fact.role))], None


def _term(fact: Any) -> _Told:
    return "", "", [], None


def _measure(fact: Measure) -> _Told:
    tags = [("verb_class", fact.verb_class)] if fact.verb_class else []
    return "", fact.verb or "", tags, fact.verb_span


_TELL: tuple[Any, ...] = (_quantity, _date, _citation, _owner, _term, _measure)


# -- regions and diagnostics ----------------------------------------------------------------------


def region_marks(index: Index) -> Iterator[Mark]:
    """A mark for every region; the first of a node has the node's id, its title is a heading."""
    named: set[int] = set()
    around = 0
    for region in index.plan.regions:
        start, end = region.span
        number = index.by_id.get(region.node_id) if region.node_id is not None else None
        if number is None:
            number = index.passages.get(region.kind, 0)
            # what was cut out of a node's text is selected with it
            if not number and region.kind != "heading" and end <= index.entries[around].end:
                number = around
        else:
            around = number
        entry = index.entries[number]
        classes = f"r r-{region.kind}"
        if region.kind in ("label", "title"):
            classes += f" h{min(entry.depth, 4)}" if entry.kind != "step" else " hs"
        tag = f'<span class="{classes}" data-n="{number}">'
        first = tag
        if number and number not in named and start < end:
            named.add(number)
            first = f'{tag[:-1]} id="{quoted(entry.id)}">'
        if region.kind == "title":
            level = min(entry.depth + 1, 6)
            first = f'{first[:-1]} role="heading" aria-level="{level}">'
        elif region.kind == "heading" and 0 not in named:
            named.add(0)
            first = f'{first[:-1]} id="plan" role="heading" aria-level="1">'
        if end > start:
            yield Mark(start, end, 0, first, tag)
    for number, entry in enumerate(index.entries):
        # a node without a region of its own: nothing shows, but its link leads there
        if number not in named:
            tag = f'<span data-n="{number}" id="{quoted(entry.id)}">'
            yield Mark(entry.start, entry.start, 0, tag, tag)


def replacement(text: str) -> str:
    """What a repair put in, to be shown: a space as ␣."""
    return visible(text) or "␣" * bool(text)


def diagnostic_marks(index: Index) -> Iterator[Mark]:
    """A mark for every diagnostic that has a place; a repair shows what was put there."""
    for number, told in enumerate(index.plan.diagnostics):
        if told.span is None:
            continue
        start, end = told.span
        classes = f"g g-{told.severity}"
        new = ""
        if told.replacement is not None:
            classes += " fix"
            old = index.text[start:end]
            if told.replacement:
                new = f' data-r="{escape(replacement(told.replacement))}"'
            if "\n" in old:
                classes += " join"
            elif not told.replacement:
                classes += " cut"
        tag = f'<span class="{classes}" data-d="{number}"'
        # what was put in shows once, behind the first part
        yield Mark(start, end, 12, f"{tag}{new}>", f"{tag}>")
