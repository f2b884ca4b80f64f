"""Many documents: lazily, in order, over processes, each with its plan or its error."""

from __future__ import annotations

import math
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .errors import PlankitError
from .inputs import Item, Record, expand

if TYPE_CHECKING:
    from .model import WorkPlan

TIME_LIMIT = 60.0
"""Seconds that a document may take in a worker process, where nothing else is said."""

MEMORY_LIMIT = 2 * 1024**3
"""Bytes that a worker process may grow by, where nothing else is said."""

WINDOW = 8
"""Documents for each process that are read ahead of the one whose turn it is."""

WINDOW_BYTES = 128 * 1024**2
"""Bytes that documents and plans waiting for their turn may take (one document always may)."""

Content = tuple[str, "str | bytes"]


class Result:
    """What came of one document: `path`, `plan` or `error`, and the `seconds` it took.

    `path` is the path or name that it was given as; a document of an archive is called
    `archive.zip!/path/inside`. Exactly one of `plan` and `error` is None.
    """

    __slots__ = ("_packed", "_plan", "error", "path", "seconds")

    def __init__(
        self,
        path: str,
        plan: WorkPlan | None = None,
        error: Exception | None = None,
        seconds: float = 0.0,
        packed: Content | None = None,
    ) -> None:
        self.path = path
        self.error = error
        self.seconds = seconds
        self._plan = plan
        self._packed = packed

    @property
    def plan(self) -> WorkPlan | None:
        """The plan; made from what the worker sent when it is first asked for."""
        if self._packed is not None:
            self._plan, self._packed = unpack(self._packed), None
        return self._plan

    def unwrap(self) -> WorkPlan:
        """The plan, or its error raised."""
        if self.error is not None:
            raise self.error
        plan = self.plan
        assert plan is not None
        return plan

    def __repr__(self) -> str:
        what = f"error={self.error!r}" if self.error else "plan"
        return f"Result({self.path!r}, {what}, {self.seconds * 1000:.1f} ms)"


def parse_many(
    paths_or_records: Iterable[Record] | str | os.PathLike[str],
    jobs: int | None = None,
    on_error: Literal["collect", "skip", "raise"] = "collect",
    *,
    time_limit: float | None = None,
    memory_limit: int | None = None,
    window: int | None = None,
    **options: Any,
) -> Iterator[Result]:
    """Read any number of documents over several processes; one `Result` each, in order.

    `paths_or_records` are items, or a single path. An item is a path (of a document, a zip
    archive, a folder), bytes, a binary file, a pair of a name and bytes or text, or a mapping with
    `text` or `bytes` and `id`. Items are taken from the iterable as results are taken from this
    one, so memory does not grow with their number: `window` is how many may be under way (8 for
    each process by default).

    `jobs` is the number of processes, by default one for each core that this process may use. A
    document that takes longer than `time_limit` seconds, lets its process grow by more than
    `memory_limit` bytes, or crashes it, is an error of that document alone. By default these are
    60 seconds and 2 GB; `math.inf` is no limit. `jobs=1` reads in this very process, without such
    protection, unless a limit is given. The memory limit is not available on Windows.

    `on_error` says what to do with a document that gives no plan: "collect" gives a result with
    `error`, "skip" leaves it out, "raise" raises its error. `options` are those of `plankit.parse`.
    No main guard is needed around a script.

    Raises `TypeError` and `ValueError` where the call is wrong, `WorkerError` where processes
    cannot be started.
    """
    if on_error not in ("collect", "skip", "raise"):
        raise ValueError(f'on_error is "collect", "skip" or "raise", not {on_error!r}')
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs is 1 or more, not {jobs}")
    for name, limit in (("time_limit", time_limit), ("memory_limit", memory_limit)):
        if limit is not None and limit <= 0:
            raise ValueError(f"{name} is more than 0 (math.inf for none), not {limit}")
    if window is not None and window < 1:
        raise ValueError(f"window is 1 or more, not {window}")
    check(options)
    items = expand(paths_or_records)
    alone = jobs == 1 and time_limit is None and memory_limit is None
    if not alone:
        jobs = jobs or cores()
        found = _in_processes(
            items, jobs, bounds(time_limit, memory_limit), window or WINDOW * jobs, options
        )
    else:
        found = _here(items, options)
    return _treated(found, on_error)


def _treated(found: Iterator[Result], on_error: str) -> Iterator[Result]:
    for result in found:
        if result.error is not None and on_error == "raise":
            raise result.error
        if result.error is None or on_error == "collect":
            yield result


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def bounds(time_limit: float | None, memory_limit: float | None) -> tuple[float | None, int | None]:
    """The limits as the pool takes them: None for none."""
    import sys

    seconds = TIME_LIMIT if time_limit is None else time_limit
    size: float = MEMORY_LIMIT if memory_limit is None else memory_limit
    if memory_limit is None and sys.platform == "win32":
        size = math.inf
    return (None if seconds == math.inf else seconds, None if size == math.inf else int(size))


