"""The role of a section: overview, review, plan or safeguards, told by its title."""

from __future__ import annotations

import re

from .lexicon import Lexicons
from .model import Role


def role_of(title: str, lexicons: Lexicons) -> Role | None:
    """The role that a section's own title tells, None where it tells none."""

    def build(lex: Lexicons) -> list[tuple[re.Pattern[str], str]]:
        return [(re.compile(row[0]), row[1]) for row in lex.rows("section_roles")]

    bare = re.sub(r"[\s\u3000。：:]", "", title)
    for pattern, role in lexicons.build("section_roles", build):
        if pattern.search(bare):
            return role  # type: ignore[return-value]
    return None
