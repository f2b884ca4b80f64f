"""Office packages (DOCX, XLSX): a zip of XML parts, opened with suspicion."""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from ..errors import CorruptFile, EncryptedFile, TooLarge, UnsupportedFormat

LARGEST_PART = 256 * 1024 * 1024
"""Bytes that one part may unpack to. A plan of 500 pages has 10 MB."""

LARGEST_TOTAL = 512 * 1024 * 1024
"""Bytes that all parts that are read may unpack to."""

HIGHEST_RATIO = 400
"""Unpacked to packed size of a part above `RATIO_FLOOR`. Real documents reach 10 to 60."""

RATIO_FLOOR = 8 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What zipfile raises on damaged files, by experiment: offsets outside the file, lengths that are
# none, compression of unknown kinds.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError,
    OverflowError, NotImplementedError, RuntimeError,
)  # fmt: skip

# Strict and transitional documents differ in namespaces only, as far as text goes.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)

_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']""")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Relation(NamedTuple):
    """A part that another one refers to."""

    id: str
    kind: str
    """The last word of its type: styles, numbering, header, worksheet …"""
    target: str
    """Name of the part in the package."""


class Package:
    """The parts of an Office file.

    Raises `CorruptFile` where the zip or a part is damaged, `EncryptedFile` where it asks for a
    password, `TooLarge` where it unpacks to more than any document has.
    """

    def __init__(self, data: bytes, name: str | None) -> None:
        self.name = name or "input"
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise self.corrupt("the file is cut short or damaged") from error
        # names are told apart by more than case in no real file, and some writers mix slashes
        self._infos = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info
            for info in self._zip.infolist()
        }

    def corrupt(self, reason: str) -> CorruptFile:
        """The error to raise for damage."""
        return CorruptFile(
            f"{self.name}: {reason}; get the file anew, or open it in Word or WPS and save it again"
        )

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.lower() in self._infos

    def raw(self, part: str) -> bytes:
        """The bytes of a part. `CorruptFile` where there is none."""
        info = self._infos.get(part.lower())
        if info is None:
            raise self.corrupt(f"it has no {part}")
        size = info.file_size
        self._read += size
        if size > LARGEST_PART or self._read > LARGEST_TOTAL:
            raise TooLarge(f"{self.name}: {part} unpacks to {size} bytes; split the document")
        if size > RATIO_FLOOR and size > HIGHEST_RATIO * max(info.compress_size, 1):
            raise TooLarge(
                f"{self.name}: {part} unpacks from {info.compress_size} to {size} bytes, "
                "as no document does; save it again in Word or WPS to have it read"
            )
        if info.flag_bits & 1:
            raise EncryptedFile(f"{self.name}: asks for a password; save it without one")
        try:
            return self._zip.read(info)
        except _DAMAGE as error:
            raise self.corrupt(f"{part} is damaged") from error

    def xml(
        self, part: str, skip: Callable[[bytes], Iterable[str]] | None = None
    ) -> tuple[ElementTree.Element, bytes]:
        """The root of a part, and its bytes with the namespaces of transitional documents.

        `skip` tells from the bytes which elements may be missing from the tree: "w:rPr", or
        "w:rPr " where it has attributes. Only such as hold no text and not themselves.
        """
        data = self.raw(part)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            data = data.decode("utf-16", "replace").encode("utf-8")
            data = re.sub(rb"^\s*<\?xml[^>]{0,200}\?>", b"", data, count=1)
        declared = _ENCODING.match(data.lstrip(b"\xef\xbb\xbf \t\r\n")[:300])
        if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
            # no other is allowed in a package, and it could hide a DOCTYPE from the next test
            raise self.corrupt(f"{part} is not in UTF-8")
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise self.corrupt(f"{part} declares entities, as no Office program does")
        if b"purl.oclc.org" in data:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        try:
            return ElementTree.fromstring(_pruned(data, skip(data) if skip else ())), data
        except ElementTree.ParseError:
            pass  # may be due to what was taken out
        try:
            return ElementTree.fromstring(data), data
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise self.corrupt(f"{part} is broken XML ({error})") from error

    def relations(self, part: str) -> list[Relation]:
        """What a part refers to inside the package; "" asks for the package itself."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(rels):
            return []
        root, _ = self.xml(rels)
        found = []
        for item in root.iter(_RELATION):
            if item.get("TargetMode") == "External":
                continue
            target = unquote(item.get("Target") or "").replace("\\", "/")
            where = "/" if target.startswith("/") else f"/{folder}"
            target = posixpath.normpath(posixpath.join(where, target)).lstrip("/")
            kind = (item.get("Type") or "").rpartition("/")[2]
            found.append(Relation(item.get("Id") or "", kind, target))
        return found

    def main_part(self, usual: str) -> str:
        """The name of the main part: what the package says, or else the usual one."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and self.has(relation.target):
                return relation.target
        return usual

    def properties(self) -> dict[str, str]:
        """Title, creator, created and keywords, as far as the file tells them."""
        part = "docProps/core.xml"
        if not self.has(part):
            return {}
        found: dict[str, str] = {}
        try:
            root, _ = self.xml(part)
        except CorruptFile:
            return {}  # the text is all there without them
        for item in root:
            key = item.tag.rpartition("}")[2]
            value = " ".join((item.text or "").split())
            if key in ("title", "creator", "created", "keywords") and value:
                found[key] = value
        return found


