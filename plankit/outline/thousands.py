"""Labels of four and five digits, which go on where a run of labels has reached 999.

Alone, a number of four digits at the beginning of a line is a year more often than a label, so none
is read as one before the run of its own plan comes to it.
"""

from __future__ import annotations

import re
from typing import Final

from .labels import LINE, Candidate

_LABEL: Final = re.compile(
    r"(?<=\n)[ \t\u3000]*(([0-9]{4,5})[.．、][ \t\u3000]*)(?=[\u3400-\u9fffA-Za-z“《（])"
)
LEAST: Final = 500
"""Labels without which no run has come to 999, though it may begin late: spares the search."""
MISSING: Final = 9
"""How many numbers may be missing before the next."""


def with_thousands(string: str, found: list[Candidate]) -> list[Candidate]:
    """The candidates with those that go on behind 999."""
    if len(found) < LEAST:
        return found
    last = next((c for c in found if c.number == 999 and c.place == LINE), None)
    if last is None or last.style != "arabic":
        return found
    number = last.number or 0
    made: list[Candidate] = []
    for match in _LABEL.finditer(string, last.end):
        following = int(match[2])
        if number < following <= number + 1 + MISSING:
            number = following
            made.append(Candidate(*match.span(1), "arabic", number, LINE, True))
    return sorted([*found, *made]) if made else found
