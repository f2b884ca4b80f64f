"""First and last days of months, quarters, school terms, festivals and other parts of a year."""

from __future__ import annotations

import datetime
from calendar import monthrange
from functools import lru_cache
from typing import Final, NamedTuple

from ..lexicon import Lexicons

Date = datetime.date
ONE_DAY: Final = datetime.timedelta(days=1)

FIRST_YEAR, LAST_YEAR = 1949, 2099
"""Years outside are taken for something else: a count, or history."""


class Period(NamedTuple):
    """First and last day, both included."""

    first: Date
    last: Date


@lru_cache(maxsize=256)
def years(first: int, last: int) -> Period:
    """From 1 January of the one to 31 December of the other year."""
    return Period(Date(first, 1, 1), Date(last, 12, 31))


@lru_cache(maxsize=1024)
def months(year: int, first: int, last: int) -> Period:
    """Whole months of one year, 1 to 12; where the last comes before the first, into the next."""
    end = year + (last < first)
    return Period(Date(year, first, 1), Date(end, last, monthrange(end, last)[1]))


def day(year: int, month: int, number: int) -> Date | None:
    """That day, or None where there is none (30 February)."""
    try:
        return Date(year, month, number)
    except ValueError:
        return None


_TENS = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "上中旬": (1, 20),
    "中上旬": (1, 20),
    "中下旬": (11, 31),
}
_TENS |= {"上半月": (1, 15), "下半月": (16, 31)}
_TENS |= {f"第{c}周": (7 * n + 1, 7 * n + 7) for n, c in enumerate("一二三四五")}
_TENS |= {"初": _TENS["上旬"], "中": _TENS["中旬"], "底": _TENS["下旬"], "末": _TENS["下旬"]}


def part_of_month(year: int, month: int, part: str) -> Period:
    """上旬, 中旬, 下旬 and what spans two of them; 初, 中, 底 and 末 are the same ten days.

    Halves of the month, and its weeks counted from the first day, too.
    """
    first, last = _TENS[part]
    if first == 29:
        first = min(first, monthrange(year, month)[1])  # the fifth week of February
    return Period(
        Date(year, month, first), Date(year, month, min(last, monthrange(year, month)[1]))
    )


_PARTS: Final = {"初": (0, 0), "底": (-1, -1), "末": (-1, -1), "终": (-1, -1), "中": (5, 5)}


def part_of_year(year: int, part: str) -> Period:
    """年初 is January, 年中 June, 年底, 年末 and 年终 December."""
    month = _PARTS[part][0] % 12 + 1
    return months(year, month, month)


def quarters(year: int, first: int, last: int) -> Period:
    """Whole quarters, 1 to 4."""
    return months(year, 3 * first - 2, 3 * last)


def half(year: int, second: bool) -> Period:
    """上半年 or 下半年."""
    return months(year, 7, 12) if second else months(year, 1, 6)


def school_years(first: int, last: int) -> Period:
    """From 1 September of the first year to 31 August of the last."""
    return Period(Date(first, 9, 1), Date(last, 8, 31))


def term(first: int, second: bool) -> Period:
    """The autumn or the spring term of the school year that begins in `first`."""
    return months(first + 1, 2, 7) if second else months(first, 9, 1)


class Word(NamedTuple):
    """A row of date_words.tsv."""

    kind: str
    first: str
    last: str


class Almanac:
    """The words of date_words.tsv and the festivals of festivals.tsv."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.words: dict[str, Word] = {}
        for word, kind, *values in lexicons.rows("date_words"):
            first, last = (*values, "", "")[:2]
            self.words.setdefault(word, Word(kind, first, last))
        self._festivals: dict[tuple[str, int], Period] = {}
        for year, name, first, last in lexicons.rows("festivals"):
            period = Period(Date.fromisoformat(first), Date.fromisoformat(last))
            self._festivals.setdefault((name, int(year)), period)

    def named(self, *kinds: str) -> list[str]:
        """The words of these kinds, the longest first."""
        found = [word for word, row in self.words.items() if row.kind in kinds]
        return sorted(found, key=lambda word: (-len(word), word))

    def period(self, word: str, year: int) -> Period | None:
        """What a word that stands for a stretch of the year means in a year.

        None for a festival in a year that festivals.tsv does not have, and for an event without
        days of its own.
        """
        kind, first, last = self.words[word]
        if not first:
            return None
        if kind == "festival":
            return self._festivals.get((first, year))
        if kind == "around":
            name = first.replace("+", "-").partition("-")[0]
            known = self._festivals.get((name, year))
            if known is None:
                return None
            begin, end = (int(text.removeprefix(name)) for text in (first, last))
            return Period(
                known.first + datetime.timedelta(begin), known.first + datetime.timedelta(end)
            )
        return Period(_rule(first, year), _rule(last, year))

    def offsets(self, word: str) -> tuple[int, int]:
        """First and last year of a word of kind year or later, counted from the year given."""
        row = self.words[word]
        return int(row.first), int(row.last)


def _rule(text: str, year: int) -> Date:
    """`09-10` in that year, `+01-31` in the next, `-12-01` in the one before.

    A day too many is the last (02-29).
    """
    year += text.startswith("+") - text.startswith("-")
    month, number = (int(part) for part in text.lstrip("+-").split("-"))
    return Date(year, month, min(number, monthrange(year, month)[1]))
