"""Whether a quantity is a target or sizes what exists, by the words before and behind the number.

The verbs' classes are the table `quantity_verbs`, what else stands around a number is
`quantity_settings`; what the sentences around tell of work done is asked in `plankit.facts.tense`.
"""

from __future__ import annotations

import re
from typing import Final

from .clauses import BREAKS, clause_start, sentence_start
from .context import FactContext
from .indicators import gapped
from .numbers import Number
from .quantity_settings import Settings
from .quantity_words import Words
from .tense import Passage, tells_back


def roles(context: FactContext, plain: str, found: list[Number], words: Words) -> list[str | None]:
    """`target` or `scope` for each number; None for one that is blanked out."""
    if context.role == "review":
        return [None if number.redacted else "scope" for number in found]
    result: list[str | None] = []
    last: str | None = None
    listed = 0
    going_on = "正在" in plain
    for number in found:
        if number.redacted:
            result.append(None)
            continue
        role = _role(context, plain, number, listed, words, last)
        if going_on and role == "target" and _under_way(plain, number):
            role = "scope"
        if not _defines(plain, number, words):
            last = role
            listed = number.end
        result.append(role)
    if "target" in result:
        own = Passage(plain, context.lexicons)
        if "五" in context.string:
            own.set_period(context.string, context.year)
        aims = context.role in ("overview", "safeguards") and not words.settings.grounds.search(
            context.string, 0, context.title_end
        )
        for k, number in enumerate(found):
            if result[k] == "target" and tells_back(own, context.chapter, number.digits, aims):
                result[k] = "scope"
    return result


_YEAR: Final = re.compile(r"((?:19|20)\d\d)年")
_OFTEN: Final = re.compile(
    r"每(?:两|[二三四\d]个?|个|半)?(?:年|月|周|天|日|季度|学期|学年|季|星期)"
)
_FROM: Final = ("从", "由", "自")
_NAMED: Final = re.compile(r"[^、，。；]{2,}[、和][^，。；]{2,}$")
_DEFINING: Final = frozenset(
    {"money", "person", "area", "length", "volume", "mass", "energy", "score"}
)


def _role(
    context: FactContext, plain: str, number: Number, low: int, words: Words, last: str | None
) -> str:
    """`target` or `scope`; see the table `quantity_verbs` for the verbs' classes."""
    start = number.start
    clause = clause_start(plain, start, 0)
    segment = plain[clause:start]
    # 由上年的85%提高到90%: the first is where it comes from, the second where it goes
    rising = low > clause and words.nouns.to_level.fullmatch(plain, low, start) is not None
    if _past(plain, low if rising else clause, number, context.year, words.settings):
        return "scope"
    if last is not None and _THAN_BEFORE.match(segment) and low > sentence_start(plain, clause):
        return last  # 比率降至14.7%，较2015年下降1.3个百分点: both told or both undertaken
    if words.nouns.to_level.match(plain, number.end) and any(
        w in plain[max(clause, start - 24) : start] for w in _FROM
    ):
        return "scope"
    if _defines(plain, number, words):
        return "scope"
    if number.linked:
        return "target"
    bounded = number.op in (">=", "<=")
    if bounded and number.start < number.digits:
        return "target"
    if (
        last is not None
        and segment.startswith("其中")
        and not words.settings.already.search(segment)
    ):
        return last  # 新增学位900个，其中包括小学学位600个
    counted = number.kind in ("thing", "person", "event")
    if counted and _AMONG.match(plain, number.end):
        return "scope"  # 9个县中的5个
    if counted and not bounded and words.settings.existing.search(segment):
        return "target" if _served(plain, clause, number, words.settings) else "scope"
    if number.kind == "event" and _OFTEN.search(plain, max(clause, start - 16), start):
        return "target"
    kind = None
    if plain[start - 2 : start] == "中的" and low > clause and _AMONG.match(plain, low, start + 1):
        return "target"  # 9个县中的|5个通过验收
    if low > clause and last is not None:
        # a list shares its verb: 11个…、18个…, 5所…和3个…
        if words.verbs.get(plain[start - 2 : start]) == "create":
            return "target"  # 为全区739艘渔船每艘增配|1只救生筏
        item = _item_start(plain, low, start)
        verb = words.verb.match(plain, item, start)
        if verb is None or plain[verb.end()] in _PERSONS:
            return last  # 项目3项、传承人5名: no verb either
        kind = _governing(plain, item, start, words)
    if kind is None:
        kind = _governing(plain, clause, start, words)
    if kind is None and segment.strip("、和及与 ") == "" and last is not None:
        return last
    if kind is None:
        if clause and plain[clause - 1] in "（(" and last is not None:
            return last
        kind = _earlier(plain, clause, words)
    if kind == "create":
        return "target"
    if bounded or number.kind in ("rate", "share") and kind != "scope":
        return "target"
    if kind == "scope":
        # 达到符合条件教师的10%: the verb stands in what the share is of
        shared = (
            number.kind in ("rate", "share") and gapped(plain, number, clause, words) is not None
        )
        return "target" if shared else "scope"
    if kind == "weak":
        after_noun = plain[number.end : number.end + 1] in BREAKS  # 打通断头路六条
        if (
            (_NAMED.search(segment) and not _two_verbs(segment, words))
            or number.chinese
            and not after_noun
        ):
            return "scope"
        return "target"
    if _served(plain, clause, number, words.settings):
        return "target"
    if segment.endswith(_IN_ALL):
        return "scope"
    behind = plain[number.end : number.end + 1]
    if number.chinese:
        return "scope"
    # 10个项目开工, 在2个乡镇开展试点: the verb stands behind
    until = number.end
    while until < len(plain) and until - number.end < 30 and plain[until] not in BREAKS:
        until += 1
    following = words.verb.search(plain, number.end, until)
    if following is not None and words.verbs[following[0]] == "create":
        return "target"
    return "target" if not behind or behind in BREAKS or behind == "、" else "scope"


