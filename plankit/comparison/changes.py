"""Responsible units that changed, and words that came and went."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..fact_model import Owner
from ..model import TermCount
from .matching import Group, Matching
from .model import OwnerChange, OwnerRole, TermChange
from .units import Reading
from .wording import fold

_SPACE = re.compile(r"\s+")


def owner_changes(found: Matching) -> Iterator[OwnerChange]:
    """Who is named for matched units on one side only, or in another role.

    Nothing is told where one of the plans names nobody at all.
    """
    if all(any(item.owners for item in side.items) for side in (found.a, found.b)):
        for group in found.groups:
            yield from _changes_in(found, group)


def _changes_in(found: Matching, group: Group) -> Iterator[OwnerChange]:
    before = _owners(found.a, group.a)
    after = _owners(found.b, group.b)
    a = tuple(found.a.items[i].id for i in group.a)
    b = tuple(found.b.items[j].id for j in group.b)
    for name, (shown, role) in after.items():
        old = before.get(name)
        if old is None:
            yield OwnerChange(change="new", name=shown, a=a, b=b, b_role=role)
        elif old[1] != role:
            yield OwnerChange(change="role", name=shown, a=a, b=b, a_role=old[1], b_role=role)
    for name, (shown, role) in before.items():
        if name not in after:
            yield OwnerChange(change="dropped", name=shown, a=a, b=b, a_role=role)


def _owners(reading: Reading, units: list[int]) -> dict[str, tuple[str, OwnerRole]]:
    """Key: name as written and role; a unit named twice has its first role, lead before others."""
    owners: list[Owner] = [owner for i in units for owner in reading.items[i].owners]
    found: dict[str, tuple[str, OwnerRole]] = {}
    for owner in sorted(owners, key=lambda o: o.role != "lead"):
        found.setdefault(_name_key(owner.name, reading.places), (owner.name, owner.role))
    return found


def _name_key(name: str, places: re.Pattern[str] | None) -> str:
    """崇明区教育局, 区教育局 and, in a list behind 区公安局, 教育局 are one office."""
    name = _SPACE.sub("", fold(name))
    if places is not None:
        found = places.match(name)
        if found and found.end() < len(name):
            name = name[found.end() :]
    return name[1:] if len(name) > 3 and name[0] in "省市区县" else name


def term_changes(a: Reading, b: Reading) -> Iterator[TermChange]:
    """The terms of one plan that stand nowhere in the other, the most frequent first."""
    before, after = _all_words(a), _all_words(b)
    for term in _ranked(b.plan.terms):
        if _key(term.text) not in before:
            yield TermChange(change="new", text=term.text, count=term.count, spans=term.spans)
    for term in _ranked(a.plan.terms):
        if _key(term.text) not in after:
            yield TermChange(change="dropped", text=term.text, count=term.count, spans=term.spans)


def _ranked(terms: tuple[TermCount, ...]) -> list[TermCount]:
    return sorted(terms, key=lambda term: (-term.count, term.spans[0] if term.spans else (0, 0)))


def _key(text: str) -> str:
    return _SPACE.sub("", fold(text))


def _all_words(reading: Reading) -> str:
    titles = [chapter.title for chapter in reading.chapters]
    parts = [reading.plan.title or "", *titles, *(item.words for item in reading.items)]
    return _key("\n".join(parts))
