"""The viewer page without a browser: that it holds the source, and nothing that could act."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plankit
from plankit import model
from plankit.command import main
from plankit.exports.viewer import part, to_html
from plankit.exports.viewer_index import Index, date_text, number_text
from plankit.exports.viewer_marks import Mark, marked, visible
from plankit.messages import chinese_message
from plankit.source import Source

HOSTILE = """\
<script>alert(1)</script>某区教育局2023年工作要点</title></style><img src=x onerror=alert(2)>

2023年，<!-- 全区 -->工作的"onload=alert(3)"总体要求是：坚持立德树人&nbsp;&#12289;&ltscript&gt;。\
{{data}}

一、</style><script>alert(4)</script>加强\u202e设建党\u202c的建设

1.落实主体责任。制定《<b onmouseover=alert(5)>清单</b>》，培训党员300人次以上。]]></script>

2.深化'"><img src=http://example.com/x.png>作风建设。6月底前\u200b完成2所学校巡查\u200e。（责任单位：\
<i>组织科</i>；配合单位：办公室）

二、javascript:alert(6) 促进公平发展

3.扩大学位供给。\u2028新增学位1200个。\x00\x1b[31m\ufeff
"""


class Reader(HTMLParser):
    """The text of the source column, the tags of the page, and what its scripts hold."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.open: list[str] = []
        self.links: list[str] = []
        self.lines: list[str] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.policy = ""
        self.inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags[tag] += 1
        self.attributes.update(list(values))
        if "id" in values:
            self.ids[values["id"] or ""] += 1
        if tag not in ("meta", "link", "input", "br", "rect"):
            self.open.append(tag)
        if tag == "main":
            self.inside = True
        if tag == "a":
            self.links.append(values["href"] or "")
        if tag == "p" and self.inside and "data-l" in values:
            self.lines.append("")
        if tag == "script":
            self.scripts.append("")
        if tag == "style":
            self.styles.append("")
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "rect":
            return
        assert self.open.pop() == tag
        if tag == "main":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.scripts[-1] += data
        elif self.open[-1:] == ["style"]:
            self.styles[-1] += data
        elif self.inside and self.open[-1] in ("p", "span"):
            self.lines[-1] += data


def as_shown(line: str) -> str:
    """What the page shows of a line of the source."""
    return re.sub(r"‹(U\+[0-9A-F]{4,6})›", r"\1", visible(f"|{line}|")[1:-1])


def check(page: str, plan: model.WorkPlan) -> Reader:
    """All that holds for every page."""
    read = Reader(page)
    assert read.open == []
    lines = [line.removesuffix("\r") for line in plan.source.text.split("\n")]
    assert read.lines == [as_shown(line) for line in lines]
    assert read.tags["script"] == 2
    assert read.tags["style"] == read.tags["main"] == 1
    assert not {"img", "iframe", "object", "link", "base"} & set(read.tags)
    assert not {name for name in read.attributes if name.startswith("on")}
    assert not {"style", "src", "srcdoc", "action"} & set(read.attributes)
    assert set(read.ids.values()) == {1}
    assert all(link.startswith("#") for link in read.links)
    assert {link[1:] for link in read.links} <= set(read.ids) | {"plan"}
    json.loads(read.scripts[0])
    return read


# -- the page -------------------------------------------------------------------------------------


def test_pages_of_the_seeds_hold_the_source_as_it_was_found(seeds: list[Path]) -> None:
    for path in seeds:
        plan = plankit.parse(path)
        read = check(plan.to_html(), plan)
        data = json.loads(read.scripts[0])
        assert {node.id for node in plan.walk()} <= set(read.ids)
        spans = {tuple(fact[1:3]) for fact in data["facts"]}
        kinds = ("quantities", "dates", "citations", "owners", "terms", "measures")
        holders = [*plan.walk(), plan.preamble_facts]
        found = {tuple(f.span) for holder in holders for k in kinds for f in getattr(holder, k)}
        assert spans == found
        assert len(data["diagnostics"]) == len(plan.diagnostics)
        for told, one in zip(data["diagnostics"], plan.diagnostics, strict=True):
            # of a repair the page shows the words before and after, and needs no message
            repaired = one.replacement is not None
            assert told[7:] == ([] if repaired else [chinese_message(one), one.message])


def test_policy_allows_this_style_and_script_and_nothing_else(seeds: list[Path]) -> None:
    read = Reader(plankit.parse(seeds[0]).to_html())
    rules = dict(rule.strip().split(" ", 1) for rule in read.policy.split(";"))
    assert rules["default-src"] == "'none'"
    for name, text in (("style-src", read.styles[0]), ("script-src", read.scripts[1])):
        told = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{told}'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"


def test_nothing_of_a_hostile_document_is_markup() -> None:
    plan = plankit.parse_text(HOSTILE, name='"><script>x</script>')
    page = plan.to_html()
    read = check(page, plan)
    assert "alert(" not in read.scripts[1]
    assert "alert(4)" in json.dumps(json.loads(read.scripts[0])) or "alert(4)" in page
    assert "<" not in read.scripts[0]
    # no character that steers the line stays one
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b-\u200f\x00-\x08\x1b]", page)
    page.encode()


