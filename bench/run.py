"""How long plankit takes: per document, as texts grow, and on text made to be hard.

    make bench                       all of it, some minutes
    python bench/run.py --quick      small sizes, one round: shows that it runs, measures little

Times are the best of several rounds, of `plankit.parse_text` (with and without facts) on text that
is in memory already. MB are millions of bytes of the text in UTF-8. The floor is `floor.tree`.
Other tools (`others.py`) are timed where they are installed.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import platform
import re
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import floor
import others

import plankit

SEEDS = Path(__file__).parent.parent / "fixtures" / "seeds"
GIVE_UP = (
    30.0  # seconds: a contrived text that takes longer than this at a quarter is not run whole
)
NUMERALS = "一二三四五六七八九十"


def best(seconds: float, work: Callable[..., Any], *arguments: Any, **options: Any) -> float:
    """The shortest run of `work` among those that fit into `seconds` (one at least)."""
    fastest = float("inf")
    until = time.perf_counter() + seconds
    while True:
        gc.collect()
        start = time.perf_counter()
        work(*arguments, **options)
        end = time.perf_counter()
        fastest = min(fastest, end - start)
        if end >= until:
            return fastest


def megabytes(text: str) -> float:
    return len(text.encode()) / 1e6


def cut(text: str, size: float) -> str:
    """`text` repeated and cut to `size` MB."""
    data = text.encode()
    times = int(size * 1e6) // len(data) + 1
    return (data * times)[: int(size * 1e6)].decode(errors="ignore")


def digits(cell: object) -> str:
    """Three digits of a number, all of a large one."""
    if isinstance(cell, float):
        return f"{cell:.3g}" if abs(cell) < 100 else f"{cell:,.0f}"
    return str(cell)


def table(heads: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Print rows as they come, the first column to the left."""
    first, *others = heads.split("|")
    print(f"{first:<26}" + "".join(f"{head:>14}" for head in others))
    for name, *cells in rows:
        shown = [digits(cell) for cell in cells]
        print(f"{name:<26}" + "".join(f"{cell:>14}" for cell in shown), flush=True)
    print()


def documents(texts: dict[str, str], seconds: float) -> None:
    def rows() -> Iterable[tuple[Any, ...]]:
        for name, text in texts.items():
            plan = plankit.parse_text(text)
            everything = best(seconds, plankit.parse_text, text)
            tree = best(seconds, plankit.parse_text, text, facts=False)
            least = best(seconds / 4, floor.tree, text)
            yield (
                name[:24],
                len(list(plan.walk())),
                everything * 1e6,
                tree * 1e6,
                everything / tree,
                least * 1e6,
                tree / least,
                everything / least,
                megabytes(text) / everything,
            )

    print("Documents (times in µs)")
    table("|nodes|all|structure|all/struct|floor|struct/floor|all/floor|MB/s", rows())


def tools(text: str, seconds: float) -> None:
    least = best(seconds / 4, floor.tree, text)
    everything = best(seconds, plankit.parse_text, text)

    def rows() -> Iterable[tuple[Any, ...]]:
        yield "floor", least * 1e6, 1.0, least / everything
        yield "plankit: everything", everything * 1e6, everything / least, 1.0
        for what, work in others.others(text):
            if isinstance(work, str):
                yield what, work
                continue
            with others.quiet():
                took = best(seconds, work, text)
            yield what, took * 1e6, took / least, took / everything

    print("Other tools, each for its part, on the first document (times in µs)")
    table("|time|/ floor|/ plankit", rows())


def chinese(n: int) -> str:
    """`n` below 10,000 as it stands in a label."""
    pairs = zip(f"{n:04}", ("千", "百", "十", ""), strict=True)
    said = "".join(NUMERALS[int(d) - 1] + unit if d != "0" else "零" for d, unit in pairs)
    said = re.sub("零+", "零", said).strip("零")
    return said.removeprefix("一") if said.startswith("一十") else said


def one_plan(text: str, size: float) -> str:
    """One plan of `size` MB: the tasks of `text` over and over, a chapter for every ten of them."""
    plan = plankit.parse_text(text, facts=False)
    tasks = [task.raw.removeprefix(task.label).replace("\n", "") for task in plan.tasks]
    lines, length = ["某某区2022年工作要点", ""], 0
    for n in itertools.count():
        if n % 10 == 0:
            lines.append(f"{chinese(n // 10 + 1)}、促进教育公平发展")
        # each line is its own, or the plan would be told to hold copies of itself
        lines.append(f"{n % 10 + 1}.{tasks[n % len(tasks)]}编为{n}号。")
        length += len(lines[-1].encode()) + 1
        if length >= size * 1e6:
            return "\n".join(lines) + "\n"
    raise AssertionError


