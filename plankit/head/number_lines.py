"""Numbers and days in a head: on lines of their own, behind titles, damaged; who signed there."""

from __future__ import annotations

import re
from typing import Final

from ..model import DocumentNumber
from ..page import Line, Page
from ..pages.furniture import words
from ..plan_titles import title_like
from ..text import Span
from .document_number import find as find_numbers
from .document_number import parse as parse_number
from .header_fields import CLOCK, DAY_SHORT

NUMBERED: Final = re.compile(r"[（(]([^（()）]{4,30}号)[）)]$")
_SIGNER: Final = re.compile(r"签\s{0,4}发\s{0,4}人\s{0,2}[:：]\s{0,4}(.{1,24})$")
"""Who signed, on the line of the number, as on documents that go up."""


def number_line(text: str) -> DocumentNumber | None:
    """The document number of a line that holds nothing else but brackets and a year."""
    if len(text) > 60 or "号" not in text:
        return None
    for start, end, number in find_numbers(text):
        rest = text[:start] + _SIGNER.sub("", text[end:])
        rest = re.sub(r"[\s（）()【】\[\]〔〕年月日\d\u3000:：号]|文件|发文字号|文号", "", rest)
        if not rest:
            return number
        break
    return None


def line_number(page: Page, line: Line, text: str) -> DocumentNumber | None:
    """The number of a line, `text` without spaces; who signed beside it is a field."""
    number = number_line(text)
    if number is None:
        return None
    signed = _signer(line.text)
    if signed is not None:
        page.field("签发人", line.start + signed[0], line.start + signed[1])
    return number.model_copy(update={"span": Span(line.start, line.end)})


def cut_number(page: Page, line: Line) -> DocumentNumber | None:
    """关于印发工作要点的通知 平教〔2021〕7号: take the number behind a title off its line."""
    if not line.text.endswith(("号", "號")):
        return None
    found = _behind_title(line.text)
    if found is None or not title_like(words(page, line.text[: found[0]]), page.lexicons):
        return None
    span = Span(line.start + found[0], line.end)
    page.trim(line, *span, "header")
    return found[1].model_copy(update={"span": span})


def cut_front(page: Page, line: Line) -> DocumentNumber | None:
    """平教〔2021〕7号关于印发工作要点的通知: take the number before a title off its line."""
    text = line.text
    if len(text) < 16 or text[-1] == "。":
        return None
    at = max(text.find("号", 4, 40), text.find("號", 4, 40)) + 1
    if not at or len(text) - at < 6:
        return None
    number = number_line(words(page, line.text[:at]))
    rest = words(page, line.text[at:])
    if number is None or number.agency is None or not title_like(rest, page.lexicons):
        return None
    span = Span(line.start, line.start + at)
    page.trim(line, *span, "header")
    return number.model_copy(update={"span": span})


def cut_day(page: Page, line: Line) -> None:
    """街道2017年工作安排 2018-06-15: take the day a site sets behind a title off its line."""
    if line.text[-1] not in _DAY_ENDS:
        return
    found = _DAY_BEHIND.search(line.text, max(0, len(line.text) - 30))
    if found is None or not title_like(words(page, line.text[: found.start()]), page.lexicons):
        return
    page.stamp = page.stamp or Span(line.start + found.start(1), line.start + found.end(1))
    page.trim(line, line.start + found.start(), line.end, "header")


_DAY_ENDS: Final = frozenset("0123456789)）]】")
_GAP: Final = r"[ \u3000\t\xa0]"
_DAY_BEHIND: Final = re.compile(
    rf"(?:{_GAP}{_GAP}*|{_GAP}*[(（\[【])({DAY_SHORT}(?:{CLOCK})?)[)）\]】]?\Z"
)


def title_number(title: str) -> DocumentNumber | None:
    """2021年工作要点（清政发〔2021〕2号）: the number in the brackets behind a title."""
    match = NUMBERED.search(title) if title[-1] in "）)" else None
    return number_line(match[1]) if match is not None else None


def _behind_title(text: str) -> tuple[int, DocumentNumber] | None:
    """Where a number stands at a line's end, a space before it, and the number; None else."""
    at = max(text.rfind(space, 0, len(text) - 6) for space in " \u3000\t\xa0")
    if at < 6 or len(text) > 120:
        return None
    number = number_line(text[at + 1 :])
    return (at + 1, number) if number is not None and number.agency else None


def _signer(text: str) -> tuple[int, int] | None:
    """Where a number's line names who signed: 平教〔2024〕8号 签发人：王某."""
    match = _SIGNER.search(text)
    return match.span(1) if match is not None else None


_IN_PIECES: Final = re.compile(
    r"^[\u4e00-\u9fff]{1,12}[〔\[（(【［﹝]\d{0,6}[〕\]）)】］﹞]?第?\d{0,4}号?$"
    r"|^[\u4e00-\u9fff]{1,12}\d{0,4}[〕\]）)】］﹞]第?\d{0,4}号?$"
)
"""A document's number that lost figures or a bracket: 平教发〔202〕号, 曲水府发〔202321."""


def is_damaged_number(text: str) -> bool:
    """Whether a line without spaces was a document's number before characters were lost."""
    return len(text) < 30 and _IN_PIECES.match(text) is not None and parse_number(text) is None
