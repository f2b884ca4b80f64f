"""What a file is, told from its bytes and never from its name."""

from __future__ import annotations

import re

from ..errors import UnreadableSource, UnsupportedFormat

FORMATS = ("text", "html", "mhtml", "markdown", "docx", "doc", "pdf", "xlsx", "zip")
"""Names that `format=` takes and `Source.format` gives."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# what begins like this is no document, or one that has to be saved in another format first
_OTHERS = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a bitmap image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a media file"),
    (b"\x00\x00\x00\x18ftyp", "a video"),
    (b"\x00\x00\x00\x20ftyp", "a video"),
    (b"ID3", "a sound file"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "an xz file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd file; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"%!PS", "PostScript; convert it to PDF"),
    (b"CAJ", "a CAJ file; export it as PDF"),
)
_FLAT = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_MEMBERS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
    ("content.xml", "odf"),
)
_SAVE_AS = {
    "xlsb": "an Excel binary workbook; save it as .xlsx",
    "pptx": "a PowerPoint presentation; export it as PDF",
    "ofd": "an OFD file; export it as PDF",
    "odf": "an OpenDocument file; save it as .docx",
}

_MIME_HEAD = re.compile(rb"^(?:[A-Za-z-]{2,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)", re.MULTILINE)
_HTML_HEAD = re.compile(
    r"(?:\ufeff|\s|<!--(?:(?!-->)[\s\S]){0,2000}-->|<\?xml[^>]{0,300}>|<%[^%]{0,1000}%>)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|jsp:)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:p|div|br|span|table|tbody|tr|td|th|ul|ol|li|section|article|font|h[1-6]|center|strong"
    r"|a|img)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"<(?:p|div|br|table|tr|td|ul|ol|section|article)[\s/>]", re.IGNORECASE)

_ATX = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_TITLE = re.compile(r"\s*# \S[^\n]*\n[ \t]*\r?\n")
_RULE_ROW = re.compile(
    r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*\r?$", re.M
)
_GRID_RULE = re.compile(r"^[ \t]*\+(?:[-=]{3,}\+)+[ \t]*\r?$", re.MULTILINE)
_FRONT = re.compile(
    r"\ufeff?(?:---[ \t]*\r?\n(?:[^\n]{0,400}\n){0,60}?(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\r?\n(?:[^\n]{0,400}\n){0,60}?\+\+\+)[ \t]*\r?(?:\n|\Z)"
)
_HARD_BREAK = re.compile(r"\S  \r?\n")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_LINK = re.compile(r"!?\[[^\[\]\n]{0,200}\]\((?:https?:|/|\.|#|[\w-]+\.\w)[^()\s]{0,400}\)")
_BOLD = re.compile(r"\*\*[^\s*][^*\n]{0,200}\*\*|__[^\s_][^_\n]{0,200}__")
_BOLD_LINE = re.compile(r"^[ \t\u3000]{0,4}\*\*[^\s*][^*\n]{0,120}\*\*[ \t]*\r?$", re.MULTILINE)
_BOLD_CHAPTER = re.compile(
    r"^[ \t\u3000]{0,4}\*\*[一二三四五六七八九十]{1,3}、[^*\n]{1,60}\*\*[ \t]*\r?$", re.MULTILINE
)
_BOLD_UNIT = re.compile(
    r"^[ \t\u3000]{0,4}(?:[-*+][ \t]{1,3}|[0-9]{1,2}[.．、)][ \t]?)?\*\*"
    r"(?:(?:[（(]?[一二三四五六七八九十0-9]{1,3}[、.．）)]|第[一二三四五六七八九十]{1,3}[章条部])[^*\n]{1,120}\*\*"
    r"|[^\s*][^*\n]{2,120}(?:[。：:；]\*\*|\*\*[。：:；]))",
    re.MULTILINE,
)
"""A unit whose number or whose first sentence is bold; names that are masked by ** are neither."""
_ESCAPED = re.compile(r"^[ \t\u3000]{0,4}[0-9]{1,3}\\[.)]", re.MULTILINE)
_INLINE = re.compile(r"<!--[^\n]{0,400}-->|<([a-z][a-z0-9]{0,12})>[^<>\n]{1,4000}</\1>|<br ?/?>")


def container(data: bytes, name: str | None) -> str | None:
    """The container that the first bytes name, or None for text of some kind.

    Raises `UnreadableSource` for nothing at all and for what is no document, and
    `UnsupportedFormat` for documents that have to be saved in another format.
    """
    shown = name or "input"
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableSource(f"{shown}: the file is empty")
    if data.startswith(_ZIPS):
        return _zipped(data, shown)
    if data.startswith(_OLE):
        if "WordDocument".encode("utf-16-le") in data:
            return "doc"
        if "Workbook".encode("utf-16-le") in data:
            return "xlsx"
        return "doc"  # its reader names what else an Office 97 file holds
    if data.startswith(b"{\\rtf"):
        return "doc"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    begins = data[:80].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")
    if (begins and is_flat(data)) or is_word_2003(data):
        return "docx"
    for magic, what in _OTHERS:
        if data.startswith(magic) and not (magic == b"BM" and data[6:10] != b"\0\0\0\0"):
            kind = UnsupportedFormat if ";" in what else UnreadableSource
            raise kind(f"{shown}: {what}, not a document that plankit reads"
                       if ";" not in what else f"{shown}: {what}")  # fmt: skip
    if is_mhtml(data):
        return "mhtml"
    return None


def is_flat(data: bytes) -> bool:
    """Whether it is an Office package written as one XML file."""
    return _FLAT in data[:4096]


def is_word_2003(data: bytes) -> bool:
    """Whether it is a Word 2003 document in XML, in UTF-8 or UTF-16."""
    head = data[:8192]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode("utf-8")
    xml = head[:80].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<w:wordDocument"))
    return xml and _WORD_2003 in head and b":wordDocument" in head


def _zipped(data: bytes, shown: str) -> str:
    import io
    import zipfile  # not for text, which is most of what is read

    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        # a damaged directory: the reader of the format names what is wrong with it
        for member, kind in _MEMBERS[:2]:
            if member.encode() in data:
                return kind
        return "zip"
    for member, kind in _MEMBERS:
        if member in names:
            if kind == "odf" and b"opendocument.text" in data[:200]:
                return "doc"
            if kind in _SAVE_AS:
                raise UnsupportedFormat(f"{shown}: {_SAVE_AS[kind]}")
            return kind
    return "zip"


def is_mhtml(data: bytes) -> bool:
    """Whether it begins with mail headers that announce a web archive."""
    head = data[:8192].lstrip()
    match = _MIME_HEAD.match(head)
    if match is None:
        return False
    head = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0].lower()
    return (
        b"mime-version:" in head
        and re.search(rb"content-type:\s*(?:multipart/|text/html|text/plain)", head) is not None
    )


LOOKED_AT = 65536
"""Code points by which the format of a text is told."""


def text_format(text: str) -> str:
    """Tell "html", "markdown" and "text" apart in what is already decoded."""
    head = text[:LOOKED_AT]
    if "<" in head and is_html(head):
        return "html"
    return "markdown" if is_markdown(head) else "text"


def is_html(head: str) -> bool:
    """A document's head, or a fragment that is full of tags.

    A fragment has three blocks and a tag for every 150 characters, or begins with a block and has
    one for every 1000; text that quotes a few tags has far fewer, Markdown with inline tags has
    no blocks.
    """
    if _HTML_HEAD.match(head):
        return True
    blocks = len(_BLOCK.findall(head))
    begins = head.lstrip("\ufeff \t\r\n\u3000")[:80]
    if blocks < 3 and not (begins[:1] == "<" and blocks):
        return False
    if begins[:1] != "<" and is_markdown(head):
        return False
    sparse = 1000 if _BLOCK.match(begins) else 150
    return len(_TAG.findall(head)) * sparse >= len(head)


def is_markdown(head: str) -> bool:
    """At least two signs of Markdown that plain text has no use for."""
    score = min(2, len(_ATX.findall(head)))
    if score == 1:
        score += _TITLE.match(head) is not None
    if "---" in head:
        score += 2 * bool(_RULE_ROW.search(head)) + bool(_FRONT.match(head))
    if head[:4].lstrip("\ufeff")[:3] == "+++":
        score += 2 * bool(_FRONT.match(head))
    if "+--" in head or "+==" in head:
        score += 2 * bool(_GRID_RULE.search(head))
    if score >= 2:
        return True
    if "\\" in head and len(_ESCAPED.findall(head)) >= 2:
        return True  # no list of Markdown's own: what converters write for a typed 1.
    if "**" in head and (
        len(_BOLD_LINE.findall(head)) >= 3
        or len(_BOLD_UNIT.findall(head)) >= 3
        or len(_BOLD_CHAPTER.findall(head)) >= 2
    ):
        return True
    if score and "  \n" in head:
        score += len(_HARD_BREAK.findall(head)) >= 3
    if "](" in head:
        score += bool(_LINK.search(head))
    if "**" in head or "__" in head:
        score += len(_BOLD.findall(head)) >= 3
    if "```" in head or "~~~" in head:
        score += len(_FENCE.findall(head)) >= 2
    if "<" in head:
        score += bool(_INLINE.search(head))
    return score >= 2
