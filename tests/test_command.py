"""The `plankit` command, run in the test's own process unless the process is what is tested."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plankit.command import main
from plankit.readers.sniff import FORMATS
from plankit.version import __version__

PLAN = """\
某某区教育局2023年工作要点

2023年，全区教育工作的总体要求是：坚持立德树人。

一、加强党的建设

1.落实主体责任。制定《党建工作清单》，培训党员300人次以上。

2.深化作风建设。6月底前完成2所学校巡查。（责任单位：组织科；配合单位：办公室）

二、促进公平发展

3.扩大学位供给。新增学位1200个。
"""

Run = Callable[..., "Result"]


class Result:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("show", path)`: exit status and what was printed, 80 columns wide, without colour."""
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str | Path, stdin: bytes | None = None) -> Result:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


# -- parse ----------------------------------------------------------------------------------------


def test_json_goes_to_stdout_and_reads_back(run: Run, plan: Path) -> None:
    from plankit.model import WorkPlan

    done = run("parse", plan)
    assert (done.code, done.err) == (0, "")
    read = WorkPlan.model_validate_json(done.out)
    assert (read.title, read.year) == ("某某区教育局2023年工作要点", 2023)
    assert [task.number for task in read.tasks] == [1, 2, 3]
    assert "某某区" in done.out  # not \u escapes


def test_standard_input_is_read_as_any_file(run: Run, plan: Path) -> None:
    a, b = run("parse", "-", stdin=PLAN.encode()), run("parse", plan)
    one, other = json.loads(a.out), json.loads(b.out)
    assert (a.code, a.err) == (0, "")
    assert one["children"] == other["children"]
    assert one["source"]["text"] == other["source"]["text"]


def test_several_plans_are_one_array_or_a_line_each(run: Run, plan: Path) -> None:
    plans = json.loads(run("parse", plan, plan).out)
    assert [p["year"] for p in plans] == [2023, 2023]
    lines = run("parse", "-f", "jsonl", plan, plan).out.splitlines()
    assert [json.loads(line) for line in lines] == plans
    assert json.loads(run("parse", "none", "nor this").out) == []


def test_output_is_a_file_or_a_directory(run: Run, plan: Path, tmp_path: Path) -> None:
    one = tmp_path / "one.json"
    done = run("parse", plan, "-o", one)
    assert (done.code, done.out) == (0, "")
    assert one.read_text(encoding="utf-8") == run("parse", plan).out

    twin = tmp_path / "twin.html"
    twin.write_text(f"<html><body><p>{PLAN.replace(chr(10), '</p><p>')}</p></body></html>")
    out = tmp_path / "new" / "folder"
    assert run("parse", plan, twin, one, "-f", "markdown", "-o", out).code in (0, 1)
    names = sorted(path.name for path in out.iterdir())
    assert names[-2:] == ["plan.md", "twin.md"]

    lines = tmp_path / "all.jsonl"
    assert run("parse", plan, plan, "-f", "jsonl", "-o", lines).code == 0
    assert len(lines.read_text(encoding="utf-8").splitlines()) == 2


def test_wrong_values_and_empty_input_are_told_in_one_sentence(run: Run, plan: Path) -> None:
    told = run("parse", plan, "-f", "pdf").err
    assert "Invalid value for '--format' / '-f': 'pdf' is not one of 'json'" in told
    told = run("show", plan, "--input-format", "rtf").err
    assert all(f"'{name}'" in told for name in FORMATS)
    assert run("show", "-", stdin=b"").err == "plankit: <stdin>: the file is empty\n"
    assert "plankit batch" in run("show", plan.parent).err


