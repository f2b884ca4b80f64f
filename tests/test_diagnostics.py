"""Every diagnostic code that the code can give is documented, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import plankit

ROOT = Path(__file__).parent.parent
EMPTY = ast.Module([], [])
PAGE = ROOT / "docs" / "diagnostics.md"


def modules() -> list[ast.Module]:
    return [
        ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "plankit").rglob("*.py")
    ]


def takers(trees: list[ast.Module]) -> dict[str, int]:
    """Functions with a parameter `code` that note or repair, and which argument it is."""
    found: dict[str, int] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [a.arg for a in node.args.args if a.arg != "self"]
                calls = {
                    n.func.attr
                    for n in ast.walk(node)
                    if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
                }
                if "code" in names and (
                    node.name in ("note", "repair") or calls & {"note", "repair"}
                ):
                    found[node.name] = names.index("code")
    return found


def constants(node: ast.expr, tree: ast.Module) -> Iterator[str]:
    """The strings that an expression can be: a literal, either of two, or a name set to them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body, tree)
        yield from constants(node.orelse, tree)
    elif isinstance(node, ast.Name):
        for other in ast.walk(tree):
            if isinstance(other, ast.Assign) and any(
                isinstance(t, ast.Name) and t.id == node.id for t in other.targets
            ):
                yield from constants(other.value, tree)


def codes() -> set[str]:
    trees = modules()
    functions = takers(trees)
    assert {"note", "repair"} <= set(functions)
    found: set[str] = set()
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Tuple) and len(node.elts) == 4:  # a reader's note
                code, message = (list(constants(e, EMPTY)) for e in node.elts[:2])
                if isinstance(node.elts[1], ast.JoinedStr) or any(" " in m for m in message):
                    found.update(c for c in code if "-" in c)
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else None
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name in functions:
                given = [k.value for k in node.keywords if k.arg == "code"]
                if len(node.args) > functions[name]:
                    given.append(node.args[functions[name]])
                for value in given:
                    found.update(constants(value, tree))
            elif name in ("Diagnostic", "make"):
                for keyword in node.keywords:
                    if keyword.arg == "code":
                        found.update(constants(keyword.value, tree))
    # a region's code number is given by the same keyword
    return {code for code in found if re.fullmatch(r"[a-z]+(-[a-z]+)*", code)}


def documented() -> dict[str, str]:
    """Code → severity, of the page's table."""
    rows = re.findall(r"^\| `([a-z-]+)` \| (info|warning|error) \|", PAGE.read_text("utf-8"), re.M)
    assert len(rows) == len(dict(rows)), "a code is there twice"
    return dict(rows)


def test_every_code_is_documented_and_every_documented_code_is_given() -> None:
    assert codes() == set(documented())


CASES = {
    "no-outline": "今天天气很好。\n",
    "number-gap": "1.甲乙\n2.丙丁\n4.戊己\n",
    "number-repeated": "1.甲乙\n2.丙丁\n2.戊己\n",
    "appendix": "一、甲乙\n认真学习。\n二、丙丁\n认真教学。\n附件\n清单\n1.甲\n",
    "entity": "一、甲&amp;乙\n二、丙丁\n",
    "several-plans": "甲区工作方案\n一、甲乙。\n二、丙丁。\n乙区工作方案\n一、戊己。\n二、庚辛。\n",
    "script-converted": "一、推進學校發展\n二、建設教師隊伍\n",
    "region-blanked": "2023年XX区教育工作要点\n一、甲乙。\n二、丙丁。\n",
}


@pytest.mark.parametrize("code", CASES)
def test_severity_is_as_documented(code: str) -> None:
    plan = plankit.parse_text(CASES[code])
    found = {d.code: d for d in plan.diagnostics}
    assert code in found, sorted(found)
    assert found[code].severity == documented()[code]
    assert found[code].message


@pytest.mark.parametrize(
    "path", sorted((ROOT / "fixtures" / "seeds").iterdir()), ids=lambda p: p.name[:3]
)
def test_diagnostics_of_the_seeds(path: Path) -> None:
    """Known codes, in the source's order, each repair with the source's own words."""
    plan = plankit.parse(path)
    table = documented()
    spans = [d.span for d in plan.diagnostics if d.span is not None]
    assert spans == sorted(spans)
    for found in plan.diagnostics:
        assert found.severity == table[found.code]
        if found.span is not None:
            assert 0 <= found.span.start <= found.span.end <= len(plan.source.text)
