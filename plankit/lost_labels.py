"""Labels that lost their delimiter: 五抓禁毒宣传 between 四、 and 六、.

Believes that where one number is missing in a run at line starts, and exactly one line between its
neighbours begins with the bare number and a word, that line is the missing unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .branches import Branch
from .labels import LINE, Candidate
from .numerals import to_chinese

STYLES = ("chinese", "chinese_paren")
"""Styles of Chinese numerals; 40完善 without its dot is a candidate of `plankit.labels` itself."""


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
            bare = list(_bare(branch.number - 1).finditer(string, before.label_end, branch.start))
            if len(bare) == 1:
                start, end = bare[0].span(1)
                number = branch.number - 1
                found.append(Candidate(start, end, branch.style, number, LINE, True))
        last[run] = branch
    return found


@cache
def _bare(number: int) -> re.Pattern[str]:
    numeral = to_chinese(number)
    return re.compile(
        rf"\n[ \t\u3000]*([（(]?{numeral}[）)]?)"
        r"(?=[\u4e00-\u9fff])(?![个名项所年月日级类种季线农五])"
    )


__all__ = ["lost_labels"]
