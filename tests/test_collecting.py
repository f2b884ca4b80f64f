"""A parse leaves nothing to the garbage collector: what it made is freed with the plan."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

import plankit

SEEDS = sorted((Path(__file__).parents[1] / "fixtures" / "seeds").glob("*.txt"))


@pytest.mark.parametrize("facts", [True, False])
@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem)
def test_a_plan_is_freed_without_the_collector(path: Path, facts: bool) -> None:
    text = path.read_text(encoding="utf-8")
    plankit.parse_text(text, facts=facts)  # tables are made once, and may hold cycles
    gc.collect()
    gc.disable()
    try:
        plankit.parse_text(text, facts=facts)
        assert gc.collect() == 0
    finally:
        gc.enable()
