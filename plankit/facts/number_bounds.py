"""What stands around a number: comparators, and the surroundings in which it counts nothing."""

from __future__ import annotations

import re
from typing import Final

from .clauses import BREAKS
from .number_tables import CHINESE, SPACES, Tables, Unit, Value

# -- where a number may begin ---------------------------------------------------------------------


def may_begin(plain: str, start: int, redacted: bool) -> bool:
    """Whether what stands right before leaves it a number of its own."""
    if start == 0:
        return True
    before = plain[start - 1]
    if before not in _DOUBTFUL and not before.isascii():
        return True  # mostly
    if before == " ":
        start -= 1
        if start == 0:
            return True
        before = plain[start - 1]
    if before in "第每届+＋·•〔#№@":
        return False
    if before.isascii() and before.isalpha():
        return False
    if before in ".．,:：-－/／—–~～" and start > 1:
        two = plain[start - 2]
        if two.isdigit() or before not in ",:：，" and two.isascii() and two.isalpha():
            return False
        if before in "-－/／" and redacted:
            return False
    if before == "前":
        # 前3名, 前10% rank; 提前3天, 年底前2次 do not
        return start > 1 and plain[start - 2] in "提以之目底年月日"
    return not (before in "]］〕" or (redacted and before.isascii() and before.isalnum()))


_DOUBTFUL: Final = frozenset("第每届＋·•〔№．，：－／—–～前］〕")


def in_name(plain: str, start: int, end: int, tables: Tables) -> bool:
    """Whether the number at `[start, end)` is part of a name or a saying (`number_names`)."""
    rest = end
    if plain[rest : rest + 1] == " ":
        rest += 1
    chinese = plain[end - 1] in CHINESE
    if plain[rest : rest + 1] in tables.name_tail_firsts:
        if tables.name_tails.match(plain, rest):
            return True
        if (
            chinese
            and (plain[start] != "两" or plain[rest] != "次")  # 三次会议 may be the third
            and tables.name_chinese_tails.match(plain, rest)
        ):
            return True
    low = start - 3 if start > 3 else 0
    if tables.name_whole_first.search(plain, low, start + 1) is not None:
        for k in range(start, low - 1, -1):
            found = tables.name_wholes.match(plain, k)
            if found is not None and found.end() > start:
                return True
    if start == 0 or plain[start - 1] not in tables.name_head_lasts:
        return False
    for n in (1, 2, 3, 4):
        head = plain[max(0, start - n) : start]
        tails = tables.name_heads.get(head)
        if tails is not None and plain.startswith(tails, rest):
            return True
        if chinese:
            tails = tables.name_chinese_heads.get(head)
            if tails is not None and plain.startswith(tails, rest):
                return True
    return False


# -- comparators ----------------------------------------------------------------------------------


def comparator_before(plain: str, start: int, tables: Tables) -> tuple[int, str | None, bool]:
    """Where the quantity begins with its comparator, the op, and whether a verb leads to it."""
    at = open_ = start
    op: str | None = None
    last = plain[start - 1 : start]
    if (
        last not in tables.before_lengths
        and last not in tables.link_lengths
        and last not in _LEAD_LASTS
    ):
        found_at = plain.rfind("至少", max(0, start - 7), start)
        if found_at >= 0 and _IS_PLAIN_WORD(plain, found_at + 2, start):
            return found_at, ">=", False
        return start, None, False  # mostly
    if last in SPACES and at:
        at -= 1
    if plain[max(0, at - 3) : at] == "人民币":
        at -= 3
    elif at and plain[at - 1] in "±＋﹢":
        at -= 1
        open_ = at
    for _ in (1, 2):
        for n in tables.before_lengths.get(plain[at - 1 : at], ()):
            word = plain[at - n : at] if n <= at else ""
            found = tables.before.get(word)
            if found is None or not _is_comparator(plain, at - n, word, plain[start : start + 2]):
                continue
            at -= n
            open_ = at
            if op is None or op == "~":
                op = found
            break
        else:
            break
    if at and plain[at - 1] in SPACES:
        at -= 1
    if at and plain[at - 1] in _EVERY_ENDS:
        every = _EVERY.search(plain, max(0, at - 8), at)
        at = every.start() if every is not None else at  # 标准达到|每人每年|8000元
    for n in tables.link_lengths.get(plain[at - 1 : at], ()):
        found = tables.links.get(plain[at - n : at]) if n <= at else None
        if found is not None:
            return open_, op or found, True
    if op is None:
        # 至少开设8种: the verb stands between the comparator and the number
        found_at = plain.rfind("至少", max(0, start - 7), start)
        if found_at >= 0 and _IS_PLAIN_WORD(plain, found_at + 2, start):
            return found_at, ">=", False
    return open_, op, False


