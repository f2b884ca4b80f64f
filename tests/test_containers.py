"""The same plan in every container gives the same tree and the same facts."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx_files
import pytest
import renderings
import restyling
from restyling import squeeze

import plankit
from plankit import WorkPlan
from plankit.model import Section, Task

FACTS = ("measures", "quantities", "dates", "citations", "owners", "terms")
Row = tuple[Any, ...]


@cache
def seed(name: str) -> WorkPlan:
    """The plan as read from the seed itself."""
    return plankit.parse(restyling.FIXTURES / "seeds" / restyling.gold(name)["source"])


@cache
def article(name: str) -> renderings.Article:
    return renderings.article(name, seed(name).year)


def rows(plan: WorkPlan) -> Iterator[Row]:
    """All that is said of the plan's nodes; spaces and places left out."""
    for node in plan.walk():
        yield (
            node.kind, node.level, node.number, squeeze(node.label), node.role, node.id,
            squeeze(node.title), squeeze(node.text),
        )  # fmt: skip
        for name in FACTS:
            for fact in getattr(node, name):
                told = fact.model_dump(exclude={"span", "verb_span", "document"})
                if told.get("document_number"):
                    told["document_number"].pop("span")
                yield (
                    name,
                    *((k, squeeze(v) if isinstance(v, str) else v) for k, v in told.items()),
                )


def first_difference(wanted: WorkPlan, got: WorkPlan) -> str:
    """Where two plans part, in words; empty where they do not."""
    if squeeze(wanted.title or "") != squeeze(got.title or ""):
        return f"title {wanted.title!r} became {got.title!r}"
    if wanted.year != got.year:
        return f"year {wanted.year} became {got.year}"
    a, b = list(rows(wanted)), list(rows(got))
    for k, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            changed = [(p, q) for p, q in zip(x, y, strict=False) if p != q]
            return f"row {k}: {x}\n became {y}\n which differ in {changed}"
    if len(a) != len(b):
        longer = a if len(a) > len(b) else b
        return f"{len(a)} rows became {len(b)}, first {longer[min(len(a), len(b))]}"
    return ""


def spans_hold(plan: WorkPlan) -> None:
    """Every place is a place: nodes inside their parents, words of facts where their spans say."""
    size = len(plan.source.text)

    def below(node: WorkPlan | Section | Task, low: int, high: int) -> None:
        for child in node.children:
            assert low <= child.span.start < child.span.end <= high
            for name in FACTS:
                for fact in getattr(child, name):
                    assert child.span.start <= fact.span.start < fact.span.end <= child.span.end
            below(child, child.span.start, child.span.end)
            low = child.span.end

    below(plan, 0, size)
    at = 0
    for region in plan.regions:
        assert region.span.start == at
        at = region.span.end
    assert at == size


def same(wanted: WorkPlan, got: WorkPlan) -> None:
    assert not first_difference(wanted, got)
    spans_hold(got)


# -- pages ----------------------------------------------------------------------------------------

SITE_WORDS = (
    "首页", "扫一扫", "相关", "主办", "ICP备", "公网安备", "打印", "关闭", "上一篇", "网站标识码",
    "技术支持", "Copyright", "栏目导航",
)  # fmt: skip


@pytest.mark.parametrize("body", renderings.BODIES)
@pytest.mark.parametrize("page", renderings.PAGES)
@pytest.mark.parametrize("name", restyling.NAMES)
def test_pages(name: str, page: str, body: str) -> None:
    text = article(name)
    markup = renderings.PAGES[page](text, renderings.BODIES[body](text.lines()))
    plan = plankit.parse(markup.encode())
    same(seed(name), plan)
    assert plan.source.format == "html"
    kept = " ".join(p.text for p in (plan.preamble, plan.notice, plan.closing) if p is not None)
    assert not [word for word in SITE_WORDS if word in kept]
    told = dict(text.fields)
    assert str(plan.metadata.published_on) == told["发布日期"]
    assert str(plan.metadata.written_on) == told["成文日期"]
    if page != "meta":  # the tags of the 政府网站发展指引 have no such fields
        assert plan.metadata.index_number == told["索引号"]
        assert str(plan.metadata.document_number) == told["发文字号"]
        assert plan.metadata.subject == "教育"
    assert plan.metadata.issuer == "某某市教育局"
    assert plan.metadata.recipients == ("各中小学、幼儿园", "各直属单位") or (
        plan.metadata.recipients == ("各中小学", "幼儿园", "各直属单位")
    )


