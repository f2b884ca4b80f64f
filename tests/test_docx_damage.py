"""Word files that cannot be read: each is refused by name, and by nothing but our own errors."""

from __future__ import annotations

import pytest
from docx_files import (
    docx,
    lvl,
    numbering,
    ole,
    p,
    part,
    style,
    tbl,
    zipped,
)
from hypothesis import given
from hypothesis import strategies as st

from plankit.errors import (
    CorruptFile,
    EncryptedFile,
    TooLarge,
    UnreadableSource,
    UnsupportedFormat,
)
from plankit.readers.docx import read


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", CorruptFile, "empty"),
        (b"PK\x03\x04", CorruptFile, "cut short"),
        (docx("甲" * 99)[:-40], CorruptFile, "cut short"),
        (docx("甲" * 99)[:300], CorruptFile, "cut short"),
        (zipped({"a.txt": "甲"}), CorruptFile, "no document"),
        (zipped({"word/document.xml": "<w:document"}), CorruptFile, "broken XML"),
        (zipped({"word/document.xml": "<a/>"}), CorruptFile, "no Word text"),
        (zipped({"word/document.xml": part("document", "<w:body/>")[:-9]}), CorruptFile, "broken"),
        (zipped({"word/document.xml": "<!DOCTYPE a><a/>"}), CorruptFile, "entities"),
        (
            zipped({"word/document.xml": "<?xml version='1.0' encoding='cp037'?><a/>"}),
            CorruptFile,
            "UTF-8",
        ),
        (docx(""), UnreadableSource, "no text"),
        (ole("EncryptionInfo", "EncryptedPackage"), EncryptedFile, "password"),
        (ole("WordDocument", flags=0x0100), EncryptedFile, "password"),
        (ole("Workbook"), UnsupportedFormat, "Workbook"),
        (b"%PDF-1.4 ...", UnsupportedFormat, "not a Word document"),
        ("全文".encode("gb18030"), CorruptFile, "not a Word document"),
    ],
)
def test_refusals_name_the_file(data: bytes, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        read(data, "某局要点.docx")
    assert type(caught.value) is error
    assert str(caught.value).startswith("某局要点.docx: ")


def test_a_damaged_part_is_corrupt() -> None:
    data = bytearray(docx("甲" * 3000))
    at = data.index(b"word/document.xml") + 17
    data[at : at + 40] = b"\xff" * 40
    with pytest.raises(CorruptFile):
        read(bytes(data), None)


def test_an_offset_outside_the_file_is_corrupt() -> None:
    good = docx("甲")
    with pytest.raises(CorruptFile):
        read(good[:-6] + b"\xff\xff" + good[-4:], None)  # where the zip's directory begins


def test_zip_bombs_are_refused() -> None:
    with pytest.raises(TooLarge, match="unpacks"):
        read(zipped({"word/document.xml": b"<a>" + b" " * (20 << 20) + b"</a>"}), None)


def test_encrypted_members() -> None:
    data = bytearray(docx("甲"))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(magic, at + 1)
    with pytest.raises(EncryptedFile):
        read(bytes(data), None)


@given(st.data())
def test_damage_never_raises_anything_else(data: st.DataObject) -> None:
    good = _GOOD
    cut = data.draw(st.integers(0, len(good)))
    more = data.draw(st.binary(max_size=12))
    broken = good[:cut] + more + good[cut + len(more) :]
    try:
        read(broken, None)
    except UnreadableSource:
        pass


_GOOD = docx(
    p("一、", num=(1, 0)),
    tbl(["甲", "乙"]),
    p(style="A"),
    numbering=numbering({1: lvl(0, "decimal", "%1.")}),
    styles=style("A", "heading 1"),
)
