"""What a layout is: how one kind of source is told, and what it marks on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..page import Page


@dataclass(frozen=True)
class Layout:
    """One kind of source.

    `matches(page)` looks and changes nothing. `mark(page)` claims header fields and furniture,
    records repairs and says what it knows (`page.title`, `page.wrapped`, `page.truncated`); what
    every source has (title, covering notice, sign-off) is found afterwards for all layouts alike.
    """

    name: str
    matches: Callable[[Page], bool]
    mark: Callable[[Page], None]
