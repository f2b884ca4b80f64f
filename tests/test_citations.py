"""Titles in 《》, documents by number, and the list of documents that a plan cites."""

from __future__ import annotations

import re

import pytest
from case_tables import assert_linear, cases
from hypothesis import given, settings
from hypothesis import strategies as st

from plankit.facts.citations import citations
from plankit.facts.context import FactContext
from plankit.facts.documents import documents
from plankit.lexicon import Lexicons
from plankit.model import Citation
from plankit.text import Text

_MARKED = re.compile(r"⟦(?P<rel>[+=])(?P<alone>#?)(?P<text>[^⟦⟧]*)⟧|⟨(?P<number>[^⟨⟩]*)⟩")


def read(string: str, lexicons: Lexicons | None = None) -> list[Citation]:
    context = FactContext(Text.of(string, 7))
    if lexicons is not None:
        context.lexicons = lexicons
    return citations(context)


@pytest.mark.parametrize("marked", cases("citations"))
def test_cases(marked: str) -> None:
    string = _MARKED.sub(lambda m: m["text"] if m["rel"] else m["number"], marked)
    wanted = [
        ("issues" if m["rel"] == "+" else "implements", m["text"], bool(m["alone"]))
        for m in _MARKED.finditer(marked)
        if m["rel"]
    ]
    numbers = [
        m["number"] or m["text"] for m in _MARKED.finditer(marked) if m["number"] or m["alone"]
    ]
    found = read(string)
    assert [(c.relation, c.text, c.title is None) for c in found] == wanted
    assert [c.document_number.text for c in found if c.document_number] == numbers
    for c in found:
        assert string[c.span.start - 7 : c.span.end - 7] == c.text
        if c.document_number:
            span = c.document_number.span
            assert span is not None
            assert string[span.start - 7 : span.end - 7] == c.document_number.text


def test_title_is_without_the_outer_marks_only() -> None:
    (found,) = read("转发《教育部关于印发〈评估办法〉的通知》（教督〔2017〕6号）。")
    assert found.title == "教育部关于印发〈评估办法〉的通知"
    assert found.text == "《教育部关于印发〈评估办法〉的通知》"
    assert found.document_number is not None
    assert (found.document_number.agency, found.document_number.year) == ("教督", 2017)


def test_a_caller_may_add_a_verb() -> None:
    assert read("敲定《甲办法》")[0].relation == "implements"
    lexicons = Lexicons({"issue_verbs": [("敲定", "issues")]})
    assert read("敲定《甲办法》", lexicons)[0].relation == "issues"


def listed(string: str) -> tuple[list[tuple[str | None, int, str]], list[str]]:
    entries, ids = documents(read(string))
    return [(d.title, len(d.spans), d.relation) for d in entries], ids


@pytest.mark.parametrize(
    ("string", "titles", "ids"),
    [
        ("落实《甲办法》。学习《甲办法》。", ["甲办法"], ["d1", "d1"]),
        (
            "落实《甲办法》。落实《乙办法》。学习《甲 办法》",
            ["甲办法", "乙办法"],
            ["d1", "d2", "d1"],
        ),
        (
            "落实《国务院办公厅关于加强美育工作的意见》。学习《关于加强美育工作的意见》。",
            ["国务院办公厅关于加强美育工作的意见"],
            ["d1", "d1"],
        ),
        (
            "学习《关于加强美育工作的意见》。落实《国务院办公厅关于加强美育工作的意见》。",
            ["国务院办公厅关于加强美育工作的意见"],
            ["d1", "d1"],
        ),
        (
            "落实《国务院关于加强美育工作的意见》《省政府关于加强美育工作的意见》。",
            ["国务院关于加强美育工作的意见", "省政府关于加强美育工作的意见"],
            ["d1", "d2"],
        ),
        (
            "《中华人民共和国教育法》《教育法》《家庭教育法》",
            ["中华人民共和国教育法", "家庭教育法"],
            ["d1", "d1", "d2"],
        ),
        ("《甲办法》（国发〔2019〕4号），国发[2019]4号", ["甲办法"], ["d1", "d1"]),
        ("国发〔2019〕4号，《甲办法》（国发〔2019〕4 号）", ["甲办法"], ["d1", "d1"]),
        ("《意见》（国发〔2019〕4号）《意见》（国发〔2020〕8号）", ["意见", "意见"], ["d1", "d2"]),
        (
            "《教育部关于印发〈评估办法〉的通知》，《评估办法》",
            ["教育部关于印发〈评估办法〉的通知"],
            ["d1", "d1"],
        ),
        ("《美育改革发展规划纲要》，围绕《纲要》。", ["美育改革发展规划纲要"], ["d1", "d1"]),
        ("《评估办法（试行）》《评估办法》", ["评估办法（试行）"], ["d1", "d1"]),
        (
            "《足球指南（2021－2023）》《足球指南(2021-2023)》",
            ["足球指南（2021－2023）"],
            ["d1", "d1"],
        ),
        ("《2021年计划》《2022年计划》", ["2021年计划", "2022年计划"], ["d1", "d2"]),
    ],
)
def test_one_entry_a_document(string: str, titles: list[str], ids: list[str]) -> None:
    entries, got = listed(string)
    assert [title for title, _, _ in entries] == titles
    assert got == ids
    assert sum(count for _, count, _ in entries) == len(ids)


def test_a_document_that_is_issued_anywhere_is_issued() -> None:
    entries, _ = listed("落实《甲办法》。修订《甲办法》。")
    assert entries == [("甲办法", 2, "issues")]


def test_no_citations_no_documents() -> None:
    assert documents([]) == ([], [])


@settings(max_examples=200)
@given(st.text(alphabet="《》〈〉≪<>制定落实关于意见办法法、，。的（）〔〕2019号\n ", max_size=60))
def test_spans_lie_in_the_text_in_order(string: str) -> None:
    last = 0
    found = read(string)
    for c in found:
        assert last <= c.span.start < c.span.end <= 7 + len(string)
        assert string[c.span.start - 7 : c.span.end - 7] == c.text
        last = c.span.end
    entries, ids = documents(found)
    assert sorted(s for d in entries for s in d.spans) == [c.span for c in found]
    assert set(ids) == {d.id for d in entries}


@pytest.mark.parametrize(
    "string",
    [
        "《" * 20_000,
        "》" * 20_000,
        "《》" * 10_000,
        "《甲〈" * 8_000,
        "制定" * 20_000 + "《甲》",
        "《关于意见" * 8_000,
        "〔2019〕1号" * 5_000,
        "《甲》、" * 10_000,
        "法》" * 20_000,
    ],
    ids=lambda s: s[:6],
)
def test_contrived_text_takes_linear_time(string: str) -> None:
    assert_linear(lambda text: documents(read(text)), string)
