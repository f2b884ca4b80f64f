"""Archives and folders: every document by name, and a clear word about each that cannot be had."""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plankit.errors import (
    CorruptFile,
    EncryptedFile,
    TooLarge,
    UnreadableSource,
    UnsupportedFormat,
)
from plankit.readers import archive
from plankit.readers.archive import members

PLAN = "平湖区教育局2025年工作要点\n一、校园安全\n每学期演练2次。\n".encode()


def packed(
    files: Sequence[tuple[str, bytes]], *, flag: bool = True, encoding: str = "gb18030"
) -> bytes:
    """A zip; without `flag` its names are in `encoding` and nothing says so."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for k, (name, data) in enumerate(files):
            file.writestr(name if flag else f"{k:0{len(name.encode(encoding))}}", data)
    written = buffer.getvalue()
    if not flag:
        for k, (name, _) in enumerate(files):
            code = name.encode(encoding)
            written = written.replace(f"{k:0{len(code)}}".encode(), code)
    return written


def contents(found: Sequence[archive.Member]) -> dict[str, bytes | type]:
    return {name: data if isinstance(data, bytes) else type(data) for name, data in found}


def test_documents_come_in_order_of_name_and_junk_is_left_out() -> None:
    data = packed(
        [
            ("二组/b.txt", b"b"),
            ("二组/", b""),
            ("a.txt", b"a"),
            ("__MACOSX/._a.txt", b"x"),
            ("二组/.DS_Store", b"x"),
            ("Thumbs.db", b"x"),
            ("~$草稿.docx", b"x"),
            ("page_files/logo.png", b"x"),
        ]
    )
    assert list(members(data, "x.zip")) == [("x.zip!/a.txt", b"a"), ("x.zip!/二组/b.txt", b"b")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_flag_are_decoded_as_meant(encoding: str) -> None:
    # the second byte of 乗 in GBK is a backslash
    data = packed([("工作要点/乗.txt", PLAN)], flag=False, encoding=encoding)
    assert [name for name, _ in members(data)] == ["archive.zip!/工作要点/乗.txt"]


def test_an_archive_inside_is_opened_and_a_document_that_is_a_zip_is_not() -> None:
    document = packed([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")])
    third = packed([("c.txt", b"c")])
    second = packed([("b.txt", b"b"), ("third.zip", third)])
    data = packed([("plan.docx", document), ("second.zip", second)])
    assert contents(list(members(data, "x.zip"))) == {
        "x.zip!/plan.docx": document,
        "x.zip!/second.zip!/b.txt": b"b",
        "x.zip!/second.zip!/third.zip": UnsupportedFormat,
    }


@pytest.mark.parametrize(
    "path", ["../plan.txt", "a/../../plan.txt", "/etc/plan.txt", "C:/plan.txt", "..\\plan.txt"]
)
def test_paths_that_lead_out_are_refused_alone(path: str) -> None:
    found = contents(list(members(packed([(path, PLAN), ("good.txt", b"g")]))))
    assert sorted(map(str, found.values())) == sorted(map(str, [UnreadableSource, b"g"]))


def test_a_bomb_is_refused_and_the_rest_is_read() -> None:
    bomb = b"0" * (archive.RATIO_FLOOR + 1)
    found = contents(list(members(packed([("bomb.txt", bomb), ("good.txt", b"g")]))))
    assert list(found.values()) == [TooLarge, b"g"]


def test_limits_hold_for_one_and_for_all() -> None:
    data = packed([("a.txt", b"a" * 60), ("b.txt", b"b" * 60), ("c.txt", b"c" * 40)])
    assert list(contents(list(members(data, max_member=50))).values()) == [
        TooLarge,
        TooLarge,
        b"c" * 40,
    ]
    assert list(contents(list(members(data, max_total=100))).values()) == [
        b"a" * 60,
        TooLarge,
        b"c" * 40,
    ]


def test_the_limit_for_all_holds_across_archives_inside() -> None:
    inner = packed([("a.txt", os.urandom(600))])
    data = packed([("1.zip", inner), ("2.zip", inner)])
    found = contents(list(members(data, max_total=2 * len(inner) + 700)))
    assert sum(isinstance(value, bytes) for value in found.values()) == 1
    assert TooLarge in found.values()


def test_a_size_that_lies_does_not_get_past_the_limit() -> None:
    data = bytearray(packed([("a.txt", b"a" * 5000)]))
    for at in range(len(data) - 4):
        if data[at : at + 4] == (5000).to_bytes(4, "little"):
            data[at : at + 4] = (10).to_bytes(4, "little")
    found = contents(list(members(bytes(data), max_member=100)))
    assert found["archive.zip!/a.txt"] is not None
    assert (
        not isinstance(found["archive.zip!/a.txt"], bytes)
        or len(found["archive.zip!/a.txt"]) <= 100
    )


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    with pytest.raises(TooLarge, match="4 files"):
        list(members(packed([(f"{k}.txt", b"x") for k in range(4)])))


def test_a_damaged_member_is_told_and_the_rest_is_read() -> None:
    data = packed([("a.txt", b"a" * 400), ("b.txt", b"b")])
    at = data.index(b"a.txt") + 5
    broken = data[:at] + b"\xff" * 6 + data[at + 6 :]
    found = contents(list(members(broken)))
    assert found == {"archive.zip!/a.txt": CorruptFile, "archive.zip!/b.txt": b"b"}


def test_a_member_with_a_password() -> None:
    data = bytearray(packed([("a.txt", PLAN)]))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    ((name, error),) = members(bytes(data))
    assert isinstance(error, EncryptedFile)
    assert "a.txt" in name
    assert "password" in str(error)


def test_a_damaged_directory() -> None:
    data = packed([("a.txt", PLAN)])
    with pytest.raises(CorruptFile, match=r"x\.zip: a damaged zip archive"):
        list(members(data[:-30], "x.zip"))


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.txt").write_bytes(b"x")
    (tmp_path / "b" / "二.txt").write_bytes(b"2")
    (tmp_path / "a.zip").write_bytes(packed([("一.txt", b"1")]))
    (tmp_path / "picture.JPG").write_bytes(b"x")
    (tmp_path / "away.txt").symlink_to("/etc/hostname")
    found = list(members(tmp_path))
    assert contents(found) == {
        f"{tmp_path}/a.zip!/一.txt": b"1",
        f"{tmp_path}/away.txt": UnreadableSource,
        f"{tmp_path}/b/二.txt": b"2",
    }
    with pytest.raises(UnreadableSource, match="no such file"):
        list(members(tmp_path / "missing.zip"))
    with pytest.raises(UnreadableSource, match="zip archive") as caught:
        list(members(packed([])[:4]))
    assert isinstance(caught.value, CorruptFile)


def test_reading_an_archive_of_one_document() -> None:
    source = archive.read(packed([("要点.txt", PLAN), ("logo.png", b"x")]), "x.zip")
    assert source.text == PLAN.decode()
    assert source.name == "x.zip!/要点.txt"
    with pytest.raises(UnsupportedFormat, match="parse_many"):
        archive.read(packed([("1.txt", PLAN), ("2.txt", PLAN)]), "x.zip")
    with pytest.raises(UnreadableSource, match="without documents"):
        archive.read(packed([("logo.png", b"x")]), "x.zip")


@given(st.binary(max_size=300), st.integers(0, 400))
def test_bytes_of_any_kind_are_members_or_a_clear_error(noise: bytes, at: int) -> None:
    whole = packed([("a.txt", PLAN), ("b.txt", b"b")])
    data = whole[: at % len(whole)] + noise + whole[(at + len(noise)) % len(whole) :]
    with contextlib.suppress(CorruptFile):  # any other exception is a failure
        for name, content in members(data):
            assert name.startswith("archive.zip!/")
            assert isinstance(content, bytes | UnreadableSource)
