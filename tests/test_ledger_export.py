"""The ledger (任务分解表) as an Excel workbook, read back with openpyxl and LibreOffice."""

from __future__ import annotations

import csv
import datetime
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plankit
from plankit.command import main
from plankit.exports.ledger import ledger_rows, measures, period
from plankit.exports.sentences import sentences
from plankit.exports.workbook import CELL, clean, sheet_name, to_xlsx

Needs = Callable[[str], ModuleType]
HEAD = (
    "序号", "一级任务", "二级任务", "重点任务", "工作措施", "量化指标", "完成时限", "牵头单位",
    "配合单位", "依据文件", "原文位置",
)  # fmt: skip

PLAN = """\
甲市教育局2023年工作要点

一、去年工作回顾

1.完成了整治。整治学校20所。

二、今年工作安排

（一）加强党的建设

2.落实主体责任。制定《工作清单》；落实《党建工作意见》（甲教〔2022〕3号），培训党员300人次以上。

3.深化作风建设。6月底前完成2所学校巡查。（牵头单位：组织科；配合单位：办公室、人事科）

（二）促进公平发展

4.扩大学位供给。一是新增学位1200个；二是改建学校3所。（责任单位：规划科）

三、保障措施

5.加强领导。成立专班。
"""


@pytest.fixture(scope="module")
def plan() -> plankit.WorkPlan:
    return plankit.parse_text(PLAN, name="要点.txt")


@pytest.fixture
def read(needs: Needs, tmp_path: Path) -> Callable[..., Any]:
    """`read(plans, …)`: the workbook that `to_xlsx` writes, through openpyxl."""
    openpyxl = needs("openpyxl")
    needs("xlsxwriter")

    def call(plans: Any, **options: Any) -> Any:
        path = to_xlsx(plans, tmp_path / "ledger.xlsx", **options)
        assert [file.name for file in tmp_path.iterdir()] == ["ledger.xlsx"]
        return openpyxl.load_workbook(path)

    return call


def cells(sheet: Any) -> list[tuple[Any, ...]]:
    """The rows below the head."""
    return [tuple(c.value for c in row) for row in sheet.iter_rows(min_row=4)]


# -- the sheet of tasks ---------------------------------------------------------------------------


def test_one_row_a_task(plan: plankit.WorkPlan, read: Callable[..., Any]) -> None:
    sheet = read(plan)["任务分解表"]
    assert sheet["A1"].value == "甲市教育局2023年工作要点任务分解表"
    assert "要点.txt" in sheet["A2"].value
    assert tuple(cell.value for cell in sheet[3]) == HEAD
    rows = cells(sheet)
    assert [row[3] for row in rows] == [
        "2. 落实主体责任", "3. 深化作风建设", "4. 扩大学位供给", "5. 加强领导",
    ]  # fmt: skip
    assert [row[0] for row in rows] == [1, 2, 3, 4]
    first, second, third, fourth = rows
    assert first[1:3] == ("二、今年工作安排", "（一）加强党的建设")
    assert first[4].split("\n")[0] == "1. 制定《工作清单》；"
    assert "培训党员" in first[5]
    assert "300人次以上" in first[5]
    assert first[9] == "《党建工作意见》（甲教〔2022〕3号）"  # 《工作清单》 is to be made, no basis
    assert (second[6], second[7], second[8]) == ("2023年6月底前", "组织科", "办公室、人事科")
    assert third[4].split("\n") == ["一是新增学位1200个；", "二是改建学校3所。"]
    assert third[7] == "责任单位：规划科"
    assert (fourth[1], fourth[3][-4:]) == ("三、保障措施", "加强领导")
    start = plan.find("2.2.4").span.start  # type: ignore[union-attr]
    assert third[10].startswith(f"第17行\n字符{start}–")


def test_reviews_are_left_out_unless_asked_for(
    plan: plankit.WorkPlan, read: Callable[..., Any]
) -> None:
    assert len(cells(read(plan)["任务分解表"])) == 4
    assert len(list(ledger_rows(plan, None))) == 5
    (row,) = ledger_rows(plan, ["review"])
    assert row.title.endswith("完成了整治")
    with pytest.raises(ValueError, match="no role 'todo'"):
        to_xlsx(plan, "nowhere.xlsx", roles=["todo"])
    with pytest.raises(ValueError, match="no role"):
        plan.to_xlsx("nowhere.xlsx", "done")


