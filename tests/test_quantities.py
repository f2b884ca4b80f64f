"""Quantities: the cases of tests/cases/quantities.txt, the marked seeds, and what always holds."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plankit.fact_model import Quantity
from plankit.facts.context import FactContext
from plankit.facts.quantities import quantities
from plankit.lexicon import Lexicons, shipped
from plankit.text import Text

HERE = Path(__file__).parent
MARK = re.compile(r"\{([^|{}]*) \| ([^{}]*)\}")


class Case(NamedTuple):
    line: int
    text: str
    role: str | None
    wanted: tuple[tuple[int, int, dict[str, str]], ...]


def read_cases() -> list[Case]:
    cases = []
    lines = (HERE / "cases" / "quantities.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        role = None
        if line.startswith("[review]"):
            role, line = "review", line[len("[review]") :]
        text = ""
        wanted = []
        at = 0
        for mark in MARK.finditer(line):
            text += line[at : mark.start()]
            keys = {}
            for item in mark[2].split(" "):
                key, _, value = item.partition("=")
                keys[key] = value
            wanted.append((len(text), len(text) + len(mark[1]), keys))
            text += mark[1]
            at = mark.end()
        cases.append(Case(number, text + line[at:], role, tuple(wanted)))
    return cases


CASES = read_cases()


def read(text: str, role: str | None = None, lexicons: Lexicons | None = None) -> list[Quantity]:
    context = FactContext(Text.of(text), role=role, year=2022)  # type: ignore[arg-type]
    if lexicons is not None:
        context.lexicons = lexicons
    return quantities(context)


def alike(mine: str | None, told: str) -> bool:
    a, b = set(mine or ""), set(told)
    return 2 * len(a & b) >= 0.6 * (len(a) + len(b))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"line{case.line}")
def test_case(case: Case) -> None:
    found = read(case.text, case.role)
    assert [q.text for q in found] == [case.text[a:b] for a, b, _ in case.wanted]
    for quantity, (start, end, keys) in zip(found, case.wanted, strict=True):
        assert quantity.span == (start, end)
        assert quantity.redacted == ("redacted" in keys)
        if quantity.redacted:
            assert (quantity.value, quantity.upper, quantity.role) == (None, None, None)
        for key, told in keys.items():
            have = getattr(quantity, key)
            if key == "redacted":
                continue
            if key in ("value", "upper"):
                assert have == pytest.approx(float(told), abs=1e-4)
            elif key == "indicator":
                assert have is None if told == "-" else alike(have, told), (have, told)
            else:
                assert have == (None if told == "-" else told), key
        for key in ("upper", "per", "change"):
            assert key in keys or getattr(quantity, key) is None, key


def test_the_cases_are_many_and_of_all_kinds() -> None:
    marked = [keys for case in CASES for _, _, keys in case.wanted]
    assert len(CASES) > 150
    assert len(marked) > 280
    assert sum(not case.wanted for case in CASES) > 25
    assert {keys["op"] for keys in marked if "op" in keys} == {"=", ">=", "<=", "~"}


GOLD = sorted((HERE.parent / "fixtures" / "gold").glob("*.json"))
# the spliced and the Traditional seed are read whole, by the tests of documents
CLEAN = [p for p in GOLD if p.stem in ("chongming-2022", "shapingba-2022", "xx-2023")]


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_marked_seeds(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    with (path.parent.parent / "seeds" / gold["source"]).open(encoding="utf-8", newline="") as file:
        source = file.read()
    wanted = {f["start"]: f for f in gold["facts"] if f["type"] == "quantity"}
    found: dict[int, Quantity] = {}
    for node in gold["nodes"]:
        if node["kind"] != "task":
            continue
        start = node["start"] + len(node["label"])
        text = Text.of(source).cut(start, node["end"]).sub(re.compile(r"\s*\n\s*"))
        context = FactContext(text, role=node.get("role"), year=gold["year"])
        found.update({q.span.start: q for q in quantities(context)})
    asked = {at: f for at, f in wanted.items() if not f.get("optional")}
    assert set(asked) <= set(found) <= set(wanted)
    for at, fact in asked.items():
        quantity = found[at]
        assert quantity.span.end == fact["end"]
        assert (quantity.value, quantity.upper) == (fact["value"], fact["upper"]), fact["text"]
        assert quantity.unit == fact["unit"]
        assert fact["op"] in (None, quantity.op), fact["text"]
        assert fact["role"] in (None, quantity.role), fact["text"]
        if fact["indicator"]:
            assert alike(quantity.indicator, fact["indicator"]), quantity


@pytest.mark.parametrize("name", ["units", "comparators", "number_names", "quantity_verbs"])
def test_tables_have_no_double_rows(name: str) -> None:
    keys = [row[0] for row in shipped(name)]
    assert sorted(keys) == sorted(set(keys))


def test_a_caller_may_add_a_unit_and_a_name() -> None:
    assert read("改造12畈") == []
    lexicons = Lexicons({"units": [("畈", "area", "any", "")]})
    (quantity,) = read("改造12畈。", lexicons=lexicons)
    assert (quantity.value, quantity.unit) == (12, "畈")
    lexicons = Lexicons({"number_names": [("N个样板", "any")]})
    assert read("打造3个样板。", lexicons=lexicons) == []


def test_spans_are_those_of_the_source() -> None:
    source = "新增学位6\n590个，覆盖率达89 %。"
    text = Text.of(source).sub(re.compile(r"\n"))
    first, second = quantities(FactContext(text))
    assert (first.text, source[slice(*first.span)]) == ("6590个", "6\n590个")
    assert (second.value, source[slice(*second.span)]) == (89, "89 %")


NUMBERS = st.sampled_from(["一", "两", "三十", "12", "3.5", "1,200", "xx", "1/3", "百分之", "±"])
UNITS = st.sampled_from(["%", "％", "个", "所", "万", "亿元", "年", "月", "个百分点", "10万", "级"])
BOUNDS = st.sampled_from(["不少于", "至少", "以上", "多", "余", "达", "由", "到", "第", "前"])
JOINS = st.sampled_from(["-", "至", "分之", "/", "和", "的", "型"])
WORDS = st.sampled_from(["每年", "学位", "幼儿园", "新增", "提高"])
MARKS = st.sampled_from("、，。（）“”《》")
PIECES = st.one_of(NUMBERS, UNITS, BOUNDS, JOINS, WORDS, MARKS)


@settings(max_examples=300, deadline=None)
@example("至少亿元一%")  # one comparator before two numbers
@given(st.lists(PIECES, max_size=30).map("".join))
def test_what_always_holds(text: str) -> None:
    end = 0
    for quantity in read(text):
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        end = quantity.span.end
        assert quantity.text == text[slice(*quantity.span)]
        assert any(c.isnumeric() or c in "两xX" for c in quantity.text)
        assert (quantity.value is None) == quantity.redacted
        if quantity.upper is not None:
            assert quantity.value is not None
            assert quantity.upper >= quantity.value
        assert quantity.op is not None or quantity.redacted
        # 2个市级、3个县级示范校: the shared noun is put behind each
        shared = any(last in text for last in "型类级性式制")
        assert quantity.indicator is None or quantity.indicator in text or shared
        assert (quantity.role is None) == quantity.redacted


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "piece", ["1", "一", "x", "1,", "0.", "1 ", "（", "第", "1个", "5%至", "三分之"]
)
def test_time_is_linear(piece: str) -> None:
    read(piece)

    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            read(text)
            best = min(best, time.process_time() - begun)
        return best

    # sixteen times the text in about sixteen times the time; quadratic would be 256
    assert seconds(16_000) < 80 * max(seconds(1_000), 2e-5)
