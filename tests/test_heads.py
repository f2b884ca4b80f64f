"""What stands above a plan: titles, notices, a whole head on one line, what sites set there."""

from __future__ import annotations

import pytest

import plankit
from tests.test_header_lines import BODY, TITLE, told


@pytest.mark.parametrize("day", ["{} 2023-02-01", "{}（2023-02-01）", "{} [2023/2/1 10:22]"])
def test_a_day_behind_a_title_is_the_site_s(day: str) -> None:
    plan = plankit.parse_text(f"{day.format(TITLE)}\n{BODY}")
    assert plan.title == TITLE
    assert told(plan) == {"published_on": "2023-02-01"}
    years = plankit.parse_text(f"丰水县水利工作要点（2023-2025）\n{BODY}")
    assert years.title == "丰水县水利工作要点（2023-2025）"


def test_a_whole_head_on_one_line() -> None:
    fields = "索 引 号：A-1 文号：丰水发〔2023〕2号 发布机构：县水利局 成文日期：2023-02-01"
    said = {
        "index_number": "A-1", "document_number": "丰水发〔2023〕2号", "issuer": "县水利局",
        "written_on": "2023-02-01",
    }  # fmt: skip
    plan = plankit.parse_text(f"{fields} {TITLE}\n{BODY}")
    assert (plan.title, told(plan)) == (TITLE, said)
    issuing = f"县水利局关于印发《{TITLE}》的通知 各乡镇： 现将《{TITLE}》印发给你们，请认真执行。"
    whole = f"{fields} 有效性：有效 {issuing} 丰水县水利局 2023年2月1日 {TITLE} {BODY}"
    plan = plankit.parse_text("首页 > 计划总结 " + whole.replace("\n", " "))
    assert plan.title == TITLE
    assert told(plan) == {**said, "有效性": "有效", "recipients": "各乡镇"}
    assert [n.title for n in plan.walk()] == ["抓好防汛", "抓好抗旱"]
    for column in ("主题分类：综合政务 规划计划", "公开方式：主动公开 政策文件"):
        plan = plankit.parse_text(f"{fields} {column}\n{TITLE}\n{BODY}")
        assert plan.title == TITLE


def test_a_notice_that_hands_on_parts_of_a_report_is_the_plan() -> None:
    title = "丰水县关于分解落实政府工作报告目标任务的通知"
    handed = "现将《政府工作报告》确定的今年六个方面的二百四十三项工作任务予以分解印发。"
    plan = plankit.parse_text(f"{title}\n各乡镇：\n{handed}\n{BODY}")
    assert plan.title == title
    assert plan.preamble is not None
    assert plan.preamble.text == handed
    table = plankit.parse_text(f"各乡镇：\n{handed}\n《政府工作报告》任务分解表\n{BODY}")
    assert table.title == "《政府工作报告》任务分解表"


def test_an_opening_that_says_what_follows_is_no_line_of_addressees() -> None:
    opening = "今年是开局之年，现结合街道实际，制定本年度工作计划如下："
    plan = plankit.parse_text(f"{TITLE}\n{opening}\n{BODY}")
    assert plan.preamble is not None
    assert plan.preamble.text == opening
    assert plan.metadata.recipients == ()


def test_who_sign_in_rows_below_a_notice() -> None:
    head = f"关于印发《{TITLE}》的通知\n各乡镇：\n现将《{TITLE}》印发给你们。\n"
    rows = "丰水县水利局 丰水县财政局\n丰水县农业局 丰水县林业局\n2023年2月1日\n"
    plan = plankit.parse_text(f"{head}{rows}{TITLE}\n{BODY}")
    assert plan.metadata.issuer == "丰水县水利局、丰水县财政局、丰水县农业局、丰水县林业局"


