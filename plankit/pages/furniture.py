"""Site furniture: lines that are no part of any document.

What such lines look like is told by `furniture.tsv`; where a plan's tail begins is for
`plankit.outline.closing` to say.
"""

from __future__ import annotations

import re
from typing import Final

from ..lexicon import Lexicons
from ..line_kinds import READING, squeeze
from ..page import SPACE, Page
from ..plan_titles import title_like
from ..script import simplify
from ..text import Text
from ..unseen import seen
from .contents import claim_contents, claim_unnamed
from .page_marks import claim_page_marks
from .repeats import claim_repeats
from .site_sentences import claim_site_sentences

_NUMERALS: Final = "一二三四五六七八九十"
_HEADS: Final = frozenset(
    (*f"{_NUMERALS}第", *(bracket + n for bracket in "（(" for n in _NUMERALS))
)
"""Headings begin so, and no line of furniture does: spares most short lines the long pattern."""
_BULLETS: Final = frozenset("-–*·•●")
"""Marks that a page's list of tools has before each."""
_GAPS: Final = frozenset(" \t\u3000\xa0")
LONGEST_TAIL: Final = 160
"""Characters of a line; footers name sponsors, licences and addresses on one."""
DOCUMENT: Final = 500
"""Characters above a footer that are a document."""
_LICENCE: Final = re.compile(r"ICP[备備证證]|[公网網]安[备備]|网站标识码|版[权權]所有")
_DELIMITERS: Final = ".、．"
"""A number and one of these is a label whose words are lost, no page number."""


def words(page: Page, text: str) -> str:
    """A line's words in Simplified without spaces, for comparing and matching."""
    text = squeeze(seen(text) if page.unseen else text)
    if page.readings:
        text = re.sub(READING, "", text) or text
    return text if is_plain(page) else simplify(Text.of(text), page.lexicons).string


def is_plain(page: Page) -> bool:
    """Whether the source is in Simplified, so that its words need no conversion."""
    return page.script in ("hans", None)


