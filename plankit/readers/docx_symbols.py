"""Characters of symbol fonts (`w:sym`) as Unicode."""

from __future__ import annotations

from ..lexicon import shipped

_PRIVATE = range(0xF000, 0xF100)


def symbol(font: str, code: str) -> str:
    """The character that `code` (hexadecimal) is in `font`.

    A character of a symbol font that the table does not know is given as it is in the file, in
    the private use area.
    """
    try:
        point = int(code, 16)
        written = chr(point)
    except (ValueError, OverflowError):
        return ""
    if 0xD800 <= point < 0xE000:
        return ""
    if point < 0x100 and font.lower() in ("symbol", "wingdings", "wingdings 2"):
        point += _PRIVATE.start
    if point not in _PRIVATE:
        return written
    return _table().get((font.lower(), point), written)


def _table() -> dict[tuple[str, int], str]:
    if not _KNOWN:
        for font, code, written in shipped("symbol_fonts"):
            _KNOWN[font, int(code, 16)] = written
    return _KNOWN


_KNOWN: dict[tuple[str, int], str] = {}
