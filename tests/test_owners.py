"""Responsibility notes: where they stand, and who is named in them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from case_tables import assert_linear, cases
from hypothesis import given, settings
from hypothesis import strategies as st

import plankit
from plankit.facts.context import FactContext
from plankit.facts.owners import notes, owners, trailing_note
from plankit.lexicon import Lexicons
from plankit.text import Text

_ROLES = {"L": "lead", "S": "support", "R": "responsible"}
_OWNER = re.compile("⟦([LSR])([^⟦⟧]*)⟧")


@pytest.mark.parametrize("marked", cases("owners"))
def test_cases(marked: str) -> None:
    wanted = [(m[2], _ROLES[m[1]]) for m in _OWNER.finditer(marked)]
    stretches = re.findall("⟪([^⟪⟫]*)⟫", _OWNER.sub(r"\2", marked))
    string = re.sub("[⟪⟫]", "", _OWNER.sub(r"\2", marked))
    found = owners(FactContext(Text.of(string, 5)))
    assert [(o.name, o.role) for o in found] == wanted
    assert [string[i:j] for i, j in notes(string)] == stretches
    for owner in found:
        assert string[owner.span.start - 5 : owner.span.end - 5] == owner.name == owner.text


@pytest.mark.parametrize(
    ("string", "tail"),
    [
        ("做好工作。\n（责任单位：市教育局）", "（责任单位：市教育局）"),
        (
            "做好工作。\n　　牵头部门：市教育局\n　　配合部门：市财政局\n",
            "　　牵头部门：市教育局\n　　配合部门：市财政局\n",
        ),
        (
            "做好工作。\n（责任单位：甲局）\n（完成时限：6月）",
            "（责任单位：甲局）\n（完成时限：6月）",
        ),
        ("做好工作。（责任单位：市教育局）", None),
        ("（责任单位：市教育局）\n做好工作。", None),
        ("做好工作。（责任单位：甲局）\n（责任单位：乙局）", "（责任单位：乙局）"),
        ("做好工作。", None),
    ],
)
def test_trailing_note(string: str, tail: str | None) -> None:
    found = trailing_note(string)
    assert (None if found is None else string[slice(*found)]) == tail


@pytest.mark.parametrize("heading", ["", "一、教学工作\n\n"])
@pytest.mark.parametrize("note", ["（甲局、乙局）", "\n责任单位：甲局、乙局"])
def test_a_note_behind_the_steps_speaks_for_all(note: str, heading: str) -> None:
    steps = f"一是健全机制；二是压实责任。{note}\n2.改进会风。\n"
    plan = plankit.parse_text(f"平湖区2024年工作要点\n\n{heading}1.提高教学水平。{steps}")
    parent, first, last, other = [n for n in plan.walk() if n.title != "教学工作"]
    assert [(o.name, o.inherited) for o in first.owners] == [("甲局", True), ("乙局", True)]
    assert [(o.name, o.inherited) for o in last.owners] == [("甲局", False), ("乙局", False)]
    assert len(parent.owners) == (2 if heading else 0)
    assert other.owners == ()


def test_a_name_over_two_lines_is_one() -> None:
    source = "好。（责任单位：市文化\n广电局、市财政局\n市民政局）"
    found = owners(FactContext(Text.of(source)))
    assert [o.name for o in found] == ["市文化广电局", "市财政局", "市民政局"]
    assert source[found[0].span.start : found[0].span.end] == "市文化\n广电局"


def test_a_name_keeps_its_place_over_a_line_break() -> None:
    source = "好。（责任单位：市教\n育局、财政局）"
    text = Text.of(source).edit([(source.index("\n"), source.index("\n") + 1, "")])
    first, second = owners(FactContext(text))
    assert (first.name, second.name) == ("市教育局", "财政局")
    assert source[slice(*first.span)] == "市教\n育局"


def test_a_caller_may_add_a_label() -> None:
    lexicons = Lexicons({"owner_labels": [("挂帅", "duty", "lead")]})
    context = FactContext(Text.of("好。（挂帅单位：甲局）"), lexicons=lexicons)
    assert [(o.name, o.role) for o in owners(context)] == [("甲局", "lead")]
    assert owners(FactContext(Text.of("好。（挂帅单位：甲局）"))) == []


@settings(max_examples=200)
@given(
    st.text(
        alphabet="（）(〔〕【】责任单位：牵头配合负责局、，。各区县市政府等和\n 教", max_size=60
    )
)
def test_owners_lie_in_notes_in_order(string: str) -> None:
    stretches = notes(string)
    assert all(a < b for a, b in stretches)
    assert all(a[1] <= b[0] for a, b in pairwise(stretches))
    at = 0
    for owner in owners(FactContext(Text.of(string))):
        assert at <= owner.span.start < owner.span.end
        assert owner.name.strip() == owner.name == string[slice(*owner.span)]
        assert any(a <= owner.span.start and owner.span.end <= b for a, b in stretches)
        at = owner.span.end


@pytest.mark.parametrize(
    "string",
    [
        "（" * 20_000,
        "（）" * 10_000,
        "（责任单位：" * 4_000,
        "责任单位：甲局" * 4_000,
        "责任单位：" * 4_000,
        "责任单位：甲局\n" * 4_000,
        "（甲局负责）" * 4_000,
        "（责任单位：甲局）" * 3_000,
        "：" * 20_000,
        "（责任单位：" + "甲局、" * 10_000 + "）",
        "责任单位：" + "甲局和" * 10_000,
        "责 " * 10_000 + "：（",
        "。（" + "负责" * 10_000 + "）",
        "【责任单位】" * 4_000,
    ],
    ids=lambda s: s[:7],
)
def test_contrived_text_takes_linear_time(string: str) -> None:
    assert_linear(lambda text: owners(FactContext(Text.of(text))), string)


def test_names_end_as_a_caller_says() -> None:
    text = Text.of("建好渡口。（甲渡口、乙船埠）")
    assert owners(FactContext(text)) == []
    mine = Lexicons({"office_names": [("end", "船埠"), ("sure", "渡口"), ("sure", "船埠")]})
    assert [owner.name for owner in owners(FactContext(text, lexicons=mine))] == [
        "甲渡口",
        "乙船埠",
    ]


@pytest.mark.parametrize(
    ("headings", "named"),
    [
        (
            "一、抓好征兵（武装部）\n二、办好学校（社事办）\n三、管好账目（财政所）",
            "武装部 社事办 财政所",
        ),
        ("一、抓好征兵（武装部）\n二、办好学校（社事办）\n三、改善道路（一期）", ""),
        (
            "一、改革县教育局（教育工委）\n二、改革县民政局（社工部）\n三、改革县司法局（法制办）",
            "",
        ),
        ("一、学习《办法》（教育部）\n二、学习《细则》（财政部）\n三、学习《意见》（民政部）", ""),
        (
            "1.修路（交通局）。\n2.治水（水利局、农业局）。\n3.办学（试行）。\n4.征兵（武装部）。",
            "交通局 水利局 农业局 武装部",
        ),
    ],
)
def test_one_unit_behind_headings(headings: str, named: str) -> None:
    """One unit in brackets is in charge where more headings end so."""
    plan = plankit.parse_text(f"某镇2024年工作要点\n{headings}\n")
    assert " ".join(owner.name for task in plan.tasks for owner in task.owners) == named
