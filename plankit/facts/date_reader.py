"""Where in a text its calendar expressions are, and whether they are dates there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from . import almanac
from .almanac import FIRST_YEAR, LAST_YEAR, Period
from .context import FactContext
from .date_grammar import CLOCK_STARTS, JOINS, Grammar
from .date_parts import (
    BLANKS,
    CLAUSE_START,
    Reading,
    head_years,
    narrow,
    number,
    read_digits,
    read_dotted,
    read_short,
)

REACH: Final = 16
"""How far before its anchor an expression may begin, in characters (二〇二二—二〇二三年: 9)."""

_NUMERALS: Final = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百几数多两半余"
RECURRING: Final = re.compile(
    # each alternative begins with a literal, so that `re` looks for these characters only
    "|".join(
        head
        + r"(?:[一二两三四五\d]?个?(?:学?年度?|月|学期|季度?|半年))?的?(?:[于在从自到至第]|截至)?$"
        for head in ("每", "逐", "历(?<![农阴公]历)")
    )
    + "|隔年的?$"
)
_NEAR: Final = 5
"""A year of two digits is one within so many of the plan's."""
_LISTED: Final = re.compile(r"\s?[、和及/]\s?")
_REPUBLIC: Final = re.compile(r"(?:中华)?民国\s?$")
_ALSO_RECURRING: Final = re.compile(r"[、，和及或与至到]?(?:每年)?(?:的|以及|或者)?$")


_DONE_ALL_YEAR: Final = ("累计", "共", "预计", "力争", "实现", "新增", "发放", "接待")
"""What makes a time of 全年 that stands behind a noun: 调委会全年|累计调解纠纷23件."""
_NO_WORD: Final = frozenset("寒防抗度安")
"""What makes another word of one that stands for a stretch of the year: 寒|暑假, 防|汛前."""


def base_year(context: FactContext) -> int | None:
    """The year that 今年 means, None where nothing says it or no calendar here has it."""
    base = context.year if context.passage_year is None else context.passage_year
    return base if base is not None and FIRST_YEAR <= base <= LAST_YEAR else None


