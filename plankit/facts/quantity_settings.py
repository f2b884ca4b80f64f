"""What around a number tells whether it is undertaken or there already: the table's patterns."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..lexicon import Lexicons


class Settings(NamedTuple):
    """The table `quantity_settings`, compiled by class; its head says what each class is."""

    existing: re.Pattern[str]
    past: re.Pattern[str]
    so_far: re.Pattern[str]
    from_now: re.Pattern[str]
    ahead: re.Pattern[str]
    due: re.Pattern[str]
    grounds: re.Pattern[str]
    already: re.Pattern[str]
    served: re.Pattern[str]
    states: re.Pattern[str]
    finished: re.Pattern[str]
    remade: re.Pattern[str]


_AROUND: Final = {
    "existing": "{}$",
    "so_far": "[^，,]{{0,6}}?{}[^，,]{{0,12}}[，,]",
    "served": "[^，。；]{{0,24}}?{}",
    "finished": "[^，。；]{{0,24}}?(?:全面|全部|均|如期|按期)(?:实现)?{}",
    "remade": "[^，。；]{{0,24}}?(?:进行|实施|开展|完成)[^，。；]{{0,10}}?{}",
}
"""How the words of a class stand; the others stand anywhere."""


def build_settings(lexicons: Lexicons) -> Settings:
    """Compile the table."""
    words: dict[str, list[str]] = {name: [] for name in Settings._fields}
    for name, pattern in lexicons.rows("quantity_settings"):
        words[name].append(pattern)
    return Settings(
        **{
            name: re.compile(_AROUND.get(name, "{}").format(f"(?:{'|'.join(found)})"))
            for name, found in words.items()
        }
    )
