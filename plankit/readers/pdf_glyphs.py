"""One PDF page as pieces: stretches of a line with no wide gap in them, and where they stand.

PDFium gives a page's text in one call and a character's place in one call each. A call a character
would double the time, so places are asked for only at the ends of lines and beside spaces: some
four calls a line, measured at a fifth to a third of what PDFium itself takes.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from .pdf_characters import CJK, ODD, RADICAL, stand_in
from .pdf_rules import Box, Rule, Rules, rules, turned

NO_GAP = 0.35
"""Ems between two characters up to which there is no space: the quarter em that typesetting puts
between Chinese and Latin characters, and what justified lines are stretched by."""
TYPED_GAP = 0.2
"""The same for a space that the file has: narrower ones are there without being seen."""
WIDE_GAP = 1.5
"""Ems from which two stretches of a line are two pieces: columns, cells, labelled fields."""
RULED_GAP = 0.4
"""Ems from which they are, where a table's line stands between them."""

_TOKEN = re.compile(r"[^\s\x00-\x20]+")
_LINE = re.compile(r"[^\r\n]+")


class Piece(NamedTuple):
    """A stretch of text on one line.

    Places are in the frame: x to the right along the reading direction, y upwards, whatever way
    the page is turned.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    font: str
    last_font: str
    box: Box
    """On the page as it is."""
    tilted: bool
    """Whether it does not run the way most of the page does."""


class Sheet(NamedTuple):
    """What was read of one page."""

    pieces: list[Piece]
    area: Box
    """The page's extent in the frame."""
    rules: Rules
    odd: int
    """How many characters stand for none: the font does not say what its glyphs mean."""
    swapped: int
    """How many characters were put in place of radicals and the like."""
    pictures: bool
    """Whether a page without text shows something."""


class _Token(NamedTuple):
    text: str
    glyph: int
    """Its number on the page, of its first character."""
    first: Box
    last: Box


class _Run(NamedTuple):
    """One line as PDFium gives it."""

    tokens: list[_Token]
    turn: int
    """Reading direction in quarter turns to the left; -1 for a slanting line."""
    origin: tuple[float, float]
    size: float
    font: str
    last_font: str


