"""Lists of units, as responsibility notes write them: 市教育局牵头，市财政局、各区县（市）政府配合.

Items are parted by 、，,；; and spaces outside brackets, and by 和 where a unit's name ends before
it. A verb behind an item gives its role to the items since the last verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from .office_words import OfficeWords, bare_name

Role = Literal["lead", "support", "responsible"]
Named = tuple[int, int, Role]


class Note(NamedTuple):
    """A responsibility note: where it stands in the string, and who is named in it where."""

    start: int
    end: int
    owners: tuple[Named, ...]


_PARTS: Final = re.compile(
    r"(?<=[局委办厅部处科室府])[.．](?=[\u4e00-\u9fff])|"
    r"[、，,；;。|/\n\t \u3000\u00a0]+|[（(〔\[［【]|[）)〕\]］】]"
    r"|(?<![高中初平])等(?:[省市区县乡镇州国][级直家]?)?(?:(?:有关|相关)?(?:职能)?(?:部门|单位))?(?=和|及|与|以及)"
)
_OPENS: Final = frozenset("（(〔[［【")
_CLOSING: Final = frozenset("）)〕]］】")

_COMMA: Final = re.compile("[，,；;]")
_AND: Final = re.compile("以及|和|与|及|会同")
_OWN: Final[dict[str, Role]] = {"own lead": "lead", "own support": "support"}
_DIVISION: Final = re.compile(
    r"(?:(?:全[省市区县]|本[省市区县])?各?(?:[有相]关)?(?:设区|地级|直辖)?[县市区州旗盟乡镇街道地村社]{1,4}|[县市区州])"
    r"(?:[（(〔\[][县市区州旗盟、，特自治新区开发]{1,14}[）)〕\]])?$"
)
_PLACE: Final = re.compile(r"(?![各全有相])[\u4e00-\u9fff]{2,3}")
_UNIT_OF_PLACE: Final = re.compile(
    r"(?![各全有相])[\u4e00-\u9fff]{2,6}?"
    r"(?:(?:经济|技术|高新|产业|工业)*(?:开发区|新区|园区)|街道|[县市区]政府|[县市区镇乡]人民政府)"
)
_FULL: Final = frozenset("省市区县州旗镇乡村各团国中全")
"""What the whole name of a unit begins with, mostly."""
_GOES_ON: Final = re.compile("[县市区州旗盟街乡镇社村]")


def listed(
    string: str, start: int, end: int, default: Role | None, words: OfficeWords
) -> Iterator[Named]:
    """The names in `string[start:end]`, each with its role.

    An item's own verb decides its role, and that of the items before it that have none; what no
    verb follows has the `default` role, and is left out where there is none.
    """
    pending: list[tuple[int, int]] = []
    led = False
    for i, j, verb in _items(string, start, end, words):
        if verb == "stop" or "：" in string[i:j] or ":" in string[i:j]:
            break
        if i < j and not words.time.match(string, i, j):
            pending.append((i, j))
        if verb is None:
            continue
        if verb in _OWN:  # 甲局（牵头）、乙局: the bracket speaks for the one name before it
            if default is not None:
                for name in pending[:-1]:
                    yield (*name, default)
            for name in pending[-1:]:
                yield (*name, _OWN[verb])
            pending.clear()
            continue
        if verb == "support" and default is not None and not led:
            # 责任科室：甲科、乙科，各科室配合: the label's own role holds up to the comma
            for k in range(len(pending) - 1, 0, -1):
                if _COMMA.search(string, pending[k - 1][1], pending[k][0]):
                    for name in pending[:k]:
                        yield (*name, default)
                    del pending[:k]
                    break
        led = True
        for name in pending:
            yield (*name, _role(verb, default))
        pending.clear()
    if default is not None:
        for name in pending:
            yield (*name, default)


def _role(verb: str, default: Role | None) -> Role:
    if verb == "lead" or verb == "support":
        return verb  # type: ignore[return-value]
    return default or "responsible"


def _items(
    string: str, start: int, end: int, words: OfficeWords
) -> Iterator[tuple[int, int, str | None]]:
    """Each item without its verb and 等, and the verb's kind; divisions joined again."""
    pieces = _pieces(string, start, end, words)
    joined: list[tuple[int, int]] = []
    last = start
    for i, j in pieces:
        if joined:
            k, until = joined[-1]
            if (
                _DIVISION.fullmatch(string, last, until)
                and _GOES_ON.match(string, i)
                and string[until:i] == "、"
                and not string.startswith("市委", i)
            ):
                joined[-1], last = (k, j), i
                continue
        if _UNIT_OF_PLACE.match(string, i, j):
            while joined and _of_places(string, joined[-1], i, words):
                i = joined.pop()[0]
        joined.append((i, j))
        last = i
    for i, j in joined:
        yield from _parted(string, i, j, words)


