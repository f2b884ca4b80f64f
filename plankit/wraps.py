"""Hard wraps: lines that end because the page did, not because the paragraph did.

What is believed about documents: a wrapped document has a width, which most of its lines that end
in mid-sentence come near to and which few lines exceed; a paragraph's last line is shorter, or
ends a sentence, or is followed by an indented or blank line. A line that begins like a label after
a full line is left undecided (`SOFT`) for the outline to settle.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .page import SOFT, Line, Page

SLACK = 6
"""Columns by which full lines differ: marks pushed to the next line, narrow Latin words."""
INDENT = 4
"""Columns of a paragraph's indent."""

_END = "。！？；：!?;:…"
_CLOSED = "”’」』）)】]》"
_LABEL = re.compile(
    r"[（(〔\[【]?[ \u3000]?[一二三四五六七八九十百〇零]{1,6}[）)〕\]】、．.]"
    r"|[（(]?[0-9０-９]{1,3}[ \u3000]?[.．、）)](?![0-9０-９])|[0-9０-９]{1,3}(?=[\u4e00-\u9fff])"
    r"|第[一二三四五六七八九十百零〇0-9]{1,6}[章节節条條篇编部，,、]|[①-⑳⑴-⒛㈠-㈩❶-❿]"
    r"|[一二三四五六七八九十]{1,2}[是要]"
)
_LABEL_HEAD = re.compile(
    r"[（(〔\[【][ \u3000]?[一二三四五六七八九十百〇零0-9０-９]{0,4}$|(?<![^\n])[一二三四五六七八九十第]{1,5}$"
)
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’…—·①-⑳]"
)
# Half-width marks that stand for full-width ones: documents are wrapped first and have their
# punctuation narrowed later (seen on previews), so in Chinese text these count as wide.
_NARROWED = re.compile(r"[,;:()!?\"]")


def width(text: str) -> int:
    """Columns that a line takes: 2 for a Chinese character or mark, 1 for others."""
    return len(text) + len(_WIDE.findall(text)) + len(_NARROWED.findall(text))


def find_wraps(page: Page) -> None:
    """Set `Line.soft` of each line that continues the one before it."""
    lines = page.free
    if page.wrapped is False or len(lines) < 4:
        return
    widths = [width(line.text) for line in lines]
    measure = wrap_width(lines, widths)
    if measure is None:
        if page.wrapped is None or len(lines) < 2:
            return
        measure = max(widths)
    page.wrapped = True
    for k in range(1, len(lines)):
        before, line = lines[k - 1], lines[k]
        # a paragraph's first line lost its indent of two characters where it begins flush
        opens = before.soft is None and before.text[-1] not in _END
        if not measure - (INDENT + SLACK if opens else SLACK) <= widths[k - 1] <= measure + SLACK:
            continue
        line.soft = _joint(before, line)


def wrap_width(lines: Sequence[Line], widths: Sequence[int]) -> int | None:
    """The width that the lines were wrapped at, or None where they were not wrapped.

    Needs at least 4 lines of about one width that end in mid-sentence and go on unindented; these
    must be most of the lines that end in mid-sentence, and longer lines must be few (a teaser
    that repeats the page on one line, a URL).
    """
    open_widths: Counter[int] = Counter()
    open_lines = 0
    for k, line in enumerate(lines[:-1]):
        after = lines[k + 1]
        last = line.text[-1]
        if widths[k] < 12 or last in _END or after.gap:
            continue
        if after.indent > line.indent or _LABEL.match(after.text):
            continue
        open_lines += 1
        open_widths[widths[k]] += 1
    if open_lines < 4:
        return None
    best, measure = 0, 0
    for w in open_widths:
        near = sum(open_widths[w - d] for d in range(6))
        if near > best or (near == best and w > measure):
            best, measure = near, w
    longer = sum(w > measure + 6 for w in widths)
    if best < max(4, 0.6 * open_lines) or longer > 0.12 * len(lines):
        return None
    return measure


def _joint(before: Line, line: Line) -> str | None:
    """How a line is joined to a full line before it."""
    last, first = before.text[-1], line.text[0]
    if line.gap or line.indent > before.indent + 1:
        return None
    if last.isdigit() and first.isdigit():
        return ""  # a number cut in two: 1|2.做好
    if _LABEL_HEAD.search(before.text):
        return ""  # a label cut in two: （十|一）
    if _LABEL.match(line.text):
        return None if last in _END else SOFT
    return _gap(last, first)


def _gap(last: str, first: str) -> str:
    """A space between Latin words, none between Chinese characters."""
    if last < "\u2e80" and first < "\u2e80" and last.isalnum() and first.isalnum():
        return " "
    return ""
