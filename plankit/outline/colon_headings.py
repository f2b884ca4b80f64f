"""Chapters without numbers that are told by a colon: 指导思想：以…为指导, 内部管理： | ….

Believes that where one line begins with what chapters are called and a colon, above every unit, and
no chapter has a number, others that begin with a name that ends as chapters' names do are chapters
as well, unless a unit's own number runs on behind them: 时间 and 地点 are fields of a unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from ..lexicon import Lexicons
from ..roles import role_of
from .label_styles import RANK
from .labels import LINE, Candidate

_RUN_IN: Final = re.compile(
    r"^[ \u3000\t]*([\u4e00-\u9fff][\u4e00-\u9fff、]{2,9})[ \u3000]?[:：](?=[^\n]{12})",
    re.MULTILINE,
)


def run_in_headings(
    string: str, found: Sequence[Candidate], first: int, lexicons: Lexicons
) -> list[int]:
    """Offsets of lines that begin with what a chapter is called and a colon: 指导思想：以…为指导.

    The `first` unit stands below one of them, and no chapter has a number.
    """
    begin = _RUN_IN.search(string, 0, first)
    if begin is None or any(RANK[c.style] <= RANK["chinese"] and c.place == LINE for c in found):
        return []
    called: list[int] = []
    others: list[int] = []
    for match in _RUN_IN.finditer(string, begin.start()):
        at = match.start(1)
        if role_of(match[1], lexicons) is not None:
            called.append(at)
        elif called and is_name(match[1], lexicons) and at_first(found, at):
            others.append(at)
    return sorted([*called, *others])


def is_name(words: str, lexicons: Lexicons) -> bool:
    """Whether words end as the names of chapters do: 主要指标, 内部管理."""
    return lexicons.build("colon_headings", _names).match(words) is not None


def _names(lexicons: Lexicons) -> re.Pattern[str]:
    ends = lexicons.alternatives("chapter_names", "label")
    return re.compile(rf"[\u4e00-\u9fff、]{{2,6}}(?:{ends})\Z")


def at_first(found: Sequence[Candidate], at: int) -> bool:
    """Whether the next unit that begins a line behind an offset is a first one, or none follows."""
    k = bisect_left(found, (at,))
    while k < len(found) and found[k].place != LINE:
        k += 1
    return k == len(found) or found[k].number == 1


__all__ = ["at_first", "is_name", "run_in_headings"]
