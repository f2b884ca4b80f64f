"""A plan as Markdown (CommonMark): a YAML head, headings by level, tasks as headings or paragraphs.

Written to be read, and to be cut into passages by whatever reads Markdown. All words of the plan
are in it; site furniture and repeated matter are not.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import Owner, Passage, Section, Task, WorkPlan

OWNER_ROLES = {"lead": "牵头单位", "support": "配合单位", "responsible": "责任单位"}
SENTENCE_ENDS = "。；;！？!?:：."

# what would be read as markup anywhere, and what would be at the beginning of a line
_MARKUP = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w{1,40};)")
_LINE_START = re.compile(r"(\d{1,9})?(#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]+$|(?<=\d)[.)](?=\s|$))")
# YAML allows no other control characters in a double-quoted string than escaped ones
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def to_markdown(plan: WorkPlan) -> str:
    """The plan as Markdown, ending in a line break."""
    blocks = [_head(plan)]
    if quoted := _paragraphs(plan.notice):
        blocks.append("\n>\n".join("> " + part for part in quoted))
    if plan.title:
        blocks.append("# " + _line(plan.title))
    blocks += _paragraphs(plan.preamble)
    for node in plan.children:
        blocks += _node(node, plan.source.text)
    if plan.truncated:
        blocks.append("（以下原文缺失）")
    if plan.closing is not None:
        blocks += ["---", *_paragraphs(plan.closing)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(plan: WorkPlan) -> str:
    meta = plan.metadata
    number, region = meta.document_number, meta.region
    places = (region.province, region.city, region.county) if region else ()
    values = {
        "title": plan.title,
        "year": plan.year,
        "kind": plan.kind,
        "region": "".join(p for p in places if p) or None,
        "region_code": region.code if region else None,
        "issuer": meta.issuer,
        "document_number": number.text if number else None,
        "index_number": meta.index_number,
        "subject": meta.subject,
        "keywords": meta.keywords,
        "recipients": meta.recipients,
        "written_on": meta.written_on,
        "published_on": meta.published_on,
        "source": plan.source.name,
        "truncated": plan.truncated or None,
    }
    lines = [f"{name}: {_yaml(value)}" for name, value in values.items() if value not in (None, ())]
    return "\n".join(["---", *lines, "---"])


def _yaml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON strings are YAML strings; always quoted, for 1e3 and 2022-01-26 and yes
        quoted = json.dumps(value, ensure_ascii=False)
        return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", quoted)
    if isinstance(value, tuple):
        return "[" + ", ".join(_yaml(item) for item in value) + "]"
    return str(value)  # numbers and dates are plain YAML scalars


def _node(node: Section | Task, source: str) -> Iterator[str]:
    if node.kind == "task" and not node.text:
        yield (
            f"**{_line(node.label)}** {_sentence(node, source)}"
            if node.label
            else _line(node.title)
        )
        # steps that are not in the task's own text
        for step in node.children:
            yield f"- {_line(node_text(step, source))}"
    else:
        hashes = "#" * min(node.level + 1, 6)
        yield f"{hashes} {_line(node.label)}{gap_after(node.label)}{_line(node.title)}".rstrip()
        if node.kind == "task":
            yield from _task_text(node)
        else:
            yield from _lines(node.text)
            for child in node.children:
                yield from _node(child, source)
    yield from _owners(node.owners)


def node_text(node: Section | Task, source: str) -> str:
    """Label, title and text of a node in one line, with the mark that stood behind the title."""
    return f"{node.label}{gap_after(node.label)}{_sentence(node, source)}{node.text}"


def _sentence(node: Section | Task, source: str) -> str:
    return _line(node.title) + end_mark(node, source)


def end_mark(node: Section | Task, source: str) -> str:
    """The mark behind the title: the source's where it has one, else a 。 before text."""
    end = node.title_span.end if node.title_span else len(source)
    mark = source[end : end + 1]
    if mark and mark in SENTENCE_ENDS:
        return mark
    return "。" if node.text else ""


def _task_text(task: Task) -> Iterator[str]:
    """A task's paragraphs, its steps (which stand in its text) as list items.

    The steps are looked for in order; where one is not found as written, the text stays whole.
    """
    text, cuts, at = task.text, [0], 0
    for step in task.children:
        at = text.find(step.label + step.title[:4], at)
        if at < 0:
            cuts = [0]
            break
        cuts.append(at)
        at += len(step.label)
    cuts.append(len(text))
    first, *steps = (text[i:j] for i, j in itertools.pairwise(cuts))
    yield from _lines(first)
    items = [f"- {_line(step)}" for step in steps]
    if items:
        yield "\n".join(items)


def _owners(owners: Sequence[Owner]) -> Iterator[str]:
    own = [owner for owner in owners if not owner.inherited]
    named = {role: [_line(o.name) for o in own if o.role == role] for role in OWNER_ROLES}
    notes = [f"{OWNER_ROLES[role]}：{'、'.join(names)}" for role, names in named.items() if names]
    if notes:
        yield f"（{'；'.join(notes)}）"


def _paragraphs(passage: Passage | None) -> list[str]:
    return list(_lines(passage.text)) if passage is not None else []


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line := _line(line):
            found = _LINE_START.match(line)
            yield f"{line[: found.start(2)]}\\{line[found.start(2) :]}" if found else line


def _line(text: str) -> str:
    """One line of text with what Markdown would take for markup escaped."""
    return _MARKUP.sub(lambda m: "\\" + m[0], " ".join(text.split()))


def gap_after(label: str) -> str:
    """A space behind a label that would run into the title (1. 章 条), none behind 、 and ）."""
    last = label[-1:]
    return " " if last in tuple(".．章节条款编篇") or (last.isascii() and last.isalnum()) else ""
