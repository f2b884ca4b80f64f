"""PDF: paragraphs, columns, tables, furniture."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from plankit.readers import pdf
from plankit.source import Source
from tests import pdf_files as files
from tests.pdf_files import (
    BLACK,
    LEFT,
    RIGHT,
    centred,
    ems,
    frame,
    line,
    spaced,
    text,
    typeset,
    write,
)

SAFETY = (
    "各单位要把校园安全放在首位，每学期开展不少于2次应急疏散演练，对食堂、宿舍、实验室等重点部位逐一排查，"
    "建立台账，销号管理，确保全年不发生责任事故。"
)
READING = (
    "实施书香校园计划，培育阅读示范校12所，推动家庭、学校、社区共建阅读空间，开放图书馆不少于200天，"
    "让每个孩子都有书读、读好书。"
)
PLAN = [
    "一、工作目标",
    SAFETY,
    "二、重点任务",
    "（一）守牢安全底线。" + SAFETY + READING,
    "（二）推进全民阅读。" + READING,
]


@pytest.fixture(autouse=True)
def _pdfium(needs: Callable[[str], ModuleType]) -> None:
    needs("pypdfium2")


def read(*pages: list[str], **options: object) -> Source:
    return pdf.read(write(pages, **options), "plan.pdf")  # type: ignore[arg-type]


def lines(source: Source) -> list[str]:
    return source.text.split("\n")


def furniture(source: Source) -> list[str]:
    return [source.text[a:b] for a, b in source.furniture]


def body(source: Source) -> list[str]:
    """The lines that are no furniture."""
    left = set(source.furniture)
    found, at = [], 0
    for words in lines(source):
        if (at, at + len(words)) not in left:
            found.append(words)
        at += len(words) + 1
    return found


# -- paragraphs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "setting",
    [
        {},
        {"indent": 0, "lead": 20},
        {"indent": 2, "size": 10.5, "lead": 18, "left": 40, "right": 560},
        {"indent": 0, "hanging": 2},
    ],
    ids=["indented", "flush", "narrow margins", "hanging"],
)
def test_paragraphs_are_those_that_were_set(setting: dict[str, float]) -> None:
    paragraphs = PLAN * 4
    pages = typeset(paragraphs, **setting)
    assert lines(read(*pages)) == paragraphs


def test_a_list_of_short_lines_is_not_run_together() -> None:
    items = [
        f"{k}.{words}" for k, words in enumerate(["签约", "初排", "总彩排", "第二次筹备会"] * 3, 1)
    ]
    assert lines(read(*typeset(items, indent=0))) == items


def test_paragraphs_set_apart_by_space_alone() -> None:
    page: list[str] = []
    y = 700.0
    for paragraph in (READING, SAFETY, READING):
        for words in files.wrap(paragraph, 27, 0):
            page.append(text(LEFT, y, words))
            y -= 24
        y -= 24
    assert lines(read(page)) == [READING, SAFETY, READING]


def test_a_title_over_two_lines_is_one() -> None:
    page = [
        centred(700, "平湖区教育局"),
        centred(668, "2025年工作要点"),
        *typeset(PLAN, top=600)[0],
    ]
    source = read(page)
    assert lines(source)[:2] == ["平湖区教育局2025年工作要点", "一、工作目标"]
    assert [(m.offset, m.kind, m.level) for m in source.marks] == [(0, "heading", 1)]


def test_headings_in_a_bold_font_are_marked() -> None:
    page = []
    for k, (words, font) in enumerate(
        [
            ("一、工作目标", BLACK),
            ("做好全年工作，抓好落实，务求实效。", files.BODY),
            ("二、重点任务", BLACK),
        ]
        * 2
    ):
        page.append(text(LEFT + 32, 700 - 28 * k, words, font=font))
    source = read(page)
    assert [source.text[m.offset : m.offset + 2] for m in source.marks] == ["一、", "二、"] * 2


def test_sentences_and_owners_in_a_bold_font_are_no_headings() -> None:
    bold = ["一、工作目标", "各校于三月底前报送。", "责任单位：教育局"]
    page = [text(LEFT + 32, 700 - 28 * k, w, font=BLACK) for k, w in enumerate(bold)]
    page += typeset([READING, SAFETY], top=590)[0]
    source = read(page)
    assert lines(source)[:3] == bold
    assert [m.offset for m in source.marks] == [0]


def test_navigation_left_of_the_text_does_not_move_its_margin() -> None:
    links = ["首页|政务公开|互动交流", "当前位置：首页>规划计划"]
    page = [text(LEFT - 32, 800 - 24 * k, words) for k, words in enumerate(links)]
    page += typeset([READING, SAFETY, READING, SAFETY, *PLAN], top=740)[0]
    assert lines(read(page))[:4] == [*links, READING, SAFETY]


# -- furniture ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    ["— {} —", "- {} -", "第{}页 共9页", "{}", "{}/9", "第 {} 页", "Page {} of 9", "·{}·"],
)
def test_page_numbers_stand_behind_the_paragraph_they_cut(number: str) -> None:
    pages = typeset(PLAN * 5)
    for k, page in enumerate(pages, 1):
        page.append(text(280, 55, number.format(k), 14))
    source = read(*pages)
    assert len(pages) > 2
    assert body(source) == PLAN * 5
    assert [" ".join(f.split()) for f in furniture(source)] == [
        " ".join(number.format(k).split()) for k in range(1, len(pages) + 1)
    ]


def test_running_heads_and_what_a_browser_prints() -> None:
    pages = typeset(PLAN * 5)
    for k, page in enumerate(pages, 1):
        page.insert(0, text(30, 815, "2025/3/9 10:31", 8))
        page.insert(1, text(250, 815, "2025年工作要点_平湖区人民政府", 8))
        page.append(text(30, 18, "https://www.example.gov.cn/zwgk/t2025_88.html", 8))
        page.append(text(550, 18, f"{k}/{len(pages)}", 8))
    source = read(*pages)
    assert body(source) == PLAN * 5
    assert len(source.furniture) == 2 * len(pages)


def test_a_number_in_the_text_is_no_page_number() -> None:
    # a table's last row at the foot of the page, and a line that stands on each page but wanders
    first = [text(LEFT, 130 - 20 * k, str(120 + k)) for k in range(2)]
    second = [text(LEFT, 700, "附件1"), text(LEFT, 660, "任务分解表")]
    third = [text(LEFT, 700, "附件2"), text(LEFT, 660, "责任清单")]
    assert read(first, second, third).furniture == ()


def test_a_watermark_is_furniture() -> None:
    pages = typeset(PLAN * 3)
    for page in pages:
        page.append(text(200, 300, "内部资料", 40, turn=(0.7, 0.7, -0.7, 0.7)))
    source = read(*pages)
    assert body(source) == PLAN * 3
    assert set(furniture(source)) == {"内部资料"}


# -- columns, tables, fields ----------------------------------------------------------------------


def columns(shuffled: bool) -> list[str]:
    left = typeset(PLAN, size=10.5, lead=16, left=60, right=280, top=700, bottom=100)[0]
    right = typeset(
        [words.replace("一、", "三、") for words in PLAN],
        size=10.5,
        lead=16,
        left=315,
        right=535,
        top=700,
    )[0]
    if shuffled:
        return [o for pair in zip(left, right, strict=True) for o in pair]
    return [*left, *right]


@pytest.mark.parametrize("shuffled", [False, True], ids=["column by column", "line by line"])
def test_two_columns_are_read_one_after_the_other(shuffled: bool) -> None:
    title = centred(760, "平湖区2025年教育工作要点")
    expected = ["平湖区2025年教育工作要点", *PLAN, *(w.replace("一、", "三、") for w in PLAN)]
    assert lines(read([title, *columns(shuffled)])) == expected


def grid(xs: list[int], ys: list[int]) -> list[str]:
    return [line(x, ys[-1], x, ys[0]) for x in xs] + [line(xs[0], y, xs[-1], y) for y in ys]


@pytest.mark.parametrize("one_path", [False, True])
def test_a_ruled_table_is_a_line_for_each_row(one_path: bool) -> None:
    rules = grid([80, 120, 330, 510], [600, 570, 510, 450])
    if one_path:
        rules = ["\n".join(r.removesuffix(" S") for r in rules) + " S"]
    page = [
        *rules,
        text(LEFT, 650, "任务分解如下：", 12),
        text(85, 580, "序号", 12), text(125, 580, "任务", 12), text(335, 580, "责任单位", 12),
        text(95, 540, "1", 12), text(125, 548, "每学期开展应急疏散演练不少于两次，", 12),
        text(125, 528, "并做好记录。", 12), text(335, 540, "安全科", 12),
        text(95, 480, "2", 12), text(335, 480, "体卫艺科", 12),
        text(LEFT, 400, "以上任务请抓好落实。", 12),
    ]  # fmt: skip
    source = read(page)
    assert lines(source) == [
        "任务分解如下：",
        "序号 | 任务 | 责任单位",
        "1 | 每学期开展应急疏散演练不少于两次，并做好记录。 | 安全科",
        "2 |  | 体卫艺科",
        "以上任务请抓好落实。",
    ]
    place = source.locate(source.text.index("安全科"))
    assert (place.page, place.cell) == (1, "r2c3")
    assert [m.level for m in source.marks if m.kind == "cell"] == [1, 2, 3, 1, 2, 3, 1, 3]


def test_cells_that_are_filled_to_the_rule_are_kept_apart() -> None:
    # text touches the rules, and the row's first cell is drawn last, as Word tables set in the
    # middle of their rows are
    page = [
        *grid([80, 140, 260, 380], [600, 540, 480]),
        text(140, 580, "开展应急疏散演练并做", 12), text(140, 560, "好记录，建立整改台账", 12),
        text(260, 570, "安全科牵头各学校配合", 12), text(80, 570, "应急管理工", 12),
        text(140, 520, "培育阅读示范校十二所", 12), text(140, 500, "开放图书馆二百天以上", 12),
        text(260, 510, "体卫艺科牵头，图书馆", 12), text(80, 510, "书香校园。", 12),
    ]  # fmt: skip
    assert lines(read(page)) == [
        "应急管理工 | 开展应急疏散演练并做好记录，建立整改台账 | 安全科牵头各学校配合",
        "书香校园。 | 培育阅读示范校十二所开放图书馆二百天以上 | 体卫艺科牵头，图书馆",
    ]


def test_sizes_have_line_distances_of_their_own() -> None:
    # a long annex in small type, set tightly, does not tear the paragraphs of the body apart
    body_pages = typeset(PLAN, lead=36)
    annex = typeset([SAFETY] * 20, size=10.5, lead=14)
    assert lines(read(*body_pages, *annex)) == [*PLAN, *[SAFETY] * 20]


def test_a_frame_around_text_is_no_table() -> None:
    page = [frame(50, 60, 545, 790), *typeset(PLAN)[0]]
    page += [frame(60, 80, 300, 95), text(65, 84, "备注", 9)]
    assert lines(read(page)) == [*PLAN, "备注"]


def test_fields_side_by_side_are_lines_of_their_own() -> None:
    page = [
        text(60, 780, "索引号：0061/2025-0012", 10), text(330, 780, "主题分类：教育", 10),
        text(60, 760, "发文机关：平湖区", 10), text(330, 760, "成文日期：2025年3月1日", 10),
        text(110, 745, "教育局", 10),
        *typeset(PLAN, top=690)[0],
    ]  # fmt: skip
    assert lines(read(page))[:5] == [
        "索引号：0061/2025-0012",
        "主题分类：教育",
        "发文机关：平湖区教育局",
        "成文日期：2025年3月1日",
        "一、工作目标",
    ]


def test_entries_of_a_table_of_contents_stay_apart() -> None:
    entries = []
    for k, words in enumerate(["一、工作目标", "二、重点任务", "三、保障措施"]):
        dots = "." * int((27 - ems(words) - 0.5) * 2)
        entries.append(text(LEFT, 700 - 28 * k, f"{words}{dots}{k + 1}"))
    assert len(lines(read(entries))) == 3


# -- red heads ------------------------------------------------------------------------------------


def test_the_agency_of_a_red_head_is_declared() -> None:
    page = [
        centred(720, "平湖区教育局文件", 40),
        centred(650, "平教〔2025〕12号", 16),
        line(LEFT, 630, RIGHT, 630),
        centred(590, "关于印发2025年工作要点的通知"),
        *typeset(["各学校：", *PLAN], top=540)[0],
    ]
    source = read(page)
    assert source.declared == {"发文机关": "平湖区教育局"}
    assert furniture(source) == ["平湖区教育局文件"]
    assert lines(source)[1:3] == ["平教〔2025〕12号", "关于印发2025年工作要点的通知"]


# -- characters and spaces ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("⼗⼆⼤精神", "十二大精神"),  # Kangxi radicals
        ("⻓期⻅效、⻬抓共管", "长期见效、齐抓共管"),  # the supplement
        ("\uf9ea和\ufa0c", "離和兀"),  # compatibility ideographs
        ("①推进㈠②", "①推进㈠②"),  # enumerators stay as they are
        ("ㄧ、目标", "ㄧ、目标"),  # typed so
    ],
)
def test_characters_that_stand_for_others(shown: str, expected: str) -> None:
    source = read([text(LEFT, 700, shown)])
    assert source.text == expected
    noted = [note[0] for note in source.notes]
    assert noted == (["radicals-read"] if shown != expected else [])


def test_a_letterspaced_title_has_no_spaces() -> None:
    page = [spaced(150, 760, "平湖区工作要点", 22, 12), *typeset(PLAN, top=700)[0]]
    assert lines(read(page))[0] == "平湖区工作要点"


def test_a_wide_gap_is_kept() -> None:
    assert read([text(LEFT, 700, "目"), text(LEFT + 48, 700, "录")]).text == "目 录"


# -- places ---------------------------------------------------------------------------------------


def test_every_row_has_its_page_and_box() -> None:
    pages = typeset(PLAN * 3)
    source = read(*pages)
    rows = sum(len(page) for page in pages)
    assert len(source.anchors) == rows
    for anchor, following in zip(source.anchors, source.anchors[1:], strict=False):
        left, bottom, right, top = anchor.location.box or (0, 0, 0, 0)
        words = source.text[anchor.offset : following.offset].strip("\n")
        assert right - left == pytest.approx(16 * ems(words), abs=2)
        assert 10 < top - bottom < 30
    assert source.locate(0).page == 1
    assert source.locate(len(source.text)).page == len(pages)


@pytest.mark.parametrize(
    ("turn", "rotate"), [((0, 1, -1, 0), 90), ((0, -1, 1, 0), 270), ((-1, 0, 0, -1), 180)]
)
def test_turned_pages_read_as_upright_ones(turn: tuple[int, ...], rotate: int) -> None:
    page = []
    for k, words in enumerate([w for p in PLAN for w in files.wrap(p, 27, 0)]):
        down = 28 * k
        x, y = {90: (100 + down, 100), 270: (500 - down, 700), 180: (520, 100 + down)}[rotate]
        page.append(text(x, y, words, turn=turn))
    assert lines(read(page, rotate=rotate)) == PLAN


def test_upright_lines_are_read_from_the_right() -> None:
    page = []
    for k, words in enumerate(["一、工作目标", "做好全年工作", "二、重点任务"]):
        page += [text(450 - 40 * k, 700 - 20 * j, c) for j, c in enumerate(words)]
    assert lines(read(page)) == ["一、工作目标", "做好全年工作", "二、重点任务"]
