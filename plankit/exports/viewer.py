"""A plan as one page that shows its source text with all that was found in it.

The page needs nothing but itself: it works from disk, asks nothing of any network, and its
Content-Security-Policy allows only its own style and script, by their hashes. Everything from the
document is escaped, here and nowhere else: the script writes text, never markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from ..names import chinese, names
from ..version import __version__
from .viewer_index import (
    ENGLISH_SIGNS,
    KINDS,
    LETTERS,
    SIGNS,
    Entry,
    Index,
    diagnostic_marks,
    region_marks,
)
from .viewer_marks import marked, quoted, visible

if TYPE_CHECKING:
    from ..model import WorkPlan

_SLOT = re.compile(r"\{\{(\w+)(?::([\w-]+))?\}\}")
BAR = 100


def to_html(plan: WorkPlan) -> str:
    """The page of a plan, in Chinese with a switch to English."""
    index = Index(plan)
    joined = [
        d.span.end - 1
        for d in plan.diagnostics
        if d.replacement is not None and d.span and "\n" in index.text[slice(*d.span)]
    ]
    marks = [*region_marks(index), *index.marks(), *diagnostic_marks(index)]
    breaks = [e.start for e in index.entries if e.kind in ("section", "task")]
    about = list(_about(plan))
    converted = any(d.code == "script-converted" for d in plan.diagnostics)
    style, script, words = part("viewer.css"), part("viewer.js"), _words()
    data = {
        **index.data(),
        "kinds": [*zip(LETTERS, KINDS, SIGNS, ENGLISH_SIGNS, strict=True)],
        "about": about,
        "meta": list(_metadata(plan)),
        "number": visible(number.text) if (number := plan.metadata.document_number) else None,
        "names": {kind: dict(table) for kind, table in names().items()},
        "words": {"zh": {k: w[0] for k, w in words.items()}}
        | {"en": {k: w[1] for k, w in words.items()}},
    }
    title = visible(plan.title or _name(plan))
    slots = {
        "policy": _policy(style, script),
        "title": quoted(title),
        "version": __version__,
        "style": style,
        "script": script,
        "about": quoted(" · ".join(chinese(kind, v) if kind else v for kind, v in about)),
        "outline": "".join(_outline(index)),
        "text": marked(index.text, marks, breaks, joined),
        "data": _json(data),
        "chips": "".join(_chips(index)),
        "diagnostics": str(len(plan.diagnostics)),
        "lang": "zh-Hant" if plan.script == "hant" else "zh-Hans",
        # what was read is in Simplified unless the caller kept the script
        "read": "zh-Hant" if plan.script == "hant" and not converted else "zh-Hans",
    }

    def fill(slot: re.Match[str]) -> str:
        # w: a word of the page in Chinese, which the script can change; a: the same, bare
        if slot[1] == "w":
            return f'<span data-w="{slot[2]}">{quoted(words[slot[2]][0])}</span>'
        return quoted(words[slot[2]][0]) if slot[1] == "a" else slots[slot[1]]

    # one pass: what is put in is not looked at again
    return _SLOT.sub(fill, part("page.html"))


@cache
def part(name: str) -> str:
    """A file of `plankit/data/viewer`."""
    file = resources.files("plankit.data").joinpath("viewer").joinpath(name)
    return file.read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _words() -> dict[str, tuple[str, str]]:
    """The page's own words: key → (Chinese, English)."""
    found = {}
    for line in part("words.tsv").split("\n"):
        if line and not line.startswith("#"):
            key, zh, en = line.split("\t")
            found[key] = (zh, en)
    return found


def _policy(style: str, script: str) -> str:
    def hashed(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{hashed(style)}'; "
        f"script-src 'sha256-{hashed(script)}'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'"
    )


def _json(data: Any) -> str:
    """JSON for a `<script>`: without `<`, so that no tag or comment begins or ends in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _metadata(plan: WorkPlan) -> Iterator[tuple[str, str]]:
    """Key of the page's words (or a label as found, behind a =) and value."""
    meta = plan.metadata
    region = meta.region
    place = (region.province, region.city, region.county) if region else ()
    values: dict[str, Any] = {
        "year": plan.year,
        "issuer": meta.issuer,
        "document_number": meta.document_number.text if meta.document_number else None,
        "index_number": meta.index_number,
        "region": " ".join([*(p for p in place if p), (region.code or "") if region else ""]),
        "subject": meta.subject,
        "keywords": "、".join(meta.keywords),
        "recipients": "、".join(meta.recipients),
        "written_on": meta.written_on,
        "published_on": meta.published_on,
        **{f"={label}": value for label, value in meta.extra.items()},
        "src": _name(plan),
        "encoding": plan.source.encoding,
        "truncated": "…" if plan.truncated else None,
    }
    for key, value in values.items():
        if value not in (None, "", " "):
            yield visible(key), visible(str(value)).strip()


