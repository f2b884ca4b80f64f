"""Which province, city or county a plan belongs to, and its code.

The pieces of a document that may say so are ranked by where they stand: the issuer decides, then
the title, the header, the document number, the covering notice, the site; running text only
breaks ties, and speaks alone where nothing else does. A name that several places share (鼓楼区)
goes to the one whose city or province the rest of the document names, and stays open where none
is named. Texts are in Simplified script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from .agencies import CENTRAL, Agencies, agencies, body_votes, level_in_body, level_words
from .gazetteer import Gazetteer, Level, Mention, Place, by_name, gazetteer, lookup
from .lexicon import DEFAULT, Lexicons
from .model import AdminRegion

__all__ = ["Ambiguity", "Evidence", "Place", "by_name", "find_region", "lookup"]

Kind = Literal[
    "header", "issuer", "title", "notice", "recipients", "site", "document_number", "body"
]


class Evidence(NamedTuple):
    """A piece of the document, and what it is.

    `header`: the labelled lines; `document_number`: the number or its agency (沪崇教); `notice`:
    the covering notice's first lines and signature; `site`: name of the site, breadcrumb. `weight`
    ranks pieces of one kind, and scales what they say for other pieces' names.
    """

    text: str
    kind: Kind
    weight: float = 1.0


class Ambiguity(NamedTuple):
    """A name that the document does not settle.

    `several`: it fits each of `candidates`; `blanked`: the document hides it (XX区); `unnamed`: it
    speaks of its 全区 and never names it: `name` is empty, the region is the one above.
    """

    name: str
    candidates: tuple[Place, ...]
    reason: Literal["several", "blanked", "unnamed"] = "several"


# which piece decides first, and how much a name in it says for names in other pieces
_RANK: Final = {"issuer": 0, "title": 1, "header": 2, "document_number": 3, "notice": 4, "site": 5}
_VOTE: Final = {
    "issuer": 4.0,
    "header": 4.0,
    "title": 3.0,
    "document_number": 3.0,
    "notice": 2.0,
    "site": 2.0,
    "recipients": 1.5,
}
_INNER: Final = (
    6  # rank of a name inside a title or site line: 关于支持新疆…的通知 is seldom of 新疆
)
_LONGEST_PIECE: Final = 600
_LEAST_LEAD: Final = 0.5  # by how much the best candidate must lead to be taken

_SEGMENT: Final = re.compile(r"[^\s《》〈〉“”\"'：:|>＞»/，,。；;、（）()\[\]【】〔〕]+")
_BEFORE_NAME: Final = re.compile(
    r"(?:中共|中国共产党|关于|印发|转发|下发|公布|发布|\d{2,4}|年度?|[—\-·•])*"
)
_BLANKED: Final = re.compile(r"[xX×ＸｘХ某*＊]{1,4}\s{0,2}(?:省|市|区|县|州|旗)")
_CREDIT_CODE: Final = re.compile(r"(?<![0-9A-Z])[1-9A-Z]{2}([1-8]\d{5})[0-9A-Z]{10}(?![0-9A-Z])")


@dataclass(slots=True)
class _Lead:
    """A name that may be the plan's region."""

    rank: int
    weight: float
    name: str
    places: tuple[Place, ...]
    full: bool


