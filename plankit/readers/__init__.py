"""Readers: bytes to `Source`, one module a container format."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from ..errors import TooLarge, UnreadableSource
from ..source import Source


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
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UnreadableSource(f"{name}: {reason[0].lower()}{reason[1:]}") from error
    elif hasattr(source, "read"):
        data = source.read(max_bytes + 1)
        if isinstance(data, str):
            raise TypeError("the file is open as text; open it in binary mode, or use parse_text")
        given = getattr(source, "name", None)
        name = given if isinstance(given, str) else None
    else:
        raise TypeError(f"parse takes a path, bytes or a binary file, not {type(source).__name__}")
    if len(data) > max_bytes:
        raise TooLarge(f"{name or 'input'}: larger than {max_bytes} bytes; raise max_bytes to read it")
    return data, name


def read(
    source: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    format: str | None = None,
    max_bytes: int,
) -> Source:
    """The source of a document; `format` overrides what its bytes look like."""
    from . import plain

    data, name = load(source, max_bytes)
    return plain.read(data, name)
