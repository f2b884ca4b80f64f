"""What a parse costs in instructions, which differ by less than a hundredth from run to run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "bench"))

import instructions  # noqa: E402

STRUCTURE, EVERYTHING = 20, 50
"""Floors that a parse may take: by the clock, a floor is a tenth of a millisecond."""


def test_the_first_sample_plan_takes_few_floors(require_tool: Callable[..., str]) -> None:
    require_tool("valgrind")
    (row,) = instructions.count(sorted(instructions.SEEDS.glob("*.txt"))[:1])
    assert row.floor > 1e5
    assert row.structure <= STRUCTURE * row.floor, row
    assert row.everything <= EVERYTHING * row.floor, row


def test_without_valgrind_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RuntimeError, match="apt-get install valgrind"):
        instructions.count([])
