"""Branches to the frozen model, with the facts of each node, and the regions of the source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice, pairwise
from typing import Any, Final

from .facts import NO_FACTS, Found, extract_all
from .facts.context import FactContext, Masked, mask_quoted
from .facts.owners import trailing_note, units_end_lines, without_notes
from .facts.tense import Passage
from .head.years import reviewed_months, school_months
from .ledger_nodes import row_facts, row_node
from .lexicon import Lexicons
from .model import Citation, Facts, Owner, RegionKind, Role, Section, Task, Term
from .outline.branches import Branch
from .page import SOFT
from .text import Span, Text

_span = tuple.__new__  # a third of the time of `Span(…)`
_SPACE: Final = " \t\r\n\x0b\u3000\xa0"
_EMPTY: Final[dict[str, Any]] = {**dict.fromkeys(Task.model_fields), **NO_FACTS}
"""The fields of a node, of either class, in their order: to copy it and fill it in takes half of
what it takes to write one down, with the facts in its middle."""


@dataclass(slots=True)
class Builder:
    """Makes nodes from branches over one body text."""

    body: Text
    source: str
    lexicons: Lexicons
    facts: bool
    year: int | None
    reviewed: int | None
    """The year that reviews speak of."""
    kept: Text | None = None
    """The body in its own script, where the caller wants words as they stand."""
    term: int | None = None
    """2 in a plan for the second term of a school year, 1 in another for a school year."""
    usual: bool = False
    """Whether no character of the source is one that Traditional script alone has."""
    lead: str = ""
    """The words above the first unit, where they may tell that the units below are of work done."""
    led: int = 0
    """Up to where in the body: the first chapter that says that it is of work to come."""
    events: list[tuple[int, RegionKind, str | None]] = field(default_factory=list)
    """(source offset, kind, node id): from there on."""
    citations: list[Citation] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    preamble: Facts = field(default_factory=Facts)
    _soft: bool = field(init=False, repr=False)
    """Whether the body has undecided wraps: most have none, and need not be searched for them."""
    _masked: Masked = field(init=False, repr=False)
    _found: Iterator[Found] = field(init=False, repr=False)
    """What is left of the facts of the nodes, in their order."""
    _places: Iterator[tuple[int, int, int]] = field(init=False, repr=False)
    """What is left of their bounds."""
    _passages: dict[int, Passage] = field(init=False, repr=False, default_factory=dict)
    """What was read of chapters, by their start."""
    _alone: bool | None = field(init=False, repr=False, default=None)
    _opening: Passage | None = field(init=False, repr=False, default=None)
    _chapter: Callable[[], Passage] | None = field(init=False, repr=False, default=None)
    """What the chapter tells whose nodes are being made."""

    def __post_init__(self) -> None:
        self._soft = SOFT in self.body.string
        if self.facts:
            self._masked = Masked(self.body.string)

    def nodes(
        self, roots: Sequence[Branch], preamble: FactContext | None = None
    ) -> tuple[Section | Task, ...]:
        """The nodes of the branches without a parent; `preamble` is read with them."""
        if not self.facts:
            return tuple([self._node(root, 1) for root in roots])
        chapters = self._chapters(roots)
        told: list[FactContext] = [] if preamble is None else [preamble]
        bounds: list[tuple[int, int, int]] = []
        for root, self._chapter in zip(roots, chapters, strict=True):
            for branch in root.walk():
                if branch.row is None:
                    bounds.append(places := self._bounds(branch))
                    told.append(self._told(branch, *places))
        self._places = iter(bounds)
        self._found = iter(extract_all(told, self.source))
        if preamble is not None:
            self.preamble = Facts.take(next(self._found)[0])
        nodes: list[Section | Task] = []
        for root, self._chapter in zip(roots, chapters, strict=True):
            nodes.append(self._node(root, 1))
        # else they would hold the builder, and with it all facts, until the collector runs
        self._found = iter(())
        self._chapter = None
        return tuple(nodes)

    def _chapters(self, roots: Sequence[Branch]) -> list[Callable[[], Passage]]:
        """What the chapter of each root tells of work done and to come, read when asked.

        A section is a chapter; units that hold none are one with those beside them, up to one that
        says that it is of work to come.
        """
        chapters: list[Callable[[], Passage]] = []
        for k, root in enumerate(roots):
            if not k or root.children or roots[k - 1].children or root.start == self.led:
                last = root
                if not root.children:
                    last = self._last_beside(roots, k)
                chapters.append(partial(self._passage, root.start, last.end))
            else:
                chapters.append(chapters[-1])
        return chapters

    def _last_beside(self, roots: Sequence[Branch], k: int) -> Branch:
        """The last of the units behind `roots[k]` that are one chapter with it."""
        for last, root in pairwise(islice(roots, k, None)):
            if root.children or root.start == self.led:
                return last
        return roots[-1]

    def _passage(self, start: int, end: int) -> Passage:
        told = self._passages.get(start)
        if told is not None:
            return told
        told = Passage(self._masked.cut(start, end)[0], self.lexicons)
        self._passages[start] = told
        if self.lead and start < self.led:
            if self._opening is None:
                self._opening = Passage(mask_quoted(self.lead), self.lexicons)
            told.add(self._opening)
        return told

    def _node(self, branch: Branch, level: int) -> Section | Task:
        if branch.row is not None:
            return self._row(branch, level)
        body = self.body
        string = body.string
        events = self.events
        start, label_end = branch.start, branch.label_end
        title_start, title_end, own_end = next(self._places) if self.facts else self._bounds(branch)
        text_start = branch.text_start if branch.text_start < own_end else own_end
        shift = body.shift(start, own_end)
        title_span: Span | None = None
        if shift is not None:  # nearly every node: spans are sums, not searches in the map
            span_start = start + shift
            own_last = own_end + shift
            if title_end > title_start:
                title_span = _span(Span, (title_start + shift, title_end + shift))
            text_place = text_start + shift
        else:
            span_start = body.place(start)
            own_last = body.span(own_end - 1, own_end).end if own_end > start else span_start
            if title_end > title_start:
                title_span = body.span(title_start, title_end)
            text_place = body.place(text_start) if own_end > text_start else span_start
        if label_end > start:
            events.append((span_start, "label", branch.id))
        if title_span is not None:
            events.append((title_span.start, "title", branch.id))
        if own_end > text_start:
            events.append((text_place, "text", branch.id))
        text = self._words(text_start, own_end)
        if branch.tail is not None:
            events.append((body.span(*branch.tail).start, "text", branch.id))
            text = "\n".join(filter(None, (text, self._words(*branch.tail))))
        facts: dict[str, Any] = NO_FACTS
        if self.facts:
            facts, text = self._facts(branch, text)
        # matter that repairs took out may stand behind the words, up to the next unit's start
        until = body.place(branch.own_end)
        if until > own_last and not self.source[own_last:until].isspace():
            events.append((own_last, "furniture", None))
        end = own_last
        children: tuple[Section | Task, ...] = ()
        if branch.children:
            children = tuple([self._node(c, level + 1) for c in branch.children])
            end = max(end, children[-1].span.end)
            if branch.kind == "task":
                if self.facts:
                    for name, own in facts.items():
                        facts[name] = tuple(chain(own, *[getattr(c, name) for c in children]))
                text = self._words(text_start, branch.end)
        if self.kept is None:
            label = string[start:label_end].strip()
            if self._soft:
                label = label.replace(SOFT, "").strip()
        else:
            label = self._words(start, label_end)
        values = _EMPTY.copy()
        values["id"] = branch.id
        values["label"] = label
        values["number"] = branch.number
        values["style"] = branch.style
        values["level"] = level
        values["title"] = self._words(title_start, title_end)
        values["title_span"] = title_span
        values["span"] = _span(Span, (span_start, end))
        values["role"] = branch.role
        values["text"] = text
        values["raw"] = self.source[span_start:end]
        values["kind"] = branch.kind
        values["children"] = children
        if self.facts:
            values.update(facts)
        return Section.take(values) if branch.kind == "section" else Task.take(values)

    def _bounds(self, branch: Branch) -> tuple[int, int, int]:
        """Where a branch's title begins and ends, and where its own words do."""
        string = self.body.string
        own_end, least = branch.own_end, branch.label_end
        while own_end > least and string[own_end - 1] in _SPACE:
            own_end -= 1
        start = branch.title_start
        end = own_end if own_end > start else start
        return start, branch.title_end if branch.title_end < end else end, own_end

    def _facts(self, branch: Branch, text: str) -> tuple[dict[str, Any], str]:
        """The facts of a branch's own words, and its text without responsibility notes."""
        values, notes = next(self._found)
        if branch.kind == "section" and branch.children and not text:
            values["measures"] = ()  # a heading alone names a field of work; it is no step
        self.citations.extend(values["citations"])
        self.terms.extend(values["terms"])
        if notes and text:
            text = tidy(without_notes(text, notes))
        return values, text

    def _told(self, branch: Branch, title_start: int, title_end: int, own_end: int) -> FactContext:
        """What the extractors are told of a branch: its own words, from its title on."""
        end = max(own_end, title_start)
        shift = self.body.shift(title_start, end)
        if shift is None:
            words = self.body.cut(title_start, end)
        else:  # what `cut` comes to
            words = Text.of(self.body.string[title_start:end], title_start + shift)
        title_length = title_end - title_start
        if self._soft and SOFT in words.string:
            title_length -= self.body.string.count(SOFT, title_start, title_end)
            return self._context(branch, clean(words), title_length)
        return self._context(branch, words, title_length, self._masked.cut(title_start, end))

    def _context(
        self,
        branch: Branch,
        words: Text,
        title_end: int,
        masked: tuple[str, str] = ("", ""),
    ) -> FactContext:
        year, turn = self.year, 1
        if branch.role == "review":
            year = self.reviewed
            if self.term is not None and self.year is not None and year is not None:
                year, turn = reviewed_months(self.year, self.term, year)
        elif year is not None and self.term is not None:
            year, turn = school_months(year, self.term)
        role: Any = branch.role
        lexicons, chapter = self.lexicons, self._chapter
        return FactContext(
            words, title_end, role, self.year, year, lexicons, turn, chapter, *masked, self.usual,
            self._units_alone,
        )  # fmt: skip

    def _units_alone(self) -> bool:
        """Whether one unit in brackets at a line's end is in charge, asked where one is there."""
        if self._alone is None:
            self._alone = units_end_lines(self.body.string, self.lexicons)
        return self._alone

    def _row(self, branch: Branch, level: int) -> Section | Task:
        body = self.body
        values: dict[str, Any] | None = None
        if self.facts:
            values = row_facts(
                branch, body, self.source, partial(self._context, branch), self.lexicons
            )
        children: tuple[Section | Task, ...] = ()
        at = len(self.citations), len(self.terms)
        if branch.children:
            children = tuple(self._node(c, level + 1) for c in branch.children)
        node = row_node(branch, level, body, self.source, values, self._words, children)
        self.citations[at[0] : at[0]] = node.citations
        self.terms[at[1] : at[1]] = node.terms
        assert branch.row is not None
        for meaning, cell in sorted(branch.row.cells, key=lambda c: c[1]):
            kind: RegionKind = (
                "label"
                if meaning == "number"
                else "title"
                if cell[0] == branch.title_start
                else "text"
            )
            if meaning != "group":
                self.events.append((body.span(*cell).start, kind, branch.id))
        return node

    def _words(self, i: int, j: int) -> str:
        if j <= i:
            return ""
        if self.kept is None:
            words = self.body.string[i:j].strip(_SPACE)
            return tidy(words) if self._soft or "\n" in words else words
        span = self.body.span(i, j)
        return tidy(self.kept.string[self.kept.index(span.start) : self.kept.index(span.end)])


