"""Footnotes: the lines that explain words of a text, numbered as the marks behind those words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_REFERRED: Final = "。，；、）)”》"


def circled_notes(string: str, starts: Iterable[int]) -> list[tuple[int, int]]:
    """The lines of footnotes: ① … where a ① behind words and before a stop refers to it.

    `starts` is where lines begin with a circled number. A step's ① stands before its words, and
    the ①s of other units before theirs.
    """
    notes: list[tuple[int, int]] = []
    for start in starts:
        mark = string[start]
        low = max(0, start - NOTE_BELOW)
        at = start
        for _ in range(TRIES):
            at = string.rfind(mark, low, at)
            if at <= 0 or (
                string[at + 1] in _REFERRED
                and string[at - 1] not in _REFERRED
                and string[at - 1] not in " \u3000\n：:"
            ):
                break
        else:
            at = -1
        if at > 0:
            end = string.find("\n", start)
            notes.append((start, end if end > 0 else len(string)))
    return notes


NOTE_BELOW: Final = 6000
"""Characters from a reference to its footnote at most."""
TRIES: Final = 8
"""The same mark met on the way up at most: each section of a text may have its own ①."""


_FOOTNOTE: Final = re.compile(
    r"^[ \t\u3000]*([\[［〔【][0-9]{1,2}[\]］〕】])(?=[^\n]{4})", re.MULTILINE
)
_OPENING: Final = "[［〔【"
_LIST: Final = re.compile(r"注[ \u3000]?[:：][ \u3000]?\n?[ \t\u3000]*(?=[1１一][.．、])")
_LISTED: Final = ("", "备")
"""What stands before 注 on the line on which a list of notes begins."""
FOOT: Final = 1500
"""Characters at a text's end in which its footnotes stand."""


def footnotes(string: str) -> list[tuple[int, int]]:
    """The lines at the end of a text that explain its words: [1]…, where a word above has the [1].

    And 注：1.… 2.…, to the end.
    """
    low = max(0, len(string) - FOOT)
    found: list[tuple[int, int]] = []
    foot = string[low:]
    marked = any(bracket in foot and bracket + "1" in foot for bracket in _OPENING)
    for match in _FOOTNOTE.finditer(string, low) if marked else ():
        at = string.find(match[1], 1)
        if 0 < at < match.start(1) and string[at - 1] not in " \t\u3000\n":
            end = string.find("\n", match.end())
            found.append((match.start(1), end if end > 0 else len(string)))
    at = string.find("注", low)
    while at >= 0:
        noted = _LIST.match(string, at)
        if noted is not None:
            begin = string.rfind("\n", 0, at) + 1
            if string[begin:at].strip(" \t\u3000") in _LISTED:
                if not _HEADING.search(string, noted.end()):
                    found.append((max(begin, low), len(string)))
                break
        at = string.find("注", at + 1)
    return found


_HEADING: Final = re.compile(
    r"^[ \t\u3000]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])",
    re.MULTILINE,
)

__all__ = ["circled_notes", "footnotes"]
