"""A document-sharing site's preview: the first pages as hard-wrapped lines, then cut off.

Believes that the site's own words stand around the pages (price, size, page count, 标签, 摘要,
展开>>) and that a summary below repeats the plan from its beginning on one line. Text that ends
in mid-sentence right where the site's words begin was cut off.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ..needed_words import needed_pattern
from ..page import Page
from . import general
from .base import Layout

_SIGNS: Final = re.compile(
    r"(?:VIP|会员).{0,8}$|\d+(?:\.\d+)?\s?[KM]B$|\d+\s?页$|\d+\+$|(?:立即|免费|会员|收藏)?\s?下载$|免费$|(?:侵权|版权|内容)?(?:投诉|申诉|举报)$|\d+(?:\.\d+)?\s?(?:金币|积分|下载券)$|海报$|收藏$"
    r"|标签[:：].{0,40}$|摘要[:：]?$|展开[>》﹥]{1,2}$|收起[<《﹤]{1,2}$|.{0,12}珍藏版.{0,12}$|上传人?[:：].{0,30}$|文档(?:格式|编号|热度)[:：].{0,30}$"
)


LONGEST: Final = 90
"""Characters of such a line; a name or a size of more than these is none."""


@cache
def _needed() -> re.Pattern[str]:
    """Words of which one stands in every such line: most lines have none."""
    return needed_pattern([_SIGNS.pattern])


def matches(page: Page) -> bool:
    """Three of the sites' words as lines of their own, near the head or the end."""
    lines = page.lines[:30] + page.lines[30:][-30:]
    needed = _needed()
    near = [x.text for x in lines if len(x.text) <= LONGEST and needed.search(x.text) is not None]
    return len(near) >= 3 and sum(_SIGNS.match(text) is not None for text in near) >= 3


def mark(page: Page) -> None:
    """Claim the site's lines and note whether the text breaks off at the first one below."""
    general.mark(page)
    last = None
    for k, line in enumerate(page.lines):
        if line.kind is None and _SIGNS.match(line.text):
            if k > 12 and last is not None and last.kind is None and len(page.lines) - k < 30:
                page.truncated = page.truncated or last.text[-1] not in "。！？；：”）)"
                for rest in page.lines[k:]:
                    page.claim(rest, "furniture")
                return
            page.claim(line, "furniture")
        last = line


PREVIEW: Final = Layout("preview", matches, mark)
