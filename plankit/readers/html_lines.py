"""The lines of an HTML page while they are put together."""

from __future__ import annotations

from bisect import bisect_right

from ..source import Anchor, Location, Mark


class Line:
    """One line of text: pieces of the file, and what the markup says of it."""

    __slots__ = (
        "attached", "box", "cells", "gap", "level", "linked", "list_level", "nav", "parts", "quiet",
        "row", "size",
    )  # fmt: skip

    def __init__(self, box: int, nav: bool) -> None:
        self.parts: list[tuple[str, int]] = []
        """Words and where in the file they stand."""
        self.size = 0
        self.linked = 0
        """How many of the characters stand in links."""
        self.box = box
        """The innermost container whose name hints at furniture; 0 for none."""
        self.nav = nav
        """Whether it stands in an element that is furniture by its meaning (<nav>, <footer>)."""
        self.gap = False
        """Whether an empty line stands before it."""
        self.level = 0
        """Heading level, 0 for none."""
        self.list_level = 0
        """Level of the automatic list number that was written into it, 0 for none."""
        self.quiet: list[tuple[int, int]] = []
        """Ranges in the line that are no words of the document: phonetic readings."""
        self.row = False
        """Whether it is a row of a table."""
        self.cells: list[int] = []
        """Where in the row each cell begins, empty ones included."""
        self.attached = False
        """Whether a link in it leads to a file."""

    @property
    def text(self) -> str:
        """The line's words."""
        return "".join(words for words, _ in self.parts)

    def tail(self, size: int) -> str:
        """The last `size` characters, without putting the whole line together."""
        found = ""
        for words, _ in reversed(self.parts):
            found = words + found
            if len(found) >= size:
                break
        return found[len(found) - size :]

    def trim(self) -> None:
        """Take the spaces at the end off."""
        while self.parts:
            words, at = self.parts[-1]
            cut = words.rstrip(" ")
            self.size -= len(words) - len(cut)
            if cut:
                self.parts[-1] = (cut, at)
                return
            self.parts.pop()


def assemble(
    lines: list[Line], raw: str, base: int = 0
) -> tuple[str, list[Anchor], list[Mark], list[tuple[int, int]], list[int]]:
    """Text, anchors, marks, quiet ranges and each line's offset."""
    starts = _line_starts(raw)
    out: list[str] = []
    anchors: list[Anchor] = []
    marks: list[Mark] = []
    quiet: list[tuple[int, int]] = []
    offsets: list[int] = []
    offset = base
    row = 1
    until = starts[1] if len(starts) > 1 else len(raw) + 1
    begin = 0
    for line in lines:
        if line.gap and out:
            out.append("\n")
            offset += 1
        offsets.append(offset)
        if line.level or line.list_level:
            lead = line.parts[0][0]
            first = offset + len(lead) - len(lead.lstrip())
            if line.level:
                marks.append(Mark(first, "heading", line.level))
            if line.list_level:
                marks.append(Mark(first, "list", line.list_level))
        for column, start in enumerate(line.cells, 1):
            marks.append(Mark(offset + start, "cell", column))
        for start, end in line.quiet:
            quiet.append((offset + start, offset + end))
        next_at = -1
        for words, at in line.parts:
            if at >= 0 and at != next_at:
                if not begin <= at < until:
                    row = bisect_right(starts, at)
                    begin = starts[row - 1]
                    until = starts[row] if row < len(starts) else len(raw) + 1
                anchors.append(Anchor(offset, Location(row, at - begin + 1)))
            next_at = at + len(words)
            out.append(words)
            offset += len(words)
        out.append("\n")
        offset += 1
    return "".join(out), anchors, marks, quiet, offsets


def _line_starts(raw: str) -> list[int]:
    starts, at = [0], raw.find("\n") + 1
    while at:
        starts.append(at)
        at = raw.find("\n", at) + 1
    return starts
