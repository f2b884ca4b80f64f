"""A plan as the list of units that a comparison matches: what says something, under its chapter.

A unit is a task with its steps, or what a section says itself (工作目标 with a paragraph of its
own), and the preamble. Mere headings are chapters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from ..fact_model import Owner, Quantity
from ..model import Region, Section, Task, WorkPlan
from ..text import Span, Text
from .subjects import subject
from .wording import Clause, bigrams, clauses, fold, key, origins, place_pattern

PREAMBLE = ""
"""Id of the preamble as a unit; no node has an empty id."""


class Item:
    """A unit of one plan with what the matching wants of it, worked out when first asked for."""

    def __init__(
        self,
        plan: Reading,
        node_id: str,
        label: str,
        title: str,
        body: str,
        span: Span,
        chapter: int | None,
        facts: tuple[tuple[Quantity, ...], tuple[Owner, ...]],
    ) -> None:
        self.plan = plan
        self.id = node_id
        self.label = label
        self.title = title
        self.words = f"{title}\n{body}" if title and body else title or body
        self.span = span
        self.chapter = chapter
        self.quantities, self.owners = facts

    @cached_property
    def folded(self) -> str:
        """The words with look-alike marks made one, as long as the words."""
        return fold(self.words)

    @cached_property
    def key(self) -> str:
        """The words without what makes no difference of task."""
        return key(self.folded, self.plan.places)

    @cached_property
    def title_key(self) -> str:
        """The same of the title."""
        return key(fold(self.title), self.plan.places)

    @cached_property
    def grams(self) -> frozenset[str]:
        """The character pairs of the key."""
        return bigrams(self.key)

    @cached_property
    def subject(self) -> frozenset[str]:
        """The character pairs of what the title is about."""
        return subject(self.title_key)

    @cached_property
    def told(self) -> frozenset[str]:
        """The character pairs of the words and of the chapter's title."""
        if self.chapter is None:
            return self.grams
        return self.grams | bigrams(self.plan.chapters[self.chapter].key)

    @cached_property
    def clauses(self) -> list[Clause]:
        """The sentences and ；-clauses, the title among them."""
        return clauses(self.folded, self.plan.places)

    @cached_property
    def _source(self) -> tuple[Text, list[int]]:
        piece = self.plan.piece(self.id, self.span)
        return piece, origins(self.words, piece.string)

    def source_span(self, i: int, j: int) -> Span:
        """The stretch of the source that `words[i:j]` (not empty) stand for."""
        piece, places = self._source
        if not piece.string:
            return Span(piece.start, piece.start)
        return piece.span(places[i], places[j - 1] + 1)


class Chapter:
    """A section: its id, title and key, and the place of the section above in the same list."""

    def __init__(
        self, plan: Reading, node_id: str, label: str, title: str, parent: int | None
    ) -> None:
        self.id = node_id
        self.parent = parent
        self.label = label
        self.title = title
        self.key = key(fold(title), plan.places)


class Reading:
    """One plan, read for a comparison."""

    def __init__(self, plan: WorkPlan, places: re.Pattern[str] | None) -> None:
        self.plan = plan
        self.places = places
        self._source = Text.of(plan.source.text)
        self.chapters: list[Chapter] = []
        self.items = list(self._units())

    def _units(self) -> Iterator[Item]:
        plan = self.plan
        if plan.preamble is not None and plan.preamble.text.strip():
            span = plan.preamble.span or Span(0, 0)
            facts = plan.preamble_facts.quantities, plan.preamble_facts.owners
            yield Item(self, PREAMBLE, "", "", plan.preamble.text, span, None, facts)
        waiting: list[tuple[Section | Task, int | None]] = [(n, None) for n in plan.children[::-1]]
        while waiting:
            node, chapter = waiting.pop()
            facts = node.quantities, node.owners
            if isinstance(node, Task) or not node.children or node.text.strip():
                # of a section with units below, its title is the chapter's
                title = "" if isinstance(node, Section) and node.children else node.title
                yield Item(self, node.id, node.label, title, node.text, node.span, chapter, facts)
            if isinstance(node, Section):
                self.chapters.append(Chapter(self, node.id, node.label, node.title, chapter))
                place = len(self.chapters) - 1
                waiting += [(child, place) for child in node.children[::-1]]

    def above(self, chapter: int | None) -> list[int]:
        """A chapter and those above it, from below."""
        found = []
        while chapter is not None:
            found.append(chapter)
            chapter = self.chapters[chapter].parent
        return found

    def piece(self, node_id: str, span: Span) -> Text:
        """What stands in the source for a unit, site furniture and the like left out."""
        kept = self._pieces.get(node_id) or [self._source.cut(*span)]
        piece = Text.join(kept, at=span.start)
        if self.plan.script in ("hant", "mixed"):
            from ..script import simplify

            piece = simplify(piece)
        return piece

    @cached_property
    def _pieces(self) -> dict[str, list[Text]]:
        """The title and text of each unit, in order; the steps of a task are parts of it."""
        owner: dict[str, str] = {item.id: item.id for item in self.items}
        for task in self.plan.tasks:
            for step in task.walk():
                owner[step.id] = task.id
        found: dict[str, list[Text]] = {}
        for region in self.plan.regions:
            unit = self._unit_of(region, owner)
            if unit is not None:
                found.setdefault(unit, []).append(self._source.cut(*region.span))
        return found

    def _unit_of(self, region: Region, owner: dict[str, str]) -> str | None:
        if region.kind == "preamble":
            return PREAMBLE
        if region.node_id is None or region.kind not in ("label", "title", "text"):
            return None
        unit = owner.get(region.node_id)
        return None if region.kind == "label" and unit == region.node_id else unit


def place_names(*plans: WorkPlan) -> re.Pattern[str] | None:
    """A pattern for the plans' own provinces, cities and counties."""
    names: list[str | None] = []
    for plan in plans:
        place = plan.metadata.region
        if place is not None:
            names += [place.province, place.city, place.county]
    return place_pattern(tuple(names))
