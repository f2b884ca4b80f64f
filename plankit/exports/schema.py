"""What the tables hold: each column's name, type and meaning. docs/tables.md says the same.

A reader of the tables may rely on `TABLES_VERSION`: its first number rises where a column is
renamed, removed or changes its type or meaning, the second where one is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

TABLES_VERSION = "1.0"

Type = Literal["string", "category", "strings", "integer", "number", "boolean", "date"]
"""`category` is a string out of a closed list, `strings` a list of strings (never null), `number` a
float. Each type but `strings` may be null where the column says so."""


class Column(NamedTuple):
    """One column of a table."""

    name: str
    type: Type
    meaning: str
    nullable: bool = True
    values: tuple[str, ...] = ()
    """The closed list of a `category`."""


def _values(name: str) -> tuple[str, ...]:
    from .. import model

    return get_args(getattr(model, name))


def _key(name: str, meaning: str) -> Column:
    return Column(name, "string", meaning, nullable=False)


PLAN = _key("plan_id", "the plan: a hash of the source's text")
NODE = _key("node_id", "the node, by the numbers of its labels (2.7.24); unique in a plan")
START = Column("span_start", "integer", "first code point of it in the source's text", False)
END = Column("span_end", "integer", "code point behind its last one", False)
PLACE = (
    Column("page", "integer", "page of the container, from 1; null where it has no pages"),
    Column("line", "integer", "line of the text, from 1; null where the container has no lines"),
)
REGION = (
    Column("region_code", "string", "six digits of GB/T 2260"),
    Column("province", "string", "province, autonomous region or municipality"),
    Column("city", "string", "city or prefecture"),
    Column("county", "string", "county or district"),
)
FACT = (
    PLAN,
    Column("node_id", "string", "the innermost node that says it; null in the preamble"),
    Column("task_id", "string", "the task around it; null in a section's own text and preamble"),
    Column("text", "string", "the words, as in the node's text", False),
    Column("raw", "string", "the words exactly as in the source", False),
    START,
    END,
)

TABLES: dict[str, tuple[Column, ...]] = {
    "plans": (
        PLAN,
        Column("title", "string", "the plan's own title"),
        Column("year", "integer", "year that the plan is for"),
        Column("kind", "string", "kind of document: work_points, work_plan, action_plan …"),
        *REGION,
        Column("issuer", "string", "issuing unit"),
        Column("document_number", "string", "发文字号"),
        Column("index_number", "string", "索引号"),
        Column("subject", "string", "subject class of the header"),
        Column("keywords", "strings", "keywords of the header", False),
        Column("recipients", "strings", "units it is sent to", False),
        Column("written_on", "date", "date of signing"),
        Column("published_on", "date", "date of publication"),
        Column("script", "category", "script of the source", values=_values("Script")),
        Column("truncated", "boolean", "whether the source ends in mid-plan", False),
        Column("layout", "string", "kind of source that it was read as", False),
        Column("preamble", "string", "text before the first node"),
        Column("notice", "string", "covering notice"),
        Column("closing", "string", "sign-off and what follows the plan"),
        Column("source_name", "string", "file name or path as given"),
        Column("source_format", "string", "container: text, html, docx, pdf …", False),
        Column("source_encoding", "string", "encoding of the bytes"),
        Column("characters", "integer", "code points of the source's text", False),
        Column("schema_version", "string", "version of the JSON form of plans", False),
    ),
    "nodes": (
        PLAN,
        NODE,
        Column("parent_id", "string", "the node above; null on the first level"),
        Column("position", "integer", "place in document order, from 0", False),
        Column("kind", "category", "section or task (steps are tasks)", False, ("section", "task")),
        Column("task_id", "string", "itself for a task, the task around it for a step"),
        Column("level", "integer", "depth, from 1", False),
        Column("label", "string", "label as written; empty where there is none", False),
        Column("number", "integer", "number that the label says"),
        Column("style", "string", "kind of label", False),
        Column("title", "string", "heading without label and end mark", False),
        Column("text", "string", "what follows the title, before the first child section", False),
        Column("role", "category", "what the section is about", values=_values("Role")),
        Column("path", "strings", "labels and titles from the first level to this node", False),
        START,
        END,
        *PLACE,
    ),
    "tasks": (
        PLAN,
        NODE,
        Column("parent_id", "string", "the section it stands in"),
        Column("position", "integer", "place among the plan's tasks, from 0", False),
        Column("plan_title", "string", "the plan's own title"),
        Column("year", "integer", "year that the plan is for"),
        *REGION,
        Column("issuer", "string", "issuing unit"),
        Column("chapter", "string", "title of the first-level section it stands in"),
        Column("section", "string", "title of the innermost section it stands in"),
        Column("label", "string", "label as written", False),
        Column("number", "integer", "number that the label says"),
        Column("title", "string", "heading without label and end mark", False),
        Column("text", "string", "what follows the title, its steps included", False),
        Column("role", "category", "what its section is about", values=_values("Role")),
        Column("steps", "integer", "steps right below it", False),
        Column("lead", "strings", "units named to lead (牵头)", False),
        Column("support", "strings", "units named to support (配合)", False),
        Column("responsible", "strings", "units named as responsible, without more", False),
        Column("due", "date", "last day by which it is to be done; null for work reviewed"),
        Column("targets", "strings", "quantities it undertakes to reach, with indicator", False),
        Column("cites", "strings", "titles, else numbers, of the documents it cites", False),
        Column("verbs", "strings", "leading verbs of its measures", False),
        START,
        END,
        *PLACE,
    ),
    "measures": (
        *FACT,
        Column("verb", "string", "leading verb"),
        Column("verb_class", "string", "class of the verb: create, improve, issue …"),
        Column("verb_start", "integer", "first code point of the verb in the source's text"),
        Column("verb_end", "integer", "code point behind the verb"),
    ),
    "quantities": (
        *FACT,
        Column("indicator", "string", "what is counted or measured"),
        Column("op", "category", "how it compares", values=_values("Op")),
        Column("value", "number", "the number as written (万 and 亿 stay in the unit)"),
        Column("upper", "number", "end of a range"),
        Column("unit", "string", "measure word or %"),
        Column("per", "string", "unit it is counted per: 年, 生 …"),
        Column("role", "category", "target or scope", values=("target", "scope")),
        Column("change", "category", "rise or fall; null for a level", values=("rise", "fall")),
        Column("redacted", "boolean", "whether the number was blanked out", False),
    ),
    "dates": (
        *FACT,
        Column("first_day", "date", "first day meant; null where open or unreadable"),
        Column("last_day", "date", "last day meant"),
        Column("relation", "category", "by, in, from or during", False,
               ("by", "in", "from", "during")),
        Column("redacted", "boolean", "whether it was blanked out", False),
        Column("damaged", "boolean", "whether characters of it were lost", False),
    ),
    "citations": (
        *FACT,
        Column("title", "string", "title without the outer brackets"),
        Column("document_number", "string", "发文字号 that stands with it"),
        Column("relation", "category", "issues (this plan will produce it) or implements", False,
               ("issues", "implements")),
        Column("document_id", "string", "its row in documents"),
    ),
    "owners": (
        *FACT,
        Column("name", "string", "the unit", False),
        Column("role", "category", "lead, support or responsible", False,
               ("lead", "support", "responsible")),
        Column("inherited", "boolean", "whether named for all tasks of the section", False),
    ),
    "terms": FACT,
    "documents": (
        PLAN,
        _key("document_id", "the document, unique in a plan"),
        Column("title", "string", "title without the outer brackets"),
        Column("document_number", "string", "发文字号, whole"),
        Column("agency", "string", "发文字号: agency code"),
        Column("number_year", "integer", "发文字号: year"),
        Column("serial", "integer", "发文字号: serial number"),
        Column("relation", "category", "issues or implements", False, ("issues", "implements")),
        Column("mentions", "integer", "how often it is cited", False),
    ),
    "diagnostics": (
        PLAN,
        Column("node_id", "string", "the innermost node in which it begins"),
        Column("code", "string", "stable code", False),
        Column("severity", "category", "info, warning or error", False, _values("Severity")),
        Column("message", "string", "what is amiss, in English", False),
        Column("span_start", "integer", "first code point of it in the source's text"),
        Column("span_end", "integer", "code point behind its last one"),
        Column("replacement", "string", "what a repair put there"),
    ),
}  # fmt: skip
"""Columns by table."""


def wanted(tables: str | Sequence[str] | None) -> tuple[str, ...]:
    """The names of the tables asked for, all for None; a `ValueError` for an unknown one."""
    names = tuple(TABLES) if tables is None else (tables,) if isinstance(tables, str) else tables
    unknown = [name for name in names if name not in TABLES]
    if unknown:
        raise ValueError(f"no table {', '.join(map(repr, unknown))}; there are {', '.join(TABLES)}")
    return tuple(names)
