"""Word's tables as rows of cells on a grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .docx_styles import VAL, W, number

_TR, _TC, _P, _T = f"{W}tr", f"{W}tc", f"{W}p", f"{W}t"
_TR_PR, _TC_PR, _V_MERGE, _GRID_SPAN = f"{W}trPr", f"{W}tcPr", f"{W}vMerge", f"{W}gridSpan"
_WRAPPERS = frozenset(
    f"{W}{n}" for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)

MOST_COLUMNS = 63
"""As many as Word allows; wider spans are damage."""

_BODY_PARAGRAPHS = 4
_BODY_CHARACTERS = 300
_BODY_SHARE = 0.6
_BODY_ROWS = 8


class Cell(NamedTuple):
    """A place on the grid; `element` is None where another cell reaches over it."""

    element: Element | None


class Row(NamedTuple):
    """The places of a row, from the left."""

    cells: list[Cell]

    def is_text(self) -> bool:
        """Whether the row is one cell across, with several paragraphs in it."""
        own = [cell.element for cell in self.cells if cell.element is not None]
        return len(own) == 1 and len(self.cells) > 1 and _measure(own[0])[0] >= _BODY_PARAGRAPHS


def rows(table: Element) -> Iterator[Row]:
    """The rows that are not struck out."""
    for element in _children(table, _TR):
        properties = element.find(_TR_PR)
        before = after = 0
        if properties is not None:
            if properties.find(f"{W}del") is not None:
                continue
            before = _count(properties.find(f"{W}gridBefore"), 0)
            after = _count(properties.find(f"{W}gridAfter"), 0)
        cells = [Cell(None)] * before
        for cell in _children(element, _TC):
            cells.extend(_spread(cell))
        yield Row(cells + [Cell(None)] * after)


def _spread(cell: Element) -> list[Cell]:
    properties = cell.find(_TC_PR)
    if properties is None:
        return [Cell(cell)]
    width = max(1, _count(properties.find(_GRID_SPAN), 1))
    merged = properties.find(_V_MERGE)
    goes_on = merged is not None and merged.get(VAL, "continue") != "restart"
    return [Cell(None if goes_on else cell)] + [Cell(None)] * (width - 1)


def is_layout(table: Element) -> bool:
    """Whether a table only places text on the page: one cell a row, or a cell with the body."""
    found = list(rows(table))
    own = [[c.element for c in row.cells if c.element is not None] for row in found]
    if all(len(cells) <= 1 for cells in own) and all(len(row.cells) <= 1 for row in found):
        return True
    if len(found) > _BODY_ROWS:
        return False
    measured = [_measure(cell) for cells in own for cell in cells]
    longest = max(measured, key=lambda m: m[1], default=(0, 0))
    whole = sum(m[1] for m in measured)
    return (
        longest[0] >= _BODY_PARAGRAPHS
        and longest[1] >= _BODY_CHARACTERS
        and longest[1] >= _BODY_SHARE * whole
    )


def _measure(cell: Element) -> tuple[int, int]:
    """Paragraphs with text, and characters, of a cell."""
    paragraphs = characters = 0
    for paragraph in cell.iter(_P):
        length = sum(len(t.text or "") for t in paragraph.iter(_T))
        if length:
            paragraphs += 1
            characters += length
    return paragraphs, characters


def _count(element: Element | None, default: int) -> int:
    return min(max(number(element, default) or 0, 0), MOST_COLUMNS)


def _children(parent: Iterable[Element], tag: str) -> Iterator[Element]:
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _children(element, tag)
