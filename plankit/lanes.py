"""What goes to worker processes and what they are to the pool: requests, lives, lanes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import deque
from typing import Any, NamedTuple


class Life(NamedTuple):
    """One process: the lane it serves and how many served it before."""

    lane: int
    number: int


class Ticket:
    """A request and, when `done`, what came of it: `value` or `error`, and the seconds it took."""

    __slots__ = (
        "arguments", "done", "error", "life", "method", "name", "seconds", "size", "subject",
        "tries", "value",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        method: str,
        arguments: tuple[Any, ...],
        subject: Any,
        life: Life | None,
        size: int,
    ) -> None:
        self.name, self.method, self.arguments = name, method, arguments
        self.size = size
        """Bytes of the arguments, about."""
        self.subject = subject
        """Whatever the caller wants to find here again."""
        self.life = life
        """The process that did it."""
        self.tries = 0
        self.done = False
        self.value: Any = None
        self.error: Exception | None = None
        self.seconds = 0.0


class Lost(NamedTuple):
    """A process ended: whatever it held is gone."""

    life: Life


class Lane:
    """A process and those that take its place, with the requests that they hold."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.number = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.flight: deque[Ticket] = deque()
        self.bytes = 0  # of the arguments in flight
        self.rest = bytearray()  # of a reply that has not come whole
        self.mean = 0.0  # seconds a request, of late
        self.own: deque[Ticket] = deque()
        self.idle = True
        self.served = 0
        self.began = 0.0
        self.late: Ticket | None = None
        self.thread: threading.Thread | None = None

    @property
    def life(self) -> Life:
        """The process that serves it now."""
        return Life(self.index, self.number)


def started() -> subprocess.Popen[bytes]:
    """A fresh worker process, which waits to be told what it is for."""
    code = f"import sys; sys.path[:] = {sys.path!r}; from plankit.worker import main; main()"
    flags: dict[str, Any] = {"start_new_session": True}  # a terminal's Ctrl-C is not theirs
    if sys.platform == "win32":
        flags = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Arrow's own pools map a gigabyte ahead, which would count against the limit
        env={"ARROW_DEFAULT_MEMORY_POOL": "system", **os.environ},
        **flags,
    )


def ending(status: int) -> str:
    """How a process ended, as the rest of a sentence."""
    import signal

    if status < 0:
        try:
            return f"was ended by {signal.Signals(-status).name}"
        except ValueError:
            return f"was ended by signal {-status}"
    return f"ended with exit status {status}"
