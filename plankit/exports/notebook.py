"""Plans, sections and tasks in a notebook: a folded tree of `<details>`, without any script.

A notebook keeps every output in its file, so a long plan is cut; `plan.to_html` shows all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..names import chinese
from .diagnostics import diagnostics_html
from .markdown import gap_after
from .viewer_index import KINDS, SIGNS
from .viewer_marks import quoted, visible

if TYPE_CHECKING:
    from ..model import Node, Section, Task, WorkPlan

MOST_NODES = 400
MOST_WORDS = 160
"""Characters of a node's text below a plan or section; a node on its own has all of it."""
SHORT = 24
# the classes keep $…$ in a document from being set as a formula
_OPEN = '<div class="plankit tex2jax_ignore mathjax_ignore" style="line-height:1.6">'
_SOFT = 'style="opacity:.65"'
_CHIP = 'style="border:1px solid;border-radius:4px;padding:0 4px;margin-right:4px;opacity:.75"'
_NEST = 'style="margin-left:1.4em"'


# -- plain ----------------------------------------------------------------------------------------


def brief(node: Node) -> str:
    """`Task('3.13.38', '38. 加强教师专业培训工作', 1 quantity, 3 measures)`."""
    parts = [repr(node.id), repr(_short(_name(node)))]
    children = getattr(node, "children", ())
    if children:
        parts.append(
            f"{len(children)} below" if node.__class__.__name__ == "Section" else _steps(node)
        )
    for name in KINDS:
        if n := len(getattr(node, name)):
            parts.append(f"{n} {name if n > 1 else _singular(name)}")
    return f"{type(node).__name__}({', '.join(parts)})"


def _steps(node: Node) -> str:
    n = len(getattr(node, "children", ()))
    return f"{n} step{'s' * (n > 1)}"


def _singular(name: str) -> str:
    return name[:-3] + "y" if name.endswith("ies") else name[:-1]


def brief_plan(plan: WorkPlan) -> str:
    """`WorkPlan('崇明区教育局2022年工作要点', 2022, 20 sections, 48 tasks)`."""
    parts = [repr(_short(plan.title or "", 40)), str(plan.year)]
    for name, found in (("section", plan.sections), ("task", plan.tasks)):
        parts.append(f"{len(found)} {name}{'s' * (len(found) != 1)}")
    told = sum(d.severity != "info" for d in plan.diagnostics)
    if told:
        parts.append(f"{told} warning{'s' * (told != 1)}")
    return f"WorkPlan({', '.join(parts)})"


def _name(node: Node) -> str:
    return f"{node.label}{gap_after(node.label)}{node.title}"


def _short(text: str, most: int = SHORT) -> str:
    text = visible(text)
    return text if len(text) <= most else text[: most - 1] + "…"


# -- HTML -----------------------------------------------------------------------------------------


def plan_html(plan: WorkPlan) -> str:
    """The plan: title, what it is, and its tree."""
    meta = plan.metadata
    number = meta.document_number
    about = [
        str(plan.year) if plan.year is not None else "",
        chinese("plan_kind", plan.kind) if plan.kind else "",
        meta.issuer or "",
        number.text if number else "",
        f"{len(plan.tasks)} 项任务",
    ]
    line = " · ".join(_text(part) for part in about if part)
    out = [_OPEN, f"<strong>{_text(plan.title or '')}</strong><div {_SOFT}>{line}</div>"]
    out.extend(diagnostics_html(plan))
    budget = _Budget(MOST_NODES)
    for node in plan.children:
        out.extend(_tree(node, budget, MOST_WORDS, False))
    if budget.left < 0:
        out.append(f"<div {_SOFT}>另有 {-budget.left} 项未列出：plan.to_html(路径)</div>")
    return "".join([*out, "</div>"])


def node_html(node: Node) -> str:
    """A section or task, unfolded, with all of its own text."""
    budget = _Budget(MOST_NODES)
    tree = "".join(_tree(node, budget, None, True))
    left = f"<div {_SOFT}>另有 {-budget.left} 项未列出</div>" if budget.left < 0 else ""
    return f"{_OPEN}{tree}{left}</div>"


class _Budget:
    """How many more nodes are to be shown; below 0, how many were not."""

    def __init__(self, left: int) -> None:
        self.left = left


def _tree(node: Node, budget: _Budget, most: int | None, unfolded: bool) -> Iterator[str]:
    budget.left -= 1
    children: tuple[Section | Task, ...] = getattr(node, "children", ())
    shown = budget.left >= 0
    if shown:
        counts = "".join(
            f' <span title="{chinese("fact", name)}">{sign}{len(getattr(node, name))}</span>'
            for name, sign in zip(KINDS, SIGNS, strict=True)
            if getattr(node, name)
        )
        name = _text(_name(node))
        if children and not unfolded:
            name = f"<strong>{name}</strong>"
        yield f"<details{' open' * unfolded}><summary>{name}"
        yield f" <small {_SOFT}>{counts}</small></summary><div {_NEST}>"
        if node.text:
            words = node.text if most is None or len(node.text) <= most else node.text[:most] + "…"
            yield f"<div>{_text(words)}</div>"
        yield from _facts(node)
    for child in children:
        yield from _tree(child, budget, MOST_WORDS, False)
    if shown:
        yield "</div></details>"


def _facts(node: Node) -> Iterator[str]:
    """All facts but measures, which are the text again."""
    for name, sign in zip(KINDS, SIGNS, strict=True):
        found = getattr(node, name)
        if name != "measures" and found:
            chips = "".join(f"<span {_CHIP}>{_text(fact.text)}</span>" for fact in found[:40])
            more = f"… {len(found) - 40}" if len(found) > 40 else ""
            kind = f'<span title="{chinese("fact", name)}">{sign}</span>'
            yield f"<div><small>{kind} {chips}{more}</small></div>"


def _text(text: str) -> str:
    """Escaped, line breaks kept."""
    return re.sub(r"\n+", "<br>", quoted(text))
