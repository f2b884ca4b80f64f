"""Who signed a document and when: the lines of its sign-off, its title, the printer's line."""

from __future__ import annotations

import datetime
import re
from typing import Final

from ..line_kinds import dated_unit, is_damaged_date, is_date, is_signer, is_unit
from ..model import Metadata
from ..page import Page
from ..pages.furniture import words
from ..reading import Body
from ..text import Span
from .anatomy import Head
from .header_values import written_date
from .line_roles import together

_TITLED: Final = re.compile(r"([^关《》]{3,40}?)关于")
_CARRIES: Final = re.compile("贯彻|转发|批转|落实|执行")
"""省人民政府贯彻国务院关于…的意见: what stands behind is another's."""
_WHOLE_UNIT: Final = re.compile(r"国务院|中共|.{1,8}?[省市县区州旗盟]")
_PRINTED: Final = re.compile(r"((?:19|20)\d\d年\d{1,2}月\d{1,2}日)印(?:发|制)$")
_MONTH: Final = re.compile(
    r"[（(]?(?:(?:19|20)\d\d年\d{1,2}|[〇○零O一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2})月[）)]?"
)
_BLANK: Final = re.compile(r"(?:20\d\d)?年\d{0,2}月\d{0,2}日$")
"""A date of which no more than the year was typed."""
_SEAL: Final = re.compile(r"[（(](?:盖章|公章|印章|代章|章)[）)]$")
_TWO: Final = re.compile(
    r"^(中共.{1,14}?委(?:员会)?(?:办公[厅室])?)(?=[^、]{2,14}政府)|^(中共中央(?:办公厅)?)(?=国务院)"
)
"""中共某县委某县人民政府: the two that issue together, run into one where a title joined lines."""
LINES: Final = 12
"""Lines below a plan in which its sign-off is looked for."""


def signed(page: Page, head: Head, body: Body, header: Metadata) -> Metadata:
    """Issuer and date from the sign-off, where the header names none.

    A date that is not whole is a diagnostic, and none is made of it.
    """
    updates: dict[str, object] = {}
    unit = head.signed_by
    day: datetime.date | None = None
    if head.signed_on is not None:
        line, told = head.signed_on
        day = written_date(told)
        if day is None:
            _damaged(page, told, Span(line.start, line.end))
    below_unit, below_day = _below(page, body, day is None and head.signed_on is None)
    unit = unit if unit is not None else below_unit
    day = day if day is not None else below_day
    for sub_line in head.sub_lines:
        if day is None and is_date(sub_line):
            below_title = written_date(sub_line)
            if "年" in sub_line:
                day = below_title
            elif header.published_on is None and below_title is not None:
                updates["published_on"] = below_title  # 2023-05-04: a site writes so
    if header.issuer is None:
        if unit is None:
            unit = head.issued_by
        if unit is None:
            unit = next((u for u in map(_titled_by, head.titles) if u is not None), None)
        if unit is None and head.title is not None:
            # a title broken over lines; of one that lost its beginning, no unit is told
            unit = _titled_by(head.title)
            unit = unit if unit is not None and _WHOLE_UNIT.match(unit) else None
        if unit is not None:
            updates["issuer"] = _TWO.sub(r"\g<0>、", _SEAL.sub("", words(page, unit)))
    if header.written_on is None and day is not None:
        updates["written_on"] = day
    return header.model_copy(update=updates) if updates else header


def _below(page: Page, body: Body, tell: bool) -> tuple[str | None, datetime.date | None]:
    """The unit and the date below the plan; with `tell`, a damaged date is told."""
    unit: str | None = None
    day: datetime.date | None = None
    small: str | None = None
    printed: re.Match[str] | None = None
    damaged: tuple[int, int] | None = None
    until = body.others[0][0] if body.others else len(body.text)
    at = body.end
    for raw in body.text.string[body.end : until].split("\n", LINES)[:LINES]:
        plain = "".join(raw.split())
        both = dated_unit(plain)
        if both is not None:
            unit = unit or both[0]
            day = day or written_date(both[1])
        if unit is None and len(plain) < 60:
            if is_unit(plain):
                unit = together(raw)
            elif small is not None and (is_date(plain) or _BLANK.match(plain) is not None):
                unit = small
            small = plain if is_signer(plain) else None
        if day is None and (is_date(plain) or is_damaged_date(plain)):
            day = written_date(plain)
            damaged = damaged or (at, at + len(raw)) if day is None else damaged
        printed = printed or _PRINTED.search(plain)
        at += len(raw) + 1
    if tell and day is None and damaged is not None:
        line = body.text[slice(*damaged)].strip()
        _damaged(page, line.string, Span(line.start, line.end))
    if day is None and printed is not None:
        day = written_date(printed[1])
    return unit, day


def _damaged(page: Page, told: str, span: Span) -> None:
    if _MONTH.fullmatch("".join(told.split())):
        return  # whole, and says no day
    page.note("date-damaged", "warning", f"{told!r} is no whole date; not guessed at", span)


def _titled_by(title: str) -> str | None:
    """The unit that a title begins with: X关于印发…的通知, X关于…的意见."""
    match = _TITLED.match(title)
    if match is not None and (carries := _CARRIES.search(match[1])) is not None:
        unit = match[1][: carries.start()]
        return unit if is_unit(unit) else None
    return match[1] if match is not None and is_unit(match[1]) else None


__all__ = ["signed"]
