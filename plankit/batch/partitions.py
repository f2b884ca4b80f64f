"""A dataset laid out by region and year, once all of it is there.

Parts hold documents of all regions as they come; to write each part by region and year would make
tens of thousands of tiny files. So the parts are written anew, each partition in few files, and
the new folders take the place of the old at the end. A run that is killed on the way leaves either
the parts or, once `swap.json` is there, all that is needed to finish.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from ..exports.schema import TABLES
from .journal import Journal, write_atomically
from .writing import PARTITION


def recover(journal: Journal) -> None:
    """Finish, or clear away, what a killed run left."""
    if (journal.home / "swap.json").exists():
        _swap(journal)
    shutil.rmtree(journal.home / "partitioned", ignore_errors=True)
    shutil.rmtree(journal.home / "before", ignore_errors=True)


def partition(journal: Journal) -> None:
    """Lay the dataset out as `TABLE/plan_region=310000/plan_year=2022/part-….parquet`.

    Does nothing where no part has come since the last time.
    """
    import pyarrow as pa
    import pyarrow.dataset as ds

    directory = journal.directory
    if not any((directory / name).glob("part-*.parquet") for name in TABLES):
        return
    into = journal.home / "partitioned"
    kinds = pa.schema([(PARTITION[0], pa.string()), (PARTITION[1], pa.int32())])
    layout = ds.partitioning(kinds, flavor="hive")
    stamp = f"part-{journal.new_part()[5:]}"
    for name in TABLES:
        folder = directory / name
        if not folder.is_dir():
            continue
        fresh = sorted(map(str, folder.glob("part-*.parquet")))
        settled = sorted(map(str, folder.glob("plan_region=*/**/*.parquet")))
        schema = ds.dataset(fresh[0]).schema if fresh else None
        pieces: list[Any] = []
        if fresh:
            pieces.append(ds.dataset(fresh, schema=schema))
        if settled:
            pieces.append(
                ds.dataset(
                    settled, schema=schema, partitioning=layout, partition_base_dir=str(folder)
                )
            )
        if schema is None:
            schema = pieces[0].schema
        ds.write_dataset(
            ds.dataset(pieces) if len(pieces) > 1 else pieces[0],
            str(into / name),
            format="parquet",
            partitioning=layout,
            basename_template=stamp + "-{i}.parquet",
            file_options=ds.ParquetFileFormat().make_write_options(compression="zstd"),
            max_open_files=256,
            max_partitions=4096,
            existing_data_behavior="error",
        )
    write_atomically(journal.home / "swap.json", "{}\n")
    _swap(journal)


def _swap(journal: Journal) -> None:
    before = journal.home / "before"
    before.mkdir(exist_ok=True)
    for name in TABLES:
        new, old = journal.home / "partitioned" / name, journal.directory / name
        if new.is_dir():
            if old.is_dir():
                _clear(before / name)
                os.rename(old, before / name)
            os.rename(new, old)
    (journal.home / "swap.json").unlink()
    shutil.rmtree(journal.home / "partitioned", ignore_errors=True)
    shutil.rmtree(before, ignore_errors=True)


def _clear(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
