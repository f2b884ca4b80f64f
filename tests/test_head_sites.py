"""What sites put around and into a plan, forwarded notices, footnotes, drafts: heads and tails."""

from __future__ import annotations

import pytest

import plankit
from tests.test_header_lines import BODY, TITLE, told

UNITS = ["抓好防汛", "抓好抗旱"]


def kinds(plan: plankit.WorkPlan, words: str) -> set[str]:
    """What the regions say of the last place where the words stand."""
    at = plan.source.text.rindex(words)
    return {r.kind for r in plan.regions if r.span.start < at + len(words) and r.span.end > at}


@pytest.mark.parametrize(
    "hidden",
    [
        "此处隐藏1234个字",
        "……（此处隐藏1234字）……",
        "此处隐藏5000字，请下载后查看完整版。",
        "剩余12页未读，继续阅读",
        "（此处省略300字）",
        "已阅读3页，还有9页内容未展示",
        "...全文共3200字，当前预览1000字，未完待续...",
    ],
)
@pytest.mark.parametrize("place", ["20公里。{}\n", "20公里。\n{}\n"])
def test_what_a_site_says_of_hidden_text(hidden: str, place: str) -> None:
    plan = plankit.parse_text(f"{TITLE}\n{BODY}".replace("20公里。\n", place.format(hidden)))
    assert plan.children[0].text.strip("。") == "清淤河道20公里"
    assert kinds(plan, hidden.strip("。.…（）")) == {"furniture"}
    assert plan.truncated


def test_what_is_hidden_in_a_plan_is_its_own() -> None:
    plan = plankit.parse_text(
        f"{TITLE}\n一、排查此处隐藏的隐患30处。\n二、整改。剩余12处月底前改好。\n"
    )
    assert kinds(plan, "此处隐藏的") != {"furniture"}
    assert not plan.truncated


def test_a_paragraph_of_a_site_s_editors() -> None:
    above = (
        f"#某某网# 导语】以下是某某网的小编为您整理的《{TITLE}》，欢迎阅读！\n丰水县,水利,2023\n"
    )
    plan = plankit.parse_text(f"{TITLE}\n{above}{TITLE}\n{BODY}")
    assert plan.title == TITLE
    assert kinds(plan, "小编为您") == kinds(plan, "丰水县,水利") == {"furniture"}
    letter = plankit.parse_text(f"{TITLE}\n尊敬的市民朋友们：\n现将工作安排报告如下。\n{BODY}")
    assert letter.metadata.recipients == ()


def test_a_title_that_stands_again_below_the_opening() -> None:
    plan = plankit.parse_text(f"{TITLE}\n2023-02-01\n{TITLE}\n今年是开局之年。\n{TITLE}\n{BODY}")
    assert plan.preamble is not None
    assert plan.preamble.text == "今年是开局之年。"
    assert kinds(plan, TITLE) == {"repeated"}
    abstract = f"{TITLE}\n今年是水利建设的开局之年，要抓好防汛。\n"
    plan = plankit.parse_text(f"{abstract}{abstract}{BODY}")
    assert kinds(plan, TITLE) == {"heading"}


def test_a_site_s_first_example_is_no_unit() -> None:
    head = "丰水县水利局文件\n时间：2023-05-14 10:45:55下载本文作者：会员上传\n"
    named = "第一篇：丰水县水利局文件\n丰水县水利局文件\n丰水发〔2023〕2号\n"
    plan = plankit.parse_text(f"{head}{named}丰水县水利局关于做好水利工作的通知\n各乡镇：\n{BODY}")
    assert [n.title for n in plan.walk()] == UNITS
    assert plan.title == "丰水县水利局关于做好水利工作的通知"
    assert told(plan) == {
        "document_number": "丰水发〔2023〕2号", "issuer": "丰水县水利局", "recipients": "各乡镇",
        "published_on": "2023-05-14", "作者": "会员上传",
    }  # fmt: skip
    parts = "第一篇 工作总结\n一、防汛。清淤20公里。\n第二篇 工作计划\n一、抗旱。打井5眼。\n"
    plan = plankit.parse_text(f"{TITLE}\n{parts}")
    assert [n.label for n in plan.children] == ["第一篇", "第二篇"]


