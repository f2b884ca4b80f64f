"""A pool of worker processes in which a document that goes wrong costs itself alone.

Each worker has a thread of this process that talks to it over pipes. A worker that crashes, hangs
or grows too large is ended and replaced; the document it was at gets the error, those that
waited behind it go to the replacement.
"""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections import deque
from typing import Any

from .errors import MemoryLimit, PlankitError, TimeLimit, WorkerCrash, WorkerError
from .lanes import Lane, Life, Lost, Ticket, ending, started
from .worker import MEMORY_STATUS, Reply, frame, receive, send, unframed

DEPTH = 2
"""Requests that a worker holds: the next one is there when it has done the one before."""

FLIGHT_BYTES = 4 * 1024**2
"""Bytes of arguments that a worker holds of more requests than two."""

LULL = 0.1
"""Seconds at most for which replies of a worker that has enough to do are left to gather: to wake
up for each one cost the parent more than all else."""


class Pool:
    """Up to `jobs` processes, each with an object of `factory` ("module:class") of its own.

    `submit` asks for a call of one of the object's methods, `next` gives what was done, in the
    order of doing. `time_limit` is in seconds a request, `memory_limit` in bytes that a process may
    grow by. Processes are started as there is work for them. `depth` is how many requests a process
    may hold; where it is more than two, replies come some at a time.
    """

    def __init__(
        self,
        jobs: int,
        factory: str,
        options: dict[str, Any],
        time_limit: float | None = None,
        memory_limit: int | None = None,
        depth: int = DEPTH,
    ) -> None:
        if not sys.executable:
            raise WorkerError(
                "there is no Python program to start worker processes with (an embedded"
                " interpreter?); jobs=1 without limits works in this process"
            )
        if memory_limit is not None and sys.platform == "win32":
            raise ValueError("memory_limit is not available on Windows")
        self.jobs = jobs
        self._setup = (factory, options, memory_limit)
        self._time_limit = time_limit
        self._depth = depth
        self._lull = LULL if time_limit is None else min(LULL, time_limit / 20)
        self._queue: deque[Ticket] = deque()
        self._urgent: deque[Ticket] = deque()
        self._changed = threading.Condition()
        self._lanes: list[Lane] = []
        self._events: queue.SimpleQueue[list[Ticket | Lost] | Exception] = queue.SimpleQueue()
        self._ready: deque[Ticket | Lost] = deque()
        self._closed = False
        self._closing = threading.Event()

    # -- the caller's side ------------------------------------------------------------------------

    def submit(
        self,
        name: str,
        method: str,
        *arguments: Any,
        subject: Any = None,
        life: Life | None = None,
        size: int = 0,
        urgent: bool = False,
    ) -> Ticket:
        """Ask for a call; with `life`, of that very process, and without a time limit.

        `size` is that of the arguments in bytes, where they are large. What is `urgent` is done
        before all that no process has taken yet.
        """
        ticket = Ticket(name, method, arguments, subject, life, size)
        with self._changed:
            if life is not None:
                lane = self._lanes[life.lane]
                if lane.life != life or lane.process is None:
                    self._lose(ticket)
                    return ticket
                lane.own.append(ticket)
            else:
                (self._urgent if urgent else self._queue).append(ticket)
                idle = sum(lane.idle for lane in self._lanes)
                if idle < self._queued() and len(self._lanes) < self.jobs:
                    self._open_lane()
            self._changed.notify_all()
        return ticket

    def next(self) -> Ticket | Lost:
        """Wait for the next thing that happens."""
        while True:
            event = self.next_within(0.5)  # a wait without end cannot be interrupted
            if event is not None:
                return event

    def next_within(self, seconds: float) -> Ticket | Lost | None:
        """The next thing that happens in that time."""
        if not self._ready:
            try:
                events = self._events.get(timeout=seconds)
            except queue.Empty:
                return None
            if isinstance(events, Exception):
                raise events
            self._ready.extend(events)
        return self._ready.popleft()

    def _queued(self) -> int:
        return len(self._urgent) + len(self._queue)

    def forget(self) -> list[Ticket]:
        """Drop the requests that no process has taken yet, and give them back."""
        with self._changed:
            dropped = [*self._urgent, *self._queue]
            self._urgent.clear()
            self._queue.clear()
        return dropped

    def lives(self) -> list[Life]:
        """The processes that there are now."""
        with self._changed:
            return [lane.life for lane in self._lanes if lane.process is not None]

    def pids(self) -> list[int]:
        """Their process ids."""
        with self._changed:
            return [lane.process.pid for lane in self._lanes if lane.process is not None]

    def close(self) -> None:
        """End all processes, whatever they are at."""
        with self._changed:
            self._closed = True
            self._closing.set()
            for lane in self._lanes:
                if lane.process is not None:
                    lane.process.kill()
            self._changed.notify_all()
        for lane in self._lanes:
            if lane.thread is not None:
                lane.thread.join()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- one thread a lane ------------------------------------------------------------------------

    def _open_lane(self) -> None:
        lane = Lane(len(self._lanes))
        self._lanes.append(lane)
        lane.thread = threading.Thread(target=self._serve, args=(lane,), daemon=True)
        lane.thread.start()
        if lane.index == 0 and self._time_limit is not None:
            threading.Thread(target=self._watch, args=(self._time_limit,), daemon=True).start()

    def _serve(self, lane: Lane) -> None:
        try:
            while self._wait(lane):
                if lane.process is None:
                    self._start(lane)
                self._fill(lane)
                if len(lane.flight) > DEPTH:
                    # it has half of these to do before it could run dry
                    self._closing.wait(min(self._lull, lane.mean * len(lane.flight) / 2))
                if lane.flight:
                    self._collect(lane)
        except Exception as error:  # the caller is told, or it would wait for ever
            self._events.put(error)
        finally:
            self._end(lane)

    def _wait(self, lane: Lane) -> bool:
        with self._changed:
            while not (lane.flight or lane.own or self._queued() or self._closed):
                lane.idle = True
                self._changed.wait()
            lane.idle = False
            return not self._closed

    def _start(self, lane: Lane) -> None:
        process = started()
        assert process.stdin is not None
        with self._changed:
            lane.process, lane.served, lane.late = process, 0, None
            lane.rest.clear()
            if self._closed:
                process.kill()
        try:
            send(process.stdin, self._setup)
            assert process.stdout is not None
            reply: Reply | None = receive(process.stdout)
        except (EOFError, OSError):
            reply = None
        if reply is None:
            if self._closed:
                return
            process.wait()
            raise WorkerError(
                f"a worker process ended before it began (exit status {process.returncode});"
                " jobs=1 without limits works in this process"
            )
        if reply.status != "done":
            raise reply.value

    def _fill(self, lane: Lane) -> None:
        assert lane.process is not None
        assert lane.process.stdin is not None
        taken: list[Ticket] = []
        with self._changed:
            while len(lane.flight) < self._depth:
                if lane.own:
                    ticket = lane.own.popleft()
                # near the end each worker takes fewer, or one would sit on the last ones
                elif self._queued() and (
                    not lane.flight
                    or (
                        len(lane.flight) * len(self._lanes) < self._queued()
                        and (lane.bytes < FLIGHT_BYTES or len(lane.flight) < DEPTH)
                    )
                ):
                    ticket = (self._urgent or self._queue).popleft()
                else:
                    break
                if not lane.flight:
                    lane.began = time.monotonic()
                lane.flight.append(ticket)
                lane.bytes += ticket.size
                taken.append(ticket)
        if not taken:
            return
        try:
            data = b"".join([frame((ticket.method, ticket.arguments)) for ticket in taken])
            lane.process.stdin.write(data)
            lane.process.stdin.flush()
        except OSError:
            pass  # it has ended, as the next reply will show

    def _collect(self, lane: Lane) -> None:
        """Take in what has come, at least one reply."""
        replies = self._receive(lane)
        if not replies:
            self._bury(lane, None)
            return
        done: list[Ticket | Lost] = []
        lost = False
        with self._changed:
            for reply in replies:
                if reply.status == "memory":
                    lost = True
                    break
                ticket = lane.flight.popleft()
                lane.bytes -= ticket.size
                lane.served += 1
                lane.mean += (reply.seconds - lane.mean) / min(lane.served, 16)
                if ticket.life is None:
                    ticket.life = lane.life
                ticket.seconds = reply.seconds
                if reply.status == "done":
                    ticket.value = reply.value
                else:
                    ticket.error = reply.value
                ticket.done = True
                ticket.arguments = ()
                done.append(ticket)
            lane.began = time.monotonic()
        if done:
            self._events.put(done)
        if lost:
            self._bury(lane, replies[-1])

    def _receive(self, lane: Lane) -> list[Reply]:
        """The replies that are there, waiting for one; none where the process has ended."""
        assert lane.process is not None
        assert lane.process.stdout is not None
        while True:
            try:
                data = lane.process.stdout.read1(1 << 16)  # type: ignore[attr-defined]
            except OSError:
                return []
            if not data:
                return []
            lane.rest += data
            replies = unframed(lane.rest)
            if replies:
                return replies

    def _bury(self, lane: Lane, reply: Reply | None) -> None:
        """The process has ended, or must, with its first request in hand."""
        assert lane.process is not None
        status = self._end(lane)
        if self._closed:
            return
        error: PlankitError
        with self._changed:
            ticket, late = lane.flight.popleft(), lane.late
            seconds = time.monotonic() - lane.began
            used, life = lane.served, lane.life
            rest = [*lane.flight, *lane.own]
            lane.flight.clear()
            lane.bytes = 0
            lane.own.clear()
            lane.number += 1
            again = False
            if late is ticket:
                error = TimeLimit(f"{ticket.name}: not done after {self._time_limit:g} seconds")
            elif reply is not None or status == MEMORY_STATUS:
                limit = self._setup[2]
                more = "" if limit is None else f" than {limit / 2**20:,.0f} MB"
                error = MemoryLimit(f"{ticket.name}: wanted more memory{more}")
                again = used > 0
            else:
                error = WorkerCrash(f"{ticket.name}: the process reading it {ending(status)}")
                again = used > 0 or late is not None
            if late not in (None, ticket):
                again = True  # the late one came through in the last moment
                ticket.tries = 0
            # what came before may be to blame: it gets one process of its own
            if again and ticket.life is None and ticket.tries == 0:
                ticket.tries = 1
                lane.own.append(ticket)
                ticket = None  # type: ignore[assignment]
            lane.own.extend(one for one in rest if one.life is None)
        for one in rest:
            if one.life is not None:
                self._lose(one)
        if ticket is not None:
            ticket.error, ticket.seconds = error, seconds
            self._finish(ticket)
        self._events.put([Lost(life)])

    def _lose(self, ticket: Ticket) -> None:
        ticket.error = WorkerCrash(f"{ticket.name}: the process that held it has ended")
        self._finish(ticket)

    def _finish(self, ticket: Ticket) -> None:
        ticket.done = True
        ticket.arguments = ()
        self._events.put([ticket])

    def _end(self, lane: Lane) -> int:
        process = lane.process
        if process is None:
            return 0
        if process.poll() is None:
            process.kill()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.close()
        except OSError:
            pass
        process.stdout.close()
        status = process.wait()
        with self._changed:
            lane.process = None
        return status

    def _watch(self, limit: float) -> None:
        pause = min(0.1, limit / 10)
        while not self._closed:
            time.sleep(pause)
            with self._changed:
                for lane in self._lanes:
                    if lane.process is None or not lane.flight or lane.late is not None:
                        continue
                    head = lane.flight[0]
                    if head.life is None and time.monotonic() - lane.began > limit:
                        lane.late = head
                        lane.process.kill()


__all__ = ["DEPTH", "Life", "Lost", "Pool", "Ticket"]
