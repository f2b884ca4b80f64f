"""Responsibility notes and the units they name.

A note is a bracket that opens with a label （责任单位：甲局、乙局） or ends with a verb of duty
（甲局牵头，乙局配合）, a bracket of nothing but units behind a sentence, or a stretch without
brackets that begins with a label (牵头部门：甲局). Running text that says who does what is no note.
Persons behind 责任人 or 负责人 are owners as units are; 完成时限 belongs to a note and names
nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ..lexicon import DEFAULT, Lexicons
from ..model import Owner
from .office_words import OfficeWords
from .open_notes import BESIDES, LONGEST, open_notes, rstrip
from .owner_labels import Labels, make_labels
from .unit_names import Named, Note, Role, listed

if TYPE_CHECKING:
    from .context import FactContext


def owners(context: FactContext) -> list[Owner]:
    """The units named in a node's responsibility notes, in order."""
    found: list[Owner] = []
    notes = context.notes
    if not notes:
        return found
    string, text = context.string, context.text
    for note in notes:
        for start, end, role in note.owners:
            words = string[start:end]
            name = "".join(words.split("\n")) if "\n" in words else words
            found.append(Owner.make(text=name, span=text.span(start, end), name=name, role=role))
    return found


def notes(string: str, lexicons: Lexicons = DEFAULT) -> list[tuple[int, int]]:
    """The stretches of `string` that are responsibility notes, brackets included, in order.

    Stretches do not overlap. White space and a dash that leads up to a note are part of it only
    where the note has no brackets and stands on a line of its own.
    """
    return [(note.start, note.end) for note in read_notes(string, lexicons)]


def trailing_note(string: str, lexicons: Lexicons = DEFAULT) -> tuple[int, int] | None:
    """The notes that make up the last lines of `string`, as one stretch; None where there are none.

    The stretch begins at the start of a line. Where a section has many tasks and one such note
    behind the last of them, the note speaks for all of them.
    """
    start: int | None = None
    until = len(string.rstrip(BESIDES))
    for note in reversed(read_notes(string, lexicons)):
        if string[note.end : max(until, note.end)].strip(BESIDES):
            break
        line = string.rfind("\n", 0, note.start) + 1
        if string[line : note.start].strip(BESIDES) == "":
            start = line
        until = note.start
    return None if start is None else (start, len(string))


def without_notes(text: str, notes: Sequence[str]) -> str:
    """A text without its notes, which come in their order."""
    kept: list[str] = []
    at = 0
    for note in notes:
        begin = text.find(note, at)
        if begin >= 0:
            kept.append(text[at:begin])
            at = begin + len(note)
    return "".join(kept) + text[at:]


_OPENS: Final = {c: k for k, chars in enumerate(("（(", "〔[［【｛{")) for c in chars}
_CLOSES: Final = {c: k for k, chars in enumerate(("）)", "〕]］】｝}")) for c in chars}
_BRACKET: Final = re.compile(r"[（(〔\[［【｛{）)〕\]］】｝}\n]")
_LINES: Final = 3
"""Lines over which a note whose bracket is not closed may run on."""

_UNIT_LAST: Final = frozenset("局委办厅部处科室股会校院站所府镇乡县区心")
_NOTHING_BUT_NAMES_AFTER: Final = re.compile(
    r"(?:[。；;！!]|(?<=[\u4e00-\u9fff%）)])[.．])\s{0,4}$|\n\s{0,4}$"
)
_AFTER_SENTENCE: Final = re.compile(r"[。；;！!？?.…”」：:]\s{0,4}$|^\s{0,4}$|\n\s{0,4}$")
_BEFORE_SENTENCE: Final = re.compile(r"\s{0,4}(?:[。；;！!.．\n]|$|[（(〔\[［【])")
_ENDS_LINE: Final = re.compile(r"[。；;.．]?[ \t\u3000]{0,4}(?:\n|$)")
_BEFORE_PART: Final = re.compile(r"[，,；;。！!]|\s|$")
_LIST_END: Final = re.compile(r"[。\n【［〔\[]")


def read_notes(
    string: str, lexicons: Lexicons = DEFAULT, alone: Callable[[], bool] | None = None
) -> tuple[Note, ...]:
    """Every note of `string`, in order, with the owners named in it. Linear in its length.

    `alone` tells of the document whether one unit in brackets at a line's end is a note in it; see
    `units_end_lines`.
    """
    if (  # most texts have none of these
        "（" in string
        or "(" in string
        or "：" in string
        or ":" in string
        or "【" in string
        or "[" in string
        or "〔" in string
        or "［" in string
        or "——" in string
    ):
        return _read(string, lexicons, alone)
    return ()


_ENDING: Final = re.compile(
    r"(?<![》”\s（(])[（(]([^（）()，,；;。：:\n]{2,40})[）)][。；;.．]?[ \t\u3000]*(?:\n|\Z)"
)
_PARTED: Final = re.compile("[、\u3000 ]+")
LINES_WITH_UNITS: Final = 3


