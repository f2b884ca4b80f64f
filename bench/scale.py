"""How `plankit batch` grows: documents a second and core, memory, bytes, kills, and 10⁹ of them.

    python bench/scale.py --count 10000             one process and two, on a corpus of that size
    python bench/scale.py --count 100000 --jobs 2   1.4 GB of documents, 400 MB of Parquet
    python bench/scale.py --quick                   24 documents: shows that it runs

The corpus is written to a folder below --work (the system's for temporary files by default) and
taken from there if it is there already; with --keep it stays. Each run is a process of its own.

A rate per core is documents by seconds of processor time, the parent's included, so that it holds
on a machine that others use as well; the gain of several processes is in seconds of the clock and
means something only where nothing else runs. Where others do, the cores that a run had (seconds of
processor time by seconds of the clock) say how much of the machine it got.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import corpus

SHARD = 1000
"""Documents of a folder; a folder is written whole or not at all."""

KILLS = 2
"""How often the run that is to be resumed is killed."""

# run in a process of its own: its peak memory, and that of its largest worker, are what is asked
BATCH = """
import json, resource, sys, time
from plankit.batch import Settings, run
source, into, jobs, partition, resume = sys.argv[1:]
start = time.perf_counter()
settings = Settings(
    jobs=int(jobs), partition=partition == "1", resume=resume == "1", quiet=True
)
done = run([source], into, settings)
seconds = time.perf_counter() - start
own, children = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({
    "documents": done["documents"], "seconds": seconds, "rows": done["rows"], "run": done["run"],
    "reading": done["seconds_of_reading"], "characters": done["characters"],
    "cpu_parent": own.ru_utime + own.ru_stime,
    "cpu_workers": children.ru_utime + children.ru_stime,
    "peak_parent": own.ru_maxrss * 1024, "peak_worker": children.ru_maxrss * 1024,
}))
"""


def shard(folder: Path, count: int, seed: int, number: int) -> int:
    """Write one folder of a corpus, unless it is there; its size in bytes."""
    start = number * SHARD
    made = list(corpus.corpus(min(SHARD, count - start), seed, start))
    whole = folder / f"{number:05}"
    part = folder / f".{number:05}"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for name, data in made:
        (part / Path(name).name).write_bytes(data)
    part.rename(whole)
    return sum(len(data) for _, data in made)


def write_corpus(folder: Path, count: int, seed: int, jobs: int) -> int:
    """Write a corpus folder by folder, or what is missing of it; its size in bytes."""
    shards = range((count + SHARD - 1) // SHARD)
    missing = [number for number in shards if not (folder / f"{number:05}").is_dir()]
    if len(missing) > 1:
        with ProcessPoolExecutor(jobs) as processes:
            list(processes.map(partial(shard, folder, count, seed), missing))
    else:
        for number in missing:
            shard(folder, count, seed, number)
    return written(folder)[0]


def written(folder: Path) -> tuple[int, int]:
    """Bytes and files below a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)


def command(source: Path, into: Path, jobs: int, partition: bool, resume: bool) -> list[str]:
    arguments = [str(source), str(into), str(jobs), str(int(partition)), str(int(resume))]
    return [sys.executable, "-c", BATCH, *arguments]


