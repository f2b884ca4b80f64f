"""Terms: what a plan puts in quotation marks, and number slogans with or without them.

Policy speaks in slogans: “三全育人”, 一校一策, “1+3+N”. A term is short; a quoted sentence is none.
Titles in 《》 are citations, and nothing inside them is a term. Where one of two marks was lost the
other tells nothing for certain: only slogans known by themselves are found there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..lexicon import Lexicons
from ..model import Term, TermCount
from ..text import Span
from .context import FactContext

LONGEST: Final = 20
"""The longest quoted string that is a term, in characters. Of 1,293 different strings quoted in
forty plans and reports 99 in 100 are no longer, and what is longer is mostly a sentence."""

_NO_TERM: Final = "。！？!?；;《》\\n"
"""What a sentence or a title has, and a term has not."""
_CURLED, *_OTHERS = (
    # one pattern a pair: a search for one literal first character is several times as fast
    re.compile(f"{a}([^{a}{b}{_NO_TERM}]{{2,{LONGEST + 2}}}){b}")
    for a, b in ("“”", "‘’", "「」", "『』")
)
_STRAIGHT: Final = re.compile(r'"([^"\n]*)"')
_SENTENCE: Final = re.compile(f"[{_NO_TERM}]")
_TITLE: Final = re.compile(r"《[^《》]{0,200}》")
_SPACE: Final = re.compile(r"\s+")
_SUM: Final = (
    # 5+2, 1+3+N, behind its first digit; no decimals, no telephone numbers, no 100+
    r"(?<=[0-9０-９])(?<![0-9０-９.．+＋\-－][0-9０-９])[0-9０-９]{0,2}"
    r"(?:[+＋](?:[0-9０-９]{1,3}(?![0-9０-９.．%％])|[NnXxＮＸ](?![A-Za-z])))+"
)
_WIDE: Final = str.maketrans("＋０１２３４５６７８９－，（）", "+0123456789-,()")
_VARIED: Final = re.compile(r"[\s＋０-９－，（）]")
"""What `term_counts` takes for the same in two writings; most terms have none of it."""


def terms(context: FactContext) -> list[Term]:
    """The terms of a node's words, in order. `text` and `span` are without the marks."""
    text = context.text
    string = text.string
    slogan, sums = context.lexicons.build("terms", _make_slogans)
    first = slogan.search(string)
    words = [m.span() for m in slogan.finditer(string, first.start())] if first else []
    if "+" in string or "＋" in string:
        words = sorted([*words, *(match.span() for match in sums.finditer(string))])
    inside = _quoted(string)
    if not inside and not words:
        return []
    titles = [m.span() for m in _TITLE.finditer(string)] if "《" in string else []
    found = _kept(string, inside, titles) if inside else inside
    if words:
        taken = sorted([*titles, *found])
        at = free = 0
        for i, j in words:
            while at < len(taken) and taken[at][1] <= i:
                at += 1
            if i < free or (at < len(taken) and taken[at][0] < j):
                continue
            found.append((i, j))
            free = j
        found.sort()
    make = Term.make
    return [make(text=string[i:j], span=text.span(i, j)) for i, j in found]


def term_counts(found: Iterable[Term]) -> list[TermCount]:
    """Each term of a plan with the number and places of its uses.

    The most frequent come first, of equals the one used first. Width of characters and spaces
    make no difference; the writing shown is the first.
    """
    spans: dict[str, list[Span]] = {}
    writing: dict[str, str] = {}
    for term in found:
        key = text = term.text
        known = spans.get(key)
        if known is None and _VARIED.search(text):  # one in thirty
            key = _SPACE.sub("", text).translate(_WIDE)
            known = spans.get(key)
        if known is None:
            spans[key] = [term.span]
            writing[key] = text
        else:
            known.append(term.span)
    order = sorted(spans, key=lambda key: -len(spans[key]))
    return [
        TermCount.make(text=writing[key], count=len(spans[key]), spans=tuple(spans[key]))
        for key in order
    ]


def _quoted(string: str) -> list[tuple[int, int]]:
    """What stands between quotation marks that are a pair and holds no sentence, in order."""
    inside: list[tuple[int, int]] = []
    if "“" in string:
        inside = [m.span(1) for m in _CURLED.finditer(string)]
    if "‘" in string or "「" in string or "『" in string:
        for pair in _OTHERS:
            inside.extend([m.span(1) for m in pair.finditer(string)])
        inside.sort()
    if '"' in string and string.count('"') % 2 == 0:
        # which of two equal marks opens is known by counting, so none may be missing
        straight = _STRAIGHT.finditer(string)
        inside.extend(m.span(1) for m in straight if not _SENTENCE.search(m[1]))
        inside.sort()
    return inside


def _kept(
    string: str, inside: list[tuple[int, int]], titles: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Those of the quoted stretches that can be terms, without white space at their ends."""
    kept: list[tuple[int, int]] = []
    at = free = 0
    for i, j in inside:
        if i < free:
            continue
        if titles:
            while at < len(titles) and titles[at][1] <= i:
                at += 1
            if at < len(titles) and titles[at][0] < j:
                continue
        if string[i].isspace() or string[j - 1].isspace():
            content = string[i:j]
            i += len(content) - len(content.lstrip())
            j -= len(content) - len(content.rstrip())
        if 2 <= j - i <= LONGEST:
            kept.append((i, j))
            free = j
    return kept


def _make_slogans(lexicons: Lexicons) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the slogans without and with a plus sign."""
    by_head: dict[str, list[str]] = {"一": []}
    heads, sums = "0-9０-９", [_SUM]
    for word, *_ in lexicons.rows("slogans"):
        if "+" in word or "＋" in word:
            heads += re.escape(word[0])
            sums.append(f"(?<={re.escape(word[0])}){re.escape(word[1:])}")
        else:
            by_head.setdefault(word[0], []).append(re.escape(word[1:]))
    units = "".join(row[0] for row in lexicons.rows("slogan_units") if row[1] == "unit")
    named = [row[0] for row in lexicons.rows("slogan_units") if row[1] == "thing"]
    things = "|".join(sorted(named, key=len, reverse=True))
    by_head["一"].append(rf"[{units}](?:一(?:{things})|多[品策案专能元])")
    # alternatives that each begin with another literal: a search skips all other characters
    slogan = "|".join(
        f"{re.escape(head)}(?:{'|'.join(sorted(rest, key=len, reverse=True))})"
        for head, rest in sorted(by_head.items())
    )
    return re.compile(slogan), re.compile(f"[{heads}](?:{'|'.join(sums)})")
