"""Plans as pandas or polars data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from ..errors import MissingDependency
from .schema import TABLES, Column, wanted
from .tables import columns

if TYPE_CHECKING:
    import pandas
    import polars

    from .tables import Plans


@overload
def to_frame(
    plans: Plans,
    table: str = "tasks",
    backend: Literal["pandas"] = "pandas",
) -> pandas.DataFrame: ...
@overload
def to_frame(
    plans: Plans, table: str = "tasks", *, backend: Literal["polars"]
) -> polars.DataFrame: ...
@overload
def to_frame(plans: Plans, table: str, backend: Literal["polars"]) -> polars.DataFrame: ...
def to_frame(plans: Plans, table: str = "tasks", backend: str = "pandas") -> Any:
    """One table of the plans as a data frame.

    `table` is one of `plankit.exports.schema.TABLES`: plans, nodes, tasks, measures, quantities,
    dates, citations, owners, terms, documents, diagnostics. Columns have their types also where
    there is no row: dates are dates, closed lists categories, lists lists (docs/tables.md).

    Raises `ValueError` for an unknown table or backend, and `MissingDependency` where pandas or
    polars is not installed.
    """
    makers = {"pandas": _pandas, "polars": _polars}
    if backend not in makers:
        raise ValueError(f'backend is "pandas" or "polars", not {backend!r}')
    (name,) = wanted(table)
    return makers[backend](plans, name)


def _pandas(plans: Plans, table: str) -> Any:
    try:
        import numpy
        import pandas
    except ImportError as error:
        raise MissingDependency('frames need pandas: pip install "plankit[frames]"') from error

    def series(column: Column, values: list[Any]) -> Any:
        if column.type == "date":
            days = numpy.array(values, dtype="datetime64[D]")
            return pandas.Series(days.astype("datetime64[s]"))
        if column.type == "category":
            return pandas.Series(pandas.Categorical(values, categories=list(column.values)))
        dtypes = {
            "string": "string",
            "strings": "object",
            "integer": "Int64" if column.nullable else "int64",
            "number": "float64",
            "boolean": "bool",
        }
        return pandas.Series(values, dtype=dtypes[column.type])

    found = columns(plans, table)
    return pandas.DataFrame({c.name: series(c, found[c.name]) for c in TABLES[table]})


def _polars(plans: Plans, table: str) -> Any:
    try:
        import polars
    except ImportError as error:
        raise MissingDependency("polars is not installed: pip install polars") from error

    types: dict[str, Any] = {
        "string": polars.String,
        "strings": polars.List(polars.String),
        "integer": polars.Int64,
        "number": polars.Float64,
        "boolean": polars.Boolean,
        "date": polars.Date,
    }
    schema: dict[str, Any] = {
        c.name: polars.Enum(c.values) if c.type == "category" else types[c.type]
        for c in TABLES[table]
    }
    return polars.DataFrame(columns(plans, table), schema=schema)
