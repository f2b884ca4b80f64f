"""What a page's style sheets say of its words: not shown, list styles, numbers from counters.

Only sheets within the page are there to be read. Selectors of tags, classes, ids and their
descendants are understood; rules with attributes, pseudo-classes or for print and small screens are
left alone, as are properties that bear on looks only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .html_lists import list_word, numeral, shown
from .html_tokens import attributes

TELLING = re.compile(r"counters?[-(]|list-style|display\s*:\s*none|visibility\s*:\s*hidden")
"""A sheet without one of these says nothing of the words."""

_SCREEN = re.compile(
    r"@media\s+(?:only\s+)?(?:screen|all)\s*$|@(?:layer|supports)\b", re.IGNORECASE
)
_COUNTER_STYLE = re.compile(r"@counter-style\s+([\w-]{1,40})\s*$")
_COMPOUND = re.compile(
    r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)(::?(?:before|marker))?", re.IGNORECASE
)
_PIECE = re.compile(
    r"\"([^\"]*)\"|'([^']*)'|counters?\(\s*([\w-]+)\s*(?:,\s*\"[^\"]*\"|,\s*'[^']*')?\s*"
    r"(?:,\s*([\w-]+)\s*)?\)|([^\s\"'()]+)"
)
_NAMED = re.compile(r"([\w-]+)(?:\s+(-?\d{1,6}))?")
_USED = frozenset(
    ("display", "visibility", "list-style", "list-style-type", "content", "counter-reset")
) | {"counter-increment", "counter-set"}
_MOST_RULES = 4000
_MOST_ALIKE = 16
"""Rules for one class or tag; what is beyond is left alone, so that no page takes long."""
_MOST_COUNTERS = 32
_DEEPEST = 24
"""How many elements around one are asked for."""

Stack = Sequence[tuple[str, int, int]]
"""The open elements, by name."""

Who = tuple[str, frozenset[str], str]
"""An element: its name, classes and id."""


class _Part(NamedTuple):
    name: str
    classes: frozenset[str]
    id: str
    child: bool
    """Whether it must be the child of the part before it, not any descendant."""

    def fits(self, who: Who) -> bool:
        name, classes, own = who
        return (
            self.name in ("", name) and self.classes <= classes and (not self.id or self.id == own)
        )


class _Rule(NamedTuple):
    weight: tuple[int, int, int, int]
    parts: tuple[_Part, ...]
    before: bool
    says: dict[str, str]


class CounterStyle(NamedTuple):
    """A style of numbers that a sheet defines."""

    base: str
    symbols: tuple[str, ...]
    prefix: str
    suffix: str


class Sheet:
    """The rules of a page, and how far its counters have counted."""

    def __init__(self, hiding: bool = True) -> None:
        """Without `hiding` everything is shown."""
        self._hiding = hiding
        self._known: list[Who | None] = []
        """The open elements by their height, as far as they were asked for."""
        self._rules: dict[str, list[_Rule]] = {}
        self._order = 0
        self.styles: dict[str, CounterStyle] = {}
        self._counters: dict[str, list[list[int]]] = {}
        """Values by name, each with how many elements were open where it was set."""
        self._before = False
        """Whether a rule puts anything before an element."""

    def add(self, text: str) -> None:
        """Read a sheet; a later rule counts more."""
        text = _uncommented(text)
        at, size = 0, len(text)
        while at < size and self._order < _MOST_RULES:
            opening = text.find("{", at)
            if opening < 0:
                return
            head = text[at:opening].rpartition(";")[2].strip(" \t\r\n}")
            if head.startswith("@") and _SCREEN.match(head):
                at = opening + 1
                continue
            closing = text.find("}", opening)
            if closing < 0:
                return
            body = text[opening + 1 : closing]
            named = _COUNTER_STYLE.match(head)
            if named is not None:
                self._define(named[1].lower(), body)
            elif head.startswith("@") and "{" in body:
                closing = _end(text, opening)
            elif not head.startswith("@"):
                self._rule(head, body)
            at = closing + 1

    def _define(self, name: str, body: str) -> None:
        says = dict(_declarations(body))
        system = says.get("system", "symbolic").split()
        base = system[1] if system[:1] == ["extends"] and len(system) > 1 else ""
        symbols = tuple(
            m[1] or m[2] or m[5] or "" for m in _PIECE.finditer(says.get("symbols", ""))
        )
        self.styles[name] = CounterStyle(
            base, symbols, _string(says.get("prefix", "")), _string(says.get("suffix", '". "'))
        )

    def _rule(self, head: str, body: str) -> None:
        if not TELLING.search(body) and "content" not in body and "display" not in body:
            return
        says = {k: v for k, v in _declarations(body) if k in _USED}
        if not says:
            return
        for selector in head.split(","):
            made = _selector(selector.strip())
            if made is None:
                continue
            parts, before = made
            last = parts[-1]
            weight = (
                sum(bool(p.id) for p in parts),
                sum(len(p.classes) for p in parts),
                sum(bool(p.name) for p in parts),
                self._order,
            )
            self._order += 1
            key = (
                f"#{last.id}" if last.id else f".{min(last.classes)}" if last.classes else last.name
            )
            alike = self._rules.setdefault(key, [])
            if len(alike) < _MOST_ALIKE and self._order < _MOST_RULES:
                alike.append(_Rule(weight, parts, before, says))
            self._before = self._before or before

    def said(self, name: str, segment: str, stack: Stack) -> dict[str, str]:
        """What the rules say of an element that begins within those of `stack`."""
        it = _who(name, segment)
        height = len(stack)
        self._known.extend([None] * (height - len(self._known)))
        self._known[height:] = [it]
        says = self._of(it, stack, False)
        if says and not self._hiding:
            return {k: v for k, v in says.items() if k not in ("display", "visibility")}
        return says

    def _of(self, it: Who, stack: Stack, before: bool) -> dict[str, str]:
        name, classes, own = it
        keys = [name, "", *(f".{c}" for c in classes), f"#{own}"]
        found = [
            rule
            for key in keys
            for rule in self._rules.get(key, ())
            if rule.before is before and rule.parts[-1].fits(it)
        ]
        if not found:
            return {}
        above: list[Who] = []
        if any(len(rule.parts) > 1 for rule in found):
            first = max(0, len(stack) - _DEEPEST)
            above = [
                (self._known[k] if k < len(self._known) else None) or (element[0], frozenset(), "")
                for k, element in enumerate(stack[first:], first)
            ]
        says: dict[str, str] = {}
        for rule in sorted(found, key=lambda r: r.weight):
            if _stands(rule.parts, above):
                says.update(rule.says)
        return says

    def label(self, says: dict[str, str], stack: Stack, item: int) -> str:
        """What stands before an element that begins, if a counter is in it; it moves the counters.

        `says` is what the rules say of the element itself, `item` its number in a list.
        """
        height = len(stack)
        if says:
            self._count(says, height)
        it = self._known[height]
        before = self._of(it, stack, True) if self._before and it is not None else {}
        if not before or hides(before):
            return ""
        self._count(before, height + 1)
        return self._written(before.get("content", ""), item)

    # -- counters -------------------------------------------------------------------------------

    def _count(self, says: dict[str, str], height: int) -> None:
        """What an element does to the counters; `height` elements are open around it."""
        for key, default in (("counter-reset", 0), ("counter-increment", 1), ("counter-set", 0)):
            for match in _NAMED.finditer(says.get(key, "")):
                name, number = match[1], int(match[2]) if match[2] else default
                if name not in self._counters and len(self._counters) == _MOST_COUNTERS:
                    continue
                values = self._counters.setdefault(name, [])
                if key == "counter-reset":
                    while values and values[-1][0] >= height:
                        values.pop()
                    values.append([height, number])
                    continue
                if not values:
                    values.append([height, 0])
                values[-1][1] = number + (values[-1][1] if key == "counter-increment" else 0)

    def closed(self, height: int) -> None:
        """Elements from a height on were closed: counters that their children set are gone."""
        for values in self._counters.values():
            while values and values[-1][0] > height:
                values.pop()
        del self._known[height:]

    def _written(self, content: str, item: int) -> str:
        """`content` as it is shown; "" where no counter is in it. `item` is the list's number."""
        found, counted = "", False
        for match in _PIECE.finditer(content):
            name = match[3]
            if name is None:
                found += (match[1] or match[2] or "") if match[5] is None else ""
                continue
            counted = True
            # all of those of a page that nests them without end would take the square of its depth
            values = [v for _, v in self._counters.get(name, [])[-_DEEPEST:]] or [0]
            if name == "list-item":
                values = [item]
            style = match[4] or "decimal"
            if match[0].startswith("counters"):
                joint = re.findall(r"\"([^\"]*)\"|'([^']*)'", match[0])
                between = (joint[0][0] or joint[0][1]) if joint else ""
                found += between.join(self._numeral(v, style) for v in values)
            else:
                found += self._numeral(values[-1], style)
        return found if counted else ""

    def shown(self, value: int, style: str) -> str:
        """A list's number with what stands around it."""
        own = self.styles.get(style)
        if own is None:
            return shown(value, style)
        return f"{own.prefix}{self._numeral(value, style)}{own.suffix}"

    def _numeral(self, value: int, style: str) -> str:
        """A number in a style of CSS or of the sheet."""
        own = self.styles.get(style)
        if own is None:
            return numeral(value, style)
        if own.symbols:
            return own.symbols[value - 1] if 0 < value <= len(own.symbols) else str(value)
        return numeral(value, own.base or "decimal")


