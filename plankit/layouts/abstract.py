"""A document-sharing site's abstract: the text of some pages run together, cut at page numbers.

    《X.docx》由会员分享，可在线阅读，更多相关《X.docx（5页珍藏版）》请在…上搜索。
    1、X…支部建设“x+
    2、x+x”帮扶模式…

Believes that a new line is a new page, that the site numbers the pages 1、 2、 3、, and that pages
break in mid-sentence or even in mid-word: such numbers are no labels, and the lines are one. All
breaks between paragraphs are lost.
"""

from __future__ import annotations

import re
from typing import Final

from ..page import Line, Page
from ..text import Span
from . import general
from .base import Layout

_SHARED: Final = re.compile(
    r"《([^《》]{2,120})》(?:由|是).{0,12}(?:会员|用户|网友)?.{0,6}(?:分享|上传|提供)"
)
_SUFFIX: Final = re.compile(r"\.(?:docx?|pdf|wps|txt|pptx?|xlsx?|rtf)$", re.IGNORECASE)
_PAGE: Final = re.compile(r"(\d{1,3})[、.．]\s?")
_HEADS: Final = tuple(f"0０{digit}{chr(0xFF10 + digit)}" for digit in range(10))
"""What a number may begin with, by its first digit: in half and full width, or zeros before it."""
_SHORTEST: Final = 250
_UNEVEN: Final = 0.04
"""By how much pages differ in length that were counted off: by the words that were swapped."""
_ENDS: Final = "。！？；”）)：….!?;:"


def _pages(page: Page) -> list[tuple[Line, re.Match[str]]]:
    """Lines below each other that begin with 1、 2、 3、 …, most behind one without a stop."""
    found: list[tuple[Line, re.Match[str]]] = []
    broken = 0
    before: Line | None = None
    heads = _HEADS[1]
    for line in page.lines:
        match = _PAGE.match(line.text) if line.text[0] in heads else None
        if match is not None and int(match[1]) == len(found) + 1:
            if before is not None:
                if before.index != line.index - 1:
                    return []  # 责任单位：甲局, below a unit: there are lines, and no pages
                broken += before.text[-1] not in _ENDS
            found.append((line, match))
            heads = _HEADS[int(str(len(found) + 1)[0])]
            before = line
    return found if len(found) >= 2 and broken * 3 >= 2 * (len(found) - 1) else []


def matches(page: Page) -> bool:
    """The site's sentence in the head, or long lines numbered in order, cut in mid-sentence.

    Without the sentence, the lines are as long as each other: a site counts off its pages, and no
    writer his paragraphs.
    """
    if any(_SHARED.match(line.text) for line in page.lines[:5]):
        return True
    lengths = [len(line.text) for line, _ in _pages(page)]
    if len(lengths) < 3:
        return False
    *whole, last = lengths
    least, most = min(whole), max(whole)
    return (
        least > _SHORTEST
        and most - least <= most * _UNEVEN
        and (len(whole) > 2 or last < least)  # two of a length may be chance
    )


def mark(page: Page) -> None:
    """Take the page numbers out and join the lines; the title is in the site's sentence."""
    name: str | None = None
    for line in page.lines[:5]:
        match = _SHARED.match(line.text)
        if match is not None:
            name = _SUFFIX.sub("", match[1])
            start = line.start + match.start(1)
            page.title = Span(start, start + len(name))
            page.claim(line, "furniture")
    pages = _pages(page)
    if pages:
        page.lines_lost = True
        first = pages[0][0].index
        numbered = {line.index: match for line, match in pages}
        for line in page.lines[first:]:
            match = numbered.get(line.index)
            if match is not None:
                start, end = line.start, line.start + match.end()
                page.claim_span(start, end, "furniture")
                if line.index != first:
                    page.note(
                        "page-splice",
                        "info",
                        f"page number {match[0].strip()!r} taken out of the text",
                        Span(start, end),
                        replacement="",
                    )
            if line.index != first and line.kind is None:
                line.soft = ""
        if name is not None:
            _claim_title(page, pages[0][0], pages[0][1].end(), name)
    general.mark(page)


def _claim_title(page: Page, line: Line, offset: int, name: str) -> None:
    """Claim the file name where the first page begins with it, and the title in its own words.

    The title that follows may differ by the site's rewording, so it is measured by its length and
    its ending: it ends at a space within a few characters of where the name would end.
    """
    text = line.text
    at = offset
    if text.startswith(name, at):
        page.claim_span(line.start + at, line.start + at + len(name), "repeated")
        at += len(name)
    for end in range(at + len(name) - 4, at + len(name) + 6):
        if at < end < len(text) and text[end] in " \u3000" and _alike(text[at:end], name):
            page.claim_span(line.start + at, line.start + end, "heading")
            return


def _alike(a: str, b: str) -> bool:
    shared = len(set(a) & set(b))
    return 2 * shared >= 1.5 * min(len(set(a)), len(set(b)))


ABSTRACT: Final = Layout("abstract", matches, mark)