_EVERY_ENDS: Final = frozenset("人年月天日亩户生次吨斤米")
_LEAD_LASTS: Final = frozenset(f"{SPACES}币±＋﹢") | _EVERY_ENDS
_EVERY: Final = re.compile(
    r"(?:每(?:人|年|月|天|日|亩|户|生|次|吨|公斤|平方米|立方米|学年|学期)){1,2}\Z"
)
# without a numeral: 至少亿元一% is two numbers, and the first has the 至少
_IS_PLAIN_WORD: Final = re.compile(
    rf"(?:(?![{CHINESE}])[\u4e00-\u9fff]){{1,4}}\s?(?<![的每])\Z"
).match
_AVERAGED: Final = tuple("生人户亩师校村班地床日月年次")
_SINGLES: Final = frozenset("超破逾近约上")


def _is_comparator(plain: str, at: int, word: str, digits: str) -> bool:
    """Whether `word` at `at` is a comparator there and not the end of another word."""
    if word not in _SINGLES:
        if word[0] == "均" and plain[at - 1 : at] in _AVERAGED:
            return False  # 生均|不低于1200元
        return not (word == "不到" and plain[at - 1 : at] in ("得", "达", "找"))
    before = plain[at - 1] if at else "，"
    if word == "上":
        return digits[0] in "百千万亿" and before not in "以之在线网路会身岗基工程"
    if word == "近":
        return before not in "最附临远靠邻亲新"
    if word == "约":
        return before not in "节集公合条契签预特"
    if word == "破":
        return before not in "突打爆侦"
    return before not in "赶"


def comparator_after(plain: str, at: int, unit: Unit, tables: Tables) -> tuple[int, str | None]:
    """Where the quantity ends with the comparator behind its unit, and that one's op."""
    begin = at
    first = plain[begin : begin + 1]
    if first in SPACES and begin < len(plain):
        begin += 1
        first = plain[begin : begin + 1]
    if first not in tables.after:
        return at, None  # mostly
    for word, op in tables.after[first]:
        if not plain.startswith(word, begin):
            continue
        end = begin + len(word)
        follow = plain[end : end + 1]
        if word == "内" and (
            unit.kind not in ("duration", "hours", "length") or follow in "容涵部外"
        ):
            continue
        if word in ("多", "余", "来", "许") and (
            unit.kind not in ("duration", "money", "area", "length", "mass", "rate", "energy")
            or follow in "种项样元形层方功点渠级式名次项自年"
        ):
            continue
        if word == "起":
            continue
        if word == "不等":
            return at, "~"
        if op == "~" and follow and word == "左右" and follow in "手脚岸":
            continue
        return end, op
    return at, None


def _is_year(value: Value | None) -> bool:
    # not `in range(…)`, which looks through all of it for a fraction
    return value is not None and 1900 <= value <= 2100 and value % 1 == 0


_LIFE: Final = re.compile(r"寿命[^，。；、,;]{0,10}\Z")

# -- kinds that count only in some surroundings ---------------------------------------------------

