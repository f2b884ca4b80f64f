"""Words of which one stands in whatever fits a pattern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import plankit
from plankit import needed_words as module
from plankit.layouts import preview
from plankit.lexicon import DEFAULT, Lexicons
from plankit.needed_words import needed_pattern, needed_words
from plankit.roles import role_of

ROWS = [row[0] for row in DEFAULT.rows("section_roles")]
ALPHABET = st.sampled_from("".join({*"".join(ROWS), *"0123456789市县区"}))


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("目标", "目标"),
        ("^目标$", "目标"),
        ("(?:总体)?目标", "目标 总体目标"),
        ("(?:任务|计划).{0,8}", "任务 计划"),
        ("完成[情状]况", "完成情况 完成状况"),
        ("(?:的).{0,6}(?:要求|思路)", "要求 思路"),
        (r"20\d\d年", "20"),
        ("(?:任务)+", "任务"),
        ("(?:任务){2,}?", "任务"),
        ("(?!报送).{0,8}总结", "总结"),
        ("(?<!社会)保障(?=措施)", "保障"),
        ("总(?:结|体)|小结", "小结 总体 总结"),
        ("(?:任务)*", None),
        ("任务|.{2}", None),
        (r"\d{1,3}", None),
        ("[^。]{2}", None),
        ("(?i)plan", None),
        ("(?i:plan)", None),
        ("", None),
    ],
)
def test_what_a_pattern_needs(pattern: str, words: str | None) -> None:
    found = needed_words([pattern])
    needed = None if words is None else {w for w in words.split() if not _longer(w, words)}
    assert found == needed
    assert (needed_pattern([pattern]).search("") is not None) == (words is None)


def _longer(word: str, words: str) -> bool:
    return any(other != word and other in word for other in words.split())


def test_one_pattern_without_a_word_asks_for_none() -> None:
    assert needed_words(["任务", r"\d"]) is None
    assert needed_words([]) == frozenset()
    assert needed_pattern([]).search("任务") is None


@pytest.mark.parametrize("pattern", ROWS)
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_fits_a_row_has_a_needed_word(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern, alphabet=ALPHABET))
    assert re.search(pattern, text)
    assert needed_pattern([pattern]).search(text)
    assert needed_pattern(ROWS).search(text)


def test_a_row_of_the_caller_is_looked_for_too() -> None:
    lexicons = Lexicons({"section_roles": [("^工作愿景$", "overview"), ("远景|蓝图", "overview")]})
    assert role_of("工作愿景", DEFAULT) is None
    assert role_of("工作愿景", lexicons) == role_of("五年蓝图：", lexicons) == "overview"


# -- where Python's parser of patterns is not the one that is known ------------------------------

PARSE: Callable[[str], Any] = module._parser() or pytest.fail("this Python's parser is not known")


class _Tree(list[Any]):
    state = SimpleNamespace(flags=re.UNICODE)


def _named_otherwise(pattern: str) -> Any:
    return _Tree((f"OP_{kind}", value) for kind, value in PARSE(pattern))


def _forgetful(pattern: str) -> Any:
    """As flags would be forgotten: what is needed of a pattern without them is not needed of it."""
    return _Tree(PARSE(pattern))


def _refuses(pattern: str) -> Any:
    raise NotImplementedError(pattern)


@pytest.fixture(
    params=[
        None,
        SimpleNamespace(),
        SimpleNamespace(parse=_named_otherwise),
        SimpleNamespace(parse=_forgetful),
        SimpleNamespace(parse=_refuses),
        SimpleNamespace(parse=lambda pattern: [("LITERAL", 97)]),
        SimpleNamespace(parse=lambda pattern: None),
    ],
    ids=["none", "empty", "renamed", "forgetful", "refuses", "stateless", "nothing"],
)
def _strange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(re, "_parser" if hasattr(re, "_parser") else "sre_parse", request.param)
    module._parser.cache_clear()
    preview._needed.cache_clear()
    yield
    monkeypatch.undo()
    module._parser.cache_clear()
    preview._needed.cache_clear()


@pytest.mark.usefixtures("_strange")
def test_an_unknown_parser_is_not_asked() -> None:
    assert needed_words(["任务"]) is None
    assert needed_pattern(["任务"]).search("") is not None


@pytest.mark.usefixtures("_strange")
def test_a_plan_reads_the_same_with_an_unknown_parser() -> None:
    text = "2024年工作要点\n一、指导思想\n以发展为主。\n二、工作措施\n1.建设道路。建设道路5公里。\n"
    fresh = plankit.parse_text(text, lexicons=Lexicons({"section_roles": [("愿景", "overview")]}))
    assert [section.role for section in fresh.sections] == ["overview", "plan"]
    assert fresh.to_json() == plankit.parse_text(text).to_json()
