"""The collector of cycles rests while a plan is read, and is as it was before."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

import plankit
from plankit.collector import Held

TEXT = "2024年工作要点\n一、党建工作\n1.抓学习。开展培训3次。\n2.抓作风。\n"


@pytest.fixture(autouse=True)
def eager() -> Iterator[None]:
    before = gc.get_threshold()
    gc.enable()
    gc.set_threshold(10)
    yield
    gc.set_threshold(*before)
    gc.enable()


@pytest.fixture
def begun() -> Iterator[list[str]]:
    """What the collector does meanwhile."""
    told: list[str] = []

    def tell(phase: str, info: dict[str, int]) -> None:
        told.append(phase)

    gc.callbacks.append(tell)
    yield told
    gc.callbacks.remove(tell)


def test_nothing_is_collected_while_it_is_held(begun: list[str]) -> None:
    with Held():
        begun.clear()
        kept: list[list[int]] = [[] for _ in range(1000)]
        assert begun == []
    kept.extend([] for _ in range(1000))
    assert begun


def test_a_parse_holds_it(begun: list[str]) -> None:
    plankit.parse_text(TEXT)
    begun.clear()
    plankit.parse_text(TEXT)
    # before and behind it is looked for as ever; a parse of a thousand objects would have been
    # interrupted a hundred times
    assert begun.count("start") < 10


@pytest.mark.parametrize("running", [True, False])
def test_it_is_left_as_it_was(running: bool) -> None:
    if not running:
        gc.disable()
    assert len(plankit.parse_text(TEXT).tasks) == 2
    assert gc.isenabled() == running


def test_an_error_lets_it_go_on() -> None:
    def fail() -> None:
        with Held():
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert gc.isenabled()
