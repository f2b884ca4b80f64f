"""One PDF page as pieces: stretches of a line with no wide gap in them, and where they stand.

PDFium gives a page's text in one call and a character's place in one call each. A call a character
would double the time, so places are asked for only at the ends of lines and beside spaces: some
four calls a line, measured at a fifth to a third of what PDFium itself takes.
"""

from __future__ import annotations

import ctypes
import math
import re
from typing import Any, NamedTuple

from ..lexicon import shipped

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

NO_GAP = 0.35
"""Ems between two characters up to which there is no space: the quarter em that typesetting puts
between Chinese and Latin characters, and what justified lines are stretched by."""
WIDE_GAP = 1.5
"""Ems from which two stretches of a line are two pieces: columns, cells, labelled fields."""
RULED_GAP = 0.4
"""Ems from which they are, where a table's line stands between them."""

_TOKEN = re.compile(r"[^\s\x00-\x20]+")
_LINE = re.compile(r"[^\r\n]+")
CJK = re.compile(r"[\u2e80-\u303f\u3100-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’…—\U00020000-\U0003ffff]")


class Piece(NamedTuple):
    """A stretch of text on one line. Places are in the frame: x to the right along the reading
    direction, y upwards, whatever way the page is turned."""

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
    uprights: list[tuple[float, float, float]]
    """Vertical rules: x, lower y, upper y."""
    levels: list[tuple[float, float, float]]
    """Horizontal rules: y, left x, right x."""
    odd: int
    """How many characters stand for none: the font does not say what its glyphs mean."""
    pictures: bool
    """Whether a page without text shows something."""


class _Token(NamedTuple):
    text: str
    index: int
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
        area = tuple(page.get_bbox())
        textpage = page.get_textpage()
        try:
            text, places = self._text(textpage.raw)
            runs = self._runs(textpage.raw, text, places)
            if not runs:
                seen = self._raw.FPDFPage_CountObjects(page.raw) > 0
                return Sheet([], area, [], [], 0, seen)  # type: ignore[arg-type]
            turn = _main_turn(runs)
            uprights: list[tuple[float, float, float]] = []
            levels: list[tuple[float, float, float]] = []
            if _maybe_table(runs, turn):
                uprights, levels = self._rules(page.raw, turn)
            pieces: list[Piece] = []
            for run in runs:
                pieces.extend(self._pieces(textpage.raw, run, turn, uprights))
        finally:
            textpage.close()
        odd = len(_ODD.findall(text))
        return Sheet(pieces, _turned(area, turn), uprights, levels, odd, True)  # type: ignore[arg-type]

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
        places = []
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
            a = tokens[0].index
            raw.FPDFText_GetMatrix(handle, a, self._matrix_ref)
            m = self._matrix
            scale = math.hypot(m.c, m.d) or math.hypot(m.a, m.b) or 1.0
            size = raw.FPDFText_GetFontSize(handle, a) * scale
            raw.FPDFText_GetCharOrigin(handle, a, self._x_ref, self._y_ref)
            origin = (self._x.value, self._y.value)
            turn = _turn(m.a, m.b)
            first, last = tokens[0].first, tokens[-1].last
            if turn == 0 and last[1] < first[1] - 0.5 * size and abs(last[0] - first[0]) < 0.5 * size:
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

    def _pieces(
        self, handle: Any, run: _Run, turn: int, uprights: list[tuple[float, float, float]]
    ) -> list[Piece]:
        tilted = run.turn != turn
        frame = 0 if tilted else turn
        tokens = [(t.text, _turned(t.first, frame), _turned(t.last, frame)) for t in run.tokens]
        size = run.size
        base = _turned((*run.origin, *run.origin), frame)[1]
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
                joint = "" if gap < NO_GAP or spaced else " "
            elif any(wide) and gap < NO_GAP:
                joint = "" if self._generated(handle, run.tokens[k].index - 1) else " "
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
                    run.font if i == 0 else self._font(handle, run.tokens[i].index),
                    self._font(handle, last.index + len(last.text) - 1),
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

    def _generated(self, handle: Any, index: int) -> bool:
        return self._raw.FPDFText_IsGenerated(handle, index) == 1

    # -- rules ----------------------------------------------------------------------------------

    def _rules(
        self, page: Any, turn: int
    ) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
        """The straight lines drawn on the page, upright and level, joined where they touch."""
        raw = self._raw
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        refs = [ctypes.byref(v) for v in (left, bottom, right, top)]
        upright: dict[int, list[tuple[float, float]]] = {}
        level: dict[int, list[tuple[float, float]]] = {}
        for k in range(raw.FPDFPage_CountObjects(page)):
            item = raw.FPDFPage_GetObject(page, k)
            if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
                continue
            if not raw.FPDFPageObj_GetBounds(item, *refs):
                continue
            x0, y0, x1, y1 = _turned((left.value, bottom.value, right.value, top.value), turn)
            wide, high = x1 - x0, y1 - y0
            if wide <= 3 and high >= 6:
                upright.setdefault(round(x0 + x1), []).append((y0, y1))
            elif high <= 3 and wide >= 6:
                level.setdefault(round(y0 + y1), []).append((x0, x1))
            elif wide > 6 and high > 6:
                # a frame, or a cell's background: its edges do as well as lines
                for x in (x0, x1):
                    upright.setdefault(round(2 * x), []).append((y0, y1))
                for y in (y0, y1):
                    level.setdefault(round(2 * y), []).append((x0, x1))
        return _joined(upright), _joined(level)


