"""A ledger's row as a task, or as the section that it heads: who and when from their columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from .facts import extract
from .facts.context import FactContext
from .facts.dates import dates
from .facts.owner_labels import make_labels
from .facts.owners import labelled
from .facts.unit_names import Role, listed
from .lexicon import Lexicons
from .model import DateRef, Owner, Section, Task
from .outline.branches import Branch
from .text import Span, Text

ROLES: Final[dict[str, Role]] = {"lead": "lead", "responsible": "responsible", "support": "support"}


def row_facts(
    branch: Branch,
    body: Text,
    source: str,
    context: Callable[[Text, int], FactContext],
    lexicons: Lexicons,
) -> dict[str, Any]:
    """The facts of a row by field; `context` makes one of words and the end of their title."""
    row = branch.row
    assert row is not None
    told = [c for _, c in row.of("task", "measure", "target")]
    content = Text.join([body.cut(*c) for c in told], "\n")
    values, _ = extract(context(content, told[0][1] - told[0][0] if told else 0), source)
    values["owners"] = (*values["owners"], *_owners(branch, body, lexicons))
    for meaning, cell in row.of("due", "when"):
        values["dates"] = (
            *values["dates"],
            *(
                DateRef.make(**{**d.__dict__, "relation": "by"})
                if d.relation == "in" and meaning == "due"
                else d
                for d in dates(context(body.cut(*cell), 0))
            ),
        )
    for held in ("owners", "dates"):
        for fact in values[held]:
            fact.__dict__["raw"] = source[fact.span.start : fact.span.end]
    return values


def row_node(
    branch: Branch,
    level: int,
    body: Text,
    source: str,
    facts: Mapping[str, Any] | None,
    words: Any,
    children: Sequence[Section | Task] = (),
) -> Section | Task:
    """The task of a row, or the section over the rows `children`.

    `facts` is what `row_facts` gave, None to leave them out; `words` gives the words of a stretch
    of the body.
    """
    row = branch.row
    assert row is not None
    string = body.string
    told = [c for _, c in row.of("task", "measure", "target")]
    numbers = row.of("number")
    values = dict(facts or ())
    if children and len(told) == 1:
        values.pop("measures", None)  # a heading alone names a field of work; it is no step
    span = Span(*body.span(branch.start, branch.end))
    title = body.span(branch.title_start, branch.title_end)
    rest = [c for c in told if c != (branch.title_start, branch.title_end)]
    cls: type[Section | Task] = Section if children else Task
    return cls.make(
        id=branch.id,
        label=string[slice(*numbers[0][1])].strip()
        if numbers and branch.label_end > branch.start
        else "",
        number=branch.number,
        style=branch.style if children else "row",
        level=level,
        title=words(branch.title_start, branch.title_end),
        title_span=title,
        span=span,
        role=branch.role,
        text="\n".join(words(i, j) for i, j in rest),
        raw=source[span.start : span.end],
        children=tuple(children),
        **values,
    )


def _owners(branch: Branch, body: Text, lexicons: Lexicons) -> list[Owner]:
    labels = lexicons.build("owners", make_labels)
    found: list[Owner] = []
    row = branch.row
    assert row is not None
    for inherited, cells in ((True, row.above), (False, row.of(*ROLES))):
        for meaning, (i, j) in cells:
            default = ROLES.get(meaning)
            if labels.bracketed.match(body.string, i, j):
                named = labelled(body.string, i, j, labels)  # 牵头单位：甲局 配合单位：乙局
            else:
                named = listed(body.string, i, j, default, labels.words)
            for start, end, role in named:
                name = body.string[start:end]
                span = body.span(start, end)
                found.append(
                    Owner.make(text=name, name=name, span=span, role=role, inherited=inherited)
                )
    return found