def test_a_notice_that_forwards_another() -> None:
    inner = "省水利厅关于印发2023年全省水利工作要点的通知"
    plan = plankit.parse_text(
        f"关于转发《{inner}》的通知\n丰水发〔2023〕12号\n各乡镇：\n现将《{inner}》转发给你们，请执行。\n"
        f"丰水县水利局\n2023年3月5日\n{inner}\n苏水发〔2023〕3号\n各市水利局：\n"
        "现将《2023年全省水利工作要点》印发给你们。\n江苏省水利厅\n2023年2月20日\n"
        f"2023年全省水利工作要点\n{BODY}"
    )
    assert plan.title == "2023年全省水利工作要点"
    assert told(plan) == {
        "document_number": "丰水发〔2023〕12号", "issuer": "丰水县水利局", "recipients": "各乡镇",
        "written_on": "2023-03-05",
    }  # fmt: skip
    assert kinds(plan, "苏水发") == {"header"}
    assert kinds(plan, "江苏省水利厅") == {"notice"}
    assert [n.title for n in plan.walk()] == UNITS


def test_views_are_asked_for_on_a_draft() -> None:
    draft = f"{TITLE}（讨论稿）"
    plan = plankit.parse_text(
        f"关于公开征求《{draft}》意见的公告\n现将《{draft}》向社会公开征求意见，请于3月1日前反馈。\n"
        f"联系人：李某，联系电话：0123-4567890\n附件：{draft}\n丰水县水利局\n2023年2月1日\n"
        f"{TITLE}\n（讨论稿）\n{BODY}"
    )
    assert plan.title == draft
    assert told(plan) == {
        "issuer": "丰水县水利局", "written_on": "2023-02-01", "联系人": "李某",
        "联系电话": "0123-4567890",
    }  # fmt: skip
    assert kinds(plan, "联系人") == {"notice"}


def test_who_passed_a_plan_and_when_stands_below_its_title() -> None:
    plan = plankit.parse_text(f"{TITLE}\n2023年1月5日局党组会议审议通过\n今年是开局之年。\n{BODY}")
    assert kinds(plan, "局党组") == {"heading"}
    assert plan.preamble is not None
    assert plan.preamble.text == "今年是开局之年。"


def test_a_notice_without_the_plan_it_hands_on() -> None:
    handed = "现将《2023年水利工作要点》印发给你们，请认真执行。\n"
    signed = "丰水县水利局\n2023年3月5日\n（此件公开发布）\n"
    plan = plankit.parse_text(f"各乡镇：\n{handed}{signed}")
    assert (plan.title, plan.children) == ("2023年水利工作要点", ())
    assert told(plan) == {
        "issuer": "丰水县水利局", "written_on": "2023-03-05", "recipients": "各乡镇",
    }  # fmt: skip
    handed = "现将政府工作报告确定的任务分解下达，请抓好落实。\n"
    plan = plankit.parse_text(f"各乡镇：\n{handed}附件：2023年水利任务分解表\n")
    assert (plan.title, plan.year) == ("2023年水利任务分解表", 2023)


@pytest.mark.parametrize(
    "notes",
    [
        "[1]清淤指清除河床的淤积物。\n[2]机井指用机器提水的水井。\n",
        "①清淤：指清除河床的淤积物。\n②机井：指用机器提水的水井。\n",
        "注：1.清淤指清除河床的淤积物。\n2.机井指用机器提水的水井。\n",
    ],
)
def test_footnotes_below_the_last_unit(notes: str) -> None:
    marks = ("①", "②") if "①" in notes else ("[1]", "[2]")
    body = BODY.replace("公里", f"公里{marks[0]}").replace("5眼", f"5眼{marks[1]}")
    plan = plankit.parse_text(f"{TITLE}\n{body}{notes}")
    assert [n.title for n in plan.walk()] == UNITS
    assert plan.children[-1].text == f"新打机井5眼{marks[1]}。"
    assert kinds(plan, "机器提水") == {"closing"}


def test_a_pdf_s_head_on_one_line_with_spaces_around_figures() -> None:
    title = "丰水县 2023 年水利工作要点"
    plan = plankit.parse_text(
        f"丰水县水利局文件 丰水发〔2023〕2 号 签发人：李某 关于印发《{title}》的通知 各乡镇： "
        f"现将《{title}》印发给你们，请抓好落实。 丰水县水利局 2023 年 3 月 5 日 {title} "
        "2023 年是水利建设的开局之年。 一、抓好防汛 清淤河道 20 公里。 （一）排查。全年排查 3 次。 "
        "（二）整改。6 月底前整改 30 处。 二、抓好抗旱 新打机井 5 眼。 三、抓好管理 推行河长制。\n"
    )
    assert plan.title == TITLE
    assert told(plan) == {
        "document_number": "丰水发〔2023〕2号", "issuer": "丰水县水利局",
        "written_on": "2023-03-05", "recipients": "各乡镇", "签发人": "李某",
    }  # fmt: skip
    assert plan.preamble is not None
    assert plan.preamble.text == "2023 年是水利建设的开局之年。"
    assert [n.title for n in plan.children] == ["抓好防汛", "抓好抗旱", "抓好管理"]


