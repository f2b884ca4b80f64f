"""Rows of a PDF joined to the paragraphs that were set: by margin, indent and distance.

Believed of a set page: a row that goes on in the next one reaches the right margin, as near as
the next row's first word lets it; the next row begins at the left margin, unless paragraphs hang;
and rows of a paragraph stand at one distance. Whether first rows are indented is learned from the
rows below short ones, over the whole document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from .pdf_lines import Block, Cell, Row

_STOP = "。！？；：!?;:…"
_CLOSED = "”’」』）)】]》"
_NOT_FIRST = "，。、；：！？）》】〕”’」』,.;:!?)]%％℃"
_LABEL = re.compile(
    r"[（(〔\[【]?\s?[一二三四五六七八九十百〇零]{1,5}\s?[）)〕\]】、．.]|[（(]?[0-9０-９]{1,3}\s?[.．、）)](?![0-9０-９])"
    r"|第[一二三四五六七八九十百零〇0-9]{1,5}[章节節条條篇编部]|[①-⑳⑴-⒛㈠-㈩]|附[件表录][0-9０-９]{0,2}[：:]|附[件表录][0-9]{0,2}$"
)
_BARE_LABEL = re.compile(
    r"[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}(?=[ \u3000\u4e00-\u9fff])"
    r"|[0-9]{1,2}[ \u3000]{1,4}(?=[\u4e00-\u9fff])"
)
_CHINESE_LABEL = re.compile(
    r"[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、"
    r"|第[一二三四五六七八九十]{1,3}[章节節条條篇]"
)
_OPEN = "（《“‘「『〔【(["
_OWNERS = re.compile(r"(?:责任|牵头|配合|主办|协办|承办)(?:单位|部门|处室|科室|领导|人)?[：:]")
_LATIN = re.compile(r"[!-~]+")

NARROWEST = 11
"""Ems that a column of text is wide at least; rows of a narrower block are a list's."""

Style = Literal["indented", "hanging", "flush"]


@dataclass(slots=True)
class Setting:
    """How the document is set, learned from all of its rows."""

    size: float
    """Of most of its characters, in points."""
    font: str
    style: Style
    labelled: Style
    """The same of paragraphs that begin with a number."""
    leads: dict[int, float]
    """From one row of a paragraph to the next, in ems, by size in half points; 0: of any size."""
    left: float
    right: float
    width: float | None
    """Of full lines, where there are enough of them to tell."""

    def lead(self, size: float) -> float:
        """From one row to the next, in ems, for text of this size."""
        return self.leads.get(round(2 * size), self.leads[0])


@dataclass(slots=True)
class Paragraph:
    """Rows that are one line of the source's text."""

    rows: list[Row]
    cell: Cell | None = None
    furniture: bool = False
    page: int | None = None
    """Of the row of its table, where that began on an earlier page than its words."""

    @property
    def home(self) -> int:
        """The page that it belongs to."""
        return self.rows[0].page if self.page is None else self.page


def learn(pages: Sequence[Sequence[Block]]) -> Setting:
    """The setting of a document."""
    sizes: Counter[float] = Counter()
    fonts: Counter[tuple[float, str]] = Counter()
    text = [b for b in _all(pages) if b.cell is None]
    running = sum(len(r.text) for b in text for r in b.rows)
    total = sum(len(r.text) for b in _all(pages) for r in b.rows)
    # a table's letters are often smaller, and are the measure only where there is little else
    for block in text if running > 0.15 * total else _all(pages):
        for row in block.rows:
            size = round(row.size * 2) / 2
            sizes[size] += len(row.text)
            fonts[size, row.font] += len(row.text)
    size = max(sizes, key=lambda s: (sizes[s], s)) if sizes else 12.0
    font = max((f for f in fonts if f[0] == size), key=lambda f: fonts[f], default=(size, ""))[1]
    widths: Counter[int] = Counter()
    edges: Counter[int] = Counter()
    for block in text:
        full = _full(block, 1.1)  # rows that are not justified lack up to a character
        if full >= max(3, 0.25 * len(block.rows)):
            widths[round((block.right - block.left) / 4)] += full
            edges[round(block.left / 4)] += full
    width = 4.0 * max(widths, key=lambda w: (widths[w], w)) if widths else None
    left = 4.0 * max(edges, key=lambda w: (edges[w], -w)) if edges else None
    starts: Counter[str] = Counter()
    follows: Counter[str] = Counter()
    leads: dict[int, list[float]] = {0: []}
    for block in text:
        for a, b in pairwise(block.rows):
            if abs(a.size - b.size) > 0.08 * a.size or a.alone or b.alone:
                continue
            slack = (block.right - a.x1) / a.size
            offset = (b.x0 - block.left) / b.size
            kind = "in" if 1.2 <= offset <= 4.5 else "out" if offset < 0.8 else "off"
            if slack > 4:
                starts[kind] += 1
            elif slack < 1.5:
                follows[kind] += 1
                if offset < 4.5:
                    lead = (a.base - b.base) / a.size
                    leads[0].append(lead)
                    leads.setdefault(round(2 * a.size), []).append(lead)
    style: Style = "flush"
    if starts["in"] > starts["out"] or (not starts and follows["in"]):
        style = "indented"
    elif starts["out"] and follows["in"] > follows["out"]:
        style = "hanging"
    seen = _seconds(text)
    style = _told(seen[False]) or style
    return Setting(
        size, font, style, _told(seen[True]) or style, _usual(leads),
        min((b.left for b in text), default=0.0) if left is None else left,
        max((b.right for b in text), default=0.0), width,
    )  # fmt: skip