def batch(
    source: Path, into: Path, jobs: int, partition: bool = False, resume: bool = False
) -> dict[str, Any]:
    done = subprocess.run(
        command(source, into, jobs, partition, resume), capture_output=True, text=True, check=True
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
    print(
        f"  {found['seconds']:.1f} s of the clock, {count / found['seconds']:.1f} documents/s,"
        f" {processor / found['seconds']:.2f} cores"
    )
    print(
        f"  {processor:.1f} s of processor time: {count / processor:.1f} documents/s and core,"
        f" {size / 1e6 / processor:.2f} MB/s and core"
    )
    print(
        f"  {found['cpu_parent']:.1f} s of it the parent's,"
        f" {found['cpu_parent'] / count * 1000:.3f} ms a document"
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


def journal(into: Path) -> list[dict[str, Any]]:
    """What the records of a dataset say of each document."""
    return [
        json.loads(line)
        for path in sorted((into / "_batch" / "parts").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()[1:]
    ]


def killed(source: Path, into: Path, jobs: int, count: int) -> None:
    """Kill a batch some times on its way, resume it, and compare with what there is to read."""
    import pyarrow.dataset as ds

    start = time.perf_counter()
    kept: list[int] = []
    for _ in range(KILLS):
        process = subprocess.Popen(
            command(source, into, jobs, False, True), stdout=subprocess.DEVNULL
        )
        parts = into / "_batch" / "parts"
        before = len(list(parts.glob("*.jsonl")))
        while process.poll() is None and len(list(parts.glob("*.jsonl"))) <= before:
            time.sleep(0.01)
        time.sleep(0.2)  # into the next part
        process.send_signal(signal.SIGKILL)
        process.wait()
        kept.append(len(journal(into)))
    found = batch(source, into, jobs, resume=True)
    lines = journal(into)
    names = Counter(line["name"] for line in lines)
    plans = ds.dataset(into / "plans").to_table(columns=["plan_id"]).column(0).to_pylist()
    told = [plan for line in lines for plan in line.get("plan_ids", ())]
    files = sum(1 for path in source.rglob("*") if path.is_file())
    right = (
        len(names) == files == sum(found["documents"].values())
        and set(names.values()) == {1}
        and sorted(plans) == sorted(told)
        and len(set(plans)) == len(plans)
    )
    print(
        f"killed {KILLS} times, with {', '.join(map(str, kept))} of {files} documents written, and"
        f" resumed: {time.perf_counter() - start:.1f} s,"
        f" {'each document is there once' if right else 'ROWS ARE LOST OR DOUBLE'}"
    )
    if not right:
        raise SystemExit(1)


def projected(rate: float, size: float, output: float) -> None:
    """What the figures come to at other sizes: `rate` a core, bytes in and out a document."""
    print("documents      core hours    input      output")
    for count in (10**5, 10**7, 10**9):
        print(
            f"{count:>13,}  {count / rate / 3600:>10,.1f}"
            f"  {count * size / 1e12:>6.3f} TB  {count * output / 1e12:>6.3f} TB"
        )


def measure(home: Path, source: Path, count: int, all_jobs: list[int], seed: int) -> None:
    start = time.perf_counter()
    size = write_corpus(source, count, seed, max(all_jobs))
    print(
        f"corpus: {count} documents, {size / 1e6:.1f} MB"
        f" ({time.perf_counter() - start:.1f} s), load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    clock: dict[int, float] = {}
    for jobs in all_jobs:
        found = batch(source, home / f"out{jobs}", jobs)
        clock[jobs] = found["seconds"]
        rate = report(found, jobs, size)
    first = all_jobs[0]
    for jobs in all_jobs[1:]:
        print(f"{jobs} processes: {clock[first] / clock[jobs]:.2f} times {first}")
    again = batch(source, home / f"out{jobs}", jobs, resume=True)
    print(
        f"resumed with nothing left to do: {again['seconds']:.1f} s,"
        f" {(again['cpu_parent'] + again['cpu_workers']) / count * 1000:.3f} ms a document,"
        f" of it the parent's {again['cpu_parent'] / count * 1000:.3f} ms"
    )
    projected(rate, size / count, found["bytes"] / count)
    few = home / "few"  # enough for some parts
    for k in range(min(5, (count + SHARD - 1) // SHARD)):
        shutil.copytree(source / f"{k:05}", few / f"{k:05}")
    killed(few, home / "killed", jobs, count)
    flat = batch(few, home / "flat", jobs)
    parted = batch(few, home / "parted", jobs, True)
    print(
        f"partitioned, {sum(parted['documents'].values())} documents:"
        f" {parted['seconds'] - flat['seconds']:+.1f} s,"
        f" {parted['bytes'] / flat['bytes']:.2f} times the bytes in {parted['files']} files"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="How plankit batch grows.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--work", type=Path, metavar="DIR", help="where to write")
    parser.add_argument("--keep", action="store_true", help="leave the corpus there")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    count = 24 if options.quick else options.count
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores,"
          f" load {os.getloadavg()[0]:.1f}")  # fmt: skip
    print(f"plankit --help: {start_up(1 if options.quick else 9):.3f} s")
    if options.work is not None:
        options.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        home = Path(folder)
        kept = (options.work or Path(tempfile.gettempdir())) / f"corpus-{count}-{options.seed}"
        source = kept if options.keep or kept.is_dir() else home / "corpus"
        measure(home, source, count, options.jobs, options.seed)


if __name__ == "__main__":
    main()
