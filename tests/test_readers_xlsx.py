"""Excel workbooks: rows to lines, values as people see them, and what is refused."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable

import pytest
from docx_files import docx, ole, xlsx, zipped

from plankit.errors import (
    CorruptFile,
    EncryptedFile,
    TooLarge,
    UnreadableSource,
    UnsupportedFormat,
)
from plankit.readers import libreoffice
from plankit.readers import xlsx as xlsx_reader
from plankit.readers.xlsx import read
from plankit.readers.xlsx_values import Formats


def c(reference: str, value: str, kind: str = "str", style: int = 0) -> str:
    """A cell with a value in `<v>`, or inline text."""
    looks = f' s="{style}"' if style else ""
    if kind == "inlineStr":
        return f'<c r="{reference}" t="inlineStr"{looks}><is><t>{value}</t></is></c>'
    told = f' t="{kind}"' if kind != "n" else ""
    return f'<c r="{reference}"{told}{looks}><v>{value}</v></c>'


def sheet(*rows: str, merged: str = "") -> str:
    areas = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged.split())
    inner = "".join(f"<row>{row}</row>" for row in rows)
    return f"<sheetData>{inner}</sheetData><mergeCells>{areas}</mergeCells>"


def text(*rows: str, merged: str = "", strings: tuple[str, ...] = ()) -> str:
    return read(xlsx({"表": sheet(*rows, merged=merged)}, strings=strings), None).text


def test_a_ledger() -> None:
    rows = (
        c("A1", "2024年重点任务分解表") + c("B1", "") + c("D1", ""),
        c("A2", "序号") + c("B2", "任务") + c("C2", "责任单位") + c("D2", "完成时限"),
        c("A3", "1", "n") + c("B3", "修路") + c("C3", "交通局"),
        c("A4", "2", "n") + c("B4", "架桥") + c("D4", "12月底"),
    )
    source = read(xlsx({"台账": sheet(*rows, merged="A1:D1 C3:C4")}), "台账.xlsx")
    assert source.text == (
        "2024年重点任务分解表\n"
        "序号 | 任务 | 责任单位 | 完成时限\n"
        "1 | 修路 | 交通局\n"
        "2 | 架桥 |  | 12月底\n"
    )
    assert source.format == "xlsx"
    assert source.locate(source.text.index("架桥")).cell == "台账!B4"
    assert source.locate(0).cell == "台账!A1"
    cells = [source.text[m.offset :].split(" | ")[0].split("\n")[0] for m in source.marks]
    assert cells[-4:] == ["2", "架桥", "", "12月底"]
    assert [m.level for m in source.marks[-4:]] == [1, 2, 3, 4]
    assert {m.kind for m in source.marks} == {"cell"}


def test_strings() -> None:
    strings = (
        "<si><t>甲</t></si>",
        "<si><r><t>加强</t></r><r><rPr><b/></rPr><t>监管</t></r><rPh><t>jiā</t></rPh></si>",
        "<si><t> 一行\n\n二行_x000D_\n </t></si>",
        "<si/>",
    )
    row = c("A1", "0", "s") + c("B1", "1", "s") + c("C1", "2", "s") + c("D1", "3", "s")
    assert text(
        row, c("A2", "9", "s") + c("B2", "-1", "s") + c("C2", "内", "inlineStr"), strings=strings
    ) == ("甲 | 加强监管 | 一行 二行\n |  | 内\n")


def test_other_values() -> None:
    row = c("A1", "1", "b") + c("B1", "#REF!", "e") + c("C1", "和") + c("D1", "0.1", "n")
    formula = (
        '<c r="E1"><f>1+1</f><v>2</v></c><c r="F1" t="n"/><c r="G1" t="d"><v>2024-03-01</v></c>'
    )
    assert text(row + formula) == "TRUE | #REF! | 和 | 0.1 | 2 | 2024-03-01\n"


def test_values_under_a_merged_cell_are_not_shown() -> None:
    rows = (
        c("A1", "大类") + c("B1", "旧") + c("C1", "丙"),
        c("A2", "旧") + c("B2", "旧") + c("C2", "丁"),
    )
    assert text(*rows, merged="A1:B2") == "大类 | 丙\n | 丁\n"


def test_cells_without_references_and_rows_with_gaps() -> None:
    rows = (
        "<row><c t='str'><v>甲</v></c><c t='str'><v>乙</v></c></row>"
        f"<row r='5'>{c('B5', '丁')}</row><row>{c('A6', '戊')}</row>"
    )
    assert (
        read(xlsx({"a": f"<sheetData>{rows}</sheetData>"}), None).text == "甲 | 乙\n\n | 丁\n戊\n"
    )


def test_columns_empty_throughout_are_left_out() -> None:
    assert text(c("C2", "甲") + c("XFD2", "乙"), c("C3", "丙")) == "甲 | 乙\n丙\n"


def test_sheets() -> None:
    sheets = {
        "一": sheet(c("A1", "甲")),
        "二": sheet(),
        "三": sheet(c("B2", "乙")),
        "四": sheet(c("A1", "丙")),
    }
    source = read(xlsx(sheets, states={"四": "hidden"}), None)
    assert source.text == "一\n甲\n三\n乙\n"
    assert source.locate(0).cell == "一"
    assert source.locate(source.text.index("乙")).cell == "三!B1"
    assert read(xlsx({"一": sheet(c("A1", "甲")), "二": sheet()}), None).text == "甲\n"


VALUES = """
General             1        1
General             0.1      0.1
General             1.1000000000000001  1.1
General             1E+3     1000
0.00                3.5      3.5
#,##0               12000    12000
0%                  0.95     95%
0.00%               0.28000000000000003  28%
0%                  1        100%
yyyy-mm-dd          45292    2024-01-01
yyyy"年"m"月"d"日"  45352    2024-03-01
yyyy"年"m"月"       45627    2024-12
yyyy                45292    2024
m"月"d"日"          45352    2024-03-01
[$-804]yyyy/m/d;@   45352    2024-03-01
yyyy-m-d\\ h:mm     45352.75 2024-03-01_18:00
yyyy-m-d\\ h:mm:ss  45352.5  2024-03-01_12:00:00
h:mm                0.75     18:00
[h]:mm              0.5      12:00
mmm-yy              45627    2024-12
0"d"                5        5
"m"0                5        5
[Red]0.0            5.5      5.5
@                   5        5
0.00E+00            5        5
yyyy-m-d            -1       -1
yyyy-m-d            9999999  9999999
yyyy-m-d            x        x
0;-0;"m"            7        7
yyyy-m-d            1        1900-01-01
yyyy-m-d            59       1900-02-28
yyyy-m-d            61       1900-03-01
"""


@pytest.mark.parametrize("case", VALUES.strip().split("\n"))
def test_number_formats(case: str) -> None:
    code, value, written = case.split()[0].replace("\\\\", "\\"), *case.split()[-2:]
    if "\\ " in case:
        code = case[: case.index("   ") if "   " in case else 20].strip()
        code = " ".join(case.split()[:-2])
    from xml.etree import ElementTree

    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    root = ElementTree.Element(f"{{{ns}}}styleSheet")
    formats = ElementTree.SubElement(root, f"{{{ns}}}numFmts")
    ElementTree.SubElement(formats, f"{{{ns}}}numFmt", numFmtId="170", formatCode=code)
    cells = ElementTree.SubElement(root, f"{{{ns}}}cellXfs")
    ElementTree.SubElement(cells, f"{{{ns}}}xf", numFmtId="170")
    assert Formats(root, False).write(value, 0) == written.replace("_", " ")


@pytest.mark.parametrize(
    ("number", "value", "written"),
    [
        (0, "5", "5"),
        (9, "0.5", "50%"),
        (14, "45352", "2024-03-01"),
        (20, "0.5", "12:00"),
        (31, "45352", "2024-03-01"),
        (49, "5", "5"),
        (57, "45352", "2024-03"),
        (999, "5", "5"),
    ],
)
def test_formats_named_by_number(number: int, value: str, written: str) -> None:
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    book = xlsx({"a": sheet(c("A1", value, "n", style=1))}, styles=styles)
    assert read(book, None).text == f"{written}\n"


def test_dates_since_1904() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    book = xlsx(
        {"a": sheet(c("A1", "43890", "n", style=1))},
        styles=styles,
        book='<workbookPr date1904="1"/>',
    )
    assert read(book, None).text == "2024-03-01\n"


def test_strict_workbooks() -> None:
    import io
    import zipfile

    made = {}
    with zipfile.ZipFile(io.BytesIO(xlsx({"a": sheet(c("A1", "甲"))}))) as file:
        for name in file.namelist():
            made[name] = (
                file.read(name)
                .replace(
                    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
                )
                .replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
            )
    assert read(zipped(made), None).text == "甲\n"


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", CorruptFile, "empty"),
        (xlsx({"a": sheet(c("A1", "甲"))})[:200], CorruptFile, "cut short"),
        (docx("甲"), CorruptFile, "workbook"),
        (zipped({"a": "b"}), CorruptFile, "no workbook"),
        (xlsx({"a": "<broken"}), CorruptFile, "broken XML"),
        (xlsx({"a": sheet()}), UnreadableSource, "no text"),
        (ole("EncryptedPackage"), EncryptedFile, "password"),
        (ole("Workbook") + b"F\0i\0l\0e\0P\0a\0s\0s\0", EncryptedFile, "password"),
        (ole("WordDocument"), UnsupportedFormat, "WordDocument"),
    ],
)
def test_refusals_name_the_file(data: bytes, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        read(data, "台账.xlsx")
    assert type(caught.value) is error
    assert str(caught.value).startswith("台账.xlsx: ")


def test_a_diagonal_of_cells_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    # each cell in a row and a column of its own: half of 200 by 200 places before them
    monkeypatch.setattr(xlsx_reader, "MOST_CELLS", 20_000)
    cells = (f"<row r='{k}'>{c(f'{xlsx_reader.letters(k)}{k}', 'x')}</row>" for k in range(1, 201))
    with pytest.raises(TooLarge):
        read(xlsx({"a": f"<sheetData>{''.join(cells)}</sheetData>"}), None)


def test_merged_areas_over_everything_take_no_time() -> None:
    begun = time.process_time()
    areas = " ".join(["A1:XFD1048576"] * 200)
    assert text(c("A1", "甲"), merged=areas) == "甲\n"
    assert time.process_time() - begun < 5


def test_xls_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UnsupportedFormat, match=r"旧.xls: .*install LibreOffice.*\.xlsx"):
        read(ole("Workbook"), "旧.xls")


def test_xls_is_converted(require_tool: Callable[..., str]) -> None:
    require_tool(*libreoffice.PROGRAMS)
    book = xlsx(
        {"台账": sheet(c("A1", "任务") + c("B1", "时限"), c("A2", "修路") + c("B2", "年底"))}
    )
    old = libreoffice.convert(book, "xlsx", "xls", None)
    source = read(old, "旧.xls")
    assert source.text == "任务 | 时限\n修路 | 年底\n"
    assert source.format == "xls"