def clean(text: Text) -> Text:
    """A stretch of the body with undecided wraps joined."""
    if SOFT not in text.string:
        return text
    string = text.string
    edits = []
    at = string.find(SOFT)
    while at >= 0:
        edits.append((at, at + 1, ""))
        at = string.find(SOFT, at + 1)
    return text.edit(edits)


def tidy(string: str) -> str:
    """Lines stripped, blank ones dropped, undecided wraps joined."""
    if SOFT in string:
        string = string.replace(SOFT, "")
    string = string.strip(_SPACE)
    if "\n" not in string:
        return string
    return "\n".join(line for raw in string.split("\n") if (line := raw.strip(_SPACE)))


def inherit_owners(nodes: tuple[Section | Task, ...]) -> tuple[Section | Task, ...]:
    """Give the tasks of a section the owners that one note names for all of them.

    Such a note stands in the section's own words, or on a line of its own behind the last of two
    or more tasks, where no other task of the section has a note.
    """
    result: list[Section | Task] = []
    for node in nodes:
        if isinstance(node, Section):
            children = inherit_owners(node.children)
            if node.owners and not any(n.owners for n in children):
                children = tuple(_with_owners(n, node.owners) for n in children)
            elif _names_for_all(children) or (_for_all_steps(children) and _inline(node)):
                owners = children[-1].owners
                children = (*(_with_owners(n, owners) for n in children[:-1]), children[-1])
            if children is not node.children:
                node = Section.make(**{**node.__dict__, "children": children})
        elif node.owners and _for_all_steps(node.children):
            owners = node.children[-1].owners
            steps = (*(_with_owners(n, owners) for n in node.children[:-1]), node.children[-1])
            node = Task.make(**{**node.__dict__, "children": steps})
        result.append(node)
    return tuple(result) if any(a is not b for a, b in zip(result, nodes, strict=True)) else nodes


