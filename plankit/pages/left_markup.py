"""Markup left in text: entities (&nbsp;) and tags of line breaks (<br>), read as what they mean."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from typing import Final

from ..page import SPACE, Line, Page

_ENTITY: Final = re.compile(
    r"&(?:[a-zA-Z]{2,8}|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});|<U\+([0-9A-F]{4,5})>"
)
_BREAK: Final = re.compile(r"(?:<br[ \t]{0,4}/?>){1,99}", re.IGNORECASE)
"""Several are one: the blank lines between paragraphs mean no more than the paragraphs do."""


def repair_entities(page: Page) -> None:
    """Read &quot; &nbsp; &#12289; (and R's <U+00A0>) as the characters they stand for."""
    if "&" not in page.latin and "<U+" not in page.latin:
        return
    for match in _ENTITY.finditer(page.source.text):
        new = _entity(match)
        if new != match[0] and len(new) == 1:
            page.repair(match.start(), match.end(), new, "entity", f"{match[0]} read as {new!r}")
    for line in page.lines:
        if line.text[0] in "&<" and line.kind is None:
            _unindent(page, line)


def _entity(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else html.unescape(match[0])


def _unindent(page: Page, line: Line) -> None:
    """Begin a line behind the spaces that are written as entities."""
    text, at = page.source.text, line.start
    while at < line.end:
        match = _ENTITY.match(text, at, line.end)
        if match is not None and _entity(match) in SPACE:
            at = match.end()
        elif text[at] in SPACE:
            at += 1
        else:
            break
        line.indent += 1
    if line.start < at < line.end:
        line.start, line.text = at, text[at : line.end]


def repair_tags(page: Page) -> None:
    """<br> left in text: a line break, but none in a heading."""
    if page.source.format not in ("text", "markdown") or "<" not in page.latin:
        return
    headings = sorted(m.offset for m in page.source.marks if m.kind == "heading")
    for line, match, row in page.in_lines(_BREAK):
        if match.end() == line.end:
            page.trim(line, match.start(), line.end)
            continue
        k = bisect_left(headings, line.start)
        heading = k < len(headings) and headings[k] < line.end
        new = "" if heading or row else "\n"
        page.repair(
            match.start(), match.end(), new, "line-break-tag", f"{match[0]} read as a line break"
        )
