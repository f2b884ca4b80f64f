"""Plain text: bytes in whatever encoding to the text exactly as found."""

from __future__ import annotations

from ..errors import UnreadableSource
from ..source import Source
from .encodings import Decoded, decode


def read(data: bytes, name: str | None) -> Source:
    """The source of a text file. `UnreadableSource` where it is empty or no text."""
    return from_text(decode(data, name), name)


def from_text(decoded: Decoded, name: str | None) -> Source:
    """The source of text that is already decoded."""
    if not decoded.text.strip("\x00 \t\r\n\ufeff\u3000\xa0"):
        raise UnreadableSource(f"{name or 'input'}: the file is empty")
    return Source(
        text=decoded.text, name=name, format="text", encoding=decoded.encoding, notes=decoded.notes
    )
