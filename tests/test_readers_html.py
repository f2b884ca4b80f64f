from __future__ import annotations

import base64
import html
import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plankit
from plankit.errors import CorruptFile, UnreadableSource
from plankit.readers import read
from plankit.source import Source

SOME = 1 << 26


def page(markup: str) -> Source:
    return read(markup.encode(), format="html", max_bytes=SOME)


# markup, and the lines that a reader of the page sees
LINES = [
    ("<p>一、加强领导<p>二、抓好落实", ["一、加强领导", "二、抓好落实"]),
    ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
    ("甲<br>乙<br/>丙", ["甲", "乙", "丙"]),
    ("甲<br><br>乙", ["甲", "", "乙"]),
    ("<p>推<b>进</b><span>工</span>作</p>", ["推进工作"]),
    # a line end inside Chinese text is no space, one between Latin words is
    ("<p>社会主\n   义思想</p>", ["社会主义思想"]),
    ("<p>Hello\nWorld</p>", ["Hello World"]),
    ("<span>来源：教育局</span>\n<span>浏览：3</span>", ["来源：教育局 浏览：3"]),
    ("<p>\n\u3000\u3000一、保留全角空格\n</p>", ["\u3000\u3000一、保留全角空格"]),
    ("<p>&ldquo;双减&rdquo;&nbsp;&#65288;1&#xff09;&lt;3&gt;&amp;</p>", ["“双减”\xa0（1）<3>&"]),
    ("<p>A &copy B &unknown; C&D</p>", ["A © B &unknown; C&D"]),
    ("<pre>一行\n  二行</pre>", ["一行", "  二行"]),
    # what is not shown
    ("<p>甲<script>var a='<p>x</p>';</script>乙<style>p{}</style></p>", ["甲乙"]),
    ("<p>甲<!-- 注释 <p> -->乙</p>", ["甲乙"]),
    ("<p>甲</p><p style='display: none'>乙<b>丙</b></p><p>丁</p>", ["甲", "丁"]),
    ("<p>甲<span style=\"DISPLAY:NONE\">乙<span>丙</span>丁</span>戊</p>", ["甲戊"]),
    ("<p>甲<i aria-hidden=true>x</i><i hidden>y</i>乙</p>", ["甲乙"]),
    ("<p>甲<span hidden>乙</p><p>丙</p>", ["甲", "丙"]),
    ("<div hidden><table><tr><td>甲</table></div><p>乙</p>", ["乙"]),
    ("<div style='overflow:hidden;display:block'>甲</div>", ["甲"]),
    ("<body style='visibility:hidden'><p>甲</p></body>", ["甲"]),
    ("<p>甲</p><noscript>请启用脚本</noscript><template><p>乙</p></template>", ["甲"]),
    # what is broken
    ("<p title=\"it's\">甲</p><p title='a>b'>乙</p>", ["甲", "乙"]),
    ("<p class=\"x>甲</p>", ["甲"]),
    ("甲 < 乙 且 3<4", ["甲 < 乙 且 3<4"]),
    ("甲<!-- 没有结束<p>乙</p>", ["甲 没有结束", "乙"]),
    ("甲<script>没有结束", ["甲没有结束"]),
    ("<b>甲<p>乙</b>丙</p>丁", ["甲", "乙丙", "丁"]),
    ("甲</p></div></table>乙", ["甲", "乙"]),
    ("甲<p", ["甲<p"]),
    # Word's own markup
    (
        "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span>"
        "<span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp;</span></span></span><![endif]>"
        "<span lang=EN-US>推进<o:p></o:p></span></p><!--[if gte mso 9]><xml>x</xml><![endif]-->",
        ["2.\xa0\xa0推进"],
    ),
    # line ends that a style keeps
    ("<div style='white-space: pre-line'>甲\n乙</div><p>丙\n丁</p>", ["甲", "乙", "丙丁"]),
    # a bullet in a symbol font is the character it shows
    (
        "<p><![if !supportLists]><span style='font-family:Wingdings'><span style='mso-list:Ignore'>"
        "Ø<span>&nbsp;</span></span></span><![endif]>一、推进</p>",
        ["➢ \xa0一、推进"],
    ),
    # line ends in the file: none in Chinese text, none beside a figure unless it is a label
    ("<p>到2025\n年底\n  80%\n以上</p><p>1\n总 in\nthe</p>", ["到2025年底80%以上", "1 总 in the"]),
    # JSP and a fragment without a head
    ("<%@ page language=\"java\" %><jsp:include page=\"x\"></jsp:include><h2>甲</h2>", ["甲"]),
    # a saved page keeps its frames in attributes
    ("甲<iframe srcdoc=\"&lt;p&gt;乙&lt;/p&gt;&lt;p&gt;丙\"></iframe>丁", ["甲", "乙", "丙", "丁"]),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "lines"), LINES)
