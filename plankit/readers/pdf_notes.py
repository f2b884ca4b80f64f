"""Footnotes of a PDF page: the raised numbers in its text, and the notes at its foot.

What is believed: a note begins at the foot of a page, in smaller type, with its number, and that
number stands raised, in type smaller still, in a line of text above. Only the two together tell a
note: small type alone is a table's, a small figure alone is a power or a typist's whim. Endnotes
are told on the last page, one below the other from the first number on; their marks may stand on
any page.
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

_ROMAN = "x?(?:ix|iv|v?i{1,3}|v)|x"
BEGINS = re.compile(
    rf"[\[〔［]?(\d{{1,2}}|[①-⑳]|(?:{_ROMAN})(?![A-Za-z]))[\]〕］]?(?=[^\d.．、）)]|$)"
)
_MARK = re.compile(
    rf"[\[〔［]?((?<![\d.mM])\d{{1,2}}(?![\d.%％])|[①-⑳]|(?<![A-Za-z])(?:{_ROMAN})(?![A-Za-z]))[\]〕］]?"
)
_FIRST = re.compile(r"^[ \u3000]*[\[〔［]?[1i①][\]〕］]?[ \u3000]*[\u3400-\u9fff《“]", re.M)
"""How the first of endnotes begins."""
_ORDERS = (
    [str(k) for k in range(1, 100)],
    [chr(0x2460 + k) for k in range(20)],
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"],
)


def find_notes(
    runs: list[Run], turn: int, size_at: Callable[[int], float]
) -> tuple[list[Run], frozenset[str], set[str]]:
    """The runs, the numbers that lines in small type begin with, and marks that were found.

    The runs have these lines' true sizes; marks that are runs of their own are left out. `size_at`
    gives the size of a character by its number on the page, in points.
    """
    usual = usual_size(runs, turn)
    found: set[str] = set()
    kept = []
    alone: list[tuple[Run, str]] = []
    before: Run | None = None
    for run in runs:
        match = BEGINS.match(run.tokens[0].text) if run.turn == turn else None
        if match is not None:
            size = _size(run, match.end(), usual, size_at)
            if size < SMALL * usual:
                run = run._replace(size=size)
                if len(run.tokens) == 1 and match.end() == len(run.tokens[0].text):
                    if before is not None and _at_its_end(before, run):
                        alone.append((run, match[1]))
                    else:
                        found.add(match[1])
                else:
                    found.add(match[1])
        kept.append(run)
        before = run
    loose = {id(run): number for run, number in alone if number in found}
    kept = [run for run in kept if id(run) not in loose]
    return kept, frozenset(found), set(loose.values())


def _at_its_end(line: Run, mark: Run) -> bool:
    """Whether a mark stands raised at the end of a line that is a run of its own."""
    left, right = line.tokens[-1].last, mark.tokens[0].first
    return (
        mark.size < RAISED * line.size
        and -0.3 * line.size < right[0] - left[2] < 0.5 * line.size
        and 0 <= mark.origin[1] - line.origin[1] < 0.8 * line.size
    )


def usual_size(runs: list[Run], turn: int) -> float:
    """Of most of a page's words."""
    sizes = [run.size for run in runs if run.turn == turn for _ in run.tokens]
    return median(sizes) if sizes else 0.0


def _size(run: Run, behind: int, usual: float, size_at: Callable[[int], float]) -> float:
    """The size of a line's type, its number not counted: at its end, and behind the number where
    the end is small, since that may be a mark.
    """
    first, last = run.tokens[0], run.tokens[-1]
    size = size_at(last.glyph + len(last.text) - 1)
    if size >= SMALL * usual:
        return size
    if behind < len(first.text):
        return max(size, size_at(first.glyph + behind))
    return max(size, size_at(run.tokens[1].glyph)) if len(run.tokens) > 1 else size


def may_end_in_notes(text: str) -> bool:
    """Whether a page has a line that the first of endnotes may be."""
    return _FIRST.search(text) is not None


def endnotes(runs: list[Run], usual: float, size_at: Callable[[int], float]) -> frozenset[str]:
    """The numbers of the notes that a document's last page ends with, from the first on in order.

    `usual` is the size of the document's text.
    """
    found: list[str] = []
    for run in runs:
        match = BEGINS.match(run.tokens[0].text) if run.turn == 0 else None
        if match is not None and _size(run, match.end(), usual, size_at) < SMALL * usual:
            if any(found == order[: len(found)] and match[1] == order[len(found)]
                   for order in _ORDERS if len(found) < len(order)):  # fmt: skip
                found.append(match[1])
        elif found and run.size >= SMALL * usual and len(run.tokens[0].text) > 8:
            found = []  # text follows
    return frozenset(found)


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
