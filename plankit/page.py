"""A document as lines: what a layout marks, repairs and hands on to the outline.

A `Page` is the working sheet of one call of `parse`. A layout claims lines (header field, covering
notice, furniture …), records repairs, and leaves the rest: the lines of the plan itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from .density import lines_too_short
from .lexicon import DEFAULT, Lexicons
from .model import Diagnostic, HeaderField, RegionKind, Script, Severity
from .script import detect, has_unusual
from .source import Source
from .text import Span, Text
from .unseen import LINE_ENDS, UNSEEN, may_be_unseen, with_line_feeds

SPACE: Final = (
    " \t\r\x0b\x0c\xa0\u3000\u2028\u2029\x1c\x1d\x1e\x1f\x85\u1680\u202f\u205f"
    + "".join(map(chr, range(0x2000, 0x200B)))
    + UNSEEN
)
"""What is at a line's ends and no word of it: what `str.isspace` knows and what nobody sees."""
SOFT: Final = "\x0b"
"""Stands in the body for a line break that may be a mere wrap before something like a label."""


class Line:
    """One line that is not blank: `[start, end)` of the source without the space around it."""

    __slots__ = ("end", "gap", "indent", "index", "kind", "soft", "start", "text")

    def __init__(self, index: int, start: int, end: int, text: str, indent: int, gap: bool) -> None:
        self.index = index
        self.start = start
        self.end = end
        self.text = text
        self.indent = indent
        """How many white space characters stand before it."""
        self.gap = gap
        """Whether a blank line stands before it."""
        self.kind: RegionKind | None = None
        """What it was claimed as; None while it belongs to the plan itself."""
        self.soft: str | None = None
        """What joins it to the line before: None for a line of its own, "" or " " for a wrap,
        `SOFT` where a wrap and a new line are both possible."""

    def __repr__(self) -> str:
        return f"Line({self.index}, {self.kind}, {self.text[:24]!r})"


