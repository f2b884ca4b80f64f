"""A page's text that stands in the page again: copies that a scraper or a print view made.

Believes that a document does not say the same thousand characters twice, line for line, in running
text; whoever does so has copied it.
"""

from __future__ import annotations

from typing import Final

from ..page import Page

RUNNING: Final = 20
"""Characters from which a line is running text."""
COPIED: Final = 1000
"""Characters of running text, the same lines in the same order, that are a copy. Measured on real
pages: copies had 23,000 and more, plans under one notice shared 190 at most."""


def claim_repeats(page: Page) -> None:
    """Claim each copy of an earlier stretch of the text, the short lines in it included."""
    lines = page.free
    running = [text for line in lines if len(text := line.text) >= RUNNING]
    if len(set(running)) == len(running):
        return  # mostly
    first: dict[str, int] = {}
    at = 0
    while at < len(lines):
        text = lines[at].text
        origin = first.setdefault(text, at) if len(text) >= RUNNING else at
        if origin == at:
            at += 1
            continue
        until, copied = at, 0
        while until < len(lines) and lines[until].text == lines[origin + until - at].text:
            copied += len(lines[until].text) if len(lines[until].text) >= RUNNING else 0
            until += 1
        if copied >= COPIED:
            begin = at
            while (
                begin > 0
                and lines[begin - 1].kind is None
                and len(lines[begin - 1].text) < RUNNING
                and origin - (at - begin) > 0
                and lines[begin - 1].text == lines[origin - (at - begin) - 1].text
            ):
                begin -= 1
            for line in lines[begin:until]:
                page.claim(line, "repeated")
        at = max(until, at + 1)


__all__ = ["claim_repeats"]
