"""A portal's page whose header table was turned into lines of cells between |.

    索引号: | 11500106009290649X/2022-00030 | 信息分类名称: | 教育/规划 | ||

Believes that labels and values alternate, that an empty value may be missing altogether, and that
two such lines stand in the head.
"""

from __future__ import annotations

from typing import Final

from ..head.header import is_label, read_cells, read_columns
from ..page import Page
from . import general
from .base import Layout


def matches(page: Page) -> bool:
    """Two lines of cells with a known label in front."""
    found = 0
    for line in page.lines[: general.HEAD]:
        if "|" in line.text and is_label(line.text.lstrip("|").split("|")[0], page):
            found += 1
    return found >= 2


def mark(page: Page) -> None:
    """Claim the cell lines, then whatever a general header has."""
    lines = page.lines[: general.HEAD]
    for k, line in enumerate(lines):
        if line.kind is None and not read_columns(page, lines, k):
            read_cells(page, line)
    general.mark(page)


TABLE: Final = Layout("table", matches, mark)
