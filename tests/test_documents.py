"""Whole documents in the layouts they are found in, each with its tree and head beside it.

A file of `cases/documents` is the document, a line `=====`, and what must be read in it: a field a
line (`title: …`, `issuer: …`), `out:` words that no node holds, `in:` words that a node or the
preamble holds once wraps are joined, `notice:` and `closing:` words of those, `diagnostics:` the
codes of every warning, and the tree: two spaces a level, s(ection) or t(ask), label (- for none),
title, `/role` where it counts, `… words` that the node ends with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import plankit
from plankit.model import Section, Task, WorkPlan

FILES = sorted((Path(__file__).parent / "cases" / "documents").glob("*.txt"))
_NODE = re.compile(
    r"(?P<indent> *)(?P<kind>[st]) (?P<label>\S+) (?P<title>.*?)(?: /(?P<role>[a-z]+))?"
    r"(?: … (?P<end>.*))?"
)


def nodes(
    children: tuple[Section | Task, ...], level: int = 0
) -> Iterator[tuple[int, Section | Task]]:
    for node in children:
        yield level, node
        yield from nodes(node.children, level + 1)


def bare(words: object) -> str:
    return "".join(str(words or "").split())


def told(plan: WorkPlan, name: str) -> list[str]:
    """A field of the head as words."""
    if name in ("title", "year", "kind"):
        return [bare(getattr(plan, name))]
    value = getattr(plan.metadata, name)
    if name == "recipients":
        return [bare(v) for v in value]
    return [bare(getattr(value, "text", value))]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_document(file: Path) -> None:
    document, wanted = file.read_text(encoding="utf-8").split("\n=====\n")
    plan = plankit.parse((document + "\n").encode(), facts=False)
    read = list(nodes(plan.children))
    words = "\n".join(f"{n.title}\n{n.text}" for _, n in read)
    joined = bare(words + (plan.preamble.text if plan.preamble else ""))
    expected: list[re.Match[str]] = []
    warnings = ""
    for line in wanted.strip("\n").split("\n"):
        node = _NODE.fullmatch(line)
        if node is not None:
            expected.append(node)
            continue
        name, _, value = line.partition(": ")
        for part in value.split("|") if name in ("in", "out", "notice", "closing") else ():
            if name == "in":
                assert bare(part) in joined
            elif name == "out":
                assert part not in words
            else:
                passage = getattr(plan, name)
                assert passage is not None
                assert part in passage.text
        if name == "diagnostics":
            warnings = value
        elif name not in ("in", "out", "notice", "closing"):
            assert told(plan, name) == [bare(v) for v in value.split("|")], name
    drawn = [f"{'  ' * level}{n.kind[0]} {n.label or '-'} {n.title}" for level, n in read]
    assert drawn == [f"{m['indent']}{m['kind']} {m['label']} {m['title']}" for m in expected]
    for match, (_, found) in zip(expected, read, strict=True):
        if match["role"]:
            assert found.role == match["role"], found.title
        if match["end"]:
            assert bare(found.raw).endswith(bare(match["end"])), found.title
    codes = {d.code for d in plan.diagnostics if d.severity != "info"}
    assert codes == set(filter(None, warnings.split("|")))
    covered = "".join(plan.source.text[slice(*r.span)] for r in plan.regions)
    assert covered == plan.source.text
