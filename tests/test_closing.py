"""Where a plan ends: sign-offs, attachments, provisions, addresses, a site's tail."""

from __future__ import annotations

import pytest

import plankit

HEAD = "甲区教育局2022年工作要点\n"
NESTED = "一、加强党建\n（一）学习理论。认真学习。\n（二）建强支部。选优配强。\n"
FLAT = "一、加强党建。认真学习。\n二、抓好教学。认真教学。\n"

# what follows the plan's last unit → how much of it is the closing
TAILS = {
    "a sign-off": "甲区教育局\n2022年1月26日\n",
    "a sign-off in Chinese numerals": "甲区教育局\n二〇二二年一月二十六日\n",
    "a date alone": "2022年1月26日\n",
    "an attachment": "附件：任务分工表\n",
    "attachments, numbered": "附件1：任务分工表\n附件2：时间安排表\n",
    "an address": "各位代表！让我们携手前进，再创佳绩。\n",
    "a glossary": "名词解释\n双减：减轻作业负担和校外培训负担。\n",
    "a provision of its own": "本方案自印发之日起施行。\n",
    "a model text's last words": "以上是2022年工作计划的主要内容。通过这些措施，质量将全面提高。\n",
    "short words of a site": "教育\n工作要点\n甲区\n",
}


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
@pytest.mark.parametrize("plan", [NESTED, FLAT], ids=["nested", "flat"])
def test_is_no_part_of_the_last_unit(plan: str, tail: str) -> None:
    found = plankit.parse_text(HEAD + plan + "\n" + tail, facts=False)
    alone = plankit.parse_text(HEAD + plan, facts=False)
    assert [(n.label, n.title, n.text) for n in found.walk()] == [
        (n.label, n.title, n.text) for n in alone.walk()
    ]


# what follows and does belong to the last unit
KEPT = [
    "各学校要按照要求，认真抓好落实。",
    "（责任单位：甲局、乙局）",
    "牵头单位：甲局",
    "牵头责任单位：甲局\n主要协作单位：各乡镇、开发区管委会",
    "到2025年，全区学校全部达标。\n各学校要按照要求，认真抓好落实。",
]


@pytest.mark.parametrize("more", KEPT, ids=lambda m: m[:8])
def test_is_part_of_the_last_unit(more: str) -> None:
    text = HEAD + NESTED + more + "\n"
    last = list(plankit.parse_text(text, facts=False).walk())[-1]
    assert last.raw.endswith(more)


def test_the_sign_off_names_issuer_and_date() -> None:
    plan = plankit.parse_text(HEAD + NESTED + "\n甲区教育局\n2022年1月26日\n")
    assert plan.closing is not None
    assert plan.closing.text == "甲区教育局\n2022年1月26日"
    assert plan.metadata.issuer == "甲区教育局"
    assert str(plan.metadata.written_on) == "2022-01-26"


def test_a_sign_off_dated_in_digits_is_the_plans() -> None:
    plan = plankit.parse_text(
        "某区2022年工作要点\n一、建设学校\n新建学校2所。\n二、推进改革\n深化改革。\n某区教育局\n2022-01-26\n"
    )
    assert str(plan.metadata.written_on) == "2022-01-26"
    assert plan.closing is not None
    assert plan.closing.text == "某区教育局\n2022-01-26"


# the last words of a source → whether it breaks off there
ENDS = {
    "二、抓好教学。认真备课，认真上课，全面推进": True,
    "二、抓好教学。认真备课。扎实上好每一节思想政治": True,
    "二、抓好教学。认真备课，做到以下几点：": True,
    "二、抓好教学。认真备课，每天对...": True,
    "二、抓好教学\n各校要创造条件、克服困难，为课堂教学提供有力的保障，做到“资金": True,
    "二、抓好教学。认真备课，认真上课。": False,
    "二、抓好教学": False,
    "二、抓好教学。认真备课，认真上课。\n（未完，全文共1367字，当前显示281字）": True,
    "二、抓好教学。认真备课，认真上课。\n剩余5页未读，继续阅读\n下载全文": True,
    "二、抓好教学。认真备课，认真上课。\n剩余部分由各单位落实": False,
    "二、抓好教学。认真备课": False,
    "二、抓好教学。认真备课（责任单位：甲科、乙科）": False,
    "二、抓好教学。认真备课，认真上课，全面推进\n扫一扫在手机打开当前页": False,
    "二、抓好教学。认真备课，认真上课，全面推进\n\n甲区教育局\n2022年1月26日": False,
}


@pytest.mark.parametrize("end", ENDS, ids=range(len(ENDS)))
def test_a_text_that_breaks_off(end: str) -> None:
    text = f"{HEAD}一、加强党建。认真学习，推动工作，按月检查，及时通报。\n{end}\n"
    plan = plankit.parse_text(text, facts=False)
    assert plan.truncated == ENDS[end]
    assert [n.title for n in plan.walk()] == ["加强党建", "抓好教学"]
