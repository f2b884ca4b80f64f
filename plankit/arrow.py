"""From Arrow batches of documents to Arrow batches of plans, for any engine that speaks Arrow.

One row in, one row out: `id`, `error`, and for each table of `plankit.exports` a list of its rows
as structs. To explode the column `tasks` gives the table `tasks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from .errors import MissingDependency
from .exports.schema import TABLES, wanted

if TYPE_CHECKING:
    import pyarrow

    from .model import WorkPlan

ROWS = 64
"""Rows of a batch that is given back: some MB of nested rows."""


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingDependency('Arrow needs pyarrow: pip install "plankit[frames]"') from error
    return pyarrow


def plan_schema(
    tables: str | Sequence[str] | None = None, id: str = "id", id_type: pyarrow.DataType = None
) -> pyarrow.Schema:
    """The schema of what `parse_batches` gives.

    Categories are plain strings here: engines do not take dictionaries inside structs.
    """
    pa = _pyarrow()
    types = {
        "string": pa.string(),
        "category": pa.string(),
        "strings": pa.list_(pa.string()),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    # all may be null: Spark and Ray do not carry nullability through unchanged
    nested = [
        (name, pa.list_(pa.struct([(c.name, types[c.type]) for c in TABLES[name]])))
        for name in wanted(tables)
    ]
    return pa.schema([(id, id_type or pa.string()), ("error", pa.string()), *nested])


def parse_batches(
    batches: Iterable[pyarrow.RecordBatch],
    *,
    id: str = "id",
    content: str = "content",
    tables: str | Sequence[str] | None = None,
    rows: int = ROWS,
    every_plan: bool = True,
    time_limit: float | None = None,
    memory_limit: int | None = None,
    **options: Any,
) -> Iterator[pyarrow.RecordBatch]:
    """Read the documents of Arrow batches; one row for each, in order.

    The column `content` holds bytes or text, `id` whatever names a document; both names are the
    caller's to choose. A document that gives no plan has the reason in `error` ("TYPE: message")
    and null in each table, one that holds several plans has the rows of all of them
    (`every_plan=False`: of the first). `tables` are those wanted, all by default. What is given
    back depends on the document alone, so an engine may run a part again.

    A batch that is given back has at most `rows` rows. With `time_limit` (seconds a document) or
    `memory_limit` (bytes), documents are read in a process beside this one, so that one that hangs
    or crashes costs itself alone; without, in this process. `options` are those of `plankit.parse`.

    Raises `KeyError` for a column that is not there, `TypeError` for one that holds neither bytes
    nor text, `MissingDependency` without pyarrow.
    """
    from .many import Reading, check

    names = wanted(tables)
    if rows < 1:
        raise ValueError(f"rows is 1 or more, not {rows}")
    check(options)
    if time_limit is not None or memory_limit is not None:
        reader: _Here | _Beside = _Beside(options, names, every_plan, time_limit, memory_limit)
    else:
        reader = _Here(Reading(options), names, every_plan)
    with closing(reader):
        for batch in batches:
            yield from _batch(batch, reader, id, content, names, rows)


def _batch(
    batch: pyarrow.RecordBatch,
    reader: _Here | _Beside,
    id: str,
    content: str,
    names: Sequence[str],
    rows: int,
) -> Iterator[pyarrow.RecordBatch]:
    pa = _pyarrow()
    for column in (id, content):
        if column not in batch.schema.names:
            raise KeyError(f"no column {column!r}; there are {', '.join(batch.schema.names)}")
    kind = batch.schema.field(content).type
    if not any(
        test(kind)
        for test in (
            pa.types.is_string, pa.types.is_large_string, pa.types.is_binary,
            pa.types.is_large_binary, pa.types.is_null,
        )
    ):  # fmt: skip
        raise TypeError(f"column {content!r} holds {kind}; bytes or text were expected")
    schema = plan_schema(names, id, batch.schema.field(id).type)
    ids, contents = batch.column(id), batch.column(content)
    for start in range(0, batch.num_rows, rows):
        part = ids.slice(start, rows)
        made = [
            reader.rows(str(key), value.as_py())
            for key, value in zip(part.to_pylist(), contents.slice(start, rows), strict=True)
        ]
        columns = [part, pa.array([error for _, error in made], pa.string())]
        for name in names:
            columns.append(_nested(pa, name, schema.field(name).type, [f for f, _ in made]))
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


Found = tuple["dict[str, list[tuple[Any, ...]]] | None", "str | None"]
"""The rows by table, or why there are none."""


def _nested(pa: Any, table: str, kind: Any, found: list[Any]) -> Any:
    """One list of structs a document, put together column by column."""
    flat = [row for one in found if one is not None for row in one[table]]
    offsets: list[int | None] = []
    at = 0
    for one in found:
        offsets.append(None if one is None else at)
        at += 0 if one is None else len(one[table])
    offsets.append(at)
    fields = list(kind.value_type)
    turned = zip(*flat, strict=True) if flat else ((),) * len(fields)
    arrays = [
        pa.array(list(values), field.type) for field, values in zip(fields, turned, strict=True)
    ]
    structs = pa.StructArray.from_arrays(arrays, fields=fields)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs, type=kind)


def reason(error: Exception) -> str:
    """An error as the column has it."""
    return f"{type(error).__name__}: {error}"


class _Here:
    def __init__(self, reading: Any, tables: Sequence[str], every_plan: bool) -> None:
        self._rows = Rows(reading, tables, every_plan)

    def rows(self, name: str, content: Any) -> Found:
        if content is None:
            return None, f"UnreadableSource: {name}: no content"
        try:
            return self._rows.rows(name, content), None
        except Exception as error:
            return None, reason(error)

    def close(self) -> None:
        pass


class _Beside:
    """The same in a process of its own, which is replaced where a document breaks it."""

    def __init__(
        self,
        options: dict[str, Any],
        tables: Sequence[str],
        every_plan: bool,
        time_limit: float | None,
        memory_limit: int | None,
    ) -> None:
        from .many import bounds, portable_options
        from .pool import Pool

        portable_options(options)
        made = {"options": options, "tables": list(tables), "every_plan": every_plan}
        self._pool = Pool(1, "plankit.arrow:rows_of", made, *bounds(time_limit, memory_limit))

    def rows(self, name: str, content: Any) -> Found:
        if content is None:
            return None, f"UnreadableSource: {name}: no content"
        ticket = self._pool.submit(name, "rows", name, content)
        while not ticket.done:
            self._pool.next()
        return ticket.value, None if ticket.error is None else reason(ticket.error)

    def close(self) -> None:
        self._pool.close()


class Rows:
    """Reads documents and gives the rows of their plans by table."""

    def __init__(self, reading: Any, tables: Sequence[str], every_plan: bool) -> None:
        self._reading = reading
        self._tables = tuple(tables)
        self._every = every_plan

    def rows(self, name: str, content: bytes | str) -> dict[str, list[tuple[Any, ...]]]:
        """The rows of all plans of a document."""
        from .exports.tables import rows

        reading = self._reading
        plans: list[WorkPlan] = (
            reading.plans(name, content) if self._every else [reading.plan(name, content)]
        )
        found: dict[str, list[tuple[Any, ...]]] = {table: [] for table in self._tables}
        for part in rows(plans, self._tables):
            for table, more in part.items():
                found[table] += more
        return found


def rows_of(options: dict[str, Any], tables: Sequence[str], every_plan: bool) -> Rows:
    """What a worker process makes at its start."""
    from .many import Reading

    return Rows(Reading(options), tables, every_plan)
