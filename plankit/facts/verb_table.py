"""The tables that a verb is looked up in: verbs, adverbials, the nouns that headings end with."""

from __future__ import annotations

from typing import Final

from ..lexicon import Lexicons
from .clause_words import ClauseWords
from .copulas import Copulas
from .word_table import Words

ADVERBS: Final = 6
"""Adverbials in a row that are passed over before a verb."""
NOT_BEHIND: Final = frozenset("的率性度者")
"""Behind a verb, they make another word of it."""
NOT_SURE: Final = NOT_BEHIND | {"、"}
"""Behind a word that opens a step, they leave open whether it is its verb."""


class VerbTable:
    """The compiled tables; `classes` gives each verb's class."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.classes: dict[str, str] = {}
        flags: dict[str, set[str]] = {}
        for row in lexicons.rows("verbs"):
            word = row[0]
            if word in self.classes or len(word) < 2:
                continue
            self.classes[word] = row[1]
            flags[word] = set(row[2].split()) if len(row) > 2 else set()
        self._words = lexicons.build("clause_words", ClauseWords)
        self.copulas = lexicons.build("copulas", Copulas)
        adverbs = [row[0] for row in lexicons.rows("adverbs")]
        ends = lexicons.rows("heading_ends")
        self._verbs = Words(self.classes)
        self._adverbs = Words(adverbs)
        self._single = {word for word in adverbs if len(word) == 1}
        self._nouns = Words(row[0] for row in ends)
        self._strong = {row[0] for row in ends if row[1:2] == ("strong",)}
        self._noun = {w for w, f in flags.items() if "noun" in f}
        self._frame = {w for w, f in flags.items() if "frame" in f}
        self._disposal = {w for w, f in flags.items() if "disposal" in f}
        self._noun_adverbs = {r[0] for r in lexicons.rows("adverbs") if len(r) > 2}
        # one without a class is no verb of a step, whoever named it
        self._lights = tuple(word for word in self._words.light if word in self.classes)
        self._only_verbs = {
            w for w in self.classes if w not in self._frame and not self._adverb(w, 0)
        } - (self._words.through | self._words.uses)
        self._verb = self._verbs.at
        self._named = self._nouns.at
        self._begins = {*self._verbs.of, *self._adverbs.of, *self._nouns.of}
        named = self._words.compounds

        def compounds(head: str) -> tuple[str, ...]:
            return tuple(named.of[head][1] or ()) if head in named.of else ()

        self.openers = {
            head: frozenset((*(longer or ()), *(word[:3] for word in compounds(head))))
            for head, (short, longer) in self._verbs.of.items()
            if short in self._only_verbs
            and short not in self._noun
            and head not in self._adverbs.of
        }
        """Verbs of two characters that are nothing else; the heads of longer verbs, by three."""
        self._ones: dict[str, tuple[str, ...]] = {}
        """Verbs of one character, and what behind each makes another word of it."""
        self._reaching: dict[str, tuple[str, ...]] = {}
        """The same for those that only a number makes verbs."""
        for word, kind, *rest in lexicons.rows("single_verbs"):
            if word in self.classes or len(word) != 1:
                continue
            self.classes[word] = kind
            ones = self._reaching if rest[1:] == ["number"] else self._ones
            ones[word] = tuple(rest[0].split()) if rest else ()

    def _adverb(self, string: str, at: int) -> str | None:
        word = self._adverbs.at(string, at)
        if word is not None:
            return word
        first = string[at : at + 1]
        return first if first in self._single else None

    def _one(self, piece: str, at: int, stop: int) -> tuple[int, int] | None:
        """The verb of one character at `at`: an object follows, and no word is made with it."""
        others = self._ones.get(piece[at : at + 1])
        if others is None:
            return None
        after = at + 1
        if after >= stop or piece.startswith(others, after):
            return None
        follows = piece[after]
        if not ("\u4e00" <= follows <= "\u9fff" or follows.isdecimal() or follows in _QUOTES):
            return None
        return at, after

    def _reached(self, piece: str, at: int, stop: int) -> bool:
        """Whether a number, or 约, 到 and a number, stand at `at`."""
        while at < stop and piece[at] in _ABOUT:
            at += 1
        return at < stop and (piece[at].isdecimal() or piece.startswith("百分之", at))

    def _step_behind(self, piece: str, at: int, stop: int) -> tuple[int, int] | None:
        """The verb that leads, behind a means without a comma (围绕项目|做好服务)."""
        begun = at
        while begun < stop and (adverb := self._adverb(piece, begun)) is not None:
            begun += len(adverb)
        first, named = self._verb(piece, begun), self._named
        place = begun + (len(first) if first else 1)
        while place < stop - 3:
            word = self._verb(piece, place)
            if word is None:
                place += 1
                continue
            after = place + len(word)
            if (
                word in self._words.step
                and not (word in self._noun and (self._verb(piece, after) or named(piece, after)))
                and piece[place - 1] not in "、和及与或"
                and after + 1 < stop
                and piece[after] not in _LISTED
                and piece.find("的", after, stop) < 0
                and piece[after] not in "的率性度者"
                and self._words.compound(piece, place) is None
            ):
                return place, after
            place = after
        return None

    def _has_agent(self, piece: str, at: int) -> bool:
        """Whether the words before `at` end in an office, so that a verb is due."""
        return piece.endswith(self._words.agents, 0, at) and not piece.endswith(
            self._words.no_agents, 0, at
        )

    def _disposal_in(self, piece: str, at: int, stop: int) -> tuple[int, int] | None:
        """The first verb that governs 将 or 把, wherever it stands."""
        for place in range(at, stop - 1):
            word = self._verb(piece, place)
            if word is not None and word in self._disposal:
                return place, place + len(word)
        return None

    def _goes_on(self, piece: str, at: int, stop: int) -> bool:
        """Whether a verb, or adverbs and a verb, follow a word that is adverb and verb at once."""
        for _ in range(ADVERBS):
            word = self._verb(piece, at)
            if word is not None and at + len(word) <= stop:
                if word not in self._noun:
                    return True
                # 加快建设医院, but 加快建设进度, 创新服务方式
                after = at + len(word)
                return after < stop and not (
                    self._named(piece, after) in self._strong
                    or self._words.nominal.match(piece, after, stop)
                    or piece.startswith(self._words.pace, after)
                )
            adverb = self._adverb(piece, at)
            if adverb is None:
                return False
            at += len(adverb)
        return False

    def _light(self, piece: str, at: int, stop: int) -> tuple[int, int] | None:
        """The last 进行, 予以 … of a clause with 对, unless it is an attribute itself."""
        last = max(piece.rfind(word, at, stop) for word in self._lights)
        if last < 0:
            return None
        of = piece.find("的", last + 2, min(stop, last + 18))
        if of >= 0 and self._verb(piece, of + 1) is None:
            return None
        return last, last + 2

    def lead(self, masked: str, start: int, end: int) -> tuple[int, int] | None:
        """The verb that opens `masked[start:end]`, where it is beyond doubt; else ask `find`.

        That is the common case, and needs no clauses.
        """
        at = start
        verbs, adverbs = self._verbs.of, self._adverbs.of
        for _ in range(ADVERBS):
            head = masked[at : at + 2]
            stop = at + 2
            longer = self.openers.get(head)
            if longer is not None and masked[at : at + 3] not in longer:
                if stop > end or masked[stop : stop + 1] in NOT_SURE:
                    return None
                return at, stop
            word = self._verbs.at(masked, at) if head in verbs else None
            if word is not None:
                stop = at + len(word)
                if stop > end or word not in self._only_verbs:
                    return None
                if head in adverbs and self._adverbs.at(masked, at) is not None:
                    return None  # 加大力度落实
                if self._words.compound(masked, at) is not None:
                    return None  # 开发区
                if masked[stop : stop + 1] in NOT_BEHIND:
                    return None
                if at == start and word in self._noun:
                    if stop == end or masked[stop : stop + 2] in self._nouns.of:
                        return None
                    if self._words.office.match(masked, stop, end) or word == "教育":
                        return None
                    if self._words.subject.match(masked, stop, end):
                        return None
                return at, stop
            if head not in adverbs or (adverb := self._adverbs.at(masked, at)) is None:
                return None
            at += len(adverb)
        return None


_LISTED: Final = frozenset("、和及与等或")
_QUOTES: Final = frozenset('“《「『"')
_ABOUT: Final = frozenset("约近到至超过为达以 \u3000")
