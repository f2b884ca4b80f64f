"""What diagnostics say, in Chinese: `plankit/data/messages.tsv`.

`Diagnostic.message` is English, in data and by default on the command line. Pages, workbooks and
notebooks are read by Chinese clerks, and show `chinese_message` instead. It is made of the English
message alone, so that a plan read back from JSON can be shown as well.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from .exports.viewer_marks import visible
from .lexicon import shipped
from .names import chinese

if TYPE_CHECKING:
    from .model import Diagnostic

QUOTED, TOLD = 80, 240
"""Characters of a quotation, and of what is told without quotes; the span has all of it."""

_SLOT: Final = re.compile(r"\{(\w+)(![r]|:\w+)?\}")
# every alternative ends in linear time, however long the message and whatever it quotes
_TAKES: Final = {
    None: ".*?",
    ":d": "[0-9]+",
    "!r": r"""'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*\"""",
}
UNSEEN: Final = {
    " ": "空格",
    "\xa0": "不换行空格",
    "\u3000": "全角空格",
    "\u2002": "半角空格",
    "\u2003": "全角空格",
    "\u200b": "零宽空格",
    "\t": "制表符",
    "\n": "换行",
    "\r": "回车",
}
"""Characters that quotes would not show, where they are all that is quoted."""


class _Row(NamedTuple):
    """A row of the table: what the English message is like, and the Chinese one."""

    pattern: re.Pattern[str]
    quoted: frozenset[str]
    """Names of what the English message quotes as Python does."""
    template: str


def chinese_message(diagnostic: Diagnostic) -> str:
    """The message of a diagnostic in Chinese, in one line without unseen characters.

    Where no row of the table fits (a caller's layout may note what it likes), the code's Chinese
    name and the message as it is.
    """
    for row in _rows(diagnostic.code):
        match = row.pattern.fullmatch(diagnostic.message)
        if match is not None:
            return _filled(row, match)
    name = chinese("diagnostic", diagnostic.code)
    message = _one_line(diagnostic.message)
    return message if name == diagnostic.code else f"{name}：{message}"


@cache
def _rows(code: str) -> tuple[_Row, ...]:
    rows = shipped("messages")
    return tuple(_row(english, template) for own, english, template in rows if own == code)


def _row(english: str, template: str) -> _Row:
    parts: list[str] = []
    at = 0
    for slot in _SLOT.finditer(english):
        parts.append(re.escape(english[at : slot.start()]))
        parts.append(f"(?P<{slot[1]}>{_TAKES[slot[2]]})")
        at = slot.end()
    pattern = re.compile("".join(parts) + re.escape(english[at:]), re.DOTALL)
    quoted = frozenset(slot[1] for slot in _SLOT.finditer(english) if slot[2] == "!r")
    return _Row(pattern, quoted, template)


def _filled(row: _Row, match: re.Match[str]) -> str:
    def fill(slot: re.Match[str]) -> str:
        value = match[slot[1]]
        if slot[1] in row.quoted:
            value = _unquoted(value)
        if slot[2] == "!r":
            return _in_quotes(value)
        if slot[2] == ":list":
            value = value.replace(", ", "、").replace(" …", "等")
        return _cut(_one_line(value), TOLD)

    return _SLOT.sub(fill, row.template)


def _unquoted(value: str) -> str:
    """The text that a `repr` in a message is of."""
    try:
        return str(ast.literal_eval(value))
    except (SyntaxError, ValueError):
        return value[1:-1]


def _in_quotes(value: str) -> str:
    """A text in Chinese quotes, a lone space by its name."""
    if value in UNSEEN:
        return UNSEEN[value]
    words = _cut(_one_line(value), QUOTED)
    # the words stay as they are, so that they can be looked up: other quotes go around them
    return f"「{words}」" if "“" in words or "”" in words else f"“{words}”"


def _one_line(text: str) -> str:
    """`text` in one line, unseen characters told by number."""
    return text if text.isprintable() else visible(text).replace("\n", " ").replace("\t", " ")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
