"""Which labels are real and how they nest: small documents, and what each step costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import plankit
from plankit.model import Section, Task
from plankit.outline.labels import INSIDE, LINE, PAUSE, SENTENCE, Candidate, candidates
from plankit.outline.settling import BEHIND, PLACE_WEIGHT, place_weight, settle
from plankit.source import Mark, Source

CASES = Path(__file__).parent / "cases" / "outlines.txt"


def read_cases() -> Iterator[tuple[str, str, str]]:
    _, *parts = CASES.read_text(encoding="utf-8").split("\n## ")
    for part in parts:
        name, rest = part.split("\n", 1)
        document, tree = rest.split("\n--\n", 1) if "\n--\n" in rest else (rest[:-3], "")
        yield name, document + "\n", tree.strip("\n")


def drawn(nodes: tuple[Section | Task, ...], level: int = 0) -> Iterator[str]:
    for node in nodes:
        yield f"{'  ' * level}{node.kind[0]} {node.label or '-'} {node.title}"
        yield from drawn(node.children, level + 1)


@pytest.mark.parametrize(
    ("name", "document", "tree"), list(read_cases()), ids=[c[0] for c in read_cases()]
)
def test_trees(name: str, document: str, tree: str) -> None:
    plan = plankit.parse_text(document, facts=False)
    assert "\n".join(drawn(plan.children)) == tree


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1.甲乙\n2.丙丁\n4.戊己\n", ["number-gap"]),
        ("1.甲乙\n2.丙丁\n2.戊己\n3.庚辛\n", ["number-repeated"]),
        ("3.甲乙\n4.丙丁\n5.戊己\n", ["number-gap"]),
        ("1.甲乙\n2.丙丁\n3.戊己\n", []),
        ("一、甲乙\n1.丙丁\n2.戊己\n二、庚辛\n3.壬癸\n4.子丑\n", []),
    ],
)
def test_numbers_that_do_not_follow_are_told_and_kept(text: str, codes: list[str]) -> None:
    plan = plankit.parse_text(text, facts=False)
    assert sum(1 for _ in plan.walk()) == text.count("\n")
    assert [d.code for d in plan.diagnostics if d.code.startswith("number")] == codes


def test_a_teaser_that_repeats_the_plan_is_no_node() -> None:
    lines = ["一、加强党建", "认真学习理论，推动工作。", "二、抓好教学", "认真开齐课程，不断提高。"]
    plan = plankit.parse_text("甲区2022年工作要点\n" + "\n".join(lines) + "\n", facts=False)
    assert [n.number for n in plan.walk()] == [1, 2]


def test_no_outline_is_told() -> None:
    plan = plankit.parse_text("今天天气很好。\n", facts=False)
    assert plan.children == ()
    assert "no-outline" in {d.code for d in plan.diagnostics}


def test_heading_styles_of_the_container_make_chapters() -> None:
    text = (
        "工作设想\n认真谋划。\n抓好落实\n（一）学习理论。认真学习。\n（二）建强支部。选优配强。\n"
    )
    marks = tuple(Mark(text.index(w), "heading", 2) for w in ("工作设想", "抓好落实"))
    plan = plankit.api.parse_source(Source(text=text, marks=marks), facts=False)
    assert list(drawn(plan.children)) == [
        "s - 工作设想",
        "s - 抓好落实",
        "  t （一） 学习理论",
        "  t （二） 建强支部",
    ]
    assert [n.style for n in plan.children] == ["plain", "plain"]
    assert [n.id for n in plan.walk()] == ["u1", "u2", "u2.1", "u2.2"]


def test_heading_styles_nest_by_their_level() -> None:
    text = "教学工作\n课程建设\n开齐课程。\n作业管理\n减少作业。\n安全工作\n隐患排查\n每月排查。\n"
    levels = {"教学工作": 1, "课程建设": 2, "作业管理": 2, "安全工作": 1, "隐患排查": 2}
    marks = tuple(Mark(text.index(w), "heading", level) for w, level in levels.items())
    plan = plankit.api.parse_source(Source(text=text, marks=marks), facts=False)
    assert list(drawn(plan.children)) == [
        "s - 教学工作",
        "  t - 课程建设",
        "  t - 作业管理",
        "s - 安全工作",
        "  t - 隐患排查",
    ]


# -- the search itself ----------------------------------------------------------------------------


def run(*labels: str) -> list[tuple[str, int]]:
    """Labels written as style:number, all at lines' beginnings → those taken, and their depth."""
    found = []
    for k, label in enumerate(labels):
        style, number = label.split(":")
        found.append(Candidate(k, k + 1, style, int(number), LINE, True))
    units = settle(found, [PLACE_WEIGHT[LINE]] * len(found))
    return [(labels[index], depth) for index, depth in units]


