"""Sentences that only sites say, in the midst of a document's lines or between them.

此处隐藏1200个字 in a paragraph is the site's, and so is a paragraph that says what its editors
collected (以下是小编为大家整理的…). What they look like is told by `furniture.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ..lexicon import Lexicons
from ..page import Page

_HIDING: Final = (("隐藏", "藏"), ("未读", "读"), ("未完", "未"), ("预览", "览"))
_SPEAKING: Final = (
    ("小编", "编"),
    ("大家", "家"),
    ("下载", "载"),
    ("仅供", "仅"),
    ("QQ", "Q"),
    ("侵权", "侵"),
    ("本文档", "档"),
    ("范文", "范"),
    ("退款", "退"),
    ("预览", "览"),
    ("您", "您"),
    ("小編", "編"),
    ("下載", "載"),
    ("本站", "站"),
)
"""Words of which one stands in every such sentence: to look for them spares the patterns.

Each with its rarest character, which is found, or not, in a sixth of the time of two.
"""
AROUND: Final = 2500
"""Characters at a text's head and foot in which a site speaks."""
LONGEST: Final = 300
"""Characters of a paragraph that is the site's as a whole."""
_ENDS: Final = "。！？；：，、.!?;:,…"


def claim_site_sentences(page: Page, simple: Callable[[str], str]) -> None:
    """Claim what a site says of hidden text inside lines, and paragraphs of its own.

    `simple` gives a line's words in Simplified.
    """
    text = page.source.text
    if any(rare in text and word in text for word, rare in _HIDING):
        _claim_hidden(page)
    foot = max(AROUND, len(text) - AROUND)
    around = text[:AROUND] + text[foot:]
    spoken = [word for word, rare in _SPEAKING if rare in around and word in around]
    for line in page.lines if spoken else ():
        if line.kind is not None or len(line.text) >= LONGEST or AROUND < line.start < foot:
            continue
        for word in spoken:
            if word in line.text:
                if _patterns(page.lexicons)[1].search(simple(line.text)) is not None:
                    page.claim(line, "furniture")
                break


def _claim_hidden(page: Page) -> None:
    """Take out of lines what says how much of the text is not shown; it breaks off there."""
    hidden = _patterns(page.lexicons)[0]
    for line in page.lines:
        if line.kind is not None:
            continue
        found = hidden.search(line.text)
        while found is not None:
            page.truncated = True
            start, end = line.start + found.start(), line.start + found.end()
            if not line.text[: found.start()].strip(_ENDS) + line.text[found.end() :].strip(_ENDS):
                page.claim(line, "furniture")
                break
            at = found.end() if found.start() else 0
            page.trim(line, start, end)
            found = hidden.search(line.text, at) if line.end > end else None


def _patterns(lexicons: Lexicons) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is said of hidden text, and what stands in paragraphs that are the site's."""

    def build(lex: Lexicons) -> tuple[re.Pattern[str], re.Pattern[str]]:
        rows = lex.rows("furniture")
        hidden, said = (
            "|".join(r[0] for r in rows if r[1] == scope) for scope in ("hidden", "said")
        )
        return (
            re.compile(rf"(?:\.{{3,6}}|…{{1,2}})?(?:{hidden})(?:\.{{3,6}}|…{{1,2}})?"),
            re.compile(said),
        )

    return lexicons.build("site_sentences", build)


__all__ = ["claim_site_sentences"]