def test_groups_are_merged_and_pages_set_up(
    plan: plankit.WorkPlan, read: Callable[..., Any]
) -> None:
    sheet = read(plan)["任务分解表"]
    assert {"A1:K1", "A2:K2", "B4:B6", "C4:C5"} == {str(area) for area in sheet.merged_cells}
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"
    assert "&P" in sheet.oddFooter.center.text
    assert sheet["E4"].alignment.wrap_text
    assert sheet["E4"].font.name == "宋体"


def test_a_level_that_a_plan_lacks_is_hidden(read: Callable[..., Any]) -> None:
    flat = plankit.parse_text("甲市2023年工作要点\n1.抓安全。做好检查。\n2.抓质量。做好评估。\n")
    sheet = read(flat)["任务分解表"]
    assert sheet.column_dimensions["B"].hidden
    assert sheet.column_dimensions["C"].hidden
    assert not sheet.column_dimensions["D"].hidden


def test_a_long_task_goes_on_in_further_rows(read: Callable[..., Any]) -> None:
    sentence = "加强学校食堂食品安全管理工作并且做好每一天的检查" * 3
    text = "".join(f"{sentence}第{i}组。" for i in range(40))
    long = plankit.parse_text(
        f"甲市2023年工作要点\n一、抓安全\n1.抓食堂。{text}\n2.抓质量。做好评估。\n"
    )
    sheet = read(long)["任务分解表"]
    rows = cells(sheet)
    assert len(rows) > 3
    assert [row[0] for row in rows if row[0]] == [1, 2]
    whole = "".join(row[4] for row in rows)
    assert all(f"第{i}组" in whole for i in range(40))
    heights = [sheet.row_dimensions[4 + i].height for i in range(len(rows))]
    assert max(heights) <= 409


def test_all_words_of_a_task_are_in_its_measures(seeds: list[Path]) -> None:
    for path in seeds:
        plan = plankit.parse(path)
        for task in plan.tasks:
            told = re.findall(r"[\u3400-\u9fff]", "".join(measures(task, plan.source.text)))
            own = re.findall(r"[\u3400-\u9fff]", task.text or task.title)
            assert "".join(own) in "".join(told), task.id


def test_measures_without_facts_are_the_sentences() -> None:
    plan = plankit.parse_text("甲市2023年要点\n一、甲\n1.乙事。做甲。做乙。\n", facts=False)
    assert measures(plan.tasks[0], plan.source.text) == ["1. 做甲；", "2. 做乙。"]


@pytest.mark.parametrize(
    ("start", "end", "relation", "words"),
    [
        ("2022-01-01", "2022-06-30", "by", "2022年6月底前"),
        ("2022-01-01", "2022-06-15", "by", "2022年6月15日前"),
        ("2022-01-01", "2022-12-31", "by", "2022年底前"),
        (None, "2022-02-28", "by", "2022年2月底前"),
        ("2022-01-01", "2022-12-31", "in", "2022年内"),
        ("2021-01-01", "2025-12-31", "during", "2021—2025年"),
        ("2022-09-01", "2022-09-30", "in", "2022年9月"),
        ("2022-09-01", "2022-10-31", "in", "2022年9月—10月"),
        ("2022-09-01", "2023-08-31", "during", "2022年9月—2023年8月"),
        ("2022-05-04", "2022-05-04", "in", "2022年5月4日"),
        ("2022-05-04", "2022-06-01", "during", "2022年5月4日—2022年6月1日"),
        ("2022-09-01", None, "from", "自2022年9月1日起"),
        (None, None, "in", "x月"),
    ],
)
def test_periods(start: str | None, end: str | None, relation: str, words: str) -> None:
    date = plankit.DateRef.make(
        text="x月",
        span=plankit.Span(0, 2),
        start=datetime.date.fromisoformat(start) if start else None,
        end=datetime.date.fromisoformat(end) if end else None,
        relation=relation,
    )
    assert period(date) == words


# -- the other sheets -----------------------------------------------------------------------------


