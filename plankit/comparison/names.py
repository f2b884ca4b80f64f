"""The words that a comparison shows to people, in Chinese and English."""

from __future__ import annotations

from functools import cache
from typing import Literal

from ..lexicon import shipped

Language = Literal["zh", "en"]


@cache
def _names() -> dict[tuple[str, str], tuple[str, str]]:
    return {(row[0], row[1]): (row[2], row[3]) for row in shipped("comparison_names")}


def name(kind: str, key: str, language: Language) -> str:
    """The word for `key` ("raised") of a kind ("direction")."""
    return _names()[kind, key][language == "en"]
