"""Which candidates are labels, and how they nest: one decision over the whole sequence.

The reading of a sequence is a walk: each candidate is left out, goes on with an open run (一、
二、), or opens a new style below what is open. Every step costs what it takes to believe it, in
units of evidence; the cheapest walk wins. `docs/outline.md` gives each weight and its reason.

The search is a beam over the stack of open runs: states with the same stack and the same last
numbers are one state, states far behind the best are dropped. Time is linear in the number of
candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .labels import INLINE, INSIDE, LINE, PAUSE, PLAIN, RANK, SENTENCE, Candidate

SOFT_LINE = 4
"""Place of a candidate behind a line break that may be a mere wrap."""

# What a place says for a candidate: leaving it out costs this much where it is positive, taking
# it costs its absolute value where it is negative.
PLACE_WEIGHT = {LINE: 4.0, SENTENCE: 1.5, PAUSE: 0.5, INSIDE: -2.5, SOFT_LINE: 0.8}
PLACE_WEIGHT_LINES_LOST = {LINE: 4.0, SENTENCE: 2.0, PAUSE: 1.0, INSIDE: -0.5, SOFT_LINE: 1.0}
BARE = -3.5
"""A number without its delimiter (40完善) is mostly a count."""
LOOSE = -1.5
"""一 and a space, 一， 一： 一要: a weaker shape than 一、 一是."""
MARKED = 4.0
"""The container itself calls the line a heading or a list item."""
HEADED = 2.0
"""1 right below a line that looks like a heading: with this, leaving it out costs more than a
restart."""

NEXT = -2.0
"""n behind n - 1: a chance hit has about one in ten."""
REPEAT = 2.0
GAP, GAP_EACH, GAP_MOST = 1.0, 0.5, 4.0
BACK = 4.5
RESTART = 5.0
"""1 again in a run of the same level: a second plan, a list under a heading without number."""

OPEN = 0.6
"""A style opened for the first time below another; later openings of the pair are free."""
OPEN_LATE, OPEN_LATE_EACH, OPEN_LATE_MOST = 1.5, 0.6, 5.0
"""Opened at another number than 1, and not running on from where the style left off."""
RUN_ON = 0.2
UPSIDE_DOWN = 3.0
"""Opened below a style that in nearly all documents stands inside it."""
BELOW_INLINE = 5.0
"""Opened below 一是 or 第一，."""
SWITCH_OUT, SWITCH_IN = 0.8, 2.2
"""Opened as a sibling of an open run: of an inner one (natural), of an outer one (odd)."""
SWITCH_ROOT = 1.8
"""The same at the root, where a plan has one style."""

BEHIND = 5.5
"""States this far behind the best are dropped: more than any single step costs."""
WIDTH = 8
"""States kept at most."""


class Unit(NamedTuple):
    """A candidate that was taken: its index, and its depth in the tree from 0."""

    candidate: int
    depth: int


_Stack = tuple[tuple[str, int], ...]
_Pair = tuple[str, str]


class _State:
    """One reading of the candidates so far."""

    __slots__ = ("back", "candidate", "cost", "depth", "pairs", "runs", "stack")

    def __init__(
        self,
        cost: float,
        stack: _Stack,
        runs: dict[str, int],
        pairs: frozenset[_Pair],
        back: _State | None,
        candidate: int,
        depth: int,
    ) -> None:
        self.cost = cost
        self.stack = stack
        self.runs = runs
        """The last number of each style, open or closed: what a run may run on from."""
        self.pairs = pairs
        """Which style was opened below which."""
        self.back = back
        """The state in which the last taken candidate was reached."""
        self.candidate = candidate
        self.depth = depth


def place_weight(
    candidate: Candidate, lines_lost: bool, marked: bool, soft: bool, headed: bool = False
) -> float:
    """What the place and shape of a candidate say for it, in units of evidence."""
    table = PLACE_WEIGHT_LINES_LOST if lines_lost else PLACE_WEIGHT
    place = SOFT_LINE if soft and candidate.place == LINE else candidate.place
    weight = table[place]
    if not candidate.firm:
        weight += BARE if candidate.style == "arabic" else LOOSE
    if marked:
        weight += MARKED
    if headed:
        weight += HEADED
    return weight


def settle(candidates: Sequence[Candidate], weights: Sequence[float]) -> list[Unit]:
    """The cheapest reading of the sequence; `weights` are those of `place_weight`."""
    states = [_State(0.0, (), {}, frozenset(), None, -1, 0)]
    for index, candidate in enumerate(candidates):
        weight = weights[index]
        leave, take = (weight, 0.0) if weight > 0 else (0.0, -weight)
        style = candidate.style
        limit = states[0].cost + leave + BEHIND
        new: list[tuple[float, int, _State, int, int, _Pair | None]] = []
        for state in states:
            cost = state.cost
            if cost + leave <= limit:
                new.append((cost + leave, len(new), state, -1, 0, None))
            cost += take
            if cost + NEXT > limit:
                continue
            for step, depth, number, pair in _steps(candidate, state):
                total = cost + step
                if total <= limit:
                    new.append((total, len(new), state, depth, number, pair))
                    if total + BEHIND < limit:
                        limit = total + BEHIND
        new.sort()
        reached: dict[_Stack, bool] = {}
        states = []
        for total, _, state, depth, number, pair in new:
            if total > limit or len(states) == WIDTH:
                break
            stack = state.stack if depth < 0 else (*state.stack[:depth], (style, number))
            if stack in reached:
                continue  # the same open runs at a lower cost
            reached[stack] = True
            if depth < 0:
                state.cost = total
                states.append(state)
            else:
                pairs = state.pairs
                if pair is not None and pair not in pairs:
                    pairs = pairs | {pair}
                runs = state.runs.copy()
                runs[style] = number
                states.append(_State(total, stack, runs, pairs, state, index, depth))
    units: list[Unit] = []
    walk: _State | None = states[0]
    while walk is not None and walk.back is not None:
        units.append(Unit(walk.candidate, walk.depth))
        walk = walk.back
    units.reverse()
    return units


def _steps(candidate: Candidate, state: _State) -> list[tuple[float, int, int, _Pair | None]]:
    """The ways to take a candidate: (cost, depth, number, pair of styles where a run opens)."""
    style, number = candidate.style, candidate.number
    stack, runs, pairs = state.stack, state.runs, state.pairs
    steps: list[tuple[float, int, int, _Pair | None]] = []
    if style == PLAIN:
        outer = 0
        while outer < len(stack) and outer < number - 1 and stack[outer][0] == PLAIN:
            outer += 1
        return [(NEXT, outer, number, None)]
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth][0] != style:
            continue
        last = stack[depth][1]
        if number == 0:  # 最后
            number = last + 1
        if number == last + 1:
            cost = NEXT
        elif number > last:
            cost = min(GAP + GAP_EACH * (number - last - 1), GAP_MOST)
        elif number == last:
            cost = REPEAT
        elif number == 1:
            cost = RESTART
        else:
            cost = BACK
        steps.append((cost, depth, number, None))
        return steps
    # a new run: below the deepest open one, or below one further out in place of what is open
    if number == 0:
        return steps
    rank = RANK[style]
    left_off = runs.get(style)
    if number == 1:
        first = 0.0
    elif left_off is not None and number == left_off + 1:
        first = RUN_ON
    else:
        first = min(OPEN_LATE + OPEN_LATE_EACH * (number - 1), OPEN_LATE_MOST)
    switched = 0.0
    for depth in range(len(stack), -1, -1):
        parent = stack[depth - 1][0] if depth else ""
        pair = (parent, style)
        cost = first + switched
        new = pair not in pairs
        if new:
            cost += OPEN
        if depth:
            if parent in INLINE:
                cost += BELOW_INLINE
            elif new and RANK[parent] > rank:
                cost += UPSIDE_DOWN
        steps.append((cost, depth, number, pair))
        if depth:
            switched += SWITCH_OUT if RANK[parent] > rank else SWITCH_IN
            if depth == 1:
                switched += SWITCH_ROOT
            if switched > BEHIND:
                break
    return steps
