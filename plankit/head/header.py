"""Header fields: labelled lines, cells and stacked bullets.

What the fields mean is for `plankit.head.header_values` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..ledger_heads import is_head
from ..line_kinds import squeeze
from ..page import Line, Page
from ..pages.furniture import words as plain_words
from ..plan_titles import title_like
from ..text import Span
from .header_fields import CLOCK, DAY, OPENED, add_field, label_name, plain
from .header_labels import Label, field_names, labels_in, unknown

_BULLETS: Final = "•·∙●○▪■◆◇※*-–>"
_BULLET: Final = re.compile(rf"[{re.escape(_BULLETS)}\s\u3000]+|\d{{1,2}}[.、][ \u3000]?(?=[\[【])")
_COLON: Final = re.compile(r"[:：]")
_WIDE_WORD: Final = r"[\u4e00-\u9fff](?:[ \u3000\xa0]{1,3}[\u4e00-\u9fff](?!\S)){1,5}"
_WORD: Final = re.compile(rf"{_WIDE_WORD}|\S+")
"""A word of a line; characters with spaces between are one: 索 引 号."""
_CJK_START: Final = re.compile(rf"(?:[\u4e00-\u9fff]{{2,6}}|{_WIDE_WORD})[ \u3000\xa0\t]")
_WORDS: Final = re.compile(r"[\u4e00-\u9fff]{2,8}")
_OTHER: Final = re.compile(
    r"(?<![^ \u3000\t\xa0【\[])([\u4e00-\u9fff]{2,8})[ \u3000\xa0]{0,2}[:：]"
)
"""A label that is not known, between known ones on a line."""
_PUT_UP: Final = r"[ \u3000]{0,3}(?:上传|发布(?:于[\u4e00-\u9fff]{2,4})?)\Z"
_TOOL: Final = r"[ \u3000]{0,3}[【\[]?(?:字[号体]|浏览|点击|阅读|打印|分享)"
_STAMP: Final = re.compile(rf"{DAY}(?:{CLOCK}(?![\d:：])|(?={_PUT_UP})|(?={_TOOL}))")
_APART: Final = r"[ \u3000\t\xa0|｜]"
_STAMP_AHEAD: Final = re.compile(
    rf"[（(\[]?{DAY}(?:{CLOCK}[）)\]]?{_APART}{{0,8}}|[）)\]]?{_APART}{{1,8}})"
)
_SAYS: Final = re.compile(r"[。；，、！]|[：:]\Z")
_TOOLS: Final = re.compile(r"[\u4e00-\u9fff \u3000\t\xa0【】\[\]|A+-]{2,20}[ \u3000\t\xa0【\[]")
"""What a page's tools say before the first label: 放大字体 缩小字体."""
_TOOLS_AHEAD: Final = re.compile(rf"[\u4e00-\u9fff \u3000\t\xa0]{{2,20}}[ \u3000\t\xa0](?={DAY})")
_NO_VALUE: Final = re.compile(r"关于.{2,60}的(?:通知|意见|决定|报告|函|批复|公告)\Z")
_SHORT: Final = frozenset(("keywords", "index_number", "document_number", "issuer"))
"""Fields whose value is no title: behind their empty label, a title is the document's own."""
_PERIOD: Final = re.compile(r"[年月日][ \u3000]?[—–~～至到-]|[上下]午|每[年月周天日]|月[底前初]")


def is_label(text: str, page: Page) -> bool:
    """Whether the words are a known label, with or without its colon."""
    return label_name(page, text) in field_names(page.lexicons)


def unbulleted(text: str) -> str:
    """A line's words without the bullet in front."""
    first = text[:1]
    # 2.【字号】 is the one shape with a figure
    counted = first.isdecimal() and ("[" in text[2:5] or "【" in text[2:5])
    if first not in _BULLETS and not first.isspace() and not counted:
        return text  # nearly always
    bullet = _BULLET.match(text)
    return text if bullet is None else text[bullet.end() :]


