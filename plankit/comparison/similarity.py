"""How alike two pieces of text are, and which pairs are worth a look.

Pieces are compared by their pairs of characters, each weighed by how few pieces of the two plans
have it: 加强, 工作 say little, 托育点 says much. Pairs that share no rare enough one are not looked
at, which keeps 500 tasks against 500 far from 250,000 comparisons.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from math import log
from typing import NamedTuple

Grams = frozenset[str]

_RARITY = 1.5  # what few pieces share counts for more than in proportion; told subjects apart best
_COMMON = 40  # a pair of characters in more pieces than this leads to no candidates
_LEADING = 20  # so many of the rarest pairs of a piece look for candidates
_CANDIDATES = 6  # so many of the best are kept for each piece
_SAME_KEY = 6  # of pieces with one and the same key, those near each other in order


class _ByGram(dict[str, float]):
    def __missing__(self, gram: str) -> float:
        return 1.0


class Weights:
    """The weight of each pair of characters in two lists of pieces."""

    def __init__(self, a: Iterable[Grams], b: Iterable[Grams]) -> None:
        left, right = list(a), list(b)
        # the greater of the two counts: what a piece shares with its counterpart is not common
        counts = Counter(g for grams in left for g in grams)
        counts |= Counter(g for grams in right for g in grams)
        n = max(len(left), len(right), 1)
        # few different counts, and many pairs of characters
        by_count = {c: log(1 + n / c) ** _RARITY for c in set(counts.values())}
        self.of = _ByGram((g, by_count[c]) for g, c in counts.items())

        self.rare: float = log(1 + n) ** _RARITY
        """The weight of what one piece alone has."""

    def total(self, grams: Iterable[str]) -> float:
        """The weight of all of `grams`."""
        return sum(map(self.of.__getitem__, grams))


class Likeness(NamedTuple):
    """How alike two pieces are, 0 to 1, and how much of the smaller is in the other."""

    dice: float
    inside: float


def likeness(a: Grams, b: Grams, weight_a: float, weight_b: float, weights: Weights) -> Likeness:
    """The weighted shares of the common pairs; the weights are `weights.total` of each."""
    if not weight_a or not weight_b:
        return Likeness(float(a == b), float(a == b))
    common = weights.total(a & b)
    return Likeness(
        min(1.0, 2 * common / (weight_a + weight_b)), min(1.0, common / min(weight_a, weight_b))
    )


def candidates(
    a: Sequence[Grams],
    b: Sequence[Grams],
    weights: Weights,
    *,
    leading: int = _LEADING,
    most: int = _CANDIDATES,
) -> set[tuple[int, int]]:
    """The pairs (index in `a`, index in `b`) that are worth a look.

    Those that share the most weight in the `leading` rarest pairs of characters of a piece of `a`:
    the `most` best of each piece on either side.
    """
    of = weights.of
    asked: frozenset[str] = frozenset().union(*a)
    where: defaultdict[str, list[int]] = defaultdict(list)
    for j, grams in enumerate(b):
        for gram in grams & asked:
            where[gram].append(j)
    rare = {gram for gram, places in where.items() if len(places) <= _COMMON}
    # one order for all pieces, the same whatever order the sets come in
    rank = {gram: k for k, gram in enumerate(sorted(rare, key=lambda g: (-of[g], g)))}
    per_b: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    kept: set[tuple[int, int]] = set()
    for i, grams in enumerate(a):
        shared: defaultdict[int, float] = defaultdict(float)
        for gram in sorted(grams & rare, key=rank.__getitem__)[:leading]:
            weight = of[gram]
            for j in where[gram]:
                shared[j] += weight
        best = nsmallest(2 * most, ((-weight, j) for j, weight in shared.items()))
        kept.update((i, j) for _, j in best[:most])
        for weight, j in best[most:]:
            per_b[j].append((weight, i))
    # what is among the best for a piece of b only
    for j, entries in per_b.items():
        kept.update((i, j) for _, i in nsmallest(most, entries))
    return kept


def same_keys(a: Sequence[str], b: Sequence[str]) -> set[tuple[int, int]]:
    """The pairs of pieces with one and the same key; of many such, those with about one rank."""
    ranks: defaultdict[str, list[int]] = defaultdict(list)
    for j, text in enumerate(b):
        ranks[text].append(j)
    seen: Counter[str] = Counter()
    found = set()
    for i, text in enumerate(a):
        places = ranks.get(text)
        if places:
            rank = seen[text]
            seen[text] += 1
            near = range(max(0, rank - _SAME_KEY), min(len(places), rank + _SAME_KEY + 1))
            found |= {(i, places[k]) for k in near}
    return found
