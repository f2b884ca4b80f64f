"""Headings that run into the text below them, in texts whose line breaks were lost.

Where headings stood on lines of their own, nothing ends them once the breaks are gone: 一、加强组织
领导各地要成立…. Believes that the units of one kind are alike: where most of them begin with words
that can be told for a heading (it ends with what headings end with, and what follows begins a
sentence), they all have one; where most begin with a sentence of their own, none of them is cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Final

from .titles import LONGEST_HEADING, SHORTEST_REST, HeadingCutter

USUAL: Final = 11.0
"""Characters of a usual heading; its real length is learned from the group's own."""
SHORT: Final = 22
"""Characters of a sentence without a comma that is a heading by itself."""
SURE, SURER = 1.4, 1.9
"""What a cut must weigh: a word that ends headings and one that begins sentences; and what one in
a heading's second part must."""
CLAUSE: Final = 5
"""Characters at least from a heading to the first comma of its text: 加强文化|建设， has less."""
_COMMA: Final = re.compile(r"[，,、；;：:]")
_CLAUSE: Final = re.compile(r"[，,；;：:]")
_GAP: Final = re.compile(
    rf"([^，,。；;：: \u3000]{{4,{LONGEST_HEADING}}})(?<=[\u4e00-\u9fff”》）)])[ \u3000]"
    r"(?=[\u4e00-\u9fff“《].{5})([^ \u3000，,。；;：:]*)"
)
"""A heading with a space behind it, and the words up to the next one."""
_ACTS: Final = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:部门|政府|单位|学校|高校|院校|企业|机构|[部局委办厅院处会组])"
    r"(?:要|应|须|将|会同|负责|牵头)"
)
"""Who is to act: what begins a sentence."""
_WHEN: Final = re.compile(
    r"(?:到|至|截至)?(?:19|20)[0-9]{2}年|今年|去年|本学[期年]|过去|当前|近年来|目前|[到至]“|“十[一二三四五]五”"
    r"|我们|这是|要(?!求|素|点|件|务|闻)|今后|本着|我[省市县区局委校院镇乡]|本(?:市|县|区|局|校|院|镇|乡|学期|年度)"
)
"""When, or we: what begins a sentence as well."""


class GluedCutter:
    """Tells where a heading ends whose line break was lost."""

    def __init__(self, cutter: HeadingCutter) -> None:
        self._cutter = cutter

    def cut(self, sentence: str, usual: float, slack: float) -> tuple[float, int] | None:
        """The weight and the place of the best cut, or None."""
        commas = [m.start() for m in _CLAUSE.finditer(sentence[: LONGEST_HEADING + 1])]
        reach = commas[0] if commas else len(sentence)
        found = self._within(sentence, 4, reach, usual, slack, SURE)
        if found is None and commas and commas[0] <= 18:
            # of two parts: 压实责任，形成合力各地要…
            reach = commas[1] if len(commas) > 1 else len(sentence)
            found = self._within(
                sentence, commas[0] + 5, reach, max(usual, commas[0] + 9), slack, SURER
            )
        return found

    def _within(
        self, sentence: str, start: int, reach: int, usual: float, slack: float, sure: float
    ) -> tuple[float, int] | None:
        best: tuple[float, int] | None = None
        reach = min(reach - CLAUSE + 1, LONGEST_HEADING, len(sentence) - SHORTEST_REST + 1)
        for at in range(start, reach):
            end = self._cutter.end_weight(sentence, at)
            if not end:
                continue
            begin = max(self._cutter.start_weight(sentence, at), _begins(sentence, at))
            if not begin:
                continue
            begin -= self._cutter.goes_on(sentence, at)
            score = end + begin - abs(at - usual) / slack
            if score > sure and (best is None or score > best[0]):
                best = score, at
        return best


def _gap(sentence: str) -> int | None:
    """Where a heading ends that has a space behind it where its line ended, or None.

    A space between two parts of one length is the heading's own: 强化思想引领 凝聚奋进力量.
    """
    match = _GAP.match(sentence)
    if match is None:
        return None
    end = match.end()
    if len(match[1]) == len(match[2]) and (end == len(sentence) or sentence[end] in " \u3000"):
        return end if end < len(sentence) else None
    return match.end(1)


def _begins(sentence: str, at: int) -> float:
    """What says that a sentence begins here: who acts, when, or the heading's own words again."""
    weight = 0.0
    if _WHEN.match(sentence, at) or _ACTS.match(sentence, at):
        weight = 0.8
    for size, told in ((4, 0.9), (3, 0.7)):
        if sentence[at : at + size] in sentence[:at]:
            return max(weight, told)
    return weight


def headings_apart(sentences: Sequence[str]) -> list[int | None]:
    """Where the heading of each sentence ends that has a space behind it, if most have, or None."""
    gaps = [_gap(sentence) for sentence in sentences]
    apart = sum(gap is not None for gap in gaps)
    long = sum(
        gap is None and not _whole(sentence) for gap, sentence in zip(gaps, sentences, strict=True)
    )
    if apart > 1 and apart * 3 >= len(sentences) and long * 4 <= apart:
        return gaps
    return [None] * len(sentences)


def _whole(sentence: str) -> bool:
    """Whether a sentence is short enough to be a heading by itself."""
    return len(sentence) <= SHORT and _COMMA.search(sentence) is None


def glued_headings(sentences: Sequence[str], cutter: GluedCutter) -> list[int | None]:
    """For the first sentence of each unit of one kind, where its heading ends, or None.

    None for all where fewer than three in five have a heading to be told.
    """
    none: list[int | None] = [None] * len(sentences)
    whole = [_whole(s) for s in sentences]
    own = sum(whole)
    if len(sentences) < 2:
        return none
    gaps = headings_apart(sentences)
    if any(gaps):
        return gaps
    if own * 2 > len(sentences):
        return none
    first = [
        None if alone else cutter.cut(s, USUAL, 30.0)
        for s, alone in zip(sentences, whole, strict=True)
    ]
    told = [cut[1] for cut in first if cut is not None]
    if len(told) < 2 or len(told) * 5 < (len(sentences) - own) * 3:
        return none
    usual = median(told)
    cuts: list[int | None] = []
    for sentence, before in zip(sentences, first, strict=True):
        cut = None if before is None else cutter.cut(sentence, usual, 14.0) or before
        cuts.append(cut[1] if cut is not None else None)
    return cuts


__all__ = ["GluedCutter", "glued_headings", "headings_apart"]
