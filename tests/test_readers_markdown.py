from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plankit
from plankit.readers import read
from plankit.source import Source

SOME = 1 << 26


def markdown(text: str) -> Source:
    return read(text.encode(), format="markdown", max_bytes=SOME)


def words(source: Source) -> str:
    """The text without its markers."""
    kept: list[str] = []
    at = 0
    for start, end in source.furniture:
        assert at <= start < end <= len(source.text)
        kept.append(source.text[at:start])
        at = end
    return "".join(kept) + source.text[at:]


# Markdown, and what is left of it without its markers
WORDS = [
    ("# 要点", "要点"),
    ("## 一、总体要求 ##", "一、总体要求"),
    ("### 任务 {#t1}", "任务"),
    ("#标签 不是标题", "#标签 不是标题"),
    ("要点\n====\n", "要点\n\n"),
    ("- 甲\n* 乙\n+ 丙\n1. 丁", "甲\n乙\n丙\n1. 丁"),
    ("- [x] 完成", "完成"),
    ("> 引文", "引文"),
    ("**一、加强**领导 __乙__", "一、加强领导 乙"),
    ("推进*重点*工作，2*3*4", "推进*重点*工作，2*3*4"),
    ("见 *注* 。", "见 注 。"),
    ("**同志等x人", "**同志等x人"),
    ('见[通知](http://a.gov.cn/x(1 "题")', '见[通知](http://a.gov.cn/x(1 "题")'),
    ("见[通知](http://a.gov.cn/x)和[1]（二）", "见通知和[1]（二）"),
    ("[**甲**](a.html)乙", "甲乙"),
    ("甲![图](a.png)乙", "甲乙"),
    ("甲<!-- 注 -->乙", "甲乙"),
    ("甲<!-- 注\n二行 -->乙\n丙", "甲乙\n丙"),
    ("甲<!-- 注\n乙", "甲<!-- 注\n乙"),
    ("<ih3>一、甲。</ih3>乙<note>（责任单位：丙）</note>", "一、甲。乙（责任单位：丙）"),
    ("```python\nx = '**y**'\n```\n甲", "\nx = '**y**'\n\n甲"),
    ("`代码`甲", "代码甲"),
    ("1\\. 甲\\*", "1. 甲*"),
    ("甲\n\n---\n\n乙", "甲\n\n\n\n乙"),
    ("| 序号 | 任务 |\n|---|:---:|\n| 1 | 甲 |", "| 序号 | 任务 |\n\n| 1 | 甲 |"),
    ("+---+---+\n| 1 | 甲 |\n+===+===+", "\n| 1 | 甲 |\n"),
    ("[1]: http://a.gov.cn/\n甲[^2]", "\n甲"),
    ("甲 < 乙 > 丙", "甲 < 乙 > 丙"),
]


@pytest.mark.parametrize(("text", "left"), WORDS)
def test_markers_and_words(text: str, left: str) -> None:
    source = markdown(text)
    assert source.text == text
    assert words(source) == left


def test_headings_are_marked_at_their_first_word() -> None:
    source = markdown("# 要点\n\n##  **一、总体要求**\n甲\n===\n```\n# 不是\n```\n")
    assert [(source.text[m.offset], m.level) for m in source.marks] == [
        ("要", 1),
        ("一", 2),
        ("甲", 1),
    ]


def test_front_matter_is_declared() -> None:
    source = markdown(
        '---\r\ntitle: "某区要点"\r\ndate: 2022-03-01\r\ntags:\r\n- a\r\n---\r\n# 一\r\n'
    )
    assert source.declared == {"title": "某区要点", "date": "2022-03-01"}
    assert words(source) == "一\r\n"


def test_a_plan_in_markdown() -> None:
    plan = plankit.parse(
        (
            "# 某区2022年工作要点\n\n## 一、**总体要求**\n\n全面贯彻落实。\n\n## 二、重点任务\n\n"
            "- （一）加强党建。落实责任。\n- （二）改进作风。完善制度。\n"
        ).encode(),
        facts=False,
    )
    assert plan.title == "某区2022年工作要点"
    assert [n.title for n in plan.walk()] == ["总体要求", "重点任务", "加强党建", "改进作风"]


def test_a_string_may_be_markdown() -> None:
    text = (
        "# 某区2022年工作要点\n\n## 一、重点任务\n\n"
        "1. **加强党建**。落实责任。\n2. **改进作风**。完善制度。\n"
    )
    plan = plankit.parse_text(text, name="甲", facts=False)
    assert (plan.title, plan.source.format) == ("某区2022年工作要点", "markdown")
    assert (plan.source.name, plan.source.encoding) == ("甲", None)
    titles = ["重点任务", "加强党建", "改进作风"]
    assert [n.title for n in plan.walk()] == titles
    assert [text[slice(*n.title_span)] for n in plan.walk() if n.title_span] == titles
    assert plankit.parse_text(text, format="text").source.format == "text"
    plain = plankit.parse_text("1. 抓好5#楼建设。\n2. 抓好#号路。", facts=False)
    assert plain.source.format == "text"
    assert not plankit.parse_text(" ", format="markdown").children
    with pytest.raises(ValueError, match="'text', 'markdown' or None"):
        plankit.parse_text(text, format="html")


@pytest.mark.parametrize(
    ("line", "format"),
    [
        ("**一、加强党建。**落实责任。", "markdown"),
        ("**（一）加强党建**", "markdown"),
        ("- **加强党建：**落实责任。", "markdown"),
        ("2. **加强党建**：落实责任。", "markdown"),
        ("**县**局抓好落实。", "text"),  # names that are left out
        ("**县教育局**等部门抓好落实。", "text"),
    ],
)
def test_lines_that_begin_in_bold_are_markdown(line: str, format: str) -> None:
    assert plankit.parse_text("\n\n".join(["甲", line, line, line])).source.format == format


@settings(max_examples=200, deadline=None)
@given(st.text("#*_-|`[](){}<>!\\:=~+ \n\r一ab1./", max_size=80))
def test_any_markdown_is_read(text: str) -> None:
    source = markdown("始" + text)
    assert source.text == "始" + text
    words(source)
