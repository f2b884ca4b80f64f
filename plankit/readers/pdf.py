"""PDF: the text layer as paragraphs, each row with its page and box.

The text layer knows glyphs and places, no paragraphs. Rows, columns and cells are found by where
pieces of text stand, paragraphs by margins and indents, running heads and feet by repetition; see
the modules beside this one. `Source.text` has one paragraph or cell a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from threading import Lock

from ..errors import CorruptFile, EncryptedFile, MissingDependency, UnreadableSource
from ..source import Anchor, Location, Mark, Source
from .pdf_characters import is_heavy
from .pdf_columns import gutter
from .pdf_furniture import split_furniture
from .pdf_glyphs import Glyphs
from .pdf_lines import Block, Row, around, blocks
from .pdf_paragraphs import Paragraph, Setting, joint, learn, paragraphs, reads_as_text
from .pdf_pieces import Piece, Sheet
from .pdf_rules import Box
from .pdf_table_breaks import join_rows

_PDFIUM = Lock()
"""PDFium may be called from one thread at a time."""

BAR = " | "
"""Between the cells of a table's row, as for HTML and Word."""

_NUMBER_LINE = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔\[［【（(]\s?(?:19|20)\d\d\s?[〕\]］】）)]\s?第?\s?\d{1,5}\s?号"
)


def read(data: bytes, name: str | None) -> Source:
    """The source of a PDF file.

    `EncryptedFile` where it asks for a password, `CorruptFile` where it is damaged beyond what
    PDFium mends, `UnreadableSource` where it has no text (a scan), `MissingDependency` without
    pypdfium2.
    """
    called = name or "input"
    sheets = _sheets(data, called)
    count = sum(len(p.text) for s in sheets for p in s.pieces)
    if not count:
        if any(s.pictures for s in sheets):
            raise UnreadableSource(
                f"{called}: a scan without text ({_pages(len(sheets))} of pictures); recognise its "
                "characters with an OCR program first, for instance ocrmypdf"
            )
        raise UnreadableSource(f"{called}: the PDF has no text on any page")
    odd = sum(s.odd for s in sheets)
    if odd > 0.5 * count:
        raise UnreadableSource(
            f"{called}: the PDF's fonts do not say which characters its glyphs are; recognise its "
            "characters with an OCR program first, for instance ocrmypdf --force-ocr"
        )
    bodies, heads, feet = split_furniture(sheets)
    places = [x for x in map(gutter, bodies) if x is not None]
    usual = median(places) if places and 3 * len(places) >= len(sheets) else None
    laid = [
        blocks(s, body, k, usual) for k, (s, body) in enumerate(zip(sheets, bodies, strict=True), 1)
    ]
    setting = learn(laid)
    script = _Script()
    for number, page in enumerate(laid, 1):
        script.page(
            page, _lines(heads[number - 1], number), _lines(feet[number - 1], number), setting
        )
    script.close()
    return _source(script, setting, sheets, odd, name)


def _pages(count: int) -> str:
    return "one page" if count == 1 else f"{count} pages"


def _sheets(data: bytes, called: str) -> list[Sheet]:
    try:
        import pypdfium2
        import pypdfium2.raw as raw
    except ImportError as error:
        raise MissingDependency(
            f'{called}: PDF files are read with pypdfium2: pip install "plankit[pdf]"'
        ) from error
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "assword" in str(error) or "ecurity" in str(error):
                raise EncryptedFile(
                    f"{called}: the PDF asks for a password; save it without one first"
                ) from error
            raise CorruptFile(f"{called}: a damaged PDF ({_reason(error)})") from error
        try:
            return Glyphs(raw).sheets(document)
        except pypdfium2.PdfiumError as error:
            raise CorruptFile(f"{called}: a damaged PDF ({_reason(error)})") from error
        finally:
            document.close()


def _reason(error: Exception) -> str:
    text = str(error).rstrip(".")
    return text[:1].lower() + text[1:]


def _lines(found: Sequence[Sequence[Piece]], page: int) -> list[Paragraph]:
    lines = []
    for line in found:
        first = line[0]
        text = "\t".join(p.text for p in line)
        box = around([p.box for p in line])
        row = Row(
            text, first.x0, line[-1].x1, first.base, first.size, first.font, "", page, box, 0.0
        )
        lines.append(Paragraph([row], furniture=True))
    return lines


