"""PDF: tables without upright rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType

import pytest

from plankit.readers import pdf
from tests.pdf_files import ems, line, text, wrap, write

HEADS = ["序号", "重点任务", "工作措施", "责任单位", "完成时限"]
ROWS = [
    ["1", "守牢校园安全底线", "每月排查隐患不少于1次，整改率100%，演练2次。", "安全科", "全年"],
    ["2", "推进全民阅读", "新建阅读空间12处。", "宣教科、各学校、各镇教办", "2024年9月底前"],
    ["3", "建强教师队伍", "招聘教师120名，培训校长50名；开展师德专项整治。", "人事科", "12月底前"],
    ["4", "办好特殊教育", "随班就读率达到95%以上。", "基教科", "全年"],
]
EDGES = (60.0, 102.0, 176.0, 313.0, 387.0)
WIDTHS = (3.0, 6.0, 12.0, 6.0, 6.0)
SIZE, LEAD = 10.5, 15.0


@pytest.fixture(autouse=True)
def _pdfium(needs: Callable[[str], ModuleType]) -> None:
    needs("pypdfium2")


def lines(*pages: Sequence[str]) -> list[str]:
    return pdf.read(write(pages), "plan.pdf").text.split("\n")


def table(
    rows: Sequence[Sequence[str]], top: float, *, middle: bool, apart: float
) -> tuple[list[str], float]:
    """Operations for rows without rules, and the height where the last one ends."""
    found = []
    for row in rows:
        cells = [wrap(c, w, 0) for c, w in zip(row, WIDTHS, strict=True)]
        high = LEAD * max(map(len, cells))
        for x, cell in zip(EDGES, cells, strict=True):
            y = top - (high - LEAD * len(cell)) / 2 if middle else top
            for k, words in enumerate(cell):
                found.append(text(x, y - LEAD * (k + 0.8), words, SIZE))
        top -= high + apart
    return found, top


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    return [" | ".join(row) for row in rows]


@pytest.mark.parametrize("apart", [0, 6], ids=["close", "apart"])
@pytest.mark.parametrize("middle", [False, True], ids=["top", "middle"])
def test_rows_by_their_numbers(middle: bool, apart: float) -> None:
    page, low = table([HEADS, *ROWS], 700, middle=middle, apart=apart)
    page.append(text(60, 720, "教育局2024年重点任务分解表", 16))
    page.append(text(300, low - 40, "某某区教育局", 12))
    assert lines(page) == ["教育局2024年重点任务分解表", *joined([HEADS, *ROWS]), "某某区教育局"]


@pytest.mark.parametrize("heads", [True, False], ids=["heads again", "no heads"])
@pytest.mark.parametrize("middle", [False, True], ids=["top", "middle"])
def test_a_table_over_two_pages(middle: bool, heads: bool) -> None:
    page, _ = table([HEADS, *ROWS], 700, middle=middle, apart=0)
    more = [[str(k + 5), *row[1:]] for k, row in enumerate(ROWS)]
    other, _ = table([HEADS, *more] if heads else more, 700, middle=middle, apart=0)
    wanted = [HEADS, *ROWS, *([HEADS] if heads else []), *more]
    assert lines(page, other) == joined(wanted)


def test_level_rules_alone() -> None:
    """What is called a table of three rules, and one with a rule below each row."""
    page, low = table([HEADS, *ROWS], 700, middle=True, apart=4)
    three = [line(55, y, 460, y) for y in (702, 700 - LEAD - 2, low + 2)]
    assert lines([*page, *three]) == joined([HEADS, *ROWS])
    tops = [700 - LEAD - 2]
    for row in ROWS:
        cells = [wrap(c, w, 0) for c, w in zip(row, WIDTHS, strict=True)]
        tops.append(tops[-1] - LEAD * max(map(len, cells)) - 4)
    assert lines([*page, *(line(55, y, 460, y) for y in (702, *tops))]) == joined([HEADS, *ROWS])


def test_rows_without_numbers_stand_apart() -> None:
    rows = [row[1:] for row in (HEADS, *ROWS)]
    page = []
    y = 700.0
    for row in rows:
        cells = [wrap(c, w, 0) for c, w in zip(row, WIDTHS[1:], strict=True)]
        for x, cell in zip(EDGES[1:], cells, strict=True):
            page += [text(x, y - LEAD * k, words, SIZE) for k, words in enumerate(cell)]
        y -= LEAD * max(map(len, cells)) + 8
    assert lines(page) == joined(rows)


def test_a_heading_within_the_table() -> None:
    page, low = table([HEADS, *ROWS[:2]], 700, middle=False, apart=6)
    page.append(text(60, low - LEAD * 0.8, "二、队伍建设和特殊群体关爱行动", SIZE))
    more, _ = table(ROWS[2:], low - LEAD - 6, middle=False, apart=6)
    got = [words.strip(" |") for words in lines([*page, *more])]
    assert got == [*joined([HEADS, *ROWS[:2]]), "二、队伍建设和特殊群体关爱行动", *joined(ROWS[2:])]


def test_fields_and_prose_are_no_table() -> None:
    page = [text(60, 700, "序号", 12), text(160, 700, "责任单位", 12), text(300, 700, "说明", 12)]
    prose = "各单位要把校园安全放在首位，每学期开展不少于2次应急疏散演练，对食堂宿舍逐一排查。"
    rows = wrap(prose, 30, 0)
    page += [text(60, 670 - 20 * k, words, 12) for k, words in enumerate(rows)]
    assert ems(rows[0]) > 25
    assert lines(page)[-1] == prose