def read_line(page: Page, line: Line) -> bool:
    """Claim a line of one or more labelled fields; False where it holds none.

    A line is one where it begins with a known label, or with a date before one, and is short
    enough for a header. Between known labels others are labels, too (公文目录：应急管理 文号：…).
    """
    if len(line.text) > 300:
        return False
    for mark in ":：】]］〕":
        if mark in line.text:
            break
    else:
        return False
    text = plain(page, unbulleted(line.text))
    labels = list(labels_in(text, page.lexicons))
    if not labels:
        return False
    shift = line.start + len(line.text) - len(text)
    tools = _TOOLS_AHEAD.match(text)
    stamp = _STAMP_AHEAD.match(text, tools.end() if tools is not None else 0)
    first = stamp.end() if stamp is not None else 0
    while first < len(text) and text[first] in OPENED:
        first += 1
    other = _OTHER.match(text, first)
    ahead = other is not None and other.end() < labels[0].start
    if (
        labels[0].start != first
        and not (ahead and "。" not in text)
        and not (
            (len(labels) > 1 or field_names(page.lexicons)[labels[0].name] == "site")
            and _TOOLS.fullmatch(text, first, labels[0].start)
        )
    ):
        return False
    labels = list(labels_in(text, page.lexicons, run_in=True))
    if len(labels) == 1 and not ahead:
        name = field_names(page.lexicons)[labels[0].name]
        if name in ("published_on", "written_on") and _PERIOD.search(text, labels[0].end):
            return False  # 时间：3月1日—30日 is the plan's own
    sure = len(labels) > 1 or ahead
    colons = {label.end for label in labels}
    others = [
        Label(m.start(), m.end(), m[1])
        for m in _OTHER.finditer(text)
        if m.end() not in colons and (sure or unknown(page.lexicons).match(text, m.start()))
    ]
    labels = sorted([*labels, *others])
    kept = stamp is not None
    for k, label in enumerate(labels):
        end = labels[k + 1].start if k + 1 < len(labels) else len(text)
        kept = add_field(page, label.name, shift + label.end, shift + end) or kept
    if stamp is not None:
        page.stamp = page.stamp or Span(shift, shift + stamp.end())
    page.claim(line, "header" if kept else "furniture")
    return True


def read_unknown(page: Page, line: Line) -> bool:
    """Claim a line above a title whose label is not known (归档时间：2023-06-15); else False."""
    match = unknown(page.lexicons).match(plain(page, line.text))
    if match is None or line.text[-1] in "。；：，":
        return False
    add_field(page, match[1], line.start + match.end(), line.end)
    page.claim(line, "header")
    return True


def read_glued(page: Page, lines: Sequence[Line], k: int) -> int:
    """Claim lines of labels and values with nothing between: 发文机关县水利局; how many.

    Believes that three such lines below each other are no chance.
    """
    found: list[tuple[Line, str]] = []
    for line in lines[k:]:
        label = _glued_label(page, line, 2 if len(found) > 1 else 3) if line.kind is None else ""
        if not label or label in {name for _, name in found}:
            break
        found.append((line, label))
    if len(found) < 3:
        return 0
    for line, label in found:
        add_field(page, label, line.start + len(label), line.end)
        page.claim(line, "header")
    return len(found)


def _glued_label(page: Page, line: Line, shortest: int) -> str:
    """The known label of so many characters at least that a short line begins with; "" for none."""
    if len(line.text) > 60 or line.text[-1] in "。：:；，":
        return ""
    text = plain(page, line.text)
    names = field_names(page.lexicons)
    for n in range(min(8, len(text) - 1), shortest - 1, -1):
        if text[:n] in names:
            return "" if text[n].isspace() else text[:n]
    return ""


