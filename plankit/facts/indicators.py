"""What a number counts or measures: the noun phrase around it.

A measure word of things (个, 所, 名) is mostly followed by what it counts; a measured amount (%,
元, 亩) mostly follows what is measured. Where the usual side holds no noun phrase the other side
is read. Bounds are found by punctuation, particles and the verbs of the table `quantity_verbs`.
"""

from __future__ import annotations

import re
from typing import Final

from .clauses import BREAKS, clause_start
from .nouns_behind import after, relative, words_verb_at
from .numbers import Number
from .quantity_words import EVERY_LASTS, SINCE_LASTS, Words

_COUNTED: Final = frozenset({"thing", "person", "event"})


_DATE_HEAD: Final = re.compile(
    r"(?:元旦|春节|清明|端午|[暑寒]假|暑期|汛)[节期]?之?前|"
    r"今明[两2]年|(?:未来|今后|近)[一两三四五六七八九十\d]{1,2}年|20\d\d年?[-—–~～至]20\d\d年(?:期间|度)?|"
    r"(?:第?[一二三四1-4]季度(?!假)|[上下]半年)(?:底|末)?(?:之?前)?|"
    r"(?:到|至|截至|截止|力争到|争取到)?[ ]?(?:20\d\d|二[○〇][○〇一二三四五六七八九]{2})?[ ]?年?"
    r"(?:(?:\d{1,2}[-—–~～至到])?\d{1,2}月份?)?(?:\d{1,2}日)?(?:年?(?:底|末))?(?:前|之前|以前)?"
)
_DATE_FIRSTS: Final = frozenset("元春清端暑寒汛今未近到至截力争 2二年底末前之以第一三四上下")
# what a change is measured from, behind the noun: 比率较2015年|下降, 总值从2015年的|…
# (its last character is one of SINCE_LASTS)
_SINCE_TAIL: Final = re.compile(
    r"(?:(?:从|由|自|较|同?比|与)[ ]?"
    r"(?:上年|去年|上一年|年初|[\ue000“”]{2,20}(?:期间|时期|期?末)?|(?:19|20)\d\d[ ]?年|\d{2}年)"
    r"(?:同期|末|底|决算数|预算数|执行数)?(?:的|相比|[多少高低])?|(?:从|由|自))\Z"
)
_SUFFIXES: Final = "的率性型员者类式制额费金款期化度项工任基点站园区中机单企产用库师生能量"
_EVERY_TAIL: Final = re.compile(
    r"每(?:[两二三四五六\d]|半)?个?(?:年|月|周|天|日|季度?|学期|学年|星期)\Z"
)
_EVERY_HEAD: Final = re.compile(r"每(?:亩|户|公顷|平方米|吨)")


_PLACE: Final = re.compile(r"(?:[省市县区镇乡州盟旗]|公司|集团|街道)\Z")


def gapped(plain: str, number: Number, low: int, words: Words) -> tuple[int, str, int] | None:
    """A comparator that a noun separates from a share (不低于|总课时|的9%).

    Where it begins, its op, and where the noun begins.
    """
    if number.kind not in ("rate", "share") or number.op is not None:
        return None
    start = clause_start(plain, number.start, low)
    clause = plain[start : number.start]
    reached = clause.endswith("的") and "达到" in clause
    if not reached and words.nouns.gap_firsts.isdisjoint(clause):
        return None
    found = words.nouns.gapped.search(clause)
    if found is None:
        return None
    bound = found.lastgroup or ""
    return start + found.start(), "<=" if bound == "most" else ">=", start + found.end(bound)


