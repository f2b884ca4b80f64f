"""Which units of two plans are counterparts: one best matching, then what was merged or split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import sqrt

from .assignment import best_matching
from .similarity import Weights, candidates, likeness, same_keys
from .units import Item, Reading
from .wording import bigrams

THRESHOLD = 0.2
"""Pairs less alike than this are no counterparts. Read off pairs of plans of different years and
places: what a reader would call the same subject lies above, with few errors."""

_WEAK = 0.45  # a pair less alike than this gives way where one side was merged or split instead
_SAME_CLAUSE = 0.55  # clauses at least so alike say the same
_SHARE = 0.5  # so much of a unit's words must come from the other side of a merger or split
_LEADING, _LIKELY = 10, 3  # clauses are short: so many of their rarest characters find the same one
_NEAR = 0.001  # decides between pairs that are otherwise equal: the nearer in order
_SAME_CHAPTER = 0.02  # and under chapters of the same name


@dataclass
class Group:
    """Units of `a` and of `b` (their places in the lists of items) that belong together."""

    a: list[int]
    b: list[int]
    similarity: float = 0.0


@dataclass
class Matching:
    """What was found: groups with something on both sides, and what is on one side only."""

    a: Reading
    b: Reading
    weights: Weights
    groups: list[Group] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)


def match(a: Reading, b: Reading, threshold: float = THRESHOLD) -> Matching:
    """Match the units of two plans."""
    weights = Weights((x.grams for x in a.items), (y.grams for y in b.items))
    found = Matching(a, b, weights)
    scores = _scores(a, b, weights)
    chosen = _choose(a, b, scores, threshold)
    pairs = {i: (j, scores[i, j]) for i, j in enumerate(chosen) if j is not None}
    attached = _attachments(found, pairs)
    for (side, unit), _ in attached.items():
        # a weak pair that gives way
        for i, (j, _score) in list(pairs.items()):
            if (unit == i) if side == "a" else (unit == j):
                del pairs[i]
    groups = {i: Group([i], [j], score) for i, (j, score) in pairs.items()}
    partner = {j: i for i, (j, _) in pairs.items()}
    for (side, unit), other in sorted(attached.items()):
        if side == "b":
            groups.setdefault(other, Group([other], [])).b.append(unit)
        else:
            row = partner.get(other)
            if row is None:
                groups[unit] = Group([unit], [other])
                partner[other] = unit
            else:
                groups[row].a.append(unit)
    for group in groups.values():
        group.a.sort()
        group.b.sort()
        if len(group.a) + len(group.b) > 2 or not group.similarity:
            group.similarity = _likeness_of(found, group)
    found.groups = [groups[i] for i in sorted(groups)]
    in_a = {i for group in found.groups for i in group.a}
    in_b = {j for group in found.groups for j in group.b}
    found.dropped = [i for i in range(len(a.items)) if i not in in_a]
    found.new = [j for j in range(len(b.items)) if j not in in_b]
    return found


# -- one to one -----------------------------------------------------------------------------------


def _scores(a: Reading, b: Reading, weights: Weights) -> dict[tuple[int, int], float]:
    """How alike the units of each promising pair are, by their words and their titles' subjects."""
    worth = candidates([x.grams for x in a.items], [y.grams for y in b.items], weights)
    subjects = Weights((x.subject for x in a.items), (y.subject for y in b.items))
    worth |= candidates([x.subject for x in a.items], [y.subject for y in b.items], subjects)
    worth |= same_keys([x.key for x in a.items], [y.key for y in b.items])
    worth |= same_keys([x.title_key for x in a.items], [y.title_key for y in b.items])
    heavy_a = [(weights.total(x.grams), weights.total(x.subject)) for x in a.items]
    heavy_b = [(weights.total(y.grams), weights.total(y.subject)) for y in b.items]
    return {
        (i, j): _score(a.items[i], b.items[j], heavy_a[i], heavy_b[j], weights) for i, j in worth
    }


def _score(
    x: Item, y: Item, heavy_x: tuple[float, float], heavy_y: tuple[float, float], weights: Weights
) -> float:
    if x.key == y.key:
        return 1.0
    words = likeness(x.grams, y.grams, heavy_x[0], heavy_y[0], weights).dice
    if not x.subject or not y.subject:
        return min(words, 0.999)
    titles = likeness(x.subject, y.subject, heavy_x[1], heavy_y[1], weights).dice
    # each title's subject in the other's words and chapter: neither alone would do, a general
    # title is everywhere
    told = weights.total(x.subject & y.told) * weights.total(y.subject & x.told)
    weight = heavy_x[1] * heavy_y[1]
    told = sqrt(told / weight) if weight else 0.0
    # 学校美育 among forty tasks of school arts says nothing: such titles count for less
    worth = 0.5 * min(1.0, heavy_x[1] / weights.rare, heavy_y[1] / weights.rare)
    return min(max((1 - worth) * words + worth * (titles + told) / 2, 0.9 * words), 0.999)


