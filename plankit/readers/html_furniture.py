"""Which lines of a page are no part of its document, by the page's structure alone.

What is believed: the document is where running text stands, that is lines of some length that are
no links and have a stop. Above and below it, lines of links are the site's; anywhere, <nav> and
<footer> are, unless they hold running text or units of a plan; what a container is called counts
only together with what it holds. Words that portals use alike (扫一扫, 主办单位 …) are known to
`furniture.tsv` and not looked for here.
"""

from __future__ import annotations

import re

from ..lexicon import DEFAULT, Lexicons
from .html_lines import Line

RUNNING = 30
"""Characters beyond links from which a line with a stop is running text."""
SENTENCES = 80
"""Characters of running text that no share bar and no footer's small print has in one line."""

_UNIT = re.compile(
    r"\s*(?:第[ \u3000]?[一二三四五六七八九十百0-9]{1,4}[ \u3000]?[章节条篇]"
    r"|[（(]?[一二三四五六七八九十]{1,3}[、．）)])"
)
_FIELD = re.compile(
    r"(?:索\s?引\s?号|文\s{0,8}号|字\s?号|日\s{0,8}期|时\s{0,8}间|来\s{0,8}源|机\s{0,8}构|机\s{0,8}关"
    r"|主\s?题|标\s{0,8}题|名\s{0,8}称|作\s{0,8}者|公开|分\s{0,8}类|有效性|附件)"
    r"[^:：|]{0,8}[】]?\s{0,4}(?:[:：|]|$)"
    r"|(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}"
)
_NOTE = re.compile(r"\s*[\[［〔【]([0-9]{1,3})[\]］〕】]")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def find_furniture(
    lines: list[Line], boxes: list[tuple[int, str]], lexicons: Lexicons = DEFAULT
) -> list[bool]:
    """For each line, whether it is furniture."""
    texts = [line.text for line in lines]
    sizes = [len("".join(text.split())) for text in texts]
    stops = ["。" in text or "；" in text for text in texts]
    running = [
        not line.nav and stops[k] and line.size - line.linked >= RUNNING
        for k, line in enumerate(lines)
    ]
    units = [_UNIT.match(text) is not None for text in texts]
    sure = _boxes(lines, texts, sizes, stops, units, boxes, lexicons)
    body = [k for k, line in enumerate(lines) if running[k] and not sure[line.box]]
    first, last = (body[0], body[-1]) if body else (0, len(lines) - 1)
    for k in range(len(lines) - 1, last, -1):
        if units[k] and not lines[k].linked and not sure[lines[k].box]:
            last = k  # headings alone may follow the last sentence
            break
    nav_holds = any(
        line.nav and stops[k] and line.size >= SENTENCES and not line.linked
        for k, line in enumerate(lines)
    )
    found: list[bool] = []
    for k, line in enumerate(lines):
        if sure[line.box] or (line.nav and not nav_holds):
            kept = not line.nav and line.linked * 2 < line.size and _is_field(texts[k])
            found.append(not kept)
        elif first <= k <= last:
            found.append(False)
        else:
            dense = line.linked * 10 >= sizes[k] * 6 and not line.row
            found.append(
                dense and not line.attached and line.level != 1 and not _is_field(texts[k])
            )
    return found


def find_notes(lines: list[Line], noted: dict[str, int]) -> set[int]:
    """The numbers of lines that are notes: they begin with [1], which stands raised further up."""
    found: set[int] = set()
    for k, line in enumerate(lines) if noted else ():
        begin = _NOTE.match(line.text)
        if begin is not None and noted.get(begin[1], k) < k:
            found.add(k)
    return found


def _is_field(text: str) -> bool:
    """Whether a line is one of the document's header, or has a date."""
    return len(text) < 300 and _FIELD.search(text) is not None


def _boxes(
    lines: list[Line],
    texts: list[str],
    sizes: list[int],
    stops: list[bool],
    units: list[bool],
    boxes: list[tuple[int, str]],
    lexicons: Lexicons,
) -> list[bool]:
    """For each named container, whether it and all it holds is furniture."""
    weights = [_weight(names, lexicons) for _, names in boxes]
    size = [0] * len(boxes)
    linked = [0] * len(boxes)
    prose = [False] * len(boxes)
    for k, line in enumerate(lines):
        size[line.box] += sizes[k]
        linked[line.box] += line.linked
        own = sizes[k] - line.linked
        if (stops[k] and own >= SENTENCES) or (units[k] and own > 0) or own > 6 * SENTENCES:
            prose[line.box] = True
    for k in range(len(boxes) - 1, 0, -1):
        around = boxes[k][0]
        size[around] += size[k]
        linked[around] += linked[k]
        prose[around] = prose[around] or prose[k]
    sure = [False] * len(boxes)
    for k in range(1, len(boxes)):
        if prose[k]:
            continue
        if (
            sure[boxes[k][0]]
            or weights[k] == "sure"
            or (weights[k] == "maybe" and linked[k] * 2 >= size[k] > 0)
        ):
            sure[k] = True
    return sure


def _weight(names: str, lexicons: Lexicons) -> str:
    """What a container's names say: "sure", "maybe" or ""."""
    if not names:
        return ""
    table = lexicons.build(
        "furniture_boxes", lambda lex: {r[0]: r[1] for r in lex.rows("furniture_boxes")}
    )
    best = ""
    for name in names.split()[:12]:
        words = {name.lower(), *(w.lower() for w in _WORD.findall(name[:60]))}
        for word in words:
            weight = table.get(word, "")
            if weight == "sure":
                return weight
            best = best or weight
    return best