def indicator(
    string: str, plain: str, number: Number, low: int, words: Words, previous: str | None
) -> str | None:
    """The noun phrase for `number`, or None.

    `low` is where the number before it ended, `previous` what that one counted.
    """
    ahead = after(plain, number.end, words)
    if number.kind in _COUNTED or number.redacted and number.kind != "rate":
        if number.op in ("<=", ">=") and plain[number.end : number.end + 1] == "的":
            measured = before(string, plain, number, low, words, own=True)
            if measured is not None and measured[-1] in "数量额" and len(measured) < 16:
                return measured  # 学校数在10所以下的市
        parts = words.nouns
        described = parts.sized.match(plain, number.end) or parts.qualified.match(plain, number.end)
        if described is not None:
            ahead = after(plain, described.end(), words) or ahead
        elif ahead is None:
            ahead = relative(plain, number.end, words)
            if ahead is None and number.kind == "event":
                held = _HELD.match(plain, number.end)
                ahead = after(plain, held.end(), words) if held is not None else None
        if ahead is not None:
            return _clean(string[ahead[0] : _served_end(plain, number, ahead, low, words)])
        return before(string, plain, number, low, words) or previous
    apart = gapped(plain, number, low, words)
    if apart is not None:
        i, j = _trim(plain, clause_start(plain, apart[0], low), apart[0], number, words)
        if j > i:
            if not string.endswith(("按照", "按"), i, j):
                return _clean(string[i:j])
            return _clean(string[apart[2] : number.start].rstrip("的"))  # 按照不超过投资额30%的比例
    if (
        ahead is not None
        and number.kind in ("rate", "share")
        and plain[number.end : number.end + 1] == "的"
        and plain[number.start - 1 : number.start] == "、"
    ):
        return _clean(string[ahead[0] : ahead[1]])  # 30%的村达到…标准、50%的镇达到…标准
    if number.kind == "rate" and plain[number.end : number.end + 2] in words.nouns.rate_names:
        return string[number.end : number.end + 2]  # 减按15%税率征收
    found = before(string, plain, number, low, words, own=ahead is not None)
    if ahead is not None and not number.linked:
        i, j = ahead
        direct = plain[number.end : i].strip() in (("",) if number.kind == "rate" else ("", "的"))
        if number.kind in ("hours", "duration"):
            if (
                direct
                and not words.begins_none.match(plain, i)
                and (plain[i - 1] == "的" or not words_verb_at(plain, i, words))
            ):
                return _clean(string[i:j])
        elif (
            (direct and number.kind != "rate" and number.op in (None, "~") or not found)
            and (plain[i - 1] == "的" or not words_verb_at(plain, i, words))
            and (j - i >= 2 or plain[i - 1] == "的" and plain[i] in "村镇乡县区户")
        ):
            return _clean(string[i:j])
    if found is None and ahead is not None:
        found = before(string, plain, number, low, words)
    if (
        ahead is not None
        and found is not None
        and number.kind in ("rate", "share")
        and not number.linked
        and _PLACE.search(found)
    ):
        return _clean(string[ahead[0] : ahead[1]])  # 甲区、乙区50%的社区
    if ahead is not None and plain[max(0, number.start - 2) : number.start] in words.nouns.wholes:
        return _clean(string[ahead[0] : ahead[1]])  # 覆盖全国40%的县
    if (
        ahead is not None
        and found is not None
        and found in words.verbs
        and (plain[ahead[0] - 1] == "的" or not words_verb_at(plain, ahead[0], words))
    ):
        return _clean(string[ahead[0] : ahead[1]])  # 加强15%的中医馆内涵建设
    if found is not None and found[0] == "占" and previous is not None:
        return previous  # 工业机器人产量增长31.2%、占全国4成
    return found or previous


def _served_end(plain: str, number: Number, ahead: tuple[int, int], low: int, words: Words) -> int:
    """Where the noun ends that a preposition governs: 为50名学生|办理贷款, 把9所学校|建成…."""
    i, j = ahead
    if j - i < 8 or plain[clause_start(plain, number.start, low)] not in _GOVERNS:
        return j
    verb = words.object_verb.search(plain, i + 2, j)
    return j if verb is None or plain.startswith(words.nouns.made, verb.end()) else verb.start()


_HELD: Final = re.compile(
    r"(?:组织)?(?:开展|召开|举[办行])|组织|进行"
)  # 区领导先后8次开展|现场督查
_GOVERNS: Final = frozenset("为给把将对向")


