"""HTML as tokens with their place in the file: one pass, linear whatever the input.

A tree of the whole page is not built. The parsing rules of HTML5 take time that grows with the
square of the depth (100,000 nested <div> took half a minute in the fastest parser there is, 180 kB
of unclosed <b> more than a minute), and the parsers do not tell where in the file a word stood.
Lines and tables need no such tree.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

TEXT, START, END, RAW = range(4)

Token = tuple[int, int, int, str, str]
"""(kind, start, end, name, attributes): TEXT and RAW give the range of their characters in the
file, START and END that of the tag. RAW is an element whose content is no markup."""

RAW_ELEMENTS = frozenset(
    [
        "script",
        "style",
        "title",
        "textarea",
        "iframe",
        "noscript",
        "noembed",
        "noframes",
        "xmp",
        "select",
        "svg",
        "math",
        "xml",
        "object",
        "audio",
        "video",
        "canvas",
        "map",
        "datalist",
    ]
)
"""Read whole, to the closing tag of the name: what no reader of the page sees as its text."""

_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:_-]{0,40})(?=[\s/>])")
_ATTRIBUTE = re.compile(
    r"([^\s\"'<>/=]{1,80})(?:\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?"
)
_QUOTED = re.compile(r"=\s{0,20}(?:\"[^\"]*\"|'[^']*')|>")
_CLOSERS: dict[str, re.Pattern[str]] = {
    # the case of "</" is left alone so that the search can skip to it
    name: re.compile(rf"</(?i:{name})(?=[\s/>])")
    for name in RAW_ELEMENTS
}


def attributes(segment: str) -> dict[str, str]:
    """The attributes of a tag by name in lower case, entities read; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(segment):
        name = match[1].lower()
        if name not in found:
            value = match[2] or match[3] or match[4] or ""
            found[name] = html.unescape(value) if "&" in value else value
    return found


def tokens(raw: str) -> Iterator[Token]:
    """The tokens of a page; comments, declarations and JSP code are left out.

    What begins like a tag but never ends is text.
    """
    find = raw.find
    name_at = _NAME.match
    size = len(raw)
    at = 0
    text_from = 0
    never: set[str] = set()  # closers that do not occur any more: looked for once, not once a tag
    while True:
        lt = find("<", at)
        if lt < 0:
            break
        match = name_at(raw, lt + 1)
        if match is None:
            end = _other(raw, lt, never)
            if end < 0:
                at = lt + 1
                continue
            if text_from < lt:
                yield TEXT, text_from, lt, "", ""
            at = text_from = end
            continue
        inside = match.end()
        gt = -1 if ">" in never else find(">", inside)
        if gt < 0:
            never.add(">")
            break
        segment = raw[inside:gt]
        if segment.count('"') % 2 or segment.count("'") % 2:
            gt = _tag_end(raw, inside, gt, never)
            segment = raw[inside:gt]
        if text_from < lt:
            yield TEXT, text_from, lt, "", ""
        at = text_from = gt + 1
        name = match[1].lower()
        if raw[lt + 1] == "/":
            yield END, lt, at, name, ""
            continue
        if name in RAW_ELEMENTS and name not in never and segment[-1:] != "/":
            closer = _CLOSERS[name].search(raw, at)
            if closer is None:
                never.add(name)
                yield START, lt, at, name, segment
                continue
            yield RAW, at, closer.start(), name, segment
            gt = find(">", closer.end())
            at = text_from = gt + 1 if gt >= 0 else size
            continue
        yield START, lt, at, name, segment
    if text_from < size:
        yield TEXT, text_from, size, "", ""


def _other(raw: str, lt: int, never: set[str]) -> int:
    """The end of a comment, declaration, instruction or JSP code; -1 where it is text."""
    after = raw[lt + 1 : lt + 2]
    if after == "!":
        if raw.startswith("<!--", lt):
            if raw.startswith(("<!-->", "<!--->"), lt):
                return raw.find(">", lt) + 1
            end = _find(raw, "-->", lt + 4, never)
            return end + 3 if end >= 0 else lt + 4  # one without an end hides nothing
        end = _find(raw, ">", lt, never)
    elif after == "%":
        end = _find(raw, "%>", lt, never)
        return end + 2 if end >= 0 else -1
    elif after in ("?", "/"):
        end = _find(raw, ">", lt, never)
    else:
        return -1
    return end + 1 if end >= 0 else -1


def _find(raw: str, what: str, at: int, never: set[str]) -> int:
    if what in never:
        return -1
    end = raw.find(what, at)
    if end < 0:
        never.add(what)
    return end


def _tag_end(raw: str, inside: int, gt: int, never: set[str]) -> int:
    """Where a tag ends whose quotes are odd up to the first >: that may stand in a value.

    A quote that is never closed is no quote; the tag then ends at its first >.
    """
    at = inside
    for match in _QUOTED.finditer(raw, inside):
        if match[0] == ">":
            return match.start()
        at = match.end()
        if at - inside > 1_000_000:
            break
    return gt
