"""From settled units to a tree of branches: parents, ends, kinds, titles, ids.

A `Branch` is a node in the making, in offsets of the body text. `plankit.tree` turns branches into
the frozen model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..ledgers import Row
from ..lexicon import Lexicons
from .glued_headings import GluedCutter, glued_headings, headings_apart
from .label_styles import BELOW, DECIMALS, INLINE, PLAIN, RANK, UNNUMBERED
from .labels import LINE, Candidate
from .periods import cut_at_periods
from .settling import Unit
from .titles import DATED, HeadingCutter, chapter_end, lost_stops, named_end, sentence_end

STEPS: Final = frozenset(
    ("arabic_paren", "arabic_half", "circled", "alpha", "roman_paren", *INLINE)
)
"""Styles that count the steps of a task where they stand in its running text."""

_SPACE: Final = " \t\r\n\x0b\u3000\xa0"
_STOPS: Final = "。.；;：:，,、" + _SPACE


class Branch:
    """A node in the making; offsets are into the body's string."""

    __slots__ = (
        "children",
        "cut",
        "depth",
        "end",
        "id",
        "inline",
        "kind",
        "label_end",
        "number",
        "own_end",
        "parent",
        "role",
        "row",
        "start",
        "style",
        "tail",
        "text_start",
        "title_end",
        "title_start",
    )

    def __init__(self, start: int, label_end: int, style: str, number: int | None, inline: bool):
        self.start = start
        self.label_end = label_end
        self.style = style
        self.number = number
        self.inline = inline
        """Whether the label stands inside a line."""
        self.parent: Branch | None = None
        self.depth = 0
        """How many branches it stands below, where `grow` made it."""
        self.children: list[Branch] = []
        self.own_end = 0
        """End of its own words: the start of the next branch, or the plan's end."""
        self.end = 0
        """End of the branch with all below it."""
        self.title_start = label_end
        self.title_end = label_end
        self.text_start = label_end
        self.kind = "task"
        self.role: str | None = None
        self.id = ""
        self.row: Row | None = None
        """The row of a ledger that the branch stands for."""
        self.tail: tuple[int, int] | None = None
        """Its own words behind a ledger that stands among them."""
        self.cut = False
        """Whether the title's 。 was lost."""

    def walk(self) -> Iterator[Branch]:
        """This branch and all below it, in order."""
        ahead = [self]
        while ahead:
            branch = ahead.pop()
            yield branch
            if branch.children:
                ahead.extend(reversed(branch.children))


def release(roots: Sequence[Branch]) -> None:
    """Let branches go that are needed no more.

    Without the way up to their parents they are no cycles, which would stay until the collector
    runs: in a loop over documents that is a fifth of the time that collecting takes.
    """
    for root in roots:
        for branch in root.walk():
            branch.parent = None


def grow(
    candidates: Sequence[Candidate], units: Sequence[Unit], headed: frozenset[int] = frozenset()
) -> list[Branch]:
    """The branches of settled units, in order, their parents and children set.

    Dropped again are units in mid-line that stand alone in their run, and inline runs beside
    units of another kind: both are running text that counts something. Those that begin at an
    offset of `headed` may stand alone.
    """
    kept = list(units)
    while True:
        branches = _link(candidates, kept)
        drop = _stray(branches, headed)
        if not drop:
            return branches
        kept = [u for u, b in zip(kept, branches, strict=True) if id(b) not in drop]


def _link(candidates: Sequence[Candidate], units: Sequence[Unit]) -> list[Branch]:
    branches: list[Branch] = []
    stack: list[tuple[int, Branch]] = []
    for index, depth in units:
        start, end, style, number, place, _ = candidates[index]
        if style in UNNUMBERED:
            branch = Branch(start, end, PLAIN, None, False)
        else:
            branch = Branch(start, end, style.removesuffix(BELOW), number, place != LINE)
        while stack and stack[-1][0] >= depth:
            stack.pop()
        if stack:
            parent = branch.parent = stack[-1][1]
            branch.depth = parent.depth + 1
            siblings = parent.children
            siblings.append(branch)
            if number == 0:
                branch.number = (siblings[-2].number or 0) + 1 if len(siblings) > 1 else 1
        stack.append((depth, branch))
        branches.append(branch)
    return branches


def _stray(branches: Sequence[Branch], headed: frozenset[int]) -> set[int]:
    roots = [b for b in branches if b.parent is None]
    drop: set[int] = set()
    for siblings in [roots, *(b.children for b in branches if b.children)]:
        styles = {b.style for b in siblings}
        for style in styles:
            run = [b for b in siblings if b.style == style]
            loose = all(b.inline for b in run)
            alone = len(run) == 1 and loose and not run[0].children and run[0].start not in headed
            beside = (
                len(styles) > 1
                and (style in INLINE or (style in STEPS and loose))
                and any(
                    b.style not in INLINE and not (b.style in STEPS and b.inline) for b in siblings
                )
            )
            if alone or beside:
                for b in run:
                    drop.update(id(x) for x in b.walk())
    return drop


