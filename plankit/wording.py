"""Swapped words: pages that replaced words by synonyms so as not to be found to be copies.

Document-sharing sites run plans through a list of synonyms: 教育局 becomes 教化局, 积极推进 becomes
主动推进; by another list, 服务 becomes 效劳 and 原则 原那么. The replacement is blind, so it leaves
forms that no office ever wrote; those prove it (`detect`), and what is then certain in its context
can be put back (`restore`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from .lexicon import DEFAULT, Lexicons, Row
from .text import Span, Text

_MANY: Final = 3
"""Proofs of a single word that are enough by themselves; fewer may be a slip of the pen."""
_SPARSE: Final = 1500
"""Code points per proof above which proofs are chance: a page so treated has one in about 70."""


_SAMPLE: Final = 4000
"""Code points that are looked at: enough for some fifty proofs where there are any."""
_GLANCE: Final = 2000
"""Code points of which one must hold a proof, or nothing is looked at: most pages are clean."""
_FIRST: Final = "1"
"""The list of synonyms that is believed where none shows: most pages have it."""


class Sighting(NamedTuple):
    """A form that only the treatment makes, as often as it stands in a text."""

    swapped: str
    original: str
    times: int
    start: int
    """Where the swapped word first stands so, in code points of the string that was read."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that a document's words were swapped."""

    sightings: tuple[Sighting, ...]
    """By swapped word, in order of first appearance."""
    kept: tuple[str, ...]
    """Originals that the title or the file name still has, where the body has the swapped word."""

    @property
    def count(self) -> int:
        """How many forms were seen that no untreated plan has."""
        return sum(s.times for s in self.sightings)


@dataclass(frozen=True, slots=True)
class Swap:
    """One swapped word: put back where `certain`, else only told."""

    span: Span
    """Of the swapped word, in the source."""
    before: str
    after: str
    certain: bool


def detect(
    string: str,
    title: str | None = None,
    name: str | None = None,
    lexicons: Lexicons = DEFAULT,
) -> Evidence | None:
    """Evidence that the words of `string` were swapped, or None.

    `string` is a document in Simplified; `title` and `name` are its title and file name, which
    are often left as they were. One word proves nothing unless it recurs, or its original stands
    in the title or name: a clean plan may hold a slip.
    """
    table = lexicons.build("wording", _Table)
    string = string[:_SAMPLE]
    if table.hint.search(string, 0, _GLANCE) is None:
        return None
    seen: dict[str, Sighting] = {}
    for start, end, rule in table.proofs(string):
        swapped = string[start:end]
        first = seen.get(swapped)
        seen[swapped] = (
            Sighting(swapped, rule.original, 1, start)
            if first is None
            else first._replace(times=first.times + 1)
        )
    if not seen:
        return None
    # the replacement is blind: where it was made, next to nothing of the original is left
    found = tuple(s for s in seen.values() if string.count(s.original) < string.count(s.swapped))
    outside = f"{title or ''}\n{name or ''}"
    kept = (s.original for s in found if s.original in outside and s.swapped not in outside)
    evidence = Evidence(found, tuple(dict.fromkeys(kept)))
    if evidence.count * _SPARSE < len(string):
        return None
    if len(found) > 1 or evidence.count >= _MANY or evidence.kept:
        return evidence
    return None


def restore(text: Text, lexicons: Lexicons = DEFAULT) -> tuple[Text, list[Swap]]:
    """The text with its own words again where the context makes that certain, and every swap.

    For a text that `detect` told of: in any other, words would be put back that were never taken.
    Asked are the pairs of the lists that the text shows. The swaps are in order; those that are
    not `certain` are left in the text.
    """
    table = lexicons.build("wording", _Table)
    string = text.string
    swaps: list[Swap] = []
    edits: list[tuple[int, int, str]] = []
    for start, end, original, certain in table.swaps(string, table.lists(string)):
        swaps.append(Swap(text.span(start, end), string[start:end], original, certain))
        if certain:
            edits.append((start, end, original))
    return (text.edit(edits) if edits else text), swaps


