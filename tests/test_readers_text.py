from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plankit
from plankit.errors import UnreadableSource, UnsupportedFormat
from plankit.readers import read, sniff
from plankit.readers.encodings import REPLACED, decode

SOME = 1 << 26
SEEDS = sorted(Path("fixtures/seeds").glob("*.txt"))
PLAN = (
    "某区2022年工作要点\r\n一、总体要求\r\n全面贯彻落实党的教育方针，推动各项工作高质量发展。\r\n"
)
TRADITIONAL = (
    "某區2022年工作要點\n一、總體要求\n全面貫徹落實黨的教育方針，推動各項工作高質量發展。\n"
)

ENCODED = [
    (PLAN.encode(), PLAN, "utf-8"),
    (b"\xef\xbb\xbf" + PLAN.encode(), PLAN, "utf-8"),
    (PLAN.encode("gbk"), PLAN, "gb18030"),
    (PLAN.encode("gb2312"), PLAN, "gb18030"),
    ((PLAN + "㐂𠀀").encode("gb18030"), PLAN + "㐂𠀀", "gb18030"),
    (TRADITIONAL.encode("big5"), TRADITIONAL, "big5"),
    (TRADITIONAL.encode("gbk"), TRADITIONAL, "gb18030"),
    (PLAN.encode("utf-16"), PLAN, "utf-16-le"),
    (PLAN.encode("utf-16-le"), PLAN, "utf-16-le"),
    (PLAN.encode("utf-16-be"), PLAN, "utf-16-be"),
    (PLAN.encode("utf-32"), PLAN, "utf-32-le"),
    ("一、加强".encode("gbk"), "一、加强", "gb18030"),
]


@pytest.mark.parametrize(("data", "text", "encoding"), ENCODED)
def test_encodings(data: bytes, text: str, encoding: str) -> None:
    source = read(data, max_bytes=SOME)
    assert source.text == text
    assert source.encoding == encoding
    assert source.notes == ()


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.name[:3])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_document_is_the_same_in_any_encoding(path, encoding: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert read(text.encode(encoding), max_bytes=SOME).text == text


HANT = "全面貫徹落實黨的教育方針，推動各項工作高質量發展，切實加強組織領導。" * 20
LONG = "全面贯彻落实党的教育方针，推动各项工作高质量发展，切实加强组织领导。" * 20


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "big5"])
@pytest.mark.parametrize("at", [1, 30, 301, 700])
@pytest.mark.parametrize("how", ["lost", "broken"])
def test_one_broken_byte_breaks_no_more_than_its_neighbours(encoding, at, how) -> None:
    text = HANT if encoding == "big5" else LONG
    data = bytearray(text.encode(encoding))
    if how == "lost":
        del data[at]
    else:
        data[at] = 0xFF
    source = read(bytes(data), max_bytes=SOME)
    assert source.encoding == {"gbk": "gb18030"}.get(encoding, encoding)
    assert source.text[-300:] == text[-300:]
    if encoding == "big5" and not source.notes:
        return  # what is left reads as another character
    assert len(source.notes) in (1, 2)
    code, message, start, end = source.notes[0]
    assert code == "byte-replaced"
    assert source.text[start:end] == REPLACED * (end - start)
    assert abs(start - len(bytes(data[:at]).decode(encoding, "ignore"))) <= 2
    assert "U+FFFD" in message


def test_a_lost_byte_in_gbk_spoils_two_characters_not_the_line() -> None:
    data = LONG.encode("gbk")
    text = read(data[:400] + data[401:], max_bytes=SOME).text
    assert sum(a == b for a, b in zip(text[::-1], LONG[::-1], strict=False)) > len(LONG) - 210
    assert text[:198] == LONG[:198]


def test_broken_bytes_become_diagnostics() -> None:
    plan = plankit.parse((PLAN.encode() + b"\xff" + PLAN.encode()), facts=False)
    found = [d for d in plan.diagnostics if d.code == "byte-replaced"]
    assert len(found) == 1
    assert found[0].span is not None
    assert plan.source.text[found[0].span.start] == REPLACED


def test_a_character_that_the_file_itself_replaced_is_no_broken_byte() -> None:
    assert read((PLAN + REPLACED).encode(), max_bytes=SOME).notes == ()


def test_many_broken_bytes_are_told_in_few_notes() -> None:
    data = b"".join(f"{k}、全面贯彻落实教育方针".encode() + b"\xff" for k in range(500))
    notes = read(data, max_bytes=SOME).notes
    assert len(notes) == 101
    assert notes[-1][1] == "400 more bytes from here on"


