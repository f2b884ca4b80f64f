"""Labels that name what they count: 任务一：, 行动2 , 第一阶段： at the beginning of lines.

Believes that such a line is a unit where its number is set apart from its words and the same noun
counts on from 1; one alone is a mention.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

from ..numerals import to_int
from .label_styles import BELOW
from .labels import LINE, Candidate
from .periods import below_arabic

_N: Final = "[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2}"
_NOUNS: Final = (
    "(?:重点|主要|专项|核心|工作|攻坚|具体)?"
    "(?:任务|行动|工程|项目|专题|目标|举措|措施|重点|板块|步骤|环节|要点|篇章|模块|主题|活动|专项)"
)
_LABEL: Final = re.compile(
    rf"\n[ \t\u3000]*((?P<noun>{_NOUNS})[ \u3000]?(?P<n>{_N})[ \u3000]?"
    r"(?:[:：、.．](?![0-9])|(?=[ \u3000]))"
    rf"|第[ \u3000]?(?P<m>{_N})[ \u3000]?(?P<kind>阶段|步骤|步|方面|类|板块|环节)"
    r"(?:[:：、]|(?=[ \u3000（(])))[ \t\u3000]*(?=[\u4e00-\u9fff“《（(0-9])",
)
_TOP: Final = re.compile(_LABEL.pattern.removeprefix(r"\n"))


def with_named_labels(string: str, found: list[Candidate]) -> list[Candidate]:
    """The candidates with the labels that name what they count among them."""
    runs: dict[str, list[list[tuple[re.Match[str], int]]]] = {}
    top = _TOP.match(string)
    for match in chain([top] if top is not None else (), _LABEL.finditer(string)):
        number = to_int(match["n"] or match["m"])
        if number is None:
            continue
        of_noun = runs.setdefault(match["noun"] or match["kind"], [])
        if of_noun and number == of_noun[-1][-1][1] + 1:
            of_noun[-1].append((match, number))
        elif number == 1:
            of_noun.append([(match, number)])
    units = [pair for of in runs.values() for run in of if len(run) > 1 for pair in run]
    if not units:
        return found
    starts = {match.start(1) for match, _ in units}
    first = min(starts)
    style = "named" + (BELOW if below_arabic(string, found, first) else "")
    made = [Candidate(*match.span(1), style, number, LINE, True) for match, number in units]
    return sorted([*(c for c in found if c.start not in starts), *made])


__all__ = ["with_named_labels"]
