"""A government portal's page saved as text: its header as a list, label above value.

    • 索引号:

      SY0024784891202200001

Believes that such a list has at least three label lines of their own in the page's head, whether
or not they are bulleted or end with a colon, and that each value is the next line that is not
blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..head.header import is_label, read_blocks, read_stacked, unbulleted
from ..page import Line, Page
from . import general
from .base import Layout


def _label_lines(page: Page) -> tuple[int, int]:
    """How many lines of the head are a label and nothing else: with a colon, and without."""
    ends = [
        line.text[-1]
        for line in page.lines[: general.HEAD]
        if len(line.text) < 20 and is_label(unbulleted(line.text), page)
    ]
    colons = ends.count(":") + ends.count("：")
    return colons, len(ends) - colons


def matches(page: Page) -> bool:
    """Three label lines in the head, with a colon or without."""
    return max(_label_lines(page)) >= 3


def mark(page: Page) -> None:
    """Claim label and value lines, then whatever a general header has."""
    lines = page.lines[: general.HEAD]
    bare = _label_lines(page)[1] >= 3
    k = 0
    while k < len(lines):
        if _bare_labels(lines, k) and (block := read_blocks(page, lines, k)):
            k += block
            continue
        k += (read_stacked(page, lines, k, bare) if lines[k].kind is None else 0) or 1
    general.mark(page)


def _bare_labels(lines: Sequence[Line], k: int) -> bool:
    """Whether two lines that end with a colon stand below each other."""
    return (
        lines[k].text[-1] in ":："
        and k + 1 < len(lines)
        and lines[k + 1].text[-1] in ":："
        and lines[k].kind is None
    )


PORTAL: Final = Layout("portal", matches, mark)
