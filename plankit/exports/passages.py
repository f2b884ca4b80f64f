"""The words of nodes with the places of their characters in the source.

A node's text is a string: white space tidied, in Simplified script, repaired, its responsibility
notes left out. Where a part of it stands in the source is told here by laying the two side by
side; where they differ, the place is given too wide rather than wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..text import Span
from .markdown import end_mark
from .sentences import sentences
from .tables import heading

if TYPE_CHECKING:
    from ..model import Section, Task, WorkPlan

_PHRASE = re.compile(r"\w+\W*|\W+")
_HANZI = re.compile("[\u3400-\u9fff]")
PLAN_WORDS = ("label", "title", "text")
WINDOW = 2000
"""Characters of the source that are looked through for a sentence: longer than any note."""
SURE = 8
"""Characters that a stretch must have to be told by its marks and numbers alone."""


class Words(NamedTuple):
    """Words that follow each other in the source."""

    text: str
    places: list[int | None]
    """Source offset of each character of `text`; None for white space and where it is not known."""
    bounds: Span
    """The stretch of the source that all of it lies in."""

    def span(self, i: int, j: int) -> Span:
        """The source stretch of `text[i:j]`, or the smallest known one around it."""
        return Span(self._start(i, j), self._end(i, j))

    def _start(self, i: int, j: int) -> int:
        while i < j and self.text[i].isspace():
            i += 1
        if i < len(self.places) and (place := self.places[i]) is not None:
            return place
        before = next((p for p in reversed(self.places[:i]) if p is not None), None)
        return self.bounds.start if before is None else before + 1

    def _end(self, i: int, j: int) -> int:
        while j > i and self.text[j - 1].isspace():
            j -= 1
        if j > 0 and (place := self.places[j - 1]) is not None:
            return place + 1
        behind = next((p for p in self.places[j:] if p is not None), None)
        return self.bounds.end if behind is None else behind


def title_of(plan: WorkPlan, node: Section | Task) -> Words:
    """Label and title of a node with the mark behind it."""
    label = heading(node)[: len(heading(node)) - len(node.title)]
    mark = end_mark(node, plan.source.text)
    bounds = Span(node.span.start, node.title_span.end if node.title_span else node.span.end)
    places: list[int | None] = [None] * len(label)
    if places:
        places[0] = node.span.start
    if node.title_span is not None:
        title = words(plan, node.title, node.title_span, PLAN_WORDS)
        places += title.places
        behind = node.title_span.end
        at = behind if mark and plan.source.text[behind : behind + 1] == mark else None
        places += [at] * len(mark)
    return Words(label + node.title + mark, _filled(places, label + node.title + mark), bounds)


def _filled(places: list[int | None], text: str) -> list[int | None]:
    return places + [None] * (len(text) - len(places))


def text_of(plan: WorkPlan, node: Section | Task) -> list[Words]:
    """A node's text, with the steps of a task; nothing where it has none."""
    start = node.title_span.end if node.title_span else node.span.start
    end = node.span.end
    if node.text:
        if node.kind == "section" and node.children:
            end = node.children[0].span.start
        return [words(plan, node.text, Span(start, max(start, end)), PLAN_WORDS)]
    if node.kind == "section":
        return []
    # steps that stand in no text of the task's own
    return [
        joined([title_of(plan, step), *text_of(plan, step)], "\n" if k else "")
        for k, step in enumerate(node.children)
    ]


def joined(parts: Sequence[Words], before: str = "") -> Words:
    """Words one behind the other, with `before` in front."""
    places: list[int | None] = [None] * len(before)
    for part in parts:
        places += part.places
    bounds = Span(min(p.bounds.start for p in parts), max(p.bounds.end for p in parts))
    return Words(before + "".join(part.text for part in parts), places, bounds)


def words(plan: WorkPlan, text: str, span: Span, kinds: tuple[str, ...]) -> Words:
    """A text that was read from a span of the source, with the place of each character.

    The two are compared without white space: as they are, then with all Chinese characters alike
    (the source may be Traditional), whole, then sentence by sentence, then
    phrase by phrase.
    """
    source = plan.source.text
    there = [
        i for a, b in _stretches(plan, span, kinds) for i in range(a, b) if not source[i].isspace()
    ]
    raw = "".join(source[i] for i in there)
    shape = _HANZI.sub("字", raw)
    places: list[int | None] = [None] * len(text)

    def lay(i: int, j: int, cursor: int, window: int) -> int:
        """Find `text[i:j]` in the source from `cursor` on; behind it, or -1."""
        told = [k for k in range(i, j) if not text[k].isspace()]
        own = "".join(text[k] for k in told)
        end = cursor + len(own) + window
        at = raw.find(own, cursor, end)
        if at < 0 and len(own) >= SURE:
            at = shape.find(_HANZI.sub("字", own), cursor, end)
        if at < 0:
            return -1
        for n, k in enumerate(told, start=at):
            places[k] = there[n]
        return at + len(own)

    if lay(0, len(text), 0, WINDOW) < 0:
        cursor = 0
        for i, j in sentences(text):
            found = lay(i, j, cursor, WINDOW)
            if found >= 0:
                cursor = found
                continue
            for phrase in _PHRASE.finditer(text, i, j):
                cursor = max(cursor, lay(*phrase.span(), cursor, 4 * SURE))
    return Words(text, places, span)


def _stretches(plan: WorkPlan, span: Span, kinds: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The parts of a span that hold words of the plan."""
    regions = plan.regions
    if not regions:
        yield span
        return
    k = bisect_left(regions, span.start, key=lambda region: region.span[1])
    for region in (regions[i] for i in range(k, len(regions))):  # a slice would copy them all
        if region.span[0] >= span.end:
            break
        if region.kind in kinds:
            yield max(region.span[0], span.start), min(region.span[1], span.end)