def test_where_a_site_says_that_its_page_stands_is_no_field() -> None:
    plan = plankit.parse_text(
        f"归档时间：2023-11-21\n当前位置：首页 > 水利工作要点\n{TITLE}\n{BODY}"
    )
    assert told(plan) == {"归档时间": "2023-11-21"}
    assert kinds(plan, "当前位置") == {"furniture"}


def test_words_of_a_preview_s_site() -> None:
    plan = plankit.parse_text(
        f"文档介绍：{TITLE}\n{BODY}页数：2\n收藏数：0 收藏\n非法内容举报中心\n"
    )
    assert plan.title == TITLE
    assert kinds(plan, "举报中心") == {"furniture"}


@pytest.mark.parametrize(
    "said",
    [
        "前言：本站为你精心整理了工作意见范文，希望能为你的创作提供参考。",
        "以下是某某网分享的水利工作计划，希望能帮助到大家！",
        "前言：想要写出好的文章吗？我们特意为您整理了5篇水利工作范文。",
        "1、下载文档前请自行甄别文档内容的完整性，平台不提供额外的编辑。",
        "2、如文档侵犯您的权益，请联系客服反馈，我们会尽快为您处理。",
        "3、本文档由用户上传，本站不保证质量，付费之前，请仔细阅读。",
        "> 政民互动 > 意见征集",
        "水利工作要点_第3页",
        "内容全文",
        "合集下载",
        "亲，该文档总共7页，到这儿已超出免费预览范围，如果喜欢就下载吧！",
        "当前文档共16页 2.88",
        "1. 1、本文档共5页，可阅读全部内容。",
        "2. 2、本文档由网友投稿或网络整理，如有侵权请及时联系我们处理。",
        "资源描述",
        "某某网工作计划内容页",
        "您好，欢迎访问某某文档",
        "以下是网友为您整理分享的“水利工作”相关内容，供您参考！",
    ],
)
def test_a_site_s_own_lines_above_a_plan(said: str) -> None:
    plan = plankit.parse_text(f"{TITLE}\n{said}\n{TITLE}\n今年是开局之年。\n{BODY}")
    assert kinds(plan, said) == {"furniture"}
    assert [n.title for n in plan.walk()] == UNITS
    assert plan.title == TITLE


def test_titles_that_end_a_name_begun_on_lines_above() -> None:
    handed = "丰水县贯彻落实〈关于打好水利主动仗的若干政策措施〉实施方案"
    plan = plankit.parse_text(
        f"关于印发《{handed}》的通知\n各乡镇：\n现将《{handed}》印发给你们。\n"
        "丰水县贯彻落实《关于打好水利主动仗\n的若干政策\n措施》实施方案\n"
        f"为落实上级要求，制定本方案。\n{BODY}"
    )
    assert plan.title == "丰水县贯彻落实《关于打好水利主动仗的若干政策措施》实施方案"
    plan = plankit.parse_text(f"专题栏目 INDEX\n关于印发水利工作要点的通知\n各乡镇：\n{BODY}")
    assert plan.title == "水利工作要点"
    assert kinds(plan, "INDEX") == {"furniture"}


def test_titles_that_openings_name() -> None:
    for opening in (
        "2023年2月8日，丰水县发布《丰水县水利责任制实施细则》，自发布之日起施行。",
        "根据有关要求，现将丰水县水利责任制实施细则予以公开。如有疑问，请联系我局。",
    ):
        assert plankit.parse_text(f"{opening}\n{BODY}").title == "丰水县水利责任制实施细则"
    run_on = (
        "市水利局2023年工作计划2023年是水利建设的开局之年，全市水利系统将抓好各项工作"
        + "，抓实抓细" * 40
    )
    plan = plankit.parse_text(f"{run_on}。{BODY}".replace("\n", ""))
    assert plan.title == "市水利局2023年工作计划"