def _of_places(string: str, before: tuple[int, int], start: int, words: OfficeWords) -> bool:
    """Whether the item before `start` is a bare place: 甲阳、乙马、丙洞开发区管委会 is one unit."""
    i, j = before
    return (
        string[j:start] == "、"
        and _PLACE.fullmatch(string, i, j) is not None
        and not words.looks_like_unit(string[i:j])
    )


def _pieces(string: str, start: int, end: int, words: OfficeWords) -> list[tuple[int, int]]:
    """`string[start:end]` cut at separators outside brackets; spaces inside names put right."""
    found: list[tuple[int, int]] = []
    depth = 0
    i = start
    spaces: list[bool] = []
    wraps: list[bool] = []
    spaced = wrapped = False
    for mark in _PARTS.finditer(string, start, end):
        char = mark[0][0]
        if char in _OPENS:
            depth += 1
        elif char in _CLOSING and depth:
            depth -= 1
        elif depth == 0:
            if mark.start() > i and not string[i : mark.start()].isspace():
                found.append((i, mark.start()))
                spaces.append(spaced)
                wraps.append(wrapped)
            spaced = mark[0].isspace()
            wrapped = spaced and char == "\n"
            i = mark.end()
    if depth:  # a closing bracket was lost: cut as if there were none
        return [
            (start + m.start(), start + m.end())
            for m in re.finditer(r"[^、，,；;。\s]+", string[start:end])
        ]
    if end > i and not string[i:end].isspace():
        found.append((i, end))
        spaces.append(spaced)
        wraps.append(wrapped)
    if not any(spaces):
        return found
    merged: list[tuple[int, int]] = []
    for (i, j), space, wrap in zip(found, spaces, wraps, strict=True):
        if merged and space:
            k, until = merged[-1]
            if (
                wrap
                and string[i] not in _FULL
                and words.looks_like_unit(string[i:j])
                and not words.looks_like_unit(string[k:until])
            ):
                merged[-1] = (k, j)  # 市文化⏎广电局, parted by the end of a line
                continue
            # 教 育 局; XX 区教育局: a space inside a name
            last = string[k:until].split()[-1]
            if len(last) == 1 or j - i == 1 or last.strip("XxＸ×*") == "" or string[i] in "（(〔":
                merged[-1] = (k, j)
                continue
        merged.append((i, j))
    return merged


def _parted(
    string: str, i: int, j: int, words: OfficeWords
) -> Iterator[tuple[int, int, str | None]]:
    item = string[i:j]
    led = words.led_by.match(string, i, j)
    if led and led.end() < j:
        i = led.end()
        item = string[i:j]
    own = words.own_role.search(item)
    if own and own.start() > 0:
        yield i, i + own.start(), "own lead" if own["lead"] else "own support"
        return
    aside = words.aside.search(item)
    if aside and aside.start() > 0:
        item = item[: aside.start()]
        j = i + len(item)
    verb: str | None = None
    # the verb phrase begins no earlier than the last bracket, and is short
    low = max(0, len(item) - 30)
    match = words.verb.search(item, low)
    if match:
        verb = match.lastgroup
        item = item[: match.start()]
        j = i + len(item)
    if words.rank.search(item):
        yield i, i, "stop"
        return
    tail = words.tail.search(item, max(0, len(item) - 12))
    if tail and tail.start() > 0:
        j = i + tail.start()
        item = string[i:j]
    at = 0
    for mark in _AND.finditer(item):
        left, right = item[at : mark.start()], item[mark.end() :]
        if len(left) < 2 or not right:
            continue
        if left.count("（") + left.count("(") != left.count("）") + left.count(")"):
            continue
        bare = bare_name(left)
        if words.same.match(right):
            continue
        if words.before_and.search(bare) and words.looks_like_unit(right):
            yield i + at, i + mark.start(), None
            at = mark.end()
    yield i + at, j, verb