_PAST_BEFORE: Final = (
    "连续",
    "近",
    "过去",
    "过去的",
    "最近",
    "已有",
    "已经",
    "历经",
    "历时",
    "持续",
    "来的",
    "经过",
    "经历",
)
_TERM_BEFORE: Final = re.compile(
    r"(?:用|利用|为期|期限|期为|周期|有效期|服务期|任期|聘期|保存|保管|时间|时限|提前|缩短|延长|满|每|即|分|管护期|质保期|轮换|达)$"
)
_ROUND_SUMS: Final = frozenset({"千", "十万", "百万", "千万", "百亿", "千亿", "万", "亿"})
_CLAUSE_ENDS: Final = frozenset({*BREAKS, "、", "和", "等", ""})
_TEST_AFTER: Final = re.compile(r"(?:时间|左右|过渡期|为期|任期|期限|内|以内|之内|（含|以上)")


def kind_allows(
    plain: str,
    start: int,
    at: int,
    run: str,
    value: Value | None,
    upper: Value | None,
    unit: Unit,
    op: str | bool | None,
    tail_op: str | None,
    open_: int,
    chinese: bool,
) -> bool:
    """Whether a number of this kind of unit is a quantity here."""
    name = unit.name
    if unit.kind == "duration":
        before = plain[max(0, start - 5) : start].rstrip()
        if plain[max(0, open_ - 3) : open_].rstrip().endswith(("已", "已经")):
            return False
        if before.endswith(_PAST_BEFORE):
            return False
        if plain.startswith(("来", "以来", "前", "之前", "以前", "后", "之后", "以后", "间"), at):
            return False
        if value is None:
            return not name.endswith(("年", "日"))
        if name == "年":
            if _is_year(value) or _is_year(upper) or (run[:1] in "0０〇零"):
                return False
            if value >= 90 or plain.startswith(("以上的", "及以上的"), at):
                return False
            return bool(
                value % 1
                or op in (">=", "<=")
                or tail_op
                or _TERM_BEFORE.search(before)
                or _TEST_AFTER.match(plain, at)
            )
        if name == "日":
            # 15日内; a day of the month otherwise
            return tail_op == "<=" and before[-1:] not in ("月", "年") and value < 400
        if before[-1:] == "月" and name == "天":
            return False
    if unit.kind == "age":
        return _LIFE.search(plain, max(0, start - 14), start) is not None
    if unit.kind == "hours" and plain[max(0, start - 1) : start] in "时点:：":
        return name not in ("分钟", "秒")
    if name in ("分", "小时", "h", "m", "t", "g", "L", "度") and plain[start - 1 : start] in (
        "时",
        "点",
        ":",
    ):
        return False
    if chinese and run in ("百", "千", "万", "亿", "十万", "百万", "千万", "百亿", "千亿"):
        # 百名, 上千家, 近万人 count; 万亩, 百亿元级, 千万工程 are names of a size
        if op:
            return True
        if unit.kind == "money" and tail_op == ">=" and run in _ROUND_SUMS:
            return plain[at + 2 : at + 3] in _CLAUSE_ENDS  # 户均增收千元以上; not 亿元以上项目
        return run in ("百", "千", "百万", "千万") and unit.kind in ("person", "event", "thing")
    if chinese and name == "元" and len(run) == 1:
        return False  # 三元, 一元: names of places and brands, or 三元化
    if name == "成":
        return plain[at : at + 1] != "人" or plain.startswith("人口", at)  # 三成人口, 成人教育
    if name == "番":
        return plain[max(0, start - 3) : start].rstrip().endswith(("翻", "翻了", "再翻"))
    if name == "条" and plain[start - 1 : start] == "》":
        return plain[at : at + 1] not in _CLAUSE_ENDS  # 《规范》20条
    if name not in ("对", "次", "场", "届", "批", "所", "起"):
        return True
    return not (_is_year(value) and (name == "起" or not chinese))