@settings(max_examples=80)
@given(st.text(st.characters(codec=None), max_size=60), st.data())
def test_any_text_in_any_place_is_shown(words: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(HOSTILE)))
    plan = plankit.parse_text(HOSTILE[:at] + words + HOSTILE[at:])
    check(plan.to_html(), plan)


def test_a_text_without_an_outline_and_no_text_at_all() -> None:
    for text in ("", "\n", "没有编号。", "\r\n一、加强领导\r\n\r\n"):
        plan = model.WorkPlan(source=Source(text=text)) if not text else plankit.parse_text(text)
        check(plan.to_html(), plan)


# -- marks ----------------------------------------------------------------------------------------


def mark(start: int, end: int, name: str, rank: int = 1) -> Mark:
    return Mark(start, end, rank, f'<span class="{name} first">', f'<span class="{name}">')


def bare(html: str) -> str:
    html = re.sub(r' data-l="\d+"|</?div[^>]*>|\n', "", html)
    return re.sub(r'<span class="([^"]*)">', r"[\1:", html).replace("</span>", "]")


@pytest.mark.parametrize(
    ("text", "marks", "shown"),
    [
        ("甲乙丙", [(0, 2, "a"), (1, 3, "b")], "<p>[a first:甲[b first:乙]][b:丙]</p>"),
        ("甲乙丙", [(0, 3, "a"), (1, 2, "b")], "<p>[a first:甲[b first:乙]丙]</p>"),
        ("甲乙", [(0, 1, "a"), (1, 2, "b")], "<p>[a first:甲][b first:乙]</p>"),
        ("甲\n乙", [(0, 3, "a")], "<p>[a first:甲]</p><p>[a:乙]</p>"),
        ("甲\n乙", [(1, 2, "a")], "<p>甲[a first:]</p><p>乙</p>"),
        ("甲乙", [(1, 1, "a")], "<p>甲[a first:]乙</p>"),
        ("甲", [(1, 1, "a")], "<p>甲[a first:]</p>"),
        ("甲\n乙", [(2, 2, "a"), (2, 3, "b")], "<p>甲</p><p>[b first:[a first:]乙]</p>"),
        ("", [(0, 0, "a")], '<p class="e">[a first:]</p>'),
        ("<&>", [(1, 2, "a")], "<p>&lt;[a first:&amp;]&gt;</p>"),
    ],
)
def test_marks_nest_cross_and_go_on(
    text: str, marks: list[tuple[int, int, str]], shown: str
) -> None:
    assert bare(marked(text, [mark(*each) for each in marks])) == shown


def test_a_long_line_goes_on_in_paragraphs_of_its_own() -> None:
    text = "甲" * 200 + "乙" * 200
    html = marked(text, [mark(150, 250, "a")], [200])
    assert html.count("<p") == 2
    assert html.count('class="c"') == 1
    assert bare(html).count("[a:") == 1
    assert marked(text[:250], [], [200]).count("<p") == 1


@given(
    st.text("甲乙丙 \n<&", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12), st.integers(0, 9)), max_size=12),
)
def test_any_marks_keep_the_text_and_cover_what_they_mark(
    text: str, places: list[tuple[int, int, int]]
) -> None:
    marks = []
    for number, (start, length, rank) in enumerate(places):
        start = min(start, len(text))
        marks.append(mark(start, min(start + length, len(text)), f"m{number}", rank + 1))
    html = marked(text, marks)
    covered: dict[str, str] = {f"m{k}": "" for k in range(len(marks))}
    stack: list[str] = []
    plain = ""
    for tag, name, char in re.findall(r'(<span class="(\w+)[^"]*">|</?[^>]+>)|(&\w+;|.)', html):
        if name:
            stack.append(name)
        elif tag == "</span>":
            stack.pop()
        elif tag == "</p>":
            assert not stack
        elif char:
            char = {"&lt;": "<", "&amp;": "&"}.get(char, char)
            plain += char
            for each in stack:
                covered[each] += char
    assert plain == text.replace("\n", "")
    for number, each in enumerate(marks):
        assert covered[f"m{number}"] == text[each.start : each.end].replace("\n", "")