def test_contents_below_a_title_with_their_name() -> None:
    listed = "丰水县防汛应急预案目录\n1.总则\n1.1编制目的\n2.职责\n"
    plan = plankit.parse_text(
        f"丰水县防汛应急预案\n{listed}1.总则\n1.1编制目的\n防汛。\n2.职责\n抓好防汛。\n"
    )
    assert [n.title for n in plan.children] == ["总则", "职责"]
    assert kinds(plan, "目录") == {"repeated"}


def test_readings_without_tones() -> None:
    words = "丰(feng)水(shui)县(xian)全(quan)(quan)面(mian)抓(zhua)好(hao)防(fang)汛(xun)"
    more = "清(qing)淤(yu)河(he)道(dao)疏(shu)浚(jun)沟(gou)渠(qu)工(gong)程(cheng)"
    plan = plankit.parse_text(f"{TITLE}\n一、{words}。{more}。\n二、抓好抗旱。打井5眼。\n")
    assert plan.children[0].title == "丰水县全面抓好防汛"
    units = "".join(f"长度{n}(km)面积{n}(hm)" for n in range(20))
    plan = plankit.parse_text(f"{TITLE}\n一、抓好防汛。{units}。\n二、抓好抗旱。打井5眼。\n")
    assert "(km)" in plan.children[0].text


def test_a_notice_on_the_line_of_its_addressees() -> None:
    handed = f"现将《{TITLE}》印发给你们，请执行。"
    plan = plankit.parse_text(
        f"丰水县水利局关于印发《{TITLE}》的通知\n各科室、局属各单位： {handed}\n"
        f"丰水县水利局 2023年1月17日\n{TITLE}\n{BODY}"
    )
    assert told(plan) == {
        "issuer": "丰水县水利局", "recipients": "各科室|局属各单位", "written_on": "2023-01-17",
    }  # fmt: skip
    assert plan.notice is not None
    assert plan.notice.text.startswith(handed)


def test_a_notice_s_head_as_a_pdf_runs_it_together() -> None:
    head = (
        "丰水发〔2023〕33 号 丰水县人民政府办公室 关于印发丰水县 2023 年水利工作 任务分解表的通知"
    )
    text = (
        "各镇人民政府、街道办事处，县政府有关部门： 为认真落实上级部 署，提出如下意见，请抓好落实。"
    )
    named = "丰水发〔2023〕33号：关于印发丰水县2023年水利工作任务分解表的通知.pdf" * 3
    plan = plankit.parse_text(f"某某文库 - 千万文档，下载即用。\n{named}\n{head} {text} {BODY}")
    assert plan.title == "丰水县2023年水利工作任务分解表"
    assert told(plan) == {
        "document_number": "丰水发〔2023〕33号", "issuer": "丰水县人民政府办公室",
        "recipients": "各镇人民政府|街道办事处|县政府有关部门",
    }  # fmt: skip


def test_what_a_site_lists_above_a_plan() -> None:
    menu = "".join(
        f"• {name}\n"
        for name in ("工作总结", "工作计划", "心得体会", "述职报告", "申请书", "演讲稿")
    )
    plan = plankit.parse_text(f"{menu}{TITLE}\n来源：某某网 本文已影响 123人\n{BODY}")
    assert (plan.title, told(plan)) == (TITLE, {"来源": "某某网"})
    assert kinds(plan, "心得体会") == {"furniture"}
    listed = "提纲：\n一、抓好防汛\n二、抓好抗旱\n"
    plan = plankit.parse_text(f"{listed}{TITLE}\n{BODY}")
    assert (plan.title, [n.title for n in plan.walk()]) == (TITLE, UNITS)


def test_who_issue_together_in_a_title() -> None:
    plan = plankit.parse_text(
        f"中共中央 国务院关于深入打好水利攻坚战的意见\n（2023年2月1日）\n{BODY}"
    )
    assert told(plan) == {"issuer": "中共中央、国务院", "written_on": "2023-02-01"}


def test_labels_in_cells_of_rows_that_a_bar_ends() -> None:
    plan = plankit.parse_text(
        f"{TITLE}\n一、 | 抓好防汛。 |\n二、 | 抓好抗旱。 |\n三、 | 抓好管理。 |\n"
    )
    assert [n.title for n in plan.walk()] == ["抓好防汛", "抓好抗旱", "抓好管理"]


