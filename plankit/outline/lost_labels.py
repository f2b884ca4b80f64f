"""Labels that lost their delimiter: 五抓禁毒宣传 between 四、 and 六、.

Believes that where one number is missing in a run at line starts, and exactly one line between its
neighbours begins with the bare number and a word, that line is the missing unit. And that where a
run below a chapter begins at 2, the one heading right below the chapter's own is unit 1, whose
label was lost whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..numerals import to_chinese
from .branches import Branch
from .labels import LINE, Candidate

STYLES = ("chinese", "chinese_paren")
"""Styles of Chinese numerals; 40完善 without its dot is a candidate by itself."""


def lost_labels(string: str, branches: Sequence[Branch]) -> list[Candidate]:
    """The labels to be added; most documents have none."""
    last: dict[tuple[int, str], Branch] = {}
    found: list[Candidate] = []
    for branch in branches:
        if branch.style not in STYLES or branch.inline or branch.number is None:
            continue
        run = (id(branch.parent), branch.style)
        before = last.get(run)
        if before is not None and branch.number == (before.number or 0) + 2:
            number = branch.number - 1
            numeral = to_chinese(number)
            between = _BARE.finditer(string, before.label_end, branch.start)
            bare = [match for match in between if match[2] == numeral]
            if len(bare) == 1:
                start, end = bare[0].span(1)
                found.append(Candidate(start, end, branch.style, number, LINE, True))
        elif before is None and branch.number == 2 and branch.parent is not None:
            at = _heading_below(string, branch.parent.label_end, branch.start)
            if at is not None:
                found.append(Candidate(at, at, branch.style, 1, LINE, True))
        last[run] = branch
    return found


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


_STOPS = frozenset(("", *"。！？；：，、,;:!?）)”》"))


# the whole numeral, so that 六一儿童节 is no unit 6, and one pattern for all numbers
_BARE = re.compile(
    r"\n[ \t\u3000]*([（(]?([一二三四五六七八九十百千零]{1,9})[）)]?)"
    r"(?=[\u4e00-\u9fff])(?![个名项所年月日级类种季线农五])"
)


__all__ = ["lost_labels"]
