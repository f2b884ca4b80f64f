"""Traditional or Simplified: telling which, and turning a text into Simplified.

`detect` needs only `data/traditional.tsv`, the characters that are written in one of the scripts
alone. `simplify` reads OpenCC's tables (`TSCharacters`, `TSPhrases`) from the installed
`opencc-python-reimplemented` on its first use, and lays `data/regional.tsv` over them: terms and
misconversions that those tables leave wrong. docs/script.md tells what was measured.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal, NamedTuple

from plankit.errors import MissingDependency
from plankit.lexicon import DEFAULT, Lexicons, shipped
from plankit.text import Text
from plankit.unseen import GENERAL, QUOTES, WIDTHS

Script = Literal["hans", "hant", "mixed"]

# A sentence is the smallest part that is of one script: the characters of a name or of a quoted
# title are outnumbered in theirs.
_SENTENCE: Final = re.compile(r"[^\n。；！？;]+")
# A sentence counts as Traditional (Simplified) with at least two telling characters of its kind
# and more than three times as many as of the other kind; three in such sentences are a real part.
# A third of the characters of running text tell, so that is the length of a short heading.
_OF_A_SENTENCE, _TIMES, _OF_A_PART = 2, 3, 3
# Characters that are strewn over sentences of the other script make the text mixed from this
# number, and this share of all that tell. Clean Simplified plans have 0 to 2 in 30,000.
_STREWN, _STREWN_SHARE = 10, 0.1


# -- telling --------------------------------------------------------------------------------------


class _Telling(NamedTuple):
    hant: re.Pattern[str]
    hans: re.Pattern[str]
    traditional: str
    unusual: re.Pattern[str]
    """A character of `hant`, or one that some step asks for: 後, of the general punctuation those
    that nobody sees and the spaces, and quotation marks of vertical type or of full width."""


@cache
def _telling() -> _Telling:
    characters = {row[0]: row[1] for row in shipped("traditional")}
    hant, hans = characters["hant"], characters["hans"]
    return _Telling(
        re.compile(f"[{hant}]"),
        re.compile(f"[{hans}]"),
        hant,
        re.compile(f"[{hant}後{GENERAL}{WIDTHS}{QUOTES}]"),
    )


def has_unusual(string: str) -> bool:
    """Whether there is a Traditional character, 後, or one of `GENERAL`, `WIDTHS` or `QUOTES`.

    One search tells of most texts that they have none of these.
    """
    return _telling().unusual.search(string) is not None


def detect(string: str, simplified: bool = False) -> Script | None:
    """The script that a text is written in; None where no character of it tells.

    Only characters that never stand in the other script count: 后, 里, 干, 於 and 著 do not.
    "mixed" is a text of which a real part (a heading will do) is in the other script; a name or a
    quoted title within a sentence is not. `simplified` says that no Traditional character is there.
    """
    telling = _telling()
    # the usual case, a Simplified text, costs one search
    if simplified or telling.hant.search(string) is None:
        return "hans" if telling.hans.search(string) else None
    if telling.hans.search(string) is None:
        return "hant"
    hant = hans = hant_part = hans_part = 0
    for _, _, t, s in _counted(string):
        hant += t
        hans += s
        if _is_of(t, s):
            hant_part += t
        elif _is_of(s, t):
            hans_part += s
    fewer, more = sorted((hant, hans))
    if hant_part >= _OF_A_PART and hans_part >= _OF_A_PART:
        return "mixed"
    if fewer == more or (fewer >= _STREWN and fewer >= _STREWN_SHARE * (fewer + more)):
        return "mixed"
    return "hant" if hant > hans else "hans"


def _is_of(own: int, other: int) -> bool:
    return own >= _OF_A_SENTENCE and own > _TIMES * other


def _counted(string: str) -> Iterator[tuple[int, int, int, int]]:
    """Each sentence: start, end, its telling Traditional and Simplified characters."""
    telling = _telling()
    for found in _SENTENCE.finditer(string):
        sentence = found.group()
        hant = len(telling.hant.findall(sentence))
        yield found.start(), found.end(), hant, len(telling.hans.findall(sentence))


# -- tables ---------------------------------------------------------------------------------------


class _Phrase(NamedTuple):
    form: str
    simplified: str
    mainland: bool  # applied to texts of the mainland only


class _Tables(NamedTuple):
    characters: dict[int, str]
    telling: dict[int, str]  # for a Simplified sentence: the characters that it cannot mean
    heads: re.Pattern[str]
    phrases: dict[str, tuple[_Phrase, ...]]  # by first two characters, the longest first
    lone: bool  # whether a phrase of one character is among them
    of_taiwan: tuple[str, ...]
    of_mainland: tuple[str, ...]


@cache
def _opencc(name: str) -> tuple[tuple[str, str], ...]:
    # the file is read without importing opencc; another distribution that installs the same
    # package name keeps its tables in another form
    spec = find_spec("opencc")
    for place in (spec and spec.submodule_search_locations) or ():
        path = Path(place, "dictionary", f"{name}.txt")
        if path.is_file():
            lines = path.read_text(encoding="utf-8").splitlines()
            pairs = (line.split("\t") for line in lines if line)
            # where several candidates are named, OpenCC takes the first
            return tuple((pair[0], pair[1].split(" ", 1)[0]) for pair in pairs)
    raise MissingDependency(
        f"OpenCC's table {name}.txt was not found: pip install opencc-python-reimplemented"
    )


def _tables(lexicons: Lexicons) -> _Tables:
    return _make_tables(lexicons.rows("regional"))


def _make_tables(regional: Iterable[tuple[str, ...]]) -> _Tables:
    characters = dict(_opencc("TSCharacters"))
    phrases = {form: _Phrase(form, new, False) for form, new in _opencc("TSPhrases")}
    tells: dict[str, list[str]] = {"of-taiwan": [], "of-mainland": []}
    seen: set[str] = set()
    for row in regional:
        form, simplified, scope = (*row, "", "")[:3]
        if not form or form in seen:
            continue
        seen.add(form)
        if scope in tells:
            tells[scope].append(form)
        elif len(form) == 1 == len(simplified):
            characters[form] = simplified
        else:
            phrases[form] = _Phrase(form, simplified, scope == "mainland")
    by_head: dict[str, list[_Phrase]] = {}
    for phrase in phrases.values():
        by_head.setdefault(phrase.form[:2], []).append(phrase)
    for same_head in by_head.values():
        same_head.sort(key=lambda phrase: -len(phrase.form))
    # a look at the second character as well spares two of three places that need to be tried
    firsts = {head[0] for head in by_head}
    heads = f"[{''.join(map(re.escape, firsts))}]"
    if all(len(form) > 1 for form in phrases):
        heads += f"(?=[{''.join(map(re.escape, {form[1] for form in phrases}))}])"
    return _Tables(
        characters={ord(c): new for c, new in characters.items()},
        telling={ord(c): characters[c] for c in _telling().traditional},
        heads=re.compile(heads),
        phrases={head: tuple(same_head) for head, same_head in by_head.items()},
        lone=any(len(head) == 1 for head in by_head),
        of_taiwan=tuple(tells["of-taiwan"]),
        of_mainland=tuple(tells["of-mainland"]),
    )


# -- converting -----------------------------------------------------------------------------------


def simplified_characters(string: str, lexicons: Lexicons = DEFAULT) -> str:
    """The string in Simplified, one character for one: for matching words that keep their places.

    Raises `MissingDependency` where OpenCC's tables are not installed.
    """
    return string.translate(lexicons.build("script", _tables).characters)


def simplify(text: Text, lexicons: Lexicons = DEFAULT) -> Text:
    """The text in Simplified characters, its spans still into the source.

    A Simplified text is returned as it is. In a mixed one the Simplified sentences keep what may
    be right there (乾县, 於潜) and lose only characters that are never Simplified. `regional` rows
    of `lexicons` go before the shipped ones and before OpenCC's phrases. Linear in the length.

    Raises `MissingDependency` where OpenCC's tables are not installed.
    """
    string = text.string
    script = detect(string)
    if script == "hans" or not string:
        return text
    tables = lexicons.build("script", _tables)
    kept: list[tuple[int, int]] = []
    if script == "mixed":
        kept = [(start, end) for start, end, hant, hans in _counted(string) if hans > hant]
    return _converted(text, tables, kept)


def _converted(text: Text, tables: _Tables, kept: list[tuple[int, int]]) -> Text:
    """`kept` are stretches in which only telling characters are converted."""
    string = text.string
    simplified = string.translate(tables.characters)
    if kept:
        parts: list[str] = []
        at = 0
        for start, end in kept:
            parts.append(simplified[at:start])
            parts.append(string[start:end].translate(tables.telling))
            at = end
        parts.append(simplified[at:])
        simplified = "".join(parts)
    same_length: list[str] = []
    edits: list[tuple[int, int, str]] = []
    at = 0
    for start, phrase in _longest(_found(string, tables, kept)):
        end = start + len(phrase.form)
        if len(phrase.simplified) == end - start:
            same_length += (simplified[at:start], phrase.simplified)
            at = end
        else:
            edits.append((start, end, phrase.simplified))
    same_length.append(simplified[at:])
    converted = text.with_string("".join(same_length))
    return converted.edit(edits) if edits else converted


def _found(
    string: str, tables: _Tables, kept: list[tuple[int, int]]
) -> Iterator[tuple[int, _Phrase]]:
    """Every phrase at every place, in order of place, overlapping ones too."""
    phrases = tables.phrases
    starts = [start for start, _ in kept]
    mainland: bool | None = None
    for found in tables.heads.finditer(string):
        at = found.start()
        same_head = phrases.get(string[at : at + 2], ())
        if tables.lone and at + 1 < len(string):
            same_head += phrases.get(string[at], ())
        for phrase in same_head:
            if not string.startswith(phrase.form, at):
                continue
            if phrase.mainland:
                if mainland is None:
                    mainland = _is_mainland(string, tables)
                if not mainland:
                    continue
            if kept and (k := bisect_right(starts, at)) and at < kept[k - 1][1]:
                continue
            yield at, phrase


def _is_mainland(string: str, tables: _Tables) -> bool:
    if not any(word in string for word in tables.of_taiwan):
        return True
    return any(word in string for word in tables.of_mainland)


def _longest(found: Iterable[tuple[int, _Phrase]]) -> Iterator[tuple[int, _Phrase]]:
    """Of overlapping phrases the longest, then the first: what OpenCC's Python port does.

    That is not longest match from left to right: of 康乾 and 乾乾淨淨 in 康乾乾淨淨 the second is
    taken, though the first begins before it.
    """
    cluster: list[tuple[int, _Phrase]] = []
    end = 0
    for at, phrase in found:
        if at >= end and cluster:
            yield from _settled(cluster)
            cluster = []
        cluster.append((at, phrase))
        end = max(end, at + len(phrase.form))
    if cluster:
        yield from _settled(cluster)


def _settled(cluster: list[tuple[int, _Phrase]]) -> list[tuple[int, _Phrase]]:
    if len(cluster) == 1:
        return cluster
    first = cluster[0][0]
    taken = bytearray(max(at + len(phrase.form) for at, phrase in cluster) - first)
    chosen: list[tuple[int, _Phrase]] = []
    for at, phrase in sorted(cluster, key=lambda item: (-len(item[1].form), item[0])):
        i, j = at - first, at - first + len(phrase.form)
        if not any(taken[i:j]):
            taken[i:j] = b"\1" * (j - i)
            chosen.append((at, phrase))
    chosen.sort(key=lambda item: item[0])
    return chosen
