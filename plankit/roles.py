"""The role of a section: overview, review, plan or safeguards, told by its title."""

from __future__ import annotations

import re

from .lexicon import Lexicons
from .model import Role

_MARKS = re.compile(r"[\s\u3000。：:]")
_LOOKS_BACK = re.compile(
    r"(?:总结|汇报|回顾|(?:工作|完成|进展|推进|执行|落实)情况)(?:的)?(?:总结|汇报|报告|材料)?"
)
_AND_AHEAD = re.compile(r"计划|打算|思路|安排|要点|部署|方案|谋划|规划|任务分解|清单")


def looks_back(title: str | None) -> bool:
    """Whether a document's title tells of work done and names no work to come (2022年工作总结)."""
    if title is None:
        return False
    told = _LOOKS_BACK.search(title)
    return told is not None and _AND_AHEAD.search(title, told.end()) is None


def role_of(title: str, lexicons: Lexicons) -> Role | None:
    """The role that a section's own title tells, None where it tells none."""

    def build(lex: Lexicons) -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], str]]]:
        patterns = [(re.compile(row[0]), row[1]) for row in lex.rows("section_roles")]
        plain = all(not p.groups and p.flags == re.UNICODE for p, _ in patterns)
        any_of = "|".join(f"(?:{p.pattern})" for p, _ in patterns) if plain else ""
        return re.compile(any_of), patterns

    bare = _MARKS.sub("", title)
    told, patterns = lexicons.build("section_roles", build)
    if told.search(bare) is None:  # most titles tell none
        return None
    for pattern, role in patterns:
        if pattern.search(bare):
            return role  # type: ignore[return-value]
    return None
