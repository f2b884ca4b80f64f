"""Builds the wheel with the parser compiled to C by mypyc; hatchling calls this.

    make wheel                              dist/plankit-….whl, compiled
    PLANKIT_COMPILED=1 pip install .        the same, straight into the environment

It needs a C compiler and some minutes. Without the variable, and for an editable install
always, the wheel is plain Python: the same modules, the same answers, half as long again.
"""

from __future__ import annotations

import os
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
        """What the build alone needs: pydantic because mypy asks for its plugin and its types."""
        return ["mypy>=2.4,<2.5", "setuptools", "pydantic>=2.7"] if self._wanted() else []

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
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    paths = [
        path.relative_to(root).as_posix()
        for package in COMPILED
        for path in sorted((root / "plankit" / package).glob("*.py"))
        if path.name != "__init__.py" and path.name not in PLAIN
    ]
    before = Path.cwd()
    os.chdir(root)
    try:
        extensions = mypycify(
            ["--config-file=pyproject.toml", "--ignore-missing-imports", *paths],
            opt_level="2",
            debug_level="0",
            multi_file=True,
            target_dir=str(work / "c"),
            group_name="plankit",
        )
        command = build_ext(Distribution({"name": "plankit", "ext_modules": extensions}))
        command.build_lib = str(work / "lib")
        command.build_temp = str(work / "o")
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(before)
    return sorted(path for path in (work / "lib").rglob("*") if path.is_file())
