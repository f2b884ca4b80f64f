"""Where a heading ends, also where its 。 was lost."""

from __future__ import annotations

import pytest

import plankit
from plankit.lexicon import DEFAULT
from plankit.outline.titles import HeadingCutter, lost_stops, sentence_end
from plankit.plan_titles import tidy_title

# the words behind the label, with | where the title ends
ENDS = [
    "加强党建|。认真学习。",
    "加强党建|\n认真学习。",
    "用好“读书。思考”平台|。认真学习。",
    "落实《方案（2021。试行）》|。认真学习。",
    "加强（党建。认真学习，推动工作，取得实效",
    "加强党建",
]


@pytest.mark.parametrize("words", ENDS)
def test_sentence_end(words: str) -> None:
    string = words.replace("|", "")
    wanted = words.find("|") if "|" in words else string.find("。", 0)
    if words.startswith("加强（"):
        wanted = string.find("。")  # the bracket is never closed
    assert sentence_end(string, 0, len(string)) == (wanted if wanted >= 0 else len(string))


def test_a_step_ends_at_a_semicolon() -> None:
    assert sentence_end("加强党建；抓好教学。", 0, 10, step=True) == 4
    assert sentence_end("加强党建；抓好教学。", 0, 10) == 9


USUAL = [
    "加强党的政治建设",
    "推进教师队伍建设",
    "做好校园安全工作",
    "抓好学校体育工作",
]
LOST = [
    ("加强民族教育工作|贯彻落实有关意见精神,指导学校加强管理,提升水平", "two sentences"),
    ("推进特殊教育优质融合发展|巩固和提高普及水平,完善机制,提升质量", "a longer heading"),
    ("做好校园安全管理工作|以问题为导向,排查各类隐患,健全机制", "以 begins a sentence"),
    ("提高课堂教学质量,减轻学生作业负担", "a heading of two parts stays whole"),
    ("聚焦队伍建设,打造干事创业的专业队伍", "队伍建设 is one word"),
    ("深化教学改革,有效提升学生的学习素养", "教学改革 is one word"),
    ("抓好美育宣传,营造人人参与的良好氛围", "宣传 has no object, and leads no sentence"),
    (
        "印发《校园安全工作以案促改方案》等文件,完善配套的实施办法",
        "the title of another text is one",
    ),
]


@pytest.mark.parametrize(("words", "reason"), LOST, ids=[reason for _, reason in LOST])
def test_lost_stops(words: str, reason: str) -> None:
    sentence = words.replace("|", "")
    cutter = HeadingCutter(DEFAULT)
    cuts = lost_stops([*USUAL, sentence], [True] * 5, cutter)
    assert cuts[:4] == [None] * 4
    assert cuts[4] == (words.index("|") if "|" in words else None), reason


def test_no_cut_where_units_have_no_run_in_headings() -> None:
    sentences = ["加强民族教育工作贯彻落实有关意见精神,指导学校加强管理,提升水平"] * 5
    assert lost_stops(sentences, [False] * 5, HeadingCutter(DEFAULT)) == [None] * 5


def test_a_year_within_the_title_of_another_text_begins_no_sentence() -> None:
    for named in ("《教育事业发展计划2024年重点工作》", "“教育事业发展计划2024年重点工作”"):
        (task,) = plankit.parse_text(f"1.印发{named}，修订配套的实施办法。\n").children
        assert task.title == f"印发{named}，修订配套的实施办法"


def test_what_was_lost_is_told() -> None:
    units = [f"{k}.{title}。认真抓好落实,取得实效。" for k, title in enumerate(USUAL, 1)]
    units.append("5.加强民族教育工作贯彻落实有关意见精神,指导学校加强管理。定期督查。")
    plan = plankit.parse_text("\n".join(units) + "\n", facts=False)
    assert plan.children[-1].title == "加强民族教育工作"
    (told,) = [d for d in plan.diagnostics if d.code == "title-stop-lost"]
    assert told.span is not None
    assert told.replacement == "。"
    assert plan.source.text[: told.span.start].endswith("加强民族教育工作")


@pytest.mark.parametrize("stop", ["", "。", "：", "；"])
def test_titles_carry_no_stop(stop: str) -> None:
    plan = plankit.parse_text(
        f"一、加强党建{stop}\n（一）学习{stop}\n二、抓好教学{stop}\n", facts=False
    )
    assert [n.title for n in plan.walk()] == ["加强党建", "学习", "抓好教学"]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("甲区202\n4年工作要点", "甲区2024年工作要点"),
        ("甲区2\n024年工作要点", "甲区2024年工作要点"),
        ("甲区2 0 2 4 年工作要点", "甲区2024年工作要点"),
        ("推进5G\n100个基站建设方案", "推进5G 100个基站建设方案"),
    ],
)
def test_a_title_on_one_line(lines: str, title: str) -> None:
    assert tidy_title(lines) == title
