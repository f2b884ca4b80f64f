"""Labels of one character, ① ⑴ ⒈ ㈠ …: style and number; labels in half width; what is no label."""

from __future__ import annotations

import re
from typing import Final

SYMBOLS: Final[dict[str, tuple[str, int]]] = {}
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
COUNTED: Final = frozenset(
    "年月日号號时時点點分秒个個所名人次项項条條万萬亿億千百十元块塊%％‰公平米吨噸亩畝里户戶家处處座"
    "间間台臺套件批类類种種级級届屆期周週天小学学學岁歲倍成度层層期位张張本部篇章节節课課场場支把只隻"
    "辆輛艘架株棵头頭匹份封卷册冊版页頁幅室厅廳楼樓栋棟幢单單道门門组組队隊班团團县縣市区區省镇鎮乡鄉村"
    "、，,。．.：:；;-－—~～+＋/×xX至到余餘多几幾来來以及和与與或）)]】"
)

_WORD: Final = re.compile(
    "组[织建]|队伍|个[人性体]|项目|条[件例]|人[才员民口居文大]|年度|月度|日常|时[间代]|学[校生习科前籍风员位]|小学"
    "|家[长庭校风园]|户[外籍]|处[理置]|所有|类型|种[植子]|级别|期[末中间]|周边|成[立果效长本]|层[级面]|本[级地校质]"
    "|部[门署分]|章程|节[能约日水]|课[程堂题后外改]|场[所地]|支[部持撑出]|把[握好控牢]|单[位元项]|道[路德]|门诊|班[子级主风]"
    "|团[队员结建课]|县[域级]|市[场政容民级]|区[域级位]|省级|镇[级村]|乡[村镇风]|村[级庄民容]|名[师校医优]|公[开共正路园益平]"
    "|分[类解级层析管工]|点面|来[访信]|多[元措]|到位|以[人党案评查赛学]|和[谐美]|与[时会]|及时|元旦|座谈|台账|批复|楼宇"
)
"""Words that begin with such a character and are no measure words."""


def counts(string: str, at: int) -> bool:
    """Whether what stands at an offset makes a count, a date or a rank of the number before it.

    3个 and 2组 count; 2.1组织建设 does not.
    """
    return string[at : at + 1] in COUNTED and _WORD.match(string, at) is None


BESIDE: Final = 3000
"""Characters from a decimal label to the one before or behind it at most."""


def runs_beside(string: str, start: int, outer: int, number: int) -> bool:
    """Whether 3.1 or 3.3 begins a line near a 3.2 that seems to count: 3.2分项目标 is a label then.

    A first one (3.1本制度) is told by that of the chapter above, 2.1; one that a space sets apart
    (2.2 成员单位) by its own chapter's label.
    """
    low, high = max(0, start - BESIDE), start + BESIDE
    apart = start + len(f"{outer}.{number}")
    if string[apart : apart + 1] in _SPACES:
        for mark in "、．.":
            if string.rfind(f"\n{outer}{mark}", low, start) >= 0:
                return True
    above = (outer, number - 1) if number > 1 else (outer - 1, 1)
    for first, second in ((outer, number + 1), above):
        words = f"{first}.{second}"
        at = low
        for _ in range(TRIES):
            at = string.find(words, at + 1, high)
            if at < 0:
                break
            end = at + len(words)
            while string[end : end + 1] in _SPACES:
                end += 1
            if (
                at != start
                and string[at - 1] in "\n \u3000"
                and string[end : end + 1] not in _GOES_ON
                and not counts(string, end)
            ):
                return True
    return False


TRIES: Final = 4
_SPACES: Final = frozenset(" \u3000")
_GOES_ON: Final = frozenset(("", *"0123456789.．"))


def below_own(string: str, start: int, parts: list[str]) -> bool:
    """Whether a first decimal stands on the line of its own chapter's: 1、总则 1.1 目的."""
    line = string.rfind("\n", max(0, start - WITHIN), start) + 1
    if parts[-1] != "1" or not line and start > WITHIN or string[start - 1] not in _SPACES:
        return False
    told = ".".join(parts[:-1])
    at = line
    while string[at] in _SPACES:
        at += 1
    after = at + len(told)
    return (
        string.startswith(told, at)
        and string[after] in "、．. \u3000"
        and not string[after + 1].isdecimal()
    )


WITHIN: Final = 80
"""Characters from an opening bracket to a number that stands in it at most."""


def enclosed(string: str, start: int) -> bool:
    """Whether an offset stands in brackets or quotation marks: （1.一环以内；2.二环以内）."""
    low = max(0, start - WITHIN)
    opened = -1
    for mark in "（(“":
        opened = max(opened, string.rfind(mark, low, start))
    if opened < 0:
        return False
    inside = _QUOTED if string[opened] == "“" else _BRACKETED
    closed = inside.match(string, opened + 1, start + 2 * WITHIN)
    return closed is not None and closed.end() > start


_BRACKETED: Final = re.compile(r"[^\n（()）]*[）)]")
_QUOTED: Final = re.compile(r"[^\n“”]*”")

_NARROW: Final = {i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F)}


def half_width(label: str) -> str:
    """A label in half width without spaces: （七） and (七) alike."""
    return re.sub(r"\s", "", label).translate(_NARROW)


def label_key(label: str) -> str:
    """A label without its punctuation, in half width, for comparing: "（七）" and "七" alike."""
    return re.sub(r"[\s、．.。，,：:()（）\[\]【】〔〕〈〉]", "", label).translate(_NARROW)


__all__ = [
    "COUNTED",
    "SYMBOLS",
    "below_own",
    "counts",
    "enclosed",
    "half_width",
    "label_key",
    "runs_beside",
]
