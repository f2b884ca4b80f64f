"""What a batch reads: files, folders, globs, archives and tables of texts, item by item."""

from __future__ import annotations

import csv
import glob
import gzip
import io
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

from ..errors import MissingDependency, PlankitError, UnreadableSource
from ..inputs import Item, documents, walk

TABLES = (".jsonl", ".jsonl.gz", ".ndjson", ".parquet", ".csv")
"""Files that hold a text a record, told by their names."""


class Columns(NamedTuple):
    """Where a record has its text (or bytes) and its name; without a name, its number is used."""

    text: str = "text"
    id: str | None = None


def files(sources: Sequence[str]) -> Iterator[Path]:
    """The files that the sources name: themselves, those of a glob, those below a folder."""
    for source in sources:
        if not os.path.exists(source) and glob.has_magic(source):
            found = sorted(glob.glob(source, recursive=True))
        else:
            found = [source]
        if not found:
            yield Path(source)  # told of as missing
        for path in map(Path, found):
            yield from walk(path) if os.path.isdir(path) else (path,)


def items(sources: Sequence[str], columns: Columns) -> Iterator[Item]:
    """Every document, in the order of the sources; within a folder in order of name.

    Files are not opened: one that is an archive by another name than `.zip` comes as one item.
    """
    for path in files(sources):
        name = path.name.lower()
        if name.endswith(".zip"):
            yield from documents(path)
            continue
        if not name.endswith(TABLES):
            yield Item(str(path), path)
            continue
        try:
            yield from _table(path, name, columns)
        except PlankitError as error:
            yield Item(str(path), error)
        except (OSError, ValueError, csv.Error) as error:
            yield Item(str(path), UnreadableSource(f"{path}: {error}"))


def expected(sources: Sequence[str]) -> int:
    """How many documents there will be, about: tables of lines are judged by their first MB."""
    count = 0
    for path in files(sources):
        name = path.name.lower()
        try:
            if name.endswith(".parquet"):
                count += _parquet(path).metadata.num_rows
            elif name.endswith(TABLES):
                count += _lines(path, name)
            elif name.endswith(".zip"):
                import zipfile

                with zipfile.ZipFile(path) as archive:
                    count += sum(not info.is_dir() for info in archive.infolist())
            else:
                count += 1
        except Exception:
            count += 1  # a file that cannot be read is one failure
    return count


def _lines(path: Path, name: str) -> int:
    with open(path, "rb") as raw:
        if name.endswith(".gz"):
            with gzip.GzipFile(fileobj=raw) as file:
                head = file.read(1 << 20)
            share = raw.tell() / path.stat().st_size
        else:
            head = raw.read(1 << 20)
            share = len(head) / max(path.stat().st_size, 1)
    if name.endswith(".csv"):
        text = io.StringIO(head.decode("utf-8", "replace"), newline="")
        csv.field_size_limit(2**31 - 1)
        found = sum(1 for _ in csv.reader(text)) - 1
    else:
        found = sum(1 for line in head.split(b"\n") if line.strip())
    return max(round(found / share), 0) if share else 0


# -- tables of texts ------------------------------------------------------------------------------


def _table(path: Path, name: str, columns: Columns) -> Iterator[Item]:
    if name.endswith(".parquet"):
        return _from_parquet(path, columns)
    return _from_csv(path, columns) if name.endswith(".csv") else _from_lines(path, columns)


def _item(path: Path, number: int, record: dict[str, Any], columns: Columns) -> Item:
    key = record.get(columns.id) if columns.id else None
    name = f"{path}#{number if key is None else key}"
    content = record.get(columns.text)
    if isinstance(content, bytes | str):
        return Item(name, content)
    if content is None:
        known = ", ".join(map(str, list(record)[:20]))
        return Item(
            name, UnreadableSource(f"{name}: nothing in {columns.text!r}; there are {known}")
        )
    kind = type(content).__name__
    return Item(name, UnreadableSource(f"{name}: {columns.text!r} holds {kind}, not text"))


def _from_lines(path: Path, columns: Columns) -> Iterator[Item]:
    opener: Any = gzip.open if path.name.lower().endswith(".gz") else open
    with opener(path, "rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except ValueError as error:
                name = f"{path}#{number}"
                yield Item(name, UnreadableSource(f"{name}: no JSON on this line ({error})"))
                continue
            yield _item(path, number, record if isinstance(record, dict) else {}, columns)


def _from_csv(path: Path, columns: Columns) -> Iterator[Item]:
    csv.field_size_limit(2**31 - 1)
    with open(path, "rb") as file:
        encoding = _encoding(file)
        text = io.TextIOWrapper(file, encoding, newline="")
        for number, record in enumerate(csv.DictReader(text), 1):
            yield _item(path, number, record, columns)


def _encoding(file: IO[bytes]) -> str:
    """UTF-8, or what Excel saves on a Chinese system."""
    head = file.read(1 << 20)
    file.seek(0)
    try:
        head[: head.rfind(b"\n") + 1].decode("utf-8-sig")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def _parquet(path: Path) -> Any:
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingDependency('Parquet needs pyarrow: pip install "plankit[frames]"') from error
    return pq.ParquetFile(path)


def _from_parquet(path: Path, columns: Columns) -> Iterator[Item]:
    file = _parquet(path)
    there = file.schema_arrow.names
    wanted = [name for name in (columns.text, columns.id) if name is not None]
    missing = [name for name in wanted if name not in there]
    if missing:
        raise UnreadableSource(f"{path}: no column {missing[0]!r}; there are {', '.join(there)}")
    number = 0
    for batch in file.iter_batches(batch_size=64, columns=wanted):
        for record in batch.to_pylist():
            number += 1
            yield _item(path, number, record, columns)
