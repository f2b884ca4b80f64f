"""Labels of owners and times on lines of their own, above what they name."""

from __future__ import annotations

import pytest

from plankit import parse_text

CASES = [
    (
        "一、办好学校\n新建2所。\n责任单位\n县教育局\n二、建好医院\n完成搬迁。\n责任单位\n县卫健局、县财政局\n",
        ["办好学校 县教育局/responsible", "建好医院 县卫健局/responsible 县财政局/responsible"],
    ),
    (
        "一、办好学校\n新建2所。\n牵头单位\n县教育局\n完成时限\n6月底前\n"
        "二、建好医院\n完成搬迁。\n牵头单位\n县卫健局\n完成时限\n全年\n",
        ["办好学校 县教育局/lead 6月底前", "建好医院 县卫健局/lead 全年"],
    ),
    # once alone, and above what names no unit
    (
        "一、办好学校\n新建2所。\n责任单位\n县教育局\n二、建好医院\n搬迁。\n",
        ["办好学校", "建好医院"],
    ),
    (
        "一、责任单位\n责任单位\n要抓好落实工作。\n二、督查\n责任单位\n要抓好整改工作。\n",
        ["责任单位", "督查"],
    ),
]


@pytest.mark.parametrize(("text", "told"), CASES)
def test_labels_above_what_they_name(text: str, told: list[str]) -> None:
    plan = parse_text(f"某县2024年工作要点\n{text}")
    assert [
        " ".join(
            [
                task.title or "",
                *(f"{owner.name}/{owner.role}" for owner in task.owners),
                *(date.text for date in task.dates),
            ]
        )
        for task in plan.tasks
    ] == told
    assert all("：" not in task.text for task in plan.tasks)
