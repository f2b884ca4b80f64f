"""What there is to read: paths, folders, archives and records, one document after another."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple, Union

from .errors import PlankitError, UnreadableSource

Record = Union[
    "str | os.PathLike[str] | bytes | IO[bytes]", tuple[str, "bytes | str"], Mapping[str, Any]
]
"""A path (of a document, a zip archive or a folder), a document's bytes, a binary file, a pair of a
name and bytes or text, or a mapping with `text` or `bytes` and, as its name, `id`."""


DATASET = ("_batch", "settings.json")
"""A file that the folder of a batch's dataset has."""


class Item(NamedTuple):
    """One document: its name and a path to read, its bytes, its text, or why there are none."""

    name: str
    content: Path | bytes | str | PlankitError

    @property
    def size(self) -> int:
        """Bytes that are held in memory, about."""
        return len(self.content) if isinstance(self.content, bytes | str) else 0


def expand(records: Iterable[Record] | str | os.PathLike[str]) -> Iterator[Item]:
    """The documents, in the order given; folders and archives in order of name.

    A folder is walked as it is read, so its size does not matter; links to folders are not
    followed. Raises `TypeError` for what is no record.
    """
    if isinstance(records, str | os.PathLike):
        records = [records]
    if isinstance(records, bytes | Mapping):
        raise TypeError("a list of records was expected, not a single one: put it into a list")
    for number, record in enumerate(records):
        yield from _one(record, number)


def _one(record: Any, number: int) -> Iterator[Item]:
    if isinstance(record, str | os.PathLike):
        yield from documents(Path(record))
    elif isinstance(record, bytes | bytearray | memoryview):
        yield from unpacked(f"<{number}>", bytes(record))
    elif isinstance(record, tuple) and len(record) == 2:
        yield from _named(str(record[0]), record[1])
    elif isinstance(record, Mapping):
        found = [key for key in ("text", "bytes") if record.get(key) is not None]
        name = record.get("id")
        name = f"<{number}>" if name is None else str(name)
        if not found:
            yield Item(name, UnreadableSource(f"{name}: a record without text or bytes"))
        else:
            yield from _named(name, record[found[0]])
    elif hasattr(record, "read"):
        name = getattr(record, "name", None)
        content = record.read()
        if isinstance(content, str):
            raise TypeError("a file is open as text; open it in binary mode")
        yield from unpacked(name if isinstance(name, str) else f"<{number}>", content)
    else:
        raise TypeError(
            f"a path, bytes, a file, (name, content) or a mapping was expected,"
            f" not {type(record).__name__}"
        )


def _named(name: str, content: Any) -> Iterator[Item]:
    if isinstance(content, str):
        yield Item(name, content)
    elif isinstance(content, bytes | bytearray | memoryview):
        yield from unpacked(name, bytes(content))
    else:
        raise TypeError(f"{name}: text or bytes were expected, not {type(content).__name__}")


def unpacked(name: str, content: bytes) -> Iterator[Item]:
    """The documents of an archive, or the content itself where it is none."""
    if not is_archive(content, name):
        yield Item(name, content)
        return
    from .readers.archive import members

    try:
        for inner, found in members(content, name):
            yield Item(inner, found)
    except UnreadableSource as error:
        yield Item(name, error)


def documents(path: Path) -> Iterator[Item]:
    """The documents at a path: the file itself, those of a zip archive, those below a folder."""
    if os.path.isdir(path):  # False, where Path.is_dir raises: a text taken for a path
        for file in walk(path):
            yield from _file(file)
    else:
        yield from _file(path)


def walk(root: Path) -> Iterator[Path]:
    """The files below a folder, in order of name, without hidden ones and what is no document.

    The names of one folder at a time are held. The dataset of a batch is passed over: it may well
    stand in the folder that the batch reads.
    """
    from .readers.archive import is_beside

    try:
        with os.scandir(root) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        yield root  # to be told of by whoever tries to read it
        return
    for entry in entries:
        if entry.name.startswith(".") or is_beside(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            if os.path.isfile(os.path.join(entry.path, *DATASET)):
                continue
            yield from walk(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def _file(path: Path) -> Iterator[Item]:
    try:
        with open(path, "rb") as file:
            head = file.read(4)
            content = head + file.read() if head.startswith(b"PK") else b""
    except (OSError, ValueError):
        content = b""  # to be told of by whoever reads it
    if is_archive(content, str(path)):
        yield from unpacked(str(path), content)
    else:
        yield Item(str(path), path)


def is_archive(content: bytes, name: str) -> bool:
    """Whether it is a zip that is no document itself, as .docx and .xlsx are."""
    if not content.startswith(b"PK"):
        return False
    from .readers import sniff

    try:
        return sniff.container(content, name) == "zip"
    except UnreadableSource:
        return False  # its reader will say so
