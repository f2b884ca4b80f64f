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


Found = tuple[dict[str, Any], Sequence[str]]
"""The facts of one text by field, and its responsibility notes."""

NO_FACTS: dict[str, Any] = {name: () for name, _ in EXTRACTORS}
"""The fields of a text without facts, in the order that the model has them."""


def extract(context: FactContext, source: str) -> Found:
    """All facts of one text; `source` is the source's text, from which they take their `raw`."""
    return extract_all([context], source)[0]


def extract_all(contexts: Sequence[FactContext], source: str) -> list[Found]:
    """All facts of several texts of one source.

    One extractor reads all texts before the next does: a plan takes a tenth less time than text by
    text, since the code and the tables of one extractor stay in the processor's caches.
    """
    found = [NO_FACTS.copy() for _ in contexts]
    for name, extractor in EXTRACTORS:
        for context, values in zip(contexts, found, strict=True):
            facts = extractor(context)
            if facts:  # mostly there are none
                for fact in facts:
                    own = fact.__dict__  # frozen for others, still in the making here
                    i, j = own["span"]
                    own["raw"] = source[i:j]
                values[name] = tuple(facts)
    return [
        (values, [c.string[note.start : note.end] for note in c.notes] if c.notes else ())
        for c, values in zip(contexts, found, strict=True)
    ]
