"""Word documents: body, list numbers, tables, notes, headers and footers."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from ..errors import CorruptFile, UnreadableSource
from ..source import Source
from . import flat
from .docx_numbering import Numbering
from .docx_styles import Styles, W
from .docx_text import Writer
from .package import Package, Relation, check_container
from .sniff import is_flat, is_word_2003

_USUAL = "word/document.xml"
_ID, _TYPE = f"{W}id", f"{W}type"
_CONTENTS_HEADING = re.compile(r"[ \t\u3000]*目[ \t\u3000]*[录錄次][ \t\u3000]*")


def read(data: bytes, name: str | None) -> Source:
    """The source of a DOCX file; a legacy .doc under that name is converted.

    Paragraphs are lines, with list numbers in front as Word shows them; rows of tables are lines
    of cells between " | ". Headers go before the body, notes and footers after it, and are listed
    as furniture. Raises `CorruptFile`, `EncryptedFile` or `TooLarge`, and what conversion raises.
    """
    if data[:2] != b"PK" and is_flat(data):
        data = flat.packed(data, name)
    elif is_word_2003(data):
        from . import word_2003

        data = word_2003.packed(data, name)
    if check_container(data, name, "a Word document") == "ole":
        from . import doc

        return doc.read(data, name)
    package = Package(data, name)
    try:
        return _read(package, name)
    except RecursionError as error:
        raise package.corrupt("its tables or frames are nested too deeply") from error


# What run properties may hold that bears on the text: w:vanish, and the marks of tracked changes.
_IN_LETTERS = (b"vanish", b":del", b":moveFrom", b"rPrChange")


def _read(package: Package, name: str | None) -> Source:
    main = package.main_part(_USUAL)
    if not package.has(main):
        raise package.corrupt("it has no document inside")
    relations = package.relations(main)
    writer = _writer(package, relations)
    root, data = package.xml(main, skip=lambda xml: _looks(xml, writer.styles.any_hidden))
    body = root.find(f"{W}body")
    if body is None:
        raise package.corrupt("it holds no Word text")
    headers, footers = (
        [r.target for r in relations if r.kind == kind and package.has(r.target)]
        for kind in ("header", "footer")
    )
    _margins(writer, package, headers)
    writer.part(body, data)
    _footnotes(writer, package, relations)
    _margins(writer, package, footers)
    text = writer.text
    if not text.strip():
        raise UnreadableSource(
            f"{package.name}: the document holds no text; it may be scanned pages"
        )
    # what the writer made is valid as it is: to check 2,000 anchors takes 3 ms
    return Source.model_construct(
        text=text,
        name=name,
        format="docx",
        anchors=tuple(writer.anchors),
        marks=tuple(writer.marks),
        declared=package.properties(),
        furniture=_trimmed(text, writer.furniture),
        notes=_notes(writer),
    )


def _writer(package: Package, relations: list[Relation]) -> Writer:
    parts = {r.kind: r.target for r in reversed(relations) if package.has(r.target)}
    styles, any_hidden = None, False
    numbering = None
    if "styles" in parts:
        root, data = _optional(package, parts["styles"], skip=_style_looks)
        styles, any_hidden = root, b"vanish" in data
    known = Styles(styles, any_hidden)
    if "numbering" in parts:
        numbering, _ = _optional(package, parts["numbering"])
    return Writer(known, Numbering(numbering, known))


def _looks(xml: bytes, any_hidden: bool) -> tuple[str, ...]:
    """Elements that only say what text looks like: half of a document, as WPS writes it."""
    borders = ("w:pBdr", "w:tcBorders")
    letters_matter = any_hidden or any(word in xml for word in _IN_LETTERS)
    return borders if letters_matter else (*borders, "w:rPr")


def _style_looks(xml: bytes) -> tuple[str, ...]:
    looks = ("w:latentStyles ", "w:pBdr", "w:tblPr")
    return looks if b"vanish" in xml else (*looks, "w:rPr")


def _optional(
    package: Package, part: str, skip: Callable[[bytes], tuple[str, ...]] | None = None
) -> tuple[Element | None, bytes]:
    """A part without which the text can be read all the same."""
    try:
        return package.xml(part, skip)
    except CorruptFile:
        return None, b""


def _margins(writer: Writer, package: Package, parts: list[str]) -> None:
    """Headers or footers, each text once: first pages and even pages mostly repeat it."""
    seen = set()
    for part in parts:
        root, data = _optional(package, part)
        if root is None:
            continue
        words = "".join(root.itertext())
        if words.strip() and words not in seen:
            seen.add(words)
            writer.furniture.append(writer.part(root, data, counted=False))


def _footnotes(writer: Writer, package: Package, relations: list[Relation]) -> None:
    """Notes in the order of their marks, each on lines of its own, out of the document's flow."""
    wanted, writer.footnotes = writer.footnotes, []
    for kind in ("footnote", "endnote"):
        ids = [number for of, number in wanted if of == kind]
        part = next((r.target for r in relations if r.kind == f"{kind}s"), None)
        if not ids or part is None or not package.has(part):
            continue
        root, data = _optional(package, part)
        notes = {note.get(_ID): note for note in root or () if note.get(_TYPE) in (None, "normal")}
        for number in dict.fromkeys(ids):
            if number in notes:
                writer.furniture.append(writer.part(notes[number], data, counted=False))


def _trimmed(text: str, ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The ranges without line ends around them, and with the line 目录 above a list of contents."""
    found: list[tuple[int, int]] = []
    for start, end in ranges:
        while start < end and text[start] == "\n":
            start += 1
        while end > start and text[end - 1] == "\n":
            end -= 1
        if start == end:
            continue
        above = text.rfind("\n", 0, max(start - 1, 0)) + 1
        line = text[above:start].strip("\n")
        if line and _CONTENTS_HEADING.fullmatch(line):
            start = above
        if found and start < found[-1][1]:
            start = found[-1][1]
        if start < end:
            found.append((start, end))
    return tuple(found)


def _notes(writer: Writer) -> tuple[tuple[str, str, int, int], ...]:
    found = []
    if writer.deleted:
        found.append(
            ("changes-accepted", "tracked changes are read as accepted: deletions left out", 0, 0)
        )
    if writer.hidden:
        found.append(
            ("text-hidden", f"{writer.hidden} characters of hidden text are left out", 0, 0)
        )
    if writer.embedded:
        found.append(("part-embedded", f"{writer.embedded} embedded documents are not read", 0, 0))
    return tuple(found)