class Page:
    """The lines of a source, what they were claimed as, and the repairs on the way."""

    def __init__(self, source: Source, lexicons: Lexicons = DEFAULT) -> None:
        self.source = source
        self.lexicons = lexicons
        usual = not has_unusual(source.text)
        self.usual = usual
        """Whether there is none of the characters that `has_unusual` looks for."""
        self.script: Script | None = detect(source.text, usual)
        self.latin = source.text.encode("latin-1", "ignore").decode("latin-1")
        """The source's characters below U+0100: short, so asking what occurs there costs little."""
        self.blocks = _rare_blocks(source.text)
        self.unseen = may_be_unseen(source.text, self.latin, self.blocks, usual)
        """Whether there may be characters that nobody sees."""
        self.layout = "general"
        """Name of the layout that marked the page."""
        fed = usual and not any(end in self.latin for end in LINE_ENDS)
        text = source.text if fed else with_line_feeds(source.text)
        self.short_lines = lines_too_short(text)
        """How many lines there are, where they are too short to be a document's: then all are one,
        which no layout reads."""
        self.lines: list[Line] = _whole(text) if self.short_lines else _lines(text)
        self.fields: list[HeaderField] = []
        self.diagnostics: list[Diagnostic] = []
        self.claims: list[tuple[int, int, RegionKind]] = []
        """Parts of lines that were claimed: (start, end, kind) in the source."""
        self.edits: list[tuple[int, int, str]] = []
        """Repairs as (start, end, replacement) in the source; listed in `diagnostics` too."""
        self.title: Span | None = None
        """The plan's title where the layout knows it."""
        self.title_text: str | None = None
        """The title as it is to be read, where the span's own words are not fit."""
        self.wrapped: bool | None = None
        """Whether lines are hard-wrapped; None: find out."""
        self.truncated = False
        self.lines_lost = False
        """Whether paragraphs run together, so that labels stand in mid-line."""
        self.readings = False
        """Whether readings stand behind characters (發(fā)布); they are repaired away."""
        self.recipients: tuple[str, ...] = ()
        self.headings: list[int] = []
        """Where lines begin that a typist marked as headings (★)."""
        self.damaged_number: Span | None = None
        """A line that was the document's number before characters were lost."""
        self.stamp: Span | None = None
        """Where the site says, without a label, when it put the page up."""
        self._take_over()

    def _take_over(self) -> None:
        """Claim what the reader knows to be furniture, and pass its notes on."""
        for code, message, start, end in self.source.notes:
            severity: Severity = "warning" if code == "byte-replaced" else "info"
            self.note(code, severity, message, Span(start, end))
        if self.short_lines:
            return
        k = 0
        for start, end in sorted(self.source.furniture):
            while k < len(self.lines) and self.lines[k].end <= start:
                k += 1
            at = k
            while at < len(self.lines) and self.lines[at].start < end:
                line = self.lines[at]
                if start <= line.start and line.end <= end:
                    line.kind = "furniture"
                else:
                    self.trim(line, start, end)
                at += 1

    def trim(self, line: Line, start: int, end: int, kind: RegionKind = "furniture") -> None:
        """Take a marker out of a line: cut off at its ends (# of a heading), claimed inside.

        A line that is the marker and nothing else is claimed as it stands: no line has no words.
        """
        start, end = max(start, line.start), min(end, line.end)
        if start == line.start and end == line.end:
            line.kind = kind
            return
        self.claim_span(start, end, kind)
        text = self.source.text
        if start == line.start:
            while end < line.end and text[end] in SPACE:
                end += 1
            line.start = end
        elif end == line.end:
            while start > line.start and text[start - 1] in SPACE:
                start -= 1
            line.end = start
        line.text = text[line.start : line.end]

    def skip_to(self, start: int) -> None:
        """Leave out the lines before an offset: they are another plan's."""
        self.lines = [line for line in self.lines if line.start >= start]
        for index, line in enumerate(self.lines):
            line.index = index
        self.claims = [c for c in self.claims if c[0] >= start]
        if self.lines and self.lines[0].start > 0:
            self.claims.append((0, self.lines[0].start, "other"))

    def has(self, char: str) -> bool:
        """Whether a character stands in the source."""
        return char in (self.latin if char < "\u0100" else self.source.text)

    # -- what layouts say -----------------------------------------------------------------------

    def claim(self, line: Line, kind: RegionKind) -> None:
        """Say that a whole line is no part of the plan's body."""
        line.kind = kind

    def claim_span(self, start: int, end: int, kind: RegionKind) -> None:
        """Say so of a part of a line; it is cut out of the body."""
        self.claims.append((start, end, kind))

    def field(self, label: str, start: int, end: int) -> None:
        """A labelled header field whose value is `[start, end)` of the source."""
        value = " ".join(self.source.text[start:end].split())
        self.fields.append(HeaderField.make(label=label, value=value, span=Span(start, end)))

    def repair(self, start: int, end: int, new: str, code: str, message: str) -> None:
        """Replace `[start, end)` of the source in the body, and list it as a diagnostic."""
        self.edits.append((start, end, new))
        self.note(code, "info", message, Span(start, end), replacement=new)

    def note(
        self,
        code: str,
        severity: Severity,
        message: str,
        span: Span | None = None,
        replacement: str | None = None,
    ) -> None:
        """Add a diagnostic."""
        self.diagnostics.append(
            Diagnostic.make(
                code=code, severity=severity, message=message, span=span, replacement=replacement
            )
        )

    # -- what others read -----------------------------------------------------------------------

    @property
    def free(self) -> list[Line]:
        """The lines that nothing has claimed."""
        return [line for line in self.lines if line.kind is None]

    def in_lines(self, pattern: re.Pattern[str]) -> Iterator[tuple[Line, re.Match[str], bool]]:
        """The matches in the source that lie in one line that nothing has claimed.

        Each comes with its line, and whether that is a row of a table: whether | is in it.
        """
        k = 0
        lines = self.lines
        told = -1
        row = False
        for match in pattern.finditer(self.source.text):
            while k < len(lines) and lines[k].end <= match.start():
                k += 1
            if k == len(lines):
                return
            line = lines[k]
            if line.kind is None and line.start <= match.start() and match.end() <= line.end:
                if told != k:  # a line may be a megabyte with a match in every tenth place
                    told, row = k, "|" in line.text
                yield line, match, row

    def body(self) -> Text:
        """The unclaimed lines as one `Text`, wraps joined and repairs made."""
        if not self.claims and not self.edits:
            return self._undamaged()
        text = self.source.text
        pieces: list[tuple[int, int, str]] = []  # edits that turn the source into the body
        cuts = sorted([*((s, e, "") for s, e, _ in self.claims), *self.edits])
        at = 0
        first = True
        k = 0
        for line in self.lines:
            if line.kind is not None:
                continue
            joint = "" if first else ("\n" if line.soft is None else line.soft)
            if text[at : line.start] != joint:
                pieces.append((at, line.start, joint))
            while k < len(cuts) and cuts[k][1] <= line.start:
                k += 1
            while k < len(cuts) and cuts[k][0] < line.end:
                start, end, new = cuts[k]
                if start >= line.start and end <= line.end:
                    pieces.append((start, end, new))
                k += 1
            at = line.end
            first = False
        pieces.append((at, len(text), ""))
        return Text.of(text).edit(disjoint(pieces))

    def _undamaged(self) -> Text:
        """The body where lines are only joined: the map is written down as the lines come."""
        text = self.source.text
        strings: list[str] = []
        segments: list[tuple[int, int, int]] = []
        offset = at = 0
        for line in self.lines:
            if line.kind is not None:
                continue
            start, end = line.start, line.end
            if segments:
                joint = "\n" if line.soft is None else line.soft
                between = text[at:start]
                if between == joint:  # goes on character by character
                    segments[-1] = (*segments[-1][:2], end)
                    strings.append(text[at:end])
                    offset += end - at
                    at = end
                    continue
                if joint:
                    segments.append((offset, at, start))
                    strings.append(joint)
                    offset += len(joint)
            segments.append((offset, start, end))
            strings.append(text[start:end])
            offset += end - start
            at = end
        return Text("".join(strings), segments or ((0, len(text), len(text)),))


