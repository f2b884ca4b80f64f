"""Which of the lines above a plan is its title: the last, or the one that a notice hands on."""

from __future__ import annotations

from itertools import pairwise

from ..page import Line, Page, disjoint
from ..pages.furniture import is_plain, words
from ..plan_titles import ISSUING, tidy_title
from ..script import simplify
from ..text import Span, Text
from .covering import HANDED_ON, NAMED, handed_on, in_the_news, issued, join_named, key, unissuing
from .parts import Head


def show(page: Page, span: Span) -> str:
    """The words of a title: repairs made, markers of the container left out."""
    text = Text.of(page.source.text[span.start : span.end], span.start)
    between = [
        (a.end, b.start, "\n")
        for a, b in pairwise(page.lines)
        if span.start < a.end and b.start < span.end
    ]
    inside = [
        (i - span.start, j - span.start, new)
        for i, j, new in sorted([*((i, j, "") for i, j, _ in page.claims), *page.edits, *between])
        if span.start <= i and j <= span.end
    ]
    if inside:
        text = text.edit(disjoint(inside))
    if not is_plain(page):
        text = simplify(text, page.lexicons)
    return tidy_title(text.string)


def choose(
    page: Page, head: Head, top: list[Line], plain: list[str], roles: list[str]
) -> tuple[int | None, int | None, bool]:
    """Pick the title among the candidates.

    Which line is the title's, which the first of addressees, and whether a notice covers the plan.
    """
    titles = [k for k, role in enumerate(roles) if role == "title"]
    recipients = next((k for k, role in enumerate(roles) if role == "recipients"), None)
    notice_title = None
    for k in titles:
        whole = whole_title(plain, roles, k)
        issuing = ISSUING.search(whole)
        if issuing is not None:
            head.inner = issued(whole, issuing[issuing.lastindex or 1])
            notice_title = k
            break
    if notice_title is not None and head.inner is not None:
        notice_title = _innermost(head, plain, roles, titles, notice_title)
    handed = None
    for k, text in enumerate(plain):
        if HANDED_ON.search(text):
            if head.inner is None:
                head.inner = handed_on(text, alone=not unissuing(plain, titles))
                if head.inner is None and not any(t > k for t in titles):
                    break  # what it hands on are the units below: the notice is the plan
            handed = k
            break
    if head.inner is None and not titles:
        head.inner = next(filter(None, (in_the_news(page, text) for text in plain)), None)
    covers = notice_title is not None or handed is not None
    floor = max((k for k in (recipients, handed) if k is not None), default=-1)
    if notice_title is not None and floor < notice_title:
        floor = notice_title
    below = [
        k for k in titles if k > floor and k > (notice_title if notice_title is not None else -1)
    ]
    own = None
    if head.inner is not None:
        wanted = key(head.inner)
        join_named(plain, roles, titles, wanted)
        same = [
            k for k in titles if k != notice_title and key(whole_title(plain, roles, k)) == wanted
        ]
        own = same[-1] if same else None
    if own is None and covers and below:
        own = below[-1] if not _glued(top, below) else below[0]
    if own is None and not covers and titles:
        above = [k for k in titles if recipients is None or k < recipients]
        own = _first_alike(plain, roles, above or titles)
        after = [k for k in titles if recipients is not None and k > recipients]
        if after:
            own = after[-1]
            covers = True
    if own is None and titles and not (covers and head.inner):
        own = titles[-1]
    start = own
    if own is not None:
        first = own
        while first > 0 and roles[first - 1] == "title-part":
            first -= 1
        head.title_span = Span(top[first].start, top[own].end)
        head.title = show(page, head.title_span)
        inner_only = covers and own == notice_title and head.inner is not None
        if inner_only:
            head.title_span, head.title = _inner(page, head, top, plain, roles, own)
    elif head.inner is not None:
        head.title_span, head.title = _inner(page, head, top, plain, roles, None)
    return start, recipients, covers


def whole_title(plain: list[str], roles: list[str], k: int) -> str:
    """The words of a title that ends at a line, with its earlier lines before it."""
    text = plain[k]
    while k > 0 and roles[k - 1] == "title-part":
        k -= 1
        text = plain[k] + text
    return text


def _innermost(
    head: Head, plain: list[str], roles: list[str], titles: list[int], outer: int
) -> int:
    """The notice below those that forward it: 关于转发《…关于印发工作要点的通知》的通知.

    `head.inner` becomes what it issues, `head.forwarded` the line of its title.
    """
    at = outer
    for k in titles:
        whole = whole_title(plain, roles, k)
        if k > at and head.inner is not None and key(whole) == key(head.inner):
            issuing = ISSUING.search(whole)
            if issuing is None:
                break
            head.inner = issued(whole, issuing[issuing.lastindex or 1])
            head.forwarded = head.forwarded or k
            at = k
    return at


def _first_alike(plain: list[str], roles: list[str], titles: list[int]) -> int:
    """The last title, or the one above it that says the same, where the plan opens between them.

    A site's own words are claimed before, and its abstract stands again below: another sentence
    is the document's.
    """
    own = titles[-1]
    for k in reversed(titles[:-1]):
        if plain[k] == plain[titles[-1]] and any(
            plain[j][-1] in "。！" and not roles[j] and not _again(plain, j, titles[-1])
            for j in range(k + 1, own)
        ):
            own = k
    return own


def _again(plain: list[str], k: int, below: int) -> bool:
    """Whether a line's words begin another line below."""
    return any(text.startswith(plain[k][:12]) for text in plain[below:])


def _glued(top: list[Line], titles: list[int]) -> bool:
    return len(titles) > 1 and titles[1] == titles[0] + 1 and not top[titles[1]].gap


def _inner(
    page: Page, head: Head, top: list[Line], plain: list[str], roles: list[str], own: int | None
) -> tuple[Span | None, str | None]:
    """The title where it stands only inside the notice's own words."""
    wanted = head.inner or ""
    for line in top:
        for match in NAMED.finditer(line.text):
            if key(words(page, match[1])) == key(wanted):
                span = Span(line.start + match.start(1), line.start + match.end(1))
                return span, show(page, span)
    if own is not None:
        at = page.source.text.find(wanted, top[own].start, top[own].end)
        if at >= 0:
            span = Span(at, at + len(wanted))
            return span, show(page, span)
    return head.title_span, wanted or head.title


__all__ = ["choose", "show", "whole_title"]
