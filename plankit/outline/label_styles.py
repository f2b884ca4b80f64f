"""The styles of labels and of headings without numbers, and which stands inside which."""

from __future__ import annotations

from typing import Final

# Styles, from the outermost to the innermost as documents use them. The first four are those of
# statutes and long plans; 一、 （一） 1. （1） is the order that GB/T 9704-2012 (7.3.3) prescribes;
# the others have no place in the standard and stand where writers put them, mostly inside.
STYLES: Final = (
    "part",  # 第一部分 第一篇 第一编
    "chapter",  # 第一章
    "clause",  # 第一节
    "article",  # 第一条
    "roman",  # Ⅰ、
    "financial",  # 壹、 (Taiwan's first level)
    "chinese",  # 一、
    "chinese_paren",  # （一） ㈠
    "named",  # 任务一： 第一阶段：
    "stem",  # 甲、
    "arabic",  # 1. 1、 1． ⒈
    "decimal2",  # 1.1
    "decimal3",  # 1.1.1
    "decimal4",  # 1.1.1.1
    "decimal5",
    "decimal6",
    "arabic_paren",  # （1） ⑴
    "arabic_half",  # 1)
    "circled",  # ①
    "alpha",  # A. a) (a)
    "roman_paren",  # (i) (ii)
    "ordinal",  # 第一， 其一，
    "sequence",  # 首先， 其次， 最后，
    "count",  # 一是 一要
)
PLAIN: Final = "plain"
"""A chapter's heading without a number, found by `plankit.outline.chapters`."""
PERIODS: Final = ("quarter", "month", "week")
"""Headings of a calendar's units, found by `plankit.outline.periods`; as nodes they are plain."""
SUB: Final = "sub"
"""A heading without a number inside a chapter (`plankit.outline.subheadings`); as a node, plain."""
BELOW: Final = "_below_arabic"
"""Behind the name of such a style: the same below the heading of a 1."""
_AT, _IN = STYLES.index("stem"), STYLES.index("arabic_paren")
_OWN: Final = (*PERIODS, SUB)
_BELOW: Final = tuple(name + BELOW for name in ("named", *_OWN))
RANK: Final = {
    name: rank
    for rank, name in enumerate(
        (PLAIN, *STYLES[:_AT], *_OWN, *STYLES[_AT:_IN], *_BELOW, *STYLES[_IN:]), -1
    )
}
UNNUMBERED: Final = frozenset((PLAIN, *_OWN, *_BELOW[1:]))

INLINE: Final = frozenset(("ordinal", "sequence", "count"))
"""Styles that live inside running text: never above another style."""
DECIMALS: Final = frozenset(style for style in STYLES if style.startswith("decimal"))

__all__ = ["BELOW", "DECIMALS", "INLINE", "PERIODS", "PLAIN", "RANK", "STYLES", "SUB", "UNNUMBERED"]
