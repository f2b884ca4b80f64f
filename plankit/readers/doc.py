"""Legacy Word files (.doc, .wps, .rtf, .odt): converted by LibreOffice, then read as DOCX."""

from __future__ import annotations

from ..errors import EncryptedFile, UnsupportedFormat
from ..source import Source
from . import docx, libreoffice
from .package import is_ole, ole_streams

_SECTOR = 512
_FIB_MAGIC = b"\xec\xa5"
_FIB_ENCRYPTED = 0x0100


def read(data: bytes, name: str | None) -> Source:
    """The source of a legacy Word file.

    Raises `UnsupportedFormat` where LibreOffice is not installed, `EncryptedFile` and
    `CorruptFile` as the reader of DOCX does.
    """
    suffix = _suffix(data, name)
    if suffix == "docx":
        return docx.read(data, name)
    made = docx.read(libreoffice.convert(data, suffix, "docx", name), name)
    # LibreOffice stamps its own times and names on what it makes
    declared = {k: v for k, v in made.declared.items() if k != "created"}
    return made.model_copy(update={"format": "doc", "declared": declared})


def _suffix(data: bytes, name: str | None) -> str:
    shown = name or "input"
    if data[:5] == b"{\\rtf":
        return "rtf"
    if data[:2] == b"PK":
        return "odt" if b"application/vnd.oasis.opendocument.text" in data[:200] else "docx"
    if not is_ole(data):
        raise UnsupportedFormat(
            f"{shown}: not a Word file, whatever its name says; save it as .docx in Word or WPS"
        )
    streams = ole_streams(data)
    if "EncryptedPackage" in streams or ("WordDocument" in streams and _is_encrypted(data)):
        raise EncryptedFile(
            f"{shown}: asks for a password; open it in Word or WPS and save it without one"
        )
    if "WordDocument" not in streams and streams:
        found = ", ".join(sorted(streams))
        raise UnsupportedFormat(f"{shown}: no Word file but one that holds {found}")
    return "doc"


def _is_encrypted(data: bytes) -> bool:
    """Whether the file information block, at the start of a sector, has its flag set."""
    at = data.find(_FIB_MAGIC, _SECTOR)
    while at >= 0:
        if at % _SECTOR == 0:
            flags = int.from_bytes(data[at + 10 : at + 12], "little")
            return bool(flags & _FIB_ENCRYPTED)
        at = data.find(_FIB_MAGIC, at + 1)
    return False
