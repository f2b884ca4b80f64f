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
    "放大字体  缩小字体 发布日期：2023-02-01 10:22  来源：县水利局  评论：0": {
        "published_on": "2023-02-01", "来源": "县水利局", "评论": "0",
    },
    "2023年2月1日10:22 | 来源：县水利局": {"published_on": "2023-02-01", "来源": "县水利局"},
    "2023-02-01 10:22  浏览：[ 235 ]  来源：办公室  【字号  大 中 小】": {
        "published_on": "2023-02-01", "浏览": "235", "来源": "办公室",
    },
    "索引号/文号：A-1\n成文日期：二〇二三年二月一日": {
        "index_number": "A-1", "written_on": "2023-02-01",
    },
    "发文日期：中华民国112年2月1日": {"written_on": "2023-02-01"},
    "计划总结\n索引号：A-1": {"index_number": "A-1"},
    "索引号 | 主题分类 | 发文机关\nA-1 | 水利 | 县水利局": {
        "index_number": "A-1", "subject": "水利", "issuer": "县水利局",
    },
    "【 信息时间：2023/2/1　阅读次数：347 】【我要打印】【关闭】": {
        "published_on": "2023-02-01", "阅读次数": "347",
    },
    "2023-02-01 10:22来源：县水利局": {"published_on": "2023-02-01", "来源": "县水利局"},
    "2023-02-01 上传": {"published_on": "2023-02-01"},
    "来源：本网　【 A+ A- 】　分享到： 微信 微博": {"来源": "本网"},
    "【发布单位】县水利局\n【发布日期】2023-02-01\n【所属门类】规章\n【文件出处】本局": {
        "issuer": "县水利局", "published_on": "2023-02-01", "所属门类": "规章", "文件出处": "本局",
    },
    "阅读 1234 下载 23\n5页 VIP": {},
    "发文机关县水利局\n发文日期2023年2月1日\n时效性现行有效\n发文字号丰水发〔2023〕2号": {
        "issuer": "县水利局", "written_on": "2023-02-01", "document_number": "丰水发〔2023〕2号",
        "时效性": "现行有效",
    },
    "发布时间：2023-02-01来源：县水利局浏览次数：56字体：[大][中][小]": {
        "published_on": "2023-02-01", "来源": "县水利局", "浏览次数": "56",
    },
    "信息来源:县水利局阅读次数:编辑:倪某": {"信息来源": "县水利局", "阅读次数": "", "编辑": "倪某"},
    "某某文档网 发表于2023-02-01 10:22:37 本文已影响": {"published_on": "2023-02-01"},
    "下面是小编为大家整理的工作要点，供大家参考。": {},
    "来源：县水利局\n【打印】 【关闭】\n浏览次数：9": {"来源": "县水利局", "浏览次数": "9"},
    "浏览量：1024次　　【内容纠错】": {"浏览量": "1024次"},
    "备注/文号：丰水发〔2023〕2号\n信息生成日期：2023-02-01": {
        "document_number": "丰水发〔2023〕2号", "written_on": "2023-02-01",
    },
    "分享至：\n微博 微信 QQ空间\nPrint": {},
    "1. [主题分类] 水利\n2. [发文机构] 县水利局\n3. [有效性] 是": {
        "subject": "水利", "issuer": "县水利局", "有效性": "是",
    },
    "列印 字号：大 中 小": {},
    "（2023-02-01）  字号：【大】【中】【小】": {"published_on": "2023-02-01"},
    "来源：县水利局 点击：22次 【大 中 小】": {"来源": "县水利局", "点击": "22次"},
    "索引号A-1\n发布机构县水利局\n文号丰水发〔2023〕2号\n有效性有效": {
        "index_number": "A-1", "issuer": "县水利局", "document_number": "丰水发〔2023〕2号",
        "有效性": "有效",
    },
    "放大字体  缩小字体 2023-02-01 14:14:43  来源：县水利局  浏览次数：661": {
        "published_on": "2023-02-01", "来源": "县水利局", "浏览次数": "661",
    },
    "发布文号 暂无\n发布日期 2023-02-01 生效日期 2023-02-02\n有效性状态 废止日期 暂无": {
        "published_on": "2023-02-01", "生效日期": "2023-02-02", "有效性状态": "",
        "废止日期": "暂无",
    },
    "签署日期：2023-02-01　登记日期：2023-02-02": {
        "written_on": "2023-02-01", "登记日期": "2023-02-02",
    },
    "关怀版 无障碍 无障碍\n您当前所在位置： 首页>工作计划\n您现在的位置水利局>> 工作计划": {},
    "[ 返回 ]\n导读\n小字号\n放大字体 缩小字体": {},
    "字号：[ 大 中 小 ]  [我要打印][关闭]": {},
    "[ 信息搜索 ]  [ 加入收藏 ]  [ 打印本文 ]  [ 关闭窗口 ]": {},
    "首页 → 政务公开 → 工作计划 → 正文": {},
    "丰水县人民政府首页 > 政务公开 > 计划总结": {},
    "政务公开 > 计划总结 > 水利局": {},
    "索引号 : A-1/2023 文       号 :\n名       称: 要点 发布日期: 2023年02月01日": {
        "index_number": "A-1/2023", "published_on": "2023-02-01", "文号": "",
    },
    "2023-02-01 10:08 [行业动态]  来源于:县水利局    作者:李某": {
        "published_on": "2023-02-01", "来源于": "县水利局", "作者": "李某",
    },
    "- 0\n- 约4.4千字\n- 约 9页\n- 2023-02-01 发布于湖北\n- 举报": {"published_on": "2023-02-01"},
    "首页 职场指南 工作计划\n会员上传 分享": {},
    "跳過導航\n未能播放影片": {},
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
    "索取号：AB-2023-003": {"index_number": "AB-2023-003"},
    "丰水县水利局 2023年2月3日": {"issuer": "丰水县水利局", "written_on": "2023-02-03"},
    "丰水县水利局\n（此件发至乡镇）        2023年2月3日": {
        "issuer": "丰水县水利局", "written_on": "2023-02-03",
    },
    "丰水县水利局\n二0二三年二月三日": {"issuer": "丰水县水利局", "written_on": "2023-02-03"},
    "校对：小李          （共印60份）": {"校对": "小李"},
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
    "时间：2023年3月1日\n地点：县水利局\n主题：节水优先",
    "主题：节水优先\n时间：2023年3月1日",
    "名称：节水宣传周\n类型：宣传",
    "负责人：李某 联系电话：12345",
    "责任部门：水政股\n完成时间：2023年6月30日",
    "各位同事：\n新的一年开始了，现将计划公布如下。",
    "编号：1\n部门：水政股",
    "时间：2023年3月—10月",
    "活动时间：2023年3月1日—30日",
    "主题：节水优先",
    "会议时间：每月5日。",
    "审核制度要严格执行，来源渠道要公开。",
    "分类指导，全面推进。2023年2月1日起全县开展清淤行动。",
    "2023年2月1日，县委召开会议，部署水利工作：",
    "来源保护、过程监管、末端治理并重。",
    "宣传发动→自查自纠→集中整治",
]


