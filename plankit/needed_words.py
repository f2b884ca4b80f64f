"""Words of which one stands in whatever fits a pattern: to look for them first costs little.

A search that finds nothing is what most searches are, and a long pattern takes its time to say so.
The words are read off the pattern as `re` itself parses it, so that they need not be listed beside
a table whose rows change, or that a caller adds to. That parser is no public part of Python: where
it is missing, or names the parts of a pattern otherwise than expected, nothing is needed of any
pattern, and all of them are searched for as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import product
from typing import Any, Final

_MOST: Final = 64
"""Words that one place of a pattern may stand for; a place of more tells too little."""
_WIDEST: Final = 8
"""Characters of a class that are words; one of more is met in nearly any text."""


def needed_words(patterns: Iterable[str]) -> frozenset[str] | None:
    """Words of which one stands in every text that fits one of the patterns (in `search`).

    None where that cannot be told: of a pattern that a text of any words may fit, of one with
    flags, or where this Python's `re` has no parser that can be asked. `re.error` where a pattern
    is none.
    """
    parse = _parser()
    if parse is None:
        return None
    patterns = list(patterns)
    text = "\n".join(patterns)
    words: set[str] = set()
    for pattern in patterns:
        needed = _words(parse, pattern, text)
        if needed is None:
            return None
        words |= needed
    return frozenset(w for w in words if not any(o != w and o in w for o in words))


def needed_pattern(patterns: Iterable[str]) -> re.Pattern[str]:
    """What finds one of the needed words of patterns; it fits any text where there are none."""
    words = needed_words(patterns)
    if words is None:
        return re.compile("")
    return re.compile("|".join(map(re.escape, sorted(words))) or "(?!)")


_PROBES: Final[tuple[tuple[str, frozenset[str] | None], ...]] = (
    ("^a[bc](?:de|f)?(?=g)(?<!h)i$", frozenset(("abi", "aci", "abdei", "acdei", "abfi", "acfi"))),
    ("(a)b|(?:cd){2}.*|e+[f-i]|[^j]kl", frozenset(("ab", "cd", "e", "kl"))),
    ("a{0,3}b*?[c-e]|fg", None),
    ("(?i:ab)", None),
    ("(?i)ab", None),
)
"""Patterns with every part that is read here, and what they need."""


@cache
def _parser() -> Callable[[str], Any] | None:
    """What parses patterns for `re`, where its trees are made as they are read here."""
    module: Any = getattr(re, "_parser", None) or getattr(re, "sre_parse", None)  # before 3.11
    parse: Callable[[str], Any] | None = getattr(module, "parse", None)
    if parse is None:
        return None
    try:
        known = all(_words(parse, pattern, pattern) == words for pattern, words in _PROBES)
    except Exception:  # of a parser that is not known, any may come
        return None
    return parse if known else None


def _words(parse: Callable[[str], Any], pattern: str, text: str) -> frozenset[str] | None:
    """The needed words of one pattern."""
    tree = parse(pattern)
    return None if tree.state.flags & ~re.UNICODE else _needed(list(tree), text)


def _needed(parts: Sequence[Any], text: str) -> frozenset[str] | None:
    """Of the places of a sequence, the words of the one that is rarest to be met.

    That is, of words longer than a character, and of those that `text`, all the patterns, has
    least often (工作 stands in every second one).
    """
    found: list[frozenset[str]] = []
    run: frozenset[str] = frozenset(("",))
    for part in parts:
        said = _said(part)
        joined = _joined(run, said) if said is not None else None
        if joined is not None:
            run = joined
            continue
        found.append(run)
        run = said if said is not None else frozenset(("",))
        if said is None:
            within = _within(part, text)
            if within is not None:
                found.append(within)
    found.append(run)

    def worth(words: frozenset[str]) -> tuple[int, int]:
        return min(2, *map(len, words)), -sum(map(text.count, words))

    return max((words for words in found if "" not in words), key=worth, default=None)


def _joined(left: frozenset[str], right: frozenset[str]) -> frozenset[str] | None:
    if len(left) * len(right) > _MOST:
        return None
    return frozenset(a + b for a, b in product(left, right))


def _said(part: Any) -> frozenset[str] | None:
    """All that a part may stand for, where that is a handful of words."""
    kind, value = str(part[0]), part[1]
    if kind == "LITERAL":
        return frozenset((chr(value),))
    if kind == "IN":
        if len(value) > _WIDEST or any(str(name) != "LITERAL" for name, _ in value):
            return None
        return frozenset(chr(code) for _, code in value)
    if kind == "SUBPATTERN":
        return _all_said(list(value[-1])) if not value[1] and not value[2] else None
    if kind == "BRANCH":
        branches = [_all_said(list(branch)) for branch in value[1]]
        words = frozenset().union(*[b for b in branches if b is not None])
        return words if None not in branches and len(words) <= _MOST else None
    if kind == "MAX_REPEAT" and value[1] == 1:
        within = _all_said(list(value[2]))
        if within is None or value[0] == 1:
            return within
        return within | {""}
    if kind.startswith("ASSERT") or kind == "AT":
        return frozenset(("",))
    return None


def _all_said(parts: Sequence[Any]) -> frozenset[str] | None:
    run: frozenset[str] | None = frozenset(("",))
    for part in parts:
        said = _said(part)
        if said is None or run is None:
            return None
        run = _joined(run, said)
    return run


def _within(part: Any, text: str) -> frozenset[str] | None:
    """The needed words of a part that may stand for more than a handful."""
    kind, value = str(part[0]), part[1]
    if kind == "SUBPATTERN":
        return _needed(list(value[-1]), text) if not value[1] and not value[2] else None
    if kind == "BRANCH":
        branches = [_needed(list(branch), text) for branch in value[1]]
        return None if None in branches else frozenset().union(*[b for b in branches if b])
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0] > 0:
        return _needed(list(value[2]), text)
    return None


__all__ = ["needed_pattern", "needed_words"]
