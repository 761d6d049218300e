"""What the commands share: options, the data directory, passphrases, and printing for people and machines."""

import json
import sys
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir, default_data_dir
from kiosk.reasons import in_words

if TYPE_CHECKING:
    from rich.console import Console

    from kiosk.domain.clock import Instant

DataDirOption = Annotated[
    Path | None,
    typer.Option("--data-dir", metavar="DIR", help="The attendance data.", show_default="your own"),
]
PassphraseOption = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="The passphrase is this file's first line; without it, you are asked.",
        show_default=False,
    ),
]
NumberOption = Annotated[
    int | None,
    typer.Option(
        "--number",
        metavar="N",
        min=1,
        help="Your sign-in number: without it, every passphrase there is has to be tried.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON on stdout, and nothing else there.")]

HERE = {Code.DUPLICATE_FACE: "Here that is: the same command with --twins."}
"""How a command does what an error's sentence asks for, where the windows have a button."""

_root_data_dir: ContextVar[Path | None] = ContextVar("root_data_dir", default=None)


def remember_data_dir(chosen: Path | None) -> None:
    """Keep what was given before the command's name: `kiosk --data-dir DIR roster`."""
    _root_data_dir.set(chosen)


def the_data_dir(chosen: Path | None) -> DataDir:
    """Give the data directory meant, whether or not it exists; a restore that was cut off is finished first.

    Raises:
        KioskError: RESTORE_INTO when it cannot be finished.
    """
    data_dir = DataDir((chosen or _root_data_dir.get() or default_data_dir()).expanduser().absolute())
    if data_dir.restore_marker.exists():
        from kiosk.storage import swap

        if swap.finish(data_dir.root):
            typer.echo("A restore that had been cut off was finished.", err=True)
    return data_dir


def existing_data_dir(chosen: Path | None) -> DataDir:
    """Give the data directory meant.

    Raises:
        KioskError: DATA_DIR_MISSING when no school was set up there.
    """
    data_dir = the_data_dir(chosen)
    if not data_dir.exists:
        raise KioskError(Code.DATA_DIR_MISSING, where=data_dir.root)
    return data_dir


def read_passphrase(
    file: Path | None,
    prompt: str = "Passphrase",
    *,
    confirm: bool = False,
    without: Code = Code.PASSPHRASE_NEEDED,
) -> str:
    """Read a passphrase from a file's first line, or by a hidden prompt; no argument, no environment.

    Args:
        file: With it on the first line; None to ask.
        prompt: What is asked.
        confirm: Ask twice.
        without: The error when there is neither a file nor a terminal; it names the file's option.

    Raises:
        KioskError: FILE_UNREADABLE; `without`.
    """
    if file is not None:
        try:
            with file.open(encoding="utf-8-sig") as opened:
                return opened.readline().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise KioskError(Code.FILE_UNREADABLE, where=file) from error
    if not sys.stdin.isatty():
        raise KioskError(without)
    return str(typer.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True))


def ask(given: str | None, prompt: str, option: str) -> str:
    """Give an option's value, or ask for it at a terminal.

    Raises:
        KioskError: OPTION_NEEDED when there is no terminal to ask at.
    """
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise KioskError(Code.OPTION_NEEDED, where=option)
    return str(typer.prompt(prompt, err=True))


def parse_day(text: str, today: date) -> date:
    """Read "today" or an ISO date.

    Raises:
        KioskError: DAY_BAD.
    """
    if text.strip().lower() == "today":
        return today
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise KioskError(Code.DAY_BAD, where=text) from error


def complain(error: KioskError) -> None:
    """Say on stderr what happened and what to do."""
    said = in_words(error)
    typer.echo(f"{said.what}\n{said.action}", err=True)
    if error.code in HERE:
        typer.echo(HERE[error.code], err=True)


def console() -> "Console":
    """Give a console on stdout: colours and boxes at a terminal, plain text elsewhere."""
    from rich.console import Console

    # Not a terminal: no width to fit, so no line of a table is cut for whoever reads the pipe.
    return Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 160)


def say(text: str) -> None:
    """Print a line, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def print_json(value: object) -> None:
    """Print one JSON document on one line, at once."""
    say(json.dumps(value, ensure_ascii=False))


def print_table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()
) -> None:
    """Print a table.

    Args:
        title: Above it; "" for none.
        columns: Heads.
        rows: Cells, as they are: no markup is read from them.
        right: Numbers of the columns that hold figures.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, box=box.SIMPLE, title_justify="left")
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number in right else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console().print(table)


def clock_text(moment: "Instant | None") -> str:
    """Give the wall-clock time, "08:01:02", or "" for none."""
    return "" if moment is None else moment.local.strftime("%H:%M:%S")


def moment_json(moment: "Instant | None") -> Mapping[str, object] | None:
    """Give a moment as it is stored: UTC, zone and offset."""
    if moment is None:
        return None
    return {"utc": moment.utc_text, "zone": moment.zone, "offset_minutes": moment.offset_minutes}
