"""parse_many and the processes that it starts: scripts, threads, ends of all sorts."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest
from poison import text

from plankit import WorkerError, parse_many

ROOT = Path(__file__).parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


def run(code: str, *, stdin: bool = False, **more: Any) -> subprocess.CompletedProcess[str]:
    code = textwrap.dedent(code)
    return subprocess.run(
        [sys.executable, "-" if stdin else "-c", *([] if stdin else [code])],
        input=code if stdin else None,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=60,
        **more,
    )


def test_scripts_need_no_main_guard(tmp_path: Path) -> None:
    code = """
        import plankit
        results = plankit.parse_many([("a", "一、甲\\n1.乙。"), ("b", "一、丙\\n1.丁。")], jobs=2)
        print([result.plan.children[0].title for result in results])
    """
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(code))
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert (done.stdout, done.stderr) == ("['甲', '丙']\n", "")
    done = run(code, stdin=True)  # no file at all, as in a notebook
    assert (done.stdout, done.stderr) == ("['甲', '丙']\n", "")


def test_works_in_a_thread_and_beside_an_event_loop() -> None:
    code = """
        import asyncio, plankit
        def work():
            return sum(r.plan is not None for r in plankit.parse_many([("a", "甲")] * 4, jobs=2))
        async def main():
            return await asyncio.gather(*(asyncio.to_thread(work) for _ in range(2))), work()
        print(asyncio.run(main()))
    """
    done = run(code)
    assert (done.stdout, done.stderr) == ("([4, 4], 4)\n", "")


@posix
def test_the_end_of_the_parent_ends_workers_in_mid_document() -> None:
    code = """
        import os, signal, sys
        import plankit.pool, plankit
        from tests.poison import LAYOUTS_WITH_POISON
        begin = plankit.pool.Pool._fill
        def spy(self, lane):
            begin(self, lane)
            print(*self.pids(), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
        plankit.pool.Pool._fill = spy
        list(plankit.parse_many([("a", "POISON hang")], jobs=2, layouts=LAYOUTS_WITH_POISON))
    """
    done = run(code)
    assert done.returncode == -9
    (pid,) = map(int, done.stdout.split())
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").exists() and " Z " in Path(f"/proc/{pid}/stat").read_text():
            return  # ended, and nobody there to ask it for its status
        time.sleep(0.02)
    raise AssertionError("the worker lives on")


def test_says_what_to_do_where_no_process_can_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(WorkerError, match="jobs=1"):
        list(parse_many([("a", text(1))], jobs=2))
    assert len(list(parse_many([("a", text(1))], jobs=1))) == 1


@posix
def test_says_so_where_processes_end_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(WorkerError, match="before it began"):
        list(parse_many([("a", text(1))], jobs=2))


def test_infinite_limits_are_none() -> None:
    from plankit.many import bounds

    assert bounds(math.inf, math.inf) == (None, None)
    assert bounds(3, 5) == (3, 5)
