"""Sentences that only sites say: the rows of the table, and the words looked for before them."""

from __future__ import annotations

import pytest

import plankit
from plankit.lexicon import DEFAULT
from plankit.needed_words import needed_words
from plankit.pages.site_sentences import HIDING, SPEAKING
from tests.test_head_sites import kinds
from tests.test_header_lines import TITLE


@pytest.mark.parametrize(("scope", "known"), [("hidden", HIDING), ("said", SPEAKING)])
def test_words_looked_for_stand_wherever_a_row_fits(scope: str, known: dict[str, str]) -> None:
    rows = [row[0] for row in DEFAULT.rows("furniture") if row[1] == scope]
    assert rows
    for row in rows:
        if not row.startswith(tuple(known)):
            needed = needed_words([row])
            assert needed
            assert [word for word in needed if not any(part in word for part in known)] == []
    assert all(rare in word for word, rare in known.items())


def test_a_caller_tells_what_other_sites_say() -> None:
    text = (
        f"{TITLE}\n一、抓好防汛。巡查[第3至5段从略]20公里。\n二、抓好抗旱。\n本页内容来自甲乙丙。\n"
    )
    rows = [(r"\[第\d+至\d+段从略\]", "hidden"), ("本页内容来自", "said")]
    plan = plankit.parse_text(text, lexicons={"furniture": rows})
    assert kinds(plan, "从略") == {"furniture"}
    assert kinds(plan, "来自甲乙丙") == {"furniture"}
    assert all("从略" not in unit.text for unit in plan.walk())
    assert kinds(plankit.parse_text(text), "从略") != {"furniture"}


def test_a_row_that_fits_nothing_takes_nothing_out() -> None:
    text = f"{TITLE}\n一、抓好防汛。巡查20公里。\n二、抓好抗旱。\n"
    plan = plankit.parse_text(text, lexicons={"furniture": [("(?:从略)?", "hidden")]})
    assert [unit.number for unit in plan.walk()] == [1, 2]
    assert not plan.truncated
