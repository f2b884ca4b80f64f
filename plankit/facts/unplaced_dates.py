"""Times that a plan names and no calendar places: 开学前, 秋收前, 学期末, 第三周.

A school's or a town's own calendar would say when they are; the text alone does not, so most of
them are dates without days. They are read as deadlines (with 前), as times (with 期间), and as
weeks and ends of a term; otherwise (秋收保障, 高考保障) they name an occasion.
Words: date_words.tsv, kind event.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from ..lexicon import Lexicons
from ..model import DateRef
from ..text import Span
from . import almanac
from .almanac import Almanac, Date
from .context import FactContext
from .date_parts import BEFORE, CLAUSE_START
from .date_reader import base_year

_WEEK: Final = re.compile(
    r"第(?:[一二三四五六七八九]|二?十[一二三四五六七八九]?|\d{1,2})"
    r"(?:(?:[、,]|[-—–~～]{1,2}|至|到)第?(?:[一二三四五六七八九]|二?十[一二三四五六七八九]?|\d{1,2}))?"
    r"周(?![期年岁边报刊]|以?[上内])"
)
_OPENING: Final = ("新学期", "开学后", "学期", "开学")
_TERM_END: Final = re.compile(
    r"本学[期年]末|(?:(?<![^，,。；;：:、（(\n \u3000])|(?<=[在于]))(?:学期末|学年末|期末)"
    r"(?=[，,]|进行|组织|召开|做好|开展|举行|举办|完成|[由将对向要各每])"
)
_RECURRING: Final = re.compile(r"[每逐历][^，。；]{0,8}$|按月[^。；]{0,12}$")
_CLOSING: Final = frozenset('”"')
_NO_SPELL: Final = frozenset({"节", "节日", "放假", "新学期", "学期", "开学"})
"""No times with 期间: what comes round again, and school holidays, left out by the guidelines."""
_TO_THE_CLAUSE: Final = frozenset("于在")
# what makes another word of one: 集|中考, 每月|底前, 11|月底前
_NO_WORD: Final = frozenset(
    "年集初高其当次同各该0123456789０１２３４５６７８９一二三四五六七八九十某"
)


class Unplaced:
    """The words of kind event, compiled."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.almanac = Almanac(lexicons)
        words = self.almanac.named("event")
        self.ends = frozenset(word[-2:] for word in words) | {"来临", "到来", "开始", "结束"}
        events = "|".join(map(re.escape, words))
        spells = [w for w in words if w[-1] not in "末底束" and w not in _NO_SPELL]
        self.spell_ends = {word[-2:] for word in spells}
        self.spell = re.compile(
            rf"(?:全国)?[“\"]?({'|'.join(map(re.escape, spells))})[”\"]?期间(?!隔)"
        )
        self.deadline = re.compile(rf"({events})(?:来临|到来|开始|(结束))?{BEFORE.pattern}")


def unplaced(context: FactContext, plain: str, found: list[DateRef]) -> list[DateRef]:
    """Dates of `plain` that `found` does not have, in no order."""
    more: list[DateRef] = []
    if "前" in plain:
        more += _deadlines(context, plain, base_year(context))
    if "周" in plain and "第" in plain:
        more += _times(context, plain, _WEEK)
    if "期末" in plain or "年末" in plain:
        more += _times(context, plain, _TERM_END)
    if "期间" in plain:
        more += _spells(context, base_year(context))
    if more and found:
        starts, ends = zip(*sorted(date.span for date in found), strict=True)
        more = [date for date in more if not _overlaps(date.span, starts, ends)]
    return more


def _overlaps(span: Span, starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether a span overlaps one of those that begin and end there, in order and apart."""
    before = bisect_left(starts, span.end)
    return before > 0 and ends[before - 1] > span.start


def _deadlines(context: FactContext, plain: str, base: int | None) -> Iterator[DateRef]:
    events: Unplaced = context.lexicons.build("dates.unplaced", Unplaced)
    ends = events.ends
    done = 0
    at = plain.find("前")
    while at >= 0:
        word_end = at - (plain[at - 1 : at] == "之")
        if plain[max(0, word_end - 2) : word_end] in ends or plain[word_end - 1 : word_end] == "节":
            m = events.deadline.search(plain, max(done, at - 12), at + 1)
            if m is not None and events.deadline.match(plain, m.start()) is not None:
                done = m.end()
                if not _elsewhere(plain, m):
                    yield _deadline(context, events, m, base)
        at = plain.find("前", at + 1)


def _spells(context: FactContext, base: int | None) -> Iterator[DateRef]:
    """两会期间, 高考期间; “两会”期间 too, so the words are read unmasked."""
    events: Unplaced = context.lexicons.build("dates.unplaced", Unplaced)
    string = context.string
    done = 0
    at = string.find("期间")
    while at >= 0:
        end = at - (string[at - 1 : at] in _CLOSING)
        m = None
        if string[max(0, end - 2) : end] in events.spell_ends:
            m = events.spell.search(string, max(done, at - 12), at + 3)
        done = at + 2
        at = string.find("期间", done)
        if m is None or context.plain[m.end() - 1] != "间" or _elsewhere(string, m):
            continue
        known = events.almanac.period(m[1], base) if base is not None else None
        yield DateRef.make(
            text=m[0],
            span=context.text.span(*m.span()),
            start=known.first if known is not None else None,
            end=known.last if known is not None else None,
            relation="during",
        )


def _elsewhere(plain: str, m: re.Match[str]) -> bool:
    """Whether the word is part of another or comes round again (每月月底前)."""
    before = plain[m.start() - 1] if m.start() else ""
    if before in _NO_WORD:
        return True
    if m[1] == "节" and before not in CLAUSE_START and before not in _TO_THE_CLAUSE:
        return True  # 季节前后, 环节前移
    return _RECURRING.search(plain, max(0, m.start() - 14), m.start()) is not None


def _deadline(
    context: FactContext, events: Unplaced, m: re.Match[str], base: int | None
) -> DateRef:
    start = end = None
    known = events.almanac.period(m[1], base) if base is not None else None
    if known is not None:
        if context.turn > 1 and known.first.month < context.turn and base is not None:
            known = events.almanac.period(m[1], base + 1) or known
        end = known.last if m[2] else known.first - almanac.ONE_DAY
        if context.year is not None:
            start = Date(min(context.year, end.year), 1, 1)
    return DateRef.make(
        text=context.string[m.start() : m.end()],
        span=context.text.span(m.start(), m.end()),
        start=start,
        end=end,
        relation="by",
    )


def _times(context: FactContext, plain: str, pattern: re.Pattern[str]) -> Iterator[DateRef]:
    for m in pattern.finditer(plain):
        start, end = m.span()
        for word in _OPENING:
            if plain.endswith(word, 0, start):
                start -= len(word)
                break
        if _RECURRING.search(plain, max(0, start - 14), start) is None:
            span = context.text.span(start, end)
            yield DateRef.make(text=context.string[start:end], span=span)
