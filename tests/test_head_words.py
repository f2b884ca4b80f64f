"""Addressees, where one ends and the next begins; roles that titles tell."""

from __future__ import annotations

import pytest

import plankit
from plankit.head.header_labels import labels_in
from plankit.head.header_values import split_recipients
from plankit.lexicon import DEFAULT
from plankit.line_kinds import is_damaged_date, is_date
from plankit.plan_titles import kind_of

CASES = {
    "各中小学、幼儿园、职业学校、成人学校、直属单位:": "各中小学|幼儿园|职业学校|成人学校|直属单位",
    "各县（市、区）教育局，市直各学校：": "各县（市、区）教育局|市直各学校",
    "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：": (
        "各省、自治区、直辖市人民政府|国务院各部委|各直属机构"
    ),
    "各省、自治区、直辖市及深圳市教育厅（局）：": "各省、自治区、直辖市及深圳市教育厅（局）",
    "各旗、县、区人民政府，市各委、办、局，各企业、事业单位：": (
        "各旗、县、区人民政府|市各委、办、局|各企业|事业单位"
    ),
    "各市、自治州人民政府，贵安新区管委会": "各市、自治州人民政府|贵安新区管委会",
    "各镇，各街道办事处，区直各单位": "各镇|各街道办事处|区直各单位",
    "各镇、街道，局属各单位：": "各镇、街道|局属各单位",
    "各镇、各街道，委属各单位": "各镇|各街道|委属各单位",
    "各乡镇人民政府,局属各站、所、中心,机关各股室": "各乡镇人民政府|局属各站、所、中心|机关各股室",
    "各村(居)民委员会,街道各科室、中心、站所:": "各村(居)民委员会|街道各科室、中心、站所",
    "各镇、县直各单位：": "各镇|县直各单位",
    "局机关各股室、县应急救援大队:": "局机关各股室|县应急救援大队",
    "县人民医院、中心、血站": "县人民医院|中心|血站",
    "局机关各科室；局属各单位": "局机关各科室|局属各单位",
    "各部门（单位": "各部门（单位",
    "市政府有关部门，市属、驻市有关单位": "市政府有关部门|市属、驻市有关单位",
    "各街道党工委、办事处，市委各部、委、室，市政府（边合区）各办、局": (
        "各街道党工委、办事处|市委各部、委、室|市政府（边合区）各办、局"
    ),
    "各乡镇党委、政府，市直各单位": "各乡镇党委、政府|市直各单位",
    "雄县、容城、安新县委和人民政府，新区各部门": "雄县、容城、安新县委和人民政府|新区各部门",
    "南京、无锡、苏州市人民政府，有关企业：": "南京、无锡、苏州市人民政府|有关企业",
    "各乡镇，保护区、开发区、风景区管委会，县直各部门": (
        "各乡镇|保护区、开发区、风景区管委会|县直各部门"
    ),
    "各县(市、区)人民政府,市城乡一体化示范区、经济技术开发区、东城区管委会,市各部门:": (
        "各县(市、区)人民政府|市城乡一体化示范区、经济技术开发区、东城区管委会|市各部门"
    ),
    "各园区、景区管委会，各镇": "各园区、景区管委会|各镇",
    "江州高新区、江州新区管委会，各县区": "江州高新区|江州新区管委会|各县区",
    "县委办、县府办、人民政府": "县委办|县府办|人民政府",
    "各县（市）、区人民政府，市人民政府各部门": "各县（市）、区人民政府|市人民政府各部门",
    "各县(市、区)、开发区教育局，市属各学校": "各县(市、区)、开发区教育局|市属各学校",
    "各县、市、特区、区人民政府，市政府各部门": "各县、市、特区、区人民政府|市政府各部门",
    "各县（市）、市直各单位": "各县（市）|市直各单位",
    "各市州、高新区安委会，省安委会各成员单位": "各市州、高新区安委会|省安委会各成员单位",
    "各县区、市级有关部门": "各县区|市级有关部门",
    "各市、县人民政府，省人民政府各委、办、厅、局": ("各市、县人民政府|省人民政府各委、办、厅、局"),
    "市直各单位，中央、省驻平各单位": "市直各单位|中央、省驻平各单位",
    "各部门，中央、省、市驻县各单位": "各部门|中央、省、市驻县各单位",
    "各部门，中央、省在平各单位": "各部门|中央、省在平各单位",
    "各区、县级市人民政府，市各部门": "各区、县级市人民政府|市各部门",
    "各乡镇，区直、镇直各单位": "各乡镇|区直、镇直各单位",
    "中央、省属驻市企业，各有关单位": "中央、省属驻市企业|各有关单位",
    "：": "",
}


