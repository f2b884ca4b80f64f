"""Numerals, Chinese and Arabic, to numbers, and numbers to Chinese numerals.

Labels (第一百二十条) and quantities (三千五百) are read alike. What labels use, 0 to 200, is
answered from a table; the rest goes to cn2an, imported at the first such numeral and not before.

cn2an is given nothing but what the grammar below admits, because it takes more than numerals, and
takes some of them wrong (measured with 0.5.24, and held by tests/test_numerals.py):
- 十两 is 12, 两十 is 20, 一百两 is 120 to it, and 一百零 is 100;
- 三五 (three to five) is 35, 三点 (three o'clock) is 3, 五十元 is 50, 幺 is 1;
- 三亿二 and 五廿五 raise `KeyError`, 圆 raises `IndexError`;
- 卅, ○, 參 and 三点五万 are refused; digits are too, but for its "smart" mode, which makes
  a float of 12;
- it writes 300,008,000 as 三亿八千, which people say for 380,000,000 and itself does not read.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from .lexicon import shipped

HALF_FIGURES: Final[dict[int, int]] = {ord(c): ord(c) - 0xFEE0 for c in "０１２３４５６７８９"}
"""For `str.translate`: figures of full width as half-width ones."""

LONGEST: Final = 40
"""Characters that a numeral has at most; 9,999,999,999,999,999 takes 31 in Chinese."""

LARGEST: Final = 10**16 - 1
"""The largest number that is read from and written in Chinese."""

_DIGITS: Final = "零一二三四五六七八九"


def _up_to_200(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    written = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        written += "十" if n < 20 else f"{_DIGITS[tens]}十"
    elif ones and hundreds:
        written += "零"
    return written + _DIGITS[ones] if ones or not n else written


_CHINESE: Final = tuple(map(_up_to_200, range(201)))
_COMMON = {written: n for n, written in enumerate(_CHINESE)}
_COMMON |= {str(n): n for n in range(201)}


def to_int(text: str, *, bare: bool = False) -> int | None:
    """The whole number that `text` is a complete numeral for, or None.

    `text` is a Chinese numeral, plain, financial, Traditional or colloquial (一百二十, 廿五,
    壹佰贰拾, 一万二 for 12,000), or Arabic digits of either width, without separators or sign.

    Chinese digits in a row (二〇二二) are a number if there are three or more of them or one is a
    zero. Two are not (三五 is "three to five"), nor are digits that count on (一二三产业).
    A unit without a digit before it (百名, 千万元) is a number only where `bare` says so; 十
    always is.
    """
    found = _COMMON.get(text)
    if found is not None:
        return found
    if not text or len(text) > LONGEST:
        return None
    return _to_int(text, bare)


def to_number(text: str) -> int | float | None:
    """The number that `text` is a complete numeral for, or None.

    All that `to_int` reads, and decimals (3.5, １．５, 三点五), thousands set off by commas
    (1,234.5) and Chinese decimals of 万 and 亿 (三点五万 is 35,000). 万 and 亿 behind Arabic digits
    belong to the unit: 3万 is None.
    """
    found = _COMMON.get(text)
    if found is not None:
        return found
    if not text or len(text) > LONGEST:
        return None
    return _to_number(text)


def to_chinese(n: int) -> str:
    """`n` as labels write it: 十, 十一, 二十, 一百一十.

    `ValueError` below 0 and above `LARGEST`.
    """
    if 0 <= n <= 200:
        return _CHINESE[n]
    if not 0 <= n <= LARGEST:
        raise ValueError(f"{n} is not from 0 to {LARGEST}")
    return _to_chinese(n)


# -- the grammar ----------------------------------------------------------------------------------

# All of this is about plain characters (see data/numerals.tsv). A 零 left out before tens or
# hundreds is forgiven (一千五十); before a last digit it is not, since 一千五 is 1,500. 两 stands
# before 百 and up.

_D: Final = "[一二三四五六七八九]"
_TENS: Final = f"{_D}?十{_D}?"
_HUNDREDS: Final = f"(?:{_D}|两)百(?:零{_D}|{_TENS})?"
_THOUSANDS: Final = f"(?:{_D}|两)千(?:零(?:{_TENS}|{_D})|{_HUNDREDS}|{_TENS})?"


class _Patterns:
    """Compiled at the first numeral that is not in the table (some 3 ms)."""

    def __init__(self) -> None:
        self.below_myriad = re.compile(f"{_D}|{_TENS}|{_HUNDREDS}|{_THOUSANDS}").fullmatch
        self.decimal = re.compile("(.+)点([零一二三四五六七八九]+)(万亿|[万亿])?").fullmatch
        self.digit_string = re.compile("[零一二三四五六七八九O0]{2,}").fullmatch
        self.colloquial = re.compile(f"(.*([百千万亿])){_D}").fullmatch
        self.arabic = re.compile("[0-9]+").fullmatch
        self.arabic_decimal = re.compile(
            r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?"
        ).fullmatch


_patterns = cache(_Patterns)


def _is_regular(plain: str) -> bool:
    """Whether `plain` is a numeral by the rules, below 10**16."""
    if plain in ("零", "两"):
        return True
    high, unit, low = plain.rpartition("亿")
    if not unit:
        return _is_below_yi(low)
    if high != "两" and not _is_below_yi(high):
        return False
    if low.startswith("零"):
        return _is_below_yi(low[1:])
    # 三亿八千 is refused: it is 380,000,000 in speech and 300,008,000 by the rules
    return not low or ("万" in low and _is_below_yi(low))


def _is_below_yi(plain: str) -> bool:
    below_myriad = _patterns().below_myriad
    high, unit, low = plain.rpartition("万")
    if not unit:
        return below_myriad(low) is not None
    if high != "两" and not below_myriad(high):
        return False
    if low.startswith("零"):
        return below_myriad(low[1:]) is not None
    return not low or (low not in _DIGITS and below_myriad(low) is not None)


_NEXT_UNIT: Final = {"百": "十", "千": "百", "万": "千", "亿": "千万"}
_DIGIT_VALUES: Final = str.maketrans("零O一二三四五六七八九", "00123456789")
_COUNTING_ON: Final = "123456789"
_SCALES: Final = {None: 0, "万": 4, "亿": 8, "万亿": 12}


@cache
def _variants() -> dict[int, str]:
    return {ord(written): plain for written, plain in shipped("numerals")}


@lru_cache(maxsize=4096)
def _to_int(text: str, bare: bool) -> int | None:
    return _read_int(text.translate(_variants()), bare)


def _read_int(plain: str, bare: bool = False) -> int | None:
    patterns = _patterns()
    if patterns.arabic(plain):
        return int(plain)
    if patterns.digit_string(plain):
        digits = plain.translate(_DIGIT_VALUES)
        counts = "0" in digits or (len(digits) > 2 and digits not in _COUNTING_ON)
        return int(digits) if counts and digits.strip("0") else None
    if _is_regular(plain):
        return _ask_cn2an(plain)
    if bare and plain[0] in "百千万亿":
        plain = "一" + plain
        return _ask_cn2an(plain) if _is_regular(plain) else None
    said = patterns.colloquial(plain)
    if said and _is_regular(said[1]):
        # cn2an knows these too, but fails on 亿
        return _ask_cn2an(plain + _NEXT_UNIT[said[2]])
    return None


@lru_cache(maxsize=4096)
def _to_number(text: str) -> int | float | None:
    plain = text.translate(_variants())
    if _patterns().arabic_decimal(plain):
        plain = plain.replace(",", "")
        return float(plain) if "." in plain else int(plain)
    parts = _patterns().decimal(plain)
    if parts is None:
        return _read_int(plain)
    whole, fraction, scale = parts.groups()
    if not _is_regular(whole):
        return None
    # in one step from the digits: sums of tenths and hundredths are off in the last place
    digits = f"{_ask_cn2an(whole)}{fraction.translate(_DIGIT_VALUES)}"
    value = f"{digits}e{_SCALES[scale] - len(fraction)}"
    number = float(value)
    return int(number) if scale and number.is_integer() else number


def _ask_cn2an(plain: str) -> int:
    """The value of a numeral of the grammar. cn2an misses the 一 of 百十 and 万十."""
    from cn2an import cn2an  # 160 to 200 ms

    return int(cn2an(re.sub("(?<=[百千万亿零])十", "一十", plain), "normal"))


@lru_cache(maxsize=4096)
def _to_chinese(n: int) -> str:
    from cn2an import an2cn

    written: str = an2cn(n)
    if 1000 <= n % 10**8 < 10**4:
        # 三亿零八千, see above
        written = re.sub("亿(?!零)", "亿零", written)
    return written
