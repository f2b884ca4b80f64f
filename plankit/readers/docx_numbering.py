"""Word's automatic numbers: what `numbering.xml` says, counted along the paragraphs.

Counters belong to the abstract definition, so that two lists (`w:num`) of one definition run on,
unless one of them overrides the start. Checked against LibreOffice's own rendering.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .docx_numerals import write_custom, write_number
from .docx_styles import VAL, Style, Styles, W, list_place, number, on

_LEVELS = 9
_PLACE = re.compile("%([1-9])")
_IDEOGRAPH = re.compile("[\u3007\u4e00-\u9fff]")
_CLOSED = "、。．，：）】〕》」』〉！"
BULLET = "•"


class Label(NamedTuple):
    """A list number as it is written before a paragraph."""

    text: str
    """With the space behind it, if any."""
    level: int
    """From 1."""


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    pattern: str | None = None
    """Of a custom format: "001, 002, 003, ..."."""
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    hidden: bool = False
    restart: int | None = None
    style: str | None = None

    def write(self, count: int, legal: bool) -> str:
        if legal:
            return str(count)
        if self.pattern is not None:
            return write_custom(count, self.pattern)
        return write_number(count, self.form)


@dataclass(slots=True)
class _Definition:
    """An abstract definition: its levels, and how far each has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    link: str | None = None
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    by_style: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    definition: _Definition
    levels: dict[int, _Level]
    starts: dict[int, int]
    """Levels whose start this list overrides; taken out when they have been used."""


class Numbering:
    """The lists of a document. Feed it the paragraphs in their order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        definitions: dict[str, _Definition] = {}
        by_link: dict[str, _Definition] = {}
        for element in root.findall(f"{W}abstractNum"):
            made = _definition(element)
            definitions[element.get(f"{W}abstractNumId", "")] = made
            linked = element.find(f"{W}styleLink")
            if linked is not None and (style := linked.get(VAL)):
                by_link.setdefault(style, made)
        nums = root.findall(f"{W}num")
        places = {n.get(f"{W}numId", ""): _value(n.find(f"{W}abstractNumId")) for n in nums}
        for element in nums:
            found = definitions.get(_value(element.find(f"{W}abstractNumId")))
            if found is not None and found.link is not None and not found.levels:
                found = by_link.get(found.link) or _through_style(
                    found.link, styles, places, definitions
                )
            if found is None:
                continue
            levels, starts = dict(found.levels), {}
            for override in element.findall(f"{W}lvlOverride"):
                depth = _depth(override)
                if depth is None:
                    continue
                own = override.find(f"{W}lvl")
                if own is not None:
                    levels[depth] = _level(own)
                start = number(override.find(f"{W}startOverride"))
                if start is not None:
                    starts[depth] = start
                    levels[depth] = replace(levels.get(depth) or _Level(), start=start)
            self._lists[element.get(f"{W}numId", "")] = _List(found, levels, starts)

    def __bool__(self) -> bool:
        return bool(self._lists)

    def label(self, num_id: str | None, depth: int | None, style: Style) -> Label | None:
        """The number of the next paragraph, or None where it has none.

        `num_id` and `depth` are what the paragraph states itself; the style says the rest.
        """
        own = num_id is not None
        listed = self._lists.get(num_id or style.num_id or "")
        if listed is None:
            return None
        if depth is None:
            depth = 0 if own and not listed.definition.by_style else _style_depth(listed, style)
        if not 0 <= depth < _LEVELS:
            return None
        level = listed.levels.get(depth)
        if level is None:
            return None
        counts = listed.definition.counts
        self._count(listed, depth, level, counts)
        if level.hidden:
            return None
        if level.form == "bullet":
            written = level.text if _IDEOGRAPH.search(level.text) else BULLET if level.text else ""
        else:
            written = _PLACE.sub(
                lambda m: self._part(listed, int(m[1]) - 1, depth, level), level.text
            )
        if not written:
            return None
        return Label(written + _space(written, level), depth + 1)

    def _count(self, listed: _List, depth: int, level: _Level, counts: list[int | None]) -> None:
        """Move the counters on to a paragraph at `depth`."""
        for above in range(depth):
            # a level that was passed over counts as begun: 1.1 above the first 1
            if counts[above] is None and above in listed.levels:
                counts[above] = listed.starts.pop(above, listed.levels[above].start)
        before = counts[depth]
        if depth in listed.starts:
            counts[depth] = listed.starts.pop(depth)
        else:
            counts[depth] = level.start if before is None else before + 1
        for below in range(depth + 1, _LEVELS):
            lower = listed.levels.get(below)
            until = lower.restart if lower is not None else None
            if until is None or until > below or depth < until:
                counts[below] = None

    @staticmethod
    def _part(listed: _List, place: int, depth: int, level: _Level) -> str:
        """What stands for `%n` in a level's text."""
        if place > depth:
            return ""
        of = listed.levels.get(place)
        count = listed.definition.counts[place]
        if of is None or count is None:
            return ""
        return of.write(count, level.legal and of.form not in ("none", "bullet"))