def _seconds(blocks: Iterable[Block]) -> dict[bool, Counter[Style]]:
    """Where second rows stand below first ones, of paragraphs with and without a number.

    A first row stands below a short one; it is followed by a second one where it is full and ends
    in mid-sentence.
    """
    found: dict[bool, Counter[Style]] = {False: Counter(), True: Counter()}
    for block in blocks:
        for above, a, b in zip(block.rows, block.rows[1:], block.rows[2:], strict=False):
            if block.right - above.x1 < 4 * above.size or block.right - a.x1 > 1.5 * a.size:
                continue
            if any(r.alone or abs(r.size - b.size) > 0.08 * b.size for r in (above, a, b)):
                continue
            if a.text.rstrip(_CLOSED)[-1:] in _STOP or _LABEL.match(b.text):
                continue
            shift = (b.x0 - a.x0) / a.size
            style: Style = "flush" if abs(shift) < 0.8 else "hanging" if shift > 0 else "indented"
            if abs(shift) < 4.5:
                found[_LABEL.match(a.text) is not None][style] += 1
    return found


def _told(seen: Counter[Style]) -> Style | None:
    """What most of at least two paragraphs are set like."""
    style, count = max(seen.items(), key=lambda x: x[1], default=("flush", 0))
    return style if count >= 2 and 3 * count > 2 * sum(seen.values()) else None


def _usual(leads: dict[int, list[float]]) -> dict[int, float]:
    usual = {size: median(found) for size, found in leads.items() if len(found) >= 3}
    usual[0] = median(leads[0]) if leads[0] else 1.6
    return usual


def _full(block: Block, slack: float = 0.4) -> int:
    """How many rows reach the block's right margin, but for so many ems."""
    return sum(abs(r.x1 - block.right) < slack * r.size for r in block.rows)


def _all(pages: Sequence[Sequence[Block]]) -> Iterable[Block]:
    for page in pages:
        yield from page


def paragraphs(
    blocks: Sequence[Block],
    setting: Setting,
    running: Paragraph | None = None,
    above: Block | None = None,
) -> list[Paragraph]:
    """The paragraphs of one page.

    Rows that go on with `running`, which stands in block `above` of the page before, are put to it.
    """
    found: list[Paragraph] = []
    before: Block | None = None
    current: Paragraph | None = None
    for block in blocks:
        _settle_margins(block, setting)
        if before is None:
            current = running if block.cell is None else None
            last = above or block
        else:
            current = current if _next_column(before, block) else None
            last = before
        for row in block.rows:
            if current is not None and goes_on(current, row, last, block, setting):
                current.rows.append(row)
            else:
                current = Paragraph([row, *row.more], block.cell)
                found.append(current)
            last = block
        before = block
    return found


def _next_column(a: Block, b: Block) -> bool:
    """Whether the second block stands right of the first one, beside it: text may run on there."""
    if a.cell is not None or b.cell is not None:
        return False
    return b.left > a.right - 0.5 * b.rows[0].size and b.rows[0].base > a.rows[-1].base


def _settle_margins(block: Block, setting: Setting) -> None:
    """A block with few full lines has the margins that the document's full lines keep to.

    Where none of its rows is full, the longest one would pass for it, and a list of short lines
    would be run together.
    """
    em = setting.size
    width = setting.width
    _widen(block, em, width, setting)
    block.prose = _full(block) >= 0.4 * len(block.rows)


def _widen(block: Block, em: float, width: float | None, setting: Setting) -> None:
    if width is None or block.cell is not None or block.right > setting.right + em:
        return
    if _full(block) >= max(4, 0.3 * len(block.rows)):
        return  # a column of its own
    if setting.left < block.left - 0.5 * em <= setting.left + 6 * em:
        block.left = setting.left
    block.right = max(block.right, min(block.left + width, setting.right))


