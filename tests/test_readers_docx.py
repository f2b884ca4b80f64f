"""Word files: what of them becomes text, and where it sat."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from docx_files import (
    W_NS,
    Way,
    docx,
    lvl,
    numbering,
    p,
    part,
    plan_to_docx,
    r,
    relations,
    style,
    tbl,
    zipped,
)

import plankit
from plankit.model import WorkPlan
from plankit.readers.docx import read
from plankit.source import Source

# -- paragraphs and runs --------------------------------------------------------------------------


def text(*body: str, styles: str = "") -> str:
    return read(docx(*body, styles=styles), None).text


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bare(code: str) -> str:
    """A field without a result."""
    begin, end = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
    return f"<w:r>{begin}<w:instrText>{code}</w:instrText>{end}</w:r>"


def box(content: str) -> str:
    """A text box as Word writes it: once as a shape, once for older programs."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>'
        f"<a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


VANISH = "<w:vanish/>"
INLINE = {
    "runs": (r("一、") + r("提高质量"), "一、提高质量"),
    "empty paragraph": ("", ""),
    "tab": ("<w:r><w:tab/></w:r>" + r("甲"), "\t甲"),
    "line break": (r("甲") + "<w:r><w:br/></w:r>" + r("乙"), "甲\n乙"),
    "page break": (r("甲") + '<w:r><w:br w:type="page"/></w:r>' + r("乙"), "甲\n乙"),
    "rendered page break": (r("甲") + "<w:r><w:lastRenderedPageBreak/></w:r>" + r("乙"), "甲乙"),
    "hyphens": (
        "<w:r><w:t>2</w:t><w:noBreakHyphen/><w:t>3</w:t><w:softHyphen/><w:t>4</w:t></w:r>",
        "2-34",
    ),
    "symbol": ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r("95%"), "≥95%"),
    "symbol without offset": ('<w:r><w:sym w:font="Wingdings" w:char="FC"/></w:r>', "✓"),
    "symbol of a text font": ('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>', "①"),
    "symbol that is none": ('<w:r><w:sym w:font="宋体" w:char="D800"/></w:r>', ""),
    "space is kept only where it is said": ("<w:r><w:t> 甲\n </w:t></w:r>" + r(" 乙 "), "甲 乙 "),
    "insertion": (r("提高") + f"<w:ins>{r('显著')}</w:ins>" + r("质量"), "提高显著质量"),
    "deletion": (
        r("提高") + "<w:del><w:r><w:delText>显著</w:delText></w:r></w:del>" + r("质量"),
        "提高质量",
    ),
    "move": (f"<w:moveFrom>{r('甲')}</w:moveFrom><w:moveTo>{r('乙')}</w:moveTo>", "乙"),
    "hidden": (
        r("甲", VANISH) + r("乙", '<w:vanish w:val="0"/>') + r("丙", '<w:vanish w:val="false"/>'),
        "乙丙",
    ),
    "hyperlink": (f'<w:hyperlink r:id="x">{r("链接")}</w:hyperlink>', "链接"),
    "smart tag": (
        f"<w:smartTag><w:smartTagPr/>{r('2024')}<w:smartTag>{r('年')}</w:smartTag></w:smartTag>",
        "2024年",
    ),
    "content control": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r('选项')}</w:sdtContent></w:sdt>",
        "选项",
    ),
    "prompt": (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{r('单击')}</w:sdtContent></w:sdt>",
        "",
    ),
    "ruby": (
        f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('xiǎng')}</w:rt><w:rubyBase>{r('飨')}</w:rubyBase>"
        "</w:ruby></w:r>",
        "飨",
    ),
    "math": (f"<m:oMath><m:r><m:t>x≥1</m:t></m:r></m:oMath>{r('。')}", "x≥1。"),
    "simple field": (f'<w:fldSimple w:instr=" DATE ">{r("3月")}</w:fldSimple>', "3月"),
    "field": (r("第") + field(" PAGE ", r("7")) + r("页"), "第7页"),
    "field in a field": (field(f" IF {field(' DATE ', r('甲'))} ", r("乙")), "乙"),
    "field without result": (bare("XE") + r("甲"), "甲"),
    "enclosed characters": (
        bare(r"eq \o\ac(○,1)") + r("甲") + bare(r"EQ \o(□, 12 )") + bare(r"eq \f(1,2)"),
        "①甲⑫",
    ),
    "comment": (
        '<w:commentRangeStart w:id="1"/>' + r("甲") + '<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r>',
        "甲",
    ),
    "picture": (
        r("甲") + '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图" descr="图"/>'
        "</wp:inline></w:drawing></w:r>",
        "甲",
    ),
    "word art": (
        '<w:r><w:pict><v:shape><v:textpath string="要点"/></v:shape></w:pict></w:r>',
        "\n要点",
    ),
    "text box": (r("甲") + box(p("框一") + p("框二")), "甲\n框一\n框二"),
}


@pytest.mark.parametrize("case", INLINE)
def test_inside_a_paragraph(case: str) -> None:
    inner, expected = INLINE[case]
    assert text(f"<w:p>{inner}</w:p>", "尾") == f"{expected}\n尾\n"


