"""The straight lines that are drawn on a PDF page: the rules of its tables."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any, NamedTuple

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

Rule = tuple[float, float, float]
"""Where it stands across its direction, and from where to where it runs."""

_Parts = dict[int, list[tuple[float, float]]]

_THIN = 3.0
"""Points up to which a bar is a line."""
_SHORT = 6.0
"""Points below which a line is no rule."""
_MOST_SEGMENTS = 4000
"""A path of more is a drawing."""
_MOST_RULES = 2000
"""Rules of a page, those that touch counted as one; more are a drawing. A table has one for each
row and column, some hundreds where its cells are merged."""


class Rules(NamedTuple):
    """The rules of a page in the frame of its text."""

    uprights: Sequence[Rule] = ()
    levels: Sequence[Rule] = ()


def turned(box: Box, turn: int) -> Box:
    """A box in the frame where text that runs `turn` quarters to the left runs to the right."""
    x0, y0, x1, y1 = box
    if turn == 0:
        return box
    if turn == 1:
        return (y0, -x1, y1, -x0)
    if turn == 2:
        return (-x1, -y1, -x0, -y0)
    return (-y1, x0, -y0, x1)


def find_rules(raw: Any, page: Any, turn: int) -> Rules:
    """The rules of a page, joined where they touch.

    Lines, thin bars, and the edges of frames; a filled area is decoration. `raw` is the module
    `pypdfium2.raw`, `page` its handle of the page.
    """
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    refs = [ctypes.byref(v) for v in (left, bottom, right, top)]
    upright: _Parts = {}
    level: _Parts = {}
    for k in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, k)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if not raw.FPDFPageObj_GetBounds(item, *refs):
            continue
        box = turned((left.value, bottom.value, right.value, top.value), turn)
        wide, high = box[2] - box[0], box[3] - box[1]
        if wide <= _THIN or high <= _THIN:
            _add(box, upright, level)
        elif wide > _SHORT and high > _SHORT:
            if 5 < raw.FPDFPath_CountSegments(item) <= _MOST_SEGMENTS:
                for part in _parts(raw, item):
                    _add(turned(part, turn), upright, level)
            elif _stroked(raw, item):
                x0, y0, x1, y1 = box
                for edge in (
                    (x0, y0, x0, y1),
                    (x1, y0, x1, y1),
                    (x0, y0, x1, y0),
                    (x0, y1, x1, y1),
                ):
                    _add(edge, upright, level)
    rules = Rules(_joined(upright), _joined(level))
    # each piece of text is held against each rule
    return Rules() if len(rules.uprights) + len(rules.levels) > _MOST_RULES else rules


def _add(box: Box, upright: _Parts, level: _Parts) -> None:
    x0, y0, x1, y1 = box
    if x1 - x0 <= _THIN and y1 - y0 >= _SHORT:
        upright.setdefault(round(x0 + x1), []).append((y0, y1))
    elif y1 - y0 <= _THIN and x1 - x0 >= _SHORT:
        level.setdefault(round(y0 + y1), []).append((x0, x1))


def _stroked(raw: Any, path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return stroke.value != 0


def _parts(raw: Any, path: Any) -> list[Box]:
    """The straight pieces of a path that draws many lines at once, a grid."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    x, y = ctypes.c_float(), ctypes.c_float()
    x_ref, y_ref = ctypes.byref(x), ctypes.byref(y)
    found: list[Box] = []
    at: tuple[float, float] | None = None
    begin = at
    for k in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, k)
        if not raw.FPDFPathSegment_GetPoint(segment, x_ref, y_ref):
            continue
        to = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO or at is None:
            begin = to
        elif kind == raw.FPDF_SEGMENT_LINETO:
            found.append(_box(at, to))
        at = to
        if begin is not None and raw.FPDFPathSegment_GetClose(segment):
            found.append(_box(to, begin))
    return found


def _box(a: tuple[float, float], b: tuple[float, float]) -> Box:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def _joined(rules: _Parts) -> list[Rule]:
    """Rules on one line (keys are doubled places) that touch, as one rule each."""
    joined: list[Rule] = []
    merged: list[tuple[float, list[tuple[float, float]]]] = []
    for key in sorted(rules):
        if merged and key / 2 - merged[-1][0] <= 2:
            merged[-1][1].extend(rules[key])
        else:
            merged.append((key / 2, list(rules[key])))
    for place, parts in merged:
        parts.sort()
        low, high = parts[0]
        for a, b in parts[1:]:
            if a <= high + 3:
                high = max(high, b)
            else:
                joined.append((place, low, high))
                low, high = a, b
        joined.append((place, low, high))
    return joined
