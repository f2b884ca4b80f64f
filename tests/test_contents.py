"""Tables of contents are no units, and end where the document begins."""

from __future__ import annotations

import pytest

import plankit

HEADINGS = [
    "一、新建幼儿园8所",
    "二、改造老旧小区36个",
    "三、新增停车位3000个",
    "四、建设口袋公园20个",
]
BODY = [f"{heading}。今年内全部完成。" for heading in HEADINGS]
TITLE = "青山区2022年实事项目实施方案"
PAGED = [f"{heading}\t{k}" for k, heading in enumerate(HEADINGS, 1)]
DOTTED = [f"{heading}………………{k}" for k, heading in enumerate(HEADINGS, 1)]
APART = [line for heading in HEADINGS for line in (heading, "今年内全部完成。")]

# what stands above the list, the list, what stands below it
CASES = {
    "run-in headings": ([TITLE, "目 录"], PAGED, BODY),
    "title and preamble": ([TITLE, "目录"], PAGED, [TITLE, "制定本方案。", *BODY]),
    "title again, no pages": ([TITLE, "目录"], HEADINGS, [TITLE, "制定本方案。", *BODY]),
    "title below only": (["目次"], DOTTED, [TITLE, *BODY]),
    "headings alone": ([TITLE, "目录"], PAGED, APART),
    "headings alone, no pages": ([TITLE, "目录"], HEADINGS, APART),
    "an entry without a number": ([TITLE, "目录"], ["前言\t1", *PAGED, "附件\t9"], BODY),
}


@pytest.mark.parametrize("case", CASES)
def test_the_list_ends_where_the_document_begins(case: str) -> None:
    above, entries, below = CASES[case]
    plan = plankit.parse_text("\n".join([*above, *entries, *below]) + "\n")
    assert plan.title == TITLE
    assert [node.raw for node in plan.walk()] == (
        BODY if below[-1] == BODY[-1] else [f"{h}\n今年内全部完成。" for h in HEADINGS]
    )


def test_a_list_without_a_document_below_is_no_plan() -> None:
    plan = plankit.parse_text("\n".join([TITLE, "目录", *PAGED]) + "\n")
    assert not plan.children


def test_a_long_list_is_read_in_linear_time() -> None:
    lines = [f"第{k}章 加强{k}" for k in range(20_000)]
    assert plankit.parse_text("目录\n" + "\n".join(lines), facts=False).source.text