def _clean(phrase: str) -> str | None:
    phrase = phrase.strip(" 、，的：:（(")
    if "）" in phrase and "（" not in phrase:
        head, _, rest = phrase.partition("）")
        if rest and len(head) <= 6 and rest[0] not in BREAKS:
            phrase = rest  # 新建（改建）|公厕
    return phrase or None


def before(
    string: str, plain: str, number: Number, low: int, words: Words, own: bool = False
) -> str | None:
    """The noun phrase in front of a number, from its governing verb or its clause's start.

    Where the clause has none, the clause before it is read too, unless `own`.
    """
    end = number.start
    if end > low and plain[end - 1] in "（(":
        end -= 1
    elif end > low and plain[end - 1] in "）)":
        # 服务中心（站）200个: the brackets belong to the noun
        open_ = max(plain.rfind("（", low, end), plain.rfind("(", low, end))
        if 0 < end - open_ <= 16:
            i, j = _trim(plain, clause_start(plain, open_, low), open_, number, words)
            if j - i >= 2:
                return _clean(string[i:end])
    apart = False
    for _ in (1, 2, 3):
        start = clause_start(plain, end, low)
        if plain.endswith("相比", start, end) and start > low and not own:
            end = start - 1  # 死亡人数，与前5年均值相比，|下降30%
            continue
        if (
            start > low
            and not own
            and plain.startswith(_BEYOND, start)
            and "的" not in plain[start:end]
        ):
            end = start - 1  # 零售总额79亿元，超过去年水平，|增长3%
            apart = False
            continue
        i, j = _trim(plain, start, end, number, words)
        if start > low and j - i < 4 and plain[start - 1] in "）)" and plain[start] not in "各每":
            # 床位数（含护理）|达到, 油（水泥）路|里程: a bracket inside the noun
            open_ = max(plain.rfind("（", low, start), plain.rfind("(", low, start))
            if 0 < start - open_ <= 12 and plain[open_ - 1] not in BREAKS:
                i, j = _trim(plain, clause_start(plain, open_, low), end, number, words)
        if j - i >= 1 and (plain[i:j] not in words.plain_heads or plain[j : j + 1] == "的"):
            return _clean(string[i:j])
        # nothing but verbs: the clause before has the subject (参与率稳步提高，达到99%)
        if own or apart or start <= low or plain[start - 1] not in "，,":
            return None
        end = start - 1
        apart = True
    return None


_BEYOND: Final = ("超过", "高于", "低于", "快于", "优于")


def _trim(plain: str, start: int, end: int, number: Number, words: Words) -> tuple[int, int]:
    i, j = start, end
    # -- behind: 达到, 控制在, 提高, 共
    moved = True
    while moved and j > i:
        moved = False
        if plain[j - 1] not in words.tail_lasts:
            break
        for n in words.tail_lengths.get(plain[j - 1], ()):
            if n <= j - i and plain[j - n : j] in words.tails:
                if plain[j - 2 : j] in ("行为", "人为"):
                    break
                if n == 2 and plain[j - 2 : j + 1] == "计划的":
                    break  # 年度计划的|48%
                j -= n
                moved = True
                break
        if j > i and plain[j - 1] in EVERY_LASTS:
            every = _EVERY_TAIL.search(plain[max(i, j - 5) : j])
            if every is not None:
                j -= len(every[0])
                moved = True
        if j > i and plain[j - 1] in SINCE_LASTS:
            since = _SINCE_TAIL.search(plain[max(i, j - 26) : j])
            if since is not None:
                j -= len(since[0])
                moved = True
    if j <= i:
        return i, i
    i = _skip_heads(plain, i, j, words)
    # a verb further on: 局级层面用足用好|绩效工资总量; names of rates are full of such verbs
    if number.kind == "rate" and plain[i : i + 1] == "为":
        i += 1  # 为年度计划的48%
    for mark in ("由原", "从原"):
        at = plain.find(mark, i, j)
        if at > i + 1:
            j = at  # 时限由原来的两个月|压缩到20天
    if i < j and plain[i] in _COVERBS and plain[i : i + 2] not in words.nouns.coverb_nouns:
        # 为全市学校新增|图书: a phrase before the verb; 在国内生产总值中占比 is one noun phrase
        last = None
        for verb in words.verb.finditer(plain, i + 2, j):
            if plain[i] != "在" or verb[0] in words.nouns.placed:
                last = verb
        if last is not None and j - last.end() >= 2:
            i = last.end()
    if j - i > 6:
        i = _behind_done(plain, i, j, words)
    of = plain.rfind("的", i, j)
    if of > i and j - of > 2 and number.kind in _COUNTED and _described(plain, i, of, words):
        i = of + 1  # 列入规划的|水库10座
    for mark in words.nouns.aims:
        at = plain.rfind(mark, i, j)
        if at > i and j - at > 5:
            aim = _skip_heads(plain, at + len(mark), j, words)
            i, j = (aim, j) if aim < j else (i, at + len(mark) - 1)  # 建设任务是新增|床位500张
    segment = plain[i:j]
    if not words.nouns.rate_end.search(segment):
        for verb in words.object_verb.finditer(plain, i, j):
            cut = verb.end()
            if (
                plain[cut:j] in words.nouns.bare
                and verb.start() > i
                and verb[0] not in words.outright
            ):
                continue  # 全市重点建设|项目: the verb is in the noun
            if (
                j - cut >= 2
                and (plain[cut] not in _SUFFIXES or verb[0] in words.outright)
                and not words.nouns.compound.match(plain, cut)
            ):
                i = _skip_heads(plain, cut, j, words)
    else:
        for mark in words.nouns.led:
            at = plain.rfind(mark, i, j)
            if at > i and j - at - len(mark) >= 2 and plain[at : at + 2] != "使用":
                i = at + len(mark)
    return i, j


