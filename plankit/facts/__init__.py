"""The facts of a node: an ordered list of extractors, each a module that reads one node's text.

A new kind of fact is one module with one function, and one row here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..model import Fact
from .citations import citations
from .context import FactContext
from .dates import dates
from .measures import measures
from .owners import owners
from .quantities import quantities
from .terms import terms

EXTRACTORS: tuple[tuple[str, Callable[[FactContext], Sequence[Fact]]], ...] = (
    ("measures", measures),
    ("quantities", quantities),
    ("dates", dates),
    ("citations", citations),
    ("owners", owners),
    ("terms", terms),
)
"""(field of the node, extractor). Each takes a `FactContext` and returns a list of facts."""


def extract(context: FactContext, source: str) -> tuple[dict[str, Any], Sequence[tuple[int, int]]]:
    """All facts of one text by field, and the stretches that are responsibility notes.

    `source` is the source's text, from which the facts take their `raw`.
    """
    found: dict[str, Any] = {}
    for name, extractor in EXTRACTORS:
        facts = extractor(context)
        if not facts:  # mostly
            found[name] = ()
            continue
        for fact in facts:
            values = fact.__dict__  # frozen for others, still in the making here
            i, j = values["span"]
            values["raw"] = source[i:j]
        found[name] = tuple(facts)
    notes = context.notes
    return found, [(note.start, note.end) for note in notes] if notes else ()
