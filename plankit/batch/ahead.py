"""The documents whose turn comes next, and what each is known by.

Files are read and hashed by the workers, a bundle at a time, so that the parent neither opens them
nor waits for a slow disk. Their turn comes in the order of the sources all the same: of two copies
the first is read.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..errors import PlankitError
from ..inputs import Item, documents
from ..many import WINDOW_BYTES
from ..pool import Pool, Ticket
from ..readers import load
from .known import digest

BUNDLE = 32
"""Files that a worker looks at for one request."""

PATIENCE = 2.0
"""Seconds that idle workers wait for the bundle whose turn it is, before the next one is taken."""


class Next(NamedTuple):
    """A document, its bytes or text (None for a file that a worker reads) or why there are none."""

    name: str
    content: bytes | str | PlankitError | None
    key: bytes


class Ahead:
    """Takes items in and gives documents out."""

    def __init__(self, pool: Pool, bundles: int, max_bytes: int) -> None:
        """`bundles` is how many may be under way."""
        self._pool, self._bundles, self._max_bytes = pool, bundles, max_bytes
        self._files: list[str] = []
        self._waiting: deque[Ticket | Item] = deque()
        self._current: Iterator[Next] = iter(())
        self._held = 0
        self._since = 0.0

    def add(self, item: Item) -> None:
        """Take in an item."""
        if isinstance(item.content, Path):
            self._files.append(item.name)
            if len(self._files) == BUNDLE:
                self.flush()
        else:
            self.flush()
            self._waiting.append(item)
            self._held += item.size

    def flush(self) -> None:
        """Have the files looked at that were taken in."""
        if self._files:
            files, self._files = self._files, []
            self._waiting.append(
                self._pool.submit(files[0], "look", files, subject=files, urgent=True)
            )

    @property
    def full(self) -> bool:
        """Whether nothing more should be taken in."""
        return len(self._waiting) >= self._bundles or self._held >= WINDOW_BYTES

    @property
    def empty(self) -> bool:
        """Whether there is nothing under way."""
        return not self._waiting

    def next(self, idle: bool) -> Next | None:
        """The document whose turn it is, or None where it is not known yet.

        `idle` says that workers have nothing else to do.
        """
        while True:
            found = next(self._current, None)
            if found is not None:
                return found
            turn = self._turn(idle)
            if turn is None:
                return None
            self._current = self._documents(turn)

    def _turn(self, idle: bool) -> Ticket | Item | None:
        waiting = self._waiting
        if not waiting:
            return None
        if isinstance(waiting[0], Item) or waiting[0].done:
            self._since = 0.0
            return waiting.popleft()
        if not idle:
            self._since = 0.0
        elif not self._since:
            self._since = time.monotonic()
        elif time.monotonic() - self._since > PATIENCE:
            # it is in the hands of a worker that hangs
            for k, one in enumerate(waiting):
                if isinstance(one, Item) or one.done:
                    del waiting[k]
                    return one
        return None

    def _documents(self, turn: Ticket | Item) -> Iterator[Next]:
        if isinstance(turn, Item):
            self._held -= turn.size
            yield self._inline(turn)
            return
        files: list[str] = turn.subject
        if turn.error is not None:  # the worker did not survive it: one after another, then
            for name in files:
                yield from map(self._inline, documents(Path(name)))
            return
        for name, key in zip(files, turn.value, strict=True):
            if isinstance(key, bytes):
                yield Next(name, None, key)
            elif key is None:
                yield from map(self._inline, documents(Path(name)))
            else:
                yield self._inline(Item(name, key))

    def _inline(self, item: Item) -> Next:
        content = item.content
        if isinstance(content, Path):
            try:
                content, _ = load(content, self._max_bytes)
            except PlankitError as error:
                content = error
        if isinstance(content, PlankitError):
            # told once, as a document that cannot be had by that name for that reason
            return Next(item.name, content, digest(f"{item.name}\0{content}"))
        return Next(item.name, content, digest(content))
