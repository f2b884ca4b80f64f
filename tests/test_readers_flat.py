"""Word documents in one XML file."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx_files import docx, lvl, numbering, p

from plankit.errors import CorruptFile
from plankit.readers import read

SOME = 1 << 26
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Word.Document"?>\n'
    '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
)


def flat(data: bytes) -> str:
    """The parts of a Word file in one XML file."""
    made = _HEAD
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            inner = re.sub(r"^<\?xml[^>]*\?>", "", file.read(name).decode()).strip()
            made += f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>'
    return made + "</pkg:package>"


def test_a_flat_package_is_read_as_the_file_it_stands_for() -> None:
    data = docx(
        "要点", p("总体要求", num=(1, 0)), p("重点任务", num=(1, 0)),
        numbering=numbering({1: lvl(0, "chineseCounting", "%1、")}),
    )  # fmt: skip
    source = read(flat(data).encode(), max_bytes=SOME)
    assert source.text == "要点\n一、总体要求\n二、重点任务\n"
    assert source.format == "docx"


@pytest.mark.parametrize("broken", [_HEAD, _HEAD + "<!DOCTYPE x></pkg:package>"])
def test_a_broken_flat_package_is_corrupt(broken: str) -> None:
    with pytest.raises(CorruptFile):
        read(broken.encode(), max_bytes=SOME)


_2003 = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<?mso-application progid="Word.Document"?>\n'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    'xmlns:aml="http://schemas.microsoft.com/aml/2001/core" w:embeddedObjPresent="no">'
)
_LISTS = (
    '<w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:nfc w:val="37"/><w:suff w:val="Nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:nfc w:val="0"/><w:suff w:val="Nothing"/>'
    '<w:lvlText w:val="%2."/></w:lvl></w:listDef>'
    '<w:list w:ilfo="3"><w:ilst w:val="0"/></w:list></w:lists>'
)


def words(text: str, level: int | None = None) -> str:
    listed = (
        ""
        if level is None
        else (
            f'<w:listPr><w:ilvl w:val="{level}"/><w:ilfo w:val="3"/><wx:t wx:val="x"/></w:listPr>'
        )
    )
    return f"<w:p><w:pPr>{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_2003(body: str, lists: str = "") -> str:
    return f"{_2003}{lists}<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_word_2003_lists_and_chapters(codec: str) -> None:
    inner = words("总体要求", 0) + words("重点任务", 0) + words("抓招生", 1) + words("抓质量", 1)
    body = f"{words('要点')}<wx:sub-section>{inner}</wx:sub-section>{words('完')}"
    source = read(word_2003(body, _LISTS).encode(codec), max_bytes=SOME)
    assert source.text == "要点\n一、总体要求\n二、重点任务\n1.抓招生\n2.抓质量\n完\n"
    assert source.format == "docx"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_word_2003_without_a_declaration(codec: str) -> None:
    page = word_2003(words("要点"))
    page = page[page.index("<w:wordDocument") :]
    assert read(page.encode(codec), max_bytes=SOME).text == "要点\n"


def test_word_2003_tables_changes_headers_and_notes() -> None:
    def cell(text: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{words(text)}</w:tc>"

    rows = f"<w:tr>{cell('任务')}{cell('单位')}</w:tr><w:tr>{cell('招生')}{cell('基教科')}</w:tr>"
    changed = (
        "<w:p><w:r><w:t>开展</w:t></w:r>"
        '<aml:annotation aml:id="0" w:type="Word.Deletion"><aml:content><w:r><w:delText>旧'
        "</w:delText></w:r></aml:content></aml:annotation>"
        '<aml:annotation aml:id="1" w:type="Word.Insertion">'
        "<aml:content><w:r><w:t>3次</w:t></w:r></aml:content></aml:annotation><w:r><w:t>培训"
        "</w:t></w:r><w:r><w:footnote><w:p><w:r><w:t>由人事科组织</w:t></w:r></w:p></w:footnote>"
        "</w:r></w:p>"
    )
    head = f"<w:sectPr><w:hdr w:type='odd'>{words('某某区教育局')}</w:hdr></w:sectPr>"
    source = read(word_2003(f"<w:tbl>{rows}</w:tbl>{changed}{head}").encode(), max_bytes=SOME)
    lines = source.text.split()
    assert "".join(lines) == "某某区教育局任务|单位招生|基教科开展3次培训由人事科组织"
    assert [source.text[a:b] for a, b in source.furniture] == ["某某区教育局", "由人事科组织"]


@pytest.mark.parametrize("broken", [_2003, _2003 + "<!DOCTYPE x></w:wordDocument>"])
def test_broken_word_2003_is_corrupt(broken: str) -> None:
    with pytest.raises(CorruptFile):
        read(broken.encode(), max_bytes=SOME)
