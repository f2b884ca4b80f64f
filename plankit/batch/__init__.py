"""Piles of documents to a Parquet dataset, which a killed run leaves whole and another continues.

`run` reads sources into a directory; `plankit batch` is its face on the command line.
"""

from __future__ import annotations

from .running import Settings, run

__all__ = ["Settings", "run"]