def test_marking_takes_time_in_proportion() -> None:
    import time

    def seconds(n: int) -> float:
        text = "某" * n
        marks = [mark(k, k + 3, "a") for k in range(0, n - 3, 2)]
        start = time.process_time()
        marked(text, marks)
        return time.process_time() - start

    seconds(2000)
    small = min(seconds(20_000) for _ in range(3))
    assert min(seconds(80_000) for _ in range(2)) < 12 * small  # quadratic: 16


# -- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"), [(5, "5"), (3.5, "3.5"), (12000.0, "12,000"), (1e20, "1e+20"), (0.0, "0")]
)
def test_numbers_are_shown_short(value: float, shown: str) -> None:
    assert number_text(value) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2022-01-01", "2022-12-31", "2022"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2022-06-30", "2022-06-30", "2022-06-30"),
        ("2022-01-01", "2022-06-30", "2022-01-01 – 2022-06-30"),
        (None, "2022-06-30", "… – 2022-06-30"),
        ("2022-06-30", None, "2022-06-30 – …"),
        (None, None, ""),
        ("9999-01-01", "9999-12-31", "9999-01-01 – 9999-12-31"),
    ],
)
def test_dates_are_shown_short(start: str | None, end: str | None, shown: str) -> None:
    import datetime

    first, last = (datetime.date.fromisoformat(d) if d else None for d in (start, end))
    assert date_text(first, last) == shown


def test_a_step_s_facts_are_counted_once_and_shared_owners_where_they_stand() -> None:
    plan = plankit.parse_text(
        "某区教育局2023年工作要点\n一、加强党的建设\n1.落实主体责任。一是培训党员300人次；二是建立3个清单。\n"
    )
    index = Index(plan)
    kinds = [entry.kind for entry in index.entries]
    assert kinds.count("task") == 1
    own = [fact for entry in index.entries for fact in entry.facts]
    assert len(own) == len(set(own)) == len(index.facts)


# -- words and script ----------------------------------------------------------------------------


def test_words_of_the_page_are_all_there_in_both_languages() -> None:
    rows = [r.split("\t") for r in part("words.tsv").split("\n") if r and not r.startswith("#")]
    assert all(len(row) == 3 and all(row) for row in rows)
    keys = {row[0] for row in rows}
    assert len(keys) == len(rows)
    script, page = part("viewer.js"), part("page.html")
    used = set(re.findall(r'word\("(\w+)"', script)) | set(re.findall(r"\{\{[wa]:(\w+)", page))
    assert used
    assert used <= keys


def test_script_writes_text_only() -> None:
    script = part("viewer.js")
    sinks = ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(")
    assert [sink for sink in sinks if sink in script] == []
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|import)\b", script)


# -- the command ----------------------------------------------------------------------------------


def test_view_writes_a_page(
    seeds: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "page.html"
    assert main(["view", str(seeds[0]), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == plankit.parse(seeds[0]).to_html()
    capsys.readouterr()
    assert main(["view", str(seeds[0])]) == 0
    assert capsys.readouterr().out == out.read_text(encoding="utf-8")


def test_view_opens_the_page(
    seeds: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile
    import webbrowser

    opened: list[Any] = []
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) or True)
    assert main(["view", str(seeds[1]), "--open"]) == 0
    (written,) = tmp_path.iterdir()
    assert opened == [written.as_uri()]
    assert written.read_text(encoding="utf-8") == to_html(plankit.parse(seeds[1]))


def test_view_says_what_it_cannot_do(
    seeds: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "plan.txt"
    copy.write_bytes(seeds[1].read_bytes())
    assert main(["view", str(copy), "-o", str(copy)]) == 2
    assert copy.read_bytes() == seeds[1].read_bytes()
    assert main(["view", str(tmp_path / "none.txt"), "-o", str(tmp_path / "a.html")]) == 1
    assert not (tmp_path / "a.html").exists()
    assert main(["view", str(copy), "-o", str(tmp_path)]) == 1
    assert "plankit: " in capsys.readouterr().err
