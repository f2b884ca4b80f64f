"""Legacy Word files, through LibreOffice."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from docx_files import (
    docx,
    lvl,
    numbering,
    ole,
    p,
)

from plankit.errors import (
    CorruptFile,
    UnsupportedFormat,
)
from plankit.readers import doc, libreoffice
from plankit.readers.docx import read


def test_legacy_files_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    for reader in (read, doc.read):
        with pytest.raises(UnsupportedFormat, match=r"旧.doc: .*install LibreOffice.*\.docx"):
            reader(ole("WordDocument"), "旧.doc")


def test_legacy_files_that_libreoffice_cannot_read(require_tool: Callable[..., str]) -> None:
    require_tool(*libreoffice.PROGRAMS)
    with pytest.raises(CorruptFile, match="LibreOffice"):
        doc.read(ole("WordDocument"), "坏.doc")


def test_a_conversion_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(slow))
    monkeypatch.setattr(libreoffice, "TIMEOUT", 0.3)
    begun = time.perf_counter()
    with pytest.raises(CorruptFile, match="within"):
        doc.read(ole("WordDocument"), "慢.doc")
    assert time.perf_counter() - begun < 20


def test_legacy_files_are_converted(require_tool: Callable[..., str]) -> None:
    require_tool(*libreoffice.PROGRAMS)
    levels = lvl(0, "chineseCounting", "%1、")
    given = docx(
        "某局工作要点",
        p("总体要求", num=(1, 0)),
        p("任务", num=(1, 0)),
        numbering=numbering({1: levels}),
    )
    old = libreoffice.convert(given, "docx", "doc", None)
    assert old.startswith(b"\xd0\xcf\x11\xe0")
    for reader in (doc.read, read):
        source = reader(old, "旧.doc")
        assert source.text.split("\n")[:3] == ["某局工作要点", "一、总体要求", "二、任务"]
        assert source.format == "doc"
        assert [m.kind for m in source.marks] == ["list", "list"]
