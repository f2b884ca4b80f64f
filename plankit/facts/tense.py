"""Whether a passage tells of work done or of work to come, by the words of its sentences.

Chinese verbs have no tense: 完成造林5万亩 is a target in a plan and a result in a summary. Most
chapters say by their heading which they are. Where none does, a clause may tell by itself (已完成,
累计, 获评), or the clauses around it do: those of its own text, and those of the chapter it is in.
The marks and their classes are the table `tense_marks`.

With the chapters' headings hidden, nine of ten numbers in reviews are known for results by these
rules (one of seven without them), and no target was lost but a doubtful one (forty documents, 3,000
numbers).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Final, NamedTuple

from ..lexicon import Lexicons

_CLASSES: Final = ("report", "done", "well", "hint", "modal", "likely", "bound")
_REPORT, _DONE, _WELL, _HINT, _MODAL, _LIKELY, _BOUND = (1 << k for k in range(7))
_AHEAD: Final = _MODAL | _LIKELY
_PERIODS: Final = "〇一二三四五六"
_PERIOD: Final = re.compile(f'十([{_PERIODS[1:]}])五[”"]?(?:以来|期间|时期)')
_END: Final = re.compile(r"[。；;！？!?\n]")
_UP_TO_END: Final = re.compile(r".*[。；;！？!?\n]", re.DOTALL).match

# What the marks around must amount to for a clause to be of work done, by the strongest of its own
_NEEDED: Final = ((_DONE, -3.0), (_BOUND, 5.0), (_WELL, 2.0), (_HINT, 2.0))
_NEEDED_BY_NONE: Final = 3.5
_MOST_FROM_CHAPTER: Final = 8.0


class _Marks(NamedTuple):
    pattern: re.Pattern[str]
    flags: tuple[int, ...]
    """By number of the row, from 1."""


class Passage:
    """The clauses of a text, and what their marks amount to; linear in its length."""

    __slots__ = ("_ends", "_flags", "_modals", "_plain", "_starts", "ahead", "told")

    told: float
    """How much tells of work done: 6 a clause that says so, 2 one with what was done, 1 one that
    well may, ½ a hint."""
    ahead: float
    """How much tells of work to come: 2 a clause with a modal, 1 one that likely is, ½ a bound."""

    def __init__(self, plain: str, lexicons: Lexicons) -> None:
        marks = lexicons.build("tense.marks", _marks)
        # by its start each clause that has marks: one of ten, so no others are looked for
        flags: dict[int, int] = {}
        ends: dict[int, int] = {}
        modals: dict[int, tuple[int, int]] = {}  # clause: the first modal, the marks before it
        of = marks.flags
        start = until = known = 0
        for mark in marks.pattern.finditer(plain):
            at = mark.start()
            if at >= until:
                last = _UP_TO_END(plain, until, at)
                start = until if last is None else last.end()
                ends[start] = until = _end(plain, at)
                known = 0
            flag = of[mark.lastindex or 0]
            if flag & _AHEAD and start not in modals:
                modals[start] = at, known
            flags[start] = known = known | flag
        told = ahead = 0.0
        if flags:
            _hold(plain, flags, ends, modals)
        for k, flag in flags.items():
            if flag & _REPORT:
                told += 6
            if flag & _MODAL:
                ahead += 2
                flag = modals[k][1] if k in modals else 0
            elif flag & _LIKELY and not flag & _DONE:
                ahead += 1
                flag = modals[k][1] if k in modals else 0
            if flag:
                told += 2 if flag & _DONE else 1 if flag & _WELL else 0
                if flag & _HINT:
                    told += 0.5
            if flag & _BOUND:
                ahead += 0.5
        self._plain, self._flags, self._ends, self._modals = plain, flags, ends, modals
        self._starts = sorted(flags)
        self.told, self.ahead = told, ahead

    def set_period(self, string: str, year: int | None) -> None:
        """Let the five-year plans that `string` (the text, unmasked) names count as times.

        “十三五”期间，… in a plan for a later `year` tells of what was done.
        """
        if year is None:
            return
        ended = None
        for found in _PERIOD.finditer(string):
            k = self._clause(found.start())
            past = 2005 + 5 * _PERIODS.index(found[1]) < year
            self._flags[k] = self._flags.get(k, 0) | (_DONE if past else _LIKELY)
            ended = past if ended is None else ended and past
        if ended:
            self.told += 6

    def _clause(self, place: int) -> int:
        """Where the clause begins that `place` stands in; it counts as one with marks then."""
        n = bisect_right(self._starts, place)
        before = self._ends[self._starts[n - 1]] if n else 0
        if place < before:
            return self._starts[n - 1]
        last = _UP_TO_END(self._plain, before, place)
        start = before if last is None else last.end()
        self._starts.insert(n, start)
        self._ends[start] = _end(self._plain, place)
        return start

    def add(self, other: Passage) -> None:
        """Let what `other` tells count for this passage too."""
        self.told += other.told
        self.ahead += other.ahead

    def marks_at(self, place: int) -> int:
        """The classes of marks in the clause that `place` stands in; no modals behind `place`.

        1—5月完成29亿元，预计全年将完成60亿元: the modal holds for what follows it.
        """
        n = bisect_right(self._starts, place)
        if not n or place >= self._ends[start := self._starts[n - 1]]:
            return 0
        flag = self._flags[start]
        if start in self._modals:
            first, before = self._modals[start]
            if place < first:
                return flag & ~_AHEAD
            return flag & ~(before & _DONE)
        return flag


def _end(plain: str, at: int) -> int:
    """Where the clause ends that `at` stands in, its end mark included; behind all in the last."""
    end = _END.search(plain, at)
    return len(plain) + 1 if end is None else end.end()


def _hold(
    plain: str, flags: dict[int, int], ends: dict[int, int], modals: dict[int, tuple[int, int]]
) -> None:
    """Let 目标是：…；… and 截至10月底，…；… hold for all of their parts."""
    for k in list(flags):
        held = flags[k] & (_AHEAD | _DONE)
        while held and (following := ends[k]) <= len(plain) and plain[following - 1] in "；;":
            known = flags.get(following, 0)
            flags[following] = known | held
            if held & _AHEAD:
                modals.pop(following, None)
            if known:
                break  # its turn comes
            k = following
            ends[k] = _end(plain, k)


def _marks(lexicons: Lexicons) -> _Marks:
    """The rows by first character, so that a search looks for these characters only.

    A lookahead for them, as `any_of` has it, would take half as long again here: few places match.
    """
    groups: dict[str, list[tuple[str, int]]] = {}
    for name, pattern in lexicons.rows("tense_marks"):
        length = 2 if pattern[0] == "\\" else 1
        groups.setdefault(pattern[:length], []).append((pattern[length:], _CLASSES.index(name)))
    bodies = []
    bits = [0]
    for first, rows in groups.items():
        bodies.append(f"{first}(?:{'|'.join(f'{rest}()' for rest, _ in rows)})")
        bits.extend(1 << which for _, which in rows)
    return _Marks(re.compile("|".join(bodies)), tuple(bits))


def tells_back(own: Passage, chapter: Callable[[], Passage] | None, place: int, aims: bool) -> bool:
    """Whether what stands at `place` of a text is told of as done.

    `own` is that text, `chapter` gives the one it is in and is called only where that may change
    the answer; `aims` says that the text sets out aims, of which none but a clause's own marks make
    results.
    """
    flag = own.marks_at(place)
    if flag & _MODAL or not flag & _DONE and (aims or flag & _LIKELY):
        return False
    weight = own.told - own.ahead
    needed = _NEEDED_BY_NONE
    for mark, least in _NEEDED:
        if flag & mark:
            needed = least
            break
    if chapter is not None and abs(weight - needed) <= _MOST_FROM_CHAPTER:
        # the rest of the chapter: a plan's has marks of both kinds, and one clause of what is to
        # come (2) stands in reviews too
        wide = chapter()
        around = (wide.told - own.told - 3 * max(0.0, wide.ahead - own.ahead - 2)) / 2
        weight += max(-_MOST_FROM_CHAPTER, min(_MOST_FROM_CHAPTER, around))
    return weight >= needed