def _who(name: str, segment: str) -> Who:
    found = attributes(segment) if segment else {}
    return name, frozenset(found.get("class", "").split()), found.get("id", "").strip()


def hides(says: dict[str, str]) -> bool:
    """Whether an element of which this is said is not shown."""
    return says.get("display", "").startswith("none") or says.get("visibility") == "hidden"


def list_style(says: dict[str, str]) -> str:
    """The list style that is asked for; "" for none."""
    if "list-style-type" in says:
        return says["list-style-type"]
    return list_word(says.get("list-style", ""))


def _uncommented(text: str) -> str:
    parts = []
    at = 0
    while (begin := text.find("/*", at)) >= 0:
        parts.append(text[at:begin])
        end = text.find("*/", begin + 2)
        if end < 0:
            return " ".join(parts)
        at = end + 2
    return " ".join([*parts, text[at:]])


def _declarations(body: str) -> Iterable[tuple[str, str]]:
    for part in body.split(";"):
        key, _, value = part.partition(":")
        value = value.replace("!important", "").strip()
        key = key.strip().lower()
        yield key, value if key in ("content", "symbols", "prefix", "suffix") else value.lower()


def _string(value: str) -> str:
    match = re.match(r"\s*(?:\"([^\"]*)\"|'([^']*)')", value)
    return (match[1] or match[2] or "") if match is not None else value.strip()


