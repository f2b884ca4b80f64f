"""Every diagnostic says in Chinese what it says in English."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
import restyling
from hypothesis import given, settings
from hypothesis import strategies as st
from provoking import PAGES, PROVOKING, SEEDS
from test_diagnostics import constants, documented, takers
from test_outline import read_cases

import plankit
from plankit.lexicon import shipped
from plankit.messages import _rows, chinese_message
from plankit.model import Diagnostic, WorkPlan
from plankit.names import chinese
from tests.pdf_files import write

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted((ROOT / "tests" / "cases" / "documents").glob("*.txt"))


def diagnostic(code: str, message: str) -> Diagnostic:
    return Diagnostic(code=code, severity="info", message=message)


def told(plan: WorkPlan) -> list[tuple[str, str, str]]:
    """Code, English message and Chinese message of each diagnostic, checked."""
    found = []
    for one in plan.diagnostics:
        said = chinese_message(one)
        assert one.message not in said, (
            f"no row of data/messages.tsv fits {one.code}: {one.message}"
        )
        assert said.isprintable() or "\u3000" in said or "\xa0" in said
        bare = re.sub("“[^“”]*”|「[^「」]*」", "", said)
        assert not re.search("[A-Za-z{}]", bare), f"Latin words are left: {said}"
        assert re.search("[\u4e00-\u9fff]", bare), said
        found.append((one.code, one.message, said))
    return found


# -- the table ------------------------------------------------------------------------------------


def test_every_documented_code_has_a_message_and_nothing_else() -> None:
    rows = shipped("messages")
    assert all(len(row) == 3 for row in rows)
    assert {code for code, _, _ in rows} == set(documented())


@pytest.mark.parametrize(("code", "english", "template"), shipped("messages"))
def test_a_row_is_in_plain_chinese_and_names_what_there_is(
    code: str, english: str, template: str
) -> None:
    slots = re.compile(r"\{(\w+)(?:!r|:\w+)?\}")
    names = {slot[1] for slot in slots.finditer(english)}
    assert {slot[1] for slot in slots.finditer(template)} <= names
    assert set(re.findall(r"\{\w+(!r|:\w+)?\}", english)) <= {"", "!r", ":d"}
    assert set(re.findall(r"\{\w+(!r|:\w+)?\}", template)) <= {"", "!r", ":list"}
    bare = slots.sub("", template)
    assert not re.search("[A-Za-z{},;:()'\" ]", bare), "Latin words or marks"
    assert not bare.endswith("。")
    for one, other in pairwise([row for row in shipped("messages") if row[0] == code]):
        assert one[1] != other[1]


def test_names_are_as_documented() -> None:
    page = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    names = dict(re.findall(r"^\| `([a-z-]+)` \| \w+ \| (\S+) \|", page, re.M))
    assert names == {code: chinese("diagnostic", code) for code in documented()}


# -- what the code can say ------------------------------------------------------------------------


def sites() -> Iterator[tuple[str, str, list[str]]]:
    """Every place that makes a message: where, the code, and patterns of what it can say."""
    texts = {path: path.read_text("utf-8") for path in sorted((ROOT / "plankit").rglob("*.py"))}
    trees = {
        path: ast.parse(words)
        for path, words in texts.items()
        if re.search(r"notes?\b|repair\(", words)  # parsing all of them takes seconds
    }
    functions = takers(list(trees.values()))
    for path, tree in trees.items():
        for around in ast.walk(tree):
            if not isinstance(around, ast.FunctionDef):
                continue
            for node in ast.walk(around):
                pair: tuple[ast.expr, ast.expr] | None = None
                if isinstance(node, ast.Tuple) and "readers" in path.parts and len(node.elts) == 4:
                    pair = node.elts[0], node.elts[1]
                elif isinstance(node, ast.Call):
                    name = node.func.attr if isinstance(node.func, ast.Attribute) else None
                    name = node.func.id if isinstance(node.func, ast.Name) else name
                    at = functions.get(name or "")
                    if at is not None and len(node.args) > at:
                        # code, severity, message
                        pair = node.args[at], node.args[at + 1 + (name == "note")]
                if pair is not None:
                    for code in constants(pair[0], around):
                        if code in documented():
                            where = f"{path.name}:{node.lineno}"
                            yield where, code, list(patterns(pair[1], around))


def patterns(node: ast.expr, around: ast.AST) -> Iterator[str]:
    """Patterns of the strings that an expression can be."""
    if isinstance(node, ast.JoinedStr):
        yield "".join(
            re.escape(str(v.value)) if isinstance(v, ast.Constant) else ".*" for v in node.values
        )
    elif isinstance(node, ast.BinOp):
        for left in patterns(node.left, around):
            yield from (left + right for right in patterns(node.right, around))
    elif isinstance(node, ast.IfExp):
        yield from patterns(node.body, around)
        yield from patterns(node.orelse, around)
    elif isinstance(node, ast.Constant):
        yield re.escape(str(node.value))
    elif isinstance(node, ast.Name):
        for other in ast.walk(around):
            if isinstance(other, ast.Assign) and any(
                isinstance(t, ast.Name) and t.id == node.id for t in other.targets
            ):
                yield from patterns(other.value, around)


def test_every_place_that_makes_a_message_has_a_row_and_every_row_a_place() -> None:
    """Each row filled with samples must be what some place can say."""
    samples = {"": "甲", "!r": "'甲'", ":d": "7"}
    rows = {
        (code, re.sub(r"\{\w+(!r|:d)?\}", lambda m: samples[m[1] or ""], english))
        for code, english, _ in shipped("messages")
    }
    places = list(sites())
    assert {code for _, code, _ in places} == set(documented())
    said: set[tuple[str, str]] = set()
    for place, code, likes in places:
        fits = {
            row for row in rows for like in likes if row[0] == code and re.fullmatch(like, row[1])
        }
        assert fits, f"{place}: data/messages.tsv has no row for {code} like {likes}"
        said |= fits
    assert rows - said == set(), "rows that nothing says"


# -- what documents provoke -----------------------------------------------------------------------


@cache
def provoked(code: str) -> tuple[frozenset[tuple[str, str, str]], ...]:
    """What is told of each document of a code."""
    written = [write(pages) for pages in PAGES.get(code, ())]
    documents = [x.encode() if isinstance(x, str) else x for x in PROVOKING.get(code, ())]
    return tuple(
        frozenset(
            one
            for repair in ((), ("words",))
            for plan in plankit.parse_all(document, repair=repair)
            for one in told(plan)
        )
        for document in [*documents, *written]
    )


@pytest.mark.parametrize("code", [*PROVOKING, *PAGES])
def test_each_code_is_provoked_and_said_in_chinese(
    code: str, needs: Callable[[str], ModuleType]
) -> None:
    if code in PAGES:
        needs("pypdfium2")
    said: set[str] = set()
    for found in provoked(code):
        assert code in {own for own, _, _ in found}
        said.update(english for own, english, _ in found if own == code)
    shown = {row for row in _rows(code) for english in said if row.pattern.fullmatch(english)}
    assert shown == set(_rows(code)), "rows that no document provokes"


def test_no_code_is_left_out() -> None:
    assert set(PROVOKING) | set(PAGES) == set(documented())


# -- what else is read: fixtures, documents of the tests, and damage ------------------------------


def every_second_label_lost(words: str) -> str:
    return re.sub(r"(?m)^[ \u3000]*(?:[二四六八]、|（[二四六八]）|[0-9]*[02468]\.).*\n", "", words)


def labels_twice(words: str) -> str:
    return re.sub(r"(?m)^([ \u3000]*(?:三、|（三）|[0-9]*5\.))", r"\1重复一次\n\1", words)


def pages_run_in(words: str) -> str:
    lines = words.split("\n")
    return "\n".join(f"{k // 5}、{line}" if k % 5 == 4 else line for k, line in enumerate(lines))


DAMAGE: dict[str, Callable[[str], str]] = {
    "none": str,
    "labels lost": every_second_label_lost,
    "labels twice": labels_twice,
    "page numbers": pages_run_in,
    "wrapped": lambda words: restyling.wrapped(words.split("\n"), 60),
    "half-width": restyling.half,
    "letters": lambda words: words.replace("20", "2O").replace("1", "l"),
    "radicals": lambda words: words.translate(str.maketrans("一十大人工", "⼀⼗⼤⼈⼯")),
    "entities": lambda words: words.replace("“", "&ldquo;").replace("，", "&nbsp;"),
    "breaks": lambda words: words.replace("。\n", "。<br/>"),
    "spaced": lambda words: re.sub(r"(?m)^.*工作要点$", lambda m: " ".join(m[0]), words),
    "twice": lambda words: words + words,
    "numbers only": lambda words: re.sub("[\u4e00-\u9fff]", "", words),
    "blanked": lambda words: re.sub("崇明|新都|武进|沙坪坝", "XX", words),
    "controls": lambda words: words.replace("，", "\u202e\x07，"),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_damaged_seeds_are_said_in_chinese(path: Path, damage: str) -> None:
    words = DAMAGE[damage](path.read_text(encoding="utf-8"))
    for plan in plankit.parse_all(words.encode(), repair=("words",), facts=False):
        told(plan)
    told(plankit.parse_text(words))


def test_documents_of_the_tests_are_said_in_chinese() -> None:
    count = 0
    documents = [path.read_text(encoding="utf-8").split("\n=====\n")[0] for path in DOCUMENTS]
    for words in [*documents, *(document for _, document, _ in read_cases())]:
        for plan in plankit.parse_all(words.encode(), facts=False, repair=("words",)):
            count += len(told(plan))
    assert count > 50


LABELS = [
    "一、",
    "二、",
    "三、",
    "四、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "5.",
    "第一章 ",
    "附件",
    "",
    "a",
]
WORDS = [
    "加强学习",
    "推进改革。抓好落实。",
    "“十四五”规划",
    "某区2023年工作要点",
    "2O23年l0月",
    "XX区我市",
    "—",
    "'\"\\",
]


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(WORDS)), max_size=12))
def test_any_run_of_labels_is_said_in_chinese(lines: list[tuple[str, str]]) -> None:
    told(plankit.parse_text("\n".join(a + b for a, b in lines) + "\n"))


# -- quoting --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "message", "said"),
    [
        ("entity", r"&nbsp; read as '\xa0'", "残留的网页实体“&nbsp;”读作不换行空格"),
        ("entity", "&quot; read as '\"'", "残留的网页实体“&quot;”读作“\"”"),
        ("entity", 'x read as "\'"', "残留的网页实体“x”读作“'”"),
        ("appendix", "appended: '附：“双减”清单'", "「附：“双减”清单」以下为附件，未作为正文读取"),
        ("appendix", r"appended: '\u202e附\n件\ud800'",
         "“‹U+202E›附 件‹U+D800›”以下为附件，未作为正文读取"),
        ("appendix", "appended: '" + "附" * 200 + "'",
         "“" + "附" * 79 + "…”以下为附件，未作为正文读取"),
        ("several-plans", "another plan begins here: '甲'; plankit.parse_all reads each",
         "此处起为另一份文件“'甲'”，未一并读取"),
        ("page-without-text", "pages that are pictures without text: 2, 3, 7 …",
         "第2、3、7等页为图片，没有可读取的文字"),
        ("number-gap", "2.u1-2: 3 to 5 are missing before 6", "编号6之前缺少编号3至5"),
        # no row: the name of the code and the message; a caller's code has none
        ("number-gap", "nothing of that kind", "编号不连续：nothing of that kind"),
        ("entity", r"x read as '\xa0", r"残留的网页实体：x read as '\xa0"),
        ("own-code", "自定义的\n说明", "自定义的 说明"),
    ],
)  # fmt: skip
def test_what_is_quoted_stays_as_it_is(code: str, message: str, said: str) -> None:
    assert chinese_message(diagnostic(code, message)) == said


@pytest.mark.parametrize("code", sorted(documented()))
def test_contrived_messages_take_linear_time(code: str) -> None:
    begun = time.process_time()
    for unit in ("'", '"', "\\", "\\'", ": '", " read as ", " for ", "7 to ", "甲", "; "):
        chinese_message(diagnostic(code, unit * 100_000))
        chinese_message(diagnostic(code, f"x: '{unit * 50_000}' is no date"))
    assert time.process_time() - begun < 4


def test_a_plan_read_back_says_the_same() -> None:
    plan = plankit.parse(SEEDS[4], repair=("words",))
    again = WorkPlan.model_validate_json(plan.model_dump_json())
    assert told(again) == told(plan) != []


# -- what holds of diagnostics besides ------------------------------------------------------------


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_diagnostic_names_the_innermost_node_that_it_stands_in(path: Path) -> None:
    for words in (path.read_text(encoding="utf-8"), labels_twice(path.read_text(encoding="utf-8"))):
        plan = plankit.parse_text(words, repair=("words",))
        nodes = list(plan.walk())
        for one in plan.diagnostics:
            at = one.span.start if one.span else -1
            around = [node.id for node in nodes if node.span.start <= at < node.span.end]
            assert one.node_id == (around[-1] if around else None)


def test_kept_script_is_not_told_as_converted() -> None:
    for script, codes in (("keep", set()), ("simplified", {"script-converted"})):
        plan = plankit.parse(SEEDS[2], script=script)
        assert {d.code for d in plan.diagnostics} & {"script-converted"} == codes