def _zip(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


KINDS = [
    (b"%PDF-1.4\n", "pdf"),
    (b"junk\n%PDF-1.7\n", "pdf"),
    (_zip("[Content_Types].xml", "word/document.xml"), "docx"),
    (_zip("xl/workbook.xml"), "xlsx"),
    (_zip("2022.txt"), "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "doc"),
    (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--", "mhtml"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "xlsx"),
    (b"{\\rtf1 x}", "doc"),
    (PLAN.encode(), None),
    (b"BMW 2022", None),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_containers_are_told_by_content(data: bytes, kind: str | None) -> None:
    assert sniff.container(data, None) == kind


TEXTS = [
    (PLAN, "text"),
    ("<!DOCTYPE html><p>甲", "html"),
    ("\n<!-- 页头 -->\n<HTML><body>甲", "html"),
    ('<%@ page language="java" %>\n<jsp:include page="x"/>甲', "html"),
    ('<div class="wrap"><table><tr><td>甲</td></tr></table></div>', "html"),
    ("一、甲<br>二、乙<br>三、丙<br><p>四、丁</p>", "html"),
    ("文中提到 <p> 与 <br> 两种标签。" + "推进工作，" * 200, "text"),
    ("<p>" + "推进工作，" * 60 + "</p><p>完成。</p>", "html"),
    ("# 要点\n\n## 一、总体要求\n", "markdown"),
    ("---\ntitle: 要点\n---\n\n# 要点\n", "markdown"),
    ("+++\ntitle = '要点'\n+++\n一、甲\n", "markdown"),
    ("+++\n一、甲\n", "text"),
    ("序号 | 任务\n--- | ---\n1 | 甲\n", "markdown"),
    ("+---+---+\n| 1 | 甲 |\n+---+---+\n", "markdown"),
    ("# 要点\n\n甲  \n乙  \n丙  \n丁\n", "markdown"),
    ("# 要点\n\n一、甲\n", "markdown"),
    ("要点\n\n1\\. 甲\n\n2\\. 乙\n", "markdown"),
    ("**要点**\n\n**一、甲**\n\n乙\n\n**二、丙**\n", "markdown"),
    ("要点\n**一、甲**\n乙\n**二、丙**\n丁\n", "markdown"),
    ("要点\n**一、甲**\n乙\n", "text"),
    ("**甲**，乙**丙**，**丁**。\nC:\\1\\2", "text"),
    ("# 一个井号不算\n正文", "text"),
    ("索引号: | 001 | 分类: | 教育 ||\n", "text"),
    ("1*2*3 __init__ **同志", "text"),
    ("-----\n正文\n-----\n", "text"),
]


@pytest.mark.parametrize(("text", "kind"), TEXTS)
def test_kinds_of_text(text: str, kind: str) -> None:
    assert sniff.text_format(text) == kind


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.name[:3])
def test_plain_documents_are_plain_text(path) -> None:
    assert sniff.text_format(path.read_text(encoding="utf-8")) == "text"


def test_plain_text_is_kept_to_the_last_character() -> None:
    text = "\u3000\u3000一、甲\r\n\r\n\t二、乙\x0b\x0c\r丙 \n\n"
    assert read(text.encode(), max_bytes=SOME).text == text


def test_format_overrides() -> None:
    assert read(b"<p>x", format="text", max_bytes=SOME).text == "<p>x"
    assert read("# 甲".encode(), format="markdown", max_bytes=SOME).marks[0].level == 1
    with pytest.raises(ValueError, match="format is one of text, html"):
        read(b"x", format="word", max_bytes=SOME)


REFUSED = [
    (b"", UnreadableSource, "the file is empty"),
    (b" \r\n\x00", UnreadableSource, "the file is empty"),
    ("\ufeff\u3000\n".encode(), UnreadableSource, "the file is empty"),
    (b"\x89PNG\r\n\x1a\n", UnreadableSource, "a PNG image, not a document"),
    (struct.pack("<200H", *range(0, 60000, 300)), UnreadableSource, "binary data"),
    (bytes(range(256)) * 8, UnreadableSource, "binary data"),
    (b"Rar!\x1a\x07", UnsupportedFormat, "unpack it first"),
    (_zip("ppt/presentation.xml"), UnsupportedFormat, "export it as PDF"),
    (_zip("OFD.xml"), UnsupportedFormat, "export it as PDF"),
]


@pytest.mark.parametrize(("data", "error", "message"), REFUSED)
def test_refused_with_one_clear_line(data, error, message, tmp_path) -> None:
    path = tmp_path / "要点.bin"
    path.write_bytes(data)
    with pytest.raises(error, match=message) as raised:
        read(path, max_bytes=SOME)
    assert str(raised.value).startswith(str(path))
    assert "\n" not in str(raised.value)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, None)
    except UnreadableSource:
        return
    for _, _, start, end in decoded.notes:
        assert 0 <= start < end <= len(decoded.text)


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=200).filter(lambda t: "\x00" not in t and "\ufdd0" not in t))
def test_utf_8_is_exact(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    try:
        decoded = decode(b"\xef\xbb\xbf" + data, None)
    except UnreadableSource:
        return
    assert decoded.text.encode() == data


def test_a_lost_byte_among_characters_beyond_gb_2312() -> None:
    # half of the characters of Traditional text have a second byte below 0x80 in GBK
    data = HANT.encode("gbk")
    for at in range(100, 140):
        text = read(data[:at] + data[at + 1 :], max_bytes=SOME).text
        assert sum(a == b for a, b in zip(text[::-1], HANT[::-1], strict=False)) > len(HANT) - 85
