"""Tables of contents: the headings listed below a line 目录, which are no units.

What is believed: an entry is short and has no stop; page numbers, where entries have them, stand
behind all; and the list ends where its first heading stands again, with or without the words that
follow it on its line, or where running text begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from ..line_kinds import squeeze
from ..page import Line, Page

_CONTENTS: Final = re.compile(r"目[ \u3000]{0,4}[录次錄]$")
_LIST: Final = frozenset("录次錄纲：:")
_OUTLINE: Final = re.compile(r"(?:写作|文章|本文)?(?:提纲|目录)[:：]?\Z")
_HEADS_LIST: Final = re.compile(r"目[ \u3000]{0,4}[录次錄]\Z|(?:提纲|目录)[:：]?\Z")
_TWO_NARROW: Final = ("..", "··", ".·", "·.")
_WIDE_DOTS: Final = "．…•"
_DOTS: Final = frozenset(".．…·•")
"""What leaders are made of; a page without two in a row is spared the search for them."""
_LEADER: Final = re.compile(r"[.．…·•]{3,}\s*\d{0,4}$")
_PAGED: Final = re.compile(
    r"[.．…·•\s—-]+(?:[Pp第]?[.．]?\d+页?)[\s—-]*$|(?<=[\u4e00-\u9fff）”])\d{1,3}$"
)
_NUMBER: Final = re.compile(r"[.．…·•\s]*(?:[Pp第]?[.．]?\d+页?)?$")
_HEADING: Final = re.compile(r"[^。：:；]+")
_LABEL: Final = re.compile(
    r"(?:第[一二三四五六七八九十百0-9]+[章节部篇]|[（(]?[一二三四五六七八九十]+[）)、]|[0-9]+[.、．])"
)
_STOPS: Final = "。；！？"
LONGEST: Final = 120
"""Characters of an entry without a leader."""
MOST: Final = 400
"""Entries of a list; real ones have 150 at most."""


def claim_contents(page: Page, is_title: Callable[[str], bool]) -> None:
    """Claim each line 目录 with the entries below it, and entries with leaders anywhere.

    `is_title` tells of a line whether it reads as a document's title.
    """
    dotted = _has_dots(page)
    lines = page.lines
    heads = [text for line in lines if (text := line.text)[0] == "目" or text[-1] in _LIST]
    if not dotted and not any(map(_may_list, heads)):
        return
    k = 0
    while k < len(lines):
        line = lines[k]
        k += 1
        if line.kind is not None:
            continue
        text = line.text
        if (
            text[0] == "目"
            and _CONTENTS.match(text)
            or text[-1] in _LIST
            and _is_named(lines, k - 1)
        ):
            page.claim(line, "repeated")
            k = _claim_entries(page, lines, k, dotted, is_title)
        elif dotted and len(text) < MOST and text[-1].isdecimal() and _LEADER.search(text[-240:]):
            page.claim(line, "repeated")


_FIRST: Final = re.compile(
    r"(?:第一[章部]|一、|1(?:[.．、 \u3000\t]|(?=[\u4e00-\u9fff])))[^。；，]{2,40}\Z"
)
UNNAMED: Final = 4
"""Entries at least of a list that no line calls 目录."""


def claim_unnamed(page: Page) -> None:
    """Claim headings listed above a document that stand there again in the same order, one by one.

    Believes that a text does not name its first unit twice with nothing but headings in between.
    """
    firsts = [line for line in page.lines if line.text[0] in "第一1" and len(line.text) <= 45]
    if len({line.text for line in firsts}) == len(firsts):
        return  # mostly
    lines = page.free
    seen: dict[str, int] = {}
    for at, line in enumerate(lines):
        text = line.text
        if text[0] not in "第一1" or len(text) > 45 or _FIRST.match(text) is None:
            continue
        begin = seen.setdefault(squeeze(text), at)
        if at - begin < UNNAMED or any(_runs(entry) for entry in lines[begin:at]):
            continue
        below = {squeeze(other.text) for other in lines[at:]}
        listed = lines[begin:at]
        if 10 * sum(squeeze(entry.text) in below for entry in listed) >= 9 * len(listed):
            for entry in listed:
                page.claim(entry, "repeated")
            return


def _may_list(text: str) -> bool:
    return text[0] == "目" or _HEADS_LIST.search(text[-6:]) is not None


def _runs(line: Line) -> bool:
    return len(line.text) > 60 or line.text[-1] in _STOPS


def _is_named(lines: Sequence[Line], k: int) -> bool:
    """Whether a line is a document's title with 目录 behind it: what is listed stands again."""
    text = lines[k].text
    if len(text) > 60 or k + 2 >= len(lines):
        return False
    if _CONTENTS.search(text) is None and _OUTLINE.match(text) is None:
        return False
    first = squeeze(lines[k + 1].text)
    return any(squeeze(line.text).startswith(first) for line in lines[k + 2 :])


def _claim_entries(
    page: Page, lines: Sequence[Line], k: int, dotted: bool, is_title: Callable[[str], bool]
) -> int:
    """Claim the entries from line `k` on; the index of the line behind them."""
    above = {squeeze(line.text) for line in lines[max(0, k - 12) : k - 1]}
    known: set[str] = set()
    paged = 0
    claimed: list[Line] = []
    while k < len(lines):
        line = lines[k]
        k += 1
        if line.kind is not None:
            continue
        text = line.text
        leader = dotted and len(text) < MOST and _LEADER.search(text[-240:]) is not None
        plain = squeeze(text)
        entry = _NUMBER.sub("", plain)
        numbered = leader or _PAGED.search(text) is not None
        heading = _HEADING.match(entry)
        if (
            (len(text) > LONGEST and not leader)
            or len(known) > MOST
            or entry in known
            or (heading is not None and heading[0] in known)
            or (known and not numbered and (text[-1] in _STOPS or plain in above))
        ):
            _release(claimed, paged, is_title)
            return (claimed[-1] if claimed else line).index + bool(claimed)
        if not known or leader or len(plain) < 60:
            known.add(entry)
        paged += numbered
        page.claim(line, "repeated")
        claimed.append(line)
    return k


def _release(claimed: list[Line], paged: int, is_title: Callable[[str], bool]) -> None:
    """Give back what stands between the list and its first heading: title, opening.

    That is, what stands below the last entry with a number or a label where entries have page
    numbers, else from the first line that reads as a title.
    """
    first = len(claimed)
    if 2 * paged > len(claimed):
        while first and not _is_entry(claimed[first - 1].text):
            first -= 1
    else:
        titles = (
            k
            for k, line in enumerate(claimed)
            if k and not _LABEL.match(line.text) and is_title(line.text)
        )
        first = next(titles, first)
    for line in claimed[first:]:
        line.kind = None
    del claimed[first:]


def _is_entry(text: str) -> bool:
    return _PAGED.search(text) is not None or _LABEL.match(text) is not None


def _has_dots(page: Page) -> bool:
    """Whether two dots may stand side by side in the source.

    To look beside each dot is faster than to search for two, where there are few.
    """
    text = page.source.text
    if any(two in page.latin and two in text for two in _TWO_NARROW):
        return True
    for dot in _WIDE_DOTS:
        at = text.find(dot)
        while at >= 0:
            if text[at + 1 : at + 2] in _DOTS or at and text[at - 1] in _DOTS:
                return True
            at = text.find(dot, at + 1)
    return False
