"""The run of a batch: what goes to which worker, and what is written when."""

from __future__ import annotations

import json
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from ..errors import MissingDependency, PlankitError, WorkerCrash
from ..many import WINDOW_BYTES, bounds, cores, portable_options
from ..pool import Life, Lost, Pool, Ticket
from ..readers import MAX_BYTES
from ..version import __version__
from .ahead import Ahead, Next
from .journal import Journal
from .known import Known
from .partitions import partition, recover
from .progress import Progress
from .records import Columns, expected, items
from .summary import summarise

ROWS = 100_000
"""Rows of all tables that a worker holds before it writes them: about 60 MB, 200 documents."""

FEWEST_ROWS = 2_000
"""What it holds where workers crash again and again; what was held then has to be read anew."""

BYTES = 64 * 1024**2
"""Bytes of documents that a worker may have read and not written: they are held to be read anew."""

ALL_BYTES = 512 * 1024**2
"""The same for all workers together."""

DEPTH = 16
"""Documents that a worker is given at a time, so that the parent need not wake up for each one."""

WINDOW = 3 * DEPTH
"""Documents for each process that are under way at a time."""

AHEAD = 2
"""Bundles of files for each process that are looked at ahead of those."""

SECONDS = 120.0
"""A worker writes after this time at the latest."""


TEXTS = Columns()


@dataclass(frozen=True)
class Settings:
    """What a batch is to do. `options` are those of `plankit.parse`."""

    jobs: int | None = None
    resume: bool = False
    retry_failed: bool = False
    partition: bool = False
    columns: Columns = TEXTS
    time_limit: float | None = None
    memory_limit: int | None = None
    options: dict[str, Any] = field(default_factory=dict)
    rows: int | None = None
    """Rows that a worker holds before it writes them, `ROWS` by default."""
    quiet: bool = False

    def kept(self) -> dict[str, Any]:
        """What must be the same in every run of one batch."""
        return {
            "plankit": __version__,
            "partition": self.partition,
            **{name: repr(value) for name, value in sorted(self.options.items())},
        }


@dataclass(slots=True)
class _Document:
    key: int
    name: str
    hash: bytes
    content: bytes | str | None  # None for a file, which the worker reads
    rows: int = 0
    told: str = ""  # the journal's line from the status on
    copy: bool = False  # its text is that of another document

    @property
    def size(self) -> int:
        return len(self.content) if self.content is not None else 0


class _Held:
    """What a worker has read and not yet written."""

    __slots__ = ("bytes", "documents", "rows", "since")

    def __init__(self) -> None:
        self.documents: dict[int, _Document] = {}
        self.rows = self.bytes = 0
        self.since = time.monotonic()

    def add(self, document: _Document) -> None:
        self.documents[document.key] = document
        self.rows += document.rows
        self.bytes += document.size


def run(
    sources: list[str],
    directory: str | Path,
    settings: Settings | None = None,
    progress: IO[str] | None = None,
) -> dict[str, Any]:
    """Read all documents of the sources into a Parquet dataset; the summary.

    A source is a file, a folder, a glob, a zip archive, or a table of texts (.jsonl, .parquet,
    .csv). In the main thread, Ctrl-C and SIGTERM end the reading: what was read is written, and
    `summary["run"]` says `interrupted`. Progress is told on `progress`, stderr by default.

    Raises `BatchError` where the directory is not fit, `MissingDependency` without pyarrow,
    `WorkerError` where no process can be started, `OSError` where nothing can be written.
    """
    # told before anything is done, but not imported: this process has no other use for it
    if find_spec("pyarrow") is None:
        raise MissingDependency('Parquet needs pyarrow: pip install "plankit[frames]"')
    settings = settings or Settings()
    portable_options(settings.options)
    journal = Journal(Path(directory), settings.kept(), settings.resume)
    try:
        recover(journal)
        if settings.retry_failed:
            journal.forget_failures()
        return _Run(sources, journal, settings, progress).run()
    finally:
        journal.close()