@pytest.mark.parametrize("line", CASES)
def test_addressees(line: str) -> None:
    assert "|".join(split_recipients(line)) == CASES[line]


# each label with its colon or bracket → its name in brackets
LABELS = {
    "索引号：SY0024": "[索引号]SY0024",
    "索 引 号： SY0024  发 布 日 期：2022-02-07": "[索引号] SY0024  [发布日期]2022-02-07",
    "【发文机关】市教育局【成文日期】2022-01-26": "【[发文机关]市教育局【[成文日期]2022-01-26",
    "[ 索引号 ] SY0024 ［文号］沪崇教": "[ [索引号] SY0024 ［[文号]沪崇教",
    "【文号】：沪崇教〔2022〕1号": "【[文号]沪崇教〔2022〕1号",
    "发(fā)布日期：2022-02-07": "[发布日期]2022-02-07",
    "来源：本网 发布时间：2022-02-07 10:22": "[来源]本网 [发布时间]2022-02-07 10:22",
    "2022-02-07来源：本网": "2022-02-07[来源]本网",
    "会议的主题分类：教育": "会议的主题分类：教育",  # inside other words it is no label
    "各中小学：": "各中小学：",
    "：": "：",
    "": "",
}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2016年县政府重点工作任务分解表", "task_list"),
        ("2021年县政府重点工作任务", "work_plan"),
        ("科技创新行动计划", "action_plan"),
        ("关于2022年工作要点的报告", "report"),
        ("城市更新行动方案", "implementation_plan"),
    ],
)
def test_kinds_of_documents(title: str, kind: str) -> None:
    assert kind_of(title, DEFAULT) == kind


@pytest.mark.parametrize("line", LABELS)
def test_known_labels_of_a_line(line: str) -> None:
    shown, at = "", 0
    for label in labels_in(line, DEFAULT):
        shown += f"{line[at : label.start]}[{label.name}]"
        at = label.end
    assert shown + line[at:] == LABELS[line]


def test_a_header_field_and_a_line_are_read_alike() -> None:
    body = "平湖区2024年工作要点\n一、抓党建。抓实。\n二、抓安全。抓细。\n"
    field = plankit.parse_text(f"主送机关：各镇、街道，局属各单位\n发布日期：2024-01-03\n{body}")
    assert field.metadata.recipients == ("各镇、街道", "局属各单位")


ROLES = {
    "2024年政府工作总体要求和目标任务": "plan",
    "2024年工作思路及重点任务": "plan",
    "总体要求和主要目标": "overview",
    "总体要求和目标任务": "overview",
    "行动计划目标": "overview",
    "2023年工作回顾": "review",
    "保障措施": "safeguards",
    "2022年重点工作推进情况": "review",
    "2023年重点任务落实情况通报": "plan",
    "一年来的主要工作": "review",
    "经验体会": "review",
    "学情分析": "review",
    "当前形势": "overview",
    "2023年总体思路": "overview",
    "2023年工作思路": "plan",
    "组织机构": "safeguards",
    "考核评估": "safeguards",
    "责任分工": "safeguards",
    "任务分工": "plan",
    "加强领导，落实责任": "safeguards",
    "加强领导干部培训": "plan",
}


@pytest.mark.parametrize("title", ROLES)
def test_roles_of_sections(title: str) -> None:
    plan = plankit.parse_text(
        f"平湖区2024年工作要点\n一、{title}\n（一）甲。做好甲。\n（二）乙。做好乙。\n"
    )
    assert plan.children[0].role == ROLES[title]


@pytest.mark.parametrize(
    "ahead", ["2024年工作谋划", "2024年工作设想", "2024年工作支配", "来年工作打算"]
)
def test_the_year_of_a_summary_that_looks_ahead(ahead: str) -> None:
    plan = plankit.parse_text(
        f"平湖区2023年工作总结和{ahead}\n一、工作回顾\n（一）甲。做好甲。\n（二）乙。做好乙。\n"
        "二、工作支配\n（一）丙。做好丙。\n（二）丁。做好丁。\n"
    )
    assert plan.year == 2024
    assert [section.role for section in plan.children] == ["review", "plan"]


@pytest.mark.parametrize("line", ["2020年安全生产月活动方案", "2021年3月工作计划"])
def test_a_title_with_a_month_is_no_date(line: str) -> None:
    assert plankit.parse_text(f"{line}\n一、开展宣讲。\n二、开展演练。\n").title == line


@pytest.mark.parametrize(
    "line",
    [
        "2022年1月26日",
        "二○二二年元月廿六日",
        "2022-01-26",
        "2022年 月 日",
        "（2021.3.5）",
        "20221月26",
    ],
)
def test_a_date_is_one_damaged_or_blank(line: str) -> None:
    assert is_date(line) or is_damaged_date(line)
