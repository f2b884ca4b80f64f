"""Small Word and Excel files for tests, made from XML by hand.

`docx(body)` takes what stands inside `<w:body>`; `p(...)` writes a paragraph. `plan_to_docx`
turns a plan's text into a file with typed labels, with Word's list numbers, or with heading
styles.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W_NS}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Way = Literal["typed", "automatic", "headings"]


# -- parts ----------------------------------------------------------------------------------------


def part(root: str, inner: str) -> str:
    """A part of the package: `<w:root …>inner</w:root>`."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{root} {_SPACES}>{inner}</w:{root}>'


def r(text: str, properties: str = "") -> str:
    """A run."""
    letters = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{letters}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content: str, style: str = "", num: tuple[int, int] | None = None, more: str = "") -> str:
    """A paragraph of text and XML; `num` is its list and level (from 0)."""
    properties = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    if num is not None:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    properties += more
    inner = "".join(c if c.startswith("<") else r(c) for c in content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def tc(*paragraphs: str, span: int = 1, merge: str = "") -> str:
    """A table cell; `merge` is "restart" or "continue"."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = "".join(c if c.startswith("<") else p(c) for c in paragraphs) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: Sequence[str]) -> str:
    """A table; each row is a list of `tc(...)` or plain text."""
    written = (
        "<w:tr>" + "".join(c if c.startswith("<") else tc(c) for c in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/>{''.join(written)}</w:tbl>"


def lvl(
    ilvl: int,
    form: str,
    text: str,
    *,
    start: int = 1,
    suff: str = "nothing",
    more: str = "",
    style: str = "",
) -> str:
    """A level of a list, in the order of the schema."""
    restart = "".join(re.findall("<w:lvlRestart[^>]*/>", more))
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    legal = "<w:isLgl/>" if "isLgl" in more else ""
    letters = "".join(re.findall("<w:rPr>.*</w:rPr>", more))
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{restart}'
        f'{linked}{legal}<w:suff w:val="{suff}"/><w:lvlText w:val={quoteattr(text)}/>'
        f'<w:lvlJc w:val="left"/>{letters}</w:lvl>'
    )


def numbering(
    abstract: Mapping[int, str], nums: Mapping[int, tuple[int, str]] | None = None
) -> str:
    """numbering.xml: definitions by number, lists as (definition, overrides)."""
    if nums is None:
        nums = {k: (k, "") for k in abstract}
    return part(
        "numbering",
        "".join(
            f'<w:abstractNum w:abstractNumId="{k}">{v}</w:abstractNum>' for k, v in abstract.items()
        )
        + "".join(
            f'<w:num w:numId="{k}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'
            for k, (of, more) in nums.items()
        ),
    )


def style(
    style_id: str, name: str = "", *, based_on: str = "", ppr: str = "", rpr: str = "",
    kind: str = "paragraph", default: bool = False,
) -> str:  # fmt: skip
    """A style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}"{" w:default=" + quoteattr("1") if default else ""} '
        f'w:styleId="{style_id}"><w:name w:val="{name or style_id}"/>{base}'
        f"{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}"
        f"{f'<w:rPr>{rpr}</w:rPr>' if rpr else ''}</w:style>"
    )


