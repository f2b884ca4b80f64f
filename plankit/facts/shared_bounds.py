"""Comparators that hold for a whole list: 分别达到3万人、4万人和5万人, 3家、5家以上."""

from __future__ import annotations

import re
from typing import Final

from .indicators import gapped
from .numbers import Number
from .quantity_words import Words

_LIST_JOIN: Final = re.compile(r"[、，,和及与或 ]{0,2}")
_EACH: Final = "分别"


def shared_ops(plain: str, found: list[Number], words: Words) -> list[str | None]:
    """One op a number; a list shares the comparator at its head or its end."""
    ops = [n.op for n in found]
    for k, number in enumerate(found):
        if ops[k] is None and number.kind in ("rate", "share"):
            apart = gapped(plain, number, found[k - 1].end if k else 0, words)
            if apart is not None:
                ops[k] = apart[1]
    parted = _EACH in plain
    each: set[int] = set()
    if parted and _EACH in plain[max(0, found[0].start - 8) : found[0].start]:
        each.add(0)
    leads = _leads(found[0])
    for k in range(1, len(found)):
        a, b = found[k - 1], found[k]
        if b.start - a.end > 2 or not _LIST_JOIN.fullmatch(plain[a.end : b.start]):
            if parted and _EACH in plain[max(a.end, b.start - 8) : b.start]:
                each.add(k)
            leads = _leads(b)
            continue
        if k - 1 in each:
            each.add(k)
        parted_by_comma = plain[a.end : a.end + 1] in ("，", ",") and a.unit != b.unit
        if ops[k] is None and leads and not parted_by_comma:
            ops[k] = ops[k - 1]  # 不得少于7天83学时, 分别达到3万人、4万人和5万人
        else:
            leads = _leads(b)
    shared = False
    for k in range(len(found) - 2, -1, -1):
        a, b = found[k], found[k + 1]
        held = b.tail_op or shared
        shared = False
        if ops[k] is None and held and (k in each or a.kind == b.kind and a.unit == b.unit):
            between = plain[a.end : b.start]
            if between and between.strip() in ("、", "和"):
                ops[k] = ops[k + 1]  # 3家、5家以上, 分别增长8%、10%、7%左右
                shared = True
    return [
        None if n.redacted and op is None else (op or "=") for n, op in zip(found, ops, strict=True)
    ]


def _leads(number: Number) -> bool:
    """Whether the comparator stands before the number, and so may hold for those behind it."""
    return number.op in (">=", "<=") and number.tail_op is None
