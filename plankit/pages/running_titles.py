"""A document's title that its pages repeat between the lines of the text.

Believes that a title-like line of the head which stands again, word for word and alone, below the
first unit is a page's running head, unless numbering begins anew below it: that is another plan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..page import Line, Page
from ..plan_titles import title_like
from .furniture import words

HEAD: Final = 30
"""Lines in which the title is looked for."""
SHORTEST, LONGEST = 8, 60
"""Characters; what is shorter may be a heading that is met again."""
BEGINS_ANEW: Final = 5
"""Lines below a title within which another plan's numbering begins."""

_UNIT: Final = re.compile(
    r"[一二三四五六七八九十壹]{1,3}[、.．，,]|\d{1,2}[、.．，,](?!\d)|[（(][一二三四五六七八九十\d]|第[一二三\d]"
)


def claim_running_titles(page: Page) -> None:
    """Claim the lines below the first unit that say a title of the head again."""
    lines = page.lines
    head: set[str] = set()
    first, label = 0, ""
    for line in lines[:HEAD]:
        if _UNIT.match(line.text):
            label = line.text[:2]
            break
        first = line.index + 1
        if line.kind is None and SHORTEST <= len(line.text) <= LONGEST:
            head.add(line.text)
    if not head:
        return
    for line in lines[first:]:
        text = line.text
        if text[-1].isdecimal():
            text = text.rstrip("0123456789").rstrip("-—· \u3000")  # with the page's number
        if (
            text in head
            and line.kind is None
            and title_like(words(page, text), page.lexicons)
            and not _begins_anew(lines[line.index + 1 : line.index + 1 + BEGINS_ANEW], label)
        ):
            page.claim(line, "repeated")


def _begins_anew(below: Sequence[Line], label: str) -> bool:
    """Whether the first unit in these lines begins with the label of the document's first."""
    unit = next((line.text for line in below if _UNIT.match(line.text)), "")
    return label != "" and unit.startswith(label)


__all__ = ["claim_running_titles"]
