"""Known labels of header fields inside a line: 索引号：, 发 布 日 期：, 【制定机关】.

They are looked for backwards from what ends them, by the table `header_fields`: one pattern of all
labels with room for spaces between any two characters takes a tenth of a second to compile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..lexicon import Lexicons
from ..line_kinds import READING

_READING_BEFORE: Final = re.compile(f"{READING}$")
_ENDS: Final = re.compile(r"[】\]］〕]?[ \xa0]?[:：]|[】\]］〕]")
_SPACE: Final = " \u3000\t\xa0"
_AROUND: Final = frozenset("|｜【[［〔（(】］〕）):：0123456789")
_STAMP: Final = re.compile(r"[0-9][0-9/.-]{7,9}(?: [0-9:：]{4,8})?")
"""A day and a time: there, a space parts no words."""
_WIDE: Final = 8
"""Spaces that may stand between two characters of a label that is set wide."""


class Label(NamedTuple):
    """A label in a line: its first character, the end of its colon, and its name without spaces."""

    start: int
    end: int
    name: str


def field_names(lexicons: Lexicons) -> dict[str, str]:
    """Label (without spaces) → metadata field."""
    return lexicons.build(
        "header_fields",
        lambda lex: {
            row[0]: row[1] for row in reversed(lex.rows("header_fields")) if row[0][0] != "*"
        },
    )


def labels_below(lexicons: Lexicons) -> frozenset[str]:
    """The labels that are read below a plan, too."""
    return lexicons.build("header_below", lambda lex: _marked(lex, "below"))


def weak_labels(lexicons: Lexicons) -> frozenset[str]:
    """The labels that a plan's own lines have, too."""
    return lexicons.build("header_weak", lambda lex: _marked(lex, "weak"))


def _inline(lexicons: Lexicons) -> frozenset[str]:
    """The short labels that count right behind a value."""
    return lexicons.build("header_inline", lambda lex: _marked(lex, "inline"))


def _marked(lex: Lexicons, mark: str) -> frozenset[str]:
    rows = (row for row in lex.rows("header_fields") if len(row) > 2)
    return frozenset(row[0] for row in rows if mark in row[2].split())


def unknown(lexicons: Lexicons) -> re.Pattern[str]:
    """A line with a label that is not known, and yet ends as labels of headers do."""

    def build(lex: Lexicons) -> re.Pattern[str]:
        ends = "|".join(row[0][1:] for row in lex.rows("header_fields") if row[0][0] == "*")
        return re.compile(
            rf"[【\[]?([\u4e00-\u9fff]{{0,6}}(?:{ends}))[】\]]?[:：][ \u3000\xa0]*(?=\S.{{0,60}}\Z)"
        )

    return lexicons.build("header_unknown", build)


def _tails(lexicons: Lexicons) -> frozenset[str]:
    """Every end of every label, so that a walk back from a colon stops early."""
    return lexicons.build(
        "header_tails",
        lambda lex: frozenset(name[i:] for name in field_names(lex) for i in range(len(name))),
    )


def labels_in(text: str, lexicons: Lexicons, run_in: bool = False) -> Iterator[Label]:
    """The known labels of a line with their colons or brackets, in order, without overlaps.

    `run_in`: those of four characters and more count right behind other words, too, and shorter
    ones that the table marks so where no space stands in the value before them.
    """
    names, tails = field_names(lexicons), _tails(lexicons)
    short = _inline(lexicons) if run_in else frozenset[str]()
    done = 0
    for mark in _ENDS.finditer(text):
        start, name = _before(text, done, mark.start(), names, tails, run_in, short)
        if name:
            done = mark.end()
            yield Label(start, done, name)


def _before(
    text: str,
    low: int,
    end: int,
    names: dict[str, str],
    tails: frozenset[str],
    run_in: bool,
    short: frozenset[str],
) -> tuple[int, str]:
    """The longest label that ends at `end`, and where it begins; "" where none does."""
    found = end, ""
    at = _joint(text, low, _spaces(text, low, end))
    tail = ""
    while at > low:
        tail = text[at - 1] + tail
        if tail not in tails:
            break
        at -= 1
        if tail in names and (
            at == 0
            or _opens(text[at - 1])
            or run_in
            and (
                len(tail) > 3
                or len(tail) > 2
                and text[at - 1] in "号日"
                or tail in short
                and low
                and " " not in _STAMP.sub("", text[low:at].strip())
            )
        ):
            found = at, tail
        at = _joint(text, low, at)
    return found


def _joint(text: str, low: int, at: int) -> int:
    """Back over what may stand between two characters of a label: a reading, or spaces."""
    if text[at - 1] in ")）":
        reading = _READING_BEFORE.search(text, max(low, at - 8), at)
        if reading is not None:
            return reading.start()
    return _spaces(text, low, at)


def _spaces(text: str, low: int, at: int) -> int:
    low = max(low, at - _WIDE)
    while at > low and text[at - 1] in _SPACE:
        at -= 1
    return at


def _opens(char: str) -> bool:
    """Whether a label may begin behind `char`: inside other words it is no label."""
    return char in _AROUND or char.isspace() or char.isascii() and char.isalnum()
