"""The parts of a calendar expression: from what the patterns matched to first and last day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ..lexicon import Lexicons
from . import almanac
from .almanac import FIRST_YEAR, LAST_YEAR, Date, Period
from .context import FactContext
from .date_grammar import BLANK, Grammar

CLAUSE_START: Final = "，,。；;：:、！!？?（(\n \u3000"
BLANKS: Final = re.compile(BLANK)
# behind 前 these make another word of it (前期, 前往), or count from it (开学前两周)
BEFORE: Final = re.compile(r"之?前(?![期往后提列端沿身置景线半移端述面\d一二三四五六七八九十两几])")
_LOST_UNIT: Final = re.compile(r"((?:19|20)\d{3,4})\s?月(?:\s?\d{1,2}\s?[日号])?")
_BARE_RANGE: Final = re.compile(
    r"((?:19|20)\d\d)\s?[-－—–―─~～〜‐‑−至]{1,2}\s?((?:19|20)\d\d)"
    r"(?![\d.．%％a-zA-Z/－-]|\s?[万亿个名所人元项家米吨公亩平号])"
)
_REPUBLIC: Final = 1911
"""The year before the first of the Republic's calendar: 民国103年 is 2014."""
_BARE_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=[\u4e00-\u9fff])")


@dataclass(slots=True)
class Reading:
    """What was read at `[start, end)` of the text."""

    start: int
    end: int
    period: Period | None = None
    year: int | None = None
    """The year, where the text names it."""
    month: int | None = None
    point: bool = False
    """Ends with 底 or 末."""
    named: bool = False
    """A festival, term or holiday: 前 ends on the day before it."""
    ranged: bool = False
    last_begins: Date | None = None
    """In a range, where its last part begins (3月至汛期|前)."""
    redacted: bool = False
    damaged: bool = False
    void: bool = False
    """Was read to the end, but is no date (1921年7月, 每年9月)."""


_CHINESE = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_CHINESE["元"] = 1
_CHINESE |= dict.fromkeys("〇○0０OＯΟ", 0)


def number(text: str) -> int | None:
    """An integer in digits or as the Chinese numeral of a year, month or day; None for blanks."""
    if text.isdecimal():
        return int(text)
    if "百" in text:
        rest = text.partition("百")[2].lstrip("〇○零")
        return 100 + (number(rest) or 0 if rest else 0)
    if "十" in text:
        tens, ones = text.split("十")
        return 10 * _CHINESE.get(tens, 1) + _CHINESE.get(ones, 0)
    value = 0
    for c in text:
        if c not in _CHINESE:
            return None
        value = 10 * value + _CHINESE[c]
    return value


def _small(text: str) -> int:
    return number(text) or 0


def head_years(reading: Reading, m: re.Match[str]) -> None:
    """Set the whole years that the head names."""
    begin, end, unit = m.group("y0", "y", "unit")
    last = number(end)
    first = number(begin) if begin else last
    if first is None or last is None:
        reading.redacted = True
        return
    if begin:
        if last < 100:
            last += first // 100 * 100
        reading.ranged = True
    if first < 200 and not begin:
        first = last = last + _REPUBLIC
    school = unit.startswith("学")
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        reading.void = True
        return
    reading.year = last
    if school:
        reading.ranged = False
        reading.period = almanac.school_years(first, last if last > first else first + 1)
    else:
        reading.period = almanac.years(first, last)