@pytest.mark.parametrize("line", OWN, ids=lambda line: line[:12])
def test_a_plan_s_own_lines_are_no_header(line: str) -> None:
    plan = plankit.parse_text(f"{TITLE}\n{line}\n{BODY}")
    assert told(plan) == {}
    assert plan.preamble is not None
    assert plan.preamble.text == line


def test_a_row_with_one_cell_and_a_number_behind_it_is_a_title() -> None:
    bars = plankit.parse_text(f"索引号： | A-1 | 文号： | |\n{TITLE} | |||||\n|\n{BODY}")
    assert bars.title == TITLE
    behind = plankit.parse_text(f"关于印发《{TITLE}》的通知　丰水发〔2023〕2号\n{BODY}")
    assert behind.title == TITLE
    assert told(behind) == {"document_number": "丰水发〔2023〕2号"}


@pytest.mark.parametrize("how", ["2023年2月25日局务会议通过", "经县政府常务会议审议通过"])
def test_how_a_document_came_about_is_no_part_of_its_title(how: str) -> None:
    plan = plankit.parse_text(f"{TITLE}\n（{how}）\n{BODY}")
    assert plan.title == TITLE
    assert plankit.parse_text(f"{TITLE}\n（征求意见稿）\n{BODY}").title == f"{TITLE}（征求意见稿）"


