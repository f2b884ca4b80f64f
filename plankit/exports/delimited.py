"""Plans as CSV, the way Excel in China opens it: UTF-8 with a byte order mark."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .schema import TABLES, wanted
from .tables import rows

if TYPE_CHECKING:
    from .tables import Plans

# what a spreadsheet would take for a formula; Chinese and Japanese Excel read the full-width
# signs as well, and some programs skip space in front
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LIST_SEPARATOR = "；"


def to_csv(
    plans: Plans,
    path: str | os.PathLike[str],
    table: str | None = "tasks",
    *,
    escape: bool = True,
    encoding: str = "utf-8-sig",
) -> dict[str, Path]:
    """Write a table to the file `path`, or all of them (`table=None`) into the directory `path`.

    Where `path` is a directory, or ends in `/`, the file is `path/TABLE.csv`. Lists are joined with
    ；, dates are ISO, true and false are 1 and 0, null is empty. `escape` puts an apostrophe before
    text that a spreadsheet would take for a formula (= + - @ and their full-width forms, tab, line
    break); numbers stay numbers. Control characters are left out. Returns the files by table;
    raises `ValueError` for an unknown table.
    """
    names = wanted(table)
    folder = table is None or os.fspath(path).endswith(("/", os.sep)) or Path(path).is_dir()
    files = {name: Path(path, f"{name}.csv") if folder else Path(path) for name in names}
    if folder:
        Path(path).mkdir(parents=True, exist_ok=True)
    open_files = []
    try:
        writers = {}
        for name, file in files.items():
            stream = open(file, "w", encoding=encoding, newline="")  # noqa: SIM115 (closed below)
            open_files.append(stream)
            writers[name] = csv.writer(stream)
            writers[name].writerow([column.name for column in TABLES[name]])
        for part in rows(plans, names):
            for name, found in part.items():
                writers[name].writerows([cell(value, escape) for value in row] for row in found)
    finally:
        for stream in open_files:
            stream.close()
    return files


def cell(value: Any, escape: bool = True) -> Any:
    """One value as it is written."""
    if isinstance(value, list):
        value = LIST_SEPARATOR.join(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)  # 5%, not 5.0%; a spreadsheet makes no difference
    if isinstance(value, str):
        value = _CONTROL.sub("", value)
        if escape and _FORMULA.match(value):
            value = "'" + value
    return value
