"""Any source: labelled lines above the plan are header fields.

Believes that a header stands above the first heading, one or more fields a line, and that the
fields' labels are known ones (`header_fields.tsv`).
"""

from __future__ import annotations

from ..header import read_cells, read_line
from ..page import Page
from .base import Layout

HEAD = 60
"""Lines that may belong to a header; the longest real one seen has 34."""


def mark(page: Page) -> None:
    """Claim the labelled lines and cells of the head."""
    for line in page.lines[:HEAD]:
        if line.kind is None and not read_cells(page, line):
            read_line(page, line)


def _always(page: Page) -> bool:
    return True


GENERAL = Layout("general", _always, mark)
