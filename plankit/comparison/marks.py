"""Where the words of counterparts differ, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence

from ..text import Span
from .assignment import best_matching
from .matching import Group, Matching
from .model import Mark
from .similarity import Weights, candidates
from .units import Item, Reading
from .wording import bigrams, differences, key

_ALIKE = 0.4  # clauses less alike than this have nothing to do with each other
_LONG = 8  # characters of a clause that is no mere phrase
_MOST_PAIRS = 2_500

# a clause: the unit it is of, and where it stands in the unit's words
_Place = tuple[Item, int, int]


class Marks:
    """Tells the differences of counterparts, and where else in the other plan a clause stands."""

    def __init__(self, found: Matching) -> None:
        self.a, self.b = found.a, found.b
        self.in_a, self.in_b = _standing(found.a), _standing(found.b)

    def of(self, group: Group) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
        """What only the units of `a` have, and what only those of `b` have.

        Clauses may have changed places: a clause that only stands elsewhere in the unit is no
        difference.
        """
        left = _places([self.a.items[i] for i in group.a])
        right = _places([self.b.items[j] for j in group.b])
        strings = [_words(p) for p in left], [_words(p) for p in right]
        chosen = _aligned(*strings)
        removed: list[Mark] = []
        added: list[Mark] = []
        for i, j in enumerate(chosen):
            if j is None:
                removed.append(_mark(left[i], 0, len(strings[0][i]), self.in_b))
                continue
            gone, come = differences(strings[0][i], strings[1][j])
            removed += [_mark(left[i], start, end, {}) for start, end in gone]
            added += [_mark(right[j], start, end, {}) for start, end in come]
        there = set(chosen)
        added += [
            _mark(right[j], 0, len(s), self.in_a)
            for j, s in enumerate(strings[1])
            if j not in there
        ]
        return _ordered(removed, left), _ordered(added, right)


def _standing(reading: Reading) -> dict[str, str]:
    """The keys of all clauses long enough to be known again, and the first unit of each."""
    found: dict[str, str] = {}
    for item in reading.items:
        for clause in item.clauses:
            if len(clause.key) >= _LONG:
                found.setdefault(clause.key, item.id)
    return found


def _places(items: Sequence[Item]) -> list[_Place]:
    return [(item, clause.start, clause.end) for item in items for clause in item.clauses]


def _words(place: _Place) -> str:
    item, start, end = place
    return item.folded[start:end]


def _aligned(a: Sequence[str], b: Sequence[str]) -> list[int | None]:
    from rapidfuzz import fuzz

    if len(a) * len(b) <= _MOST_PAIRS:
        worth = [(i, j) for i in range(len(a)) for j in range(len(b))]
    else:
        grams = [bigrams(s) for s in a], [bigrams(s) for s in b]
        worth = sorted(candidates(*grams, Weights(*grams)))
    edges: list[list[tuple[int, float]]] = [[] for _ in a]
    least = 0.0 if len(a) == len(b) == 1 else _ALIKE
    for i, j in worth:
        alike = fuzz.ratio(a[i], b[j], score_cutoff=100 * least) / 100
        if alike > least:
            near = 1 - abs(i / len(a) - j / len(b))
            edges[i].append((j, alike - least + 0.01 * near))
    return best_matching(edges)


def _mark(place: _Place, start: int, end: int, standing: dict[str, str]) -> Mark:
    item, offset, _ = place
    i, j = offset + start, offset + end
    text = item.words[i:j]
    elsewhere = standing.get(key(item.folded[i:j], item.plan.places)) if standing else None
    return Mark(
        unit=item.id,
        at=Span(i, j),
        span=item.source_span(i, j),
        text=text,
        elsewhere=elsewhere,
    )


def _ordered(found: list[Mark], places: Sequence[_Place]) -> tuple[Mark, ...]:
    rank = {item.id: k for k, (item, _, _) in enumerate(places)}
    return tuple(sorted(found, key=lambda mark: (rank[mark.unit], mark.at)))
