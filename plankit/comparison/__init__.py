"""Two plans side by side: which tasks stayed, changed, moved, came and went, and which targets."""

from __future__ import annotations

from .model import (
    ChapterPair,
    Comparison,
    Mark,
    OwnerChange,
    Pair,
    Side,
    TargetChange,
    TermChange,
    Unit,
)
from .side_by_side import compare

__all__ = [
    "ChapterPair",
    "Comparison",
    "Mark",
    "OwnerChange",
    "Pair",
    "Side",
    "TargetChange",
    "TermChange",
    "Unit",
    "compare",
]
