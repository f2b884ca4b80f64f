"""Tables of Word files: rows as lines, and tables that only place text on the page."""

from __future__ import annotations

import pytest
from docx_files import (
    docx,
    p,
    tbl,
    tc,
)

from plankit.errors import (
    CorruptFile,
)
from plankit.readers.docx import read


def text(*body: str, styles: str = "") -> str:
    return read(docx(*body, styles=styles), None).text


LONG = "完善协调机制，细化措施，压实责任，定期调度，确保年度各项目标任务按时保质完成。" * 4


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (tbl(["序号", "任务"], ["1", "修路"]), "序号 | 任务\n1 | 修路\n"),
        (tbl([tc("甲", "", "乙"), "丙"]), "甲 乙 | 丙\n"),
        (tbl([tc(p("甲", "<w:r><w:br/></w:r>", "乙")), "丙"]), "甲 乙 | 丙\n"),
        (tbl([tc("大类", span=2), "丙"], ["a", "b", "c"]), "大类 |  | 丙\na | b | c\n"),
        (
            tbl(
                [tc("甲", merge="restart"), "1"],
                [tc(merge="continue"), "2"],
                [tc(merge="restart"), "3"],
            ),
            "甲 | 1\n | 2\n | 3\n",
        ),
        (tbl(["只有"], ["一列"]), "只有\n一列\n"),
        (tbl([tc("一、总体要求", "正文。")]), "一、总体要求\n正文。\n"),
        (tbl([tc("左"), tc(*[LONG] * 5)]), "左\n" + f"{LONG}\n" * 5),
        (
            tbl(["名称", "内容"], [tc("一", "二", "三", "四", span=2)]),
            "名称 | 内容\n一\n二\n三\n四\n",
        ),
        (tbl([tc("a", tbl(["b", "c"]), "d"), "e"]), "a b c d | e\n"),
        (tbl([tc(tbl(["b", "c"], ["1", "2"]))]), "b | c\n1 | 2\n"),
        (
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{tc('x')}{tc('y')}</w:tr>"
            f"<w:tr>{tc('甲')}{tc('乙')}</w:tr></w:tbl>",
            "甲 | 乙\n",
        ),
        (
            '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>'
            f"{tc('甲')}</w:tr></w:tbl>",
            " | 甲 | \n",
        ),
        (
            f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{tc('甲')}</w:sdtContent>"
            f"</w:sdt>{tc('乙')}</w:tr></w:sdtContent></w:sdt></w:tbl>",
            "甲 | 乙\n",
        ),
        (tbl([tc("甲", span=10**8), "乙"]), "甲" + " | " * 63 + "乙\n"),
    ],
)
def test_tables(table: str, expected: str) -> None:
    assert text("前", table, "后") == f"前\n{expected}后\n"


def test_cells_have_marks_and_places() -> None:
    source = read(docx("前", tbl(["序号", "任务"], ["1", tc("修路", "架桥")])), None)
    assert source.text == "前\n序号 | 任务\n1 | 修路 架桥\n"
    assert [(m.offset, m.level) for m in source.marks if m.kind == "cell"] == [
        (2, 1), (7, 2), (10, 1), (14, 2),
    ]  # fmt: skip
    bridge = source.locate(source.text.index("架桥"))
    assert (bridge.cell, bridge.paragraph, bridge.run) == ("r2c2", 6, 1)
    assert source.locate(0).cell is None


def test_tables_nested_beyond_reason_are_refused() -> None:
    inner = "甲"
    for _ in range(2000):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    with pytest.raises(CorruptFile, match="nested"):
        read(docx(inner), "深.docx")
