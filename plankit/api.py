"""The path from a source to a plan, top to bottom."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

from . import reading
from .assembly import assemble
from .collector import Held
from .layouts import LAYOUTS
from .ledgers import appended_ledger
from .lexicon import DEFAULT, Lexicons
from .outline.branches import release
from .readers import MAX_BYTES

if TYPE_CHECKING:
    from .layouts import Layout
    from .model import WorkPlan
    from .source import Source


def parse(
    source: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    format: str | None = None,
    script: str = "simplified",
    layouts: Sequence[Layout] = LAYOUTS,
    lexicons: Lexicons | Mapping[str, Iterable[Sequence[str]]] | None = None,
    repair: str | Iterable[str] = (),
    facts: bool = True,
    max_bytes: int = MAX_BYTES,
) -> WorkPlan:
    """Read a document and return its plan.

    `source` is a path (a `str` is always one), the document's bytes, or a binary file. `format`
    overrides what the bytes look like. `script="keep"` leaves words in the script they are in;
    spans always point into the source as found. `layouts` are tried in order, the first that
    matches is used. `lexicons` are rows for the tables of `plankit/data`, put before the shipped
    ones. `repair="words"` restores words that a document-sharing site swapped. `facts=False` reads
    the structure alone. `max_bytes` is a limit on the file's size in bytes.

    Raises `UnreadableSource` (or one of its kinds) where no text can be had, `TypeError` or
    `ValueError` where the call is wrong, `KeyError` where `lexicons` names a table that is not
    shipped. What is amiss with the document itself is told in `plan.diagnostics`.
    """
    from .readers import read

    document = read(source, format=format, max_bytes=max_bytes)
    return parse_source(
        document, script=script, layouts=layouts, lexicons=lexicons, repair=repair, facts=facts
    )


def parse_text(
    text: str,
    *,
    name: str | None = None,
    format: str | None = None,
    script: str = "simplified",
    layouts: Sequence[Layout] = LAYOUTS,
    lexicons: Lexicons | Mapping[str, Iterable[Sequence[str]]] | None = None,
    repair: str | Iterable[str] = (),
    facts: bool = True,
) -> WorkPlan:
    """Read a plan from text already in memory; `name` is kept as the source's name.

    The text may be Markdown, as converters and language models write it: `format` is "text" or
    "markdown", and None looks. Spans are into the string as given, whichever it is. `script`,
    `layouts`, `lexicons`, `repair` and `facts` are as in `parse`, and so is what is raised where
    the call is wrong. Raises `TypeError` for what is no `str`, `ValueError` for another format.
    """
    if not isinstance(text, str):
        raise TypeError(f"parse_text takes a str, not {type(text).__name__}; parse takes bytes")
    return parse_source(
        _in_memory(text, name, format),
        script=script,
        layouts=layouts,
        lexicons=lexicons,
        repair=repair,
        facts=facts,
    )


def _in_memory(text: str, name: str | None, format: str | None) -> Source:
    """The source of a string, its markers told where it is Markdown."""
    from .source import Source

    if format not in (None, "text", "markdown"):
        raise ValueError(f"format must be 'text', 'markdown' or None, not {format!r}")
    if format is None and ("#" in text or "**" in text or "\\" in text):
        from .readers.sniff import LOOKED_AT, is_markdown

        format = "markdown" if is_markdown(text[:LOOKED_AT]) else "text"
    if format == "markdown" and text.strip():
        from .readers import markdown
        from .readers.encodings import Decoded

        source = markdown.from_text(Decoded(text, "", ()), name)
        return source.model_copy(update={"encoding": None})
    return Source(text=text, name=name)


def parse_source(
    source: Source,
    *,
    script: str = "simplified",
    layouts: Sequence[Layout] = LAYOUTS,
    lexicons: Lexicons | Mapping[str, Iterable[Sequence[str]]] | None = None,
    repair: str | Iterable[str] = (),
    facts: bool = True,
    start: int = 0,
    first: WorkPlan | None = None,
) -> WorkPlan:
    """Read a plan from a `Source` that a reader has made.

    `start` is the offset (in code points) where the plan begins in a source that holds several,
    `first` the first of them, whose header and notice speak for all. `script`, `layouts`,
    `lexicons`, `repair` and `facts` are as in `parse`, and so is what is raised where the call is
    wrong.
    """
    if script not in ("simplified", "keep"):
        raise ValueError(f'script is "simplified" or "keep", not {script!r}')
    wanted = frozenset((repair,) if isinstance(repair, str) else repair)
    if not wanted <= {"words"}:
        raise ValueError(f'repair knows "words", not {", ".join(sorted(wanted - {"words"}))}')
    tables = _tables(lexicons)
    with Held():
        page = reading.lay_out(source, layouts, tables, start)
        head = reading.find_head(page)
        body = reading.body(page, head, script == "keep", wanted)
        roots = reading.outline(page, body)
        plan = assemble(page, head, body, roots, facts, first)
        release(roots)
    return plan


def _tables(lexicons: Lexicons | Mapping[str, Iterable[Sequence[str]]] | None) -> Lexicons:
    if isinstance(lexicons, Lexicons):
        return lexicons
    return Lexicons(lexicons) if lexicons else DEFAULT


def parse_all(
    source: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    format: str | None = None,
    max_bytes: int = MAX_BYTES,
    **options: Any,
) -> list[WorkPlan]:
    """Read each plan of a document that holds several, in order.

    `format`, `max_bytes` and the `options` are those of `parse`, and so is what is raised. A table
    of tasks appended to a plan (附件：任务分工表) is a plan as well, where it names owners.

    All plans share the source; each plan's regions tell the others' text as "other".
    """
    from .readers import read

    return plans_of(read(source, format=format, max_bytes=max_bytes), **options)


def plans_of(source: Source, **options: Any) -> list[WorkPlan]:
    """Read each plan of a `Source` that a reader has made; see `parse_source` for the options."""
    tables = _tables(options.pop("lexicons", None))  # made once for all the plans
    plans: list[WorkPlan] = []
    start: int | None = 0
    while start is not None:
        first = plans[0] if plans else None
        plan = parse_source(source, start=start, first=first, lexicons=tables, **options)
        if plan.children or not plans:
            plans.append(plan)
        begun = start
        start = next(
            (d.span.start for d in plan.diagnostics if d.code == "several-plans" and d.span), None
        )
        if start is None and plan.closing is not None and plan.closing.span is not None:
            start = appended_ledger(source.text, *plan.closing.span, tables)
        if start is not None and start <= begun:
            break
    return plans


__all__ = ["MAX_BYTES", "parse", "parse_all", "parse_source", "parse_text", "plans_of"]
