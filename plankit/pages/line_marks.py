"""Marks that a page, a mail or a table sets around lines, and that are none of the document's."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Final

from ..page import SPACE, Line, Page
from ..plan_titles import title_like
from ..roles import role_of

_FRAMES: Final = {"【": "】", "〖": "〗", "[": "]", "〔": "〕", "［": "］"}
_FRAMED: Final = re.compile(
    r".[ \u3000]?(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|第[一二三四五六七八九十]{1,3}(?:章|节|部分|篇))"
)
_BARS: Final = frozenset("|｜│┃┆┊║>")
BARRED: Final = 0.8
"""The share of lines that begin with one bar where it is the frame of all."""
_BULLETS: Final = "•●○▪■□◆◇❖➢➤►▶➔✓★☆◎"
_GAP: Final = "[ \\u3000\\t\\xa0]"
_GAPS: Final = frozenset(" \u3000\t\xa0")
_CHINESE: Final = (
    r"(?:[壹贰貳叁參肆伍陆陸柒捌玖拾]{1,2}|[一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十])"
    r"|第[一二三四五六七八九十]{1,3}(?:[章节節条條篇]|部分?)|[（(][一二三四五六七八九十]{1,3}[）)]"
)
_LABEL_CELL: Final = re.compile(rf"(?:{_CHINESE}|[（(][0-9]{{1,2}}[）)]|[0-9]{{1,2}}[.．、]) \| ")
_LISTED: Final = re.compile(
    rf"([0-9]{{1,2}}[.、]){_GAP}+(?={_CHINESE})"
    rf"|([{_BULLETS}]|[·*\-–](?={_GAP})){_GAP}*"
    rf"(?={_CHINESE}|[（(]?[0-9]{{1,2}}[.．、）)](?![0-9]))"
)
_LIST_MARKS: Final = frozenset("0123456789·*-–" + _BULLETS)


def unmark(page: Page) -> None:
    """Take off the bar that stands before every line, frames of headings, and marks of lists."""
    barred = "|" in page.latin
    if barred or ">" in page.latin or 0x25 in page.blocks or "｜" in page.source.text:
        _unbar(page)
    heads = {line.text[0] for line in page.lines}  # that most marks occur in no text is told fast
    if "#" in heads:
        _unhash(page)
    if not heads.isdisjoint(_FRAMES):
        _unframe(page)
    if barred:
        _join_label_cells(page)
    if not heads.isdisjoint(_LIST_MARKS):
        _unlist(page)
    if barred:
        _uncell(page)
    if not heads.isdisjoint(_STARS):
        _unstar(page)


def _unbar(page: Page) -> None:
    """> 一、加强党建: the mark of a quoted mail, or the upright rule of a box around the text.

    Believes that rows of a table have bars between their cells too.
    """
    free = page.free
    first = Counter(line.text[0] for line in free if line.text[0] in _BARS)
    if not first:
        return
    bar, count = first.most_common(1)[0]
    if count < 5 or count < BARRED * len(free):
        return
    if 2 * sum(bar in line.text[1:-1] for line in free) > len(free):
        return
    for line in free:
        if not line.text.strip(bar + SPACE):
            page.claim(line, "furniture")
            continue
        if line.text[-1] == bar:
            page.trim(line, line.end - 1, line.end)
        if line.text[0] == bar:
            start = line.start + 1
            page.trim(line, line.start, start)
            line.indent = line.start - start


def _unhash(page: Page) -> None:
    """# 2024年工作要点: the mark of a heading in a text that was kept as Markdown."""
    for line in page.lines:
        match = _HASH.match(line.text) if line.text[0] == "#" and line.kind is None else None
        if match is not None:
            page.trim(line, line.start, line.start + match.end())


_HASH: Final = re.compile(r"#{1,6}[ \u3000\xa0]+(?=\S)")


def _unstar(page: Page) -> None:
    """★ 工作措施: marks before headings, where all lines that have the mark are headings.

    That is, short lines without a stop, with other lines between them. They head chapters where no
    chapter with a label stands above.
    """
    marked: dict[str, list[Line]] = {}
    labelled = len(page.lines)
    for line in page.lines:
        if line.kind is None and line.text[0] in _STARS:
            marked.setdefault(line.text[0], []).append(line)
        elif line.kind is None and labelled > line.index and _CHAPTER.match(line.text):
            labelled = line.index
    for lines in marked.values():
        apart = all(after.index - line.index > 1 for line, after in pairwise(lines))
        if len(lines) < 2 or not apart:
            continue
        if any(not 2 < len(x.text) <= 20 or x.text[-1] in "。；，、！？" for x in lines):
            continue
        for line in lines:
            page.trim(line, line.start, line.start + 1)
            if lines[0].index < labelled:
                page.headings.append(line.start)


_CHAPTER: Final = re.compile(_CHINESE)
_STARS: Final = frozenset("★☆●■□◆◇▲△▼※◎▶◈")


def _uncell(page: Page) -> None:
    """2024年工作要点 |: a title that is the one cell of a table's row."""
    for line in page.lines[:40]:
        text = line.text
        if text[-1] == "|" and text.count("|") == 1 and line.kind is None:
            bare = "".join(text[:-1].split())
            if title_like(bare, page.lexicons):
                page.trim(line, line.end - 1, line.end)


def _unframe(page: Page) -> None:
    """【一、加强党建】: marks that a page sets around headings with labels, and chapters' names."""
    found: list[Line] = []
    for line in page.lines:
        text = line.text
        if (
            text[0] in _FRAMES
            and text[-1] == _FRAMES[text[0]]
            and len(text) < 80
            and line.kind is None
            and (
                _FRAMED.match(text) is not None
                or len(text) < 12
                and role_of(text[1:-1], page.lexicons) is not None
            )
        ):
            found.append(line)
    if len(found) > 1:
        for line in found:
            page.trim(line, line.end - 1, line.end)
            page.trim(line, line.start, line.start + 1)


def _join_label_cells(page: Page) -> None:
    """一、 | 健全救助体系: labels and words in two cells of a table that only lays them out.

    Believes so of a text with three such lines where no line has more than one bar.
    """
    if " | " not in page.latin:
        return
    found: list[tuple[Line, int]] = []
    for line in page.free:
        last = line.text[-1] == "|" and _LABEL_CELL.match(line.text) is not None
        bars = line.text.count(" | ")
        if bars > 1 or line.text[-1] == "|" and not last:
            return
        match = _LABEL_CELL.match(line.text) if bars else None
        if match is not None:
            found.append((line, match.end()))
        elif line.text.startswith("| "):
            found.append((line, 1))
    if sum(line.text[0] != "|" for line, _ in found) < 3:
        return
    for line, end in found:
        if line.text[0] == "|":
            page.trim(line, line.start, line.start + 1)
        else:
            if line.text[-1] == "|":
                page.trim(line, line.end - 1, line.end)
            bar = line.start + line.text.index(" | ")
            page.claim_span(bar, line.start + end, "furniture")


def _unlist(page: Page) -> None:
    """1. 壹、内政: the mark of a page's list in front of the document's own label.

    Believes that no writer counts a unit twice at the head of one line.
    """
    for line in page.lines:
        first = line.text[0]
        # 1.加强 is how nearly all lines with a figure in front begin: no gap
        if first in _LIST_MARKS and not (first.isdigit() and _GAPS.isdisjoint(line.text[2:4])):
            match = _LISTED.match(line.text) if line.kind is None else None
            if match is not None:
                page.trim(line, line.start, line.start + len(match[1] or match[2]))
