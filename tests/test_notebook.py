"""What a notebook and a prompt show of a plan, a section and a task."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import plankit
from plankit.exports import diagnostics as notebook_list
from plankit.exports import notebook

BLOCKS = {"div", "details", "summary", "span", "small", "strong", "b"}


class Checker(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in BLOCKS | {"br"}
        assert {name for name, _ in attrs} <= {"style", "title", "class", "open"}
        self.seen.append(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def plan(seeds: list[Path]) -> plankit.WorkPlan:
    return plankit.parse(seeds[0])


def test_plain_forms_are_short(plan: plankit.WorkPlan) -> None:
    expected = "WorkPlan('崇明区教育局2022年工作要点', 2022, 20 sections, 48 tasks"
    assert repr(plan).startswith(expected)
    assert str(plan) == repr(plan)
    assert len(repr(plan)) < 100
    task = plan.find("3.13.38")
    assert repr(task).startswith("Task('3.13.38', '38. 加强教师专业培训工作', 1 quantity")
    for node in plan.walk():
        assert len(repr(node)) < 150
        assert repr(node).startswith(f"{type(node).__name__}('{node.id}'")


def test_a_plan_is_a_folded_tree(plan: plankit.WorkPlan) -> None:
    html = plan._repr_html_()
    read = Checker(html)
    assert read.open == []
    assert read.seen.count("details") == len(list(plan.walk())) + 1  # the diagnostics
    assert "<details open" not in html
    for node in plan.walk():
        assert node.title in read.text


def test_a_node_is_unfolded_with_all_of_its_text(plan: plankit.WorkPlan) -> None:
    for node in (plan.find("3.13.38"), plan.find("3.13")):
        assert node is not None
        html = node._repr_html_()
        assert html.count("<details open") == 1
        text = re.sub(r"\s", "", Checker(html).text)
        assert re.sub(r"\s", "", node.text) in text


def test_diagnostics_are_listed_in_chinese(seeds: list[Path]) -> None:
    plan = plankit.parse(seeds[4], repair="words")
    read = Checker(plan._repr_html_())
    assert "90 条诊断警告：遭机器换词。文中词语曾被机器替换为近义词" in read.text
    assert "说明：换词已还原，共 76 处" in read.text
    text = "".join(f"{2 * k}.加强第{k}项工作。\n" for k in range(1, 30)) + "&nbsp;<b>"
    read = Checker(plankit.parse_text(text)._repr_html_())
    assert read.open == []
    assert read.text.count("警告：编号不连续。编号") == notebook_list.LISTED - 1
    assert "此处编号从2开始，未见此前的编号（第 1 行）" in read.text
    assert "另有 10 条未列出：plan.diagnostics" in read.text
    assert "条诊断" not in plankit.parse(seeds[3])._repr_html_()


def test_everything_is_escaped() -> None:
    plan = plankit.parse_text(
        "某区2023年工作要点\n一、<script>x</script>加强党的建设\n1.落实<b>责任</b>$x$。制定《<i>清单</i>》。\n"
    )
    for each in (plan, *plan.walk()):
        html = each._repr_html_()
        assert Checker(html).open == []
        assert "<script" not in html
        assert "mathjax_ignore" in html


def test_a_long_plan_is_cut_and_says_so(
    plan: plankit.WorkPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = len(list(plan.walk()))
    for most in (0, 1, 7, total - 1):
        monkeypatch.setattr(notebook, "MOST_NODES", most)
        html = plan._repr_html_()
        read = Checker(html)
        assert read.open == []
        assert read.seen.count("details") == most + 1
        assert f"另有 {total - most} 项未列出" in read.text


def test_show_prints_the_tree(
    plan: plankit.WorkPlan, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    plan.show()
    out = capsys.readouterr().out
    assert "38.加强教师专业培训工作" in out.replace(" ", "")


def test_exports_write_files(plan: plankit.WorkPlan, tmp_path: Path) -> None:
    for name, export in (("a.html", plan.to_html), ("a.md", plan.to_markdown)):
        text = export(tmp_path / name)
        assert (tmp_path / name).read_bytes().decode() == text
    assert plan.to_json(tmp_path / "a.json") + "\n" == (tmp_path / "a.json").read_text("utf-8")
