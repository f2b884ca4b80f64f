"""A comparison as one HTML page that stands by itself: both sides, differences marked.

Nothing is loaded from anywhere: style and script stand in the page and are allowed by their
hashes alone. All text of the plans is escaped.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib import resources

from .model import STATUSES, Comparison, Mark, Pair, Side, TargetChange, TargetValue, Unit
from .names import Language, name

# no characters of a page: controls but tab and line feed, halves of pairs, non-characters
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def _text(value: object) -> str:
    return escape(_UNFIT.sub("\ufffd", str(value)))


def _both(kind: str, key: str) -> str:
    """A word in both languages, of which the page shows one."""
    zh, en = _text(name(kind, key, "zh")), _text(name(kind, key, "en"))
    return f'<span data-zh lang="zh-Hans">{zh}</span><span data-en lang="en">{en}</span>'


def _kind(kind: str, found: Comparison) -> str:
    return f"{kind}_across" if found.across else kind


@cache
def _file(file: str) -> str:
    return resources.files(__package__).joinpath(file).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def to_html(found: Comparison, language: Language = "zh") -> str:
    """The page, ending in a line break."""
    if language not in ("zh", "en"):
        raise ValueError(f'language is "zh" or "en", not {language!r}')
    style, script = _file("page.css"), _file("page.js")
    policy = (
        f"default-src 'none'; style-src 'sha256-{_hash(style)}'; "
        f"script-src 'sha256-{_hash(script)}'; base-uri 'none'; form-action 'none'"
    )
    titles = " → ".join(_text(side.title or side.name or "?") for side in (found.a, found.b))
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{"zh-Hans" if language == "zh" else "en"}" data-ui="{language}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{titles}</title><style>{style}</style></head><body>",
        '<header><div class="sides">',
        *(_side_head(side) for side in (found.a, found.b)),
        "</div></header>",
        *_bar(found, language),
        "<main>",
        *_targets(found),
        *_tasks(found),
        *_owners(found),
        *_terms(found),
        "</main><footer></footer>",
        f"<script>{script}</script></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _side_head(side: Side) -> str:
    title = _text(side.title) if side.title else _both("page", "untitled")
    file = re.split(r"[\\/]", side.name)[-1] if side.name else None
    told = " · ".join(_text(part) for part in (side.issuer, side.year, file) if part)
    return f"<div><h1>{title}</h1><p>{told}</p></div>"


def _bar(found: Comparison, language: Language) -> Iterator[str]:
    yield '<div class="bar"><nav>'
    here = {
        "targets": found.targets,
        "tasks": found.pairs,
        "owners": found.owners,
        "terms": found.terms,
    }
    for key, entries in here.items():
        if entries:
            yield f'<a href="#{key}">{_both("page", key)} {len(entries)}</a>'
    yield (
        '<span><button class="plain" type="button" data-language>'
        f"{_both('page', 'other_language')}</button></span></nav>"
    )
    for status in STATUSES:
        if count := found.count(status):
            yield (
                f'<button type="button" data-status="{status}" aria-pressed="true">'
                f"{_both(_kind('status', found), status)} {count}</button>"
            )
    zh, en = _text(name("page", "search", "zh")), _text(name("page", "search", "en"))
    shown = zh if language == "zh" else en
    yield (
        f'<input id="search" type="search" placeholder="{shown}" aria-label="{shown}"'
        f' data-hint-zh="{zh}" data-hint-en="{en}" autocomplete="off">'
        '<span class="quiet" id="shown" role="status"></span></div>'
    )


# -- tasks ----------------------------------------------------------------------------------------


def _tasks(found: Comparison) -> Iterator[str]:
    yield f'<section id="tasks-list"><h2 id="tasks">{_both("page", "tasks")}</h2>'
    yield f'<p class="quiet">{_both("page", "legend")}</p>'
    units_a = {unit.id: unit for unit in found.a.units}
    units_b = {unit.id: unit for unit in found.b.units}
    titles = {c.b: c.b_title for c in found.chapters if c.b is not None}
    last: str | None = None
    for pair in found.pairs:
        chapter = units_b[pair.b[0]].chapter if pair.b else last
        if chapter != last and chapter is not None:
            yield f"<h3>{_text(titles.get(chapter, ''))}</h3>"
        last = chapter
        status = _both(_kind("status", found), pair.status)
        yield _pair(pair, status, [units_a[u] for u in pair.a], [units_b[u] for u in pair.b])
    yield f'<p id="nothing" hidden>{_both("page", "nothing")}</p></section>'


def _pair(pair: Pair, status: str, a: Sequence[Unit], b: Sequence[Unit]) -> str:
    alike = ""
    if pair.a and pair.b and pair.status != "kept":
        alike = f" · {_both('page', 'similarity')} {pair.similarity:.0%}"
    folded = pair.status == "kept" and not (pair.removed or pair.added)
    left = "".join(_unit(u, pair.removed, "a", folded) for u in a)
    right = "".join(_unit(u, pair.added, "b", folded) for u in b)
    return (
        f'<article class="pair s-{pair.status}" data-status="{pair.status}">'
        f'<div class="told"><span class="badge">{status}</span>{alike}</div>'
        f'<div class="side">{left}</div><div class="side">{right}</div></article>'
    )


def _unit(unit: Unit, marks: Sequence[Mark], side: str, folded: bool) -> str:
    own = [mark for mark in marks if mark.unit == unit.id]
    end = len(unit.title) if unit.title else 0
    title = _marked(unit.words, 0, end, own, side)
    label = f'<span class="at">{_text(unit.label)}</span> ' if unit.label else ""
    if not unit.title:
        label = f'<span class="at">{_both("page", "preamble") if not unit.id else label}</span>'
    body = _marked(unit.words, end, len(unit.words), own, side).strip("\n")
    head = f"<b>{label}{title}</b>"
    text = f"<p>{body}</p>" if body else ""
    at = f'id="{_anchor(side, unit.id)}"'
    if folded and text:
        return f'<details class="unit" {at}><summary>{head}</summary>{text}</details>'
    return f'<div class="unit" {at}>{head}{text}</div>'


def _anchor(side: str, unit: str) -> str:
    return "u-" + side + "-" + re.sub(r"[^\w.-]", lambda m: f"_{ord(m[0]):x}", unit)


def _marked(words: str, start: int, end: int, marks: Sequence[Mark], side: str) -> str:
    """`words[start:end]` with the marks in it, as HTML."""
    tag = "del" if side == "a" else "ins"
    parts, at = [], start
    for mark in marks:
        i, j = max(mark.at.start, at), min(mark.at.end, end)
        if i >= j:
            continue
        parts.append(_text(words[at:i]))
        inside = _text(words[i:j])
        if mark.elsewhere is None:
            parts.append(f"<{tag}>{inside}</{tag}>")
        else:
            to = _anchor("b" if side == "a" else "a", mark.elsewhere)
            parts.append(
                f'<{tag} class="elsewhere">{inside}</{tag}><a href="#{to}">'
                f"{_both('page', 'elsewhere')} {_text(mark.elsewhere)}</a>"
            )
        at = j
    parts.append(_text(words[at:end]))
    return "".join(parts)


# -- targets, owners, words -----------------------------------------------------------------------

_ARROWS = {"raised": "↑", "lowered": "↓", "kept": "=", "new": "+", "dropped": "−"}


def _targets(found: Comparison) -> Iterator[str]:
    if not found.targets:
        return
    yield f'<section><h2 id="targets">{_both("page", "targets")}</h2><div class="wide"><table>'
    heads = "".join(
        f"<th>{_both('page', key)}</th>" for key in ("change", "indicator", "from", "to", "task")
    )
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for change in sorted(found.targets, key=lambda t: t.direction == "kept"):
        yield _target(change, _both(_kind("direction", found), change.direction))
    yield "</tbody></table></div></section>"


def _target(change: TargetChange, direction: str) -> str:
    effect = f" {_both('effect', change.effect)}" if change.effect else ""
    shown = [f"<td class='value'>{_value(value)}</td>" for value in (change.a, change.b)]
    side, value = ("b", change.b) if change.b else ("a", change.a)
    link = ""
    if value is not None:
        told = _text(value.unit_id) or _both("page", "preamble")
        link = f'<a href="#{_anchor(side, value.unit_id)}">{told}</a>'
    return (
        f'<tr class="d-{change.direction}"><td><span class="badge">{_ARROWS[change.direction]} '
        f"{direction}</span>{effect}</td>"
        f"<td>{_text(change.indicator)}</td>{''.join(shown)}<td>{link}</td></tr>"
    )


def _value(value: TargetValue | None) -> str:
    return "—" if value is None else _text(value.text)


def _owners(found: Comparison) -> Iterator[str]:
    if not found.owners:
        return
    yield f'<section><h2 id="owners">{_both("page", "owners")}</h2><div class="wide"><table>'
    heads = "".join(
        f"<th>{_both('page', key)}</th>" for key in ("change", "unit", "from", "to", "task")
    )
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    titles = {unit.id: unit.title for unit in found.b.units}
    for change in found.owners:
        roles = "".join(
            f"<td>{_both('role', role) if role else '—'}</td>"
            for role in (change.a_role, change.b_role)
        )
        links = " ".join(
            f'<a href="#{_anchor("b", unit)}">{_text(unit)}</a> {_text(titles.get(unit, ""))}'
            for unit in change.b
        )
        yield (
            f'<tr class="c-{change.change}"><td><span class="badge">'
            f"{_both('owner', change.change)}</span></td><td>{_text(change.name)}</td>{roles}"
            f"<td>{links}</td></tr>"
        )
    yield "</tbody></table></div></section>"


def _terms(found: Comparison) -> Iterator[str]:
    if not found.terms:
        return
    yield f'<section><h2 id="terms">{_both("page", "terms")}</h2>'
    for kind in ("new", "dropped"):
        terms = [term for term in found.terms if term.change == kind]
        if terms:
            yield f'<h3>{_both("term", kind)}</h3><ul class="words">'
            for term in terms:
                more = f" <small>×{term.count}</small>" if term.count > 1 else ""
                yield f"<li>{_text(term.text)}{more}</li>"
            yield "</ul>"
    yield "</section>"


# -- in a notebook --------------------------------------------------------------------------------


def summary(found: Comparison) -> str:
    """A short form for notebooks: the counts, and what changed folded away."""
    kind = _kind("status", found)
    counts = " · ".join(f"{name(kind, s, 'zh')} {n}" for s in STATUSES if (n := found.count(s)))
    titles = " → ".join(_text(side.title or side.name or "?") for side in (found.a, found.b))
    units_a = {unit.id: unit for unit in found.a.units}
    units_b = {unit.id: unit for unit in found.b.units}
    rows = []
    for pair in found.pairs:
        left = "<br>".join(_text(_short(units_a[u])) for u in pair.a)
        right = "<br>".join(_text(_short(units_b[u])) for u in pair.b)
        rows.append(
            f"<tr><td>{name(kind, pair.status, 'zh')}</td><td>{left}</td><td>{right}</td></tr>"
        )
    return (
        f"<details><summary><b>{titles}</b><br>{counts}</summary>"
        f"<table>{''.join(rows)}</table></details>"
    )


def _short(unit: Unit) -> str:
    words = unit.title or unit.words
    return f"{unit.label} {words if len(words) <= 30 else words[:29] + '…'}".strip()
