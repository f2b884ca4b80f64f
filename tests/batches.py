"""Small batches and what came of them, for the tests of `plankit batch`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from poison import text

from plankit.batch import Settings, run


def corpus(folder: Path, count: int, poison: dict[int, str] | None = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        more = f"POISON {poison[n]}\n" if poison and n in poison else ""
        (folder / f"{n:04}.txt").write_text(text(n) + more, "utf-8")
    return folder


def batch(source: Path, into: Path, **settings: Any) -> dict[str, Any]:
    settings.setdefault("quiet", True)
    return run([str(source)], into, Settings(jobs=2, **settings))


def table(into: Path, name: str) -> list[dict[str, Any]]:
    import pyarrow.dataset as ds

    rows: list[dict[str, Any]] = ds.dataset(into / name, partitioning="hive").to_table().to_pylist()
    return rows


def lines(into: Path) -> list[dict[str, Any]]:
    """What the records say of each document."""
    return [
        json.loads(line)
        for path in sorted((into / "_batch" / "parts").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()[1:]
    ]


def in_order(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, ensure_ascii=False, default=str) for row in rows)
