"""Which sections of two plans take each other's place, and which units have moved between them."""

from __future__ import annotations

from collections import Counter

from .assignment import best_matching
from .matching import Matching
from .similarity import likeness
from .wording import bigrams

_ALIKE = 0.3  # less alike sections are no counterparts


class Chapters:
    """The counterparts among the sections of two plans.

    Sections are alike by their titles and by how many of their units are counterparts.
    """

    def __init__(self, found: Matching) -> None:
        self.a, self.b = found.a, found.b
        self.votes: Counter[tuple[int, int]] = Counter()
        for group in found.groups:
            for i in group.a:
                for j in group.b:
                    for x in self.a.above(self.a.items[i].chapter):
                        for y in self.b.above(self.b.items[j].chapter):
                            self.votes[x, y] += 1
        self.forth = self._matched(found)
        self.back = {y: x for x, y in self.forth.items()}
        self.origin_of_b = self._main({(y, x): n for (x, y), n in self.votes.items()})
        self.origin_of_a = self._main(self.votes)

    def _matched(self, found: Matching) -> dict[int, int]:
        sizes_a, sizes_b = Counter[int](), Counter[int]()
        for item in self.a.items:
            sizes_a.update(self.a.above(item.chapter))
        for item in self.b.items:
            sizes_b.update(self.b.above(item.chapter))
        worth = dict(self.votes)
        named: dict[str, list[int]] = {}
        for y, chapter in enumerate(self.b.chapters):
            named.setdefault(chapter.key, []).append(y)
        for x, chapter in enumerate(self.a.chapters):
            for y in named.get(chapter.key, ())[:20]:
                worth.setdefault((x, y), 0)
        weights = found.weights
        edges: list[list[tuple[int, float]]] = [[] for _ in self.a.chapters]
        for (x, y), votes in sorted(worth.items()):
            left, right = self.a.chapters[x], self.b.chapters[y]
            own, other = bigrams(left.key), bigrams(right.key)
            title = likeness(own, other, weights.total(own), weights.total(other), weights).dice
            share = min(1.0, 2 * votes / max(sizes_a[x] + sizes_b[y], 1))
            levels = abs(len(self.a.above(x)) - len(self.b.above(y)))
            score = 0.5 * title + 0.5 * share - 0.05 * levels
            near = 1 - abs(x / len(self.a.chapters) - y / len(self.b.chapters))
            edges[x].append((y, score - _ALIKE + 0.001 * near))
        return {x: y for x, y in enumerate(best_matching(edges)) if y is not None}

    @staticmethod
    def _main(votes: dict[tuple[int, int], int] | Counter[tuple[int, int]]) -> dict[int, set[int]]:
        """For each section those of the other plan that at least half of its units have gone to."""
        most: dict[int, int] = {}
        for (x, _), n in votes.items():
            most[x] = max(n, most.get(x, 0))
        found: dict[int, set[int]] = {}
        for (x, y), n in votes.items():
            # the section above has all votes of those below: the most is the number of units
            if 2 * n >= most[x]:
                found.setdefault(x, set()).add(y)
        return found

    def moved(self, i: int, j: int) -> bool:
        """Whether a unit and its counterpart stand under sections that are none.

        Sections that were split or merged are told by where most of their units went.
        """
        x, y = self.a.items[i].chapter, self.b.items[j].chapter
        if x is None or y is None:
            return False
        there, here = self.forth.get(x), self.back.get(y)
        if there is not None and (y in self.b.above(there) or there in self.b.above(y)):
            return False
        if here is not None and (x in self.a.above(here) or here in self.a.above(x)):
            return False
        if here is None and x in self.origin_of_b.get(y, ()):
            return False
        return not (there is None and y in self.origin_of_a.get(x, ()))
