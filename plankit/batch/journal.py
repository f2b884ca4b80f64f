"""What has been done: one file a part, whose appearance is what makes the part count.

A part's Parquet files are written to a folder of their own first. Then the record is written and
renamed into place, which is the moment of truth, then the files are moved to their tables. A run
that is killed leaves either no record (its files are thrown away) or a record (the next run moves
what was not yet moved), so that no document is lost and none is there twice.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import PlankitError

HOME = "_batch"  # engines leave out what begins with an underscore


class BatchError(PlankitError):
    """A batch cannot be begun or continued; the message says why."""


class Journal:
    """The records of a dataset. One process at a time may have it open."""

    def __init__(self, directory: Path, settings: dict[str, Any], resume: bool) -> None:
        """Raises `BatchError` where the directory holds something else, or another batch."""
        self.directory = directory
        self.home = directory / HOME
        self.parts = self.home / "parts"
        self.staging = self.home / "staging"
        self._lock: Any = None
        known = self.home / "settings.json"
        if known.exists():
            if not resume:
                raise BatchError(
                    f"{directory} holds a batch already; --resume continues it,"
                    " or choose another directory"
                )
            self._same(json.loads(known.read_text("utf-8")), settings)
        elif directory.exists() and any(p.name != HOME for p in directory.iterdir()):
            raise BatchError(f"{directory} is not empty and holds no batch; choose another one")
        self.parts.mkdir(parents=True, exist_ok=True)
        self._take_lock()
        write_atomically(known, json.dumps(settings, ensure_ascii=False, indent=2) + "\n")
        self._recover()
        self.next = 1 + max((int(path.stem[5:]) for path in self._files()), default=0)

    def _same(self, before: dict[str, Any], now: dict[str, Any]) -> None:
        other = [name for name in now if before.get(name) != now[name]]
        if other:
            told = ", ".join(f"{n} {before.get(n)!r}, now {now[n]!r}" for n in other)
            raise BatchError(
                f"{self.directory} was begun otherwise ({told}); rows would not fit together"
            )

    def _take_lock(self) -> None:
        try:
            import fcntl
        except ImportError:
            return  # Windows does not let two processes write the same files anyway
        self._lock = open(self.home / "lock", "w")  # noqa: SIM115 - held until close
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise BatchError(f"{self.directory}: another process is at this batch") from error

    def close(self) -> None:
        """Let others have it."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _files(self) -> list[Path]:
        return sorted(self.parts.glob("part-*.jsonl"))

    def _recover(self) -> None:
        for path in self._files():
            self._place(path.stem)
        shutil.rmtree(self.staging, ignore_errors=True)
        self.staging.mkdir()
        for path in self.parts.glob(".*"):
            path.unlink()

    def new_part(self) -> str:
        """The name of the next part."""
        name = f"part-{self.next:06d}"
        self.next += 1
        return name

    def commit(self, part: str, head: dict[str, Any], lines: list[str]) -> None:
        """Make a part count whose files lie in `staging / part` (or that has none).

        `lines` are those of its documents, as JSON.
        """
        text = "".join(line + "\n" for line in (dumped(head), *lines))
        write_atomically(self.parts / f"{part}.jsonl", text)
        self._place(part)

    def _place(self, part: str) -> None:
        folder = self.staging / part
        if not folder.is_dir():
            return
        for path in folder.glob("*.parquet"):
            table = self.directory / path.stem
            table.mkdir(exist_ok=True)
            os.replace(path, table / f"{part}.parquet")
        shutil.rmtree(folder, ignore_errors=True)

    def entries(self) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """Each part's head and the lines of its documents."""
        for path in self._files():
            with open(path, encoding="utf-8", errors="surrogatepass") as file:
                head, *lines = (json.loads(line) for line in file)
            yield head, lines

    def forget_failures(self) -> None:
        """Take failed documents out of the records, so that they are tried again."""
        for path in self._files():
            with open(path, encoding="utf-8", errors="surrogatepass") as file:
                lines = list(file)
            kept = lines[:1] + [ln for ln in lines[1:] if json.loads(ln)["status"] != "failed"]
            if len(kept) < len(lines):
                write_atomically(path, "".join(kept))


def dumped(line: dict[str, Any]) -> str:
    """A line of a record."""
    return json.dumps(line, ensure_ascii=False)


def write_atomically(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all, whatever happens."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with open(part, "wb") as file:
        file.write(text.encode("utf-8", "surrogatepass"))
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
