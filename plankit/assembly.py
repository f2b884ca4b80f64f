"""The plan put together: header, year, region, tree, facts, and the regions of the source."""

from __future__ import annotations

import os
import re
from typing import Final

from .density import numbers_too_dense, phrases_too_short
from .diagnosed import diagnosed
from .facts.context import FactContext
from .facts.documents import documents
from .facts.terms import term_counts
from .head.anatomy import Head
from .head.covering import handed_title
from .head.header_below import read_below
from .head.header_values import metadata, read_date
from .head.signing import signed
from .head.years import heading_year, named_before, plan_year, reviewed_year, school_term
from .model import Citation, Document, Metadata, Passage, Term, TermCount, WorkPlan
from .outline.branches import Branch
from .outline.closing import ENDED, breaks_off
from .page import Page
from .pages.furniture import site_words, words
from .plan_titles import kind_of, said_title, tidy_title, title_like
from .reading import Body, ahead_from, before_plan, tell_back
from .regions import Ambiguity, Evidence, find_region
from .roles import looks_back, review_name
from .source_regions import regions
from .text import Span, Text
from .tree import Builder, clean, inherit_owners, passage_context, tidy

_STRIP: Final = " \t\r\n\x0b\u3000\xa0"
_TELLING: Final = (None, "summary_and_plan", "report", "explanation", "speech")
"""Kinds of documents that may tell of work done; None where the title says no kind."""


def assemble(
    page: Page,
    head: Head,
    body: Body,
    roots: list[Branch],
    facts: bool,
    cover: WorkPlan | None = None,
) -> WorkPlan:
    """The plan of a page whose outline is settled.

    `cover` is the document's first plan, whose header and notice say what they say of this one too.
    """
    source, text = page.source, body.text
    facts = facts and not page.short_lines
    facts = facts and not _too_dense(page, text.string[: body.end])
    first = roots[0].start if roots else len(text)
    until = body.others[0][0] if body.others else len(text)
    read_below(
        page,
        text.span(body.end, body.end).start,
        text.place(until) if until < len(text) else len(source.text),
    )
    if head.notice:
        read_below(page, head.notice[0].start, head.notice[-1].end)  # 联系人：…
    header, named = metadata(page.fields, page, head.number)
    header = signed(page, head, body, _declared(page, header))
    title, title_span = head.title, head.title_span
    if title is None and named is not None:
        title = tidy_title(words(page, named))
    if title is None:
        title = _declared_title(page)
    if title is None and source.name:
        title = _from_name(page, source.name)
    opening = text[: min(first, body.end)].strip(_STRIP)
    if title is None and opening:
        said = said_title(opening.string, page.lexicons)
        if said is not None:
            title, title_span = tidy_title(opening.string[slice(*said)]), opening.span(*said)
    if title is None and not roots:
        title = handed_title(page, opening.string, text.string[body.end :])
    kind = head.kind or (kind_of(title, page.lexicons) if title else None)
    republic = body.script in ("hant", "mixed")
    headed = heading_year([*head.sub_lines, *head.titles])
    year = plan_year(title, clean(opening).string, header, headed, republic)
    if year is None and cover is not None:
        year = plan_year(title, "", _shared(header, cover.metadata), None, republic)
    back = looks_back(title)
    if back:
        tell_back(text.string, roots, page.lexicons)
    elif kind == "summary_and_plan":
        tell_back(text.string, before_plan(text.string, roots, page.lexicons), page.lexicons)
    builder = Builder(
        text, source.text, page.lexicons, facts, year, reviewed_year(title, year), body.kept
    )
    builder.usual = page.usual
    builder.term = school_term(title)
    past = review_name(title)
    if past or kind in _TELLING:
        builder.lead = f"{past}\n{clean(opening).string}"
        builder.led = ahead_from(text.string, roots, page.lexicons)
    preamble: FactContext | None = None
    if facts and opening:
        # before a summary and a plan (2022年总结和2023年计划) stands the summary's opening
        summary = back or named_before(title, year)
        preamble = passage_context(
            opening,
            year,
            page.lexicons,
            passage_year=reviewed_year(title, year) if summary else year,
            role="review" if summary else None,
        )
    children = builder.nodes(roots, preamble)
    documents_: tuple[Document, ...] = ()
    terms: tuple[TermCount, ...] = ()
    if facts:
        children = inherit_owners(children)
        documents_ = _documents([*builder.preamble.citations, *builder.citations])
        terms = _terms([*builder.preamble.terms, *builder.terms])
        header = _located(page, head, body, header, title, year, opening)
    below = text[body.end : until].strip(_STRIP)
    site = site_words(page, below.string)
    closing = below[:site].strip(_STRIP)
    base = list(builder.events)
    if opening:
        base.insert(0, (opening.start, "preamble", None))
    tail = text.span(body.end, body.end).start
    if source.text[tail : closing.start if closing else None].strip():
        base.append((tail, "furniture", None))  # claimed lines, and what repairs took out
    if closing:
        base.append((closing.start, "closing", None))
    if site < len(below):
        base.append((below[site:].start, "furniture", None))
    if until < len(text):
        base.append((text.place(until), "other", None))
    claims = [(line.start, line.end, line.kind) for line in page.lines if line.kind is not None]
    return WorkPlan.make(
        title=title,
        title_span=title_span,
        year=year,
        kind=kind,
        script=body.script,
        truncated=page.truncated or (not closing and _breaks_off(text, source.text, roots)),
        layout=page.layout,
        metadata=_shared(header, cover.metadata) if cover else header,
        notice=cover.notice if cover else _notice(head),
        preamble=_passage(opening),
        preamble_facts=builder.preamble,
        children=children,
        closing=_passage(closing),
        documents=documents_,
        terms=terms,
        diagnostics=diagnosed(page.diagnostics, children),
        regions=regions(len(source.text), base, [*claims, *page.claims]),
        source=source,
    )


