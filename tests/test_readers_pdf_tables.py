"""PDF: tables that go on over pages."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from tests.pdf_files import line, text
from tests.test_readers_pdf import read


@pytest.fixture(autouse=True)
def _pdfium(needs: Callable[[str], ModuleType]) -> None:
    needs("pypdfium2")


XS = (80, 120, 330, 430, 510)
HEAD = ("序号", "任务", "责任单位", "时限")
Cells = tuple[str | list[str], ...]


def table(rows: list[Cells], top: float = 760, ends: bool = True) -> list[str]:
    """A ruled table from `top` down; a cell may have several rows of text. Without `ends`, the
    rule above the first row and the one below the last are missing, as a browser leaves them.
    """
    page: list[str] = []
    y = top
    levels = [y]
    for cells in rows:
        high = 20 * max(len(c) if isinstance(c, list) else 1 for c in cells)
        for x, cell in zip(XS, cells, strict=False):
            for k, words in enumerate([cell] if isinstance(cell, str) else cell):
                if words:
                    page.append(text(x + 4, y - 15 - 20 * k, words, 12))
        y -= high
        levels.append(y)
    for level in levels if ends else levels[1:-1]:
        page.append(line(XS[0], level, XS[-1], level))
    return page + [line(x, y, x, top) for x in XS]


def lines(*pages: list[str]) -> list[str]:
    return [words.strip() for words in read(*pages).text.split("\n")]


FIRST: list[Cells] = [
    HEAD,
    ("1", ["开展应急疏散演练全年不少于两次，并", "做好记录。"], "安全科", "6月底前"),
    ("2", "培育阅读示范校不少于十二所，开放图", ["体育卫生与艺术", "教育科"], "全年"),
]
REST: Cells = ("", ["书馆不少于二百天，让每一个孩子都能", "有书读。"])
THIRD: Cells = ("3", "完善档案。", "办公室", "12月底")
WHOLE = [
    "序号 | 任务 | 责任单位 | 时限",
    "1 | 开展应急疏散演练全年不少于两次，并做好记录。 | 安全科 | 6月底前",
    "2 | 培育阅读示范校不少于十二所，开放图书馆不少于二百天，让每一个孩子都能有书读。"
    " | 体育卫生与艺术教育科 | 全年",
    "3 | 完善档案。 | 办公室 | 12月底",
]


@pytest.mark.parametrize("ends", [True, False], ids=["ruled", "open"])
def test_a_row_cut_by_the_page_is_one(ends: bool) -> None:
    assert lines(table(FIRST, 300, ends), table([REST, THIRD], ends=ends)) == WHOLE


def test_a_row_cut_by_the_page_below_the_heading_again() -> None:
    got = lines(table(FIRST, 300), table([HEAD, REST, THIRD]))
    assert [words for words in got if "\t" not in words and words != WHOLE[0]] == WHOLE[1:]


def test_the_rest_of_the_last_row_alone_on_its_page() -> None:
    assert lines(table(FIRST, 300), table([REST])) == WHOLE[:3]


def test_a_number_that_stands_below_the_break() -> None:
    first: list[Cells] = [*FIRST[:2], ("", *FIRST[2][1:])]
    rest: Cells = ("2", ["书馆不少于二百天，让每一个孩子都能", "有书读。"])
    assert lines(table(first, 300), table([rest, THIRD])) == WHOLE


def test_a_row_of_its_own_on_the_next_page() -> None:
    full: Cells = ("2", ["培育阅读示范校。"], "办公室", "全年")
    got = lines(table([*FIRST[:2], full], 300), table([THIRD]))
    assert got == [*WHOLE[:2], "2 | 培育阅读示范校。 | 办公室 | 全年", WHOLE[3]]


def test_another_table_on_the_next_page() -> None:
    other: list[Cells] = [("名称", "内容"), ("", "另行通知")]
    got = lines(table(FIRST, 300), [text(90, 780, "附件", 12), *table(other, 700)])
    assert got[2] == "2 | 培育阅读示范校不少于十二所，开放图 | 体育卫生与艺术教育科 | 全年"


def test_words_of_a_rest_keep_their_page() -> None:
    source = read(table(FIRST, 300), table([REST, THIRD]))
    place = source.locate(source.text.index("书馆不少于"))
    assert (place.page, place.cell) == (2, "r3c2")
    assert [m.level for m in source.marks if m.kind == "cell"] == [1, 2, 3, 4] * 4


def test_a_drawing_of_thousands_of_lines_is_no_table() -> None:
    page = table([HEAD, ("1", "开放图书馆", "教育局", "六月")])
    assert any(m.kind == "cell" for m in read(page).marks)
    for k in range(2100):
        x, y = 20 + k % 50 * 11, 20 + k // 50 * 12
        page.append(line(x, y, x, y + 7))
    assert not read(page).marks
