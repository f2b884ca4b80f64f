"""Plans as Arrow tables, and as Parquet files written batch by batch."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from ..errors import MissingDependency
from ..version import __version__
from .schema import TABLES, TABLES_VERSION, Column, wanted
from .tables import Row, rows

if TYPE_CHECKING:
    import pyarrow

    from .tables import Plans

BATCH = 20_000
"""Rows of a table that are held before they go to its Parquet file as a row group."""


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingDependency(
            'Arrow and Parquet need pyarrow: pip install "plankit[frames]"'
        ) from error
    return pyarrow


def arrow_schema(table: str) -> pyarrow.Schema:
    """The Arrow schema of a table, with the versions in its metadata."""
    pa = _pyarrow()
    types = {
        "string": pa.string(),
        "category": pa.dictionary(pa.int32(), pa.string()),
        "strings": pa.list_(pa.string()),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    (name,) = wanted(table)
    fields = [
        pa.field(c.name, types[c.type], nullable=c.nullable, metadata={"meaning": c.meaning})
        for c in TABLES[name]
    ]
    versions = {"plankit_tables": TABLES_VERSION, "plankit": __version__, "table": name}
    return pa.schema(fields, metadata=versions)


def _array(pa: Any, column: Column, values: list[Any], kind: Any) -> Any:
    if column.type == "category":
        # the closed list as dictionary, in its order, the same in every batch
        codes = {value: i for i, value in enumerate(column.values)}
        indices = pa.array([None if v is None else codes[v] for v in values], pa.int32())
        return pa.DictionaryArray.from_arrays(indices, pa.array(column.values, pa.string()))
    return pa.array(values, kind)


def table_of(name: str, found: Sequence[Row]) -> pyarrow.Table:
    """The rows of a table, as `tables.rows` gives them, as `pyarrow.Table`."""
    pa, schema = _pyarrow(), arrow_schema(name)
    turned: Iterable[Sequence[Any]] = (
        zip(*found, strict=True) if found else ((),) * len(TABLES[name])
    )
    arrays = [
        _array(pa, column, list(values), field.type)
        for column, field, values in zip(TABLES[name], schema, turned, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


@overload
def to_arrow(plans: Plans, table: str) -> pyarrow.Table: ...
@overload
def to_arrow(plans: Plans, table: None = None) -> dict[str, pyarrow.Table]: ...
def to_arrow(plans: Plans, table: str | None = None) -> pyarrow.Table | dict[str, pyarrow.Table]:
    """One table of the plans as `pyarrow.Table`, or all of them by name.

    Raises `ValueError` for an unknown table and `MissingDependency` without pyarrow.
    """
    names = wanted(table)
    _pyarrow()
    found: dict[str, list[Row]] = {name: [] for name in names}
    for part in rows(plans, names):
        for name, more in part.items():
            found[name] += more
    made = {name: table_of(name, found.pop(name)) for name in names}
    return made if table is None else made[table]


def to_parquet(
    plans: Plans,
    directory: str | os.PathLike[str],
    tables: str | Sequence[str] | None = None,
) -> dict[str, Path]:
    """Write `TABLE.parquet` for each table into `directory`; the files by table.

    `plans` may be an iterator of any length: it is gone through once, and no more than a batch of
    rows is held. The directory is made where it is missing. A file gets its name when it is whole:
    where something fails on the way, what was there before is left.

    Raises as `to_arrow` does.
    """
    names = wanted(tables)
    _pyarrow()
    import pyarrow.parquet as pq

    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    whole = {name: folder / f"{name}.parquet" for name in names}
    parts = {name: folder / f".{name}.parquet.{os.getpid()}.part" for name in names}
    held: dict[str, list[Row]] = {name: [] for name in names}
    writers: dict[str, Any] = {}
    try:
        for name in names:
            writers[name] = pq.ParquetWriter(parts[name], arrow_schema(name), compression="zstd")
        for part in rows(plans, names):
            for name, more in part.items():
                held[name] += more
                if len(held[name]) >= BATCH:
                    writers[name].write_table(table_of(name, held[name]))
                    held[name] = []
        for name, rest in held.items():
            if rest:
                writers[name].write_table(table_of(name, rest))
            writers.pop(name).close()
        for name in names:
            os.replace(parts[name], whole[name])
    finally:
        for writer in writers.values():
            writer.close()
        for path in parts.values():
            path.unlink(missing_ok=True)
    return whole
