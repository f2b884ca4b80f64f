"""Tables of tasks: headings numbered 一、 among rows numbered 1, sums, outer marks."""

from __future__ import annotations

import pytest

import plankit

HEAD = ("序号", "考核项目", "分值", "考核指标", "负责部门")
ROWS = [
    ("", "总分", "100", "", ""),
    ("一、", "抓基础", "31", "", ""),
    ("1", "建章立制", "5", "年内修订制度3项。", "教育局"),
    ("2", "落实责任", "4", "每校明确1名责任人。", "教育局、财政局"),
    ("二、", "抓整治", "15", "6月底前完成整治。", "城管局"),
    ("3", "清理杂物", "3", "清理堆放物20处。", "城管局"),
    ("三、", "信息报送", "7", "每季度报送2篇。", "办公室"),
    ("", "合计", "100", "", ""),
]
WANTED = [
    ("section", 1, 1, "抓基础"),
    ("task", 2, 1, "建章立制"),
    ("task", 2, 2, "落实责任"),
    ("section", 1, 2, "抓整治"),
    ("task", 2, 3, "清理杂物"),
    ("task", 1, 3, "信息报送"),
]


def table(kind: str) -> str:
    lines = [" | ".join(row) for row in (HEAD, *ROWS)]
    if kind == "markdown":
        lines = [f"| {line} |" for line in lines]
        lines.insert(1, "|---|---|---|---|---|")
    if kind == "html":
        cells = ("".join(f"<td>{c}</td>" for c in row) for row in (HEAD, *ROWS))
        lines = ["<html><body><table>", *(f"<tr>{c}</tr>" for c in cells), "</table></body></html>"]
    title = "平湖区2024年校园安全任务分解表"
    return "\n".join([f"<h1>{title}</h1>" if kind == "html" else title, *lines]) + "\n"


@pytest.mark.parametrize("kind", ["bars", "markdown", "html"])
def test_headings_among_rows(kind: str) -> None:
    plan = plankit.parse(table(kind).encode())
    assert [(n.kind, n.level, n.number, n.title) for n in plan.walk()] == WANTED
    assert [n.label for n in plan.walk()] == ["一、", "1", "2", "二、", "3", "三、"]
    owners = {n.title: [o.name for o in n.owners] for n in plan.tasks}
    assert owners["落实责任"] == ["教育局", "财政局"]
    assert owners["信息报送"] == ["办公室"]
    assert not [d for d in plan.diagnostics if d.code.startswith("number")]
    at = 0
    for region in plan.regions:
        assert region.span.start == at
        at = region.span.end
    assert at == len(plan.source.text)


def test_rows_numbered_in_chinese_alone_are_tasks() -> None:
    text = (
        "平湖区2024年任务分解表\n序号 | 任务 | 责任单位\n"
        "一 | 抓党建 | 机关党委\n二 | 抓安全 | 安全科\n三 | 抓教研 | 教研室\n"
    )
    plan = plankit.parse_text(text)
    assert [(n.kind, n.number, n.level) for n in plan.walk()] == [("task", k, 1) for k in (1, 2, 3)]


def test_a_heading_keeps_what_its_own_row_says() -> None:
    rows = [
        HEAD,
        ("一、", "抓整治", "15", "6月底前完成整治。", "城管局"),
        ("1", "清理杂物", "3", "清理堆放物20处。", "街道办"),
        ("二、", "抓宣传", "7", "", ""),
    ]
    plan = plankit.parse_text("平湖区2024年任务分解表\n" + "\n".join(map(" | ".join, rows)))
    heading, task, alone = plan.walk()
    assert (heading.kind, heading.style, heading.text) == ("section", "group", "6月底前完成整治。")
    assert [(o.name, o.inherited) for o in heading.owners] == [("城管局", False)]
    assert [str(d.end) for d in heading.dates] == ["2024-06-30"]
    assert heading.span.end == task.span.end
    assert [o.name for o in task.owners] == ["街道办"]
    # without rows below, what is numbered is what is to be done
    assert (alone.kind, alone.number, alone.title) == ("task", 2, "抓宣传")


