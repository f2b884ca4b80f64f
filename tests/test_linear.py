"""Time grows with the text, not with its square, whatever the text is made of."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

import plankit

# pieces that are repeated to any length: each has once been, or could be, slow
PIECES = {
    "labels on lines": "一、甲乙丙丁\n",
    "labels in a line": "1.甲乙2.丙丁",
    "steps of one unit": "①甲乙；",
    "all levels again": "一、甲乙\n（一）丙丁\n1.戊己\n（1）庚辛\n①甲乙\n",
    "digits": "1",
    "digits on lines": "1\n",
    "opening brackets": "（",
    "opening quotes": "“",
    "numerals in brackets": "（一）",
    "line breaks": "\n",
    "blanks": "\u3000",
    "one line": "推进义务教育优质均衡发展，",
    "numerals": "一",
    "running steps": "一是甲。二是乙。",
    "bare headings": "总体要求\n推进工作。\n",
    "short lines": "推进工作\n",
    "wrapped labels": "1.进义务教育优质均衡发展推进义务教育优质均衡衡\n",
    "attachments": "一、甲乙\n附件\n",
    "titles": "甲区2022年工作要点\n一、推进工作\n二、推进\n",
    "boxes": "专栏1 工程\n1.推进一是甲；二是乙\n",
    "rows of targets": "1 总产值 万元 预期性 5\n",
    "missing numbers": "一、甲乙\n二甲乙\n三、丙丁\n",
    "dashes for numerals": "—、甲乙\n二、丙丁\n",
    "framed headings": "【一、甲乙】\n推进工作。\n",
    "cells on lines": "序号\n任务\n单位\n1\n推进\n教育局\n2\n保障\n财政局\n",
    "indents in a line": "推进义务教育。　　",
    "Roman figures": "(i) 推进\n",
    "notices": "现将《甲区要点》印发给你们\n一、推进\n",
}


def calls(text: str) -> int:
    """Calls of Python functions that reading the structure takes; unlike time, always the same."""
    count = 0

    def tick(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    plankit.parse_text(text[:50], facts=False)
    sys.setprofile(tick)
    try:
        plankit.parse_text(text, facts=False)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_steps_grow_no_faster_than_the_text(piece: str) -> None:
    small, large = ((piece * (size // len(piece) + 1))[:size] for size in (3000, 12000))
    assert calls(large) < 6 * calls(small) + 5000


def clocked(run: Callable[[], object]) -> float:
    from time import process_time

    start = process_time()
    run()
    return process_time() - start


@pytest.mark.parametrize("piece", ["1", "（", "\n", "一", "“", "推进，", "\u3000"])
def test_a_megabyte_of_one_thing(piece: str) -> None:
    """Patterns that backtrack are not seen in calls: these would take minutes."""
    text = (piece * 1_000_000)[:1_000_000]
    assert clocked(lambda: plankit.parse_text(text, facts=False)) < 20


def test_a_long_list_of_attachments_that_ends_in_a_sentence() -> None:
    """Nested repeats tried each way to part such a list: 26 entries took a second, 70 a century."""
    text = "一、甲乙\n附件：1.甲乙" + "2.甲乙" * 70 + "。"
    assert clocked(lambda: plankit.parse_text(text, facts=False)) < 5


def test_a_note_that_says_the_same_words_again_and_again() -> None:
    """Words that stood twice among the alternatives doubled the ways to read each of them."""
    text = f"一、抓好甲\n1.做好乙。（责任单位：甲局{'推进落实' * 60}丙）\n"
    assert clocked(lambda: plankit.parse_text(text)) < 5


def test_many_counted_examples() -> None:
    """At each of the first 400 counters all lines below were looked at again: 19 seconds."""
    text = "第1篇：学校工作计划\n" * 20_000
    assert clocked(lambda: plankit.parse_text(text, facts=False)) < 8


@pytest.mark.parametrize(
    "piece",
    [
        "推进学校建设<br>",  # what was left of the line was copied at each
        "推进学校建设 发展，",  # the line was searched for | at each
    ],
)
def test_nothing_looks_through_the_whole_line_at_each_place(piece: str) -> None:
    """Searches and copies are quick enough to hide in short texts, and no calls of Python's."""
    small, large = (piece * (size // len(piece)) for size in (250_000, 1_000_000))
    plankit.parse_text(small[:5000])
    few, many = (
        min(clocked(lambda text=text: plankit.parse_text(text)) for _ in range(2))  # type: ignore[misc]
        for text in (small, large)
    )
    assert many < 6 * few