def test_a_field_that_never_ends_takes_nothing_with_it() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert text(p(begin, "甲"), "乙", "丙") == "\n乙\n丙\n"


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    assert (
        text(p("加强", more=mark), p("监管", more=mark), "工作。", "完") == "加强监管工作。\n完\n"
    )
    assert text(p("甲", more=mark), tbl(["乙"])) == "甲\n乙\n"


def test_hidden_by_style() -> None:
    styles = style("H", rpr=VANISH) + style("C", rpr=VANISH, kind="character")
    shown = r("丁", '<w:vanish w:val="0"/>')
    assert (
        text(p("甲", shown, style="H"), p(r("乙", '<w:rStyle w:val="C"/>'), "丙"), styles=styles)
        == "丁\n丙\n"
    )


def test_hidden_paragraphs_do_not_count() -> None:
    hidden = p(r("x", VANISH), num=(1, 0), more="<w:rPr><w:vanish/></w:rPr>")
    made = docx(
        p("甲", num=(1, 0)),
        hidden,
        p("乙", num=(1, 0)),
        numbering=numbering({1: lvl(0, "decimal", "%1.")}),
    )
    assert read(made, None).text == "1.甲\n\n2.乙\n"


def test_notes_tell_what_was_left_out() -> None:
    made = docx(
        p(r("甲乙", VANISH), "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del>", "丁"),
        '<w:altChunk r:id="x"/>',
    )
    source = read(made, None)
    assert [note[0] for note in source.notes] == [
        "changes-accepted",
        "text-hidden",
        "part-embedded",
    ]
    assert "2 characters" in source.notes[1][1]
    assert read(docx("甲"), None).notes == ()


def test_wrappers_around_paragraphs() -> None:
    inner = (
        f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt><w:customXml>{p('乙')}</w:customXml>"
    )
    choice = (
        f'<mc:AlternateContent><mc:Choice Requires="x">{p("丙")}</mc:Choice>'
        f"<mc:Fallback>{p('丁')}</mc:Fallback></mc:AlternateContent>"
    )
    assert text(inner, choice) == "甲\n乙\n丙\n"


def test_text_boxes_in_older_files() -> None:
    inner = f"<w:txbxContent>{p('框')}</w:txbxContent>"
    old = f"<w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>"
    assert text(p("甲", old), "乙") == "甲\n框\n乙\n"


# -- styles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("definition", "mark"),
    [
        (style("X", "heading 1"), ("heading", 1)),
        (style("X", "Heading 2"), ("heading", 2)),
        (style("X", "标题 3"), ("heading", 3)),
        (style("X", "我的样式", ppr='<w:outlineLvl w:val="3"/>'), ("heading", 4)),
        (style("X", "新", based_on="B") + style("B", "heading 2"), ("heading", 2)),
        (
            style("X", "新", based_on="B", ppr='<w:outlineLvl w:val="9"/>')
            + style("B", "heading 2"),
            None,
        ),
        (style("X", "heading 1", ppr='<w:outlineLvl w:val="9"/>'), None),
        (style("X", "Title"), ("title", 1)),
        (style("X", "标题"), ("title", 1)),
        (style("X", "Subtitle"), None),
        (style("X", "正文"), None),
        (style("X", "X", based_on="X"), None),
        (style("X", "A", based_on="Y") + style("Y", "B", based_on="X"), None),
        ("", None),
    ],
)
def test_heading_styles(definition: str, mark: tuple[str, int] | None) -> None:
    source = read(docx("甲", p("乙", style="X"), p(style="X"), styles=definition), None)
    assert source.marks == (((2, *mark),) if mark else ())


def test_headings_without_a_definition_and_by_their_own_level() -> None:
    source = read(docx(p("甲", style="Heading1"), p("乙", more='<w:outlineLvl w:val="1"/>')), None)
    assert source.marks == ((0, "heading", 1), (2, "heading", 2))


