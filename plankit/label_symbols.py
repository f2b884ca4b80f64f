"""Labels of one character, ① ⑴ ⒈ ㈠ …: style and number; labels in half width; what is no label."""

from __future__ import annotations

import re

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

# What behind a number makes it a count, a date or a rank and no label that lost its dot.
COUNTED = frozenset(
    "年月日号號时時点點分秒个個所名人次项項条條万萬亿億千百十元块塊%％‰公平米吨噸亩畝里户戶家处處座"
    "间間台臺套件批类類种種级級届屆期周週天小学学學岁歲倍成度层層期位张張本部篇章节節课課场場支把只隻"
    "辆輛艘架株棵头頭匹份封卷册冊版页頁幅室厅廳楼樓栋棟幢单單道门門组組队隊班团團县縣市区區省镇鎮乡鄉村"
    "、，,。．.：:；;-－—~～+＋/×xX至到余餘多几幾来來以及和与與或）)]】"
)


_NARROW = {i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F)}


def half_width(label: str) -> str:
    """A label in half width without spaces: （七） and (七) alike."""
    return re.sub(r"\s", "", label).translate(_NARROW)


def label_key(label: str) -> str:
    """A label without its punctuation, in half width, for comparing: "（七）" and "七" alike."""
    return re.sub(r"[\s、．.。，,：:()（）\[\]【】〔〕]", "", label).translate(_NARROW)


__all__ = ["COUNTED", "SYMBOLS", "half_width", "label_key"]
