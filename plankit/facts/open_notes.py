"""Responsibility notes without brackets.

牵头部门：甲局    责任单位：甲局、乙局完成时限：6月底前    ——甲局牵头，乙局配合
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from .office_words import OfficeWords, bare_name
from .owner_labels import Labels
from .unit_names import Named, Note, listed

BESIDES: Final = " \t\r\n\u3000\u00a0。；;.—-–*·•●◆■★※"
"""What may stand besides a note on its lines."""
LONGEST: Final = 800
"""The longest stretch that is read as a note; the longest of 200 in twelve documents has 73."""

_LINE_HEAD: Final = re.compile(r"(?:^|\n)[ \t\u3000\u00a0—–\-*·•●◆■★※>]{0,12}$")
_MAY_PRECEDE: Final = frozenset(" \t\u3000\u00a0\n。；;，,.！!？?”）)】]〕—–-●◆■★※>*·")
_SENTENCE: Final = re.compile("[。\n]")
_LINE: Final = 60
"""The longest line of names below a label."""
_DASH: Final = re.compile("——+[ \u3000]{0,2}")
_SPEAKS_OF: Final = re.compile(
    r"(?:[各由为与和及对将把向的请是等作]|明确|确定|指定|列出|注明|填写|层层|压实)$"
)
"""What before a label shows that the sentence speaks of those who have the duty: 明确责任单位：…"""


def rstrip(string: str, end: int) -> int:
    """`end`, without the white space before it."""
    while end > 0 and string[end - 1].isspace():
        end -= 1
    return end


def open_notes(string: str, low: int, high: int, labels: Labels) -> Sequence[Note]:
    """The notes in `string[low:high]` that have no brackets, in order."""
    found = list(_labelled(string, low, high, labels))
    if string.find("——", low, high) >= 0:
        found.extend(_dashed(string, low, high, found, labels.words))
        found.sort()
    return found


def _labelled(string: str, low: int, high: int, labels: Labels) -> Iterator[Note]:
    """Notes that begin with a label.

    Labels on neighbouring lines, and one behind the other on a line, make one note.
    """
    stretches = labels.stretches(string, low, high)
    if not stretches:
        return
    words = labels.words
    start = end = -1
    names: list[Named] = []
    dated = False
    for label in chain.from_iterable(labels.open.finditer(string, i, j) for i, j in stretches):
        i = label.start()
        glued = i > 0 and string[i - 1] not in _MAY_PRECEDE and i != end
        if glued and (i == low or _SPEAKS_OF.search(string, max(low, i - 2), i)):
            continue
        joined = start >= 0 and string[end:i].strip(BESIDES) == ""
        if not joined:
            if start >= 0:
                yield from _made(start, end, names, dated)
            start, names, dated = -1, [], False
        stop = _sentence_end(string, label.end(), high)
        if string[label.end() : stop].strip() == "":
            stop = _below(string, stop, high, words)
        following = labels.open.search(string, label.end(), stop)
        until = following.start() if following else stop
        word = label[1] or label[2]
        role = labels.role(word)
        listing = list(listed(string, label.end(), until, role, words)) if role else []
        if glued and not _units_alone(string, listing, words):
            continue
        if role and not _a_list(string, listing, words):
            continue
        if not joined:
            head = _LINE_HEAD.search(string, max(low, i - 14), i)
            start = i
            if head:
                start = head.start() + (string[head.start() : head.start() + 1] == "\n")
            while start > low and string[start - 1] in "—–-":
                start -= 1
        names.extend(listing)
        dated = dated or "".join(word.split()) in labels.times
        end = rstrip(string, until)
        if string[until : until + 1] == "。" and not following:
            end = until + 1
    if start >= 0:
        yield from _made(start, end, names, dated)


def _made(start: int, end: int, names: list[Named], dated: bool) -> Iterator[Note]:
    if names or dated:
        yield Note(start, end, tuple(names))


def _dashed(
    string: str, low: int, high: int, found: Sequence[Note], words: OfficeWords
) -> Iterator[Note]:
    """Units with their duties behind a dash, up to the end of the line or sentence."""
    at = low
    while dash := _DASH.search(string, at, high):
        stop = _SENTENCE.search(string, dash.end(), min(high, dash.end() + LONGEST))
        until = at = stop.start() if stop else min(high, dash.end() + LONGEST)
        if words.note_last.search(string, max(dash.end(), until - 12), until) is None:
            continue
        if any(note.start < until and dash.start() < note.end for note in found):
            continue
        named = tuple(listed(string, dash.end(), rstrip(string, until), None, words))
        if _units_alone(string, named, words):
            yield Note(dash.start(), until + (string[until : until + 1] == "。"), named)


def _sentence_end(string: str, start: int, high: int) -> int:
    """Where the list behind a label ends: at a 。, or a line's end without 、 or ， before it."""
    high = min(high, start + LONGEST)
    stop = _SENTENCE.search(string, start, high)
    while stop and stop[0] == "\n" and string[stop.start() - 1] in "、，,":
        stop = _SENTENCE.search(string, stop.end(), high)
    return stop.start() if stop else high


def _below(string: str, start: int, high: int, words: OfficeWords) -> int:
    """Where the units end that stand alone on the lines below a label, one or more on each."""
    end = start
    while end < high and string[end] == "\n":
        stop = string.find("\n", end + 1, high)
        stop = min(high, end + LONGEST) if stop < 0 else stop
        listing = list(listed(string, end + 1, stop, "responsible", words))
        if stop - end > _LINE or not all(
            words.looks_like_unit(string[i:j], strictly=True) for i, j, _ in listing
        ):
            break
        if string[end + 1 : stop].strip() and not listing:
            break
        end = stop
    return end


def _a_list(string: str, listing: Sequence[Named], words: OfficeWords) -> bool:
    """Whether what follows a label is a list of names, not a clause that happens to follow it."""
    names = sum(
        j - i <= 24 and (len(bare_name(string[i:j])) <= 6 or words.looks_like_unit(string[i:j]))
        for i, j, _ in listing
    )
    return bool(listing) and 2 * names > len(listing)


def _units_alone(string: str, listing: Sequence[Named], words: OfficeWords) -> bool:
    """Whether all names are those of units, so that no stop need part them from the sentence."""
    return bool(listing) and all(
        j - i <= 24 and words.looks_like_unit(string[i:j]) and "的" not in string[i:j]
        for i, j, _ in listing
    )
