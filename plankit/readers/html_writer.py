"""Words to lines: white space as a browser collapses it, list numbers, links, line ends."""

from __future__ import annotations

import html
import re

from .docx_symbols import symbol
from .html_lines import Line
from .html_lists import has_label

_SPECIAL = re.compile(
    r"[ \t\n\r\f]{2,}|[\t\n\r\f]|&(?:#[xX]?[0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
)


class Writer:
    """The lines of a page so far and the one being written."""

    def __init__(self, raw: str, mapped: bool) -> None:
        self.raw = raw
        self.lines: list[Line] = []
        self.line: Line | None = None
        self.nav = 0
        """How many elements are open that are furniture by their meaning."""
        self.box = 0
        """The innermost named container."""
        self.pre = 0
        """How many <pre> are open."""
        self.link = -1
        """How many elements were open where the open link began; -1 outside links."""
        self.file = False
        """Whether the link leads to a file."""
        self.level = 0
        """Heading level of what is written."""
        self.label = ""
        """A list number that waits for its item's words."""
        self.label_level = 0
        self.symbols = ""
        """The symbol font that the next character is of, if it is of one."""
        self.noted: dict[str, int] = {}
        """Numbers of notes that stand raised in the text, and how many lines were above."""
        self._space = ""
        self._gap = False
        self._quiet_from = -1
        self._raised_from = -1
        self._list_level = 0
        self._mapped = mapped

    def end_line(self) -> None:
        """End the line, if there is one."""
        line = self.line
        if line is None:
            return
        self.end_reading()
        line.trim()
        if line.parts:
            self.lines.append(line)
        self.line = None

    def new_line(self) -> None:
        """<br>: end the line; a second one leaves an empty line."""
        if self.line is None:
            self._gap = bool(self.lines)
        self.end_line()

    def write(self, start: int, end: int) -> None:
        """The words of a stretch of the file, spaces collapsed and entities read."""
        raw = self.raw
        if self.pre:
            self._kept(start, end)
            return
        at = start
        for match in _SPECIAL.finditer(raw, start, end):
            if match.start() > at:
                self.put(raw[at : match.start()], at)
            at = match.end()
            found = match[0]
            if found[0] != "&":
                inside = start < match.start() and at < end and ("\n" in found or "\r" in found)
                self._space = "\n" if inside else " "
                continue
            new = _entity(found)
            if new:
                self.put(new, match.start())
        if at < end:
            self.put(raw[at:end], at)

    def _kept(self, start: int, end: int) -> None:
        """Text whose spaces and line ends count."""
        at = start
        for words in self.raw[start:end].split("\n"):
            if at > start:
                self.new_line()
            shown = html.unescape(words.rstrip("\r")) if "&" in words else words.rstrip("\r")
            if shown:
                self.put(shown, at)
            at += len(words) + 1

    def put(self, words: str, at: int) -> None:
        """Words that stand at `at` in the file, on the open line or a new one."""
        if self.symbols:
            font, self.symbols = self.symbols, ""
            if len(words) == 1 and "!" <= words < "\u0100":
                words = symbol(font, f"{ord(words):X}")
                words = "• " if words >= "\ue000" else f"{words} "
        line = self.line
        if line is None:
            if words[0] == " " and not self.pre:
                cut = words.lstrip(" ")
                at += len(words) - len(cut)
                words = cut
                if not words:
                    return
            self._space = ""
            line = self.line = Line(self.box, self.nav > 0)
            line.gap, self._gap = self._gap, False
            if self.level:
                line.level = self.level
            if self._list_level:
                line.list_level, self._list_level = self._list_level, 0
            if self.label:
                if not has_label(words):
                    line.parts.append((self.label, -1))
                    line.size += len(self.label)
                    line.list_level = self.label_level
                self.label = ""
        elif self._space:
            last = line.parts[-1][0]
            space = self._space
            self._space = ""
            if last[-1] != " " and words[0] != " " and (space == " " or _spaced(line, words)):
                line.parts.append((" ", -1))
                line.size += 1
        elif words[0] == " " and line.parts[-1][0][-1] == " " and not self.pre:
            words = words[1:]
            at += 1
            if not words:
                return
        line.parts.append((words, at if self._mapped else -1))
        line.size += len(words)
        if self.link >= 0:
            line.linked += len(words)
            line.attached = line.attached or self.file

    def list_item(self, level: int) -> None:
        """Word's own lists: the number is in the text, the level in a style."""
        if self.line is not None:
            self.line.list_level = level
        else:
            self._list_level = level

    def reading(self) -> None:
        """<rt>: from here on a phonetic reading, no words of the text."""
        self.end_reading()
        self._quiet_from = self.line.size if self.line is not None else 0

    def end_reading(self) -> None:
        """The end of a phonetic reading, if one is open."""
        line = self.line
        if self._quiet_from >= 0 and line is not None and line.size > self._quiet_from:
            line.quiet.append((self._quiet_from, line.size))
        self._quiet_from = -1

    def raised(self) -> None:
        """<sup>: what is raised may be the mark of a note."""
        self._raised_from = self.line.size if self.line is not None else -1

    def end_raised(self) -> None:
        """</sup>: the mark of a note, [1] or a linked 1, is no word of the text; m² is."""
        line, start = self.line, self._raised_from
        self._raised_from = -1
        if line is None or not 0 < start < line.size <= start + 8:
            return
        words = line.tail(line.size - start).strip()
        if _NOTE.fullmatch(words) or (self.link >= 0 and words.isdecimal()):
            line.quiet.append((start, line.size))
            self.noted.setdefault(words.strip("[［〔【]］〕】"), len(self.lines))

    def closed(self, height: int) -> None:
        """Elements above a height of the stack were closed: what they said ends with them."""
        if self.link > height:
            self.link = -1
        self.level = self._list_level = 0
        self.label = ""


def _spaced(line: Line, words: str) -> bool:
    """Whether a line end in the file is a space before `words`.

    Inside Chinese text it is none (CSS Text 3, 4.1.3). Beside a figure a browser shows one that no
    writer meant: 2022|年底; but a number at the head of a line is a label, and 1|总则 is 1 总则.
    """
    last = line.parts[-1][0][-1]
    if last < "\u2e80" and words[0] < "\u2e80":
        return True
    return last < "\u2e80" and line.size < 10 and _NUMBER.fullmatch(line.text) is not None


_NOTE = re.compile(r"[\[［〔【][0-9]{1,3}[\]］〕】]")
_NUMBER = re.compile(r"\s*[0-9]+(?:[.．][0-9]+)*\s*")


def _entity(found: str) -> str:
    if found == "&nbsp;":
        return "\xa0"
    new = html.unescape(found)
    return " " if new in ("\n", "\r", "\t") else new
