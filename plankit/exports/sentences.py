"""Where a text may be cut: sentences, then clauses, then anywhere. Linear in the text's length."""

from __future__ import annotations

import re
from collections.abc import Iterator

# a bracketed stretch is passed over whole, so that no cut falls inside it; one that never closes,
# or is longer than any quotation, is no bracket
_SENTENCE = re.compile(
    r"“[^“”\n]{0,300}”|（[^（）\n]{0,300}）|\([^()\n]{0,300}\)|《[^《》\n]{0,120}》|「[^「」\n]{0,300}」"
    r"|(?P<end>[。！？!?…]{1,6}[”’）》」』】)]{0,3}|\n)"
)
_CLAUSE = re.compile(r"[；;]")
_PHRASE = re.compile(r"[，,：:、]")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """`text[i:j]` of each sentence, its end mark included; together they are all of the text."""
    start = 0
    for found in _SENTENCE.finditer(text):
        if found["end"] is not None:
            yield start, found.end()
            start = found.end()
    if start < len(text):
        yield start, len(text)


def pieces(text: str, most: int) -> Iterator[tuple[int, int]]:
    """`text[i:j]` of stretches of whole sentences, as many as fit into `most` characters.

    A sentence longer than `most` is cut behind a ；, else behind a ， ： or 、, else hard.
    """
    start = at = 0
    for i, j in sentences(text):
        if at > start and j - start > most:
            yield start, at
            start = i
        if j - start > most:
            cuts = list(_cuts(text, i, j, most))
            yield from cuts[:-1]
            start = cuts[-1][0]
        at = j
    if at > start:
        yield start, at


def _cuts(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    while end - start > most:
        cut = start + most
        for mark in (_CLAUSE, _PHRASE):
            # in the second half: a short piece helps nobody
            found = [m.end() for m in mark.finditer(text, start + most // 2, cut)]
            if found:
                cut = found[-1]
                break
        yield start, cut
        start = cut
    yield start, end
