"""Quoted strings and number slogans."""

from __future__ import annotations

import re

import pytest
from case_tables import assert_linear, cases
from hypothesis import given, settings
from hypothesis import strategies as st

from plankit import parse_text
from plankit.facts.context import FactContext
from plankit.facts.terms import LONGEST, term_counts, terms
from plankit.lexicon import Lexicons
from plankit.text import Span, Text


@pytest.mark.parametrize("marked", cases("terms"))
def test_cases(marked: str) -> None:
    string = re.sub("[⟦⟧]", "", marked)
    found = terms(FactContext(Text.of(string, 3)))
    assert [t.text for t in found] == re.findall("⟦([^⟦⟧]*)⟧", marked)
    for term in found:
        assert string[term.span.start - 3 : term.span.end - 3] == term.text


def test_counts_are_by_term_whatever_the_marks_and_the_width() -> None:
    found = terms(FactContext(Text.of("“双减”与“1＋N”，双减与1+N，「双减」与“四史”")))
    assert [(c.text, c.count) for c in term_counts(found)] == [
        ("双减", 3),
        ("1＋N", 2),
        ("四史", 1),
    ]
    assert term_counts(found)[0].spans[0] == Span(1, 3)
    assert term_counts([]) == []


def test_marks_of_vertical_type_are_quotation_marks() -> None:
    plan = parse_text("一、工作要点\n1.推进“三全〞和〝五育〞改革。\n2.做好＂六稳＂工作。")
    assert [t.text for t in plan.terms] == ["三全", "五育", "六稳"]
    assert plan.children[0].children[0].title == "推进“三全”和“五育”改革"
    assert [plan.source.text[slice(*t.spans[0])] for t in plan.terms] == ["三全", "五育", "六稳"]


def test_a_caller_may_add_a_slogan() -> None:
    context = FactContext(Text.of("落实七彩计划"), lexicons=Lexicons({"slogans": [("七彩计划",)]}))
    assert [t.text for t in terms(context)] == ["七彩计划"]


@settings(max_examples=200)
@given(st.text(alphabet='“”‘’「」『』"《》一校策双减四史1+N。 \n字', max_size=60))
def test_terms_are_short_in_order_and_outside_titles(string: str) -> None:
    at = 0
    for term in terms(FactContext(Text.of(string))):
        assert at <= term.span.start < term.span.end
        assert 2 <= len(term.text) <= LONGEST
        assert term.text == string[slice(*term.span)] == term.text.strip()
        assert not re.search("[《》。]", term.text)
        at = term.span.end


@pytest.mark.parametrize(
    "string",
    [
        "“" * 20_000,
        "“”" * 10_000,
        '"' * 20_000,
        "1+" * 10_000,
        "1" * 20_000,
        "一校" * 10_000,
        "“双减”" * 5_000,
        "《" * 20_000,
        "《甲》“乙丙”" * 3_000,
        "“字" * 10_000,
    ],
    ids=lambda s: s[:6],
)
def test_contrived_text_takes_linear_time(string: str) -> None:
    assert_linear(lambda text: term_counts(terms(FactContext(Text.of(text)))), string)
