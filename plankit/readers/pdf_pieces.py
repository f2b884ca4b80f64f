"""What is read of a PDF page: stretches of text and where they stand, before they are rows."""

from __future__ import annotations

from typing import NamedTuple

from .pdf_rules import Box, Rules

NO_GAP = 0.35
"""Ems between two characters up to which there is no space: the quarter em that typesetting puts
between Chinese and Latin characters, and what justified lines are stretched by."""
TYPED_GAP = 0.2
"""The same for a space that the file has: narrower ones are there without being seen."""
WIDE_GAP = 1.5
"""Ems from which two stretches of a line are two pieces: columns, cells, labelled fields."""


class Piece(NamedTuple):
    """A stretch of text on one line.

    Places are in the frame: x to the right along the reading direction, y upwards, whatever way
    the page is turned.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    font: str
    last_font: str
    box: Box
    """On the page as it is."""
    tilted: bool
    """Whether it does not run the way most of the page does."""
    end: float
    """The size of its last character, about."""


class Sheet(NamedTuple):
    """What was read of one page."""

    pieces: list[Piece]
    area: Box
    """The page's extent in the frame."""
    rules: Rules
    odd: int
    """How many characters stand for none: the font does not say what its glyphs mean."""
    swapped: int
    """How many characters were put in place of radicals and the like."""
    pictures: bool
    """Whether a page without text shows something."""
    notes: frozenset[str] = frozenset()
    """Numbers of footnotes that stand raised in the text; they are left out of it."""
    ends: frozenset[str] = frozenset()
    """The same of the document's endnotes, where the page has no such footnote."""
