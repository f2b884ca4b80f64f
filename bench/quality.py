"""What a change of a rule changed: facts gained and lost, and floors that only go up.

    python bench/quality.py             compare with the committed baseline, check the floors
    python bench/quality.py --update    write baseline and floors anew (floors never sink)

The baseline (fixtures/quality/facts.tsv) holds every fact of every fixture, one a line, so that
a diff of it is a diff of what plankit reads. The floors (fixtures/quality/floors.tsv) are the
figures reached on the annotated seeds. `--update` is refused in CI.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import plankit

sys.path.insert(0, str(Path(__file__).resolve().parent))
import gold as annotations

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
BASELINE = FIXTURES / "quality" / "facts.tsv"
FLOORS = FIXTURES / "quality" / "floors.tsv"
TYPES = ("measures", "quantities", "dates", "citations", "owners", "terms")


def fact_lines() -> list[str]:
    """Every fact of every fixture: document, node, type, words, what was made of them."""
    lines: list[str] = []
    for path in sorted((FIXTURES / "seeds").iterdir()):
        plan = plankit.parse(path)
        for node in plan.walk():
            for kind in TYPES:
                for fact in getattr(node, kind):
                    lines.append("\t".join((path.stem[:3], node.id, kind, *_cells(fact))))
    return lines


def _cells(fact: Any) -> tuple[str, str]:
    told = {
        k: v if isinstance(v, int | float | str) else str(v)
        for k, v in fact
        if k not in ("text", "span", "raw", "verb_span", "document") and v not in (None, False)
    }
    words = fact.text if len(fact.text) <= 40 else f"{fact.text[:24]}…{fact.text[-12:]}"
    return words.replace("\n", " ").replace("\t", " "), json.dumps(
        told, ensure_ascii=False, sort_keys=True
    )


def figures() -> dict[str, float]:
    """The figures on the annotated seeds."""
    pooled = []
    for file in sorted((FIXTURES / "gold").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        pooled.append(annotations.measure(plankit.parse(FIXTURES / "seeds" / gold["source"]), gold))
    return annotations.rates(pooled)


def floors() -> dict[str, float]:
    """The floors that are pinned."""
    if not FLOORS.exists():
        return {}
    rows = (r.split("\t") for r in FLOORS.read_text(encoding="utf-8").splitlines())
    return {r[0]: float(r[1]) for r in rows if not r[0].startswith("#")}


def sunk(now: dict[str, float]) -> list[str]:
    """The figures below their floor, a line each."""
    return [
        f"{name}: {now.get(name, 0.0):.3f}, the floor is {floor:.3f}"
        for name, floor in floors().items()
        if now.get(name, 0.0) < floor - 5e-4
    ]


def report(lines: list[str], now: dict[str, float]) -> int:
    """Print what was gained and lost and the figures; 1 where one is below its floor."""
    before = (
        Counter(BASELINE.read_text(encoding="utf-8").splitlines())
        if BASELINE.exists()
        else Counter()
    )
    after = Counter(lines)
    gained, lost = after - before, before - after
    for sign, facts in (("+", gained), ("-", lost)):
        for line in sorted(facts.elements()):
            print(sign, line)
    by_type = {
        k: Counter(line.split("\t")[2] for line in f.elements())
        for k, f in (("+", gained), ("-", lost))
    }
    print(f"facts: {len(lines)}, gained {gained.total()}, lost {lost.total()}")
    for kind in TYPES:
        if by_type["+"][kind] or by_type["-"][kind]:
            print(f"  {kind:12} +{by_type['+'][kind]} -{by_type['-'][kind]}")
    pinned = floors()
    for name, figure in now.items():
        print(f"  {name:20} {figure:.3f}   floor {pinned.get(name, 0.0):.3f}")
    below = sunk(now)
    for line in below:
        print("below the floor:", line)
    return 1 if below else 0


def update(lines: list[str], now: dict[str, float]) -> None:
    """Write the baseline, and floors that are at least what they were."""
    BASELINE.parent.mkdir(exist_ok=True)
    BASELINE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    pinned = floors()
    rows = [f"{name}\t{max(figure, pinned.get(name, 0.0)):.3f}" for name, figure in now.items()]
    head = "# Figures on the annotated seeds that may not sink. Columns: figure, floor."
    FLOORS.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8", newline="\n")


def main() -> int:
    lines, now = fact_lines(), figures()
    status = report(lines, now)
    if "--update" in sys.argv[1:]:
        if os.environ.get("CI"):
            print("the baseline is not written in CI", file=sys.stderr)
            return 2
        update(lines, now)
    return status


if __name__ == "__main__":
    sys.exit(main())
