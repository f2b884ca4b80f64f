"""The clauses and sentences of a text: where the one begins that a place stands in."""

from __future__ import annotations

BREAKS = frozenset("，。；：！？,;:!?\n（）()【】[]|…")
_WINDOW = 60
_REACH = 90


def clause_start(plain: str, at: int, low: int) -> int:
    """Where the clause that `at` stands in begins; not before `low`."""
    # clauses are short: this is faster than offsets of all marks, searched for beforehand
    floor = max(low, at - _WINDOW)
    while at > floor and plain[at - 1] not in BREAKS:
        at -= 1
    return at


def sentence_start(plain: str, at: int) -> int:
    """Where the sentence that `at` stands in begins; `_REACH` characters before it at most."""
    rfind = plain.rfind
    low = max(0, at - _REACH)
    start = low
    for mark in "。；\n;！？!?":
        found = rfind(mark, start, at)
        if found >= 0:
            start = found + 1
    return start
