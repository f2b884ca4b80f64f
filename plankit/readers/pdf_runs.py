"""The lines of a PDF page as PDFium gives them, and which way they run."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .pdf_rules import Box, turned

_LABEL = re.compile(
    r"[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.．、](?![0-9])|[①-⑳]"
)
"""A number at the head of a line."""


class Token(NamedTuple):
    """Characters without a space between them."""

    text: str
    glyph: int
    """Its number on the page, of its first character."""
    first: Box
    last: Box


class Run(NamedTuple):
    """One line as PDFium gives it."""

    tokens: list[Token]
    turn: int
    """Reading direction in quarter turns to the left; -1 for a slanting line."""
    origin: tuple[float, float]
    size: float
    font: str
    moved: bool = False
    """Whether its tokens stood in another order in the file."""


def turn_of(a: float, b: float) -> int:
    """The direction of a text matrix whose first row is (a, b), in quarter turns; -1 for none."""
    angle = math.degrees(math.atan2(b, a)) % 360
    turn = round(angle / 90) % 4
    return turn if abs((angle - 90 * turn + 180) % 360 - 180) < 5 else -1


def upright_columns(runs: list[Run]) -> list[Run]:
    """Runs of one character each, one below the other, run downwards: vertical text."""
    below = 0
    for a, b in pairwise(runs):
        drop = a.origin[1] - b.origin[1]
        if (
            _single(a)
            and _single(b)
            and abs(a.origin[0] - b.origin[0]) < 0.5 * a.size
            and 0.5 * a.size < drop < 2.5 * a.size
        ):
            below += 1
    if below < 4 or below < 0.6 * len(runs):
        return runs
    return [run._replace(turn=3) if _single(run) and run.turn == 0 else run for run in runs]


def _single(run: Run) -> bool:
    return len(run.tokens) == 1 and len(run.tokens[0].text) == 1


def main_turn(runs: list[Run]) -> int:
    """The direction that most of a page's characters run in."""
    weights = [0, 0, 0, 0]
    for run in runs:
        if run.turn >= 0:
            for token in run.tokens:
                weights[run.turn] += len(token.text)
    return max(range(4), key=lambda t: (weights[t], -t))


def maybe_table(runs: list[Run], turn: int) -> bool:
    """Two lines with a gap that could lie between cells, or not below the line before them."""
    seen = 0
    level: float | None = None
    for run in runs:
        if run.turn != turn:
            continue
        base = turned(run.tokens[0].first, turn)[1]
        if (level is not None and base > level - 0.5 * run.size) or any(
            not -0.5 < (turned(b.first, turn)[0] - turned(a.last, turn)[2]) / run.size < 0.6
            for a, b in pairwise(run.tokens)
        ):
            seen += 1
            if seen == 2:
                return True
        level = base
    return False


def jumps(runs: list[Run], turn: int) -> bool:
    """Whether a line is narrower than its characters: some of them stand elsewhere on the page."""
    for run in runs:
        if run.turn == turn:
            for token in run.tokens:
                wide = turned(token.last, turn)[2] - turned(token.first, turn)[0]
                if wide < 0.4 * run.size * (len(token.text) - 1):
                    return True
    return False


def in_order(run: Run, turn: int) -> Run:
    """A line's tokens from left to right, where the file draws them in another order.

    Word processors draw the characters of one font together: the quotes of a line first, then the
    words between them. What stands on another height stays where it is.
    """
    places = [(turned(t.first, turn), turned(t.last, turn)) for t in run.tokens]
    if all(b[0] - a[2] >= -0.5 * run.size for (_, a), (b, _) in pairwise(places)):
        return run
    if any(abs(a[1] - places[0][0][1]) > 0.5 * run.size for a, _ in places):
        return run
    order = sorted(range(len(places)), key=lambda k: places[k][0][0])
    return run._replace(tokens=[run.tokens[k] for k in order], moved=True)


def behind_label(tokens: list[Token]) -> int:
    """The glyph that tells how a line is set: not the number that Word puts before it, which may
    be of another size.
    """
    first = tokens[0]
    label = _LABEL.match(first.text)
    if label is None:
        return first.glyph
    if label.end() < len(first.text):
        return first.glyph + label.end()
    return tokens[1].glyph if len(tokens) > 1 else first.glyph


def letterspaced(tokens: list[tuple[str, Box, Box]]) -> bool:
    """Whether a line is set with a space behind each character, as titles are."""
    return len(tokens) >= 3 and sum(len(t[0]) == 1 for t in tokens) >= 0.7 * len(tokens)


def plain(token: Token, size: float, turn: int, rules: Sequence[float]) -> bool:
    """Whether characters fill the stretch from the first to the last, and no rule stands in it."""
    text = token.text
    left, right = turned(token.first, turn)[0], turned(token.last, turn)[2]
    if any(left + 1 < x < right - 1 for x in rules):
        return False
    narrow = len(text.encode("ascii", "ignore"))
    usual = len(text) - 0.46 * narrow  # figures have 0.5 to 0.58 ems
    return abs((right - left) / size - usual) < 0.6 + 0.1 * narrow


def between(rules: Sequence[float], before: Box, after: Box) -> bool:
    """Whether a rule stands between two characters; they may touch or overlap it a little."""
    left, right = (before[0] + before[2]) / 2, (after[0] + after[2]) / 2
    low, high = before[2] - 1.5, after[0] + 1.5
    return any(left < x < right and low <= x <= high for x in rules)
