"""The compiled wheel: built from this checkout, it gives the answers that plain Python gives."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import plankit

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "bench"))

import corpus  # noqa: E402

# what the core does is tried once more by its own tests; these need neither files nor programs
CORE = [
    *("citations", "closing", "damage", "dates", "diagnostics", "document_number", "documents"),
    *("gold", "heads", "invariants", "labels", "layouts", "linear", "measures", "names"),
    *("numerals", "outline", "owners", "quantities", "regions", "restyled", "script", "tense"),
    *("terms", "text", "titles", "wording", "wraps"),
]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with plankit from the compiled wheel, and nothing else."""
    if os.environ.get("PLANKIT_TEST_ALL") != "1":
        pytest.skip("five minutes of compiling: only with PLANKIT_TEST_ALL=1")
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("needs a C compiler")
    if not Path(sysconfig.get_paths()["include"], "Python.h").is_file():
        pytest.skip("needs Python.h (on Debian: python3-dev)")
    scratch = tmp_path_factory.mktemp("compiled")
    # a copy, so that nothing is left in the checkout
    copy = scratch / "checkout"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "plankit", copy / "plankit", ignore=ignored)
    seeds = copy / "fixtures" / "seeds"  # what the build counts on
    shutil.copytree(ROOT / "fixtures" / "seeds", seeds)
    for name in ("pyproject.toml", "compiled_wheel.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    built = subprocess.run(
        [*pip, "wheel", "--no-deps", "--wheel-dir", str(scratch), str(copy)],
        capture_output=True,
        text=True,
        env={**os.environ, "PLANKIT_COMPILED": "1"},
    )
    assert built.returncode == 0, built.stderr[-3000:]
    asked = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=False)
    if "Free Software Foundation" in asked.stdout:
        assert any(copy.rglob("*.gcda")), "built without what its code counts on the seeds"
    (wheel,) = scratch.glob("*.whl")
    assert not wheel.stem.endswith("none-any"), wheel.name
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(scratch / "lib")
    return scratch / "lib"


def _run(compiled: Path, *arguments: str, cwd: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(compiled), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=cwd,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout


def test_modules_are_compiled(compiled: Path, tmp_path: Path) -> None:
    told = "import plankit.tree, plankit.text; print(plankit.tree.__file__, plankit.text.__file__)"
    for path in _run(compiled, "-c", told, cwd=tmp_path).split():
        assert Path(path).suffix in {".so", ".pyd"}
        assert Path(path).is_relative_to(compiled)


def test_the_same_answers(compiled: Path, seeds: list[Path], tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in seeds]
    made = [corpus.plan(random.Random(f"compiled {n}"))[1] for n in range(30)]
    texts += made[:20] + [corpus.wrapped(text, 30 + n) for n, text in enumerate(made[20:])]
    (tmp_path / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    program = (
        "import json, plankit, sys\n"
        "for text in json.load(open('texts.json', encoding='utf-8')):\n"
        "    print(plankit.parse_text(text).model_dump_json())\n"
    )
    told = _run(compiled, "-c", program, cwd=tmp_path).splitlines()
    assert len(told) == len(texts)
    for text, answer in zip(texts, told, strict=True):
        assert answer == plankit.parse_text(text).model_dump_json()


def test_the_tests_of_the_core_pass(compiled: Path, tmp_path: Path) -> None:
    tests = [str(ROOT / "tests" / f"test_{name}.py") for name in CORE]
    options = ["-q", "-p", "no:cacheprovider", "-o", "pythonpath=", f"--rootdir={tmp_path}"]
    options += ["-c", str(ROOT / "pyproject.toml")]
    told = _run(compiled, "-m", "pytest", *options, *tests, cwd=tmp_path)
    assert " passed" in told
