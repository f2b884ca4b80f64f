"""The layouts: each knows its kind of source and no other's; a caller may add one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import plankit
from plankit.layouts import LAYOUTS
from plankit.page import Page
from plankit.source import Source

ROOT = Path(__file__).parent.parent
PLAN = "一、加强党建。认真学习，推动工作。\n二、抓好教学。认真教学，提高质量。\n"

PORTAL = f"""甲区教育局2022年工作要点

  • 索引号:

    AB0012

  • 发文字号:

    甲教〔2022〕1号

  • 发布日期:

    2022-02-07

{PLAN}"""
TABLE = f"""索引号: | AB0012 | 主题分类: | 教育 |
发布机构: | 甲区教育局 | 发布日期: | 2022-02-07 |
{PLAN}"""
PREVIEW = f"""2022年甲区教育工作要点
VIP专免
18.72KB
19 页
侵权投诉
{PLAN}"""
REPOST = f"""2022年甲区教育工作要点
来源：某某范文网 2.1W
2022年甲区教育工作要点
2022年要认真做好各项工作。
{PLAN}"""
ABSTRACT = (
    "《甲区教育工作计划.docx》由会员分享，可在线阅读，更多相关《甲区教育工作计划.docx（2页）》请搜索。\n"
    "1、甲区教育工作计划 一、加强党建。认真学习理论，推动\n2、工作落实。二、抓好教学。认真教学。\n"
)
DOCUMENTS = {
    "portal": PORTAL,
    "table": TABLE,
    "abstract": ABSTRACT,
    "preview": PREVIEW,
    "repost": REPOST,
    "general": PLAN,
}
MORE = [layout.name for layout in LAYOUTS if layout.name not in DOCUMENTS]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_is_told(name: str) -> None:
    plan = plankit.parse_text(DOCUMENTS[name])
    assert plan.layout == name
    assert [n.title for n in plan.walk()] == ["加强党建", "抓好教学"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_none_matches_another_kind(name: str) -> None:
    page = Page(Source(text=DOCUMENTS[name]))
    told = [layout.name for layout in LAYOUTS if layout.matches(page)]
    assert set(told) <= {name, "general", *MORE}


def test_the_last_takes_anything() -> None:
    assert LAYOUTS[-1].name == "general"
    for text in ("", "\n", "甲", "=" * 100):
        assert plankit.parse_text(text).layout == "general"


def test_names_are_unique_and_looking_changes_nothing() -> None:
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)
    for document in DOCUMENTS.values():
        page = Page(Source(text=document))
        for layout in LAYOUTS:
            layout.matches(page)
        assert all(line.kind is None for line in page.lines)
        assert not page.claims
        assert not page.fields


def test_headers() -> None:
    portal = plankit.parse_text(PORTAL).metadata
    assert str(portal.document_number) == "甲教〔2022〕1号"
    assert portal.index_number == "AB0012"
    table = plankit.parse_text(TABLE).metadata
    assert (table.index_number, table.issuer) == ("AB0012", "甲区教育局")


def test_page_numbers_of_an_abstract_are_taken_out() -> None:
    plan = plankit.parse_text(ABSTRACT)
    assert plan.children[0].text == "认真学习理论，推动工作落实。"
    assert "page-splice" in {d.code for d in plan.diagnostics}


_LONG = "深入推进校园建设，完善管理制度，落实责任分工，强化督导检查，" * 10


@pytest.mark.parametrize(
    "end", ["确保落实。\n责任单位：甲市教育局", "确保落实"], ids=["notes", "no stops"]
)
def test_long_units_are_no_pages(end: str) -> None:
    units = (f"{k}、加强第{k}项工作。{_LONG}{'抓好整改，' * (k * k % 5)}{end}" for k in range(1, 7))
    plan = plankit.parse_text("甲市教育局2024年工作要点\n" + "\n".join(units))
    assert plan.layout == "general"
    assert [n.number for n in plan.walk()] == [1, 2, 3, 4, 5, 6]


def test_pages_of_one_length_are_told_without_the_sites_sentence() -> None:
    text = (
        "甲区2024年工作计划 一、抓好教学。"
        + _LONG
        + "二、抓好安全。"
        + _LONG
        + "三、抓好后勤。"
        + _LONG
    )
    pages = [text[at : at + 270] for at in range(0, len(text), 270)]
    plan = plankit.parse_text("\n".join(f"{k}、{words}" for k, words in enumerate(pages, 1)))
    assert plan.layout == "abstract"
    assert [n.title for n in plan.walk()] == ["抓好教学", "抓好安全", "抓好后勤"]


def test_the_example_of_the_page_adds_one_from_outside() -> None:
    page = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.S)
    names: dict[str, Any] = {}
    exec(compile(code, "docs/layouts.md", "exec"), names)  # its last line asserts
    assert names["plan"].regions[0].kind == "heading"
    assert [r.kind for r in names["plan"].regions].count("furniture") == 1


def test_weights_in_the_page_are_those_of_the_code() -> None:
    import plankit.outline.settling as outline
    from plankit.outline.labels import INSIDE, LINE, PAUSE, SENTENCE

    places = {"LINE": LINE, "SENTENCE": SENTENCE, "PAUSE": PAUSE, "INSIDE": INSIDE}
    places["SOFT_LINE"] = outline.SOFT_LINE
    page = (ROOT / "docs" / "outline.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([A-Z_\[\]]+)` \| (-?[\d.]+) \|", page, re.M))
    real = {
        name: float(value)
        for name, value in vars(outline).items()
        if name.isupper() and isinstance(value, (int, float)) and name not in places
    }
    real.pop("RANK", None)
    for name, place in places.items():
        real[f"PLACE_WEIGHT[{name}]"] = outline.PLACE_WEIGHT[place]
    assert {name: float(value) for name, value in told.items()} == real


BULLETS = """平川县农业农村局2021年工作要点

  ○ 公开目录:

    工作规划

  ○ 索 引 号:

    PC0103-02-2021-004

  ○ 发布日期:

    2021-4-2

  ○ 废止日期:

