"""Instructions that a parse takes, counted by valgrind: the figure that neighbours do not change.

    make instructions                        the sample plans
    python bench/instructions.py FILE …      other documents

A parse of structure alone, a parse with all facts, and the floor (`floor.tree`), each as the mean
of several runs in a process that has parsed the document before. Millions of instructions, and
what they are in floors. By the clock the same code takes half as long again a minute later, on a
machine that others use; its instructions differ by less than a hundredth.

All is counted in one process under callgrind, which counts nothing until `vgdb` tells it to:
imports and first parses, of which there is one, would take a minute. Each piece of work is then
run by `exec`, that is, by `PyRun_StringFlags` of Python's C interface, which nothing else calls
here: callgrind sets its counters to zero where that begins, and writes them down where it ends.
An empty piece, counted as well, is what has to be taken off.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

BENCH = Path(__file__).parent
SEEDS = BENCH.parent / "fixtures" / "seeds"
RUNS = 4
"""Of each work; the collector of cycles runs in some of them and not in others."""
FLOORS = 20
"""Of the floor, which takes a twentieth of a parse."""
BEGIN = "PyRun_StringFlags"
_TOTALS = re.compile(r"^(?:totals|summary): (\d+)", re.MULTILINE)


class Counted(NamedTuple):
    """Instructions of one document."""

    name: str
    structure: float
    everything: float
    floor: float


def count(paths: Sequence[Path]) -> list[Counted]:
    """The instructions of each document. `RuntimeError` where valgrind is missing or fails."""
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise RuntimeError("instructions are counted by valgrind: apt-get install valgrind")
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch, "counted")
        command = [valgrind, "--tool=callgrind", "--instr-atstart=no"]
        command += [f"--callgrind-out-file={out}", f"--vgdb-prefix={scratch}/vgdb"]
        command += [f"--zero-before={BEGIN}", f"--dump-after={BEGIN}"]
        command += [sys.executable, __file__, "--work", scratch, *map(str, paths)]
        # strings hash alike in each run, so that dicts and sets are laid out alike
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        if done.returncode:
            raise RuntimeError(f"valgrind failed: {done.stderr[-2000:]}")
        counts: list[int] = []
        for k in range(1, 2 + 3 * len(paths)):
            part = Path(f"{out}.{k}")
            found = _TOTALS.search(part.read_text()) if part.is_file() else None
            if found is None:
                raise RuntimeError(f"valgrind counted no {BEGIN} of this Python")
            counts.append(int(found[1]))
    nothing, *counts = counts
    return [
        Counted(
            path.stem,
            (counts[3 * k] - nothing) / RUNS,
            (counts[3 * k + 1] - nothing) / RUNS,
            (counts[3 * k + 2] - nothing) / FLOORS,
        )
        for k, path in enumerate(paths)
    ]


def begin(scratch: str) -> None:
    """Tell callgrind to count from here on; it listens while its process is at work."""
    tell = ["vgdb", f"--vgdb-prefix={scratch}/vgdb", f"--pid={os.getpid()}", "instrumentation on"]
    with subprocess.Popen(tell, stdout=subprocess.DEVNULL) as told:
        while told.poll() is None:
            pass
    if told.returncode:
        raise RuntimeError("vgdb does not reach callgrind")


def work(scratch: str, paths: Sequence[Path]) -> None:
    """What is counted: nothing, then for each document its structure, everything, the floor."""
    import gc

    import floor

    import plankit

    works: list[tuple[int, Callable[[], Any]]] = [(0, int)]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        works += (
            (RUNS, partial(plankit.parse_text, text, facts=False)),
            (RUNS, partial(plankit.parse_text, text)),
            (FLOORS, partial(floor.tree, text)),
        )
    for _, call in works:
        call()
        call()

    def run(k: int) -> None:
        times, call = works[k]
        for _ in range(times):
            call()

    begin(scratch)
    for k in range(len(works)):
        gc.collect()
        exec("run(k)", {"run": run, "k": k})


def main() -> int:
    paths = [Path(name) for name in sys.argv[1:]] or sorted(SEEDS.glob("*.txt"))
    if sys.argv[1:2] == ["--work"]:
        work(sys.argv[2], paths[2:])
        return 0
    try:
        rows = count(paths)
    except RuntimeError as error:
        print(f"instructions: {error}", file=sys.stderr)
        return 1
    print(f"Instructions (in millions)\n{'':<26}{'all':>10}{'structure':>12}{'floor':>8}", end="")
    print(f"{'all/floor':>12}{'struct/floor':>14}")
    for row in rows:
        print(
            f"{row.name[:24]:<26}{row.everything / 1e6:>10.1f}{row.structure / 1e6:>12.2f}", end=""
        )
        print(f"{row.floor / 1e6:>8.3f}{row.everything / row.floor:>12.1f}", end="")
        print(f"{row.structure / row.floor:>14.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
