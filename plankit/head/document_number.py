"""发文字号: the number of an official document, found in running text and taken apart.

A number names its agency by short characters, the year in brackets, and the serial:
沪崇教〔2022〕1号. The standard's 〔〕 are often typed or recognised as another pair, digits are
full width, spaces stand between the parts. Orders are numbered in their own way: 国务院令第112号,
教育部第40号令.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model import DocumentNumber
from ..numerals import to_int

_OPEN: Final = "〔\\[（(【［〈<＜﹝〖「{｛"
_CLOSE: Final = "〕\\]）)】］〉>＞﹞〗」}｝"
_HAN: Final = "\u3400-\u9fff"
_SERIAL: Final = r"[0-9０-９OＯol]{1,6}|[xXＸｘ×*＊_]{1,4}|[〇零一二三四五六七八九十百]{1,6}"
_YEAR: Final = "[12１２一二][90９０OＯo〇○零九][0-9０-９OＯoxXＸ×*〇○零一二三四五六七八九]{2}"

# starts at the year, whose first character is one of few: a search passes other text quickly
_CORE: Final = re.compile(
    rf"({_YEAR})(?:[ \t\u3000\n年]{{0,3}}[{_CLOSE}]|(?<=[〔﹝].{{4}}))"
    rf"\s{{0,2}}第?\s{{0,2}}({_SERIAL})\s{{0,2}}号"
    r"(?!楼|线|院|馆|店|桥|机组|地块|教学|宿舍|公寓)"
)
_ORDER: Final = re.compile(
    rf"(?:令|公告)\s{{0,2}}[(（]?(?:({_YEAR})\s?年)?[)）]?\s{{0,2}}第\s{{0,2}}({_SERIAL})\s{{0,2}}号"
)
_ORDER_BEFORE: Final = re.compile(rf"第\s{{0,2}}({_SERIAL})\s{{0,2}}号令")

_REACH: Final = 24
"""How far before the year the agency is looked for; short names in forty documents have 2 to 5
characters, letter-spaced ones twice as many."""
_SPACED: Final = re.compile(rf"(?<![{_HAN}])[{_HAN}](?:[ \u3000][{_HAN}]){{1,9}}\s{{0,2}}$")
_RUN: Final = re.compile(rf"[{_HAN}A-Za-zＸ×]{{1,{_REACH}}}\s{{0,2}}$")
# what may stand right before an agency's short name and is no part of it
_WORDS: Final = (
    "根据|按照|依据|依照|遵照|参照|执行|落实|贯彻|印发|转发|下发|发布|同意|关于|文件|文号|字号|编号"
    "|精神|要求|通知|以及|对照|对标|遵循|符合|结合|[的及与等]"
)
_LEAD: Final = re.compile(
    f"^.*(?:{_WORDS}|部门|人民政府|办公厅|办公室|委员会|国务院|教育部|教育厅|教育局)|^[见按据以由在对从]"
)
_ORDER_LEAD: Final = re.compile(f"^.*(?:{_WORDS})|^[见按据以由在对从]")
_ISSUER: Final = re.compile(
    "(?:委员会|人民政府|政府|总局|国务院|主席|检察院|法院|(?<=.)[部委局厅署办]|^国)$"
)

_DIGITS: Final = str.maketrans(
    "０１２３４５６７８９OＯo○零〇l一二三四五六七八九", "01234567890000001123456789"
)


def find(string: str, pos: int = 0) -> Iterator[tuple[int, int, DocumentNumber]]:
    """Every number in `string` from `pos` on, as (start, end, number), in order.

    Offsets are code points of `string`; the `span` of the number is not set. `text` is as
    written, without spaces. What was blanked out (20XX, ×号) is None.
    """
    if "号" not in string:
        return
    found = _bracketed(string, pos)
    if "令" in string or "公告" in string:
        found = iter(sorted([*found, *_orders(string, pos)], key=lambda hit: hit[:2]))
    at = pos
    for hit in found:
        if hit[0] >= at:
            at = hit[1]
            yield hit


def parse(string: str) -> DocumentNumber | None:
    """The first number in `string`, such as the value of a header field; None where none is."""
    return next((number for _, _, number in find(string)), None)


def _bracketed(string: str, pos: int) -> Iterator[tuple[int, int, DocumentNumber]]:
    for match in _CORE.finditer(string, pos):
        k = _back_over_space(string, match.start(), pos)
        opened = k > pos and string[k - 1] in _OPEN
        if opened:
            k -= 1
        elif match[0].find(")") >= 0 or match[0].find("）") >= 0:
            continue  # "…2020）15号": a round bracket may well belong to something else
        start, agency = _agency(string, k, pos)
        if agency is None and not (opened and string[k] in "〔﹝［["):
            continue
        text = "".join(string[start : match.end()].split())
        pos = match.end()
        yield start, pos, _make(text, agency, match[1], match[2])


def _orders(string: str, pos: int) -> Iterator[tuple[int, int, DocumentNumber]]:
    for pattern in (_ORDER, _ORDER_BEFORE):
        for match in pattern.finditer(string, pos):
            run = _RUN.search(string, max(pos, match.start() - _REACH), match.start())
            agency = _trimmed(run[0].rstrip(), _ORDER_LEAD) if run else ""
            if not _ISSUER.search(agency):
                continue
            start = string.rindex(agency, pos, match.start())
            text = "".join(string[start : match.end()].split())
            year = match[1] if pattern is _ORDER else None
            yield start, match.end(), _make(text, agency, year, match[match.lastindex or 0])


def _back_over_space(string: str, k: int, pos: int) -> int:
    for _ in range(2):
        if k > pos and string[k - 1].isspace():
            k -= 1
    return k


def _agency(string: str, end: int, pos: int) -> tuple[int, str | None]:
    """Where the agency's short name before `end` begins, and the name without spaces."""
    low = max(pos, end - _REACH)
    match = _SPACED.search(string, low, end) or _RUN.search(string, low, end)
    if not match:
        return end, None
    run = match[0]
    kept = _trimmed(run, _LEAD)
    if (
        kept == run
        and run[0] == "和"
        and match.start() > 0
        and string[match.start() - 1] in "）)》〉号"
    ):
        kept = run[1:]  # 《…》和国发〔2019〕4号; but 和政办发〔2019〕4号 is 和县's
    if kept.rstrip() == "":
        return end, None
    return match.end() - len(kept), "".join(kept.split())


def _trimmed(run: str, words: re.Pattern[str]) -> str:
    lead = words.match(run)
    return run[lead.end() :] if lead else run


def _make(text: str, agency: str | None, year: str | None, serial: str) -> DocumentNumber:
    return DocumentNumber.make(
        text=text, agency=agency, year=year and _number(year), serial=_number(serial)
    )


def _number(written: str) -> int | None:
    """The value of Arabic or Chinese digits; None for a number that was blanked out."""
    if "十" in written or "百" in written:
        return to_int(written, bare=True)
    digits = written.translate(_DIGITS)
    return int(digits) if digits.isdecimal() else None
