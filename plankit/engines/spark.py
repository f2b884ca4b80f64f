"""Spark: a data frame of documents to a data frame of plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from ..arrow import parse_batches, plan_schema
from ..errors import MissingDependency

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame


def parse_frame(
    frame: DataFrame, *, id: str = "id", content: str = "content", **options: Any
) -> DataFrame:
    """One row of plans for each row of `frame`, through `mapInArrow`.

    `id` and `content` (bytes or text) are the columns to use; `options` are those of
    `plankit.arrow.parse_batches`. plankit and pyarrow must be installed on the executors.
    """
    try:
        from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_type
    except ImportError as error:
        raise MissingDependency('Spark needs pyspark: pip install "plankit[spark]"') from error
    chosen = frame.select(id, content)
    kind = to_arrow_type(chosen.schema[id].dataType)
    schema = from_arrow_schema(plan_schema(options.get("tables"), id, kind))
    work = partial(_work, id=id, content=content, options=options)
    return chosen.mapInArrow(work, schema)


def _work(
    batches: Iterable[pyarrow.RecordBatch], id: str, content: str, options: dict[str, Any]
) -> Iterator[pyarrow.RecordBatch]:
    return parse_batches(batches, id=id, content=content, **options)
