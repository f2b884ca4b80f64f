"""Batches that are killed or interrupted, and go on."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from batches import batch, corpus, in_order, lines, table

from plankit.exports.schema import TABLES

ROOT = Path(__file__).parent.parent
pytest.importorskip("pyarrow")
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


# -- runs that end early --------------------------------------------------------------------------


def command(source: Path, into: Path, *more: str) -> list[str]:
    code = (
        "import sys; from plankit.batch import running; from plankit.command import main;"
        " running.ROWS = 300; sys.exit(main(sys.argv[1:]))"
    )
    return [
        sys.executable, "-c", code, "batch", str(source), "-o", str(into), "--jobs", "2",
        "--resume", *more,
    ]  # fmt: skip


@posix
def test_kills_lose_no_document_and_do_none_twice(tmp_path: Path) -> None:
    count, chance = 300, random.Random(7)
    source, into = corpus(tmp_path / "in", count), tmp_path / "out"
    kills = 0
    for _ in range(12):
        process = subprocess.Popen(
            command(source, into), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        # after some parts have come, at any moment
        before = len(list(into.glob("_batch/parts/*")))
        wanted = before + chance.randint(1, 3)
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if len(list(into.glob("_batch/parts/*"))) >= wanted:
                time.sleep(chance.random() * 0.03)
                process.send_signal(signal.SIGKILL)
                kills += process.wait() == -signal.SIGKILL
                break
            time.sleep(0.001)
        if process.wait() == 0:
            break
        if len(list(into.glob("plans/*.parquet"))):
            table(into, "plans")  # can be read at any time
        if kills == 4:
            break
    assert kills >= 2
    done = subprocess.run(command(source, into), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    names = Counter(Path(row["source_name"]).name for row in table(into, "plans"))
    assert names == Counter(f"{n:04}.txt" for n in range(count))
    assert Counter(Path(line["name"]).name for line in lines(into)) == names
    for name, count in (("nodes", 4), ("tasks", 2), ("quantities", 2), ("owners", 1)):
        assert set(Counter(row["plan_id"] for row in table(into, name)).values()) == {count}, name
    assert not list((into / "_batch" / "staging").iterdir())


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_an_interrupt_leaves_what_was_read(tmp_path: Path, name: str) -> None:
    count = 400
    source, into = corpus(tmp_path / "in", count), tmp_path / "out"
    process = subprocess.Popen(
        command(source, into), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not list(into.glob("_batch/parts/*.jsonl")) and time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "interrupted; --resume" in err
    assert "Traceback" not in err
    rows = table(into, "plans")
    assert 0 < len(rows) < count
    summary = json.loads((into / "summary.json").read_text("utf-8"))
    assert summary["documents"]["parsed"] == len(rows)
    assert summary["run"]["interrupted"]
    assert f"{len(rows):,} parsed" in out
    done = subprocess.run(command(source, into), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(table(into, "plans")) == count


def test_files_of_a_part_without_record_are_thrown_away_and_a_record_is_made_good(
    tmp_path: Path,
) -> None:
    source, into = corpus(tmp_path / "in", 4), tmp_path / "out"
    batch(source, into)
    record = max((into / "_batch" / "parts").glob("*.jsonl"))
    wanted = {name: in_order(table(into, name)) for name in TABLES}
    # killed after the record, with half of the files moved
    staged = into / "_batch" / "staging" / record.stem
    staged.mkdir(parents=True)
    for name in ("tasks", "terms"):
        (into / name / f"{record.stem}.parquet").rename(staged / f"{name}.parquet")
    # and another worker's part, without a record
    lost = into / "_batch" / "staging" / "part-000009"
    lost.mkdir()
    (lost / "tasks.parquet").write_bytes(b"PAR1")
    done = batch(source, into, resume=True)
    assert done["run"]["documents"] == 0
    assert {name: in_order(table(into, name)) for name in TABLES} == wanted
    assert not lost.exists()
