"""What holds for every input: spans, order, regions, determinism, and that nothing raises."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import restyling
from hypothesis import given, settings
from hypothesis import strategies as st

import plankit
from plankit.model import Section, Task, WorkPlan
from plankit.source import Source


def check(text: str) -> WorkPlan:
    """Parse, and hold the plan to everything that must be so."""
    plan = plankit.parse_text(text)
    nodes = list(plan.walk())
    check_nodes(plan, plan.children, 0, len(text), 1)
    assert len({n.id for n in nodes}) == len(nodes), "ids are unique"
    for node in nodes:
        assert text[node.span.start : node.span.end] == node.raw
        if node.title_span is not None:
            assert node.span.start <= node.title_span.start < node.title_span.end <= node.span.end
        for facts in (node.quantities, node.dates, node.citations, node.owners, node.measures):
            for fact in facts:
                if getattr(fact, "inherited", False):
                    continue  # stands in the section's own words
                assert node.span.start <= fact.span.start <= fact.span.end <= node.span.end
                assert text[fact.span.start : fact.span.end] == fact.raw
    check_regions(plan, text)
    assert plankit.parse_text(text).model_dump_json() == plan.model_dump_json(), "same in, same out"
    assert WorkPlan.model_validate_json(plan.model_dump_json()) == plan
    return plan


def check_nodes(
    plan: WorkPlan, nodes: tuple[Section | Task, ...], start: int, end: int, level: int
) -> None:
    """Siblings follow each other inside `[start, end)`."""
    for node in nodes:
        assert start <= node.span.start < node.span.end <= end, (node.id, node.span, start, end)
        assert node.level == level
        check_nodes(plan, node.children, node.span.start, node.span.end, level + 1)
        start = node.span.end


def check_regions(plan: WorkPlan, text: str) -> None:
    """Regions cover the text in order; those of a node lie inside it."""
    at = 0
    spans = {n.id: n.span for n in plan.walk()}
    for region in plan.regions:
        assert region.span.start == at, "no gap, no overlap"
        assert region.span.end > at, "no empty region"
        at = region.span.end
        if region.kind in ("label", "title", "text"):
            assert region.node_id is not None
            span = spans[region.node_id]
            words = text[region.span.start : region.span.end].rstrip()
            assert span.start <= region.span.start
            assert region.span.start + len(words) <= span.end, (region, span)
        else:
            assert region.node_id is None
    assert at == len(text)
    labelled = {r.node_id for r in plan.regions if r.kind == "label"}
    assert labelled == {i for i, n in ((n.id, n) for n in plan.walk()) if n.label}


# -- any text at all ------------------------------------------------------------------------------

ALPHABET = (
    "一二三四五六七八九十百〇零第章节条部分（）()【】[]〔〕0123456789０１２.．。、，,；;：:是要"
    "①②⑴⒈㈠Ⅰ壹甲Aa 　\t\n\r\x0b\x0c\xa0\u200b\ufeff|•《》“”‘’…—%万元个所年月日工作发展推进加强附件"
    "𠮷\ud800é"
)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text.replace("\ud800", ""))


@given(st.text(st.sampled_from(ALPHABET.replace("\ud800", "")), max_size=300))
@settings(max_examples=300)
def test_text_of_the_characters_that_plans_are_made_of(text: str) -> None:
    check(text)


def test_a_line_of_any_white_space_is_blank() -> None:
    for char in filter(str.isspace, map(chr, range(sys.maxunicode + 1))):
        check(char)
        plan = check(f"2024年工作要点\n{char}\n一、甲工作\n{char}推进乙工作。")
        assert [child.title for child in plan.children] == ["甲工作"], ascii(char)


def test_a_lone_surrogate_is_refused_or_kept() -> None:
    # a str may hold one; no reader makes it, and JSON has no room for it
    plan = plankit.parse_text("一、甲\ud800\n二、乙\n")
    assert [n.number for n in plan.children] == [1, 2]


LABELS = st.one_of(
    st.builds(
        lambda style, n: style.format(c=restyling.NUMERALS[n], n=n),
        st.sampled_from(
            [
                "第{c}章 ", "第{c}条 ", "第{c}部分 ", "{c}、", "{c} ", "{c}，", "（{c}）", "({c})",
                "{c}）", "{n}.", "{n}、", "{n}．", "{n}", "{n} ", "（{n}）", "({n})", "{n}）",
                "{n}.{n}", "{n}.1.2 ", "{c}是", "{c}要", "第{c}，", "第{c}、", "其{c}，",
            ]
        ),
        st.integers(1, 25),
    ),
    st.sampled_from([*"①②③④㈠㈡⑴⒉Ⅰ", "首先，", "其次，", "最后，", "甲、", "A.", "a)", "壹、"]),
)  # fmt: skip
WORDS = st.sampled_from(
    """
