"""HTML: what style sheets within a page say of its words."""

from __future__ import annotations

import time

import pytest

from plankit.readers import read


def lines(body: str, css: str = "") -> list[str]:
    page = f"<!DOCTYPE html><html><head><style>{css}</style></head><body>{body}</body></html>"
    return read(page.encode(), max_bytes=1 << 26).text.strip("\n").split("\n")


ITEMS = "<li>甲</li><li>乙</li>"


@pytest.mark.parametrize(
    ("css", "body", "expected"),
    [
        ("ol{list-style-type:cjk-ideographic}", f"<ol>{ITEMS}</ol>", ["一、甲", "二、乙"]),
        (".plan ol{list-style:inside simp-chinese-informal}",
         f"<div class='plan x'><ol>{ITEMS}</ol></div><ol>{ITEMS}</ol>",
         ["一、甲", "二、乙", "1. 甲", "2. 乙"]),
        ("ol.a > li > ol{list-style-type:lower-alpha}",
         f"<ol class=a><li>丙<ol>{ITEMS}</ol></li></ol>", ["1. 丙", "a. 甲", "b. 乙"]),
        ("#x{list-style-type:trad-chinese-formal}", f"<ol id=x>{ITEMS}</ol>", ["壹、甲", "贰、乙"]),
        ("ol{list-style-type:cjk-heavenly-stem}", f"<ol>{ITEMS}</ol>", ["甲、甲", "乙、乙"]),
        ("ol{list-style-type:cjk-decimal}", f"<ol start=10>{ITEMS}</ol>", ["一〇、甲", "一一、乙"]),
        ("ol{list-style-type:none} .b{list-style-type:decimal}", f"<ol class=b>{ITEMS}</ol>",
         ["1. 甲", "2. 乙"]),
        ("/* ol{list-style-type:none} */ ol:nth-child(2){list-style-type:none}",
         f"<ol>{ITEMS}</ol>", ["1. 甲", "2. 乙"]),
        ("@media print{ol{list-style-type:none}} @media screen{ul{list-style-type:decimal}}",
         f"<ol>{ITEMS}</ol><ul>{ITEMS}</ul>", ["1. 甲", "2. 乙", "1. 甲", "2. 乙"]),
    ],
)  # fmt: skip
def test_list_styles(css: str, body: str, expected: list[str]) -> None:
    assert lines(body, css) == expected


HEADINGS = "<h2>总则</h2><h3>目标</h3><h3>原则</h3><h2>任务</h2><h3>招生</h3>"
NUMBERED = ["一、总则", "（一）目标", "（二）原则", "二、任务", "（一）招生"]


@pytest.mark.parametrize(
    ("css", "body", "expected"),
    [
        ("body{counter-reset:a} h2{counter-increment:a;counter-reset:b} h3{counter-increment:b}"
         "h2::before{content:counter(a,cjk-ideographic) '、'}"
         "h3:before{content:'（' counter(b, cjk-ideographic) '）'}", HEADINGS, NUMBERED),
        ("h2::before{counter-increment:a;content:counter(a,cjk-ideographic) '、'}"
         "h3::before{counter-increment:b;content:'（' counter(b,cjk-ideographic) '）'}"
         "body{counter-reset:a} h2{counter-reset:b}", HEADINGS, NUMBERED),
        ("ol{counter-reset:i;list-style:none} li{counter-increment:i}"
         "li::before{content:counters(i,'.') ' '}",
         f"<ol><li>丙<ol>{ITEMS}</ol></li><li>丁</li></ol>", ["1 丙", "1.1 甲", "1.2 乙", "2 丁"]),
        ("li::marker{content:'（' counter(list-item,cjk-ideographic) '）'}", f"<ol>{ITEMS}</ol>",
         ["（一）甲", "（二）乙"]),
        ("@counter-style k{system:extends cjk-ideographic;prefix:'（';suffix:'）'}"
         "ol{list-style-type:k}", f"<ol>{ITEMS}</ol>", ["（一）甲", "（二）乙"]),
        ("@counter-style k{system:fixed;symbols:'其一' '其二';suffix:'，'} ol{list-style-type:k}",
         f"<ol>{ITEMS}</ol>", ["其一，甲", "其二，乙"]),
        ("p::before{content:'▪'}", "<p>甲</p>", ["甲"]),  # an ornament
        ("p::before{content:counter(a) '.';counter-increment:a}", "<p>一、甲</p>", ["一、甲"]),
    ],
)  # fmt: skip
def test_numbers_from_counters(css: str, body: str, expected: list[str]) -> None:
    assert lines(body, css) == expected


@pytest.mark.parametrize(
    ("css", "body", "expected"),
    [
        (".hid{display:none}", "<p>开展<span class=hid>隐去</span>3次</p>", ["开展3次"]),
        ("p.hid{display:none!important}", "<p class='a hid'>隐</p><p>显</p>", ["显"]),
        (".tab{display:none} .tab.on{display:block}",
         "<div class=tab>隐</div><div class='tab on'>显</div>", ["显"]),
        ("@media print{p{display:none}}", "<p>显</p>", ["显"]),
        (".print p{display:none}", "<p>显</p>", ["显"]),
        ("p:hover{display:none}", "<p>显</p>", ["显"]),
    ],
)  # fmt: skip
def test_what_a_sheet_hides(css: str, body: str, expected: list[str]) -> None:
    assert lines(body, css) == expected


def test_a_page_that_is_hidden_until_a_script_shows_it_is_read() -> None:
    text = "<p>一、总体要求</p><p>各单位要全面落实工作责任，按时完成年度任务。</p>" * 30
    assert lines(f"<div class=c>{text}</div>", ".c{display:none}")[0] == "一、总体要求"


@pytest.mark.parametrize(
    ("tag", "labels"),
    [
        ("<ol reversed>", ["3.", "2.", "1."]),
        ("<ol reversed start=9>", ["9.", "8.", "7."]),
        ("<ol start=4>", ["4.", "5.", "6."]),
    ],
)
def test_where_lists_begin(tag: str, labels: list[str]) -> None:
    body = f"{tag}<li>甲<ul><li>细目</li></ul></li><li>乙</li><li>丙</li></ol>"
    assert [words.split()[0] for words in lines(body) if words != "细目"] == labels


@pytest.mark.parametrize(
    "page",
    [
        "<style>" + "/*" * 200_000 + "display:none</style><p>甲</p>",
        "<style>" + "*{display:block;content:1}" * 20_000 + "</style>" + "<p>甲</p>" * 10_000,
        "<style>.a .a .a{display:none}</style>" + "<div class=a>" * 10_000 + "</div>甲" * 10_000,
        "<style>p{counter-reset:a}</style>" + "<p>甲" * 10_000,
        '<style>div{counter-reset:a} p::before{counter-increment:a;content:counters(a,".")}</style>'
        + "<div><p>甲</p>" * 4_000,
        "<ol reversed><li>甲" * 20_000,
        "<style>" + "@media (x){" * 100_000 + "display:none</style><p>甲</p>",
    ],
    ids=["comments", "rules", "nested", "counters", "within", "reversed", "blocks"],
)  # fmt: skip
def test_no_page_takes_long(page: str) -> None:
    start = time.perf_counter()
    source = read(f"<!DOCTYPE html><html>{page}".encode(), max_bytes=1 << 26)
    assert len(source.text) < 4 * len(page)
    assert time.perf_counter() - start < 6
