"""Rules that the project as a whole keeps."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST = 400
SEEDS = {
    "000_12c0e95ac0c97081.txt": "8a3b670cd7d37aa7a95d21f60c9a5e2fda5c2eb929e61d9b16a80546f86f4437",
    "001_d2615397c1deb668.txt": "bcda61b46d090874f376e816aba7b5b0e412a977f62aa5c1503d3918554e5b55",
    "002_dd1d79d2d1f1e48d.txt": "28d2bbd4b6126ce9842267b1f0707b61a19d29472f58de06e9a776587926a66c",
    "003_2cd8e0af723df8de.txt": "58713d1eca9684094066142e6ff9c9e1a72a069dbcd20f8d98d768d2c2ec1b8f",
    "004_d3b064de2d82a876.txt": "d7303de605f19111d917570576201a2c95bb6c7f2d03b11e292b42a786b13976",
}
# put together here, so that this file does not hold them itself
PLACES = re.compile(
    "|".join(["/" + "work/", r"\.\./" + "sha" + "red", r"\bsha" + "red/", "/" + "tmp/team"])
)


def project_files() -> list[Path]:
    """What git tracks or would track; every file outside hidden and built folders without git."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        command = [
            git,
            "-C",
            str(ROOT),
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode == 0:
            paths = [ROOT / os.fsdecode(name) for name in done.stdout.split(b"\0") if name]
            return sorted(path for path in paths if path.is_file())
    built = {".venv", ".git", "__pycache__", "build", "dist", "out"}
    return sorted(
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not built.intersection(path.relative_to(ROOT).parts)
    )


def modules(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    assert found
    return found


def test_files_name_no_place_outside_the_project() -> None:
    files = project_files()
    assert ROOT / "pyproject.toml" in files
    bad = []
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        bad += [f"{path.relative_to(ROOT)}: {m[0]}" for m in PLACES.finditer(text)]
    assert not bad


def test_the_check_above_can_fail() -> None:
    assert PLACES.search("see /" + "work/main")
    assert not PLACES.search("a workplan/ and out/work.txt")


def test_no_module_is_long() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules("plankit", "bench", "tests")
    }
    assert {name: n for name, n in lengths.items() if n >= LONGEST} == {}


def test_modules_are_named_for_their_subject() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared"}
    assert [path for path in modules("plankit", "bench", "tests") if path.stem in vague] == []
    assert [path for path in modules("plankit") if path.parent.name in vague] == []


def test_seeds_are_what_they_were() -> None:
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (ROOT / "fixtures" / "seeds").iterdir()
    }
    assert found == SEEDS


def test_fixtures_keep_their_bytes() -> None:
    assert "fixtures/** -text" in (ROOT / ".gitattributes").read_text().splitlines()


def test_changelog_begins_with_the_version() -> None:
    from plankit.version import __version__

    heads = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert heads[0] == __version__


def test_package_gives_the_version() -> None:
    import plankit
    from plankit.version import __version__

    assert plankit.__version__ == __version__


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_commands_in_the_pages_are_there(page: str) -> None:
    from typer.main import get_command

    from plankit.command import app

    text = (ROOT / page).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = set(re.findall(r"^make ([a-z-]+)", text, re.M)) | set(
        re.findall(r"`make ([a-z-]+)", text)
    )
    assert named
    assert named <= targets
    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    code = "\n".join(re.findall(r"^```(?:sh|text)\n(.*?)^```", text, re.M | re.S))
    used = set(re.findall(r"^(?:\$ )?plankit ([a-z]+)", code, re.M))
    assert used <= commands
    if page == "README.md":
        assert used


def test_examples_of_the_readme_run(monkeypatch: pytest.MonkeyPatch) -> None:
    import doctest

    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert done.attempted >= 5
    assert done.failed == 0


