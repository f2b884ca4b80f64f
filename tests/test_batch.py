"""plankit batch: the dataset, duplicates, and runs that were killed."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from batches import batch, corpus, in_order, lines, table
from poison import LAYOUTS_WITH_POISON, text

import plankit
from plankit.batch import partitions
from plankit.batch.journal import BatchError, Journal
from plankit.batch.progress import Progress, clock
from plankit.batch.records import Columns, expected, items
from plankit.command import main
from plankit.exports.schema import TABLES

ROOT = Path(__file__).parent.parent
pytest.importorskip("pyarrow")
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


# -- what is written ------------------------------------------------------------------------------


def test_the_dataset_holds_the_rows_of_single_plans(seeds: list[Path], tmp_path: Path) -> None:
    from plankit.exports.arrow import to_arrow

    done = batch(seeds[0].parent, tmp_path / "out")
    assert done["documents"] == {"parsed": 5, "failed": 0, "duplicate": 0}
    wanted = to_arrow(plankit.parse(path) for path in seeds)
    assert set(wanted) == set(TABLES)
    for name, rows in wanted.items():
        assert in_order(table(tmp_path / "out", name)) == in_order(rows.to_pylist()), name
        assert done["rows"][name] == len(rows)


def test_the_dataset_in_the_folder_that_is_read(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", 3)
    done = batch(source, source / "dataset")
    assert (done["documents"]["parsed"], done["documents"]["failed"]) == (3, 0)
    again = batch(source, source / "dataset", resume=True)
    assert again["documents"] == done["documents"]


def test_a_document_of_several_plans_gives_all(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text(text(1) + "\n" + text(2).replace("2023", "2024"), "utf-8")
    plans = plankit.parse_all(path)
    assert len(plans) == 2
    done = batch(path, tmp_path / "out")
    assert done["documents"]["parsed"] == 1
    assert [row["year"] for row in table(tmp_path / "out", "plans")] == [p.year for p in plans]
    assert len({row["plan_id"] for row in table(tmp_path / "out", "tasks")}) == 2


def test_a_copy_is_known_again_though_it_was_told_of_first(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", 1)
    (source / "copy.txt").write_text(text(0), "utf-8")
    batch(source, tmp_path / "out")
    first, *_ = lines(tmp_path / "out")
    assert first["status"] == "duplicate"  # the journal has it before what it is a copy of
    assert batch(source, tmp_path / "out", resume=True)["documents"]["duplicate"] == 1


def test_partitions_hold_the_same_rows(seeds: list[Path], tmp_path: Path) -> None:
    source = seeds[0].parent
    batch(source, tmp_path / "flat")
    for turn in range(2):
        batch(source, tmp_path / "out", partition=True, resume=bool(turn))
        assert (tmp_path / "out/tasks/plan_region=310000/plan_year=2022").is_dir()
        assert not list((tmp_path / "out/tasks").glob("*.parquet"))
        for name in TABLES:
            rows = table(tmp_path / "out", name)
            for row in rows:
                region, year = row.pop("plan_region"), row.pop("plan_year")
                if name == "plans":
                    assert year == (row["year"] or 0)
                    assert f"{region:06}"[:2] == (row["region_code"] or "00")[:2]
            assert in_order(rows) == in_order(table(tmp_path / "flat", name)), name


def test_partitions_are_one_file_each_however_few_may_be_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = corpus(tmp_path / "in", 12)
    for n in range(12):
        path = source / f"{n:04}.txt"
        path.write_text(path.read_text("utf-8").replace("2023", str(2016 + n % 5)), "utf-8")
    batch(source, tmp_path / "flat")
    monkeypatch.setattr(partitions, "MOST_OPEN", 2 * partitions.THREADS)
    monkeypatch.setattr(partitions, "HELD", 1)
    batch(source, tmp_path / "out", partition=True, rows=40)
    for name in ("plans", "tasks"):
        files = [path.parent.name for path in (tmp_path / "out" / name).rglob("*.parquet")]
        assert sorted(files) == [f"plan_year={year}" for year in range(2016, 2021)]
        rows = [
            {key: value for key, value in row.items() if not key.startswith("plan_r")}
            for row in table(tmp_path / "out", name)
        ]
        assert all(row.pop("plan_year") == row["year"] for row in rows)
        assert in_order(rows) == in_order(table(tmp_path / "flat", name))


def test_partitions_take_in_what_comes_later(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", 3)
    batch(source, tmp_path / "out", partition=True)
    (source / "new.txt").write_text(text(100).replace("2023", "2019"), "utf-8")
    batch(source, tmp_path / "out", partition=True, resume=True)
    years = [(row["year"], row["plan_year"]) for row in table(tmp_path / "out", "plans")]
    assert sorted(years) == [(2019, 2019), *[(2023, 2023)] * 3]
    assert not list((tmp_path / "out" / "_batch").glob("before"))


def test_a_swap_that_was_cut_short_is_finished(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", 3)
    batch(source, tmp_path / "out", partition=True)
    wanted = in_order(table(tmp_path / "out", "tasks"))
    home = tmp_path / "out" / "_batch"
    (home / "partitioned").mkdir()
    (tmp_path / "out" / "tasks").rename(home / "partitioned" / "tasks")
    (home / "swap.json").write_text("{}")
    batch(source, tmp_path / "out", partition=True, resume=True)
    assert in_order(table(tmp_path / "out", "tasks")) == wanted
    assert not (home / "swap.json").exists()


def test_a_worker_loads_no_pandas_and_may(tmp_path: Path) -> None:
    code = (
        "import sys; from plankit.batch.writing import Writing; w = Writing({}, False);"
        " w.read(1, 'a', '一、甲\\n1.新增3所。\\n'); w.write(sys.argv[1], [1], []);"
        " assert 'pandas' not in sys.modules; import pandas"
    )
    pytest.importorskip("pandas")
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "part")], check=True, cwd=ROOT)
    assert len(list((tmp_path / "part").glob("*.parquet"))) == len(TABLES)


def test_the_parent_loads_no_parser() -> None:
    code = (
        "import sys, plankit.batch; heavy = {'pydantic', 'pyarrow', 'plankit.model', 'regex'};"
        " sys.exit(' '.join(heavy & set(sys.modules)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


# -- sources --------------------------------------------------------------------------------------


def test_texts_come_from_tables_of_all_kinds(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    records = [{"key": f"k{n}", "body": text(n)} for n in range(3)]
    dumped = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
    (tmp_path / "a.jsonl").write_text(dumped + "\n{broken\n[1]\n", "utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(dumped.encode()))
    pq.write_table(pa.Table.from_pylist(records), tmp_path / "c.parquet")
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, ["key", "body"])
    writer.writeheader()
    writer.writerows(records)
    (tmp_path / "d.csv").write_bytes(file.getvalue().encode("gb18030"))
    (tmp_path / "e.csv").write_bytes(file.getvalue().encode("utf-8-sig"))
    (tmp_path / "f.csv").write_bytes(b"other\nx\n")
    binary = [{"key": "k", "body": text(9).encode("gb18030")}]
    pq.write_table(pa.Table.from_pylist(binary), tmp_path / "g.parquet")
    found = {item.name[len(str(tmp_path)) + 1 :]: item.content
             for item in items([str(tmp_path)], Columns("body", "key"))}  # fmt: skip
    texts = {name: content for name, content in found.items() if isinstance(content, str)}
    assert texts == {
        f"{file}#k{n}": text(n)
        for file in ("a.jsonl", "b.jsonl.gz", "c.parquet", "d.csv", "e.csv")
        for n in range(3)
    }
    assert found["g.parquet#k"] == text(9).encode("gb18030")
    wrong = {
        name: str(content) for name, content in found.items() if isinstance(content, Exception)
    }
    assert set(wrong) == {"a.jsonl#5", "a.jsonl#6", "f.csv#1"}
    assert "no JSON" in wrong["a.jsonl#5"]
    assert "there are other" in wrong["f.csv#1"]
    by_number = [item.name for item in items([str(tmp_path / "c.parquet")], Columns("body"))]
    assert by_number == [f"{tmp_path / 'c.parquet'}#{n}" for n in (1, 2, 3)]
    assert expected([str(tmp_path)]) == 5 + 3 + 3 + 3 + 3 + 1 + 1
    (missing,) = items([str(tmp_path / "c.parquet")], Columns("text"))
    assert "no column 'text'; there are key, body" in str(missing.content)


def test_globs_folders_and_archives(tmp_path: Path) -> None:
    corpus(tmp_path / "a", 3)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("x.txt", text(7))
    sources = [str(tmp_path / "a" / "000[12].txt"), str(tmp_path / "b.zip"), str(tmp_path / "no*")]
    names = [item.name for item in items(sources, Columns())]
    assert [Path(n).name for n in names] == ["0001.txt", "0002.txt", "x.txt", "no*"]
    assert expected(sources) == 4
    assert expected([str(tmp_path)]) == 4


def test_the_number_of_lines_is_judged_by_the_first_of_them(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": text(1)}) * 3 + "\n", "utf-8")
    path.write_bytes(path.read_bytes() * 2500)
    assert path.stat().st_size > 3 << 20
    assert expected([str(path)]) == pytest.approx(2500, rel=0.01)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(path.read_bytes(), 1))
    assert expected([str(tmp_path / "a.jsonl.gz")]) == pytest.approx(2500, rel=0.5)


# -- duplicates -----------------------------------------------------------------------------------


def test_duplicates_are_told_by_bytes_and_by_text(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", 2)
    (source / "0000 copy.txt").write_text(text(0), "utf-8")
    (source / "0001 gbk.txt").write_bytes(text(1).encode("gb18030"))
    for turn in range(3):
        done = batch(source, tmp_path / "out", resume=bool(turn))
        assert done["documents"] == {"parsed": 2, "failed": 0, "duplicate": 2}
        assert done["run"]["documents"] == (0 if turn else 4)
    assert len(table(tmp_path / "out", "plans")) == 2
    copies = {
        Path(line["name"]).name: Path(line["duplicate_of"]).name
        for line in lines(tmp_path / "out")
        if line["status"] == "duplicate"
    }
    assert copies.pop("0000.txt", None) or copies.pop("0000 copy.txt")
    assert [sorted((k, v)) for k, v in copies.items()] == [["0001 gbk.txt", "0001.txt"]]


def test_of_copies_the_first_in_order_is_read(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", 100)
    for n in range(100):
        (source / f"{n:04} copy.txt").write_text(text(n), "utf-8")
    assert batch(source, tmp_path / "out")["documents"]["duplicate"] == 100
    names = [Path(row["source_name"]).name for row in table(tmp_path / "out", "plans")]
    assert sorted(names) == [f"{n:04} copy.txt" for n in range(100)]  # a space sorts before a stop


def test_an_archive_is_known_by_its_bytes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "plans.txt", "w") as archive:
        archive.writestr("a.txt", text(1))
        archive.writestr("b.txt", text(2))
    done = batch(tmp_path / "plans.txt", tmp_path / "out")
    assert done["documents"]["parsed"] == 2
    names = [row["source_name"] for row in table(tmp_path / "out", "plans")]
    assert sorted(names) == [f"{tmp_path / 'plans.txt'}!/{name}.txt" for name in "ab"]


# -- failures -------------------------------------------------------------------------------------


@posix
def test_bad_documents_are_told_and_cost_nothing_else(tmp_path: Path) -> None:
    orders = {5: "crash", 11: "hang", 17: "eat", 23: "fail", 29: "crash"}
    source = corpus(tmp_path / "in", 36, orders)
    (source / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 99)
    settings = {
        "time_limit": 1.0,
        "memory_limit": 200_000_000,
        "options": {"layouts": LAYOUTS_WITH_POISON},
    }
    done = batch(source, tmp_path / "out", **settings)
    assert done["documents"] == {"parsed": 31, "failed": 6, "duplicate": 0}
    assert {kind: one["documents"] for kind, one in done["errors"].items()} == {
        "WorkerCrash": 2, "TimeLimit": 1, "MemoryLimit": 1, "RuntimeError": 1,
        "UnreadableSource": 1,
    }  # fmt: skip
    names = [Path(row["source_name"]).name for row in table(tmp_path / "out", "plans")]
    assert sorted(names) == [f"{n:04}.txt" for n in range(36) if n not in orders]
    failures = (tmp_path / "out" / "failures.jsonl").read_text("utf-8").splitlines()
    assert len(failures) == 6
    again = batch(source, tmp_path / "out", resume=True, **settings)
    assert again["run"]["documents"] == 0
    assert again["documents"] == done["documents"]
    for n in orders:
        (source / f"{n:04}.txt").write_text(text(n), "utf-8")
    mended = batch(source, tmp_path / "out", resume=True, retry_failed=True, **settings)
    assert mended["documents"] == {"parsed": 36, "failed": 1, "duplicate": 0}


# -- refusals -------------------------------------------------------------------------------------


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    source, into = corpus(tmp_path / "in", 1), tmp_path / "out"
    with pytest.raises(BatchError, match="not empty"):
        batch(source, source)
    batch(source, into)
    with pytest.raises(BatchError, match="--resume"):
        batch(source, into)
    with pytest.raises(BatchError, match="begun otherwise"):
        batch(source, into, resume=True, options={"script": "keep"})
    with pytest.raises(BatchError, match="begun otherwise"):
        batch(source, into, resume=True, partition=True)


@posix
def test_two_processes_do_not_write_the_same_dataset(tmp_path: Path) -> None:
    first = Journal(tmp_path / "out", {}, False)
    with pytest.raises(BatchError, match="another process"):
        Journal(tmp_path / "out", {}, True)
    first.close()
    Journal(tmp_path / "out", {}, True).close()


# -- the command and its progress -----------------------------------------------------------------


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, into = corpus(tmp_path / "in", 3), str(tmp_path / "out")
    assert main(["batch", str(source), "-o", into, "-j", "1"]) == 0
    told = capsys.readouterr()
    assert "3 parsed, 0 failed, 0 duplicates" in told.out
    assert "layouts: general 3" in told.out
    assert main(["batch", str(source), "-o", into]) == 2
    assert "--resume" in capsys.readouterr().err
    (source / "empty.txt").write_bytes(b"")
    assert main(["batch", str(source), "-o", into, "--resume", "-q"]) == 1
    told = capsys.readouterr()
    assert "UnreadableSource" in told.out
    assert told.err == ""
    for wrong in (["--retry-failed"], ["--resume", "--repair", "all"], ["--jobs", "0"]):
        assert main(["batch", str(source), "-o", into, *wrong]) == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_has_rate_failures_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    file = Terminal()
    progress = Progress(200, file)
    for n in range(50):
        now[0] += 0.1
        progress.step("failed" if n == 3 else "duplicate" if n == 4 else "parsed")
    for _ in range(50):
        progress.step("before")
    assert progress.line(now[0]) == (
        f"[{'█' * 12}{'·' * 12}]  50%  100/200  10/s  1 failed  1 duplicates  0:10 left"
    )
    assert file.getvalue().count("\r") >= 10
    assert "\n" not in file.getvalue()
    progress.close()
    assert file.getvalue().endswith("\n")
    assert Progress(None, file).line(now[0]) == "0 documents  0.0/s  0 failed"
    assert (clock(62), clock(3 * 3600 + 20 * 60 + 5)) == ("1:02", "3:20:05")