def close(branches: Sequence[Branch], end: int) -> None:
    """Set where the branches' own words and the branches themselves end."""
    for k, branch in enumerate(branches):
        branch.own_end = branches[k + 1].start if k + 1 < len(branches) else end
    for branch in reversed(branches):
        branch.end = max(branch.own_end, branch.children[-1].end if branch.children else 0)


def set_titles(
    string: str, branches: Sequence[Branch], lexicons: Lexicons, lines_lost: bool = False
) -> list[Branch]:
    """Set titles; returns the branches whose title's 。 was lost.

    Where lines were lost, a chapter's heading may run into the text below it.
    """
    groups: dict[tuple[str, int], list[Branch]] = {}
    for branch in branches:
        start = branch.label_end
        while start < branch.own_end and string[start] in _SPACE:
            start += 1
        branch.title_start = start
        step = branch.style in STEPS and (branch.inline or not branch.children)
        branch.title_end = sentence_end(string, start, branch.own_end, step)
        if not step and branch.title_end - start > 14:
            named = named_end(string, start, branch.title_end, lexicons)
            if branch.style == "named" and (dated := DATED.match(string, start)) is not None:
                named = dated.end()
            if named is not None:
                branch.title_end = named
        groups.setdefault((branch.style, branch.depth), []).append(branch)
    repaired: list[Branch] = []
    cutter: HeadingCutter | None = None
    for (style, _), group in groups.items():
        above = group[0].parent
        top = style in ("chinese", "part") and (above is None or above.style == PLAIN)
        if lines_lost and (top or style == "chinese_paren"):
            for branch in group:
                at = chapter_end(string, branch.title_start, branch.title_end, lexicons, top)
                if at is not None:
                    branch.title_end, branch.cut = at, True
                    repaired.append(branch)
        if lines_lost and style not in STEPS:
            cutter = cutter or lexicons.build("heading_cutter", HeadingCutter)
            glued = [b for b in group if not b.cut]
            sentences = [string[b.title_start : b.title_end] for b in glued]
            for branch, at in zip(
                glued, glued_headings(sentences, GluedCutter(cutter)), strict=True
            ):
                if at is not None:
                    branch.title_end, branch.cut = branch.title_start + at, True
                    repaired.append(branch)
            if top:
                continue
        if style == PLAIN:
            cut_at_periods(string, group)
        elif style in DECIMALS:
            sentences = [string[b.title_start : b.title_end] for b in group]
            for branch, at in zip(group, headings_apart(sentences), strict=True):
                if at is not None:
                    branch.title_end = branch.title_start + at
        if style not in STEPS and len(group) > 2:
            if RANK[style] >= RANK["arabic"]:
                _cut_alike(string, group)
            _cut_at_colons(string, group)
        steps = style in STEPS and sum(b.inline for b in group) * 2 > len(group)
        if len(group) < 4 or steps or style in INLINE:
            continue
        sentences = [string[b.title_start : b.title_end] for b in group]
        if max(map(len, sentences)) < 16:
            continue
        followed = [
            string[b.title_end : b.title_end + 1] in ("。", ".", "．")
            and _more(string, b.title_end + 1, b.own_end)
            for b in group
        ]
        cutter = cutter or lexicons.build("heading_cutter", HeadingCutter)
        for branch, at in zip(group, lost_stops(sentences, followed, cutter), strict=True):
            if at is not None:
                branch.title_end = branch.title_start + at
                branch.cut = True
                repaired.append(branch)
    for branch in branches:
        _trim(string, branch)
    return repaired


def _cut_alike(string: str, group: Sequence[Branch]) -> None:
    """制度保障：… beside 督导考核：…: of sentences of one kind, none is a heading for its name."""
    named = [b for b in group if string[b.title_end : b.title_end + 1] in (":", "：")]
    if named and len(named) < sum(_colon(string, b) is not None for b in group):
        for branch in named:
            branch.title_end = sentence_end(string, branch.title_start, branch.own_end)


def _cut_at_colons(string: str, group: Sequence[Branch]) -> None:
    """（一）健全制度：為維護…: a heading ends with its colon where those of its kind do.

    That is, where two in three have one, and most of these end their line with it; a whole
    sentence with a colon (安全生产：排查隐患。) is a title otherwise.
    """
    ends: list[int | None] = []
    alone = 0
    for branch in group:
        end = _colon(string, branch)
        ends.append(end)
        alone += end is not None and string[end + 1 : end + 2] in "\n"
    headed = sum(end is not None for end in ends)
    if headed * 3 >= len(group) * 2 and alone * 2 > headed:
        for branch, end in zip(group, ends, strict=True):
            if end is not None and end < branch.title_end:
                branch.title_end = end


