"""The steps of a node and their verbs: a table of cases, and what holds for any input."""

from __future__ import annotations

import pytest
from case_tables import numbered
from hypothesis import given, settings
from hypothesis import strategies as st

from plankit.facts.context import FactContext
from plankit.facts.measures import measures
from plankit.lexicon import DEFAULT, Lexicons, shipped
from plankit.text import Text


def _cases() -> list[tuple[str, str, int]]:
    return [(*line.partition("	")[::2], number) for number, line in numbered("measures")]


def _context(words: str, at: int = 0) -> FactContext:
    words = words.replace("⏎", "\n")
    title_end = max(words.find("¦"), 0)
    return FactContext(Text.of(words.replace("¦", ""), at), title_end=title_end)


@pytest.mark.parametrize(
    ("words", "verbs"), [pytest.param(w, v, id=f"line {n}") for w, v, n in _cases()]
)
def test_the_verb_that_leads_each_step(words: str, verbs: str) -> None:
    found = measures(_context(words))
    assert (" | ".join(m.verb or "-" for m in found) or "()") == verbs


def test_the_table_of_cases_is_not_shrinking() -> None:
    assert len(_cases()) >= 150


def test_text_span_and_verb_span() -> None:
    words = "（二）一是扎实推进甲事项（含乙；丙）；"
    (step,) = measures(_context(words, at=100))
    assert step.text == "扎实推进甲事项（含乙；丙）"
    assert step.span == (105, 105 + len(step.text))
    assert step.verb == "推进"
    assert step.verb_span == (107, 109)
    assert step.verb_class == "carry_on"


def test_spans_of_a_repaired_text_point_into_the_source() -> None:
    text = Text.of("推进\n甲事项。落\n实乙事项。").edit([(2, 3, ""), (8, 9, "")])
    first, second = measures(FactContext(text))
    assert first.text == "推进甲事项"
    assert first.span == (0, 6)
    assert first.verb_span == (0, 2)
    assert second.text == "落实乙事项"
    assert second.span == (7, 13)
    assert second.verb_span == (7, 10)


def test_what_is_skipped_is_in_no_measure() -> None:
    words = "推进甲事项（责任单位：乙局；丙局）。落实丁事项（牵头：戊局）、抓好己事项。"
    notes = [(5, 17), (23, 30)]
    assert words[5] == words[23] == "（"
    assert words[16] == words[29] == "）"
    found = measures(_context(words), skip=notes)
    assert [m.text for m in found] == ["推进甲事项", "落实丁事项", "抓好己事项"]


def test_responsibility_notes_are_in_no_measure() -> None:
    words = "推进甲事项。（责任单位：市教育局；配合单位：市财政局）"
    (step,) = measures(_context(words))
    assert step.text == "推进甲事项"


def test_a_title_with_only_a_note_behind_it_is_the_step() -> None:
    words = "推进甲事项。（责任单位：乙局）"
    (step,) = measures(FactContext(Text.of(words), title_end=5), skip=[(6, len(words))])
    assert (step.text, step.verb) == ("推进甲事项", "推进")


def test_a_callers_verb_is_known() -> None:
    lexicons = Lexicons({"verbs": [("抓牢靠", "implement")]})
    (step,) = measures(FactContext(Text.of("抓牢靠各项事"), lexicons=lexicons))
    assert (step.verb, step.verb_class) == ("抓牢靠", "implement")


def test_a_callers_verb_of_one_character_and_words_around_verbs_are_known() -> None:
    extra = {"single_verbs": [("酿", "create", "造")], "clause_words": [("路子", "means")]}
    words = "酿新酒；酿造新酒；按照甲路子推进乙事项，开展丙事项"
    known = measures(FactContext(Text.of(words), lexicons=Lexicons(extra)))
    assert [(m.verb, m.verb_class) for m in known] == [
        ("酿", "create"),
        (None, None),
        ("推进", "carry_on"),
    ]
    assert [m.verb for m in measures(_context("酿新酒；按照甲路子推进乙事项，开展丙事项"))] == [
        None,
        "开展",
    ]


@pytest.mark.parametrize("table", ["verbs", "single_verbs"])
def test_every_verb_class_has_a_chinese_name(table: str) -> None:
    names = {row[1] for row in shipped("names") if row[0] == "verb_class"}
    assert {row[1] for row in shipped(table)} <= names


def test_no_word_of_the_table_of_single_verbs_is_longer() -> None:
    assert {len(row[0]) for row in shipped("single_verbs")} == {1}


@pytest.mark.parametrize("table", ["verbs", "adverbs", "heading_ends", "single_verbs"])
def test_a_table_names_no_word_twice(table: str) -> None:
    words = [row[0] for row in shipped(table)]
    assert len(words) == len(set(words))


_WORDS = st.lists(
    st.sampled_from(
        [
            *"。；;！.（）()“”《》「」，、：\n 一二1的",
            "推进",
            "建设",
            "各学校",
            "要",
            "以",
            "为抓手",
            "将",
            "纳入",
            "对",
            "扎实",
            "坚持",
            "围绕",
            "由",
            "负责",
            "抓",
            "达90%",
            "2025年",
            "底前",
            "①",
            "一是",
            "甲",
        ]
    ),
    max_size=60,
).map("".join)


_CLASSES = {row[:2] for table in ("verbs", "single_verbs") for row in DEFAULT.rows(table)}


@settings(max_examples=200, deadline=None)
@given(_WORDS, st.integers(0, 40), st.integers(0, 999))
def test_measures_are_ordered_stretches_of_the_source(words: str, title: int, at: int) -> None:
    context = FactContext(Text.of(words, at), title_end=min(title, len(words)))
    end = at
    for step in measures(context):
        assert end <= step.span.start < step.span.end <= at + len(words)
        end = step.span.end
        assert words[step.span.start - at : end - at] == step.text == step.text.strip()
        if step.verb is None:
            assert step.verb_span is None
            assert step.verb_class is None
        else:
            assert step.verb_span is not None
            a, b = step.verb_span
            assert step.span.start <= a < b <= step.span.end
            assert words[a - at : b - at] == step.verb
            assert (step.verb, step.verb_class) in _CLASSES


@pytest.mark.parametrize(
    "unit",
    [
        *("（", "“", "；", "，", "推进", "对", "的", "（（）", "一", ".", "1", "以"),
        *("将对", "要为", "由甲将对", "通过推进", "由负责", "达1", "抓"),
    ],
)
def test_contrived_input_takes_linear_time(unit: str) -> None:
    from time import process_time

    def cost(count: int) -> float:
        context = FactContext(Text.of(unit * count))
        begun = process_time()
        measures(context)
        return process_time() - begun

    cost(1_000)
    small = min(cost(5_000) for _ in range(3))
    large = min(cost(40_000) for _ in range(3))
    assert large < 8 * 4 * max(small, 0.002)