推进义务教育优质均衡发展
加强组织领导
总体要求
新建学校3所，新增学位1200个
到2025年底前完成1.5万亩
认真落实《甲区教育规划（2021—2025年）》
（责任单位：甲局、乙局）
“一校一品”
XX区
第1、2、3项工作
每年5、6月
一、二年级
2022. 3
3.15晚会
甲区教育局2022年工作要点
甲区教育局
2022年1月26日
附件
附件1：任务表
名词解释：
关于印发《甲计划》的通知
各中小学、幼儿园：
现印发给你们，请认真贯彻执行。
索引号: 123
发文字号:
目 录
标签：
各位代表！
本方案自印发之日起施行。
x场、xx个
18.72KB
加强教师队伍建设
全力推进資源配置優化
Solid Works
12 34
&nbsp;
一是抓落实
""".strip().split("\n")
)
JOINTS = st.sampled_from(
    [
        "\n",
        "\n",
        "\n",
        "\n\n",
        "。",
        "。\n",
        "；",
        "：",
        "，",
        "、",
        " ",
        "",
        "\r\n",
        "\n　　",
        "\t",
    ]
)


@given(st.lists(st.tuples(st.one_of(LABELS, st.just("")), WORDS, JOINTS), max_size=40))
@settings(max_examples=300)
def test_labels_headings_and_noise_in_any_order(parts: list[tuple[str, str, str]]) -> None:
    check("".join(label + words + joint for label, words, joint in parts))


# -- the seeds, damaged ---------------------------------------------------------------------------

SEEDS = sorted((Path(__file__).parent.parent / "fixtures" / "seeds").glob("*.txt"))
TEXTS = [path.read_bytes().decode() for path in SEEDS]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A stretch of a seed with lines dropped, doubled, cut, joined and swapped."""
    text = draw(st.sampled_from(TEXTS))
    start = draw(st.integers(0, max(0, len(text) - 200)))
    text = text[start : start + draw(st.integers(100, 2500))]
    lines = text.split("\n")
    for _ in range(draw(st.integers(0, 6))):
        k = draw(st.integers(0, len(lines) - 1))
        what = draw(st.sampled_from(["drop", "double", "cut", "join", "swap", "blank", "indent"]))
        if what == "drop" and len(lines) > 1:
            del lines[k]
        elif what == "double":
            lines.insert(draw(st.integers(0, len(lines))), lines[k])
        elif what == "cut":
            at = draw(st.integers(0, len(lines[k])))
            lines[k : k + 1] = [lines[k][:at], lines[k][at:]]
        elif what == "join" and k + 1 < len(lines):
            lines[k : k + 2] = [lines[k] + lines[k + 1]]
        elif what == "swap" and k + 1 < len(lines):
            lines[k], lines[k + 1] = lines[k + 1], lines[k]
        elif what == "blank":
            lines.insert(k, draw(st.sampled_from(["", " ", "\u3000\u3000", "\xa0"])))
        elif what == "indent":
            lines[k] = "\u3000\u3000" + lines[k]
    how = draw(st.sampled_from(["as it is", "full", "half", "wrapped", "one line", "labels lost"]))
    if how == "full":
        return restyling.full("\n".join(lines))
    if how == "half":
        return restyling.half("\n".join(lines))
    if how == "wrapped":
        measure = draw(st.sampled_from([restyling.columns, restyling.points]))
        return restyling.wrapped(lines, draw(st.integers(8, 120)), measure)
    if how == "one line":
        return "".join(lines)
    if how == "labels lost":
        return re.sub(r"(?m)^(\d{1,2})[.、]", r"\1", "\n".join(lines))
    return "\n".join(lines)


@given(damaged())
@settings(max_examples=150)
def test_seeds_with_lines_dropped_doubled_cut_joined_and_wrapped(text: str) -> None:
    check(text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_whole_seeds(path: Path) -> None:
    check(path.read_bytes().decode())


@pytest.mark.parametrize("name", restyling.NAMES)
@given(data=st.data())
@settings(max_examples=15)
def test_units_left_out_are_gaps_and_no_other_unit_goes_with_them(
    name: str, data: st.DataObject
) -> None:
    """Tasks with everything they say are taken out, up to three in a row: the rest stays."""
    body = restyling.body(name)
    told = restyling.gold(name)["nodes"]
    leaves = [k for k, node in enumerate(told) if node["kind"] == "task"]
    gone = set(data.draw(st.lists(st.sampled_from(leaves), min_size=1, max_size=3, unique=True)))
    kept = [k for k in range(len(told)) if k not in gone]
    # a run that has lost all but one or two units is no longer the run it was
    runs: dict[int | None, int] = {}
    for k in kept:
        if told[k]["kind"] == "task":
            runs[told[k]["parent"]] = runs.get(told[k]["parent"], 0) + 1
    if any(runs.get(told[k]["parent"], 0) < 2 for k in gone):
        return
    text = restyling.Body(body.title, body.preamble, tuple(body.units[k] for k in kept)).text()
    plan = check(text)
    assert [(n.kind, n.level, n.number) for n in plan.walk()] == [
        (told[k]["kind"], told[k]["level"], told[k]["number"]) for k in kept
    ]
    codes = {d.code for d in plan.diagnostics}
    inside = any(k + 1 in kept and told[k + 1]["parent"] == told[k]["parent"] for k in gone)
    assert ("number-gap" in codes) or not inside


@pytest.mark.parametrize("name", restyling.NAMES)
@given(data=st.data())
@settings(max_examples=15)
def test_units_doubled_are_all_there(name: str, data: st.DataObject) -> None:
    body = restyling.body(name)
    told = restyling.gold(name)["nodes"]
    # a label without its delimiter is a label only by its neighbours, and doubled it is not
    leaves = [k for k, n in enumerate(told) if n["kind"] == "task" and not n["label"][-1].isdigit()]
    k = data.draw(st.sampled_from(leaves))
    units = (*body.units[: k + 1], *body.units[k:])
    plan = check(restyling.Body(body.title, body.preamble, units).text())
    wanted = [node["number"] for node in told]
    wanted.insert(k, told[k]["number"])
    assert [n.number for n in plan.walk()] == wanted
    assert "number-repeated" in {d.code for d in plan.diagnostics}


def test_marks_outside_the_text_are_ignored() -> None:
    from plankit.source import Mark

    source = Source(text="甲\n乙\n", marks=(Mark(99, "heading", 1), Mark(0, "heading", 1)))
    plan = plankit.parse_source(source) if hasattr(plankit, "parse_source") else None
    assert plan is None or plan.source is source
