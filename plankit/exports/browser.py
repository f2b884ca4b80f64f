"""A page in the reader's browser."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path


def browse(page: str, path: str | None) -> str | None:
    """Open a page: the file `path` that holds it, or else a temporary file.

    Such a file stays, for the browser may read it at any time. None if a browser was started,
    otherwise where the page is. Raises `OSError` where the file cannot be written.
    """
    if path is None:
        handle, path = tempfile.mkstemp(prefix="plankit-", suffix=".html")
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
    return None if webbrowser.open(Path(path).resolve().as_uri()) else path
