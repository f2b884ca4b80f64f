"""Damage that is the same in any layout: HTML entities left in text.

Each repair is an edit that is listed as a diagnostic; the source stays as found.
"""

from __future__ import annotations

import html
import re

from .page import Page

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});|<U\+([0-9A-F]{4,5})>")


def repair_entities(page: Page) -> None:
    """Read &quot; &nbsp; &#12289; (and R's <U+00A0>) as the characters they stand for."""
    if "&" not in page.source.text and "<U+" not in page.source.text:
        return
    for match in _ENTITY.finditer(page.source.text):
        new = chr(int(match[1], 16)) if match[1] else html.unescape(match[0])
        if new != match[0] and len(new) == 1:
            page.repair(match.start(), match.end(), new, "entity", f"{match[0]} read as {new!r}")
