"""Markdown: a head that is YAML, headings by level, and nothing of the text taken for markup."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import plankit
from plankit.exports.markdown import to_markdown

PLAN = """\
甲市教育局关于印发2023年工作要点的通知
甲教〔2023〕5号

各学校：

现将《甲市教育局2023年工作要点》印发给你们，请认真执行。

甲市教育局
2023年3月1日

甲市教育局2023年工作要点

2023年，要坚持立德树人。

一、加强党的建设

以提高质量为重点，做好以下工作。

（一）落实责任

1.落实主体责任。制定《工作清单》。培训党员300人次以上。（牵头单位：组织科；配合单位：办公室、人事科）

2.完成2所学校巡查，6月底前结束。

二、促进公平发展

3.扩大学位供给。一是新增学位1200个。二是改建学校3所。
"""


@pytest.fixture(scope="module")
def plan() -> plankit.WorkPlan:
    return plankit.parse_text(PLAN, name="要点.txt")


def parts(text: str) -> tuple[str, str]:
    """The YAML head, and the Markdown behind it."""
    found = re.fullmatch(r"---\n(.*?)\n---\n\n?(.*)", text, re.S)
    assert found
    return found[1], found[2]


def tokens(text: str) -> list[Any]:
    return MarkdownIt().parse(parts(text)[1])


def headings(text: str) -> list[tuple[str, str]]:
    flow = tokens(text)
    return [
        (token.tag, flow[i + 1].content)
        for i, token in enumerate(flow)
        if token.type == "heading_open"
    ]


def test_the_head_is_yaml(plan: plankit.WorkPlan, needs: Callable[[str], ModuleType]) -> None:
    yaml = needs("yaml")
    head = yaml.safe_load(parts(to_markdown(plan))[0])
    assert head["title"] == "甲市教育局2023年工作要点"
    assert head["year"] == 2023
    assert head["document_number"] == "甲教〔2023〕5号"
    assert head["source"] == "要点.txt"
    assert head["written_on"] == datetime.date(2023, 3, 1)
    assert "truncated" not in head


def told(title: str, yaml: ModuleType) -> object:
    head = parts(to_markdown(plankit.parse_text(PLAN).model_copy(update={"title": title})))[0]
    return yaml.safe_load(head)["title"]


@pytest.mark.parametrize(
    "title",
    [
        "2022-01-26",
        "1e3",
        "yes",
        "- a: b # c",
        '"',
        "\\",
        "\x85\x00\ufeff",
        "---",
        "甲\n---\n乙",
        "𠮷",
    ],
)
def test_a_title_that_looks_like_something_else_is_a_title(
    title: str, needs: Callable[[str], ModuleType]
) -> None:
    assert told(title, needs("yaml")) == title


@given(title=st.text(max_size=20))
def test_any_title_is_a_title(title: str, needs: Callable[[str], ModuleType]) -> None:
    assert told(title, needs("yaml")) == title


def test_headings_follow_the_tree(plan: plankit.WorkPlan) -> None:
    assert headings(to_markdown(plan)) == [
        ("h1", "甲市教育局2023年工作要点"),
        ("h2", "一、加强党的建设"),
        ("h3", "（一）落实责任"),
        ("h4", "1. 落实主体责任"),
        ("h2", "二、促进公平发展"),
        ("h3", "3. 扩大学位供给"),
    ]


def test_what_stands_below_a_heading(plan: plankit.WorkPlan) -> None:
    text = to_markdown(plan)
    assert "（牵头单位：组织科；配合单位：办公室、人事科）" in text
    assert "\n- 一是新增学位1200个。\n- 二是改建学校3所。\n" in text
    assert "**2.** 完成2所学校巡查，6月底前结束。" in text
    assert "> 现将《甲市教育局2023年工作要点》印发给你们，请认真执行。" in text


def plain(text: str) -> str:
    """The words of Markdown as they are shown, without white space."""
    found = []
    for token in tokens(text):
        for child in token.children or ():
            assert child.type in ("text", "softbreak", "strong_open", "strong_close"), child.type
            found.append(child.content)
        assert token.type not in ("html_block", "code_block", "fence", "table_open")
    return re.sub(r"\s", "", "".join(found))


def test_all_words_are_shown_and_none_is_markup(seeds: list[Path]) -> None:
    for path in seeds:
        plan = plankit.parse(path)
        shown = plain(to_markdown(plan))
        for node in plan.walk():
            assert re.sub(r"\s", "", node.title) in shown
            if not (isinstance(node, plankit.Task) and node.children):
                assert re.sub(r"\s", "", node.text) in shown, node.id


@pytest.mark.parametrize(
    "words",
    [
        "*甲*乙", "_甲_", "`甲`", "[甲](乙)", "<b>甲</b>", "&lt;甲", "# 甲", "1) 甲", "+ 甲",
        "- 甲", "> 甲", "===", "---", "~~甲~~", "甲 | 乙", "\\\\甲", "![甲](乙)", "<!-- 甲", "***",
        "    甲", "\t甲", "12. 甲", "```",
    ],
)  # fmt: skip
def test_words_are_never_markup(words: str) -> None:
    plan = plankit.parse_text(PLAN)
    section = plan.sections[0].model_copy(
        update={"text": f"前。\n{words}\n后。", "title": words, "children": (), "owners": ()}
    )
    text = to_markdown(plan.model_copy(update={"children": (section,), "title": words}))
    shown = plain(text)
    bare = re.sub(r"\s", "", words)
    assert shown.count(bare) >= 3 if bare else True
    assert [tag for tag, _ in headings(text)] == ["h1", "h2"]


def test_a_truncated_plan_says_so(seeds: list[Path]) -> None:
    plan = plankit.parse(seeds[1])
    assert plan.truncated
    assert "（以下原文缺失）" in to_markdown(plan)
    assert "truncated: true" in parts(to_markdown(plan))[0]
