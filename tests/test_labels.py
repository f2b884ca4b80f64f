"""What has the shape of a label, and what only looks like one."""

from __future__ import annotations

import itertools

import pytest

from plankit.outline.label_styles import STYLES
from plankit.outline.label_symbols import label_key
from plankit.outline.labels import (
    INSIDE,
    LINE,
    PAUSE,
    SENTENCE,
    Candidate,
    candidates,
)

# line → style, number, firm (has its delimiter)
LABELS = """
第一章 总则               chapter        1  firm
第十二章　附则            chapter       12  firm
第1章 总则                chapter        1  firm
第一部分 总体要求         part           1  firm
第二篇 发展环境           part           2  firm
第三节 教师队伍           clause         3  firm
第一百二十条 本法         article      120  firm
第四條 本辦法             article        4  firm
壹、校慶                  financial      1  firm
贰、经费                  financial      2  firm
甲、总论                  stem           1  firm
Ⅲ、实施                   roman          3  firm
一、加强党建              chinese        1  firm
一．加强党建              chinese        1  firm
十一、加强党建            chinese       11  firm
二十三、加强党建          chinese       23  firm
一，加强党建              chinese        1  loose
一 加强党建               chinese        1  loose
一：加强党建              chinese        1  loose
（一）加强党建            chinese_paren  1  firm
(一)加强党建              chinese_paren  1  firm
(一 )加强党建             chinese_paren  1  firm
（十二）、加强党建        chinese_paren 12  firm
〔三〕加强党建            chinese_paren  3  firm
㈢加强党建                chinese_paren  3  firm
一）加强党建              chinese_paren  1  loose
1.加强党建                arabic         1  firm
1．加强党建               arabic         1  firm
1、加强党建               arabic         1  firm
1. 加强党建               arabic         1  firm
1 .加强党建               arabic         1  firm
１．加强党建              arabic         1  firm
⒈加强党建                 arabic         1  firm
100.加强党建              arabic       100  firm
1,加强党建                arabic         1  firm
40完善制度                arabic        40  loose
40 完善制度               arabic        40  loose
7.“一校一品”建设          arabic         7  firm
7.2022年建设学校          arabic         7  firm
1.1 指导思想              decimal2       1  firm
1.2指导思想               decimal2       2  firm
14.6.3 应急               decimal3       3  firm
1.1.1.2 应急              decimal4       2  firm
1.1.1.2.1 决议            decimal5       1  firm
1.1.1.2.2.3 培训          decimal6       3  firm
（1）加强党建             arabic_paren   1  firm
(12)加强党建              arabic_paren  12  firm
⑿加强党建                 arabic_paren  12  firm
1）加强党建               arabic_half    1  firm
1)加强党建                arabic_half    1  firm
①加强党建                 circled        1  firm
㉑加强党建                circled       21  firm
㊱加强党建                circled       36  firm
A.加强党建                alpha          1  firm
(b) 加强党建               alpha          2  firm
(ii) 加强党建              roman_paren    2  firm
b)加强党建                alpha          2  firm
第一，加强党建            ordinal        1  firm
第二、加强党建            ordinal        2  firm
其一，加强党建            ordinal        1  firm
首先，加强党建            sequence       1  firm
其次，加强党建            sequence       2  firm
最后，加强党建            sequence       0  firm
一是加强党建              count          1  firm
十一是加强党建            count         11  firm
一要加强党建              count          1  loose
"""

NO_LABELS = """
1.5万人参加             a decimal
3.5个百分点             a decimal
1.5倍                   a decimal
2022. 3开始             a month
2022.03.15              a date
12:30开会               a time
8：30到岗               a time
2022年工作              a year
1月底前                 a month
5、6月份                two months
一、二年级学生          two grades
18.72KB                 a size
40个支部                a count
3所学校                 a count
10%以上                 a share
100余人                 a count
1/3以上                 a fraction
2—3年                   a range
一要求                  a word that begins so
沪崇教〔2022〕1号       a document number
（2022—2025年）         years in brackets
（xx区）                a name in brackets
第三届艺术节            an ordinal
第一批学校              an ordinal
第1、2、3项             a list of numbers
第一、二产业            a list of numbers
1.                      nothing follows
（一）                  nothing follows
"""