def test_lines(markup: str, lines: list[str]) -> None:
    assert page(markup).text.rstrip("\n").split("\n") == lines


LISTS = [
    ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
    ("<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>", ["3. 甲", "7. 乙", "8. 丙"]),
    ("<ol reversed start=2><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
    ("<ol type=a><li>甲</ol><ol type=I><li>乙<li>丙</ol>", ["a. 甲", "I. 乙", "II. 丙"]),
    ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
    ("<ol style='list-style:none'><li>甲</ol>", ["甲"]),
    ("<ol style='list-style:inside none'><li>甲</ol>", ["甲"]),
    ("<ol style='list-style: ;'><li>甲</ol>", ["1. 甲"]),
    ("<ol><li>1、甲<li>（二）乙</ol>", ["1、甲", "（二）乙"]),
    ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
    ("<ol><li><p>甲</p><ol><li>乙</ol><li>丙</ol>", ["1. 甲", "1. 乙", "2. 丙"]),
]


@pytest.mark.parametrize(("markup", "lines"), LISTS)
def test_list_numbers_are_written_as_text(markup: str, lines: list[str]) -> None:
    assert page(markup).text.rstrip("\n").split("\n") == lines


def test_list_numbers_and_headings_are_marked() -> None:
    source = page("<h2>\u3000一、总体要求</h2><ol><li>甲<ol><li>乙</ol></ol>")
    assert [(m.kind, m.level) for m in source.marks] == [
        ("heading", 2),
        ("list", 1),
        ("list", 2),
    ]
    assert [source.text[m.offset] for m in source.marks] == ["一", "1", "1"]


TABLES = [
    # a header table
    (
        "<table><tr><td>索引号：</td><td>001</td><td>分类：</td><td></td></tr>"
        "<tr><td>名称：</td><td colspan=3>要点</td></tr></table>",
        ["索引号： | 001 | 分类： | ", "名称： | 要点 |  | "],
    ),
    # a cell over several rows is empty below, one over several columns to its right
    (
        "<table><tr><th>序号<th>任务<th>单位<tr><td rowspan=2>1<td>甲<td>局<tr><td>乙<td>委"
        "<tr><td colspan=2>合计<td>2</table>",
        ["序号 | 任务 | 单位", "1 | 甲 | 局", " | 乙 | 委", "合计 |  | 2"],
    ),
    # a cell of many lines beside a menu is a page
    (
        "<table><tr><td>首页<td>要点<p>一、甲<p>（一）乙<p>（二）丙<p>二、丁</table>",
        ["首页", "要点", "一、甲", "（一）乙", "（二）丙", "二、丁"],
    ),
    # line breaks in a cell are spaces
    (
        "<table><tr><td>1<td>甲<br>乙<p>丙</p><tr><td>2<td>丁</table>",
        ["1 | 甲 乙 丙", "2 | 丁"],
    ),
    # layout: one cell a row; a table in a table
    ("<table><tr><td><p>甲</p><p>乙</p><tr><td>丙</table>", ["甲", "乙", "丙"]),
    (
        "<table><tr><td><table><tr><td>索引号<td>1</table><td>乙</table>",
        ["索引号 | 1", "乙"],
    ),
    ("<table><caption>表一</caption><tr><td>1<td>甲</table>", ["表一", "1 | 甲"]),
    ("<table><tr style='display:none'><td>x<td>y<tr><td>1<td>甲</table>", ["1 | 甲"]),
    ("<table><tr><td>1<td style='display:none'>x<td>甲</table>", ["1 |  | 甲"]),
    (
        "<table><tr><td colspan=100000>甲<td>乙<tr><td>丙<td>丁</table>",
        ["甲" + " | " * 64 + "乙", "丙 | 丁"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "lines"), TABLES)
def test_tables(markup: str, lines: list[str]) -> None:
    assert page(markup).text.rstrip("\n").split("\n") == lines


def test_cells_are_marked_where_they_begin() -> None:
    source = page("<table><tr><td rowspan=2>1<td>甲<tr><td>乙</table>")
    assert source.text == "1 | 甲\n | 乙\n"
    assert [(m.offset, m.kind, m.level) for m in source.marks] == [
        (0, "cell", 1),
        (4, "cell", 2),
        (6, "cell", 1),
        (9, "cell", 2),
    ]


def test_a_column_of_running_text_is_no_data() -> None:
    body = "".join(f"<p>{k}、{'推进各项工作落实。' * 30}</p>" for k in "一二三四五六七")
    text = page(f"<table><tr><td>{body}</td><td>推荐阅读</td></tr></table>").text
    assert text.count("\n") == 8
    assert "|" not in text


SITE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - 某区政府网</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2022-03-01 10:20">
<meta name="ContentSource" content="区教育局"></head><body>
<div class="header"><a href="/">首页</a> <a href="/zw">政务公开</a> <a href="/fw">办事服务</a></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/tz">通知</a></div>
<nav><ul><li><a href=a>机构</a><li><a href=b>政策</a></ul></nav>
<div class="article"><h1>{title}</h1><div class="info">来源：区教育局 发布时间：2022-03-01</div>
<div class="share"><span>打印</span><span>分享到微信</span></div>
<p>各学校：</p><p>一、总体要求</p><p>全面贯彻党的教育方针，坚持立德树人，办好人民满意的教育，推动高质量发展。</p>
<p>二、重点任务</p><p>（一）加强党建。落实管党治党责任，抓好基层组织建设，提升党员队伍素质和能力水平。</p>
<p><a href="x.doc">附件：任务分解表</a></p><p style="text-align:right">某区教育局</p>
<p>2022年3月1日</p></div>
<div class="xgxx"><h3>相关链接</h3>
<ul><li><a href=1>关于开学工作的通知</a><li><a href=2>某区召开会议</a></ul></div>
<footer>主办单位：某区人民政府 京ICP备05000000号</footer></body></html>"""  # fmt: skip
TITLE = "某区教育局2022年工作要点"


def furniture(source: Source) -> list[str]:
    return [source.text[start:end] for start, end in source.furniture]


def test_furniture_is_told_by_structure_and_stays_in_the_text() -> None:
    source = page(SITE.format(title=TITLE))
    found = furniture(source)
    assert found == [
        "首页 政务公开 办事服务",
        "当前位置：首页 > 通知",
        "机构",
        "政策",
        "打印分享到微信",
        "相关链接",
        "关于开学工作的通知",
        "某区召开会议",
        "主办单位：某区人民政府 京ICP备05000000号",
    ]
    for kept in (TITLE, "来源：区教育局 发布时间：2022-03-01", "附件：任务分解表", "某区教育局"):
        assert kept in source.text
    assert source.declared["ArticleTitle"] == TITLE
    assert source.declared["PubDate"] == "2022-03-01 10:20"
    assert source.declared["ContentSource"] == "区教育局"


def test_names_of_containers_do_not_hide_a_plan() -> None:
    # the whole page in containers that are called like furniture
    body = SITE.format(title=TITLE).replace('class="article"', 'class="footer share nav"')
    found = "".join(furniture(page(body)))
    assert "总体要求" not in found
    assert "某区教育局2022" not in found
    nav = page(f"<nav><p>一、总体要求</p><p>{'全面贯彻落实教育方针。' * 12}</p></nav>")
    assert not nav.furniture


def test_a_plan_read_from_its_page() -> None:
    plan = plankit.parse(SITE.format(title=TITLE).encode(), facts=False)
    assert plan.title == TITLE
    assert [n.title for n in plan.walk()] == ["总体要求", "重点任务", "加强党建"]
    for node in plan.walk():
        place = plan.source.locate(node.span)
        assert place.line is not None


def test_places_in_the_file() -> None:
    markup = "<div>\n  <p>一、<b>加强</b>\n领导&ldquo;双减&rdquo;后</p>\n<ol><li>甲</ol></div>"
    source = page(markup)
    rows = markup.split("\n")
    for char in "一加领双后甲":
        place = source.locate(source.text.index(char))
        assert rows[(place.line or 0) - 1][(place.column or 0) - 1] == char


words = st.text("一二、。甲乙 A1\n\u3000", min_size=0, max_size=12)
tags = st.sampled_from(
    re.findall(
        "<.+?>",
        "<p></p><div></div><br><b></b><ol><li></ol><table><tr><td></td></table><span></span><h2></h2>"
        "<a href=x></a><pre></pre><ruby><rt></ruby><!--x--><td colspan=3><ul></ul><nav></nav><tr>",
    )
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(words, tags), max_size=40))
def test_every_word_is_kept_once_and_has_its_place(parts: list[str]) -> None:
    markup = "始" + "".join(parts)
    source = page(markup)
    rows = markup.split("\n")
    kept = [c for c in source.text if c in "、。甲乙A"]
    shown = "".join(p for p in parts if not p.startswith("<"))
    assert sorted(kept) == sorted(c for c in shown if c in "、。甲乙A")
    for offset, char in enumerate(source.text):
        if char in "甲乙A":
            place = source.locate(offset)
            assert rows[(place.line or 0) - 1][(place.column or 0) - 1] == char
    for start, end in source.furniture:
        assert 0 <= start < end <= len(source.text)


@settings(max_examples=200, deadline=None)
@given(st.text("<>/!-\"'= apdivtr&;#x\n一", max_size=60))
def test_any_markup_is_read(markup: str) -> None:
    page("始" + markup)


DEEP = [
    "甲<sup>[1]</sup>" * 30_000,
    "<div>" * 100_000 + "x",
    "<table><tr><td>" * 30_000 + "x",
    "<ul><li>" * 50_000 + "x",
    "".join(f"<p><b class={k}>x" for k in range(20_000)),
    "<span hidden>" * 50_000 + "y" + "</span>" * 50_000 + "x",
    "x<!--" * 50_000,
    "x<a b='" * 50_000,
    "x<script>" * 50_000,
    "<div>" * 30_000 + "<li></li>x" * 30_000,
    "x" + "&amp" * 50_000,
]


@pytest.mark.parametrize("markup", DEEP, ids=range(len(DEEP)))
def test_contrived_pages_take_linear_time(markup: str) -> None:
    begin = time.process_time()
    page(markup)
    assert time.process_time() - begin < 5  # quadratic ones took a minute and more


def test_a_page_without_words() -> None:
    with pytest.raises(UnreadableSource, match="shows no text"):
        page("<html><body><div id=app></div><script>render()</script></body></html>")


def test_text_that_a_script_would_show_is_read() -> None:
    body = "<p>一、总体要求</p>" + "<p>全面贯彻落实。</p>" * 100
    assert "总体要求" in page(f"<p>加载中</p><div style='display:none'>{body}</div>").text


def test_articles_that_only_a_script_would_show() -> None:
    body = (
        "<p>一、总体要求</p><p>全面贯彻落实&ldquo;十四五&rdquo;规划部署，"
        + "扎实推进重点工作，" * 10
        + "成效明显。</p>"
    )
    kept = html.escape(body)
    for held in (
        f"<textarea id=a style='display:none'>{kept}</textarea>",
        f"<script type='text/html'>{body}</script>",
        f"<script>var data = {json.dumps({'id': 3, 'content': body})};</script>",
        f'<input type=hidden value="{kept}">',
    ):
        source = page(f"<title>要点</title><div>加载中</div>{held}")
        assert source.text.startswith("加载中\n一、总体要求\n全面贯彻落实“十四五”"), held


def test_a_shown_article_is_not_looked_for_elsewhere() -> None:
    data = json.dumps({"content": "<p>二、旧的要求，" + "旧的内容，" * 40 + "。</p>"})
    assert page(f"<p>一、要求。</p><script>x={data}</script>").text == "一、要求。\n"


def test_marks_of_notes_are_furniture() -> None:
    source = page("<p>完成改造<sup>[1]</sup>10m<sup>2</sup>，<a href=#n><sup>2</sup></a>建成</p>")
    assert source.text == "完成改造[1]10m2，2建成\n"
    assert [source.text[a:b] for a, b in source.furniture] == ["[1]", "2"]
    assert source.furniture[1][0] == source.text.index("2建成")


@pytest.mark.parametrize("mark", ["[1]", "［1］", "<a href=#n>[1]</a>"])
def test_notes_are_furniture_where_their_marks_stand_raised_above(mark: str) -> None:
    notes = "<p>[1] 指小区。</p><p>[2] 号院建成。</p>"
    source = page(f"<p>[1] 号院改造。</p><p>完成改造<sup>{mark}</sup>，建成。</p>{notes}")
    found = [source.text[a:b] for a, b in source.furniture]
    assert found == ["［1］" if mark == "［1］" else "[1]", "[1] 指小区。"]


ARCHIVE = """From: <Saved by Blink>
Subject: =?utf-8?Q?=E8=A6=81=E7=82=B9?=
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b"

------b
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-ID: <frame-1@mhtml>

<meta charset=3D"utf-8"><p>=E4=B8=80=E3=80=81=E6=80=BB=E4=BD=93</p><p style=3D"display:=
none">x</p>
------b
Content-Type: text/html; charset=gb2312
Content-Transfer-Encoding: base64

{frame}
------b
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
------b--
"""


def test_a_web_archive_is_its_page_and_its_frames() -> None:
    frame = base64.b64encode("<p>二、任务</p>".encode("gbk")).decode()
    source = read(ARCHIVE.format(frame=frame).replace("\n", "\r\n").encode(), max_bytes=SOME)
    assert source.format == "mhtml"
    assert source.text == "一、总体\n二、任务\n"
    assert source.locate(source.text.index("任")) == (1, 6, None, None, None, None, None)


def test_a_mail_of_plain_text() -> None:
    head = "From: a@b.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
    head += 'charset="gb18030"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    mail = head.encode() + base64.encodebytes("要点\r\n一、甲".encode("gb18030"))
    assert read(mail, max_bytes=SOME).text.split() == ["要点", "一、甲"]


def test_a_web_archive_without_a_page() -> None:
    data = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--\n"
    with pytest.raises(CorruptFile, match="without a page"):
        read(data, max_bytes=SOME)
