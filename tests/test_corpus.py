"""The corpora of the benchmarks: the same for a seed, and like what is crawled."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import plankit

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "bench"))
import corpus  # noqa: E402

sys.path.pop(0)


def test_a_document_depends_on_seed_and_number_alone() -> None:
    some = list(corpus.corpus(40, seed=3))
    assert some == list(corpus.corpus(40, seed=3))
    assert some[25:] == list(corpus.corpus(15, seed=3, start=25))
    assert some != list(corpus.corpus(40, seed=4))
    assert some[25].name.startswith("00000/00000025.")


def test_documents_are_of_many_kinds_and_can_be_read() -> None:
    made = list(corpus.corpus(400, seed=5))
    assert 2 <= len(made) - len({one.data for one in made}) <= 40
    read: Counter[str] = Counter()
    for name, data in made:
        try:
            plan = plankit.parse(data, facts=False)
        except plankit.UnreadableSource:
            read["unreadable"] += 1
        else:
            read["tasks"] += bool(plan.tasks)
            read[plan.source.format] += 1
            read[plan.source.encoding or ""] += 1
            assert name.endswith("html" if plan.source.format == "html" else "txt")
    assert read["tasks"] >= 350
    assert 1 <= read["unreadable"] <= 10
    assert read["html"] >= 60
    assert read["gb18030"] >= 40


def test_the_benchmark_of_scale_runs() -> None:
    pytest.importorskip("pyarrow")
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "scale.py"), "--quick"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "documents/s and core" in done.stdout
    assert "1,000,000,000" in done.stdout
