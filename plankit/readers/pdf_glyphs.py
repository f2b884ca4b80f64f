"""One PDF page as pieces: stretches of a line with no wide gap in them, and where they stand.

PDFium gives a page's text in one call and a character's place in one call each. A call a character
would double the time, so places are asked for only at the ends of lines and beside spaces: some
four calls a line, measured at a fifth to a third of what PDFium itself takes.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from .pdf_bare_tables import MAYBE, Columns, bare_tables
from .pdf_characters import CJK, ODD, RADICAL, is_heavy, stand_in
from .pdf_notes import endnotes, find_notes, may_end_in_notes, usual_size, without_marks
from .pdf_pieces import NO_GAP, TYPED_GAP, WIDE_GAP, Piece, Sheet
from .pdf_rules import Box, Rule, Rules, find_rules, turned
from .pdf_runs import (
    Run,
    Token,
    behind_label,
    between,
    in_order,
    jumps,
    letterspaced,
    main_turn,
    maybe_table,
    plain,
    turn_of,
    upright_columns,
)

FEW_OBJECTS = 60
"""Lines, pictures and texts of a page that are always looked through for the rules of a table."""

_TOKEN = re.compile(r"[^\s\x00-\x20]+")
_LINE = re.compile(r"[^\r\n]+")


class Glyphs:
    """Asks PDFium for text and places; one object serves all pages, for its buffers."""

    def __init__(self, raw: Any) -> None:
        """`raw` is the module `pypdfium2.raw`."""
        self._raw = raw
        self._get_box = raw.FPDFText_GetLooseCharBox
        self._rect = raw.FS_RECTF()
        self._rect_ref = ctypes.byref(self._rect)
        self._matrix = raw.FS_MATRIX()
        self._matrix_ref = ctypes.byref(self._matrix)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_ref, self._y_ref = ctypes.byref(self._x), ctypes.byref(self._y)
        self._name = ctypes.create_string_buffer(128)
        self._fonts: dict[bytes, str] = {}
        self._size: Callable[[int], float] = lambda glyph: 0.0
        """Of a character of the page at hand, in points."""
        self._columns: Columns | None = None
        """Of the bare table that the page before has last."""
        self._endnotes: frozenset[str] = frozenset()
        """Numbers of the notes that the document ends with."""
        self._flags = ctypes.c_int()
        self._flags_ref = ctypes.byref(self._flags)

    def sheets(self, document: Any) -> list[Sheet]:
        """The pages of a `pypdfium2.PdfDocument`."""
        count = len(document)
        if count < 2:
            return [self._sheet(document[0], None)] if count else []
        # the last page is opened first: marks of notes at the end stand on any page
        last = document[count - 1]
        textpage = last.get_textpage()
        self._look_ahead(document, textpage)
        found = [self._sheet(document[k], None) for k in range(count - 1)]
        sheet = self._sheet(last, textpage)
        seen = {number for s in found for number in s.ends}
        if self._endnotes and seen | sheet.notes >= self._endnotes:
            sheet = sheet._replace(notes=sheet.notes | self._endnotes, ends=self._endnotes)
        return [*found, sheet]

    def _sheet(self, page: Any, textpage: Any) -> Sheet:
        left, bottom, right, top = page.get_bbox()
        area = (left, bottom, right, top)
        textpage = textpage or page.get_textpage()
        try:
            text, places = self._text(textpage.raw)
            runs = self._runs(textpage.raw, text, places)
            if not runs:
                seen = self._raw.FPDFPage_CountObjects(page.raw) > 0
                return Sheet([], area, Rules(), 0, 0, seen)
            runs = upright_columns(runs)
            turn = main_turn(runs)
            jumping = jumps(runs, turn)
            drawn = Rules()
            # rules are looked for where there may be a table, or where it costs next to nothing
            few = self._raw.FPDFPage_CountObjects(page.raw) <= FEW_OBJECTS
            if few or jumping or maybe_table(runs, turn):
                drawn = find_rules(self._raw, page.raw, turn)
            before, self._columns = self._columns, None
            if len(drawn.uprights) < 3 and (before or MAYBE.search(text) is not None):
                bare = bare_tables(runs, turn, drawn, before)
                if bare is not None:
                    drawn, self._columns = bare
            closely = jumping or (len(drawn.uprights) > 2 and len(drawn.levels) > 2)
            pieces: list[Piece] = []
            own = numbers = frozenset[str]()
            notes: set[str] = set()
            if turn == 0 and places is None:
                runs, numbers, notes = find_notes(runs, turn, self._measure(textpage.raw))
                own, numbers = numbers, numbers | self._endnotes
            for run in runs:
                if closely and run.turn == turn:
                    run = self._cut(textpage.raw, run, turn, drawn.uprights)
                if len(run.tokens) > 1 and run.turn == turn:
                    run = in_order(run, turn)
                if numbers and run.turn == turn:
                    run, found = without_marks(run, numbers, self._size)
                    notes |= found
                pieces.extend(self._pieces(textpage.raw, run, turn, drawn.uprights))
        finally:
            textpage.close()
            page.close()
        odd = len(ODD.findall(text))
        swapped = len(RADICAL.findall(text))
        return Sheet(
            pieces,
            turned(area, turn),
            drawn,
            odd,
            swapped,
            True,
            frozenset(notes & own),
            frozenset(notes - own),
        )

    def _look_ahead(self, document: Any, textpage: Any) -> None:
        """Find the document's endnotes; `textpage` is the last page's."""
        text, places = self._text(textpage.raw)
        if places is not None or not may_end_in_notes(text):
            return
        runs = self._runs(textpage.raw, text, places)
        page = document[0]
        first = page.get_textpage()
        try:
            usual = usual_size(self._runs(first.raw, *self._text(first.raw)), 0)
        finally:
            first.close()
            page.close()
        self._endnotes = endnotes(runs, usual, self._measure(textpage.raw))

    def _measure(self, handle: Any) -> Callable[[int], float]:
        """What gives the size of a character by its number on the page, in points."""

        def size(glyph: int) -> float:
            self._raw.FPDFText_GetMatrix(handle, glyph, self._matrix_ref)
            scale = math.hypot(self._matrix.c, self._matrix.d)
            return float(self._raw.FPDFText_GetFontSize(handle, glyph)) * scale

        self._size = size
        return size

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

    def _runs(self, handle: Any, text: str, places: list[int] | None) -> list[Run]:
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
                tokens.append(Token(match.group(), a, first, last))
            if not tokens:
                continue
            a = behind_label(tokens)
            raw.FPDFText_GetMatrix(handle, a, self._matrix_ref)
            m = self._matrix
            if m.b == 0 and m.c == 0 and m.a > 0:
                # the matrix has the baseline already
                turn, origin, scale = 0, (tokens[0].first[0], m.f), abs(m.d)
            else:
                scale = math.hypot(m.c, m.d)
                turn = turn_of(m.a, m.b)
                raw.FPDFText_GetCharOrigin(handle, a, self._x_ref, self._y_ref)
                origin = (self._x.value, self._y.value)
            size = raw.FPDFText_GetFontSize(handle, a) * scale
            first, last = tokens[0].first, tokens[-1].last
            if (
                turn == 0
                and last[1] < first[1] - 0.5 * size
                and abs(last[0] - first[0]) < 0.5 * size
            ):
                turn = 3  # upright characters, one below the other
            runs.append(Run(tokens, turn, origin, size or 1.0, self._font(handle, a)))
        return runs

    def _box(self, handle: Any, index: int) -> Box:
        if not self._get_box(handle, index, self._rect_ref):
            return (0.0, 0.0, 0.0, 0.0)
        r = self._rect
        return (r.left, r.bottom, r.right, r.top)

    def _font(self, handle: Any, index: int) -> str:
        got = self._raw.FPDFText_GetFontInfo(handle, index, self._name, 128, self._flags_ref)
        name = self._name.value if got <= 128 else b""
        font = self._fonts.get(name)
        if font is None:
            font = self._fonts[name] = name.decode("utf-8", "replace")
        return font

    # -- pieces ---------------------------------------------------------------------------------

    def _pieces(self, handle: Any, run: Run, turn: int, uprights: Sequence[Rule]) -> list[Piece]:
        tilted = run.turn != turn
        frame = 0 if tilted else turn
        if frame == 0 and len(run.tokens) == 1:
            return [self._piece(handle, run, tilted)]
        tokens = [(t.text, turned(t.first, frame), turned(t.last, frame)) for t in run.tokens]
        size = run.size
        base = turned((*run.origin, *run.origin), frame)[1]
        groups: list[tuple[str, int, int]] = []
        text, since = tokens[0][0], 0
        spaced = letterspaced(tokens)
        rules = [x for x, low, high in uprights if low <= base + 0.3 * size <= high]
        for k in range(1, len(tokens)):
            before, word = tokens[k - 1], tokens[k]
            left, right = before[2][2], word[1][0]
            gap = (right - left) / size
            if not tilted and (
                gap < -0.5
                or (gap >= WIDE_GAP and not (len(before[0]) == len(word[0]) == 1 and gap < 5))
                or between(rules, before[2], word[1])
            ):
                groups.append((text, since, k - 1))
                text, since = word[0], k
                continue
            wide = CJK.match(before[0], len(before[0]) - 1), CJK.match(word[0])
            if run.moved:
                joint = " " if spaced or gap >= NO_GAP or not any(wide) else ""
            elif all(wide):
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
                    self._base(handle, run.tokens[i].glyph, frame) if i and not tilted else base,
                    size,
                    run.font
                    if i == 0 and not run.moved
                    else self._font(handle, run.tokens[i].glyph),
                    self._last_font(handle, run.font, last),
                    (
                        min(raw_a[0], raw_b[0]),
                        min(raw_a[1], raw_b[1]),
                        max(raw_a[2], raw_b[2]),
                        max(raw_a[3], raw_b[3]),
                    ),
                    tilted,
                    size * (b[3] - b[1]) / (a[3] - a[1]) if a[3] > a[1] else size,
                )
            )
        return pieces

    def _base(self, handle: Any, glyph: int, turn: int) -> float:
        """The height that a glyph stands on: cells of one line may stand on several."""
        self._raw.FPDFText_GetCharOrigin(handle, glyph, self._x_ref, self._y_ref)
        x, y = self._x.value, self._y.value
        return turned((x, y, x, y), turn)[1]

    def _cut(self, handle: Any, run: Run, turn: int, uprights: Sequence[Rule]) -> Run:
        """A line cut where its characters jump, or where a rule stands between two of them.

        Cells whose text fills them to the rule have no space between them for PDFium to see, and
        it may take the row's first cell for the end of a line. This asks for each character where
        a rule may stand in between, or where the whole is not as wide as its characters.
        """
        base = turned((*run.origin, *run.origin), turn)[1] + 0.3 * run.size
        rules = [x for x, low, high in uprights if low <= base <= high]
        tokens: list[Token] = []
        for token in run.tokens:
            if plain(token, run.size, turn, rules):
                tokens.append(token)
                continue
            begin, first, before = 0, token.first, turned(token.first, turn)
            last = token.first
            for k in range(1, len(token.text)):
                raw = self._box(handle, token.glyph + k)
                box = turned(raw, turn)
                jump = (box[0] - before[2]) / run.size
                if abs(jump) > 0.7 or between(rules, before, box):
                    tokens.append(Token(token.text[begin:k], token.glyph + begin, first, last))
                    begin, first = k, raw
                before, last = box, raw
            tokens.append(Token(token.text[begin:], token.glyph + begin, first, token.last))
        return run._replace(tokens=tokens) if len(tokens) > len(run.tokens) else run

    def _piece(self, handle: Any, run: Run, tilted: bool) -> Piece:
        """A line without a space in it, as most are."""
        token = run.tokens[0]
        left, low, right, high = token.first
        a, b, c, d = token.last
        box = (
            left if left < a else a,
            low if low < b else b,
            right if right > c else c,
            high if high > d else d,
        )
        base = run.origin[1]
        last_font = self._last_font(handle, run.font, token)
        end = run.size * (d - b) / (high - low) if high > low else run.size
        return Piece(
            stand_in(token.text), *box, base, run.size, run.font, last_font, box, tilted, end
        )

    def _last_font(self, handle: Any, font: str, last: Token) -> str:
        """The font of a line's end, asked for only where the line begins like a heading."""
        if not is_heavy(font):
            return ""
        return self._font(handle, last.glyph + len(last.text) - 1)

    def _made(self, handle: Any, index: int) -> bool:
        """Whether the space before a glyph is PDFium's, not the file's."""
        return bool(self._raw.FPDFText_IsGenerated(handle, index - 1) == 1)
