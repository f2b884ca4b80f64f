"""parse_many: order, laziness, and documents that go wrong alone."""

from __future__ import annotations

import gc
import io
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from poison import LAYOUTS_WITH_POISON, POISON, text

import plankit
from plankit import (
    MemoryLimit,
    TimeLimit,
    UnreadableSource,
    WorkerCrash,
    WorkerError,
    parse_many,
    parse_text,
)
from plankit.inputs import expand

ROOT = Path(__file__).parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


def poisoned(order: str) -> str:
    return text(1) + f"POISON {order}\n"


# -- one process or several, the same results -----------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_gives_what_parse_gives_in_order(seeds: list[Path], jobs: int) -> None:
    results = list(parse_many([*seeds, *reversed(seeds)], jobs=jobs))
    assert [result.path for result in results] == [str(p) for p in [*seeds, *reversed(seeds)]]
    for result in results:
        assert result.error is None
        assert result.plan == plankit.parse(result.path)
        assert result.plan is result.unwrap()
        assert [n.raw for n in result.plan.walk()][:1] != [""]
        assert 0 < result.seconds < 60


@pytest.mark.parametrize("jobs", [1, 2])
def test_takes_records_of_every_kind(tmp_path: Path, jobs: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text(1), "utf-8")
    file = io.BytesIO(text(2).encode("gb18030"))
    file.name = "b.txt"
    records: list[Any] = [
        str(path),
        path,
        file,
        text(3).encode(),
        ("c", text(4)),
        ("d", text(5).encode()),
        {"id": 7, "text": text(6)},
        {"id": "e", "bytes": text(7).encode()},
        {"text": text(8)},
        {"id": "f"},
        {"id": "g", "text": ""},
    ]
    results = list(parse_many(records, jobs=jobs))
    assert [r.path for r in results] == [
        str(path), str(path), "b.txt", "<3>", "c", "d", "7", "e", "<8>", "f", "g",
    ]  # fmt: skip
    titles = {r.plan.title if r.plan else None for r in results[:9]}
    assert titles == {"某某区教育局2023年工作要点"}
    assert results[2].unwrap().source.encoding == "gb18030"
    assert results[4].unwrap() == parse_text(text(4), name="c")
    assert isinstance(results[9].error, UnreadableSource)
    assert results[10].unwrap().children == ()
    with pytest.raises(UnreadableSource, match="without text or bytes"):
        results[9].unwrap()


@pytest.mark.parametrize("record", [3, None, ("a", 3), {"text": 3}, io.StringIO("text")])
def test_refuses_what_is_no_record(record: Any) -> None:
    with pytest.raises(TypeError):
        list(parse_many([record], jobs=1))


def test_refuses_one_record_in_place_of_a_list() -> None:
    for record in (b"text", {"text": "a"}):
        with pytest.raises(TypeError, match="put it into a list"):
            list(parse_many(record, jobs=1))  # type: ignore[arg-type]


def test_wrong_calls_are_told_at_once() -> None:
    for wrong in ({"jobs": 0}, {"on_error": "ignore"}, {"time_limit": 0}, {"memory_limit": -1},
                  {"window": 0}):  # fmt: skip
        with pytest.raises(ValueError):  # noqa: PT011 - the name is in each message
            parse_many([], **wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="sript"):
        parse_many([], sript="keep")


def test_a_wrong_value_of_an_option_is_told_by_each_process() -> None:
    for jobs in (1, 2):
        with pytest.raises(ValueError, match='"simplified" or "keep"'):
            list(parse_many([("a", text(1))], jobs=jobs, script="none"))


def test_lone_surrogates_come_through() -> None:
    (result,) = parse_many([("a", text(1) + "\ud800")], jobs=1, time_limit=30)
    assert result.unwrap().source.text.endswith("\ud800")


# -- folders and archives -------------------------------------------------------------------------


