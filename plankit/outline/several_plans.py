"""Where the first of several plans ends: at a second title, at what is appended.

Numbering at the top that begins again says so, where a title stands above it, an attachment's
mark, or a heading such as the first numbers do not have.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from ..line_kinds import is_attachment, may_append
from ..page import Page
from ..plan_titles import heads_chapter, title_like, whole_title
from .branches import Branch
from .chapters import heading_above, lines_above
from .label_styles import PLAIN

if TYPE_CHECKING:
    from ..reading import Body

_MARK: Final = re.compile(
    r"^[ \u3000\t]*(附(?:[件表录錄].{0,120}|[ \u3000]?[:：].{0,40}|[0-9０-９]{0,2}[ \u3000]*)"
    r"|[【\[]?附?[:：]?(?:[有相]?[关關]?名[词詞](?:解[释釋]|注[释釋]|[术術][语語])|注[释釋])"
    r"[】\]]?[:：]?)[ \u3000]*$",
    re.MULTILINE,
)
"""An attachment's mark, and the heading of a glossary, which is numbered too."""


def first_plan(page: Page, body: Body, branches: list[Branch]) -> list[Branch]:
    """The branches of the first plan; sets where it ends, as far as is known here."""
    kept = _before_restart(page, body, branches)
    cut = _appendix(body.text.string, kept)
    if cut is None:
        return kept
    k, at, words = cut
    if body.limit is None:
        page.note("appendix", "info", f"appended: {words!r}", body.text.span(at, at + 1))
    body.limit = at
    for branch in kept[:k]:
        branch.children = [c for c in branch.children if c.start < at]
    return kept[:k]


def _appendix(string: str, branches: Sequence[Branch]) -> tuple[int, int, str] | None:
    """The attachment's mark among the units behind which nothing of the plan follows.

    Given as (how many units stand above it, its offset, its words). The plan goes on behind such a
    line where its first level runs on there.
    """
    if not branches:
        return None
    starts = [b.start for b in branches]
    if not may_append(string, starts[0], starts[-1]):
        return None
    roots = [b for b in branches if b.parent is None]
    root_starts = [b.start for b in roots]
    for match in _MARK.finditer(string, starts[0], starts[-1]):
        words = "".join(match[1].split()).rstrip("：:】]")
        if not is_attachment(words) and not words.endswith(("解释", "注释", "术语")):
            continue
        at = match.start(1)
        k = bisect_right(root_starts, at)
        last = roots[k - 1]
        following = (last.style, (last.number or 0) + 1)
        if k < len(roots) and (roots[k].style, roots[k].number) == following:
            continue
        return bisect_right(starts, at), at, words
    return None


def _before_restart(page: Page, body: Body, branches: list[Branch]) -> list[Branch]:
    """The branches up to where a root run begins again.

    Below a title it is a second plan; below an attachment's mark, or below a heading of a kind
    that the first run does not have, an appendix.
    """
    string = body.text.string
    most: dict[str, int] = {}
    headed: bool | None = None
    labelled = {b.start for b in branches}
    for k, branch in enumerate(branches):
        if k and (branch.number == 1 or branch.style == PLAIN) and not branch.inline:
            whole = _whole_title_above(page, string, branches[k - 1].start, branch.start, labelled)
            if whole is not None:
                return _end_at_title(page, body, branches[:k], whole)
        if branch.parent is not None:
            continue
        if headed is None:
            headed = heading_above(string, branch.start, labelled) is not None
        if branch.number == 1 and branch.style in most and not branch.inline:
            repeated = most.get(branch.style) == 1  # 壹、 and 壹、 again: a slip, no new numbering
            title = _title_above(page, string, branch.start, labelled)
            if title is not None:
                return _end_at_title(page, body, branches[:k], title)
            heading = heading_above(string, branch.start, labelled)
            if heading is not None and not headed and not repeated:
                page.note(
                    "appendix", "info", f"numbering begins again below {heading[1]!r}: an appendix",
                    body.text.span(heading[0], heading[0] + 1),
                )  # fmt: skip
                body.limit = heading[0]
                return branches[:k]
        if branch.number == 1 and branch.inline and most.get(branch.style, 0) > 1:
            opened = _OPENED.search(string, max(0, branch.start - 40), branch.start)
            first = body.text.span(branches[0].start, branches[0].start).start
            # a notice's own numbers stand above the plan that it sends out
            noticed = "通知" in page.source.text[max(0, first - 40) : first]
            if opened is not None and not noticed:
                page.note(
                    "appendix", "info", "numbering begins again behind another opening",
                    body.text.span(branch.start, branch.label_end),
                )  # fmt: skip
                above = string.rfind("。", max(0, opened.start() - 160), opened.start())
                body.limit = above + 1 if above > branches[k - 1].start else branch.start
                return branches[:k]
        most[branch.style] = max(most.get(branch.style, 0), branch.number or 0)
    return branches


def _end_at_title(
    page: Page, body: Body, kept: list[Branch], title: tuple[int, str]
) -> list[Branch]:
    """The branches above another plan's title, which is told."""
    at, words = title
    body.others.append(title)
    page.note(
        "several-plans", "warning",
        f"another plan begins here: {words}; plankit.parse_all reads each",
        body.text.span(at, at + 1),
    )  # fmt: skip
    for branch in kept:
        branch.children = [c for c in branch.children if c.start < at]
    return kept


_OPENED: Final = re.compile(r"制[定订訂](?:了?本|以下|如下|此)[^，,。；：]{1,14}[。：:]\Z")
"""What a plan's opening ends with, right before its 一、 where lines were lost."""


def _title_above(
    page: Page, string: str, start: int, labelled: Collection[int]
) -> tuple[int, str] | None:
    """The title-like line among the few above an offset, and where it begins."""
    for begin, words in lines_above(string, start, 5, labelled):
        if title_like(words, page.lexicons) and not heads_chapter(words, page.lexicons):
            return begin, words
    return None


def _whole_title_above(
    page: Page, string: str, before: int, start: int, labelled: Collection[int]
) -> tuple[int, str] | None:
    """The title of another plan between two units, whatever the style of the second, a 1."""
    line = string.find("\n", before, start)
    if line < 0 or string.find("\n", line + 1, start) < 0:
        return None  # the lines of two units: the usual case
    for begin, words in lines_above(string, start, 5, labelled):
        if whole_title(words, page.lexicons):
            return begin, words
    return None
