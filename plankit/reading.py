"""The steps of the path that `plankit.api` walks: page, head, body, outline, plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from . import anatomy
from .branches import Branch, close, grow, number_gaps, set_ids, set_kinds, set_titles
from .closing import find_end
from .damage import repair_entities
from .header import metadata, read_date
from .labels import LINE, candidates
from .layouts import Layout
from .lexicon import Lexicons
from .model import Facts, Passage, RegionKind, Script, WorkPlan
from .outline import place_weight, settle
from .page import SOFT, Page
from .roles import role_of
from .script import detect, simplify
from .source import Source
from .text import Span, Text
from .tree import Builder, clean, inherit_owners, passage_facts, regions, tidy
from .wraps import find_wraps
from .years import plan_year, title_year

find_head = anatomy.find_head


@dataclass(slots=True)
class Body:
    """The plan's words as one text, and what was learned on the way."""

    text: Text
    kept: Text | None
    script: Script | None
    end: int = 0
    """Offset in `text` where the plan ends."""
    repaired: list[Branch] = field(default_factory=list)
    others: list[tuple[int, str]] = field(default_factory=list)
    """Offsets where further plans begin, and their titles."""


def lay_out(source: Source, layouts: Sequence[Layout], lexicons: Lexicons) -> Page:
    """The page with its layout's marks, furniture claimed, wraps joined."""
    page = Page(source, lexicons)
    for layout in layouts:
        if layout.matches(page):
            page.layout = layout.name
            layout.mark(page)
            break
    repair_entities(page)
    anatomy.claim_furniture(page)
    find_wraps(page)
    return page


def body(page: Page, keep: bool, repair: frozenset[str]) -> Body:
    """The unclaimed lines, wraps joined, in Simplified."""
    text = page.body()
    for line in page.lines:
        if line.soft is not None and line.kind is None and line.index:
            before = page.lines[line.index - 1]
            page.note(
                "wrap-joined", "info", "line break inside a paragraph taken out",
                Span(before.end, line.start), replacement=line.soft if line.soft != SOFT else "",
            )  # fmt: skip
    script = detect(page.source.text)
    kept = text if keep else None
    if script in ("hant", "mixed"):
        text = simplify(text, page.lexicons)
        page.note("script-converted", "info", f"words are given in Simplified; the source is {script}")
    return Body(text, kept, script)


def outline(page: Page, body: Body) -> list[Branch]:
    """The branches of the first plan in the body, with titles, kinds, roles and ids."""
    string = body.text.string
    lost = page.lines_lost or _lines_lost(string)
    found = candidates(string, lost)
    marks = {m.offset for m in page.source.marks}
    weights = []
    for c in found:
        soft = c.place == LINE and string[c.start - 1 : c.start] == SOFT
        marked = bool(marks) and body.text.span(c.start, c.start).start in marks
        weights.append(place_weight(c, lost, marked, soft))
    branches = grow(found, settle(found, weights))
    branches = _first_plan(page, body, branches)
    roots = [b for b in branches if b.parent is None]
    if branches:
        last_root = roots[-1]
        flat = not any(b.children for b in roots) or last_root is not branches[-1]
        body.end = find_end(page, string, branches[-1].start, flat)
    else:
        body.end = len(string)
        page.note("no-outline", "warning", "no numbered units were found")
    close(branches, body.end)
    body.repaired = set_titles(string, branches, page.lexicons)
    set_kinds(string, branches)
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
            f"{branch.id}: the 。 behind {string[branch.title_start : branch.title_end]!r} was lost",
            place, replacement="。",
        )  # fmt: skip
    return roots


def _lines_lost(string: str) -> bool:
    """Whether paragraphs run together: the mean line is longer than any real paragraph's mean.

    Measured on real plans: means of 60 to 260 characters; 400 is beyond them all.
    """
    return len(string) > 1500 and len(string) / (string.count("\n") + 1) > 400


def _first_plan(page: Page, body: Body, branches: list[Branch]) -> list[Branch]:
    """The branches of the first plan, where a root run begins again below a title."""
    string = body.text.string
    seen: set[str] = set()
    for k, branch in enumerate(branches):
        if branch.parent is not None:
            continue
        if branch.number == 1 and branch.style in seen and not branch.inline:
            title = _title_above(page, string, branch.start)
            if title is not None:
                body.others.append((title[0], title[1]))
                page.note(
                    "several-plans", "warning",
                    f"another plan begins here: {title[1]}; plankit.parse_all reads each",
                    body.text.span(title[0], title[0] + 1),
                )  # fmt: skip
                return branches[:k]
        seen.add(branch.style)
    return branches


def _title_above(page: Page, string: str, start: int) -> tuple[int, str] | None:
    """The title-like line among the few above an offset, and where it begins."""
    end = start
    for _ in range(6):
        end = string.rfind("\n", 0, end)
        if end < 0:
            return None
        begin = string.rfind("\n", 0, end) + 1
        line = "".join(string[begin:end].split())
        if anatomy.title_like(line, page.lexicons):
            return begin, line
    return None


