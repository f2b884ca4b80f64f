"""Builds the wheel with the parser compiled to C by mypyc; hatchling calls this.

    make wheel                              dist/plankit-….whl, compiled
    PLANKIT_COMPILED=1 pip install .        the same, straight into the environment

It needs a C compiler and some minutes: with gcc everything is compiled twice, the second time
with what was counted while the first build read the plans in `fixtures/`, which takes 6 % off.
Without the variable, and for an editable install always, the wheel is plain Python: the same
modules, the same answers, half as long again.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = (".", "facts", "head", "layouts", "outline", "pages")
"""The packages below `plankit` that each parse runs through."""

PLAIN = {
    # pydantic makes its classes while Python runs, so there is nothing to compile
    "model.py",
    "fact_model.py",
    "header_model.py",
    "source.py",
    # run once a command, not once a document
    "__main__.py",
    "arrow.py",
    "batch_command.py",
    "command.py",
    "compare_command.py",
    "display.py",
    "inputs.py",
    "lanes.py",
    "many.py",
    "pool.py",
    "version.py",
    "worker.py",
}


class CompiledWheel(BuildHookInterface):  # type: ignore[type-arg]
    """The build step: modules in C beside those in Python, which stay for tracebacks and types."""

    def _wanted(self) -> bool:
        return os.environ.get("PLANKIT_COMPILED") == "1"

    def dependencies(self) -> list[str]:
        """What the build alone needs, and what plankit itself does, as it is run."""
        if not self._wanted():
            return []
        tools = ["mypy>=2.4,<2.5", "setuptools", "pybind11>=2.13"]
        return [*tools, *self.metadata.core.dependencies]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and put what comes out into the wheel."""
        # an editable install must run what is edited
        if version == "editable" or not self._wanted():
            return
        root = Path(self.root)
        work = root / "build" / "compiled"
        for made in _compile(root, work):
            build_data["force_include"][str(made)] = made.relative_to(work / "lib").as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def _compile(root: Path, work: Path) -> list[Path]:
    """The libraries, below `work/lib`."""
    from mypyc.build import mypycify
    from pybind11.setup_helpers import ParallelCompile

    paths = [
        path.relative_to(root).as_posix()
        for package in COMPILED
        for path in sorted((root / "plankit" / package).glob("*.py"))
        if path.name != "__init__.py" and path.name not in PLAIN
    ]
    shutil.rmtree(work, ignore_errors=True)  # counts of other code would be taken for this one's
    before = Path.cwd()
    os.chdir(root)
    # of pybind11 nothing is used but this: setuptools compiles the files of a library in turn
    ParallelCompile(default=0).install()
    try:
        extensions = mypycify(
            ["--config-file=pyproject.toml", "--ignore-missing-imports", *paths],
            opt_level="2",
            debug_level="0",
            multi_file=True,
            target_dir=str(work / "c"),
            group_name="plankit",
        )
        plans = sorted((root / "fixtures" / "seeds").glob("*.txt"))
        if plans and _is_gcc():
            # one library has all the code; the others are a few lines each that load it
            code = max(extensions, key=lambda extension: len(extension.sources))
            # nothing outside it calls its functions, so calls inside need no table of addresses
            flags = [*code.extra_compile_args, "-fvisibility=hidden"]
            code.extra_compile_args = [*flags, "-fprofile-generate"]
            code.extra_link_args = ["-fprofile-generate"]
            _build(extensions, work)
            counted = _read(plans, root, work)
            code.extra_compile_args = [*flags, *_USING_COUNTS] if counted else flags
            code.extra_link_args = []
        _build(extensions, work)
    finally:
        os.chdir(before)
    return sorted(path for path in (work / "lib").rglob("*") if path.is_file())


_USING_COUNTS = [
    "-fprofile-use",
    "-fprofile-correction",
    # what those plans do not ask for is made fast as well, not small
    "-fprofile-partial-training",
    "-Wno-missing-profile",
    "-Wno-coverage-mismatch",
]


def _is_gcc() -> bool:
    """Whether the compiler is gcc; clang, which takes its name on some systems, counts its way."""
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "")
    if not compiler or os.name != "posix":
        return False
    asked = [*compiler, "-dM", "-E", "-x", "c", os.devnull]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return "__GNUC__" in answer and "__clang__" not in answer


def _build(extensions: list[Any], work: Path) -> None:
    """Compile to `work/lib`, whatever was compiled before."""
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    command = build_ext(Distribution({"name": "plankit", "ext_modules": extensions}))
    command.build_lib = str(work / "lib")
    command.build_temp = str(work / "o")
    command.force = True
    command.ensure_finalized()
    command.run()


_READING = """
import sys, plankit
for path in sys.argv[1:]:
    for facts in (False, True, True):
        plankit.parse(path, facts=facts)
"""


def _read(plans: list[Path], root: Path, work: Path) -> bool:
    """Let the library in `work/lib` read some plans; it leaves its counts beside the objects.

    False where it cannot run here, as when it is compiled for another machine.
    """
    run = work / "run"
    shutil.rmtree(run, ignore_errors=True)
    shutil.copytree(root / "plankit", run / "plankit")
    shutil.copytree(work / "lib", run, dirs_exist_ok=True)
    way = [str(run), *filter(None, sys.path)]
    done = subprocess.run(
        [sys.executable, "-c", _READING, *map(str, plans)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(way)},
        cwd=work,
        check=False,
    )
    return done.returncode == 0
