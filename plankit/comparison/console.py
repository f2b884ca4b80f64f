"""A comparison as lines of plain text, and as the file that a name's ending asks for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from .model import STATUSES, Comparison, TargetValue, Unit
from .names import name

_ARROWS = {"raised": "↑", "lowered": "↓", "kept": "=", "new": "+", "dropped": "-"}


def write(found: Comparison, path: str | os.PathLike[str]) -> None:
    """Write a page, a workbook or JSON, by the ending of `path`; `ValueError` for another."""
    ending = os.path.splitext(path)[1].lower()
    if ending in (".html", ".htm"):
        found.to_html(path)
    elif ending == ".xlsx":
        found.to_xlsx(path)
    elif ending == ".json":
        found.to_json(path)
    else:
        raise ValueError("the name of a comparison ends in .html, .xlsx or .json")


def lines(found: Comparison) -> Iterator[str]:
    """What changed: counts, tasks but those kept, targets, responsible units, words."""
    yield f"{_line(found.a.title or '?')} → {_line(found.b.title or '?')}"
    status = "status_across" if found.across else "status"
    direction = "direction_across" if found.across else "direction"
    yield "  ".join(f"{name(status, s, 'zh')} {n}" for s in STATUSES if (n := found.count(s)))
    units_a = {unit.id: unit for unit in found.a.units}
    units_b = {unit.id: unit for unit in found.b.units}
    changed = [pair for pair in found.pairs if pair.status != "kept"]
    if changed:
        yield ""
    for pair in changed:
        both = f"  {pair.similarity:.0%}" if pair.a and pair.b else ""
        sides = [_titles(pair.a, units_a), _titles(pair.b, units_b)]
        told = " → ".join(side for side in sides if side)
        yield f"{name(status, pair.status, 'zh')}  {told}{both}"
    if found.targets:
        yield ""
        yield name("page", "targets", "zh")
    for t in found.targets:
        told = " → ".join(_value(value) for value in (t.a, t.b) if value)
        effect = f"（{name('effect', t.effect, 'zh')}）" if t.effect else ""
        shown = f"{_ARROWS[t.direction]} {name(direction, t.direction, 'zh')}"
        yield f"{shown}  {_line(t.indicator)}  {told}{effect}"
    if found.owners:
        yield ""
        yield name("page", "owners", "zh")
    for o in found.owners:
        roles = (name("role", r, "zh") for r in (o.a_role, o.b_role) if r)
        told = f"{_line(o.name)}（{' → '.join(roles)}）  {_titles(o.b, units_b)}"
        yield f"{name('owner', o.change, 'zh')}  {told}"
    for kind in ("new", "dropped"):
        terms = [_line(term.text) for term in found.terms if term.change == kind]
        if terms:
            yield ""
            yield f"{name('page', 'terms', 'zh')} · {name('term', kind, 'zh')}"
            yield "、".join(terms)


def _titles(ids: Sequence[str], units: Mapping[str, Unit]) -> str:
    return " + ".join(_title(units[unit]) for unit in ids)


def _title(unit: Unit) -> str:
    words = _line(unit.title or unit.words)
    return f"{unit.id} {words if len(words) <= 30 else words[:29] + '…'}".strip()


def _value(value: TargetValue) -> str:
    return _line(value.text)


def _line(text: str) -> str:
    """One line without what would steer a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