def _set_roles(string: str, roots: list[Branch], lexicons: Lexicons) -> None:
    for root in roots:
        own = role_of(string[root.title_start : root.title_end], lexicons)
        root.role = own or "plan"
        for branch in root.walk():
            if branch is root:
                continue
            branch.role = branch.parent.role if branch.parent is not None else root.role
            if own is None and branch.kind == "section" and branch.parent is root:
                role = role_of(string[branch.title_start : branch.title_end], lexicons)
                branch.role = role if role in ("review", "overview") else branch.role


def assemble(
    page: Page, head: anatomy.Head, body: Body, roots: list[Branch], facts: bool
) -> WorkPlan:
    """The plan: header, tree, facts and regions put together."""
    source = page.source
    text = body.text
    first = roots[0].start if roots else len(text)
    header, named = metadata(page.fields, page, head.number)
    header = _signed(page, head, body, header)
    title, title_span = head.title, head.title_span
    if title is None and named is not None:
        title = anatomy.tidy_title(named)
    if title is None and source.name:
        title = _from_name(page, source.name)
    opening = text[: min(first, body.end)].strip(_STRIP)
    year = plan_year(title, clean(opening).string, header, None)
    reviewed = title_year_reviewed(title, year)
    builder = Builder(text, source.text, page.lexicons, facts, year, reviewed, body.kept)
    children = builder.nodes(roots)
    if facts:
        children = inherit_owners(children)
    preamble_facts = passage_facts(opening, year, page.lexicons) if facts and opening else Facts()
    preamble = _passage(opening) if opening else None
    closing = text[body.end :].strip(_STRIP)
    base: list[tuple[int, RegionKind, str | None]] = [(line.start, line.kind or "preamble", None) for line in page.lines[:0]]
    if opening:
        base.append((opening.start, "preamble", None))
    base.extend(builder.events)
    if closing:
        base.append((closing.start, "closing", None))
    claims = [(line.start, line.end, line.kind) for line in page.lines if line.kind is not None]
    claims.extend(page.claims)
    notice = None
    if head.notice:
        notice = Passage.make(
            text="\n".join(line.text for line in head.notice),
            span=Span(head.notice[0].start, head.notice[-1].end),
        )
    return WorkPlan.make(
        title=title,
        title_span=title_span,
        year=year,
        kind=head.kind,
        script=body.script,
        truncated=page.truncated,
        layout=page.layout,
        metadata=header,
        notice=notice,
        preamble=preamble,
        preamble_facts=preamble_facts,
        children=children,
        closing=_passage(closing) if closing else None,
        diagnostics=tuple(sorted(page.diagnostics, key=lambda d: d.span or Span(0, 0))),
        regions=regions(len(source.text), base, claims),
        source=source,
    )


_STRIP = " \t\r\n\x0b\u3000\xa0"


def _passage(text: Text) -> Passage:
    return Passage.make(text=tidy(text.string), span=Span(text.start, text.end))


def title_year_reviewed(title: str | None, year: int | None) -> int | None:
    """The year that a review in the plan speaks of: the one its title names, else the year before."""
    if year is None:
        return None
    named = title_year(title) if title else None
    if title and named is not None and named != year:
        return named
    import re

    years = [int(y) for y in re.findall(r"(?<!\d)(20\d{2})(?!\d)", title or "")]
    return years[0] if years and years[0] < year else year - 1


def _signed(page: Page, head: anatomy.Head, body: Body, header):  # type: ignore[no-untyped-def]
    """Issuer and date from the sign-off, where the header names none."""
    updates: dict[str, object] = {}
    lines = [line.strip(_STRIP) for line in body.text.string[body.end :].split("\n")]
    unit, day = head.signed_by, None
    if head.signed_on is not None:
        line, words = head.signed_on
        day = read_date(_western(words))
        if day is None:
            page.note(
                "date-damaged", "warning", f"{words!r} is no date", Span(line.start, line.end)
            )
    for line in lines[:12]:
        plain = "".join(line.split())
        if unit is None and len(plain) < 40 and anatomy.is_unit(plain):
            unit = line
        if day is None and anatomy.is_date(plain):
            day = read_date(_western(plain))
    if header.issuer is None and unit is not None:
        updates["issuer"] = "".join(unit.split())
    if header.written_on is None and day is not None:
        updates["written_on"] = day
    return header.model_copy(update=updates) if updates else header


def _western(words: str) -> str:
    """A date in Chinese numerals with Arabic ones."""
    import re

    from .numerals import to_int

    def arabic(match: re.Match[str]) -> str:
        value = to_int(match[0].replace("O", "〇").replace("○", "〇"))
        return str(value) if value is not None else match[0]

    return re.sub(r"[一二三四五六七八九十〇○零O]+", arabic, words)


def _from_name(page: Page, name: str) -> str | None:
    """A title from a file's name, where it reads as one."""
    import os
    import re

    stem = re.sub(r"\.\w{1,5}$", "", os.path.basename(name))
    stem = re.sub(r"^[\d_\-\s.]+", "", stem)
    return stem if anatomy.title_like(anatomy.words(page, stem), page.lexicons) else None
