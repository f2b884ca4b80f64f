"""The decoded text of a document, exactly as found, and where each part of it sat."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from .text import Span


class Location(NamedTuple):
    """Where a span of the source sits in its container; only what the container has is set.

    `line` and `column` count from 1, columns in code points. `page` and `paragraph` count from 1.
    `box` is left, bottom, right, top in PDF points (1/72 inch) from the page's lower left corner.
    """

    line: int | None = None
    column: int | None = None
    page: int | None = None
    paragraph: int | None = None
    run: int | None = None
    cell: str | None = None
    box: tuple[float, float, float, float] | None = None


class Anchor(NamedTuple):
    """The text from `offset` on (to the next anchor) sits at `location`."""

    offset: int
    location: Location


class Mark(NamedTuple):
    """What the container says of the line that begins at `offset`, as evidence for the outline.

    `kind` is "title" (a title style), "heading" (a heading style, <h2>, ##), "list" (an automatic
    list number that the reader wrote into the text) or "cell" (a table cell); `level` counts from
    1, for a cell it is the column.
    """

    offset: int
    kind: str
    level: int


class Source(BaseModel):
    """What was read: `text` is never changed after the reader has made it."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    text: str
    name: str | None = None
    """File name or path as given, None for text from memory."""
    format: str = "text"
    encoding: str | None = None
    anchors: tuple[Anchor, ...] = ()
    marks: tuple[Mark, ...] = ()
    declared: dict[str, str] = {}
    """Header fields that the container itself declares (HTML meta, Word properties)."""
    furniture: tuple[tuple[int, int], ...] = ()
    """Ranges of `text` that the container's structure tells to be no part of the document: whole
    lines (a page's navigation and footer) or parts of lines (the markers of Markdown)."""
    notes: tuple[tuple[str, str, int, int], ...] = ()
    """What the reader found amiss: (code, message, start, end), to be told as diagnostics."""

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {self.format}, {len(self.text)} characters)"

    def locate(self, span: Span | int) -> Location:
        """The place of a span's first character in the container it was read from."""
        offset = span if isinstance(span, int) else span[0]
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is outside the source (0 to {len(self.text)})")
        if self.anchors:
            k = bisect_right(self._anchor_offsets, offset) - 1
            if k >= 0:
                anchor = self.anchors[k]
                place = anchor.location
                if place.column is not None:
                    return place._replace(column=place.column + offset - anchor.offset)
                return place
        starts = self._line_starts
        k = bisect_right(starts, offset) - 1
        return Location(line=k + 1, column=offset - starts[k] + 1)

    def page_and_line(self, offset: int) -> tuple[int | None, int | None]:
        """Page and line of `locate`, without the rest."""
        if self.anchors:
            k = bisect_right(self._anchor_offsets, offset) - 1
            if k >= 0:
                place = self.anchors[k].location
                return place.page, place.line
        return None, bisect_right(self._line_starts, offset)

    @cached_property
    def _anchor_offsets(self) -> list[int]:
        return [a.offset for a in self.anchors]

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, at = [0], self.text.find("\n") + 1
        while at:
            starts.append(at)
            at = self.text.find("\n", at) + 1
        return starts

    def __eq__(self, other: Any) -> bool:
        # cached line starts are no part of the value
        if not isinstance(other, Source):
            return NotImplemented
        return all(getattr(self, f) == getattr(other, f) for f in type(self).model_fields)
