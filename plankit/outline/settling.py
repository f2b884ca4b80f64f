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
from typing import Any, Final

from .label_styles import INLINE, PLAIN, RANK
from .labels import INSIDE, LINE, PAUSE, SENTENCE, Candidate

SOFT_LINE: Final = 4
"""Place of a candidate behind a line break that may be a mere wrap."""

# What a place says for a candidate: leaving it out costs this much where it is positive, taking
# it costs its absolute value where it is negative.
PLACE_WEIGHT: Final = {LINE: 4.0, SENTENCE: 1.5, PAUSE: 0.5, INSIDE: -2.5, SOFT_LINE: 0.8}
PLACE_WEIGHT_LINES_LOST: Final = {
    LINE: 4.0,
    SENTENCE: 2.0,
    PAUSE: 1.0,
    INSIDE: -0.5,
    SOFT_LINE: 1.0,
}
BARE: Final = -3.5
"""A number without its delimiter (40完善) is mostly a count."""
LOOSE: Final = -1.5
"""一 and a space, 一， 一： 一要: a weaker shape than 一、 一是."""
LATER: Final = 0.7
"""（2） or ② inside running text, which says more than a bare number there."""
BRACKETED: Final = frozenset(("arabic_paren", "circled"))
HEADINGS: Final = frozenset(("chinese", "chinese_paren", "chapter", "part"))
HEADING: Final = 1.0
"""二、 （二） 第二章 inside text whose breaks were lost: hardly anything else is written so."""
MARKED: Final = 4.0
"""The container itself calls the line a heading or a list item."""
HEADED: Final = 2.0
"""1 right below a line that looks like a heading: with this, leaving it out costs more than a
restart."""
BEGUN_WITHIN: Final = 4.0
"""（四） above 三、: the text begins inside a chapter, and two late starts cost more than one."""

NEXT: Final = -2.0
"""n behind n - 1: a chance hit has about one in ten."""
REPEAT: Final = 2.0
GAP, GAP_EACH, GAP_MOST = 1.0, 0.5, 4.0
BACK: Final = 4.5
RESTART: Final = 5.0
"""1 again in a run of the same level: a second plan, a list under a heading without number."""

OPEN: Final = 0.6
"""A style opened for the first time below another; later openings of the pair are free."""
OPEN_LATE, OPEN_LATE_EACH, OPEN_LATE_MOST = 1.5, 0.6, 5.0
"""Opened at another number than 1, and not running on from where the style left off."""
RUN_ON: Final = 0.2
UPSIDE_DOWN: Final = 3.0
"""Opened below a style that in nearly all documents stands inside it."""
BELOW_INLINE: Final = 5.0
"""Opened below 一是 or 第一，; where the document does so again, much less."""
BELOW_INLINE_AGAIN: Final = 1.0
SWITCH_OUT, SWITCH_IN = 0.8, 2.2
"""Opened as a sibling of an open run: of an inner one (natural), of an outer one (odd)."""
SWITCH_ROOT: Final = 1.8
"""The same at the root, where a plan has one style."""

BEHIND: Final = 5.5
"""States this far behind the best are dropped: more than any single step costs."""
WIDTH: Final = 8
"""States kept at most."""


Unit = tuple[int, int]
"""A candidate that was taken: its index, and its depth in the tree from 0."""

_Stack = tuple[tuple[str, int], ...]
"""The open runs, each with its style and last number."""
_Pair = tuple[str, str]
_State = tuple[_Stack, dict[str, int], frozenset[_Pair], Any, int, int]
"""One reading of the candidates so far; what it costs is kept beside it.

The open runs; the last number of each style that is no longer open, which a run may run on from;
which style was opened below which; the state in which the last taken candidate was reached, that
candidate's index, and its depth. (A named tuple takes six times as long to make.)
"""


def place_weight(
    candidate: Candidate, lines_lost: bool, marked: bool, soft: bool, headed: bool = False
) -> float:
    """What the place and shape of a candidate say for it, in units of evidence."""
    table = PLACE_WEIGHT_LINES_LOST if lines_lost else PLACE_WEIGHT
    place = SOFT_LINE if soft and candidate.place == LINE else candidate.place
    weight = table[place]
    if place == INSIDE and candidate.style in BRACKETED and candidate.number > 1:
        weight += LATER
    if lines_lost and place == INSIDE and candidate.style in HEADINGS:
        weight += HEADING
    if not candidate.firm:
        weight += BARE if candidate.style == "arabic" else LOOSE
    if marked:
        weight += MARKED
    if headed:
        weight += HEADED
    return weight


def begun_within(candidates: Sequence[Candidate]) -> int | None:
    """The first candidate, where it is the last unit of a chapter that was cut off above it."""
    if len(candidates) < 2:
        return None
    first, second = candidates[:2]
    cut = first.number > 1 and second.number > 1 and RANK[first.style] > RANK[second.style]
    return 0 if cut and first.place == second.place == LINE and first.firm else None


