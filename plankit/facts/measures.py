"""Measures: the steps that a node's text sets out, and the verb that leads each.

A step is a sentence or a ；-clause. Its verb is the first that says what is to be done:
adverbials (扎实), a means or a frame (以…为抓手，… 围绕…，…) and a subject (各学校要…) are passed
over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ..model import Measure
from ..text import Span
from .context import MASK, FactContext, part
from .leading_verbs import Verbs
from .verb_table import NOT_SURE

_STOP: Final = re.compile("[。.．]")
# Bounded, and stopping at the next mark of the same kind: a mark whose partner was lost is passed
# over like a letter, and no input makes the search run twice over the same stretch.
_BRACKET: Final = re.compile(
    r"（(?:[^（）()\n]|[（(][^（）()\n]{0,80}[）)]){0,300}[）)]|\([^（）()\n]{0,200}[）)]"
    r"|【[^【】\n]{0,100}】|〔[^〔〕\n]{0,40}〕|\[[^\[\]\n]{0,60}\]"
)
# a label that opens a step inside a task, or the marks that a lost label leaves behind
_LABEL: Final = re.compile(
    r"[\s\u3000\ufeff•●·■◆▪○◇★☆➢➤✓—－–\-*，,、：:。；;.．！？!?）)”》】]+"
    r"|[（(](?:[一二三四五六七八九十百]{1,4}|\d{1,3})[）)][、.．]?"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[、）)](?!\d)|[.．](?![\d]))"
    r"|[一二三四五六七八九十]{1,3}(?:是(?=[^否非])|要(?=[\u4e00-\u9fff]))"
    r"|第[一二三四五六七八九十]{1,3}[，,、：:]"
    r"|[\u2460-\u249b\u24f5-\u24fe\u2776-\u2793\u3220-\u3229\u3280-\u3289]"
)
_COMMA: Final = re.compile("[，,]")
_WORD: Final = re.compile(r"[\u3400-\u9fffA-Za-z]")
_TAIL: Final = " \t\u3000\xa0，,、：:。；;.．—－-"
_NUMERAL: Final = frozenset("一二三四五六七八九十百第")
_span = tuple.__new__  # a third of the time of `Span(...)`
_LONG: Final = 2000  # code points, from which it is worth asking whether there is any word at all
_SHORT_TITLE: Final = 16
"""A title without a verb and not longer than this names a subject (组织领导); it is no step."""
_LONG_TITLE: Final = 42
"""A title longer than this, with a comma, is the first of several sentences, and a step as they
are. Of 93 long titles of tasks in forty documents the headings have up to 41 characters."""


def measures(context: FactContext, skip: Sequence[tuple[int, int]] | None = None) -> list[Measure]:
    """The steps of a node, in order.

    They are read from the text behind the title, and from a title that is nothing but the first
    sentence, for its length, or for want of others.
    `skip` lists stretches of `context.string` that are no part of any step, in order; by default
    the responsibility notes. A step's span leaves out its label (一是, ①) and its end mark.
    """
    string = context.text.string
    masked = plain = context.plain
    parted = context.parted
    if "（" in plain or "(" in plain or "【" in plain or "〔" in plain or "[" in plain:
        # nothing in brackets ends a step or leads it
        masked = _BRACKET.sub(lambda m: MASK * len(m[0]), plain)
        parted = part(masked)
    if skip is None:
        skip = [(note.start, note.end) for note in context.notes] if context.notes else ()
    title_end = context.title_end
    pieces = _pieces(string, parted, title_end, len(string), skip)
    if pieces:
        if title_end > _LONG_TITLE and _COMMA.search(masked, 0, title_end):
            pieces = [*_pieces(string, parted, 0, title_end, skip), *pieces]
        return _read(context, masked, pieces)
    if title_end:
        found = _read(context, masked, _pieces(string, parted, 0, title_end, skip))
        if len(found) == 1 and found[0].verb is None:
            stopped = string[title_end:].lstrip()[:1] in ("。", "；", ";")
            if not stopped and len(found[0].text) <= _SHORT_TITLE:
                return []
        return found
    return []


def _read(context: FactContext, masked: str, pieces: Iterable[tuple[int, int]]) -> list[Measure]:
    verbs = context.lexicons.build("verbs", Verbs)
    lead, find, classes = verbs.lead, verbs.find, verbs.classes
    text = context.text
    string = text.string
    take = Measure.take
    # one addition a span instead of a search in the map, where the text is the source's own
    base = text.start if text.unedited else None
    # 绿化养护由各村负责, 宣传周期间, 试点期限为两年: what opens a step may be its subject
    sure = (
        "负责" not in masked
        and "期间，" not in masked
        and "的，" not in masked
        and "是" not in masked
        and verbs.copulas.quality.search(masked) is None
    )
    openers = verbs.openers
    found: list[Measure] = []
    for i, j in pieces:
        span = text.span(i, j) if base is None else _span(Span, (base + i, base + j))
        place: tuple[int, int] | None
        longer = openers.get(masked[i : i + 2])
        if longer is None or masked[i : i + 3] in longer or masked[i + 2 : i + 3] in NOT_SURE:
            place = lead(masked, i, j)
        else:
            place = i, i + 2  # six of ten, as `lead` would find them
        if place is not None and not (
            sure
            or (
                masked.find("负责", i, j) < 0
                and masked.find("期间，", i, i + 12) < 0
                and masked.find("的，", i, j) < 0
                and (
                    masked.find("是", i, j) < 0
                    and masked.find("为", i, j) < 0
                    or verbs.copulas.behind(masked, i, j) < 0
                )
            )
        ):
            place = None
        if place is None:
            place = find(masked, i, j)
        if place is None:
            verb = verb_span = verb_class = None
        else:
            a, b = place
            verb = string[a:b]
            verb_span = text.span(a, b) if base is None else _span(Span, (base + a, base + b))
            verb_class = classes[verb]
        found.append(
            take(
                {
                    "text": string[i:j],
                    "span": span,
                    "raw": "",
                    "verb": verb,
                    "verb_span": verb_span,
                    "verb_class": verb_class,
                }
            )
        )
    return found


def _pieces(
    string: str, parted: str, start: int, end: int, skip: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The steps of `string[start:end]`, trimmed; what holds no word is left out."""
    found: list[tuple[int, int]] = []
    at = start
    for low, high in skip:
        if high <= at:
            continue
        if low >= end:
            break
        _sentences(string, parted, at, max(at, low), found)
        at = high
    if at < end:
        _sentences(string, parted, at, end, found)
    return found


