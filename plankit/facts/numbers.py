"""Numbers with their measure words: what is written, before any question of what it means.

`numbers(plain, tables)` yields each number of a passage that a measure word or a per cent sign
follows, with value, range, comparator and exact bounds. Ordinals, ages, dates, parts of names
and the like are turned away here; `plankit.facts.quantities` then asks what is counted and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..numerals import to_number
from .measure_words import LONE, PER_BASE, bare_scale, unit_at, values
from .number_bounds import comparator_after, comparator_before, in_name, kind_allows, may_begin
from .number_tables import ARABIC, BLANKS, CHINESE, DIGITS, RANGE_MARKS, Tables, Unit, Value


@dataclass(slots=True)
class Number:
    """A number as written. Offsets are into the passage, comparator included in `start`, `end`."""

    start: int
    end: int
    digits: int
    """Where the number itself begins."""
    tail: int
    """Where number and unit end, before 以上 and the like."""
    value: Value | None
    upper: Value | None
    unit: str | None
    kind: str
    op: str | None
    """None where nothing bounds the number."""
    chinese: bool
    redacted: bool
    linked: bool
    """Whether a verb such as 达 or 控制在 leads to it."""
    tail_op: str | None = None
    """What stands behind it and may hold for a whole list (3家、5家以上)."""


# time and length stand with a bare 一 (一小时, 一公里); with the rest it is an article (一个, 一批)
_ONE_KINDS: Final = frozenset({"hours", "length", "energy", "mass", "volume", "area", "rate"})


def numbers(plain: str, tables: Tables) -> Iterator[Number]:
    """The numbers with measure words of `plain`, in order, without overlap. Linear in length."""
    search = tables.candidate.search
    match = search(plain)
    each = "分别" in plain
    formulas = [m.span() for m in _FORMULA.finditer(plain)] if "N个" in plain else []
    while match is not None:
        start, end = match.span()
        run = match[0]
        if run[0] in CHINESE and len(run) > 1:
            word = _WORD_BEFORE.match(run)
            if word is not None:
                start += word.end()  # 队伍|5支, 统一|30个: the end of a word, not of the number
                run = run[word.end() :]
            elif run[0] in _FINANCIAL and run[1] not in _FINANCIAL:
                start += 1  # 队伍|二三十支
                run = run[1:]
        if (
            start
            and plain[start - 1] in "几数"
            and run[0] in "十百千万亿"
            and plain[end] != "分"
            and _VAGUE.search(plain, max(0, start - 2), start) is not None
        ):
            match = search(plain, end)
            continue  # 数十家, 几百人; but 总数|百人以上, 人数|百分之五
        if (
            run == "一"
            and plain[end] in _ARTICLE_UNITS
            and not (
                # nine candidates of ten are an article; 至少一名 bounds a number
                plain[end] in "名个次项" and _bounded(plain, start, tables)
            )
        ):
            match = search(plain, end)
            continue
        if plain[end] in "年月日" and run.isdecimal() and _dated(plain, start, end, run, tables):
            match = search(plain, end)
            continue
        found = _read(plain, start, end, run, tables)
        if found is not None and formulas and any(a <= found.start < b for a, b in formulas):
            found = None  # 1个中心、N个站点
        if found is not None:
            if each and found.start == found.digits and plain[start - 1] in "和、与及":
                shared = _unit_shared(plain, found, tables)
                if shared is not None:
                    yield shared
            yield found
            match = search(plain, found.end)
        else:
            cut = _DIGITS_ONLY.match(run)
            match = search(plain, start + len(cut[0]) if cut is not None else end)


# so many of one thing and any number of another: what is built is one network
_FORMULA: Final = re.compile(r"\d个[^，。；、+＋\d]{1,10}[、+＋和 ]?N个")
_BARE: Final = re.compile(r"(?<![\d.．/a-zA-Z])\d{1,6}(?:\.\d{1,4})?(?=[和、与及]\Z)")


def _unit_shared(plain: str, number: Number, tables: Tables) -> Number | None:
    """分别不高于53|和32微克/立方米: the number before, whose unit stands behind the next."""
    found = _BARE.search(plain, max(0, number.start - 12), number.start)
    if found is None or "分别" not in plain[max(0, found.start() - 10) : found.start()]:
        return None
    value = to_number(found[0])
    if value is None:
        return None
    open_, op, linked = comparator_before(plain, found.start(), tables)
    start, end = found.span()
    return Number(
        open_,
        end,
        start,
        end,
        value,
        None,
        number.unit,
        number.kind,
        op,
        False,
        False,
        linked,
    )


_VAGUE: Final = re.compile("(?<![人总户次个件天度指系参分岁倍])[几数]$")
_WORD_BEFORE: Final = re.compile(rf"[{CHINESE}]+(?=[{DIGITS}])")
_ARTICLE_UNITS: Final = frozenset("批个次种项条些名级体位定致直般")


def _dated(plain: str, start: int, end: int, run: str, tables: Tables) -> bool:
    """Whether digits before 年, 月 or 日 are a date: `_read` says so too, at ten times the cost.

    Texts are full of dates, and none is a quantity.
    """
    if not tables.calendar:
        return False
    unit, behind = plain[end], plain[end + 1 : end + 2]
    if unit == "年":
        return len(run) == 4 and run[:2] in ("19", "20") and behind not in ("/", "／")
    if unit == "月":
        return behind not in ("/", "／")
    return start > 0 and plain[start - 1] in "月年" and behind not in tables.day_words


def _bounded(plain: str, start: int, tables: Tables) -> bool:
    return comparator_before(plain, start, tables)[1] in (">=", "<=")


def _read(plain: str, start: int, end: int, run: str, tables: Tables) -> Number | None:
    first = run[0]
    redacted = first in BLANKS
    chinese = not redacted and first in CHINESE
    if not may_begin(plain, start, redacted):
        return None
    if redacted:
        blank = _BLANKS_ONLY.match(run)
        if blank is None:
            return None
        run = blank[0]
        end = start + len(run)
    elif not chinese:
        # 2千万: the characters behind the figures are the unit's
        if len(run) > 15 or not run.isdecimal():
            cut = _DIGITS_ONLY.match(run)
            if cut is None or run[-1] in BLANKS:
                return None
            run = cut[0]
            end = start + len(run)
    elif run in _FINANCIAL:
        return None  # 陆家嘴, 伍家岗: alone they are names
    if plain[end] in "分/／" and not PER_BASE.match(plain, end):
        fraction = _fraction(plain, start, end, run, tables)
        if fraction is not None:
            return fraction
    # -- a range: 1-2所, 三到五年
    upper_run: str | None = None
    tail = tables.range_tail.match(plain, end) if plain[end] in RANGE_MARKS else None
    if tail is not None:
        upper_run = tail[1]
        end = tail.end()
    at, blur, unit, scale = unit_at(plain, end, tables, chinese, upper_run or run)
    if unit is None and tail is not None and tail[0][0] in "至到":
        return None
    if unit is None and not chinese and not redacted:
        bare = bare_scale(plain, end, upper_run or run)
        if bare is not None:
            at, blur, unit, scale = bare
    if unit is None or unit.kind == "none" or redacted and unit.name == "路":
        return None
    if plain[at : at + 1] == "级":
        return None  # 百兆瓦级, 万吨级: a class of size
    body = run
    if upper_run is None:
        # 5%至10%, 3万元—5万元: the unit said twice
        ranged = not redacted and at < len(plain) and plain[at] in RANGE_MARKS
        again = tables.range_tail.match(plain, at) if ranged else None
        if again is not None:
            at2, blur2, unit2, scale2 = unit_at(plain, again.end(), tables, chinese, again[1])
            if unit2 is not None and unit2.name == unit.name and scale2 == scale:
                upper_run, at, blur = again[1], at2, blur or blur2
    shut, tail_op = comparator_after(plain, at, unit, tables)
    if unit.name == "日" and unit.kind == "duration" and tail_op != "<=":
        return None  # a day of the month (`kind_allows`)
    if chinese and upper_run is None and unit.kind in ("thing", "person", "event") and run == "二":
        return None  # 二次, 二期, 二类: an ordinal or a name; a count would be 两
    if in_name(plain, start, start + len(run), tables):
        return None
    if upper_run is not None and in_name(plain, start, end, tables):
        return None
    value, upper, scale = values(body, upper_run, scale, redacted)
    if value is None and not redacted:
        return None
    name = (scale + unit.name) if scale else unit.name
    open_, op, linked = comparator_before(plain, start, tables)
    if not kind_allows(
        plain, start, at, run, value, upper, unit, op or blur, tail_op, open_, chinese
    ):
        return None
    if run == "一" and upper_run is None:
        bound = not linked and op in (">=", "<=") or tail_op in (">=", "<=")
        if unit.kind not in _ONE_KINDS and not bound:
            return None
        if run == "一" and name == "成":
            return None
    if op is None or (linked and tail_op):
        op = tail_op or op
    if op is None and blur:
        op = "~"
    return Number(
        open_,
        shut,
        start,
        at,
        value,
        upper,
        name,
        unit.kind,
        op,
        chinese,
        redacted,
        linked,
        tail_op,
    )


_FINANCIAL: Final = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_DIGITS_ONLY: Final = re.compile(ARABIC)
_BLANKS_ONLY: Final = re.compile(rf"[{BLANKS}.．]+")


_FRACTION: Final = re.compile(
    rf"(?:({ARABIC}|[{CHINESE}]{{1,6}})?分之([{CHINESE}]{{1,10}}(?:点[{CHINESE}]{{1,6}})?|[{DIGITS}.]{{1,8}})"
    rf"|([{DIGITS}]{{1,3}})[/／]([{DIGITS}]{{1,3}})(?![{DIGITS}/／年月.]))"
)
_WHOLE: Final = {100: "%", 1000: "‰"}


def _fraction(plain: str, start: int, end: int, run: str, tables: Tables) -> Number | None:
    """三分之二, 百分之九十五, 千分之五, 1/3."""
    found = _FRACTION.match(plain, start)
    if found is None:
        return None
    lower, upper = (found[1], found[2]) if found[2] else (found[3], found[4])
    if lower is None or upper is None:
        return None
    low = to_number("一" + lower if lower in LONE else lower)
    high = 100 if upper == lower == "百" else to_number(upper)
    if not low or high is None:
        return None
    unit: str | None = None
    value: Value
    if found[2]:
        if lower[0] in "百千":
            unit, value = _WHOLE.get(int(low)), high
        if unit is None:
            value = high / low
    else:
        if low >= high or (low != 1 and high > 10):
            return None  # 24/7, 11/22: no part of a whole
        value = low / high
    if not unit and not 0 < value < 1:
        return None
    at = found.end()
    open_, op, linked = comparator_before(plain, start, tables)
    shut, tail_op = comparator_after(plain, at, Unit("%", "rate", False, ()), tables)
    if tail_op and (op is None or linked):
        op = tail_op
    return Number(open_, shut, start, at, value, None, unit, "share", op, False, False, linked)
