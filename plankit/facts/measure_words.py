"""The measure word behind a number, and the value that number and measure word make together."""

from __future__ import annotations

import re
from typing import Final

from ..numerals import to_number
from .number_tables import SPACES, Tables, Unit, Value

_BEFORE_UNIT: Final = frozenset(f"{SPACES}多余来几/／")
PER_BASE: Final = re.compile(r"[/／](?:10万|十万|万|千)(?:人|活产)?")
"""Vital statistics: 孕产妇死亡率10/10万."""


def unit_at(
    plain: str, at: int, tables: Tables, chinese: bool, run: str
) -> tuple[int, bool, Unit | None, str]:
    """End of the unit, whether 多 or 余 blurs the number, the unit, and the 万 or 亿 before it."""
    size = len(plain)
    blur = False
    scale = ""
    if at < size and plain[at] in _BEFORE_UNIT:
        if plain[at] in SPACES:
            at += 1
        if at < size and plain[at] in "多余来几":
            blur = True
            at += 1
        if plain[at : at + 1] in ("/", "／"):
            base = PER_BASE.match(plain, at)
            if base is not None:
                return base.end(), False, Unit(base[0], "rate", False, ()), ""
            return at, False, None, ""
    unit = _unit(plain, at, tables, chinese, scale)
    if unit is None:
        begin = at
        while at < size and plain[at] in "十百千万亿" and at - begin < 4:
            at += 1
        scale = plain[begin:at]
        if scale and at < size and plain[at] in "多余":
            blur = True
            at += 1
            if scale[-1] in "百千" and plain[at : at + 1] in ("万", "亿"):
                scale += plain[at]  # 1千余万元
                at += 1
        if scale and at < size and plain[at] in SPACES:
            at += 1
        if not scale:
            return at, blur, None, ""
        unit = _unit(plain, at, tables, chinese, scale)
    if unit is None:
        return at, blur, None, ""
    return at + unit[1], blur, unit[0], scale


def _unit(
    plain: str, at: int, tables: Tables, chinese: bool, scale: str
) -> tuple[Unit, int] | None:
    if at >= len(plain):
        return None
    lengths = tables.lengths.get(plain[at : at + 2]) or tables.lengths.get(plain[at], ())
    for n in lengths:
        unit = tables.units.get(plain[at : at + n]) if at + n <= len(plain) else None
        if unit is None:
            continue
        if unit.arabic_only and chinese and not scale:
            continue
        end = at + n
        stops = unit.chinese_stops if chinese else unit.stops
        if stops and plain.startswith(stops, end) and _AREA.match(plain, end) is None:
            continue
        last = plain[end - 1]
        if last.isascii() and last.isalpha():
            following = plain[end : end + 1]
            if following.isascii() and following.isalnum():
                continue
        slash = plain[end : end + 1]
        if slash in ("/", "／") and unit.kind not in ("none", "rate"):
            per = _per(plain, end + 1, tables)
            if per:
                return Unit(plain[at:per], unit.kind, False, ()), per - at
        return unit, n
    return None


# 楼宇3栋1.6万平方米; but 3栋501室
_AREA: Final = re.compile(r"\d{1,7}(?:[.．]\d{1,4})?万?(?:平方米|平米|㎡|m²)")

_PER_WORDS: Final = re.compile(
    r"(?:立方米|平方米|平方公里|万元|万人|千人|百人|小时|公里|工作日|季度|学期|学年|人次|人|生|年|月|周|天|日|户|亩"
    r"|公顷|吨|升|次|台|件|套|张|床位|床|班|校|所|村|家|个|名|分钟|秒|㎡|m[23²³]|kg|L|h|s)"
    r"(?:[/·•／](?:年|月|周|天|日|次|人))?"
)


def _per(plain: str, at: int, tables: Tables) -> int:
    found = _PER_WORDS.match(plain, at)
    return found.end() if found else 0


# -- values ---------------------------------------------------------------------------------------

LONE: Final = frozenset("百千万亿")
_JUXTAPOSED: Final = re.compile(
    r"([二三四五六七八两一十百千]*?)([一二三四五六七八两])([二两三四五六七八九])([十百千]?)\Z"
)


def values(
    run: str, upper_run: str | None, scale: str, redacted: bool
) -> tuple[Value | None, Value | None, str]:
    """Value, upper end and the 万 or 亿 that goes to the unit."""
    if redacted:
        return None, None, scale
    kept = scale
    inner = ""
    if scale and scale[0] in "十百千":
        inner = scale.rstrip("万亿")
        kept = scale[len(inner) :]
    last = upper_run if upper_run is not None else run
    if not kept and not inner and run not in LONE:
        body = last.rstrip("万亿")
        if body and body != last and not (set(body) & set("万亿")):
            kept = last[len(body) :]
            if upper_run is not None:
                upper_run = body
                if run.endswith(kept):
                    run = run[: -len(kept)]
            else:
                run = body
    if upper_run is None:
        pair = None if run.isascii() else _JUXTAPOSED.match(run)
        if pair is not None:
            low, high = (to_number(pair[1] + c + pair[4]) for c in (pair[2], pair[3]))
            if low is not None and high is not None and low < high:
                return low, high, kept
    if run in LONE:
        return to_number("一" + run), None, kept
    value = _inner(run.replace(" ", ""), inner)
    if value is None:
        return None, None, kept
    if upper_run is None:
        return value, None, kept
    upper = _inner(upper_run.replace(" ", ""), inner)
    if upper is None or upper < value:
        return None, None, kept
    return value, upper, kept


_INNER: Final = {"": 1, "十": 10, "百": 100, "千": 1000}


def _inner(run: str, inner: str) -> Value | None:
    """The number with the 百 or 千 behind it: 2千, 二千."""
    value = to_number(run + inner)
    if value is None and inner and inner in _INNER:
        value = to_number(run)
        if value is not None:
            value = round(value * _INNER[inner], 6)
            value = int(value) if value % 1 == 0 else value
    return value


# -- 万 and 亿 alone ------------------------------------------------------------------------------

_BARE_SCALE: Final = re.compile(
    r"[ ]?([多余]?)(万亿|[万亿])([多余]?)(?![级型年字里元+＋*×a-zA-Z\d]|千?[吨亩元人瓦]级)"
)
_MEASURED: Final = ("以上", "以下", "以内", "左右", "大关", "的")
_PEOPLE: Final = frozenset("人农城乡居群民学老儿职脱贫党妇青残患师用游婴市村")


def bare_scale(plain: str, at: int, run: str) -> tuple[int, bool, Unit, str] | None:
    """支出3347万, 惠及23.6万婴幼儿: what `unit_at` gives, where 万 or 亿 has no measure word.

    A sum or a total stands before such a number; a noun right behind it is what is counted.
    """
    found = _BARE_SCALE.match(plain, at)
    if found is None:
        return None
    end = found.end()
    follow = plain[end : end + 1]
    counted = "\u4e00" <= follow <= "\u9fff" and not plain.startswith(_MEASURED, end)
    if counted and follow not in _PEOPLE and run.isdecimal() and 1900 <= int(run) <= 2100:
        return None  # 2025万企兴万村
    unit = Unit("", "person" if counted else "money", False, ())
    return end, bool(found[1] or found[3]), unit, found[2]
