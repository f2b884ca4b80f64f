"""PDF: what cannot be read is said in clear words, and reading is linear in pages."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import ModuleType

import pytest

from plankit.errors import CorruptFile, EncryptedFile, MissingDependency, UnreadableSource
from plankit.readers import pdf
from plankit.source import Source
from tests.pdf_files import LEFT, frame, text, typeset, write

PLAN = [
    "一、校园安全",
    "每学期开展应急疏散演练不少于2次，逐一排查食堂、宿舍、实验室，建立台账，限期整改到位。",
]


@pytest.fixture(autouse=True)
def _pdfium(needs: Callable[[str], ModuleType]) -> None:
    needs("pypdfium2")


def _read(*pages: list[str], encrypted: bool = False) -> Source:
    return pdf.read(write(pages, encrypted=encrypted), "plan.pdf")


def test_a_scan_is_told_to_be_one() -> None:
    with pytest.raises(UnreadableSource, match=r"plan\.pdf: a scan without text \(2 pages.*OCR"):
        _read([frame(0, 0, 595, 842)], [frame(0, 0, 595, 842)])


def test_pages_with_nothing_on_them() -> None:
    with pytest.raises(UnreadableSource, match="no text on any page"):
        _read([], [])


def test_a_picture_among_pages_of_text_is_noted() -> None:
    source = _read(typeset(PLAN)[0], [frame(0, 0, 595, 842)])
    assert [(n[0], n[1]) for n in source.notes] == [
        ("page-without-text", "pages that are pictures without text: 2")
    ]


def test_a_font_that_names_no_characters() -> None:
    private = "".join(chr(0xE000 + k) for k in range(40))
    with pytest.raises(UnreadableSource, match="fonts do not say"):
        _read([text(LEFT, 700, private[:20]), text(LEFT, 660, private[20:])])


def test_a_password() -> None:
    with pytest.raises(EncryptedFile, match=r"plan\.pdf.*password"):
        _read(typeset(PLAN)[0], encrypted=True)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n" + b"\xff" * 200]
)
def test_a_damaged_file(data: bytes) -> None:
    with pytest.raises(CorruptFile, match=r"x\.pdf: a damaged PDF"):
        pdf.read(data, "x.pdf")


def test_without_pypdfium2(monkeypatch: pytest.MonkeyPatch) -> None:
    data = write([typeset(PLAN)[0]])
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingDependency, match=r'pip install "plankit\[pdf\]"'):
        pdf.read(data, "x.pdf")


def test_time_is_linear_in_pages() -> None:
    def seconds(count: int) -> float:
        pages = typeset(PLAN * 3 * count)
        data = write(pages)
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            pdf.read(data, None)
            best = min(best, time.process_time() - start)
        return best / len(pages)

    assert seconds(160) < 4 * seconds(16) + 0.002
