"""The root of the commands, and the one place where an error becomes a sentence and an exit code."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from kiosk import __version__, logs
from kiosk.cli import (
    audit,
    backup,
    bench,
    cards,
    data,
    demo,
    doctor,
    evaluate,
    export,
    groups,
    imports,
    keys,
    models,
    privacy,
    privacy_rules,
    recover,
    report,
    sample_school,
    school,
    self_check,
    session,
    soak,
    take,
    tally,
    timetable,
)
from kiosk.cli.common import DataDirOption, complain, remember_data_dir
from kiosk.errors import KioskError

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_REFUSED = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130

EPILOG = (
    "Exit codes: 0 done, 1 a check failed, 2 refused (stderr says what and what to do), 70 a bug, "
    "75 the kiosk hung: start it again, 130 interrupted."
)

app = typer.Typer(
    name="kiosk",
    help="Attendance by face, on this machine only: no picture is stored, shown or sent.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"rollcall kiosk {__version__}")
        raise typer.Exit


@app.callback()
def root(
    data_dir: DataDirOption = None,
    version: Annotated[  # noqa: ARG001 - its callback prints and leaves
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    check: Annotated[  # noqa: ARG001 - self_check.spelled makes a command of it
        bool, typer.Option(self_check.OPTION, help="The same as the command self-check.")
    ] = False,
) -> None:
    """Take what holds for every command."""
    remember_data_dir(data_dir)


demo.register(app)
sample_school.register(app)
take.register(app)
school.register(app)
data.register(app)
cards.register(app)
session.register(app)
groups.register(app)
timetable.register(app)
export.register(app)
report.register(app)
imports.register(app)
recover.register(app)
backup.register(app)
keys.register(app)
audit.register(app)
models.register(app)
doctor.register(app)
self_check.register(app)
bench.register(app)
soak.register(app)
tally.register(app)
evaluate.register(app)
privacy.register()
privacy_rules.register(app)


def run(arguments: Sequence[str]) -> int:
    """Run one command line.

    Args:
        arguments: Without the program's name.

    Returns:
        The exit code, as the package's docstring lists them.
    """
    try:
        app(self_check.spelled(arguments), prog_name="kiosk")
    except KioskError as error:
        complain(error)
        return EXIT_REFUSED
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else EXIT_OK
    except BrokenPipeError:
        # The reader of our output went away (`kiosk roster | head`); nothing is left to say to it.
        sys.stderr.close()
        return EXIT_OK
    except Exception as error:  # noqa: BLE001 - the edge of the program: nobody sees a traceback
        logs.bug("command-failed", error)
        typer.echo(
            "Something went wrong inside the program; nothing that was confirmed is lost. "
            "Please report it with the line above or in the log.",
            err=True,
        )
        return EXIT_BUG
    return EXIT_OK
