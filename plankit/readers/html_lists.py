"""Automatic list numbers, as a browser would show them."""

from __future__ import annotations

import re

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
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class List:
    """An open <ol> or <ul>."""

    __slots__ = ("next", "step", "style")

    def __init__(self, ordered: bool, segment: str) -> None:
        found = attributes(segment) if segment else {}
        self.step = -1 if "reversed" in found else 1
        self.next = _int(found.get("start"), 1)
        self.style = "decimal" if ordered else "none"
        if ordered:
            self.style = _TYPES.get(found.get("type", ""), "decimal")
        match = _STYLE.search(found.get("style", "").lower())
        if match is not None and ordered:
            self.style = match[1].split()[0]

    def label(self, segment: str) -> str:
        """The number of the next item with its stop and a space; "" where none is shown."""
        if self.style == "none":
            return ""
        if "value" in segment:
            self.next = _int(attributes(segment).get("value"), self.next)
        number = self.next
        self.next += self.step
        return shown(number, self.style)


def has_label(text: str) -> bool:
    """Whether an item's words begin with a number of their own."""
    return _OWN.match(text.lstrip()) is not None


def shown(number: int, style: str) -> str:
    """A number in a list style of CSS: "1. ", "a. ", "一、"."""
    if style in ("disc", "circle", "square", "none", "inherit", "unset"):
        return ""
    if "cjk" in style or "chinese" in style or style == "hiragana":
        return f"{to_chinese(number)}、" if 0 < number < 10_000 else f"{number}. "
    if number > 0:
        if style in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin"):
            letters = ""
            while number:
                number, rest = divmod(number - 1, 26)
                letters = chr(97 + rest) + letters
            return f"{letters.upper() if style[0] == 'u' else letters}. "
        if style in ("lower-roman", "upper-roman") and number < 4000:
            roman = ""
            for value, word in _ROMAN:
                count, number = divmod(number, value)
                roman += word * count
            return f"{roman.upper() if style[0] == 'u' else roman}. "
    return f"{number}. "


def _int(value: str | None, default: int) -> int:
    try:
        return int(value) if value is not None and len(value) < 10 else default
    except ValueError:
        return default
