"""The `plankit` command: parse, show, check, view and schema.

Data goes to stdout, in UTF-8 on every system, and messages go to stderr. Exit status: 0 fine, 1 a
document could not be read or has error diagnostics, 2 wrong usage. Whatever takes long to load is
imported in the function that needs it, so that `plankit --help` answers at once.
"""

from __future__ import annotations

import enum
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from .batch_command import batch
from .compare_command import compare
from .diagnostic_lines import Language, located, summed_up
from .version import __version__
from .writer import OutputFormat, Writer

if TYPE_CHECKING:
    from .model import Diagnostic, WorkPlan

STDIN = "<stdin>"
INTERRUPTED, BROKEN_PIPE = 130, 141  # what a shell reports for SIGINT and SIGPIPE


class InputFormat(str, enum.Enum):
    """The kinds of file that plankit reads."""

    text = "text"
    html = "html"
    mhtml = "mhtml"
    markdown = "markdown"
    docx = "docx"
    doc = "doc"
    xlsx = "xlsx"
    pdf = "pdf"
    zip = "zip"


class Repair(str, enum.Enum):
    """Repairs that change words, and so have to be asked for."""

    words = "words"


class QuietGroup(TyperGroup):
    """Ends without a word where the reader of the output went away, or on Ctrl-C."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command, then flush: a broken pipe may show no earlier."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                # also where the command ends with an exit status of its own
                sys.stdout.flush()
        except typer.BadParameter as error:
            # what checks the value in newer versions of typer is named in its message
            error.message = error.message.removeprefix("Value error, ")
            raise
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            # what is still in the buffer has nowhere to go, and Python would complain at its exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(BROKEN_PIPE) from None


app = typer.Typer(
    cls=QuietGroup,
    name="plankit",
    help="Read Chinese government work plans (工作要点) as trees.",
    epilog="FILE may be - for standard input. Exit status: 0 fine, 1 a document could not be read"
    " or has errors, 2 wrong usage.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: rich would double the time to print it
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Files = Annotated[list[str], typer.Argument(metavar="FILE", help="Documents; - is stdin.")]
InputFormats = Annotated[
    InputFormat | None,
    typer.Option("--input-format", help="What FILE is; found out where not given."),
]
KeepScript = Annotated[
    bool, typer.Option("--keep-script", help="Do not turn Traditional script into Simplified.")
]
Repairs = Annotated[
    list[Repair] | None,
    typer.Option(
        "--repair", metavar="words", help="Also undo machine-made swaps of words; may be wrong."
    ),
]


class Reading(NamedTuple):
    """How documents are to be read: the options that all commands share."""

    input_format: str | None
    keep_script: bool
    repair: tuple[str, ...]

    @classmethod
    def of(
        cls, input_format: InputFormat | None, keep_script: bool, repair: list[Repair] | None
    ) -> Reading:
        """From the options as typer gives them."""
        form = input_format.value if input_format else None
        return cls(form, keep_script, tuple(item.value for item in repair or ()))

    def plans(self, files: Sequence[str]) -> Iterator[tuple[int, str, WorkPlan | None]]:
        """Index, name and plan of each file, None for one that cannot be read (and was told of)."""
        from .api import parse as read
        from .errors import PlankitError

        for i, file in enumerate(files):
            name = STDIN if file == "-" else file
            plan = None
            try:
                plan = read(
                    sys.stdin.buffer.read() if file == "-" else file,
                    format=self.input_format,
                    script="keep" if self.keep_script else "simplified",
                    repair=self.repair,
                )
            except PlankitError as error:
                complain(name, str(error))
            except OSError as error:
                complain(name, error.strerror or str(error))
            yield i, name, plan


def complain(name: str, message: str) -> None:
    """One line on stderr: `plankit: NAME: message`."""
    line = " ".join(message.split()).removeprefix(f"{name}: ")
    if name == STDIN:
        line = line.removeprefix("input: ")
    if "\n" in name:  # a text given for a path
        name = name.lstrip().split("\n", 1)[0][:20] + "…"
    print(f"plankit: {name}: {line}", file=sys.stderr, flush=True)


def errors_of(plan: WorkPlan) -> list[Diagnostic]:
    """The diagnostics that make the exit status 1."""
    return [d for d in plan.diagnostics if d.severity == "error"]


# -- parse ----------------------------------------------------------------------------------------


@app.command()
def parse(
    files: Files,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="OUT", help="A file, or a directory for several."),
    ] = None,
    form: Annotated[
        OutputFormat, typer.Option("--format", "-f", help="What to write.")
    ] = OutputFormat.json,
    input_format: InputFormats = None,
    keep_script: KeepScript = False,
    repair: Repairs = None,
) -> None:
    """Write plans as JSON, Markdown or a ledger (任务分解表) for Excel.

    Several files give one JSON array on stdout, one line each with -f jsonl, one workbook with
    -f xlsx.
    """
    from .errors import MissingDependency

    writer = Writer(files, output, form)
    failed = False
    try:
        for i, name, plan in Reading.of(input_format, keep_script, repair).plans(files):
            if plan is None:
                failed = True
                continue
            writer.write(i, plan)
            for line in located(name, plan, errors_of(plan)):
                failed = True
                print(f"plankit: {line}", file=sys.stderr)
        writer.close()
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(str(error.filename or output or "<stdout>"), error.strerror or str(error))
        failed = True
    except MissingDependency as error:
        complain(str(output), str(error))
        failed = True
    raise typer.Exit(int(failed))


# -- show and check -------------------------------------------------------------------------------


@app.command()
def show(
    files: Files,
    input_format: InputFormats = None,
    keep_script: KeepScript = False,
    repair: Repairs = None,
    lang: Annotated[Language, typer.Option("--lang", help="Names and totals in this.")] = (
        Language.en
    ),
) -> None:
    """Print plans as trees, the facts counted.

    Columns: 步 measures, 数 quantities, 期 dates, 文 documents cited, 责 owners.
    """
    from .display import Terminal, print_plan

    console = Terminal(file=sys.stdout, highlight=False, markup=False, emoji=False)
    failed = False
    for i, _, plan in Reading.of(input_format, keep_script, repair).plans(files):
        if plan is None:
            failed = True
            continue
        if i:
            console.print()
        print_plan(plan, console, lang is Language.zh)
        failed = failed or bool(errors_of(plan))
    raise typer.Exit(int(failed))


@app.command()
def check(
    files: Files,
    everything: Annotated[bool, typer.Option("--all", help="Notes of level info as well.")] = False,
    language: Annotated[
        Language, typer.Option("--lang", help="The language of the messages.")
    ] = Language.en,
    input_format: InputFormats = None,
    keep_script: KeepScript = False,
    repair: Repairs = None,
) -> None:
    """List what is amiss with documents.

    A line each: FILE:LINE:COLUMN: CODE MESSAGE. Lines and columns count from 1.
    """
    found = {"error": 0, "warning": 0, "info": 0}
    unreadable = 0
    for _, name, plan in Reading.of(input_format, keep_script, repair).plans(files):
        if plan is None:
            unreadable += 1
            continue
        for diagnostic in plan.diagnostics:
            found[diagnostic.severity] += 1
        shown = [d for d in plan.diagnostics if everything or d.severity != "info"]
        for line in located(name, plan, shown, language):
            print(line)
    print(summed_up(len(files), found, unreadable, everything, language))
    raise typer.Exit(int(bool(found["error"] or unreadable)))


# -- view -----------------------------------------------------------------------------------------


@app.command()
def view(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document; - is stdin.")],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT", help="Where the page goes.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    input_format: InputFormats = None,
    keep_script: KeepScript = False,
    repair: Repairs = None,
) -> None:
    """Write a page that shows a document with all that was found in it.

    The page works from disk, without a network. Without -o it goes to stdout, or with --open to a
    temporary file.
    """
    if output is None and not open_ and sys.stdout.isatty():
        raise typer.BadParameter("a page is no reading for a terminal: give -o OUT or --open")
    given = output is not None and file != "-" and os.path.exists(output) and os.path.exists(file)
    if given and os.path.samefile(file, str(output)):
        raise typer.BadParameter(f"{output} is the document to be read", param_hint="-o")
    _, name, plan = next(Reading.of(input_format, keep_script, repair).plans([file]))
    if plan is None:
        raise typer.Exit(1)
    try:
        page = plan.to_html(output)
        if open_:
            from .exports.browser import browse

            opened = browse(page, output)
            if opened is not None:
                complain(opened, "no browser found; the page is there")
        elif output is None:
            sys.stdout.write(page)
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(str(error.filename or output or "<stdout>"), error.strerror or str(error))
        raise typer.Exit(1) from None
    for line in located(name, plan, errors_of(plan)):
        print(f"plankit: {line}", file=sys.stderr)
    raise typer.Exit(int(bool(errors_of(plan))))


app.command()(batch)
app.command()(compare)


# -- schema and version ---------------------------------------------------------------------------


@app.command()
def schema() -> None:
    """Print the JSON Schema of a plan."""
    import json

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a plan as `parse` writes it."""
    from .model import SCHEMA_VERSION, WorkPlan

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:plankit:workplan:{SCHEMA_VERSION}",
        "x-plankit-version": __version__,
        "x-schema-version": SCHEMA_VERSION,
        **WorkPlan.model_json_schema(mode="serialization"),
    }


def print_version(wanted: bool) -> None:
    """`plankit --version`."""
    if wanted:
        print(f"plankit {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and end.", callback=print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Read Chinese government work plans (工作要点) as trees."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process by default); the exit status."""
    for stream, errors in ((sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        # a Windows console or pipe may be in GBK, which lacks ① in some tables and most of Big5
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")
    try:
        app(args=None if arguments is None else list(arguments), prog_name="plankit")
    except SystemExit as stop:
        code = stop.code
        return code if isinstance(code, int) else int(code is not None)
    return 0
