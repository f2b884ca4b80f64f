"""What all tests share: golden files, optional parts of the machine, and a steady hypothesis."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

# no deadline: machines differ; in CI the same examples each time, so that a failure is a regression
settings.register_profile("plankit", deadline=None, max_examples=100)
settings.register_profile("ci", deadline=None, max_examples=300, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "plankit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regen-goldens",
        action="store_true",
        help="write the golden files anew instead of comparing with them",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--regen-goldens") and os.environ.get("CI"):
        raise pytest.UsageError("--regen-goldens is for a person to run and look at, not for CI")


# -- golden files ---------------------------------------------------------------------------------


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """`golden(path, actual)`: `actual` equals the file, or is written there by --regen-goldens."""

    def compare(path: Path, actual: str) -> None:
        if request.config.getoption("--regen-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode())
        assert path.is_file(), f"{path} is missing: make goldens"
        assert actual == path.read_bytes().decode(), f"{path.name} differs; if meant: make goldens"

    return compare


# -- parts that a machine may lack ----------------------------------------------------------------


@pytest.fixture(scope="session")
def needs() -> Callable[[str], ModuleType]:
    """`needs("pandas")`: the module, or the test is skipped."""

    def load(module: str) -> ModuleType:
        try:
            return importlib.import_module(module)
        except ImportError:
            pytest.skip(f"the Python package {module} is not installed")

    return load


@pytest.fixture(scope="session")
def require_tool() -> Callable[..., str]:
    """`require_tool("soffice", "libreoffice")`: the path of the first there is, or a skip."""

    def find(*names: str) -> str:
        for name in names:
            if path := shutil.which(name):
                return path
        pytest.skip(f"the program {' or '.join(names)} is not installed")

    return find


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("PLANKIT_TEST_ALL") != "1" or hasattr(report, "wasxfail"):
        return
    if report.outcome == "skipped":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"PLANKIT_TEST_ALL=1 allows no skip, but: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Generator[None, Any, Any]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.fixture(scope="session")
def seeds() -> list[Path]:
    """The five sample documents, in the order of their names."""
    return sorted((ROOT / "fixtures" / "seeds").glob("*.txt"))
