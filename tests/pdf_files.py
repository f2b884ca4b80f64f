"""Small PDF files for tests, written by hand: Chinese text without an embedded font.

Codes are UTF-16 and the font says so in its ToUnicode map, so that any character may be shown and
each has the width of an em (half an em for ASCII). A page is a list of content stream operations,
made by `text`, `line` and `frame`; `typeset` breaks paragraphs into lines as a typesetter does.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence

A4 = (595, 842)
LEFT, RIGHT, TOP, BOTTOM = 79, 511, 737, 99
"""Margins near GB/T 9704's; 27 characters of 16 points on a line."""

BODY, BLACK, RULE_COLOUR = "F1", "F2", "1 0 0 RG"


def text(
    x: float,
    y: float,
    words: str,
    size: float = 16,
    font: str = BODY,
    turn: tuple[float, ...] = (1, 0, 0, 1),
) -> str:
    """Operations that show `words` from a point on; `turn` is the rotation part of a matrix."""
    code = words.encode("utf-16-be").hex()
    matrix = " ".join(map(str, turn))
    return f"BT /{font} {size} Tf {matrix} {x:.2f} {y:.2f} Tm <{code}> Tj ET"


def apart(x: float, y: float, words: Sequence[str], gap: Sequence[float], size: float = 16) -> str:
    """Stretches of one line with gaps between them, in ems, shown by one operation."""
    codes = [f"<{w.encode('utf-16-be').hex()}>" for w in words]
    parts = [codes[0], *(f"{-1000 * g:.0f} {c}" for g, c in zip(gap, codes[1:], strict=True))]
    return f"BT /F1 {size} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm [{' '.join(parts)}] TJ ET"


def spaced(x: float, y: float, words: str, size: float, space: float) -> str:
    """The same with a gap behind each character, in points."""
    code = words.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf {space} Tc 1 0 0 1 {x:.2f} {y:.2f} Tm <{code}> Tj 0 Tc ET"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A thin line."""
    return f"{x0} {y0} m {x1} {y1} l S"


def frame(x0: float, y0: float, x1: float, y1: float) -> str:
    """A frame as one path."""
    return f"{x0} {y0} {x1 - x0} {y1 - y0} re S"


def ems(words: str) -> float:
    """The width of text, in ems."""
    return sum(0.5 if c < "\x7f" else 1.0 for c in words)


def centred(y: float, words: str, size: float = 22, font: str = BODY) -> str:
    """Text about the middle of the page."""
    return text((LEFT + RIGHT - ems(words) * size) / 2, y, words, size, font)


def wrap(words: str, width: float, indent: float) -> list[str]:
    """Lines of at most `width` ems, the first shorter by `indent`; no line begins with a mark."""
    lines, current, room = [], "", width - indent
    for k, char in enumerate(words):
        following = words[k + 1 : k + 2]
        need = ems(char) + (ems(following) if following in "，。、；：）》”" and following else 0)
        if current and ems(current) + need > room and char not in "，。、；：）》”":
            lines.append(current)
            current, room = "", width
        current += char
    return [*lines, current]


def typeset(
    paragraphs: Iterable[str],
    *,
    size: float = 16,
    indent: float = 2,
    lead: float = 28,
    left: float = LEFT,
    right: float = RIGHT,
    top: float = TOP,
    bottom: float = BOTTOM,
    hanging: float = 0,
) -> list[list[str]]:
    """Pages of operations for paragraphs set in one column."""
    pages: list[list[str]] = [[]]
    y = top
    width = (right - left) / size
    for paragraph in paragraphs:
        for k, words in enumerate(wrap(paragraph, width - hanging, indent - hanging)):
            if y < bottom:
                pages.append([])
                y = top
            pages[-1].append(text(left + size * (indent if k == 0 else hanging), y, words, size))
            y -= lead
    return pages