def _style_depth(listed: _List, style: Style) -> int:
    """The level of a paragraph that leaves it to its style: linked to it, or stated by it."""
    for name, stated in style.levels:
        linked = listed.definition.by_style.get(name)
        if linked is not None:
            return linked
        if stated is not None:
            return stated
    return 0


def _space(written: str, level: _Level) -> str:
    """What stands between number and text.

    Behind 、 and ） a tab is only the gap that the character has anyway.
    """
    if level.suffix == "nothing" or (level.suffix == "tab" and written[-1] in _CLOSED):
        return ""
    return " "


def _value(element: Element | None) -> str:
    return (element.get(VAL) or "") if element is not None else ""


def _depth(element: Element) -> int | None:
    try:
        depth = int(element.get(f"{W}ilvl") or "")
    except ValueError:
        return None
    return depth if 0 <= depth < _LEVELS else None


def _definition(element: Element) -> _Definition:
    made = _Definition(link=_value(element.find(f"{W}numStyleLink")) or None)
    for item in element.findall(f"{W}lvl"):
        depth = _depth(item)
        if depth is not None:
            level = made.levels[depth] = _level(item)
            if level.style:
                made.by_style.setdefault(level.style, depth)
    return made


def _level(element: Element) -> _Level:
    # Word wraps newer formats as mc:AlternateContent; its first choice is the better one
    form = next(element.iter(f"{W}numFmt"), None)
    text = element.find(f"{W}lvlText")
    letters = element.find(f"{W}rPr")
    kind = _value(form) or "decimal"
    return _Level(
        start=number(element.find(f"{W}start"), 1) or 0,
        form=kind,
        pattern=form.get(f"{W}format") if form is not None and kind == "custom" else None,
        text=_value(text) if _is_written(text) else "",
        suffix=_value(element.find(f"{W}suff")) or "tab",
        legal=bool(on(element.find(f"{W}isLgl"))),
        hidden=bool(letters is not None and on(letters.find(f"{W}vanish"))),
        restart=number(element.find(f"{W}lvlRestart")),
        style=_value(element.find(f"{W}pStyle")) or None,
    )


def _is_written(text: Element | None) -> bool:
    """Whether a `w:lvlText` counts: `w:null` says that there is none."""
    return text is not None and text.get(f"{W}null", "0").lower() not in ("1", "true", "on")


def _through_style(
    style_id: str,
    styles: Styles,
    places: dict[str, str],
    definitions: dict[str, _Definition],
) -> _Definition | None:
    """The definition that a list style names, where none links back to it."""
    element = styles.named(style_id)
    properties = element.find(f"{W}pPr") if element is not None else None
    if properties is None:
        return None
    listed, _ = list_place(properties)
    found = definitions.get(places.get(listed or "", ""))
    return found if found is not None and found.levels else None