def narrow(reading: Reading, m: re.Match[str], grammar: Grammar, earlier: Reading | None) -> None:
    """Narrow `reading.period`, whole years, to the part of the year that `m` names."""
    known = reading.period
    first = known.first.year if known else None
    year = known.last.year if known else None
    if m["m"]:
        _month(reading, m, year)
        if reading.ranged and first is not None and first != year and reading.period:
            reading.period = Period(Date(first, 1, 1), reading.period.last)
        return
    if m["thismonth"]:
        if earlier is None or earlier.month is None or m.end("head") >= 0:
            reading.end = m.end("head")  # 2021年月底 lost its month
            return
        month = earlier.month
        year = earlier.period.last.year if earlier.period else year
        reading.month, reading.point = month, True
        if year is not None:
            reading.period = almanac.part_of_month(year, month, m["thismonth"])
        return
    if m["part"]:
        reading.point = m["part"] in "底末终"
    if known is None or year is None or first is None:
        if m["words"]:
            reading.named = True
        return
    if m["words"]:
        _words(reading, m, grammar, first, year)
    elif m["term"]:
        if m["unit"] and m["unit"].startswith("学"):
            reading.period = almanac.term(first, m["term"] in "二下2２")
        else:
            reading.end = m.start("term") - (m.string[m.start("term") - 1] == "第")
    elif m["half"]:
        reading.period = almanac.half(year, m["half"] in "下后")
    elif m["nq"]:
        reading.period = almanac.quarters(year, 1, _small(m["nq"]))
    elif m["nm"]:
        reading.period = almanac.months(year, 1, _small(m["nm"]))
    elif m["q1"]:
        low, high = sorted((_small(m["q0"]), _small(m["q1"])))
        reading.period = almanac.quarters(year, low, high)
        reading.ranged = True
    elif m["q"] or m["season"]:
        quarter = _small(m["q"] or m["season"])
        reading.period = almanac.quarters(year, quarter, quarter)
        if m["qpart"]:
            month = 3 * quarter - (2 if m["qpart"] == "初" else 0)
            reading.period = almanac.months(year, month, month)
            reading.point = m["qpart"] != "初"
    elif m["part"]:
        reading.period = almanac.part_of_year(year, m["part"])
        if m["unit"] and m["unit"].startswith("学"):
            month = {"初": 9, "中": 1}.get(m["part"], 8)
            reading.period = almanac.months(first if month == 9 else year, month, month)
    if m["y0"] and not m["unit"].startswith("学") and not m["words"] and reading.period:
        reading.period = Period(known.first, reading.period.last)  # 2025年—2027年底


def _month(reading: Reading, m: re.Match[str], year: int | None) -> None:
    """Months and days."""
    m0, month, d0, d = [number(n) if n else None for n in m.group("m0", "m", "d0", "d")]
    if (month is None or d is None) and BLANKS.search(m[0], m.start("m") - m.start()):
        reading.redacted, reading.period = True, None
        return
    if month is None or not 1 <= month <= 12 or (m0 is not None and not 1 <= m0 <= 12):
        reading.damaged, reading.period = True, None
        return
    reading.month = month
    leap = 2000 if year is None else year
    if d is not None:
        last = almanac.day(leap, month, d)
        start = almanac.day(leap, month, d0) if d0 is not None else last
        if last is None or start is None:
            reading.damaged, reading.period = True, None
            return
        reading.ranged = reading.ranged or d0 is not None
        if year is not None:
            reading.period = Period(min(start, last), last)
        return
    reading.point = m["mpart"] in ("底", "末")
    if year is None:
        return
    first = month if m0 is None else m0
    period = almanac.months(year, first, month)
    if m["mpart"]:
        part = almanac.part_of_month(period.last.year, month, m["mpart"])
        period = part if m0 is None else Period(period.first, part.last)
    reading.period = period
    reading.ranged = reading.ranged or m0 is not None


def _words(reading: Reading, m: re.Match[str], grammar: Grammar, first: int, year: int) -> None:
    """Festivals, terms, holidays, seasons."""
    known = grammar.almanac
    names = grammar.word.findall(m["words"])
    if m["unit"] and m["unit"].startswith("学") and names[0].startswith("秋"):
        year = first
    periods = [p for p in (known.period(name, year) for name in names) if p is not None]
    reading.named = True
    reading.ranged = False
    reading.period = (
        Period(min(p.first for p in periods), max(p.last for p in periods)) if periods else None
    )


def read_digits(
    context: FactContext, plain: str, grammar: Grammar, i: int, before: str
) -> Reading | None:
    """2022-01-26, 2022.9, 2021-2023, and a year or month whose 年 was lost."""
    if before and (before.isascii() and before.isalnum() or before in ".．-－/／第号"):
        return None
    four = plain[i : i + 4]
    if len(four) < 4 or not four.isdecimal():
        return None  # all of them begin with a year
    if plain[i + 4 : i + 5] == "年":
        return _bare_year(context, plain, i, before)  # which none of the others has there
    m = grammar.iso.match(plain, i)
    if m is not None:
        year, month = int(m["iy"] or m["my"]), int(m["im"] or m["mm"] or m["mm2"])
        if m["id"] is None:
            period = almanac.months(year, month, month)
            return Reading(i, m.end(), period, year, month, point=m["end"] is not None)
        day = almanac.day(year, month, int(m["id"]))
        if day is not None:
            return Reading(i, m.end(), Period(day, day), year, month)
        if 1 <= month <= 12 and int(m["id"]) <= 31:
            return Reading(i, m.end(), damaged=True)
        return None
    m = _LOST_UNIT.match(plain, i)
    if m is not None:
        return Reading(i, m.end(), damaged=True)
    m = _BARE_RANGE.match(plain, i)
    if m is not None and plain[m.end() : m.end() + 1] not in ("年", "学"):
        first, last = int(m[1]), int(m[2])
        if FIRST_YEAR <= first < last <= LAST_YEAR:
            return Reading(i, m.end(), almanac.years(first, last), last, ranged=True)
    return _bare_year(context, plain, i, before)


