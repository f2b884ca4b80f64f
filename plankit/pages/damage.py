"""Damage that text takes on its way from a page, a scan or a mirror site, and its repair.

Every repair replaces characters of the body and is told as a diagnostic; the source keeps what
was found. What is believed: damage leaves traces that clean text does not have, and where one place
alone proves nothing, the rest of the document does (a word that is whole elsewhere, readings behind
many characters). Where nothing speaks for damage, nothing is touched.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from typing import Final

from ..lexicon import Lexicons
from ..page import Page
from ..text import Span
from ..unseen import repair_unseen
from .left_markup import repair_entities, repair_tags
from .line_marks import unmark

_RADICAL: Final = re.compile(r"[\u2e80-\u2fd5\uf900-\ufaff]+")
_RADICAL_BLOCKS: Final = frozenset((0x2E, 0x2F, 0xF9, 0xFA))

_CJK: Final = "\u3400-\u9fff"
# Patterns begin with what is rare and look behind it afterwards: that is ten times as fast.
# One for each kind of space: a search for one certain character is four times as fast.
_SPACED_HINTS: Final = tuple(
    (space, re.compile(rf"{space}(?<=[{_CJK}].)(?=[{_CJK}][ \u3000][{_CJK}])"))
    for space in " \u3000"
)
_SPACED: Final = re.compile(
    rf"(?<![{_CJK}])(?<![{_CJK}][ \u3000])[{_CJK}](?:[ \u3000]{{1,2}}[{_CJK}](?![{_CJK}])){{2,40}}"
)
_APART: Final = re.compile(r"(?:\S[ \u3000]){5,}\S?")
_APART_HINT: Final = re.compile(r" (?<=[0-9，。、；：] )(?:[^\sA-Za-z] ){2}")
_NUMERALS: Final = frozenset("一二三四五六七八九十百千万〇零年月日甲乙丙丁戊己庚辛")

_READING: Final = re.compile(
    rf"[（(](?<=[{_CJK}].)([a-zêāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{{1,6}})[)）](?:[(（]\1[)）])*"
)
_TONE: Final = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
READINGS: Final = 3
"""Readings with a tone mark that tell a mirror site: one or two are a writer's own."""
TONELESS: Final = 15
"""Readings without any; half of them differ. Units of measure in brackets are fewer."""
_BRACKETED: Final = re.compile(r"\([a-z]{2,6}\)")
_SYLLABLE: Final = re.compile(r"[a-z][aeiouv]")

# Letters that scans and typists put for figures. A figure stands on one side at least, and nothing
# else that is Latin around it: O2O, 5G, PM2.5 and I类 stay.
_LETTERS: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[0-9](?:[0-9OoОlI,.]{0,12}[0-9OoОlI])?|l(?=[0-9])[0-9OoОlI]{1,10})"
    r"(?=[年月日号时个所项名万亿人元件米公亩户家次%％以多余处场期批]|[、．](?![A-Za-z]))"
)
_LABEL_ONE: Final = re.compile(r"(?:(?<=\n)|\A)[ \t\u3000]*(l|I)(?=[.．、][ \t]?[\u3400-\u9fff“])")
_LABEL_TWO: Final = re.compile(r"(?:(?<=\n)|\A)[ \t\u3000]*2[.．、]")
_PAREN_ONE: Final = re.compile(r"(?<=[（(])(l|I)(?=[）)][\u3400-\u9fff])")
_PAREN_TWO: Final = re.compile(r"[（(]2[）)]")
_DASH_ONE: Final = re.compile(
    rf"(?:(?<=\n)|\A)[ \t\u3000]*[（(]?([—–－―─-])(?=[ \u3000]?[）)、．.][ \u3000]?[{_CJK}“])"
)
_ONE_HINTS: Final = tuple((letter, re.compile(rf"{letter}(?=[.．、）)])")) for letter in "lI")
# A search for one certain character is ten times as fast as one for a line's beginning.
_DASH_HINTS: Final = tuple(
    (dash, re.compile(rf"{dash}(?=[ \u3000]?[）)、．.][ \u3000]?[{_CJK}“])")) for dash in "—–―－─-"
)
_DASH_TWO: Final = re.compile(r"(?:(?<=\n)|\A)[ \t\u3000]*[（(]?二[ \u3000]?[）)、．.]")
NEXT: Final = 20_000
"""Characters within which 2. must follow for an l. to be 1."""
_CHINESE_ZERO: Final = re.compile(
    r"(?<=[一二三四五六七八九])[OoОΟ](?=[一二三四五六七八九十〇○OoОΟ])"
    r"|(?<=[一二三四五六七八九][〇○OoОΟ])[OoОΟ](?=[一二三四五六七八九])"
)
_LETTER: Final = re.compile(r"[OoОΟlI]")
_DIGIT: Final = re.compile("[0-9]")
_IN_NUMBER: Final = frozenset("0123456789OoОlI,.")
_FIGURE: Final = {"O": "0", "o": "0", "О": "0", "l": "1", "I": "1"}

