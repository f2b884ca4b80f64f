"""Characters that nobody sees: zero-width ones, soft hyphens, marks of direction, odd line ends.

What is believed: pages, chats and word processors leave them anywhere, inside words as well, and
no plan means anything by them. Those at a line's ends go with its white space; those inside are
taken out of the body. U+2028, U+2029, a vertical tab and a lone carriage return each end a line,
as they do in the program that wrote them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .text import Span

if TYPE_CHECKING:
    from .page import Page

UNSEEN: Final = (
    "\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
) + "".join(map(chr, range(0xFE00, 0xFE10)))

_IN_WORDS: Final = re.compile(f"[{UNSEEN}]+")
GENERAL: Final = "\u200b-\u200f\u2028-\u202e\u2060-\u206f"
"""Those of the general punctuation, which other characters of a text belong to as well."""
_GENERAL: Final = re.compile(f"[{GENERAL}]")
WIDTHS: Final = "\u2000-\u200a\u202f\u205f"
"""Spaces of other widths than a letter's and an ideograph's, but for U+00A0."""
QUOTES: Final = "〝〞＂"
"""Quotation marks of vertical type and of full width, which stand for “ ” and " on some pages."""
_BREAKS: Final = re.compile("\r(?!\n)|[\x0b\u2028\u2029]|(?<=[^\n])\x0c(?=[^\n])")
_GONE: Final = dict.fromkeys(map(ord, UNSEEN))


def may_be_unseen(text: str, latin: str, blocks: frozenset[int], usual: bool) -> bool:
    """Whether to look for such characters at all: a glance that spares a closer look.

    `latin` are the text's characters below U+0100, `blocks` the high bytes of its rare ones;
    `usual` says that none is of `GENERAL`.
    """
    if "\xad" in latin or not blocks.isdisjoint((0x03, 0x06, 0x18, 0xFE)):
        return True
    return not usual and _GENERAL.search(text) is not None


LINE_ENDS: Final = "\\\r\x0b\x0c"
"""One of these stands where `with_line_feeds` changes anything, or one of `GENERAL` does."""


def with_line_feeds(text: str) -> str:
    """The text, as long as it was, with a line feed for whatever else ends a line.

    The two characters \\n do where a program wrote them for nearly all line ends.
    """
    if "\\n" in text and text.count("\\n") > max(2, 2 * text.count("\n")):
        text = text.replace("\\r\\n", "   \n").replace("\\n", " \n")
    if "\r" in text or "\x0b" in text or "\x0c" in text or "\u2028" in text or "\u2029" in text:
        return _BREAKS.sub("\n", text)
    return text


def seen(words: str) -> str:
    """Words without the characters that nobody sees."""
    return words.translate(_GONE)


def repair_unseen(page: Page) -> None:
    """Take them out of the words of the body; one diagnostic for all."""
    if not page.unseen:
        return
    found = [match.span() for match in _IN_WORDS.finditer(page.source.text)]
    count = 0
    first: Span | None = None
    k = 0
    for start, end in found:
        while k < len(page.lines) and page.lines[k].end <= start:
            k += 1
        if k == len(page.lines):
            break
        if page.lines[k].start <= start:
            page.edits.append((start, end, ""))
            count += end - start
            first = first or Span(start, end)
    if first is not None:
        page.note(
            "unseen-removed",
            "info",
            f"{count} characters that are not seen were taken out of words",
            first,
            replacement="",
        )