def test_the_labels_of_notes_are_heads_of_columns() -> None:
    text = (
        "平湖中学2023年工作安排表\n日期 | 主要工作 | 责任处室 | 主要协作单位\n"
        "3月1日-3月7日 | 举行开学典礼 | 教育处、团委 | 少先队\n3月8日 | 召开全体教师会 | 教务处 |\n"
    )
    first, second = plankit.parse_text(text).tasks
    assert [(o.name, o.role) for o in first.owners] == [
        ("教育处", "responsible"),
        ("团委", "responsible"),
        ("少先队", "support"),
    ]
    assert [(str(d.start), d.relation) for d in (*first.dates, *second.dates)] == [
        ("2023-03-01", "during"),
        ("2023-03-08", "in"),
    ]


def test_rows_of_one_length_are_no_wrapped_lines() -> None:
    rows = [("抓好学习", "组织科室"), ("抓好纪律", "监察科室"), ("抓好课堂", "教务科室")]
    lines = [f"{task} | {unit}" for task, unit in [("工作任务", "责任单位"), *rows]]
    plan = plankit.parse_text("\n".join(["甲区2023年任务分解表", *lines]))
    assert [(t.title, t.owners[0].name) for t in plan.tasks] == rows


def test_a_heading_filled_down_the_rows_is_one_heading() -> None:
    rows = [
        "领域 | 类别 | 工作任务 | 责任单位",
        "机关 | 党建 | 抓好学习 | 组织科",
        "机关 | 党建 | 抓好纪律 | 监察室",
        "机关 | 人事 | 抓好考核 | 人事科",
        "学校 | 人事 | 抓好课堂 | 教务处",
    ]
    plan = plankit.parse_text("\n".join(["甲区2023年任务分解表", *rows]))
    assert [(n.level, n.title) for n in plan.walk()] == [
        (1, "机关"),
        (2, "党建"),
        (3, "抓好学习"),
        (3, "抓好纪律"),
        (2, "人事"),
        (3, "抓好考核"),
        (1, "学校"),
        (2, "人事"),
        (3, "抓好课堂"),
    ]


def test_columns_that_the_caller_names_are_known_below_the_plan_too() -> None:
    text = (
        "甲区2023年校园安全实施方案\n一、排查隐患\n1.排查校舍。排查校舍20所。\n2.整改隐患。整改到位。\n"
        "\n甲区教育局\n2023年3月1日\n\n附件：甲区校园安全分工\n"
        "号数 | 干啥 | 谁来办\n1 | 年内排查校舍20所。 | 安全科\n2 | 落实值班制度。 | 办公室\n"
    )
    columns = {"ledger_columns": [("号数", "number"), ("干啥", "task"), ("谁来办", "lead")]}
    assert len(plankit.parse_all(text.encode())) == 1
    _, table = plankit.parse_all(text.encode(), lexicons=columns)
    assert [[o.name for o in t.owners] for t in table.tasks] == [["安全科"], ["办公室"]]


def test_a_table_of_tasks_appended_to_a_plan_is_a_plan_as_well() -> None:
    text = (
        "甲区2023年校园安全实施方案\n一、主要任务\n1.排查隐患。排查校舍20所。\n2.加强值守。落实值班制度。\n"
        "二、工作要求\n3.压实责任。明确责任人。\n\n甲区教育局\n2023年3月1日\n\n附件：甲区校园安全任务分工表\n"
        "序号 | 工作任务 | 牵头单位 | 配合单位\n1 | 年内排查校舍20所。 | 安全科 | 各学校\n"
        "2 | 落实值班制度。 | 办公室 | 各学校\n"
    )
    plan, table = plankit.parse_all(text.encode())
    assert [t.title for t in plan.tasks] == ["排查隐患", "加强值守", "压实责任"]
    assert [[(o.name, o.role) for o in t.owners] for t in table.tasks] == [
        [("安全科", "lead"), ("各学校", "support")],
        [("办公室", "lead"), ("各学校", "support")],
    ]
    assert (table.year, str(table.tasks[0].dates[0].end)) == (2023, "2023-12-31")


def tree(text: str) -> list[tuple[int, str, str]]:
    return [(n.level, n.label, n.title) for n in plankit.parse_text(text).walk()]


