"""What a comparison says: plain frozen data, with spans into both plans' sources.

`a` is the first plan, mostly the older one, and `b` the second. Offsets called `span` are code
points of `plan.source.text`; offsets called `at` are code points of `Unit.words`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from ..fact_model import Model, Op
from ..model import AdminRegion
from ..text import Span

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_VERSION = "1.0"
"""Version of the JSON form. The first number rises where a reader of the old form would break."""

Status = Literal["kept", "reworded", "moved", "merged", "split", "new", "dropped"]
STATUSES: tuple[Status, ...] = (
    "kept", "reworded", "moved", "merged", "split", "new", "dropped",
)  # fmt: skip
OwnerRole = Literal["lead", "support", "responsible"]


class Unit(Model):
    """A task with its steps, or what a section or the preamble says itself.

    `id` is the node's, empty for the preamble. `words` are its title and, on the next line, its
    text, as plankit read them.
    """

    id: str
    label: str
    title: str
    words: str
    span: Span
    chapter: str | None = None
    """Id of the section above."""


class Side(Model):
    """One of the two plans."""

    title: str | None = None
    year: int | None = None
    name: str | None = None
    """File name or path as given."""
    issuer: str | None = None
    region: AdminRegion | None = None
    units: tuple[Unit, ...] = ()


class Mark(Model):
    """A stretch of a unit's words that its counterpart does not have."""

    unit: str
    at: Span
    span: Span
    text: str
    elsewhere: str | None = None
    """Id of another unit of the other plan in which this whole clause stands."""


class Pair(Model):
    """Units of `a` and their counterparts in `b`.

    - kept: the same but for numbers, dates, marks and the plans' own place names
    - reworded: the same task in other words
    - moved: under another chapter, reworded or not
    - merged: several of `a` are one of `b`; split: the reverse
    - new: only in `b`; dropped: only in `a`

    `similarity` is 0 to 1. `removed` are stretches of `a`, `added` stretches of `b`.
    """

    status: Status
    a: tuple[str, ...] = ()
    b: tuple[str, ...] = ()
    similarity: float = 0.0
    removed: tuple[Mark, ...] = ()
    added: tuple[Mark, ...] = ()


class ChapterPair(Model):
    """A section of `a` and the one of `b` that takes its place; None where there is none.

    A pair is `renamed` where more than numbers and place names differ between the titles.
    """

    a: str | None = None
    b: str | None = None
    a_title: str = ""
    b_title: str = ""
    renamed: bool = False


class TargetValue(Model):
    """A target as one plan sets it: the fields of `plankit.Quantity`."""

    unit_id: str
    text: str
    span: Span
    indicator: str | None = None
    value: float | int
    upper: float | int | None = None
    unit: str | None = None
    op: Op | None = None


class TargetChange(Model):
    """A target in both plans, or in one.

    `direction` compares the numbers. `effect` is told for upper limits (控制在5%以内), where a
    lower number asks for more.
    """

    direction: Literal["raised", "lowered", "kept", "new", "dropped"]
    indicator: str
    a: TargetValue | None = None
    b: TargetValue | None = None
    effect: Literal["tightened", "eased"] | None = None


class OwnerChange(Model):
    """A unit named as responsible for a matched task in one plan, or in both in other roles."""

    change: Literal["new", "dropped", "role"]
    name: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    a_role: OwnerRole | None = None
    b_role: OwnerRole | None = None


class TermChange(Model):
    """A term that one plan has and the other does not use at all."""

    change: Literal["new", "dropped"]
    text: str
    count: int
    spans: tuple[Span, ...] = ()


class Comparison(Model):
    """Two plans, unit by unit; `pairs` are in the order of `b`, what was dropped in its old place.

    Each unit of each plan is in exactly one pair.
    """

    schema_version: str = SCHEMA_VERSION
    a: Side
    b: Side
    pairs: tuple[Pair, ...] = ()
    chapters: tuple[ChapterPair, ...] = ()
    targets: tuple[TargetChange, ...] = ()
    owners: tuple[OwnerChange, ...] = ()
    terms: tuple[TermChange, ...] = ()

    def count(self, status: Status) -> int:
        """How many pairs have a status."""
        return sum(pair.status == status for pair in self.pairs)

    @property
    def across(self) -> bool:
        """Whether the plans are of different places: what only one has was not added or dropped."""
        a, b = self.a.region, self.b.region
        return a is not None and b is not None and a.code != b.code

    @property
    def counterparts(self) -> dict[str, tuple[str, ...]]:
        """For each unit of `a`, by id, the ids of its counterparts in `b`; empty for none."""
        return {unit: pair.b for pair in self.pairs for unit in pair.a}

    def to_json(self, path: str | os.PathLike[str] | None = None, *, indent: int | None = 2) -> str:
        """The comparison as JSON; written to `path` (UTF-8) too where one is given."""
        text = self.model_dump_json(indent=indent)
        if path is not None:
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(text + "\n")
        return text

    def to_html(
        self, path: str | os.PathLike[str] | None = None, *, language: Literal["zh", "en"] = "zh"
    ) -> str:
        """A page that stands by itself, in Chinese with a switch to English, or the reverse."""
        from .page import to_html

        text = to_html(self, language)
        if path is not None:
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        return text

    def to_xlsx(self, path: str | os.PathLike[str]) -> None:
        """A workbook with sheets for tasks, targets, owners and words.

        Raises `MissingDependency` without XlsxWriter.
        """
        from .workbook import to_xlsx

        to_xlsx(self, path)

    def to_frame(self) -> pd.DataFrame:
        """A pandas data frame, a row a pair. Raises `MissingDependency` without pandas."""
        from .workbook import to_frame

        return to_frame(self)

    def __repr__(self) -> str:
        told = ", ".join(f"{n} {status}" for status in STATUSES if (n := self.count(status)))
        return f"<Comparison {self.a.title!r} → {self.b.title!r}: {told or 'nothing'}>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        from .page import summary

        return summary(self)


__all__ = [
    "SCHEMA_VERSION",
    "STATUSES",
    "ChapterPair",
    "Comparison",
    "Mark",
    "OwnerChange",
    "Pair",
    "Side",
    "Status",
    "TargetChange",
    "TargetValue",
    "TermChange",
    "Unit",
]