_AMONG: Final = re.compile(
    r"[^，。；、,;（(]{0,10}?中(?<![初高其集小]中)(?:的|有)?[0-9０-９一两三四五六七八九十]"
)


def _served(plain: str, clause: int, number: Number, settings: Settings) -> bool:
    """Whether the existing things are so many to be served, remade or finished.

    为全区2000名老人提供…, 对300户家庭进行…改造, 首批10个社区全面建成: undertakings; 对全区9所
    学校分类管理: none.
    """
    first = plain[clause : clause + 1]
    if first in ("为", "给", "向") and settings.served.match(plain, number.end):
        return True
    if plain[clause : number.start] == "对" and settings.remade.match(plain, number.end):
        return True
    return settings.finished.match(plain, number.end) is not None


def _item_start(plain: str, low: int, start: int) -> int:
    """Where the list item of the number at `start` begins, behind the last 、 or 和."""
    for mark in "、和及与":
        at = plain.rfind(mark, low, start)
        if at >= 0:
            return at + 1
    return low


_BEYOND: Final = ("超过", "高于", "大于", "低于", "小于", "不足", "超", "逾")


def _under_way(plain: str, number: Number) -> bool:
    """Whether the things counted are being made already: 6个项目正在施工."""
    at = plain.find("正在", number.end, number.end + 16)
    return at >= 0 and BREAKS.isdisjoint(plain[number.end : at])


def _defines(plain: str, number: Number, words: Words) -> bool:
    """Whether 500人以上 only says which ones are meant (500人以上的学校)."""
    if number.op not in (">=", "<=") or number.linked:
        return False
    if number.kind in ("thing", "event"):
        # 10所及以下的市, 超过10所的市; but 10所以上的学校 may be so many to be built
        return plain[number.end : number.end + 1] == "的" and (
            number.tail_op == "<=" or plain.startswith(_BEYOND, number.start)
        )
    if number.kind not in _DEFINING:
        return False
    if plain[number.end : number.end + 1] == "的":
        return number.tail_op in (">=", "<=") or plain.startswith(_BEYOND, number.start)
    return words.nouns.defined.match(plain, number.end) is not None


def _past(plain: str, clause: int, number: Number, year: int | None, settings: Settings) -> bool:
    segment = plain[clause : number.start]
    if settings.past.search(segment):
        return True
    if clause and plain[clause - 1] in "，,":
        # 截止目前，城镇化率达到52.5%，比上年提高…: the whole sentence tells what was
        lead = settings.so_far.match(plain, sentence_start(plain, clause), clause)
        if lead is not None and not settings.from_now.search(plain, lead.end(), number.start):
            return True
    # 累计建成500个 tells where things stand, 累计建成500个以上 where they are to go
    if (
        "累计" in segment
        and number.tail_op != ">="
        and (number.op not in (">=", "<=") or number.linked or number.start == number.digits)
        and not settings.ahead.search(segment)
        and not settings.due.search(plain, sentence_start(plain, clause), clause)
    ):
        return True
    if year is not None and "年" in segment:
        for found in _YEAR.finditer(segment):
            if int(found[1]) < year and segment[found.start() - 1 : found.start()] not in _COMPARED:
                return True
    return False


_THAN_BEFORE: Final = re.compile(r"[较比](?:20\d\d年|[上去]年)")
_COMPARED: Final = frozenset("较比")  # 较2023年提高: no time at which it was done
_IN_ALL: Final = ("共", "共计", "共有", "合计", "总计")  # 由我局承担的项目共|22项
_PERSONS: Final = frozenset("人员者")
_NOUN_BEHIND: Final = ("里程", "能力", "规模", "总量", "主体", "收入", "成本")


def _governing(plain: str, clause: int, start: int, words: Words) -> str | None:
    """Class of the last verb between the clause's start and the number."""
    kind: str | None = None
    first = words.verb.match(plain, clause, start)
    for verb in words.verb.finditer(plain, clause, start):
        if kind is None or not plain.startswith(_NOUN_BEHIND, verb.end()):
            kind = words.verbs[verb[0]]  # 新增|铁路运营里程: a verb inside the noun
    for n in (1, 2):
        word = plain[start - n : start]
        if start - n >= clause and word in words.verbs:
            if n == 1 and len(word) == 1 and kind == "create":
                break
            return words.verbs[word]
    if (
        kind == "weak"
        and first is not None
        and words.verbs[first[0]] == "create"
        and plain[first.end()] not in "和及并、"
    ):
        kind = "create"  # 创建健康促进学校: the first verb governs, the other is in the noun
    if kind is not None:
        at = plain.rfind("对", clause, start)
        if (
            at >= 0
            and plain[at - 1 : at] not in ("应", "针", "面", "核", "结")
            and not words.verb.search(plain, at, start)
        ):
            return "scope"
    return kind


def _two_verbs(segment: str, words: Words) -> bool:
    """Whether what stands before the first 、 is a verb alone: 新开、优化|公交线路."""
    return segment.partition("、")[0] in words.verbs


def _earlier(plain: str, clause: int, words: Words) -> str | None:
    """Class of the verb that governed the clauses before, within the sentence."""
    last = None
    for verb in words.verb.finditer(plain, sentence_start(plain, clause), clause):
        last = verb[0]
    if last is None:
        return None
    kind = words.verbs[last]
    # 现有公办园30所，公办率35% tells on; 用好《手册》，家访率100%, 按照要求，10个村… do not
    return None if kind == "scope" and words.settings.states.search(last) is None else kind
