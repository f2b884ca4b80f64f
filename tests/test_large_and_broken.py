"""Files that are large, cut short, damaged by a byte, or packed: each a plan or one clear line."""

from __future__ import annotations

import io
import time
import zipfile

import docx_files
import pdf_files
import pytest
import renderings
import restyling
from test_containers import article, first_difference, same, seed

import plankit
from plankit.errors import CorruptFile, EncryptedFile, UnsupportedFormat

NAME = restyling.NAMES[0]


def page(below: str = "") -> str:
    text = article(NAME)
    made = renderings.PAGES["table"](text, renderings.as_paragraphs(text.lines()))
    return made.replace("</footer>", f"</footer>{below}")


def long_plan(chapters: int) -> list[str]:
    """A plan of ten tasks a chapter, some 1.3 pages."""
    made = ["平湖区2024年教育工作要点"]
    for c in range(1, chapters + 1):
        made.append(f"第{restyling.NUMERALS[c] if c < 90 else c}章 第{c}个方面")
        for j in range(1, 11):
            made.append(
                f"{j}.推进第{c}类第{j}项工作。" + f"年内完成{c + j}所学校改造，健全工作机制。" * 9
            )
    return made


def seconds(data: bytes) -> tuple[float, plankit.WorkPlan]:
    begin = time.process_time()
    plan = plankit.parse(data, facts=False)
    return time.process_time() - begin, plan


# -- large ----------------------------------------------------------------------------------------


def test_a_page_of_twenty_megabytes() -> None:
    """Comments, menus and pictures inside the page weigh more than the plan; time is linear."""

    def around(megabytes: float) -> bytes:
        count = int(megabytes * 2500)
        comments = "".join(
            f'<div class="c{k % 7}"><span>网友{k}</span><p>建议改善周边交通，编号{k}。</p></div>'
            for k in range(count)
        )
        picture = "A" * 300 * count
        return page(
            f'<div class="list">{comments}</div><img src="data:image/png;base64,{picture}">'
        ).encode()

    small, _ = seconds(around(2.5))
    data = around(20)
    assert 19e6 < len(data) < 24e6
    large, plan = seconds(data)
    assert large < 16 * small + 1
    assert [n.title for n in plan.walk()] == [n.title for n in seed(NAME).walk()]


def test_a_pdf_of_five_hundred_pages() -> None:
    def bound(chapters: int) -> tuple[int, bytes]:
        pages = pdf_files.typeset(long_plan(chapters))
        return len(pages), pdf_files.write(pages)

    few, data = bound(20)
    small, _ = seconds(data)
    many, data = bound(170)
    assert many >= 500
    large, plan = seconds(data)
    assert large / many < 3 * small / few + 0.002
    assert len(plan.children) == 170
    assert {len(chapter.children) for chapter in plan.children} == {10}
    assert plan.source.locate(plan.children[-1].span).page == pytest.approx(many, abs=4)


# -- cut short, encrypted -------------------------------------------------------------------------


def test_a_page_cut_short_keeps_what_came() -> None:
    whole = page()
    for part in (0.5, 0.7, 0.9):
        plan = plankit.parse(whole[: int(len(whole) * part)].encode(), facts=False)
        got = [n.title for n in plan.walk()]
        wanted = [n.title for n in seed(NAME).walk()]
        assert len(got) > 0.3 * part * len(wanted)
        assert got[:-1] == wanted[: len(got) - 1]  # the last may end in mid-sentence


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_text_cut_short_in_a_character(encoding: str) -> None:
    data = "\n".join(article(NAME).paragraphs).encode(encoding)
    wanted = [n.title for n in seed(NAME).walk()]
    for size in range(6000, 6005):
        plan = plankit.parse(data[:size], facts=False)
        got = [n.title for n in plan.walk()]
        assert got[:-1] == wanted[: len(got) - 1]
        assert len(got) > 5


def test_files_cut_short() -> None:
    word = docx_files.plan_to_docx("\n".join(article(NAME).paragraphs))
    pdf = pdf_files.write(pdf_files.typeset(long_plan(3)))
    for data in (word[: len(word) // 2], pdf[: len(pdf) // 2]):
        with pytest.raises(CorruptFile):
            plankit.parse(data)
    archive = renderings.web_archive(page())
    plan = plankit.parse(archive[: len(archive) // 2], facts=False)
    assert len(plan.tasks) > 5


def test_encrypted_files(tmp_path) -> None:  # type: ignore[no-untyped-def]
    kinds = {
        "锁.pdf": pdf_files.write(pdf_files.typeset(long_plan(1)), encrypted=True),
        "锁.docx": docx_files.ole("EncryptionInfo", "EncryptedPackage"),
    }
    for name, data in kinds.items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(EncryptedFile, match=name):
            plankit.parse(path)


# -- one byte -------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["replaced", "lost", "doubled"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_broken_byte(encoding: str, how: str) -> None:
    """The nodes stay what they are, but for the one that is hit."""
    text = "\n".join(article(NAME).paragraphs)
    whole = plankit.parse(text.encode(encoding), facts=False)
    data = text.encode(encoding)
    for at in range(3000, len(data) - 10, 2711):
        byte = {"replaced": b"\xff", "lost": b"", "doubled": data[at : at + 1] * 2}[how]
        plan = plankit.parse(data[:at] + byte + data[at + 1 :], facts=False)
        assert len(list(plan.walk())) == len(list(whole.walk()))
        changed = sum(
            a.title != b.title or a.text != b.text
            for a, b in zip(whole.tasks, plan.tasks, strict=True)
        )
        assert changed <= 1


# -- packed ---------------------------------------------------------------------------------------


def packed(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


def test_a_zip_of_one_document_is_the_document() -> None:
    for data in (
        "\n".join(article(NAME).paragraphs).encode(),
        docx_files.plan_to_docx("\n".join(article(NAME).paragraphs)),
        page().encode("gb18030"),
    ):
        same(seed(NAME), plankit.parse(packed(("工作要点/要点", data))))


def test_a_zip_of_several_documents_is_for_parse_many(tmp_path) -> None:  # type: ignore[no-untyped-def]
    files = [
        (f"{name}.txt", "\n".join(article(name).paragraphs).encode()) for name in restyling.NAMES
    ]
    path = tmp_path / "要点.zip"
    path.write_bytes(packed(*files))
    with pytest.raises(UnsupportedFormat, match="parse_many"):
        plankit.parse(path)
    found = list(plankit.parse_many([path], jobs=1))
    assert len(found) == len(files)
    for name, result in zip(restyling.NAMES, found, strict=True):
        assert result.plan is not None
        assert not first_difference(seed(name), result.plan)
