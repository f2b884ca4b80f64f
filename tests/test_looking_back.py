"""Documents that only look back: what tells no role of its own is review, in the year named."""

from __future__ import annotations

import pytest

import plankit
from plankit.roles import looks_back

PAGE = """{title}
全年培训教师300人，6月底前完成调研。
一、培训工作
（一）骨干教师。培训骨干教师50名，6月底前完成。
（二）新教师。培训新教师80名。
二、下一步工作
（一）招生。明年招生500名。
"""


@pytest.mark.parametrize(
    ("title", "back"),
    [
        ("甲县教育局2022年工作总结", True),
        ("甲县重点项目进展情况汇报", True),
        ("甲县2022年任务完成情况报告", True),
        ("甲县教育规划执行情况总结", True),
        ("甲县2022年工作要点完成情况", True),
        ("甲县教育局2022年工作总结及2023年工作计划", False),
        ("甲县教育局2022年工作总结和下步打算", False),
        ("甲县教育局2022年工作要点", False),
        ("甲县政府工作报告", False),
        (None, False),
    ],
)
def test_titles(title: str | None, back: bool) -> None:
    assert looks_back(title) is back


def test_a_summary_has_no_targets_but_in_what_it_says_is_to_come() -> None:
    plan = plankit.parse_text(PAGE.format(title="甲县教育局2022年工作总结"))
    assert [node.role for node in plan.walk()] == ["review"] * 3 + ["plan"] * 2
    roles = {q.text: q.role for node in plan.walk() for q in node.quantities}
    assert roles == {"50名": "scope", "80名": "scope", "500名": "target"}
    assert [q.role for q in plan.preamble_facts.quantities] == ["scope"]
    (date,) = plan.children[0].children[0].dates
    assert str(date.end) == "2022-06-30"


def test_a_plan_is_read_as_before() -> None:
    plan = plankit.parse_text(PAGE.format(title="甲县教育局2022年工作要点"))
    assert {node.role for node in plan.walk()} == {"plan"}
    assert {q.role for node in plan.walk() for q in node.quantities} == {"target"}


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("主要进展", "review"),
        ("下一步工作", "plan"),
        ("三农工作亮点", "review"),
        ("今年以来工作情况", "review"),
        ("执行情况", "review"),
        ("1-9月经济指标完成情况", "review"),
        ("农业发展现状", "review"),
        ("定期通报工作开展情况", "plan"),
        ("打造工作亮点", "plan"),
    ],
)
def test_section_titles(title: str, role: str) -> None:
    plan = plankit.parse_text(
        f"甲县2022年农业工作\n一、{title}\n1.建成粮仓3座。\n2.改造粮仓2座。\n"
    )
    assert plan.children[0].role == role


HALVES = """甲镇2025年工作总结及2026年工作计划
一、以党建为引领，凝聚合力
全年共培训党员300人，6月底完成换届。
二、以产业为支撑，壮大经济
（一）招商引资。引进企业3家。
{plan}
（一）做强产业。新建大棚200亩。
"""


def test_chapters_before_the_plan_of_a_summary_and_plan_look_back() -> None:
    plan = plankit.parse_text(HALVES.format(plan="三、2026年工作计划"))
    assert [child.role for child in plan.children] == ["review", "review", "plan"]
    roles = {q.text: q.role for node in plan.walk() for q in node.quantities}
    assert roles == {"300人": "scope", "3家": "scope", "200亩": "target"}
    dates = [str(date.end) for date in plan.children[0].dates]
    assert dates == ["2025-12-31", "2025-06-30"]


def test_where_no_chapter_is_told_to_be_the_plan_none_looks_back() -> None:
    plan = plankit.parse_text(HALVES.format(plan="三、以治理为保障，守住底线"))
    assert [child.role for child in plan.children] == ["plan"] * 3
