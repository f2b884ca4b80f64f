"""What an extractor is given: one node's text, and what the plan says around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ..lexicon import DEFAULT, Lexicons
from ..model import Role
from ..text import Text
from .owners import Note, read_notes
from .tense import Passage

MASK = "\ue000"
"""Stands in `FactContext.plain` for every character inside 《》 or “”."""


@dataclass(slots=True)
class FactContext:
    """One node's words, from behind its label to the end of its own text.

    `text` is repaired and in Simplified (unless the caller keeps the script); facts are found in
    `text.string`, and `text.span(i, j)` gives their place in the source. `text[:title_end]` is
    the node's title. Responsibility notes are still in it.
    """

    text: Text
    title_end: int = 0
    role: Role | None = None
    year: int | None = None
    """The year that the plan is for."""
    passage_year: int | None = None
    """The year that 今年 means here: the plan's, or in a review the year reviewed."""
    lexicons: Lexicons = DEFAULT
    turn: int = 1
    """The month that the year begins with: in a plan for a school year the months before it are
    in the year after."""
    chapter: Callable[[], Passage] | None = None
    """What the words of the chapter that the node is in tell of work done and to come."""
    string: str = field(init=False, repr=False)
    """The words themselves."""
    plain: str = field(init=False, repr=False)
    """`string` with the inside of 《》 and “” masked, character for character.

    Quotation marks of all pairs are known (“” 「」 『』 "" ″″ 《》 〈〉); a mark whose partner was
    lost masks nothing, so that a lost ” does not hide the rest of a task.
    """
    notes: tuple[Note, ...] = field(init=False, repr=False)
    """The responsibility notes of `string`, in order."""

    def __post_init__(self) -> None:
        self.string = string = self.text.string
        self.plain = mask_quoted(string)
        self.notes = read_notes(string, self.lexicons)


_TITLE = r"《[^《》]*(?:《[^《》]*》[^《》]*)*》"
_LONGEST = 60
_CURLED = f"“[^“”]{{0,{_LONGEST}}}”"
_OTHERS = (
    r"‘[^‘’]{0,60}’|「[^「」]{0,60}」|『[^『』]{0,60}』"
    r'|"[^"\n]{0,40}"|″[^″\n]{0,40}″|〈[^〈〉]{0,60}〉'
)
# with titles alone in the text their own pattern: a search for one character
_TITLES, _QUOTED = map(re.compile, (_TITLE, f"{_TITLE}|{_CURLED}|{_OTHERS}"))
_MASKS = [MASK * n for n in range(80)]


def mask_quoted(string: str) -> str:
    """`string` with what stands inside paired quotation and title marks masked."""
    if (
        '"' in string
        or "‘" in string
        or "「" in string
        or "『" in string
        or "〈" in string
        or "″" in string
    ):
        return _QUOTED.sub(_masked, string)
    if "《" not in string:
        return _mask_curled(string) if "“" in string else string
    return (_QUOTED if "“" in string else _TITLES).sub(_masked, string)


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
