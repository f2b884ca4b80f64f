"""Tables of knowledge, and what a caller adds to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import plankit
from plankit.lexicon import DEFAULT, Lexicons, shipped
from plankit.names import names

TABLES = sorted((Path(plankit.__file__).parent / "data").glob("*.tsv"))


def test_a_table_that_is_not_shipped_is_an_error() -> None:
    with pytest.raises(KeyError, match="ships no table 'verb'"):
        Lexicons({"verb": [("抓牢", "carry_on")]})
    with pytest.raises(KeyError, match="ships no table 'verb'"):
        DEFAULT.rows("verb")


def test_a_row_is_no_string() -> None:
    with pytest.raises(TypeError, match="a row of table 'verbs' is a sequence of columns"):
        plankit.parse_text("一、甲\n", lexicons={"verbs": ["抓牢"]})


def test_a_callers_rows_come_first() -> None:
    mine = Lexicons({"chapter_names": [("name", "年度愿景", "whole"), ["then", "本局"]]})
    assert mine.rows("chapter_names")[:2] == (("name", "年度愿景", "whole"), ("then", "本局"))
    assert mine.rows("chapter_names")[2:] == shipped("chapter_names")
    assert mine.alternatives("chapter_names", "then").startswith("本局|")
    assert mine.alternatives("chapter_names", "name", "whole").startswith("年度愿景|")


def test_alternatives_are_the_rows_of_one_use_and_mark() -> None:
    rows = [
        ("day", "元日"),
        ("hour", "午时", "noon"),
        ("day", "望日", "full moon"),
        ("day", "朔日"),
    ]
    mine = Lexicons({"chapter_names": rows})
    assert mine.alternatives("chapter_names", "day") == "元日|望日|朔日"
    assert mine.alternatives("chapter_names", "day", "moon") == "望日"
    with pytest.raises(KeyError, match="'chapter_names' has no row 'title'"):
        DEFAULT.alternatives("chapter_names", "title")
    with pytest.raises(KeyError, match="'chapter_names' has no row 'end' 'whole'"):
        DEFAULT.alternatives("chapter_names", "end", "whole")


def test_what_is_built_of_the_tables_is_built_once() -> None:
    lexicons = Lexicons()
    made = [lexicons.build("pattern", lambda lex: re.compile(lex.rows("verbs")[0][0]))]
    made.append(lexicons.build("pattern", lambda _: pytest.fail("built twice")))
    assert made[0] is made[1]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_tables_are_well_formed(table: Path) -> None:
    lines = table.read_text("utf-8").splitlines()
    assert lines[0].startswith("# "), "the first line says what the table holds"
    assert not [line for line in lines if "\r" in line or line != line.strip("\n ")]
    rows = shipped(table.stem)
    assert rows
    assert not [row for row in rows if not row[0]]
    assert len(set(rows)) == len(rows), sorted(row for row in set(rows) if rows.count(row) > 1)


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("verbs", 1, "verb_class"),
        ("single_verbs", 1, "verb_class"),
        ("plan_kinds", 1, "plan_kind"),
        ("section_roles", 1, "role"),
        ("comparators", 2, "op"),
    ],
)
def test_values_of_the_model_are_known(table: str, column: int, kind: str) -> None:
    assert {row[column] for row in shipped(table)} <= set(names()[kind])


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("chapter_names", 1),
        ("citation_words", 1),
        ("closing_lines", 1),
        ("noun_parts", 1),
        ("office_names", 1),
        ("quantity_settings", 1),
        ("section_roles", 0),
        ("tense_marks", 1),
        ("title_words", 1),
    ],
)
def test_each_row_is_a_pattern_by_itself(table: str, column: int) -> None:
    for row in shipped(table):
        re.compile(row[column])


def test_what_follows_a_single_verb_is_said_once() -> None:
    for word, _, *rest in shipped("single_verbs"):
        behind = rest[0].split(" ") if rest else []
        assert len(set(behind)) == len(behind), word
