"""What is labelled below a plan: subject words, copies, who edited the page."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from ..page import Page
from .header_fields import OPENED, add_field, plain
from .header_labels import field_names, labels_below, labels_in

BELOW, FOOT = 12, 20
"""Lines below a plan and at a page's foot that may be labelled."""


def read_below(page: Page, start: int, end: int) -> None:
    """Note what is labelled below a plan, in `[start, end)` of the source: 主题词, 抄送, 责任编辑.

    The lines stay what they are. What the header says already is not said again.
    """
    known = {field.label for field in page.fields}
    names = field_names(page.lexicons)
    filled = {names.get(label, "extra") for label in known}
    wanted = labels_below(page.lexicons)
    at = bisect_left(page.lines, start, key=lambda line: line.start)
    until = bisect_left(page.lines, end, key=lambda line: line.start)
    lines = page.lines[at:until]
    for line in [*lines[:BELOW], *lines[BELOW:][-FOOT:]]:
        if len(line.text) > 200 or not any(mark in line.text for mark in ":：】]］〕"):
            continue
        text = plain(page, line.text)
        first = 0
        while first < len(text) - 1 and text[first] in OPENED + "（(":
            first += 1
        labels = list(labels_in(text, page.lexicons, run_in=True))
        if not labels or labels[0].start != first:
            continue
        for k, label in enumerate(labels):
            name = names[label.name]
            behind = labels[k + 1].start if k + 1 < len(labels) else len(text.rstrip("。"))
            if text[behind - 1] in "，,；;、":
                behind -= 1
            apart = _APART.search(text, label.end, behind)
            behind = apart.start() if apart is not None else behind
            if (
                label.name in wanted
                and label.name not in known
                and (name == "extra" or name not in filled)
                and text[label.end : behind].strip(_AROUND)
            ):
                add_field(page, label.name, line.start + label.end, line.start + behind)
                known.add(label.name)


_APART: Final = re.compile(r"(?<=\S)[ \u3000\t\xa0]{3,}(?=[（(])")
"""校对：张某      （共印60份）"""
_AROUND: Final = " \t\u3000\xa0|[]【】［］〔〕（）()"
