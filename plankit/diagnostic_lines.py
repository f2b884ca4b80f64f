"""Diagnostics as lines of a terminal, in English or Chinese: what `plankit check` prints."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Diagnostic, WorkPlan


class Language(str, enum.Enum):
    """What `check` and `show` say is said in one of these."""

    en = "en"
    zh = "zh"


def located(
    name: str, plan: WorkPlan, found: Sequence[Diagnostic], language: Language = Language.en
) -> Iterator[str]:
    """The diagnostics as `NAME:LINE:COLUMN: CODE MESSAGE`, in the order of the text."""
    from .messages import chinese_message
    from .source import Source

    zh = language is Language.zh

    # lines of the decoded text, also where the container has pages instead
    lines = Source(text=plan.source.text)
    for one in sorted(found, key=lambda d: d.span or (0, 0)):
        place = lines.locate(min(one.span[0] if one.span else 0, len(lines.text)))
        page = plan.source.locate(one.span).page if one.span and plan.source.anchors else None
        told = (f"（第{page}页）" if zh else f" (page {page})") if page else ""
        message = chinese_message(one) if zh else " ".join(one.message.split())
        yield f"{name}:{place.line}:{place.column}: {one.code} {message}{told}"


def summed_up(
    files: int, found: dict[str, int], unreadable: int, everything: bool, language: Language
) -> str:
    """The last line of `check`."""
    from .display import counted

    if language is Language.zh:
        parts = [f"错误{found['error']}处", f"警告{found['warning']}处"]
        parts += [f"说明{found['info']}处" + "（--all 逐条列出）" * (not everything)] * bool(
            found["info"]
        )
        parts += [f"无法读取{unreadable}份"] * bool(unreadable)
        return f"共{files}份文件：{'，'.join(parts)}"
    parts = [counted(found["error"], "error"), counted(found["warning"], "warning")]
    notes = counted(found["info"], "note") + " (--all lists them)" * (not everything)
    parts += [notes] * bool(found["info"])
    parts += [f"{unreadable} unreadable"] * bool(unreadable)
    return f"{counted(files, 'document')}: {', '.join(parts)}"