def _sentences(
    string: str, parted: str, start: int, end: int, found: list[tuple[int, int]]
) -> None:
    if end - start > _LONG and _WORD.search(string, start, end) is None:
        return  # a column of figures
    stretch = parted[start:end]
    if "." in stretch or "．" in stretch:
        at = start
        stops = [match.start() for match in _STOP.finditer(parted, start, end)]
        stops.append(end)
        for i in stops:
            if i < end and string[i] in ".．" and not _ends_sentence(string, at, i, end):
                continue
            if piece := _trim(string, at, i):
                found.append(piece)
            at = i + 1
        return
    at = start
    for words in stretch.split("。"):
        until = at + len(words)
        if len(words) > 1:
            if (
                "\u4e00" <= words[0] <= "\u9fff"
                and "\u4e00" <= words[-1] <= "\u9fff"
                and words[0] not in _NUMERAL
            ):
                found.append((at, until))  # mostly
            elif piece := _trim(string, at, until):
                found.append(piece)
        at = until + 1


def _ends_sentence(string: str, start: int, i: int, end: int) -> bool:
    """Whether the dot at `i` stands for a 。 rather than behind a label or inside a number."""
    before, after = string[i - 1 : i], string[i + 1 : i + 2]
    if i - start <= 4 or not ("\u3400" <= before <= "\u9fff" or before in "”》%’）)"):
        return False
    return i + 1 >= end or after.isspace() or "\u3400" <= after <= "\u9fff" or after in "“《（("


def _trim(string: str, i: int, j: int) -> tuple[int, int] | None:
    """Without the labels and marks before, and the marks behind; None where no word is left."""
    if j - i < 2:
        return None
    first = string[i]
    if not "\u4e00" <= first <= "\u9fff" or first in _NUMERAL:
        while i < j and (label := _LABEL.match(string, i, j)):
            i = label.end()
    last = string[j - 1]
    if not "\u4e00" <= last <= "\u9fff":
        while i < j and (string[j - 1] in _TAIL or string[j - 1].isspace()):
            j -= 1
    if j - i < 2 or not ("\u4e00" <= string[i] <= "\u9fff" or _WORD.search(string, i, j)):
        return None
    return i, j
