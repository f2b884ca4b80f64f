"""The typed tree of a plan: WorkPlan → Section → Task, and the facts found in it.

All objects are frozen plain data. Offsets are code points into `plan.source.text`, half open.
What is told in Chinese in the document is told in Chinese here; enumerated values have English
names (`plankit.names` gives the Chinese ones for display).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from .errors import DiagnosticError
from .fact_model import (
    Citation,
    DateRef,
    DocumentNumber,
    Fact,
    Facts,
    Measure,
    Model,
    Op,
    Owner,
    Quantity,
    Term,
    set_slot,
)
from .header_model import AdminRegion, HeaderField, Metadata
from .source import Source
from .text import Span

if TYPE_CHECKING:
    from os import PathLike

    from .exports.chunks import Chunk

SCHEMA_VERSION = "1.0"
"""Version of the JSON form. The first number rises where a reader of the old form would break."""

Role = Literal["overview", "review", "plan", "safeguards"]
Severity = Literal["info", "warning", "error"]
Script = Literal["hans", "hant", "mixed"]
RegionKind = Literal[
    "header",
    "notice",
    "heading",
    "preamble",
    "label",
    "title",
    "text",
    "closing",
    "other",
    "repeated",
    "furniture",
]


# -- nodes ----------------------------------------------------------------------------------------


class Node(Model):
    """What Section and Task share."""

    id: str
    """The numbers of its labels from the top, "2.7.24"; unique in a plan."""
    label: str
    """As written ("（一）", "40"); empty for a heading without a number."""
    number: int | None
    style: str
    """Which kind of label, a name of `plankit.outline.label_styles.STYLES`; "plain" for none."""
    level: int
    title: str
    title_span: Span | None
    span: Span
    role: Role | None = None
    text: str = ""
    raw: str = Field(default="", exclude=True, repr=False)
    measures: tuple[Measure, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateRef, ...] = ()
    citations: tuple[Citation, ...] = ()
    owners: tuple[Owner, ...] = ()
    terms: tuple[Term, ...] = ()

    def __repr__(self) -> str:
        from .exports.notebook import brief

        return brief(self)

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """The node as a folded tree, for notebooks."""
        from .exports.notebook import node_html

        return node_html(self)


class Task(Node):
    """A numbered unit with nothing below it but its own steps (一是…；二是…)."""

    kind: Literal["task"] = "task"
    children: tuple[Task, ...] = ()

    def walk(self) -> Iterator[Task]:
        """This task's steps, in document order."""
        for child in self.children:
            yield child
            yield from child.walk()


class Section(Node):
    """A unit with units below it. `text` stands between its title and its first child."""

    kind: Literal["section"] = "section"
    children: tuple[Annotated[Section | Task, Field(discriminator="kind")], ...] = ()

    def walk(self) -> Iterator[Section | Task]:
        """Every node below this one, in document order."""
        for child in self.children:
            yield child
            yield from child.walk()


# -- the plan -------------------------------------------------------------------------------------


class Diagnostic(Model):
    """Something worth knowing about a document, its damage or its repair.

    `code` is stable and documented (docs/diagnostics.md). `message` is English;
    `plankit.messages.chinese_message` says it in Chinese. `node_id` is the innermost node in which
    `span` begins. `replacement` is what a repair put in the place of `span`; the source itself is
    never changed.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    node_id: str | None = None
    replacement: str | None = None


class Region(Model):
    """A stretch of the source and what it is. A plan's regions follow each other without gaps."""

    kind: RegionKind
    span: Span
    node_id: str | None = None


class Document(Model):
    """A document that the plan cites, once however often it is cited."""

    id: str
    title: str | None = None
    document_number: DocumentNumber | None = None
    relation: Literal["issues", "implements"] = "implements"
    spans: tuple[Span, ...] = ()


class TermCount(Model):
    """A term of the plan and how often it stands there."""

    text: str
    count: int
    spans: tuple[Span, ...] = ()


class Passage(Model):
    """Text of the plan that belongs to no node: the covering notice, the preamble, the sign-off."""

    text: str = ""
    span: Span | None = None


