"""Units that are counted by the calendar: 九月份：, 一季度, 第三周 at the beginning of lines.

A month-by-month arrangement (行事历) has no labels: its units are headed by the months. A line that
begins with a month is many things (a table's head, a date), so months are believed only where three
or more follow each other in the calendar's order, each set apart from what it heads, most of them
with words of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from ..numerals import to_int
from .label_styles import BELOW, PERIODS, RANK, UNNUMBERED
from .labels import LINE, Candidate

if TYPE_CHECKING:
    from .branches import Branch

LEAST: Final = 3
"""Units that make an arrangement: the months of a term, the quarters of a year."""
REST: Final = 12
"""Characters behind a month on its line that are no theme (三月：文明礼仪月) but its text."""

_N: Final = "[一二三四五六七八九十0-9０-９]"
_TO: Final = r"[ \u3000]?(?:[-—–－~～至到、和及与/]|——)[ \u3000]?"
_CORE: Final = (
    r"[（(【\[]?(?:(?:20[0-9xX×]{2}|[xX×]{2,4}|[明本当今次]|第二)年度?)?(?:"
    rf"(?P<month>{_N}{{1,3}}|正)(?:月份?)?(?:{_TO}(?P<months>{_N}{{1,3}}))?[ \u3000]?月份?"
    rf"|第?(?P<quarter>[一二三四1-4１-４])(?:{_TO}第?(?P<quarters>[一二三四1-4１-４]))?季度"
    rf"|第[ \u3000]?(?P<week>{_N}{{1,3}})(?:周?{_TO}第?(?P<weeks>{_N}{{1,3}}))?[ \u3000]?周"
    r")(?:[（(][^（()）\n]{1,20}[）)])?[】\]）)]?"
    r"(?:的?(?:主要|重点|具体)?(?:工作|活动)?(?:内容|安排|重点|要点|计划|主题|任务)?"
    r"(?=[ \t\u3000]*(?:[:：\n]|\Z)))?"
)
_MARK: Final = r"[ \t\u3000]*(?:[:：]|[-—－]{1,2}|(?=\n|\Z))|[ \t\u3000]+(?=[\u4e00-\u9fff“《（(])"
_LINE: Final = re.compile(
    r"\n(?![0-9０-９]{1,3}[.．]|[（(][一二三四五六七八九十]{1,3}[）)])"
    rf"[ \u3000\t]*(?P<core>{_CORE})(?:{_MARK})(?P<rest>[^\n|]*)(?=\n|\Z)"
)
"""Begins with the break before the line: a break is found faster than ^ is tried everywhere. The
commonest labels, which are no such line, are told from it at once."""
_TOP: Final = re.compile(_LINE.pattern.removeprefix(r"\n"))
_ONE: Final = re.compile(r"\n[ \t\u3000]*[1１][.、．]")
_TAIL: Final = re.compile(
    rf"(?<=[\u4e00-\u9fff。；;）)])(?<![一二三四五六七八九十年第])(?P<core>{_CORE})\Z"
)
"""At the end of the line before, where a break was lost: …规程。十月份： | 1、…"""
TAIL: Final = 16
"""Characters in which such a month is looked for, before its colon."""
_HEAD: Final = re.compile(rf"({_CORE})(?:{_MARK})(?P<rest>[^\n]*)")
_SET_APART: Final = re.compile(rf"(?:{_CORE})(?=[ \u3000:：\n]|\Z)")
_WORDS: Final = re.compile(r"(?:[\u4e00-\u9fff][^\u4e00-\u9fff]{0,3}){4}")


class _Period(NamedTuple):
    start: int
    end: int
    style: str
    first: int
    last: int


def with_periods(string: str, found: list[Candidate]) -> list[Candidate]:
    """The candidates with the headings of calendar units among them, each run numbered from 1.

    What reads as a label inside such a heading (八、九月份) is none.
    """
    periods = _periods(string)
    if not periods:
        return found
    below = BELOW if below_arabic(string, found, periods[0][1].start) else ""
    headings = [Candidate(p.start, p.start, p.style + below, k, LINE, True) for k, p in periods]
    ends = {p.start: p.end for _, p in periods}
    merged: list[Candidate] = []
    until = 0
    for candidate in sorted([*found, *headings]):
        if candidate.start in ends and candidate.style in UNNUMBERED:
            until = ends[candidate.start]
        elif candidate.start < until or candidate.start in ends:
            continue
        merged.append(candidate)
    return merged


def is_period(line: str) -> bool:
    """Whether a line begins with a calendar unit that is set apart from what follows."""
    return _HEAD.match(line) is not None


def begins_period(text: str, at: int) -> bool:
    """Whether a calendar unit stands at an offset, and a space, a colon or the end behind it."""
    return _SET_APART.match(text, at) is not None


def cut_at_periods(string: str, group: Sequence[Branch]) -> None:
    """End the headings of calendar units at the unit, where their text begins on the same line.

    Where the units have lines below, what stands on the month's own line is its theme, if short.
    """
    heads = [(b, m) for b in group if (m := _HEAD.match(string, b.title_start, b.title_end))]
    below = sum(
        bool(b.children) or "\n" in string[b.title_start : b.own_end].strip() for b, _ in heads
    )
    for branch, match in heads:
        rest = match["rest"].strip()
        if rest and (2 * below < len(heads) or len(rest) >= REST):
            branch.title_end = match.end(1)


def below_arabic(string: str, found: Sequence[Candidate], start: int) -> bool:
    """Whether a first unit, at `start`, stands right below the line of a 1. that heads its run."""
    k = bisect_left(found, start, key=lambda c: c.start) - 1
    if k < 0 or RANK[found[k].style] < RANK["arabic"] or found[k].place != LINE:
        return False
    return "\n" not in string[found[k].end : start].strip()


def _periods(string: str) -> list[tuple[int, _Period]]:
    """The units of all arrangements with their place in the run, in order."""
    if all(string.count(unit) < LEAST for unit in ("月", "周", "季度")):
        return []
    matches = list(_LINE.finditer(string))
    top = _TOP.match(string)
    if top is not None:
        matches.insert(0, top)
    for one in _ONE.finditer(string):
        above = string[max(0, one.start() - 4) : one.start()].rstrip(" \t\u3000")
        if above[-1:] not in (":", "："):
            continue
        end = max(0, one.start() - 4) + len(above) - 1
        tail = _TAIL.search(string, max(0, end - TAIL), end)
        if tail is not None:
            matches.append(tail)
    periods = sorted(p for match in matches if (p := _period(match)) is not None)
    if len(periods) < LEAST:
        return []
    runs = [
        run
        for style, cycle in zip(PERIODS, (4, 12, 0), strict=True)
        for run in _runs([p for p in periods if p.style == style], cycle)
        if len(run) > 1 and _says_something(string, run)
    ]
    counts = Counter(p.style for run in runs for p in run)
    if not counts or max(counts.values()) < LEAST:
        return []
    # two quarters with months in them are believed for the months' sake
    return sorted([(k, p) for run in runs for k, p in enumerate(run, 1)], key=lambda x: x[1].start)


def _period(match: re.Match[str]) -> _Period | None:
    for style, most in zip(PERIODS, (4, 12, 30), strict=True):
        if match[style] is None:
            continue
        first = 1 if match[style] == "正" else to_int(match[style])
        last = to_int(match[style + "s"]) if match[style + "s"] else first
        if first is None or last is None or not (0 < first <= most and 0 < last <= most):
            return None
        if "、" in match["core"] and (last - first) % most != 1:
            return None  # 1、九月份: a label and its month
        return _Period(match.start("core"), match.end("core"), style, first, last)
    return None


def _runs(periods: Sequence[_Period], cycle: int) -> list[list[_Period]]:
    """Those that follow each other in the calendar's order; a few may be left out between."""
    runs: list[list[_Period]] = []
    for period in periods:
        if runs:
            step = period.first - runs[-1][-1].last
            if cycle:
                step %= cycle
            if 0 < step <= max(cycle // 2 - 1, 2):
                runs[-1].append(period)
                continue
        runs.append([period])
    return runs


def _says_something(string: str, run: Sequence[_Period]) -> bool:
    """Whether most units of a run have words, and the last of them has."""
    told = sum(_WORDS.search(string, a.end, b.start) is not None for a, b in pairwise(run))
    last = run[-1].end
    return 3 * told >= 2 * (len(run) - 1) and _WORDS.search(string, last, last + 60) is not None


__all__ = ["begins_period", "below_arabic", "cut_at_periods", "is_period", "with_periods"]
