"""What the pages of `docs` say is so: names, options, files, and the examples that run."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from typer.main import get_command

import plankit
from plankit.command import app, main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SEEDS = sorted((ROOT / "fixtures" / "seeds").glob("*.txt"))
OTHERS_OPTIONS = {"--help", "--strict", "--regen-goldens", "--count"}
"""Of every command, and of mypy, pytest and `bench/scale.py`."""
pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


@pages
def test_names_are_there(page: Path) -> None:
    for name in set(re.findall(r"\bplankit(?:\.[A-Za-z_]\w*)+", page.read_text("utf-8"))):
        path = ROOT / name.removesuffix(".").replace(".", "/")
        if re.fullmatch(r"plankit\.(?:json|html|xlsx|jsonl)", name) or path.is_dir():
            continue
        assert _found(name), f"{page.name} names {name}"


def _found(name: str) -> bool:
    parts = name.split(".")
    for k in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:k]))
        except ModuleNotFoundError as error:
            if error.name is not None and not error.name.startswith("plankit"):
                pytest.skip(f"needs {error.name}")
            continue
        for part in parts[k:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


@pages
def test_files_are_there(page: Path) -> None:
    text = page.read_text("utf-8")
    paths = re.findall(r"`((?:plankit|tests|bench|fixtures|docs)/[\w/.\-]+)`", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []


def _options() -> set[str]:
    command = get_command(app)
    commands = [command, *command.commands.values()]  # type: ignore[attr-defined]
    return {
        option
        for each in commands
        for parameter in each.params
        for option in parameter.opts
        if option.startswith("--")
    }


@pages
def test_options_are_there(page: Path) -> None:
    told = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", page.read_text("utf-8")))
    assert told - _options() - OTHERS_OPTIONS == set()


def test_every_option_is_told() -> None:
    told = "\n".join(page.read_text("utf-8") for page in PAGES)
    # -o and -f are told by their short names
    assert {o for o in _options() if o not in told} == {"--output", "--format"}


# tests/test_engines.py starts the engines; llama_index is a large package for four lines
NOT_HERE = ("plankit.engines", "llama_index")
NEEDS = {"langchain_core", "polars", "pyarrow", "rapidfuzz", "xlsxwriter"}
BY_PAGE = {"tables": {"polars", "pyarrow"}, "ledger": {"xlsxwriter"}}
BY_PAGE["comparison"] = {"rapidfuzz", "xlsxwriter"}


def _blocks() -> list[tuple[str, str]]:
    return [
        (page.stem, block)
        for page in PAGES[2:]
        for block in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.S)
        if not any(name in block for name in NOT_HERE)
    ]


@pytest.mark.parametrize(("page", "code"), _blocks(), ids=lambda x: x[:40] if "\n" not in x else "")
def test_examples_run(
    page: str,
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    needs: Callable[[str], ModuleType],
) -> None:
    for module in sorted(BY_PAGE.get(page, {m for m in NEEDS if m in code})):
        needs(module)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    for seed in SEEDS[:2]:
        (tmp_path / "plans" / seed.name).write_bytes(seed.read_bytes())
    plans = [plankit.parse(seed) for seed in SEEDS[:2]]
    names = {"plankit": plankit, "plans": plans, "plan": plans[0], "a": plans[0], "b": plans[1]}
    exec(compile(code, page, "exec"), {**names, "Text": plankit.Text, "re": re})


def test_lines_for_the_shell_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, needs: Callable[[str], ModuleType]
) -> None:
    needs("xlsxwriter")
    needs("rapidfuzz")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.txt").write_bytes(SEEDS[0].read_bytes())
    (tmp_path / "plans" / "b.html").write_text("<p>一、甲</p><p>1.做好乙。</p>", "utf-8")
    for name in ("plan.txt", "last-year.txt", "this-year.txt"):
        (tmp_path / name).write_bytes(SEEDS[0].read_bytes())
    ran = 0
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.S):
            for line in re.findall(r"^plankit (.+)", block, re.M):
                words = line.split("#")[0].split(">")[0].split()
                if words[0] == "batch" or "--open" in words:
                    continue  # tests/test_batch.py; a browser
                arguments = [
                    str(path)
                    for word in words
                    for path in (sorted(tmp_path.glob(word)) if "*" in word else [word])
                ]
                assert main(arguments) in (0, 1), line
                ran += 1
    assert ran > 8