class _Run:
    def __init__(
        self, sources: list[str], journal: Journal, settings: Settings, file: IO[str] | None
    ) -> None:
        self.sources, self.journal, self.settings = sources, journal, settings
        self.jobs = settings.jobs or cores()
        self.known = Known()
        self.lines: list[str] = []  # to be told with the next part
        self.unwritten: dict[Life, _Held] = {}
        self.writing: dict[str, list[_Document]] = {}
        self.flight = self.flight_bytes = self.keys = 0
        self.most = self.rows = settings.rows or ROWS
        self.bytes = min(BYTES, ALL_BYTES // self.jobs)
        self.progress = Progress(None, file, settings.quiet)

    def run(self) -> dict[str, Any]:
        start = time.monotonic()
        self.known.remember(self.journal)
        if not self.settings.quiet:
            # beside the reading: to list a million files takes a while
            threading.Thread(target=self._count, daemon=True).start()
        limits = bounds(self.settings.time_limit, self.settings.memory_limit)
        options = {"options": self.settings.options, "partition": self.settings.partition}
        with (
            stopping() as stop,
            Pool(
                self.jobs, "plankit.batch.writing:Writing", options, *limits, depth=DEPTH
            ) as self.pool,
        ):
            self._read(stop)
            interrupted = stop.is_set()
            if interrupted:
                dropped = self.pool.forget()
                self.flight -= sum(isinstance(one.subject, _Document) for one in dropped)
            self._finish(interrupted)
        self.progress.close()
        if self.settings.partition and not interrupted:
            partition(self.journal)
        seconds = time.monotonic() - start
        return summarise(
            self.journal,
            {
                "documents": self.progress.done,
                "before": self.progress.before,
                "failed": self.progress.failed,
                "seconds": round(seconds, 3),
                "rate": round(self.progress.done / seconds, 3) if seconds else 0.0,
                "jobs": self.jobs,
                "interrupted": interrupted,
            },
        )

    # -- what there is ----------------------------------------------------------------------------

    def _count(self) -> None:
        self.progress.total = expected(self.sources)

    def _read(self, stop: threading.Event) -> None:
        max_bytes = self.settings.options.get("max_bytes", MAX_BYTES)
        ahead = Ahead(self.pool, AHEAD * self.jobs, max_bytes)
        for item in items(self.sources, self.settings.columns):
            ahead.add(item)
            while not stop.is_set() and not self._take(ahead) and ahead.full:
                self._step()
            if stop.is_set():
                return
        ahead.flush()
        while not stop.is_set() and (not self._take(ahead) or self.flight):
            self._step()

    def _take(self, ahead: Ahead) -> bool:
        """Submit what is known by now, as far as the window allows; whether that was all."""
        while self.flight < WINDOW * self.jobs and self.flight_bytes < WINDOW_BYTES:
            found = ahead.next(self.flight < self.jobs)
            if found is None:
                return ahead.empty
            self._meet(found)
        return False

    def _meet(self, found: Next) -> None:
        """Submit a document, unless it is known or cannot be had."""
        name, content, key = found
        met = self.known.meet(name, key)
        if met == "before":
            self.progress.step("before")
        elif isinstance(content, PlankitError):
            self._tell(name, key, "failed", _failure(content))
        elif met == "copy":
            self.known.copy(name, key)
            self._tell(name, key, "duplicate", _copy_of(self.known.names[key]))
        else:
            self.keys += 1
            self._submit(_Document(self.keys, name, key, content))

    def _submit(self, document: _Document) -> None:
        self.flight += 1
        self.flight_bytes += document.size
        name = document.name
        self.pool.submit(
            name, "read", document.key, name, document.content, document.hash,
            subject=document, size=document.size,
        )  # fmt: skip

    # -- what came of it --------------------------------------------------------------------------

    def _step(self) -> None:
        event = self.pool.next_within(0.5)
        if isinstance(event, Lost):
            self._again(event.life)
        elif event is not None and isinstance(event.subject, str):
            self._written(event, event.subject)
        elif event is not None and isinstance(event.subject, _Document):
            self._taken(event, event.subject)
        self.progress.tell()

    def _taken(self, ticket: Ticket, document: _Document) -> None:
        self.flight -= 1
        self.flight_bytes -= document.size
        seconds = f'"seconds": {ticket.seconds:.6f}'
        if ticket.error is not None:
            told = f"{seconds}, {_failure(ticket.error)}"
            self._tell(document.name, document.hash, "failed", told)
            return
        plans, document.rows, told = ticket.value
        document.told = f"{told}, {seconds}"
        other = self.known.first(document.hash, plans)
        if other is not None:  # the same text in other bytes: another encoding or container
            document.copy = True
            document.rows = 0
            document.told = _copy_of(self.known.names[other])
        assert ticket.life is not None
        life = ticket.life
        held = self.unwritten.get(life)
        if held is None:
            held = self.unwritten[life] = _Held()
        held.add(document)
        if (
            held.rows >= self.rows
            or held.bytes >= self.bytes
            or time.monotonic() - held.since > SECONDS
        ):
            self._write(life)

    def _write(self, life: Life) -> None:
        documents = list(self.unwritten.pop(life).documents.values())
        part = self.journal.new_part()
        self.writing[part] = documents
        folder = str(self.journal.staging / part)
        keys = [one.key for one in documents if not one.copy]
        dropped = [one.key for one in documents if one.copy]
        self.pool.submit(part, "write", folder, keys, dropped, subject=part, life=life)

    def _written(self, ticket: Ticket, part: str) -> None:
        documents = self.writing.pop(part)
        if isinstance(ticket.error, WorkerCrash):
            shutil.rmtree(self.journal.staging / part, ignore_errors=True)
            self._resubmit(documents)
            return
        if ticket.error is not None:
            raise ticket.error
        for document in documents:
            status = "duplicate" if document.copy else "parsed"
            self._tell(document.name, document.hash, status, document.told)
            if document.copy:
                self.known.copy(document.name, document.hash)
        self.journal.commit(part, {"part": part, **ticket.value}, self._told())
        self.rows = min(self.rows * 2, self.most)

    def _again(self, life: Life) -> None:
        """Whatever a lost worker held is read anew, and less is held from now on."""
        self.rows = max(self.rows // 2, min(FEWEST_ROWS, self.most))
        held = self.unwritten.pop(life, None)
        if held is not None:
            self._resubmit(list(held.documents.values()))

    def _resubmit(self, documents: list[_Document]) -> None:
        for document in documents:
            document.copy = False
            self._submit(document)

    def _finish(self, interrupted: bool) -> None:
        """Write what is held. After an interruption, what is lost on the way stays unread."""
        if interrupted:
            self._resubmit = lambda documents: None  # type: ignore[method-assign]
        while True:
            if not self.flight:
                for life in list(self.unwritten):
                    self._write(life)
                if not self.writing:
                    break
            self._step()
        if self.lines:
            part = self.journal.new_part()
            self.journal.commit(part, {"part": part}, self._told())

    def _tell(self, name: str, content: bytes, status: str, more: str) -> None:
        self.lines.append(
            f'{{"name": {_quoted(name)}, "hash": "{content.hex()}", "status": "{status}", {more}}}'
        )
        self.progress.step(status)

    def _told(self) -> list[str]:
        lines, self.lines = self.lines, []
        return lines


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """Let the first Ctrl-C or SIGTERM set an event, which is looked at where a stop is harmless.

    An exception could come between the writing of a record and what belongs to it. The second
    signal raises `KeyboardInterrupt`: then it is as if the process had been killed.
    """
    event = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield event
        return

    def stop(number: int, frame: Any) -> None:
        if event.is_set():
            raise KeyboardInterrupt
        event.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _failure(error: Exception) -> str:
    return f'"error_type": "{type(error).__name__}", "error": {_quoted(str(error))}'


def _copy_of(name: str) -> str:
    return f'"duplicate_of": {_quoted(name)}'
