"""`Text` against an oracle that keeps one source stretch for every character."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from math import log2
from typing import Any, NamedTuple, overload

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plankit.text import Span, Text

# -- the oracle -------------------------------------------------------------------------------


class Char(NamedTuple):
    char: str
    start: int
    end: int


class Oracle(NamedTuple):
    """What a `Text` should be: its characters, and where it lies if it has none."""

    chars: tuple[Char, ...]
    place: int

    @property
    def string(self) -> str:
        return "".join(c.char for c in self.chars)

    def span(self, i: int, j: int) -> Span:
        if i < j:
            first, last = self.chars[i], self.chars[j - 1]
            return Span(min(first.start, last.start), max(first.end, last.end))
        if i < len(self.chars):
            place = self.chars[i].start
        else:
            place = self.chars[-1].end if self.chars else self.place
        return Span(place, place)

    def cut(self, i: int, j: int) -> Oracle:
        return Oracle(self.chars[i:j], self.span(i, i).start)

    def with_string(self, string: str) -> Oracle:
        chars = (c._replace(char=new) for c, new in zip(self.chars, string, strict=True))
        return Oracle(tuple(chars), self.place)

    def edit(self, edits: Sequence[tuple[int, int, str]]) -> Oracle:
        chars: list[Char] = []
        at = 0
        for i, j, new in edits:
            chars += self.chars[at:i]
            if len(new) == j - i:
                chars += (c._replace(char=n) for c, n in zip(self.chars[i:j], new, strict=True))
            else:
                chars += (Char(n, *self.span(i, j)) for n in new)
            at = j
        return Oracle((*chars, *self.chars[at:]), self.span(0, 0).start)

    @classmethod
    def of(cls, string: str, start: int) -> Oracle:
        return cls(tuple(Char(c, k, k + 1) for k, c in enumerate(string, start)), start)

    @classmethod
    def join(cls, parts: Sequence[Oracle], separator: str, at: int) -> Oracle:
        chars: list[Char] = []
        for k, part in enumerate(parts):
            if k:
                before = parts[k - 1]
                place = before.span(len(before.chars), len(before.chars)).start
                chars += (Char(s, place, place) for s in separator)
            chars += part.chars
        return cls(tuple(chars), parts[0].span(0, 0).start if parts else at)


def check(text: Text, oracle: Oracle, a: int = 0, b: int = 0) -> None:
    n = len(oracle.chars)
    assert text.string == str(text) == oracle.string
    assert len(text) == n
    assert bool(text) == (n > 0)
    assert list(text.spans()) == [(c.start, c.end) for c in oracle.chars]
    i, j = sorted((a % (n + 1), b % (n + 1)))
    for low, high in ((i, j), (0, n), (0, i), (j, n), (i, i), (n, n), (i, min(i + 1, n))):
        assert text.span(low, high) == oracle.span(low, high)
    assert text.start == oracle.span(0, 0).start
    assert text.end == oracle.span(n, n).end


# -- chains of operations, each made of numbers so that any number will do ----------------------

SOURCE = "一、 加强（a）\n 工作。ab 2.　三"
PIECES = ("", "x", "一", "ab", "、 ", "工作。", "xyzw")
SEPARATORS = ("", "", "。", "\n ", "a")
PATTERNS = tuple(map(re.compile, ("a", r"\s+", "[工作]", "(?=、)", "x+|$", ".")))
TABLE: dict[int, str | int] = {ord("a"): "b", ord("。"): ".", ord("加"): ord("減")}
LONGEST = 40

Step = tuple[int, int, int, int, int]
Pair = tuple[Text, Oracle]


def some_edits(n: int, a: int, b: int, c: int, d: int) -> list[tuple[int, int, str]]:
    """Up to three edits in order; neighbours may touch and may be empty."""
    cuts = sorted(x % (n + 1) for x in (a, b, c, d, a + c, b * 3))
    new = (PIECES[x % len(PIECES)] for x in (a + b, c, d))
    edits = [(i, j, s) for i, j, s in zip(cuts[::2], cuts[1::2], new, strict=True)]
    return edits[: 1 + d % 3]


def step(kind: int, pair: Pair, earlier: list[Pair], a: int, b: int, c: int, d: int) -> Pair:
    text, oracle = pair
    n = len(text)
    i, j = sorted((a % (n + 1), b % (n + 1)))
    match kind:
        case 0:
            return text.cut(i, j), oracle.cut(i, j)
        case 1:
            return text[i - n - 1 :], oracle.cut(max(i - 1, 0), n) if i else oracle
        case 2 | 3:
            edits = some_edits(n, a, b, c, d)
            return text.edit(edits), oracle.edit(edits)
        case 4:
            separator = SEPARATORS[c % len(SEPARATORS)]
            pairs = [pair, earlier[a % len(earlier)], earlier[b % len(earlier)]][: d % 4]
            return (
                Text.join((t for t, _ in pairs), separator, at=a),
                Oracle.join([o for _, o in pairs], separator, at=a),
            )
        case 5:
            separator = SEPARATORS[2 + c % 3]
            texts, oracles, at = text.split(separator), [], 0
            for word in oracle.string.split(separator):
                oracles.append(oracle.cut(at, at + len(word)))
                at += len(word) + len(separator)
            assert len(texts) == len(oracles)
            for t, o in zip(texts, oracles, strict=True):
                check(t, o, a, b)
            if d % 2:
                return texts[a % len(texts)], oracles[a % len(texts)]
            return Text.join(texts, "；"), Oracle.join(oracles, "；", at=0)
        case 6:
            chars = (None, "一a", " x。")[c % 3]
            string = oracle.string
            low = n - len(string.lstrip(chars))
            high = len(string.rstrip(chars))
            return text.strip(chars), oracle.cut(min(low, high), high)
        case 7:
            return text.translate(TABLE), oracle.with_string(oracle.string.translate(TABLE))
        case 8:
            string = oracle.string[::-1]
            return text.with_string(string), oracle.with_string(string)
        case 9:
            pattern, new = PATTERNS[a % len(PATTERNS)], PIECES[b % len(PIECES)]
            edits = [(*m.span(), new) for m in pattern.finditer(oracle.string)]
            return text.sub(pattern, new), oracle.edit(edits)
        case 10:
            new = PIECES[c % len(PIECES)]
            inserted = Oracle(tuple(Char(s, a, a) for s in new), a)
            head, tail = oracle.cut(0, i), oracle.cut(i, n)
            return (
                Text.join([text[:i], Text.inserted(new, a), text[i:]]),
                Oracle.join([head, inserted, tail], "", at=0),
            )
        case _:
            new = SOURCE[a % len(SOURCE) :][: b % 6]
            return Text.of(new, c), Oracle.of(new, c)


KINDS = 12


def run(chain: Sequence[Step]) -> None:
    pair = (Text.of(SOURCE, 100), Oracle.of(SOURCE, 100))
    earlier = [pair]
    for kind, a, b, c, d in chain:
        pair = step(kind, pair, earlier, a, b, c, d)
        if len(pair[0]) > LONGEST:
            pair = (pair[0].cut(3, LONGEST), pair[1].cut(3, LONGEST))
        check(*pair, a, b)
        earlier.append(pair)


NUMBER = st.integers(0, LONGEST)


@given(st.lists(st.tuples(st.integers(0, KINDS - 1), NUMBER, NUMBER, NUMBER, NUMBER), max_size=12))
@settings(max_examples=300, deadline=None)
def test_chains_of_operations_keep_every_character_s_place(chain: list[Step]) -> None:
    run(chain)


def test_many_random_chains() -> None:
    rng = random.Random(20220215)
    below = rng.random
    for _ in range(20_000):
        length = 1 + int(below() * 5)
        run(
            [
                (
                    int(below() * KINDS),
                    int(below() * 41),
                    int(below() * 41),
                    int(below() * 41),
                    int(below() * 41),
                )
                for _ in range(length)
            ]
        )


# -- readable cases -----------------------------------------------------------------------------

SEVEN = Text.of("一、加强领导。", 10)


def places(text: Text) -> list[tuple[str, int, int]]:
    return [(c, *span) for c, span in zip(text.string, text.spans(), strict=True)]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        # deletion: the neighbours stay, and a span over it covers it
        ((1, 2, ""), [("一", 10, 11), ("加", 12, 13)]),
        # insertion: an empty stretch where the next character starts
        ((2, 2, "："), [("一", 10, 11), ("、", 11, 12), ("：", 12, 12), ("加", 12, 13)]),
        # as long as what it replaces: character by character
        ((0, 2, "二."), [("二", 10, 11), (".", 11, 12), ("加", 12, 13)]),
        # of another length: each character stands for the whole
        ((0, 2, "二"), [("二", 10, 12), ("加", 12, 13)]),
        ((0, 2, "第二、"), [("第", 10, 12), ("二", 10, 12), ("、", 10, 12), ("加", 12, 13)]),
        ((0, 1, "十一"), [("十", 10, 11), ("一", 10, 11), ("、", 11, 12)]),
    ],
)
def test_what_an_edit_stands_for(
    edit: tuple[int, int, str], expected: list[tuple[str, int, int]]
) -> None:
    assert places(SEVEN.edit([edit]))[: len(expected)] == expected


def test_a_replacement_that_has_its_source_s_length_by_chance_is_not_mapped_by_character() -> None:
    joined = Text.of("第\n十条").edit([(1, 2, "")])  # a hard wrap taken out
    assert joined.string == "第十条"
    repaired = joined.edit([(0, 3, "第十一条")])  # four characters again
    assert places(repaired) == [(c, 0, 4) for c in "第十一条"]
    assert places(repaired[1:3]) == [("十", 0, 4), ("一", 0, 4)]
    # nor is a part of a longer one, though it is as long as what the whole stands for
    longer = Text.of("ab").edit([(0, 2, "wxyz")])
    assert places(longer[1:3]) == [("x", 0, 2), ("y", 0, 2)]
    assert places(longer[1:3][:1]) == [("x", 0, 2)]
    assert places(Text.join([longer[:1], longer[1:3]])) == [("w", 0, 2), ("x", 0, 2), ("y", 0, 2)]


def test_a_replacement_of_the_same_length_keeps_the_gaps_of_what_it_replaces() -> None:
    text = Text.of("学 校a").edit([(1, 2, ""), (3, 4, "b")]).edit([(0, 3, "學校c")])
    assert places(text) == [("學", 0, 1), ("校", 2, 3), ("c", 3, 4)]
    # also where an insertion makes up for a deletion, so that the sums agree
    text = Text.of("a\nbc").edit([(1, 2, ""), (3, 3, "X")]).edit([(0, 4, "abXc")])
    assert places(text) == [("a", 0, 1), ("b", 2, 3), ("X", 3, 3), ("c", 3, 4)]


def test_spans_of_nothing() -> None:
    text = SEVEN.edit([(2, 4, "")])  # 一、领导。
    assert text.span(0, 0) == (10, 10)
    assert text.span(2, 2) == (14, 14), "at the start of the character, not behind the last one"
    assert text.span(5, 5) == (17, 17)
    assert text.span(1, 3) == (11, 15), "the deletion inside is covered"
    assert text.cut(2, 2).span(0, 0) == (14, 14)
    assert Text.of("", 7).span(0, 0) == (7, 7)
    assert SEVEN.edit([(0, 7, "")]).span(0, 0) == (10, 10)
    assert Text.of(" \n ", 4).strip().span(0, 0) == (4, 4)
    assert Text.join([], at=9).span(0, 0) == (9, 9)
    assert Text.join([Text.of("", 3), Text.of("", 5)]).span(0, 0) == (3, 3)


def test_a_separator_lies_behind_the_part_before_it() -> None:
    text = Text.join([Text.of("甲", 3), Text.of("", 8), Text.of("乙", 20)], "、")
    assert places(text) == [("甲", 3, 4), ("、", 4, 4), ("、", 8, 8), ("乙", 20, 21)]


def test_parts_out_of_order_keep_their_places_and_spans_run_forwards() -> None:
    text = Text.join([Text.of("乙丙", 20), Text.of("甲", 3)], "、")
    assert places(text) == [("乙", 20, 21), ("丙", 21, 22), ("、", 22, 22), ("甲", 3, 4)]
    assert text.span(0, 4) == (3, 21)
    assert text.end == 4


def test_equal_texts_have_equal_hashes_whatever_their_segments() -> None:
    whole = Text.of("abcd", 5)
    parts = Text.join([whole[:2], whole[2:]])
    swapped = Text.of("ab", 5).edit([(0, 1, "xx"), (1, 2, "xx")])
    assert whole == parts
    assert hash(whole) == hash(parts)
    assert swapped != Text.of("xxxx", 5)
    assert Text.of("", 5) != Text.of("", 6), "empty texts lie somewhere too"
    assert whole != "abcd"
    assert whole.unedited
    assert parts.unedited
    assert not swapped.unedited
    assert whole.translate({ord("a"): "z"}).unedited
    assert repr(whole) == "Text('abcd' @5-9)"


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: SEVEN.edit([(2, 3, ""), (1, 2, "")]), ValueError),
        (lambda: SEVEN.edit([(2, 4, ""), (3, 5, "")]), ValueError),
        (lambda: SEVEN.edit([(6, 8, "")]), ValueError),
        (lambda: SEVEN.edit([(3, 2, "")]), ValueError),
        (lambda: SEVEN[::2], ValueError),
        (lambda: SEVEN[0], TypeError),  # type: ignore[index]
        (lambda: SEVEN.split(""), ValueError),
        (lambda: SEVEN.with_string("一"), ValueError),
        (lambda: SEVEN.translate({ord("一"): ""}), ValueError),
    ],
)
def test_wrong_calls(call: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        call()


# -- cost, counted and not timed ------------------------------------------------------------------


class Counted(Sequence[tuple[int, int, int]]):
    """A sequence of segments that counts how often one is looked at."""

    def __init__(self, items: Sequence[tuple[int, int, int]]) -> None:
        self.items = items
        self.looks = 0

    @overload
    def __getitem__(self, key: int) -> tuple[int, int, int]: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[tuple[int, int, int]]: ...
    def __getitem__(self, key: int | slice) -> Any:
        self.looks += 1 if isinstance(key, int) else len(self.items[key])
        return self.items[key]

    def __len__(self) -> int:
        return len(self.items)


SEGMENTS = 4096


@pytest.fixture
def counted() -> tuple[Text, Counted]:
    """A text of 4,096 segments: every third character of the source is gone."""
    source = Text.of("工作 " * SEGMENTS)
    text = source.edit([(k, k + 1, "") for k in range(2, len(source), 3)])
    segments = Counted(text._segments)
    assert len(segments) == SEGMENTS
    return Text(text.string, segments), segments


def test_a_look_up_is_logarithmic(counted: tuple[Text, Counted]) -> None:
    text, segments = counted
    for i, j in ((0, 1), (5000, 5000), (17, 8000), (8191, 8192), (8192, 8192)):
        segments.looks = 0
        text.span(i, j)
        assert segments.looks <= 2 * (log2(SEGMENTS) + 4)


def test_a_cut_looks_only_at_what_it_keeps(counted: tuple[Text, Counted]) -> None:
    text, segments = counted
    for i, j in ((0, 2), (4000, 4020), (8190, 8192), (4001, 4001)):
        segments.looks = 0
        text.cut(i, j)
        assert segments.looks <= (j - i) / 2 + log2(SEGMENTS) + 8


def test_edits_cost_their_number_and_the_number_of_segments(counted: tuple[Text, Counted]) -> None:
    text, segments = counted
    search = log2(SEGMENTS) + 6
    for edits in (1, 10, 1000):
        segments.looks = 0
        text.edit([(8 * k, 8 * k + 1, "二三") for k in range(edits)])
        assert segments.looks <= 2 * SEGMENTS + 4 * edits * search


def test_stretches_that_touch_again_become_one_segment() -> None:
    source = Text.of("工作要点" * 100)
    exchanged = source.edit([(k, k + 2, "任务") for k in range(0, 400, 4)])
    assert exchanged.unedited
    assert Text.join(source[k : k + 7] for k in range(0, 400, 7)).unedited
    deleted = source.edit([(k, k + 1, "") for k in range(4, 400, 40)])
    assert len(deleted._segments) == 11
    assert len(deleted.edit([(k, k + 1, "x") for k in range(0, 390, 2)])._segments) == 11