@pytest.mark.parametrize("page", renderings.PAGES)
@pytest.mark.parametrize("name", restyling.NAMES)
def test_pages_as_they_are_saved(name: str, page: str) -> None:
    """In GB18030 as declared, in a web archive, in frames in frames."""
    text = article(name)
    markup = renderings.PAGES[page](text, renderings.as_paragraphs(text.lines()))
    plain = plankit.parse(markup.encode())
    declared = markup.replace('charset="utf-8"', 'charset="gb2312"')
    same(plain, plankit.parse(declared.encode("gb18030")))
    archive = plankit.parse(renderings.web_archive(markup.replace('charset="gb2312"', "")))
    assert archive.source.format == "mhtml"
    same(plain, archive)
    same(seed(name), plankit.parse(renderings.framed(markup).encode()))


def test_a_plan_between_hidden_parts() -> None:
    text = article(restyling.NAMES[0])
    lines = renderings.as_paragraphs(text.paragraphs)
    hidden = "<div style='display:none'><p>一、旧版</p><p>1.旧的任务。已经不用。</p></div>"
    cut = lines.replace("</p>\n<p", f"</p>{hidden}\n<p", 30)
    assert cut.count(hidden) == 30
    plan = plankit.parse(f"<!DOCTYPE html><html><body>{hidden}{cut}{hidden}</body></html>".encode())
    same(seed(restyling.NAMES[0]), plan)


# -- text -----------------------------------------------------------------------------------------

ENCODINGS = {
    "utf-8": ("utf-8", b""),
    "utf-8 marked": ("utf-8-sig", b""),
    "gb18030": ("gb18030", b""),
    "gbk": ("gbk", b""),
    "utf-16": ("utf-16", b""),
    "utf-16 le": ("utf-16-le", b""),
    "utf-16 be": ("utf-16-be", b""),
    "utf-16 be marked": ("utf-16-be", b"\xfe\xff"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", restyling.NAMES)
def test_encodings(name: str, encoding: str) -> None:
    codec, mark = ENCODINGS[encoding]
    text = seed(name).source.text
    if codec == "gbk":
        text = text.replace("\xa0", " ").replace("•", "·")  # GBK has neither
    plan = plankit.parse(mark + text.encode(codec))
    assert plan.source.text == text
    fields = {"source"}
    assert plan.model_dump(exclude=fields) == plankit.parse_text(text).model_dump(exclude=fields)
    same(seed(name), plan)


# characters of the Traditional seed that Big5 lacks, as it writes them
_BIG5 = str.maketrans("羣閲着温\xa0", "群閱著溫 ")


def test_big5() -> None:
    """Of the five only the Traditional one can be written in it, and with five other letters."""
    text = seed("wujin-2021").source.text.translate(_BIG5)
    plan = plankit.parse(text.encode("big5"))
    assert plan.source.text == text
    same(plankit.parse_text(text), plan)
    same(seed("wujin-2021"), plan)


# -- Markdown -------------------------------------------------------------------------------------


@pytest.mark.parametrize("headings", [True, False], ids=["headings", "lines"])
@pytest.mark.parametrize("name", restyling.NAMES)
def test_markdown(name: str, headings: bool) -> None:
    text = article(name)
    plan = plankit.parse(renderings.markdown(text, headings).encode())
    same(seed(name), plan)
    assert plan.source.format == "markdown"
    assert plan.metadata.index_number == text.fields[0][1]


# -- Word and PDF ---------------------------------------------------------------------------------


def word_files(name: str) -> dict[str, bytes]:
    text = article(name)
    lines = "\n".join(text.paragraphs)
    return {
        "typed": docx_files.plan_to_docx(lines, "typed"),
        "automatic": docx_files.plan_to_docx(lines, "automatic"),
        "headings": docx_files.plan_to_docx(lines, "headings"),
        "official": renderings.official_docx(text),
    }


WAYS = ("typed", "automatic", "headings", "official")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", restyling.NAMES)
def test_word(name: str, way: str) -> None:
    plan = plankit.parse(word_files(name)[way])
    same(seed(name), plan)
    assert plan.source.format == "docx"


@pytest.fixture(scope="session")
def printed(
    require_tool: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The Word files as PDF, all made by one run of LibreOffice."""
    soffice = require_tool("soffice", "libreoffice")
    folder = tmp_path_factory.mktemp("printed")
    given = []
    for name in restyling.NAMES:
        for way, data in word_files(name).items():
            path = folder / f"{name}-{way}.docx"
            path.write_bytes(data)
            given.append(str(path))
    command = [
        soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--norestore", "--convert-to", "pdf", "--outdir", str(folder), *given,
    ]  # fmt: skip
    subprocess.run(
        command,
        check=True,
        timeout=300,
        capture_output=True,
        env={**os.environ, "HOME": str(folder)},
    )
    return {path.stem: path for path in folder.glob("*.pdf")}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", restyling.NAMES)
def test_pdf(name: str, way: str, printed: dict[str, Path], needs: Callable[[str], Any]) -> None:
    needs("pypdfium2")
    plan = plankit.parse(printed[f"{name}-{way}"])
    same(seed(name), plan)
    assert plan.source.format == "pdf"