def _too_dense(page: Page, string: str) -> bool:
    """Whether numbers or marks stand so densely in the body that no facts are to be read."""
    if numbers := numbers_too_dense(string):
        words = f"{numbers} numbers in {len(string)} characters: a table, no facts were read"
    elif phrases := phrases_too_short(string):
        words = f"{phrases} phrases in {len(string)} characters: a list, no facts were read"
    else:
        return False
    page.note("facts-too-dense", "warning", words)
    return True


def _breaks_off(text: Text, source: str, roots: list[Branch]) -> bool:
    """Whether the source ends with the last unit of all, in mid-sentence.

    Where a page goes on below, a stop was lost and no more. The rows of ledgers need none.
    """
    if not roots:
        return False
    last = roots[-1]
    while last.children:
        last = last.children[-1]
    end = text.span(last.own_end, last.own_end).end if last.row is None else 0
    if not end or source[end:].strip(_STRIP):
        return False
    string = text.string
    words = string[last.label_end : last.own_end]
    if breaks_off(words, last.text_start - last.label_end):
        return True
    beside = last.parent.children if last.parent is not None else roots
    if len(beside) < 2 or len(words) < 40 or words.rstrip()[-1:] in ENDED:
        return False
    before = string[beside[-2].start : beside[-2].end].rstrip()
    return before[-1] in ENDED and "\n" not in words.strip()


def _shared(header: Metadata, cover: Metadata) -> Metadata:
    """A later plan's header, with what the cover says of all plans where its own says nothing."""
    return header.model_copy(
        update={n: getattr(cover, n) for n in _OF_COVER if not getattr(header, n)}
    )


_OF_COVER: Final = (
    "index_number",
    "document_number",
    "issuer",
    "subject",
    "keywords",
    "written_on",
    "published_on",
    "recipients",
    "region",
    "extra",
    "fields",
)