class _Script:
    """Paragraphs in order, with furniture held back while a paragraph is open."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self._open: Paragraph | None = None
        self._block: Block | None = None
        self._held: list[Paragraph] = []

    def page(
        self,
        page: Sequence[Block],
        head: list[Paragraph],
        foot: list[Paragraph],
        setting: Setting,
    ) -> None:
        """Add a page: its head, its paragraphs, its foot."""
        running = self._open if self._block is not None else None
        mine = paragraphs(page, setting, running, self._block)
        self._held.extend(head)
        if mine and mine[0].cell is not None and self.paragraphs:
            mine = join_rows(self.paragraphs, mine)
        if mine:
            self.close()
            self.paragraphs.extend(mine)
            last = mine[-1]
            self._open = last if last.cell is None else None
        if page:
            self._block = page[-1]
        self._held.extend(foot)

    def close(self) -> None:
        """Put the furniture that was held back."""
        self._open = None
        self.paragraphs.extend(self._held)
        self._held = []


def _source(
    script: _Script, setting: Setting, sheets: Sequence[Sheet], odd: int, name: str | None
) -> Source:
    parts: list[str] = []
    anchors: list[Anchor] = []
    marks: list[Mark] = []
    furniture: list[tuple[int, int]] = []
    levels = _levels(script.paragraphs, setting)
    heads = _red_head(script.paragraphs, setting)
    at = 0
    previous: Paragraph | None = None
    for number, paragraph in enumerate(script.paragraphs, 1):
        between, previous = _between(previous, paragraph), paragraph
        parts.append(between)
        at += len(between)
        start = at
        if paragraph.cell is not None:
            if between != " ":
                marks.append(Mark(start, "cell", paragraph.cell.column))
        elif id(paragraph) in levels:
            marks.append(Mark(start, "heading", levels[id(paragraph)]))
        cell = f"r{paragraph.cell.row}c{paragraph.cell.column}" if paragraph.cell else None
        before = ""
        for row in paragraph.rows:
            words = row.text
            between = joint(before, words) if before else ""
            anchors.append(
                Anchor(
                    at + len(between),
                    Location(None, None, row.page, number, None, cell, _rounded(row.box)),
                )
            )
            parts.append(between + words)
            at += len(between) + len(words)
            before = words
        if paragraph.furniture or id(paragraph) in heads:
            furniture.append((start, at))
    text = "".join(parts)
    # not validated: a thousand anchors would take as long to check as to find
    return Source.model_construct(
        text=text,
        name=name,
        format="pdf",
        anchors=tuple(anchors),
        marks=tuple(marks),
        furniture=tuple(furniture),
        declared={"发文机关": heads[next(iter(heads))]} if heads else {},
        notes=tuple(_notes(text, sheets, odd, anchors)),
    )


def _rounded(box: Box) -> Box:
    left, bottom, right, top = box
    return (round(left, 2), round(bottom, 2), round(right, 2), round(top, 2))


def _between(previous: Paragraph | None, paragraph: Paragraph) -> str:
    """What parts a paragraph from the one before it; cells of a row stand on one line."""
    cell = paragraph.cell
    if previous is None:
        return BAR * (cell.column - 1) if cell else ""
    before = previous.cell
    if before is None:
        return "\n" + (BAR * (cell.column - 1) if cell else "")
    same_page = previous.home == paragraph.home
    if cell and same_page and cell[:2] == before[:2]:
        return BAR * (cell.column - before.column) or " "
    return (
        (BAR * (before.columns - before.column)).rstrip()
        + "\n"
        + (BAR * (cell.column - 1) if cell else "").lstrip()
    )


def _levels(found: Sequence[Paragraph], setting: Setting) -> dict[int, int]:
    """Paragraphs set as headings, and their level: larger ones first, then bold ones.

    A paragraph that only begins in a heading's font (（一）标题。正文) is none, nor is a sentence
    or a unit's owners in bold.
    """
    sizes: set[float] = set()
    fonts: dict[str, None] = {}
    headings: dict[int, tuple[float, str]] = {}
    for paragraph in found:
        row = paragraph.rows[0]
        if paragraph.furniture or paragraph.cell or sum(len(r.text) for r in paragraph.rows) > 80:
            continue
        if reads_as_text(paragraph):
            continue
        size = round(row.size * 2) / 2
        if row.size > 1.12 * setting.size:
            sizes.add(size)
            headings[id(paragraph)] = (size, "")
        elif (
            row.font != setting.font
            and is_heavy(row.font)
            and paragraph.rows[-1].last_font == row.font
            and row.size > 0.95 * setting.size
            and len(paragraph.rows) <= 2
        ):
            fonts.setdefault(row.font)
            headings[id(paragraph)] = (0.0, row.font)
    order = sorted(sizes, reverse=True)
    ranks: dict[tuple[float, str], int] = {(s, ""): k for k, s in enumerate(order, 1)}
    ranks.update({(0.0, f): len(order) + k for k, f in enumerate(fonts, 1)})
    return {key: ranks[kind] for key, kind in headings.items()}


def _red_head(found: Sequence[Paragraph], setting: Setting) -> dict[int, str]:
    """The agency's line in large letters over the document number of page 1, and the agency."""
    first = [p for p in found[:14] if not p.furniture and p.rows[0].page == 1 and p.cell is None]
    for k, paragraph in enumerate(first):
        words = "".join("".join(r.text.split()) for r in paragraph.rows)
        if paragraph.rows[0].size < 1.4 * setting.size or len(words) > 60 or "《" in words:
            continue
        below = ("".join(p.rows[0].text.split()) for p in first[k + 1 : k + 4])
        if len(words) > 5 and words.endswith("文件") and any(map(_NUMBER_LINE.match, below)):
            return {id(paragraph): words[:-2]}
    return {}


def _notes(
    text: str, sheets: Sequence[Sheet], odd: int, anchors: Sequence[Anchor]
) -> list[tuple[str, str, int, int]]:
    notes = []
    blank = [k for k, s in enumerate(sheets, 1) if not s.pieces and s.pictures]
    if blank:
        pages = ", ".join(map(str, blank[:12])) + (" …" if len(blank) > 12 else "")
        after = next((a.offset for a in anchors if (a.location.page or 0) > blank[0]), len(text))
        notes.append(
            ("page-without-text", f"pages that are pictures without text: {pages}", after, after)
        )
    swapped = sum(s.swapped for s in sheets)
    if swapped:
        page = next(k for k, s in enumerate(sheets, 1) if s.swapped)
        place = next((a.offset for a in anchors if a.location.page == page), 0)
        notes.append(
            (
                "radicals-read",
                f"{swapped} code points of radicals read as the characters they stand for",
                place,
                place,
            )
        )
    if odd:
        notes.append(("unknown-glyphs", f"{odd} glyphs of which the font names no character", 0, 0))
    return notes
