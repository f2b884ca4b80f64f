"""Chapters without numbers that hold whatever they hold: 1. 2., （一）（二）, paragraphs alone.

What tells them is that numbering begins again below each: no numbers run on across a heading.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from ..lexicon import Lexicons
from ..line_kinds import is_unit
from ..plan_titles import says_what_to_do, whole_title
from ..roles import role_of
from .chapters import SHORT, ended_above, finished, heading_of_run, plain, standing
from .label_styles import INLINE, PLAIN, UNNUMBERED
from .labels import LINE, Candidate
from .titles import names_chapter


def headings_of_segments(
    string: str, found: Sequence[Candidate], lexicons: Lexicons
) -> list[Candidate]:
    """The headings right above units that begin with 1, where no numbering runs on across any.

    There have to be two, or one and two above paragraphs. Their chapters may be numbered in
    different styles, 1. below one and （一） below the next. And behind the last chapter that has
    a number, what names a chapter (工作要求), the units below it beginning again.
    """
    k = next((k for k, c in enumerate(found) if _is_unit(c)), -1)
    if k < 0 or found[k].number != 1:
        return []
    before = {c.start for c in found[:k] if c.style == PLAIN or c.style not in UNNUMBERED}
    if _standing_above(string, found[k].start, before) is None:
        return _heading_behind(string, found, lexicons) if found[k].style == "chinese" else []
    units = [c for c in found if _is_unit(c)]
    labelled = {c.start for c in found if c.style == PLAIN or c.style not in UNNUMBERED}
    headings: list[tuple[int, str]] = []
    counted: set[str] = set()
    inner = {b.start: a.start for a, b in pairwise(_inner(found)) if b.number > 1}
    for unit in units:
        if unit.number == 1:
            heading = _standing_above(string, unit.start, labelled)
            if heading is not None and heading[0] in inner:
                # 九月 | 十月 inside a chapter, the first of them right below its heading
                above = inner[heading[0]]
                heading = heading if any(at == above for at, _ in headings) else None
            if heading is not None:
                if whole_title(heading[1], lexicons) or ended_above(string, heading[0], labelled):
                    break  # another plan's, or an appendix's
                headings.append(heading)
                counted.clear()
        elif unit.style not in counted:
            return _heading_behind(string, found, lexicons) if units[0].style == "chinese" else []
        counted.add(unit.style)
    if not headings:
        return []
    made = [plain(at, 1) for at, _ in headings]
    every = with_paragraphs(string, found, made, lexicons)
    return every if len(made) > 1 or len(every) > 2 else []


def _inner(found: Sequence[Candidate]) -> list[Candidate]:
    """The headings without numbers that chapters seem to have inside."""
    return [c for c in found if c.style in UNNUMBERED and c.style != PLAIN]


_NO_UNITS: Final = INLINE | UNNUMBERED


def _is_unit(c: Candidate) -> bool:
    return c.place == LINE and c.firm and c.style not in _NO_UNITS


def _heading_behind(string: str, found: Sequence[Candidate], lexicons: Lexicons) -> list[Candidate]:
    """The heading of a last chapter without a number, below others that have one."""
    units: list[Candidate] = []
    for c in reversed(found):
        if c.style == "chinese" and c.place == LINE and c.firm:
            break
        if _is_unit(c):
            units.append(c)
    counted: set[str] = set()
    for unit in reversed(units):
        if unit.number == 1 and unit.style in counted:
            labelled = {c.start for c in found if c.place == LINE}
            heading = _standing_above(string, unit.start, labelled)
            if heading is not None and role_of(heading[1], lexicons) is not None:
                return [plain(heading[0], 1)]
        counted.add(unit.style)
    return []


def _standing_above(string: str, start: int, labelled: Collection[int]) -> tuple[int, str] | None:
    """The heading of a run that begins at an offset, below a finished line."""
    heading = heading_of_run(string, start, labelled)
    if heading is None:
        return None
    return heading if finished(string, string.rfind("\n", 0, heading[0])) else None


def with_paragraphs(
    string: str, found: Sequence[Candidate], headings: list[Candidate], lexicons: Lexicons
) -> list[Candidate]:
    """With the headings of chapters that hold no units: lines that stand between paragraphs.

    Above the first of the `headings` and below the last unit stand other lines, too: there it has
    to be what chapters are called, or to say what to do.
    """
    first, last = headings[0].start, found[-1].start
    known = {c.start for c in headings}
    more = [
        plain(at, 1)
        for at, words, unit, _ in standing(string, found)
        if unit is None
        and at not in known
        and words[-1] not in ":："
        and len(words) <= SHORT
        and (
            says_what_to_do(words, lexicons)
            or names_chapter(words, lexicons)
            or words.endswith("工作")
            or (first < at < last and not is_unit(words))
            or not string[:at].strip()
        )
    ]
    return sorted([*headings, *more]) if more else headings


__all__ = ["headings_of_segments", "with_paragraphs"]
