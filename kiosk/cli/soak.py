"""`kiosk soak`: hours of everything at once at the real program, in a throw-away school."""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import JsonOption, print_json, say
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.cli.soak_report import Report
    from kiosk.cli.soak_watch import Sample

PREFIX = "rollcall-soak-"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("soak")(soak)


def soak(
    hours: Annotated[float, typer.Option("--hours", metavar="H", min=0.001, help="How long.")] = 2.0,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of everything that is done.")] = 0,
    samples: Annotated[
        Path | None,
        typer.Option("--samples", metavar="FILE", help="Every sample as a line of JSON, as it is taken."),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE.png", help="Memory and counts over time.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Let people, a teacher, faults and clock steps at the program for hours; say what grew or was lost.

    It needs neither a camera nor a screen. The school is made for it and thrown away. Ctrl+C ends it early,
    with a report of what ran.
    """
    from kiosk.cli import soak_report
    from kiosk.ui.print.canvas import check_suffix

    if plot is not None:
        check_suffix(plot)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix=PREFIX) as throw_away:
        found, taken = _run(Path(throw_away), hours, seed, samples)
        if plot is not None:
            soak_report.plot(taken, plot)
    problems = found.problems()
    if as_json:
        print_json(found.as_json())
    else:
        for line in soak_report.lines(found):
            say(line)
    for problem in problems:
        _tell(problem)
    raise typer.Exit(1 if problems else 0)


def _run(folder: Path, hours: float, seed: int, samples: Path | None) -> "tuple[Report, list[Sample]]":
    from kiosk.cli.soak_run import Soak

    if samples is None:
        return Soak(folder, hours, seed, _tell, lambda _: None).run()
    try:
        opened = samples.open("w", encoding="utf-8")
    except OSError as error:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=samples) from error
    with opened:

        def keep(sample: "Sample") -> None:
            opened.write(json.dumps(sample.as_json()) + "\n")
            opened.flush()

        return Soak(folder, hours, seed, _tell, keep).run()


def _tell(text: str) -> None:
    """Say how far it is, where the figures do not go."""
    typer.echo(text, err=True)
    sys.stderr.flush()
