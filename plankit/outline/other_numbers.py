"""Numbered matter inside a plan that is no part of its outline: lists of attachments, the rows of
target tables, the boxes (专栏) of long-term plans, footnotes, the numbers of a site's examples.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from ..plan_titles import examples
from .footnotes import circled_notes, footnotes
from .labels import LINE, Candidate


def other_numbers(string: str, found: Sequence[Candidate]) -> list[tuple[int, int]]:
    """The stretches whose numbers are not the plan's, in no order; `found` are all candidates."""
    return (
        _attachment_lists(string)
        + _target_tables(string, found)
        + _boxes(string, found)
        + circled_notes(
            string, [c.start for c in found if c.style == "circled" and c.place == LINE]
        )
        + footnotes(string)
        + examples(string)
    )


_ATTACHMENTS: Final = re.compile(
    r"(?:^|(?<=\n))[ \t\u3000]*附[ \u3000]?件[ \u3000]?[:：][ \u3000]*[1１一][^\n]*"
    r"(?:\n\s*[0-9０-９]{1,2}[.．、][^\n。]{1,80}(?=\n|$)){0,40}"
)
_ATTACHED_LAST: Final = re.compile(
    r"附[ \u3000]?件[ \u3000]?[:：][ \u3000]*1[.．、][^。；\n]{2,290}\s?\Z"
)
"""Where breaks were lost: names alone, up to the text's end."""
_ATTACHED: Final = re.compile(r"附[ \u3000]?件[ \u3000]?[:：]")


LAST: Final = 300
"""Characters of a list of attachments that ends a text."""


def _attachment_lists(string: str) -> list[tuple[int, int]]:
    """The stretches that list attachments: 附件：1.…, and the numbered lines below."""
    if "附" not in string or _ATTACHED.search(string) is None:
        return []
    last = _ATTACHED_LAST.search(string, max(0, len(string) - LAST))
    found = [match.span() for match in _ATTACHMENTS.finditer(string)]
    return found if last is None else [*found, last.span()]


_TARGET: Final = re.compile(r"[ \t\u3000](?:预期性|约束性)(?=[ \t\u3000]|$)", re.MULTILINE)
ROWS_APART: Final = 300
"""Characters from one row of a target table to the next at most: rows break over lines."""


def _target_tables(string: str, found: Sequence[Candidate]) -> list[tuple[int, int]]:
    """The stretches of target tables (1 全市生产总值 % 预期性 5): their numbers are the rows'.

    A long-term plan tells for each target whether it is binding; the footnotes below such a table
    are numbered without a dot, as are its rows.
    """
    # one character is looked for in a sixth of the time of several
    if not ("预" in string and "预期性" in string or "束" in string and "约束性" in string):
        return []
    tables: list[list[int]] = []
    for match in _TARGET.finditer(string):
        if tables and match.start() - tables[-1][1] < ROWS_APART:
            tables[-1][1] = match.end()
        else:
            begin = string.rfind("\n", max(0, match.start() - 200), match.start())
            tables.append([max(begin, 0), match.end()])
    stretches: list[tuple[int, int]] = []
    starts = [c.start for c in found]
    for begin, end in tables:
        if stretches and end <= stretches[-1][1]:
            continue
        k = bisect_left(starts, end)
        while k < len(found) and not found[k].firm and found[k].start < end + 2000:
            end = found[k].end
            k += 1
        stretches.append((begin, end))
    return stretches


_BOX: Final = re.compile(
    r"^[ \t\u3000]*专栏[ \u3000]?[0-9一二三四五六七八九十]{1,3}[^\n]{0,60}$", re.MULTILINE
)


def _boxes(string: str, found: Sequence[Candidate]) -> list[tuple[int, int]]:
    """The numbered matter of boxes (专栏1 …重点工程), which has a numbering of its own.

    It reaches as far as the numbers run on from 1 in one style; a box of text has none.
    """
    if "栏" not in string or "专栏" not in string:
        return []
    starts = [c.start for c in found]
    boxes: list[tuple[int, int]] = []
    for match in _BOX.finditer(string):
        if boxes and match.start() < boxes[-1][1]:
            continue
        k = bisect_left(starts, match.end())
        if k == len(found) or found[k].place != LINE:
            continue
        number = 1
        style = ""
        end = match.end()
        while k < len(found) and (found[k].place != LINE or found[k].number == number):
            if found[k].place == LINE:
                if number > 1 and found[k].style != style:
                    break
                style = found[k].style
                number += 1
            end = found[k].end
            k += 1
        if number > 1:
            boxes.append((match.end(), end))
    return boxes


def outside(found: list[Candidate], lists: Sequence[tuple[int, int]]) -> list[Candidate]:
    """The candidates that stand in none of the stretches, whose numbers are not the plan's."""
    kept: list[Candidate] = []
    k = 0
    for candidate in found:
        while k < len(lists) and lists[k][1] <= candidate.start:
            k += 1
        if k == len(lists) or candidate.start < lists[k][0]:
            kept.append(candidate)
    return kept


__all__ = ["other_numbers", "outside"]
