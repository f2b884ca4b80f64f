"""A page's labelled fields and the document below them on one line, its breaks become spaces.

Believes that a line which begins with two known labels and goes on, behind a space, with words
that read as a title holds the document's own lines from there on, a space between each two, down
to its first unit; and so does a line that begins with addressees and has the date of a sign-off.
"""

from __future__ import annotations

import re
from typing import Final

from ..head.header_fields import plain
from ..head.header_labels import labels_in
from ..line_kinds import is_date, is_recipients
from ..page import Line, Page
from ..plan_titles import title_like
from .furniture import words
from .runs import LONG, cut_lines

LINES: Final = 8
"""Lines at a page's head among which one may be such."""
SHORTEST: Final = 40
"""Characters of a line that may hold two fields and a title."""
APART: Final = 120
"""Characters between two labels of one head, and before the first: a breadcrumb."""
TOKENS: Final = 5
"""Spaces behind the last label before the title, and in a title that is broken."""
REACH: Final = 1000
"""Characters within which the document's first unit begins."""
KIND: Final = 9
"""Characters of the longest name of a kind alone: 工作总结和工作计划."""

_GAP: Final = re.compile(r"[ \u3000\t\xa0]+")
_FIRST: Final = re.compile(
    r"(?<=[ \u3000\t\xa0。：:])(?:[一壹]、|第一(?:章|部分)|[1１][.、．](?![0-9]))"
)


def split_fields(page: Page) -> None:
    """Give their own lines to a page's fields and to the document's words behind them."""
    for line in page.lines[:LINES]:
        found = _cuts(page, line)
        if found:
            cut_lines(page, {line.index: found})
            return


def _cuts(page: Page, line: Line) -> list[int]:
    """Where the lines begin that stand behind a line's fields; none where it holds no such."""
    if len(line.text) < SHORTEST or ":" not in line.text[:APART] and "：" not in line.text[:APART]:
        return []
    text = plain(page, line.text[:REACH])
    if len(line.text) > LONG:
        found = _below_addressees(page, text)
        if found:
            return found
    begin = at = 0
    told = 0
    for label in labels_in(text, page.lexicons):
        if label.start - at > APART or "。" in text[at : label.start]:
            break
        begin = begin if told else label.start
        told, at = told + 1, label.end
    if told < 2:
        return []
    first = _FIRST.search(text, at)
    until = first.start() if first is not None else len(text)
    gaps = [gap.end() for gap in _GAP.finditer(text, at) if gap.end() < until]
    ends = [*gaps, until]
    for k, gap in enumerate(gaps[:TOKENS]):
        if not text[at:gap].strip():
            continue  # a label and its value
        for end in ends[k + 1 : k + 1 + TOKENS]:
            if _titled(page, text[gap:end]):
                return [*([begin] if begin else []), *gaps[k:], *([until] if first else [])]
    return []


def _below_addressees(page: Page, text: str) -> list[int]:
    """Where the lines begin of a notice and of the plan below it; none where it is no such."""
    colon = _ADDRESSED.match(text)
    if colon is None or not is_recipients(words(page, colon[0].rstrip())):
        return []
    first = _FIRST.search(text, colon.end())
    until = first.start() if first is not None else len(text)
    ends = [gap.span() for gap in _GAP.finditer(text, colon.end(), until)]
    starts = [colon.end(), *(end for _, end in ends)]
    if not any(is_date(text[a:b]) for a, (b, _) in zip(starts, ends, strict=False)):
        return []
    return [start for start in starts if start < until] + ([until] if first is not None else [])


_ADDRESSED: Final = re.compile(r"[^：:。；]{4,160}[:：][ \u3000\t\xa0]+")


def _titled(page: Page, text: str) -> bool:
    """Whether words are a title that says more than a kind of document: 政策文件, 工作计划."""
    told = words(page, text)
    return (len(told) > KIND or "年" in told) and title_like(told, page.lexicons)


__all__ = ["split_fields"]
