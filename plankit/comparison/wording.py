"""What counts as the same wording, and where two wordings differ.

For finding counterparts, years, numbers, marks and the names of the plans' own places are no
difference: 2022年新增3所 and 2023年新增5所 are one task. For showing differences they are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

# full-width forms and the marks that look alike, one to one
_ALIKE = {'"': "“”„‟「」『』", "'": "‘’", "[": "〔【", "]": "〕】", "-": "—–―－~～"}
_HALF: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(mark): plain for plain, marks in _ALIKE.items() for mark in marks
}
_DATE = re.compile(
    r"(?:(?:19|20)\d\d\s?(?:[-—~至]+\s?(?:20)?\d\d)?\s?(?:学?年度?|[-./](?=\d))|\d{1,2}\s?[月日号](?:份|底前?)?)+"
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SKIPPED = re.compile(r"[\W_]+")
_CLAUSE_END = re.compile(r"[。；;！!？?\n]+")
_COMMA = re.compile(r"[，,、：:]")
_RUN = 24  # characters that are compared at once
_LONGEST_CLAUSE = 400  # the time for a difference grows with the product of two lengths


def fold(text: str) -> str:
    """The text with full-width forms and look-alike marks made one; as long as before."""
    return text.translate(_HALF)


def key(folded: str, places: re.Pattern[str] | None = None) -> str:
    """A folded text without what makes no difference of task: dates, numbers, marks, `places`."""
    text = _NUMBER.sub("0", _DATE.sub("", folded))
    if places is not None:
        text = places.sub("", text)
    return _SKIPPED.sub("", text).lower()


@cache
def place_pattern(names: tuple[str | None, ...]) -> re.Pattern[str] | None:
    """A pattern for the names of a plan's own places, with and without 省市区县."""
    found = set()
    for name in names:
        if name and len(name) > 1:
            found.add(name)
            short = re.sub(r"(?:特别行政区|自治[区州县]|新区|[省市区县盟旗])$", "", name)
            if len(short) > 1:
                found.add(short)
    if not found:
        return None
    words = "|".join(map(re.escape, sorted(found, key=lambda w: (-len(w), w))))
    return re.compile(f"(?:{words})[省市区县]?")


def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters; a single character for itself."""
    if len(text) < 2:
        return frozenset(text)
    return frozenset(map("".join, pairwise(text)))


class Clause(NamedTuple):
    """A sentence or ；-clause of a unit's words: where it stands there, and its key."""

    start: int
    end: int
    key: str


def clauses(folded: str, places: re.Pattern[str] | None = None) -> list[Clause]:
    """The clauses of a folded text, marks and white space between them left out.

    A clause that is very long is cut at a comma, or anywhere.
    """
    found = []
    for start, end in _cut(folded):
        words = folded[start:end]
        i = start + len(words) - len(words.lstrip())
        j = start + len(words.rstrip())
        if i < j:
            found.append(Clause(i, j, key(folded[i:j], places)))
    return found


def _cut(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for end, until in [(m.start(), m.end()) for m in _CLAUSE_END.finditer(text)] + [
        (len(text), len(text))
    ]:
        while end - at > _LONGEST_CLAUSE:
            commas = [m.end() for m in _COMMA.finditer(text, at + 1, at + _LONGEST_CLAUSE)]
            cut = commas[-1] if commas else at + _LONGEST_CLAUSE
            yield at, cut
            at = cut
        yield at, end
        at = until


# -- differences ----------------------------------------------------------------------------------


def differences(x: str, y: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The stretches of `x` that are not in `y`, and those of `y` that are not in `x`; both folded.

    Few and whole: islands of a few characters between longer changes go with them, a number is
    never cut in two, and marks alone are no difference.
    """
    from rapidfuzz.distance import Indel

    if x == y:
        return [], []
    changes = [
        [op.src_start, op.src_end, op.dest_start, op.dest_end]
        for op in Indel.opcodes(x, y)
        if op.tag != "equal"
    ]
    joined: list[list[int]] = []
    for change in changes:
        if joined and _is_island(x[joined[-1][1] : change[0]], joined[-1], change):
            joined[-1][1], joined[-1][3] = change[1], change[3]
        else:
            joined.append(change)
    for change in joined:
        _take_whole_numbers(x, y, change)
    told = [c for c in joined if _says(x, y, c)]
    return _merged((c[0], c[1]) for c in told), _merged((c[2], c[3]) for c in told)


def _is_island(same: str, before: Sequence[int], after: Sequence[int]) -> bool:
    if len(same) > 3:
        return False
    changed = min(
        max(before[1] - before[0], before[3] - before[2]),
        max(after[1] - after[0], after[3] - after[2]),
    )
    # a common character or two between longer changes is chance
    return changed >= 2 * len(same)


def _says(x: str, y: str, change: Sequence[int]) -> bool:
    """Whether a change is of more than marks; years and numbers are shown."""
    return any(c.isalnum() for c in x[change[0] : change[1]] + y[change[2] : change[3]])


def _take_whole_numbers(x: str, y: str, change: list[int]) -> None:
    """Widen a change to the ends of the numbers that it cuts; what is taken is equal in both."""

    def digits(text: str, i: int) -> bool:
        return 0 <= i < len(text) and (text[i].isdigit() or text[i] in ".,")

    def inside(text: str, i: int) -> bool:
        return digits(text, i - 1) and digits(text, i)

    i, j, k, m = change
    while i > 0 and k > 0 and x[i - 1] == y[k - 1] and (inside(x, i) or inside(y, k)):
        i, k = i - 1, k - 1
    while j < len(x) and m < len(y) and x[j] == y[m] and (inside(x, j) or inside(y, m)):
        j, m = j + 1, m + 1
    change[:] = i, j, k, m


def _merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in stretches:
        if start == end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


# -- back to the source ---------------------------------------------------------------------------


def origins(words: str, string: str) -> list[int]:
    """For each character of `words` the place in `string` it was copied from.

    `string` is the node's piece of the source, of which `words` are an edited copy: characters
    were taken out, put in or exchanged, in order. Linear: where the two part ways, the next place
    where they agree is looked for in a bounded distance, and behind what was left out.
    """
    found: list[int] = []
    at, n = 0, len(string)
    for i, char in enumerate(words):
        if i < len(found):
            continue
        run = words[i : i + _RUN]
        if string.startswith(run, at):  # nearly always
            found.extend(range(at, at + len(run)))
            at += len(run)
            continue
        if char.isspace():
            found.append(found[-1] if found else 0)
            continue
        while at < n and string[at] != char and string[at].isspace():
            at += 1
        if at < n and string[at] != char:
            probe = words[i : i + 6]
            ahead = string.find(probe, at, at + 2000)
            if ahead < 0:
                ahead = string.find(probe[:3], at, at + 40)
            if ahead >= 0:
                at = ahead
        if at == n:
            found.append(max(n - 1, 0))
            continue
        found.append(at)
        # an exchanged character stands where the next of the source does; one that was put in
        # takes nothing of it
        if string[at] == char or not string.startswith(words[i + 1 : i + 3], at):
            at += 1
    return found
