"""The annotated seeds, node by node and fact by fact."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import plankit
from plankit.model import Section, Task, WorkPlan

FIXTURES = Path(__file__).parent.parent / "fixtures"
GOLD = sorted((FIXTURES / "gold").glob("*.json"))
BY_NAME = pytest.mark.parametrize("name", [path.stem for path in GOLD])

Row = dict[str, Any]


@cache
def gold(name: str) -> Row:
    told: Row = json.loads((FIXTURES / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    return told


@cache
def plan(name: str) -> WorkPlan:
    return plankit.parse(FIXTURES / "seeds" / gold(name)["source"])


def squeeze(text: str | None) -> str:
    return "".join((text or "").split())


def nodes(found: WorkPlan) -> list[tuple[Section | Task, Section | Task | None]]:
    """Every node with its parent, in order."""

    def below(node: WorkPlan | Section | Task) -> list[tuple[Any, Any]]:
        above = None if isinstance(node, WorkPlan) else node
        return [x for child in node.children for x in ((child, above), *below(child))]

    return below(found)


def tasks_only(found: WorkPlan, name: str) -> list[tuple[Section | Task, Section | Task | None]]:
    """The nodes that the annotation tells: steps of tasks only where it has any."""
    told = gold(name)["nodes"]
    steps = any(n["parent"] is not None and told[n["parent"]]["kind"] == "task" for n in told)
    return [
        (node, above)
        for node, above in nodes(found)
        if steps or above is None or above.kind == "section"
    ]


def test_every_seed_is_annotated() -> None:
    assert {gold(path.stem)["source"] for path in GOLD} == {
        path.name for path in (FIXTURES / "seeds").iterdir()
    }


@BY_NAME
def test_nodes(name: str) -> None:
    """Span, kind, parent, level, number and title span of each node."""
    text = plan(name).source.text

    def line(kind: str, level: int, label: str, span: tuple[int, int], title: str) -> str:
        return f"{'  ' * level}{kind} {squeeze(label)} {span[0]}-{span[1]} {title}"

    wanted = [
        line(
            n["kind"],
            n["level"],
            n["label"],
            (n["start"], n["end"]),
            f"{n['number']} {n['title_start']}-{n['title_end']} "
            + text[n["title_start"] : n["title_end"]],
        )
        for n in gold(name)["nodes"]
    ]
    got = []
    for node, _ in tasks_only(plan(name), name):
        assert node.title_span is not None
        start, end = node.title_span
        title = f"{node.number} {start}-{end} {text[start:end]}"
        span = (node.span.start, node.span.end)
        got.append(line(node.kind, node.level, node.label, span, title))
    # labels in the tree are in the plan's own words (repaired), in the annotation as found
    assert [squeeze(line) for line in got] == [squeeze(line) for line in wanted]


@BY_NAME
def test_parents(name: str) -> None:
    told = gold(name)["nodes"]
    wanted = [None if n["parent"] is None else told[n["parent"]]["start"] for n in told]
    found = tasks_only(plan(name), name)
    assert [None if above is None else above.span.start for _, above in found] == wanted


@BY_NAME
def test_texts_roles_and_titles_in_simplified(name: str) -> None:
    told = gold(name)
    simplified = told.get("titles_simplified", {})
    for (node, _), n in zip(tasks_only(plan(name), name), told["nodes"], strict=True):
        if n.get("text"):
            assert squeeze(node.text).strip("。") == squeeze(n["text"]).strip("。")
        if "role" in n:
            assert node.role == n["role"], node.title
        if simplified:
            assert squeeze(node.title) == squeeze(simplified[str(n["start"])])


@BY_NAME
def test_header(name: str) -> None:
    told, found = gold(name), plan(name)
    assert squeeze(found.title) == squeeze(told["title"])
    assert (found.year, found.script, found.truncated) == (
        told["year"],
        told["script"],
        told["truncated"],
    )
    for field, wanted in told["metadata"].items():
        value = getattr(found.metadata, field)
        if isinstance(wanted, list):
            assert [squeeze(v) for v in value] == [squeeze(v) for v in wanted]
        else:
            assert squeeze(str(value) if value is not None else None) == squeeze(wanted), field


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    inside = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, inside) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def shown(fact: Any) -> Row:
    """What the annotation says of a fact, told by the library."""
    values = {
        "quantity": ("value", "upper", "unit", "role"),
        "date": (),
        "citation": ("relation",),
        "owner": ("role",),
    }
    kind = {"DateRef": "date"}.get(type(fact).__name__, type(fact).__name__.lower())
    row = {key: getattr(fact, key) for key in values[kind]}
    if kind == "date":
        row |= {
            "from": str(fact.start) if fact.start else None,
            "to": str(fact.end) if fact.end else None,
        }
    if kind == "owner":
        row["name"] = fact.name
    if kind == "quantity":
        row |= {"op": fact.op, "indicator": fact.indicator}
    return row


def alike(key: str, wanted: Any, got: Any) -> bool:
    if key in ("op", "role", "indicator") and not wanted:
        return True  # the annotation leaves it open
    if key == "indicator":
        a, b = set(squeeze(got)), set(squeeze(wanted))
        return 2 * len(a & b) / max(1, len(a) + len(b)) >= 0.6
    return bool(wanted == got)


FIELDS = {"quantity": "quantities", "date": "dates", "citation": "citations", "owner": "owners"}


@pytest.mark.parametrize("kind", FIELDS)
@BY_NAME
def test_facts(name: str, kind: str) -> None:
    """Every annotated fact is found, nothing else is, and what is said of it is the same."""
    told, found = gold(name), plan(name)
    text = found.source.text
    wanted = [f for f in told["facts"] if f["type"] == kind]
    facts = {
        tuple(f.span): f
        for task in found.walk()
        if task.kind == "task"
        for f in getattr(task, FIELDS[kind])
        if not getattr(f, "inherited", False)
    }
    spare = dict(facts)
    for w in wanted:
        span = (w["start"], w["end"])
        best = max(spare, key=lambda s: overlap(s, span), default=None)
        # a quantity's span may leave out or take in the comparator
        if best is None or overlap(best, span) < (0.3 if kind == "quantity" else 0.5):
            assert w.get("optional"), f"not found: {text[slice(*span)]!r} at {span}"
            continue
        row = shown(spare.pop(best))
        if w.get("optional"):
            continue
        differ = {k: (w[k], v) for k, v in row.items() if k in w and not alike(k, w[k], v)}
        assert not differ, f"{text[slice(*span)]!r} at {span}: (annotated, found) {differ}"
    assert [text[slice(*span)] for span in spare] == []
