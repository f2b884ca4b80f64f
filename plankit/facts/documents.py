"""The documents that a plan cites, each once, however often and however shortly it is cited."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from ..model import Citation, Document, DocumentNumber
from ..text import Span

_IGNORED: Final = re.compile(r"[\s\W_]+")
_OF_ISSUE: Final = re.compile(
    "关于(?:印发|发布|公布|颁布|转发|下发)[〈《]([^〈〉《》]+)[〉》]的(?:通知|公告|决定|令)$"
)
_EDITION: Final = re.compile(r"[（(](?:试行|暂行|草案|修订|修订版|修订稿|征求意见稿|送审稿)[）)]$")
_SHORT: Final = 6
"""A title of up to so many characters may stand for one that ends with it (《规划纲要》)."""


def documents(cited: Iterable[Citation]) -> tuple[list[Document], list[str]]:
    """The documents of a plan, each once, and for each citation the id of its document.

    `cited` are all citations of the plan in document order. Two are one document where the
    number is the same, or the title is, spaces and punctuation aside; where one title has the
    issuer before 关于 and the other has none; and where a title of one or two words (《纲要》) ends
    one that was cited before. A document is `issues` where the plan issues it anywhere. Linear.
    """
    by_key: dict[str, int] = {}
    by_end: dict[str, int] = {}
    entries: list[_Entry] = []
    ids: list[str] = []
    keys: dict[str, tuple[str, str]] = {}
    for citation in cited:
        number = citation.document_number
        numeral = _numeral(number) if number is not None else None
        title = citation.title
        key, bare = "", ""
        if title:
            if title not in keys:
                keys[title] = _keys(title)
            key, bare = keys[title]
        n = by_key.get(numeral) if numeral else None
        if n is None and key:
            n = by_key.get(key)
            if n is None and key.startswith("关于"):
                n = by_key.get("*" + bare)  # cited with its issuer before
            elif n is None and bare != key:
                n = by_key.get("关于" + bare)  # cited without its issuer before
            if n is None and len(key) <= _SHORT and key[-1] != "法" and not key.endswith("条例"):
                n = by_end.get(key)
            if n is not None and numeral and entries[n].numeral not in (None, numeral):
                n = None
        if n is None:
            n = len(entries)
            entries.append(_Entry(title, number, numeral, citation.relation, len(key)))
        entry = entries[n]
        entry.spans.append(citation.span)
        if citation.relation == "issues":
            entry.relation = "issues"
        if title and len(key) > entry.length:
            entry.title, entry.length = title, len(key)
        if numeral and entry.numeral is None:
            entry.number, entry.numeral = number, numeral
        if numeral:
            by_key.setdefault(numeral, n)
        if key:
            by_key[key] = n
            if bare != key and not key.startswith("关于"):
                by_key.setdefault("*" + bare, n)
            for length in range(2, min(_SHORT, len(key) - 1) + 1):
                by_end[key[-length:]] = n
        ids.append(f"d{n + 1}")
    return [
        Document.make(
            id=f"d{n + 1}",
            title=entry.title,
            document_number=entry.number,
            relation=entry.relation,
            spans=tuple(entry.spans),
        )
        for n, entry in enumerate(entries)
    ], ids


@dataclass(slots=True)
class _Entry:
    title: str | None
    number: DocumentNumber | None
    numeral: str | None
    relation: str
    length: int = 0
    spans: list[Span] = field(default_factory=list)


def _numeral(number: DocumentNumber) -> str | None:
    """What two writings of one number share; None where a part was blanked out."""
    if number.agency is None or number.serial is None:
        return None
    return f"#{number.agency} {number.year} {number.serial}"


def _keys(title: str) -> tuple[str, str]:
    """A title without spaces, punctuation and edition; and what follows its 关于."""
    issued = _OF_ISSUE.search(title)
    if issued:
        title = issued[1]
    key = _IGNORED.sub("", _EDITION.sub("", title)).removeprefix("中华人民共和国")
    at = key.find("关于")
    return key, key[at + 2 :] if 0 <= at <= 24 else key
