"""Hold a plan against an annotation of its document, and say how much of it is right.

An annotation (fixtures/gold, GUIDELINES.md) names nodes and facts by their offsets. A node is
right where its start and kind are; a fact, where its type is and its span overlaps the annotated
one by half or more. Of what is right, the attributes are counted too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

Figures = dict[str, list[int]]
"""Name → [right, told, wanted] for nodes and facts, [right, asked] for attributes."""

_FIELDS = {"quantity": "quantities", "date": "dates", "citation": "citations", "owner": "owners"}


def measure(plan: Any, gold: dict[str, Any]) -> Figures:
    """How much of one document's annotation the plan has."""
    figures: Figures = defaultdict(lambda: [0, 0, 0])
    _nodes(plan, gold, figures)
    for kind in _FIELDS:
        _facts(plan, gold, kind, figures)
    return dict(figures)


def rates(pooled: Iterable[Figures]) -> dict[str, float]:
    """F1 of nodes and facts and the share of right attributes, over several documents."""
    total: Figures = defaultdict(lambda: [0, 0, 0])
    for figures in pooled:
        for name, counts in figures.items():
            for k, count in enumerate(counts):
                total[name][k] += count
    result: dict[str, float] = {}
    for name, (right, told, wanted) in total.items():
        if name == "node" or name in _FIELDS:
            result[name] = 2 * right / (told + wanted) if told + wanted else 1.0
        elif told:
            result[name] = right / told
    return result


def _count(figures: Figures, name: str, right: bool) -> None:
    figures[name][0] += right
    figures[name][1] += 1


def _walk(nodes: Iterable[Any], parent: Any = None) -> Iterator[tuple[Any, Any]]:
    for node in nodes:
        yield node, parent
        yield from _walk(node.children, node)


def _nodes(plan: Any, gold: dict[str, Any], figures: Figures) -> None:
    text = plan.source.text
    told = {(n.span[0], n.kind): (n, p) for n, p in _walk(plan.children)}
    figures["node"] = [0, len(told), len(gold["nodes"])]
    for want in gold["nodes"]:
        node, parent = told.get((want["start"], want["kind"]), (None, None))
        if node is None:
            continue
        figures["node"][0] += 1
        above = None if want["parent"] is None else gold["nodes"][want["parent"]]["start"]
        _count(figures, "parent", (parent.span[0] if parent else None) == above)
        _count(figures, "level", node.level == want["level"])
        _count(figures, "number", node.number == want["number"])
        _count(figures, "end", node.span[1] == want["end"])
        title = text[slice(*node.title_span)] if node.title_span else ""
        _count(figures, "title", title == text[want["title_start"] : want["title_end"]])
        if "role" in want:
            _count(figures, "role", node.role == want["role"])


def _facts(plan: Any, gold: dict[str, Any], kind: str, figures: Figures) -> None:
    wanted = [f for f in gold["facts"] if f["type"] == kind]
    tasks = [n for n, _ in _walk(plan.children) if n.kind == "task"]
    told = list({tuple(f.span): f for t in tasks for f in getattr(t, _FIELDS[kind])}.values())
    used: set[int] = set()
    right = spare = 0
    for want in wanted:
        best, index = 0.0, -1
        for k, fact in enumerate(told):
            share = _overlap(fact.span, (want["start"], want["end"]))
            if k not in used and share > best:
                best, index = share, k
        if best < 0.5:
            continue
        used.add(index)
        if want.get("optional"):
            spare += 1
            continue
        right += 1
        _attributes(told[index], want, kind, figures)
    asked = sum(not f.get("optional") for f in wanted)
    if told or asked:
        figures[kind] = [right, len(told) - spare, asked]


def _overlap(a: Any, b: tuple[int, int]) -> float:
    inside = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, inside) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def _attributes(fact: Any, want: dict[str, Any], kind: str, figures: Figures) -> None:
    if kind == "quantity":
        _count(figures, "value", (fact.value, fact.upper) == (want["value"], want["upper"]))
        _count(figures, "unit", (fact.unit or None) == want["unit"])
        if want["op"]:
            _count(figures, "op", fact.op == want["op"])
        if want["role"]:
            _count(figures, "quantity role", fact.role == want["role"])
        if want["indicator"]:
            a, b = set(fact.indicator or ""), set(want["indicator"])
            _count(figures, "indicator", 2 * len(a & b) >= 0.6 * (len(a) + len(b)))
    elif kind == "date":
        days = tuple(str(d) if d else None for d in (fact.start, fact.end))
        _count(figures, "first and last day", days == (want["from"], want["to"]))
    elif kind == "citation":
        _count(figures, "relation", fact.relation == want["relation"])
    else:
        _count(figures, "owner name", fact.name == want["name"])
        _count(figures, "owner role", fact.role == want["role"])
