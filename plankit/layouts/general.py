"""Any source: labelled lines above the plan are header fields.

Believes that a header stands above the first unit, one or more fields a line; that its first and
last lines have known labels (`header_fields.tsv`), and that what is labelled between them is a
field too, known or not.
"""

from __future__ import annotations

import re
from typing import Final

from ..head.header import (
    read_bare,
    read_cells,
    read_columns,
    read_glued,
    read_line,
    read_spaced,
    read_stacked,
    read_stamp,
)
from ..head.header_fields import read_value_below
from ..head.header_labels import field_names, weak_labels
from ..head.header_values import read_date
from ..line_kinds import squeeze
from ..model import HeaderField
from ..page import Line, Page
from .base import Layout

HEAD: Final = 60
"""Lines that may belong to a header; the longest real one seen has 34."""

_UNIT: Final = re.compile(r"[一壹1１][、.．](?!\d)|[（(][一1][）)]|第[一1][章节条编篇部]")
_OWN_LABEL: Final = re.compile(r"[\u4e00-\u9fff]{2,6}[:：]")
_BARS: Final = re.compile(r"(?<=[^\s|:：])(?:\s{0,4}\|){2,}\s*\Z")
_LABELLED: Final = re.compile(
    r"[•·∙○●▪\s]{0,4}(【)?(?!第?篇)([\u4e00-\u9fff][\u4e00-\u9fff \u3000]{1,9})"
    r"(?(1)】|[:：])\s*(?=\S)"
)


def mark(page: Page) -> None:
    """Claim the labelled lines and cells of the head."""
    claimed: list[int] = []
    stacked = False
    lines = page.lines[:HEAD]
    for k, line in enumerate(lines):
        if line.kind is not None:
            continue
        if _UNIT.match(line.text):
            if line.text[0] != "1" or not read_line(page, line):
                break
            claimed.append(line.index)  # 1. [主题分类] 水利
            continue
        bars = _BARS.search(line.text) if line.text[-1] == "|" else None
        if bars is not None and "|" not in line.text[: bars.start()]:
            page.trim(line, line.start + bars.start(), line.end)  # a row with one cell
        if read_value_below(page, lines, k) or (
            stacked and line.text[-1] in ":：" and read_stacked(page, lines, k)
        ):
            stacked = True  # the labels below stand above their values, too
            claimed.append(line.index)
        elif (
            read_columns(page, lines, k)
            or read_cells(page, line)
            or read_line(page, line)
            or read_spaced(page, line)
            or (claimed and claimed[-1] == line.index - 1 and read_bare(page, line))
        ) or read_glued(page, lines, k):
            claimed.append(line.index)
        else:
            read_stamp(page, line)
    claimed = _without_own(page, lines, claimed)
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


def _without_own(page: Page, lines: list[Line], claimed: list[int]) -> list[int]:
    """The claimed lines but those that are the plan's own: 时间：…, 主题：… with none beside them.

    Believes that an index number, an issuer, a source stand in no plan, while time and subject
    do; alone, a whole date is a header's, and so is what stands at the document's very head.
    """
    weak, names = weak_labels(page.lexicons), field_names(page.lexicons)
    kept: list[int] = []
    block: list[int] = []
    for k in [*claimed, -1]:
        if block and k != block[-1] + 1:
            start, end = lines[block[0]].start, lines[block[-1]].end
            fields = [f for f in page.fields if start <= f.span.start <= end]
            labels = {field.label for field in fields}
            if (
                block[0] == 0
                or not fields
                or any(label in names and label not in weak for label in labels)
                or _dated_alone(lines, block, fields)
            ):
                kept += block
            else:
                page.fields = [field for field in page.fields if field not in fields]
                for index in block:
                    lines[index].kind = None
            block = []
        block.append(k)
    return kept


def _dated_alone(lines: list[Line], block: list[int], fields: list[HeaderField]) -> bool:
    """Whether a block is one whole date, and no line beside it has a label of its own."""
    beside = [lines[k] for k in (block[0] - 1, block[-1] + 1) if 0 <= k < len(lines)]
    return (
        len(fields) == 1
        and fields[0].label in ("时间", "日期")
        and read_date(fields[0].value) is not None
        and not any(_OWN_LABEL.match(line.text) and line.kind is None for line in beside)
    )


def _always(page: Page) -> bool:
    return True


GENERAL: Final = Layout("general", _always, mark)