def test_headings_on_lines_without_marks() -> None:
    head = "序号 | 工作任务 | 责任单位"
    first, second = "1 | 抓好学习 | 组织科", "1 | 抓好值守 | 办公室"
    rows = [head, "一、抓党建", first, "二、抓安全", head, second]
    assert tree("\n".join(["甲区2023年任务分解表", *rows])) == [
        (1, "一、", "抓党建"),
        (2, "1", "抓好学习"),
        (1, "二、", "抓安全"),
        (2, "1", "抓好值守"),
    ]
    # but what goes on with the numbers of the text ends the table
    text = ["甲区2023年工作方案", "一、任务", head, first, "二、要求", "抓好落实。", "三、保障"]
    assert [label for _, label, _ in tree("\n".join(text))] == ["一、", "1", "二、", "三、"]


def test_a_task_over_several_numbered_rows_heads_them() -> None:
    text = (
        "甲区2023年任务台账\n序号\t工作任务\t细化分工\t责任处室\n1\t抓好公开\t发布信息\t办公室\n"
        "2\t\t回应关切\t宣传处\n3\t抓好解读\t编写问答\t政法处\n"
    )
    assert tree(text) == [
        (1, "", "抓好公开"),
        (2, "1", "发布信息"),
        (2, "2", "回应关切"),
        (1, "", "抓好解读"),
        (2, "3", "编写问答"),
    ]


def test_a_label_is_the_number_alone() -> None:
    head = "甲区2023年任务表\n类别 | 序号 | 任务 | 责任单位\n"
    text = f"{head}党建 | 1 | 抓学习 | 组织科\n | 2 | 抓纪律 | 纪委\n"
    assert tree(text) == [(1, "", "党建"), (2, "1", "抓学习"), (2, "2", "抓纪律")]


def test_numbers_that_the_tasks_begin_with() -> None:
    head = "甲区2023年任务表\n工作任务 | 责任单位\n"
    assert tree(head + "1.抓学习 | 组织科\n2.抓纪律 | 纪委\n") == [
        (1, "1.", "抓学习"),
        (1, "2.", "抓纪律"),
    ]
    several = "1.抓学习。2.抓纪律。 | 组织科\n1.抓课堂。2.抓课间。 | 教务处\n"
    assert [label for _, label, _ in tree(head + several)] == ["", ""]


def test_owners_before_the_task_reach_down_over_the_rows() -> None:
    text = (
        "甲区2023年任务表\n牵头领导 | 任务 | 责任单位\n张三 | 抓学习 | 组织科\n | 抓纪律 | 纪委\n"
        "李四 | 抓安全 | 办公室\n"
    )
    found = [[(o.name, o.inherited) for o in t.owners] for t in plankit.parse_text(text).tasks]
    assert found == [
        [("张三", False), ("组织科", False)],
        [("张三", True), ("纪委", False)],
        [("李四", False), ("办公室", False)],
    ]


@pytest.mark.parametrize("last", [False, True])
def test_a_cell_of_many_sentences_stays_in_its_row(last: bool) -> None:
    long = "建设阅读空间，向社区开放。" * 20
    cells = [("抓好招生", "按月公布名额。"), ("推进阅读", long), ("抓好安全", "每月检查。")]
    heads = ["序号", "工作任务", "主要举措"]
    heads.insert(2 if last else 3, "责任单位")
    rows = [heads]
    for number, (task, measure) in enumerate(cells, 1):
        others = ["教育局", measure] if last else [measure, "教育局"]
        rows.append([str(number), task, *others])
    plan = plankit.parse_text("甲区2024年任务分解表\n" + "\n".join(" | ".join(r) for r in rows))
    assert [n.title for n in plan.walk()] == [task for task, _ in cells]
    assert plan.children[1].text == long


def test_steps_below_a_table_come_behind_its_rows() -> None:
    plan = plankit.parse_text(
        "2024年工作要点\n一、重点任务\n序号\t任务\t责任单位\n1\t推进甲项目\t甲局\n2\t推进乙项目\t乙局\n"
        "二是强化调度。三是严格考核。\n二、保障\n加强领导。"
    )
    first, second = plan.children
    titles = ["推进甲项目", "推进乙项目", "强化调度", "严格考核"]
    assert [child.title for child in first.children] == titles
    assert first.children[-1].span.end <= first.span.end < second.span.start


def test_a_heading_of_no_rows_is_no_unit() -> None:
    plan = plankit.parse_text("（二）合\n序号\t任务\t责\n培|\n①0")
    (unit,) = plan.children
    assert [child.title for child in unit.children] == ["0"]
    assert unit.span.end == unit.children[0].span.end
