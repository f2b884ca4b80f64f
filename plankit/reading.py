"""The steps of the path that `plankit.api` walks: page, head, body, outline, plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .density import labels_too_dense, lines_too_short
from .facts.context import mask_quoted
from .facts.tense import Passage
from .head import anatomy
from .layouts import Layout
from .ledgers import find_ledgers
from .lexicon import Lexicons
from .model import Script
from .outline.branches import (
    Branch,
    close,
    grow,
    number_gaps,
    set_ids,
    set_kinds,
    set_titles,
)
from .outline.chapters import (
    heading_above,
    headings_by_shape,
    headings_of_restarts,
    headings_over_run,
    plain_headings,
    with_headings,
)
from .outline.closing import find_end
from .outline.labels import LINE, Candidate, candidates
from .outline.ledger_branches import plant
from .outline.lost_labels import lost_labels
from .outline.lost_lines import lines_lost, under_headings, without_contents
from .outline.named_labels import with_named_labels
from .outline.other_numbers import other_numbers, outside
from .outline.periods import with_periods
from .outline.segments import headings_of_segments, with_paragraphs
from .outline.settling import BEGUN_WITHIN, HEADED, PLACE_WEIGHT, begun_within, place_weight, settle
from .outline.several_plans import first_plan
from .outline.subheadings import with_subheadings
from .outline.thousands import with_thousands
from .page import SOFT, Page
from .pages.cell_lines import CELL, join_cells
from .pages.damage import repair_all
from .pages.field_runs import split_fields
from .pages.furniture import claim_furniture
from .pages.line_tails import claim_line_tails
from .pages.lone_labels import join_lone_labels
from .pages.owner_lines import join_owner_lines
from .pages.running_titles import claim_running_titles
from .pages.runs import split_runs
from .pages.spaced_tables import part_spaced_tables
from .pages.table_edges import mend_table_edges
from .pages.wraps import find_wraps
from .roles import role_of
from .script import has_unusual, simplify
from .source import Source
from .text import Span, Text
from .unseen import QUOTES, WIDTHS
from .wording import detect as detect_swaps
from .wording import restore

find_head = anatomy.find_head


# Spaces of all widths are one: a label may be followed by any of them (1.\u2002加强).
_SPACES: Final = re.compile(f"[\xa0{WIDTHS}]")
_QUOTES: Final = str.maketrans(QUOTES, '“”"')


@dataclass(slots=True)
class Body:
    """The plan's words as one text, and what was learned on the way."""

    text: Text
    kept: Text | None
    script: Script | None
    end: int = 0
    """Offset in `text` where the plan ends."""
    repaired: list[Branch] = field(default_factory=list)
    limit: int | None = None
    """Offset behind which nothing belongs to the plan, where that is known."""
    others: list[tuple[int, str]] = field(default_factory=list)
    """Offsets where further plans begin, and their titles."""


def lay_out(source: Source, layouts: Sequence[Layout], lexicons: Lexicons, start: int = 0) -> Page:
    """The page with its layout's marks, furniture claimed, wraps joined.

    Lines before `start` belong to other plans of the source.
    """
    page = Page(source, lexicons)
    if page.short_lines:
        return page
    if start:
        page.skip_to(start)
    claim_line_tails(page)
    split_fields(page)
    for layout in layouts:
        if layout.matches(page):
            page.layout = layout.name
            layout.mark(page)
            break
    if not page.lines_lost:
        split_runs(page)
    part_spaced_tables(page)
    repair_all(page)
    claim_furniture(page)
    claim_running_titles(page)
    find_wraps(page)
    join_cells(page)
    mend_table_edges(page)
    join_lone_labels(page)
    join_owner_lines(page)
    return page


def body(page: Page, head: anatomy.Head, keep: bool, repair: frozenset[str]) -> Body:
    """The unclaimed lines, wraps joined, in Simplified, swapped words told or put back."""
    text = page.body()
    string = text.string
    if page.usual and any(new and has_unusual(new) for _, _, new in page.edits):
        page.usual = False  # &ensp; stood for one
    if not page.usual or "\xa0" in string:
        string = _SPACES.sub(" ", string)
        if any(mark in string for mark in QUOTES):
            string = string.translate(_QUOTES)
        if string != text.string:
            text = text.with_string(string)
    for line in page.lines:
        if line.soft is not None and line.kind is None and line.index and CELL not in line.soft:
            before = page.lines[line.index - 1]
            page.note(
                "wrap-joined", "info", "line break inside a paragraph taken out",
                Span(before.end, line.start), replacement=line.soft if line.soft != SOFT else "",
            )  # fmt: skip
    script = page.script
    kept = text if keep else None
    if script in ("hant", "mixed"):
        text = simplify(text, page.lexicons)
        if not keep:
            message = f"words are given in Simplified; the source is {script}"
            page.note("script-converted", "info", message)
    text = _wording(page, head, text, "words" in repair)
    return Body(text, kept, script)