def read_stamp(page: Page, line: Line) -> bool:
    """Claim a line that says little more than a day and a time; False otherwise."""
    if len(line.text) > 50:
        return False
    match = _STAMP.search(line.text)
    if match is None or _SAYS.search(line.text) is not None:
        return False
    if match.start() > 6 and title_like(
        plain_words(page, line.text[: match.start()].rstrip(OPENED + "（(")), page.lexicons
    ):
        return False  # the day is cut off the title's line later
    page.stamp = page.stamp or Span(line.start, line.start + match.end())
    page.claim(line, "header")
    return True


def read_bare(page: Page, line: Line) -> bool:
    """Claim a line that begins with a known label without a colon: 来源 迎丰镇.

    Only for lines right below others of a header.
    """
    words = line.text.split(None, 1)
    if not words or len(line.text) > 80 or "。" in line.text or not is_label(words[0], page):
        return False
    start = line.end - len(words[1]) if len(words) > 1 else line.end
    kept = add_field(page, words[0], start, line.end)
    page.claim(line, "header" if kept else "furniture")
    return True


LONGEST_CELL: Final = 200
"""Characters of a cell that holds a field."""
MOST_CELLS: Final = 200
"""Cells of a line of fields: whole heads that lost their lines have 40."""


def read_cells(page: Page, line: Line) -> bool:
    """Claim a line of cells between | or tabs whose labels and values alternate.

    False if it is none. Between tabs, the first cell must be a known label.
    """
    mark = "|" if "|" in line.text else "\t"
    if not 0 < line.text.count(mark) < MOST_CELLS or is_head(line.text, page.lexicons):
        return False
    cells: list[tuple[int, int]] = []
    at = 0
    for part in line.text.split(mark):
        words = part.strip(" \t\u3000\xa0")
        lead = len(part) - len(part.lstrip(" \t\u3000\xa0"))
        cells.append((line.start + at + lead, line.start + at + lead + len(words)))
        at += len(part) + 1
    if any(end - start > LONGEST_CELL for start, end in cells):
        return False  # a document that lost its lines runs on behind the last of them
    text = page.source.text
    found = False
    k = 0
    if mark == "\t" and not is_label(text[slice(*cells[0])], page):
        return False
    while k < len(cells):
        start, end = cells[k]
        words = text[start:end]
        if words and (
            is_label(words, page)
            or words[-1] in ":："
            or (not found and _alternates(page, cells[k : k + 4]))
        ):
            value = cells[k + 1] if k + 1 < len(cells) else (end, end)
            value_words = text[value[0] : value[1]]
            if value_words and (is_label(value_words, page) or value_words[-1] in ":："):
                add_field(page, words, end, end)
                k += 1
            else:
                add_field(page, words, *value)
                k += 2
            found = True
        else:
            k += 1
    if found:
        page.claim(line, "header")
    return found


def read_columns(page: Page, lines: Sequence[Line], k: int) -> bool:
    """Claim a row of labels and the row of their values below it: 索引号 | 发文机关.

    False if it is none.
    """
    line = lines[k]
    mark = "|" if "|" in line.text else "\t"
    if mark not in line.text or k + 1 == len(lines) or mark not in lines[k + 1].text:
        return False
    labels = [label.strip() for label in line.text.split(mark)]
    below = lines[k + 1]
    values = below.text.split(mark)
    named = [label for label in labels if label]
    if len(named) < 2 or len(labels) != len(values):
        return False
    if not all(is_label(label, page) and label[-1] not in ":：" for label in named):
        return False
    if any(is_label(value.strip(), page) for value in values if value.strip()):
        return False
    at = below.start
    for label, value in zip(labels, values, strict=True):
        if label:
            add_field(page, label, at, at + len(value))
        at += len(value) + 1
    page.claim(line, "header")
    page.claim(below, "header")
    return True


def _alternates(page: Page, cells: Sequence[tuple[int, int]]) -> bool:
    """Whether a row's first cell is a label that is not known: the third is one, which is."""
    if len(cells) < 4 or cells[0][1] - cells[0][0] > 8:
        return False
    first, value, second, other = (page.source.text[start:end] for start, end in cells)
    return (
        bool(value and other)
        and _WORDS.fullmatch(first) is not None
        and is_label(second, page)
        and not is_label(value, page)
    )


