"""Dates: the table of cases, the calendar behind them, and what holds for every text."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plankit
from plankit.facts.almanac import Almanac, months, part_of_month, school_years, term
from plankit.facts.context import FactContext
from plankit.facts.dates import dates
from plankit.lexicon import DEFAULT, Lexicons
from plankit.model import DateRef
from plankit.text import Text

CASES = Path(__file__).parent / "cases" / "dates.txt"
MARKED = re.compile(r"\{([^{}|]+)\|([^{}]+) (by|in|from|during)\}")


class Case(NamedTuple):
    line: int
    year: int | None
    passage_year: int | None
    marked: str


def cases() -> Iterator[Case]:
    year: int | None = None
    passage: int | None = None
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("== "):
            named = [None if word == "none" else int(word) for word in line.split()[1:]]
            year, passage = (*named, None)[:2]
        elif line and not line.startswith("#"):
            yield Case(number, year, passage, line)


def told(date: DateRef) -> str:
    if date.redacted or date.damaged:
        assert date.start is None
        assert date.end is None
        return "redacted" if date.redacted else "damaged"
    if date.start is None and date.end is None:
        return "unknown"
    if date.start == date.end:
        return str(date.start)
    return f"{date.start or ''}..{date.end or ''}"


def read(text: str, year: int | None = 2022, passage_year: int | None = None) -> list[DateRef]:
    return dates(FactContext(Text.of(text), year=year, passage_year=passage_year))


@pytest.mark.parametrize("case", [pytest.param(c, id=f"line {c.line}") for c in cases()])
def test_case(case: Case) -> None:
    text = MARKED.sub(lambda m: m[1], case.marked)
    at = 0
    shown = ""
    for date in read(text, case.year, case.passage_year):
        start, end = date.span
        assert date.text == text[start:end]
        shown += f"{text[at:start]}{{{date.text}|{told(date)} {date.relation}}}"
        at = end
    assert shown + text[at:] == case.marked


def test_the_table_holds_hundreds_of_cases() -> None:
    assert sum(1 for _ in cases()) > 350


# -- the calendar ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "last"), [(2000, 29), (2020, 29), (2021, 28), (2022, 28), (2024, 29), (2096, 29)]
)
def test_february_ends_on_its_last_day(year: int, last: int) -> None:
    assert months(year, 2, 2).last == datetime.date(year, 2, last)
    assert part_of_month(year, 2, "底").last == datetime.date(year, 2, last)


def test_terms_lie_inside_the_school_year() -> None:
    whole = school_years(2022, 2023)
    autumn, spring = term(2022, False), term(2022, True)
    assert whole.first == autumn.first
    assert autumn.last + datetime.timedelta(1) == spring.first
    assert spring.last < whole.last


def test_festivals_cover_2008_to_2035() -> None:
    rows = DEFAULT.rows("festivals")
    names = {name for _, name, _, _ in rows}
    assert {(int(y), n) for y, n, _, _ in rows} == {
        (y, n) for y in range(2008, 2036) for n in names
    }
    for year, name, first, last in rows:
        start, end = map(datetime.date.fromisoformat, (first, last))
        assert start.year == end.year == int(year), (year, name)
        assert datetime.timedelta(0) <= end - start < datetime.timedelta(7), (year, name)


@pytest.mark.parametrize(
    ("word", "year", "first"),
    [
        # the first days of the lunar year, 5 May, 15 August by the lunar calendar, as published
        ("春节", 2008, "02-06"),
        ("春节", 2015, "02-18"),
        ("春节", 2023, "01-21"),
        ("春节", 2024, "02-09"),
        ("清明", 2012, "04-04"),
        ("清明", 2023, "04-05"),
        ("端午", 2009, "05-28"),
        ("端午", 2020, "06-25"),
        ("中秋", 2017, "10-04"),
        ("中秋", 2025, "10-06"),
        ("国庆节", 2035, "10-01"),
    ],
)
def test_festivals(word: str, year: int, first: str) -> None:
    period = Almanac(DEFAULT).period(word, year)
    assert period is not None
    assert str(period.first) == f"{year}-{first}"


def test_months_apart_in_festivals_stay_where_the_moon_puts_them() -> None:
    # 端午 lies 4 months and 4 days behind the moon's new year, 中秋 3 months and 10 days behind it;
    # one month more where a leap month comes between
    known = Almanac(DEFAULT)
    for year in range(2008, 2036):
        spring, dragon, autumn = (known.period(w, year) for w in ("春节", "端午", "中秋"))
        assert spring is not None
        assert dragon is not None
        assert autumn is not None
        new_year = spring.first + datetime.timedelta(1)
        assert (dragon.first - new_year).days in {*range(120, 125), *range(150, 154)}, year
        assert (autumn.first - dragon.first).days in {*range(96, 101), *range(126, 130)}, year


def test_a_caller_may_add_words_and_festivals() -> None:
    lexicons = Lexicons(
        {
            "date_words": [("采暖期", "break", "11-15", "+03-15")],
            "festivals": [("2024", "春节", "2024-02-10", "2024-02-17")],
        }
    )
    text = Text.of("采暖期前完成，2024年春节期间值守")
    heating, spring = dates(FactContext(text, year=2024, lexicons=lexicons))
    assert (heating.text, str(heating.end)) == ("采暖期前", "2024-11-14")
    assert (str(spring.start), str(spring.end)) == ("2024-02-10", "2024-02-17")
    (unplaced,) = read("采暖期前完成")
    assert (unplaced.start, unplaced.end, unplaced.relation) == (None, None, "by")


# -- every text -----------------------------------------------------------------------------------


def test_spans_point_into_the_source() -> None:
    source = "完成2022\n年9月\n底前的任务"
    text = Text.of(source)
    joined = text.edit([(i, i + 1, "") for i, c in enumerate(source) if c == "\n"])
    (date,) = dates(FactContext(joined, year=2022))
    assert date.text == "2022年9月底前"
    assert source[slice(*date.span)] == "2022\n年9月\n底前"


SIGNS = (
    "年月日号季旬学期度节前后内底末初中上下半全今明去每至到—-、，。"
    + "（）《》“”xX×0123456789一二三十〇 "
)
WORDS = ["2022", "2021年", "9月", "学年", "学期", "春节", "暑期", "期间", "起", "次年", "十四五"]
PIECES = st.lists(st.sampled_from([*SIGNS, *WORDS]), max_size=24).map("".join)


@given(PIECES, st.none() | st.integers(1, 9999), st.none() | st.integers(1949, 2099))
def test_any_text(text: str, year: int | None, passage_year: int | None) -> None:
    found = read(text, year, passage_year)
    at = 0
    for date in found:
        start, end = date.span
        assert at <= start < end <= len(text)
        assert date.text == text[start:end]
        assert date.text == date.text.strip()
        at = end
        if date.start is not None and date.end is not None:
            assert date.start <= date.end
        if date.redacted or date.damaged:
            assert date.start is None
            assert date.end is None
    assert found == read(text, year, passage_year)


UNITS = ["1", "2", "年", "月", "2022", "一", "x", "“", "五末", "十四五", "春节", "1月至"]
UNITS += ["2022年", "9月", "每年9月、", "2022-", "第三周，3月1日，", "开学前，3月1日，"]


@pytest.mark.parametrize("unit", UNITS)
def test_time_is_linear(unit: str) -> None:
    def took(size: int) -> float:
        text = unit * (size // len(unit))
        context = FactContext(Text.of(text), year=2022)
        assert context.plain
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            dates(context)
            best = min(best, time.process_time() - start)
        return best

    # four times the text may take four times as long; quadratic would be sixteen
    assert took(40_000) < 9 * took(10_000) + 0.02


def test_before_a_summary_and_a_plan_this_year_is_the_year_summed_up() -> None:
    text = (
        "甲县农业局2022年工作总结和2023年工作计划\n今年以来，我局抓好春耕。\n"
        "一、2022年工作总结\n（一）抓好播种。6月底前播种2万亩。\n（二）抓好防汛。清淤3公里。\n"
        "二、2023年工作计划\n（一）建好农田。6月底前建成1万亩。\n（二）管好水库。巡查5次。\n"
    )
    plan = plankit.parse_text(text)
    assert plan.year == 2023
    (date,) = plan.preamble_facts.dates
    assert (date.text, str(date.start)) == ("今年以来", "2022-01-01")
    assert [str(d.end) for t in plan.tasks for d in t.dates] == ["2022-06-30", "2023-06-30"]


def test_a_title_in_the_calendar_of_taiwan_names_the_year() -> None:
    text = "教育局103年度施政計畫\n一、改善設備\n自104年1月1日起實施，年底前完成。\n"
    plan = plankit.parse_text(text)
    assert plan.year == 2014
    assert [str(d.start) for t in plan.tasks for d in t.dates] == ["2015-01-01", "2014-01-01"]


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("2020-2021学年第一学期工作计划", ["2020-11-30", "2021-01-31", "2020-12-31"]),
        ("二○二○学年工作计划", ["2020-11-30", "2021-01-31", "2020-12-31"]),
        ("2020—2021学年度第二学期工作计划", ["2021-11-30", "2021-01-31", "2021-12-31"]),
        ("2020学年下学期工作计划", ["2021-11-30", "2021-01-31", "2021-12-31"]),
        ("2020年秋季学期工作计划", ["2020-11-30", "2021-01-31", "2020-12-31"]),
        ("2020年春季学期工作计划", ["2020-11-30", "2020-01-31", "2020-12-31"]),
    ],
)
def test_months_of_a_plan_for_a_school_year(title: str, days: list[str]) -> None:
    text = f"实验小学{title}\n一、抓好教研\n11月开展教研。1月开展家访。年底前完成考核。\n"
    (task,) = plankit.parse_text(text).tasks
    assert [str(d.end) for d in task.dates] == days


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("2020-2021学年第二学期工作计划", ["2020-11-30", "2021-01-31"]),
        ("2020-2021学年第一学期工作计划", ["2019-11-30", "2020-01-31"]),
        ("2020-2021学年第一学期工作总结", ["2020-11-30", "2021-01-31"]),
    ],
)
def test_months_of_a_review_in_a_plan_for_a_school_year(title: str, days: list[str]) -> None:
    text = f"实验小学{title}\n一、工作回顾\n11月开展教研。1月开展家访。\n二、下步工作\n抓好教研。\n"
    plan = plankit.parse_text(text)
    assert [str(d.end) for n in plan.walk() if n.role == "review" for d in n.dates] == days


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2025年上半年工作总结和下半年工作计划", 2025),
        ("2025年一季度工作总结及二季度工作计划", 2025),
        ("2024年下半年工作总结及2025年工作计划", 2024),
        ("2024年工作总结及2025年工作计划", 2024),
        ("2025年工作总结和工作计划", 2025),
        ("2025年项目推进情况和下一步工作安排", 2025),
        ("2025年工作要点", 2024),
    ],
)
def test_a_review_of_a_part_of_the_year_is_of_the_plans_own(title: str, year: int) -> None:
    text = f"某街道{title}\n一、工作回顾\n3月新建学校2所。\n二、下步工作\n9月验收。\n"
    plan = plankit.parse_text(text)
    days = [d.start for n in plan.walk() if n.role == "review" for d in n.dates]
    assert days == [datetime.date(year, 3, 1)]


def test_festivals_of_a_plan_for_a_school_year_are_in_its_months() -> None:
    steps = "国庆节前慰问。春节前家访。寒假前考核。"
    text = f"实验小学2020-2021学年第一学期工作计划\n一、抓好教研\n{steps}"
    (task,) = plankit.parse_text(text).tasks
    assert [str(d.end) for d in task.dates] == ["2020-09-30", "2021-02-10", "2021-01-19"]


def test_a_month_takes_the_year_of_the_months_before_it() -> None:
    text = "2018年2月1日考试，2月4日阅卷，2月6日家访，3月开学"
    assert [str(d.start) for d in read(text, 2017)] == [
        "2018-02-01",
        "2018-02-04",
        "2018-02-06",
        "2018-03-01",
    ]
