"""What is quoted is masked, character for character, whichever marks a text has."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plankit.facts import context
from plankit.facts.context import mask_quoted

M = context.MASK


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("开展“双减”行动", f"开展“{M * 2}”行动"),
        ("“一”和“二”", f"“{M}”和“{M}”"),
        ("“失“双减”", f"“失“{M * 2}”"),
        ("减”再“增", "减”再“增"),
        ("“" + "长" * 60 + "”", "“" + M * 60 + "”"),
        ("“" + "长" * 61 + "”", "“" + "长" * 61 + "”"),
        ("《关于“双减”的意见》", f"《{M * 9}》"),
    ],
)
def test_what_is_quoted_is_masked(text: str, masked: str) -> None:
    assert mask_quoted(text) == masked


@given(st.text("字句“”", max_size=140))
def test_curled_marks_alone_are_read_as_they_are_among_others(text: str) -> None:
    assert mask_quoted(text + "《》") == mask_quoted(text) + "《》"


@given(st.text("字句“”《》", max_size=140))
def test_pairs_are_found_as_a_pattern_finds_them(text: str) -> None:
    assert mask_quoted(text) == mask_quoted(text + "〈")[:-1]


@given(st.text('字“”《》\n"', max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_what_is_cut_from_a_masked_body_is_masked_as_alone(text: str, i: int, j: int) -> None:
    start, end = sorted((min(i, len(text)), min(j, len(text))))
    plain = mask_quoted(text[start:end])
    assert context.Masked(text).cut(start, end) == (plain, plain.replace("\n", "。"))


@pytest.mark.parametrize(
    "text", ["《" * 200_000, "《" * 200_000 + "》", "“" * 200_000, "《字》《" * 90_000]
)
def test_masking_is_linear(text: str) -> None:
    start = time.perf_counter()
    mask_quoted(text)
    assert time.perf_counter() - start < 2
