"""PDF: text that runs on from column to column, what a browser prints, lines met by chance."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from tests.pdf_files import LEFT, text, typeset, wrap
from tests.test_readers_pdf import PLAN, READING, SAFETY, body, furniture, lines, read


@pytest.fixture(autouse=True)
def _pdfium(needs: Callable[[str], ModuleType]) -> None:
    needs("pypdfium2")


COLUMN = {"size": 10.5, "lead": 16.0}
SIDES = ((60.0, 280.0), (315.0, 535.0))


def in_columns(paragraphs: list[str], rows: int) -> list[list[str]]:
    """Pages of two columns of so many rows, filled one after the other, drawn row by row."""
    (left, right), size, lead = SIDES[0], COLUMN["size"], COLUMN["lead"]
    set_rows = [
        (size * 2 if k == 0 else 0, words)
        for paragraph in paragraphs
        for k, words in enumerate(wrap(paragraph, (right - left) / size, 2))
    ]
    pages: list[list[str]] = []
    for begin in range(0, len(set_rows), 2 * rows):
        page = []
        there = set_rows[begin : begin + 2 * rows]
        # what is left for the last page is shared out evenly
        high = rows if len(there) == 2 * rows else (len(there) + 1) // 2
        for k in range(high):
            for (x, _), at in zip(SIDES, (k, k + high), strict=True):
                if at < len(there):
                    page.append(text(x + there[at][0], 700 - lead * k, there[at][1], size))
        pages.append(page)
    return pages


@pytest.mark.parametrize("rows", [9, 12, 20])
def test_paragraphs_run_on_in_the_next_column(rows: int) -> None:
    paragraphs = [*PLAN, SAFETY, READING] * 3
    assert lines(read(*in_columns(paragraphs, rows))) == paragraphs


def test_columns_of_short_paragraphs() -> None:
    short = [f"{k}.开展应急疏散{'和急救' * (k % 3)}演练不少于{k}次。" for k in range(1, 8)]
    paragraphs = ["一、工作目标", *short, READING, "二、重点任务", *short, READING] * 2
    assert lines(read(*in_columns(paragraphs, 20))) == paragraphs


def test_a_title_over_two_lines_of_a_column() -> None:
    pages = in_columns(PLAN * 2, 16)
    middle = sum(SIDES[0]) / 2
    head = [
        text(middle - 18 * len(words) / 2, 760 - 30 * k, words, 18)
        for k, words in enumerate(["平湖区教育局二〇二五", "年工作要点"])
    ]
    pages[0] = [*head, *pages[0]]
    assert lines(read(*pages)) == ["平湖区教育局二〇二五年工作要点", *PLAN * 2]


def test_what_a_browser_prints_on_a_single_page() -> None:
    page = [
        text(24, 819, "11/22/26, 10:55 AM", 8),
        text(250, 819, "工作要点", 8),
        *typeset([*PLAN[:3], READING], left=63, right=532, size=11)[0],
        text(24, 17, "file:///home/plan.html", 8),
        text(555, 17, "1/1", 8),
    ]
    source = read(page)
    assert body(source) == [*PLAN[:3], READING]
    assert furniture(source) == ["11/22/26, 10:55 AM\t工作要点", "file:///home/plan.html\t1/1"]


def test_a_line_that_stands_twice_at_one_height_by_chance() -> None:
    def page(words: str) -> list[str]:
        return typeset([words, "牵头部门：教育局"], top=140, bottom=20)[0]

    pages = [*typeset([SAFETY], top=140), page(SAFETY), *typeset([READING], top=140), page(READING)]
    pages.append(typeset([READING])[0])
    source = read(*pages)
    assert source.furniture == ()
    assert lines(source).count("牵头部门：教育局") == 2


def test_the_last_field_of_a_line_runs_on_at_the_margin() -> None:
    page = [
        *typeset([SAFETY, READING], top=700)[0],
        text(LEFT + 32, 400, "牵头部门：教育局"),
        text(LEFT + 208, 400, "配合部门：文广局、人社局、财政"),
        text(LEFT, 372, "局、团市委"),
        *typeset(PLAN[:2], top=344)[0],
    ]  # fmt: skip
    assert lines(read(page)) == [
        SAFETY, READING, "牵头部门：教育局", "配合部门：文广局、人社局、财政局、团市委", *PLAN[:2],
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["2 ", "2.1 ", "2.1.1"])
def test_labels_without_a_delimiter_begin_paragraphs(label: str) -> None:
    items = ["1 工作目标", "全年培育阅读示范校十二所，开放图书馆二百天。", f"{label}重点任务"]
    assert lines(read(typeset([*items, READING[:20]], indent=0)[0]))[:3] == items


def test_a_row_beyond_the_margin_ends_its_paragraph() -> None:
    far = "公布每所学校的阅读空间，向社区开放，不少于二百天。"
    rows = [
        "一、工作目标",
        "1.建立台账和销号管理制度",
        "2.开放",
        far,
        "重点任务",
        "3.完善档案和统计报送制度",
    ]
    page = [text(LEFT, 700 - 28 * k, words) for k, words in enumerate(rows)]
    assert lines(read(page))[-2:] == rows[-2:]


def noted(number: str, size: float = 9.5) -> list[str]:
    """A page whose text has a raised number, and a note in small type at its foot."""
    page = typeset(PLAN)[0]
    first, x, y = "建成示范校12所", LEFT, 300
    page += [
        text(x, y, first),
        text(x + 16 * 7 + 1, y + 6, number, size),
        text(x + 16 * 7 + 8, y, "，开放图书馆。"),
        text(LEFT, 130, number, 6),
        text(LEFT + 8, 127, "指上年度的统计口径，含民办学校，", 10.5),
        text(LEFT, 112, "不含技工学校。", 10.5),
        text(290, 40, "— 3 —", 14),
    ]
    return page


def test_footnotes_and_their_marks_are_no_words_of_the_text() -> None:
    source = read(noted("1"))
    assert body(source) == [*PLAN, "建成示范校12所，开放图书馆。"]
    assert [words.replace(" ", "") for words in furniture(source)] == [
        "1指上年度的统计口径，含民办学校，", "不含技工学校。", "—3—",
    ]  # fmt: skip


@pytest.mark.parametrize("numbers", [("1", "2"), ("i", "ii"), ("①", "②")])
def test_notes_at_the_end_belong_to_marks_on_other_pages(numbers: tuple[str, str]) -> None:
    first, last = typeset(PLAN)[0], []
    for k, number in enumerate(numbers):
        first += [
            text(LEFT, 300 - 28 * k, "建成示范校12所"),
            text(LEFT + 16 * 7 + 1, 306 - 28 * k, number, 9),
            text(LEFT + 16 * 7 + 8, 300 - 28 * k, "，开放图书馆。"),
        ]
        last += [
            text(LEFT, 680 - 14 * k, number, 6),
            text(LEFT + 10, 677 - 14 * k, "指上年度的统计口径，含民办学校。", 10.5),
        ]
    source = read([*first], [text(LEFT, 737, "按期公布。"), *last])
    assert body(source) == [*PLAN, *["建成示范校12所，开放图书馆。"] * 2, "按期公布。"]
    assert len(furniture(source)) == 2


def test_a_list_in_small_type_at_the_end_without_marks_stays() -> None:
    first = typeset(PLAN)[0]
    last = [text(LEFT, 680 - 14 * k, f"{k + 1}开放图书馆。", 10.5) for k in range(3)]
    assert not furniture(read(first, [text(LEFT, 737, "按期公布。"), *last]))


def test_a_mark_behind_a_full_row_is_no_row() -> None:
    page = noted("1")
    row = "按期公布示范校的名单和开放图书馆的时间以及联系的方式和"
    page += [
        text(LEFT, 272, row),
        text(LEFT + 16 * len(row), 278, "1", 9),
        text(LEFT, 244, "具体的地点。"),
    ]
    assert body(read(page))[-1] == f"{row}具体的地点。"


def test_a_mark_at_the_end_of_a_line_that_begins_with_a_circled_number() -> None:
    page = [*noted("①"), text(LEFT, 272, "①开放图书馆"), text(LEFT + 16 * 6, 278, "①", 9)]
    assert body(read(page))[-1] == "①开放图书馆"


def test_a_small_figure_without_a_note_stays() -> None:
    page = [*typeset(PLAN)[0], text(LEFT, 300, "绿地10m"), text(LEFT + 50, 306, "2", 9)]
    assert lines(read(page))[-1].replace(" ", "") == "绿地10m2"


LINKS = ["栏目导航", "机构职能", "政策文件", "规划计划", "统计信息", "人事信息"]


@pytest.mark.parametrize("x", [30.0, 520.0])
def test_a_list_of_links_beside_the_text_is_furniture(x: float) -> None:
    size = 10.5
    page = typeset([READING, SAFETY] * 3, size=size, lead=20, left=110, right=500)[0]
    page += [text(x, 730 - 17 * k, words, size) for k, words in enumerate(LINKS)]
    source = read(page)
    assert body(source) == [READING, SAFETY] * 3
    assert furniture(source) == LINKS


@pytest.mark.parametrize("down", [0, 10])
def test_labels_beside_their_paragraphs_are_text(down: int) -> None:
    size = 10.5
    page = typeset([READING[:60]] * 6, size=size, lead=20, indent=0, left=110, right=500)[0]
    page += [text(30, 737 - 40 * k - down, words, size) for k, words in enumerate(LINKS)]
    assert not furniture(read(page))


def test_what_stands_at_one_place_over_the_text_is_furniture() -> None:
    stamp, small = "仅供内部学习使用", 9.0
    pages = typeset([READING, SAFETY] * 12)
    for page in pages:
        page.append(text(200, 410, stamp, small))
    assert len(pages) > 2
    assert body(read(*pages)) == [READING, SAFETY] * 12


def test_a_row_at_one_place_on_each_page_clear_of_others_is_text() -> None:
    pages = [[text(LEFT, 500 - 28 * k, w) for k, w in enumerate((READING[:20], f"甲{n}"))]
             for n in range(4)]  # fmt: skip
    assert not furniture(read(*pages))


def test_rows_that_are_not_justified_tell_the_margins_of_a_short_page() -> None:
    """The last page has one row at the margin alone."""
    size = 12.0
    ragged = [f"2.{k}开展阅读活动。建设阅读空间，向社区开放，全年活动不少于{k}百场，"
              "由学校按月组织。" + "参与人数超过三千" for k in range(1, 9)]  # fmt: skip
    page = []
    for k, words in enumerate(ragged):
        cut = 36 if k % 4 == 0 else 35
        page += [
            text(LEFT + 24, 730 - 40 * k, words[:cut], size),
            text(LEFT, 710 - 40 * k, words[cut:] + "人次，覆盖全部街道。", size),
        ]
    two = ["3.1推广示范经验。建设阅读空间，向社区开放，由学校按月组织实施和公布。",
           "3.2开展阅读活动。建设阅读空间，向社区开放，参与人数增长百分之二，力争达到"]  # fmt: skip
    last = [text(LEFT + 24, 730 - 20 * k, words, size) for k, words in enumerate(two)]
    last.append(text(LEFT, 690, "三千人。", size))
    assert lines(read(page, last))[-2:] == [two[0], two[1] + "三千人。"]


def test_three_columns_below_a_title() -> None:
    size, lead, width = 7.0, 11.0, 21
    paragraphs = [*PLAN, SAFETY, READING] * 3
    rows = [
        (size * 2 if k == 0 else 0, words)
        for paragraph in paragraphs
        for k, words in enumerate(wrap(paragraph, width, 2))
    ]
    high = -(-len(rows) // 3)
    page = [text(200, 760, "平湖区2025年工作要点", 18)]
    for at, (indent, words) in enumerate(rows):
        x = 50 + (at // high) * (width + 2) * size
        page.append(text(x + indent, 720 - at % high * lead, words, size))
    assert lines(read(page)) == ["平湖区2025年工作要点", *paragraphs]
