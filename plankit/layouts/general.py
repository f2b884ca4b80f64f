"""Any source: labelled lines above the plan are header fields.

Believes that a header stands above the first unit, one or more fields a line; that its first and
last lines have known labels (`header_fields.tsv`), and that what is labelled between them is a
field too, known or not.
"""

from __future__ import annotations

import re

from ..header import (
    read_bare,
    read_cells,
    read_columns,
    read_glued,
    read_line,
    read_spaced,
    read_stamp,
)
from ..header_fields import squeeze
from ..page import Page
from .base import Layout

HEAD = 60
"""Lines that may belong to a header; the longest real one seen has 34."""

_UNIT = re.compile(r"[一壹1１][、.．](?!\d)|[（(][一1][）)]|第[一1][章节条编篇部]")
_WEAK = frozenset(("主题", "分类"))
"""Labels that a plan's own lines have, too; alone they are no header."""
_BARS = re.compile(r"(?<=[^\s|:：])(?:\s{0,4}\|){2,}\s*\Z")
_LABELLED = re.compile(
    r"[•·∙○●▪\s]{0,4}(【)?(?!第?篇)([\u4e00-\u9fff][\u4e00-\u9fff \u3000]{1,9})"
    r"(?(1)】|[:：])\s*(?=\S)"
)


def mark(page: Page) -> None:
    """Claim the labelled lines and cells of the head."""
    claimed: list[int] = []
    lines = page.lines[:HEAD]
    for k, line in enumerate(lines):
        if line.kind is not None:
            continue
        if _UNIT.match(line.text):
            if line.text[0] != "1" or not read_line(page, line):
                break
            claimed.append(line.index)  # 1. [主题分类] 水利
            continue
        bars = _BARS.search(line.text)
        if bars is not None and "|" not in line.text[: bars.start()]:
            page.trim(line, line.start + bars.start(), line.end)  # a row with one cell
        if (
            read_columns(page, lines, k)
            or read_cells(page, line)
            or read_line(page, line)
            or read_spaced(page, line)
            or (claimed and claimed[-1] == line.index - 1 and read_bare(page, line))
        ) or read_glued(page, lines, k):
            claimed.append(line.index)
        else:
            read_stamp(page, line)
    if len(claimed) == 1 and len(page.fields) == 1 and page.fields[0].label in _WEAK:
        lines[claimed[0]].kind = None
        page.fields.clear()
    if len(claimed) < 2:
        return
    for line in lines[claimed[0] :]:
        match = _LABELLED.match(line.text)
        if line.kind is None and match is not None and line.text[match.end()] in "【[":
            continue  # 【打印】【关闭】
        if line.kind is None and match is not None and len(line.text) < 200:
            if line.index > claimed[-1] and match[1] is None:
                break  # below the last known label, only 【…】 is one
            page.field(squeeze(match[2]), line.start + match.end(), line.end)
            page.claim(line, "header")
        elif line.index > claimed[-1]:
            break


def _always(page: Page) -> bool:
    return True


GENERAL = Layout("general", _always, mark)