def test_indicators_documents_and_diagnostics(
    plan: plankit.WorkPlan, read: Callable[..., Any]
) -> None:
    book = read(plan)
    assert book.sheetnames == ["任务分解表", "量化指标", "引用文件", "诊断信息"]
    told = {row[3]: row for row in cells(book["量化指标"])}
    assert set(told) == {"300人次以上", "2所", "1200个", "3所"}
    assert told["300人次以上"][0] == 1
    assert told["300人次以上"][5] == 300
    assert isinstance(told["300人次以上"][5], int | float)
    documents = {row[0]: row for row in cells(book["引用文件"])}
    assert documents["《党建工作意见》"][1] == "甲教〔2022〕3号"
    assert documents["《工作清单》"][2] != documents["《党建工作意见》"][2]
    assert cells(book["诊断信息"])


def test_diagnostics_are_told_in_chinese(read: Callable[..., Any]) -> None:
    text = "一、党建&quot;引领\n1.甲工作。\n3.乙工作。\n二、教学\n"
    plan = plankit.parse_text(text)
    entity, gap = cells(read(plan)["诊断信息"])
    assert entity[:4] == (
        "说明",
        "残留的网页实体",
        '残留的网页实体“&quot;”读作“"”',
        '一、党建"引领',
    )
    assert entity[4:] == ("&quot;", '"', "第1行  字符4–10")
    assert gap[:4] == ("警告", "编号不连续", "编号3之前缺少编号2", "3. 乙工作")
    assert gap[4:] == ("3.", None, "第3行  字符20–22")


def test_several_plans_in_one_book(seeds: list[Path], read: Callable[..., Any]) -> None:
    plans = [plankit.parse(path) for path in seeds]
    book = read(plans)
    assert len(book.sheetnames) == len(plans) + 3
    assert book["量化指标"]["A3"].value == "工作计划"
    told = {row[0] for row in cells(book["诊断信息"])}
    assert told == {plan.title for plan in plans if plan.diagnostics}
    for sheet, plan in zip(book.worksheets, plans, strict=False):
        numbers = [row[0] for row in cells(sheet) if row[0]]
        assert numbers == list(range(1, len(list(ledger_rows(plan))) + 1))
    assert read([])["量化指标"]["A4"].value == "（无）"


def test_the_same_plans_give_the_same_bytes(plan: plankit.WorkPlan, tmp_path: Path) -> None:
    one, two = to_xlsx(plan, tmp_path / "1.xlsx"), to_xlsx([plan], tmp_path / "2.xlsx")
    assert one.read_bytes() == two.read_bytes()


# -- what a document must not do to a spreadsheet -------------------------------------------------


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "https://x.cn/"])
def test_text_stays_text(start: str, read: Callable[..., Any], tmp_path: Path) -> None:
    plan = plankit.parse_text(PLAN)
    task = plan.tasks[1].model_copy(update={"label": "", "title": start, "text": start})
    plan = plan.model_copy(update={"children": (task,), "title": start})
    sheet = read(plan)["任务分解表"]
    assert sheet["D4"].data_type == "s"
    assert sheet["D4"].value.strip() == start.strip()
    assert sheet["D4"].quotePrefix == (start.strip()[0] in "=+-@" and start[0] not in "\t\r")
    with zipfile.ZipFile(tmp_path / "ledger.xlsx") as package:
        xml = "".join(
            package.read(name).decode() for name in package.namelist() if name.endswith(".xml")
        )
    assert "<f>" not in xml
    assert "hyperlink" not in xml


def test_characters_that_xml_forbids_are_left_out(read: Callable[..., Any]) -> None:
    plan = plankit.parse_text(
        "甲\x01市\ud8002023年工作要点\n一、甲\x0b乙\n1.做\x1f好\ufffe工\x00作。好_x0041_。\n"
    )
    sheet = read(plan)["任务分解表"]
    assert "好_x0041_" in sheet["E4"].value
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", "".join(map(str, cells(sheet))))


def test_a_cell_holds_no_more_than_excel_allows(read: Callable[..., Any]) -> None:
    title = "𠮷" * 40_000
    plan = plankit.parse_text(PLAN)
    task = plan.tasks[1].model_copy(update={"title": title, "text": "", "measures": ()})
    sheet = read(plan.model_copy(update={"children": (task,)}))["任务分解表"]
    value = sheet["D4"].value
    assert len(value.encode("utf-16-le")) // 2 <= CELL
    assert value.endswith("（下略，见原文）")
    assert "".join(row[4] for row in cells(sheet)).count("𠮷") == 40_000


