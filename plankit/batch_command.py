"""The command `plankit batch`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

INTERRUPTED = 130


def batch(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders, globs, zip archives; .jsonl, .csv and .parquet of texts.",
        ),
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="DIR", help="Where the dataset is to be.")
    ],
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the batch that DIR holds.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="With --resume: try failed documents again.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Processes; one for each core by default."),
    ] = None,
    partition: Annotated[
        bool, typer.Option("--partition", help="Lay the tables out by region and year.")
    ] = False,
    text_column: Annotated[
        str, typer.Option(metavar="NAME", help="Where records have their text (or bytes).")
    ] = "text",
    id_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="Where records have their name.")
    ] = None,
    time_limit: Annotated[
        float, typer.Option(min=0.001, metavar="SECONDS", help="Most time for a document.")
    ] = 60.0,
    memory_limit: Annotated[
        int | None,
        typer.Option(min=1, metavar="MB", help="Most memory for a document; 2048 by default."),
    ] = None,
    keep_script: Annotated[
        bool, typer.Option("--keep-script", help="Do not turn Traditional script into Simplified.")
    ] = False,
    repair: Annotated[
        str | None,
        typer.Option(metavar="words", help="Also undo machine-made swaps of words; may be wrong."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Read any number of documents into a Parquet dataset.

    A run that was interrupted or killed goes on with --resume. The summary is printed and written
    to DIR/summary.json.
    """
    from .batch import Settings, run
    from .batch.records import Columns
    from .batch.summary import printed
    from .errors import PlankitError

    if retry_failed and not resume:
        raise typer.BadParameter("goes with --resume", param_hint="--retry-failed")
    if repair not in (None, "words"):
        raise typer.BadParameter("there is only: words", param_hint="--repair")
    options = {"script": "keep"} if keep_script else {}
    settings = Settings(
        jobs=jobs,
        resume=resume,
        retry_failed=retry_failed,
        partition=partition,
        columns=Columns(text_column, id_column),
        time_limit=time_limit,
        memory_limit=None if memory_limit is None else memory_limit * 2**20,
        options=options | ({"repair": (repair,)} if repair else {}),
        quiet=quiet,
    )
    try:
        found = run(sources, output, settings)
    except (PlankitError, ValueError) as error:
        print(f"plankit: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    except OSError as error:
        name = error.filename or output
        print(f"plankit: {name}: {error.strerror or error}", file=sys.stderr)
        raise typer.Exit(1) from None
    print(printed(found, output))
    if found["run"]["interrupted"]:
        print(f"plankit: interrupted; --resume -o {output} goes on from here", file=sys.stderr)
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(int(found["run"]["failed"] > 0))
