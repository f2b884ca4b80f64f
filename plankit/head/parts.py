"""What stands above a plan, as found: its title, number, notice, and who signed it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import DocumentNumber
from ..page import Line
from ..text import Span


@dataclass
class Head:
    """What stands above the plan's first unit."""

    title: str | None = None
    title_span: Span | None = None
    inner: str | None = None
    """The name of what the covering notice issues."""
    number: DocumentNumber | None = None
    forwarded: int | None = None
    """Which line above the plan is the title of the notice that another one forwards."""
    notice: list[Line] = field(default_factory=list)
    signed_by: str | None = None
    issued_by: str | None = None
    """Those who issue together, named with spaces between before a notice's title."""
    signed_on: tuple[Line, str] | None = None
    kind: str | None = None
    titles: list[str] = field(default_factory=list)
    """Every title-like line above the plan, in Simplified."""
    sub_lines: list[str] = field(default_factory=list)
    """The lines below the title that belong to it: a date, a speaker, years in brackets."""
    site: list[str] = field(default_factory=list)
    """Short lines that the site put above the document: breadcrumb, name."""


__all__ = ["Head"]
