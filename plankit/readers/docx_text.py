"""The text of a Word document's parts, paragraph by paragraph.

What is written is what Word shows: insertions in, deletions and hidden text out, fields by their
results, list numbers as text. A `Writer` is fed parts one after the other and gathers one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ..source import Anchor, Location, Mark
from .docx_markup import (
    ALTERNATE,
    branch_shown,
    content_shown,
    is_contents,
    mark_deleted,
    mark_hidden,
    text_boxes,
    text_kept,
)
from .docx_numbering import Numbering
from .docx_styles import VAL, Style, Styles, W, list_place, on, outline_level
from .docx_symbols import circled, symbol
from .docx_tables import Row, is_layout, rows

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_P, _R, _T, _TBL = f"{W}p", f"{W}r", f"{W}t", f"{W}tbl"
_PPR, _RPR, _P_STYLE, _R_STYLE = f"{W}pPr", f"{W}rPr", f"{W}pStyle", f"{W}rStyle"
_VANISH, _DEL, _MOVE_FROM = f"{W}vanish", f"{W}del", f"{W}moveFrom"
_SDT, _SDT_PR = f"{W}sdt", f"{W}sdtPr"
_FLD_CHAR, _FLD_SIMPLE = f"{W}fldChar", f"{W}fldSimple"
_INSTR, _FLD_TYPE = f"{W}instrText", f"{W}fldCharType"
_NUM_PR = f"{W}numPr"

# what holds no text of its own, wherever it stands
_SILENT = frozenset(
    [_PPR, _RPR, _SDT_PR, _DEL, _MOVE_FROM]
    + [f"{W}{n}" for n in ("sdtEndPr", "smartTagPr", "customXmlPr", "rubyPr", "rt", "sectPr")]
    + [f"{W}{n}" for n in ("tblPr", "tblGrid", "trPr", "tcPr")]
)
_PASSED_THROUGH = frozenset(f"{W}{n}" for n in ("customXml", "ins", "moveTo", "smartTag"))
_TOC = re.compile(r"\s*TOC\b")


@dataclass(slots=True)
class _Field:
    start: int
    code: str = ""
    in_code: bool = True


class Writer:
    """Gathers the text, and where each part of it came from."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.anchors: list[Anchor] = []
        self.marks: list[Mark] = []
        self.furniture: list[tuple[int, int]] = []
        self.footnotes: list[tuple[str, str]] = []
        """Kind ("footnote", "endnote") and id of each note, in the order of their marks."""
        self.hidden = self.deleted = self.embedded = 0
        self.size = 0
        self._parts: list[str] = []
        self._paragraphs = 0
        self._runs = 0
        self._counted = True
        self._cell: str | None = None
        self._flat = False
        self._gap = False
        self._cell_start = 0
        self._mute = 0
        self._fields: list[_Field] = []
        self._boxes: list[Element] = []
        self._hides = self._tracks = False

    @property
    def text(self) -> str:
        """All that was written so far."""
        return "".join(self._parts)

    def part(self, root: Element, data: bytes, counted: bool = True) -> tuple[int, int]:
        """Write a part (body, header, notes); the range it takes.

        `data` are its bytes, to see quickly what cannot be in it. Paragraphs that are not
        `counted` have no number of their own (headers, notes).
        """
        start = self.size
        # to look for w:vanish in each run, and w:del in each paragraph, takes a third of the time
        self._hides = self.styles.any_hidden or b"vanish" in data
        self._tracks = b":del" in data or b":moveFrom" in data
        self._counted = counted
        if not counted:
            self.anchors.append(Anchor(start, Location()))
        self.blocks(root)
        self._fields.clear()
        self._mute = 0
        return start, self.size

    # -- blocks -----------------------------------------------------------------------------------

    def blocks(self, container: Iterable[Element]) -> None:
        """Write paragraphs, tables and what wraps them."""
        joined: list[Element] = []
        for element in container:
            tag = element.tag
            if tag == _P:
                joined.append(element)
                if self._tracks and mark_deleted(element):
                    self.deleted += 1
                    continue  # its text runs on into the next paragraph
                self._paragraph(joined)
                joined = []
                continue
            if tag == _TBL:
                if joined:
                    self._paragraph(joined)
                    joined = []
                self._table(element)
            elif tag == _SDT:
                self._content_control(element)
            elif tag in _PASSED_THROUGH:
                self.blocks(element)
            elif tag == ALTERNATE:
                self.blocks(branch_shown(element))
            elif tag == f"{W}altChunk":
                self.embedded += 1
        if joined:
            self._paragraph(joined)

    def _content_control(self, element: Element) -> None:
        content = content_shown(element)
        if content is None:
            return
        start = self.size
        self.blocks(content)
        if is_contents(element):
            self._claim(start, self.size)

    def _paragraph(self, joined: list[Element]) -> None:
        """Write one paragraph, made of several where the marks between them are deleted."""
        last = joined[-1]
        if self._counted:
            self._paragraphs += len(joined)
        self._runs = 0
        start = self.size + self._gap  # the gap is written with the first character
        style = self.styles.default
        heading: int | None = None
        properties = last.find(_PPR)
        num_id: str | None = None
        depth: int | None = None
        if properties is not None:
            named = properties.find(_P_STYLE)
            if named is not None:
                style = self.styles.get(named.get(VAL))
            heading = outline_level(properties)
            if properties.find(_NUM_PR) is not None:
                num_id, depth = list_place(properties)
            if self._hides and mark_hidden(properties):
                num_id = "0"  # a hidden paragraph neither shows a number nor counts
        if heading is None:
            heading = style.heading
        label = None
        if self.numbering and (num_id is not None or style.num_id is not None):
            label = self.numbering.label(num_id, depth, style)
        if label is not None:
            self.marks.append(Mark(start, "list", label.level))
            self._anchor(None)
            self._write(label.text)
        boxes_before = len(self._boxes)
        for element in joined:
            self._inline(element, style)
        if self.size > start:
            if style.title:
                self.marks.append(Mark(start, "title", 1))
            elif heading:
                self.marks.append(Mark(start, "heading", heading))
            if style.contents:
                self._claim(start, self.size)
        if self._mute:
            self._leave_codes()
        self._end_line()
        if len(self._boxes) > boxes_before:
            boxes, self._boxes = self._boxes[boxes_before:], self._boxes[:boxes_before]
            for box in boxes:
                self.blocks(box)

    def _end_line(self) -> None:
        if self._flat:
            self._gap = self.size > self._cell_start
        else:
            self._parts.append("\n")
            self.size += 1

    # -- tables -----------------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        if self._flat:
            for row in rows(table):
                for cell in row.cells:
                    if cell.element is not None:
                        self.blocks(cell.element)
            return
        layout = is_layout(table)
        before = self._cell
        for number, row in enumerate(rows(table), 1):
            if layout or row.is_text():
                for column, cell in enumerate(row.cells, 1):
                    if cell.element is not None:
                        self._cell = f"r{number}c{column}"
                        self.blocks(cell.element)
            else:
                self._row(row, number)
        self._cell = before

    def _row(self, row: Row, number: int) -> None:
        """A row of a data table: one line."""
        self._flat = True
        for column, cell in enumerate(row.cells, 1):
            self._gap = False
            if column > 1:
                self._write(" | ")
            self._cell = f"r{number}c{column}"
            self._cell_start = self.size
            self.marks.append(Mark(self.size, "cell", column))
            self._anchor(None)
            if cell.element is not None:
                self.blocks(cell.element)
        self._flat = self._gap = False
        self._cell = None
        self._end_line()

    # -- inside a paragraph -----------------------------------------------------------------------

    def _inline(self, parent: Iterable[Element], style: Style) -> None:
        for element in parent:
            tag = element.tag
            if tag == _R:
                self._run(element, style)
            elif tag in _SILENT:
                if tag in (_DEL, _MOVE_FROM):
                    self.deleted += 1
            elif tag == _SDT:
                content = content_shown(element)
                if content is not None:
                    self._inline(content, style)
            elif tag == ALTERNATE:
                self._inline(branch_shown(element), style)
            elif tag == _FLD_SIMPLE:
                start = self.size
                self._inline(element, style)
                if _TOC.match(element.get(f"{W}instr", "")):
                    self._claim(start, self.size)
            elif tag == f"{_MATH}t":
                self._write(element.text or "")
            elif len(element):
                self._inline(element, style)

    def _run(self, run: Element, style: Style) -> None:
        self._runs += 1
        if self._hides and self._is_hidden(run, style):
            for element in run:
                if element.tag == _FLD_CHAR or element.tag == _INSTR:
                    self._special(element, style)
                elif element.tag == _T:
                    self.hidden += len(element.text or "")
            return
        anchored = False
        for element in run:
            tag = element.tag
            if tag == _T:
                text = element.text
                if text and not self._mute:
                    if not anchored:
                        anchored = True
                        self._anchor(self._runs)
                    if text[0] <= " " or text[-1] <= " ":
                        text = text_kept(element, text)
                    if "\n" in text:
                        text = text.replace("\n", " ")
                    self._write(text)
            elif tag != _RPR:
                if not anchored and tag in _WRITING and not self._mute:
                    anchored = True
                    self._anchor(self._runs)
                self._special(element, style)

    def _special(self, element: Element, style: Style) -> None:
        """What else stands in a run: breaks, tabs, symbols, fields, boxes, marks of notes."""
        tag = element.tag
        written = _WRITING.get(tag)
        if written is not None:
            if self._flat and written == "\n":
                self._gap = self.size > self._cell_start
            else:
                self._write(written)
        elif tag == _FLD_CHAR:
            self._field(element.get(_FLD_TYPE))
        elif tag == _INSTR:
            if self._fields:
                self._fields[-1].code += element.text or ""
        elif tag == f"{W}sym":
            self._write(symbol(element.get(f"{W}font", ""), element.get(f"{W}char", "")))
        elif tag == f"{W}footnoteReference" or tag == f"{W}endnoteReference":
            kind = "footnote" if tag == f"{W}footnoteReference" else "endnote"
            self.footnotes.append((kind, element.get(f"{W}id", "")))
        elif tag == f"{W}ruby":
            base = element.find(f"{W}rubyBase")
            if base is not None:
                self._inline(base, style)
        elif tag == ALTERNATE:
            for chosen in branch_shown(element):
                self._special(chosen, style)
        elif tag not in _SILENT and len(element):
            self._boxes.extend(text_boxes(element))

    def _is_hidden(self, run: Element, style: Style) -> bool:
        letters = run.find(_RPR)
        if letters is not None:
            own = on(letters.find(_VANISH))
            if own is not None:
                return own
            named = letters.find(_R_STYLE)
            if named is not None:
                hidden = self.styles.get(named.get(VAL)).hidden
                if hidden is not None:
                    return hidden
        return bool(style.hidden)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field(self.size))
            self._mute += 1
        elif kind == "separate":
            if self._fields and self._fields[-1].in_code:
                self._fields[-1].in_code = False
                self._mute -= 1
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            if field.in_code:
                self._mute -= 1
                self._write(circled(field.code))
            elif _TOC.match(field.code):
                self._claim(field.start, self.size)

    def _leave_codes(self) -> None:
        """Drop fields whose code has not ended with its paragraph: the text goes on."""
        self._fields = [field for field in self._fields if not field.in_code]
        self._mute = 0

    # -- writing ----------------------------------------------------------------------------------

    def _write(self, text: str) -> None:
        if self._mute:
            return
        if self._gap:
            self._parts.append(" ")
            self.size += 1
            self._gap = False
        self._parts.append(text)
        self.size += len(text)

    def _anchor(self, run: int | None) -> None:
        self._write("")
        if self._counted:
            place = (None, None, None, self._paragraphs or None, run, self._cell, None)
            # a third of the time of Location(...), for each run of the document
            self.anchors.append(Anchor(self.size, tuple.__new__(Location, place)))

    def _claim(self, start: int, end: int) -> None:
        """List a range as furniture; ranges inside it are taken in."""
        while self.furniture and self.furniture[-1][1] >= start:
            start = min(start, self.furniture.pop()[0])
        if end > start:
            self.furniture.append((start, end))


_WRITING = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
