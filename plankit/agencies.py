"""What a document's agencies and its running text say about its place.

Read from `plankit/data/agency_marks.tsv`: the characters that stand for a place in document numbers
(沪崇教, 榕政办), central agencies, development zones, and the words around a place's name in text.
"""

from __future__ import annotations

import re
from typing import Final

from .gazetteer import Gazetteer, Level, Place
from .lexicon import DEFAULT, Lexicons

CENTRAL: Final[tuple[Place, ...]] = ()
"""What `Agencies.read` gives for a central agency's number."""

# characters: who has not named himself by then does not, and later names are sooner another's
_LONGEST_BODY: Final = 6_000
_ENOUGH: Final = 12  # times a name is counted
_BESIDE: Final = 12
_LONGEST_SHORT: Final = 5

_LEVELS: Final[dict[str, Level]] = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "州": "city",
    "盟": "city",
    "区": "county",
    "县": "county",
    "旗": "county",
}
_OWN: Final = re.compile("[全我][省市区县州旗盟]")
_UNNAMED_OFFICE: Final = re.compile(
    r"(?:^|[^一-鿿]|[年度共xX×某])(自治区|[省市区县州旗盟])"
    r"(?=委|教|人民政府|政府|卫|民政|财政|文|发展|农业|水|住|人力|城|商|应急|医)"
)


class Agencies:
    """The table, by kind of row."""

    def __init__(self, lexicons: Lexicons) -> None:
        rows = lexicons.rows("agency_marks")

        def of(kind: str) -> tuple[str, ...]:
            return tuple(row[1] for row in rows if row[0] == kind)

        self.marks = {
            row[1]: tuple(row[2].split(",")) for row in reversed(rows) if row[0] == "mark"
        }
        self.zones = tuple((row[1], row[2]) for row in rows if row[0] == "zone")
        self.central = of("agency")
        self.offices = frozenset(of("office"))
        self.goals = frozenset(of("goal"))
        self.tails = re.compile("|".join(map(re.escape, of("topic") + of("goal"))) or "(?!)")
        self.partners = re.compile("|".join(map(re.escape, of("partner"))) or "(?!)")
        self._longest = max(map(len, self.marks), default=0)

    def read(self, number: str, places: Gazetteer) -> tuple[str, tuple[Place, ...], bool] | None:
        """The mark at the head of a document number, the places it may stand for, and whether the
        reading is settled (a row of the table with one code, or two marks that fit each other).

        `CENTRAL` for a central agency; None where the number begins with no mark.
        """
        agency = re.split(r"[〔\[（(【﹝\d]", number.lstrip("（( \u3000"), maxsplit=1)[0].strip()
        for length in range(min(self._longest, len(agency)), 0, -1):
            codes = self.marks.get(agency[:length])
            if codes is not None:
                mark = agency[:length]
                break
        else:
            mark, codes = agency[:1], ()
        if codes == ("000000",):
            return mark, CENTRAL, True
        if not mark or (not codes and mark in self.offices):
            return None
        found = [place for code in codes if (place := places.lookup(code)) is not None]
        rest = agency[len(mark) :]
        if not codes:
            found = places.beginning(mark, "city") or places.beginning(mark, "county")
        if rest[:1] and rest[0] not in self.offices:
            # 沪崇教: a second mark, for a place in the first
            inner = [p for p in places.beginning(rest[0], "county") if places.within(p, found)]
            if inner:
                return agency[: len(mark) + 1], tuple(inner), len({p.name[:2] for p in inner}) == 1
        if not found:
            return None
        return mark, tuple(found), len(codes) == 1


def agencies(lexicons: Lexicons = DEFAULT) -> Agencies:
    """The table, read at the first call for these lexicons."""
    return lexicons.build("agencies", Agencies)


def level_words(text: str) -> Level | None:
    """The level of an office that is named without its place: 区教育局, 2023年区教育工作要点."""
    match = _UNNAMED_OFFICE.search(text)
    return _LEVELS[match[1]] if match else None


def level_in_body(text: str) -> Level | None:
    """The level that a text speaks of as its own: 全区, 我县, by which it says most."""
    text = text[:_LONGEST_BODY]
    counts = dict.fromkeys("省市区县州旗盟", 0)
    for own in _OWN.findall(text):
        counts[own[1]] += 1 if own[0] == "全" else 2
    mark = max(counts, key=counts.__getitem__)
    if counts[mark] < 2:
        return None
    if mark == "区" and "自治区" in text and "市" not in _most(counts):
        return "province"
    return _LEVELS[mark]


def _most(counts: dict[str, int]) -> set[str]:
    return {mark for mark, count in counts.items() if count * 2 >= max(counts.values())}


def body_votes(
    text: str, places: Gazetteer, words: Agencies
) -> dict[str, tuple[tuple[Place, ...], float]]:
    """The places that running text names, by name, and how much it speaks for each.

    Names written out count one each time; short names only where the text speaks of its own
    (新都教育: one) or measures itself (江苏一流: two). Names beside words of partnership (对口支援)
    do not count: a region helped is not the region that plans.
    """
    text = text[:_LONGEST_BODY]
    found: dict[str, tuple[tuple[Place, ...], float]] = {}

    def count(name: str, meant: tuple[Place, ...], start: int, end: int, weight: float) -> None:
        before = found.get(name)
        had = before[1] if before else 0.0
        if had < _ENOUGH and not partners.search(text, max(0, start - _BESIDE), end + _BESIDE):
            found[name] = (meant, had + weight)

    partners = words.partners
    for mention in places.full_names(text):
        count(mention.name, mention.places, mention.start, mention.end, 1.0)
    for match in words.tails.finditer(text):
        end = match.start()
        for length in range(2, min(_LONGEST_SHORT, end) + 1):
            name = text[end - length : end]
            meant = places.meaning(name)
            if meant:
                count(name, meant, end - length, end, 2.0 if match[0] in words.goals else 1.0)
                break
    return found