def settle(candidates: Sequence[Candidate], weights: Sequence[float]) -> list[Unit]:
    """The cheapest reading of the sequence; `weights` are those of `place_weight`."""
    states: list[tuple[float, _State]] = [(0.0, ((), {}, frozenset(), None, -1, 0))]
    # leaving out what may go on with a run, at more than this, puts a state too far behind
    sure = BEHIND + NEXT + 0.1
    for index, candidate in enumerate(candidates):
        _, _, style, number, _, _ = candidate
        weight = weights[index]
        leave, take = (weight, 0.0) if weight > 0 else (0.0, -weight)
        # where each state has the style open, and whether the candidate is next in all of them
        before = number - 1
        going_on = leave > sure
        depths: list[int] = []
        if style == PLAIN:
            going_on = False
            depths = [-1] * len(states)
        else:
            for _, state in states:
                stack = state[0]
                depth = len(stack) - 1
                while depth >= 0 and stack[depth][0] != style:
                    depth -= 1
                depths.append(depth)
                if depth < 0 or stack[depth][1] != before:
                    going_on = False
        if going_on:
            states = _all_go_on(states, depths, (style, number), index)
            continue
        limit = states[0][0] + leave + BEHIND
        new: list[tuple[float, int, _State, int, int, _Pair | None]] = []
        order = 0  # of ways that cost the same, the first of the first state is kept
        for (cost, state), depth in zip(states, depths, strict=True):
            order += 100
            cost += take
            if cost + NEXT > limit:
                continue
            stack, runs, pairs, _, _, _ = state
            if depth >= 0:
                last = stack[depth][1]
                if last == before:
                    total, told = cost + NEXT, number
                else:
                    step, told = _go_on(number, last)
                    total = cost + step
                if total <= limit:
                    new.append((total, order, state, depth, told, None))
                    if total + BEHIND < limit:
                        limit = total + BEHIND
                continue
            if style == PLAIN:
                outer = 0
                while outer < len(stack) and outer < before and stack[outer][0] == PLAIN:
                    outer += 1
                new.append((cost + NEXT, order, state, outer, number, None))
                limit = min(limit, cost + NEXT + BEHIND)
                continue
            if number == 0:
                continue
            first = 0.0 if number == 1 else _late(style, number, runs.get(style))
            # a run may be opened below the deepest open one, or below one further out in its place
            switched = 0.0
            for depth in range(len(stack), -1, -1):
                step = first + switched
                if switched > BEHIND or cost + step > limit + 0.1:  # equal sums may differ a little
                    break
                way = (stack[depth - 1][0] if depth else "", style)
                again, upside_down, switch = _COSTS.get(way) or _costs(way)
                total = cost + (step + again if way in pairs else step + OPEN + upside_down)
                if total <= limit:
                    new.append((total, order - depth, state, depth, number, way))
                    if total + BEHIND < limit:
                        limit = total + BEHIND
                switched += switch
                if depth == 1:
                    switched += SWITCH_ROOT
        order = 1
        for cost, state in states:
            if cost + leave > limit:
                break
            new.append((cost + leave, order, state, -1, 0, None))
            order += 100
        new.sort()
        states = []
        for total, _, state, depth, told, pair in new:
            if total > limit or len(states) == WIDTH:
                break
            open_runs = state[0]
            stack = open_runs if depth < 0 else (*open_runs[:depth], (style, told))
            for _, other in states:
                if other[0] == stack:
                    break  # the same open runs at a lower cost
            else:
                if depth >= 0:
                    _, runs, pairs, _, _, _ = state
                    if pair is not None and pair not in pairs:
                        pairs = pairs | {pair}
                    closed = open_runs[depth:]
                    if closed and (pair or len(closed) > 1 or style == PLAIN):
                        runs = {**runs, **dict(closed)}
                    state = (stack, runs, pairs, state, index, depth)
                states.append((total, state))
    units: list[Unit] = []
    walk = states[0][1]
    while walk[3] is not None:
        units.append(walk[4:])
        walk = walk[3]
    units.reverse()
    return units


def _all_go_on(
    states: list[tuple[float, _State]], depths: list[int], top: tuple[str, int], index: int
) -> list[tuple[float, _State]]:
    """The states where the candidate is next in an open run of every one, at these depths.

    It is for one that none can afford to leave out: the usual case, which needs no sorting.
    """
    limit = states[0][0] + NEXT + BEHIND
    following: list[tuple[float, _State]] = []
    for (cost, state), depth in zip(states, depths, strict=True):
        if cost + NEXT > limit:
            break
        stack, runs, pairs, _, _, _ = state
        closed = stack[depth:]
        stack = (*stack[:depth], top)
        for _, other in following:
            if other[0] == stack:
                break  # what told them apart was closed
        else:
            if len(closed) > 1:
                runs = {**runs, **dict(closed)}
            following.append((cost + NEXT, (stack, runs, pairs, state, index, depth)))
    return following


def _late(style: str, number: int, left_off: int | None) -> float:
    """What it costs to open a run at another number than 1; `left_off` is the style's last one."""
    if left_off is not None and number == left_off + 1 and style not in INLINE:
        return RUN_ON
    return min(OPEN_LATE + OPEN_LATE_EACH * (number - 1), OPEN_LATE_MOST)


def _go_on(number: int, last: int) -> tuple[float, int]:
    """What it costs to go on with an open run at another number than the next, and that number."""
    if number == 0:  # 最后
        return NEXT, last + 1
    if number > last:
        return min(GAP + GAP_EACH * (number - last - 1), GAP_MOST), number
    if number == last:
        return REPEAT, number
    return (RESTART if number == 1 else BACK), number


_COSTS: Final[dict[_Pair, tuple[float, float, float]]] = {}
"""By pair of styles, what `_costs` says: there are some four hundred."""


def _costs(pair: _Pair) -> tuple[float, float, float]:
    """What opening a style below a parent costs besides `OPEN`: again, for the first time.

    Third, what it costs to open it beside that parent, in its place; nothing for no parent.
    """
    parent, style = pair
    inside = parent in INLINE
    outer = parent != "" and RANK[parent] > RANK[style]
    upside_down = BELOW_INLINE if inside else UPSIDE_DOWN if outer else 0.0
    switch = 0.0 if not parent else SWITCH_OUT if outer else SWITCH_IN
    again = BELOW_INLINE_AGAIN if inside else 0.0
    costs = _COSTS[pair] = again, upside_down, switch
    return costs
