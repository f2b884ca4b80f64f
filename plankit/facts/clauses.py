"""The clauses of a text: where the one begins that a place stands in."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

BREAKS = frozenset("，。；：！？,;:!?\n（）()【】[]|…")
_WINDOW = 60


def clause_start(plain: str, at: int, low: int) -> int:
    """Where the clause that `at` stands in begins; not before `low`."""
    floor = max(low, at - _WINDOW)
    if at <= floor:
        return at
    breaks = _breaks(plain)
    k = bisect_left(breaks, at)
    return max(floor, breaks[k - 1] + 1) if k else floor


_BREAK = re.compile(f"[{re.escape(''.join(BREAKS))}]")


@lru_cache(maxsize=2)
def _breaks(plain: str) -> list[int]:
    """Offsets of the marks of a text that end a clause: each number asks for them often."""
    return [m.start() for m in _BREAK.finditer(plain)]