_GAP: Final = re.compile(rf" (?<=[{_CJK}] )(?=[{_CJK}])")
_UNIT_END: Final = frozenset(
    "央院厅廳局委府办辦部会會组組协協署行社团團队隊校处處科室市省区區县縣州镇鎮乡鄉"
)
RUNNING: Final = 40
"""Characters from which a line is running text, where a space is no layout."""
APART: Final = 10
"""Characters within which another space tells a list."""
WHOLE: Final = 2
"""How often the two characters stand together elsewhere for the space to have cut a word."""


def repair_all(page: Page) -> None:
    """Make every repair that the document's own text speaks for."""
    if "?" in page.latin:
        _drop_questions(page)
    # in Word and Excel files, too, where text was pasted from a page's source
    repair_entities(page)
    repair_tags(page)
    _repair_radicals(page)
    _repair_spaced(page, _repair_apart(page))
    if " " in page.latin:
        _repair_gaps(page)
    _repair_readings(page)
    _repair_figures(page)
    _repair_dashes(page)
    repair_unseen(page)
    unmark(page)


_QUESTIONS: Final = re.compile(r"(?:\?[ \u3000]{0,40}){1,80}")


def _drop_questions(page: Page) -> None:
    """??? 某市人民政府: what became of spaces that an encoding did not have.

    Believes that no line of a plan begins with a question mark, and that one such line is chance.
    """
    found = [line for line in page.lines if line.text[0] == "?" and line.kind is None]
    if len(found) < 2:
        return
    for line in found:
        match = _QUESTIONS.match(line.text)
        end = match.end() if match is not None else 0
        if end == len(line.text):
            page.claim(line, "furniture")
        else:
            page.trim(line, line.start, line.start + end)


def _ideographs(lexicons: Lexicons) -> dict[str, str]:
    def build(lex: Lexicons) -> dict[str, str]:
        table = {row[0]: row[1] for row in lex.rows("radicals")}
        for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)):
            char = chr(code)
            plain = unicodedata.normalize("NFKC", char)
            if plain != char and len(plain) == 1:
                table[char] = plain
        return table

    return lexicons.build("radicals_table", build)


def _repair_radicals(page: Page) -> None:
    """Code points of radicals and compatibility ideographs, one to one."""
    if page.blocks.isdisjoint(_RADICAL_BLOCKS):
        return
    table = _ideographs(page.lexicons)
    codes = str.maketrans(table)

    def mend(words: str) -> str:
        return words.translate(codes)

    for line in page.lines:
        runs = list(_RADICAL.finditer(page.source.text, line.start, line.end))
        edits = [(m.start(), m.end(), mend(m[0])) for m in runs if mend(m[0]) != m[0]]
        if edits:
            # same length, so that what reads the page by lines may see the repaired words
            line.text = mend(line.text)
            _mend(page, edits, "radical", "radicals read as the ideographs they stand for")


def _repair_spaced(page: Page, closed: frozenset[int]) -> None:
    """政 府 工 作 报 告: words set wide."""
    text = page.source.text
    if not any(page.has(space) and hint.search(text) for space, hint in _SPACED_HINTS):
        return
    for line, match, row in page.in_lines(_SPACED):
        chars = match[0].split()
        if line.index in closed or row or all(c in _NUMERALS for c in chars):
            continue
        edits = [
            (match.start() + k, match.start() + k + 1, "")
            for k, c in enumerate(match[0])
            if c.isspace()
        ]
        page.edits.extend(edits)
        page.note(
            "letter-spaced",
            "info",
            f"{match[0]!r} is one word set wide",
            Span(match.start(), match.end()),
            replacement="".join(chars),
        )


def _repair_apart(page: Page) -> frozenset[int]:
    """2 0 2 4 年 工 作 要 点 ，: whole lines with a space behind each character; their numbers."""
    text = page.source.text
    if " " not in page.latin or _APART_HINT.search(text) is None:
        return frozenset()
    closed: set[int] = set()
    for line in page.lines:
        if line.kind is None and len(line.text) > 11 and _APART.fullmatch(line.text):
            closed.add(line.index)
            start = line.start
            edits = [
                (start + k, start + k + 1, "") for k, c in enumerate(line.text) if c in " \u3000"
            ]
            page.edits.extend(edits)
            page.note(
                "letter-spaced",
                "info",
                "a line with a space behind each character was closed up",
                Span(start, line.end),
                replacement="".join(line.text.split()),
            )
    return frozenset(closed)


