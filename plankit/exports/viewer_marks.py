"""The source text as HTML: every region, fact and repair marked where it stands.

Offsets stay on this side: JavaScript counts UTF-16 units, so the page gets elements, not numbers.
Marks may cross each other. Each is opened where it begins and closed where it ends; one that a
closing mark would cut is closed with it and opened again behind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

# control and format characters (bidi marks among them), line separators, lone surrogates and
# noncharacters: they would steer the page, vanish from it, or make it ill-formed
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufdd0-\ufdef"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
    + "".join(f"{chr(0x10000 * p + 0xFFFE)}{chr(0x10000 * p + 0xFFFF)}" for p in range(1, 17))
    + "]"
)

# measured in the page: characters on a line of the text column, and heights in pixels
_PER_LINE, _LINE_HEIGHT, _GAP = 42, 33, 9
CHUNK_HEIGHT = 1600
STEP = 200
MOST_STEPS = 60
LONG_LINE = 300


@dataclass(slots=True)
class Mark:
    """An element around `[start, end)`; `again` opens it where it goes on after a cut."""

    start: int
    end: int
    rank: int
    open: str
    again: str


def symbol(char: str) -> str:
    """How a character that cannot be shown is told: U+202E."""
    return f"U+{ord(char):04X}"


def visible(text: str) -> str:
    """`text` in one line, with unseen characters as ‹U+202E›; not escaped."""
    if text.isprintable():
        return text
    return _UNSEEN.sub(lambda m: f"‹{symbol(m[0])}›", text.replace("\r\n", "\n").strip())


def quoted(text: str) -> str:
    """`text` for the content of an element or a quoted attribute."""
    return escape(visible(text), quote=True)


def shown(text: str) -> str:
    """`text` as HTML content, unseen characters as elements of their own."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text if text.isprintable() else _UNSEEN.sub(_element, text)


def _element(match: re.Match[str]) -> str:
    name = unicodedata.name(match[0], "")
    title = f' title="{name}"' if name else ""
    return f'<span class="ctl"{title}>{symbol(match[0])}</span>'


def marked(
    text: str, marks: Iterable[Mark], breaks: Sequence[int] = (), joined: Sequence[int] = ()
) -> str:
    """The whole of `text` as chunks of paragraphs, one a line.

    `breaks` are offsets at which a long line is continued in a paragraph of its own, so that a
    document on one line can be read. `joined` are the offsets of line breaks that are no
    paragraph's end.
    """
    page = _Page(text, sorted(marks, key=lambda m: (m.start, -m.end, m.rank)), set(joined))
    for start, end, number in _paragraphs(text, sorted(set(breaks))):
        page.paragraph(start, end, number)
    return page.done()


def _paragraphs(text: str, breaks: Sequence[int]) -> Iterator[tuple[int, int, int | None]]:
    """Start, end and line number of each paragraph; no number for the later parts of a line."""
    k, at, number = 0, 0, 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        number += 1
        told: int | None = number
        while k < len(breaks) and breaks[k] <= at:
            k += 1
        if end - at > LONG_LINE:
            while k < len(breaks) and breaks[k] < end:
                yield at, breaks[k], told
                at, told = breaks[k], None
                k += 1
        yield at, end, told
        at = end + 1


class _Page:
    """Writes paragraphs, and keeps the marks that are open across them."""

    def __init__(self, text: str, marks: Sequence[Mark], joined: set[int]) -> None:
        self.text = text
        self.marks = marks
        self.joined = joined
        self.next = 0
        self.stack: list[Mark] = []
        self.later: list[Mark] = []
        self.chunks: list[str] = []
        self.out: list[str] = []
        self.height = 0.0

    def paragraph(self, start: int, end: int, number: int | None) -> None:
        """One `<p>`: what stands in `[start, end)`, and what begins at the line break behind it."""
        text, out = self.text, self.out
        body_end = end - (end > start and text[end - 1] == "\r" and text[end : end + 1] == "\n")
        blank = not text[start:body_end].strip()
        kinds = ["e"] * blank + ["c"] * (number is None) + ["w"] * (end in self.joined)
        out.append("<p")
        if kinds:
            out.append(f' class="{" ".join(kinds)}"')
        if number is not None:
            out.append(f' data-l="{number}"')
        out.append(">")
        self.stack = [mark for mark in (*self.stack, *self.later) if mark.end > start]
        self.later.clear()
        out.extend(mark.again for mark in self.stack)
        self._write(start, end, body_end)
        out.append("</span>" * len(self.stack))
        out.append("</p>\n")
        lines = 0.4 if blank else -(-(end - start) // _PER_LINE)
        self.height += lines * _LINE_HEIGHT + _GAP
        if self.height >= CHUNK_HEIGHT:
            self._close()

    def _write(self, start: int, end: int, body_end: int) -> None:
        text, marks, stack, out = self.text, self.marks, self.stack, self.out
        line_break = end < len(text) and text[end] == "\n"
        at = start
        while True:
            if stack and min(mark.end for mark in stack) <= at:
                self._end(at)
                stack = self.stack
            # a mark that begins at the line break has its place in this paragraph
            while self.next < len(marks) and marks[self.next].start <= at:
                mark = marks[self.next]
                if mark.start == at == end and not line_break and at < len(text):
                    break  # the rest of this line is another paragraph, and begins with it
                self.next += 1
                if mark.rank == 0 and at == end and mark.end > at and mark.open == mark.again:
                    self.later.append(mark)  # a region that has no more here than the line break
                    continue
                out.append(mark.open)
                if mark.end > mark.start:
                    stack.append(mark)
                else:
                    out.append("</span>")
            if at >= end:
                return
            upto = min((mark.end for mark in stack), default=end)
            if self.next < len(marks):
                upto = min(upto, marks[self.next].start)
            upto = min(upto, end)
            if at < body_end:
                out.append(shown(text[at : min(upto, body_end)]))
            at = upto

    def _end(self, at: int) -> None:
        """Close what ends here, and what stands on top of it; open the latter again."""
        first = next(k for k, mark in enumerate(self.stack) if mark.end <= at)
        self.out.append("</span>" * (len(self.stack) - first))
        kept = [mark for mark in self.stack[first:] if mark.end > at]
        self.stack[first:] = kept
        self.out.extend(mark.again for mark in kept)

    def _close(self) -> None:
        steps = min(MOST_STEPS, max(1, round(self.height / STEP)))
        self.chunks.append(f'<div class="chunk k{steps}">\n{"".join(self.out)}</div>\n')
        self.out.clear()
        self.height = 0.0

    def done(self) -> str:
        """All chunks."""
        if self.out:
            self._close()
        return "".join(self.chunks)