def _choose(
    a: Reading, b: Reading, scores: dict[tuple[int, int], float], threshold: float
) -> list[int | None]:
    edges: list[list[tuple[int, float]]] = [[] for _ in a.items]
    n, m = max(len(a.items), 1), max(len(b.items), 1)
    for (i, j), score in sorted(scores.items()):
        if score < threshold:
            continue
        near = _NEAR * (1 - abs(i / n - j / m))
        x, y = a.items[i].chapter, b.items[j].chapter
        if (a.chapters[x].key if x is not None else "") == (
            b.chapters[y].key if y is not None else ""
        ):
            near += _SAME_CHAPTER
        edges[i].append((j, score - threshold + near + _NEAR))
    return best_matching(edges)


# -- merged and split -----------------------------------------------------------------------------


def _attachments(
    found: Matching, pairs: dict[int, tuple[int, float]]
) -> dict[tuple[str, int], int]:
    """Units that were split off (side b) or merged in (side a), and the unit of the other side.

    Most of such a unit's clauses stand in one unit of the other side, which has another
    counterpart already, and there they do not stand.
    """
    back = {j: (i, score) for i, (j, score) in pairs.items()}
    offers = [(share, "b", u, other) for u, other, share in _origins(found, pairs, back, "b")]
    offers += [(share, "a", u, other) for u, other, share in _origins(found, back, pairs, "a")]
    taken: dict[tuple[str, int], int] = {}
    hosts: dict[tuple[str, int], str] = {}  # which kind of group a unit has become part of
    for _, side, unit, other in sorted(offers, key=lambda o: (-o[0], o[1:])):
        host_side = "a" if side == "b" else "b"
        rest = (pairs if side == "b" else back).get(other)
        names = [(host_side, other), (side, unit)]
        if rest is not None:
            names.append((side, rest[0]))
        if any(hosts.get(name, side) != side for name in names) or (side, unit) in hosts:
            continue  # part of a group of the other kind, or of another group
        if (host_side, other) in taken:
            continue
        taken[side, unit] = other
        for name in names:
            hosts[name] = side
    return taken


def _origins(
    found: Matching,
    pairs: dict[int, tuple[int, float]],
    back: dict[int, tuple[int, float]],
    side: str,
) -> Iterator[tuple[int, int, float]]:
    """For each loose unit of `side`: the unit of the other side most of its clauses stand in."""
    own, other = (found.b, found.a) if side == "b" else (found.a, found.b)
    weights = found.weights
    loose = [unit for unit in range(len(own.items)) if unit not in back or back[unit][1] < _WEAK]
    if not loose or not other.items:
        return
    asked = _clauses(own, loose)
    there = _clauses(other, range(len(other.items)))
    heavy = [weights.total(grams) for _, grams in asked]
    heavy_there = [weights.total(grams) for _, grams in there]
    best: dict[int, tuple[float, int]] = {}
    worth = candidates(
        [g for _, g in asked], [g for _, g in there], weights, leading=_LEADING, most=_LIKELY
    )
    for i, j in sorted(worth):
        alike = likeness(asked[i][1], there[j][1], heavy[i], heavy_there[j], weights)
        score = max(alike.dice, 0.9 * alike.inside if heavy[i] <= heavy_there[j] else 0)
        if score >= _SAME_CLAUSE and score > best.get(i, (0.0, 0))[0]:
            best[i] = (score, j)
    total: defaultdict[int, float] = defaultdict(float)
    shares: defaultdict[int, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
    for i, (unit, _) in enumerate(asked):
        total[unit] += heavy[i]
        if i in best:
            score, j = best[i]
            host = there[j][0]
            if not _stays(own, pairs.get(host), asked[i][1], heavy[i], score, weights, unit):
                shares[unit][host] += heavy[i]
    for unit in loose:
        ranked = sorted(shares[unit].items(), key=lambda entry: (-entry[1], entry[0]))
        if not ranked or not total[unit]:
            continue
        host, weight = ranked[0]
        at_home = back.get(unit)
        if at_home is not None and at_home[0] == host:
            continue
        share = weight / total[unit]
        if share >= _SHARE and (at_home is None or share > at_home[1]):
            yield unit, host, share


def _stays(
    own: Reading,
    rest: tuple[int, float] | None,
    grams: frozenset[str],
    heavy: float,
    score: float,
    weights: Weights,
    unit: int,
) -> bool:
    """Whether a clause stands in the host's own counterpart too, and so did not come from it."""
    if rest is None or rest[0] == unit:
        return False
    return any(
        likeness(grams, there, heavy, weights.total(there), weights).dice >= score
        for there in map(bigrams, (clause.key for clause in own.items[rest[0]].clauses))
    )


def _clauses(plan: Reading, units: range | list[int]) -> list[tuple[int, frozenset[str]]]:
    return [
        (unit, bigrams(clause.key))
        for unit in units
        for clause in plan.items[unit].clauses
        if len(clause.key) >= 4
    ]


def _likeness_of(found: Matching, group: Group) -> float:
    """How alike the two sides of a merger or split are, taken together."""
    left: frozenset[str] = frozenset().union(*(found.a.items[i].grams for i in group.a))
    right: frozenset[str] = frozenset().union(*(found.b.items[j].grams for j in group.b))
    weights = found.weights
    alike = likeness(left, right, weights.total(left), weights.total(right), weights)
    return min(alike.dice, 0.999)
