"""Automatic list numbers, as a browser would show them."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..numerals import to_chinese
from .html_tokens import attributes

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]{1,60})")
_OWN = re.compile(
    r"[（(〔\[【]?\s?(?:[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,4}|[a-zA-Z])\s?[.．、）)〕\]】]|[①-⒛㈠-㈩]"
    r"|第[一二三四五六七八九十百0-9]{1,4}[章节条部]|[一二三四五六七八九十]{1,3}[是要]"
)
_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_LISTED = re.compile(r"<(/?)(ol|ul|li)(?=[\s/>])", re.IGNORECASE)
MOST_AHEAD = 100_000
"""Tags of lists that are looked at, in all of a page, to count the items of reversed ones."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class List:
    """An open <ol> or <ul>."""

    __slots__ = ("next", "shown", "step", "style")

    def __init__(self, ordered: bool, segment: str, styled: str = "") -> None:
        """`styled` is the list style that a style sheet gives it."""
        found = attributes(segment) if segment else {}
        self.shown: Callable[[int, str], str] = shown
        """How a number is written in a style."""
        self.step = -1 if "reversed" in found else 1
        self.next = _int(found.get("start"), 1)
        self.style = "decimal" if ordered else "none"
        if ordered:
            self.style = _TYPES.get(found.get("type", ""), "decimal")
        match = _STYLE.search(found.get("style", "").lower())
        if styled and (ordered or styled not in _UNSEEN):
            self.style = styled
        own = list_word(match[1]) if match is not None else ""
        if own and ordered:
            self.style = own

    def label(self, segment: str) -> str:
        """The number of the next item with its stop and a space; "" where none is shown."""
        if self.style == "none":
            return ""
        if "value" in segment:
            self.next = _int(attributes(segment).get("value"), self.next)
        number = self.next
        self.next += self.step
        return self.shown(number, self.style)

    @property
    def number(self) -> int:
        """Of the item that has begun."""
        return self.next - self.step


def items(raw: str, at: int, most: int) -> tuple[int, int]:
    """How many items the list has that begins at `at`, and how many of `most` tags are left that
    may be looked at for it.
    """
    depth, count = 1, 0
    for match in _LISTED.finditer(raw, at):
        most -= 1
        if most <= 0:
            break
        if match[2].lower() == "li":
            count += depth == 1 and not match[1]
            continue
        depth += -1 if match[1] else 1
        if not depth:
            break
    return count, most


def list_word(value: str) -> str:
    """The style of numbers that a value of `list-style` asks for; "" for none."""
    for word in value.split():
        if word not in ("inside", "outside") and not word.startswith(("url(", "!")):
            return word
    return ""


def has_label(text: str) -> bool:
    """Whether an item's words begin with a number of their own."""
    return _OWN.match(text.lstrip()) is not None


_UNSEEN = frozenset(("disc", "circle", "square", "none", "inherit", "unset", "initial"))
_FORMAL = str.maketrans("一二三四五六七八九十百千〇", "壹贰叁肆伍陆柒捌玖拾佰仟零")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_ROWS = {
    "cjk-heavenly-stem": "甲乙丙丁戊己庚辛壬癸",
    "cjk-earthly-branch": "子丑寅卯辰巳午未申酉戌亥",
}


def shown(number: int, style: str) -> str:
    """A number in a list style of CSS with what stands behind it: "1. ", "a. ", "一、"."""
    if style in _UNSEEN:
        return ""
    written = numeral(number, style)
    return f"{written}、" if "\u3007" <= written[-1] <= "\u9fff" else f"{written}. "


def numeral(number: int, style: str) -> str:
    """A number in a list style of CSS, alone."""
    if style in _ROWS:
        return _ROWS[style][number - 1] if 0 < number <= len(_ROWS[style]) else str(number)
    if style == "cjk-decimal" and number >= 0:
        return str(number).translate(_DIGITS)
    if ("cjk" in style or "chinese" in style) and 0 <= number < 10_000:
        written = to_chinese(number)
        return written.translate(_FORMAL) if "-formal" in style else written
    if number > 0:
        if style in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin"):
            letters = ""
            while number:
                number, rest = divmod(number - 1, 26)
                letters = chr(97 + rest) + letters
            return letters.upper() if style[0] == "u" else letters
        if style in ("lower-roman", "upper-roman") and number < 4000:
            roman = ""
            for value, word in _ROMAN:
                count, number = divmod(number, value)
                roman += word * count
            return roman.upper() if style[0] == "u" else roman
    return f"{number:02}" if style == "decimal-leading-zero" else str(number)


def _int(value: str | None, default: int) -> int:
    try:
        return int(value) if value is not None and len(value) < 10 else default
    except ValueError:
        return default
