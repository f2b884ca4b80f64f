"""The tree that `plankit show` prints, and Markdown, from plans made by hand."""

from __future__ import annotations

import datetime
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import plankit
from plankit.display import NO_BREAK_BEFORE, Terminal, counted, fold, print_plan, printable, totals
from plankit.exports.markdown import to_markdown
from plankit.model import (
    Diagnostic,
    DocumentNumber,
    Metadata,
    Owner,
    Passage,
    Quantity,
    Section,
    Task,
    WorkPlan,
)
from plankit.source import Source
from plankit.text import Span

TEXT = (
    "某某区教育局2023年工作要点\n总的要求是稳中求进。\n"
    "一、加强党的建设\n1.落实主体责任。一是培训党员300人次；二是建立清单。\n"
    "2.深化作风建设。\n二、工作回顾\n3.扩大学位供给。新增学位1200个。\n"
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def node(kind: type[Section] | type[Task], label: str, title: str, level: int, **more: object):
    found = at(label + title)
    return kind.make(
        id=label, label=label, number=1, style="any", level=level, title=title,
        title_span=at(title), span=found, **more,
    )  # fmt: skip


@pytest.fixture
def plan() -> WorkPlan:
    quantity = Quantity.make(text="300人次", span=at("300人次"), value=300, unit="人次")
    owners = (
        Owner.make(text="组织科", span=Span(0, 1), name="组织科", role="lead"),
        Owner.make(text="办公室", span=Span(1, 2), name="办公室", role="support"),
        Owner.make(text="全体", span=Span(1, 2), name="全体", inherited=True),
    )
    steps = (
        node(Task, "一是", "培训党员300人次", 3, quantities=(quantity,)),
        node(Task, "二是", "建立清单", 3),
    )
    first = node(
        Task, "1.", "落实主体责任", 2, children=steps, quantities=(quantity,), owners=owners,
        text="一是培训党员300人次；二是建立清单。",
    )  # fmt: skip
    return WorkPlan.make(
        title="某某区教育局2023年工作要点",
        year=2023,
        kind="工作要点",
        metadata=Metadata(
            issuer="某某区教育局",
            document_number=DocumentNumber(text="某教〔2023〕1号"),
            written_on=datetime.date(2023, 2, 1),
            recipients=("各学校", "各科室"),
        ),
        preamble=Passage(text="总的要求是稳中求进。", span=at("总的要求是稳中求进。")),
        children=(
            node(
                Section, "一、", "加强党的建设", 1, role="plan",
                children=(first, node(Task, "2.", "深化作风建设", 2, role="plan")),
            ),
            node(
                Section, "二、", "工作回顾", 1, role="review",
                children=(
                    node(Task, "3.", "扩大学位供给", 2, role="review", text="新增学位1200个。"),
                ),
            ),
        ),
        truncated=True,
        closing=Passage(text="某某区教育局\n2023年2月1日"),
        diagnostics=(Diagnostic.make(code="truncated", severity="warning", message="breaks off"),),
        source=Source(text=TEXT, name="plan.txt"),
    )  # fmt: skip


def shown(plan: WorkPlan, width: int = 80) -> list[str]:
    out = io.StringIO()
    print_plan(plan, Terminal(file=out, width=width, highlight=False, markup=False, emoji=False))
    return out.getvalue().splitlines()


def test_the_tree_in_chinese(plan: WorkPlan) -> None:
    out = io.StringIO()
    console = Terminal(file=out, width=80, highlight=False, markup=False, emoji=False)
    print_plan(plan, console, in_chinese=True)
    lines = out.getvalue().splitlines()
    header = dict(
        line.split(None, 1) for line in lines if line.startswith("  ") and "步" not in line
    )
    assert header["年度"] == "2023"
    assert header["完整"] == "否，文本未完"
    assert "".join(re.findall("[a-z]+", "".join(lines))) == "plantxtplankitcheck"
    assert "〔工作回顾〕" in out.getvalue()
    assert "".join("".join(lines).split()).endswith("；警告1处（plankitcheck）")
    print_plan(plankit.parse_text("没有编号。"), console, in_chinese=True)
    assert "（未见编号，无法分条）" in out.getvalue()


def test_the_tree(plan: WorkPlan) -> None:
    lines = shown(plan)
    start = next(i for i, line in enumerate(lines) if "├" in line)
    assert [re.split(r"   +(?=[·\d])", line)[0].rstrip() for line in lines[start : start + 7]] == [
        "├─ 一、加强党的建设",
        "│  ├─ 1. 落实主体责任",
        "│  │  ├─ 一是培训党员300人次",
        "│  │  └─ 二是建立清单",
        "│  └─ 2. 深化作风建设",
        "└─ 二、工作回顾 [review]",
        "   └─ 3. 扩大学位供给",
    ]
    assert lines[start + 1].split()[-5:] == ["·", "1", "·", "·", "3"]
    assert lines[start - 1].split() == ["步", "数", "期", "文", "责"]
    assert {cell_len(line) for line in lines[start : start + 7]} == {80}
    header = dict(line.split(maxsplit=1) for line in lines[1 : start - 1])
    assert header["year"] == "2023"
    assert header["number"] == "某教〔2023〕1号"
    assert header["to"] == "各学校、各科室"
    assert header["written"] == "2023-02-01"
    assert "index" not in header


def test_totals_count_a_steps_facts_once(plan: WorkPlan) -> None:
    assert totals(plan) == (
        "2 sections, 3 tasks, 2 steps, 0 measures 步, 1 quantity 数, 0 dates 期, 0 citations 文, "
        "2 owners 责; 1 warning (plankit check)"
    )
    assert counted(1, "quantity") == "1 quantity"


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(plan: WorkPlan, width: int) -> None:
    title = "深入学习贯彻党的教育方针，全面落实立德树人根本任务，推动教育高质量发展" * 3
    long = plan.children[0].model_copy(update={"title": title})
    for level in range(20):
        long = node(Section, "一、", "加强党的建设", level, children=(long,))
    lines = shown(plan.model_copy(update={"children": (long,)}), width)
    assert max(cell_len(line) for line in lines) <= width
    assert "".join(re.findall(r"[\u4e00-\u9fff，]", "".join(lines))).count("立德树人") >= 2


def test_nothing_of_a_document_is_obeyed_by_the_terminal(plan: WorkPlan) -> None:
    evil = plan.model_copy(update={"title": "要点\x1b[2J\x07[bold red]:smile:\u0085终"})
    assert shown(evil)[0] == "要点\ufffd[2J\ufffd[bold red]:smile: 终"
    assert printable("甲\n乙\t 丙") == "甲 乙 丙"


def test_a_plan_without_outline_says_so(plan: WorkPlan) -> None:
    lines = shown(plan.model_copy(update={"children": (), "title": None}))
    assert lines[0] == "(no title)"
    assert any("no outline" in line for line in lines)


CASES = """
10 一二三四五六七|一二三四五|六七
10 一二三四五，六七|一二三四|五，六七
10 一二三12345|一二三|12345
4 abcdefghij|abcd|efgh|ij
10 短|短
1 一二|一|二
2 一，|一|，
4 a一bbbb|a一|bbbb
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_folding(case: str) -> None:
    width, rest = case.split(" ", 1)
    text, *lines = rest.split("|")
    assert fold(text, int(width)) == lines


@given(st.text("一二三，。（）“”abc12 ①", max_size=80), st.integers(2, 30))
def test_folding_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = fold(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)


def test_no_line_begins_with_a_closing_mark() -> None:
    lines = fold("坚持立德树人，" * 20, 40)
    assert not [line for line in lines if line[0] in NO_BREAK_BEFORE]


# -- Markdown -------------------------------------------------------------------------------------


def test_markdown(plan: WorkPlan) -> None:
    assert to_markdown(plan) == (
        """\
---
title: "某某区教育局2023年工作要点"
year: 2023
kind: "工作要点"
issuer: "某某区教育局"
document_number: "某教〔2023〕1号"
recipients: ["各学校", "各科室"]
written_on: 2023-02-01
source: "plan.txt"
truncated: true
---

# 某某区教育局2023年工作要点

总的要求是稳中求进。

## 一、加强党的建设

### 1. 落实主体责任

- 一是培训党员300人次；
- 二是建立清单。

（牵头单位：组织科；配合单位：办公室）

**2.** 深化作风建设。

## 二、工作回顾

### 3. 扩大学位供给

新增学位1200个。

（以下原文缺失）

---

某某区教育局

2023年2月1日
"""
    )


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("1. 甲", "1\\. 甲"),
        ("# 甲", "\\# 甲"),
        ("- 甲", "\\- 甲"),
        ("---", "\\---"),
        ("a*b*_c_[d](e)<f>", "a\\*b\\*\\_c\\_\\[d\\](e)\\<f\\>"),
        ("R&D &amp;", "R&D \\&amp;"),
        ("2023年1.5万元", "2023年1.5万元"),
        ("A-B", "A-B"),
    ],
)
def test_markdown_keeps_what_looks_like_markup(plan: WorkPlan, written: str, escaped: str) -> None:
    text = to_markdown(plan.model_copy(update={"preamble": Passage(text=written)}))
    assert f"\n\n{escaped}\n\n## " in text


def test_markdown_quotes_the_covering_notice(plan: WorkPlan) -> None:
    text = to_markdown(plan.model_copy(update={"notice": Passage(text="各学校：\n现予印发。\n")}))
    assert "---\n\n> 各学校：\n>\n> 现予印发。\n\n# 某某区" in text


def test_the_yaml_head_cannot_be_broken_out_of(plan: WorkPlan) -> None:
    text = to_markdown(plan.model_copy(update={"title": '甲"\n---\nyear: 1\u0085\\'}))
    assert text.startswith('---\ntitle: "甲\\"\\n---\\nyear: 1\\u0085\\\\"\nyear: 2023\n')