@dataclass(slots=True)
class _Search:
    places: Gazetteer
    agencies: Agencies
    year: int | None
    leads: list[_Lead] = field(default_factory=list)
    votes: dict[str, dict[str, float]] = field(default_factory=dict)
    central: int | None = None
    level: Level | None = None
    blanked: str | None = None

    # -- reading the pieces ---------------------------------------------------------------------

    def read(self, piece: Evidence) -> None:
        text = piece.text[:_LONGEST_PIECE]
        kind = piece.kind
        if kind == "document_number":
            self.read_number(text, piece.weight)
            return
        vote = _VOTE[kind] * piece.weight
        if kind == "header":
            for match in _CREDIT_CODE.finditer(text):
                self.read_code(match[1], vote)
        chains = self.chains(text)
        for chain in chains:
            words = text[chain.start : chain.end]
            self.vote(chain, words, vote if chain.full else vote / 2, above=kind == "recipients")
        if kind == "recipients":
            return
        if kind in ("issuer", "title", "header"):
            self.level = self.level or level_words(text)
            self.read_blank(text)
        rank = _RANK[kind]
        starts = self.starts(text)
        first = min((chain.start for chain in chains), default=len(text))
        if self.central is None and any(
            # 武进区教育局转发《教育部…》: he who is named first issues it
            start < first and text.startswith(self.agencies.central, start)
            for start in starts
        ):
            self.central = rank
        zone = self.zone(text)
        if zone is not None:
            chains = [chain for chain in chains if chain.name != zone[0]]
            if not any(chain.full for chain in chains):
                self.leads.append(_Lead(rank, piece.weight, zone[0], (zone[1],), True))
        for chain in chains:
            leads = kind in ("issuer", "notice") or chain.start in starts
            if kind == "site" and not chain.full:
                leads = False
            if not leads and self.agencies.partners.search(text):
                continue  # 关于对口支援西藏的通知
            self.leads.append(
                _Lead(rank if leads else _INNER, piece.weight, chain.name, chain.places, chain.full)
            )

    def read_blank(self, text: str) -> None:
        if self.blanked is None and (blanked := _BLANKED.search(text)) is not None:
            self.blanked = re.sub(r"\s", "", blanked[0])

    def chains(self, text: str) -> list[Mention]:
        """The names of a text, with 江苏省常州市武进区 as one that means its last."""
        chains: list[Mention] = []
        for mention in self.places.mentions(text):
            last = chains[-1] if chains else None
            if last is not None and last.end == mention.start:
                inner = tuple(p for p in mention.places if self.places.within(p, last.places))
                if inner:
                    full = last.full or mention.full
                    chains[-1] = Mention(last.start, mention.end, mention.name, inner, full)
                    continue
            chains.append(mention)
        return chains

    @staticmethod
    def starts(text: str) -> set[int]:
        """Where in a title or a labelled line a name would be the one that speaks."""
        found = set()
        for segment in _SEGMENT.finditer(text):
            found.add(segment.start())
            match = _BEFORE_NAME.match(text, segment.start(), segment.end())
            if match is not None:
                found.add(match.end())
        return found

    def zone(self, text: str) -> tuple[str, Place] | None:
        """The development zone that a text names (贵安新区), and the division it lies in."""
        for name, code in self.agencies.zones:
            if name in text and not self.places.by_name(name, self.year):
                place = self.places.lookup(code, self.year)
                return None if place is None else (name, place)
        return None

    def read_code(self, code: str, vote: float) -> None:
        place = self.places.lookup(code, self.year)
        if place is not None:
            self.add_vote(place.code, code, vote)
            self.leads.append(_Lead(_INNER, 1.0, code, (place,), True))

    def read_number(self, text: str, weight: float) -> None:
        mark = self.agencies.read(text, self.places)
        if mark is None:
            return
        name, places, settled = mark
        rank = _RANK["document_number"]
        if places is CENTRAL:
            self.central = rank if self.central is None else self.central
            return
        fitting = self.in_force(places)
        if not settled:  # 省人民政府 with 鄂政发 is 湖北, not 鄂州
            same = tuple(p for p in fitting if p.level == self.level)
            fitting = same if len(same) == 1 else fitting
        for place in fitting:
            self.add_vote(place.code, name, _VOTE["document_number"] * weight / len(fitting) ** 0.5)
        if settled or len(fitting) == 1:
            self.leads.append(_Lead(rank, weight, name, fitting, settled))

    # -- votes ----------------------------------------------------------------------------------

    def vote(self, mention: Mention, by: str, weight: float, *, above: bool = False) -> None:
        """Let a name speak for all it may mean: itself, or (`above`) what lies above it alone.

        `by` is what stands there: 北京市朝阳区 speaks for one 朝阳区, 朝阳区 for neither.
        """
        fitting = self.in_force(mention.places)
        for place in fitting:
            share = weight / len(fitting)
            if not above or place.level != "county":
                self.add_vote(place.code, by, share)
            for code in self.places.above(place):
                self.add_vote(code, by, share / 2)

    def add_vote(self, code: str, name: str, weight: float) -> None:
        by = self.votes.setdefault(code, {})
        by[name] = max(by.get(name, 0.0), weight)

    def score(self, place: Place, name: str) -> float:
        """What names other than its own say for a place, or for the divisions it lies in."""
        return sum(
            weight
            for code in (place.code, *self.places.above(place))
            for by, weight in self.votes.get(code, {}).items()
            if by != name
        )

    # -- settling -------------------------------------------------------------------------------

    def in_force(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """The places whose name stood in the plan's year; where none did, all of them."""
        if len(places) == 1:
            return tuple(places)
        year = self.year
        stands = [p.until is None if year is None else p.in_force(year) for p in places]
        fitting = tuple(p for p, yes in zip(places, stands, strict=True) if yes)
        return fitting or tuple(places)

    def settle(self, lead: _Lead) -> tuple[Place, ...]:
        """The one place that a name means, or all that it may mean."""
        places = self.in_force(lead.places)
        if len(places) > 1:
            ranked = sorted(((self.score(p, lead.name), p) for p in places), key=lambda s: -s[0])
            best = ranked[0][0]
            places = tuple(p for score, p in ranked if score > best - _LEAST_LEAD)
        if len(places) > 1:
            # the year in which 崇明县 became 崇明区: the plan was made before
            over = {code for p in places for code in p.successors if code != p.code}
            places = tuple(p for p in places if p.code not in over) or places
        if len(places) > 1 and not lead.full:
            top = [p for p in places if p.level == "province"]
            same = [p for p in places if p.level == self.level]
            city = [p for p in places if p.level == "city"]
            if len(top) == 1:
                return (top[0],)
            if len(same) == 1:
                return (same[0],)
            if len(city) == 1 and all(self.places.within(p, city) for p in places):
                return (city[0],)
            places = tuple(same) or places
        return places

    def best(self) -> _Lead | None:
        """The name to go by: of the highest rank, made more exact by lower ranks where they may."""
        if not self.leads:
            return None
        best = min(self.leads, key=lambda lead: (lead.rank, -lead.weight))
        if best.rank >= _RANK["header"]:
            for other in sorted(self.leads, key=lambda lead: lead.rank):
                if other.rank < _INNER and other is not best:
                    inner = tuple(
                        p
                        for p in self.in_force(other.places)
                        if self.places.within(p, best.places)
                        and p.code not in {b.code for b in best.places}
                    )
                    if inner:
                        best = _Lead(other.rank, other.weight, other.name, inner, other.full)
        return best


def find_region(
    evidence: Iterable[Evidence], year: int | None = None, *, lexicons: Lexicons = DEFAULT
) -> tuple[AdminRegion | None, list[Ambiguity]]:
    """The region of a document, and the names in it that stay open.

    `year` is the plan's: names in force in it give the code (崇明 is 310230 in 2014, 310151 in
    2022). The code is that of the last level named; it is None where that name is ambiguous. The
    region is None for a central body's plan, and where nothing is known.
    """
    pieces = list(evidence)
    search = _Search(gazetteer(lexicons), agencies(lexicons), year)
    bodies: list[str] = []
    for piece in pieces:
        if piece.kind == "body":
            bodies.append(piece.text)
        elif piece.text:
            search.read(piece)
    best = search.best()
    if search.central is not None and (best is None or search.central <= best.rank):
        return None, []
    if best is None:
        return _from_body(search, bodies)
    places = search.settle(best)
    if len(places) > 1 and bodies:
        for body in bodies:
            _count_body(search, body)
        places = search.settle(best)
    if len(places) == 1:
        return _with_blank(search, places[0])
    return _open(search, places, best.name)


def _with_blank(search: _Search, place: Place) -> tuple[AdminRegion, list[Ambiguity]]:
    region = search.places.region(place, search.year)
    order = ("province", "city", "county")
    blank = search.blanked
    if blank is not None:
        at = {"省": 0, "市": 1, "州": 1}.get(blank[-1], 2)
        if at > order.index(place.level):
            return region, [Ambiguity(blank, (), "blanked")]
    return region, []


def _open(
    search: _Search, places: tuple[Place, ...], name: str
) -> tuple[AdminRegion | None, list[Ambiguity]]:
    """What all candidates have in common: the county's name, the city or province above."""
    regions = [search.places.region(place, search.year) for place in places]

    def common(values: Iterable[str | None]) -> str | None:
        found = set(values)
        return found.pop() if len(found) == 1 else None

    open_ = [Ambiguity(name, places)]
    province = common(r.province for r in regions)
    city = common(r.city for r in regions) if province else None
    county = common(r.county for r in regions)
    if county is None and province is None:
        return None, open_
    code = None
    if county is None:
        lowest = "city" if city else "province"
        uppers = [search.places.lookup(c, search.year) for c in search.places.above(places[0])]
        code = next((p.code for p in (places[0], *uppers) if p and p.level == lowest), None)
    return AdminRegion.make(code=code, province=province, city=city, county=county), open_


def _count_body(search: _Search, body: str) -> dict[str, float]:
    votes = body_votes(body, search.places, search.agencies)
    for name, (places, weight) in votes.items():
        search.vote(Mention(0, 0, name, places, True), name, min(weight, 3.0))
    return {name: weight for name, (_, weight) in votes.items()}


def _from_body(
    search: _Search, bodies: Sequence[str]
) -> tuple[AdminRegion | None, list[Ambiguity]]:
    """The region by the running text alone: a county or city that it keeps naming as its own."""
    found: dict[str, float] = {}
    for body in bodies:
        search.level = search.level or level_in_body(body)
        if search.blanked is None:
            search.read_blank(body[:_LONGEST_PIECE])
        for name, weight in _count_body(search, body).items():
            found[name] = found.get(name, 0.0) + weight
    leads: dict[Level, list[tuple[float, _Lead]]] = {}
    for name, weight in found.items():
        places = search.places.by_name(name)
        for level in {p.level for p in places}:
            of_level = tuple(p for p in places if p.level == level)
            lead = _Lead(_INNER, 1.0, name, of_level, len(of_level) == len(places))
            leads.setdefault(level, []).append((weight, lead))
    order: tuple[Level, ...] = ("county", "city", "province")
    start = order.index(search.level) if search.level else 0
    for level in order[start:]:
        ranked = sorted(leads.get(level, ()), key=lambda item: -item[0])
        if not ranked:
            continue
        weight, lead = ranked[0]
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        # once is chance, unless it is the measure the plan sets itself (江苏一流 counts two)
        if weight < 2 or weight < second + 1:
            continue
        places_ = search.settle(lead)
        if len(places_) > 1:
            return _open(search, places_, lead.name)
        region, open_ = _with_blank(search, places_[0])
        if not open_ and search.level and level != search.level:
            open_ = [Ambiguity("", (), "unnamed")]
        return region, open_
    return None, [Ambiguity(search.blanked, (), "blanked")] if search.blanked else []
