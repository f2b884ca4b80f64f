"""A header's field noted: its value without the marks and the tools of the page around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..lexicon import Lexicons
from ..line_kinds import READING, squeeze
from ..page import Line, Page
from ..script import simplified_characters
from ..text import Span
from .document_number import find as find_numbers
from .header_labels import field_names

DAY_SHORT: Final = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
DAY: Final = r"(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)"
CLOCK: Final = r"(?:[ \u3000\t\xa0T]{1,3}|(?<=日))\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
_STAMP_BEHIND: Final = re.compile(rf"[ \u3000\t\xa0]({DAY}(?:{CLOCK})?)[ \u3000\t\xa0\]】）)]*\Z")
"""When a site says that it put the page up: a day, most often with a time, without a label."""
OPENED: Final = "【[［〔 \u3000\xa0"
_CLOSED: Final = {"】": "【", "]": "[", "］": "［", "）": "（", ")": "("}


LONGEST: Final = 400
"""Characters of a value whose brackets are looked at."""


def plain(page: Page, text: str) -> str:
    """A line in Simplified, character for character, so that labels are known in either script."""
    return text if page.script in ("hans", None) else simplified_characters(text, page.lexicons)


def label_name(page: Page, text: str) -> str:
    """A label's name: in Simplified, without spaces, marks, and the readings of mirror sites."""
    name = squeeze(plain(page, text)).strip(":：【】[]［］〔〕|")
    return _READING.sub("", name) if "(" in name or "（" in name else name


_READING: Final = re.compile(READING)


def add_field(page: Page, label: str, start: int, end: int) -> bool:
    """Note a field; False where the label is one of a page's tools."""
    text = page.source.text
    label = label_name(page, label)
    name = field_names(page.lexicons).get(label)
    start, end = _trimmed(text, start, end)
    if name == "site" and next(find_numbers(text[start:end]), None) is None:
        return False  # but 字号 is the number's label on some sites
    if name in ("extra", "issuer", "published_on", "written_on"):
        tools = _tools_behind(page.lexicons).search(text, start, end)
        if tools is not None:
            start, end = _trimmed(text, start, tools.start())
    if end - start > 2 and _CLOSED.get(text[end - 1]) == text[start] in "[【［":
        start, end = start + 1, end - 1  # 点击：[102]
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
    if name in ("extra", "issuer"):
        stamp = _STAMP_BEHIND.search(text, start, end)
        if stamp is not None:  # 来源：市教育局 2024-02-20 10:00
            page.stamp = page.stamp or Span(*stamp.span(1))
            end = stamp.start()
    page.field(label, start, end)
    return True


def _tools_behind(lexicons: Lexicons) -> re.Pattern[str]:
    """A page's tools behind a value: 打印 关闭, 【字体：大 中 小】."""

    def build(lex: Lexicons) -> re.Pattern[str]:
        tools = "|".join(row[0] for row in lex.rows("page_tools") if "behind" in row[1:])
        return re.compile(
            r"[ \u3000\t\xa0]*[【\[（(]?[ \u3000\xa0]?(?:我要)?" rf"(?:{tools})[^，。；]{{0,30}}\Z"
        )

    return lexicons.build("tools_behind", build)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A value without the marks around it that belong to labels."""
    while start < end and text[start] in " \t\u3000\xa0:：|]】］〕":
        start += 1
    while end > start and (
        text[end - 1] in " \t\u3000\xa0|[【［〔"
        or text[end - 1] in _CLOSED
        and end - start < LONGEST
        and _CLOSED[text[end - 1]] not in text[start:end]
    ):
        end -= 1
    return start, end


_VALUES: Final = {
    "index_number": re.compile(r"(?=.*\d)[0-9A-Za-z/_.()（）-]{5,40}"),
    "document_number": re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[(（【]\d{4}[〕\])）】]\d{1,5}号"),
    "written_on": re.compile(rf"{DAY}"),
    "published_on": re.compile(rf"{DAY}"),
}
"""What can be nothing but the value of a field."""


def read_value_below(page: Page, lines: Sequence[Line], k: int) -> bool:
    """Claim a label line and the line below, where that is no other thing than its value."""
    line = lines[k]
    if line.text[-1] not in ":：" or k + 1 == len(lines) or lines[k + 1].kind is not None:
        return False
    shape = _VALUES.get(field_names(page.lexicons).get(label_name(page, line.text), ""))
    below = lines[k + 1]
    if shape is None or shape.fullmatch(below.text) is None:
        return False
    add_field(page, line.text, below.start, below.end)
    page.claim(line, "header")
    page.claim(below, "header")
    return True