# High bytes of the code points that plans are made of: Latin, general and Chinese punctuation,
# ideographs, full-width forms; of the planes above the first, too.
_USUAL: Final = bytes((0x00, 0x20, 0x30, *range(0x4E, 0xA0), *range(0xD8, 0xE0), 0xFF))


def _rare_blocks(text: str) -> frozenset[int]:
    """The high bytes (0x2F of U+2F00) of the unusual characters: one pass that spares many."""
    high = text.encode("utf-16-le", "surrogatepass")[1::2]
    return frozenset(high.translate(None, _USUAL))


def disjoint(edits: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Edits in order without those that overlap the one before."""
    at = 0
    for start, end, new in edits:
        if start < at:
            continue  # a claim inside another claim
        at = end
        yield start, end, new


def _whole(text: str) -> list[Line]:
    words = text.strip(SPACE)
    indent = text.find(words)
    return [Line(0, indent, indent + len(words), words, indent, False)]


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    at = count = 0
    gap = False
    for raw in text.split("\n"):
        if not raw:
            gap = True
            at += 1
            continue
        words = raw.strip(SPACE)
        if words:
            # a line without space around it is the same object
            indent = 0 if words is raw else raw.find(words)
            start = at + indent
            lines.append(Line(count, start, start + len(words), words, indent, gap))
            count += 1
            gap = False
        else:
            gap = True
        at += len(raw) + 1
    return lines
