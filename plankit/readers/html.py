"""HTML pages: what a reader of the page sees, as lines, each word with its place in the file."""

from __future__ import annotations

from ..errors import UnreadableSource
from ..source import Source
from .encodings import Decoded, declared_encoding, decode
from .html_blocks import Page
from .html_furniture import find_furniture, find_notes
from .html_held import held_back
from .html_lines import assemble

HIDDEN = 500
"""Characters that are not shown from which a page with less to show is read whole; 60 where what
it shows has no sentence."""


def read(data: bytes, name: str | None) -> Source:
    """The source of a page. `UnreadableSource` where it is no text, or shows none."""
    return from_text(decode(data, name, declared_encoding(data)), name)


def from_text(decoded: Decoded, name: str | None, format: str = "html") -> Source:
    """The source of a page that is already decoded."""
    raw = decoded.text
    page = Page(raw)
    shown = sum(line.size for line in page.lines)
    told = any("。" in line.text for line in page.lines) if shown < 4 * HIDDEN else True
    if page.unseen > (HIDDEN if told else HIDDEN // 8) and page.unseen > 2 * shown:
        page = Page(raw, everything=True)  # hidden until a script shows it
    elif not told:
        inner = held_back(raw)
        if inner is not None and len(inner[0]) > 2 * shown:
            page.frame(*inner)
    text, anchors, marks, quiet, offsets = assemble(page.lines, raw)
    if not text.strip("\xa0\u3000 \n"):
        raise UnreadableSource(
            f"{name or 'input'}: the page shows no text; its words may be fetched by a script"
        )
    furniture = quiet
    notes = find_notes(page.lines, page.noted)
    for k, (line, offset, is_furniture) in enumerate(
        zip(page.lines, offsets, find_furniture(page.lines, page.boxes), strict=True)
    ):
        if is_furniture or k in notes:
            furniture.append((offset, offset + line.size))
    declared = dict(page.meta)
    if page.title:
        declared.setdefault("title", page.title)
    # validation would copy some thousands of anchors that were made right here
    return Source.model_construct(
        text=text,
        name=name,
        format=format,
        encoding=decoded.encoding,
        anchors=tuple(anchors),
        marks=tuple(marks),
        declared=declared,
        furniture=tuple(sorted(furniture)),
        notes=_places(decoded, text),
    )


def _places(decoded: Decoded, text: str) -> tuple[tuple[str, str, int, int], ...]:
    """Notes on broken bytes, with their places in the text: the broken characters, in order."""
    notes: list[tuple[str, str, int, int]] = []
    at = 0
    for code, message, start, end in decoded.notes:
        size = end - start
        found = text.find("\ufffd" * size, at)
        if found < 0:
            continue  # in markup or in something not shown
        notes.append((code, message, found, found + size))
        at = found + size
    return tuple(notes)
