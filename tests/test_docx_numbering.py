"""Word's automatic numbers: formats, counting, overrides, and which list a paragraph is in."""

from __future__ import annotations

import pytest
from docx_files import docx, lvl, numbering, p, style, tbl, tc

from plankit.readers.docx import read
from plankit.readers.docx_numerals import write_custom, write_number

FORMATS = """
decimal                      1:1 10:10 123:123 0:0
decimalHalfWidth             7:7
decimalZero                  1:01 9:09 10:10 100:100
decimalFullWidth             1:１ 12:１２
decimalFullWidth2            3:３
decimalEnclosedCircle        1:① 20:⑳ 21:21
decimalEnclosedCircleChinese 1:① 10:⑩ 21:21
decimalEnclosedParen         1:⑴ 20:⒇ 21:21
decimalEnclosedFullstop      1:⒈ 20:⒛ 21:21
chineseCounting              1:一 10:十 11:十一 20:二十 99:九十九 100:一○○
taiwaneseCounting            10:十 21:二十一 101:一○一
chineseCountingThousand      1:一 10:十 100:一百 101:一百零一 110:一百一十
taiwaneseCountingThousand    12:十二 101:一百零一
japaneseCounting             10:十 100:百 101:百一 110:百十 1111:千百十一 10000:一〇〇〇〇
ideographDigital             1:一 10:一〇 21:二一 105:一〇五
japaneseDigitalTenThousand   10:一〇
taiwaneseDigital             10:一○ 21:二一
chineseLegalSimplified       1:壹 2:贰 10:壹拾 21:贰拾壹 101:壹佰零壹 110:壹佰壹拾 1010:壹仟零壹拾
ideographLegalTraditional    2:貳 3:參 6:陸 10:壹拾 100:壹佰
japaneseLegal                1:壱 2:弐 10:壱拾 23:弐拾参 100:壱百 110:壱百壱拾
ideographTraditional         1:甲 2:乙 10:癸 11:11
ideographZodiac              1:子 12:亥 13:13
ideographZodiacTraditional   1:甲子 2:乙丑 12:乙亥 13:丙子 60:癸亥 61:61
ideographEnclosedCircle      1:㊀ 10:㊉ 11:11
upperRoman                   1:I 4:IV 9:IX 14:XIV 49:XLIX 1990:MCMXC
lowerRoman                   3:iii 40:xl
upperLetter                  1:A 26:Z 27:AA 28:BB 53:AAA
lowerLetter                  1:a 27:aa
ordinal                      1:1st 2:2nd 3:3rd 4:4th 11:11th 21:21st
hex                          10:A 255:FF
chicago                      1:* 4:§ 5:**
none                         5:
bullet                       5:
hebrew1                      5:5
"""


@pytest.mark.parametrize(
    ("form", "number", "written"),
    [
        (form, int(number), written)
        for form, *cases in map(str.split, FORMATS.strip().split("\n"))
        for number, written in (case.split(":") for case in cases)
    ],
)
def test_number_formats(form: str, number: int, written: str) -> None:
    assert write_number(number, form) == written


def test_numbers_below_zero_and_far_above_all_sequences() -> None:
    for line in FORMATS.strip().split("\n"):
        form = line.split()[0]
        assert write_number(-3, form) == "-3"
        assert len(write_number(2**31 - 1, form)) < 60


def test_custom_formats_pad_with_zeros() -> None:
    assert [write_custom(7, f) for f in ("01, 02, 03, ...", "0001, 0002", "a, b", "")] == [
        "07", "0007", "7", "7",
    ]  # fmt: skip


PLAIN = lvl(0, "decimal", "%1.") + lvl(1, "decimal", "%1.%2") + lvl(2, "decimal", "%1.%2.%3")
CHINESE = (
    lvl(0, "chineseCounting", "%1、")
    + lvl(1, "chineseCounting", "（%2）")
    + lvl(2, "decimal", "%3.", suff="space")
)


def start(ilvl: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def labels(source_bytes: bytes) -> list[str]:
    """What stands before the x of each paragraph."""
    lines = read(source_bytes, None).text.split("\n")
    return [line[: line.index("x")] for line in lines if "x" in line]


def count(
    abstract: dict[int, str], nums: dict[int, tuple[int, str]] | None, *places: tuple[int, int]
) -> list[str]:
    body = (p("x", num=place) for place in places)
    return labels(docx(*body, numbering=numbering(abstract, nums)))


def test_a_plans_three_levels() -> None:
    places = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)]
    assert count({1: CHINESE}, None, *places) == [
        "一、", "（一）", "1. ", "2. ", "（二）", "1. ", "二、", "（一）",
    ]  # fmt: skip


