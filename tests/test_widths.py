"""Marks and figures of either width say the same: the sample plans are read alike in both."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from plankit import WorkPlan, parse_text

SEEDS = sorted((Path(__file__).parent.parent / "fixtures" / "seeds").glob("*.txt"))
HALF_MARKS = str.maketrans("，。：；（）！？", ",.:;()!?")
WIDE_FIGURES = str.maketrans("0123456789", "０１２３４５６７８９")
ALIKE = str.maketrans(",:;()!?０１２３４５６７８９", "，：；（）！？0123456789")
WAYS: dict[str, Callable[[str], str]] = {
    "half-width marks": lambda text: text.translate(HALF_MARKS),
    "full-width figures": lambda text: text.translate(WIDE_FIGURES),
}


def alike(words: str | None) -> str:
    return re.sub(r"[\s.。]+", "", (words or "").translate(ALIKE))


def units(plan: WorkPlan) -> list[tuple[int | None, str]]:
    return [(node.number, alike(node.title)) for node in plan.walk()]


def numbers(plan: WorkPlan) -> list[tuple[object, str | None]]:
    return [(q.value, q.unit) for node in plan.walk() for q in node.quantities]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_plans_are_read_alike(path: Path, way: str) -> None:
    text = path.read_text(encoding="utf-8")
    plan, other = parse_text(text), parse_text(WAYS[way](text))
    assert units(other) == units(plan)
    assert numbers(other) == numbers(plan)


@pytest.mark.parametrize(
    ("line", "title", "text"),
    [
        ("抓责任落实.层层签订责任状.", "抓责任落实", "层层签订责任状."),
        ("抓责任落实. 层层签订责任状.", "抓责任落实", "层层签订责任状."),
        ("控制煤炭消费.2024年减少5%.", "控制煤炭消费", "2024年减少5%."),
        ("深化支付改革.DRG付费全面推开.", "深化支付改革", "DRG付费全面推开."),
        ("补齐短板.〔市建设局、市水利局〕", "补齐短板", ""),
        ("PM2.5浓度降至35微克.抓好落实.", "PM2.5浓度降至35微克", "抓好落实."),
        ("实现一.五倍增长.抓好落实.", "实现一.五倍增长", "抓好落实."),
    ],
)
def test_a_dot_ends_a_title(line: str, title: str, text: str) -> None:
    (task,) = parse_text(f"某镇2024年工作要点\n一、{line}\n").tasks
    assert (task.title, task.text) == (title, text)


def test_a_dot_ends_a_sentence_for_facts() -> None:
    plan = parse_text(
        "某镇2024年工作要点\n"
        "一、抓检查.由危化股负责,检查36家.2021年以来已完成整改.(教育局、财政局)\n"
        "二、抓整改.整改率100%.\n"
    )
    first = plan.tasks[0]
    assert [q.indicator for q in first.quantities] == ["检查"]
    assert [date.text for date in first.dates] == ["2021年以来"]
    assert [owner.name for owner in first.owners] == ["教育局", "财政局"]


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("１，２００户", 1200, "户"),
        ("1，200户", 1200, "户"),
        ("１２，３４５．６万元", 12345.6, "万元"),
        ("1，000，000元", 1_000_000, "元"),
        ("１．５％", 1.5, "%"),
    ],
)
def test_thousands_of_either_width(words: str, value: float, unit: str) -> None:
    (task,) = parse_text(f"某镇2024年工作要点\n一、抓好落实。完成{words}。\n").tasks
    (quantity,) = task.quantities
    assert (quantity.value, quantity.unit, quantity.raw) == (value, unit, words)


def test_days_of_full_width() -> None:
    plan = parse_text("某镇２０２４年工作要点\n一、抓落实。\n某镇人民政府\n２０２４年１月５日\n")
    assert str(plan.metadata.written_on) == "2024-01-05"
    assert plan.year == 2024
