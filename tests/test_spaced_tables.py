"""Tables whose cells stand apart by spaces, and what only looks like one."""

from __future__ import annotations

import pytest

from plankit import WorkPlan, parse_text

HEAD = "某县2024年重点工作任务分解表\n"


def told(plan: WorkPlan) -> list[tuple[str, list[str], list[str]]]:
    return [
        (task.title or "", [owner.name for owner in task.owners], [d.text for d in task.dates])
        for task in plan.tasks
    ]


READ = [
    (
        "序号 任务 责任单位 完成时限\n1 推进教育公平 县教育局 6月底\n"
        "2 加强医疗保障 县卫健局 12月底\n",
        [("推进教育公平", ["县教育局"], ["6月底"]), ("加强医疗保障", ["县卫健局"], ["12月底"])],
    ),
    (
        "序号　　任务　　责任单位\n1.　推进教育公平　　县教育局、县财政局\n"
        "2.　加强医疗保障　县卫健局\n",
        [("推进教育公平", ["县教育局", "县财政局"], []), ("加强医疗保障", ["县卫健局"], [])],
    ),
    (
        "一、抓好落实\n序号 任务 牵头单位 完成时限\n1 推进教育公平 县教育局 全年\n"
        "2 加强医疗保障 县卫健局 全年\n二、加强领导\n明确责任。\n",
        [
            ("推进教育公平", ["县教育局"], ["全年"]),
            ("加强医疗保障", ["县卫健局"], ["全年"]),
            ("加强领导", [], []),
        ],
    ),
]


@pytest.mark.parametrize(("rows", "tasks"), READ)
def test_rows_are_read(rows: str, tasks: list[tuple[str, list[str], list[str]]]) -> None:
    plan = parse_text(HEAD + rows)
    assert told(plan) == tasks
    assert plan.title == HEAD.strip()
    assert not any(d.code == "wrap-joined" for d in plan.diagnostics)


LEFT = [
    # a cell was wrapped: it may be the words of any
    "序号 任务 责任单位\n1 推进教育 县教育局\n公平\n2 加强医疗保障 县卫健局\n",
    # a group that is told in its first row alone
    "序号 类别 任务 责任单位\n1 教育 推进公平 县教育局\n2 推进质量 县教育局\n",
    # one row, and a heading of words that are no columns
    "序号 任务 责任单位\n1 推进教育公平 县教育局\n",
    "序言 任务 责任单位\n1 推进教育公平 县教育局\n2 加强医疗保障 县卫健局\n",
]


@pytest.mark.parametrize("rows", LEFT)
def test_spaces_stay_where_cells_cannot_be_told(rows: str) -> None:
    assert not any("\t" in node.raw or node.owners for node in parse_text(HEAD + rows).walk())


def test_the_head_of_a_table_is_no_title() -> None:
    plan = parse_text(
        HEAD + "序号|任务|责任单位|措施\n1|推进教育|县教育局|新建学校\n2|治水|水利局|疏浚\n"
    )
    assert plan.title == HEAD.strip()
    assert [task.title for task in plan.tasks] == ["推进教育", "治水"]
