"""How far a document's head reaches: to the first unit of its plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..page import Line, Page
from ..pages.furniture import words
from ..plan_titles import ISSUING, examples, kind_of, title_like
from .covering import HANDED_ON, names_recipients

_FIRST_UNIT: Final = re.compile(
    r"(?:第[ \u3000]?[一1１][ \u3000]?(?:[章节条篇编]|部分)|[一壹][、.．，,：:]|一[ \u3000](?=\S)"
    r"|[（(〔\[【〈][ \u3000]?[一1１][ \u3000]?[）)〕\]】〉]|㈠|[1１][.．、](?![0-9０-９])"
    r"|1(?=[\u4e00-\u9fff])(?!1?[0-9]?[年月日个项名次])"
    r"|1[ \u3000](?![年月日个项名次号])[\u4e00-\u9fff]"
    r"|①|一是|首先[，,]|第一[，,、])"
)
_STRONG_UNIT: Final = re.compile(
    r"(?:第[ \u3000]?[一1１][ \u3000]?(?:[章条篇编]|部分)|[一壹][、.．，,：:])"
)
_ANY_UNIT: Final = re.compile(
    rf"{_FIRST_UNIT.pattern}|[（(]?[0-9]{{1,2}}[.．、）)](?![0-9])|[（(][一二三四五六七八九十]{{1,3}}[）)]"
)
_LATER_UNIT: Final = re.compile(
    r"[二三四五六七八九]、(?=[\u4e00-\u9fff]{2}|20[0-9]{2}年|[xX×]{2,4}年)"
)
_BEGUN: Final = re.compile(
    r"(?:[（(][二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9])).{12}"
)
_ENDS: Final = "。！？；;，,"


def head_lines(page: Page, lines: Sequence[Line]) -> int:
    """How many lines stand above the first unit of the plan.

    A 1. may be a covering notice's, where 一、 below it stands under a title of its own; it is the
    plan's where a plan's title stands above it.
    """
    first = later = begun = None
    counted: bool | None = None
    for k, line in enumerate(lines[:400]):
        if _FIRST_UNIT.match(line.text):
            if "篇" in line.text[:6]:
                if counted is None:  # asked once: to look at all lines for each of them is too much
                    counted = bool(examples("\n".join([x.text for x in lines[k:]])))
                if counted or _named_so(lines, k):
                    continue  # 第1篇：工作计划 is a title
            if first is None:
                first = k
            if _STRONG_UNIT.match(line.text):
                if first == k or _same_plan(lines, first, k) or _titled(page, lines[:first]):
                    return first
                return k
            if k > first + 60:
                break
        elif first is None and later is None:
            if _LATER_UNIT.match(line.text):
                later = k
            elif begun is None and _BEGUN.match(line.text):
                begun = k
    if begun is not None and not _named_above(page, lines[:begun]):
        return begun  # inside a chapter
    if later is not None:
        return later  # the text begins at 二、, or 一、 was lost
    if first is not None:
        return first
    # no unit at all: the head ends where running text begins
    for k, line in enumerate(lines[:12]):
        long = len(line.text) > 60 and _RUNS.search(line.text) is not None
        if long and line.text[-1] not in ":：" or line.text[-1] in "。！？":
            return k
    return min(len(lines), 12)


def _named_so(lines: Sequence[Line], k: int) -> bool:
    """第一篇：某县水利局文件, right above that line or below it: a site counts its examples."""
    named = _COUNTED.match(lines[k].text)
    return named is not None and any(
        line.text == named[1] for line in (*lines[:k], *lines[k + 1 : k + 2])
    )


_COUNTED: Final = re.compile(r"第[一1]篇[ \u3000]?[：:][ \u3000]?(.{6,60})\Z")


_RUNS: Final = re.compile("[，。；,;]")


def _same_plan(lines: Sequence[Line], first: int, strong: int) -> bool:
    """Whether a weaker unit above 一、 belongs to the same plan: no title stands in between."""
    return not any(
        len(line.text) < 50
        and line.text[-1] not in _ENDS + ":："
        and not _ANY_UNIT.match(line.text)
        for line in lines[first + 1 : strong]
    )


def _named_above(page: Page, above: Sequence[Line]) -> bool:
    return any(title_like(words(page, line.text), page.lexicons) for line in above)


def _titled(page: Page, above: Sequence[Line]) -> bool:
    """Whether a plan's title stands among the lines above its first unit, and no notice's words."""
    titled = False
    for line in above:
        text = words(page, line.text)
        if names_recipients(page, text) or ("发" in text and HANDED_ON.search(text) is not None):
            return False
        if title_like(text, page.lexicons):
            if ISSUING.search(text) is not None or kind_of(text, page.lexicons) in _COVERS:
                return False
            titled = titled or _YEAR.search(text) is not None
    return titled


_COVERS: Final = (None, "notice", "letter", "report")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}|二[〇○零0]")