_DOTTED: Final = re.compile(
    r"(\d{1,2})[.．](\d{1,2})(?:\s?(?:[-－—–―~～]{1,2}|[至到])\s?(\d{1,2})[.．](\d{1,2}))?(?![\d.．%％‰])"
)
_DOTTED_BEFORE: Final = frozenset(CLAUSE_START + "|｜于在从自为")
_DOTTED_AFTER: Final = frozenset("，,。；;：:、）)|｜\n \u3000前之期")
_SCHEDULE: Final = re.compile(r"[周段间期]")


def read_dotted(
    context: FactContext, plain: str, dot: int, done: int, base: int | None
) -> Reading | None:
    """6.30前, 9.1-9.30: month and day, where a deadline or a range of days says that they are.

    `dot` is the place of the first dot, `done` where reading may begin. Decimals are told apart by
    what stands around: a measure word behind them, or a noun before.
    """
    i = dot
    while i > done and dot - i < 3 and plain[i - 1].isdecimal():
        i -= 1
    m = _DOTTED.match(plain, i)
    before = plain[i - 1] if i else ""
    if m is None or before and (before.isascii() and before.isalnum() or before in ".．-－/／第"):
        return None
    month, number_, month2, number2 = (int(n) if n else 0 for n in m.groups())
    named = plain[i - 5 : i - 1] if before == "年" and i >= 5 else ""
    if named.isdecimal() and FIRST_YEAR <= int(named) <= LAST_YEAR:
        base = int(named)
    year = base if base is not None else 2000
    first = almanac.day(year + (month < context.turn), month, number_)
    if first is None:
        return None
    reading = Reading(i, m.end(), month=month2 or month)
    last = first
    if month2:
        second = almanac.day(year + (month2 < context.turn), month2, number2)
        if second is None or second <= first or not _is_schedule(context, plain, m, before):
            return None
        last, reading.ranged = second, True
    elif BEFORE.match(plain, m.end()) is None:
        return None
    if base is not None:
        reading.period = Period(first, last)
    return reading


def _is_schedule(context: FactContext, plain: str, m: re.Match[str], before: str) -> bool:
    i, end = m.span()
    if before and before not in _DOTTED_BEFORE:
        return False
    if max(int(m[2]), int(m[4])) < 10 and not _SCHEDULE.search(plain, max(0, i - 8), i):
        return False  # 3.1-3.5 may be parts of a chapter
    if plain[end : end + 1] in _DOTTED_AFTER:  # the end of the text is, too
        return True
    verbs = context.lexicons.build("dates.verbs", _verbs)
    return any(plain[end : end + n] in verbs for n in (2, 3, 4))


_SHORT: Final = re.compile(
    r"(\d{1,2})(?:[./．](\d{1,2}))?(?![\d.．%％])(?!\s?[万亿个年月日名所人项家元米])"
)


def read_short(plain: str, i: int, first: Reading) -> Reading | None:
    """The end of a range in figures without its year: 2025.3.1—|3.31, 2025.3—|6, 2025/6/1-|6/30."""
    if first.period is None or plain[first.start + 4 : first.start + 5] not in ("/", ".", "．"):
        return None
    m = _SHORT.match(plain, i)
    if m is None:
        return None
    year = first.period.first.year
    one_day = first.period.first == first.period.last
    if m[2] is None and not one_day and 1 <= int(m[1]) <= 12:
        period = almanac.months(year, int(m[1]), int(m[1]))
    else:
        month = int(m[1]) if m[2] else first.period.first.month
        last = almanac.day(year, month, int(m[2] or m[1])) if one_day else None
        if last is None:
            return None
        period = Period(last, last)
    return Reading(i, m.end(), period, year, period.last.month)


def _bare_year(context: FactContext, plain: str, i: int, before: str) -> Reading | None:
    plan = context.year
    if plan is None or (before and before not in CLAUSE_START):
        return None
    m = _BARE_YEAR.match(plain, i)
    if m is None or abs(int(m[0]) - plan) > 1:
        return None
    year, end = int(m[0]), m.end()
    verbs = context.lexicons.build("dates.verbs", _verbs)
    if any(plain[end : end + n] in verbs for n in (2, 3, 4)):
        return Reading(i, end, almanac.years(year, year), year)
    return None


def _verbs(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(row[0] for table in ("verbs", "adverbs") for row in lexicons.rows(table))