def goes_on(paragraph: Paragraph, row: Row, block: Block, after: Block, setting: Setting) -> bool:
    """Whether `row`, in block `after`, continues a paragraph that stands in `block`."""
    last = paragraph.rows[-1]
    if row.alone or last.alone:
        return False
    # words of one paragraph may be set in two sizes: a row goes on as the one above it ends
    sizes = (last.size, last.end)
    if all(abs(s - row.size) > 0.08 * max(s, row.size) for s in sizes):
        return False
    em = row.size
    if block.cell is None and block.right - block.left < NARROWEST * em:
        return False
    below = last.base - row.base if row.page == last.page and block is after else None
    if _centred(last, row, block, setting):
        return below is not None and 0 < below < max(2.3, 1.3 * setting.lead(em)) * em
    if below is not None and below > (1.3 * setting.lead(em) + 0.15) * em and block.cell is None:
        return False
    slack = block.right - last.x1
    if slack > _first_word(row) + 0.6 * em:
        return False
    offset = (row.x0 - after.left) / em
    stopped = last.text.rstrip(_CLOSED)[-1:] in _STOP
    if stopped and _CHINESE_LABEL.match(row.text) is not None:
        return False
    style: Style = "flush"
    if block.cell is None:
        labelled = _LABEL.match(paragraph.rows[0].text) is not None
        style = setting.labelled if labelled else setting.style
    if style == "indented" and setting.labelled != "indented" and _LABEL.match(row.text):
        return False
    if style != "flush" and len(paragraph.rows) > 1:
        return _shift(last, row, block, after) < 0.8  # as the row before it stands
    if style == "indented":
        return offset < 0.8
    if style == "hanging":
        return offset >= 0.8 and row.x0 - last.x0 < 4.5 * em
    if stopped and slack < -1.2 * em:
        return False  # it runs out of the margin, so that it says nothing of being full
    if _LABEL.match(row.text) is not None and (stopped or not block.prose):
        return False
    if stopped and _BARE_LABEL.match(row.text) is not None:
        return False
    closed = last.text[-1] in _CLOSED or _OWNERS.match(paragraph.rows[0].text) is not None
    if closed and _CHINESE_LABEL.match(row.text) is not None:
        return False  # （责任单位：教育局） | （五）
    if stopped and _OWNERS.match(row.text) is not None:
        return False
    # units of a lower level may be set further right, all of their rows
    return offset < 0.8 or _shift(last, row, block, after) < 0.3


def reads_as_text(paragraph: Paragraph) -> bool:
    """Whether it is a sentence without a number, or names owners: no heading however it is set."""
    words = paragraph.rows[0].text
    stopped = paragraph.rows[-1].text.rstrip()[-1:] in "。；"
    return _OWNERS.match(words) is not None or (stopped and _LABEL.match(words) is None)


def _shift(a: Row, b: Row, block: Block, after: Block) -> float:
    """How much further right or left a row begins than the one before it, in ems: on the page, or
    in its column.
    """
    return min(abs(b.x0 - a.x0), abs(b.x0 - after.left - (a.x0 - block.left))) / b.size


def _centred(a: Row, b: Row, block: Block, setting: Setting) -> bool:
    """Two rows of one title: larger than the text, about one middle, short of both margins."""
    if a.size < 1.15 * setting.size or a.font != b.font or block.cell is not None:
        return False
    if abs(a.middle - b.middle) > 0.6 * a.size or _LABEL.match(b.text):
        return False
    middles = ((setting.left + setting.right) / 2, (block.left + block.right) / 2)
    return any(abs(a.middle - middle) < 2 * a.size for middle in middles)


def _first_word(row: Row) -> float:
    """How wide the part of a row is that no line break may divide, at its start."""
    text = row.text
    at = 0
    while at < len(text) - 1 and text[at] in _OPEN:
        at += 1
    latin = _LATIN.match(text, at)
    end = at + 1 if latin is None else latin.end()
    marks = end
    while marks < len(text) and marks - end < 3 and text[marks] in _NOT_FIRST:
        marks += 1
    if marks < len(text) and text[marks] in _OPEN and text[marks - 1] in "”’":
        marks += 2  # some break no line between the two
    inside = 1.0 if latin is None else 0.55 * (end - at)
    return min(at + inside + marks - end, 12) * row.size


def joint(before: str, after: str) -> str:
    """What stands between two rows of a paragraph: a space between Latin words, else nothing."""
    a, b = before[-1:], after[:1]
    return " " if a < "\u2e80" and b < "\u2e80" and a.isalpha() and b.isalpha() else ""