def cases(table: str) -> list[tuple[str, str]]:
    rows = [line for line in table.splitlines() if line]
    return [(row[: len(row.split("  ")[0])], row.split("  ", 1)[1].strip()) for row in rows]


@pytest.mark.parametrize(("line", "told"), cases(LABELS), ids=lambda value: value[:12])
def test_a_line_that_begins_with_a_label(line: str, told: str) -> None:
    found = candidates(f"前文。\n{line}\n后文")
    at = [c for c in found if c.start == 4]
    if told == "none":
        assert at == []
        return
    style, number, firm = told.split()
    assert [(c.style, c.number, c.firm, c.place) for c in at] == [
        (style, int(number), firm == "firm", LINE)
    ]


@pytest.mark.parametrize(("line", "reason"), cases(NO_LABELS), ids=lambda value: value[:12])
def test_a_line_that_begins_with_none(line: str, reason: str) -> None:
    assert [c for c in candidates(f"前文。\n{line}\n") if c.start == 4] == [], reason


# | marks where a candidate should be found; nothing else may be
INSIDE_LINES = """
推进工作。|1.加强党建
推进工作。|（一）加强党建
推进工作；|②加强党建
推进工作：|一是加强党建；|二是抓好落实
推进工作：|（1）加强党建；|（2）抓好落实
一方面，|首先，加强党建。|其次，抓好落实
推进第1、2、3项工作
每年5、6月开展活动
中小学一、二年级学生
初一、初二年级
根据第三章的规定
按照第十二条办理
重点工作之一是加强党建
加强5个方面、10项工作
完成1.5万亩，增长3.5%
在2022. 3前完成
文号为沪教〔2022〕3号
唯一要做的事
推进统一是必要的
完成率100%。其余工作
"""


@pytest.mark.parametrize("line", [x for x in INSIDE_LINES.splitlines() if x])
def test_inside_a_line(line: str) -> None:
    text = line.replace("|", "")
    wanted, at = [], 0
    for part in line.split("|")[:-1]:
        at += len(part)
        wanted.append(at)
    assert [c.start for c in candidates(text) if c.start] == wanted


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("", LINE),
        ("甲\n", LINE),
        ("甲\n　　", LINE),
        ("甲\x0b", LINE),
        ("甲。", SENTENCE),
        ("甲；", SENTENCE),
        ("甲。 ", SENTENCE),
        ("甲：", PAUSE),
        ("甲）", PAUSE),
        ("甲 ", PAUSE),
        ("甲", INSIDE),
    ],
)
def test_place(before: str, place: int) -> None:
    (found,) = candidates(before + "（一）加强党建")
    assert found.place == place


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("提高治理能力40完善制度", None, None),
        ("提高治理能力。40完善制度", "arabic", 40),
        ("提高治理能力40.完善制度", "arabic", 40),
        ("工作思路一是加强党建", "count", 1),
        ("重点工作之一是加强党建", None, None),
        ("提高治理能力二、加强党建", "chinese", 2),
        ("提高治理能力第二章 总则", "chapter", 2),
    ],
)
def test_where_line_breaks_were_lost(text: str, style: str | None, number: int | None) -> None:
    found = candidates(text, lines_lost=True)
    assert [(c.style, c.number) for c in found] == ([(style, number)] if style else [])


def test_a_label_ends_before_the_space_behind_it() -> None:
    text = "第一章　总则"
    (found,) = candidates(text)
    assert text[found.start : found.end] == "第一章"


def test_candidates_do_not_overlap() -> None:
    text = "一、1.（一）①甲\n第一，一是2.1.1乙。第二章（三）1、丙"
    found = candidates(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_every_style_is_found_somewhere() -> None:
    named = {told.split()[0] for _, told in cases(LABELS)} - {"none"}
    assert named == set(STYLES) - {"named"}  # which is found by `with_named_labels`


def test_label_key() -> None:
    assert label_key("（七）") == label_key("七、") == "七"
    assert label_key("２４．") == label_key("24.") == "24"


def test_candidate_is_plain_data() -> None:
    assert Candidate(0, 2, "chinese", 1, LINE, True).style == "chinese"
