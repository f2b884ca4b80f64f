"""What is too dense to be read, and what is not; see also the contrived texts of the benchmark."""

from __future__ import annotations

import pytest

from plankit import parse_text
from plankit.density import (
    labels_too_dense,
    lines_too_short,
    numbers_too_dense,
    phrases_too_short,
)


@pytest.mark.parametrize(
    ("labels", "characters", "dense"),
    [
        (400, 800, False),  # short documents are never asked
        (5_001, 30_000, True),
        (10_000, 120_000, False),  # 1.任务1。 ten thousand times
        (20_001, 400_000, True),
        (20_001, 420_000, False),
    ],
)
def test_labels(labels: int, characters: int, dense: bool) -> None:
    assert labels_too_dense(labels, characters) is dense


@pytest.mark.parametrize(
    ("piece", "times", "short"),
    [
        ("甲\n", 30_000, 0),
        ("甲\n", 30_001, 30_001),
        ("甲\n\n　\n", 30_001, 30_001),
        ("\n", 200_000, 0),  # no line has words
        ("甲\n" * 5_000 + "推进学校建设，" * 6 + "\n", 10, 0),  # a document among comments
        ("一二三四五六七八九十一二三四五六七八九十\n", 30_001, 0),
    ],
)
def test_lines(piece: str, times: int, short: int) -> None:
    assert lines_too_short(piece * times) == short


@pytest.mark.parametrize(
    ("piece", "times", "dense"),
    [
        ("12%", 1_000, 0),
        ("12%", 40_001, 40_001),
        ("三个甲", 40_001, 40_001),
        ("建成学校12所，", 40_001, 0),  # as close as plans have them at their closest
        ("建成学校12所，", 50_001, 50_001),
        ("1234567890", 50_000, 0),  # one number
    ],
)
def test_numbers(piece: str, times: int, dense: int) -> None:
    assert numbers_too_dense(piece * times) == dense


@pytest.mark.parametrize(
    ("piece", "times", "short"),
    [
        ("《甲》", 1_000, 0),
        ("《甲》", 50_001, 50_001),
        ("推进工作，", 50_001, 50_001),
        ("推进教育工作，", 50_001, 0),
        ("abc,", 50_001, 0),
    ],
)
def test_phrases(piece: str, times: int, short: int) -> None:
    assert phrases_too_short(piece * times) == short


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("2024\n" * 30_001, ["lines-too-short", "no-outline"]),
        ("甲<br>" * 30_001, ["lines-too-short", "no-outline"]),
        ("<br>甲\n" * 30_001, ["lines-too-short", "no-outline"]),
        ("12%" * 40_001, ["facts-too-dense", "no-outline"]),
        ("1.甲2.乙3.丙" * 2_000, ["no-outline", "outline-too-dense"]),
    ],
)
def test_what_is_not_read_is_kept_and_told(text: str, codes: list[str]) -> None:
    plan = parse_text(text)
    assert sorted({d.code for d in plan.diagnostics if d.severity == "warning"}) == sorted(codes)
    assert plan.children == ()
    assert plan.preamble is not None
    assert plan.preamble.text.count(text[0]) == text.count(text[0]) or "<" in text
    assert [(r.span.start, r.span.end) for r in plan.regions][-1][1] == len(text)


def test_ten_thousand_tasks_are_read() -> None:
    lines = [f"{n}.完成第{n}项任务。" for n in range(1, 10_001)]
    plan = parse_text("某某区2024年工作要点\n" + "\n".join(lines))
    assert [task.number for task in plan.children] == list(range(1, 10_001))
    assert not {d.code for d in plan.diagnostics} & {"outline-too-dense", "facts-too-dense"}
    assert plan.children[-1].title == "完成第10000项任务"
    assert all(task.measures for task in plan.children)