def write(
    pages: Sequence[Sequence[str]],
    *,
    size: tuple[int, int] = A4,
    rotate: int = 0,
    encrypted: bool = False,
    unicode_map: bool = True,
) -> bytes:
    """The PDF file with these pages."""
    used = sorted({c for page in pages for c in _shown(page)})
    objects: list[bytes] = [b"", b""]

    def add(body: str | bytes) -> int:
        objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(objects)

    def stream(data: bytes) -> int:
        packed = zlib.compress(data)
        head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
        return add(head + packed + b"\nendstream")

    # PDFium leaves text out whose glyphs have no extent, so there must be a font, if of boxes only
    boxes = stream(_font())
    glyphs = stream(b"".join(b"\0\2" if c < 127 else b"\0\1" for c in range(0x10000)))
    fonts = []
    for name, face in (("F1", "FangSong"), ("F2", "SimHei-Bold")):
        cmap = stream(_to_unicode(used)) if unicode_map else 0
        descriptor = add(
            f"<< /Type /FontDescriptor /FontName /{face} /Flags 4 /FontBBox [0 -120 1000 880] "
            f"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 "
            f"/FontFile2 {boxes} 0 R >>"
        )
        child = add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{face} "
            f"/FontDescriptor {descriptor} 0 R "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/CIDToGIDMap {glyphs} 0 R /DW 1000 /W [32 126 500] >>"
        )
        font = add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{face} /Encoding /Identity-H "
            f"/DescendantFonts [{child} 0 R]" + (f" /ToUnicode {cmap} 0 R" if cmap else "") + " >>"
        )
        fonts.append(f"/{name} {font} 0 R")
    kids = []
    for page in pages:
        content = stream("\n".join(page).encode("latin-1"))
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] "
                f"/Rotate {rotate} "
                f"/Resources << /Font << {' '.join(fonts)} >> >> /Contents {content} 0 R >>"
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = " ".join(f"{k} 0 R" for k in kids)
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    lock = add(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>")
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    more = f" /Encrypt {lock} 0 R /ID [<{'00' * 16}> <{'00' * 16}>]" if encrypted else ""
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{more} >>\n".encode()
    out += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _font() -> bytes:
    """A TrueType font of two glyphs: a box of an em and one of half an em."""

    def box(width: int) -> bytes:
        head = struct.pack(">hhhhhHH", 1, 40, -80, width - 40, 840, 3, 0)
        flags = b"\x01" * 4
        xs = struct.pack(">hhhh", 40, 0, width - 80, 0)
        ys = struct.pack(">hhhh", -80, 920, 0, -920)
        return head + flags + xs + ys

    wide, narrow = box(1000), box(500)
    wide += b"\0" * (-len(wide) % 4)
    narrow += b"\0" * (-len(narrow) % 4)
    ends = [0, 0, len(wide), len(wide) + len(narrow)]
    tables = {
        b"glyf": wide + narrow,
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, -120, 1000, 880, 0, 8, 2, 1, 0,
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, 1000, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3
        ),
        b"hmtx": struct.pack(">HhHhHh", 1000, 0, 1000, 40, 500, 40),
        b"loca": struct.pack(">4I", *ends),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 3, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }  # fmt: skip
    out = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32)
    at = 12 + 16 * len(tables)
    bodies = b""
    for tag, data in tables.items():
        out += struct.pack(">4sIII", tag, 0, at + len(bodies), len(data))
        bodies += data + b"\0" * (-len(data) % 4)
    return out + bodies


def _shown(page: Sequence[str]) -> str:
    """The characters that operations show."""
    found = []
    for operation in page:
        if operation.startswith("BT "):
            for code in operation.split("<")[1:]:
                found.append(bytes.fromhex(code[: code.index(">")]).decode("utf-16-be"))
    return "".join(found)


def _to_unicode(used: Sequence[str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    codes = [f"<{ord(c):04x}> <{ord(c):04x}>" for c in used if c <= "\uffff"]
    for k in range(0, len(codes), 100):
        part = codes[k : k + 100]
        lines += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    lines.append("endcmap end end")
    return "\n".join(lines).encode("latin-1")
