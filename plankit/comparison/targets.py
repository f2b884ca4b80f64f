"""Targets of matched units side by side: raised, lowered, kept, new, dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from ..fact_model import Quantity
from ..lexicon import shipped
from .assignment import best_matching
from .matching import Matching
from .model import TargetChange, TargetValue
from .units import Item
from .wording import bigrams, fold, key

_ALIKE = 0.5  # targets of matched units less alike than this are not the same target
_ELSEWHERE = 0.85  # targets of other units have to be this much alike
_SAME_NUMBER = 0.1  # of two targets that could be meant, the one with the same number is
_MOST_PAIRS = 10_000  # beyond this many pairs only those with the same indicator are looked at
_MULTIPLES = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}


class Target(NamedTuple):
    """A target, its unit, and what it is compared by."""

    item: Item
    quantity: Quantity
    measure: str
    """The measure word without 万 and 亿; "+" for what is merely counted (个, 所, 家)."""
    factor: int
    indicator: str
    context: frozenset[str]


@cache
def _counted() -> frozenset[str]:
    return frozenset(row[0] for row in shipped("units") if row[1] == "thing")


def measure_of(unit: str | None) -> tuple[str, int]:
    """A measure word without its 万 or 亿, and what that multiplies by."""
    unit = fold(unit or "")
    for size in (2, 1):
        factor = _MULTIPLES.get(unit[:size])
        if factor:
            return unit[size:], factor
    return (unit[1:] if len(unit) > 1 and unit[0] == "个" else unit), 1  # 72个学时, 72学时


def _targets(items: Iterable[Item]) -> list[Target]:
    found = []
    for item in items:
        for quantity in item.quantities:
            if quantity.role != "target" or quantity.redacted or quantity.value is None:
                continue
            measure, factor = measure_of(quantity.unit)
            indicator = key(fold(quantity.indicator or ""), item.plan.places)
            at = item.words.find(quantity.text)
            around = item.words[max(0, at - 12) : at + len(quantity.text) + 12] if at >= 0 else ""
            context = bigrams(key(fold(around.replace(quantity.text, "")), item.plan.places))
            found.append(Target(item, quantity, measure, factor, indicator, context))
    return found


def changes(found: Matching) -> list[TargetChange]:
    """The targets of both plans, in the order of `b`, dropped ones last."""
    changed: list[tuple[Target | None, Target | None]] = []
    left: list[Target] = []
    right: list[Target] = []
    sides = [
        ([found.a.items[i] for i in group.a], [found.b.items[j] for j in group.b])
        for group in found.groups
    ]
    sides += [([found.a.items[i]], []) for i in found.dropped]
    sides += [([], [found.b.items[j]]) for j in found.new]
    for items_a, items_b in sides:
        a, b = _targets(items_a), _targets(items_b)
        pairs = _paired(a, b, _ALIKE)
        changed += [(a[i], b[j]) for i, j in pairs.items()]
        left += [a[i] for i in range(len(a)) if i not in pairs]
        right += [b[j] for j in range(len(b)) if j not in set(pairs.values())]
    # a target may have gone to another task than the one around it
    pairs = _paired(left, right, _ELSEWHERE)
    changed += [(left[i], right[j]) for i, j in pairs.items()]
    changed += [(a, None) for i, a in enumerate(left) if i not in pairs]
    changed += [(None, b) for j, b in enumerate(right) if j not in set(pairs.values())]
    told = [_told(a, b) for a, b in changed]
    return sorted(told, key=_place)


def _place(change: TargetChange) -> tuple[bool, int, int]:
    value = change.b or change.a
    assert value is not None
    return change.b is None, value.span.start, value.span.end


def _paired(a: Sequence[Target], b: Sequence[Target], least: float) -> dict[int, int]:
    if not a or not b:
        return {}
    if len(a) * len(b) <= _MOST_PAIRS:
        worth = [(i, j) for i in range(len(a)) for j in range(len(b))]
    else:
        named: dict[str, list[int]] = {}
        for j, y in enumerate(b):
            named.setdefault(y.indicator, []).append(j)
        worth = [(i, j) for i, x in enumerate(a) for j in named.get(x.indicator, ())[:20]]
    edges: list[list[tuple[int, float]]] = [[] for _ in a]
    for i, j in worth:
        score = _alike(a[i], b[j], least)
        if score >= least:
            near = 1 - abs(i / len(a) - j / len(b))
            edges[i].append((j, score - least + 0.01 * near + 0.001))
    return {i: j for i, j in enumerate(best_matching(edges)) if j is not None}


def _alike(x: Target, y: Target, least: float) -> float:
    """How alike what two targets measure is; 0 where the measures cannot be compared."""
    from rapidfuzz import fuzz

    if x.quantity.change != y.quantity.change:
        return 0.0
    score = 1.0
    if x.measure != y.measure:
        if not {x.measure, y.measure} <= _counted():
            return 0.0
        score = 0.9  # 4所 and 5个: counted both
    if (x.quantity.per or "") != (y.quantity.per or ""):
        score -= 0.1
    around = len(x.context | y.context)
    context = len(x.context & y.context) / around if around else 0.0
    if not x.indicator or not y.indicator:
        return score * context
    indicator = fuzz.ratio(x.indicator, y.indicator) / 100
    if least >= _ELSEWHERE and min(len(x.indicator), len(y.indicator)) < 4:
        return 0.0  # too short to be known again far from its task
    if least >= _ELSEWHERE:
        return score * indicator
    alike = 0.7 * indicator + 0.3 * context
    if indicator >= _ALIKE and _numbers(x) == _numbers(y):
        alike += _SAME_NUMBER
    return score * alike


def _told(a: Target | None, b: Target | None) -> TargetChange:
    shown = b or a
    assert shown is not None
    indicator = shown.quantity.indicator or shown.quantity.text
    if a is None or b is None:
        direction: Literal["new", "dropped"] = "new" if a is None else "dropped"
        return TargetChange(direction=direction, indicator=indicator, a=_value(a), b=_value(b))
    before, after = _numbers(a), _numbers(b)
    if before == after:
        return TargetChange(direction="kept", indicator=indicator, a=_value(a), b=_value(b))
    raised = sum(after) > sum(before) or (sum(after) == sum(before) and after > before)
    effect: Literal["tightened", "eased"] | None = None
    if {a.quantity.op, b.quantity.op} <= {"<=", "<"}:
        effect = "eased" if raised else "tightened"
    return TargetChange(
        direction="raised" if raised else "lowered",
        indicator=indicator,
        a=_value(a),
        b=_value(b),
        effect=effect,
    )


def _numbers(target: Target) -> tuple[float, float]:
    value = target.quantity.value
    upper = target.quantity.upper
    assert value is not None
    low = round(value * target.factor, 6)
    return low, low if upper is None else round(upper * target.factor, 6)


def _value(target: Target | None) -> TargetValue | None:
    if target is None or target.quantity.value is None:
        return None
    q = target.quantity
    return TargetValue(
        unit_id=target.item.id,
        text=q.text,
        span=q.span,
        indicator=q.indicator,
        value=q.value,
        upper=q.upper,
        unit=q.unit,
        op=q.op,
    )
