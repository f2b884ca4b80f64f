"""Where `plankit parse` writes: stdout, one file, or a file for each document in a directory."""

from __future__ import annotations

import enum
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import typer

if TYPE_CHECKING:
    from .model import WorkPlan


class OutputFormat(str, enum.Enum):
    """What `parse` writes."""

    json = "json"
    jsonl = "jsonl"
    markdown = "markdown"
    xlsx = "xlsx"


ENDINGS: Final = {
    OutputFormat.json: ".json",
    OutputFormat.jsonl: ".jsonl",
    OutputFormat.markdown: ".md",
    OutputFormat.xlsx: ".xlsx",
}
TOGETHER: Final = (OutputFormat.jsonl, OutputFormat.xlsx)
"""Formats of which one file holds several plans."""


def output_paths(files: Sequence[str], output: str, ending: str) -> list[Path]:
    """Where each file's plan goes under the directory `output`.

    The file's name with its ending changed; with the ending added, where two files would meet.
    """
    names = [Path("stdin" if file == "-" else file) for file in files]
    stems = [name.stem for name in names]
    paths = [
        Path(output, (name.stem if stems.count(name.stem) == 1 else name.name) + ending)
        for name in names
    ]
    for path in paths:
        if paths.count(path) > 1:
            raise typer.BadParameter(f"two files would be written to {path}")
    return paths


class Writer:
    """Writes plans to stdout, to one file, or to a file each in a directory.

    A file is opened when there is a plan to write, so that an unreadable document leaves what was
    there before.
    """

    def __init__(self, files: Sequence[str], output: str | None, form: OutputFormat) -> None:
        if form is OutputFormat.xlsx and output is None:
            raise typer.BadParameter("-f xlsx needs -o: a workbook is no text")
        self.form = form
        self.paths: list[Path] | None = None
        self.path: Path | None = None
        if output is not None:
            each = output.endswith(("/", os.sep)) or Path(output).is_dir()
            if each or (len(files) > 1 and form not in TOGETHER):
                if Path(output).is_file():
                    raise typer.BadParameter(f"{output} is a file; several plans need a directory")
                self.paths = output_paths(files, output, ENDINGS[form])
            else:
                self.path = Path(output)
            sources = {Path(file).resolve() for file in files if file != "-"}
            for path in self.paths or [Path(output)]:
                if path.resolve() in sources:
                    raise typer.BadParameter(f"{path} is one of the documents to read")
        self.array = self.paths is None and form is OutputFormat.json and len(files) > 1
        self.stream: TextIO | None = None
        self.written = 0
        self.book: list[WorkPlan] = []

    def text(self, plan: WorkPlan) -> str:
        """The plan in the output format, ending in a line break."""
        if self.form is OutputFormat.markdown:
            from .exports.markdown import to_markdown

            return to_markdown(plan)
        return plan.to_json(indent=None if self.form is OutputFormat.jsonl else 2) + "\n"

    def write(self, i: int, plan: WorkPlan) -> None:
        """Write the plan of the `i`-th file."""
        if self.paths is not None:
            self.paths[i].parent.mkdir(parents=True, exist_ok=True)
        if self.form is OutputFormat.xlsx:
            if self.paths is not None:
                plan.to_xlsx(self.paths[i])
            else:
                self.book.append(plan)  # written as one, when all are there
            return
        text = self.text(plan)
        if self.paths is not None:
            with open(self.paths[i], "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            return
        if self.stream is None:
            self.stream = (
                open(self.path, "w", encoding="utf-8", newline="\n")  # noqa: SIM115 (closed in close)
                if self.path
                else sys.stdout
            )
        if self.array:
            text = ("[\n" if not self.written else ",\n") + text.rstrip("\n")
        elif self.form is OutputFormat.markdown and self.written:
            text = "\n" + text
        self.stream.write(text)
        self.stream.flush()
        self.written += 1

    def close(self) -> None:
        """End an array, write a workbook of several plans, and close the file."""
        if self.book and self.path is not None:
            from .exports.workbook import to_xlsx

            to_xlsx(self.book, self.path)
        if self.array:
            stream = self.stream or (sys.stdout if self.path is None else None)
            if stream is not None:
                stream.write("\n]\n" if self.written else "[]\n")
        if self.path is not None and self.stream is not None:
            self.stream.close()
