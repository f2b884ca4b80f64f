"""How `plankit batch` grows: documents a second and core, memory, bytes, and what 10⁹ would take.

    python bench/scale.py --count 10000             one process and two, on a corpus of that size
    python bench/scale.py --count 10000 --jobs 1 2 4
    python bench/scale.py --quick                   24 documents: shows that it runs

A rate per core is documents by seconds of processor time, the parent's included, so that it holds
on a machine that others use as well; the gain of several processes is in seconds of the clock and
means something only where nothing else runs.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import corpus

# run in a process of its own: its peak memory, and that of its largest worker, are what is asked
BATCH = """
import json, resource, sys, time
from plankit.batch import Settings, run
source, into, jobs, partition = sys.argv[1:]
start = time.perf_counter()
done = run([source], into, Settings(jobs=int(jobs), partition=partition == "1", quiet=True))
seconds = time.perf_counter() - start
own, children = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({
    "documents": done["documents"], "seconds": seconds, "rows": done["rows"],
    "reading": done["seconds_of_reading"], "characters": done["characters"],
    "cpu_parent": own.ru_utime + own.ru_stime,
    "cpu_workers": children.ru_utime + children.ru_stime,
    "peak_parent": own.ru_maxrss * 1024, "peak_worker": children.ru_maxrss * 1024,
}))
"""


def written(folder: Path) -> tuple[int, int]:
    """Bytes and files below a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)


def batch(source: Path, into: Path, jobs: int, partition: bool = False) -> dict[str, Any]:
    arguments = [str(source), str(into), str(jobs), str(int(partition))]
    done = subprocess.run(
        [sys.executable, "-c", BATCH, *arguments], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    found["bytes"], found["files"] = written(into)
    return found


def start_up(rounds: int) -> float:
    """Seconds that `plankit --help` takes, the median."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "plankit", "--help"], stdout=subprocess.DEVNULL, check=True
        )
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def report(found: dict[str, Any], jobs: int, size: int) -> float:
    """Print one run; documents by seconds of processor time."""
    count = sum(found["documents"].values())
    processor = found["cpu_parent"] + found["cpu_workers"]
    parsed = found["documents"]["parsed"]
    print(f"jobs={jobs}: {found['documents']}")
    print(f"  {found['seconds']:.1f} s of the clock, {count / found['seconds']:.1f} documents/s")
    print(
        f"  {processor:.1f} s of processor time ({found['cpu_parent']:.1f} the parent's):"
        f" {count / processor:.1f} documents/s and core,"
        f" {size / 1e6 / processor:.2f} MB/s and core"
    )
    print(f"  reading took {found['reading'] / parsed * 1000:.1f} ms a document in the workers")
    print(
        f"  peak memory {found['peak_parent'] / 1e6:.0f} MB (parent),"
        f" {found['peak_worker'] / 1e6:.0f} MB (largest worker)"
    )
    print(
        f"  {found['bytes'] / 1e6:.1f} MB in {found['files']} files,"
        f" {found['bytes'] / count:.0f} bytes a document; {found['rows']['tasks']} tasks",
        flush=True,
    )
    return count / processor


def projected(rate: float, size: float, output: float) -> None:
    """What the figures come to at other sizes: `rate` a core, bytes in and out a document."""
    print("documents      core hours    input      output")
    for count in (10**5, 10**7, 10**9):
        print(
            f"{count:>13,}  {count / rate / 3600:>10,.1f}"
            f"  {count * size / 1e12:>6.3f} TB  {count * output / 1e12:>6.3f} TB"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="How plankit batch grows.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    count = 24 if options.quick else options.count
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores,"
          f" load {os.getloadavg()[0]:.1f}")  # fmt: skip
    print(f"plankit --help: {start_up(1 if options.quick else 9):.3f} s")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        start = time.perf_counter()
        size = corpus.write(home / "corpus", count, options.seed)
        print(
            f"corpus: {count} documents, {size / 1e6:.1f} MB"
            f" ({time.perf_counter() - start:.1f} s), load {os.getloadavg()[0]:.1f}"
        )
        clock: dict[int, float] = {}
        for jobs in options.jobs:
            found = batch(home / "corpus", home / f"out{jobs}", jobs)
            clock[jobs] = found["seconds"]
            rate = report(found, jobs, size)
        first = options.jobs[0]
        for jobs in options.jobs[1:]:
            print(f"{jobs} processes: {clock[first] / clock[jobs]:.2f} times {first}")
        projected(rate, size / count, found["bytes"] / count)
        small = count // 10
        flat = batch(home / "corpus" / "00000", home / "flat", options.jobs[-1])
        parted = batch(home / "corpus" / "00000", home / "parted", options.jobs[-1], True)
        print(
            f"partitioned, {min(small, 1000) or count} documents:"
            f" {parted['seconds'] - flat['seconds']:+.1f} s,"
            f" {parted['bytes'] / flat['bytes']:.2f} times the bytes in {parted['files']} files"
        )


if __name__ == "__main__":
    main()
