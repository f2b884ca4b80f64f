"""What is quoted is masked, character for character, whichever marks a text has."""

from __future__ import annotations

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
