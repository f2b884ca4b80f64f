"""Hard wraps: lines that end because the page did, not because the paragraph did.

What is believed about documents: a wrapped document has a width, which most of its lines that end
in mid-sentence come near to and which few lines exceed. A line is full where what the next one
begins with would not have fitted; behind a line that is not full, a paragraph ends. Where first
lines are indented, an indented line begins a paragraph, and where the indent itself was lost, first
lines are shorter by its width. A line that begins like a label after a full line is left undecided
(`SOFT`) for the outline to settle.

The width is counted in whatever measure the lines agree best in: columns (2 for a Chinese
character), columns before the marks were narrowed, or characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ..line_kinds import is_attachment, is_date, is_unit
from ..page import SOFT, Line, Page

SLACK: Final = 6
"""Columns by which full lines differ where marks are pushed to the next line."""
LONGEST: Final = 130
"""Characters; a wrapped line has at most 120 columns, so longer lines are paragraphs."""
NARROWER: Final = 8
"""Lines that make a second width."""
FEW: Final = 0.2
"""Share of lines that end at the width where it is doubtful: a narrow one, or one of lines that are
all indented, as paragraphs are; headings of one length are no wraps."""
NARROW: Final = 24
"""Columns; so narrow a width is believed only where nearly every line keeps to it."""

_END: Final = "。！？；：!?;:…."
_LABEL: Final = re.compile(
    r"[（(〔\[【]?[ \u3000]?[一二三四五六七八九十百〇零]{1,6}[ \u3000]?[）)〕\]】、．.]"
    r"|[（(]?[0-9０-９]{1,3}[ \u3000]?[.．、）)](?![0-9０-９])"
    r"|[0-9０-９]{1,3}[ \u3000]?(?=[\u4e00-\u9fff])"
    r"|[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){1,3}(?=[ \u3000\u4e00-\u9fff“《])"
    r"|第[一二三四五六七八九十百零〇0-9]{1,6}(?:部分|[章节節条條篇编，,、])"
    r"|[①-⑳⑴-⒛㈠-㈩❶-❿㉑-㉟㊱-㊿]|[壹贰貳叁參肆伍陆陸柒捌玖拾]{1,3}[、．.]"
    r"|[一二三四五六七八九十]{1,3}(?:[是要]|[ \u3000，])"
)
_LABEL_HEAD: Final = re.compile(
    r"[（(〔\[【][ \u3000]?[一二三四五六七八九十百〇零0-9０-９]{0,4}$"
    r"|^[一二三四五六七八九十第]{1,5}$|^第[一二三四五六七八九十百零〇0-9]{1,5}部?$"
)
_BEFORE_DOT: Final = re.compile(r"[\u4e00-\u9fff][0-9]{1,4}\.$")
_DECIMALS: Final = re.compile(r"[0-9]{1,3}(?:[%％万亿千百元个倍米度吨人亩户]|公[里顷])")
"""What goes on with a decimal whose dot ends a line: no label has a measure word behind it."""
_NARROWED: Final = re.compile(r"[,;:()!?\"]")
_WORD: Final = re.compile(r"[0-9A-Za-z]{1,20}")
_FIELD: Final = re.compile(r"[\u4e00-\u9fff]{2,4}[:：]")
"""A field of a unit on a line of its own, 时间：5月: no evidence that the line above was cut."""


def characters(text: str) -> int:
    """Code points."""
    return len(text)


def columns(text: str) -> int:
    """Columns that a line takes: 1 for an ASCII character, 2 for all others, as in GB 2312."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def columns_unnarrowed(text: str) -> int:
    """Columns, with the half-width marks counted as the full-width ones they stand for.

    Documents are wrapped first and have their punctuation narrowed later (seen on previews).
    """
    return columns(text) + len(_NARROWED.findall(text))


