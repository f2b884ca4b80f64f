"""Labels on a line of their own, above the words they count: 5、 | 开展创建，第一章 | 总则。

Believes that a line which is nothing but a label with its delimiter belongs to the line below it,
unless that is a label, too (a list that was left empty).
"""

from __future__ import annotations

import re
from typing import Final

from ..page import Page

LONGEST: Final = 6
"""Characters of such a line."""

_LABEL: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．：:]|[0-9０-９]{1,2}[、.．]"
    r"|[（(][一二三四五六七八九十0-9]{1,3}[）)][、.]?|[①-⑳]"
    r"|第[ \u3000]?[一二三四五六七八九十]{1,3}[ \u3000]?(?:[章节節篇编編条條]|部分))"
)
_LAST: Final = "、.．)）：:章节節篇编編条條分" + "".join(map(chr, range(0x2460, 0x2474)))


def join_lone_labels(page: Page) -> None:
    """Set `Line.soft` of the lines below such labels, so that both are one line of the body."""
    lone = False
    for line in page.lines:
        if line.kind is not None:
            continue
        text = line.text
        if lone and len(text) > 1 and not _LABEL.match(text) and line.soft is None:
            line.soft = ""
        lone = len(text) <= LONGEST and text[-1] in _LAST and _LABEL.fullmatch(text) is not None


__all__ = ["join_lone_labels"]
