"""`kiosk doctor`: what this machine lacks, a line each, with what to do. Changes nothing."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk import logs
from kiosk.cli.common import DataDirOption, JsonOption, console, print_json, the_data_dir
from kiosk.domain.findings import Finding, Level
from kiosk.errors import KioskError

if TYPE_CHECKING:
    from kiosk.paths import DataDir

Check = Callable[["DataDir"], Finding]

_STYLES = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "bold red"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


BundleOption = Annotated[
    Path | None,
    typer.Option(
        "--bundle",
        metavar="FILE",
        help="Write a support file without anybody's datum; it is shown first, whole.",
        show_default=False,
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Save the support file without asking.")]


def doctor(
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
    bundle: BundleOption = None,
    yes: YesOption = False,
) -> None:
    """Check this machine: a line each, with what to do. Exit code 1 when something fails."""
    where = the_data_dir(data_dir)
    findings = examine(where)
    if bundle is not None:
        from kiosk.cli.bundle import offer

        offer(where, findings, bundle, is_agreed=yes)
        return
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        _print(findings)
    if any(finding.level is Level.FAIL for finding in findings):
        raise typer.Exit(1)


def examine(data_dir: "DataDir") -> list[Finding]:
    """Run every check; one that breaks is a failed line, and the others still run."""
    from kiosk.cli import checks

    return [_run(name, check, data_dir) for name, check in checks.CHECKS.items()]


def _run(name: str, check: Check, data_dir: "DataDir") -> Finding:
    try:
        return check(data_dir)
    except KioskError as error:
        return Finding(name, Level.FAIL, error.what, error.action)
    except Exception as error:  # noqa: BLE001 - a diagnosis must not end at the first thing that is broken
        logs.bug("doctor-check-failed", error)
        return Finding(name, Level.FAIL, f"could not be checked ({type(error).__name__})", "Report it.")


def _print(findings: list[Finding]) -> None:
    from rich.text import Text

    out = console()
    width = max(len(finding.check) for finding in findings)
    for finding in findings:
        line = Text(f"{finding.level.value:<5}", style=_STYLES[finding.level])
        line.append(f" {finding.check:<{width}}  {finding.found}", style="default not bold")
        if finding.action:
            line.append(f" -> {finding.action}", style="default not bold")
        out.print(line)
