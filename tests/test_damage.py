from __future__ import annotations

import time
from pathlib import Path

import pytest

from plankit import parse_text
from plankit.page import Page
from plankit.pages.damage import repair_all
from plankit.source import Source

SEEDS = sorted((Path(__file__).parent.parent / "fixtures" / "seeds").glob("*.txt"))


def repaired(text: str, format: str = "text") -> Page:
    page = Page(Source(text=text, format=format))
    repair_all(page)
    return page


FILL = "坚持以新思想为指导，把社会主义思想和全面发展贯穿始终，社会主义思想深入人心，成效明显。"

# what was found, what the body reads, the codes of the repairs
CASES = [
    ("一、甲&ldquo;乙&rdquo;&nbsp;丙&#65292;", "一、甲“乙”\xa0丙，", ["entity"] * 4),
    ("甲<U+00A0>乙", "甲\xa0乙", ["entity"]),
    ("政 府 工 作 报 告", "政府工作报告", ["letter-spaced"]),
    ("责\u3000任\u3000单\u3000位：教育局", "责任单位：教育局", ["letter-spaced"]),
    ("⼗⼆⼤精神，⻓效机制，\uf98e内", "十二大精神，长效机制，年内", ["radical"]),
    ("落實(shí)，總結(jié)，開(kāi)展，的(de)", "落實，總結，開展，的", ["reading"] * 4),
    ("2O22年完成l00个，2Ol9年，3O%", "2022年完成100个，2019年，30%", ["figure"] * 5),
    ("二O二二年", "二〇二二年", ["figure"]),
    ("l.加强领导\n2.完善制度", "1.加强领导\n2.完善制度", ["figure"]),
    ("（l）加强领导\n（2）完善制度", "（1）加强领导\n（2）完善制度", ["figure"]),
    (f"{FILL}持续推进社会主 义思想宣传。", f"{FILL}持续推进社会主义思想宣传。", ["word-gap"]),
    ("一、健\u200b全救\ufeff助\xad体系", "一、健全救助体系", ["unseen-removed"]),
    ("\u202a一、甲\u202c\n\ufeff二、乙\u200d", "一、甲\n二、乙", []),
    ("一、\r二、\x0b三、\u2028四、\u2029五、", "一、\n二、\n三、\n四、\n五、", []),
    ("一、甲\\n二、乙\\r\\n三、丙\\n", "一、甲\n二、乙\n三、丙", []),
    ("> 甲\n> 一、乙\n> 二、丙\n> 三、丁\n>\n> 四、戊", "甲\n一、乙\n二、丙\n三、丁\n四、戊", []),
    ("➢ 一、甲\n● （一）乙\n•1.丙\n▪ 丁", "一、甲\n（一）乙\n1.丙\n▪ 丁", []),
    ("2 0 2 4 年 工 作 要 点 ， 完 成 1 2 个", "2024年工作要点，完成12个", ["letter-spaced"]),
    ("一、甲<br/>\n二、乙<BR>", "一、甲\n二、乙", []),
    ("一、 | 甲\n（一） | 乙\n | 丙\n1. | 丁", "一、甲\n（一）乙\n丙\n1.丁", []),
    ("1. | 甲 | 局\n2. | 乙 | 局\n3. | 丙 | 局", "1. | 甲 | 局\n2. | 乙 | 局\n3. | 丙 | 局", []),
    ("甲工作。<br/>二、乙工作", "甲工作。\n二、乙工作", ["line-break-tag"]),
    ("甲工作。<br/><BR>二、乙工作", "甲工作。\n二、乙工作", ["line-break-tag"]),
    ("一、甲\n<br>\n<br /><br>\n二、乙", "一、甲\n二、乙", []),
]  # fmt: skip


@pytest.mark.parametrize(("found", "read", "codes"), CASES)
def test_repairs(found: str, read: str, codes: list[str]) -> None:
    page = repaired(found)
    assert page.body().string == read
    assert [d.code for d in page.diagnostics] == codes
    for diagnostic in page.diagnostics:
        assert diagnostic.span is not None
        assert diagnostic.replacement is not None