def units_end_lines(string: str, lexicons: Lexicons = DEFAULT) -> bool:
    """Whether a document ends its headings with the units in charge: 抓好征兵工作（武装部）.

    Believes so where three lines end with units in brackets, and two thirds of those that end with
    a bracket do: one alone may be another name of what stands before it.
    """
    words = lexicons.build("owners", make_labels).words
    found = _ENDING.findall(string)
    units = sum(
        all(words.looks_like_unit(name, strictly=True) for name in _PARTED.split(inner))
        for inner in found
    )
    return units >= LINES_WITH_UNITS and 3 * units >= 2 * len(found)


def _read(string: str, lexicons: Lexicons, one: Callable[[], bool] | None) -> tuple[Note, ...]:
    labels = lexicons.build("owners", make_labels)
    found: list[Note] = []
    at = 0
    brackets = list(_brackets(string))
    for start, end in brackets:
        if start < at:
            continue
        note = _bracket_note(string, start, end, labels, one)
        if note is None or note.start < at:
            continue
        found.extend(open_notes(string, at, note.start, labels))
        found.append(note)
        at = note.end
    found.extend(open_notes(string, at, len(string), labels))
    if not found and len(brackets) > 1:
        found.extend(_asides(string, brackets, labels.words))
    return tuple(found)


# -- notes in brackets ----------------------------------------------------------------------------


def _brackets(string: str) -> Iterator[tuple[int, int]]:
    """Pairs of brackets that may be notes, outer before inner, with the end behind the closing one.

    The closing one may be lost at the end of a paragraph; then the pair ends there.
    """
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[int, int]] = []
    for mark in _BRACKET.finditer(string):
        char, i = mark[0], mark.start()
        if char == "\n":
            pairs.extend((k, -i) for k, _ in stack)
            stack.clear()
        elif char in _OPENS:
            stack.append((i, _OPENS[char]))
            if len(stack) > 6:
                del stack[0]
        else:
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][1] == _CLOSES[char]:
                    pairs.append((stack[depth][0], i + 1))
                    del stack[depth:]
                    break
    pairs.extend((k, -len(string)) for k, _ in stack)
    pairs.sort(key=lambda pair: pair[0])
    yield from pairs


def _bracket_note(
    string: str, start: int, end: int, labels: Labels, one: Callable[[], bool] | None
) -> Note | None:
    words = labels.words
    lost = end < 0
    if lost:
        end = -end
    if end - start > LONGEST:
        return None
    label = labels.bracketed.match(string, start + 1, end)
    if label:
        if lost and (close := _closed_below(string, end)) is not None:
            lost, end = False, close
        inner = end if lost else end - 1
        told = list(labels.bracketed.finditer(string, start + 1, inner))
        if labels.only_others(told):
            return None
        return Note(start, end, tuple(_named(string, told, inner, labels)))
    if lost:
        return _unclosed(string, start, end, words)
    alone = labels.alone.match(string, start, end)
    # but 甲局（牵头单位）: the label is said of the name before it
    behind_name = string[start] in "（(" and string[start - 1 : start].isalnum()
    if alone and alone.end() == end and not behind_name:
        return _behind_label(string, start, end, alone[1], labels)
    until = end - 1
    remark = string.find("。", start, until)
    if remark > 0 and words.note_verb.search(string, start, remark):
        until = remark  # （甲局负责落实。以下均需各县落实）: a remark on the list
    tail = string[until - 2 : until] + string[end - 1]
    before = string[max(0, start - 6) : start]
    if words.note_end.fullmatch(tail) or (
        words.dated_end.search(tail) and words.note_verb.search(string, start, end)
    ):
        # in mid-sentence it only says who does what
        if not _BEFORE_SENTENCE.match(string, end) and not _AFTER_SENTENCE.search(before):
            return None
        named = tuple(listed(string, start + 1, until, None, words))
        if named:
            return Note(start, end, named) if _units(string, named, words) else None
        behind = _behind_names(string, start, end, words)
        if behind is not None:
            return behind  # else the verb may be a name's end: 县政协办
    if end - start <= 60 and _NOTHING_BUT_NAMES_AFTER.search(before):
        if not _BEFORE_SENTENCE.match(string, end):
            return None
        return _bare(string, start, end, words)
    if end - start <= 60 and string[start] in "（(" and _ENDS_LINE.match(string, end):
        # a heading without a stop: not those that the words before are about, and one unit alone
        # where the document has more such
        if words.about.search(string, max(0, start - 4), start):
            return None
        named = tuple(listed(string, start + 1, until, "responsible", words))
        written = [string[i:j] for i, j, _ in named]
        if written and all(
            len(n) <= 20 and words.looks_like_unit(n, strictly=True) for n in written
        ):
            behind_name = words.looks_like_unit(string[max(0, start - 6) : start], strictly=True)
            if len(written) > 1 or (one is not None and not behind_name and one()):
                return Note(start, end, named)
    return None


