"""责任单位 on a line of its own, above the names: what became of a cell and the cell beside it.

Believes that a line which is the label of owners, or of a time, and nothing else belongs to the
line below it where that names units beyond doubt, or a time, and that a document which writes so
does it more than once.
"""

from __future__ import annotations

import re
from typing import Final

from ..facts.office_words import OfficeWords
from ..ledger_heads import OWNERS, column_heads
from ..page import Page
from .furniture import words

LONGEST_LABEL, LONGEST_NAMES, TIMES = 8, 80, 2
_MEANINGS: Final = frozenset(OWNERS) | {"due"}
_TIME: Final = re.compile(
    "(?:[0-9]{4}年)?(?:[0-9一二三四五六七八九十]{1,3}月|第?[一二三四1-4]季度|[上下]半年|年)?"
    "(?:[0-9]{1,2}日|[上中下]旬|[底初末])?[之以]?[前内]?|全年|长期|持续推进|常年"
)
_PARTED: Final = re.compile("[、，,；; \u3000]+")


def join_owner_lines(page: Page) -> None:
    """Join such lines with a colon."""
    labels = [
        line
        for line in page.lines
        if 3 < len(line.text) <= LONGEST_LABEL
        and line.kind is None
        and line.text[-1] not in "。；："
    ]
    if len(labels) < TIMES:
        return
    heads = column_heads(page.lexicons)
    offices = page.lexicons.build("office_names", OfficeWords)
    found = []
    for label in labels:
        meaning = heads.get(words(page, label.text))
        if meaning not in _MEANINGS or label.index + 1 == len(page.lines):
            continue
        below = page.lines[label.index + 1]
        if below.kind is not None or below.soft is not None or len(below.text) > LONGEST_NAMES:
            continue
        named = words(page, below.text.rstrip("。；;"))
        if meaning == "due":
            if _TIME.fullmatch(named) is not None:
                found.append(below)
        elif all(offices.looks_like_unit(name, strictly=True) for name in _PARTED.split(named)):
            found.append(below)
    for below in found if len(found) >= TIMES else ():
        below.soft = "："
