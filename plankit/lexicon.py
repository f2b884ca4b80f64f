"""Tables of knowledge: `plankit/data/*.tsv`, and what a caller adds to them.

A table is a UTF-8 file of tab-separated rows; lines that begin with # are comments and say where
the rows came from. `Lexicons({"verbs": [("抓牢", "carry_on")]})` reads the shipped tables with the
caller's rows put first, so that they win over shipped rows of the same key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final, TypeVar

Row = tuple[str, ...]
T = TypeVar("T")


@cache
def shipped(name: str) -> tuple[Row, ...]:
    """The rows of `plankit/data/<name>.tsv`. `KeyError` where there is no such table."""
    file = resources.files("plankit.data").joinpath(f"{name}.tsv")
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyError(f"plankit ships no table {name!r}") from None
    return tuple(
        tuple(line.split("\t")) for line in text.split("\n") if line and not line.startswith("#")
    )


class Lexicons:
    """The tables that one call of `parse` reads, and what was compiled from them."""

    def __init__(self, extra: Mapping[str, Iterable[Sequence[str]]] | None = None) -> None:
        """`extra` gives rows by table name; each row is a sequence of its columns.

        Raises `KeyError` for a table that plankit does not ship, `TypeError` for a row that is a
        string by itself.
        """
        for name in extra or {}:
            shipped(name)
        self._extra = {
            name: tuple(_checked(name, row) for row in rows) for name, rows in (extra or {}).items()
        }
        self._built: dict[str, Any] = {}

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of a table, the caller's before the shipped ones."""
        more = self._extra.get(name)
        return more + shipped(name) if more else shipped(name)

    def alternatives(self, name: str, use: str, mark: str = "") -> str:
        """The rows of one use in a table of uses and regular expressions, as `a|b|c`, in order.

        With a `mark`, those that have it in their third column. `KeyError` where plankit ships no
        such table, or the table no such row.
        """
        found = [
            row[1]
            for row in self.rows(name)
            if row[0] == use and (not mark or mark in "".join(row[2:]).split())
        ]
        if not found:
            raise KeyError(f"table {name!r} has no row {use!r} {mark!r}".replace(" ''", ""))
        return "|".join(found)

    def build(self, key: str, make: Callable[[Lexicons], T]) -> T:
        """`make(self)`, called once per key: compiled patterns, look-up tables."""
        try:
            built: T = self._built[key]  # asked for several times a node: no call of `cast` here
            return built
        except KeyError:
            made = self._built[key] = make(self)
            return made


def _checked(name: str, row: Sequence[str]) -> Row:
    if isinstance(row, str):
        raise TypeError(f"a row of table {name!r} is a sequence of columns, not the string {row!r}")
    return tuple(row)


DEFAULT: Final = Lexicons()
