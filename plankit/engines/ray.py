"""Ray Data: a dataset of documents to a dataset of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..arrow import ROWS, parse_batches, plan_schema

if TYPE_CHECKING:
    import pyarrow
    from ray.data import Dataset


def parse_dataset(
    dataset: Dataset,
    *,
    id: str = "id",
    content: str = "content",
    batch_size: int = ROWS,
    remote: dict[str, Any] | None = None,
    **options: Any,
) -> Dataset:
    """One row of plans for each row of `dataset`, through `map_batches`.

    `id` and `content` (bytes or text) are the columns to use; `options` are those of
    `plankit.arrow.parse_batches`, `remote` further arguments of `map_batches` (`num_cpus`,
    `concurrency` …). plankit and pyarrow must be installed on the nodes.
    """
    arguments = {"id": id, "content": content, "options": options}
    return dataset.map_batches(
        _work,
        batch_format="pyarrow",
        batch_size=batch_size,
        fn_kwargs=arguments,
        zero_copy_batch=True,
        **(remote or {}),
    )


def _work(table: pyarrow.Table, id: str, content: str, options: dict[str, Any]) -> pyarrow.Table:
    import pyarrow

    schema = plan_schema(options.get("tables"), id, table.schema.field(id).type)
    batches = parse_batches(table.to_batches(), id=id, content=content, **options)
    return pyarrow.Table.from_batches(batches, schema=schema)