def zipped(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def test_folders_and_archives_are_opened(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.txt").write_text("x")
    (tmp_path / "b" / "2.txt").write_text(text(2), "utf-8")
    (tmp_path / "a.txt").write_text(text(1), "utf-8")
    (tmp_path / "Thumbs.db").write_bytes(b"\0")
    archive = zipped(("二.txt", text(4).encode()), ("一.txt", text(3).encode()))
    (tmp_path / "c.bin").write_bytes(archive)  # told by its content
    (tmp_path / "d.zip").write_bytes(archive[:-30])
    names = [Path(r.path).relative_to(tmp_path).as_posix() for r in parse_many(tmp_path, jobs=1)]
    assert names == ["a.txt", "b/2.txt", "c.bin!/一.txt", "c.bin!/二.txt", "d.zip"]
    *fine, last = parse_many(str(tmp_path), jobs=2)
    assert all(r.plan for r in fine)
    assert isinstance(last.error, plankit.CorruptFile)
    assert [r.path for r in parse_many([("z", archive)], jobs=1)] == ["z!/一.txt", "z!/二.txt"]


def test_folders_are_walked_lazily(tmp_path: Path) -> None:
    for folder in "abc":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_text(text(1), "utf-8")
    items = expand(tmp_path)
    assert next(items).name.endswith("1.txt")
    (tmp_path / "c" / "2.txt").write_text(text(2), "utf-8")
    assert len(list(items)) == 3


def test_missing_and_unreadable_paths_are_errors_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 99)
    paths = [tmp_path / "missing.txt", tmp_path / "image.txt"]
    for jobs in (1, 2):
        results = list(parse_many(paths, jobs=jobs))
        assert [type(r.error) for r in results] == [UnreadableSource, UnreadableSource]
        assert "no such file" in str(results[0].error)


@pytest.mark.parametrize("text", ["一、加强\n二、推进", "加强学习。" * 500, "加强\0学习"])
def test_a_text_given_for_a_path_is_told_in_few_words(text: str) -> None:
    (result,) = parse_many([text], jobs=1)
    with pytest.raises(UnreadableSource) as told:
        plankit.parse(text)
    assert str(told.value) == str(result.error)
    assert len(str(told.value)) < 80
    assert "\0" in text or "parse_text" in str(told.value)


# -- laziness and memory --------------------------------------------------------------------------


def endless(taken: list[int], size: int = 0) -> Iterator[tuple[str, str]]:
    n = 0
    while True:
        taken.append(n)
        yield str(n), text(n) + "　" * size
        n += 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_takes_no_more_than_the_window(jobs: int) -> None:
    taken: list[int] = []
    results = parse_many(endless(taken), jobs=jobs, window=5)
    assert taken == []
    for n in range(20):
        assert next(results).path == str(n)
        assert len(taken) <= n + 1 + 5
    results.close()  # type: ignore[attr-defined]


def test_the_window_is_bound_in_bytes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plankit.many.WINDOW_BYTES", 50_000)
    taken: list[int] = []
    results = parse_many(endless(taken, size=20_000), jobs=2, window=100)
    for n in range(6):
        next(results)
        assert len(taken) <= n + 1 + 4
    results.close()  # type: ignore[attr-defined]


def test_no_process_is_left_behind() -> None:
    from plankit.pool import Pool

    started: list[Pool] = []
    begin = Pool.__init__

    def spy(self: Pool, *arguments: Any) -> None:
        begin(self, *arguments)
        started.append(self)

    Pool.__init__ = spy  # type: ignore[method-assign, assignment]
    try:
        results = parse_many(endless([]), jobs=2)
        next(results)
        (pool,) = started
        pids = pool.pids()
        assert pids
        del results
        gc.collect()
    finally:
        Pool.__init__ = begin  # type: ignore[method-assign]
    assert pool.pids() == []
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


# -- documents that go wrong alone ----------------------------------------------------------------


@posix
def test_a_bad_document_costs_itself_alone() -> None:
    orders = {3: "crash", 8: "hang", 12: "eat", 17: "fail", 18: "exit", 19: "print"}
    records = [(str(n), poisoned(orders[n]) if n in orders else text(n)) for n in range(24)]
    results = list(
        parse_many(
            records,
            jobs=2,
            time_limit=1,
            memory_limit=150_000_000,
            layouts=LAYOUTS_WITH_POISON,
        )
    )
    assert [r.path for r in results] == [str(n) for n in range(24)]
    wrong = {n: r.error for n, r in enumerate(results) if r.error is not None}
    assert {n: type(error) for n, error in wrong.items()} == {
        3: WorkerCrash,
        8: TimeLimit,
        12: MemoryLimit,
        17: RuntimeError,
        18: WorkerCrash,
    }
    assert str(wrong[3]) == "3: the process reading it was ended by SIGSEGV"
    assert str(wrong[8]) == "8: not done after 1 seconds"
    assert str(wrong[12]) == "12: wanted more memory than 143 MB"
    assert str(wrong[18]) == "18: the process reading it ended with exit status 3"
    for n, result in enumerate(results):
        if n not in orders:
            assert result.plan == parse_text(text(n), name=str(n))


@posix
def test_a_limit_puts_a_single_job_into_a_process() -> None:
    (result,) = parse_many(
        [("a", poisoned("hang"))], jobs=1, time_limit=0.5, layouts=LAYOUTS_WITH_POISON
    )
    assert isinstance(result.error, TimeLimit)
    assert 0.4 < result.seconds < 10


@posix
def test_a_process_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    records = [("0", text(0)), ("1", poisoned(f"once {mark}")), ("2", text(2))]
    results = list(parse_many(records, jobs=1, time_limit=30, layouts=LAYOUTS_WITH_POISON))
    assert mark.exists()
    assert [r.error for r in results] == [None, None, None]


def test_what_to_do_with_errors() -> None:
    records = [("0", text(0)), {"id": "1"}, ("2", text(2))]
    assert [r.path for r in parse_many(records, jobs=1, on_error="skip")] == ["0", "2"]
    results = parse_many(records, jobs=2, on_error="raise")
    assert next(results).path == "0"
    with pytest.raises(UnreadableSource):
        next(results)


def test_an_error_that_cannot_be_pickled_is_told_in_words() -> None:
    from plankit.worker import portable

    class Local(Exception):
        pass

    told = portable(Local("what happened"))
    assert isinstance(told, WorkerError)
    assert str(told) == "Local: what happened"
    assert isinstance(portable(ValueError("x")), ValueError)


def test_layouts_of_the_script_itself_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="cannot be sent"):
        list(parse_many([("a", "")], jobs=2, layouts=[plankit.Layout("a", lambda p: False, print)]))

    def inside(page: Any) -> bool:
        return False

    inside.__module__, inside.__qualname__ = "__main__", "inside"
    monkeypatch.setattr(sys.modules["__main__"], "inside", inside, raising=False)
    with pytest.raises(ValueError, match="script or notebook"):
        list(parse_many([("a", "")], jobs=2, layouts=[plankit.Layout("a", inside, POISON.mark)]))
