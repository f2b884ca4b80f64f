"""The figures on the annotated seeds stay at or above their pinned floors."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

import quality


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    return quality.figures()


def test_no_figure_is_below_its_floor(figures: dict[str, float]) -> None:
    assert quality.floors()
    assert quality.sunk(figures) == []


def test_a_figure_that_sinks_is_told(figures: dict[str, float]) -> None:
    worse = {**figures, "title": figures["title"] - 0.01}
    assert [line.split(":")[0] for line in quality.sunk(worse)] == ["title"]


def test_the_baseline_is_what_is_read() -> None:
    """A change of a rule shows here: `python bench/quality.py --update`, then read the diff."""
    before = quality.BASELINE.read_text(encoding="utf-8").splitlines()
    assert sorted(quality.fact_lines()) == sorted(before)