def check(options: dict[str, Any]) -> None:
    """Raise `TypeError` for an option that `parse` does not have."""
    import inspect

    from .api import parse

    known = set(inspect.signature(parse).parameters) - {"source"}
    for name in options:
        if name not in known:
            raise TypeError(f"parse_many() got an unexpected keyword argument {name!r}")


# -- reading one document -------------------------------------------------------------------------


class Reading:
    """Reads documents with one set of options. One of these lives in each worker."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self._for_text = {
            name: value for name, value in options.items() if name not in ("format", "max_bytes")
        }
        # what is loaded at the first document, patterns above all, is not to count as its time
        self.plan("", "一、甲\n1.2022年6月底前，制定《乙》，新增3所。\n")

    def plan(self, name: str, content: Path | bytes | str) -> WorkPlan:
        """The plan, whose source is called `name`."""
        from .api import parse, parse_text

        if isinstance(content, str):
            return parse_text(content, name=name, **self._for_text)
        return parse(named(name, content), **self.options)

    def plans(self, name: str, content: Path | bytes | str) -> list[WorkPlan]:
        """All plans of the document, one after another."""
        from .api import parse_all, plans_of
        from .source import Source

        if isinstance(content, str):
            return plans_of(Source(text=content, name=name), **self._for_text)
        return parse_all(named(name, content), **self.options)

    def packed(self, name: str, content: Path | bytes | str) -> Content:
        """The plan as JSON, which is made and read again in half the time of a pickle."""
        plan = self.plan(name, content)
        try:
            return ("json", plan.model_dump_json())
        except ValueError:  # a lone surrogate in the text
            import pickle

            return ("pickle", pickle.dumps(plan, pickle.HIGHEST_PROTOCOL))


def named(name: str, content: Path | bytes) -> Any:
    """What `parse` takes, with a name for the source."""
    if isinstance(content, bytes):
        import io

        file = io.BytesIO(content)
        file.name = name
        return file
    return content


def unpack(packed: Content) -> WorkPlan:
    """The plan that `Reading.packed` made."""
    form, data = packed
    if form == "json":
        from .model import WorkPlan

        return WorkPlan.model_validate_json(data)
    import pickle

    assert isinstance(data, bytes)
    plan: WorkPlan = pickle.loads(data)
    return plan


# -- one process and several ----------------------------------------------------------------------


def _here(items: Iterator[Item], options: dict[str, Any]) -> Iterator[Result]:
    reading = Reading(options)
    for name, content in items:
        if isinstance(content, PlankitError):
            yield Result(name, error=content)
            continue
        start = time.perf_counter()
        try:
            plan = reading.plan(name, content)
        except Exception as error:
            yield Result(name, error=error, seconds=time.perf_counter() - start)
        else:
            yield Result(name, plan, seconds=time.perf_counter() - start)


def _in_processes(
    items: Iterator[Item],
    jobs: int,
    limits: tuple[float | None, int | None],
    window: int,
    options: dict[str, Any],
) -> Iterator[Result]:
    from .pool import Pool, Ticket

    portable_options(options)
    waiting: deque[Ticket | Result] = deque()
    held = 0
    more = True
    with Pool(jobs, "plankit.many:Reading", {"options": options}, *limits) as pool:
        while True:
            while more and len(waiting) < window and (held < WINDOW_BYTES or not waiting):
                item = next(items, None)
                if item is None:
                    more = False
                elif isinstance(item.content, PlankitError):
                    waiting.append(Result(item.name, error=item.content))
                else:
                    held += item.size
                    waiting.append(
                        pool.submit(item.name, "packed", item.name, item.content, subject=item.size)
                    )
            if not waiting:
                return
            head = waiting[0]
            while isinstance(head, Ticket) and not head.done:
                event = pool.next()
                if isinstance(event, Ticket):
                    size = 0 if event.value is None else len(event.value[1])
                    held += size - event.subject
                    event.subject = size
            waiting.popleft()
            if isinstance(head, Ticket):
                held -= head.subject
                yield Result(head.name, None, head.error, head.seconds, head.value)
            else:
                yield head


def portable_options(options: dict[str, Any]) -> None:
    """Raise `ValueError` where options cannot go to another process."""
    import pickle

    try:
        data = pickle.dumps(options)
    except Exception as error:
        raise ValueError(
            f"these options cannot be sent to worker processes ({error}); define layouts at the"
            " top of a module, or use jobs=1 without limits"
        ) from error
    if b"c__main__\n" in data or b"\x8c\x08__main__" in data:
        raise ValueError(
            "options defined in the script or notebook itself are unknown to worker processes;"
            " move them to a module of their own, or use jobs=1 without limits"
        )