def test_settle_takes_what_runs_on() -> None:
    assert run("chinese:1", "arabic:1", "arabic:2", "chinese:2", "arabic:3") == [
        ("chinese:1", 0),
        ("arabic:1", 1),
        ("arabic:2", 1),
        ("chinese:2", 0),
        ("arabic:3", 1),
    ]


def test_settle_of_nothing() -> None:
    assert settle([], []) == []


def test_a_candidate_inside_a_word_is_taken_only_for_its_run() -> None:
    assert candidates("甲（一）乙")[0].place == INSIDE
    inside = [Candidate(0, 1, "chinese_paren", 1, INSIDE, True)]
    assert settle(inside, [PLACE_WEIGHT[INSIDE]]) == []
    around = [
        Candidate(k, k + 1, "chinese_paren", k + 1, place, True)
        for k, place in enumerate([LINE, INSIDE, LINE])
    ]
    weights = [PLACE_WEIGHT[c.place] for c in around]
    assert settle(around, weights) == [(0, 0), (1, 0), (2, 0)]


def test_weights_fall_with_the_place() -> None:
    def weight(place: int, **more: bool) -> float:
        candidate = Candidate(0, 1, "arabic", 1, place, more.pop("firm", True))
        return place_weight(candidate, more.get("lost", False), more.get("marked", False), False)

    falling = [weight(place) for place in (LINE, SENTENCE, PAUSE, INSIDE)]
    assert falling == sorted(falling, reverse=True)
    assert weight(LINE, firm=False) < weight(LINE)
    assert weight(LINE, marked=True) > weight(LINE)
    assert weight(INSIDE, lost=True) > weight(INSIDE)
    # no single weight outbids the beam, else a state could be dropped that wins later
    assert max(PLACE_WEIGHT.values()) < BEHIND


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("五抓禁毒宣传", [1, 2, 3, 4, 5, 6]),
        ("五一劳动节前开展慰问", [1, 2, 3, 4, 6]),  # the day, not the number
        ("五项制度要落实", [1, 2, 3, 4, 6]),
    ],
)
def test_a_label_without_its_delimiter_is_a_whole_numeral(line: str, numbers: list[int]) -> None:
    plan = plankit.parse_text(
        "一、抓好组织\n成立小组。\n二、抓好部署\n召开会议。\n三、加强宣传\n全年宣传。\n"
        f"四、加强整治\n开展整治行动。\n{line}\n强化服务。\n六、加强保障\n落实经费。\n"
    )
    assert [node.number for node in plan.children] == numbers


def test_missing_numbers_cost_no_pattern_each(monkeypatch: pytest.MonkeyPatch) -> None:
    def plan(first: int) -> str:
        units = (f"{first + 2 * k}.加强工作，推进落实。\n" for k in range(30))
        return f"一、抓好任务\n{''.join(units)}"

    plankit.parse_text(plan(101), facts=False)

    def no_more(pattern: str, flags: int = 0) -> None:
        raise AssertionError(f"compiled while a document is read: {pattern}")

    monkeypatch.setattr(re, "compile", no_more)
    read = plankit.parse_text(plan(201), facts=False)
    assert [n.number for n in read.walk()][1:] == list(range(201, 261, 2))