def furniture_patterns(
    lexicons: Lexicons,
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Whole-line patterns: furniture by itself, the first line of a page's tail, and of links."""

    def build(lex: Lexicons) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        rows = lex.rows("furniture")
        tools = "|".join(row[0] for row in lex.rows("page_tools"))
        line, tail, links = (
            "|".join(r[0].replace("{tools}", tools) for r in rows if r[1] == scope)
            for scope in ("line", "tail", "links")
        )
        return (
            re.compile(f"(?:{line})\\Z"),
            re.compile(f"(?:{tail}|{links})\\Z"),
            re.compile(f"(?:{links})\\Z"),
        )

    return lexicons.build("furniture_patterns", build)


def claim_furniture(page: Page) -> None:
    """Claim lines of no document, wherever they stand, and tables of contents."""
    alone, _, _ = furniture_patterns(page.lexicons)
    _claim_menu(page)
    claim_contents(page, lambda text: title_like(words(page, text), page.lexicons))
    claim_unnamed(page)
    for line in page.lines:
        if line.kind is not None:
            continue
        text = line.text
        if text[0] in _BULLETS and text[1:2] in _GAPS:
            text = text[1:].lstrip(SPACE) or text
        if (
            len(text) < 90
            and (text[0] not in _HEADS and text[:2] not in _HEADS or text[-1] in "页頁")
            and not (text[-1] in _DELIMITERS and text[:-1].isdecimal())
            and alone.match(words(page, text))
        ):
            page.claim(line, "furniture")
    claim_site_sentences(page, str if is_plain(page) else lambda text: words(page, text))
    _claim_below_footer(page)
    _claim_links(page)
    _claim_terms(page)
    _claim_cut(page)
    claim_page_marks(page)
    claim_repeats(page)


def _claim_menu(page: Page) -> None:
    """Claim a site's list of columns above the document: • 工作总结 • 心得体会 • 申请书.

    Believes that six short lines with bullets below each other, above all else, are no plan's.
    """
    lines = page.lines[:MENU]
    if lines and _HOME.fullmatch(lines[0].text) is not None:
        for line in lines:
            if line.kind is not None or _CRUMB.fullmatch(line.text) is None:
                break
            page.claim(line, "furniture")
        return
    until = 0
    while (
        until < len(lines)
        and lines[until].kind is None
        and lines[until].text[0] in _BULLETS
        and _COLUMN.fullmatch(lines[until].text) is not None
    ):
        until += 1
    for line in lines[:until] if until > LEAST else ():
        page.claim(line, "furniture")


MENU, LEAST = 60, 5
_HOME: Final = re.compile(r"1[.、][ \u3000]?(?:网站)?(?:首页|主页)")
_CRUMB: Final = re.compile(r"[1-9][.、][ \u3000]?[^。；，]{2,14}")
"""1. 首页 2. 信息公开: where a site says that its page stands, as a list."""
_COLUMN: Final = re.compile(r".[ \u3000]{0,4}[\u4e00-\u9fff]{2,8}")


def _claim_below_footer(page: Page) -> None:
    """Claim what stands below a page's licences: comments, hidden boxes, more of the site.

    Believes that licences stand at the foot of a page, in a container that the reader has told to
    be no part of the document, and that a document stands above them.
    """
    if not any(line.kind == "furniture" for line in page.lines):
        return
    above = 0
    foot = False
    for line in page.lines:
        if line.kind is None and foot:
            page.claim(line, "furniture")
        elif line.kind is None:
            above += len(line.text)
        elif line.kind == "furniture" and above >= DOCUMENT and _LICENCE.search(line.text):
            foot = True


def _claim_links(page: Page) -> None:
    """Claim a site's links to other documents at the foot of a page, numbered ones too.

    Believes that a site's list of links has a name (相关阅读, 上一篇), and that nothing but short
    lines without a stop stands between it and the page's end.
    """
    links = furniture_patterns(page.lexicons)[2]
    begin = 0
    for line in reversed(page.lines[len(page.lines) // 2 :]):
        if line.kind is None:
            if len(line.text) > 80 or line.text[-1] in "。！？；":
                break
            if links.match(words(page, line.text)):
                begin = line.index
    for line in page.lines[begin:] if begin else ():
        if line.kind is None:
            page.claim(line, "furniture")


def _claim_terms(page: Page) -> None:
    """Claim a site's terms of use at the foot of a page, numbered ones too.

    Believes that they speak of the site, of its documents or of those who load them up and down, in
    each line or in the next. They begin with a heading (温馨提示), else with a line in words that
    only sites use, and then another line does so too: a station calls itself 本站, and a school
    speaks of 解压.
    """
    heading, own, site = _terms_patterns(page.lexicons)
    begin: int | None = None
    sure = apart = 0
    for line in reversed(page.lines):
        if line.kind is not None:
            continue
        text = line.text
        if own.search(text) is not None:
            begin, apart = line.index, 0
            sure += 1
        elif site.search(text) is not None:
            begin, apart = begin or line.index, 0
        elif begin is None:
            return
        elif heading.match(words(page, text)) is not None:
            begin, sure = line.index, 2
            break
        else:
            apart += 1
            if apart > 1:
                break
    for line in page.lines[begin:] if begin and sure > 1 else ():
        if line.kind is None:
            page.claim(line, "furniture")


def _terms_patterns(
    lexicons: Lexicons,
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What heads a site's terms of use, as a line, and what each line of them says."""

    def build(lex: Lexicons) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        rows = lex.rows("furniture")
        heading, own, site = (
            "|".join(r[0] for r in rows if r[1] == scope) for scope in ("terms", "own", "site")
        )
        return re.compile(f"(?:{heading})\\Z"), re.compile(own), re.compile(site)

    return lexicons.build("terms_of_use", build)


def _claim_cut(page: Page) -> None:
    """Claim a line at the foot that says that the page shows a part alone: the text breaks off."""

    def build(lex: Lexicons) -> re.Pattern[str]:
        shapes = "|".join(row[0] for row in lex.rows("furniture") if row[1] == "cut")
        return re.compile(f"(?:{shapes})\\Z")

    cut = page.lexicons.build("cut_lines", build)
    for line in reversed(page.lines):
        if cut.match(words(page, line.text)) is not None:
            page.claim(line, "furniture")
            page.truncated = True
        elif line.kind is None:
            break


def is_tail(page: Page, text: str) -> bool:
    """Whether a line begins the matter below a document: tags, links, footer."""
    if len(text) > 300:
        return False
    return furniture_patterns(page.lexicons)[1].match(words(page, text)) is not None


def site_words(page: Page, text: str) -> int:
    """The offset in what stands below a plan where the site's own words begin; its length if none.

    Believes that they begin with a line of a page's tail and that nothing longer than such lines
    stands below it: an annex that follows a list of downloads is the document's.
    """
    begin = at = len(text)
    for line in reversed(text.split("\n")):
        at -= len(line)
        if len(line) > LONGEST_TAIL:
            break
        if line.strip() and is_tail(page, line.strip()):
            begin = at
        at -= 1
    return begin
