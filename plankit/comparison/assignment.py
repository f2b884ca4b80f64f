"""The best one-to-one matching of two lists, of which only some pairs are possible.

An exact solver for sparse problems, written here because scipy (143 MB installed, 0.6 s to import)
and lapx (which wants numpy and dense matrices) are much for what a comparison needs: the pairs
that are possible at all fall into small groups, which this one settles separately.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

_SCALE = 10**9  # gains are compared as whole numbers: sums are exact, the order of adding no matter


def best_matching(edges: Sequence[Sequence[tuple[int, float]]]) -> list[int | None]:
    """For each row its column, or None, so that the sum of the gains is the greatest there is.

    `edges[i]` lists (column, gain) of row `i`; pairs without a positive gain are not taken. Rows
    are added one by one, each along the cheapest chain of exchanges (Dijkstra's search with
    potentials); leaving a row out is one of its choices, at no gain.
    """
    gains = [{j: round(g * _SCALE) for j, g in row if g > 0} for row in edges]
    top = max((g for row in gains for g in row.values()), default=0)
    columns: dict[int, int] = {}  # column -> row; column -1 - i stands for leaving row i out
    price: dict[int, int] = {}
    base: list[int] = [0] * len(gains)  # the rows' potentials
    match: list[int | None] = [None] * len(gains)
    for start in range(len(gains)):
        distance: dict[int, int] = {}
        came: dict[int, int] = {}  # column -> row from which it was reached
        done: dict[int, int] = {}
        heap: list[tuple[int, int, int]] = []
        row, travelled = start, 0
        while True:
            for column, gain in (*gains[row].items(), (-1 - row, 0)):
                if column in done:
                    continue
                new = travelled + top - gain - base[row] - price.get(column, 0)
                if new < distance.get(column, new + 1):
                    distance[column] = new
                    came[column] = row
                    # being left out comes last among equals, then the order of the columns
                    heappush(heap, (new, -column if column < 0 else 0, column))
            while True:
                travelled, _, column = heappop(heap)
                if column not in done and distance[column] == travelled:
                    break
            done[column] = travelled
            if column not in columns:
                break
            row = columns[column]
        base[start] += travelled
        for other, at in done.items():
            price[other] = price.get(other, 0) - (travelled - at)
            if other in columns:
                base[columns[other]] += travelled - at
        while True:
            row = came[column]
            following = match[row]
            columns[column] = row
            match[row] = column
            if row == start:
                break
            assert following is not None
            column = following
    return [None if column is None or column < 0 else column for column in match]