def test_text_of_several_levels() -> None:
    places = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 0), (1, 1)]
    assert count({1: PLAIN}, None, *places) == ["1.", "1.1", "1.1.1", "1.1.2", "1.2", "2.", "2.1"]


def test_levels_passed_over_count_as_begun() -> None:
    # as LibreOffice shows them too
    assert count({1: PLAIN}, None, (1, 2), (1, 1), (1, 0), (1, 2)) == [
        "1.1.1",
        "1.2",
        "2.",
        "2.1.1",
    ]


def test_legal_levels_write_all_numbers_as_decimals() -> None:
    legal = lvl(0, "chineseCounting", "第%1章") + lvl(1, "decimal", "%1.%2", more="<w:isLgl/>")
    assert count({1: legal}, None, (1, 0), (1, 0), (1, 1)) == ["第一章", "第二章", "2.1"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", "a a a b a"),  # after each level above
        ('<w:lvlRestart w:val="0"/>', "a b c d e"),  # never
        ('<w:lvlRestart w:val="1"/>', "a b c d a"),  # after the first level only
        ('<w:lvlRestart w:val="2"/>', "a a a b a"),
        ('<w:lvlRestart w:val="7"/>', "a a a b a"),  # a level below: nonsense
    ],
)
def test_restart(restart: str, expected: str) -> None:
    levels = PLAIN.replace(lvl(2, "decimal", "%1.%2.%3"), "") + lvl(
        2, "lowerLetter", "%3", more=restart
    )
    found = count(
        {1: levels},
        None,
        (1, 0),
        (1, 1),
        (1, 2),
        (1, 1),
        (1, 2),
        (1, 1),
        (1, 2),
        (1, 2),
        (1, 0),
        (1, 2),
    )
    assert [x for x in found if x.isalpha()] == expected.split()


def test_lists_of_one_definition_run_on_unless_they_override_the_start() -> None:
    nums = {1: (1, ""), 2: (1, ""), 3: (1, start(0, 1)), 4: (1, start(0, 7))}
    places = [(1, 0), (2, 0), (3, 0), (3, 0), (1, 0), (4, 0), (3, 0)]
    assert count({1: PLAIN}, nums, *places) == ["1.", "2.", "1.", "2.", "3.", "7.", "8."]


def test_an_overridden_start_holds_for_each_restart() -> None:
    nums = {1: (1, start(1, 4))}
    places = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)]
    assert count({1: PLAIN}, nums, *places) == ["1.", "1.4", "1.5", "2.", "2.4"]


def test_a_list_may_override_a_level() -> None:
    over = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperRoman", "%1) ", start=3)}</w:lvlOverride>'
    assert count({1: PLAIN}, {1: (1, over), 2: (1, "")}, (1, 0), (1, 0), (2, 0)) == [
        "III) ", "IV) ", "5.",
    ]  # fmt: skip


def test_lists_of_their_own_definitions_do_not_mix() -> None:
    assert count({1: PLAIN, 2: CHINESE}, None, (1, 0), (2, 0), (1, 0), (2, 0)) == [
        "1.", "一、", "2.", "二、",
    ]  # fmt: skip


def test_starts_other_than_one() -> None:
    assert count({1: lvl(0, "decimal", "%1)", start=0)}, None, (1, 0), (1, 0)) == ["0)", "1)"]
    assert count({1: lvl(0, "chineseCounting", "%1、", start=11)}, None, (1, 0)) == ["十一、"]


@pytest.mark.parametrize(
    ("text", "suff", "written"),
    [
        ("%1、", "tab", "一、"),  # the gap is the character's own
        ("（%1）", "tab", "（一）"),
        ("%1.", "tab", "一. "),
        ("%1", "tab", "一 "),
        ("%1、", "space", "一、 "),
        ("%1.", "nothing", "一."),
        ("第%1条", "space", "第一条 "),
        ("附件", "nothing", "附件"),
        ("", "tab", ""),
        ("%9", "nothing", ""),
    ],
)
def test_what_stands_between_number_and_text(text: str, suff: str, written: str) -> None:
    assert count({1: lvl(0, "chineseCounting", text, suff=suff)}, None, (1, 0)) == [written]


def test_bullets() -> None:
    assert count({1: lvl(0, "bullet", "\uf0b7", suff="tab")}, None, (1, 0)) == ["• "]
    assert count({1: lvl(0, "bullet", "", suff="tab")}, None, (1, 0)) == [""]
    # a "bullet" of words is words
    assert count({1: lvl(0, "bullet", "注：", suff="tab")}, None, (1, 0)) == ["注："]


def test_hidden_numbers_count_but_are_not_shown() -> None:
    hidden = lvl(0, "decimal", "%1.", more="<w:rPr><w:vanish/></w:rPr>") + lvl(
        1, "decimal", "%1.%2"
    )
    assert count({1: hidden}, None, (1, 0), (1, 0), (1, 1)) == ["", "", "2.1"]


