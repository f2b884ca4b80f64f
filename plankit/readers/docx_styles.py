"""Word's paragraph and character styles, as far as they bear on text and outline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_PPR, _RPR, _NUM_PR = f"{W}pPr", f"{W}rPr", f"{W}numPr"
_NUM_ID, _ILVL, _OUTLINE = f"{W}numId", f"{W}ilvl", f"{W}outlineLvl"
_VANISH, _NAME, _BASED_ON = f"{W}vanish", f"{W}name", f"{W}basedOn"
_STYLE_ID, _TYPE, _DEFAULT = f"{W}styleId", f"{W}type", f"{W}default"
_BODY_TEXT = 9

_HEADING = re.compile(r"(?:heading|标题|標題)[ _]?([1-9])(?!\d)", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|標題", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄)[ _]?\d|toc heading", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits."""

    id: str = ""
    heading: int | None = None
    """Outline level from 1; None for body text."""
    title: bool = False
    contents: bool = False
    """An entry of a table of contents."""
    num_id: str | None = None
    levels: tuple[tuple[str, int | None], ...] = ()
    """The chain of styles from this one up, each with the list level it states itself."""
    hidden: bool | None = None


def on(element: Element | None) -> bool | None:
    """The value of a toggle such as `w:vanish`; None where it is not there."""
    if element is None:
        return None
    return element.get(VAL, "true").lower() not in ("0", "false", "off", "none")


def number(element: Element | None, default: int | None = None) -> int | None:
    """The whole number in `w:val`."""
    if element is None:
        return default
    try:
        return int(element.get(VAL) or "")
    except ValueError:
        return default


def outline_level(properties: Element) -> int | None:
    """Outline level that a `w:pPr` states: 1 to 9, 0 for body text, None for nothing."""
    level = number(properties.find(_OUTLINE))
    if level is None:
        return None
    return level + 1 if 0 <= level < _BODY_TEXT else 0


def list_place(properties: Element) -> tuple[str | None, int | None]:
    """List (`w:numId`) and level (`w:ilvl`) that a `w:pPr` states."""
    found = properties.find(_NUM_PR)
    if found is None:
        return None, None
    listed = found.find(_NUM_ID)
    return (listed.get(VAL) if listed is not None else None), number(found.find(_ILVL))


class Styles:
    """The styles of a document; unknown ones are plain, but for what their id says."""

    def __init__(self, root: Element | None, any_hidden: bool = False) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self.default = Style()
        self.any_hidden = any_hidden
        default = ""
        for element in root if root is not None else ():
            style_id = element.get(_STYLE_ID)
            if style_id is None:
                continue
            self._elements.setdefault(style_id, element)
            kind = element.get(_TYPE, "paragraph")
            if kind == "paragraph" and element.get(_DEFAULT, "0").lower() in ("1", "true", "on"):
                default = style_id
        if default:
            self.default = self.get(default)

    def get(self, style_id: str | None) -> Style:
        """The style of an id, with what it inherits."""
        if style_id is None:
            return self.default
        found = self._known.get(style_id)
        if found is None:
            found = self._known[style_id] = self._resolve(style_id)
        return found

    def named(self, style_id: str) -> Element | None:
        """The definition of a style."""
        return self._elements.get(style_id)

    def _resolve(self, style_id: str) -> Style:
        heading: int | None = None
        num_id: str | None = None
        hidden: bool | None = None
        levels: list[tuple[str, int | None]] = []
        name = ""
        at: str | None = style_id
        seen: set[str] = set()
        own_name = style_id
        while at is not None and at not in seen:
            seen.add(at)
            element = self._elements.get(at)
            if element is None:
                name = at
            else:
                named = element.find(_NAME)
                name = (named.get(VAL) if named is not None else None) or at
            if at == style_id:
                own_name = name
            level = None
            properties = element.find(_PPR) if element is not None else None
            if properties is not None:
                if heading is None:
                    heading = outline_level(properties)
                listed, level = list_place(properties)
                num_id = listed if num_id is None else num_id
            levels.append((at, level))
            if heading is None:
                # the built-in headings have their level even where the file does not say so
                built_in = _HEADING.fullmatch(name)
                heading = int(built_in[1]) if built_in else None
            if element is not None and hidden is None:
                letters = element.find(_RPR)
                hidden = on(letters.find(_VANISH)) if letters is not None else None
            parent = element.find(_BASED_ON) if element is not None else None
            at = parent.get(VAL) if parent is not None else None
        contents = _CONTENTS.fullmatch(own_name) is not None
        return Style(
            id=style_id,
            heading=None if contents else heading or None,
            title=_TITLE.fullmatch(own_name) is not None,
            contents=contents,
            num_id=num_id,
            levels=tuple(levels),
            hidden=hidden,
        )