def test_outputs_never_meet_each_other_or_a_source(run: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    out = tmp_path / "out"
    assert run("parse", plan, tmp_path / "plan.md", "-o", out).code == 0
    assert sorted(path.name for path in out.iterdir()) == ["plan.md.json", "plan.txt.json"]

    for arguments in (
        ("parse", plan, plan, "-o", tmp_path / "twice"),
        ("parse", plan, "-o", plan),
        ("parse", plan, plan, "-o", plan),
        ("parse", tmp_path / "plan.md", "-f", "markdown", "-o", tmp_path),
    ):
        done = run(*arguments)
        assert done.code == 2
        assert (
            "written to" in done.err or "documents to read" in done.err or "is a file" in done.err
        )
    assert plan.read_text(encoding="utf-8") == PLAN
    assert not (tmp_path / "twice").exists()


def test_a_file_stays_where_there_is_no_new_plan(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text("before")
    assert run("parse", tmp_path / "missing.txt", "-o", kept).code == 1
    assert kept.read_text() == "before"


def test_output_that_cannot_be_written_is_one_line(run: Run, plan: Path, tmp_path: Path) -> None:
    done = run("parse", plan, "-o", tmp_path / "no" / "folder.json")
    assert done.code == 1
    assert done.err.startswith("plankit: ")
    assert done.err.count("\n") == 1


# -- documents that cannot be read ----------------------------------------------------------------


def test_one_clear_line_for_each_unreadable_file_and_the_others_are_done(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    empty, binary, folder = tmp_path / "empty.txt", tmp_path / "binary.txt", tmp_path / "folder"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 40)
    folder.mkdir()
    missing = tmp_path / "missing.txt"
    bad = [missing, empty, binary, folder]
    for command in ("parse", "show", "check"):
        done = run(command, *bad, plan)
        assert done.code == 1
        lines = done.err.splitlines()
        assert [line.split(": ")[1] for line in lines] == [str(path) for path in bad]
        for line, path in zip(lines, bad, strict=True):
            start, message = f"plankit: {path}: ", line.removeprefix(f"plankit: {path}: ")
            assert line.startswith(start)
            assert 5 < len(message) < 200
            assert str(path) not in message
        assert "Traceback" not in done.err
        assert done.out


@pytest.mark.skipif("os.name == 'nt'", reason="permissions are other on Windows")
def test_a_file_that_may_not_be_read(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # root may read everything, so the system's refusal is made up
    import plankit.api

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(plan))

    monkeypatch.setattr(plankit.api, "parse", refuse)
    done = run("parse", plan)
    assert (done.code, done.err) == (1, f"plankit: {plan}: Permission denied\n")


def test_empty_standard_input(run: Run) -> None:
    done = run("parse", "-", stdin=b"")
    assert done.code == 1
    assert done.err.startswith("plankit: <stdin>: ")
    assert done.err.count("\n") == 1


# -- show, check, schema, version -----------------------------------------------------------------


def test_show_prints_tree_and_totals(run: Run, plan: Path) -> None:
    done = run("show", plan)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "某某区教育局2023年工作要点"
    assert any("├─ 一、加强党的建设" in line for line in lines)
    assert any("│  ├─ 1. 落实主体责任" in line for line in lines)
    assert "2 sections, 3 tasks" in done.out
    assert "\x1b" not in done.out


def test_check_lists_and_sums_up(run: Run, plan: Path, tmp_path: Path) -> None:
    prose = tmp_path / "prose.txt"
    prose.write_text("今天天气很好。\n我们去公园走走。\n", encoding="utf-8")
    done = run("check", plan, prose)
    assert done.code in (0, 1)
    *found, summary = done.out.splitlines()
    assert summary.startswith("2 documents: ")
    about_prose = [line for line in found if line.startswith(f"{prose}:")]
    assert about_prose  # no outline in it
    for line in about_prose:
        _, row, column, rest = line.removeprefix(str(prose)).split(":", 3)
        assert int(row) >= 1
        assert int(column) >= 1
        assert len(rest.split()[0]) > 2
    everything = run("check", "--all", plan, prose)
    assert len(everything.out.splitlines()) >= len(done.out.splitlines())


def test_check_speaks_chinese_when_asked(run: Run, plan: Path, tmp_path: Path) -> None:
    text = "一、党建\n1.甲工作。\n3.乙&nbsp;工作。\n"
    gap = tmp_path / "gap.txt"
    gap.write_text(text, encoding="utf-8")
    said = run("check", "--lang", "zh", gap, tmp_path / "none.txt").out.splitlines()
    assert said == [
        f"{gap}:3:1: number-gap 编号3之前缺少编号2",
        "共2份文件：错误0处，警告1处，说明1处（--all 逐条列出），无法读取1份",
    ]
    assert run("check", "--lang", "zh", "--all", gap).out.splitlines() == [
        said[0],
        f"{gap}:3:4: entity 残留的网页实体“&nbsp;”读作不换行空格",
        "共1份文件：错误0处，警告1处，说明1处",
    ]
    english = run("check", gap).out.splitlines()
    assert english[0] == f"{gap}:3:1: number-gap 1.3: 2 is missing before 3"
    assert run("check", "--lang", "fr", gap).code == 2


def test_schema_is_that_of_what_parse_writes(run: Run, plan: Path) -> None:
    schema = json.loads(run("schema").out)
    assert schema["x-plankit-version"] == __version__
    assert schema["x-schema-version"] in schema["$id"]
    written = json.loads(run("parse", plan).out)
    assert set(written) == set(schema["properties"])
    assert set(written) >= set(schema["required"])
    assert written["schema_version"] == schema["x-schema-version"]


def test_version(run: Run) -> None:
    assert run("--version").out == f"plankit {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("parse",),
        ("show",),
        ("nosuch", "file"),
        ("parse", "--nosuch", "file"),
        ("parse", "-f", "xml", "file"),
        ("parse", "--repair", "all", "file"),
        ("check", "--format", "json", "file"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert "Error: " in done.err


def test_unknown_input_format_is_wrong_usage(run: Run, plan: Path) -> None:
    done = run("parse", "--input-format", "scroll", plan)
    assert done.code == 2
    assert "scroll" in done.err


@pytest.mark.parametrize("command", ["parse", "show", "check", "schema"])
def test_help_of_each_command(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert done.out.startswith(f"Usage: plankit {command}")


def test_script_is_kept_where_asked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "hant.txt"
    path.write_text(
        "2021年教育工作要點\n\n一、加強黨的建設\n\n二、促進公平發展\n", encoding="utf-8"
    )
    kept = json.loads(run("parse", "--keep-script", path).out)
    assert kept["children"][0]["title"] == "加強黨的建設"
    assert json.loads(run("parse", path).out)["children"][0]["title"] == "加强党的建设"


# -- the process ----------------------------------------------------------------------------------


def process(*arguments: str | Path, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "plankit", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | environment,
        cwd=Path(__file__).parent.parent,
    )


def test_stdout_is_utf8_whatever_the_locale_says(plan: Path) -> None:
    with process("show", plan, PYTHONIOENCODING="ascii", NO_COLOR="1") as running:
        out, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (0, b"")
    assert "加强党的建设" in out.decode()
    assert b"\r" not in out


def test_colour_where_asked_for_and_not_with_no_color(plan: Path) -> None:
    for asked, coloured in (("1", True), ("", False)):
        with process("show", plan, TERM="xterm-256color", FORCE_COLOR=asked) as running:
            out, _ = running.communicate(timeout=60)
        assert (b"\x1b[" in out) is coloured
    colours = re.compile(rb"\x1b\[[0-9;]*3[0-9]")
    for name, coloured in (("OTHER", True), ("NO_COLOR", False)):
        with process("show", plan, TERM="xterm", FORCE_COLOR="1", **{name: "1"}) as running:
            out, _ = running.communicate(timeout=60)
        assert bool(colours.search(out)) is coloured


@pytest.mark.parametrize("command", [("parse", "-f", "jsonl"), ("show",), ("check", "--all")])
def test_a_broken_pipe_ends_quietly(tmp_path: Path, command: tuple[str, ...]) -> None:
    long = tmp_path / "long.txt"
    long.write_text(
        PLAN + "\n".join(f"{i}.任务{i}。新增学位{i}个。" for i in range(4, 1500)), encoding="utf-8"
    )
    with process(*command, long) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        err = running.stderr.read()
    assert err == b""
    assert running.returncode == 141


@pytest.mark.skipif("os.name == 'nt'", reason="no SIGINT to a process on Windows")
def test_ctrl_c_ends_quietly() -> None:
    import signal
    import time

    # a shell's background job ignores the signal, and so would what it starts
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        started = process("parse", "-")
    finally:
        signal.signal(signal.SIGINT, before)
    with started as running:
        # it waits for its standard input; interrupted before that, Python itself would answer
        time.sleep(1.5)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (130, b"")
