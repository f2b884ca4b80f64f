"""The diagnostics of a plan in the order of its source, each told the node that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from .model import Diagnostic, Section, Task
from .text import Span

_START = Span(0, 0)


def diagnosed(
    found: Iterable[Diagnostic], children: Sequence[Section | Task]
) -> tuple[Diagnostic, ...]:
    """What was found, ordered by span; those without one come first.

    The innermost node in which a span begins is the diagnostic's; what stands outside the tree, or
    has no span, is about no node.
    """
    told = tuple(sorted(found, key=lambda d: d.span or _START))
    if not told:
        return told
    nodes = sorted(_walk(children), key=attrgetter("span.start"))  # stable: outer before inner
    around: list[Section | Task] = []
    k = 0
    for one in told:
        if one.span is None:
            continue
        at = one.span.start
        while k < len(nodes) and nodes[k].span.start <= at:
            _leave(around, nodes[k].span.start)
            around.append(nodes[k])
            k += 1
        _leave(around, at)
        if around:
            one.__dict__["node_id"] = around[-1].id  # frozen for others, still in the making here
    return told


def _leave(around: list[Section | Task], at: int) -> None:
    while around and around[-1].span.end <= at:
        around.pop()


def _walk(children: Sequence[Section | Task]) -> Iterator[Section | Task]:
    for child in children:
        yield child
        yield from child.walk()
