"""Labels that lost their delimiter: 五抓禁毒宣传 between 四、 and 六、.

Believes that where one number is missing in a run at line starts, and exactly one line between its
neighbours begins with the bare number and a word, that line is the missing unit. And that where a
run below a chapter begins at 2, the one heading right below the chapter's own is unit 1, whose
label was lost whole. And that a short line behind the last chapter which begins with the next
numeral bare, and has a first unit below it, is the next chapter. And that where the first unit
below a chapter is n, and n - 1 stands on the line of the chapter's heading, the break between
them was lost; and so before a missing unit whose label stands once inside the unit before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..numerals import to_chinese
from .branches import Branch
from .label_symbols import enclosed
from .labels import LINE, Candidate

STYLES: Final = ("chinese", "chinese_paren")
"""Styles of Chinese numerals; 40完善 without its dot is a candidate by itself."""


def lost_labels(string: str, branches: Sequence[Branch]) -> list[Candidate]:
    """The labels to be added; most documents have none."""
    last: dict[tuple[int, str], Branch] = {}
    found: list[Candidate] = []
    for branch in branches:
        parent = branch.parent
        number = branch.number or 0
        if parent is not None and number > 1 and branch is parent.children[0]:
            stuck = _stuck(string, parent, branch)
            if stuck is not None:
                found.append(stuck)
                continue
        if branch.style in INSIDE and number > 2:
            above = last.get((id(parent), branch.style))
            if above is not None and above.number == number - 2:
                inside = _inside(string, above, branch)
                if inside is not None:
                    found.append(inside)
                    last[id(parent), branch.style] = branch
                    continue
        if branch.style not in STYLES or branch.inline or branch.number is None:
            last[id(parent), branch.style] = branch
            continue
        run = (id(branch.parent), branch.style)
        before = last.get(run)
        if before is not None and branch.number == (before.number or 0) + 2:
            number = branch.number - 1
            numeral = to_chinese(number)
            between = _BARE.finditer(string, before.label_end, branch.start)
            told = 2 if branch.style == "chinese_paren" else 1  # （二） is no 二、
            bare = [match for match in between if match[told] == numeral]
            if len(bare) == 1:
                start, end = bare[0].span(1)
                found.append(Candidate(start, end, branch.style, number, LINE, True))
        elif before is None and branch.number == 2 and branch.parent is not None:
            at = _heading_below(string, branch.parent.label_end, branch.start)
            if at is not None:
                found.append(Candidate(at, at, branch.style, 1, LINE, True))
        last[run] = branch
    roots = [b for b in branches if b.parent is None and not b.inline]
    if len(roots) > 1 and roots[-1].style == roots[-2].style == "chinese":
        above = roots[-1]
        number = (above.number or 0) + 1
        after = _BARE.finditer(string, above.label_end)
        bare = [match for match in after if match[1] == to_chinese(number)]
        if len(bare) == 1 and _HEADS.match(string, bare[0].end()):
            start, end = bare[0].span(1)
            found.append(Candidate(start, end, "chinese", number, LINE, True))
    return found


_HEADS: Final = re.compile(
    r"[^。；！？，：:,;\n]{3,28}\n\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|1[.．、]|[（(]1[）)])"
)
"""The rest of a chapter's heading, and a unit right below it."""


INSIDE: Final = ("ordinal", "arabic", "chinese", "chinese_paren")
"""Styles of which a missing one may stand inside the unit before it, where a break was lost."""


_AHEAD: Final = r"(?=[ \u3000]*[\u4e00-\u9fff“])"
_NUMERAL: Final = "[一二三四五六七八九十百零〇]{1,7}"
# one pattern a style: one for each missing number took a millisecond each to compile
_LABELS: Final = {
    "ordinal": re.compile(f"第({_NUMERAL})[、，,：:]{_AHEAD}"),
    "arabic": re.compile(f"(?<![0-9.．、，,])([0-9]{{1,4}})[.．、]{_AHEAD}"),
    "chinese": re.compile(f"(?<![一二三四五六七八九十第、初高])({_NUMERAL})、{_AHEAD}"),
    "chinese_paren": re.compile(f"[（(]({_NUMERAL})[）)]{_AHEAD}"),
}
_HEADING: Final = r"[^。；！？，：:,;\n0-9]{3,34}?"
_STUCK: Final = re.compile(rf"{_HEADING}(([0-9]{{1,4}})[.．、]){_AHEAD}")
_STUCK_ARTICLE: Final = re.compile(rf"{_HEADING}(第({_NUMERAL})条){_AHEAD}")


def _inside(string: str, above: Branch, branch: Branch) -> Candidate | None:
    """The unit that is missing before `branch`, where its label stands once inside the last one."""
    number = (branch.number or 0) - 1
    told = str(number) if branch.style == "arabic" else to_chinese(number)
    labels = _LABELS[branch.style].finditer(string, above.label_end + 4, branch.start)
    matches = [match for match in labels if match[1] == told]
    if len(matches) != 1 or enclosed(string, matches[0].start()):
        return None
    return Candidate(matches[0].start(), matches[0].end(), branch.style, number, LINE, True)


def _stuck(string: str, parent: Branch, branch: Branch) -> Candidate | None:
    """The unit before `branch` on the line of its chapter's heading: 四、推进改革15.做好…"""
    if branch.style not in ("arabic", "article") or branch.inline:
        return None
    number = (branch.number or 0) - 1
    line = string.find("\n", parent.label_end, branch.start)
    pattern, told = (
        (_STUCK, str(number)) if branch.style == "arabic" else (_STUCK_ARTICLE, to_chinese(number))
    )
    match = pattern.match(string, parent.label_end, line if line >= 0 else branch.start)
    if match is None or match[2] != told:
        return None
    return Candidate(match.start(1), match.end(1), branch.style, number, LINE, True)


def _heading_below(string: str, start: int, end: int) -> int | None:
    """The one short line without a stop that stands right below a chapter's heading, above 2."""
    lines = string[start:end].split("\n")
    if len(lines) < 4 or len(lines) > 40:
        return None
    told = [len(line.strip()) <= 30 and line.strip()[-1:] not in _STOPS for line in lines[:-1]]
    if sum(told) != 2 or not (told[0] and told[1]):  # the chapter's own heading is the first
        return None
    line = lines[1]
    return start + len(lines[0]) + 1 + len(line) - len(line.lstrip())


_STOPS: Final = frozenset(("", *"。！？；：，、,;:!?）)”》"))


# the whole numeral, so that 六一儿童节 is no unit 6, and one pattern for all numbers
_BARE: Final = re.compile(
    r"\n[ \t\u3000]*([（(]?([一二三四五六七八九十百千零]{1,9})[）)]?)"
    r"(?=[\u4e00-\u9fff])(?![个名项所年月日级类种季线农五是要])"
)


__all__ = ["lost_labels"]
