"""Tables of tasks: heads of two rows, cells over several rows or columns, names behind labels."""

from __future__ import annotations

import pytest

import plankit

TITLE = "平湖区2024年重点任务分解表"
Told = list[tuple[str, int, int | None, str, list[str]]]


def told(text: str) -> Told:
    plan = plankit.parse_text(text)
    assert plan.title == TITLE
    return [
        (n.kind, n.level, n.number, n.title, [f"{o.name} {o.role}" for o in n.owners])
        for n in plan.walk()
    ]


def parted(rows: str, mark: str) -> str:
    """Rows told with bars, with other marks between their cells."""
    lines = [mark.join(c.strip() for c in row.split("|")) for row in rows.strip().split("\n")]
    return f"{TITLE}\n\n" + "\n".join(lines) + "\n"


TWO_ROWS = """
序号|任务|责任分工||完成时限
||牵头|配合|
1|新建幼儿园|教育局|财政局|6月底前
2|改造市场|商务局||9月底前
"""
TWO_ROWS_TOLD: Told = [
    ("task", 1, 1, "新建幼儿园", ["教育局 lead", "财政局 support"]),
    ("task", 1, 2, "改造市场", ["商务局 lead"]),
]


@pytest.mark.parametrize("mark", ["|", " | ", "\t"])
def test_a_head_of_two_rows(mark: str) -> None:
    assert told(parted(TWO_ROWS, mark)) == TWO_ROWS_TOLD
    # both rows again on the next page
    again = TWO_ROWS + "\n".join(TWO_ROWS.strip().split("\n")[:2]) + "\n3|治理河道|水利局||年底前\n"
    assert told(parted(again, mark))[:2] == TWO_ROWS_TOLD
    assert told(parted(again, mark))[2][3:] == ("治理河道", ["水利局 lead"])


def test_a_second_head_in_a_web_page() -> None:
    rows = (
        "<tr><th rowspan=2>序号</th><th rowspan=2>任务</th><th colspan=2>责任分工</th></tr>"
        "<tr><th>牵头单位</th><th>配合单位</th></tr>"
        "<tr><td>1</td><td>新建幼儿园</td><td>教育局</td><td>财政局</td></tr>"
        "<tr><td>2</td><td>改造市场</td><td>商务局</td><td>市监局</td></tr>"
    )
    plan = plankit.parse(
        f"<html><body><h1>{TITLE}</h1><table>{rows}</table></body></html>".encode()
    )
    assert [[(o.name, o.role) for o in t.owners] for t in plan.tasks] == [
        [("教育局", "lead"), ("财政局", "support")],
        [("商务局", "lead"), ("市监局", "support")],
    ]


@pytest.mark.parametrize("mark", ["|", " | ", "\t"])
def test_groups_over_several_rows(mark: str) -> None:
    rows = """
类别|序号|工作任务|责任单位
民生类|1|新建幼儿园|教育局
|2|改造市场|商务局
生态类|1|治理河道|水利局
|2|种植树木|林业局
"""
    assert told(parted(rows, mark)) == [
        ("section", 1, None, "民生类", []),
        ("task", 2, 1, "新建幼儿园", ["教育局 responsible"]),
        ("task", 2, 2, "改造市场", ["商务局 responsible"]),
        ("section", 1, None, "生态类", []),
        ("task", 2, 1, "治理河道", ["水利局 responsible"]),
        ("task", 2, 2, "种植树木", ["林业局 responsible"]),
    ]


def test_a_heading_in_each_cell_of_its_row() -> None:
    rows = "序号|任务|责任单位\n一、民生|一、民生|一、民生\n1|新建幼儿园|教育局\n"
    assert told(parted(rows, "|"))[0] == ("section", 1, 1, "民生", [])


def test_owners_over_several_rows() -> None:
    rows = (
        "序号|任务|责任单位|时限\n1|新建幼儿园|教育局|6月\n2|扩建小学||9月\n3|改造市场|商务局|9月\n"
    )
    plan = plankit.parse_text(parted(rows, "|"))
    assert [[(o.name, o.inherited) for o in t.owners] for t in plan.tasks] == [
        [("教育局", False)],
        [("教育局", True)],
        [("商务局", False)],
    ]


def test_a_row_that_heads_others_takes_no_owners_from_above() -> None:
    rows = (
        "序号|任务|责任单位\n1|民生工程|\n1.1|新建幼儿园|教育局\n1.2|改造市场|商务局\n"
        "2|生态工程|\n2.1|治理河道|水利局\n"
    )
    assert told(parted(rows, "|")) == [
        ("section", 1, 1, "民生工程", []),
        ("task", 2, 1, "新建幼儿园", ["教育局 responsible"]),
        ("task", 2, 2, "改造市场", ["商务局 responsible"]),
        ("section", 1, 2, "生态工程", []),
        ("task", 2, 1, "治理河道", ["水利局 responsible"]),
    ]


def test_support_alone_may_be_missing() -> None:
    rows = "序号|任务|牵头单位|配合单位\n1|新建幼儿园|教育局|财政局\n2|扩建小学|教育局|\n"
    assert told(parted(rows, "|"))[1][4] == ["教育局 lead"]


def test_labels_inside_a_cell() -> None:
    rows = "序号|任务|责任单位\n1|新建幼儿园|牵头单位：教育局；配合单位：财政局、住建局\n"
    assert told(parted(rows, "|"))[0][4] == ["教育局 lead", "财政局 support", "住建局 support"]


@pytest.mark.parametrize("head", ["| {} | | |", "{} | | |", "|{}|||", "{}\t\t\t"])
def test_a_title_in_the_table(head: str) -> None:
    mark = "\t" if "\t" in head else "|"
    text = (
        head.format(TITLE)
        + "\n"
        + parted("序号|任务|责任单位\n1|新建幼儿园|教育局\n", mark).split("\n\n")[1]
    )
    assert told(text) == [("task", 1, 1, "新建幼儿园", ["教育局 responsible"])]


CELLS = """
工作任务|牵头科室|责任科室|工作要求
（一）推进清单公开
公开权力清单|法规科|各科室|及时更新。
公开审批事项|法规科|律师科、公证科|6月底前更新一次。
（二）推进财政公开
公开部门预算|计财科|各科室|按时公开。
"""


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_one_cell_a_line_without_numbers(gap: str) -> None:
    cells = gap.join(CELLS.strip().replace("|", "\n").split("\n"))
    assert told(f"{TITLE}\n\n{cells}\n") == [
        ("section", 1, 1, "推进清单公开", []),
        ("task", 2, None, "公开权力清单", ["法规科 lead", "各科室 responsible"]),
        (
            "task",
            2,
            None,
            "公开审批事项",
            ["法规科 lead", "律师科 responsible", "公证科 responsible"],
        ),
        ("section", 1, 2, "推进财政公开", []),
        ("task", 2, None, "公开部门预算", ["计财科 lead", "各科室 responsible"]),
    ]


def test_heads_alone_on_lines_make_no_table() -> None:
    text = f"{TITLE}\n\n工作任务\n责任单位\n工作要求\n明确职责\n各司其职\n加强督查\n"
    plan = plankit.parse_text(text)
    assert not [d for d in plan.diagnostics if d.code == "cells-joined"]
