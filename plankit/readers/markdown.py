"""Markdown: the text as found, with headings as evidence and the markers told from the words."""

from __future__ import annotations

import re

from ..source import Mark, Source
from . import plain
from .encodings import Decoded, decode

_FRONT = re.compile(
    r"\ufeff?(?:---[ \t]*\r?\n((?:[^\n]*\n){0,100}?)(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\r?\n((?:[^\n]*\n){0,100}?)\+\+\+)[ \t]*\r?(?:\n|\Z)"
)
_KEY = re.compile(
    r"([A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff -]{0,40}?)[ \t]*(?:[:：][ \t]+|=[ \t]*)(\S[^\n]*)"
)
_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})[^\n]*")
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t\u3000]+")
_TAIL = re.compile(r"(?:[ \t]+#+|[ \t]*\{[#.][^{}\n]{0,80}\})[ \t]*$")
_UNDERLINE = re.compile(r"[ \t]{0,3}(?:(=)={2,}|-{3,})[ \t]*$")
_RULE = re.compile(r"[ \t]{0,3}(?:(?:-[ \t]*){3,60}|(?:\*[ \t]*){3,60}|(?:_[ \t]*){3,60}|={4,})$")
_TABLE_RULE = re.compile(
    r"[ \t]*(?:\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*){0,80}\|?"
    r"|\+(?:[-=:]{2,}\+){1,80})[ \t]*$"
)
_LEAD = re.compile(r"(?:[ \t]{0,8}>[ \t]?){1,8}|[ \t]{0,16}[-*+][ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_DEFINITION = re.compile(r"[ \t]{0,3}\[[^\[\]\n^]{1,60}\]:[ \t]*(?:https?:|/|\.|#|<)[^\n]*$")
_INLINE = re.compile(
    r"(?P<escape>\\)(?=[\\`*_{}\[\]()#+.!|>~<-])"
    r"|(?P<comment><!--)"
    r"|(?P<image>!\[[^\[\]\n]{0,300}\]\([^()\n]{0,2000}\))"
    r"|(?P<open>\[)(?P<words>[^\[\]\n]{1,300})"
    r"(?P<close>\]\((?:https?:|mailto:|/|\.|#|<|[\w%-]{1,80}[./])[^()\s]{0,2000}"
    r"(?:[ \t]+\"[^\"\n]{0,200}\")?\))"
    r"|(?P<note>\[\^[\w-]{1,20}\]:?)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9:-]{0,30}(?:[ \t]+[^<>\n]{0,1000})?/?>)"
    r"|(?P<mark>\*\*\*|\*\*|__|~~|==)"
    r"|(?P<single>(?<![*\w])\*(?=[^\s*]))(?P<soft>[^*\n]{1,200}?)(?P<end>(?<=[^\s*])\*(?![*\w]))"
    r"|(?P<tick>`{1,2})(?P<code>[^`\n]{1,300})(?P<tock>`{1,2})"
)
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)


def read(data: bytes, name: str | None) -> Source:
    """The source of a Markdown file. `UnreadableSource` where it is empty or no text."""
    return from_text(decode(data, name), name)


def from_text(decoded: Decoded, name: str | None) -> Source:
    """The source of Markdown that is already decoded."""
    source = plain.from_text(decoded, name)
    text = decoded.text
    ranges: list[tuple[int, int]] = []
    marks: list[Mark] = []
    declared: dict[str, str] = {}
    at = 0
    front = _FRONT.match(text)
    if front is not None:
        for line in (front[1] or front[2] or "").split("\n"):
            match = _KEY.match(line)
            if match is not None:
                declared.setdefault(match[1], match[2].strip().strip("\"'"))
        ranges.append((0, front.end()))
        at = front.end()
    _read_lines(text, at, ranges, marks)
    return source.model_copy(
        update={
            "format": "markdown",
            "marks": tuple(marks),
            "declared": declared,
            "furniture": tuple(ranges),
        }
    )


def _read_lines(text: str, at: int, ranges: list[tuple[int, int]], marks: list[Mark]) -> None:
    """Find the markers line by line; `ranges` come in order and do not overlap."""
    fence = ""
    size = len(text)
    before = (0, 0)  # the line above, where it could be a heading underlined
    comments = True
    while at < size:
        until = text.find("\n", at)
        if until < 0:
            until = size
        end = until - 1 if text[until - 1 : until] == "\r" and until > at else until
        line = text[at:end]
        match = _FENCE.match(line)
        if fence:
            if match is not None and match[1].startswith(fence):
                ranges.append((at, end))
                fence = ""
            at = until + 1
            continue
        if match is not None and "`" not in line[match.end(1) :]:
            fence = match[1]
            ranges.append((at, end))
            at = until + 1
            continue
        start, above = at, before
        before = (0, 0)
        underline = _UNDERLINE.match(line) if above[1] else None
        if underline is not None and above[1] - above[0] <= 90:
            marks.append(Mark(above[0], "heading", 1 if underline[1] else 2))
            ranges.append((at, end))
        elif _TABLE_RULE.match(line) or _RULE.match(line) or _DEFINITION.match(line):
            ranges.append((at, end))
        else:
            heading = _HEADING.match(line)
            if heading is not None:
                ranges.append((at, at + heading.end()))
                start = at + heading.end()
                tail = _TAIL.search(text, start, end)
                marks.append(Mark(_first_word(text, start, end), "heading", len(heading[1])))
                closed = tail.start() if tail is not None else end
                at_comment = _inline(text, start, closed, ranges, comments)
                if tail is not None and at_comment == closed:
                    ranges.append((tail.start(), tail.end()))
            else:
                lead = _LEAD.match(line)
                if lead is not None:
                    ranges.append((at, at + lead.end()))
                    start = at + lead.end()
                elif line.strip() and "|" not in line:
                    before = (start + len(line) - len(line.lstrip()), end)
                at_comment = _inline(text, start, end, ranges, comments)
            if at_comment < 0:
                comments = False  # one without an end: no later one has any
            elif at_comment > end:
                until = at_comment - 1
        at = until + 1


def _first_word(text: str, start: int, end: int) -> int:
    while start < end and (text[start] in " \t\u3000*_<"):
        start += 1
    return start


def _inline(text: str, start: int, end: int, ranges: list[tuple[int, int]], comments: bool) -> int:
    """Find the markers within a line; where reading goes on, or -1 at a comment without an end."""
    at = start
    open_marks: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    result = end
    while at < end:
        match = _INLINE.search(text, at, end)
        if match is None:
            break
        kind = match.lastgroup
        at = match.end()
        if match["comment"]:
            close = text.find("-->", at) if comments else -1
            if close < 0:
                result = -1 if result == end else result
                comments = False
                continue
            found.append((match.start(), close + 3))
            at = close + 3
            if at > end:
                result = at
        elif match["mark"]:
            mark = match["mark"]
            if mark in open_marks:
                opened = open_marks.pop(mark)
                if match.start() > opened + len(mark):
                    found.append((opened, opened + len(mark)))
                    found.append((match.start(), match.end()))
            else:
                open_marks[mark] = match.start()
        elif match["open"]:
            found.append(match.span("open"))
            found.append(match.span("close"))
            at = match.end("open")  # the words of a link may hold markers of their own
            inner: list[tuple[int, int]] = []
            _inline(text, at, match.start("close"), inner, False)
            found.extend(inner)
            at = match.end()
        elif match["single"]:
            found.append(match.span("single"))
            found.append(match.span("end"))
        elif match["tick"]:
            if match["tick"] == match["tock"]:
                found.append(match.span("tick"))
                found.append(match.span("tock"))
        elif match["tag"] and _BREAK.match(match["tag"]):
            continue  # it stands for a line break, which `plankit.pages.damage` puts there
        elif kind is not None:
            found.append(match.span())
    ranges.extend(sorted(found))
    return result
