"""Footnotes of a PDF page: the raised numbers in its text, and the notes at its foot.

What is believed: a note begins at the foot of a page, in smaller type, with its number, and that
number stands raised, in type smaller still, in a line of text above. Only the two together tell a
note: small type alone is a table's, a small figure alone is a power or a typist's whim.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from statistics import median

from .pdf_runs import Run

SMALL = 0.88
"""Size of a note's type to that of the text: 9 or 10.5 points beside 12, 14 or 16."""
RAISED = 0.8
"""Size of a raised number to that of its line; programs give 0.58 to 0.65."""

BEGINS = re.compile(r"[\[〔［]?(\d{1,2}|[①-⑳])[\]〕］]?(?=[^\d.．、）)]|$)")
_MARK = re.compile(r"[\[〔［]?(?<![\d.])(\d{1,2}|[①-⑳])(?![\d.%％])[\]〕］]?")


def find_notes(
    runs: list[Run], turn: int, size_at: Callable[[int], float]
) -> tuple[list[Run], frozenset[str]]:
    """The numbers that lines in small type begin with, and the runs with these lines' true sizes.

    `size_at` gives the size of a character by its number on the page, in points.
    """
    sizes = [run.size for run in runs if run.turn == turn for _ in run.tokens]
    usual = median(sizes) if sizes else 0.0
    found: set[str] = set()
    kept = []
    for run in runs:
        match = BEGINS.match(run.tokens[0].text) if run.turn == turn else None
        if match is not None:
            last = run.tokens[-1]
            size = size_at(last.glyph + len(last.text) - 1)
            if size < SMALL * usual:
                found.add(match[1])
                run = run._replace(size=size)
        kept.append(run)
    return kept, frozenset(found)


def without_marks(
    run: Run, numbers: frozenset[str], size_at: Callable[[int], float]
) -> tuple[Run, set[str]]:
    """A run without the raised numbers of notes in it, and which these were."""
    seen: set[str] = set()
    tokens = []
    for token in run.tokens:
        text = token.text
        for match in reversed(list(_MARK.finditer(text))):
            at = match.start()
            if match[1] not in numbers or (at == 0 and token is run.tokens[0]):
                continue
            if size_at(token.glyph + at) < RAISED * run.size:
                text = text[:at] + text[match.end() :]
                seen.add(match[1])
        if text:
            tokens.append(token if text is token.text else token._replace(text=text))
    return (run._replace(tokens=tokens) if seen and tokens else run), seen