def _pruned(data: bytes, skip: Iterable[str]) -> bytes:
    """XML without the elements named: less than half is left, and parsed in half the time."""
    if b"<!--" in data or b"<![CDATA[" in data:
        return data
    for name in skip:
        start = f"<{name}".encode() if name.endswith(" ") else f"<{name}>".encode()
        end = f"</{name.strip()}>".encode()
        first, *others = data.split(start)
        kept = [first]
        for other in others:
            _, found, rest = other.partition(end)
            kept.append(rest if found else start + other)
        data = b"".join(kept)
    return data


def is_ole(data: bytes) -> bool:
    """Whether the bytes are an OLE container: a legacy Office file, or an encrypted one."""
    return data.startswith(_OLE)


def ole_streams(data: bytes) -> frozenset[str]:
    """Which of the streams that tell Office files apart an OLE container has."""
    return frozenset(
        name
        for name in ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document")
        if _has_stream(data, name)
    )


def _has_stream(data: bytes, name: str) -> bool:
    # a directory entry is 128 bytes, at a multiple of 128, and begins with the name in UTF-16
    written = name.encode("utf-16-le") + b"\x00\x00"
    at = data.find(written)
    while at >= 0:
        if at % 128 == 0:
            return True
        at = data.find(written, at + 1)
    return False


def check_container(data: bytes, name: str | None, wanted: str) -> str | None:
    """The word "ole" for a legacy file to be converted, None for a zip; an error for all else.

    `wanted` is what the caller reads, to be named in the message. Raises `EncryptedFile`,
    `UnsupportedFormat` and `CorruptFile`.
    """
    shown = name or "input"
    if is_ole(data):
        streams = ole_streams(data)
        if "EncryptedPackage" in streams:
            raise EncryptedFile(
                f"{shown}: asks for a password; open it in Word or WPS and save it without one"
            )
        return "ole"
    if data[:2] == b"PK":
        return None
    if not data.strip(b"\x00"):
        raise CorruptFile(f"{shown}: the file is empty; get it anew")
    if data[:5] == b"%PDF-" or data[:5] == b"{\\rtf":
        raise UnsupportedFormat(
            f"{shown}: not {wanted}, whatever its name says; give it its own suffix"
        )
    raise CorruptFile(f"{shown}: not {wanted}; it may be cut short or renamed: get the file anew")