_COLON: Final = re.compile(r"[^，,。；;：:\n]{2,20}(?=[:：])")


def _colon(string: str, branch: Branch) -> int | None:
    """Where the colon stands that ends a branch's first words, or None."""
    head = string[branch.title_start : branch.title_start + 21]
    if ":" not in head and "：" not in head:
        return None
    match = _COLON.match(string, branch.title_start, branch.own_end)
    return match.end() if match is not None else None


def _more(string: str, start: int, end: int) -> bool:
    line = string.find("\n", start, end)
    return len(string[start : line if line >= 0 else end].strip()) > 4


def _trim(string: str, branch: Branch) -> None:
    at = end = branch.title_end
    own_end, start = branch.own_end, branch.title_start
    while at < own_end and string[at] in _STOPS:
        at += 1
    branch.text_start = at
    while end > start and string[end - 1] in _STOPS:
        end -= 1
    branch.title_end = end if end > start else start


def set_kinds(string: str, branches: Sequence[Branch]) -> None:
    """Section or task, by GUIDELINES: what has units below it, and first-level units of a plan
    with a second level, are sections; a task with steps in its text stays a task.
    """
    headed = {id(b): _has_units(string, b) for b in branches if b.children}
    second = any(headed.values())
    for branch in branches:
        parent = branch.parent
        step = parent is not None and parent.kind == "task" and parent.children
        units = headed.get(id(branch), False) or (parent is None and second)
        branch.kind = "section" if units and not step else "task"


def _has_units(string: str, branch: Branch) -> bool:
    """Whether any child is a unit of the plan itself, and no mere step of the branch's text."""
    return any(
        style not in STEPS
        or not _are_steps(string, branch, [c for c in branch.children if c.style == style])
        for style in {c.style for c in branch.children}
    )


def _are_steps(string: str, parent: Branch, siblings: Sequence[Branch]) -> bool:
    """Whether a run of one style counts the steps inside its parent's text."""
    if any(c.children for c in siblings):
        return False
    own = _says_more(string, parent)
    headed = sum(_says_more(string, c) for c in siblings)
    if parent.parent is None and not own and siblings[0].style in INLINE:
        # nothing above them but a chapter's heading: they are the plan's units
        return not (headed * 2 >= len(siblings) or not all(c.inline for c in siblings))
    if all(c.inline for c in siblings[1:]):
        return True
    return not (headed * 2 > len(siblings) and not own)


def _says_more(string: str, branch: Branch) -> bool:
    """Whether a unit has words of its own besides its title."""
    return len(string[branch.text_start : branch.own_end].strip()) > 1


def in_order(branches: Sequence[Branch]) -> list[Branch]:
    """The branches and all below them, in order."""
    found: list[Branch] = []
    for branch in branches:
        found.append(branch)
        if branch.children:
            found.extend(in_order(branch.children))
    return found


def set_ids(roots: Sequence[Branch]) -> None:
    """Ids of the labels' numbers from the top: 2.7.24; a repeat gets -2, a bare heading u1."""
    seen: dict[str, int] = {}
    bare: dict[str, int] = {}
    for branch in in_order(roots):
        above = f"{branch.parent.id}." if branch.parent is not None else ""
        own = str(branch.number)
        if branch.number is None:
            bare[above] = bare.get(above, 0) + 1
            own = f"u{bare[above]}"
        base = above + own
        count = seen[base] = seen.get(base, 0) + 1
        branch.id = base if count == 1 else f"{base}-{count}"


def number_gaps(roots: Sequence[Branch]) -> Iterator[tuple[Branch, str]]:
    """Units whose number does not follow: (branch, what is amiss)."""
    last: dict[str, int] = {}
    runs: dict[tuple[int, str], int] = {}
    for branch in in_order(roots):
        number = branch.number
        if number is None:
            continue
        run = (id(branch.parent), branch.style)
        before = runs.get(run)
        if before is None:
            if number not in (1, last.get(branch.style, 0) + 1):
                yield branch, f"begins at {number}"
        elif number != before + 1:
            if number == before:
                yield branch, f"repeats {number}"
            elif number == before + 2:
                yield branch, f"{number - 1} is missing before {number}"
            elif number > before:
                yield branch, f"{before + 1} to {number - 1} are missing before {number}"
            else:
                yield branch, f"{number} follows {before}"
        last[branch.style] = runs[run] = number
