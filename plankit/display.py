"""The tree of a plan on a terminal: what `plankit show` prints.

Lines are folded by hand: Chinese breaks between any two characters but not before a closing mark,
and a character is two columns wide. Counts stand in columns at the right edge.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Styled

from .exports.markdown import gap_after
from .names import chinese

if TYPE_CHECKING:
    from .model import Section, Task, WorkPlan

COLUMNS = (
    ("measures", "步"),
    ("quantities", "数"),
    ("dates", "期"),
    ("citations", "文"),
    ("owners", "责"),
)
COLUMN_WIDTH = 4
NO_BREAK_BEFORE = frozenset("，。、；：！？）》”’】〉」』…,.;:!?)]}%％")
ROLE_STYLES = {"review": "yellow", "safeguards": "magenta", "overview": "cyan"}


class Terminal(Console):
    """A console that leaves a broken pipe to its caller."""

    def on_broken_pipe(self) -> None:
        """Called where the reader of stdout went away; rich itself would end the process."""
        raise BrokenPipeError


def print_plan(plan: WorkPlan, console: Console, in_chinese: bool = False) -> None:
    """Print header fields, the tree with the facts counted, and the totals.

    With `in_chinese` what plankit itself says is in Chinese, too.
    """
    width = max(console.width, 40)
    counts = len(COLUMNS) * COLUMN_WIDTH

    def put(line: Styled) -> None:
        console.print(line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)

    for part in fold(printable(plan.title or _said("no title", in_chinese)), width):
        put(Styled(part, style="bold"))
    for name, value in _header(plan, in_chinese):
        told = chinese("header", name) if in_chinese else name
        for i, part in enumerate(fold(printable(value), width - 14)):
            lead = told + " " * (12 - cell_len(told)) if not i else " " * 12
            put(Styled.assemble((f"  {lead}", "dim"), part))
    if not plan.children:
        put(Styled("  " + _said("no outline found", in_chinese), style="yellow"))
    else:
        legend = "".join(" " * (COLUMN_WIDTH - 2) + sign for _, sign in COLUMNS)
        put(Styled(" " * (width - counts) + legend, style="dim"))
        for line in _tree(plan.children, "", width - counts, None, in_chinese):
            put(line)
    for part in fold(totals(plan, in_chinese), width):
        put(Styled(part.strip(), style="dim"))


def _said(words: str, in_chinese: bool) -> str:
    """A remark in brackets."""
    return f"（{chinese('remark', words)}）" if in_chinese else f"({words})"


def totals(plan: WorkPlan, in_chinese: bool = False) -> str:
    """One line that counts nodes, facts and diagnostics: "12 sections, 47 tasks, …"."""
    nodes = list(plan.walk())
    tasks = len(plan.tasks)
    steps = sum(node.kind == "task" for node in nodes) - tasks
    units = {"section": len(nodes) - tasks - steps, "task": tasks, "step": steps}
    # a fact of a step belongs to its task as well, and is counted once
    facts = {
        field: len({fact.span for node in nodes for fact in getattr(node, field)})
        for field, _ in COLUMNS
    }
    severities = [d.severity for d in plan.diagnostics]
    told = {s: severities.count(s) for s in ("error", "warning") if s in severities}
    if in_chinese:
        parts = [f"{chinese('node', unit)}{n}" for unit, n in units.items() if n or unit != "step"]
        parts += [f"{chinese('fact', field)}{n}" for field, n in facts.items()]
        found = [f"{chinese('severity', s)}{n}处" for s, n in told.items()]
        return "，".join(parts) + (f"；{'，'.join(found)}（plankit check）" if told else "")
    parts = [counted(n, unit) for unit, n in units.items() if n or unit != "step"]
    for field, sign in COLUMNS:
        name = {"quantities": "quantity"}.get(field, field[:-1])
        parts.append(f"{counted(facts[field], name)} {sign}")
    found = [counted(n, s) for s, n in told.items()]
    return ", ".join(parts) + (f"; {', '.join(found)} (plankit check)" if told else "")


def counted(n: int, noun: str) -> str:
    """`2 tasks`, `1 task`, `3 quantities`."""
    if n != 1:
        noun = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{n} {noun}"


def _header(plan: WorkPlan, in_chinese: bool) -> Iterator[tuple[str, str]]:
    meta = plan.metadata
    number = meta.document_number
    region = meta.region
    place = (region.province, region.city, region.county) if region else ()
    script = {"hant": "traditional", "mixed": "mixed"}.get(plan.script or "")
    broken = "yes, the text breaks off"
    if in_chinese:
        script = chinese("script", plan.script or "") if script else None
        broken = chinese("remark", broken)
    values = {
        "year": str(plan.year) if plan.year is not None else None,
        "kind": chinese("plan_kind", plan.kind) if in_chinese and plan.kind else plan.kind,
        "number": number.text if number else None,
        "index": meta.index_number,
        "issuer": meta.issuer,
        "region": "".join(part for part in place if part),
        "subject": meta.subject,
        "keywords": "、".join(meta.keywords),
        "to": "、".join(meta.recipients),
        "written": meta.written_on.isoformat() if meta.written_on else None,
        "published": meta.published_on.isoformat() if meta.published_on else None,
        "script": script,
        "source": plan.source.name,
        "truncated": broken if plan.truncated else None,
    }
    for name, value in values.items():
        if value:
            yield name, value


def _tree(
    nodes: tuple[Section | Task, ...], rails: str, width: int, role: str | None, in_chinese: bool
) -> Iterator[Styled]:
    """The lines of nodes below `rails` (│ for each level above that goes on), counts behind them.

    `role` is that of the node above; a section says its own where it differs.
    """
    # a deep nest must leave room for words
    indent = rails if len(rails) <= width // 2 else "… "
    for i, node in enumerate(nodes):
        first, other = ("└─ ", "   ") if i == len(nodes) - 1 else ("├─ ", "│  ")
        label = printable(node.label)
        tint = ROLE_STYLES.get(node.role or "", "")
        style = f"bold {tint}" if node.kind == "section" else tint
        head, *more = fold(
            label + gap_after(label) + printable(node.title), width - len(indent) - 4
        )
        styled = Styled.assemble((indent + first, "dim"), (head, style))
        told = ""
        if node.role is not None and node.role not in ("plan", role):
            told = f"〔{chinese('role', node.role)}〕" if in_chinese else f" [{node.role}]"
        if cell_len(styled.plain + told) <= width:
            styled.append(told, style=tint)
        styled.append(" " * max(0, width - cell_len(styled.plain)))
        for field, _ in COLUMNS:
            n = len(getattr(node, field))
            styled.append(f"{n or '·':>{COLUMN_WIDTH}}", style="green" if n else "dim")
        yield styled
        for line in more:
            yield Styled.assemble((indent + other, "dim"), (line, style))
        yield from _tree(node.children, rails + other, width, node.role, in_chinese)


def fold(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns (of one character, where not even that fits)."""
    lines: list[str] = []
    line, used = "", 0
    for char in text:
        wide = cell_len(char)
        if used + wide > width and line:
            carry = ""
            if char in NO_BREAK_BEFORE and len(line) > 1 and line[-1] not in NO_BREAK_BEFORE:
                line, carry = line[:-1], line[-1]
            elif char.isascii() and char.isalnum():
                # not inside a number or a Latin word, where the line has another place to break
                head = line.rstrip("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
                if head and len(line) - len(head) <= 12:
                    line, carry = head, line[len(head) :]
            if cell_len(carry) + wide > width:  # a line too narrow to be choosy
                line, carry = line + carry, ""
            lines.append(line.rstrip())
            line, used = carry, cell_len(carry)
        line += char
        used += wide
    return [*lines, line]


def printable(text: str) -> str:
    """`text` in one line, with control characters (a terminal would obey them) made visible."""
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
