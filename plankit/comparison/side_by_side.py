"""The path from two plans to a comparison, top to bottom."""

from __future__ import annotations

from typing import Any

from ..model import WorkPlan
from .changes import owner_changes, term_changes
from .chapters import Chapters
from .marks import Marks
from .matching import THRESHOLD, Group, Matching, match
from .model import ChapterPair, Comparison, Pair, Side, Status, Unit
from .targets import changes
from .units import Reading, place_names

_MIRRORED: dict[str, Any] = {
    "new": "dropped",
    "dropped": "new",
    "merged": "split",
    "split": "merged",
    "raised": "lowered",
    "lowered": "raised",
    "tightened": "eased",
    "eased": "tightened",
}


def compare(a: WorkPlan, b: WorkPlan, *, threshold: float = THRESHOLD) -> Comparison:
    """Compare two plans: `a`, mostly the older one, and `b`.

    All units of both are matched at once, so that the sum of the similarities is the greatest
    there is. Two units less alike than `threshold` (0 to 1) are no counterparts. The plans may be
    of different years or of different places.

    Raises `MissingDependency` without rapidfuzz, `TypeError` for what is no plan.
    """
    for plan in (a, b):
        if not isinstance(plan, WorkPlan):
            raise TypeError(f"compare takes two plans (plankit.parse gives one), not {type(plan)}")
    if not 0 <= threshold <= 1:
        raise ValueError(f"threshold is 0 to 1, not {threshold!r}")
    require_rapidfuzz()
    places = place_names(a, b)
    left, right = Reading(a, places), Reading(b, places)
    # always matched in one order: where two matchings are equally good, compare(a, b) and
    # compare(b, a) choose the same
    if _order(right) < _order(left):
        return _mirrored(_compared(right, left, threshold))
    return _compared(left, right, threshold)


def require_rapidfuzz() -> None:
    """Raise `MissingDependency` where rapidfuzz is not installed."""
    try:
        import rapidfuzz  # noqa: F401
    except ImportError as error:
        from ..errors import MissingDependency

        raise MissingDependency(
            'comparing plans needs rapidfuzz: pip install "plankit[compare]"'
        ) from error


def _order(reading: Reading) -> list[tuple[str, str, str]]:
    titles = ["", *(chapter.title for chapter in reading.chapters)]
    return [
        (x.words, titles[0 if x.chapter is None else x.chapter + 1], x.id) for x in reading.items
    ]


def _compared(a: Reading, b: Reading, threshold: float) -> Comparison:
    found = match(a, b, threshold)
    chapters = Chapters(found)
    marks = Marks(found)
    pairs = [_pair(found, chapters, marks, group) for group in found.groups]
    pairs += [Pair(status="dropped", a=(a.items[i].id,)) for i in found.dropped]
    pairs += [Pair(status="new", b=(b.items[j].id,)) for j in found.new]
    left, right = _side(a), _side(b)
    return Comparison(
        a=left,
        b=right,
        pairs=_in_order(pairs, left, right),
        chapters=tuple(_chapter_pairs(chapters)),
        targets=tuple(changes(found)),
        owners=tuple(owner_changes(found)),
        terms=tuple(term_changes(a, b)),
    )


def _pair(found: Matching, chapters: Chapters, marks: Marks, group: Group) -> Pair:
    removed, added = marks.of(group)
    return Pair(
        status=_status(found, chapters, group),
        a=tuple(found.a.items[i].id for i in group.a),
        b=tuple(found.b.items[j].id for j in group.b),
        similarity=round(group.similarity, 3),
        removed=removed,
        added=added,
    )


def _status(found: Matching, chapters: Chapters, group: Group) -> Status:
    if len(group.a) > 1:
        return "merged"
    if len(group.b) > 1:
        return "split"
    i, j = group.a[0], group.b[0]
    if chapters.moved(i, j):
        return "moved"
    return "kept" if found.a.items[i].key == found.b.items[j].key else "reworded"


def _side(reading: Reading) -> Side:
    plan = reading.plan
    units = tuple(
        Unit(
            id=item.id,
            label=item.label,
            title=item.title,
            words=item.words,
            span=item.span,
            chapter=None if item.chapter is None else reading.chapters[item.chapter].id,
        )
        for item in reading.items
    )
    return Side(
        title=plan.title,
        year=plan.year,
        name=plan.source.name,
        issuer=plan.metadata.issuer,
        region=plan.metadata.region,
        units=units,
    )


def _chapter_pairs(chapters: Chapters) -> list[ChapterPair]:
    told = []
    for y, right in enumerate(chapters.b.chapters):
        x = chapters.back.get(y)
        if x is None:
            told.append(ChapterPair(b=right.id, b_title=right.title))
            continue
        left = chapters.a.chapters[x]
        told.append(
            ChapterPair(
                a=left.id,
                b=right.id,
                a_title=left.title,
                b_title=right.title,
                renamed=left.key != right.key,
            )
        )
    told += [
        ChapterPair(a=left.id, a_title=left.title)
        for x, left in enumerate(chapters.a.chapters)
        if x not in chapters.forth
    ]
    return told


def _in_order(pairs: list[Pair], a: Side, b: Side) -> tuple[Pair, ...]:
    """Pairs in the order of `b`; what was dropped follows what stood before it in `a`."""
    rank_a = {unit.id: k for k, unit in enumerate(a.units)}
    rank_b = {unit.id: k for k, unit in enumerate(b.units)}
    place = {unit: rank_b[pair.b[0]] for pair in pairs if pair.b for unit in pair.a}
    at, before = -1, {}
    for unit in a.units:
        at = place.get(unit.id, at)
        before[unit.id] = at

    def order(pair: Pair) -> tuple[int, int, int]:
        if pair.b:
            return rank_b[pair.b[0]], 0, 0
        return before[pair.a[0]], 1, rank_a[pair.a[0]]

    return tuple(sorted(pairs, key=order))


def _mirrored(found: Comparison) -> Comparison:
    """The same comparison seen from the other side."""
    pairs = [
        Pair(
            status=_MIRRORED.get(p.status, p.status),
            a=p.b,
            b=p.a,
            similarity=p.similarity,
            removed=p.added,
            added=p.removed,
        )
        for p in found.pairs
    ]
    targets = [
        t.model_copy(
            update={
                "a": t.b,
                "b": t.a,
                "direction": _MIRRORED.get(t.direction, t.direction),
                "effect": _MIRRORED.get(t.effect or "", t.effect),
                "indicator": (t.a or t.b).indicator or (t.a or t.b).text,  # type: ignore[union-attr]
            }
        )
        for t in found.targets
    ]
    chapters = [
        c.model_copy(update={"a": c.b, "b": c.a, "a_title": c.b_title, "b_title": c.a_title})
        for c in found.chapters
    ]
    owners = [
        o.model_copy(
            update={
                "change": _MIRRORED.get(o.change, o.change),
                "a": o.b,
                "b": o.a,
                "a_role": o.b_role,
                "b_role": o.a_role,
            }
        )
        for o in found.owners
    ]
    terms = [t.model_copy(update={"change": _MIRRORED[t.change]}) for t in found.terms]
    return Comparison(
        a=found.b,
        b=found.a,
        pairs=_in_order(pairs, found.b, found.a),
        chapters=tuple(sorted(chapters, key=lambda c: c.b is None)),
        targets=tuple(targets),
        owners=tuple(owners),
        terms=tuple(sorted(terms, key=lambda t: t.change != "new")),
    )


__all__ = ["compare", "require_rapidfuzz"]
