"""The diagnostics of a plan in the order of its source, each told the node that it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from .model import Diagnostic, Section, Task
from .text import Span

_START: Final = Span(0, 0)


def diagnosed(
    found: Iterable[Diagnostic], children: Sequence[Section | Task]
) -> tuple[Diagnostic, ...]:
    """What was found, ordered by span; those without one come first.

    The innermost node in which a span begins is the diagnostic's; what stands outside the tree, or
    has no span, is about no node.
    """
    told = tuple(sorted(found, key=lambda d: d.span or _START))
    for one in told:
        if one.span is not None:
            # frozen for others, still in the making here
            one.__dict__["node_id"] = _innermost(children, one.span.start)
    return told


def _innermost(children: Sequence[Section | Task], at: int) -> str | None:
    """The id of the deepest node around an offset; nodes stand in order, each within its parent."""
    found: str | None = None
    while children:
        k = bisect_right(children, at, key=_begin) - 1
        if k < 0 or children[k].span.end <= at:
            break
        found, children = children[k].id, children[k].children
    return found


def _begin(node: Section | Task) -> int:
    return node.span.start