def growth(
    heading: str, make: Callable[[float], str], sizes: tuple[float, ...], seconds: float
) -> None:
    def rows() -> Iterable[tuple[Any, ...]]:
        before: tuple[float, float] | None = None
        for size in sizes:
            long = make(size)
            nodes = len(list(plankit.parse_text(long, facts=False).walk()))
            everything = best(seconds, plankit.parse_text, long)
            tree = best(seconds, plankit.parse_text, long, facts=False)
            least = best(seconds / 4, floor.tree, long)
            ratios = (everything / before[0], tree / before[1]) if before else ("", "")
            before = everything, tree
            yield (
                f"{size:g} MB",
                nodes,
                everything,
                tree,
                everything / tree,
                *ratios,
                tree / least,
                everything / least,
                size / everything,
            )

    print(f"{heading} (seconds; linear growth is {sizes[1] / sizes[0]:g})")
    table("|nodes|all|structure|all/struct|growth|struct gr.|struct/floor|all/floor|MB/s", rows())


def contrived(normal: str) -> dict[str, str]:
    """Texts that a careless pattern or loop would take for ever on, to be repeated to length."""
    numerals = [chinese(n) for n in range(1, 100)]
    return {
        "labels, a line each": "\n".join(f"{i}." for i in range(1, 1000)) + "\n",
        "labels without words": "（一）\n",
        "labels, a few words each": "（一）抓好学习工作教育局\n",
        "labels, run together": "".join(f"{i}、" for i in range(1, 1000)),
        "labels, three levels": "".join(
            f"{a}、甲\n（{a}）乙\n{n}.丙\n" for n, a in enumerate(numerals, 1)
        ),
        "labels, always the first": "一、",
        "steps": "".join(f"{a}是" for a in numerals),
        "digits": "1234567890",
        "Chinese numerals": NUMERALS,
        "percentages": "12%",
        "quantities": "12人以上参加",
        "blanked numbers": "x",
        "opening brackets": "（",
        "brackets": "（）",
        "opening title marks": "《",
        "opening title marks, two of them": "<<",
        "title marks": "《甲》",
        "opening quotes": "“",
        "document numbers, broken": "〔2022〕",
        "responsibility": "（责任单位：教育局）",
        "responsibility, no end": "（责任单位：甲、",
        "dates": "2022年1月1日",
        "parts of a year": "3月底前完成",
        "years of the plan": "。全年",
        "letters like figures": "O",
        "entities": "&amp;甲",
        "tags": "甲<br>",
        "cells": "甲|",
        "words set wide": "甲 ",
        "lines of one character": "a\n",
        "lines of a cell each": "|甲|乙|丙|丁|戊|\n",
        "one character": "的",
        "spaces": " ",
        "full stops": "。",
        "one line": normal.replace("\n", ""),
        "line breaks": "\n",
        "blank lines": "　\n",
    }


def worst(normal: str, usual_plan: str, size: float, seconds: float) -> None:
    # one plan of that size, read whole: of documents one after another only the first is read
    usual = best(seconds, plankit.parse_text, one_plan(usual_plan, size))

    def rows() -> Iterable[tuple[Any, ...]]:
        yield (f"normal, {size:g} MB", usual, 1.0, "")
        for name, piece in contrived(normal).items():
            quarter_text, whole_text = cut(piece, size / 4), cut(piece, size)
            quarter = best(0, plankit.parse_text, quarter_text)
            if quarter > GIVE_UP:
                yield (name, f">{quarter:.0f}", f">{quarter / usual:.0f}", "given up")
                continue
            whole = best(0, plankit.parse_text, whole_text)
            yield (name, whole, whole / usual, whole / quarter)

    print("Contrived texts (seconds; growth from a quarter of the length: 4 is linear)")
    table("|seconds|/ normal|growth", rows())


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Measure plankit.")
    parser.add_argument("--quick", action="store_true", help="small sizes, one round")
    quick = parser.parse_args().quick
    texts = {path.name: path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))}
    normal = "\n".join(texts.values()) + "\n"
    for text in texts.values():  # patterns are compiled and tables read when first needed
        plankit.parse_text(text)

    build = "Python" if Path(plankit.api.__file__).suffix == ".py" else "compiled"
    python = f"Python {platform.python_version()}, {platform.machine()}"
    print(f"plankit {plankit.__version__} ({build}), {python}\n")
    documents(texts, 0 if quick else 1.0)
    first = next(iter(texts.values()))
    tools(first, 0 if quick else 1.0)
    sizes, seconds = ((0.1, 0.4), 0.0) if quick else ((1, 4, 16), 3.0)
    # read as one plan and much that repeats it, so this is mostly the structure's work
    growth("The documents one after another", partial(cut, normal), sizes, seconds)
    growth("One long plan", partial(one_plan, first), sizes, seconds)
    worst(normal, first, 0.02 if quick else 1.0, 0 if quick else 3.0)


if __name__ == "__main__":
    main()