@given(st.text(st.characters(max_codepoint=0x1FFFF), max_size=40))
def test_clean_text_is_xml_and_keeps_what_it_may(text: str) -> None:
    cleaned = clean(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", cleaned)
    assert clean(cleaned) == cleaned


@given(st.integers(1, 999), st.text(max_size=60))
def test_sheet_names_are_such_as_excel_takes(number: int, title: str) -> None:
    name = sheet_name(number, title)
    assert name.startswith(f"{number}.")
    assert len(name.encode("utf-16-le")) <= 62
    assert not re.search(r"[\[\]:*?/\\']", name)


@given(st.text("甲乙，。；“”（）《》！\n", max_size=60))
def test_sentences_are_all_of_the_text(text: str) -> None:
    assert "".join(text[i:j] for i, j in sentences(text)) == text


def test_without_xlsxwriter_the_message_says_what_to_install(
    plan: plankit.WorkPlan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(plankit.MissingDependency, match=r'pip install "plankit\[xlsx\]"'):
        plan.to_xlsx(tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_an_os_error(
    plan: plankit.WorkPlan, tmp_path: Path
) -> None:
    with pytest.raises(OSError, match="No such file"):
        plan.to_xlsx(tmp_path / "missing" / "a.xlsx")


# -- the command, and another program -------------------------------------------------------------


def test_the_command_writes_books(
    seeds: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], needs: Needs
) -> None:
    openpyxl = needs("openpyxl")
    several = [str(path) for path in seeds[:2]]
    assert main(["parse", "-f", "xlsx", "-o", str(tmp_path / "both.xlsx"), *several]) == 0
    assert len(openpyxl.load_workbook(tmp_path / "both.xlsx").sheetnames) == 5
    assert main(["parse", "-f", "xlsx", "-o", f"{tmp_path}/each/", *several]) == 0
    assert sorted(file.name for file in (tmp_path / "each").iterdir()) == [
        f"{path.stem}.xlsx" for path in seeds[:2]
    ]
    assert main(["parse", "-f", "xlsx", several[0]]) == 2
    assert "needs -o" in capsys.readouterr().err


def test_libreoffice_reads_the_same(
    plan: plankit.WorkPlan, require_tool: Callable[..., str], tmp_path: Path
) -> None:
    soffice = require_tool("soffice", "libreoffice")
    to_xlsx(plan, tmp_path / "ledger.xlsx")
    profile = (tmp_path / "profile").as_uri()
    done = SimpleNamespace(stderr="")
    for form in (
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1",
        "pdf",
    ):
        done = subprocess.run(
            [
                soffice, "--headless", f"-env:UserInstallation={profile}", "--convert-to", form,
                "--outdir", str(tmp_path), str(tmp_path / "ledger.xlsx"),
            ],
            capture_output=True, text=True, check=True, timeout=180,
        )  # fmt: skip
        assert "rror" not in done.stderr
    (path,) = tmp_path.glob("*.csv")
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert tuple(rows[2]) == HEAD
    assert [row[0] for row in rows[3:]] == ["1", "2", "3", "4"]
    assert rows[4][6:9] == ["2023年6月底前", "组织科", "办公室、人事科"]


def test_the_printed_pages_repeat_the_head(
    seeds: list[Path], require_tool: Callable[..., str], needs: Needs, tmp_path: Path
) -> None:
    soffice, pdfium = require_tool("soffice", "libreoffice"), needs("pypdfium2")
    to_xlsx(plankit.parse(seeds[0]), tmp_path / "ledger.xlsx")
    subprocess.run(
        [
            soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "ledger.xlsx"),
        ],
        capture_output=True, check=True, timeout=180,
    )  # fmt: skip
    document = pdfium.PdfDocument(tmp_path / "ledger.pdf")
    pages = [page.get_textpage().get_text_range() for page in document]
    sizes = {tuple(round(x) for x in page.get_size()) for page in document}
    document.close()
    assert sizes == {(842, 595)}
    tasks = [page for page in pages if "重点任务" in page]
    assert len(tasks) > 3
    assert all(f"共 {len(pages)} 页" in page for page in pages)
