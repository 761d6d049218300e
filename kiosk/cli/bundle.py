"""The support file in a terminal: shown whole, then saved if that is wanted."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kiosk.cli.common import say
from kiosk.domain.findings import Finding
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private

if TYPE_CHECKING:
    from kiosk.paths import DataDir


def offer(data_dir: "DataDir", findings: Sequence[Finding], out: Path, *, is_agreed: bool) -> None:
    """Show the support file, and save what was shown.

    Args:
        data_dir: The school, or where one would be.
        findings: Of the doctor.
        out: Where it goes; a file that is there is replaced.
        is_agreed: Save without asking.

    Raises:
        KioskError: OPTION_NEEDED when there is no terminal to ask at; FILE_NOT_WRITTEN.
    """
    from kiosk.cli.desk import now_here
    from kiosk.runtime.bundle import make

    text = make(data_dir, findings, now_here(), _counts(data_dir))
    say(text)
    if not is_agreed:
        if not sys.stdin.isatty():
            raise KioskError(Code.OPTION_NEEDED, where="--yes")
        if not typer.confirm("This is all of it. Save it?", default=False, err=True):
            return
    try:
        write_private(out, text.encode())
    except OSError as error:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=out) from error
    typer.echo(f"Written: {out}", err=True)


def _counts(data_dir: "DataDir") -> Mapping[str, int] | None:
    """Count by the device key, changing nothing; None while a kiosk uses the data or they do not open."""
    from kiosk.cli.desk import now_here
    from kiosk.storage.looking_in import look

    if not data_dir.exists:
        return None
    try:
        found = look(data_dir, now_here())
    except KioskError:
        return None
    return None if found is None else found.counts