def test_tree_in_the_readme_is_what_show_prints(capsys: pytest.CaptureFixture[str]) -> None:
    from plankit.command import main

    block = (ROOT / "README.md").read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    command, *lines = block.splitlines()
    assert command.startswith("$ plankit ")
    path = ROOT / command.split()[-1]
    assert main(["show", str(path)]) == 0
    shown = [re.sub(r"( +[\d·]+){5}$", "", line) for line in capsys.readouterr().out.splitlines()]
    assert [line for line in lines if "…" not in line] == [line for line in shown if line in lines]


def test_links_in_the_pages_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)\s#]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert not broken


IMPORTS = """
import sys
import pydantic
before = set(sys.modules)
import {module}
print(*sorted(set(sys.modules) - before), sep="\\n")
"""
HEAVY = {
    "cchardet",
    "cn2an",
    "hypothesis",
    "numpy",
    "opencc",
    "openpyxl",
    "pandas",
    "pyarrow",
    "pypdfium2",
    "regex",
    "rich",
    "selectolax",
    "typer",
    "xlsxwriter",
    "multiprocessing",
}


def loaded_by(module: str) -> list[str]:
    """The modules that `import module` loads beyond pydantic's own, in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS.format(module=module)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return done.stdout.split()


def test_import_is_light() -> None:
    loaded = loaded_by("plankit")
    assert "plankit" in loaded
    assert HEAVY.isdisjoint(name.partition(".")[0] for name in loaded)
    # measured at 2; a dozen would mean that something is no longer loaded when it is needed
    assert len(loaded) <= 12, loaded


def test_the_command_starts_light() -> None:
    loaded = loaded_by("plankit.command")
    assert "typer" in loaded
    heavy = HEAVY - {"typer"}
    assert heavy.isdisjoint(name.partition(".")[0] for name in loaded)
    assert "plankit.model" not in loaded


# -- the rules of the test suite itself -----------------------------------------------------------


SKIPS = """
import pytest

def test_skips():
    pytest.skip("no such program")

@pytest.mark.xfail(reason="known", strict=True)
def test_expected():
    assert False

def test_golden(golden, tmp_path):
    path = tmp_path / "golden.txt"
    path.write_text("old")
    golden(path, "new")
"""


def run_pytest(
    folder: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """pytest on `SKIPS`, with this project's conftest."""
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "test_skips.py").write_text(SKIPS)
    (folder / "pytest.ini").write_text("[pytest]\n")
    clean = {k: v for k, v in os.environ.items() if k not in ("CI", "PLANKIT_TEST_ALL")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *arguments],
        cwd=folder,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_skip_fails_where_all_must_run_and_goldens_are_not_written_in_ci(tmp_path: Path) -> None:
    done = run_pytest(tmp_path)
    assert done.returncode == 1
    assert "1 failed, 1 skipped, 1 xfailed" in done.stdout
    assert "make goldens" in done.stdout

    done = run_pytest(tmp_path, "--regen-goldens", PLANKIT_TEST_ALL="1")
    assert done.returncode == 1
    assert "1 failed, 1 passed, 1 xfailed" in done.stdout
    assert "allows no skip, but: Skipped: no such program" in done.stdout

    done = run_pytest(tmp_path, "--regen-goldens", CI="true")
    assert done.returncode == 4
    assert "not for CI" in done.stderr


def test_the_benchmark_runs() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "run.py"), "--quick"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "one line" in done.stdout


def test_the_benchmarks_floor_finds_the_outline_of_a_clean_plan() -> None:
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        import floor
    finally:
        sys.path.pop(0)
    roots = floor.tree("要点\n一、甲\n（一）乙\n1.丙。丁\n2．戊\n(二)己\n二、庚\n")
    assert [(node["title"], floor.count(node["children"])) for node in roots] == [
        ("甲", 4),
        ("庚", 0),
    ]
    assert [node["title"] for node in roots[0]["children"][0]["children"]] == ["丙", "戊"]


def test_every_table_of_knowledge_is_told() -> None:
    page = (ROOT / "docs" / "lexicons.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z_]+)`", page))
    assert not {table.stem for table in (ROOT / "plankit" / "data").glob("*.tsv")} - told
    for example in re.findall(r"```python\n(.*?)```", page, re.S):
        exec(example, {})
