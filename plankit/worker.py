"""What runs in a worker process: it does as it is asked over a pipe, until the pipe ends.

A worker is started as `python -c`, not through `multiprocessing`: nothing of the caller's script is
run again in it, so scripts need no main guard on any system, and notebooks work as well.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import signal
import struct
import sys
import threading
import time
from importlib import import_module
from typing import IO, Any, NamedTuple

MEMORY_STATUS = 86
"""Exit status of a worker that ended itself because it used too much memory."""

_HEAD = struct.Struct(">Q")


class Reply(NamedTuple):
    """What came of one request. `status` is "done", "failed" (an exception) or "memory"."""

    status: str
    value: Any
    seconds: float


def frame(message: Any) -> bytes:
    """One message as it goes over a pipe."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _HEAD.pack(len(data)) + data


def unframed(data: bytearray) -> list[Any]:
    """The messages that have come whole, which are taken off `data`."""
    found: list[Any] = []
    at = 0
    while len(data) >= at + _HEAD.size:
        begin = at + _HEAD.size
        end = begin + _HEAD.unpack_from(data, at)[0]
        if len(data) < end:
            break
        with memoryview(data) as view, view[begin:end] as part:
            found.append(pickle.loads(part))
        at = end
    del data[:at]
    return found


def send(pipe: IO[bytes], message: Any) -> None:
    """Write one message, pickled; `OSError` where the other side is gone."""
    pipe.write(frame(message))
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read one message; `EOFError` where the other side is gone."""
    size = _HEAD.unpack(_exactly(pipe, _HEAD.size))[0]
    return pickle.loads(_exactly(pipe, size))


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if data is None or len(data) < size:
        raise EOFError
    return data


def main() -> None:
    """Serve requests from standard input, with replies on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    # what a library prints must not run into the replies
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    try:
        factory, options, memory_limit = receive(requests)
    except EOFError:
        return
    try:
        module, _, name = factory.partition(":")
        subject = getattr(import_module(module), name)(**options)
    except BaseException as error:
        send(replies, Reply("failed", portable(error), 0.0))
        return
    # what was loaded stays for good: not to look through it, and to look less often, saves a tenth
    # to a sixth of the time of a document; memory grew by 4 MB
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    send(replies, Reply("done", None, 0.0))
    if memory_limit is not None:
        limit_memory(memory_limit)

    waiting: queue.SimpleQueue[tuple[str, tuple[Any, ...]]] = queue.SimpleQueue()

    def listen() -> None:
        # in a thread, so that the end of the parent ends this process in the middle of a document
        while True:
            try:
                waiting.put(receive(requests))
            except (EOFError, OSError):
                os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        method, arguments = waiting.get()
        start = time.perf_counter()
        try:
            value, status = getattr(subject, method)(*arguments), "done"
        except MemoryError:
            value, status = None, "memory"
        except Exception as error:
            value, status = portable(error), "failed"
        seconds = time.perf_counter() - start
        arguments = ()
        try:
            send(replies, Reply(status, value, seconds))
        except MemoryError:
            gc.collect()
            send(replies, Reply("memory", None, seconds))
        except OSError:
            return
        del value


def portable(error: BaseException) -> BaseException:
    """The exception itself where it survives pickling, else one that says the same."""
    from .errors import WorkerError

    try:
        again = pickle.loads(pickle.dumps(error))
        if type(again) is type(error) and str(again) == str(error):
            return error
    except Exception:
        pass
    return WorkerError(f"{type(error).__name__}: {error}")


def limit_memory(limit: int) -> None:
    """Let this process grow by `limit` bytes and no more."""
    system = str(sys.platform)  # a plain string, so that every branch is type-checked everywhere
    if system == "win32":
        return  # refused by the parent already
    import resource

    if system == "linux":
        # the data segment and private mappings: what is allocated, whether touched or not
        with open("/proc/self/status", encoding="ascii", errors="replace") as file:
            used = next((int(ln.split()[1]) for ln in file if ln.startswith("VmData:")), 0) * 1024
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = used + limit
        if hard != resource.RLIM_INFINITY:
            wanted = min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
        return

    # macOS does not hold processes to RLIMIT_DATA: watch the peak instead
    unit = 1 if system == "darwin" else 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit + limit

    def watch() -> None:
        while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit <= most:
            time.sleep(0.05)
        os._exit(MEMORY_STATUS)

    threading.Thread(target=watch, daemon=True).start()