def _bare(string: str, start: int, end: int, words: OfficeWords) -> Note | None:
    """A bracket that holds nothing but units beyond doubt, or a list of more such than others."""
    named = tuple(listed(string, start + 1, end - 1, "responsible", words))
    written = [string[i:j] for i, j, _ in named]
    sure = sum(len(n) <= 20 and words.looks_like_unit(n, strictly=True) for n in written)
    if sure < len(written) and (
        2 * sure <= len(written)
        or not all(len(n) <= 20 and words.looks_like_unit(n) for n in written)
    ):
        return None
    return Note(start, end, named) if named else None


def _unclosed(string: str, start: int, end: int, words: OfficeWords) -> Note | None:
    """（甲局牵头，乙局负责: the closing bracket was lost at the end of the paragraph."""
    last = words.note_last.search(string, max(start, end - 12), end)
    if last is None or not _AFTER_SENTENCE.search(string, max(0, start - 6), start):
        return None
    named = tuple(listed(string, start + 1, rstrip(string, end), None, words))
    return Note(start, end, named) if _units(string, named, words) else None


def _behind_names(string: str, start: int, end: int, words: OfficeWords) -> Note | None:
    """甲局、乙局（按职责分工负责）: the names are a sentence of their own, before the bracket."""
    low = max(string.rfind(mark, max(0, start - LONGEST), start) for mark in "。；;！\n") + 1
    role: Role = "responsible"
    if "牵头" in string[start:end]:
        role = "lead"
    elif "配合" in string[start:end]:
        role = "support"
    named = tuple(listed(string, low, start, role, words))
    if named and all(words.looks_like_unit(string[i:j], strictly=True) for i, j, _ in named):
        return Note(named[0][0], end, named)
    return None


def _asides(string: str, brackets: Sequence[tuple[int, int]], words: OfficeWords) -> Iterator[Note]:
    """Units behind the parts of a sentence: 完善课程（甲科），加强管理（乙科）; not one alone."""
    found: list[Note] = []
    at = 0
    for start, end in brackets:
        if start < at or not 3 <= end - start <= 60 or string[end - 2] not in _UNIT_LAST:
            continue
        if not _BEFORE_PART.match(string, end):
            continue
        if string[start] in "（(" and not words.looks_like_unit(string[max(0, start - 6) : start]):
            note = _bare(string, start, end, words)
            if note is not None:
                found.append(note)
                at = end
    if len(found) > 1:
        yield from found


def _closed_below(string: str, end: int) -> int | None:
    """Behind the bracket that closes on one of the lines below `end`, where one does."""
    for _ in range(_LINES):
        mark = _BRACKET.search(string, end + 1, end + 200)
        if mark is None or mark[0] in _OPENS:
            return None
        if mark[0] != "\n":
            return mark.end()
        end = mark.start()
    return None


def _units(string: str, named: tuple[Named, ...], words: OfficeWords) -> bool:
    """Whether a bracket without a label names units: all of them could, and most clearly do."""
    written = [string[i:j] for i, j, _ in named]
    if not written or any(len(name) > 40 or "的" in name for name in written):
        return False
    units = [words.looks_like_unit(name) for name in written]
    if 2 * sum(units) > len(written):
        return True
    # 发改、财政等部门: what 等部门 says of the last of a list holds for all of it
    for k in range(len(named) - 1, -1, -1):
        behind = named[k][1]
        listed_on = k + 1 < len(named) and string[behind : named[k + 1][0]] == "、"
        if words.and_others.match(string, behind) or (listed_on and units[k + 1]):
            units[k] |= len(written[k]) <= 8
    return all(units)


def _behind_label(string: str, start: int, end: int, label: str, labels: Labels) -> Note:
    """【责任单位】甲局、乙局: the label alone is in brackets, the names follow on the line."""
    stop = _LIST_END.search(string, end, end + LONGEST)
    until = stop.start() if stop else min(len(string), end + LONGEST)
    role = labels.role(label)
    named = tuple(listed(string, end, until, role, labels.words)) if role else ()
    return Note(start, rstrip(string, until), named)


def labelled(string: str, start: int, end: int, labels: Labels) -> Iterator[Named]:
    """The names behind the labels of `string[start:end]`, which begins with a label."""
    yield from _named(string, list(labels.bracketed.finditer(string, start, end)), end, labels)


def _named(string: str, found: list[re.Match[str]], end: int, labels: Labels) -> Iterator[Named]:
    for k, label in enumerate(found):
        stop = found[k + 1].start() if k + 1 < len(found) else end
        role = labels.role(label[1] or label[2])
        if role is None:
            continue
        low = label.end()
        sentence = string.find("。", low, stop)
        yield from listed(string, low, sentence if sentence >= 0 else stop, role, labels.words)
