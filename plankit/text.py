"""Text that remembers where each of its characters came from.

A `Text` is a string with a map back to the source, kept as segments. Cutting, stripping, joining,
editing and converting a `Text` carries the map along, so that a span can be asked for at any time
and never has to be searched for afterwards.

Offsets are code points. A segment maps character by character where its length equals the length
of the source it stands for; where it does not (a replacement of another length), each of its
characters stands for the whole replaced stretch. Inserted characters stand for an empty stretch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from re import Pattern
from typing import NamedTuple


class Span(NamedTuple):
    """Code points `[start, end)` of `Source.text`. Unpacks, indexes and compares like a pair."""

    start: int
    end: int


# (offset in the string, source start, source end): a segment runs to the next one's offset
_Segment = tuple[int, int, int]


class Text:
    """An immutable string whose characters know their place in the source."""

    __slots__ = ("_offsets", "_segments", "string")

    string: str

    def __init__(self, string: str, segments: Sequence[_Segment]) -> None:
        """Build from parts; `Text.of` and the methods are the usual way to get one.

        `segments` is not empty, begins at offset 0 and has rising offsets; an empty text has one
        segment, which says where it lies.
        """
        self.string = string
        self._segments = segments
        self._offsets: list[int] | None = None

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
        all the result is an empty text at source offset `at`.
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
            anchor = part.span(0, len(string)).end
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
        return self.string == other.string and list(self.spans()) == list(other.spans())

    def __hash__(self) -> int:
        return hash((self.string, self._segments[0][1]))

    def __repr__(self) -> str:
        start, end = self.span(0, len(self.string))
        return f"Text({self.string!r} @{start}-{end})"

    @property
    def unedited(self) -> bool:
        """Whether the text is one stretch of the source, character for character."""
        segments = self._segments
        return len(segments) == 1 and segments[0][2] - segments[0][1] == len(self.string)

    @property
    def start(self) -> int:
        """Source offset of the first character (of the place, where the text is empty)."""
        return self._segments[0][1]

    @property
    def end(self) -> int:
        """Source offset behind the last character (of the place, where the text is empty)."""
        return self.span(0, len(self.string)).end

    def span(self, i: int, j: int) -> Span:
        """The source stretch that `self[i:j]` stands for, what was deleted inside it included.

        `0 <= i <= j <= len(self)`. An empty stretch lies at the start of character `i`, or behind
        the last character where there is no character `i`.
        """
        segments = self._segments
        if len(segments) == 1:
            _, start, end = segments[0]
            if end - start == len(self.string):
                return Span(start + i, start + j)
        if i == j:
            if i < len(self.string):
                place = self._char(i)[0]
            elif self.string:
                place = self._char(i - 1)[1]
            else:
                place = segments[0][1]
            return Span(place, place)
        return Span(self._char(i)[0], self._char(j - 1)[1])

    def spans(self) -> Iterator[Span]:
        """The source stretch of each character, in order."""
        for i in range(len(self.string)):
            yield Span(*self._char(i))

    def _char(self, i: int) -> tuple[int, int]:
        segments = self._segments
        offsets = self._offsets
        if offsets is None:
            offsets = self._offsets = [s[0] for s in segments]
        k = bisect_right(offsets, i) - 1
        offset, start, end = segments[k]
        until = offsets[k + 1] if k + 1 < len(offsets) else len(self.string)
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
        offsets = self._offsets
        if offsets is None:
            offsets = self._offsets = [s[0] for s in segments]
        first = bisect_right(offsets, i) - 1
        kept: list[_Segment] = []
        for k in range(first, len(segments)):
            offset, start, end = segments[k]
            if offset >= j:
                break
            until = offsets[k + 1] if k + 1 < len(offsets) else len(string)
            low, high = max(offset, i), min(until, j)
            if end - start == until - offset:
                kept.append((low - i, start + low - offset, start + high - offset))
            elif high - low == end - start and (low, high) != (offset, until):
                # a part of a replacement that happens to be as long as what was replaced: split
                # so that neither piece looks like a character-by-character segment
                for at in range(low, high):
                    kept.append((at - i, start, end))
            else:
                kept.append((low - i, start, end))
        return Text(string[i:j], kept)

    def strip(self, chars: str | None = None) -> Text:
        """Without the characters of `chars` (white space by default) at both ends."""
        string = self.string
        i = len(string) - len(string.lstrip(chars))
        j = len(string.rstrip(chars))
        if i == 0 and j == len(string):
            return self
        return self.cut(min(i, j), j) if j else self.cut(0, 0)

    def split(self, separator: str) -> list[Text]:
        """The texts between the occurrences of `separator` (not empty)."""
        if not separator:
            raise ValueError("empty separator")
        parts: list[Text] = []
        at = 0
        while True:
            found = self.string.find(separator, at)
            if found < 0:
                parts.append(self.cut(at, len(self.string)))
                return parts
            parts.append(self.cut(at, found))
            at = found + len(separator)

    # -- changing -------------------------------------------------------------------------------

    def edit(self, edits: Iterable[tuple[int, int, str]]) -> Text:
        """Replace each `self[i:j]` by its string: a deletion, an insertion or a replacement.

        `edits` are in order and do not overlap; a `ValueError` says where they do.
        """
        string = self.string
        strings: list[str] = []
        segments: list[_Segment] = []
        offset = at = 0
        for i, j, new in edits:
            if not at <= i <= j <= len(string):
                raise ValueError(f"edit [{i}, {j}) is out of order or outside the text")
            if i > at:
                part = self.cut(at, i)
                _extend(segments, part._segments, offset, i - at)
                strings.append(part.string)
                offset += i - at
            if new:
                start, end = self.span(i, j)
                if len(new) == j - i and not self._linear(i, j):
                    # as long as what it replaces, but that was itself a replacement: keep its map
                    _extend(segments, self.cut(i, j)._segments, offset, len(new))
                elif len(new) == end - start and len(new) != j - i:
                    for k in range(len(new)):
                        segments.append((offset + k, start, end))
                else:
                    segments.append((offset, start, end))
                strings.append(new)
                offset += len(new)
            at = j
        if at == 0 and not strings:
            return self
        if at < len(string):
            part = self.cut(at, len(string))
            _extend(segments, part._segments, offset, len(part.string))
            strings.append(part.string)
        if not segments:
            place = self._segments[0][1]
            segments.append((0, place, place))
        return Text("".join(strings), segments)

    def _linear(self, i: int, j: int) -> bool:
        start, end = self.span(i, j)
        return end - start == j - i

    def translate(self, table: dict[int, str | int]) -> Text:
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


def _extend(
    segments: list[_Segment], more: Sequence[_Segment], offset: int, length: int
) -> None:
    """Append the segments of a text of `length` characters, shifted by `offset`."""
    if segments and length:
        # two character-by-character stretches that touch are one: keeps edited texts small
        o, s, e = segments[-1]
        _, s2, e2 = more[0]
        until = more[1][0] if len(more) > 1 else length
        if e == s2 and e - s == offset - o and e2 - s2 == until:
            segments[-1] = (o, s, e2)
            more = more[1:]
    segments.extend((o + offset, s, e) for o, s, e in more)
