"""Word 2003 XML (`w:wordDocument`): one file, before there were packages, as the package of today.

Text, tables and styles are written in the same elements, in another namespace. Others are the
lists, whose formats are numbers, the wrappers that Word puts around chapters, tracked changes, and
headers and notes, which stand where they belong to and not in parts of their own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError, SubElement, XMLParser, fromstring, tostring

from ..errors import CorruptFile
from .docx_styles import VAL, W

OLD = b"http://schemas.microsoft.com/office/word/2003/wordml"
_AUX = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_WRAPPERS = frozenset((f"{_AUX}sect", f"{_AUX}sub-section", f"{_AUX}pBdrGroup", f"{_AML}content"))
_RENAMED = {
    f"{W}listPr": f"{W}numPr",
    f"{W}ilfo": f"{W}numId",
    f"{W}vmerge": f"{W}vMerge",
    f"{W}listDef": f"{W}abstractNum",
    f"{W}ilst": f"{W}abstractNumId",
    f"{W}nfc": f"{W}numFmt",
}
_CHANGES = {"Word.Insertion": f"{W}ins", "Word.Deletion": f"{W}del"}
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FORMATS = (
    *("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal"),
    *("cardinalText", "ordinalText", "hex", "chicago", "ideographDigital", "japaneseCounting"),
    *("aiueo", "iroha", "decimalFullWidth", "decimalHalfWidth", "japaneseLegal"),
    *("japaneseDigitalTenThousand", "decimalEnclosedCircle", "decimalFullWidth2"),
    *("aiueoFullWidth", "irohaFullWidth", "decimalZero", "bullet", "ganada", "chosung"),
    *("decimalEnclosedFullstop", "decimalEnclosedParen", "decimalEnclosedCircleChinese"),
    *("ideographEnclosedCircle", "ideographTraditional", "ideographZodiac"),
    *("ideographZodiacTraditional", "taiwaneseCounting", "ideographLegalTraditional"),
    *("taiwaneseCountingThousand", "taiwaneseDigital", "chineseCounting"),
    *("chineseLegalSimplified", "chineseCountingThousand", "koreanDigital", "koreanCounting"),
)
"""Number formats by the number that Word 2003 has for them."""


def packed(data: bytes, name: str | None) -> bytes:
    """The zip of a package with the same document. `CorruptFile` where the XML is broken."""
    shown = name or "input"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode("utf-8")
        if data.startswith(b"<?xml"):
            data = data[data.find(b"?>") + 2 :]  # it names the encoding
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise CorruptFile(f"{shown}: it declares entities, as no Office program does")
    try:
        root = fromstring(data.replace(OLD, W[1:-1].encode()), XMLParser())
        return _package(root)
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise CorruptFile(
            f"{shown}: broken XML ({error}); open it in Word or WPS and save it as .docx"
        ) from error


def _package(root: Element) -> bytes:
    made = io.BytesIO()
    relations = Element(f"{{{_RELATIONS}}}Relationships")
    with zipfile.ZipFile(made, "w") as file:

        def add(kind: str, parts: Iterable[Element]) -> None:
            for k, part in enumerate(parts, 1):
                target = f"{kind}{k}.xml"
                file.writestr(f"word/{target}", tostring(part, "utf-8"))
                SubElement(
                    relations, f"{{{_RELATIONS}}}Relationship",
                    {"Id": f"{kind}{k}", "Type": f"{_OFFICE}/{kind}", "Target": target},
                )  # fmt: skip

        notes: dict[str, list[Element]] = {"footnote": [], "endnote": []}
        _translate(root, notes)
        document = Element(f"{W}document")
        body = root.find(f"{W}body")
        if body is not None:
            document.append(body)
        file.writestr("word/document.xml", tostring(document, "utf-8"))
        add("styles", root.findall(f"{W}styles"))
        lists = root.find(f"{W}lists")
        if lists is not None:
            add("numbering", [_numbering(lists)])
        add("header", root.iter(f"{W}hdr"))
        add("footer", root.iter(f"{W}ftr"))
        for kind, found in notes.items():
            if found:
                whole = Element(f"{W}{kind}s")
                whole.extend(found)
                add(f"{kind}s", [whole])
        file.writestr("word/_rels/document.xml.rels", tostring(relations, "utf-8"))
    return made.getvalue()


def _translate(element: Element, notes: dict[str, list[Element]]) -> None:
    """Write an element and what it holds as Word writes it today; notes are taken out of it."""
    name = element.tag
    element.tag = _RENAMED.get(name, name)
    if name == f"{W}nfc":
        code = element.get(VAL, "")
        known = code.isdecimal() and len(code) < 4 and int(code) < len(_FORMATS)
        element.set(VAL, _FORMATS[int(code)] if known else "none" if code == "255" else "decimal")
    elif name == f"{W}suff":
        element.set(VAL, element.get(VAL, "").lower())
    elif name == f"{W}listDef":
        element.set(f"{W}abstractNumId", element.get(f"{W}listDefId", ""))
    children = list(_unwrapped(element))
    for k, child in enumerate(children):
        _translate(child, notes)
        kind = child.tag.rpartition("}")[2]
        if kind in notes and child.tag == f"{W}{kind}" and name == f"{W}r":
            number = str(len(notes[kind]) + 1)
            child.set(f"{W}id", number)
            notes[kind].append(child)
            children[k] = Element(f"{W}{kind}Reference", {f"{W}id": number})
    element[:] = children


def _unwrapped(element: Element) -> Iterator[Element]:
    """The children, with those of wrappers in their place."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        elif child.tag == f"{_AML}annotation":
            change = _CHANGES.get(child.get(f"{W}type", ""))
            if change is None:
                yield from (c for c in _unwrapped(child) if child.get(f"{W}type") != "Word.Comment")
            else:
                child.tag = change
                child.attrib.clear()
                yield child
        else:
            yield child


def _numbering(lists: Element) -> Element:
    """Definitions as they are; lists by the number that paragraphs name."""
    made = Element(f"{W}numbering")
    for child in lists:
        if child.tag == f"{W}list":
            child.tag = f"{W}num"
            child.set(f"{W}numId", child.get(f"{W}ilfo", ""))
        made.append(child)
    return made
