"""What an extractor is given: one node's text, and what the plan says around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ..lexicon import DEFAULT, Lexicons
from ..model import Role
from ..numerals import HALF_FIGURES
from ..text import Text
from .owners import read_notes
from .tense import Passage
from .unit_names import Note

MASK: Final = "\ue000"
"""Stands in `FactContext.plain` for every character inside 《》 or “”."""


class FactContext:
    """One node's words, from behind its label to the end of its own text.

    `text` is repaired and in Simplified (unless the caller keeps the script); facts are found in
    `text.string`, and `text.span(i, j)` gives their place in the source. `text[:title_end]` is
    the node's title. Responsibility notes are still in it.

    Written out and no dataclass: one is made for each node, and what a dataclass writes for itself
    is not compiled.
    """

    __slots__ = (
        "chapter", "lexicons", "notes", "parted", "passage_year", "plain", "role", "simplified",
        "string", "text", "title_end", "turn", "year",
    )  # fmt: skip

    text: Text
    title_end: int
    role: Role | None
    year: int | None
    """The year that the plan is for."""
    passage_year: int | None
    """The year that 今年 means here: the plan's, or in a review the year reviewed."""
    lexicons: Lexicons
    turn: int
    """The month that the year begins with: in a plan for a school year the months before it are
    in the year after."""
    chapter: Callable[[], Passage] | None
    """What the words of the chapter that the node is in tell of work done and to come."""
    plain: str
    """The words with the inside of 《》 and “” masked, character for character.

    Quotation marks of all pairs are known (“” 「」 『』 "" ″″ 《》 〈〉); a mark whose partner was
    lost masks nothing, so that a lost ” does not hide the rest of a task. A dot that ends a
    sentence is 。 here. Given by who has masked all of a document at once.
    """
    parted: str
    """`plain` with 。 for every mark that ends a sentence, ；, ！ and line feeds among them."""
    simplified: bool
    """Whether it is known that the words have no character that only Traditional script has."""
    string: str
    """The words themselves."""
    notes: tuple[Note, ...]
    """The responsibility notes of `string`, in order."""

    def __init__(
        self,
        text: Text,
        title_end: int = 0,
        role: Role | None = None,
        year: int | None = None,
        passage_year: int | None = None,
        lexicons: Lexicons = DEFAULT,
        turn: int = 1,
        chapter: Callable[[], Passage] | None = None,
        plain: str = "",
        parted: str = "",
        simplified: bool = False,
        alone: Callable[[], bool] | None = None,
    ) -> None:
        self.text = text
        self.title_end = title_end
        self.role = role
        self.year = year
        self.passage_year = passage_year
        self.lexicons = lexicons
        self.turn = turn
        self.chapter = chapter
        self.string = string = text.string
        self.plain = plain or mask_quoted(string)
        self.parted = parted or part(self.plain)
        self.simplified = simplified
        self.notes = read_notes(string, lexicons, alone)


_TITLE: Final = r"《[^《》]*(?:《[^《》]*》[^《》]*)*》"
_LONGEST: Final = 60
_CURLED: Final = f"“[^“”]{{0,{_LONGEST}}}”"
_OTHERS: Final = (
    r"‘[^‘’]{0,60}’|「[^「」]{0,60}」|『[^『』]{0,60}』"
    r'|"[^"\n]{0,40}"|″[^″\n]{0,40}″|〈[^〈〉]{0,60}〉'
)
# a search for few first characters is several times as fast as one for those of all marks
_TITLES, _BOTH, _QUOTED = map(
    re.compile, (_TITLE, f"{_TITLE}|{_CURLED}", f"{_TITLE}|{_CURLED}|{_OTHERS}")
)
_MASKS: Final = [MASK * n for n in range(80)]
_OPENS, _SHUTS = frozenset('《“‘「『"〈' + MASK), frozenset('》”’」』"〉' + MASK)


_STOP: Final = re.compile(
    r"[.．](?<=[\u4e00-\u9fff”》）)%].)(?<![一二三四五六七八九十].)"
    r"(?=[\u4e00-\u9fffA-Za-z0-9“《（(\s]|\Z)"
)
"""A dot that stands for 。, as pages with half-width marks have it: 检查36家.整改率100%."""


_WIDE: Final = "０１２３４５６７８９"
_ANY_WIDE: Final = re.compile(f"[{_WIDE}]").search
_NARROW: Final = {"．": ".", "－": "-", "，": ",", "／": "/"}
_WIDE_MARK: Final = re.compile(r"(?<=[0-9])(?:[．－／](?=[0-9])|，(?=[0-9]{3}(?![0-9年])))")


def mask_quoted(string: str) -> str:
    """`string` with what stands inside paired quotation and title marks masked.

    Where a dot ends a sentence, 。 stands for it, and figures of full width stand as half-width
    ones, with the marks between them.
    """
    masked = _mask(string)
    if _ANY_WIDE(masked) is not None:
        masked = _WIDE_MARK.sub(lambda mark: _NARROW[mark[0]], masked.translate(HALF_FIGURES))
    return _STOP.sub("。", masked) if "." in masked or "．" in masked else masked


def _mask(string: str) -> str:
    if (
        '"' in string
        or "‘" in string
        or "「" in string
        or "『" in string
        or "〈" in string
        or "″" in string
    ):
        return _QUOTED.sub(_masked, string)
    masked = _mask_curled(string) if "“" in string else string
    if "《" not in string:
        return masked
    if masked.count("》") < string.count("》") or masked.count("《") < string.count("《"):
        return _BOTH.sub(
            _masked, string
        )  # a title within quotation marks, or each across the other
    return _TITLES.sub(_masked, masked)


def part(masked: str) -> str:
    """`masked` with 。 for every mark that ends a sentence; a dot may stand in a number."""
    for mark in "；\n;！？!?\r｡":
        masked = masked.replace(mark, "。")
    return masked


class Masked:
    """A whole body masked at once, for all texts that are cut from it."""

    __slots__ = ("_parted", "_plain", "_string")

    def __init__(self, string: str) -> None:
        self._string = string
        self._plain = mask_quoted(string)
        self._parted = part(self._plain)

    def cut(self, start: int, end: int) -> tuple[str, str]:
        """`mask_quoted` of a stretch, and `part` of that.

        Marks on both sides of either end are no pair in it.
        """
        plain = self._plain
        if start < end and (plain[start] in _SHUTS or plain[end - 1] in _OPENS):
            plain = mask_quoted(self._string[start:end])
            return plain, part(plain)
        return plain[start:end], self._parted[start:end]


def _mask_curled(string: str) -> str:
    """What `_CURLED` finds, at half the time: most texts with quotations have no other marks."""
    parts = string.split("“")
    for k in range(1, len(parts)):
        part = parts[k]
        close = part.find("”")
        if 0 <= close <= _LONGEST:
            parts[k] = _MASKS[close] + part[close:]
    return "“".join(parts)


def _masked(quoted: re.Match[str]) -> str:
    words = quoted[0]
    inner = len(words) - 2
    return f"{words[0]}{_MASKS[inner] if inner < 80 else MASK * inner}{words[-1]}"