# -- files ----------------------------------------------------------------------------------------


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the parts, always the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            file.writestr(info, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """A .rels part of (kind, target)."""
    items = "".join(
        f'<Relationship Id="rId{k}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for k, (kind, target) in enumerate(targets, 1)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<Relationships xmlns="{_PACKAGE}">{items}</Relationships>'


def docx(
    *body: str,
    numbering: str = "",
    styles: str = "",
    parts: Mapping[str, str] | None = None,
    core: str = "",
) -> bytes:
    """A Word file. `parts` are further ones by file name: "header1.xml", "footnotes.xml" …"""
    files: dict[str, str | bytes] = {}
    linked = [("styles", "styles.xml")] if styles else []
    if numbering:
        linked.append(("numbering", "numbering.xml"))
        files["word/numbering.xml"] = numbering
    if styles:
        files["word/styles.xml"] = part("styles", styles)
    for name, content in (parts or {}).items():
        linked.append((name.rstrip("0123456789.xml"), name))
        files[f"word/{name}"] = content
    inner = "".join(c if c.startswith("<") else p(c) for c in body)
    top = [("officeDocument", "word/document.xml")]
    if core:
        files["docProps/core.xml"] = core
    return zipped(
        {
            "[Content_Types].xml": _content_types(files),
            "_rels/.rels": relations(*top),
            "word/document.xml": part("document", f"<w:body>{inner}<w:sectPr/></w:body>"),
            "word/_rels/document.xml.rels": relations(*linked),
            **files,
        }
    )


def _content_types(files: Mapping[str, object]) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {"document": "document.main"}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{word}.{kinds.get(stem, stem)}+xml"/>'
        for name in ("word/document.xml", *files)
        if name.startswith("word/")
        for stem in [name[5:].rstrip("0123456789.xml")]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def ole(*names: str, flags: int = 0) -> bytes:
    """The beginnings of an OLE file: streams by name, and a file information block."""
    block = b"\xec\xa5" + b"\x00" * 8 + flags.to_bytes(2, "little") + b"\x00" * 500
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00") + block + entries


# -- plans ----------------------------------------------------------------------------------------

_LABELS = (
    # before the number, the number, behind it
    (
        re.compile(r"()([一二三四五六七八九十]{1,3})([、，,.．])[ \u3000]?"),
        "chineseCountingThousand",
    ),
    (re.compile(r"([（(])([一二三四五六七八九十]{1,3})([)）][、.]?)"), "chineseCountingThousand"),
    (re.compile(r"()([0-9]{1,3})([.．、])[ \u3000]?(?![0-9])"), "decimal"),
)


def plan_to_docx(text: str, style: Way = "typed") -> bytes:
    """A plan's text as a Word file, one paragraph a line.

    "typed": labels as text. "automatic": labels at the start of a line are taken out and are
    Word's list numbers (by `start` overrides where a number does not follow the one before it).
    "headings": labels as text, lines that begin with 一、 and （一） in styles Heading 1 and 2.
    """
    lines = text.split("\n")
    if style == "typed":
        return docx(*(p(line) for line in lines))
    if style == "headings":
        written = []
        for line in lines:
            found = label_depth(line)
            written.append(p(line, style="" if found is None else f"{found + 1}"))
        return docx(*written, styles=_HEADINGS)
    return _automatic(lines)


_HEADINGS = (
    style("a", "Normal", default=True)
    + style("1", "heading 1", based_on="a", ppr='<w:outlineLvl w:val="0"/>')
    + style("2", "heading 2", based_on="a", ppr='<w:outlineLvl w:val="1"/>')
    + style("3", "标题 3", based_on="a")
)


def label_depth(line: str) -> int | None:
    """0 for a line that begins with 一、, 1 for （一）, 2 for 1., None for others."""
    stripped = line.lstrip(" \u3000\t")
    return next((k for k, (pattern, _) in enumerate(_LABELS) if pattern.match(stripped)), None)


def _automatic(lines: Sequence[str]) -> bytes:
    from plankit.numerals import to_int

    nums: dict[int, tuple[int, str]] = {}
    written = []
    counts: list[int | None] = [None, None, None]
    texts: list[str | None] = [None, None, None]  # of the list in use, by level

    def level(k: int) -> str:
        return lvl(k, _LABELS[k][1], texts[k] or f"%{k + 1}", suff="tab")

    for line in lines:
        stripped = line.lstrip(" \u3000\t")
        depth = label_depth(stripped)
        found = _LABELS[depth][0].match(stripped) if depth is not None else None
        number = to_int(found[2]) if found is not None else None
        if depth is None or found is None or number is None:
            written.append(p(line))
            continue
        text = f"{found[1]}%{depth + 1}{found[3]}"
        before = counts[depth]
        if number != (1 if before is None else before + 1) or text != texts[depth] or not nums:
            texts[depth] = text
            over = "".join(
                f'<w:lvlOverride w:ilvl="{k}">'
                + (f'<w:startOverride w:val="{number}"/>' if k == depth else "")
                + f"{level(k)}</w:lvlOverride>"
                for k in range(3)
            )
            nums[len(nums) + 1] = (1, over)
        counts[depth] = number
        counts[depth + 1 :] = [None] * (2 - depth)
        written.append(p(stripped[found.end() :], num=(len(nums), depth)))
    levels = "".join(level(k) for k in range(3))
    return docx(*written, numbering=numbering({1: levels}, nums or {1: (1, "")}))


# -- workbooks ------------------------------------------------------------------------------------

_XLSX_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
S_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(
    sheets: Mapping[str, str],
    *,
    strings: Sequence[str] = (),
    styles: str = "",
    states: Mapping[str, str] | None = None,
    book: str = "",
) -> bytes:
    """An Excel file: `sheets` are what stands inside `<worksheet>`, `strings` are `<si>`s."""
    files: dict[str, str | bytes] = {}
    linked = []
    listed = ""
    for k, (name, inner) in enumerate(sheets.items(), 1):
        linked.append(("worksheet", f"worksheets/sheet{k}.xml"))
        files[f"xl/worksheets/sheet{k}.xml"] = f'<worksheet xmlns="{S_NS}">{inner}</worksheet>'
        state = f' state="{states[name]}"' if states and name in states else ""
        listed += f'<sheet name={quoteattr(name)} sheetId="{k}"{state} r:id="rId{k}"/>'
    if strings:
        linked.append(("sharedStrings", "sharedStrings.xml"))
        files["xl/sharedStrings.xml"] = f'<sst xmlns="{S_NS}">{"".join(strings)}</sst>'
    if styles:
        linked.append(("styles", "styles.xml"))
        files["xl/styles.xml"] = f'<styleSheet xmlns="{S_NS}">{styles}</styleSheet>'
    return zipped(
        {
            "[Content_Types].xml": _XLSX_TYPES,
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{S_NS}" xmlns:r="{_OFFICE}">{book}'
            f"<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(*linked),
            **files,
        }
    )
