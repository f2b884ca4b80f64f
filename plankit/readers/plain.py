"""Plain text: bytes in whatever encoding to the text exactly as found."""

from __future__ import annotations

from ..errors import UnreadableSource
from ..source import Source

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def read(data: bytes, name: str | None) -> Source:
    """The source of a text file. `UnreadableSource` where it is empty or no text."""
    text, encoding = decode(data, name)
    if not text.strip("\x00 \t\r\n\ufeff"):
        raise UnreadableSource(f"{name or 'input'}: the file is empty")
    return Source(text=text, name=name, format="text", encoding=encoding)


def decode(data: bytes, name: str | None) -> tuple[str, str]:
    """Text and the name of its encoding."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), encoding
    try:
        text = data.decode("utf-8")
        if "\x00" in text:
            raise UnreadableSource(f"{name or 'input'}: binary data, not a document that plankit reads")
        return text, "utf-8"
    except UnicodeDecodeError:
        pass
    if b"\x00" in data[:4096]:
        raise UnreadableSource(f"{name or 'input'}: binary data, not a document that plankit reads")
    return data.decode("gb18030", "replace"), "gb18030"
