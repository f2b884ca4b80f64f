"""What a page's lines above and below a plan say of it: labels in all their shapes, stamps."""

from __future__ import annotations

import pytest

import plankit

TITLE = "丰水县2023年水利工作要点"
BODY = "一、抓好防汛。清淤河道20公里。\n二、抓好抗旱。新打机井5眼。\n"


def told(plan: plankit.WorkPlan) -> dict[str, str]:
    """Every field of the header that says something, and what is kept under its own label."""
    data = plan.metadata.model_dump(mode="json", exclude={"fields", "region", "extra"})
    found = {name: value for name, value in data.items() if value}
    if plan.metadata.document_number is not None:
        found["document_number"] = plan.metadata.document_number.text
    for name in ("keywords", "recipients"):
        if name in found:
            found[name] = "|".join(found[name])
    return {**found, **plan.metadata.extra}


# lines above the title → what they say
ABOVE = {
    "[ 索引号 ] 11500/2023-01 [ 发文字号 ] 丰水发〔2023〕2号\n[ 发布机构 ] 县水利局": {
        "index_number": "11500/2023-01", "document_number": "丰水发〔2023〕2号",
        "issuer": "县水利局",
    },
    "［主题分类］ 水利 ［成文日期］ 2023-02-01": {"subject": "水利", "written_on": "2023-02-01"},
    "索引号：A-1 公文目录：水利管理 发文日期：2023年2月1日 文 号：": {
        "index_number": "A-1", "written_on": "2023-02-01", "公文目录": "水利管理", "文号": "",
    },
    "发布日期：2023-02-01访问次数：12 信息来源：县水利局": {
        "published_on": "2023-02-01", "访问次数": "12", "信息来源": "县水利局",
    },
    "2023-02-01 10:22:05 来源：县水利局 浏览次数：9": {
        "published_on": "2023-02-01", "来源": "县水利局", "浏览次数": "9",
    },
    "来源：县水利局  2023-02-01 10:22": {"published_on": "2023-02-01", "来源": "县水利局"},
    "2023-02-01 10:22 湖北": {"published_on": "2023-02-01"},
    "索引号 A-1 发布日期： 2023-02-01 10:22\n来源 清河镇\n内容概述": {
        "index_number": "A-1", "published_on": "2023-02-01", "来源": "清河镇", "内容概述": "",
    },
    "归档时间：2023-02-01": {"归档时间": "2023-02-01"},
    "【发布部门】县水利局\n【字 号】丰水发〔2023〕2号\n【施行日期】2023.02.01\n【时效性】有效": {
        "issuer": "县水利局", "document_number": "丰水发〔2023〕2号", "施行日期": "2023.02.01",
        "时效性": "有效",
    },
    "丰水发〔2023〕2号　　签发人：李 某": {
        "document_number": "丰水发〔2023〕2号", "签发人": "李 某",
    },
    "字号：[ 大 中 小 ]  [我要打印][关闭]": {},
    "首页 → 政务公开 → 工作计划 → 正文": {},
    "丰水县人民政府首页 > 政务公开 > 计划总结": {},
    "政务公开 > 计划总结 > 水利局": {},
}  # fmt: skip


@pytest.mark.parametrize("lines", ABOVE, ids=lambda lines: lines[:20])
def test_lines_above_a_title(lines: str) -> None:
    plan = plankit.parse_text(f"{lines}\n{TITLE}\n{BODY}")
    assert told(plan) == ABOVE[lines]
    assert plan.title == TITLE
    assert plan.title_span is not None
    assert {r.kind for r in plan.regions if r.span.end <= plan.title_span.start} <= {
        "header", "furniture",
    }  # fmt: skip
    assert [n.title for n in plan.walk()] == ["抓好防汛", "抓好抗旱"]


# lines below the plan → what they say
BELOW = {
    "主题词：水利  计划": {"keywords": "水利|计划"},
    "丰水县水利局\n2023年2月1日\n（联系人：李某，电话：12345）": {
        "issuer": "丰水县水利局", "written_on": "2023-02-01", "联系人": "李某，电话：12345",
    },
    "抄送：县委办，县政府办。\n丰水县水利局办公室  2023年2月3日印发": {
        "抄送": "县委办，县政府办", "written_on": "2023-02-03",
    },
    "来源：县水利局 编辑：小李 审核：老王": {"来源": "县水利局", "编辑": "小李", "审核": "老王"},
    "【责任编辑：小李】": {"责任编辑": "小李"},
    "名称：河道清淤\n时间：2023年3月": {},  # a list's own labels
}  # fmt: skip


@pytest.mark.parametrize("lines", BELOW, ids=lambda lines: lines[:12])
def test_lines_below_a_plan(lines: str) -> None:
    plan = plankit.parse_text(f"{TITLE}\n{BODY}\n{lines}\n")
    assert told(plan) == BELOW[lines]
    assert [n.text for n in plan.walk()] == ["清淤河道20公里。", "新打机井5眼。"]


def test_the_header_says_more_than_the_foot() -> None:
    plan = plankit.parse_text(
        f"主题词：水利\n来源：县水利局\n{TITLE}\n{BODY}\n主题词：计划\n来源：某网\n"
    )
    assert told(plan) == {"keywords": "水利", "来源": "县水利局"}


def test_a_title_is_no_value_of_the_last_label() -> None:
    """A value stands no further out than its label."""
    fields = "  • 索引号：\n\n    A-1\n  • 来源：\n\n  • 发文字号：\n\n    丰水发〔2023〕2号\n"
    plan = plankit.parse_text(f"{TITLE}\n\n{fields}  • 内容概述：\n\n{TITLE}\n\n{BODY}")
    assert told(plan) == {
        "index_number": "A-1", "document_number": "丰水发〔2023〕2号", "来源": "", "内容概述": "",
    }  # fmt: skip
    assert plan.title == TITLE


def test_what_a_site_sets_between_its_lines_is_no_notice() -> None:
    above = f"关于印发《{TITLE}》的通知\n评论：0\n举报\n各乡镇：\n现将《{TITLE}》印发给你们。\n"
    plan = plankit.parse_text(f"{above}丰水县水利局\n2023年2月1日\n{TITLE}\n{BODY}")
    assert plan.notice is not None
    assert plan.notice.text.startswith(f"现将《{TITLE}》")
    twice = plankit.parse_text(f"{TITLE}\n详细信息\n公开具体内容\n{TITLE}\n{BODY}")
    assert twice.notice is None
    assert "notice" not in {r.kind for r in twice.regions}
    assert [n.title for n in twice.walk()] == ["抓好防汛", "抓好抗旱"]


# first lines of plans that look like a header's, and are the plan's own
OWN = [
    "会议时间：每月5日。",
    "分类指导，全面推进。2023年2月1日起全县开展清淤行动。",
    "2023年2月1日，县委召开会议，部署水利工作：",
    "来源保护、过程监管、末端治理并重。",
    "宣传发动→自查自纠→集中整治",
]


@pytest.mark.parametrize("line", OWN)
def test_a_plan_s_own_lines_are_no_header(line: str) -> None:
    plan = plankit.parse_text(f"{TITLE}\n{line}\n{BODY}")
    assert told(plan) == {}
    assert plan.preamble is not None
    assert plan.preamble.text == line
