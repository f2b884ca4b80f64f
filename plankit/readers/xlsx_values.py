"""Numbers of a workbook as text: dates in ISO form, percentages, all else as it is held."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

# Formats that files name by number alone; 27 to 36 and 50 to 58 as Chinese Excel shows them.
_BUILT_IN = {
    9: "0%", 10: "0.00%", 14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-m-d h:mm",
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日",
    32: "h时mm分", 33: "h时mm分ss秒", 34: "h时mm分", 35: "h时mm分ss秒", 36: "yyyy年m月",
    45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
    50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日",
    55: "h时mm分", 56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip

_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]hms][^\]]*\]')
_LAST_DAY = 2958466  # the first day of the year 10000

Kind = Literal["number", "percent", "date"]


class _Format(NamedTuple):
    kind: Kind
    year: bool = False
    month: bool = False
    day: bool = False
    time: bool = False
    seconds: bool = False


class Formats:
    """The number formats of a workbook's cells."""

    def __init__(self, root: Element | None, since_1904: bool) -> None:
        self._epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
        self._cells: list[_Format] = []
        if root is None:
            return
        own = {
            item.get("numFmtId", ""): item.get("formatCode", "") for item in root.iter(f"{S}numFmt")
        }
        formats = root.find(f"{S}cellXfs")
        for item in formats if formats is not None else ():
            number = item.get("numFmtId", "0")
            code = own.get(number)
            if code is None:
                code = _BUILT_IN.get(int(number), "") if number.isdigit() else ""
            self._cells.append(_format(code))

    def write(self, value: str, style: int) -> str:
        """A numeric cell's value, as held in the file, in the cell's style."""
        form = self._cells[style] if style < len(self._cells) else _Format("number")
        if not value or (form.kind == "number" and value.isdigit()):
            return value
        try:
            number = float(value)
        except ValueError:
            return value
        if form.kind == "date" and 0 <= number < _LAST_DAY:
            return self._date(number, form)
        if form.kind == "percent":
            return f"{number * 100:.12g}%"
        # the file holds doubles with all their digits: 1.1000000000000001
        return f"{number:.15g}" if "." in value or "e" in value.lower() else value

    def _date(self, number: float, form: _Format) -> str:
        # the calendar of 1900 has a 29 February: days before it are off by one
        days = number + 1 if self._epoch.year == 1899 and 1 <= number < 60 else number
        when = self._epoch + timedelta(seconds=round(days * 86400))
        clock = f"{when:%H:%M:%S}" if form.seconds else f"{when:%H:%M}"
        if not (form.year or form.month or form.day):
            return clock
        date = f"{when.year:04d}"
        # a month shown without its day is a month, though the file holds its first day
        if form.month or form.day:
            date += f"-{when.month:02d}"
        if form.day:
            date += f"-{when.day:02d}"
            if form.time:
                date += f" {clock}"
        return date


def _format(code: str) -> _Format:
    # the first section is for positive numbers
    bare = _NOT_CODE.sub("", _first_section(code)).lower()
    if "general" in bare:
        return _Format("number")
    hours, seconds = "h" in bare, "s" in bare
    year, day = "y" in bare or "e" in bare.replace("e+", "").replace("e-", ""), "d" in bare
    month = "m" in bare and (year or day or "mmm" in bare or not (hours or seconds))
    if year or month or day or hours or seconds:
        if "0" in bare and not (year or day or hours or seconds):
            return _Format("number")
        return _Format("date", year, month, day, hours or seconds, seconds)
    return _Format("percent") if "%" in bare else _Format("number")


def _first_section(code: str) -> str:
    quoted = False
    for place, character in enumerate(code):
        if character == '"':
            quoted = not quoted
        elif character == ";" and not quoted:
            return code[:place]
    return code
