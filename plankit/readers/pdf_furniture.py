"""Running heads, running feet, page numbers and watermarks of a PDF's pages.

Told by repetition and place: a line at the upper or lower edge that stands at one height on
several pages with the same words, its numbers the same or counting with the pages. Page numbers
are known by their form as well, so that one page is enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from .pdf_beside import list_beside
from .pdf_columns import lines
from .pdf_notes import BEGINS, SMALL
from .pdf_pieces import Piece, Sheet

EDGE = 0.16
"""Share of the page's height, at either edge, in which furniture stands. GB/T 9704 leaves 37 mm
of 297 mm at the top, and its page number ends 7 mm below the text: 0.125 and 0.13."""
DEEP = 4
"""Lines of furniture at one edge at most."""

_NEAR = 40
"""Points within which two pieces can stand on one another."""

_DASH = r"[-—–－―─~～_·•.]{0,4}"
_PAGE = re.compile(
    rf"{_DASH}\d{{1,4}}{_DASH}|{_DASH}第\d{{1,4}}页{_DASH}[,，/／、|]?(共\d{{1,4}}页)?{_DASH}"
    r"|第\d{1,4}頁[,，/／、|]?(共\d{1,4}頁)?|\d{1,4}[/／]\d{1,4}"
    r"|(?i:page|p\.?)\d{1,4}((?i:of)\d{1,4}|[/／]\d{1,4})?|[（(]第?\d{1,4}[页頁]?[）)]|[ivxIVX]{1,6}"
)
_PRINTED = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?(?:上午|下午)?\d{1,2}:\d\d(?::\d\d)?(?:[AaPp][Mm])?(?![\d:])"
    r"|(?:https?|file):/{1,3}[!-~\u4e00-\u9fff]+$"
)
"""What a browser prints at a page's edge: the time and the page's title, its address."""
_BARE = re.compile(r"\d{1,4}|[ivxIVX]{1,6}")
_NUMBER = re.compile(r"\d+")
_NEVER = re.compile(r"附[件表录錄]")


def split_furniture(
    sheets: Sequence[Sheet],
) -> tuple[list[list[Piece]], list[list[list[Piece]]], list[list[list[Piece]]]]:
    """For each page: the pieces of its body, the lines of its head, and those of its foot."""
    edges: list[tuple[list[list[Piece]], list[list[Piece]]]] = []
    groups: dict[tuple[bool, str], list[tuple[int, float, list[int]]]] = defaultdict(list)
    stamps: dict[str, set[int]] = defaultdict(set)
    places: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for number, sheet in enumerate(sheets):
        low, high = sheet.area[1], sheet.area[3]
        tall = (high - low) or 1.0
        upright = [p for p in sheet.pieces if not p.tilted]
        above = lines([p for p in upright if (high - p.y1) / tall < EDGE])
        below = lines([p for p in upright if (p.base - low) / tall < EDGE])[::-1]
        if len(sheet.rules.uprights) > 2:  # heads of columns stand on each page, too
            above = _outside_tables(above, sheet, high - EDGE * tall)
            below = _outside_tables(below, sheet, low + EDGE * tall)
        above, below = above[:DEEP], below[:DEEP]
        edges.append((above, below))
        for top, found in ((True, above), (False, below)):
            for line in found:
                words = _words(line)
                numbers = [int(n) for n in _NUMBER.findall(words)[:8]]
                groups[_key(top, words)].append((number, _height(line, sheet, top), numbers))
        for piece in sheet.pieces:
            if piece.tilted:
                stamps[piece.text].add(number)
            else:
                places[_place(piece)].append(number)
    repeated = {
        key: _repeats(found, len(sheets))
        for key, found in groups.items()
        if not _NEVER.match(key[1])
    }
    printed_over = _printed_over(sheets, places)
    bodies, heads, feet = [], [], []
    for number, sheet in enumerate(sheets):
        taken: set[int] = set()
        kept: list[list[list[Piece]]] = []
        for top, found in zip((True, False), edges[number], strict=True):
            mine = _furniture(found, number, sheet, top, repeated, len(sheets), taken)
            taken.update(id(p) for line in mine for p in line)
            kept.append(mine if top else mine[::-1])
        watermark = [
            p
            for p in sheet.pieces
            if (len(stamps[p.text]) > 1 if p.tilted else _place(p) in printed_over)
            and id(p) not in taken
        ]
        taken.update(id(p) for p in watermark)
        body = [p for p in sheet.pieces if id(p) not in taken]
        usual = _usual(sheets) if number == len(sheets) - 1 and sheet.ends else 0.0
        notes = _note_lines(body, sheet.notes, usual)
        if notes:
            taken.update(id(p) for line in notes for p in line)
            body = [p for p in body if id(p) not in taken]
        aside = list_beside(sheet, body)
        if aside:
            taken.update(id(p) for p in aside)
            body = [p for p in body if id(p) not in taken]
        bodies.append(body)
        heads.append(kept[0] + lines(aside))
        feet.append(notes + kept[1] + [[p] for p in watermark])
    return bodies, heads, feet


def _outside_tables(found: list[list[Piece]], sheet: Sheet, edge: float) -> list[list[Piece]]:
    """The lines before the first among upright rules that reach beyond the page's edge."""
    for k, line in enumerate(found):
        at = line[0].base + 0.3 * line[0].size
        low, high = min(at, edge), max(at, edge)
        if sum(a <= low and high <= b for _, a, b in sheet.rules.uprights) > 2:
            return found[:k]
    return found


def _place(piece: Piece) -> tuple[str, int, int]:
    return piece.text, round(piece.x0), round(piece.base)


