"""The number formats of Word's lists (`w:numFmt`), as Word writes them.

Sequences that run out (① to ⑳, 甲 to 癸) go on in plain decimals, as in Word. Formats of scripts
that no Chinese document counts in (Hebrew, Thai …) are written as decimals too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..numerals import to_chinese

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_IDEOGRAPHS = str.maketrans("0123456789", "〇一二三四五六七八九")
_CIRCLED_ZERO = str.maketrans("0123456789", "○一二三四五六七八九")
_LEGAL_SIMPLIFIED = str.maketrans(
    "零一二三四五六七八九十百千万亿", "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"
)
_LEGAL_TRADITIONAL = str.maketrans(
    "零一二三四五六七八九十百千万亿", "零壹貳參肆伍陸柒捌玖拾佰仟萬億"
)
_LEGAL_JAPANESE = str.maketrans("一二三四五十千万", "壱弐参四伍拾阡萬")
_CHICAGO = "*†‡§"


def write_number(number: int, form: str) -> str:
    """`number` in a format of `ST_NumberFormat`; "none" and "bullet" write nothing."""
    writer = _WRITERS.get(form)
    if writer is None or number < 0:
        return str(number)
    return writer(number)


def write_custom(number: int, pattern: str) -> str:
    """`number` as the first item of a custom format shows it: "001, 002, 003, ..."."""
    first = re.match(r"\s*(0*)1(?!\d)", pattern)
    return str(number).zfill(len(first[1]) + 1) if first else str(number)


def _series(first: str, count: int) -> Callable[[int], str]:
    start = ord(first)
    return lambda n: chr(start + n - 1) if 1 <= n <= count else str(n)


def _of(characters: str) -> Callable[[int], str]:
    return lambda n: characters[n - 1] if 1 <= n <= len(characters) else str(n)


def _roman(n: int) -> str:
    if not 1 <= n <= 32767:
        return str(n)
    written = ""
    for value, letters in _ROMAN:
        times, n = divmod(n, value)
        written += letters * times
    return written


def _letter(n: int) -> str:
    # a … z, aa, bb, … zz, aaa: letters repeat, they do not count in base 26
    if not 1 <= n <= 780:
        return str(n)
    times, k = divmod(n - 1, 26)
    return chr(97 + k) * (times + 1)


def _counting(n: int) -> str:
    # 九十九 is followed by 一○○; the "thousand" formats go on with 一百
    if n == 0:
        return "○"
    return to_chinese(n) if n < 100 else str(n).translate(_CIRCLED_ZERO)


def _counting_japanese(n: int) -> str:
    # neither zeros nor ones before 十, 百 and 千: 百一, 千百十
    if n == 0:
        return "〇"
    if n > 9999:
        return str(n).translate(_IDEOGRAPHS)
    written = re.sub("一(?=[百千])|零", "", to_chinese(n))
    return re.sub("一(?=十)", "", written)


def _legal(table: dict[int, int]) -> Callable[[int], str]:
    def write(n: int) -> str:
        # 壹拾, not 拾
        written = re.sub("(?<![一二三四五六七八九])十", "一十", to_chinese(n))
        return written.translate(table)

    return write


def _legal_japanese(n: int) -> str:
    if not 1 <= n <= 9999:
        return str(n)
    written = re.sub(
        "(?<![一二三四五六七八九])([十百千])", "一\\1", to_chinese(n).replace("零", "")
    )
    return written.translate(_LEGAL_JAPANESE)


def _cycle(n: int) -> str:
    return _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if 1 <= n <= 60 else str(n)


def _ordinal(n: int) -> str:
    if n % 100 in (11, 12, 13):
        return f"{n}th"
    return f"{n}{({1: 'st', 2: 'nd', 3: 'rd'}).get(n % 10, 'th')}"


def _nothing(n: int) -> str:
    return ""


_WRITERS: dict[str, Callable[[int], str]] = {
    "bullet": _nothing,
    "none": _nothing,
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _series("①", 20),
    "decimalEnclosedCircleChinese": _series("①", 20),
    "decimalEnclosedParen": _series("⑴", 20),
    "decimalEnclosedFullstop": _series("⒈", 20),
    "numberInDash": lambda n: f"- {n} -",
    "hex": lambda n: f"{n:X}",
    "ordinal": _ordinal,
    "chicago": lambda n: _CHICAGO[(n - 1) % 4] * ((n - 1) // 4 + 1) if 1 <= n <= 80 else str(n),
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerLetter": _letter,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": to_chinese,
    "taiwaneseCountingThousand": to_chinese,
    "japaneseCounting": _counting_japanese,
    "ideographDigital": lambda n: str(n).translate(_IDEOGRAPHS),
    "japaneseDigitalTenThousand": lambda n: str(n).translate(_IDEOGRAPHS),
    "taiwaneseDigital": lambda n: str(n).translate(_CIRCLED_ZERO),
    "chineseLegalSimplified": _legal(_LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL),
    "japaneseLegal": _legal_japanese,
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "ideographEnclosedCircle": _series("㊀", 10),
}
