"""Sentences that only sites say, in the midst of a document's lines or between them.

此处隐藏1200个字 in a paragraph is the site's, and so is a paragraph that says what its editors
collected (以下是小编为大家整理的…). What they look like is told by `furniture.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ..lexicon import DEFAULT, Lexicons
from ..page import Page

HIDING: Final = {"隐藏": "藏", "省略": "略", "页未": "页", "页内容未": "页", "文共": "共"}
SPEAKING: Final = {
    **{"小编": "编", "大家": "家", "下载": "载", "仅供": "仅", "QQ": "Q", "侵权": "侵"},
    **{"本文档": "档", "范文": "范", "退款": "退", "预览": "览", "您": "您", "你": "你"},
    **{"小編": "編", "下載": "載", "本站": "站", "文档由": "档", "资料由": "料", "付费": "付"},
    **{"以下是": "以", "下面是": "面", "可能不全": "能", "超出": "超"},
}
"""Words of which one stands wherever a row of the table fits: looking for them spares the patterns.

Each with its rarest character, which is found missing in a sixth of the time of two. A caller's own
rows need none of them, so there nothing is spared.
"""
AROUND: Final = 2500
"""Characters at a text's head and foot in which a site speaks."""
LONGEST: Final = 300
"""Characters of a paragraph that is the site's as a whole."""
_RARE: Final = re.compile(f"[{''.join(sorted(set(SPEAKING.values())))}]").findall
_ENDS: Final = "。！？；：，、.!?;:,…"


def claim_site_sentences(page: Page, simple: Callable[[str], str]) -> None:
    """Claim what a site says of hidden text inside lines, and paragraphs of its own.

    `simple` gives a line's words in Simplified.
    """
    text = page.source.text
    shipped = page.lexicons is DEFAULT
    if not shipped or any(_stands(word, rare, text) for word, rare in HIDING.items()):
        _claim_hidden(page)
    foot = max(AROUND, len(text) - AROUND)
    lines = [
        line
        for line in page.lines
        if line.kind is None and len(line.text) < LONGEST and not AROUND < line.start < foot
    ]
    spoken = _spoken("\n".join([line.text for line in lines])) if shipped else [""]
    for line in lines if spoken else ():
        if (
            any(word in line.text for word in spoken)
            and _patterns(page.lexicons)[1].search(simple(line.text)) is not None
        ):
            page.claim(line, "furniture")


def _spoken(text: str) -> list[str]:
    """Those of `SPEAKING` that stand in a text."""
    met = set(_RARE(text))
    return [word for word, rare in SPEAKING.items() if rare in met and word in text]


def _stands(word: str, rare: str, text: str) -> bool:
    """Whether a word stands in a text, asked around the places of its rarest character.

    In a long text with few of these that takes a third of the time of a search for the word.
    """
    before = word.index(rare)
    at = text.find(rare, before)
    while at >= 0:
        if text.startswith(word, at - before):
            return True
        at = text.find(rare, at + 1)
    return False


def _claim_hidden(page: Page) -> None:
    """Take out of lines what says how much of the text is not shown; it breaks off there."""
    hidden = _patterns(page.lexicons)[0]
    for line in page.lines:
        if line.kind is not None:
            continue
        found = hidden.search(line.text)
        while found is not None and found.end() > found.start():  # a caller's row may fit nothing
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
