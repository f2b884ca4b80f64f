"""The tables of tests/cases as parameters of tests: one case a line, `#` opens a remark.

In a case, `\\n` stands for a line end. A test's id is the line's number in its table.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parent / "cases"


def numbered(name: str) -> Iterator[tuple[int, str]]:
    """Line number and line of each case of `cases/name.txt`."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            yield number, line


def cases(name: str) -> list[object]:
    """The cases of a table, one parameter each."""
    return [
        pytest.param(line.replace("\\n", "\n"), id=f"line {number}")
        for number, line in numbered(name)
    ]


def assert_linear(read: Callable[[str], object], string: str) -> None:
    """`read` takes about four times as long for `string` as for its first quarter.

    Processor time, and far from the sixteenfold of a quadratic search, so that a busy machine
    does not fail it.
    """

    def seconds(text: str) -> float:
        gc.disable()  # a collection of all that a long run of tests holds takes longer than these
        try:
            begun = time.process_time()
            read(text)
            return time.process_time() - begun
        finally:
            gc.enable()

    seconds(string[:200])
    quarter = min(seconds(string[: len(string) // 4]) for _ in range(3))
    assert seconds(string) < 16 * quarter + 0.2
