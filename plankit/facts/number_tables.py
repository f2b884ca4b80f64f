"""What the scan for numbers reads: its tables, compiled once per set of lexicons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from ..lexicon import Lexicons

DIGITS: Final = "0-9０-９"
CHINESE: Final = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
BLANKS: Final = "xXnNｘＸ×＊*＿_○□△✕"
_MAX_RUN: Final = 24
SPACES: Final = " \u3000\xa0"
RANGE_MARKS: Final = " -‐‑–—―－~～﹣∽至到"
_SEPARATOR: Final = r"[ ]?(?:[-‐‑–—―－~～﹣∽]{1,2}|至|到)[ ]?"
# thousands stand behind a comma of either width, or a space in texts from Hong Kong (15 000個)
ARABIC: Final = (
    rf"(?:[0-9]{{1,3}}(?:(?:[,，][0-9]{{3}}){{1,4}}|(?: [0-9]{{3}}){{1,3}})(?![0-9])"
    rf"|[{DIGITS}]{{1,15}})"
    rf"(?:[.．][{DIGITS}]{{1,8}})?"
)


Value = int | float


class Unit(NamedTuple):
    """A measure word: as it is named in results, its class, and what bounds its use."""

    name: str
    kind: str
    arabic_only: bool
    stops: tuple[str, ...]
    chinese_stops: tuple[str, ...] = ()
    """`stops`, and what makes another word of it behind a Chinese numeral."""


def any_of(words: Iterable[str]) -> str:
    """A pattern for the longest of `words` at a place.

    Grouped by first character behind one class of them, which is several times as fast as a plain
    alternation of hundreds of words (measured with the verbs of `quantity_verbs`).
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    firsts = "".join(map(re.escape, groups))
    bodies = "|".join(f"{re.escape(c)}(?:{'|'.join(rest)})" for c, rest in groups.items())
    return f"(?=[{firsts}])(?:{bodies})"


def lengths_by(words: Iterable[str], place: int) -> dict[str, tuple[int, ...]]:
    """The lengths of words, the longest first, by their first (0) or last (-1) character.

    A look-up by the one character that is there spares slicing every length that a word may have.
    """
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[place], set()).add(len(word))
    return {c: tuple(sorted(n, reverse=True)) for c, n in lengths.items()}


def _by_two(units: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in units:
        lengths.setdefault(word[:2], set()).add(len(word))
    for pair, found in lengths.items():
        if pair[0] in lengths:
            found.add(1)
    return {pair: tuple(sorted(n, reverse=True)) for pair, n in lengths.items()}


class Tables(NamedTuple):
    """What the scan reads, compiled once per set of lexicons."""

    candidate: re.Pattern[str]
    range_tail: re.Pattern[str]
    calendar: bool
    """Whether 年 only lasts and 月 measures nothing, so that 2022年 and 9月 are no quantities."""
    day_words: frozenset[str]
    """What makes another unit of 日 than a day, or a unit of several (日元, 日/人)."""
    units: dict[str, Unit]
    lengths: dict[str, tuple[int, ...]]
    """Lengths of the units, the longest first, by their first two characters, and by the first
    for those that are one character; a pair of which no unit is made is not in it."""
    before: dict[str, str]
    after: dict[str, tuple[tuple[str, str], ...]]
    links: dict[str, str]
    before_lengths: dict[str, tuple[int, ...]]
    """Lengths of the words of `before` by their last character, the longest first."""
    link_lengths: dict[str, tuple[int, ...]]
    name_tails: re.Pattern[str]
    name_chinese_tails: re.Pattern[str]
    name_wholes: re.Pattern[str]
    name_heads: dict[str, tuple[str, ...]]
    name_chinese_heads: dict[str, tuple[str, ...]]
    name_tail_firsts: frozenset[str]
    """First characters of `name_tails`, Chinese ones included: most numbers need no more."""
    name_whole_first: re.Pattern[str]
    name_head_lasts: frozenset[str]


def build_tables(lexicons: Lexicons) -> Tables:
    """Compile the tables `units`, `comparators` and `number_names`."""
    units: dict[str, Unit] = {}
    for word, kind, *more in lexicons.rows("units"):
        stops, chinese = (tuple(filter(None, m.split("|"))) for m in (*more[1:3], "", "")[:2])
        name = "%" if word in ("％", "﹪") else word
        unit = Unit(name, kind, more[:1] == ["arabic"], stops, stops + chinese)
        units.setdefault(word, unit)
    before: dict[str, str] = {}
    after: dict[str, list[tuple[str, str]]] = {}
    links: dict[str, str] = {}
    for word, place, op in lexicons.rows("comparators"):
        if place == "before":
            before.setdefault(word, op)
        elif place == "link":
            links.setdefault(word, op)
        else:
            after.setdefault(word[0], []).append((word, op))
    tails: list[str] = []
    chinese_tails: list[str] = []
    wholes: list[str] = []
    heads: dict[str, list[str]] = {}
    chinese_heads: dict[str, list[str]] = {}
    for pattern, *numerals in lexicons.rows("number_names"):
        head, hole, tail = pattern.partition("N")
        if not hole:
            wholes.append(pattern)
        elif head:
            places = chinese_heads if numerals[:1] == ["chinese"] else heads
            places.setdefault(head, []).append(tail)
        else:
            (chinese_tails if numerals[:1] == ["chinese"] else tails).append(tail)
    follow = "".join(lengths_by(units, 0)) + "多余几来万亿千分" + "-‐‑–—―－~～﹣∽至到/／（("
    run = DIGITS + CHINESE + BLANKS
    candidate = re.compile(
        rf"[{run}](?<![{run}][{run}])[{run}]{{0,{_MAX_RUN}}}"
        rf"(?:(?:[.．,点]|[ ，](?=[0-9]{{3}}(?![0-9])))"
        rf"[{DIGITS}一二三四五六七八九零xXＸ×]{{1,8}}){{0,4}}"
        rf"(?=[{SPACES}]?[{re.escape(follow)}])"
    )
    return Tables(
        candidate=candidate,
        range_tail=re.compile(
            rf"{_SEPARATOR}({ARABIC}|[{CHINESE}]{{1,12}}|[{BLANKS}.]{{1,8}})(?![{DIGITS}])"
        ),
        calendar=all(
            unit.kind == ("duration" if word in ("年", "日") else "none")
            for word, unit in units.items()
            if word[0] in "年月" or word == "日"
        ),
        day_words=frozenset(
            {word[1] for word in units if word[0] == "日" and word != "日"} | set("/／")
        ),
        units=units,
        lengths=_by_two(units),
        before=before,
        after={c: tuple(sorted(w, key=lambda r: -len(r[0]))) for c, w in after.items()},
        links=links,
        before_lengths=lengths_by(before, -1),
        link_lengths=lengths_by(links, -1),
        name_tails=re.compile(any_of(tails)),
        name_chinese_tails=re.compile(any_of(chinese_tails)),
        name_wholes=re.compile(any_of(wholes)),
        name_heads={h: tuple(t) for h, t in heads.items()},
        name_chinese_heads={h: tuple(t) for h, t in chinese_heads.items()},
        name_tail_firsts=frozenset(word[0] for word in (*tails, *chinese_tails)),
        name_whole_first=re.compile(f"[{re.escape(''.join(sorted({w[0] for w in wholes})))}]"),
        name_head_lasts=frozenset(head[-1] for head in (*heads, *chinese_heads)),
    )
