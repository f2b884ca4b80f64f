"""Quantities: numbers with a measure word, what they count, and whether they are targets."""

from __future__ import annotations

import re
from typing import Final

from ..fact_model import Quantity
from .clauses import BREAKS, clause_start
from .context import FactContext
from .indicators import indicator
from .nouns_behind import after
from .number_tables import build_tables
from .numbers import Number, numbers
from .quantity_roles import roles
from .quantity_words import Words, build_words
from .shared_bounds import shared_ops

_SENTENCE_END: Final = re.compile(r"[。；;！？!?\n]")


def quantities(context: FactContext) -> list[Quantity]:
    """The quantities of one node's text, in order; linear in its length."""
    plain = context.plain
    tables = context.lexicons.build("quantities.numbers", build_tables)
    found = list(numbers(plain, tables))
    if not found:
        return []
    words = context.lexicons.build("quantities.words", build_words)
    string = context.string
    ops = shared_ops(plain, found, words)
    indicators = _indicators(string, plain, found, words)
    result: list[Quantity] = []
    told = roles(context, plain, found, words)
    low = 0
    per: str | None = None
    for k, number in enumerate(found):
        change = None
        shared = per if plain[low : number.start] in ("、", "和") and result else None
        per = _per(string, plain, number, low) or shared  # 分别为每人每月110元和100元
        if not number.redacted:
            change = _change(plain, number, low, words)
            if change is None and result and plain[low : number.start] in ("、", "和"):
                change = result[-1].change  # 分别提高25元、50元
        result.append(
            Quantity.make(
                text=string[number.start : number.end],
                span=context.text.span(number.start, number.end),
                raw="",
                value=number.value,
                upper=number.upper,
                unit=number.unit,
                op=ops[k],
                indicator=indicators[k],
                role=told[k],
                per=per,
                change=change,
                redacted=number.redacted,
            )
        )
        low = number.end
    return result


# -- lists ----------------------------------------------------------------------


_LIST_ENDS: Final = frozenset({*BREAKS, "、", "和", "及", "与", ""})
_SPENT: Final = frozenset({"投资", "补贴", "补助", "奖励", "资助"})
"""Verbs that name what the money is: 总投资1500万元，今年投资800万元."""
_HEADLESS_LASTS: Final = frozenset("型类级性式制")
_HEADLESS: Final = re.compile(r"(.{0,24}(?:型|类|级|性|式|制))\Z")


def _indicators(string: str, plain: str, found: list[Number], words: Words) -> list[str | None]:
    result: list[str | None] = []
    low = 0
    previous: str | None = None
    unit: str | None = None
    for number in found:
        if previous is not None and _SENTENCE_END.search(plain, low, number.start):
            previous = None
        what = indicator(string, plain, number, low, words, previous)
        shared = previous and unit == number.unit and what not in _SPENT
        if shared and what is not None and what in words.verbs:
            what = previous  # 新建高标准农田3万亩，改造提升1万亩
        result.append(what)
        if what is not None:
            previous = what
        unit = number.unit
        low = number.end
        # 80%的村、70%的社区: the noun behind one number is not in front of the next
        if plain[low : low + 1] == "的":
            ahead = after(plain, low, words)
            # but 超过1000次的救援站达到200座: there the noun is what the next number counts
            if ahead is not None and plain[ahead[1] : ahead[1] + 1] in _LIST_ENDS:
                low = ahead[1]
    # 11个法人统筹型、18个品牌引领型、31个项目驱动型教育集群: the last one's head noun is shared
    for k in range(len(found) - 2, -1, -1):
        mine, following = result[k], result[k + 1]
        if (mine is None or mine in words.verbs) and found[k].end == found[k + 1].start:
            result[k] = following  # 实施4大类32项民生实事
            continue
        if mine is None or following is None or found[k].unit != found[k + 1].unit:
            continue
        if mine[-1] not in _HEADLESS_LASTS or not _HEADLESS.match(mine) or mine.endswith("升级"):
            continue
        ending = mine[-1]
        head = following.rpartition(ending)[2]
        joined = plain[found[k].end : found[k + 1].start].rstrip()
        if head and joined[-1:] in ("、", "和", "及", "与"):
            result[k] = mine + head
    return result


# -- per, change ----------------------------------------------------------------------

_PER: Final = re.compile(
    r"每(?:[一二两三四五六七八九十百千万\d]{0,3}个?)(?:工作日|学年|学期|季度|半年|年度|年|月|周|星期|天|日|小时|人口|人|名|户|亩|公顷|生|校|所|家|村|班|县|区|乡镇|镇|街道|社区|单位|吨|平方米|平方公里|立方米|公里|台|件|次|张|床|支部|位|万元|项|个)"
    r"(?:学生|教师|学校|幼儿园|人|县|乡镇|镇|村|社区|街道|支部|单位|企业|项目)?(?:每(?:年|月|周|天|日|人|学期))?"
    r"|(?:生均|人均|户均|亩均|师均|校均|年均(?!增|下降|递增|减)|日均|月均|次均|床均|地均|村均)"
)


def _per(string: str, plain: str, number: Number, low: int) -> str | None:
    unit = number.unit or ""
    if "/" in unit or "／" in unit:
        return unit.partition("/" if "/" in unit else "／")[2]
    low = max(low, number.start - 24)
    if plain.find("每", low, number.start) < 0 and plain.find("均", low, number.start) < 0:
        return None
    start = clause_start(plain, number.start, low)
    last = None
    for match in _PER.finditer(plain, start, number.start):
        last = match
    return string[last.start() : last.end()] if last is not None else None


_LEVELS: Final = frozenset({"rate", "share", "money", "duration", "hours", "score"})
_DIFFERENCE: Final = ("增加", "减少", "净增", "增长", "精简", "压减", "下降")


def _change(plain: str, number: Number, low: int, words: Words) -> str | None:
    if number.kind not in _LEVELS and not plain.startswith(_DIFFERENCE, max(low, number.start - 2)):
        return None
    end = number.start
    if end and plain[end - 1] in " 了":
        end -= 1
    for n in words.change_lengths.get(plain[end - 1 : end], ()):
        if n <= min(5, end - low):
            found = words.change.get(plain[end - n : end])
            if found is not None:
                return found
    return None