@pytest.mark.parametrize("format", ["docx", "xlsx", "pdf", "text"])
def test_entities_pasted_into_any_kind_of_file(format: str) -> None:
    page = repaired("做好“平台&quot;建设。", format)
    assert [(d.code, d.replacement) for d in page.diagnostics] == [("entity", '"')]


def test_a_line_begins_behind_spaces_written_as_entities() -> None:
    page = repaired("&nbsp;&emsp; 要点\n<U+3000><U+3000>一、甲")
    assert [line.text for line in page.lines] == ["要点", "一、甲"]


@pytest.mark.parametrize("entity", ["&ensp;", "&thinsp;", "&nbsp;", "&#8195;"])
def test_spaces_written_as_entities_are_spaces(entity: str) -> None:
    plan = parse_text(f"2024年工作要点\n一、党建{entity}工作\n1.{entity}学习。\n2.{entity}落实。")
    (section,) = plan.children
    assert section.title == "党建 工作"
    assert [child.title for child in section.children] == ["学习", "落实"]


def test_a_line_that_is_a_reading_alone() -> None:
    plan = parse_text("（shí）\n计划國的教育局要点|”上半年\u200b一是" * 5)
    assert plan.regions[-1].span.end == len(plan.source.text)


@pytest.mark.parametrize(
    "text",
    [
        r"C:\new\name，D:\notes\n" + "\n一、甲\n二、乙\n三、丙",  # paths
        "| 序号 | 任务 |\n| 1 | 甲 |\n| 2 | 乙 |\n| 3 | 丙 |\n| 4 | 丁 |",  # a table
        "> 一、甲\n二、乙\n三、丙\n四、丁\n五、戊\n六、己",
    ],
)
def test_marks_of_lines_that_are_none(text: str) -> None:
    assert repaired(text).body().string == text


# what looks like damage and is none
CLEAN = [
    "AT&T与R&D，a&b=c",
    "甲 乙 丙",  # a list of items with the stems' own spaces
    "强弱项 补短板",
    "第一章 总 则",
    "东城 西城 朝阳 海淀 各区",
    "附 件",
    "在线教育O2O项目，IP地址，5G、PM2.5、I类水质，A4纸，Oo",
    "I.加强领导\nII.完善制度\n2.其他",
    "函数f(a)、指标(x)，甲(shi)乙(jie)丙(kai)",
    "落实(shí)一次是作者自己注的音",
    f"{FILL}根据中共中央 国务院关于深化改革的意见，中央国务院，央国，央国。",
    f"{FILL}抓好“学宪法 讲宪法”活动。",
    f"{FILL}参加的有：张三 李四 王五 赵六，三李，三李，四王，四王。",
    "社会主 义思想 社会主义思想 社会主义思想",
    "二〇二二年，二○二二年",
    "〇 一 二 三",
]


@pytest.mark.parametrize("text", CLEAN)
def test_no_damage(text: str) -> None:
    page = repaired(text)
    assert page.edits == []
    assert page.diagnostics == []


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.name[:3])
def test_clean_documents_are_not_touched(path: Path) -> None:
    page = repaired(path.read_text(encoding="utf-8"))
    assert page.edits == []


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.name[:3])
def test_a_document_is_restored_from_the_damage_done_to_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    radicals = str.maketrans("一十大人工年", "⼀⼗⼤⼈⼯\uf98e")
    assert repaired(text.translate(radicals)).body().string == repaired(text).body().string


def test_repairs_of_one_length_are_seen_line_by_line() -> None:
    page = repaired("⼗⼆⼤\n二、乙")
    assert [line.text for line in page.lines] == ["十二大", "二、乙"]


@pytest.mark.parametrize(
    "text",
    ["一 " * 100_000, "O1" * 100_000, "l" * 200_000, "1O" * 100_000 + "年", "(a" * 100_000,
     "⼀" * 200_000, "一，丁 一" * 40_000, "l.一\n" * 50_000, "<br>" * 50_000],
)  # fmt: skip
def test_contrived_text_takes_linear_time(text: str) -> None:
    begin = time.process_time()
    repaired(text)
    assert time.process_time() - begin < 4