def _wording(page: Page, head: anatomy.Head, text: Text, repair: bool) -> Text:
    """Tell that a site swapped words; with `repair`, put back those that are certain."""
    evidence = detect_swaps(text.string, head.title, page.source.name, page.lexicons)
    if evidence is None:
        return text
    first = evidence.sightings[0]
    page.note(
        "words-swapped",
        "warning",
        f"the page's words were replaced by synonyms ({first.swapped} for {first.original}, "
        f"{evidence.count} signs in all)" + ("" if repair else '; repair="words" restores them'),
        text.span(first.start, first.start + len(first.swapped)),
    )
    if not repair:
        return text
    restored, swaps = restore(text, page.lexicons)
    for swap in swaps:
        if swap.certain:
            message = f"{swap.before} put back as {swap.after}"
            page.note("word-restored", "info", message, swap.span, replacement=swap.after)
        else:
            message = f"{swap.before} may stand for {swap.after}; left as it is"
            page.note("word-doubtful", "info", message, swap.span)
    return restored


def _branches(
    page: Page, body: Body, found: list[Candidate], lost: bool, ledgers: bool
) -> list[Branch]:
    """The branches of the first plan, with chapters that have no number."""
    string = body.text.string
    headings = plain_headings(string, found, _levels(page, body.text), page.lexicons)
    if found and all(c.number == 1 for c in headings):
        segments = headings_of_segments(string, found, page.lexicons)
        headings = sorted({*headings, *segments}) if segments else headings
    branches = _settled(page, body.text, with_headings(found, headings), lost)
    if not headings:
        # found only now: headings above runs that begin again, or a text without numbers
        headings = headings_of_restarts(string, branches, page.lexicons) or headings_over_run(
            string, branches
        )
        if headings:
            headings = with_paragraphs(string, found, headings, page.lexicons)
        if not branches and not ledgers:
            headings = headings_by_shape(string)
        if headings:
            branches = _settled(page, body.text, with_headings(found, headings), lost)
    recovered = lost_labels(string, branches)
    if recovered:
        found = with_headings(found, [*headings, *recovered])
        branches = _settled(page, body.text, found, lost)
    branches = first_plan(page, body, branches)
    end = body.others[0][0] if body.others else body.limit
    if end is not None:  # what stands behind it had a part in how these nest
        if not recovered:
            found = with_headings(found, headings)
        branches = _settled(page, body.text, [c for c in found if c.start < end], lost)
    return branches


def outline(page: Page, body: Body) -> list[Branch]:
    """The branches of the first plan in the body, with titles, kinds, roles and ids."""
    string = body.text.string
    page.short_lines = page.short_lines or lines_too_short(string)  # some are <br> in the source
    if page.short_lines:
        lines = f"{page.short_lines} lines in {len(string)} characters"
        page.note("lines-too-short", "warning", f"{lines}: no document, not read")
        page.note("no-outline", "warning", "no numbered units were found")
        body.end = len(string)
        return []
    lost = page.lines_lost or lines_lost(string)
    ledgers = find_ledgers(string, page.lexicons)
    found = candidates(string, lost)
    if lost:
        found = without_contents(string, found)
    for more in (with_thousands, with_named_labels, with_periods, with_subheadings):
        found = more(string, found)
    lists = [(x.start, x.end) for x in ledgers] + other_numbers(string, found)
    dense = labels_too_dense(len(found), len(string))
    if dense:
        page.note(
            "outline-too-dense",
            "warning",
            f"{len(found)} labels in {len(string)} characters: numbers without words, no outline",
        )
        found = []
    if lists:
        found = outside(found, sorted(lists))
    branches = [] if dense else _branches(page, body, found, lost, bool(ledgers))
    roots = [b for b in branches if b.parent is None]
    if branches:
        last_root = roots[-1]
        flat = not any(b.children for b in roots) or last_root is not branches[-1]
        limit = body.limit
        if body.others:
            limit = body.others[0][0]
        body.end = find_end(page, string[:limit], branches[-1].start, flat)
    elif ledgers:
        body.end = find_end(page, string, ledgers[-1].end - 1, False)
    else:
        body.end = find_end(page, string, 0, False, units=False)
        page.note("no-outline", "warning", "no numbered units were found")
    close(branches, body.end)
    body.repaired = set_titles(string, branches, page.lexicons, lost)
    set_kinds(string, branches)
    if ledgers:
        branches = plant(string, branches, ledgers, body.end)
        roots = [b for b in branches if b.parent is None]
    _set_roles(string, roots, page.lexicons)
    set_ids(roots)
    for branch, amiss in number_gaps(roots):
        code = "number-repeated" if amiss.startswith("repeats") else "number-gap"
        page.note(
            code, "warning", f"{branch.id}: {amiss}", body.text.span(branch.start, branch.label_end)
        )
    for branch in body.repaired:
        place = body.text.span(branch.title_end, branch.title_end)
        page.note(
            "title-stop-lost", "info",
            f"{branch.id}: no 。 behind {string[branch.title_start : branch.title_end]!r}",
            place, replacement="。",
        )  # fmt: skip
    return roots


