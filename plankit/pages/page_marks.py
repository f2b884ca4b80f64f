"""What a page leaves in wrapped text: its number, on a line alone or run into one, and its head.

Believes that numbers of pages rise from page to page at about one distance in lines, and that a
page breaks sentences: a run of numbers at the starts of lines, most of which go on with a sentence
that the line before left open, is the pages'. A line that stands beside page numbers again and
again is the pages' head or foot.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..page import Line, Page
from ..text import Span

_ALONE: Final = re.compile(r"[-—–―－─~～·\s第]{0,4}(\d{1,4})[-—–―－─~～·\s页]{0,4}\Z")
_GLUED: Final = re.compile(
    r"([-—–―－─]\s?)?(\d{1,3})(?(1)\s?[-—–―－─])(?=[\u3400-\u9fff“”‘’（《，；：。])"
)
_LABEL_ENDS: Final = frozenset(".、．")
_DECIMAL: Final = re.compile(r"\d{1,2}[.．]\d")
_OPEN: Final = re.compile(r"[。！？；：!?;:.]\Z")

ENOUGH: Final = 5
"""Numbers that make a run; fewer may be a list that lost its dots."""
SHORTEST, LONGEST = 5, 120
"""Lines from one page number to the next."""
MISSING: Final = 3
"""Page numbers that may be missing side by side: pages of pictures, or lost."""
HEAD: Final = 40
"""Characters of a head at most."""


@dataclass(slots=True)
class _Sign:
    """Something that may be a page's number."""

    line: Line
    number: int
    end: int
    """How many characters of the line it takes; all of them where it stands alone."""
    splice: bool
    """Whether the line goes on with a sentence that the one before left open."""
    alone: bool
    count: int = 1
    before: _Sign | None = None


def claim_page_marks(page: Page) -> None:
    """Claim page numbers that were run into lines, and the heads and feet that go with numbers."""
    lines = page.lines
    if len(lines) < ENOUGH * SHORTEST:
        return
    numbered = {line.index for line in lines if line.kind == "furniture" and _alone(line.text)}
    run = _run(_signs(lines, numbered))
    if run:
        for sign in _with_labels(run, lines):
            if not sign.alone:
                start, end = sign.line.start, sign.line.start + sign.end
                told = sign.line.text[: sign.end]
                page.trim(sign.line, start, end)
                page.note(
                    "page-splice", "info", f"page number {told!r} taken out of the text",
                    Span(start, end), replacement="",
                )  # fmt: skip
            numbered.add(sign.line.index)
    if len(numbered) >= 3:
        _claim_heads(page, numbered)


def _alone(text: str) -> bool:
    return len(text) < 16 and _ALONE.match(text) is not None


def _signs(lines: Sequence[Line], numbered: set[int]) -> list[_Sign]:
    free = sorted(len(line.text) for line in lines if line.kind is None)
    if not free:
        return []
    full = 0.75 * free[3 * len(free) // 4]
    found: list[_Sign] = []
    before: Line | None = None
    for line in lines:
        if line.index in numbered:
            match = _ALONE.match(line.text)
            assert match is not None
            found.append(_Sign(line, int(match[1]), len(line.text), False, True))
        elif line.kind is None:
            # 1. and 1、 begin nearly every line that has a figure in front
            match = (
                _GLUED.match(line.text)
                if line.text[0] in "0123456789-—–―－─" and line.text[1:2] not in _LABEL_ENDS
                else None
            )
            if match is not None:
                splice = (
                    before is not None
                    and len(before.text) >= full
                    and _OPEN.search(before.text) is None
                )
                found.append(_Sign(line, int(match[2]), match.end(), splice, False))
            before = line
    return found


def _run(signs: Sequence[_Sign]) -> list[_Sign]:
    """The longest run of page numbers, where it is one."""
    latest: dict[int, list[_Sign]] = defaultdict(list)
    best: _Sign | None = None
    for sign in signs:
        for number in range(sign.number - 1, sign.number - 2 - MISSING, -1):
            pages = sign.number - number
            for other in latest.get(number, ()):
                far = sign.line.index - other.line.index
                if SHORTEST * pages <= far <= LONGEST * pages and other.count >= sign.count:
                    sign.count, sign.before = other.count + 1, other
        kept = latest[sign.number]
        kept.append(sign)
        if len(kept) > 4:  # those that run on furthest, so that time is linear
            kept.remove(min(kept, key=lambda s: s.count))
        if best is None or sign.count > best.count:
            best = sign
    run: list[_Sign] = []
    while best is not None:
        run.append(best)
        best = best.before
    run.reverse()
    glued = [s for s in run if not s.alone]
    spliced = sum(s.splice for s in glued)
    if len(run) < ENOUGH or spliced < max(3, len(glued) / 2):
        return []
    return run if len(run) >= 0.6 * (run[-1].number - run[0].number + 1) else []


def _with_labels(run: Sequence[_Sign], lines: Sequence[Line]) -> list[_Sign]:
    """The run, and the numbers missing in it that stand before a decimal label (5 in 51.2)."""
    found: list[_Sign] = []
    for sign in run:
        missing = range(found[-1].number + 1, sign.number) if found else ()
        if missing:
            between = lines[found[-1].line.index + SHORTEST : sign.line.index - SHORTEST + 1]
            for line in between:
                if line.kind is None and line.text[0].isdigit():
                    found.extend(_before_label(line, missing))
        found.append(sign)
    return found


def _before_label(line: Line, missing: Sequence[int]) -> list[_Sign]:
    for number in missing:
        told = str(number)
        if line.text.startswith(told) and _DECIMAL.match(line.text, len(told)):
            return [_Sign(line, number, len(told), False, False)]
    return []


def _claim_heads(page: Page, numbered: set[int]) -> None:
    """Claim the lines that stand beside page numbers, the same words on many pages."""
    places: dict[str, list[Line]] = defaultdict(list)
    for line in page.lines:
        if line.kind is None and len(line.text) <= HEAD:
            places["".join(line.text.split())].append(line)
    for same in places.values():
        beside = [x for x in same if x.index - 1 in numbered or x.index + 1 in numbered]
        if len(beside) >= 3 and len(beside) >= 0.8 * len(same):
            for line in beside:
                page.claim(line, "furniture")


__all__ = ["claim_page_marks"]
