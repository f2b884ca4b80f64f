"""What pages leave in text: their numbers, heads and feet, tables of contents, copies."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
import restyling

import plankit
from plankit import WorkPlan


def body(tasks: int = 30) -> list[str]:
    """A long plan's paragraphs, no two alike."""
    made = ["平湖区2024年教育工作要点", "为做好全年工作，制定本要点。", "一、重点任务"]
    for k in range(1, tasks + 1):
        made.append(
            f"（{restyling.NUMERALS[k]}）推进第{restyling.NUMERALS[k]}片区学校建设。"
            f"年内完成{k + 20}所学校改造，新增学位{k * 10 + 300}个，培训教师{k + 100}人次，"
            f"推动片区内学校共建共享，带动薄弱学校提高办学水平，健全片区教研制度，"
            f"组织开展教学比武{k + 3}场。"
        )
    return made


def lines(width: int = 26) -> list[str]:
    return restyling.wrapped(body(), width, restyling.points).rstrip("\n").split("\n")


def paged(number: str = "{}", size: int = 12, first: int = 1, head: str = "") -> str:
    """The plan wrapped, every page's number before its first line."""
    made: list[str] = []
    for k, line in enumerate(lines()):
        page = k // size + first
        if k and k % size == 0:
            made.extend([head] if head else [])
            made.append(number.format(page) + line)
        else:
            made.append(line)
    return "\n".join(made) + "\n"


def told(plan: WorkPlan) -> list[tuple[str, str, str]]:
    return [(n.label, n.title, "".join(n.text.split())) for n in plan.walk()]


@pytest.fixture(scope="module")
def wanted() -> list[tuple[str, str, str]]:
    return told(plankit.parse_text("\n".join(body()), facts=False))


@pytest.mark.parametrize("number", ["{}", "- {} -", "—{}—"])
@pytest.mark.parametrize("size", [9, 12, 17])
@pytest.mark.parametrize("first", [1, 88])
def test_page_numbers_run_into_lines(
    number: str, size: int, first: int, wanted: list[tuple[str, str, str]]
) -> None:
    plan = plankit.parse_text(paged(number, size, first), facts=False)
    assert told(plan) == wanted
    splices = [d for d in plan.diagnostics if d.code == "page-splice"]
    assert len(splices) == (len(lines()) - 1) // size
    for splice in splices:
        assert splice.span is not None
        raw = plan.source.text[splice.span.start : splice.span.end]
        assert raw.strip("-— ").isdigit()


@pytest.mark.parametrize("number", ["{}\n", "- {} -\n", "第{}页\n"])
def test_heads_beside_page_numbers(number: str, wanted: list[tuple[str, str, str]]) -> None:
    plan = plankit.parse_text(paged(number, head="平湖区教育局文件汇编"), facts=False)
    assert told(plan) == wanted


def test_lost_dots_are_no_page_numbers() -> None:
    text = ["一、重点任务"]
    for k in range(1, 9):
        text.append(f"{k}加强第{restyling.NUMERALS[k]}片区学校建设。" + "推进各项工作落实。" * 16)
    for width in (20, 26, 33):
        plan = plankit.parse_text(restyling.wrapped(text, width, restyling.points), facts=False)
        assert not [d for d in plan.diagnostics if d.code == "page-splice"]
        assert [n.number for n in plan.tasks] == list(range(1, 9))


def test_quantities_at_the_start_of_lines_are_no_page_numbers() -> None:
    text = restyling.wrapped(
        [f"一、建设任务。{'全年建成学校、' * (k % 5)}新建{k}所、扩建{k}所、改造{k}所、维修{k}所，"
         f"撤并{k}所，共{5 * k}所，完工后验收。" for k in range(3, 40)],
        21, restyling.points,
    )  # fmt: skip
    plan = plankit.parse_text(text)
    assert not [d for d in plan.diagnostics if d.code == "page-splice"]


def decimal_plan(pages: bool) -> Iterator[str]:
    at = 0
    for k in range(1, 7):
        for j in range(1, 5):
            paragraph = (
                f"{k}.{j} 建设第{k}类第{j}批学校。"
                + "推进各项重点工作落实到位，" * 9
                + "务求实效。"
            )
            for n, line in enumerate(
                restyling.wrapped([paragraph], 24, restyling.points).split("\n")
            ):
                if line:
                    at += 1
                    splice = pages and at % 7 == 0 and (n > 0 or k > 2)
                    yield f"{at // 7}{line}" if splice else line


def test_a_page_number_before_a_decimal_label() -> None:
    with_pages = "\n".join(decimal_plan(True))
    assert re.search(r"^\d\d\.\d ", with_pages, re.MULTILINE)  # 9 and 5.2
    plain = plankit.parse_text("\n".join(decimal_plan(False)), facts=False)
    assert told(plankit.parse_text(with_pages, facts=False)) == told(plain)


