"""Texts that are packed more densely than words can be: columns of figures, lists of labels.

What is believed: a document has words between its labels, its numbers and its line ends. Thousands
of them without are a table, a dump or a mishap, and to read each closely would take long and tell
nothing. The text is kept whole; a diagnostic says what was not read. No short document is asked.

Each limit is a number from which to ask, and the characters that each must have on average, what is
counted included; of more, more is asked.
"""

from __future__ import annotations

import re
from typing import Final

_Limits = tuple[tuple[int, int], ...]

LABELS: Final[_Limits] = ((5_000, 8), (20_000, 20))
"""Real plans have up to 2,000 units of 40 to 300 characters, bare lists of headings 15."""
LINES: Final[_Limits] = ((30_000, 20),)
"""Blank ones apart. Wrapped pages have 25 to 40 characters a line, tables with a cell a line 5 and
more, but not that many lines: 30,000 fill 700 pages."""
PARAGRAPH, PARAGRAPHS = 40, 10
"""So many lines of so many characters may be a document, whatever else is on the page."""
NUMBERS: Final[_Limits] = ((40_000, 8), (50_000, 10))
"""Plans have a number in 12 characters and more, their labels counted too."""
PHRASES: Final[_Limits] = ((50_000, 6), (60_000, 7))
"""Stretches of ideographs. Plans have 8 to 10 characters for each, tables 5 and more."""
_NUMBER: Final = re.compile("[0-9０-９]+|[一二三四五六七八九十百千万亿两〇零]+")
_PHRASE: Final = re.compile("[\u3400-\u9fff]+")


def _dense(count: int, characters: int, limits: _Limits) -> bool:
    return any(count > least and count * each > characters for least, each in limits)


def labels_too_dense(labels: int, characters: int) -> bool:
    """Whether so many labels in so many characters are no outline."""
    return _dense(labels, characters, LABELS)


def lines_too_short(text: str) -> int:
    """How many lines there are, blank ones apart, where they are too short to be a document's.

    0 where they are not; each line ends with a line feed.
    """
    least = LINES[0][0]
    if len(text) < 2 * least or text.count("\n") < least:
        return 0
    lines = [line for line in text.split("\n") if line and not line.isspace()]
    if not _dense(len(lines), len(text), LINES):
        return 0
    # a plan among the comments of a page, its menus, its lists
    long = sum(len(line) >= PARAGRAPH for line in lines)
    return 0 if long >= PARAGRAPHS else len(lines)


def numbers_too_dense(text: str) -> int:
    """How many numbers there are, where they stand too close to be read as facts; else 0."""
    count = len(_NUMBER.findall(text)) if len(text) > NUMBERS[0][0] else 0
    return count if _dense(count, len(text), NUMBERS) else 0


def phrases_too_short(text: str) -> int:
    """How many stretches of ideographs there are, where they are too short for facts; else 0."""
    count = len(_PHRASE.findall(text)) if len(text) > PHRASES[0][0] else 0
    return count if _dense(count, len(text), PHRASES) else 0
