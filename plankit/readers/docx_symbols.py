"""Characters of symbol fonts (`w:sym`) as Unicode."""

from __future__ import annotations

import re

from ..lexicon import shipped

_RAISED = r"(?:\\s\\(?:up|do)[0-9]{0,2}\()?"
_ENCLOSED = re.compile(
    rf"\s*eq\s+\\o(?:\\a[clr])?\s?\(\s?{_RAISED}[○◯〇□△◇]\)?\s?[,，;；]"
    rf"\s?{_RAISED}([0-9]{{1,2}}|[\u4e00-\u9fff])\)?\s?\)",
    re.IGNORECASE,
)
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


def circled(code: str) -> str:
    """What a field of "enclosed characters" shows: `eq \\o\\ac(○,1)` is ①; "" for other codes."""
    match = _ENCLOSED.match(code)
    if match is None:
        return ""
    inner = match[1]
    number = int(inner) if inner.isdecimal() else 0
    if 0 < number <= 20:
        return chr(0x245F + number)
    if 20 < number <= 50:
        return chr((0x3251 - 21 if number <= 35 else 0x32B1 - 36) + number)
    at = "一二三四五六七八九十".find(inner)
    return chr(0x3280 + at) if at >= 0 else inner


def _table() -> dict[tuple[str, int], str]:
    if not _KNOWN:
        for font, code, written in shipped("symbol_fonts"):
            _KNOWN[font, int(code, 16)] = written
    return _KNOWN


_KNOWN: dict[tuple[str, int], str] = {}
