"""Tools that people use for a part of this today, on the same text, where they are installed.

    pip install jionlp unstructured

`unstructured` cuts a text into typed paragraphs (it needs a spaCy model, which it downloads);
`jionlp` finds times and sums of money. Neither gives a tree, headers or spans into the source.
"""

from __future__ import annotations

import contextlib
import io
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Work = Callable[[str], Any]


def _unstructured() -> Iterable[tuple[str, Work]]:
    from unstructured.partition.text import partition_text

    yield "unstructured: elements", lambda text: partition_text(text=text)


def _jionlp() -> Iterable[tuple[str, Work]]:
    import jionlp

    now = time.time()
    yield "jionlp: sentences", lambda text: jionlp.split_sentence(text, criterion="coarse")
    yield "jionlp: times", lambda text: jionlp.ner.extract_time(text, time_base=now)
    yield "jionlp: money", jionlp.ner.extract_money


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Without what the tools print and log about themselves."""
    logging.disable(logging.CRITICAL)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        logging.disable(logging.NOTSET)


def others(text: str) -> Iterator[tuple[str, Work | str]]:
    """(what it does, the call), or (name, why it does not run here); each is tried on `text`."""
    for name, tool in (("unstructured", _unstructured), ("jionlp", _jionlp)):
        try:
            with quiet():
                calls = list(tool())
        except ImportError:
            yield name, "not installed"
            continue
        for what, work in calls:
            try:
                with quiet():
                    work(text)
            except Exception as error:  # whatever it lacks here, the other tools are still timed
                yield what, f"{type(error).__name__}: {error}".splitlines()[0][:60]
            else:
                yield what, work