class Reader:
    """Reads one text from left to right."""

    def __init__(self, context: FactContext, plain: str, grammar: Grammar) -> None:
        self.context = context
        self.plain = plain
        self.grammar = grammar
        self.base = base_year(context)
        self.last: Reading | None = None
        """The reading before, as long as no sentence ended since."""
        self.looked = 0
        """Up to where the text was searched for the end of a sentence."""

    def readings(self, first: int) -> Iterator[Reading]:
        """All expressions; the first anchor is at `first`."""
        plain = self.plain
        inner, after_year = self.grammar.inner, self.grammar.after_year
        done = 0  # up to where expressions were read
        tried = 0  # up to where each character was tried as the start of one
        recurring = -1
        search = self.grammar.anchor.search
        hit = search(plain, first)
        while hit is not None:
            anchor = low = hit.start()
            if plain[anchor] not in "12１２":
                floor = max(done, tried, anchor - REACH)
                while low > floor and plain[low - 1] in inner:
                    low -= 1
            if self.last is not None and plain.find("。", self.looked, low) >= 0:
                self.last = None
            self.looked = low
            reading = None
            if plain[anchor] in ".．":
                reading = read_dotted(self.context, plain, anchor, done, self.base)
                low = anchor + 1
            for i in range(low, anchor + 1):
                if plain[i] == "年" and plain[i + 1 : i + 2] not in after_year:
                    continue  # mostly
                reading = self.read(i)
                if reading is not None and reading.end > anchor:
                    break
                reading = None
            if reading is None:
                if plain[anchor] not in "12１２":
                    tried = anchor + 1
                hit = search(plain, anchor + 1)
                continue
            self.extend(reading)
            before = plain[max(0, reading.start - 12) : reading.start]
            if RECURRING.search(before) or (
                recurring >= 0
                and reading.start - recurring < 6
                and _ALSO_RECURRING.fullmatch(plain, recurring, reading.start)
            ):
                reading.void = True
                recurring = reading.end
            done = self.looked = reading.end
            if not reading.void:
                self.last = reading
                yield reading
            hit = search(plain, max(done, anchor + 1))

    # -- one expression -------------------------------------------------------------------------

    def read(self, i: int, after: Reading | None = None) -> Reading | None:
        """The expression that begins at `i`, without what stands behind it (前, 起).

        `after` is the first part of a range that this would be the second of.
        """
        plain = self.plain
        before = plain[i - 1] if i else ""
        if plain[i] in "12１２" and not before.isdecimal():
            numeric = read_digits(
                self.context, plain, self.grammar, i, "" if after is not None else before
            )
            if numeric is not None:
                return numeric
        m = self.grammar.year_or_part.match(plain, i)
        if m is None or m.end() == i or plain[i] in " 的\u3000\n":
            return None
        reading = Reading(i, m.end())
        base = self.base
        headed = True
        if m["y"]:
            if before.isdecimal() or (before and before in "〇零.．"):
                return None
            if m["short"] and not m["y0"]:
                if before == "国" or not self.this_century(reading, int(m["short"])):
                    return None
            else:
                head_years(reading, m)
            if before in "国 " and (republic := _REPUBLIC.search(plain, max(0, i - 5), i)):
                reading.start = republic.start()
        elif m["relative"]:
            if not self.relative_year(reading, m, before, after):
                return None
        else:
            headed = False
            if not self.may_stand_alone(m, i, before, after):
                return None
            if after is not None and after.period is not None:
                base = after.period.first.year
            elif m["m"]:
                carried = self.carried_year(m) if self.last is not None else None
                if carried is not None:
                    base = reading.year = carried
                elif base is not None and self.context.turn > 1:
                    base += (number(m["m0"] or m["m"]) or 12) < self.context.turn
            elif m["words"] and base is not None and self.context.turn > 1:
                first = self.grammar.word.findall(m["words"])[0]
                known = self.grammar.almanac.period(first, base)
                base += known is not None and known.first.month < self.context.turn
            if base is not None:
                reading.period = almanac.years(base, base)
        if reading.void or m.end() == m.end("head"):
            return reading
        narrow(reading, m, self.grammar, self.last)
        if (
            after is not None
            and not headed
            and reading.period is not None
            and after.period is not None
            and reading.period.last < after.period.first
            and after.period.first.year < LAST_YEAR
        ):
            # 11月至3月: the end is in the next year
            reading.period = almanac.years(*(after.period.first.year + 1,) * 2)
            narrow(reading, m, self.grammar, self.last)
        return reading

    def relative_year(
        self, reading: Reading, m: re.Match[str], before: str, after: Reading | None
    ) -> bool:
        """Set the years that 今年, 来年, 次年 stand for; False where it is no such word."""
        word = m["relative"]
        first, last = self.grammar.almanac.offsets(word)
        if self.grammar.almanac.words[word].kind == "later":
            earlier = after or self.last
            if earlier is None or earlier.period is None:
                reading.void = True
                return True
            # 12月底前完成，次年3月验收: counted from the date before it in the sentence
            base: int | None = earlier.period.first.year
        else:
            if (word in ("上年", "下年") and before and before in "以线网会晚路") or (
                word[0] in "本来明去" and before and before in "基成资样版文近以说阐"
            ):
                return False
            base = self.base
        if base is not None:
            reading.year = base + last
            reading.period = almanac.years(base + first, base + last)
        reading.ranged = first != last
        return True

    def may_stand_alone(self, m: re.Match[str], i: int, before: str, after: Reading | None) -> bool:
        """Whether a part of a year without its year is a date where it stands."""
        plain = self.plain
        ahead = plain[m.end() : m.end() + 2]
        counted = bool(before) and before in _NUMERALS
        if m["m"]:
            if m["m0"] and not m["mjoin"] and not self.may_be_listed(m, before):
                return False
            if counted and after is None or before and before in "第个.．近满历农正闰单多公美纪欧":
                return False
            if m["d"] or m["mpart"]:
                return True
            month = number(m["m"])
            if month is None:
                return not BLANKS.match(before)
            if not 1 <= month <= 12 or ahead in ("以上", "以下", "革命"):
                return False
            if ahead == "期间":
                return True
            return not (ahead and ahead[0] in "一二三龄余多期" and m.end() == m.end("m") + 1)
        if m["words"]:
            return not counted and before not in _NO_WORD and self.is_time(m, after is not None)
        if m["half"] and m["half"] in "前后":
            return not before or before in CLAUSE_START
        if m["half"] or m["q"] or m["q1"]:
            return not counted
        if m["nq"]:
            return not counted and before not in ("提", "以", "目")
        if m["part"]:
            if not m["own"]:
                return False
            return not counted and (not before or before not in "同该次翌当各全学青少老成百周整跨")
        if m["within"]:
            return not counted and (not before or before not in "近当每该首同学青周次翌")
        if m["whole"]:
            # an attribute elsewhere (统筹全年资金安排)
            if not before or before in CLAUSE_START:
                return True
            return plain.startswith(_DONE_ALL_YEAR, m.end())
        if m["thismonth"]:
            return self.last is not None and self.last.month is not None and not counted
        return False  # 秋季, 前5个月

    def is_time(self, m: re.Match[str], ends_range: bool) -> bool:
        """Whether festivals, terms or holidays without a year are meant as a time."""
        known = self.grammar.almanac.words
        kinds = {known[word].kind for word in self.grammar.word.findall(m["words"])}
        if "season" in kinds:
            return False
        if ends_range or kinds == {"term"}:
            return True
        behind = self.grammar.behind.match(self.plain, m.end())
        if behind is None:
            return False
        if "break" in kinds:
            # 暑假期间 is none by the guidelines
            return behind["rel"] is not None and behind["rel"][-1] in "前后起夕"
        return behind["rel"] is not None or behind["shared"] is not None or "假" in behind[0]

    def this_century(self, reading: Reading, year: int) -> bool:
        """Set the year that two digits stand for (24年底); False where they count years."""
        year += 2000
        if self.base is None or abs(year - self.base) > _NEAR:
            return False
        reading.year = year
        reading.period = almanac.years(year, year)
        return True

    def may_be_listed(self, m: re.Match[str], before: str) -> bool:
        """Whether months that share one 月 are several (3、6、9月), not a label and a month."""
        months = [number(part) for part in _LISTED.split(self.plain[m.start("m0") : m.end("m")])]
        known = [month for month in months if month is not None]
        if len(known) < len(months) or sorted(set(known)) != known:
            return False
        pair = known[-1] == known[-2] + 1
        if len(known) == 2:
            return pair or (bool(before) and before in "于在年")
        return not (pair and len(known) == 3 and before in ("", "\n"))

    def carried_year(self, m: re.Match[str]) -> int | None:
        """The year of the month named before in the same sentence, for a later month of it."""
        last = self.last
        month = number(m["m"])
        if last is None or last.year is None or last.month is None or month is None:
            return None
        if self.base is not None and last.year < self.base:
            # 自2019年4月试点以来，9月底前: what is past says nothing about the step to come
            return None
        return last.year if month >= last.month else None

    # -- ranges, and what stands around ---------------------------------------------------------

    def extend(self, reading: Reading) -> None:
        """Take in the second half of a range (2019年4月—2020年3月)."""
        mark = self.plain[reading.end : reading.end + 1]
        if mark not in JOINS and not mark.isspace() and mark not in CLOCK_STARTS:
            return
        m = self.grammar.join.match(self.plain, reading.end)
        if m is None or m.end() >= len(self.plain):
            return
        second = self.read(m.end(), reading) or read_short(self.plain, m.end(), reading)
        if second is None:
            return
        reading.end = second.end
        reading.void |= second.void
        reading.redacted |= second.redacted
        reading.damaged |= second.damaged
        reading.ranged = True
        reading.point = second.point
        reading.named = second.named
        reading.last_begins = second.period.first if second.period is not None else None
        reading.year = second.year or reading.year
        reading.month = second.month
        if reading.period is None or second.period is None:
            reading.period = None
        elif second.period.last >= reading.period.first:
            reading.period = Period(reading.period.first, second.period.last)
        else:
            reading.damaged = True