def test_what_a_site_of_model_texts_says_above_a_text() -> None:
    said = "结合工作需要，好文网的会员“水边”为你整理了这篇工作总结及工作计划，希望能有帮助。"
    review = "水务站2022年工作总结暨2023年工作计划"
    units = "一、2022年工作总结\n（一）清淤。清淤3次。\n二、2023年工作计划\n（一）打井。打井5眼。\n"
    plan = plankit.parse_text(f"{review}范文\n【概述】\n{said}\n【正文】\n{review}\n{units}")
    assert plan.title == review
    assert plan.preamble is None
    assert plan.year == 2023


def test_a_mark_of_markdown_before_a_title() -> None:
    assert plankit.parse_text(f"# {TITLE}\n## 2023年2月1日\n{BODY}").title == TITLE


@pytest.mark.parametrize("title", ["在全县水利工作会议上的讲话", "县长在全县秋种工作会讲话"])
def test_titles_of_speeches(title: str) -> None:
    plan = plankit.parse_text(f"{title}\n同志们：\n今天开会。\n{BODY}")
    assert (plan.title, plan.kind) == (title, "speech")


def test_cells_of_a_mirror_site_with_readings() -> None:
    cells = "索引號(hào): | A-1 | 文號(hào) : | 豐水發(fā)〔2023〕2號(hào)? |"
    more = "主題詞: | 水利 政務(wù) | 公開方式: | 主動(dòng)公開 |"
    body = (
        "一、抓好防汛。發(fā)動(dòng)群眾(zhòng)清淤。\n二、抓好抗旱。開(kāi)發(fā)機(jī)井。\n" * 5
    )
    plan = plankit.parse_text(f"{cells}\n{more}\n豐水縣2023年水利工作要點\n{body}")
    assert told(plan) == {
        "index_number": "A-1", "document_number": "丰水发〔2023〕2号", "keywords": "水利|政务",
        "公开方式": "主动公开",
    }  # fmt: skip


def test_a_number_in_a_field_of_a_page_in_traditional_script() -> None:
    plan = plankit.parse_text(f"發文字號：豐水發〔2023〕2號\n豐水縣2023年水利工作要點\n{BODY}")
    number = plan.metadata.document_number
    assert number is not None
    assert (number.agency, number.year, number.serial) == ("丰水发", 2023, 2)


def test_fields_said_twice_are_kept_once() -> None:
    fields = "索引号: | A-1 | 发布日期: | 2023-02-01 10:22 |\n文号: | 无 | 有效性: | 有效 |\n"
    plan = plankit.parse_text(f"{fields}{fields.replace(' 10:22', '')}{TITLE}\n{BODY}")
    assert told(plan) == {
        "index_number": "A-1", "published_on": "2023-02-01", "document_number": "无",
        "有效性": "有效",
    }  # fmt: skip


def test_a_notice_and_its_plan_on_one_line_below_the_fields() -> None:
    notice = (
        f"各乡镇人民政府，县政府各部门： 《{TITLE}》已经县政府同意，现印发给你们，请认真组织实施。"
        f" 丰水县水利局 2023年2月1日 {TITLE} 为做好今年的水利工作，特制定如下要点。 "
    )
    body = BODY.replace("\n", " ") * 3
    plan = plankit.parse_text(
        f"水利局关于印发{TITLE}的通知 | |\n发布日期：2023-02-03\n{notice}{body}"
    )
    assert plan.title == TITLE
    assert told(plan) == {
        "recipients": "各乡镇人民政府|县政府各部门", "issuer": "丰水县水利局",
        "written_on": "2023-02-01", "published_on": "2023-02-03",
    }  # fmt: skip


def test_the_name_that_a_notice_gives_joins_the_lines_of_a_title() -> None:
    name = "丰水县2023年水利工作计划实施方案"
    head = f"关于印发{name}的通知\n各乡镇：\n《{name}》已经同意，现印发给你们。\n丰水县水利局\n"
    plan = plankit.parse_text(f"{head}2023年2月1日\n丰水县2023年水利工作计划\n实施方案\n{BODY}")
    assert (plan.title, plan.kind) == (name, "implementation_plan")


