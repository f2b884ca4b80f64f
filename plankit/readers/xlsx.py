"""Excel workbooks: each row that holds something is a line of cells between " | "."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..errors import EncryptedFile, TooLarge, UnreadableSource, UnsupportedFormat
from ..source import Anchor, Location, Mark, Source
from .package import Package, check_container, ole_streams
from .xlsx_values import Formats

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW, _C, _V, _T, _IS, _RUN = f"{S}row", f"{S}c", f"{S}v", f"{S}t", f"{S}is", f"{S}r"

MOST_CELLS = 1_000_000
"""Cells that the lines of a workbook may have, empty ones between full ones included."""

LAST_COLUMN = 16384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")


class _Area(NamedTuple):
    top: int
    left: int
    bottom: int
    right: int


def read(data: bytes, name: str | None) -> Source:
    """The source of an XLSX file; a legacy .xls is converted by LibreOffice.

    Sheets come in the order of their tabs, hidden ones left out; where more than one holds
    something, its name is a line above. Merged cells hold their value in the first cell only, and
    columns that are empty throughout are left out. Raises `CorruptFile`, `EncryptedFile` or
    `TooLarge`, and what conversion raises.
    """
    if check_container(data, name, "an Excel workbook") == "ole":
        from . import libreoffice

        shown = name or "input"
        streams = ole_streams(data)
        if streams and not streams & {"Workbook", "Book"}:
            found = ", ".join(sorted(streams))
            raise UnsupportedFormat(f"{shown}: no Excel workbook but a file that holds {found}")
        if b"F\x00i\x00l\x00e\x00P\x00a\x00s\x00s" in data:
            raise EncryptedFile(f"{shown}: asks for a password; save it without one")
        made = read(libreoffice.convert(data, "xls", "xlsx", name), name)
        return made.model_copy(update={"format": "xls", "declared": {}})
    package = Package(data, name)
    main = package.main_part("xl/workbook.xml")
    if not package.has(main):
        raise package.corrupt("it has no workbook inside")
    book, _ = package.xml(main)
    if book.tag != f"{S}workbook":
        raise package.corrupt("it has no workbook inside")
    relations = {r.id: r for r in package.relations(main)}
    by_kind = {r.kind: r.target for r in relations.values()}
    strings = _shared(package, by_kind.get("sharedStrings"))
    properties = book.find(f"{S}workbookPr")
    since_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
    styles = by_kind.get("styles")
    looks = package.xml(styles)[0] if styles and package.has(styles) else None
    formats = Formats(looks, since_1904)
    writer = _Writer(package.name)
    sheets = []
    for sheet in book.iter(f"{S}sheet"):
        part = relations.get(sheet.get(_R_ID, ""))
        if part is None or part.kind != "worksheet" or sheet.get("state", "visible") != "visible":
            continue
        root, _ = package.xml(part.target)
        rows = _rows(root, strings, formats)
        if rows:
            sheets.append((sheet.get("name") or "", rows))
    for title, rows in sheets:
        writer.sheet(title, rows, named=len(sheets) > 1)
    if not sheets:
        raise UnreadableSource(f"{package.name}: the workbook holds no text")
    return Source.model_construct(
        text="".join(writer.parts),
        name=name,
        format="xlsx",
        anchors=tuple(writer.anchors),
        marks=tuple(writer.marks),
        declared=package.properties(),
    )


class _Writer:
    def __init__(self, name: str) -> None:
        self.name = name
        self.parts: list[str] = []
        self.anchors: list[Anchor] = []
        self.marks: list[Mark] = []
        self._size = 0
        self._cells = 0

    def sheet(self, title: str, rows: dict[int, dict[int, str]], named: bool) -> None:
        if named:
            self.anchors.append(Anchor(self._size, Location(cell=title)))
            self._write(f"{title}\n")
        used = sorted({column for cells in rows.values() for column in cells})
        before = None
        for number, cells in rows.items():
            if before is not None and number > before + 1:
                self._write("\n")
            before = number
            last = max(cells)
            self._cells += bisect_right(used, last)
            if self._cells > MOST_CELLS:
                raise TooLarge(f"{self.name}: more than {MOST_CELLS} cells; split the workbook")
            for place, column in enumerate(used, 1):
                if column > last:
                    break
                if place > 1:
                    self._write(" | ")
                self.marks.append(Mark(self._size, "cell", place))
                value = cells.get(column)
                if value:
                    where = Location(cell=f"{title}!{letters(column)}{number}")
                    self.anchors.append(Anchor(self._size, where))
                    self._write(value)
            self._write("\n")

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self._size += len(text)


def _rows(root: Element, strings: list[str], formats: Formats) -> dict[int, dict[int, str]]:
    """The cells that show something, by row and column from 1."""
    covered = _covered(root)
    found: dict[int, dict[int, str]] = {}
    number = 0
    for row in root.iter(_ROW):
        number = _whole(row.get("r")) or number + 1
        areas = covered.get(number, ())
        cells: dict[int, str] = {}
        column = 0
        for cell in row:
            if cell.tag != _C:
                continue
            column = _column(cell.get("r")) or column + 1
            if column > LAST_COLUMN:
                break
            value = _value(cell, strings, formats)
            if value and not any(
                a.left <= column <= a.right and (number, column) != (a.top, a.left) for a in areas
            ):
                cells[column] = value
        if cells:
            found.setdefault(number, {}).update(cells)
    return dict(sorted(found.items()))


def _covered(root: Element) -> dict[int, list[_Area]]:
    """Merged areas by the rows that they reach over.

    A ledger has some hundreds. An area that reaches over more rows than any ledger has is left
    out: all it could hide is what Excel itself never writes there.
    """
    found: dict[int, list[_Area]] = {}
    total = 0
    for merged in root.iter(f"{S}mergeCell"):
        first, _, last = (merged.get("ref") or "").partition(":")
        start, end = _REFERENCE.match(first), _REFERENCE.match(last or first)
        if start is None or end is None:
            continue
        area = _Area(int(start[2]), _number(start[1]), int(end[2]), _number(end[1]))
        total += area.bottom - area.top + 1
        if total > 1_000_000:
            break
        for row in range(area.top, area.bottom + 1):
            found.setdefault(row, []).append(area)
    return found


def _value(cell: Element, strings: list[str], formats: Formats) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(_IS)
        return _line("".join(_texts(inline))) if inline is not None else ""
    held = cell.find(_V)
    value = (held.text or "") if held is not None else ""
    if kind == "s":
        place = _whole(value)
        return strings[place] if place is not None and place < len(strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value.strip(), value)
    if kind == "n":
        return formats.write(value.strip(), _whole(cell.get("s")) or 0)
    return _line(value)


def _shared(package: Package, part: str | None) -> list[str]:
    if part is None or not package.has(part):
        return []
    root, _ = package.xml(part)
    return [_line("".join(_texts(item))) for item in root.iter(f"{S}si")]


def _texts(item: Element) -> Iterator[str]:
    """The text of a string, without how it is pronounced (`rPh`)."""
    for child in item:
        if child.tag == _T:
            yield child.text or ""
        elif child.tag == _RUN:
            yield from _texts(child)


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def _line(text: str) -> str:
    """A cell's text on one line."""
    if "_x" in text:
        text = _ESCAPED.sub(_unescaped, text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" in text:
        text = " ".join(part for part in map(str.strip, text.split("\n")) if part)
    return text.strip()


def _unescaped(match: re.Match[str]) -> str:
    point = int(match[1], 16)
    return match[0] if 0xD800 <= point < 0xE000 else chr(point)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else None


def _column(reference: str | None) -> int | None:
    found = _REFERENCE.match(reference or "")
    return _number(found[1]) if found is not None else None


def _number(letters: str) -> int:
    value = 0
    for letter in letters.upper():
        value = value * 26 + ord(letter) - 64
    return value


def letters(column: int) -> str:
    """A column's name: A to XFD."""
    written = ""
    while column:
        column, rest = divmod(column - 1, 26)
        written = chr(65 + rest) + written
    return written
