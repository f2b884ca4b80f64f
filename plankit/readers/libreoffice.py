"""Legacy Office files through LibreOffice, where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ..errors import CorruptFile, UnsupportedFormat

TIMEOUT = 120
"""Seconds that a conversion may take. A first start takes 5 to 15, each further one 1 to 3."""

PROGRAMS = ("soffice", "libreoffice")

_FILTERS = {
    "doc": "doc:MS Word 97",
    "docx": "docx:MS Word 2007 XML",
    "xls": "xls:MS Excel 97",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
}


def find() -> str | None:
    """The path of LibreOffice, or None."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def convert(data: bytes, suffix: str, to: str, name: str | None) -> bytes:
    """The bytes of a file of type `suffix` ("doc") as the bytes of one of type `to` ("docx").

    `UnsupportedFormat` where LibreOffice is missing, `CorruptFile` where it cannot read the file
    or takes more than `TIMEOUT` seconds.
    """
    shown = name or "input"
    program = find()
    if program is None:
        raise UnsupportedFormat(
            f"{shown}: a .{suffix} file, which plankit reads through LibreOffice; "
            f"install LibreOffice, or save the file as .{to} in Word or WPS"
        )
    # a profile of its own: conversions at the same time would else wait for one another, or fail
    with tempfile.TemporaryDirectory(prefix="plankit-", ignore_cleanup_errors=True) as folder:
        given = Path(folder, f"given.{suffix}")
        given.write_bytes(data)
        made = Path(folder, "made", f"given.{to}")
        profile = Path(folder, "profile").as_uri()
        command = [
            program, f"-env:UserInstallation={profile}", "--headless", "--norestore",
            "--nolockcheck", "--nodefault", "--nofirststartwizard",
            "--convert-to", _FILTERS[to], "--outdir", str(made.parent), str(given),
        ]  # fmt: skip
        said = _run(command, folder, shown)
        if not made.is_file():
            reason = said.strip().splitlines()[-1:] or ["no reason given"]
            raise CorruptFile(
                f"{shown}: LibreOffice cannot read it ({reason[0][:200]}); "
                f"open it in Word or WPS and save it as .{to}"
            )
        return made.read_bytes()


def _run(command: list[str], folder: str, shown: str) -> str:
    """What the program says; its whole process group ends with it."""
    environment = {**os.environ, "HOME": folder}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise CorruptFile(
            f"{shown}: LibreOffice did not finish within {TIMEOUT} seconds; "
            "open the file in Word or WPS and save it anew"
        ) from error
    finally:
        if process.poll() is None:
            _end(process)
    return said.decode("utf-8", "replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        # soffice is a script; what works is its child
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.communicate()
