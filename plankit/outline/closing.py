"""Where a plan ends: before its sign-off, its attachments, and whatever the site puts below it.

Believes that the last unit's first paragraph belongs to it, and later paragraphs as long as they
are sentences; that a sign-off is a unit's name and a date on lines of their own; and that short
lines without a stop at the very end are no text of the plan, responsibility notes aside.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Final, NamedTuple

from ..lexicon import Lexicons
from ..line_kinds import dated_unit, is_attachment, is_date, is_unit
from ..page import Page
from ..pages.furniture import is_tail, words
from .footnotes import circled_notes, footnotes

_STOPPED: Final = "。！？；：!?;:.．）)】]”…"
_CIRCLED: Final = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_SHORT: Final = 45
_SENTENCE: Final = re.compile(r"(?=.{24})[^:：|]*[\u4e00-\u9fff][，,][\u4e00-\u9fff][^:：|]*\Z")
"""A line that is short and unstopped, and yet running text that breaks off."""


class _Lines(NamedTuple):
    """The table `closing_lines`, compiled."""

    note: re.Pattern[str]
    """A responsibility note, which is a unit's own line."""
    provision: re.Pattern[str]
    """What a plan says of itself at its end: 本意见自印发之日起施行."""
    below: re.Pattern[str]
    """What else stands below a plan: to whom it goes, who is spoken to, formulas, glossaries."""


def _lines(lexicons: Lexicons) -> _Lines:
    of = partial(lexicons.alternatives, "closing_lines")
    return _Lines(
        note=re.compile(
            rf"[（(\[【〔—]*(?:{of('duty_of')})?(?:{of('duty')})[^，。；]{{0,6}}[:：]"
            rf"|.{{0,80}}(?:{of('note')})[）)】\]]?$"
        ),
        provision=re.compile(
            rf"(?:本|此|上述|以上)(?:实施|指导|若干|工作|行动)?(?:{of('paper')}).{{0,24}}(?:{of('in_force')})"
        ),
        below=re.compile(
            rf"(?:{of('glossary')}).{{0,20}}$|(?:{of('address')}).{{0,12}}[！!，,：:]"
            rf"|{of('formula')}|{of('distribution')}"
        ),
    )


ENDED: Final = frozenset("。！？；!?;.”’」』）)】］]》〉>%％")
_CUT: Final = re.compile(r"(?:\.{3,}|…+)\Z|[，,、：:]\Z")


def breaks_off(words: str, text_start: int) -> bool:
    """Whether a plan's last unit, its label left out, ends in mid-sentence.

    `text_start` is where its text begins behind its title. Believes that running text ends with a
    stop, and that ... or a comma or a colon is no end; a heading alone may go without a stop.
    """
    words = words.rstrip()
    if _CUT.search(words, max(0, len(words) - 8)):
        return True
    if not words or words[-1] in ENDED or text_start >= len(words):
        return False
    last = words[words.rfind("\n") + 1 :].strip()
    return len(last) > 12 and any(c in "。；，、;,:" for c in last)


def find_end(page: Page, string: str, last: int, flat: bool, units: bool = True) -> int:
    """The offset in the body `string` where the plan ends; its last unit begins at `last`.

    `flat`: the last unit's siblings are single paragraphs, so that a provision on its own line
    (本意见自印发之日起施行) is no part of it. Without `units`, the text from `last` on may be short
    lines all through.
    """
    lines: list[tuple[int, int]] = []
    at = last
    while at < len(string):
        until = string.find("\n", at)
        if until < 0:
            until = len(string)
        if string[at:until].strip():
            lines.append((at, until))
        at = until + 1
    if not lines:
        return len(string)
    shapes = page.lexicons.build("closing_lines", _lines)
    plain = [words(page, string[i:j][:320]) for i, j in lines]
    stop = len(lines)
    noted = {start for start, _ in footnotes(string)} if len(lines) > 1 else set()
    circled = [i for i, j in lines[1:] if string[i:j].lstrip()[:1] in _CIRCLED]
    noted.update(start for start, _ in circled_notes(string, circled))
    heading_only = plain[0][-1:] not in "。！？；" and len(plain) > 1
    for k in range(1, len(lines)):
        text = plain[k]
        following = plain[k + 1] if k + 1 < len(lines) else ""
        signed = is_unit(text) and not shapes.note.match(text)
        dated = is_date(text) or dated_unit(text) is not None
        if (
            lines[k][0] in noted
            or is_tail(page, text)
            or is_attachment(text)
            or shapes.below.match(text)
            or (signed and (is_date(following) or is_unit(following)))
            or (dated and not following)
            or (dated and plain[k - 1][-1:] in _STOPPED)
            or (
                shapes.provision.search(text)
                and (flat or text.startswith("本"))
                and not (heading_only and k == 1)
            )
        ):
            stop = k
            break
    keep = 2 if heading_only else 1
    while units and stop > keep:
        text = plain[stop - 1]
        if (
            len(text) > _SHORT
            or _SENTENCE.match(text)
            or text[0] in "—－-"
            or text[-1] in _STOPPED
            or shapes.note.match(text)
        ):
            break
        stop -= 1
    return lines[stop - 1][1]