# damaged lines → code and words of the warnings, exactly what is damaged; nothing is guessed
DAMAGED = {
    "成文日期：2023-13-02": [("date-damaged", "2023-13-02")],
    "发布日期：2023年2月30日  来源：县水利局": [("date-damaged", "2023年2月30日")],
    "文号：丰水发〔202〕 号": [("document-number-damaged", "丰水发〔202〕 号")],
    "丰水发〔202321": [("document-number-damaged", "丰水发〔202321")],
    "发文字号：丰水发〔2023〕2号\n丰水发〔202321": [],
    "文号：无": [],
    "文号：丰水发〔202×〕×号": [],  # blanked out
}


@pytest.mark.parametrize("lines", DAMAGED)
def test_damage_above_is_told_and_not_guessed_at(lines: str) -> None:
    plan = plankit.parse_text(f"{lines}\n{TITLE}\n{BODY}")
    found = [d for d in plan.diagnostics if d.severity == "warning"]
    text = plan.source.text
    assert [(d.code, text[slice(*d.span)]) for d in found if d.span] == DAMAGED[lines]
    metadata = plan.metadata
    assert metadata.written_on is None
    assert metadata.published_on is None
    assert DAMAGED[lines] == [] or not metadata.document_number or not metadata.document_number.year


@pytest.mark.parametrize(
    ("line", "damaged"),
    [("20232月15", True), ("2023年2月", False), ("二〇二三年二月", False), ("2023年2月5日", False)],
)
def test_damage_of_a_sign_off(line: str, damaged: bool) -> None:
    plan = plankit.parse_text(f"{TITLE}\n{BODY}\n丰水县水利局\n{line}\n")
    spans = [d.span for d in plan.diagnostics if d.code == "date-damaged"]
    start = plan.source.text.rindex(line)
    assert spans == ([(start, start + len(line))] if damaged else [])
    assert (plan.metadata.written_on is None) == (line != "2023年2月5日")


def test_the_name_of_a_site_behind_a_title_is_none_of_it() -> None:
    for bar in (f"{TITLE} - 某某文库", f"{TITLE}_某某网"):
        assert plankit.parse_text(f"{bar}\n{TITLE}\n{BODY}").title == TITLE
        assert plankit.parse_text(f"{bar}\n{BODY}").title == TITLE
    assert plankit.parse_text(f"{TITLE}.docx\n{TITLE}\n{BODY}").title == TITLE


def test_a_date_below_a_title() -> None:
    """In brackets it is the document's, with hyphens the site's; the sign-off's goes before it."""
    assert told(plankit.parse_text(f"{TITLE}\n（2023年1月30日）\n{BODY}")) == {
        "written_on": "2023-01-30"
    }
    assert told(plankit.parse_text(f"{TITLE}\n2023-01-30\n{BODY}")) == {
        "published_on": "2023-01-30"
    }
    assert told(plankit.parse_text(f"{TITLE}\n2023年1月30日　丰水县水利局\n{BODY}")) == {
        "issuer": "丰水县水利局", "written_on": "2023-01-30",
    }  # fmt: skip
    signed = f"{TITLE}\n（2023年1月30日）\n{BODY}\n丰水县水利局\n2023年2月3日\n"
    assert told(plankit.parse_text(signed))["written_on"] == "2023-02-03"