def _name(plan: WorkPlan) -> str:
    """The source's name without folders: the page is there to be handed on."""
    return re.split(r"[/\\]", plan.source.name or "")[-1]


def _about(plan: WorkPlan) -> Iterator[tuple[str, str]]:
    """What stands beside the title: kind of name (or none) and value."""
    if plan.year is not None:
        yield "", str(plan.year)
    if plan.kind:
        yield "plan_kind", plan.kind
    if plan.metadata.issuer:
        yield "", visible(plan.metadata.issuer)
    if plan.metadata.document_number:
        yield "", visible(plan.metadata.document_number.text)


def _chips(index: Index) -> Iterator[str]:
    """A switch for each kind of fact, with its count."""
    counts = Counter(fact.kind for fact in index.facts)
    for kind, name in enumerate(KINDS):
        letter = LETTERS[kind]
        yield (
            f'<button type="button" class="chip c-{letter}" data-kind="{letter}" '
            f'aria-pressed="true"{"" if counts[kind] else " disabled"}>'
            f'<span class="sign s-{letter}" aria-hidden="true">{SIGNS[kind]}</span>'
            f'<span data-name="fact:{name}">{chinese("fact", name)}</span>'
            f'<b>{counts[kind]}</b></button>'
        )  # fmt: skip


# -- the outline ----------------------------------------------------------------------------------


def _outline(index: Index) -> Iterator[str]:
    """Nested lists of links, each with its counts and a bar of its facts by kind."""
    counts = _counts(index)
    most = dict.fromkeys(("section", "task", "step", "passage", "plan"), 1)
    for entry, count in zip(index.entries, counts, strict=True):
        most[entry.kind] = max(most[entry.kind], sum(count))
    depth = 0
    for number, entry in enumerate(index.entries):
        if number == 0:
            continue
        if entry.depth > depth:
            yield "<ul>"
        else:
            yield "</li>" + "</ul></li>" * (depth - entry.depth)
        depth = entry.depth
        yield _item(number, entry, counts[number], most[entry.kind])
    if depth:
        yield "</li></ul>" * depth


def _counts(index: Index) -> list[list[int]]:
    """Facts by kind, of each entry with all below it."""
    counts = [[0] * len(KINDS) for _ in index.entries]
    for number in range(len(index.entries) - 1, -1, -1):
        entry, own = index.entries[number], counts[number]
        for fact in entry.facts:
            own[index.facts[fact].kind] += 1
        if entry.parent >= 0:
            above = counts[entry.parent]
            for kind, n in enumerate(own):
                above[kind] += n
    return counts


def _item(number: int, entry: Entry, count: list[int], most: int) -> str:
    more = entry.last > number
    shut = more and entry.kind in ("task", "step")
    classes = f"n n-{entry.kind} d{min(entry.depth, 5)}" + (" shut" if shut else "")
    total = sum(count)
    title = quoted(entry.title) if entry.title else ""
    if entry.kind == "passage":
        title = f'<span data-name="region:{entry.id}">{chinese("region", entry.id)}</span>'
    twist = ""
    if more:
        twist = (
            f'<button type="button" class="twist" aria-expanded="{"false" if shut else "true"}" '
            f'aria-label="{title if entry.kind != "passage" else ""}"></button>'
        )
    badge = f'<span class="tasks">{entry.tasks}</span>' if entry.kind == "section" else ""
    badge += f'<span class="total">{total}</span>' if total else ""
    bar, at = "", 0.0
    for kind, n in enumerate(count):
        if n:
            width = round(BAR * n / most, 1)
            bar += f'<rect class="p-{LETTERS[kind]}" x="{at:g}" width="{width:g}" height="3"/>'
            at += width
    bar = bar and (
        f'<svg class="bar" viewBox="0 0 {BAR} 3" preserveAspectRatio="none" aria-hidden="true">'
        f"{bar}</svg>"
    )
    label = f'<span class="lb">{quoted(entry.label)}</span>' if entry.label else ""
    return (
        f'<li class="{classes}" data-o="{number}"><div class="row">{twist}'
        f'<a href="#{quoted(entry.id)}">{label}<span class="tt">{title}</span></a>'
        f'<span class="ct">{badge}</span>{bar}</div>'
    )


__all__ = ["to_html"]