@pytest.mark.parametrize(
    "words", ["人民生活改善", "把握机遇", "以文化为魂", "“五个中心”建设", "次第推进"]
)
def test_decimal_labels_before_words_that_count(words: str) -> None:
    lines = ["平湖区2024年规划", "一、任务", "1.1 建设"]
    lines += [
        f"1.1.{k} {words}{k}。{'落实各项措施，健全工作机制，' * 5}务求实效。" for k in (1, 2, 3)
    ]
    for text in ("\n".join(lines), restyling.wrapped(lines, 27, restyling.points)):
        for form in (text, text.replace(f" {words}", words)):
            plan = plankit.parse_text(form, facts=False)
            assert [n.label.strip() for n in plan.walk()] == [
                "一、",
                "1.1",
                "1.1.1",
                "1.1.2",
                "1.1.3",
            ]


def test_long_leaders_of_a_table_of_contents() -> None:
    names = ["总体要求", "重点任务", "保障措施"]
    contents = [
        f"{restyling.NUMERALS[k]}、{name}{'.' * (150 - k)}{k}" for k, name in enumerate(names, 1)
    ]
    chapters = [
        line
        for k, name in enumerate(names, 1)
        for line in (
            f"{restyling.NUMERALS[k]}、{name}",
            f"（一）{name}一。做好工作。",
            f"（二）{name}二。抓实。",
        )
    ]
    for title in ("目录", "会议批准目 录"):
        text = "\n".join(["平湖区2024年教育工作要点", title, *contents, *chapters])
        plan = plankit.parse_text(text, facts=False)
        assert [n.title for n in plan.children] == names
        assert [len(n.children) for n in plan.children] == [2, 2, 2]
        kinds = {r.kind for r in plan.regions if "....." in text[r.span.start : r.span.end]}
        assert kinds == {"repeated"}


@pytest.mark.parametrize("copies", [1, 2, 4])
def test_copies_of_the_whole_text(copies: int, wanted: list[tuple[str, str, str]]) -> None:
    once = "\n".join(body())
    text = once + "\n打印本页\n" + "\n".join([once] * copies)
    plan = plankit.parse_text(text, facts=False)
    assert told(plan) == wanted
    assert any(r.kind == "repeated" for r in plan.regions)


def test_shared_paragraphs_are_no_copies() -> None:
    shared = "各单位要加强组织领导，明确责任分工，压实工作责任，确保各项任务落实到位。"
    text = "平湖区2024年教育工作要点\n一、甲\n" + "\n".join(
        f"（{restyling.NUMERALS[k]}）做好第{k}项。抓好落实。\n{shared}" for k in range(1, 31)
    )
    plan = plankit.parse_text(text, facts=False)
    assert all(shared in n.text for n in plan.tasks)


def test_the_words_of_the_site_below_a_sign_off() -> None:
    text = (
        "平湖区2024年教育工作要点\n一、抓党建。抓实。\n二、抓安全。抓细。\n平湖区教育局\n2024年1月3日\n"
        "附件：1.任务表\n扫一扫在手机打开当前页\n主办：平湖区人民政府\n"
    )
    plan = plankit.parse_text(text, facts=False)
    assert plan.closing is not None
    assert plan.closing.text == "平湖区教育局\n2024年1月3日\n附件：1.任务表"
    assert plan.regions[-1].kind == "furniture"
    annex = text + "附表\n" + "校园安全由各学校负责，" * 20
    below = plankit.parse_text(annex, facts=False).closing
    assert below is not None
    assert "各学校负责" in below.text


def test_a_page_of_tools_is_no_field() -> None:
    text = "发布日期：2024-01-03 字体：大 中 小\n阅读量：\n【字体：\n大\n中\n小】\n" + "\n".join(
        body(3)
    )
    plan = plankit.parse_text(text, facts=False)
    assert "字体" not in plan.metadata.extra
    assert plan.metadata.extra.get("阅读量", "") == ""
    assert str(plan.metadata.published_on) == "2024-01-03"


CONTRIVED = [
    "\n".join(f"{k % 9}推进工作" for k in range(60_000)),
    "推进各项工作落实到位，抓好教育教学管理工作。\n" * 30_000,
    "\n".join(f"{'推进各项工作落实到位，抓好教学管理' * 2}{k % 3}" for k in range(30_000)),
    "\n".join("." * 399 + str(k) for k in range(2_000)),
    "\n".join(f"{k}" for k in range(60_000)),
]


@pytest.mark.parametrize("text", CONTRIVED, ids=range(len(CONTRIVED)))
def test_contrived_text_takes_linear_time(text: str) -> None:
    from plankit.page import Page
    from plankit.pages.furniture import claim_furniture
    from plankit.source import Source

    page = Page(Source(text=text))
    begin = time.process_time()
    claim_furniture(page)
    assert time.process_time() - begin < 5  # a second each at most; a quadratic one takes minutes
