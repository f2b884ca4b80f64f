"""Questions to ask of Word's elements that take more than a look at the tag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from .docx_styles import VAL, W, on

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PPR, _RPR, _VANISH = f"{W}pPr", f"{W}rPr", f"{W}vanish"
_DEL, _MOVE_FROM, _BOX = f"{W}del", f"{W}moveFrom", f"{W}txbxContent"
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_SDT_PR, _SDT_CONTENT = f"{W}sdtPr", f"{W}sdtContent"
_CHOICE, _FALLBACK = f"{_MC}Choice", f"{_MC}Fallback"

ALTERNATE = f"{_MC}AlternateContent"


def text_kept(element: Element, text: str) -> str:
    """Text without the space at its ends, which counts only where the file says so."""
    return text if element.get(_SPACE) == "preserve" else text.strip(" \t\r\n")


def mark_hidden(properties: Element) -> bool:
    """Whether a paragraph's own mark is hidden, and its list number with it."""
    letters = properties.find(_RPR)
    return letters is not None and bool(on(letters.find(_VANISH)))


def mark_deleted(paragraph: Element) -> bool:
    """Whether a tracked change takes the end of a paragraph away."""
    properties = paragraph.find(_PPR)
    letters = properties.find(_RPR) if properties is not None else None
    return letters is not None and (
        letters.find(_DEL) is not None or letters.find(_MOVE_FROM) is not None
    )


def branch_shown(alternate: Element) -> Iterable[Element]:
    """The one branch of an `mc:AlternateContent` that is shown."""
    choice = alternate.find(_CHOICE)
    if choice is None:
        choice = alternate.find(_FALLBACK)
    return choice if choice is not None else ()


def content_shown(control: Element) -> Element | None:
    """What a content control holds; None where it only prompts for text."""
    properties = control.find(_SDT_PR)
    if properties is not None and on(properties.find(f"{W}showingPlcHdr")):
        return None
    return control.find(_SDT_CONTENT)


def text_boxes(element: Element) -> Iterator[Element]:
    """The text boxes in a drawing."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag == _TEXT_PATH:
            yield from _word_art(child.get("string"))
        elif child.tag == ALTERNATE:
            for chosen in branch_shown(child):
                if chosen.tag == _BOX:
                    yield chosen
                else:
                    yield from text_boxes(chosen)
        elif len(child):
            yield from text_boxes(child)


def _word_art(words: str | None) -> Iterator[Element]:
    """Words drawn as a shape, which stand in an attribute, as a text box."""
    if words and words.strip():
        box = Element(_BOX)
        run = SubElement(SubElement(box, f"{W}p"), f"{W}r")
        SubElement(run, f"{W}t").text = words
        yield box


def is_contents(control: Element) -> bool:
    """Whether a content control is Word's table of contents."""
    properties = control.find(_SDT_PR)
    if properties is None:
        return False
    gallery = properties.find(f"{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "table of contents" in gallery.get(VAL, "").lower()