@pytest.mark.parametrize("below", ["", "各位代表：\n"])
def test_who_passed_a_plan_over_two_lines(below: str) -> None:
    note = "（2022年12月28日县人大常委会第三次会议通过\n2023年1月18日市人大常委会第七次会议批准）"
    plan = plankit.parse_text(f"{TITLE}\n{note}\n{below}{BODY}")
    assert kinds(plan, "会议通过") == kinds(plan, "会议批准") == {"heading"}
    report = "（2022年6月7日在县人大常委会第三次会议上）\n时间：2022年7月14日\n县人大常委会：\n"
    plan = plankit.parse_text(f"丰水县水利工作情况报告\n{report}现报告如下。\n{BODY}")
    assert kinds(plan, "第三次会议上") == {"heading"}
    assert told(plan)["recipients"] == "县人大常委会"


def test_titles_with_a_site_s_marks_behind() -> None:
    assert plankit.parse_text(f"{TITLE}【完整版】\n{BODY}").title == TITLE
    plan = plankit.parse_text(f"{TITLE}\n2023-02-01 10:22\n{TITLE}（一）\n{BODY}")
    assert plan.title == TITLE
    assert (
        plankit.parse_text(f"丰水县水利工作实施方案（一）\n{BODY}").title
        == "丰水县水利工作实施方案（一）"
    )


def test_a_sentence_is_no_title() -> None:
    plan = plankit.parse_text(f"2023年全县水利工作主要任务\n2023年，要推动八个方面重点工作\n{BODY}")
    assert plan.title == "2023年全县水利工作主要任务"
    assert plan.preamble is not None


def test_addressees_that_lost_their_colon() -> None:
    plan = plankit.parse_text(
        f"丰水县水利局关于印发{TITLE}的通知\n领导小组各成员单位，各乡镇人民政府，有关单位\n"
        f"《{TITLE}》已经县政府同意，现印发给你们，请抓好落实。\n丰水县水利局\n2023年2月1日\n{TITLE}\n{BODY}"
    )
    assert plan.metadata.recipients == ("领导小组各成员单位", "各乡镇人民政府", "有关单位")


def test_a_value_of_dashes_is_none() -> None:
    plan = plankit.parse_text(
        f"发文字号：——\n颁布部门：丰水县水利局\n法律效力：规章\n{TITLE}\n{BODY}"
    )
    assert told(plan) == {"issuer": "丰水县水利局", "法律效力": "规章", "发文字号": ""}


def test_contents_that_nothing_calls_so() -> None:
    listed = "1 总则\n1.1 编制目的\n1.2 编制依据\n2 职责\n2.1 指挥部\n"
    body = "1 总则\n1.1 编制目的\n防汛。\n1.2 编制依据\n依法。\n2 职责\n2.1 指挥部\n指挥。\n"
    plan = plankit.parse_text(f"丰水县防汛应急预案\n录\n{listed}{body}")
    assert plan.title == "丰水县防汛应急预案"
    assert [n.label for n in plan.walk()] == ["1", "1.1", "1.2", "2", "2.1"]
    assert plan.children[0].children[0].text == "防汛。"
    twice = "一、抓好防汛\n（一）排查\n（二）整改\n（三）巩固\n"
    plan = plankit.parse_text(f"{TITLE}\n{twice}二、抓好抗旱\n（一）打井。打井5眼。\n")
    assert [n.label for n in plan.children] == ["一、", "二、"]
    assert len(plan.children[0].children) == 3


def test_a_site_s_numbered_path() -> None:
    path = "1. 首页\n2. 信息公开\n3. 政策法规\n4. 县规范性文...\n"
    plan = plankit.parse_text(f"{path}{TITLE}\n{BODY}")
    assert (plan.title, [n.title for n in plan.walk()]) == (TITLE, UNITS)
    assert kinds(plan, "政策法规") == {"furniture"}


def test_who_issues_what_carries_out_another_s() -> None:
    title = "丰水省人民政府贯彻国务院关于进一步推进水利改革发展指导意见的实施意见"
    plan = plankit.parse_text(f"{title}\n{BODY}")
    assert told(plan) == {"issuer": "丰水省人民政府"}
    news = plankit.parse_text(f"水利部印发《城市防汛工作方案》\n发文单位 | 水利部 |\n{BODY}")
    assert news.title == "城市防汛工作方案"


def test_a_reading_behind_the_last_character_of_a_label() -> None:
    line = "發布時間：2023-02-01 14:45 來源：丰水縣水利局 瀏覽次數(shù)： 字體：[ ]"
    text = f"{line}\n{TITLE}\n一、抓好防(fáng)汛(xùn)。清淤(yū)河(hé)道。\n"
    assert told(plankit.parse_text(text))["来源"] == "丰水县水利局"