def _printed_over(
    sheets: Sequence[Sheet], places: dict[tuple[str, int, int], list[int]]
) -> set[tuple[str, int, int]]:
    """What stands at one place on three pages or more and over other words on one of them."""
    found = set()
    rows: dict[int, dict[int, list[Piece]]] = {}
    for place, pages in places.items():
        if len(pages) < 3 or len(place[0]) < 3:
            continue
        for number in dict.fromkeys(pages[:4]):
            if number not in rows:
                rows[number] = defaultdict(list)
                for piece in sheets[number].pieces:
                    rows[number][int(piece.base) // _NEAR].append(piece)
            at = place[2] // _NEAR
            near = [p for k in (at - 1, at, at + 1) for p in rows[number].get(k, ())]
            one = next((p for p in near if _place(p) == place), None)
            if one is not None and any(p.text != one.text and _overlap(one, p) for p in near):
                found.add(place)
                break
    return found


def _overlap(a: Piece, b: Piece) -> bool:
    """Whether two pieces are printed one over the other: not two rows, nor cells that touch."""
    return abs(a.base - b.base) < 0.95 * max(a.size, b.size) and min(a.x1, b.x1) - max(
        a.x0, b.x0
    ) > 1.5 * min(a.size, b.size)


def _furniture(
    found: list[list[Piece]],
    number: int,
    sheet: Sheet,
    top: bool,
    repeated: dict[tuple[bool, str], dict[int, float]],
    count: int,
    taken: set[int],
) -> list[list[Piece]]:
    """Of the lines at one edge of a page, those that are furniture, from the edge inwards."""

    def repeats(line: list[Piece]) -> dict[int, float]:
        """The pages that have the line where this page has it."""
        pages = repeated.get(_key(top, _words(line)), {})
        here = pages.get(number)
        return pages if here is not None and abs(here - _height(line, sheet, top)) <= 1 else {}

    mine: list[list[Piece]] = []
    for k, line in enumerate(found):
        if any(id(p) in taken for p in line):
            break  # a page so short that both edges meet
        pages = repeats(line)
        if pages and (len(pages) < 3 or len(pages) < 0.8 * count):
            body = next((other for other in found[k + 1 :] if not repeats(other)), None)
            if _like_text(line, body) if body is not None else len(pages) < 3 < count:
                pages = {}
        inner = found[k + 1] if k + 1 < len(found) else None
        if not pages and (mine or not _is_number(line, _words(line), inner, sheet, top)):
            break
        mine.append(line)
    return mine


def _words(line: list[Piece]) -> str:
    return "".join("".join(p.text.split()) for p in line)


def _key(top: bool, words: str) -> tuple[bool, str]:
    return (top, _NUMBER.sub("#", words))


def _like_text(line: list[Piece], inner: list[Piece]) -> bool:
    """Whether a line is set as the text beside it: it may stand twice at one height by chance."""
    a, b = line[0], inner[0]
    return abs(a.size - b.size) < 0.05 * b.size and abs(a.base - b.base) < 2.3 * b.size


def _height(line: list[Piece], sheet: Sheet, top: bool) -> float:
    """Distance from the edge, in points."""
    return sheet.area[3] - line[0].base if top else line[0].base - sheet.area[1]


def _repeats(found: list[tuple[int, float, list[int]]], pages: int) -> dict[int, float]:
    """The pages on which a line stands as on others, at their height, with numbers that fit.

    Each with the height on that page.
    """
    if len(found) < 2 or (len(found) < 3 and pages > 6):
        return {}
    heights = sorted(height for _, height, _ in found)
    usual = heights[len(heights) // 2]
    near = [f for f in found if abs(f[1] - usual) <= 9]
    if len({f[0] for f in near}) < 2:
        return {}
    for k in range(min(len(f[2]) for f in near)):
        same = len({f[2][k] for f in near}) == 1
        counting = len({f[2][k] - f[0] for f in near})
        # sections count anew, odd and even pages may be numbered apart
        if not same and counting > 1 + len(near) // 3:
            return {}
    return {f[0]: f[1] for f in near}


def _is_number(
    line: list[Piece], words: str, inner: list[Piece] | None, sheet: Sheet, top: bool
) -> bool:
    """Whether the outermost line is a page number, or what a browser prints, by its form."""
    if not _PAGE.fullmatch(words):
        return _PRINTED.match(words) is not None
    if not _BARE.fullmatch(words):
        return True
    # a bare number could be a table's: it must be small and stand away from the text
    size = line[0].size
    away = inner is None or abs(inner[0].base - line[0].base) > 1.6 * max(size, inner[0].size)
    return away and _height(line, sheet, top) < 0.13 * (sheet.area[3] - sheet.area[1])


def _usual(sheets: Sequence[Sheet]) -> float:
    return median(p.size for sheet in sheets for p in sheet.pieces)


def _note_lines(
    pieces: Sequence[Piece], numbers: frozenset[str], usual: float
) -> list[list[Piece]]:
    """The lines of a page's notes, from the first that begins with a number seen raised above.

    `usual` is the size of the text, if the page may have less of it than of notes; 0 otherwise.
    """
    if not numbers or not pieces:
        return []
    usual = usual or median(p.size for p in pieces)
    found: list[list[Piece]] = []
    first = 0
    for line in reversed(lines([p for p in pieces if not p.tilted])):
        if max(p.size for p in line) > SMALL * usual:
            break
        found.append(line)
        match = BEGINS.match("".join(p.text for p in line).lstrip())
        if match is not None and match[1] in numbers:
            first = len(found)
    return found[:first][::-1]
