"""The command `plankit compare`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from .model import WorkPlan

ENDINGS = (".html", ".htm", ".xlsx", ".json")


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="The first plan, mostly the older.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The second plan.")],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="OUT", help="A file: .html, .xlsx or .json."),
    ] = None,
    keep_script: Annotated[
        bool, typer.Option("--keep-script", help="Do not turn Traditional script into Simplified.")
    ] = False,
) -> None:
    """Compare two plans: tasks, targets, responsible units, words.

    Of different years, or of different places. Without -o, what changed is printed.
    """
    from .command import Reading, complain

    _check(output, (a, b))
    plans = [plan for _, _, plan in Reading(None, keep_script, ()).plans([a, b])]
    if plans[0] is None or plans[1] is None:
        raise typer.Exit(1)
    if problem := _deliver(plans[0], plans[1], output):
        complain(*problem)
        raise typer.Exit(1)


def _check(output: str | None, files: Sequence[str]) -> None:
    """Refuse, as wrong usage, an output of an unknown ending or one that is to be read."""
    if output is None:
        return
    if not output.lower().endswith(ENDINGS):
        raise typer.BadParameter(f"{output} ends in none of {', '.join(ENDINGS)}")
    for file in files:
        both = file != "-" and os.path.exists(file) and os.path.exists(output)
        if both and os.path.samefile(file, output):
            raise typer.BadParameter(f"{output} is one of the documents to be read")


def _deliver(a: WorkPlan, b: WorkPlan, output: str | None) -> tuple[str, str] | None:
    """Compare, then write `output` or print; what went wrong, if anything: of what, and why."""
    from .comparison import compare as match
    from .comparison.console import lines, write
    from .errors import MissingDependency

    try:
        found = match(a, b)
        if output is not None:
            write(found, output)
        else:
            for line in lines(found):
                print(line)
    except MissingDependency as error:
        return "compare", str(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        return str(error.filename or output or "<stdout>"), error.strerror or str(error)
    return None
