"""Words looked up at a place of a text, longest first, without a segmenter."""

from __future__ import annotations

from collections.abc import Iterable


class Words:
    """Words of two characters and more, looked up where they may begin.

    `of` has them by their first two characters, since most places are the start of none, and that
    is one look-up; the longer ones, by their first three.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.of: dict[str, tuple[str | None, dict[str, list[str]] | None]] = {}
        for word in sorted(set(words), key=len):
            short, longer = self.of.get(word[:2], (None, None))
            if len(word) == 2:
                self.of[word] = word, longer
            elif len(word) > 2:
                longer = longer if longer is not None else {}
                longer.setdefault(word[:3], []).insert(0, word)  # longest first
                self.of[word[:2]] = short, longer

    def at(self, string: str, place: int) -> str | None:
        """The longest word that begins at `place`."""
        head = string[place : place + 2]
        if head not in self.of:
            return None  # mostly
        short, longer = self.of[head]
        if longer is not None:
            for word in longer.get(string[place : place + 3], ()):
                if string.startswith(word, place):
                    return word
        return short
