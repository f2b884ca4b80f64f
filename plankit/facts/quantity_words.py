"""The words that tell what a number counts, compiled from the tables.

`quantity_verbs` has the verbs that govern a number, `indicator_edges` what is cut from a noun
phrase at its ends, `noun_bounds` where one ends behind a number and what none begins with.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..lexicon import Lexicons
from .noun_parts import NounParts
from .number_tables import any_of, lengths_by
from .quantity_settings import Settings, build_settings

EVERY_LASTS: Final = frozenset("年月周天日季度期星")
"""What 每年, 每学期 and the like end with, behind a noun phrase."""
SINCE_LASTS: Final = frozenset("年\ue000“”期间末底的比从由自初多少高低")
"""What 较2015年, 从2015年的 and the like end with."""
_RATE_NOUNS: Final = frozenset({"增幅", "增速", "降幅", "增收", "增产"})


class Words(NamedTuple):
    """The table `quantity_verbs` and what goes with it, compiled."""

    verbs: dict[str, str]
    change: dict[str, str]
    heads: frozenset[str]
    plain_heads: frozenset[str]
    tails: frozenset[str]
    verb: re.Pattern[str]
    object_verb: re.Pattern[str]
    """Those that take an object and stand in no noun compound (打造, 举办; not 转移, 搬迁)."""
    outright: frozenset[str]
    """Of these, those that make no noun with what follows (惠及|企业; but 投资企业)."""
    head_lengths: dict[str, tuple[int, ...]]
    """Lengths of `heads` and `plain_heads` by their first character, the longest first."""
    tail_lengths: dict[str, tuple[int, ...]]
    """Lengths of `tails` by their last character."""
    tail_lasts: frozenset[str]
    """Last characters of all that is cut from the end of a noun phrase."""
    change_lengths: dict[str, tuple[int, ...]]
    ends: re.Pattern[str]
    """Where a noun phrase behind a number ends."""
    steps: frozenset[str]
    """Verbs of two characters that are no nouns (上报, 进入), from the table `verbs`."""
    begins_none: re.Pattern[str]
    """What no noun phrase behind a number begins with."""
    settings: Settings
    """What around a number tells of work done and of work to come."""
    nouns: NounParts
    """What the noun phrase around a number is made of."""


def build_words(lexicons: Lexicons) -> Words:
    """Compile the tables `quantity_verbs`, `indicator_edges` and `noun_bounds`."""
    verbs: dict[str, str] = {}
    change: dict[str, str] = {}
    objects: list[str] = []
    outright: set[str] = set()
    # brackets and spaces that PDF text leaves between noun and number
    edges: dict[str, set[str]] = {"head": set(), "tail": {" ", "  ", "\u3000", ":", "："}}
    for word, place in lexicons.rows("indicator_edges"):
        edges[place].add(word)
    for word, kind, *more in lexicons.rows("quantity_verbs"):
        verbs.setdefault(word, kind)
        if more and more[0] in ("object", "outright"):
            objects.append(word)
            if more[0] == "outright":
                outright.add(word)
        elif more and more[0]:
            change.setdefault(word, more[0])
    heads = edges["head"] | set(objects)
    tails = edges["tail"] | {w for w in change if w not in _RATE_NOUNS}
    return Words(
        verbs=verbs,
        change=change,
        heads=frozenset(heads),
        plain_heads=frozenset(edges["head"]),
        tails=frozenset(tails),
        verb=re.compile(any_of(v for v in verbs if len(v) > 1)),
        object_verb=re.compile(any_of(objects)),
        outright=frozenset(outright),
        head_lengths=lengths_by(heads, 0),
        tail_lengths=lengths_by(tails, -1),
        tail_lasts=EVERY_LASTS | SINCE_LASTS | {word[-1] for word in tails},
        change_lengths=lengths_by(change, -1),
        ends=_bounds(lexicons, "end"),
        begins_none=_bounds(lexicons, "start"),
        steps=frozenset(
            word
            for word, _, *flags in lexicons.rows("verbs")
            if len(word) == 2 and "noun" not in "".join(flags)
        ),
        settings=build_settings(lexicons),
        nouns=NounParts(lexicons),
    )


def _bounds(lexicons: Lexicons, place: str) -> re.Pattern[str]:
    """The words of `noun_bounds` for one place, by first character (see `any_of`)."""
    groups: dict[str, list[str]] = {}
    for word, where, *more in lexicons.rows("noun_bounds"):
        if where not in (place, "both"):
            continue
        behind, before, only = (*more, "", "", "")[:3]
        rest = re.escape(word[1:])
        if behind:
            rest = f"(?<![{behind}]{re.escape(word[0])}){rest}"
        if before:
            rest += f"(?!{before})"
        if only:
            rest += f"(?={only})"
        groups.setdefault(word[0], []).append(rest)
    bodies = "|".join(f"{re.escape(c)}(?:{'|'.join(rest)})" for c, rest in groups.items())
    return re.compile(f"(?=[{''.join(map(re.escape, groups))}])(?:{bodies})")