def _names_for_all(children: Sequence[Section | Task]) -> bool:
    if len(children) < 2 or not children[-1].owners or any(n.owners for n in children[:-1]):
        return False
    raw = children[-1].raw
    note = trailing_note(raw)
    return note is not None and "\n" in raw[: note[0]]


def _for_all_steps(steps: Sequence[Section | Task]) -> bool:
    """Whether one note stands behind the last of a task's steps: 一是…；二是…。（甲局、乙局）"""
    return len(steps) > 1 and bool(steps[-1].owners) and not any(n.owners for n in steps[:-1])


def _inline(section: Section) -> bool:
    """Whether a section's tasks stand in one paragraph."""
    first, last = section.children[0].span.start, section.children[-1].span.start
    return "\n" not in section.raw[first - section.span.start : last - section.span.start]


def _with_owners(node: Section | Task, owners: tuple[Owner, ...]) -> Section | Task:
    if not isinstance(node, Task):
        return node
    inherited = tuple(Owner.make(**{**o.__dict__, "inherited": True}) for o in owners)
    return Task.make(**{**node.__dict__, "owners": inherited})


def passage_context(
    text: Text, year: int | None, lexicons: Lexicons, passage_year: int | None, role: Role | None
) -> FactContext:
    """What the extractors are told of words outside the nodes; `passage_year` is 今年 there."""
    return FactContext(clean(text), 0, role, year, passage_year or year, lexicons)