def _end(text: str, opening: int) -> int:
    """Where the block ends that opens at a place."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(text, opening):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return len(text)


def _selector(text: str) -> tuple[tuple[_Part, ...], bool] | None:
    """The parts of a selector, and whether it is of what stands before; None for others."""
    if not text or len(text) > 300 or any(c in text for c in "[+~(|\\"):
        return None
    parts: list[_Part] = []
    before = child = False
    for word in text.replace(">", " > ").split():
        if word == ">":
            child = True
            continue
        match = _COMPOUND.fullmatch(word)
        if match is None or before:
            return None
        names = re.findall(r"[.#][\w-]+", match[2] or "")
        ids = [n[1:] for n in names if n[0] == "#"]
        name = (match[1] or "").lower()
        parts.append(
            _Part(
                "" if name == "*" else name,
                frozenset(n[1:] for n in names if n[0] == "."),
                ids[0] if ids else "",
                child,
            )
        )
        before = match[3] is not None
        child = False
    return (tuple(parts), before) if parts else None


def _stands(parts: tuple[_Part, ...], above: Sequence[Who]) -> bool:
    """Whether the parts before the last one fit what stands around, from the inside out."""
    at = len(above) - 1
    for k in range(len(parts) - 2, -1, -1):
        while at >= 0 and not parts[k].fits(above[at]):
            if parts[k + 1].child:
                return False
            at -= 1
        if at < 0:
            return False
        at -= 1
    return True