{below}

2021年,全县农业农村工作要抓好以下几点。

一、抓党建。认真学习。

二、抓安全。认真检查。
"""


@pytest.mark.parametrize(
    ("below", "expired"),
    [
        ("各乡镇农技站,局属各单位:", ""),  # what stands below is no date and no value
        ("现将2021年全县农业农村工作要点印发给你们,请结合实际抓好落实,务求取得实效。", ""),
        ("    长期有效", "长期有效"),
        ("    2026-04-02", "2026-04-02"),
    ],
)
def test_a_list_whose_last_value_is_empty(below: str, expired: str) -> None:
    plan = plankit.parse_text(BULLETS.format(below=below))
    assert plan.layout == "portal"
    assert plan.metadata.index_number == "PC0103-02-2021-004"
    assert plan.metadata.extra == {"公开目录": "工作规划", "废止日期": expired}
    assert plan.metadata.recipients == (
        ("各乡镇农技站", "局属各单位") if below.endswith(":") else ()
    )
    assert [node.title for node in plan.children] == ["抓党建", "抓安全"]


def test_a_site_line_in_traditional_script() -> None:
    plan = plankit.parse_text(
        "文化局2021年工作計劃\n作者:佚名 時間:2021-07-12 閱讀:3.1K\n文化局2021年工作計劃\n"
        "一、抓黨建。認真學習。\n二、抓安全。認真檢查。\n"
    )
    assert str(plan.metadata.published_on) == "2021-07-12"


def test_who_issued_a_document_is_its_issuer_not_who_published_it() -> None:
    plan = plankit.parse_text(
        "发布机构：县河长办 | 发文机关：县水利局 | 发布日期：2019-04-08\n2019年河长制工作要点\n"
        "一、抓党建。认真学习。\n二、抓安全。认真检查。\n"
    )
    assert plan.metadata.issuer == "县水利局"
    assert plan.metadata.extra == {"发布机构": "县河长办"}


def test_the_department_of_a_header_table_is_its_issuer() -> None:
    plan = plankit.parse_text(
        "索引号: | AB0012 | 发文日期: | 2024年03月15日 ||\n"
        "责任部门: | 平湖区审计局 | 生效日期: | 2024年03月15日 ||\n"
        "2024年审计项目计划\n一、抓党建。认真学习。\n二、抓安全。责任部门：办公室。\n"
    )
    assert plan.metadata.issuer == "平湖区审计局"


def test_the_first_label_of_a_row_need_not_be_known() -> None:
    plan = plankit.parse_text(
        "| 索引号 | AB0012 | 主题分类 | 安全 |\n| 生效状况 | 有效 | 发布日期 | 2023-02-10 |\n"
        "| 有效 | 无 | 二〇二三 | 年 |\n2023年工作要点\n"
        "一、抓党建。认真学习。\n二、抓安全。认真检查。\n"
    )
    assert plan.metadata.extra == {"生效状况": "有效"}
    assert str(plan.metadata.published_on) == "2023-02-10"


def test_a_sentence_that_lost_its_stop_is_no_title() -> None:
    plan = plankit.parse_text(
        "乡2019年工作方案\n为完成县下达的各项指标任务，特制订本方案\n一、抓党建。认真学习。\n二、抓安全。认真检查。\n"
    )
    assert plan.title == "乡2019年工作方案"
    kept = plankit.parse_text(
        "县2019年安全生产基本方案\n一、抓党建。认真学习。\n二、抓安全。认真检查。\n"
    )
    assert kept.title == "县2019年安全生产基本方案"


def test_model_texts_of_a_site_that_run_on_from_their_titles() -> None:
    text = (
        "学校工作计划汇编3篇\n下面是小编整理的学校工作计划3篇，仅供参考。\n"
        "学校工作计划 篇1为贯彻上级精神，特制定本计划。\n一、指导思想：\n坚持立德树人。\n"
        "二、完善组织：\n成立领导小组。\n"
        "学校工作计划 篇2\n一、工作目标\n巩固率达100%。\n二、主要措施\n每周检查1次。\n"
        "学校工作计划 篇3新学期开始了，制定计划如下：\n一、抓好安全\n开展演练。\n"
        "二、抓好教学\n抓好常规。\n"
    )
    plans = plankit.parse_all(text.encode())
    assert [plan.title for plan in plans] == ["学校工作计划"] * 3
    assert [plan.preamble.text if plan.preamble else "" for plan in plans] == [
        "为贯彻上级精神，特制定本计划。",
        "",
        "新学期开始了，制定计划如下：",
    ]
    assert [[n.title for n in plan.children] for plan in plans] == [
        ["指导思想", "完善组织"],
        ["工作目标", "主要措施"],
        ["抓好安全", "抓好教学"],
    ]
