"""Calendar expressions, as first and last day.

Found are years, school years, halves, quarters, months, ten-day parts of months, days and ranges of
them; years counted from the plan's (今年, 年内, 年底前); terms; festivals and school holidays where
they are used as a time (春节前, 国庆节期间, 暑期前). What is inside 《》 or “” is not read, and
what recurs (每年9月) or only lasts (三年内, 近三年) is no date. docs/dates.md says what each kind
of expression stands for, and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from ..model import DateRef
from . import almanac
from .almanac import FIRST_YEAR, Date
from .context import MASK, FactContext
from .date_grammar import Grammar
from .date_parts import Reading
from .date_reader import RECURRING, Reader
from .unplaced_dates import unplaced

Relation = Literal["by", "in", "from", "during"]

_UNTIL: Final = re.compile(
    r"(?<![达受得收看听遇感做直])[到至迄]\s?$|(?:截至|截止|截止到|直[到至])\s?$"
)
_DEADLINE: Final = re.compile(r"(?:时限|期限|完成时间|完成日期|办结时间)\s?[:：]\s?$")
_SINCE: Final = re.compile(r"(?:自从?|从)\s?$")
_UNTIL_LASTS, _COLONS, _SINCE_LASTS = map(frozenset, ("到至迄止", ":：", "从自"))
"""The last characters of the three, which most dates do not have before them."""
_LEVEL: Final = ("的", "同期", "水平", "平均")
"""Behind a year that something has come up or down to: 恢复到2019年同期."""
_CLOSING, _BEHIND_QUOTED = '”"」』', frozenset("小长假期前之后节")
_YEAR_BEFORE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)年?$")
_OPEN_END: Final = re.compile(
    r"[^，,。；;、到至]{0,20}?(?:起(?![草到])|开始|以来|施行|实施|执行|实行|推行)"
)


def dates(context: FactContext) -> list[DateRef]:
    """The calendar expressions of a text, in order, without overlaps.

    Relative ones are counted from `context.passage_year` (from `context.year` where that is
    None); with neither they have no days. A deadline (6月底前) begins on the first day of
    `context.year`. `redacted` (xxxx年) and `damaged` (2月30日) ones have no days either.
    """
    grammar = context.lexicons.build("dates", Grammar)
    plain = context.plain
    found: list[DateRef] = []
    first = grammar.anchor.search(plain)
    if first is not None:
        # of most documents it is known; in others the caller keeps the script
        if not context.simplified and grammar.traditional.search(plain) is not None:
            plain = plain.translate(grammar.simplified)
        reader = Reader(context, plain, grammar)
        found = [_finish(reader, reading) for reading in reader.readings(first.start())]
    string = context.string
    if more := unplaced(context, plain, found):
        found = sorted(found + more, key=lambda date: date.span)
    if "末" in string and "五" in string:
        found += _plan_ends(context, grammar)
        found.sort(key=lambda date: date.span)
    if (
        MASK in context.plain  # else nothing is quoted
        and _may_be_quoted(string)
        and (quoted := list(_quoted(context, grammar)))
    ):
        starts = {date.span.start for date in quoted}  # 2025年“五一”前 was read up to the mark
        found = [date for date in found if date.span.start not in starts] + quoted
        found.sort(key=lambda date: date.span)
    return found


def _may_be_quoted(string: str) -> bool:
    """Whether what is used as a time may stand behind a quotation mark."""
    for mark in _CLOSING:
        at = string.find(mark) + 1
        while at:
            if string[at : at + 1] in _BEHIND_QUOTED:
                return True
            at = string.find(mark, at) + 1
    return False


def _quoted(context: FactContext, grammar: Grammar) -> Iterator[DateRef]:
    """“七一”前, “五一”期间: festivals in quotation marks that are used as a time."""
    string = context.string
    reader = Reader(context, string, grammar)
    for m in grammar.quoted.finditer(string):
        behind = grammar.behind.match(string, m.end())
        if behind is None or behind["rel"] is None:
            continue
        reading = Reading(m.start(), m.end(), named=True)
        year = reader.base
        head = _YEAR_BEFORE.search(string, max(0, m.start() - 5), m.start())
        if head is not None:
            year = reading.year = int(head[1])
            reading.start = head.start()
        if RECURRING.search(string, max(0, reading.start - 12), reading.start):
            continue
        if year is not None:
            reading.period = grammar.almanac.period(m["name"], year)
        yield _finish(reader, reading)


def _plan_ends(context: FactContext, grammar: Grammar) -> Iterator[DateRef]:
    """“十四五”末: the last year of a five-year plan, or all up to its last day."""
    string = context.string
    for m in grammar.plan.finditer(string):
        if context.plain[m.end() - 1] == MASK:
            continue
        last = grammar.almanac.offsets(m["plan"])[1]
        start: Date | None = Date(last, 1, 1)
        relation: Relation = "in"
        if _UNTIL.search(string, max(0, m.start() - 4), m.start()) or m["before"]:
            relation = "by"
            start = _window(context, Date(last, 12, 31))
        yield DateRef.make(
            text=m[0],
            span=context.text.span(*m.span()),
            start=start,
            end=Date(last, 12, 31),
            relation=relation,
        )


def _window(context: FactContext, end: Date) -> Date | None:
    """The first day of a deadline: the plan year's, for one long past that of its own year."""
    if context.year is None:
        return None
    return Date(min(max(context.year, FIRST_YEAR), end.year), 1, 1)


