"""The regions of a source: what each of its characters belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from .model import Region, RegionKind
from .text import Span

_offset = itemgetter(0)
_new = tuple.__new__  # a third of what Span(…) takes


def regions(
    length: int,
    base: Sequence[tuple[int, RegionKind, str | None]],
    claims: Sequence[tuple[int, int, RegionKind]],
) -> tuple[Region, ...]:
    """The whole source in stretches that follow each other without gaps.

    `base` says from where on what is meant; `claims` lie over it. White space belongs to what
    stands before it.
    """
    base = sorted(base, key=_offset)
    over = sorted(claims)
    k = 0
    current: tuple[RegionKind, str | None] = ("furniture", None)
    at = 0
    stretches: list[tuple[int, RegionKind, str | None]] = []
    for start, end, kind in over:
        if start < at:
            start = at
        if end <= start:
            continue
        while k < len(base) and base[k][0] < start:
            current = (base[k][1], base[k][2])
            if base[k][0] >= at:
                stretches.append(base[k])
            k += 1
        stretches.append((start, kind, None))
        while k < len(base) and base[k][0] < end:
            current = (base[k][1], base[k][2])
            k += 1
        at = end
        if not (k < len(base) and base[k][0] == end):
            stretches.append((end, *current))
    stretches.extend(base[k:])
    merged: list[tuple[int, RegionKind, str | None]] = []
    last_start, last_kind, last_node = -1, None, None
    for stretch in stretches:
        start, kind, node = stretch
        if start <= last_start:
            merged.pop()
            last_start, last_kind, last_node = merged[-1] if merged else (-1, None, None)
        if kind == last_kind and node == last_node:
            continue
        if start < length:
            merged.append(stretch)
            last_start, last_kind, last_node = stretch
    if length and (not merged or merged[0][0] > 0):
        if merged and merged[0][2] is None:
            merged[0] = (0, merged[0][1], None)
        else:
            merged.insert(0, (0, "furniture", None))  # no node begins with white space
    make = Region.make
    found: list[Region] = []
    end = length
    for start, kind, node in reversed(merged):
        found.append(make(kind=kind, span=_new(Span, (start, end)), node_id=node))
        end = start
    found.reverse()
    return tuple(found)
