"""Tables that a PDF page shows without upright rules, told by their line of column heads.

What is believed: three heads or more stand on one line, two of them known as such (序号, 责任单位);
below it each column keeps to itself, so that a stretch of white runs from the heads to the table's
end between any two; and rows begin at their serial number, or lie as high above it as below, or
stand further apart than their lines. The rules that the table would have are given, and everything
else is done as for a table that has them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ..lexicon import shipped
from .pdf_rules import Rule, Rules, turned
from .pdf_runs import Run

MAYBE = re.compile(
    r"序\s?号|(?:责任|牵头|配合|承办)\s?(?:单位|部门|科室|处室|人)|完成时[限间]|工作[措任举]"
)
"""A page without one of these has no such table."""

_OWNER = re.compile(r"(?:责任|牵头|配合|承办|协办|主办)(?:单位|部门|科室|处室|领导|人)$")
_SERIAL = re.compile(r"[（(]?[0-9]{1,3}[）)]?[.．、]?|[一二三四五六七八九十]{1,3}、?")
_MARGIN = 2.0
"""Points between the outermost words and the rules around them."""
_APART = 1.25
"""Between rows, in distances within them, where rows are set apart."""
_MOST = 300
"""Lines of a table on one page."""
_END = 2.4
"""Distances between lines from which a table is over."""


class _Word(NamedTuple):
    text: str
    x0: float
    x1: float
    base: float
    size: float


@cache
def _heads() -> frozenset[str]:
    return frozenset(row[0] for row in shipped("ledger_columns"))


def _is_head(words: str) -> bool:
    """Whether it ends with a head that ledgers have."""
    return _OWNER.search(words) is not None or any(words[k:] in _heads() for k in range(len(words)))


class Columns(NamedTuple):
    """Where the columns of a table stand that may go on with the next page."""

    gaps: list[tuple[float, float]]
    left: float
    right: float
    middle: bool
    """Whether the numbers of rows stand half way up."""


def bare_tables(
    runs: Sequence[Run], turn: int, drawn: Rules, before: Columns | None = None
) -> tuple[Rules, Columns] | None:
    """The rules of the page with those of its bare tables, and the columns of the last of them;
    None where it has no such table.

    `drawn` are the rules that are there, `before` the columns of the table that the page before
    ends with.
    """
    lines = _lines(runs, turn)
    uprights: list[Rule] = []
    levels: list[Rule] = []
    last: Columns | None = None
    k = 0
    while k < len(lines):
        heads = lines[k]
        known = len(heads) > 2 and sum(_is_head(w.text) for w in heads) > 1
        found: _Table | None = None
        if known and all(len(w.text) <= 12 for w in heads):
            found = _Table(heads, lines[k + 1 : k + _MOST], before)
        elif before is not None and k < 3:
            found = _Table([], lines[k : k + _MOST], before)
        if found is not None and found.rows:
            last = found.rule(drawn, uprights, levels)
            k += len(found.lines)
        k += 1
    if last is None:
        return None
    return Rules([*drawn.uprights, *uprights], [*drawn.levels, *levels]), last


def _lines(runs: Sequence[Run], turn: int) -> list[list[_Word]]:
    """Words by line, from top to bottom."""
    words = []
    for run in runs:
        if run.turn == turn:
            base = turned((*run.origin, *run.origin), turn)[1]
            for token in run.tokens:
                x0, x1 = turned(token.first, turn)[0], turned(token.last, turn)[2]
                words.append(_Word(token.text, x0, x1, base, run.size))
    words.sort(key=lambda w: (-w.base, w.x0))
    lines: list[list[_Word]] = []
    for word in words:
        if lines and lines[-1][0].base - word.base < 0.3 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda w: w.x0)
    return lines


class _Table:
    """A line of heads and the lines below it that keep to its columns."""

    def __init__(
        self, heads: list[_Word], below: list[list[_Word]], before: Columns | None = None
    ) -> None:
        self.heads = heads
        self.before = before
        self.gaps = [(a.x1, b.x0) for a, b in pairwise(heads)]
        if before is not None and not heads:
            self.gaps = before.gaps
        """Where a rule may stand between two columns."""
        self.lines: list[list[_Word]] = []
        self.spans: set[int] = set()
        """Numbers of lines that run over several columns: headings within the table."""
        self.rows: list[float] = []
        """Heights of the rules above each row, and below the last."""
        self.middle = False
        self.lead = _distance(below)
        above = heads or below[0]
        for line in below:
            if above[0].base - line[0].base > _END * self.lead or not self._take(line):
                break
            above = line
        while self.lines and len(self.lines) - 1 in self.spans:
            self.spans.remove(len(self.lines) - 1)
            self.lines.pop()
        if len(self.lines) > 1:
            self._settle()

    def _take(self, line: list[_Word]) -> bool:
        """Add a line if each of its words keeps to a column."""
        gaps = []
        for low, high in self.gaps:
            for word in line:
                if word.x0 < high and word.x1 > low:
                    if (word.x0 + word.x1) / 2 < (low + high) / 2:
                        low = max(low, word.x1)
                    else:
                        high = min(high, word.x0)
            gaps.append((low, high))
        if all(high - low > 0.25 * line[0].size for low, high in gaps):
            self.gaps = gaps
            self.lines.append(line)
            return True
        words = line[0].text
        if len(line) == 1 and len(words) <= 24 and words[-1] not in "，。；、：" and self.heads:
            self.spans.add(len(self.lines))
            self.lines.append(line)
            return True
        return False

    def _settle(self) -> None:
        """Find the rows; a table that goes on without heads has numbers and three columns."""
        lines = self.lines
        top = self._top()
        numbers = [
            k
            for k, line in enumerate(lines)
            if k not in self.spans
            and line[0].x1 < self.gaps[0][1]
            and _SERIAL.fullmatch(line[0].text) is not None
        ]
        if not self.heads and (len(numbers) < 2 or max(map(self._columns, lines)) < 3):
            return
        if len(numbers) > 1:
            self.middle = self._is_middle(numbers)
            self.rows = (self._in_the_middle if self.middle else self._at_the_top)(numbers, top)
        else:
            self.rows = self._by_distance(top)

    def _top(self) -> float:
        """The height above the first line."""
        first = self.lines[0]
        return _between(self.heads, first) if self.heads else first[0].base + 1.1 * first[0].size

    def _low(self) -> float:
        """The height below the last line."""
        return self.lines[-1][0].base - 0.4 * self.lines[-1][0].size

    def _at_the_top(self, numbers: list[int], top: float) -> list[float]:
        """Rows that begin at the line of their number."""
        lines = self.lines
        steps = [a[0].base - b[0].base for a, b in pairwise(lines)]
        for k in range(numbers[-1], len(steps)):
            if steps[k] > 1.6 * min(steps):  # what stands below the table
                del lines[k + 1 :]
                break
        ends = [
            _between(lines[k - 1], lines[k])
            for k in range(1, len(lines))
            if k in numbers or k in self.spans or k - 1 in self.spans
        ]
        return [top, *ends, self._low()]

    def _is_middle(self, numbers: list[int]) -> bool:
        """Whether numbers stand half way up their rows: not all cells have a line beside them."""
        all_columns = len(self.gaps) + 1
        full = sum(self._columns(self.lines[k]) == all_columns for k in numbers)
        if full < 0.75 * len(numbers):
            return not self.spans
        if numbers[0] == 0:
            return False
        return not self.spans and (self.before is None or self.before.middle)

    def _in_the_middle(self, numbers: list[int], top: float) -> list[float]:
        """Rows whose number stands half way up: as high above it as below."""
        lines = self.lines
        middles = [lines[k][0].base + 0.35 * lines[k][0].size for k in numbers]
        cuts = [_between(a, b) for a, b in pairwise(lines)]
        best: tuple[float, list[float]] = (math.inf, [])
        for start in [top, *cuts[: numbers[0]]]:
            places, off = [start], 0.0
            for number, middle in zip(numbers, middles, strict=True):
                wanted = 2 * middle - places[-1]
                places.append(min([*cuts[number:], self._low()], key=lambda y: abs(y - wanted)))
                if number != numbers[-1]:  # the page may end within the last row
                    off = max(off, abs(places[-1] - wanted))
            if off < best[0]:
                best = (off, places if start == top else [top, *places])
        places = best[1]
        # a row that the page cuts has its number half way up what stands on the next one, too
        for above, line in pairwise(lines):
            if line[0].base < places[-1]:
                if above[0].base - line[0].base > 1.3 * self.lead or self._columns(line) < 2:
                    break
                places[-1] = line[0].base - 0.4 * line[0].size
        return places

    def _by_distance(self, top: float) -> list[float]:
        """Rows that stand further apart than their lines, or that fill all columns but one."""
        lines = self.lines
        steps = [a[0].base - b[0].base for a, b in pairwise(lines)]
        apart = [s > _APART * min(steps) for s in steps]
        if not any(apart):
            need = max(2, len(self.gaps))
            apart = [self._columns(line) >= need for line in lines[1:]]
        places = [top]
        for k, far in enumerate(apart, 1):
            if far or k in self.spans or k - 1 in self.spans:
                places.append(_between(lines[k - 1], lines[k]))
        return [*places, self._low()]

    def _columns(self, line: list[_Word]) -> int:
        """How many columns a line has words in."""
        return len({sum(word.x0 >= high for _, high in self.gaps) for word in line})

    def rule(self, drawn: Rules, uprights: list[Rule], levels: list[Rule]) -> Columns:
        """Add the rules of the table to those found so far."""
        words = [*self.heads, *(w for line in self.lines for w in line)]
        left = min(w.x0 for w in words) - _MARGIN
        right = max(w.x1 for w in words) + _MARGIN
        if self.before is not None and not self.heads:
            left, right = min(left, self.before.left), max(right, self.before.right)
        top, low = self.rows[0], self.rows[-1]
        if self.heads:
            top = self.heads[0].base + 1.2 * self.heads[0].size
            levels.append((top, left, right))
        first = self.lines[0][0].base
        inside = [y for y, a, b in drawn.levels if low + 4 < y < first and b - a > 100]
        rows = [self.rows[0], *inside, low] if 2 * len(inside) > len(self.rows) - 2 else self.rows
        levels.extend((y, left, right) for y in rows)
        over = [
            (_between(self.lines[k - 1] if k else self.heads, self.lines[k]),
             _between(self.lines[k], self.lines[k + 1]))
            for k in sorted(self.spans)
        ]  # fmt: skip
        # where the next column's words begin, which is the same on each page
        places = [max(a + 0.5, b - _MARGIN) for a, b in self.gaps]
        for x in (left, *places, right):
            at = top
            for upper, lower in over if left < x < right else ():
                uprights.append((x, upper, at))
                at = lower
            uprights.append((x, low, at))
        return Columns(self.gaps, left, right, self.middle)


def _between(a: list[_Word], b: list[_Word]) -> float:
    """The height half way between the letters of two lines."""
    return (a[0].base + b[0].base + 0.7 * b[0].size) / 2


def _distance(lines: list[list[_Word]]) -> float:
    """From one line to the next, of most of the first ones."""
    usual = 1.6 * lines[0][0].size if lines else 0.0
    steps = [a[0].base - b[0].base for a, b in pairwise(lines[:40])]
    wide = [s for s in steps if s > 0.45 * usual]
    return max(0.7 * usual, min(median(wide), 1.4 * usual)) if wide else usual
