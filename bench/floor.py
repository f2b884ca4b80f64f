"""The floor: the least work that finds the outline of a clean plan.

One compiled pattern in one pass over the text, and the tree as plain dicts. It knows three kinds of
label, only at line starts, and no facts; it is what the time of the real thing is measured
against, not a parser to use.
"""

from __future__ import annotations

import re
from typing import Any

NUMERAL = "([一二三四五六七八九十]{1,3})"
LABEL = re.compile(
    rf"^[ \t\u3000]*(?:{NUMERAL}、|[(（]{NUMERAL}[)）]|(\d{{1,3}})[.．、])[ \t]*([^。\n]*)",
    re.M,
)


def tree(text: str) -> list[dict[str, Any]]:
    """Sections and tasks, nested, with title and span; an open level's number is its depth."""
    root: list[dict[str, Any]] = []
    open_nodes: list[tuple[int, dict[str, Any]]] = []
    for match in LABEL.finditer(text):
        depth = 1 if match[1] else 2 if match[2] else 3
        start = match.start()
        while open_nodes and open_nodes[-1][0] >= depth:
            open_nodes.pop()[1]["end"] = start
        node = {"title": match[4], "start": start, "end": len(text), "children": []}
        (open_nodes[-1][1]["children"] if open_nodes else root).append(node)
        open_nodes.append((depth, node))
    return root


def count(nodes: list[dict[str, Any]]) -> int:
    """How many nodes a tree has."""
    return sum(1 + count(node["children"]) for node in nodes)