def _settled(page: Page, text: Text, found: Sequence[Candidate], lost: bool) -> list[Branch]:
    """The branches of the candidates that are labels."""
    string = text.string
    marks = {m.offset for m in page.source.marks if m.kind != "cell"}
    weights: list[float] = []
    under = under_headings(string, found, lost)
    usual = not (lost or marks or SOFT in string)
    for c in found:
        line = c.place == LINE
        if usual and line and c.firm and c.number != 1:
            weights.append(PLACE_WEIGHT[LINE])
            continue
        soft = line and string[c.start - 1 : c.start] == SOFT
        marked = bool(marks) and text.span(c.start, c.start).start in marks
        headed = line and c.number == 1 and heading_above(string, c.start) is not None
        weight = place_weight(c, lost, marked, soft, headed)
        weights.append(max(weight, HEADED) if c.start in under else weight)
    first = begun_within(found)
    if first is not None:
        weights[first] += BEGUN_WITHIN
    return grow(found, settle(found, weights), under)


def _levels(page: Page, text: Text) -> dict[int, int]:
    """The level of each line that the container calls a heading, by its offset in the body."""
    levels: dict[int, int] = {}
    for mark in page.source.marks:
        if mark.kind == "heading":
            at = text.index(mark.offset)
            if text.span(at, at).start - mark.offset <= 8:
                levels[at] = mark.level
    for offset in () if levels else page.headings:
        levels[text.index(offset)] = 1
    return levels


def tell_back(string: str, roots: list[Branch], lexicons: Lexicons) -> None:
    """A document that only looks back: what tells no role of its own is review."""
    for root in roots:
        own = role_of(string[root.title_start : root.title_end], lexicons)
        if own is not None and (
            own != "overview" or not string.endswith(_STATE, root.title_start, root.title_end)
        ):
            continue
        root.role = "review"
        for branch in root.walk():
            if branch is root:
                continue
            told = None
            if branch.parent is root:
                told = role_of(string[branch.title_start : branch.title_end], lexicons)
            if told in ("plan", "overview"):
                branch.role = told
            elif branch.parent is not None:
                branch.role = branch.parent.role


_STATE: Final = ("情况", "概况", "概述")
"""In a document that looks back, such an overview does so too (总体情况)."""


def before_plan(string: str, roots: list[Branch], lexicons: Lexicons) -> list[Branch]:
    """The chapters of a summary with a plan that stand before the first of work to come.

    Where no chapter says that it is of work to come, those at the start whose own words tell of
    work done: a preview of a longer document often breaks off before the plan begins.
    """
    end = ahead_from(string, roots, lexicons)
    if end == len(string) and roots:
        opening = Passage(mask_quoted(string[: roots[0].start]), lexicons)
        told, ahead = opening.told, opening.ahead
        for root in roots:
            own = Passage(mask_quoted(string[root.start : root.end]), lexicons)
            if own.told < own.ahead:
                end = root.start
                break
            told += own.told
            ahead += own.ahead
        if told < _TELLS or told < 2 * ahead:
            return []
    return [root for root in roots if root.start < end]


_TELLS: Final = 6.0
"""What their words must tell of work done: three clauses with 已 or 了, or the like."""


def ahead_from(string: str, roots: list[Branch], lexicons: Lexicons) -> int:
    """Where the first chapter starts that says that it is of work to come, else the end."""
    for root in roots:
        if role_of(string[root.title_start : root.title_end], lexicons) == "plan":
            return root.start
    return len(string)


_YEAR: Final = re.compile(r"((?:19|20)[0-9]{2}) ?年")


def _set_roles(string: str, roots: list[Branch], lexicons: Lexicons) -> None:
    years = [_YEAR.match(string, root.title_start, root.title_end) for root in roots]
    latest = max((int(year[1]) for year in years if year is not None), default=0)
    for root, year in zip(roots, years, strict=True):
        own = role_of(string[root.title_start : root.title_end], lexicons)
        if own is None and year is not None and int(year[1]) < latest:
            own = "review"  # 2022年主要工作 beside 2023年工作安排
        role = root.role = own or "plan"
        for branch in root.children:
            branch.role = role
            if own is None and branch.kind == "section":
                told = role_of(string[branch.title_start : branch.title_end], lexicons)
                if told in ("review", "overview"):
                    branch.role = told
            if branch.children:
                for below in branch.walk():
                    below.role = branch.role
