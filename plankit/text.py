"""Text that remembers where each of its characters came from.

A `Text` is a string with a map back to the source, kept as segments. Cutting, stripping, joining,
editing and converting a `Text` carries the map along, so that a span can be asked for at any time
and never has to be searched for afterwards.

Offsets are code points. Each character stands for a stretch of the source:
- an unedited one for itself;
- in a replacement as long as the text it replaces, each for what its predecessor stood for;
- in a replacement of another length, each for the whole replaced stretch;
- an inserted one for an empty stretch at the place of the insertion.

A segment maps character by character where its length equals the length of the source it stands
for; otherwise each of its characters stands for all of that source.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from re import Pattern
from typing import Final, NamedTuple


class Span(NamedTuple):
    """Code points `[start, end)` of `Source.text`. Unpacks, indexes and compares like a pair."""

    start: int
    end: int


# (offset in the string, source start, source end): a segment runs to the next one's offset
_Segment = tuple[int, int, int]

_FAR: Final = sys.maxsize
_span = tuple.__new__  # a third of the time of `Span(…)`, for calls made by the hundred
# bisect_right(segments, (i, _FAR, _FAR)) is the number of segments that begin at or before i: the
# tuples themselves are searched, since a list of offsets would cost more to build than it saves


class Text:
    """An immutable string whose characters know their place in the source."""

    __slots__ = ("_offsets", "_segments", "string")

    string: str
    _offsets: list[int]

    def __init__(self, string: str, segments: Sequence[_Segment]) -> None:
        """Build from parts; `Text.of` and the methods are the usual way to get one.

        `segments` is not empty, begins at offset 0 and has rising offsets; an empty text has one
        segment, which says where it lies. The sequence is kept, not copied.
        """
        self.string = string
        self._segments = segments

    # -- making ---------------------------------------------------------------------------------

    @classmethod
    def of(cls, string: str, start: int = 0) -> Text:
        """The unedited text that stands in the source from `start`."""
        return cls(string, ((0, start, start + len(string)),))

    @classmethod
    def inserted(cls, string: str, at: int) -> Text:
        """Characters that the source does not have, placed at offset `at` of it."""
        return cls(string, ((0, at, at),))

    @classmethod
    def join(cls, parts: Iterable[Text], separator: str = "", at: int = 0) -> Text:
        """One text of several, in the order given.

        A separator stands for the empty stretch where the part before it ends. With no parts at
        all the result is an empty text at source offset `at`; of empty parts, one where the first
        of them lies.
        """
        strings: list[str] = []
        segments: list[_Segment] = []
        offset = 0
        anchor: int | None = None
        for part in parts:
            if anchor is not None and separator:
                segments.append((offset, anchor, anchor))
                strings.append(separator)
                offset += len(separator)
            if anchor is None:
                at = part._segments[0][1]
            string = part.string
            if string:
                _extend(segments, part._segments, offset, len(string))
                strings.append(string)
                offset += len(string)
            anchor = part.span(len(string), len(string)).end
        if not segments:
            segments.append((0, at, at))
        return cls("".join(strings), segments)

    # -- reading --------------------------------------------------------------------------------

    def __str__(self) -> str:
        return self.string

    def __len__(self) -> int:
        return len(self.string)

    def __bool__(self) -> bool:
        return bool(self.string)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Text):
            return NotImplemented
        if self.string != other.string or self.start != other.start:
            return False
        # the same map can be cut into segments in more than one way
        return self._segments == other._segments or list(self.spans()) == list(other.spans())

    def __hash__(self) -> int:
        return hash((self.string, self._segments[0][1]))

    def __repr__(self) -> str:
        start, end = self.span(0, len(self.string))
        return f"Text({self.string!r} @{start}-{end})"

    @property
    def unedited(self) -> bool:
        """Whether the text stands for one stretch of the source, character for character.

        It may still differ from it, where characters were exchanged one for one.
        """
        segments = self._segments
        return len(segments) == 1 and segments[0][2] - segments[0][1] == len(self.string)

    @property
    def start(self) -> int:
        """Source offset of the first character (of the place, where the text is empty)."""
        return self._segments[0][1]

    @property
    def end(self) -> int:
        """Source offset behind the last character (of the place, where the text is empty)."""
        return self.span(len(self.string), len(self.string)).end

    def span(self, i: int, j: int) -> Span:
        """The source stretch that `self[i:j]` stands for, what was deleted inside it included.

        `0 <= i <= j <= len(self)`. An empty stretch lies at the start of character `i`, or behind
        the last character where there is no character `i`. Where parts were joined out of the
        source's order, the stretch reaches over the first and the last character.
        """
        segments = self._segments
        if len(segments) == 1:
            _, start, end = segments[0]
            if end - start == len(self.string):
                return _span(Span, (start + i, start + j))
        if i == j:
            if i < len(self.string):
                place = self._char(i)[0]
            elif self.string:
                place = self._char(i - 1)[1]
            else:
                place = segments[0][1]
            return Span(place, place)
        start, end = self._char(i)
        if j - i > 1:
            last, until = self._char(j - 1)
            if last < start:
                start = last
            if until > end:
                end = until
        return _span(Span, (start, end))

    def place(self, i: int) -> int:
        """Where character `i` begins in the source: `span(i, i).start` at half the cost."""
        segments = self._segments
        k = bisect_right(self._begins(), i)
        offset, start, end = segments[k - 1]
        if i == offset:
            return start
        until = segments[k][0] if k < len(segments) else len(self.string)
        if end - start == until - offset:
            return start + i - offset
        return start if i < until else end

    def shift(self, i: int, j: int) -> int | None:
        """What turns offsets of `self[i:j]` into source offsets, where that stretch is unedited.

        None where an edit lies inside, or the stretch is empty.
        """
        segments = self._segments
        begins = self._begins()
        k = bisect_right(begins, i)
        offset, start, end = segments[k - 1]
        until = begins[k] if k < len(segments) else len(self.string)
        if i < j <= until and end - start == until - offset:
            return start - offset
        return None

    def _begins(self) -> list[int]:
        """The offsets of the segments, for those who ask a text for places by the hundred."""
        try:
            return self._offsets
        except AttributeError:
            self._offsets = [segment[0] for segment in self._segments]
            return self._offsets

    def index(self, place: int) -> int:
        """The first character that stands for source offset `place` or what lies behind it.

        `len(self)` where none does. For a text whose parts are in the source's order.
        """
        segments = self._segments
        low, high = 0, len(segments)
        while low < high:  # the first segment that reaches behind `place`
            middle = (low + high) // 2
            if segments[middle][2] > place:
                high = middle
            else:
                low = middle + 1
        if low == len(segments):
            return len(self.string)
        offset, start, end = segments[low]
        until = segments[low + 1][0] if low + 1 < len(segments) else len(self.string)
        if end - start == until - offset and place > start:
            return offset + place - start
        return offset

    def spans(self) -> Iterator[Span]:
        """The source stretch of each character, in order."""
        offset, start, end = self._segments[0]
        for until, next_start, next_end in (*self._segments[1:], (len(self.string), 0, 0)):
            if end - start == until - offset:
                for place in range(start, end):
                    yield Span(place, place + 1)
            else:
                for _ in range(offset, until):
                    yield Span(start, end)
            offset, start, end = until, next_start, next_end

    def _char(self, i: int) -> tuple[int, int]:
        segments = self._segments
        k = bisect_right(segments, (i, _FAR, _FAR))
        offset, start, end = segments[k - 1]
        until = segments[k][0] if k < len(segments) else len(self.string)
        if end - start == until - offset:
            place = start + i - offset
            return place, place + 1
        return start, end

    # -- cutting --------------------------------------------------------------------------------

    def __getitem__(self, key: slice) -> Text:
        if not isinstance(key, slice):
            raise TypeError("a Text is indexed by slices; use text.string[i] for one character")
        i, j, step = key.indices(len(self.string))
        if step != 1:
            raise ValueError("a Text is sliced with step 1")
        return self.cut(i, max(i, j))

    def cut(self, i: int, j: int) -> Text:
        """`self[i:j]` for `0 <= i <= j <= len(self)`."""
        string = self.string
        segments = self._segments
        if len(segments) == 1:
            _, start, end = segments[0]
            if end - start == len(string):
                return Text(string[i:j], ((0, start + i, start + j),))
        if i == j:
            place = self.span(i, i).start
            return Text("", ((0, place, place),))
        if i == 0 and j == len(string):
            return self
        kept: list[_Segment] = []
        count = len(segments)
        k = bisect_right(segments, (i, _FAR, _FAR)) - 1
        offset, start, end = segments[k]
        if k + 1 < count and j <= (until := segments[k + 1][0]) and end - start == until - offset:
            start += i - offset
            return Text(string[i:j], ((0, start, start + j - i),))  # mostly
        while offset < j:
            k += 1
            following = segments[k] if k < count else (len(string), 0, 0)
            until = following[0]
            low = offset if offset > i else i
            high = until if until < j else j
            if end - start == until - offset:
                kept.append((low - i, start + low - offset, start + high - offset))
            else:
                _append_whole(kept, low - i, high - low, start, end)
            offset, start, end = following
        return Text(string[i:j], kept)

    def strip(self, chars: str | None = None) -> Text:
        """Without the characters of `chars` (white space by default) at both ends."""
        string = self.string
        i = len(string) - len(string.lstrip(chars))
        j = len(string.rstrip(chars))
        if i == 0 and j == len(string):
            return self
        return self.cut(min(i, j), j)

    def split(self, separator: str) -> list[Text]:
        """The texts between the occurrences of `separator` (not empty)."""
        parts: list[Text] = []
        at = 0
        for string in self.string.split(separator):
            parts.append(self.cut(at, at + len(string)))
            at += len(string) + len(separator)
        return parts

    # -- changing -------------------------------------------------------------------------------

    def edit(self, edits: Iterable[tuple[int, int, str]]) -> Text:
        """Replace each `self[i:j]` by its string: a deletion, an insertion or a replacement.

        A replacement as long as `self[i:j]` takes over its map, character by character; each
        character of one of another length stands for all of `self.span(i, j)`.
        `edits` are in order and do not overlap; a `ValueError` says where they do. A text of which
        nothing is left lies where its first character did.
        """
        string = self.string
        strings: list[str] = []
        segments: list[_Segment] = []
        offset = at = 0
        for i, j, new in edits:
            if not at <= i <= j <= len(string):
                raise ValueError(f"edit [{i}, {j}) is out of order or outside the text")
            if i > at:
                offset = self._copy(segments, offset, at, i)
                strings.append(string[at:i])
            if new:
                length = len(new)
                if length == j - i:
                    offset = self._copy(segments, offset, i, j)
                else:
                    start, end = self.span(i, j)
                    _append_whole(segments, offset, length, start, end)
                    offset += length
                strings.append(new)
            at = j
        if at == 0 and not strings:
            return self
        if at < len(string):
            self._copy(segments, offset, at, len(string))
            strings.append(string[at:])
        if not segments:
            place = self._segments[0][1]
            segments.append((0, place, place))
        return Text("".join(strings), segments)

    def _copy(self, segments: list[_Segment], offset: int, i: int, j: int) -> int:
        """Append the map of `self[i:j]`, not empty, at `offset`; return the offset behind it."""
        if self.unedited:
            start = self._segments[0][1]
            _extend(segments, ((0, start + i, start + j),), offset, j - i)
        else:
            _extend(segments, self.cut(i, j)._segments, offset, j - i)
        return offset + j - i

    def translate(self, table: Mapping[int, str | int]) -> Text:
        """`str.translate` with a one-to-one table: the map stays as it is."""
        string = self.string.translate(table)
        if len(string) != len(self.string):
            raise ValueError("the table is not one to one")
        return Text(string, self._segments)

    def with_string(self, string: str) -> Text:
        """Another string of the same length over the same map."""
        if len(string) != len(self.string):
            raise ValueError("the string has another length")
        return Text(string, self._segments)

    def sub(self, pattern: Pattern[str], new: str = "") -> Text:
        """Every match of `pattern` replaced by the literal `new`."""
        return self.edit([(m.start(), m.end(), new) for m in pattern.finditer(self.string)])


def _append_whole(segments: list[_Segment], offset: int, length: int, start: int, end: int) -> None:
    """Append characters of which each stands for all of `[start, end)`."""
    segments.append((offset, start, end))
    if length == end - start and length > 1:
        # by chance as long as its source, it would map character by character: two pieces do not
        segments.append((offset + 1, start, end))


def _extend(segments: list[_Segment], more: Sequence[_Segment], offset: int, length: int) -> None:
    """Append the segments of a text of `length` (> 0) characters, shifted by `offset`."""
    rest = iter(more)
    if segments:
        # two character-by-character stretches that touch are one: keeps edited texts small
        o, s, e = segments[-1]
        _, s2, e2 = more[0]
        until = more[1][0] if len(more) > 1 else length
        if e == s2 and e - s == offset - o and e2 - s2 == until:
            segments[-1] = (o, s, e2)
            next(rest)
    segments.extend((o + offset, s, e) for o, s, e in rest)
