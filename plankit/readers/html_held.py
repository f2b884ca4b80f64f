"""Words that a page holds back until a script shows them: in fields, templates, data, attributes.

Looked for only where a page shows no sentence at all. The longest such piece is taken for the
article; what a script fetches from elsewhere is not there to be found.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from .html_tokens import RAW, START, attributes, tokens

LEAST = 80
"""Chinese characters that an article has at least."""

_STRING = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"')
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ESCAPED = re.compile(r"\\u[4-9][0-9a-fA-F]{3}")
_TEMPLATE = re.compile(r"type\s*=\s*[\"']?(?:text/(?:html|template|x-)|text/plain)", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|br|span|table|section)[\s/>]", re.IGNORECASE)


def held_back(raw: str) -> tuple[str, int] | None:
    """The article's markup and where in the file it is held; None where there is none."""
    best: tuple[str, int] | None = None
    most = LEAST - 1
    for text, at in _held(raw):
        count = len(_CHINESE.findall(text))
        if count > most and "。" in text:
            best, most = (text, at), count
    if best is None:
        return None
    text, at = best
    if _TAG.search(text) is None:
        text = "<br>".join(map(html.escape, text.split("\n")))
    return text, at


def _held(raw: str) -> Iterator[tuple[str, int]]:
    for kind, start, end, name, segment in tokens(raw):
        if kind == RAW and end - start > LEAST:
            inner = raw[start:end]
            if name == "textarea":
                yield html.unescape(inner), start
            elif name == "script":
                if _TEMPLATE.search(segment) is not None:
                    yield inner, start
                else:
                    for match in _STRING.finditer(inner):
                        yield from _string(match, start)
        elif kind == START and len(segment) > LEAST:
            for value in attributes(segment).values():
                if len(value) > LEAST:
                    yield value, start


def _string(match: re.Match[str], start: int) -> Iterator[tuple[str, int]]:
    """A string of a script, if it may be an article."""
    words = match[1]
    if len(words) < LEAST or not (_CHINESE.search(words) or _ESCAPED.search(words)):
        return
    try:
        text = json.loads(match[0], strict=False)
    except ValueError:
        return
    if isinstance(text, str):
        yield text, start + match.start(1)