MEASURES: Final[tuple[tuple[Callable[[str], int], int, int], ...]] = (
    (columns_unnarrowed, 1, SLACK),
    (columns, 1, SLACK),
    (characters, 0, SLACK // 2),
)
"""Each with what full lines differ by where they are cut without regard to marks (a column that a
Chinese character has no room in), and where they are not."""


@dataclass(frozen=True, slots=True)
class Width:
    """The width that a document was wrapped at."""

    most: int
    slack: int
    """What full lines differ by; 0 where they are cut without regard to marks."""
    measure: Callable[[str], int]
    indent: int = 0
    """What first lines of paragraphs are shorter by, where their indent was lost."""

    def full(self, size: int, before: Line, line: Line, first: bool) -> bool:
        """Whether `before`, of `size`, had no room for what `line` begins with."""
        if size > self.most + SLACK:
            return False
        if first:
            size += self.indent
        word = _WORD.match(line.text)
        if word is not None and before.text[-1] < "\u2e80":
            need = word.end()
        else:
            need = self.measure(line.text[0])
        return size + need > self.most - self.slack


def find_wraps(page: Page) -> None:
    """Set `Line.soft` of each line that continues the one before it."""
    lines = page.free
    if page.wrapped is False or len(lines) < 4:
        return
    if page.wrapped is None and sum(len(line.text) > LONGEST for line in lines) * 8 > len(lines):
        return
    indents = [
        page.source.text[line.start - line.indent : line.start] if line.indent else ""
        for line in lines
    ]
    # where nearly every line has a blank one before it, blank lines say nothing
    spaced = sum(line.gap for line in lines) >= 0.9 * (len(lines) - 1)
    ends = _open_ends(lines, spaced)
    width = wrap_width(lines, indents, ends)
    if width is None:
        if page.wrapped is None:
            return
        width = Width(max(columns(line.text) for line in lines), SLACK, columns)
    page.wrapped = True
    sizes = [width.measure(i + line.text) for i, line in zip(indents, lines, strict=True)]
    flush = _flush(lines, sizes, ends, width)
    for k in range(1, len(lines)):
        before, line = lines[k - 1], lines[k]
        if (line.gap and not spaced) or line.indent > flush + 1 or _rows(before, line):
            continue
        first = before.soft in (None, SOFT) and before.indent <= flush + 1
        if width.full(sizes[k - 1], before, line, first):
            if before.text[-1] in _END and _alone(lines, k):
                continue
            room = width.most - sizes[k - 1]
            line.soft = _joint(page, before, line, room)
    _join_narrower(page, lines, sizes, ends, width, flush)


def _join_narrower(
    page: Page,
    lines: Sequence[Line],
    sizes: Sequence[int],
    ends: Sequence[int],
    width: Width,
    flush: int,
) -> None:
    """Join the lines of a list that is set narrower than the text and lost its indent.

    Only where most of the lines that are still open end at one second width; headings, which have
    no stop either, end anywhere.
    """
    left = [
        k
        for k in ends
        if lines[k + 1].soft is None
        and not lines[k + 1].gap
        and lines[k + 1].indent <= flush + 1
        and sizes[k] <= width.most
    ]
    if len(left) < NARROWER:
        return
    near, most = _cluster([sizes[k] for k in left], SLACK)
    if near < max(NARROWER, 0.7 * len(left)) or most < 0.7 * width.most:
        return
    for k in left:
        if most - SLACK <= sizes[k] <= most:
            lines[k + 1].soft = _joint(page, lines[k], lines[k + 1], most - sizes[k])


def _alone(lines: Sequence[Line], k: int) -> bool:
    """Whether line `k` is by its words no end of a paragraph: a day, or a unit above a day.

    That it has no stop does not tell it: texts are cut off, and stops are lost.
    """
    words = "".join(lines[k].text.split())
    if len(words) > 30 or words[-1] in _END:
        return False
    if is_date(words) or is_attachment(words):
        return True
    below = "".join(lines[k + 1].text.split()) if k + 1 < len(lines) else ""
    return len(below) <= 30 and is_date(below) and is_unit(words)


def _open_ends(lines: Sequence[Line], spaced: bool) -> list[int]:
    """The lines that end in mid-sentence and go on in the next one."""
    return [
        k
        for k in range(len(lines) - 1)
        if lines[k].text[-1] not in _END
        and (spaced or not lines[k + 1].gap)
        and lines[k + 1].indent <= lines[k].indent
        and not _LABEL.match(lines[k + 1].text)
        and not _FIELD.match(lines[k + 1].text)
    ]


def wrap_width(lines: Sequence[Line], indents: Sequence[str], ends: Sequence[int]) -> Width | None:
    """The width that the lines were wrapped at, or None where they were not wrapped.

    `ends` are the lines that end in mid-sentence. Needs at least 4 of about one width; these must
    be most of them, and longer lines must be few (a teaser that repeats the page on one line, a
    URL).
    """
    if len(ends) < 4:
        return None
    best: Width | None = None
    best_score = best_near = 0.0
    for measure, cut, loose in MEASURES:
        sizes = [measure(indents[k] + lines[k].text) for k in ends]
        near, most = _cluster(sizes, loose)
        tight, tight_most = _cluster(sizes, cut)
        if near < max(4, 0.6 * sum(2 * size > most for size in sizes), 0.4 * len(ends)):
            continue  # headings, units and days stand on short lines, and not a few of them
        slack, indent = loose, 0
        if tight >= 0.5 * near:
            # first lines whose indent was lost stand beside the cluster, by the indent's width
            lost = 2 * measure("\u3000")
            short = sum(tight_most - lost - cut <= size <= tight_most - lost for size in sizes)
            indent = _lost_indent(lines, indents, ends, measure, tight_most, cut)
            # short lines are so for the indent they lost only where those with labels are, too
            if tight + (short if indent else 0) >= 0.9 * near:
                slack, most = 0, tight_most
        score = (0 if slack else tight) + near / 1000
        if score <= best_score:
            continue
        if slack:
            indent = _lost_indent(lines, indents, ends, measure, most, slack)
        best, best_score, best_near = Width(most, slack, measure, indent), score, float(near)
    if best is None or best.most < 8:
        return None
    longer = sum(best.measure(line.text) > best.most + SLACK for line in lines)
    if longer > 0.12 * len(lines):
        return None
    if best.most < NARROW and (len(ends) < 12 or 2 * len(ends) < len(lines)):
        return None
    share = best_near / len(lines)
    wide = best.most * (2 if best.measure is characters else 1)
    if share < FEW and (wide < 2 * NARROW or _all_alike(indents)):
        return None
    return best


def _all_alike(indents: Sequence[str]) -> bool:
    """Whether nearly all lines have one indent: each may be a paragraph of its own."""
    indent, count = Counter(indents).most_common(1)[0]
    return indent != "" and count >= 0.9 * len(indents)


def _cluster(sizes: Sequence[int], spread: int) -> tuple[int, int]:
    """How many sizes lie in the fullest window of `spread` + 1, and the window's upper end."""
    counts = Counter(sizes)
    found = max(
        (sum(counts[size - d] for d in range(spread + 1)), counts[size] > 1, size)
        for size in counts
    )
    return found[0], found[2]


def _lost_indent(
    lines: Sequence[Line],
    indents: Sequence[str],
    ends: Sequence[int],
    measure: Callable[[str], int],
    most: int,
    slack: int,
) -> int:
    """What the first lines of paragraphs are shorter by: two characters, or nothing."""
    lost = 2 * measure("\u3000")
    short = whole = 0
    for k in ends:
        if not indents[k] and _LABEL.match(lines[k].text):
            size = measure(lines[k].text)
            short += most - lost - slack <= size <= most - lost
            whole += most - lost < size <= most
    return lost if short > whole else 0


def _flush(lines: Sequence[Line], sizes: Sequence[int], ends: Sequence[int], width: Width) -> int:
    """The indent that lines have which go on with a full one."""
    below = Counter(lines[k + 1].indent for k in ends if sizes[k] >= width.most - SLACK)
    return below.most_common(1)[0][0] if below else 0


def _rows(before: Line, line: Line) -> bool:
    """Whether two lines are rows of a table, as many cells in each, or the second is its first."""
    if "|" in line.text:
        return before.text.count("|") == line.text.count("|")
    tabs = line.text.count("\t")
    return tabs > 1 and before.text.count("\t") in (0, tabs)


def _joint(page: Page, before: Line, line: Line, room: int) -> str | None:
    """How a line is joined to a full line before it, which had `room` columns left."""
    last, first = before.text[-1], line.text[0]
    if last.isdigit() and first.isdigit():
        return ""  # a number cut in two: 1|2.做好
    if last == "." and _BEFORE_DOT.search(before.text) and _DECIMALS.match(line.text):
        return ""  # 增至7.|8万元
    if _LABEL_HEAD.search(before.text):
        return ""  # a label cut in two: （十|一）
    if _LABEL.match(line.text):
        return None if last in _END else SOFT
    if last < "\u2e80" and first < "\u2e80" and last.isalnum() and first.isalnum():
        spaced = page.source.text[before.end] in " \t\u3000" or bool(line.indent)
        return " " if spaced or room > 0 else ""  # a full line cuts words, a fuller one would not
    return ""
