"""A repost on a site of model texts, often run through a converter to Traditional script.

Believes that the title is repeated above the text, that a line names the site and counts readers
(來源：… 2.09W), that the site's tags stand below the text, and that the converter lost opening
quotation marks, so that a closing one may stand alone.
"""

from __future__ import annotations

import re
from typing import Final

from ..page import Page
from . import general
from .base import Layout

_SITE: Final = re.compile(
    r"(?:来源|來源|作者|编辑|編輯|时间|時間|发布|發佈)[:：].{0,40}(?:网|網|站|库|庫|\d(?:\.\d+)?\s?[WwKk万萬]).{0,12}$"
)
_COUNT: Final = re.compile(r"\d+(?:\.\d+)?[WwKk万萬]\+?$")


def matches(page: Page) -> bool:
    """A site line in the head, and the page's first line again within the next ten."""
    head = page.lines[:12]
    if len(head) < 4 or not any(_SITE.match(line.text) for line in head):
        return False
    first = head[0].text
    return any(line.text == first for line in head[1:])


def mark(page: Page) -> None:
    """Claim the site's line as the header field it is labelled as."""
    general.mark(page)
    for line in page.lines[:12]:
        if line.kind is None and (_SITE.match(line.text) or _COUNT.match(line.text)):
            page.claim(line, "furniture")


REPOST: Final = Layout("repost", matches, mark)