def _declared(page: Page, header: Metadata) -> Metadata:
    """What the container declares: the meta names of government sites (PubDate, ContentSource)."""
    declared = page.source.declared
    if not declared:
        return header
    updates: dict[str, object] = {}
    if header.published_on is None and declared.get("PubDate"):
        updates["published_on"] = read_date(declared["PubDate"])
    kept = {k: v for k in _KEPT if (v := declared.get(k)) and k not in header.extra}
    if kept:
        updates["extra"] = {**header.extra, **kept}
    return header.model_copy(update=updates) if updates else header


_KEPT: Final = (
    "ContentSource",
    "SiteName",
    "SiteDomain",
    "SiteIDCode",
    "ColumnName",
    "Author",
    "Url",
)


def _declared_title(page: Page) -> str | None:
    """The title that the container declares, where it reads as one."""
    for name in ("ArticleTitle", "title"):
        title = tidy_title(words(page, page.source.declared.get(name, "")))
        if title and title_like(title, page.lexicons):
            return title
    return None


def _notice(head: Head) -> Passage | None:
    if not head.notice:
        return None
    return Passage.make(
        text="\n".join(line.text for line in head.notice),
        span=Span(head.notice[0].start, head.notice[-1].end),
    )


def _passage(text: Text) -> Passage | None:
    if not text:
        return None
    return Passage.make(text=tidy(text.string), span=Span(text.start, text.end))


def _documents(cited: list[Citation]) -> tuple[Document, ...]:
    """The cited documents; each citation is told the id of its own."""
    found, ids = documents(cited)
    for citation, document in zip(cited, ids, strict=True):
        citation.__dict__["document"] = document  # frozen for others, still in the making here
    return tuple(found)


def _terms(found: list[Term]) -> tuple[TermCount, ...]:
    return tuple(term_counts(found))


def _from_name(page: Page, name: str) -> str | None:
    """A title from a file's name, where it reads as one."""
    stem = re.sub(r"\.\w{1,5}$", "", os.path.basename(name))
    stem = re.sub(r"^[\d_\-\s.]+(?!年)", "", stem)
    return stem if title_like(words(page, stem), page.lexicons) else None


def _located(
    page: Page,
    head: Head,
    body: Body,
    header: Metadata,
    title: str | None,
    year: int | None,
    opening: Text,
) -> Metadata:
    """The header with its region, told by whatever names a place."""
    evidence: list[Evidence] = []
    if header.issuer:
        evidence.append(Evidence(words(page, header.issuer), "issuer"))
    if title:
        evidence.append(Evidence(title, "title"))
    for line in head.titles:
        if line != title:
            evidence.append(Evidence(line, "title", 0.8))
    if header.document_number is not None:
        evidence.append(Evidence(header.document_number.text, "document_number"))
    if header.index_number:
        evidence.append(Evidence(header.index_number, "header"))
    if header.extra:
        evidence.append(Evidence("\n".join(header.extra.values())[:400], "header", 0.5))
    if header.recipients:
        evidence.append(Evidence("、".join(header.recipients), "recipients"))
    if head.notice:
        evidence.append(Evidence("\n".join(words(page, n.text) for n in head.notice[:8]), "notice"))
    if head.site:
        evidence.append(Evidence("\n".join(head.site)[:400], "site"))
    evidence.append(Evidence(body.text.string[:6000], "body"))
    region, open_names = find_region(evidence, year, lexicons=page.lexicons)
    for name in open_names:
        _tell(page, name)
    return header.model_copy(update={"region": region}) if region is not None else header


def _tell(page: Page, open_name: Ambiguity) -> None:
    if open_name.reason == "several":
        places = "、".join(f"{p.name} {p.code}" for p in open_name.candidates[:6])
        page.note("region-ambiguous", "info", f"{open_name.name} may be any of {places}")
    elif open_name.reason == "blanked":
        page.note("region-blanked", "info", f"the place is blanked out: {open_name.name}")
    else:
        page.note("region-unnamed", "info", "the plan speaks of its own area without naming it")
