"""The facts of a node: an ordered list of extractors, each a module that reads one node's text.

A new kind of fact is one module with one function, and one row here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .citations import citations
from .context import FactContext
from .dates import dates
from .measures import measures
from .owners import notes, owners
from .quantities import quantities
from .terms import terms

EXTRACTORS = (
    ("measures", measures),
    ("quantities", quantities),
    ("dates", dates),
    ("citations", citations),
    ("owners", owners),
    ("terms", terms),
)
"""(field of the node, extractor). Each takes a `FactContext` and returns a list of facts."""


def extract(context: FactContext) -> tuple[dict[str, Any], Sequence[tuple[int, int]]]:
    """All facts of one text by field, and the stretches that are responsibility notes."""
    taken = notes(context.string, context.lexicons)
    return {name: tuple(extractor(context)) for name, extractor in EXTRACTORS}, taken