class Glyphs:
    """Asks PDFium for text and places; one object serves all pages, for its buffers."""

    def __init__(self, raw: Any) -> None:
        """`raw` is the module `pypdfium2.raw`."""
        self._raw = raw
        self._rect = raw.FS_RECTF()
        self._rect_ref = ctypes.byref(self._rect)
        self._matrix = raw.FS_MATRIX()
        self._matrix_ref = ctypes.byref(self._matrix)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_ref, self._y_ref = ctypes.byref(self._x), ctypes.byref(self._y)
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._flags_ref = ctypes.byref(self._flags)

    def sheet(self, page: Any) -> Sheet:
        """The pieces of a `pypdfium2.PdfPage`."""
        left, bottom, right, top = page.get_bbox()
        area = (left, bottom, right, top)
        textpage = page.get_textpage()
        try:
            text, places = self._text(textpage.raw)
            runs = self._runs(textpage.raw, text, places)
            if not runs:
                seen = self._raw.FPDFPage_CountObjects(page.raw) > 0
                return Sheet([], area, Rules(), 0, 0, seen)
            runs = _upright_columns(runs)
            turn = _main_turn(runs)
            drawn = rules(self._raw, page.raw, turn) if _maybe_table(runs, turn) else Rules()
            pieces: list[Piece] = []
            for run in runs:
                pieces.extend(self._pieces(textpage.raw, run, turn, drawn.uprights))
        finally:
            textpage.close()
        odd = len(ODD.findall(text))
        swapped = len(RADICAL.findall(text))
        return Sheet(pieces, turned(area, turn), drawn, odd, swapped, True)

    # -- text -----------------------------------------------------------------------------------

    def _text(self, handle: Any) -> tuple[str, list[int] | None]:
        """The page's text, and the glyph index of each of its characters unless it is the same."""
        count = self._raw.FPDFText_CountChars(handle)
        if count <= 0:
            return "", None
        buffer = (ctypes.c_ushort * (2 * count + 2))()
        got = self._raw.FPDFText_GetText(handle, 0, count, buffer) - 1
        text = bytes(buffer)[: 2 * max(got, 0)].decode("utf-16-le", "replace")
        if got == count and len(text) == count:
            return text, None
        # characters beyond the first plane, or glyphs that PDFium leaves out of the text
        at = 0
        places: list[int] = []
        for char in text:
            place = self._raw.FPDFText_GetCharIndexFromTextIndex(handle, at)
            places.append(place if place >= 0 else (places[-1] if places else 0))
            at += 2 if char > "\uffff" else 1
        return text, places

    def _runs(self, handle: Any, text: str, places: list[int] | None) -> list[_Run]:
        raw = self._raw
        runs = []
        for line in _LINE.finditer(text):
            tokens = []
            start, end = line.span()
            for match in _TOKEN.finditer(text, start, end):
                i, j = match.span()
                j -= 1
                a, b = (i, j) if places is None else (places[i], places[j])
                first = self._box(handle, a)
                last = first if a == b else self._box(handle, b)
                tokens.append(_Token(match.group(), a, first, last))
            if not tokens:
                continue
            a = tokens[0].glyph
            raw.FPDFText_GetMatrix(handle, a, self._matrix_ref)
            m = self._matrix
            scale = math.hypot(m.c, m.d) or math.hypot(m.a, m.b) or 1.0
            size = raw.FPDFText_GetFontSize(handle, a) * scale
            raw.FPDFText_GetCharOrigin(handle, a, self._x_ref, self._y_ref)
            origin = (self._x.value, self._y.value)
            turn = _turn(m.a, m.b)
            first, last = tokens[0].first, tokens[-1].last
            if (
                turn == 0
                and last[1] < first[1] - 0.5 * size
                and abs(last[0] - first[0]) < 0.5 * size
            ):
                turn = 3  # upright characters, one below the other
            runs.append(_Run(tokens, turn, origin, size or 1.0, self._font(handle, a), ""))
        return runs

    def _box(self, handle: Any, index: int) -> Box:
        if not self._raw.FPDFText_GetLooseCharBox(handle, index, self._rect_ref):
            return (0.0, 0.0, 0.0, 0.0)
        r = self._rect
        return (r.left, r.bottom, r.right, r.top)

    def _font(self, handle: Any, index: int) -> str:
        name = self._name
        got = self._raw.FPDFText_GetFontInfo(handle, index, name, len(name), self._flags_ref)
        return name.value.decode("utf-8", "replace") if 0 < got <= len(name) else ""

    # -- pieces ---------------------------------------------------------------------------------

    def _pieces(self, handle: Any, run: _Run, turn: int, uprights: Sequence[Rule]) -> list[Piece]:
        tilted = run.turn != turn
        frame = 0 if tilted else turn
        tokens = [(t.text, turned(t.first, frame), turned(t.last, frame)) for t in run.tokens]
        size = run.size
        base = turned((*run.origin, *run.origin), frame)[1]
        groups: list[tuple[str, int, int]] = []
        text, since = tokens[0][0], 0
        spaced = _letterspaced(tokens)
        for k in range(1, len(tokens)):
            before, word = tokens[k - 1], tokens[k]
            left, right = before[2][2], word[1][0]
            gap = (right - left) / size
            if not tilted and (
                (gap >= WIDE_GAP and not (len(before[0]) == len(word[0]) == 1 and gap < 5))
                or (gap >= RULED_GAP and _crossed(uprights, left, right, base))
            ):
                groups.append((text, since, k - 1))
                text, since = word[0], k
                continue
            wide = CJK.match(before[0], len(before[0]) - 1), CJK.match(word[0])
            if all(wide):
                tight = gap < NO_GAP and (
                    gap < TYPED_GAP or self._made(handle, run.tokens[k].glyph)
                )
                joint = "" if tight or spaced else " "
            elif any(wide) and gap < NO_GAP:
                joint = "" if self._made(handle, run.tokens[k].glyph) else " "
            else:
                joint = " "
            text += joint + word[0]
        groups.append((text, since, len(tokens) - 1))
        pieces = []
        for text, i, j in groups:
            a, b = tokens[i][1], tokens[j][2]
            raw_a, raw_b = run.tokens[i].first, run.tokens[j].last
            last = run.tokens[j]
            pieces.append(
                Piece(
                    stand_in(text),
                    min(a[0], b[0]),
                    min(a[1], b[1]),
                    max(a[2], b[2]),
                    max(a[3], b[3]),
                    base,
                    size,
                    run.font if i == 0 else self._font(handle, run.tokens[i].glyph),
                    self._font(handle, last.glyph + len(last.text) - 1),
                    (
                        round(min(raw_a[0], raw_b[0]), 2),
                        round(min(raw_a[1], raw_b[1]), 2),
                        round(max(raw_a[2], raw_b[2]), 2),
                        round(max(raw_a[3], raw_b[3]), 2),
                    ),
                    tilted,
                )
            )
        return pieces

    def _made(self, handle: Any, index: int) -> bool:
        """Whether the space before a glyph is PDFium's, not the file's."""
        return bool(self._raw.FPDFText_IsGenerated(handle, index - 1) == 1)


# -- directions -----------------------------------------------------------------------------------


def _turn(a: float, b: float) -> int:
    angle = math.degrees(math.atan2(b, a)) % 360
    turn = round(angle / 90) % 4
    return turn if abs((angle - 90 * turn + 180) % 360 - 180) < 5 else -1


def _upright_columns(runs: list[_Run]) -> list[_Run]:
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


def _single(run: _Run) -> bool:
    return len(run.tokens) == 1 and len(run.tokens[0].text) == 1


def _main_turn(runs: list[_Run]) -> int:
    weights = [0, 0, 0, 0]
    for run in runs:
        if run.turn >= 0:
            weights[run.turn] += sum(len(t.text) for t in run.tokens)
    return max(range(4), key=lambda t: (weights[t], -t))


# -- gaps and rules -------------------------------------------------------------------------------


def _letterspaced(tokens: list[tuple[str, Box, Box]]) -> bool:
    """Whether a line is set with a space behind each character, as titles are."""
    return len(tokens) >= 3 and sum(len(t[0]) == 1 for t in tokens) >= 0.7 * len(tokens)


def _maybe_table(runs: list[_Run], turn: int) -> bool:
    """Two lines with a gap that could lie between cells, or two pairs of lines side by side."""
    seen = 0
    level: float | None = None
    for run in runs:
        if run.turn != turn:
            continue
        boxes = [(turned(t.first, turn), turned(t.last, turn)) for t in run.tokens]
        base = boxes[0][0][1]
        gap = any(b[0][0] - a[1][2] >= 0.6 * run.size for a, b in pairwise(boxes))
        if gap or (level is not None and abs(base - level) < 0.5 * run.size):
            seen += 1
            if seen == 2:
                return True
        level = base
    return False


def _crossed(uprights: Sequence[Rule], left: float, right: float, y: float) -> bool:
    return any(left - 1 <= x <= right + 1 and low <= y <= high for x, low, high in uprights)
