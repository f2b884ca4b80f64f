"""Web archives (.mhtml, .mht): the page that a browser saved, and the frames in it.

`Source.locate` gives the line and column in the saved page, decoded; a frame's words stand where
the frame's own page has them.
"""

from __future__ import annotations

import email
import email.policy
from email.message import Message

from ..errors import CorruptFile, UnreadableSource
from ..source import Anchor, Mark, Source
from . import html, plain
from .encodings import Decoded, codec, declared_encoding, decode


def read(data: bytes, name: str | None) -> Source:
    """The source of a web archive.

    `CorruptFile` where it holds no page; `UnreadableSource` where the page shows no text.
    """
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    pages = _pages(message)
    if not pages:
        raise CorruptFile(f"{name or 'input'}: a web archive without a page in it")
    sources: list[Source] = []
    for part in pages:
        try:
            sources.append(_read_part(part, name))
        except UnreadableSource:
            if part is pages[-1] and not sources:
                raise
    return sources[0] if len(sources) == 1 else _join(sources)


def _pages(message: Message) -> list[Message]:
    """The parts with text, the archive's main page first."""
    parts = [
        part
        for part in message.walk()
        if part.get_content_type() in ("text/html", "application/xhtml+xml", "text/plain")
    ]
    pages = [part for part in parts if part.get_content_type() != "text/plain"] or parts[:1]
    start = str(message.get_param("start") or "")
    for k, part in enumerate(pages):
        if start and str(part.get("Content-ID", "")).strip() == start:
            pages.insert(0, pages.pop(k))
            break
    return pages


def _read_part(part: Message, name: str | None) -> Source:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    declared = codec(charset) if charset else None
    decoded: Decoded = decode(data, name, declared or declared_encoding(data))
    if part.get_content_type() == "text/plain":
        return plain.from_text(decoded, name).model_copy(update={"format": "mhtml"})
    return html.from_text(decoded, name, "mhtml")


def _join(sources: list[Source]) -> Source:
    """One source of a page and its frames, one below the other."""
    texts: list[str] = []
    anchors: list[Anchor] = []
    marks: list[Mark] = []
    furniture: list[tuple[int, int]] = []
    notes: list[tuple[str, str, int, int]] = []
    declared: dict[str, str] = {}
    base = 0
    for source in sources:
        texts.append(source.text)
        anchors.extend(a._replace(offset=a.offset + base) for a in source.anchors)
        marks.extend(m._replace(offset=m.offset + base) for m in source.marks)
        furniture.extend((start + base, end + base) for start, end in source.furniture)
        notes.extend((code, said, a + base, b + base) for code, said, a, b in source.notes)
        declared = {**source.declared, **declared}
        base += len(source.text)
    return sources[0].model_copy(
        update={
            "text": "".join(texts),
            "anchors": tuple(anchors),
            "marks": tuple(marks),
            "furniture": tuple(furniture),
            "notes": tuple(notes),
            "declared": declared,
        }
    )