def _repair_readings(page: Page) -> None:
    """落實(shí): readings that a mirror site has set behind characters."""
    toned = 0x01 in page.blocks or _TONE.search(page.latin) is not None
    if not toned and len(_BRACKETED.findall(page.latin)) < TONELESS:
        return
    found = [match for _, match, _ in page.in_lines(_READING)]
    if sum(_TONE.search(match[1]) is not None for match in found) < READINGS:
        plain = [match[1] for match in found if _SYLLABLE.search(match[1]) is not None]
        if len(plain) < TONELESS or 2 * len(set(plain)) < TONELESS:
            return
    page.readings = True
    for match in found:
        page.repair(
            match.start(),
            match.end(),
            "",
            "reading",
            f"the reading {match[0]} taken out of the text",
        )


def _repair_figures(page: Page) -> None:
    """Letters for figures: l and I for 1, O for 0, where figures stand beside them."""
    if _LETTER.search(page.latin) is None and page.blocks.isdisjoint((0x03, 0x04)):
        return
    text = page.source.text
    until = 0
    for letter in _LETTER.finditer(text):
        at = letter.start()
        if _CHINESE_ZERO.match(text, at):
            _figure(page, at, letter[0], "〇")
        elif at >= until:
            if _DIGIT.search(text, max(0, at - 12), at + 2) is None:
                continue  # mostly
            first = at
            while first and text[first - 1] in _IN_NUMBER and at - first < 12:
                first -= 1
            match = _LETTERS.match(text, first)
            if match is None or match.end() <= at:
                continue
            until = match.end()
            for k, char in enumerate(match[0]):
                if char in _FIGURE:
                    _figure(page, first + k, char, _FIGURE[char])
    if "II" in text:
        return  # I. and （I） are Roman
    if not any(one in page.latin and hint.search(text) for one, hint in _ONE_HINTS):
        return
    for one, two in ((_LABEL_ONE, _LABEL_TWO), (_PAREN_ONE, _PAREN_TWO)):
        labels = [match.start(1) for match in one.finditer(text)]
        seconds = [match.start() for match in two.finditer(text)] if labels else []
        for at in labels:
            k = bisect_left(seconds, at)
            if k < len(seconds) and seconds[k] - at < NEXT:
                _figure(page, at, text[at], "1")


def _repair_dashes(page: Page) -> None:
    """—、 and （—）, where 二、 follows: scans and typists put a dash for 一."""
    text = page.source.text
    if not any(page.has(dash) and hint.search(text) for dash, hint in _DASH_HINTS):
        return
    dashes = [match.start(1) for match in _DASH_ONE.finditer(text)]
    seconds = [match.start() for match in _DASH_TWO.finditer(text)] if dashes else []
    for at in dashes:
        k = bisect_left(seconds, at)
        if k < len(seconds) and seconds[k] - at < NEXT:
            _figure(page, at, text[at], "一")


def _figure(page: Page, at: int, char: str, new: str) -> None:
    page.repair(at, at + 1, new, "figure", f"{char!r} read as {new}")
    k = bisect_right(page.lines, at, key=lambda line: line.start) - 1
    line = page.lines[k] if k >= 0 else None
    if line is not None and at - line.start < 8 and at < line.end:
        # a label's figure; of the same length, so that what reads the page by lines may see it
        line.text = line.text[: at - line.start] + new + line.text[at - line.start + 1 :]


def _repair_gaps(page: Page) -> None:
    """社会主 义思想: a space inside a word where a line once ended.

    Only where the document has the two characters side by side elsewhere, no other space is near,
    no unit's name ends there (中共中央 国务院) and the space does not end a line's opening
    phrase, which may be a heading.
    """
    text = page.source.text
    if _GAP.search(text) is None:
        return
    cuts: list[int] = []
    for line, match, row in page.in_lines(_GAP):
        at = match.start()
        if len(line.text) < RUNNING or row or text[at - 1] in _UNIT_END:
            continue
        near = text[max(line.start, at - APART) : at] + text[at + 1 : min(line.end, at + APART)]
        if " " in near or "\u3000" in near:
            continue
        if any(c in "，。；：、！？" for c in text[max(line.start, at - 200) : at]):
            cuts.append(at)
    pairs: Counter[str] | None = None
    if len(cuts) > 40:  # counting each pair by itself would take time with the square of the length
        pairs = Counter(a + b for a, b in pairwise(text))
    for at in cuts:
        pair = text[at - 1] + text[at + 1]
        if (text.count(pair) if pairs is None else pairs[pair]) >= WHOLE:
            page.repair(
                at, at + 1, "", "word-gap", f"the space in {text[at - 1 : at + 2]!r} taken out"
            )


def _mend(page: Page, edits: list[tuple[int, int, str]], code: str, message: str) -> None:
    """Several edits that are one repair: one diagnostic from the first to the last."""
    page.edits.extend(edits)
    start, end = edits[0][0], edits[-1][1]
    parts: list[str] = []
    at = start
    for first, last, new in edits:
        parts.append(page.source.text[at:first] + new)
        at = last
    page.note(code, "info", message, Span(start, end), replacement="".join(parts))
