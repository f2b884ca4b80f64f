"""A dataset laid out by region and year, once all of it is there.

Parts hold documents of all regions as they come; to write each part by region and year would make
tens of thousands of tiny files. So the parts are written anew, each partition of a table as one
file, and the new folders take the place of the old at the end. A run that is killed on the way
leaves either the parts or, once `swap.json` is there, all that is needed to finish.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from .journal import Journal, write_atomically

PARTITION = ("plan_region", "plan_year")
"""Columns that all tables have where the dataset is to be partitioned: the code of the province,
and the plan's year."""

NOWHERE, NEVER = "000000", 0
"""Their values where none was found; where all of a folder is null, Arrow cannot read it."""

THREADS = 4
"""Tables that are laid out at a time: Arrow writes without holding up other threads."""

HELD = 384 * 1024**2
"""Bytes of rows that wait to be written, of all tables together."""

MOST_OPEN = 512
"""Files that are open at a time where the system allows it."""

READ = 50_000
"""Rows that are read at a time from a file that has been laid out before."""

Where = tuple[str, int]


def recover(journal: Journal) -> None:
    """Finish, or clear away, what a killed run left."""
    if (journal.home / "swap.json").exists():
        _swap(journal)
    shutil.rmtree(journal.home / "partitioned", ignore_errors=True)
    shutil.rmtree(journal.home / "before", ignore_errors=True)


def partition(journal: Journal) -> None:
    """Lay the dataset out as `TABLE/plan_region=310000/plan_year=2022/part-000007.parquet`.

    Does nothing where no part has come since the last time. Memory does not grow with the dataset.
    Where there are more partitions than files may be open, a table is read more than once.
    """
    from ..exports.schema import TABLES

    folders = [journal.directory / name for name in TABLES if (journal.directory / name).is_dir()]
    if not any(any(folder.glob("part-*.parquet")) for folder in folders):
        return
    into = journal.home / "partitioned"
    name = f"{journal.new_part()}.parquet"
    stop = threading.Event()
    with ThreadPoolExecutor(THREADS) as threads:
        try:
            for _ in threads.map(lambda one: _Layout(one, into / one.name, name, stop), folders):
                pass
        except BaseException:
            stop.set()
            raise
    write_atomically(journal.home / "swap.json", "{}\n")
    _swap(journal)


class _Layout:
    """One table laid out anew."""

    def __init__(self, folder: Path, into: Path, name: str, stop: threading.Event) -> None:
        self.into, self.name = into, name
        self.fresh = sorted(folder.glob("part-*.parquet"))
        self.settled = sorted(folder.glob(f"{PARTITION[0]}=*/{PARTITION[1]}=*/*.parquet"))
        self.writers: dict[Where, Any] = {}
        self.held: dict[Where, list[Any]] = {}
        self.bytes: dict[Where, int] = {}
        self.total = 0
        wanted = sorted(self._partitions())
        most = _most_open()
        for k in range(0, len(wanted), most):
            self._write(set(wanted[k : k + most]), stop)

    def _partitions(self) -> set[Where]:
        import pyarrow.parquet as pq

        found = {_where(path) for path in self.settled}
        for path in self.fresh:
            table = pq.read_table(path, columns=list(PARTITION), partitioning=None)
            found.update(where for where, _ in _runs(table))
        return found

    def _write(self, wanted: set[Where], stop: threading.Event) -> None:
        try:
            for where, rows in self._rows(wanted):
                if stop.is_set():
                    return
                self.held.setdefault(where, []).append(rows)
                self.bytes[where] = self.bytes.get(where, 0) + rows.nbytes
                self.total += rows.nbytes
                if self.total > HELD // THREADS:
                    self._flush(max(self.bytes, key=self.bytes.__getitem__))
            for where in sorted(self.held):
                self._flush(where)
                self.writers.pop(where).close()
        finally:
            for writer in self.writers.values():
                writer.close()
            self.writers.clear()

    def _rows(self, wanted: set[Where]) -> Iterator[tuple[Where, Any]]:
        """Rows of one partition at a time, without its columns, which the folders' names tell."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        for path in self.settled:
            where = _where(path)
            if where in wanted:
                with pq.ParquetFile(path) as file:
                    for batch in file.iter_batches(READ):
                        yield where, pa.Table.from_batches([batch])
        for path in self.fresh:
            table = pq.read_table(path, partitioning=None)
            places: dict[Where, list[int]] = {}
            for where, rows in _runs(table):
                if where in wanted:
                    places.setdefault(where, []).extend(rows)
            table = table.drop_columns(list(PARTITION))
            for where, at in places.items():
                yield where, table.take(pa.array(at, pa.int64()))  # a copy: the part is let go

    def _flush(self, where: Where) -> None:
        """Write what is held of a partition as a row group."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        held = self.held.pop(where, [])
        self.total -= self.bytes.pop(where, 0)
        if where not in self.writers:
            region, year = where
            folder = self.into / f"{PARTITION[0]}={region}" / f"{PARTITION[1]}={year}"
            folder.mkdir(parents=True)
            self.writers[where] = pq.ParquetWriter(
                folder / self.name, held[0].schema, compression="zstd"
            )
        if held:
            self.writers[where].write_table(pa.concat_tables(held))


def _runs(table: Any) -> Iterator[tuple[Where, range]]:
    """The runs of rows that belong to one partition."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not table.num_rows:
        return
    columns = [table.column(name).combine_chunks() for name in PARTITION]
    region, year = (pc.not_equal(column[1:], column[:-1]) for column in columns)
    starts = [0, *(k + 1 for k in pc.indices_nonzero(pc.or_(region, year)).to_pylist())]
    regions, years = (column.take(pa.array(starts)).to_pylist() for column in columns)
    for k, start in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else table.num_rows
        yield (regions[k], years[k]), range(start, end)


def _where(path: Path) -> Where:
    """The partition of a file in its folder."""
    region, year = (folder.name.partition("=")[2] for folder in (path.parent.parent, path.parent))
    return region, int(year)


def _most_open() -> int:
    """How many files of one table may be open: half of what the system allows this process."""
    most = MOST_OPEN
    system = str(sys.platform)  # a plain string, so that every branch is type-checked everywhere
    if system != "win32":
        import resource

        limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        if limit != resource.RLIM_INFINITY:
            most = min(most, limit // 2)
    return max(1, most // THREADS)


def _swap(journal: Journal) -> None:
    fresh, before = journal.home / "partitioned", journal.home / "before"
    before.mkdir(exist_ok=True)
    for new in sorted(fresh.iterdir()) if fresh.is_dir() else ():
        old = journal.directory / new.name
        if old.is_dir():
            _clear(before / new.name)
            os.rename(old, before / new.name)
        os.rename(new, old)
    (journal.home / "swap.json").unlink()
    _clear(fresh)
    _clear(before)


def _clear(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