def test_contents_are_furniture() -> None:
    entries = p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "一、总体要求", "<w:r><w:tab/></w:r>", field(" PAGEREF a ", r("1")),
    ) + p("二、重点任务", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')  # fmt: skip
    source = read(docx("标题", "目　录", entries, "一、总体要求", "二、重点任务"), None)
    assert [source.text[s:e] for s, e in source.furniture] == [
        "目　录\n一、总体要求\t1\n二、重点任务"
    ]


def test_contents_in_a_control_and_by_style() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    entries = p("目录") + p("甲 1")
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{entries}</w:sdtContent></w:sdt>"
    by_style = p("目录") + p("甲 1", style="T") + p("乙 2", style="T")
    for body in (control + p("乙 2", style="T"), by_style):
        source = read(docx("题", body, "尾", styles=style("T", "toc 1")), None)
        covered = "".join(source.text[s:e] for s, e in source.furniture)
        assert covered.replace("\n", "") == "目录甲 1乙 2"


# -- places ---------------------------------------------------------------------------------------


def test_paragraphs_and_runs_are_counted_from_one() -> None:
    source = read(docx("", p(r("甲"), f"<w:ins>{r('乙')}</w:ins>", "丙")), None)
    assert [(source.locate(k).paragraph, source.locate(k).run) for k in (1, 2, 3)] == [
        (2, 1), (2, 2), (2, 3),
    ]  # fmt: skip


# -- parts ----------------------------------------------------------------------------------------


def test_headers_and_footers_are_furniture() -> None:
    parts = {
        "header1.xml": part("hdr", p("某市教育局")),
        "header2.xml": part("hdr", p("某市教育局")),
        "footer1.xml": part("ftr", p("— ", field(" PAGE ", r("1")), " —")),
        "footer2.xml": part("ftr", p()),
        "footer3.xml": "<broken",
    }
    source = read(docx("正文", parts=parts), None)
    assert source.text == "某市教育局\n正文\n— 1 —\n"
    assert [source.text[s:e] for s, e in source.furniture] == ["某市教育局", "— 1 —"]
    assert source.locate(0).paragraph is None
    assert source.locate(6).paragraph == 1


def test_footnotes_follow_the_body_in_the_order_of_their_marks() -> None:
    def note(number: int, words: str, more: str = "") -> str:
        inner = p("<w:r><w:footnoteRef/></w:r>", words)
        return f'<w:footnote w:id="{number}"{more}>{inner}</w:footnote>'

    notes = part(
        "footnotes",
        note(-1, "线", ' w:type="separator"') + note(1, "注甲") + note(2, "注乙") + note(3, "无"),
    )
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = [
        p(
            "正",
            mark.format(2),
            "文",
            mark.format(1),
            mark.format(2),
            mark.format(-1),
            mark.format(9),
        )
    ]
    source = read(docx(*body, parts={"footnotes.xml": notes}), None)
    assert source.text == "正文\n注乙\n注甲\n"
    assert [source.text[s:e] for s, e in source.furniture] == ["注乙", "注甲"]


def test_properties() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="urn:x" xmlns:dc="urn:dc" xmlns:t="urn:t">'
        "<dc:title> 工作\n要点 </dc:title>"
        "<dc:creator>办公室</dc:creator><t:created>2024-03-01T08:00:00Z</t:created><cp:keywords/>"
        "<cp:revision>3</cp:revision></cp:coreProperties>"
    )
    assert read(docx("甲", core=core), None).declared == {
        "title": "工作 要点",
        "creator": "办公室",
        "created": "2024-03-01T08:00:00Z",
    }
    assert read(docx("甲", core="<broken"), None).declared == {}


def test_strict_files() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = part("document", f"<w:body>{p('甲')}</w:body>").replace(W_NS, strict)
    assert read(zipped({"word/document.xml": body}), None).text == "甲\n"


def test_other_names_prefixes_and_encodings() -> None:
    body = part("document", f"<w:body>{p('甲')}</w:body>").replace("w:", "x:").replace(":w=", ":x=")
    rels = relations(("officeDocument", "/Word/Main.xml"))
    assert read(zipped({"_rels/.rels": rels, "word/main.xml": body}), None).text == "甲\n"
    wide = body.replace("UTF-8", "UTF-16").encode("utf-16")
    assert read(zipped({"word/document.xml": wide}), None).text == "甲\n"


def test_format_and_name() -> None:
    source = read(docx("甲"), "要点.docx")
    assert (source.format, source.name) == ("docx", "要点.docx")
    assert Source.model_validate(source.model_dump()) == source


# -- plans ----------------------------------------------------------------------------------------


def outline(plan: WorkPlan) -> list[tuple[str, str | None, str, str | None]]:
    return [(n.id, "".join((n.label or "").split()), n.kind, n.title) for n in plan.walk()]


@pytest.mark.parametrize("way", ["typed", "automatic", "headings"])
def test_the_seeds_as_word_files_have_the_same_outline(seeds: list[Path], way: Way) -> None:
    for seed in seeds:
        words = seed.read_text(encoding="utf-8")
        as_text = plankit.parse_text(words, facts=False)
        as_word = plankit.parse(plan_to_docx(words, way), format="docx", facts=False)
        assert outline(as_word) == outline(as_text), seed.name
        assert as_word.title == as_text.title


def test_automatic_numbers_are_not_in_the_file(seeds: list[Path]) -> None:
    words = seeds[0].read_text(encoding="utf-8")
    source = read(plan_to_docx(words, "automatic"), None)
    assert sum(m.kind == "list" for m in source.marks) > 20
    assert "".join(source.text.split()) == "".join(words.split())


WORDS = "完善协调机制，细化措施，压实责任，定期调度，确保年度目标任务按时保质完成。" * 2


def test_reading_is_linear() -> None:
    """Ten times the paragraphs take some ten times as long."""
    levels = numbering({1: lvl(0, "decimal", "%1.")})

    def seconds(paragraphs: int) -> float:
        body = p(WORDS, WORDS, num=(1, 0)) * paragraphs + tbl(["甲", "乙"]) * (paragraphs // 4)
        data = docx(body, numbering=levels)
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            read(data, None)
            best = min(best, time.process_time() - begun)
        return best

    assert seconds(5000) < 30 * seconds(500)