@pytest.mark.parametrize(
    "unit", ["丰水县档案馆", "五星村", "丰水县第一小学教研室", "丰水县水利大队"]
)
def test_small_units_sign_right_above_a_date(unit: str) -> None:
    for day, written in (("2023年2月3日", "2023-02-03"), ("2023年  月  日", None)):
        plan = plankit.parse_text(f"{TITLE}\n{BODY}\n{unit}\n{day}\n")
        assert plan.metadata.issuer == unit
        assert told(plan).get("written_on") == written
    notice = f"关于印发{TITLE}的通知\n各组：\n现将《{TITLE}》印发给你们。\n{unit}\n2023年2月3日\n"
    assert plankit.parse_text(f"{notice}{TITLE}\n{BODY}").metadata.issuer == unit
    assert plankit.parse_text(f"{TITLE}\n{BODY}\n建设美丽乡村\n不止于此\n").metadata.issuer is None


def test_a_date_of_the_republic_below_a_title() -> None:
    plan = plankit.parse_text(f"豐水縣113年度水利計畫\n中華民國112年8月30日\n{BODY}")
    assert (plan.year, told(plan)["written_on"]) == (2024, "2023-08-30")


def test_who_is_named_above_a_title_tells_the_place() -> None:
    head = "香港特別行政區政府\n教育局通函第12/2022號\n分發名單：各小學校長\n"
    plan = plankit.parse_text(f"{head}2022/23學年學校發展計劃\n{BODY}")
    assert plan.metadata.region is not None
    assert plan.metadata.region.code == "810000"


def test_a_block_of_labels_above_the_block_of_their_values() -> None:
    labels = "索引号：\n发布机构：\n发文日期：\n文号：\n"
    values = "A-1\n丰水县水利局\n2023-02-01\n丰水发〔2023〕2号\n"
    plan = plankit.parse_text(f"{labels}{values}{TITLE}\n{BODY}")
    assert plan.title == TITLE
    assert told(plan) == {
        "index_number": "A-1", "issuer": "丰水县水利局", "written_on": "2023-02-01",
        "document_number": "丰水发〔2023〕2号",
    }  # fmt: skip
    empty = plankit.parse_text(f"{labels}{TITLE}\n各乡镇：\n现将要点印发给你们。\n请执行。\n{BODY}")
    assert empty.title == TITLE
    assert empty.metadata.issuer is None


# fields with nothing between a value and the next label → what they say
GLUED = {
    "索引号：A-1发布机构：县水利局文号：丰水发〔2023〕2号有效性：有效": {
        "index_number": "A-1", "issuer": "县水利局", "document_number": "丰水发〔2023〕2号",
        "有效性": "有效",
    },
    "来源：县水利局作者：发布时间：2023-02-03点击数：88": {
        "来源": "县水利局", "作者": "", "published_on": "2023-02-03", "点击数": "88",
    },
    "发布时间：2023-02-03 新闻来源：县报": {"published_on": "2023-02-03", "新闻来源": "县报"},
}  # fmt: skip


@pytest.mark.parametrize("line", GLUED)
def test_labels_right_behind_values(line: str) -> None:
    assert told(plankit.parse_text(f"{line}\n{TITLE}\n{BODY}")) == GLUED[line]


def test_a_notice_with_units_of_its_own_names_the_plan_in_its_words() -> None:
    head = (
        "丰水县水利局关于印发2023年水利工作要点的通知\n各乡镇：\n"
        f"现将《{TITLE}》印发给你们，并提出如下要求：\n一、加强领导。要重视。\n二、抓好落实。要细化。\n"
        "丰水县水利局\n2023年3月1日\n"
    )
    plan = plankit.parse_text(f"{head}{TITLE}\n{BODY}")
    assert plan.title == TITLE
    assert [n.title for n in plan.walk()] == ["抓好防汛", "抓好抗旱"]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("水利局21年工作总结和22年工作计划", 2022),
        ("水利局24年度工作要点", 2024),
        ("从教20年工作总结", None),
        ("近12年工作总结", None),
        ("第22年会工作方案", None),
        ("建局70年工作总结", None),
    ],
)
def test_years_of_two_figures(title: str, year: int | None) -> None:
    assert plankit.parse_text(f"{title}\n{BODY}").year == year