class WorkPlan(Model):
    """A plan as read: header, tree, facts, what was repaired, and the source it came from."""

    schema_version: str = SCHEMA_VERSION
    title: str | None = None
    title_span: Span | None = None
    year: int | None = None
    kind: str | None = None
    script: Script | None = None
    truncated: bool = False
    layout: str = "general"
    metadata: Metadata = Field(default_factory=Metadata)
    notice: Passage | None = None
    preamble: Passage | None = None
    preamble_facts: Facts = Field(default_factory=Facts)
    children: tuple[Annotated[Section | Task, Field(discriminator="kind")], ...] = ()
    closing: Passage | None = None
    documents: tuple[Document, ...] = ()
    terms: tuple[TermCount, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    regions: tuple[Region, ...] = ()
    source: Source

    def walk(self) -> Iterator[Section | Task]:
        """Every node, in document order."""
        for child in self.children:
            yield child
            yield from child.walk()

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every section, in document order."""
        return tuple(n for n in self.walk() if isinstance(n, Section))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every task, in document order; the steps of tasks are left out."""

        def below(nodes: tuple[Section | Task, ...]) -> Iterator[Task]:
            for node in nodes:
                if isinstance(node, Task):
                    yield node
                else:
                    yield from below(node.children)

        return tuple(below(self.children))

    def find(self, path: str) -> Section | Task | None:
        """The node of an id ("2.7.24") or of a path of labels ("二/（七）/24"), else None.

        The parts of a path may leave out the label's punctuation and may skip levels.
        """
        from .outline.label_symbols import half_width, label_key

        if "/" not in path:
            for node in self.walk():
                if node.id == path:
                    return node
        parts = path.split("/")
        wanted = [label_key(part) for part in parts]

        def below(node: WorkPlan | Section | Task, k: int) -> Section | Task | None:
            fits = [n for n in node.walk() if label_key(n.label) == wanted[k]]
            # as written before as meant (三 may be 三、 and （三）), then the outermost
            fits.sort(key=lambda n: (half_width(n.label) != half_width(parts[k]), n.level))
            for fit in fits:
                found = below(fit, k + 1) if k + 1 < len(wanted) else fit
                if found is not None:
                    return found
            return None

        return below(self, 0)

    def raise_for_diagnostics(self, severity: Severity = "error") -> WorkPlan:
        """Return the plan, or raise `DiagnosticError` if it has a diagnostic of that severity."""
        order = ("info", "warning", "error")
        bad = tuple(d for d in self.diagnostics if order.index(d.severity) >= order.index(severity))
        if bad:
            more = f" and {len(bad) - 1} more" if len(bad) > 1 else ""
            raise DiagnosticError(f"{bad[0].code}: {bad[0].message}{more}", bad)
        return self

    def to_json(self, path: str | PathLike[str] | None = None, *, indent: int | None = 2) -> str:
        """The plan as JSON; written to `path` (UTF-8) too where one is given."""
        text = self.model_dump_json(indent=indent)
        if path is not None:
            _write(path, text + "\n")
        return text

    def to_markdown(self, path: str | PathLike[str] | None = None) -> str:
        """The plan as Markdown with a YAML head; written to `path` (UTF-8) too where given."""
        from .exports.markdown import to_markdown

        text = to_markdown(self)
        if path is not None:
            _write(path, text)
        return text

    def to_html(self, path: str | PathLike[str] | None = None) -> str:
        """One page that shows the source with all that was found; written to `path` too."""
        from .exports.viewer import to_html

        text = to_html(self)
        if path is not None:
            _write(path, text)
        return text

    def to_xlsx(
        self,
        path: str | PathLike[str],
        roles: Sequence[str] | None = ("plan", "safeguards"),
    ) -> None:
        """Write the tasks as a ledger (任务分解表) to an Excel file; see `plankit.to_xlsx`."""
        from .exports.workbook import to_xlsx

        to_xlsx(self, path, roles)

    def to_chunks(self, max_chars: int = 800, by: str = "task") -> list[Chunk]:
        """The plan as passages of at most `max_chars` characters, for search and retrieval.

        One a task (by="task") or as many tasks of a section as fit (by="section"); each with its
        breadcrumb, id, flat metadata and span. Raises `ValueError` for other arguments.
        """
        from .exports.chunks import to_chunks

        return to_chunks(self, max_chars, by)

    def show(self) -> None:
        """Print the tree, the facts counted, as `plankit show` does."""
        from .display import Terminal, print_plan

        print_plan(self, Terminal(highlight=False, markup=False, emoji=False))

    def __repr__(self) -> str:
        from .exports.notebook import brief_plan

        return brief_plan(self)

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """The plan as a folded tree, for notebooks."""
        from .exports.notebook import plan_html

        return plan_html(self)

    @model_validator(mode="after")
    def _fill_raw(self) -> WorkPlan:
        """Give nodes and facts their `raw` again, which JSON leaves out."""
        text = self.source.text
        fill_raw(text, self.preamble_facts)
        for node in self.walk():
            set_slot(node, "raw", text[node.span.start : node.span.end])
            fill_raw(text, node)
        return self


def _write(path: str | PathLike[str], text: str) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def fill_raw(text: str, holder: Node | Facts) -> None:
    """Set `raw` of every fact that `holder` holds from the source `text`."""
    for facts in (
        holder.measures,
        holder.quantities,
        holder.dates,
        holder.citations,
        holder.owners,
        holder.terms,
    ):
        for fact in facts:
            set_slot(fact, "raw", text[fact.span.start : fact.span.end])


__all__ = [
    "SCHEMA_VERSION",
    "AdminRegion",
    "Citation",
    "DateRef",
    "Diagnostic",
    "Document",
    "DocumentNumber",
    "Fact",
    "Facts",
    "HeaderField",
    "Measure",
    "Metadata",
    "Model",
    "Node",
    "Op",
    "Owner",
    "Passage",
    "Quantity",
    "Region",
    "RegionKind",
    "Role",
    "Script",
    "Section",
    "Severity",
    "Task",
    "Term",
    "TermCount",
    "WorkPlan",
    "fill_raw",
    "set_slot",
]