def test_those_who_sign_together_on_one_line() -> None:
    for unit, issuer in {
        "丰水县水利局  丰水县财政局": "丰水县水利局、丰水县财政局",
        "水利部 民政部": "水利部、民政部",
        "中共丰水县委员会  丰水县人民政府": "中共丰水县委员会、丰水县人民政府",
        "丰水县 水利局": "丰水县水利局",
        "丰水县水利局（盖章）": "丰水县水利局",
    }.items():
        signed = f"{TITLE}\n{BODY}\n{unit}\n2023年2月3日\n"
        assert plankit.parse_text(signed).metadata.issuer == issuer


def test_a_notice_without_addressees() -> None:
    handed = f"经县政府同意，现将《{TITLE}》印发给你们，请认真执行。"
    plan = plankit.parse_text(f"县水利局关于印发{TITLE}的通知\n{handed}\n今年是关键一年。\n{BODY}")
    assert plan.title == TITLE
    assert plan.notice is not None
    assert plan.notice.text == handed
    assert plan.preamble is not None
    assert plan.preamble.text == "今年是关键一年。"


def test_question_marks_for_spaces_that_were_lost() -> None:
    plan = plankit.parse_text(f"{TITLE}\n?\n{BODY}?\n???? ?丰水县水利局\n??? 2023年2月3日\n")
    assert told(plan) == {"issuer": "丰水县水利局", "written_on": "2023-02-03"}
    assert [n.text for n in plan.walk()] == ["清淤河道20公里。", "新打机井5眼。"]
    assert "?" not in (plan.closing.text if plan.closing else "?")


def test_a_unit_on_a_line_of_a_broken_title_issues_it() -> None:
    head = "丰水县人民政府\n关于进一步加强水利\n工作的若干意见\n丰政发〔2023〕2号\n各乡镇：\n"
    party = f"中共丰水县委 丰水县人民政府\n关于水利工作的意见\n现提出如下意见。\n{BODY}"
    assert plankit.parse_text(party).metadata.issuer == "中共丰水县委、丰水县人民政府"
    plan = plankit.parse_text(f"{head}现提出如下意见。\n{BODY}")
    assert plan.title == "丰水县人民政府关于进一步加强水利工作的若干意见"
    assert plan.metadata.issuer == "丰水县人民政府"


def test_a_date_that_lost_its_characters_is_told_in_a_notice() -> None:
    notice = f"关于印发{TITLE}的通知\n各乡镇：\n现将《{TITLE}》印发给你们。\n202321\n"
    plan = plankit.parse_text(f"{notice}{TITLE}\n{BODY}")
    assert [d.code for d in plan.diagnostics if d.severity == "warning"] == ["date-damaged"]
    assert plan.metadata.written_on is None


def test_links_below_a_plan_are_none_of_it() -> None:
    links = "您可能关注的文档\n最近下载\n- 地理复习练习.docx VIP\n文档评论（0）\n"
    for below in (links, "文件下载：\n关联文件：\n", "政策解读\n智能问答\n"):
        plan = plankit.parse_text(f"{TITLE}\n{BODY}{below}")
        assert [n.text for n in plan.walk()] == ["清淤河道20公里。", "新打机井5眼。"]
        assert plan.closing is None


def test_a_title_is_no_subject_word() -> None:
    fields = "索引号：\nA-1\n发布机构：\n县水利局\n发布日期：\n2023-02-01\n主题词：\n"
    title = f"县水利局关于印发{TITLE}的通知"
    handed = f"各乡镇：\n现将《{TITLE}》印发给你们。\n{TITLE}\n"
    plan = plankit.parse_text(f"{fields}{title}\n{handed}{BODY}")
    assert plan.metadata.keywords == ()
    assert plan.title == TITLE


def test_those_who_are_spoken_to_are_no_addressees() -> None:
    plan = plankit.parse_text(f"{TITLE}\n各位领导、同志们：\n{BODY}\n谢谢大家！\n")
    assert plan.metadata.recipients == ()
    assert plan.closing is not None
    assert plan.closing.text == "谢谢大家！"