def read_spaced(page: Page, line: Line) -> bool:
    """Claim a line of labels and values with spaces between: 索引号 321200/2023-35 分类 报告.

    False where it does not begin with a known label or holds no second one.
    """
    if len(line.text) > 160 or not _CJK_START.match(line.text):
        return False
    words = list(_WORD.finditer(line.text))
    labels = [k for k, word in enumerate(words) if is_label(word[0], page)]
    if len(labels) < 2 or labels[0]:
        return False
    for k, following in zip(labels, [*labels[1:], len(words)], strict=True):
        start = words[k + 1].start() if k + 1 < following else words[k].end()
        end = words[following - 1].end()
        add_field(page, words[k][0], line.start + start, line.start + max(start, end))
    page.claim(line, "header")
    return True


def read_blocks(page: Page, lines: Sequence[Line], k: int) -> int:
    """Claim a block of labels and the block of their values below it; how many lines, 0 for none.

    Believes that three labels or more, one below the other, have as many values below them where a
    date stands at the place of each date's label.
    """
    until = k
    while until < len(lines) and lines[until].kind is None and len(lines[until].text) < 20:
        text = unbulleted(lines[until].text)
        if text[-1:] not in (":", "：") or not is_label(text, page):
            break
        until += 1
    count = until - k
    values = lines[until : until + count]
    if count < 3 or len(values) < count or any(value.kind is not None for value in values):
        return 0
    dated = 0
    for label, value in zip(lines[k:until], values, strict=True):
        if _IS_DATE.search(squeeze(label.text)):
            if not _HAS_DAY.search(value.text):
                return 0
            dated += 1
        elif value.text[-1] in ":：" or len(value.text) > 60:
            return 0
    if not dated:
        return 0
    for label, value in zip(lines[k:until], values, strict=True):
        add_field(page, unbulleted(label.text), value.start, value.end)
        page.claim(label, "header")
        page.claim(value, "header")
    return 2 * count


_HAS_DAY: Final = re.compile(DAY)


def read_stacked(page: Page, lines: Sequence[Line], k: int, bare: bool = False) -> int:
    """Claim a label line and the value line below it; how many lines were claimed (0, 1, 2).

    `bare`: the document's labels stand without a colon, too.
    """
    line = lines[k]
    label = unbulleted(line.text)
    if not label or len(label) > 20:
        return 0
    if not _COLON.search(label[-1]) and not (bare and is_label(label, page)):
        return 0
    if not is_label(label, page) and label == line.text:
        return 0
    page.claim(line, "header")
    after = lines[k + 1] if k + 1 < len(lines) else None
    if after is None or is_label(unbulleted(after.text), page):
        add_field(page, label, line.end, line.end)
        return 1
    if (
        after.indent < line.indent  # no value stands further out than its label
        or after.text[-1] in ":："
        or field_names(page.lexicons).get(label_name(page, label)) in _SHORT
        and (_NO_VALUE.search(after.text) or _whole_title(page, after.text))
        or _IS_DATE.search(squeeze(label))
        and not _may_date(after.text)
    ):
        add_field(page, label, line.end, line.end)
        return 1
    if not add_field(page, label, after.start, after.end):
        page.claim(line, "furniture")
        return 1
    page.claim(after, "header")
    return 2


def _whole_title(page: Page, text: str) -> bool:
    """Whether a line is a title that says its year, and so no number, unit or subject word."""
    return "年" in text[4:] and title_like(plain_words(page, text), page.lexicons)


_IS_DATE: Final = re.compile(r"(?:日期|时间|時間)[:：】\]]*$")


def _may_date(value: str) -> bool:
    """Whether a line may stand behind the label of a date: a date, or 无, 长期有效."""
    return len(value) < 8 or len(value) < 40 and re.search(r"\d", value) is not None
