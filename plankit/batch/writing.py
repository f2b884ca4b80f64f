"""What a worker of a batch does: read documents, hold their rows, write them to Parquet."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from ..errors import PlankitError, TooLarge, UnreadableSource
from ..exports.schema import TABLES
from ..exports.tables import Row
from ..inputs import is_archive
from ..readers import MAX_BYTES, load
from .journal import dumped
from .known import digest
from .partitions import NEVER, NOWHERE, PARTITION


class _NoPandas:
    """Hides pandas from whoever looks for it."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _load_arrow() -> None:
    """Load pyarrow, but not pandas: 0.4 s and 60 MB for it to learn that a list is no Series."""
    import pyarrow as pa
    import pyarrow.parquet

    if "pandas" in sys.modules:
        return
    finder: Any = _NoPandas
    sys.meta_path.insert(0, finder)
    try:
        pa.array([0])  # it looks for pandas once
    finally:
        sys.meta_path.remove(finder)


Held = tuple["dict[str, list[Row]]", "tuple[str, int]"]


class Writing:
    """Rows of documents by the key that each was given, until they are written or dropped."""

    def __init__(self, options: dict[str, Any], partition: bool) -> None:
        from ..many import Reading

        self._reading = Reading(options)
        self._partition = partition
        self._max_bytes = options.get("max_bytes", MAX_BYTES)
        self._held: dict[int, list[Held]] = {}
        _load_arrow()  # before the memory limit is set

    def look(self, names: list[str]) -> list[bytes | PlankitError | None]:
        """What each file is known by, or why it cannot be read; None for an archive."""
        return [self._look(name) for name in names]

    def _look(self, name: str) -> bytes | PlankitError | None:
        try:
            data, _ = load(name, self._max_bytes)
        except TooLarge as error:
            with open(name, "rb") as file:
                return None if file.read(2) == b"PK" else error
        except PlankitError as error:
            return error
        return None if is_archive(data, name) else digest(data)

    def read(
        self, key: int, name: str, content: bytes | str | None, known: bytes = b""
    ) -> tuple[list[str], int, str]:
        """Read a document; its plans, the number of their rows, and the journal's words on it.

        Without `content` it is the file of that name, which must be as it is `known`.
        """
        from ..exports.tables import rows

        if content is None:
            content, _ = load(name, self._max_bytes)
            if digest(content) != known:
                raise UnreadableSource(f"{name}: it was changed while the batch was running")
        held: list[Held] = []
        plan_ids: list[str] = []
        diagnostics: Counter[str] = Counter()
        plans = self._reading.plans(name, content)
        for plan, found in zip(plans, rows(plans), strict=True):
            plan_ids.append(found["plans"][0][0])
            region = plan.metadata.region
            code = region.code if region else None
            held.append((found, (code[:2] + "0000" if code else NOWHERE, plan.year or NEVER)))
            diagnostics.update(f"{d.severity}:{d.code}" for d in plan.diagnostics)
        self._held[key] = held
        count = sum(len(part) for found, _ in held for part in found.values())
        told = {
            "plan_ids": plan_ids,
            "layout": plans[0].layout,
            "format": plans[0].source.format,
            "characters": len(plans[0].source.text),
            "nodes": sum(len(found["nodes"]) for found, _ in held),
            "rows": count,
            "diagnostics": dict(diagnostics),
        }
        return plan_ids, count, dumped(told)[1:-1]

    def write(self, folder: str, keys: list[int], dropped: list[int]) -> dict[str, Any]:
        """Write the rows of `keys` as a file a table, and forget those of `dropped`."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        from ..exports.arrow import table_of

        for key in dropped:
            self._held.pop(key, None)
        parts = [part for key in keys for part in self._held.get(key, ())]
        into = Path(folder)
        into.mkdir(parents=True, exist_ok=True)
        counts: dict[str, int] = {}
        size = 0
        for name in TABLES:
            table = table_of(name, [row for found, _ in parts for row in found[name]])
            if self._partition:
                where = [at for found, at in parts for _ in found[name]]
                columns = [[at[0] for at in where], [at[1] for at in where]]
                for column, values, kind in zip(
                    PARTITION, columns, (pa.string(), pa.int32()), strict=True
                ):
                    table = table.append_column(column, pa.array(values, kind))
            path = into / f"{name}.parquet"
            with open(path, "wb") as file:
                pq.write_table(table, file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
            counts[name] = table.num_rows
            size += path.stat().st_size
        for key in keys:
            self._held.pop(key, None)
        return {"rows": counts, "bytes": size}
