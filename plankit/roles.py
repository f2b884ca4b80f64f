"""The role of a section: overview, review, plan or safeguards, told by its title."""

from __future__ import annotations

import re
from typing import Final

from .lexicon import Lexicons
from .model import Role
from .needed_words import needed_pattern

_MARKS: Final = "。：:"
_LOOKS_BACK: Final = re.compile(
    r"(?:总结|汇报|回顾|(?:工作|完成|进展|推进|执行|落实)[情状]况)(?:的)?(?:总结|汇报|报告|材料)?"
)
WORK_AHEAD: Final = "计划|思路|打算|要点|安排|谋划|设想|工作支配"
"""What titles call work to come. 工作支配 is 工作安排 on pages whose words a site swapped: titles
are read before that is known."""
_AND_AHEAD: Final = re.compile(rf"{WORK_AHEAD}|部署|方案|规划|任务分解|清单")


def looks_back(title: str | None) -> bool:
    """Whether a document's title tells of work done and names no work to come (2022年工作总结)."""
    if title is None:
        return False
    told = _LOOKS_BACK.search(title)
    return told is not None and _AND_AHEAD.search(title, told.end()) is None


def review_name(title: str | None) -> str:
    """A title up to where it has named work done (2022年总结|及2023年计划), else empty."""
    found = _LOOKS_BACK.search(title) if title is not None else None
    return found.string[: found.end()] if found is not None else ""


def _patterns(
    lex: Lexicons,
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], list[tuple[re.Pattern[str], str]]]:
    """The rows' patterns, and before them what any of them fits: at the start, and anywhere.

    Asking those that begin with ^ at the start alone takes half the time of asking all as one.
    First of all comes what finds words that any of them needs: most titles have none.
    """
    patterns = [(re.compile(row[0]), row[1]) for row in lex.rows("section_roles")]
    if any(p.groups or p.flags != re.UNICODE for p, _ in patterns):
        any_text = re.compile("")
        return any_text, any_text, any_text, patterns  # not to be joined
    shapes = [f"(?:{p.pattern})" for p, _ in patterns]
    start = [shape for shape in shapes if shape.startswith("(?:^") and not _is_choice(shape[3:-1])]
    never = "(?!)"
    return (
        needed_pattern(p.pattern for p, _ in patterns),
        re.compile("|".join(start) or never),
        re.compile("|".join([s for s in shapes if s not in start]) or never),
        patterns,
    )


def _is_choice(pattern: str) -> bool:
    """Whether a pattern has a | outside brackets, as far as a glance can tell."""
    inner, found = pattern, 1
    while found:
        inner, found = re.subn(r"\([^()]*\)", "", inner)
    return "|" in inner or "\\" in pattern.replace("\\d", "")


def role_of(title: str, lexicons: Lexicons) -> Role | None:
    """The role that a section's own title tells, None where it tells none."""
    bare = "".join(title.split())
    for mark in _MARKS:
        if mark in bare:
            bare = bare.replace(mark, "")
    needed, at_start, anywhere, patterns = lexicons.build("section_roles", _patterns)
    if needed.search(bare) is None:  # most titles tell none
        return None
    if at_start.match(bare) is None and anywhere.search(bare) is None:
        return None
    for pattern, role in patterns:
        if pattern.search(bare):
            return role  # type: ignore[return-value]
    return None