def test_custom_and_newer_formats_are_in_the_first_choice() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="%1-"/></w:lvl>'
    )
    assert count({1: level}, None, (1, 0), (1, 0)) == ["001-", "002-"]


# -- where a paragraph gets its list from ---------------------------------------------------------


def listed(num: int | str, ilvl: int | None = None) -> str:
    level = f'<w:ilvl w:val="{ilvl}"/>' if ilvl is not None else ""
    return f'<w:numPr>{level}<w:numId w:val="{num}"/></w:numPr>'


def test_styles_bring_their_list_along() -> None:
    levels = lvl(0, "chineseCounting", "%1、", style="H1") + lvl(
        1, "chineseCounting", "（%2）", style="H2"
    )
    styles = (
        style("H1", "heading 1", ppr=listed(1))
        + style("H2", "heading 2", ppr=listed(1, 1))
        # inherits the list, states the level only
        + style("Own", "我的标题", based_on="H2")
        + style("Off", based_on="H1", ppr=listed(0))
        + style("Level", based_on="H1", ppr='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    )
    body = [
        p("x", style="H1"), p("x", style="H2"), p("x", style="Own"), p("x", style="Off"),
        p("x", style="H1", more=listed(0)), p("x", style="Level"), p("x", style="H1"), p("x"),
    ]  # fmt: skip
    found = labels(docx(*body, numbering=numbering({1: levels}), styles=styles))
    assert found == ["一、", "（一）", "（二）", "", "", "（三）", "二、", ""]


def test_the_link_from_level_to_style_decides_the_level() -> None:
    levels = PLAIN.replace('w:ilvl="1"><w:start', 'w:ilvl="1"><w:pStyle w:val="S"/><w:start')
    made = docx(
        p("x", style="S"), numbering=numbering({1: levels}), styles=style("S", ppr=listed(1))
    )
    assert labels(made) == ["1.1"]


def test_the_default_style_may_be_numbered() -> None:
    styles = style("a", "Normal", default=True, ppr=listed(1))
    assert labels(docx(p("x"), p("x"), numbering=numbering({1: PLAIN}), styles=styles)) == [
        "1.",
        "2.",
    ]


@pytest.mark.parametrize("linked_back", [True, False])
def test_list_styles(linked_back: bool) -> None:
    back = '<w:styleLink w:val="L"/>' if linked_back else ""
    made = docx(
        p("x", num=(2, 0)), p("x", num=(1, 0)), p("x", num=(2, 1)),
        numbering=numbering({1: back + CHINESE, 2: '<w:numStyleLink w:val="L"/>'}),
        styles=style("L", kind="numbering", ppr=listed(1)),
    )  # fmt: skip
    assert labels(made) == ["一、", "二、", "（一）"]


def test_a_list_style_that_points_at_itself() -> None:
    made = docx(
        p("x", num=(1, 0)),
        numbering=numbering({1: '<w:numStyleLink w:val="L"/>'}),
        styles=style("L", kind="numbering", based_on="L", ppr=listed(1)),
    )
    assert labels(made) == [""]


@pytest.mark.parametrize("num", ["9", "", "abc"])
def test_lists_that_are_not_there(num: str) -> None:
    assert labels(docx(p("x", more=listed(num, 0)), numbering=numbering({1: PLAIN}))) == [""]


@pytest.mark.parametrize("ilvl", [-1, 3, 8, 9, 255])
def test_levels_that_are_not_there(ilvl: int) -> None:
    made = docx(p("x", num=(1, ilvl)), p("x", num=(1, 0)), numbering=numbering({1: PLAIN}))
    assert labels(made) == ["", "1."]


def test_numbering_in_cells_and_empty_cells() -> None:
    numbers = lvl(0, "decimal", "%1", suff="nothing")
    row = [tc(p(num=(1, 0))), tc("任务")]
    text = read(docx(tbl(row, row), numbering=numbering({1: numbers})), None).text
    assert text == "1 | 任务\n2 | 任务\n"


def test_marks_of_list_numbers_are_at_the_number() -> None:
    source = read(
        docx("题目", p("x", num=(1, 0)), p("x", num=(1, 1)), numbering=numbering({1: CHINESE})),
        None,
    )
    assert source.text == "题目\n一、x\n（一）x\n"
    assert source.marks == ((3, "list", 1), (7, "list", 2))
    assert source.locate(3) == source.locate(4)
    assert (source.locate(3).paragraph, source.locate(3).run) == (2, None)
    assert source.locate(5).run == 1


def test_broken_numbering_leaves_the_text() -> None:
    assert read(docx(p("正文", num=(1, 0)), numbering="<w:numbering"), None).text == "正文\n"
