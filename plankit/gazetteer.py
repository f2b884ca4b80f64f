"""The administrative divisions of China and their names, from 2010 to 2026.

The table (`plankit/data/regions.tsv`) has one row for each name under each code, with the years it
was in force; 崇明县 310230 ends in the year in which 崇明区 310151 begins. Both count in that year,
since a plan of early 2016 was still the county's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, cast

from .lexicon import DEFAULT, Lexicons, Row
from .model import AdminRegion

Level = Literal["province", "city", "county"]


class Place(NamedTuple):
    """One name of a division under one code, and the years in which it was in force."""

    code: str
    """Six digits of GB/T 2260."""
    name: str
    level: Level
    parent: str
    """Code of the division above; empty for a province. Counties of 北京 and the like, and counties
    that the province governs itself, have the province as parent."""
    since: int | None
    """Year of its first day; None where that lies before 2010."""
    until: int | None
    """Year of its last day; None where it is in force."""
    successors: tuple[str, ...] = ()
    """Codes that its area went to when it ended."""

    def in_force(self, year: int) -> bool:
        """Whether the name stood in that year, on one day of it at least."""
        return (self.since is None or self.since <= year) and (
            self.until is None or year <= self.until
        )


class Mention(NamedTuple):
    """A name found in a text, `text[start:end]`, and all that it may stand for."""

    start: int
    end: int
    name: str
    places: tuple[Place, ...]
    full: bool
    """Whether the name was written out (崇明区), not shortened (崇明)."""


_SHORTEST, _LONGEST = 2, 15

# what may not stand behind a name: 吉林市场 is a market in 吉林, 河北区域 a part of a country
_NOT_BEHIND: Final = {"市": "场", "区": "域间分别位块", "县": "域"}
# 北京路, 上海话: a street or a tongue, not the place
_NOT_BEHIND_SHORT: Final = "路街话湖山港湾"


class Gazetteer:
    """The table, indexed by code and by name."""

    def __init__(self, lexicons: Lexicons) -> None:
        rows = lexicons.rows("regions")
        codes: dict[str, list[Row]] = defaultdict(list)
        full: dict[str, list[Row]] = defaultdict(list)
        short: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            codes[row[0]].append(row)
            full[row[1]].append(row)
            shorts = row[7]
            if shorts:
                if "/" in shorts:
                    for name in shorts.split("/"):
                        short[name].append(row)
                else:
                    short[shorts].append(row)
        heads: dict[str, list[str]] = defaultdict(list)
        for name in {**full, **short}:
            heads[name[:2]].append(name)
        self._codes, self._full, self._short, self._heads = (
            dict(codes),
            dict(full),
            dict(short),
            dict(heads),
        )
        for names in heads.values():
            if len(names) > 1:
                names.sort(key=len, reverse=True)
        # the last two characters of all names of three and more: a cheap first test in long texts
        self._tails = frozenset([name[-2:] for name in full if len(name) > 2])
        self._words = frozenset([row[0] for row in lexicons.rows("region_words")])
        # places are made when they are asked for: a document names a dozen of the 3,600
        self._places: dict[Row, Place] = {}
        self._firsts: dict[str, list[Row]] = {}

    def _made(self, rows: Sequence[Row]) -> tuple[Place, ...]:
        return tuple([self._places.get(row) or self._make(row) for row in rows])

    def _make(self, row: Row) -> Place:
        code, name, level, parent, since, until, successors, _ = row
        place = self._places[row] = Place(
            code,
            name,
            cast(Level, level),
            parent,
            int(since) if since else None,
            int(until) if until else None,
            tuple(successors.split(",")) if successors else (),
        )
        return place

    def __iter__(self) -> Iterator[Place]:
        """All places, in the order of the table."""
        for rows in self._codes.values():
            yield from self._made(rows)

    # -- looking up -----------------------------------------------------------------------------

    def lookup(self, code: str, year: int | None = None) -> Place | None:
        """The place of a code: in the given year, else the one that had the code last."""
        places = self._made(self._codes.get(code, ()))
        for place in places if year is not None else ():
            if place.in_force(year):  # type: ignore[arg-type]
                return place
        return max(places, key=lambda p: p.until or 9999, default=None)

    def by_name(self, name: str, year: int | None = None) -> list[Place]:
        """The places that a name may stand for, province before city before county."""
        found = self._made([*self._full.get(name, ()), *self._short.get(name, ())])
        order = ("province", "city", "county")
        return sorted(
            (p for p in dict.fromkeys(found) if year is None or p.in_force(year)),
            key=lambda p: (order.index(p.level), p.code, p.since or 0),
        )

    def above(self, place: Place) -> tuple[str, ...]:
        """Codes of the divisions above a place, nearest first."""
        parent = place.parent
        if not parent:
            return ()
        top = parent[:2] + "0000"
        return (parent,) if parent == top else (parent, top)

    def within(self, place: Place, others: Sequence[Place]) -> bool:
        """Whether a place lies in (or is) one of the others."""
        codes = {place.code, *self.above(place)}
        return any(other.code in codes for other in others)

    def region(self, place: Place, year: int | None = None) -> AdminRegion:
        """A place with the names above it, as they were in the given year."""
        names: dict[str, str | None] = {"province": None, "city": None, "county": None}
        names[place.level] = place.name
        when = year if year is not None else place.until
        for code in self.above(place):
            upper = self.lookup(code, when)
            if upper is not None:
                names[upper.level] = upper.name
        return AdminRegion.make(code=place.code, **names)

    def beginning(self, character: str, level: Level) -> list[Place]:
        """The places of a level whose name begins with a character, as document numbers use it."""
        if not self._firsts:
            for row in (row for rows in self._codes.values() for row in rows):
                self._firsts.setdefault(row[1][0], []).append(row)
        rows = [row for row in self._firsts.get(character, ()) if row[2] == level]
        return list(self._made(rows))

    def meaning(self, short: str) -> tuple[Place, ...]:
        """The places of a short name that is no everyday word; empty where there is none."""
        rows = self._short.get(short)
        if rows is None or short in self._words:
            return ()
        return self._made(rows)

    # -- finding names in text ------------------------------------------------------------------

    def mentions(self, text: str) -> list[Mention]:
        """The names in a short text (a title, an issuer), full and shortened, left to right.

        Of the names that begin at a place the longest is taken. Names that are everyday words, and
        names of two characters (和县), are found only behind the place they belong to; everyday
        words also before an agency (平安教育局).
        """
        found: list[Mention] = []
        heads = self._heads
        free = 0
        for i in range(len(text) - 1):
            if (head := text[i : i + 2]) in heads and i >= free:
                mention = self._at(text, i, heads[head], found[-1] if found else None)
                if mention is not None:
                    found.append(mention)
                    free = mention.end
        return found

    def _at(
        self, text: str, i: int, names: Sequence[str], before: Mention | None
    ) -> Mention | None:
        for name in names:
            if not text.startswith(name, i):
                continue
            end = i + len(name)
            behind = text[end : end + 1]
            full = name in self._full
            if behind and behind in (_NOT_BEHIND.get(name[-1], "") if full else _NOT_BEHIND_SHORT):
                continue
            places = self._made(self._full[name] if full else self._short[name])
            if before is not None and before.end == i:
                inner = tuple(p for p in places if self.within(p, before.places))
                if inner:
                    return Mention(i, end, name, inner, full)
            if len(name) == _SHORTEST and full and i and "一" <= text[i - 1] <= "鿿":
                continue
            if name in self._words and not text.startswith(_AGENCIES, end):
                continue
            return Mention(i, end, name, places, full)
        return None

    def full_names(self, text: str) -> Iterator[Mention]:
        """The names written out (three characters and more) in running text, in order.

        Everyday words are left out. Linear in the text's length: two characters are tried at each
        省, 市, 区, 县, 州, 旗, 盟, and names only where some name ends in those two.
        """
        tails, full, words = self._tails, self._full, self._words
        for last in "省市区县州旗盟":
            i = text.find(last, 1)
            while i > 0:
                end = i + 1
                if text[i - 1 : end] in tails:
                    for start in range(max(0, end - _LONGEST), end - _SHORTEST):
                        name = text[start:end]
                        if name in full:
                            if name not in words and text[end : end + 1] not in (
                                tuple(_NOT_BEHIND.get(last, ""))
                            ):
                                yield Mention(start, end, name, self._made(full[name]), True)
                            break
                i = text.find(last, end)


# what follows the name of a place, and hardly ever the word that is written like it
_AGENCIES: Final = (
    "教育局",
    "教育体育局",
    "教育和体育局",
    "教育委员会",
    "教委",
    "教体局",
    "区委",
    "县委",
    "市委",
    "人民政府",
    "卫生",
    "民政局",
    "财政局",
)


def gazetteer(lexicons: Lexicons = DEFAULT) -> Gazetteer:
    """The table as an index, made at the first call for these lexicons."""
    return lexicons.build("gazetteer", Gazetteer)


def lookup(code: str, *, lexicons: Lexicons = DEFAULT) -> Place | None:
    """The place of a six-digit code; a code that is out of force gives the name it had last.

    None for a code that was never in force from 2010 on.
    """
    return gazetteer(lexicons).lookup(code)


def by_name(name: str, year: int | None = None, *, lexicons: Lexicons = DEFAULT) -> list[Place]:
    """The places that a name may stand for: 崇明, 崇明区, 恩施州, 鼓楼区.

    With a year only those in force in it. Empty where the name is unknown.
    """
    return gazetteer(lexicons).by_name(name, year)
