"""One line on stderr that tells how far a batch is: a bar on a terminal, now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import IO

WIDTH = 24


class Progress:
    """Rate and time left come from the last minute, so that a slow folder shows."""

    def __init__(self, total: int | None, file: IO[str] | None = None, quiet: bool = False) -> None:
        self.total = total
        self.done = self.failed = self.duplicates = self.before = 0
        self._file = file or sys.stderr
        self._live = self._file.isatty()
        self._quiet = quiet
        self._pause = 0.2 if self._live else 10.0
        self._begun = self._told = time.monotonic()
        self._marks: list[tuple[float, int]] = [(self._begun, 0)]
        self._length = 0

    def step(self, status: str) -> None:
        """One document more: "parsed", "failed", "duplicate" or "before" (by an earlier run)."""
        if status == "before":
            self.before += 1
        else:
            self.done += 1
            self.failed += status == "failed"
            self.duplicates += status == "duplicate"
        self.tell()

    def tell(self) -> None:
        """Print the line, if it is time."""
        now = time.monotonic()
        if now - self._told >= self._pause:
            self._told = now
            self._marks.append((now, self.done))
            while len(self._marks) > 2 and now - self._marks[0][0] > 60:
                del self._marks[0]
            self._print(self.line(now))

    def line(self, now: float) -> str:
        """`[████····] 41% 4,100/10,000 98/s 12 failed 3 duplicates 1:02 left`."""
        (then, done), seen = self._marks[0], self.done + self.before
        rate = (self.done - done) / (now - then) if now > then else 0.0
        parts = []
        if self.total:
            share = min(seen / self.total, 1.0)
            full = int(share * WIDTH)
            parts.append(f"[{'█' * full}{'·' * (WIDTH - full)}] {share:4.0%}")
            parts.append(f"{seen:,}/{self.total:,}")
        else:
            parts.append(f"{seen:,} documents")
        parts.append(f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s")
        parts.append(f"{self.failed:,} failed")
        if self.duplicates:
            parts.append(f"{self.duplicates:,} duplicates")
        if self.total and rate > 0:
            parts.append(f"{clock(max(self.total - seen, 0) / rate)} left")
        return "  ".join(parts)

    def close(self) -> None:
        """Print the line for the last time."""
        if self._told > self._begun or self._live:
            self._print(self.line(time.monotonic()))
        if self._live and not self._quiet:
            self._file.write("\n")
            self._file.flush()

    def _print(self, line: str) -> None:
        if self._quiet:
            return
        if self._live:
            self._file.write("\r" + line + " " * max(self._length - len(line), 0))
            self._length = len(line)
        else:
            self._file.write(line + "\n")
        self._file.flush()


def clock(seconds: float) -> str:
    """`1:02` or `3:20:05`."""
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
