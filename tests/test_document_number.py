"""Numbers of official documents, found and taken apart."""

from __future__ import annotations

import time

import pytest
from case_tables import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from plankit.head.document_number import find, parse

Parts = tuple[str, str | None, int | None, int | None]


def parts(written: str) -> Parts:
    text, agency, year, serial = (part.strip() for part in written.split(","))
    return text, agency or None, int(year) if year else None, int(serial) if serial else None


@pytest.mark.parametrize("row", cases("document_numbers"))
def test_cases(row: str) -> None:
    string, *wanted = (cell.strip(" ") for cell in row.split("|"))
    found = list(find(string))
    assert [(n.text, n.agency, n.year, n.serial) for _, _, n in found] == list(map(parts, wanted))
    for start, end, number in found:
        assert "".join(string[start:end].split()) == number.text
    assert parse(string) == (found[0][2] if found else None)


def test_search_may_begin_anywhere() -> None:
    string = "国发〔2019〕4号、教基〔2021〕8号"
    assert [n.text for _, _, n in find(string, 5)] == ["教基〔2021〕8号"]


@settings(max_examples=200)
@given(st.text(alphabet="国办发〔〕[]（）2019２０１第令号和的 \n", max_size=50))
def test_numbers_do_not_overlap(string: str) -> None:
    at = 0
    for start, end, number in find(string):
        assert at <= start < end <= len(string)
        assert "".join(string[start:end].split()) == number.text
        at = end


@pytest.mark.parametrize(
    "string",
    [
        "2019〕" * 10_000 + "号",
        "2" * 40_000 + "号",
        "〔2019〕1号" * 5_000,
        "第" * 40_000 + "号令",
        "发" * 40_000 + "〔2019〕1号令",
        "令" * 40_000 + "号",
        "号令第1" * 8_000,
        "2019 年" * 8_000 + "号",
    ],
    ids=lambda s: s[:6],
)
def test_contrived_text_takes_linear_time(string: str) -> None:
    def seconds(text: str) -> float:
        begun = time.process_time()
        list(find(text))
        return time.process_time() - begun

    seconds(string[:200])
    quarter = min(seconds(string[: len(string) // 4] + "号令") for _ in range(3))
    assert seconds(string) < 16 * quarter + 0.2
