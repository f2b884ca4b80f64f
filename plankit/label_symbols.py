"""Labels of one character, ① ⑴ ⒈ ㈠ …: their style and number."""

from __future__ import annotations

SYMBOLS: dict[str, tuple[str, int]] = {}
for _first, _last, _style in (
    ("①", "⑳", "circled"),
    ("❶", "❿", "circled"),
    ("⓵", "⓾", "circled"),
    ("⑴", "⒇", "arabic_paren"),
    ("⒈", "⒛", "arabic"),
    ("㈠", "㈩", "chinese_paren"),
):
    for _i in range(ord(_first), ord(_last) + 1):
        SYMBOLS[chr(_i)] = (_style, _i - ord(_first) + 1)
for _i in range(0x3251, 0x3260):  # ㉑ to ㉟
    SYMBOLS[chr(_i)] = ("circled", _i - 0x3251 + 21)
for _i in range(0x32B1, 0x32C0):  # ㊱ to ㊿
    SYMBOLS[chr(_i)] = ("circled", _i - 0x32B1 + 36)

__all__ = ["SYMBOLS"]
