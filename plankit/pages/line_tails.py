"""A site's mark behind each paragraph: …抓实项目建设EiW某某百科--为某某助力, against copying.

Believes that most paragraphs of a document never end with the same eight characters, Latin letters
or a dash among them, unless a site put them there.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from ..page import Page

SIZE: Final = 8
"""Characters that the ends of the lines share at least."""
LEAST: Final = 5
"""Lines that end so at least; and half of all that have so many words."""
LONGEST: Final = 40

_SITE: Final = re.compile(r"[^。；：:;（()）\s]*(?:[A-Za-z]|--|——)[^。；：:;（()）\s]*")


def claim_line_tails(page: Page) -> None:
    """Take the mark out of all lines that end with it."""
    lines = [line for line in page.lines if len(line.text) > SIZE]
    if len(lines) < LEAST:
        return
    counted = Counter([line.text[-SIZE:] for line in lines])
    tail, count = max(counted.items(), key=lambda item: item[1])
    if count < LEAST or count * 2 < len(lines):
        return
    marked = [line for line in lines if line.text.endswith(tail)]
    tail = marked[0].text[-LONGEST:]
    while not all(line.text.endswith(tail) for line in marked):
        tail = tail[1:]
    if _SITE.fullmatch(tail) is None:
        return
    for line in marked:
        if len(line.text) > len(tail):
            page.trim(line, line.end - len(tail), line.end)


__all__ = ["claim_line_tails"]
