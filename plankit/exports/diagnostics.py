"""The diagnostics of a plan for Chinese readers: rows of the workbook, a list in the notebook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..messages import UNSEEN, chinese_message
from ..names import chinese
from .ledger import place, section_of
from .viewer_marks import quoted, visible

if TYPE_CHECKING:
    from ..model import Diagnostic, WorkPlan

LISTED = 20
"""Warnings and kinds of notes in a notebook, which keeps every output."""
CLIP = 60
_GRAVE = ("error", "warning", "info")


def diagnostic_rows(plan: WorkPlan) -> Iterator[tuple[str | None, ...]]:
    """Severity, kind, message, node, words found, words put there, and place of each."""
    nodes = {node.id: node for node in plan.walk()}
    for one in plan.diagnostics:
        node = nodes.get(one.node_id or "")
        found = plan.source.text[slice(*one.span)] if one.span else ""
        if len(found) == 1 and one.replacement is None:
            found = ""  # where something begins
        yield (
            chinese("severity", one.severity),
            chinese("diagnostic", one.code),
            chinese_message(one),
            section_of(node) if node is not None else None,
            _words(found) or None,
            one.replacement if one.replacement is None else _words(one.replacement) or "（去掉）",
            place(plan, *one.span) if one.span else None,
        )


def _words(text: str) -> str:
    """A text in one short line, a lone space by its name."""
    if text and not text.strip():
        return UNSEEN.get(text) or ("换行" if "\n" in text else "空格")
    words = visible(text).replace("\n", " ")
    return words if len(words) <= CLIP else words[: CLIP - 1] + "…"


def diagnostics_html(plan: WorkPlan) -> Iterator[str]:
    """A folded list: errors and warnings one by one, notes by kind with their number."""
    if not plan.diagnostics:
        return
    groups: dict[tuple[str, int], list[Diagnostic]] = {}
    for number, one in enumerate(plan.diagnostics):
        key = (one.code, -1) if one.severity == "info" else (one.code, number)
        groups.setdefault(key, []).append(one)
    ranked = sorted(groups.values(), key=lambda group: _GRAVE.index(group[0].severity))
    yield f"<details><summary>{len(plan.diagnostics)} 条诊断</summary>"
    for group in ranked[:LISTED]:
        one = group[0]
        line = f"{chinese('severity', one.severity)}：{chinese('diagnostic', one.code)}"
        if len(group) == 1:
            line += f"。{chinese_message(one)}"
            if one.span is not None:
                line += f"（第 {plan.source.text.count(chr(10), 0, one.span.start) + 1} 行）"
        else:
            line += f"，共 {len(group)} 处"
        yield f"<div><small>{quoted(line)}</small></div>"
    left = sum(map(len, ranked[LISTED:]))
    if left:
        yield f"<div><small>另有 {left} 条未列出：plan.diagnostics</small></div>"
    yield "</details>"
