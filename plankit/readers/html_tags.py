"""What the attributes of a tag say: not shown, a list level of Word, a name, spans of a cell."""

from __future__ import annotations

import re
from typing import NamedTuple

from .html_tokens import attributes

_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*(?:all|screen)", re.IGNORECASE
)
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_HIDING = re.compile(_UNSEEN.pattern + r"|\shidden(?![\w:;-])|aria-hidden", re.IGNORECASE)
_MSO_LEVEL = re.compile(r"mso-list\s*:\s*\w+\s+level(\d)")
_NAV_ROLE = re.compile(
    r"role\s*=\s*[\"']?(?:navigation|banner|contentinfo|complementary|search|toolbar)\b"
)
_NAMED = re.compile(r"\b(?:class|id)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")

MOST_COLUMNS = 64
"""Spans beyond this are slips (colspan="1000")."""
_MOST_ROWS = 1000


class Tag(NamedTuple):
    """What a tag's attributes say of it."""

    hidden: bool = False
    list_level: int = 0
    nav: bool = False
    names: str = ""
    columns: int = 1
    rows: int = 1
    symbols: str = ""
    """The symbol font that the words are set in, as `symbol_fonts.tsv` calls it."""
    pre: bool = False
    """Whether line ends in the file are line ends."""


PLAIN = Tag()


def look(segment: str) -> Tag:
    """Read the attributes of a start tag."""
    hidden = _HIDING.search(segment) is not None and _is_hidden(segment)
    level = _MSO_LEVEL.search(segment) if "mso-list" in segment else None
    nav = "role" in segment and _NAV_ROLE.search(segment) is not None
    names = " ".join(m[1] or m[2] or m[3] or "" for m in _NAMED.finditer(segment))
    columns = rows = 1
    if "span" in segment:
        found = attributes(segment)
        columns = _span(found.get("colspan"), MOST_COLUMNS)
        rows = _span(found.get("rowspan"), _MOST_ROWS)
    symbols = ""
    if "ingdings" in segment:
        symbols = "wingdings 2" if "Wingdings 2" in segment else "wingdings"
    depth = int(level[1]) if level is not None else 0
    pre = "white-space" in segment and _PRE.search(segment) is not None
    return Tag(hidden, depth, nav, names, columns, rows, symbols, pre)


def _is_hidden(segment: str) -> bool:
    """Whether the tag itself says that it is not shown."""
    found = attributes(segment)
    if found.get("hidden", "until-found").lower() != "until-found":
        return True
    if found.get("aria-hidden", "").lower() == "true":
        return True
    return _UNSEEN.search(found.get("style", "")) is not None


def _span(value: str | None, most: int) -> int:
    return max(1, min(int(value), most)) if value is not None and value.strip().isdecimal() else 1
