"""Readers: bytes to `Source`, one module a container format."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from ..errors import TooLarge, UnreadableSource, UnsupportedFormat
from . import sniff

if TYPE_CHECKING:
    from ..source import Source

MAX_BYTES = 256 * 1024 * 1024
"""Larger files are refused unless `max_bytes` says otherwise."""


LONGEST_PATH = 1024
"""Characters that a path has at most on the systems in use."""


def load(
    source: str | os.PathLike[str] | bytes | IO[bytes], max_bytes: int
) -> tuple[bytes, str | None]:
    """The bytes of a path, file or bytes object, and the name to speak of it."""
    if isinstance(source, bytes | bytearray | memoryview):
        data, name = bytes(source), None
    elif isinstance(source, str | os.PathLike):
        path = Path(source)
        name = str(path)
        try:
            if path.stat().st_size > max_bytes:
                raise TooLarge(f"{name}: larger than {max_bytes} bytes; raise max_bytes to read it")
            data = path.read_bytes()
        except (OSError, ValueError) as error:  # ValueError: a null character in it
            if "\n" in name or len(name) > LONGEST_PATH:
                raise UnreadableSource(
                    f"{name[:20]!r}… is no path but a text; use parse_text to read it"
                ) from error
            if isinstance(error, ValueError):
                raise UnreadableSource(f"{name!r}: no path") from error
            reason = error.strerror or type(error).__name__
            if isinstance(error, IsADirectoryError):
                reason = "is a directory; parse_many and plankit batch read all that is in it"
            raise UnreadableSource(f"{name}: {reason[0].lower()}{reason[1:]}") from error
    elif hasattr(source, "read"):
        data = source.read(max_bytes + 1)
        if not isinstance(data, bytes):
            raise TypeError("the file is open as text; open it in binary mode, or use parse_text")
        given = getattr(source, "name", None)
        name = given if isinstance(given, str) else None
    else:
        raise TypeError(f"parse takes a path, bytes or a binary file, not {type(source).__name__}")
    if len(data) > max_bytes:
        raise TooLarge(
            f"{name or 'input'}: larger than {max_bytes} bytes; raise max_bytes to read it"
        )
    return data, name


def read(
    source: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    format: str | None = None,
    max_bytes: int,
) -> Source:
    """The source of a document; `format` overrides what its bytes look like.

    Raises `UnreadableSource` or one of its kinds, and `ValueError` for an unknown `format`.
    """
    data, name = load(source, max_bytes)
    if format is not None and format not in sniff.FORMATS:
        raise ValueError(f"format is one of {', '.join(sniff.FORMATS)}, not {format!r}")
    kind = format or sniff.container(data, name)
    if kind is None:
        return _read_text(data, name)
    return _reader(kind, name)(data, name)


def _read_text(data: bytes, name: str | None) -> Source:
    """Text of some kind: decoded once, then told by what it holds."""
    from . import encodings

    decoded = encodings.decode(data, name, encodings.declared_encoding(data))
    kind = sniff.text_format(decoded.text)
    if kind == "html":
        from . import html

        return html.from_text(decoded, name)
    if kind == "markdown":
        from . import markdown

        return markdown.from_text(decoded, name)
    from . import plain

    return plain.from_text(decoded, name)


_MODULES = {"text": "plain", "zip": "archive"}
"""Where a format's module has another name."""
_SAVE_AS = {
    "doc": "save it as .docx",
    "docx": "save it as text or HTML",
    "xlsx": "save it as text or HTML",
    "pdf": "convert it to text",
    "zip": "unpack it first",
}


def _reader(kind: str, name: str | None) -> Callable[[bytes, str | None], Source]:
    """The `read` of a format's module, imported when the format is first met."""
    module = f"{__name__}.{_MODULES.get(kind, kind)}"
    try:
        return cast("Callable[[bytes, str | None], Source]", import_module(module).read)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise UnsupportedFormat(
            f"{name or 'input'}: plankit does not read {kind} files here; {_SAVE_AS[kind]}"
        ) from error