def _behind_done(plain: str, i: int, j: int, words: Words) -> int:
    """Where the noun begins whose verb has a subject of its own, else `i`."""
    kinds = plain.rfind("各类", i, j)
    if kinds > i + 1 and (
        plain[kinds - 2 : kinds] in words.verbs or plain[kinds - 2 : kinds] in words.steps
    ):
        return kinds  # 各镇调委会累计调解|各类矛盾纠纷
    told = plain.rfind("累计", i + 1, j)
    if told > i:
        done = words.verb.match(plain, told + 2, j)
        if done is not None and done.end() + 2 < j:
            return done.end()  # 各司法所累计接收|服刑人员
    return i


def _described(plain: str, i: int, of: int, words: Words) -> bool:
    """Whether what stands before 的 is a clause or a bound: 列入规划|的水库, 百头以上|的养殖户.

    Or it names who does it: 由我局承担|的项目.
    """
    return (
        plain[of - 2 : of] in ("以上", "以下", "以内")
        or plain[i] == "由"
        or words.verb.search(plain, i, of) is not None
    )


_COVERBS: Final = frozenset("为给对向在")
_BASIS: Final = re.compile(r"在[^，。；]{2,40}?基础上")


def _skip_heads(plain: str, i: int, j: int, words: Words) -> int:
    while i < j:
        first = plain[i]
        if first in _DATE_FIRSTS or first.isdecimal():
            date = _DATE_HEAD.match(plain, i, j)
            if date is not None and date.end() > i + 1:
                i = date.end()
                continue
        if first in " 、":
            i += 1
            continue
        if first in "共现已再均":
            verb = words.verb.match(plain, i + 1, j)
            if verb is not None and (first != "再" or verb.end() < j):
                i = j if verb.end() == j else i + 1  # 共|走访企业20家, 共实施|250公里的公路
                continue
        if first == "在":
            basis = _BASIS.match(plain, i, j)
            if basis is not None:
                i = basis.end()
                continue
        if first == "每":
            every = _EVERY_HEAD.match(plain, i, j)
            if every is not None and j - every.end() >= 2:
                i = every.end()
                continue
        for n in words.head_lengths.get(first, ()):
            if n > j - i - 2:
                continue
            word = plain[i : i + n]
            rest = plain[i + n : j]
            if (
                rest[0] != "性" and not (first == "重" and rest in words.nouns.bare)
                if word in words.plain_heads
                else word in words.heads and rest[0] not in _SUFFIXES
            ):
                i += n
                break
        else:
            break
    return i