_ODD = re.compile(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


def _stand_ins() -> dict[int, str | None]:
    import unicodedata

    table: dict[int, str | None] = {ord(a): b for a, b in shipped("radicals")}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20), 0x2E9F, 0x2EF3):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and len(plain) == 1:
            table[code] = plain
    for code in (0x00AD, 0x0002, 0xFEFF, 0xFFFE):
        table[code] = None if code != 0xFFFE else "-"
    return table


_table: dict[int, str | None] = {}
_LOOKALIKE = re.compile(r"[\x02\xad\u2e80-\u2fd5\uf900-\ufaff\ufeff\ufffe\U0002f800-\U0002fa1f]")


def lookalikes(text: str) -> int:
    """How many characters `stand_in` replaces."""
    return sum(a in _stand_ins_once() for a in map(ord, _LOOKALIKE.findall(text)))


def _stand_ins_once() -> dict[int, str | None]:
    if not _table:
        _table.update(_stand_ins())
    return _table


def stand_in(text: str) -> str:
    """Text with the characters that radicals and compatibility ideographs stand for."""
    if _LOOKALIKE.search(text) is None:
        return text
    return text.translate(_stand_ins_once())


# -- directions -----------------------------------------------------------------------------------


def _turn(a: float, b: float) -> int:
    angle = math.degrees(math.atan2(b, a)) % 360
    turn = round(angle / 90) % 4
    return turn if abs((angle - 90 * turn + 180) % 360 - 180) < 5 else -1


def _main_turn(runs: list[_Run]) -> int:
    weights = [0, 0, 0, 0]
    for run in runs:
        if run.turn >= 0:
            weights[run.turn] += sum(len(t.text) for t in run.tokens)
    return max(range(4), key=lambda t: (weights[t], -t))


def _turned(box: Box, turn: int) -> Box:
    """A box in the frame where text of this direction runs to the right."""
    x0, y0, x1, y1 = box
    if turn == 0:
        return box
    if turn == 1:
        return (y0, -x1, y1, -x0)
    if turn == 2:
        return (-x1, -y1, -x0, -y0)
    return (-y1, x0, -y0, x1)


# -- gaps and rules -------------------------------------------------------------------------------


def _letterspaced(tokens: list[tuple[str, Box, Box]]) -> bool:
    """Whether a line is set with a space behind each character, as titles are."""
    return len(tokens) >= 3 and all(len(t[0]) == 1 for t in tokens)


def _maybe_table(runs: list[_Run], turn: int) -> bool:
    """Two lines with a gap that could lie between cells, or two pairs of lines side by side."""
    seen = 0
    level: float | None = None
    for run in runs:
        if run.turn != turn:
            continue
        boxes = [(_turned(t.first, turn), _turned(t.last, turn)) for t in run.tokens]
        base = boxes[0][0][1]
        gap = any(b[0][0] - a[1][2] >= 0.6 * run.size for a, b in zip(boxes, boxes[1:], strict=False))
        if gap or (level is not None and abs(base - level) < 0.5 * run.size):
            seen += 1
            if seen == 2:
                return True
        level = base
    return False


def _crossed(
    uprights: list[tuple[float, float, float]], left: float, right: float, y: float
) -> bool:
    return any(left - 1 <= x <= right + 1 and low <= y <= high for x, low, high in uprights)


def _joined(rules: dict[int, list[tuple[float, float]]]) -> list[tuple[float, float, float]]:
    """Rules on one line (keys are doubled places) that touch, as one rule each."""
    joined: list[tuple[float, float, float]] = []
    merged: list[tuple[float, list[tuple[float, float]]]] = []
    for key in sorted(rules):
        if merged and key / 2 - merged[-1][0] <= 2:
            merged[-1][1].extend(rules[key])
        else:
            merged.append((key / 2, list(rules[key])))
    for place, parts in merged:
        parts.sort()
        low, high = parts[0]
        for a, b in parts[1:]:
            if a <= high + 3:
                high = max(high, b)
            else:
                joined.append((place, low, high))
                low, high = a, b
        joined.append((place, low, high))
    return joined
