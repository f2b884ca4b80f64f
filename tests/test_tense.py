"""Numbers of work done in chapters whose headings do not call them reviews."""

from __future__ import annotations

import time

import pytest

import plankit
from plankit.facts.tense import Passage
from plankit.lexicon import DEFAULT, Lexicons

DONE = """某县农业农村局工作汇报及2024年计划
一、稳住粮食，农业生产再上台阶
（一）粮食生产
落实播种面积46.32万亩，同比增长1.24%，产量居全市第二。新建高标准农田2.1万亩，圆满完成任务。
（二）特色产业
新增设施蔬菜3200亩，培育龙头企业4家，获评省级特色产业强县，产值稳步增长。
（三）农村改革
盘活闲置农房86处，村集体增收470余万元，共发放补贴1260.5万元，得到省厅肯定。
二、突出重点，做好明年工作
（一）粮食生产
落实播种面积46.5万亩，新建高标准农田3万亩，力争单产提高2%。
（二）特色产业
计划新增设施蔬菜5000亩。培育龙头企业5家，确保产值增长8%。
（三）农村改革
盘活闲置农房100处，村集体增收500万元，继续发放补贴1200万元。
"""


def test_a_chapter_that_looks_back_without_saying_so() -> None:
    plan = plankit.parse_text(DONE)
    first, second = plan.children
    assert {q.role for n in first.walk() for q in n.quantities} == {"scope"}
    assert {q.role for n in second.walk() for q in n.quantities} == {"target"}


def test_a_summary_that_breaks_off_before_its_plan() -> None:
    text = """某区教育局2022年工作总结及2023年工作计划
一、优先发展得到保障
1.投入不断加大。已完成6所学校改造，新增学位500个，今年以来发放资助金305万元。
2.队伍得到加强。9月份招聘教师40名，获评省级先进1次。
二、各类教育协调发展
培训了教师300人次。全年惠及学生732人。
"""
    plan = plankit.parse_text(text)
    assert [chapter.role for chapter in plan.children] == ["review", "review"]
    assert {q.role for n in plan.walk() for q in n.quantities} == {"scope"}
    assert {d.start.year for n in plan.walk() for d in n.dates if d.start} == {2022}


def test_results_before_the_aims_of_a_task() -> None:
    text = """一、教育
1.扩大学位。去年新建学校4所，新增学位5200个。今年新建学校6所，新增学位8000个。
2.培训教师600名。
"""
    plan = plankit.parse_text(text)
    first = plan.find("1.1")
    assert first is not None
    assert [q.role for q in first.quantities] == ["scope", "scope", "target", "target"]


@pytest.mark.parametrize(
    "text",
    ["已" * 300_000, "了，" * 150_000, "完成；" * 100_000, "1.23" * 80_000, "累计" * 150_000],
)
def test_reading_marks_is_linear(text: str) -> None:
    start = time.perf_counter()
    Passage(text, DEFAULT)
    assert time.perf_counter() - start < 3


def test_marks_of_a_caller() -> None:
    told = Passage("喜获金牌3枚", Lexicons({"tense_marks": [("done", "喜获")]}))
    assert told.told == 2
    assert Passage("喜获金牌3枚", DEFAULT).told == 0


LED = """全县交通工作
今年以来，我们抓机遇、促发展，各项工作进展顺利，荣获全省先进。现将有关情况汇报如下：
一、农村公路
新建农村公路69公里，改造危桥23座。
二、路政管理
清除非公路标志55处。
三、明年工作打算
新建农村公路80公里。
"""


def test_an_opening_that_looks_back_tells_of_the_chapters_before_the_plan() -> None:
    plan = plankit.parse_text(LED)
    assert [q.role for n in plan.children for q in n.quantities] == ["scope"] * 3 + ["target"]
    plan = plankit.parse_text(LED.replace("交通工作", "交通工作要点"))
    assert [q.role for n in plan.children for q in n.quantities] == ["target"] * 4


def roles_in(text: str) -> list[str | None]:
    return [q.role for n in plankit.parse_text(text).walk() for q in n.quantities]


def test_a_past_plan_period_is_a_time_before() -> None:
    text = (
        "某市“十四五”残疾人保障规划（2021—2025年）\n一、编制背景\n{}新增就业1200人，培训400人。\n"
    )
    assert roles_in(text.format("“十三五”期间，任务全面完成。")) == ["scope", "scope"]
    assert roles_in(text.format("“十四五”期间，任务更加艰巨。")) == ["target", "target"]


def test_a_modal_holds_for_what_follows_it() -> None:
    text = (
        "一、工业\n1.投资。1—5月完成投资29.32亿元，被评为先进，预计全年将完成60亿元。\n2.招商。\n"
    )
    assert roles_in(text) == ["scope", "target"]