class _Rule:
    """One row of the table, ready to be asked about a place."""

    __slots__ = ("_proving", "always", "doubtful", "lists", "meant", "original", "proofs", "wanted")

    def __init__(self, row: Row) -> None:
        if len(row) < 3 or row[2] not in ("always", "context", "doubtful"):
            raise ValueError(f"swapped_words: no certainty in the row {row!r}")
        self.original = row[1]
        self.always = row[2] == "always"
        self.doubtful = row[2] == "doubtful"
        self.lists = frozenset(row[5] if len(row) > 5 else "")
        """The lists of synonyms that have the pair; none: it may be of any."""
        wanted, self.proofs, self.meant = [], [], []
        self._proving: list[str] = []
        for token in row[3].split() if len(row) > 3 else ():
            condition = _condition(token.lstrip("*!"))
            if token[0] == "!":
                self.meant.append(condition)
                continue
            wanted.append(condition)
            if token[0] == "*":
                self.proofs.append(condition)
                self._proving.append(token[1:])
        self.wanted = wanted

    def shape(self, word: str) -> str:
        """What stands around `word`, already matched, where this rule's proofs hold."""
        shapes = []
        for token in self._proving:
            before, _, behind = token.partition("~")
            # a look behind is of one length
            back = "|".join(f"(?<={re.escape(b + word)})" for b in before.split("|") if before)
            ahead = "|".join(map(re.escape, behind.split("|")))
            shapes.append(f"(?:{back})(?={ahead})")
        return "|".join(shapes)

    def applies(self, string: str, start: int, end: int) -> bool:
        """Whether the word at `[start, end)` is this row's (or may be, where it is doubtful)."""
        if any(condition(string, start, end) for condition in self.meant):
            return False
        if self.always or self.doubtful:
            return True
        return any(condition(string, start, end) for condition in self.wanted)

    def proves(self, string: str, start: int, end: int) -> bool:
        return any(condition(string, start, end) for condition in self.proofs)


_Condition = Callable[[str, int, int], bool]


def _condition(token: str) -> _Condition:
    """The condition that a context such as `名|骨干~队伍|资格` states."""
    before_part, tilde, behind_part = token.partition("~")
    if not tilde:
        raise ValueError(f"swapped_words: the context {token!r} has no ~")
    before = tuple(before_part.split("|")) if before_part else ("",)
    behind = tuple(behind_part.split("|")) if behind_part else ("",)

    def holds(string: str, start: int, end: int) -> bool:
        return string.startswith(behind, end) and string.endswith(before, 0, start)

    return holds


_OF_PLANS: Final = ("verbs", "adverbs", "heading_ends", "section_roles")
"""Tables of the words that plans are made of: they tell which characters are common."""


def _from_rarer(word: str, usual: Counter[str]) -> str:
    """A pattern for a word that is looked for by the rarer of its first two characters.

    化 stands everywhere in a plan, 教 before it nearly nowhere else: a third fewer places.
    """
    at = min(range(len(word[:2])), key=lambda k: usual[word[k]])
    behind = re.escape(word[at:])
    if not at:
        return behind
    first = re.escape(word[at])
    return f"{first}(?<={re.escape(word[: at + 1])}){behind[len(first) :]}"


class _Table:
    """The rules by swapped word, and a pattern that finds the words."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        for row in lexicons.rows("swapped_words"):
            self._rules.setdefault(row[0], []).append(_Rule(row))
        for rules in self._rules.values():
            rules.sort(key=lambda rule: rule.doubtful)
        words = sorted(self._rules, key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, words)))
        proving = [w for w in words if any(rule.proofs for rule in self._rules[w])]
        self._proving = re.compile("|".join(map(re.escape, proving)))
        usual = Counter(c for table in _OF_PLANS for row in lexicons.rows(table) for c in row[0])
        shapes = [
            _from_rarer(word, usual)
            + f"(?:{'|'.join(rule.shape(word) for rule in self._rules[word] if rule.proofs)})"
            for word in proving
        ]
        self.hint = re.compile("|".join(shapes))
        """Finds a place where some rule's proof holds: most texts have none."""

    def proofs(self, string: str) -> Iterator[tuple[int, int, _Rule]]:
        for match in self._proving.finditer(string):
            start, end = match.span()
            for rule in self._rules[match[0]]:
                if rule.proofs and rule.applies(string, start, end):
                    if rule.proves(string, start, end):
                        yield start, end, rule
                    break

    def lists(self, string: str) -> frozenset[str]:
        """The lists of synonyms that a text shows: those that have a proof to themselves.

        Where all proofs are pairs of several lists, it is the first of these that is believed.
        """
        seen = [rule.lists for _, _, rule in self.proofs(string) if rule.lists]
        own = frozenset[str]().union(*(lists for lists in seen if len(lists) == 1))
        return own or frozenset(min(frozenset[str]().union(*seen), default=_FIRST))

    def swaps(self, string: str, lists: frozenset[str]) -> Iterator[tuple[int, int, str, bool]]:
        for match in self._words.finditer(string):
            start, end = match.span()
            for rule in self._rules[match[0]]:
                if rule.lists and rule.lists.isdisjoint(lists):
                    continue
                if rule.applies(string, start, end):
                    yield start, end, rule.original, not rule.doubtful
                    break
