"""Files of a batch are looked at by workers, in the order of the sources."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from poison import text

import plankit
from plankit.batch.ahead import PATIENCE, Ahead
from plankit.batch.known import digest
from plankit.batch.writing import Writing
from plankit.inputs import Item
from plankit.pool import Ticket

pytest.importorskip("pyarrow")


def test_a_file_that_changes_meanwhile_is_not_taken_for_what_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text(1), "utf-8")
    writing = Writing({}, False)
    (known,) = writing.look([str(path)])
    assert known == digest(text(1))
    assert writing.read(1, str(path), None, known)[0]
    path.write_text(text(2), "utf-8")
    with pytest.raises(plankit.UnreadableSource, match="changed while"):
        writing.read(2, str(path), None, known)


def test_what_cannot_be_looked_at_by_a_worker_is_by_the_parent(tmp_path: Path) -> None:
    good, large = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text(text(1), "utf-8")
    large.write_text(text(2) + "1", "utf-8")
    looked = Looked()
    ahead = Ahead(looked, 4, len(good.read_bytes()))  # type: ignore[arg-type]
    for path in (good, large, tmp_path / "c.txt"):
        ahead.add(Item(str(path), path))
    ahead.flush()
    ahead.add(Item("d", text(4)))
    assert ahead.next(False) is None
    assert not ahead.full
    looked.tickets[0].done, looked.tickets[0].error = True, MemoryError()
    found = [ahead.next(False) for _ in range(5)]
    assert found[4] is None
    assert ahead.empty
    first, second, third, fourth = (one for one in found if one)
    assert (first.content, first.key) == (good.read_bytes(), digest(text(1)))
    assert isinstance(second.content, plankit.TooLarge)
    assert isinstance(third.content, plankit.UnreadableSource)
    assert (fourth.name, fourth.content) == ("d", text(4))


class Looked:
    """Stands for the pool: nothing is done before the test says so."""

    def __init__(self) -> None:
        self.tickets: list[Ticket] = []

    def submit(self, name: str, method: str, *arguments: object, **more: object) -> Ticket:
        ticket = Ticket(name, method, arguments, more["subject"], None, 0)
        self.tickets.append(ticket)
        return ticket


def test_idle_workers_do_not_wait_for_one_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    looked = Looked()
    ahead = Ahead(looked, 9, 1000)  # type: ignore[arg-type]
    for name in ("a", "b"):
        ahead.add(Item(name, Path(name)))
        ahead.flush()
    ahead.add(Item("c", "text"))
    slow, quick = looked.tickets
    quick.done, quick.value = True, [b"2"]
    for idle, later in ((False, 0), (True, 0), (False, 9), (True, 0), (True, 1)):
        now[0] += later
        assert ahead.next(idle) is None
    now[0] += PATIENCE
    assert ahead.next(True) == ("b", None, b"2")
    now[0] += PATIENCE
    assert ahead.next(True) == ("c", "text", digest("text"))
    assert ahead.next(True) is None
    slow.done, slow.value = True, [b"1"]
    assert ahead.next(False) == ("a", None, b"1")
    assert ahead.empty
