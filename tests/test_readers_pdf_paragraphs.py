"""PDF: paragraphs of several shapes in one document, and lines drawn in another order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType

import pytest

from plankit.readers import pdf
from tests.pdf_files import LEFT, apart, ems, text, wrap, write

SAFETY = (
    "各单位要把校园安全放在首位，每学期开展不少于2次应急疏散演练，对食堂、宿舍、实验室等重点部位逐一排查，"
    "建立台账，销号管理，确保全年不发生责任事故。"
)
READING = (
    "实施书香校园计划，培育阅读示范校12所，推动家庭、学校、社区共建阅读空间，开放图书馆不少于200天，"
    "让每个孩子都有书读、读好书。"
)
Shape = tuple[float, float]
"""Where the first row of a paragraph begins and where the others do, in ems."""


@pytest.fixture(autouse=True)
def _pdfium(needs: Callable[[str], ModuleType]) -> None:
    needs("pypdfium2")


def lines(*pages: Sequence[str]) -> list[str]:
    return pdf.read(write(pages), "plan.pdf").text.split("\n")


def set_in(
    paragraphs: Sequence[tuple[str, Shape]], size: float = 16, ems_wide: float = 27
) -> list[list[str]]:
    """Pages with each paragraph in its own shape."""
    pages: list[list[str]] = [[]]
    y = 737.0
    for words, (first, rest) in paragraphs:
        for k, row in enumerate(wrap(words, ems_wide - rest, first - rest)):
            if y < 99:
                pages.append([])
                y = 737.0
            pages[-1].append(text(LEFT + size * (rest if k else first), y, row, size))
            y -= 1.75 * size
    return pages


SHAPES: dict[str, tuple[Shape, ...]] = {
    "numbers hang, text is indented": ((2, 0), (0, 2), (2, 4), (4, 6)),
    "each level further in": ((0, 0), (0, 0), (1.5, 1.5), (3, 3)),
    "numbers at the margin, text is indented": ((2, 0), (0, 0), (0, 0), (0, 0)),
    "all is indented": ((2, 0), (2, 0), (2, 0), (2, 0)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_each_kind_of_paragraph_has_its_shape(shape: str) -> None:
    plain, *by_level = SHAPES[shape]
    plan = [
        (SAFETY, plain),
        ("一、重点任务", by_level[0]),
        (READING, plain),
        ("（一）守牢安全底线。" + SAFETY + READING, by_level[1]),
        ("1.推进全民阅读。" + READING, by_level[2]),
        ("2.排查隐患。" + SAFETY, by_level[2]),
        ("（二）加强管理。" + SAFETY, by_level[1]),
        ("1.建立台账。" + READING + SAFETY, by_level[2]),
    ] * 3  # over the ends of pages
    assert lines(*set_in(plan)) == [words for words, _ in plan]


FULL = "到年底建成示范校十二所、图书馆八家、阅读空间二十处。"
"""Fills a line to its last character."""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (READING[:1] + FULL, "二、保障措施"),
        ("牵头单位：市教育局、市财政局、市文广局、市民政局、市妇联", "（二）加强管理"),
        (FULL, "责任单位：市教育局"),
    ],
)
def test_a_number_or_a_note_behind_a_full_line(before: str, after: str) -> None:
    assert 26 <= ems(before) <= 28
    plan = [(SAFETY, (0, 0)), (before, (0, 0)), (after, (0, 0)), (READING, (0, 0))] * 2
    assert lines(*set_in(plan)) == [words for words, _ in plan]


def test_a_year_in_brackets_is_not_broken() -> None:
    """〔2016〕 went to the next line whole, and the line before it is full for that."""
    rows = [
        "贯彻落实《关于加强学校安全工作的意见》（教办发",
        "〔2016〕41号），制定本计划，明确目标、任务、时限和措",
    ]
    page = [text(LEFT, 700 - 28 * k, r) for k, r in enumerate([*wrap(SAFETY, 27, 0), *rows])]
    page.append(text(LEFT, 700 - 28 * len(page), "施。"))
    assert lines(page) == [SAFETY, "".join(rows) + "施。"]


def test_marks_of_another_font_are_drawn_before_the_words_between_them() -> None:
    """The quotes of a line come first in the file, with room for the words between them."""
    page = [text(LEFT, 700 - 28 * k, r) for k, r in enumerate(wrap(SAFETY, 27, 2))]
    y = 600.0
    begin = LEFT + 16 * ems("全力打造")
    page.append(text(LEFT, y, "全力打造"))
    page.append(apart(begin, y, ['"', '"', '"', '"'], [4, 1, 4]))
    page.append(apart(begin + 8, y, ["一校一品", "、", "一校多品", "的新局面"], [0.5, 0.5, 0.5]))
    assert lines(page)[-1] == '全力打造"一校一品"、"一校多品"的新局面'


def test_a_number_smaller_than_the_text_behind_it() -> None:
    """Word sets the number of a list as its paragraph's end is set."""
    y = 700.0
    page, wanted = [], []
    for k in range(3):
        words = f"守牢第{'一二三'[k]}条底线。" + SAFETY
        label = f"{k + 1}."
        rows = wrap(words, 27, 1)
        page.append(text(LEFT, y, label, 11))
        page.append(text(LEFT + 11, y, rows[0]))
        for row in rows[1:]:
            y -= 28
            page.append(text(LEFT, y, row))
        y -= 28
        wanted.append(label + words)
    assert lines(page) == wanted


def test_words_of_two_sizes_in_one_paragraph() -> None:
    """A page pasted together from two: a row ends as the next one begins."""
    page = [text(LEFT, 700 - 28 * k, r) for k, r in enumerate(wrap(SAFETY, 27, 0))]
    page += [text(LEFT, 560, "到2023年新增学位", 12), text(LEFT + 96, 560, READING[:22])]
    page.append(text(LEFT, 532, READING[22:28]))
    assert lines(page) == [SAFETY, "到2023年新增学位" + READING[:28]]
