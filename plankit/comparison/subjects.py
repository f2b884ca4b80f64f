"""What a title is about: its words without the verbs and nouns that any title could have."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import shipped
from .wording import bigrams


@cache
def _idle() -> re.Pattern[str]:
    words = {row[0] for row in shipped("comparison_words")}
    for verb, _, *flags in shipped("verbs"):
        told = flags[0].split() if flags else []
        # 管理, 培训, 教育 open titles too, but are as often what the task is about
        if len(verb) > 1 and "heading" in told and "noun" not in told:
            words.add(verb)
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered)))


def subject(title_key: str) -> frozenset[str]:
    """The pairs of characters of a title's subject; of all the title where next to nothing is left.

    加强组织领导 and 加强组织保障 are made of such words alone.
    """
    parts = _idle().split(title_key)
    found = frozenset().union(*(bigrams(part) for part in parts if len(part) > 1))
    return found if len(found) > 1 else bigrams(title_key)