def test_of_several_that_a_notice_hands_on_the_first_is_the_plan() -> None:
    other = "丰水县2023年抗旱行动计划"
    head = f"关于印发{TITLE}和{other}的通知\n各乡镇：\n现将《{TITLE}》和《{other}》印发给你们。\n"
    plan = plankit.parse_text(f"{head}丰水县水利局\n2023年3月1日\n{TITLE}\n{BODY}{other}\n{BODY}")
    assert plan.title == TITLE
    assert [n.title for n in plan.walk()] == ["抓好防汛", "抓好抗旱"]


def test_a_number_right_before_a_title() -> None:
    plan = plankit.parse_text(f"丰水发〔2023〕2号关于印发{TITLE}的通知\n各乡镇：\n请执行。\n{BODY}")
    assert plan.title == TITLE
    assert told(plan) == {"document_number": "丰水发〔2023〕2号", "recipients": "各乡镇"}


def test_labels_set_wide_before_values_without_a_colon() -> None:
    fields = "索  引  号 A-1/2023 公开方式 主动公开\n发布机构 县水利局 成文日期 2023-02-01\n"
    assert told(plankit.parse_text(f"{fields}{TITLE}\n{BODY}")) == {
        "index_number": "A-1/2023", "公开方式": "主动公开", "issuer": "县水利局",
        "written_on": "2023-02-01",
    }  # fmt: skip


def test_those_who_issue_together_before_a_title() -> None:
    head = f"丰水县水利局 丰水县财政局 丰水县农业农村局 关于印发《{TITLE}》的通知\n各乡镇：\n"
    handed = f"经同意，现将《{TITLE}》印发给你们，请认真贯彻落实。"
    plan = plankit.parse_text(f"{head}{handed}\n今年是关键一年。\n{BODY}")
    assert plan.metadata.issuer == "丰水县水利局、丰水县财政局、丰水县农业农村局"
    assert plan.notice is not None
    assert plan.notice.text.endswith(handed)
    assert plan.preamble is not None
    assert plan.preamble.text == "今年是关键一年。"


def test_a_customs_office_signs_with_others() -> None:
    head = f"关于印发{TITLE}的通知\n各乡镇：\n现将《{TITLE}》印发给你们。\n"
    plan = plankit.parse_text(f"{head}丰水县水利局\n丰水河口海关\n2023年2月1日\n{TITLE}\n{BODY}")
    assert plan.metadata.issuer == "丰水县水利局、丰水河口海关"


def test_the_division_of_a_report_s_tasks_keeps_its_name() -> None:
    title = "丰水县关于印发《政府工作报告》重点工作任务分工的通知"
    plan = plankit.parse_text(f"{title}\n各乡镇：\n今年任务分工已同意，现印发给你们。\n{BODY}")
    assert plan.title == "《政府工作报告》重点工作任务分工"


def test_a_file_s_name_is_the_title_where_none_stands_below() -> None:
    plan = plankit.parse_text(
        f"丰水县第一中学2022—2023学年度工作计划.docx\n新的学年，要抓好防汛。\n{BODY}"
    )
    assert (plan.title, plan.year) == ("丰水县第一中学2022—2023学年度工作计划", 2022)


def test_a_circular_is_titled_as_such() -> None:
    title = "关于印发2022年《政府工作报告》主要任务上半年落实情况的通报"
    assert plankit.parse_text(f"{title}\n各乡镇：\n现通报如下。\n{BODY}").title == title
