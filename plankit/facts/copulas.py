"""Clauses that say what something is (教育是立国之本, 期限为两年): there is no step in them.

是 equates unless it is part of another word (特别是, 但是) or of what a verb is told of
(牢固树立安全是底线的意识). 为 does behind the name of a quality (期限为, 标准为); elsewhere it is a
preposition or part of a verb. Only where the words before ask for it (重点是推进…) does the verb
behind lead a step.
"""

from __future__ import annotations

import re
from typing import Final

from ..lexicon import Lexicons

_DISPOSED: Final = re.compile("[将把]")


class Copulas:
    """The patterns compiled from the table `clause_words`."""

    def __init__(self, lexicons: Lexicons) -> None:
        kinds: dict[str, list[str]] = {}
        for word, kind, *_ in lexicons.rows("clause_words"):
            kinds.setdefault(kind, []).append(word)
        self._other = frozenset(word for word in kinds["no_copula"] if len(word) == 1)
        self._others = tuple(word for word in kinds["no_copula"] if len(word) > 1)
        by_length: dict[int, list[str]] = {}
        for word in kinds["quality"]:
            by_length.setdefault(len(word), []).append(re.escape(word))
        qualities = "|".join(f"(?<=(?:{'|'.join(words)})为)" for words in by_length.values())
        self.quality = re.compile(rf"为(?:{qualities})(?!了|何|主)")
        """为 behind the name of a quality."""
        self._told = tuple(kinds["told"])
        self._being = tuple(kinds["being"])
        self._asks = tuple(kinds["asks"])
        self.clausal = frozenset(kinds["clausal"])
        """Verbs that govern a clause, so that a copula behind them equates nothing."""

    def behind(self, piece: str, at: int, stop: int) -> int:
        """Where what the clause `piece[at:stop]` equates with its subject begins; else -1."""
        place = piece.find("是", at, stop)
        while place >= 0:
            if (
                piece[place + 1 : place + 2] not in ("否", "非")
                and piece[place - 1 : place] not in self._other
                and not piece.endswith(self._others, at, place)
            ):
                return -1 if piece.endswith(self._told, place, stop) else place + 1
            place = piece.find("是", place + 1, stop)
        for word in self._being:
            place = piece.find(word, at, stop)
            if place > at and _DISPOSED.search(piece, at, place) is None:
                return place + len(word)
        quality = self.quality.search(piece, at, stop)
        if quality is None or piece.find("以", at, quality.start()) >= 0:
            return -1
        return quality.end()

    def asks(self, piece: str, at: int, behind: int) -> bool:
        """Whether the words before the copula ask for the step behind it (重点是推进…)."""
        return piece.endswith(self._asks, at, behind - 1)