def _finish(reader: Reader, reading: Reading) -> DateRef:
    """The fact, with 前, 内, 起 … behind it and 到, 自 … before it taken into account."""
    plain = reader.plain
    i, end = reading.start, reading.end
    behind = reader.grammar.behind.match(plain, end)
    word = behind["rel"] or "" if behind is not None else ""
    if behind is not None and (word or (reading.named and "假" in behind[0])):
        end = behind.end()
    start: Date | None = None
    last: Date | None = None
    if reading.period is not None and not (reading.redacted or reading.damaged):
        start, last = reading.period
    relation: Relation = "during" if reading.ranged else "in"
    before = plain[max(0, i - 8) : i]
    lead = before.rstrip()[-1:]
    if word in ("前", "之前", "以前", "前夕"):
        relation = "by"
        if last is not None and start is not None:
            if reading.named and (behind is None or behind["over"] is None):
                last = (reading.last_begins or start) - almanac.ONE_DAY
                if reader.base is not None and last.year < reader.base and reading.year is None:
                    # 元旦前 in a plan is before the next one
                    last = Date(last.year + 1, last.month, last.day)
            if not reading.ranged:
                start = _window(reader.context, last)
    elif word in ("以来", "起", "正式起", "开始", "至今"):
        relation, last = "from", None
    elif word in ("之后", "以后", "后"):
        relation = "from"
        start, last = (last + almanac.ONE_DAY if last is not None else None), None
    elif word == "期间" or (reading.named and behind is not None and behind["shared"] is not None):
        relation = "during"
    elif not reading.ranged and (
        # 增加到2010年的306亿元 has no deadline
        (lead in _UNTIL_LASTS and _UNTIL.search(before) and not plain.startswith(_LEVEL, end))
        or (lead in _COLONS and _DEADLINE.search(before))
    ):
        relation = "by"
        if reading.point and last is not None:
            start = _window(reader.context, last)
    elif (
        not reading.ranged
        and lead in _SINCE_LASTS
        and _SINCE.search(before)
        and _OPEN_END.match(plain, end)
    ):
        relation, last = "from", None
    return DateRef.make(
        text=reader.context.string[i:end],
        span=reader.context.text.span(i, end),
        start=start,
        end=last,
        relation=relation,
        redacted=reading.redacted,
        damaged=reading.damaged,
    )
