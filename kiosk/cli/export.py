"""`kiosk export`: a sheet of a day, several days, a register, a group or a person as a file."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk import settings
from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    PassphraseOption,
    existing_data_dir,
    parse_day,
    print_json,
    say,
)
from kiosk.cli.desk import class_named, session_like, signed_in_to
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

    from kiosk.domain.follow_up import ReportScope
    from kiosk.domain.people import DaySheet
    from kiosk.reports.watch import Watch
    from kiosk.reports.words import SheetWords
    from kiosk.runtime.api import DeskApi
    from kiosk.runtime.api_register import ReportsApi

Told = Callable[[str, int, int], None]
"""Called with what is done, how much of it, and of how much."""


class SheetFormat(StrEnum):
    """What a sheet can be written as."""

    XLSX = "xlsx"
    CSV = "csv"
    MACHINE_CSV = "machine-csv"
    PDF = "pdf"


class SheetLanguage(StrEnum):
    """What the titles, states and methods of a sheet can be said in."""

    ENGLISH = "en"
    ARABIC = "ar"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    day: Annotated[
        str | None, typer.Option("--day", metavar="D", help="2026-11-22, or today.", show_default="today")
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="D", help="The first of several days.", show_default=False)
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="D", help="The last of them.", show_default="today")
    ] = None,
    session: Annotated[
        str | None,
        typer.Option("--session", metavar="ID", help="One register of the day.", show_default="all"),
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar="NAME", help="One group.", show_default="all")
    ] = None,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="ID", help="One person, by the school's id.", show_default="all"),
    ] = None,
    fmt: Annotated[
        SheetFormat,
        typer.Option(
            "--format", help="For Excel; for any spreadsheet; for programs (raw values); for paper."
        ),
    ] = SheetFormat.XLSX,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Where to; a folder gets the sheet's usual name.", show_default="here"
        ),
    ] = None,
    language: Annotated[
        SheetLanguage | None,
        typer.Option(
            help="Of titles, states and methods.", show_default="the kiosk's; English where none is set"
        ),
    ] = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a sheet. It holds names: keep it where only you can read it.

    The file of machine-csv has raw values: never open it in a spreadsheet, which would run them.
    """
    if first is None and last is not None:
        raise typer.BadParameter("--to needs --from")
    if day is not None and first is not None:
        raise typer.BadParameter("--day goes without --from and --to")
    if session is not None and (first or group or person):
        raise typer.BadParameter("--session goes with --day only")
    _check_ending(out, fmt)
    chosen_language = settings.load_or_default(existing_data_dir(data_dir).settings_file)[0].language
    words, application = words_in(language or chosen_language)
    with signed_in_to(data_dir, passphrase_file, own_number) as services, _progress() as told:
        today = services.clock().local_date
        days = _days(day, first, last, today)
        scope = scope_of(services.desk, days, session=session, group=group, person=person)
        _refuse_empty(services.desk, scope)
        sheet, path = export_sheet(services.reports, scope, fmt, out or Path.cwd(), words, told)
    del application  # kept until the file is written: translators and fonts live in it
    if as_json:
        print_json(
            {
                "path": str(path),
                "rows": len(sheet.rows),
                "day": sheet.day,
                "last_day": sheet.last_day or sheet.day,
                "format": fmt.value,
            }
        )
    else:
        say(f"Written to {path}. Lines: {len(sheet.rows)}.")


def _check_ending(out: Path | None, fmt: SheetFormat) -> None:
    """See that a file is called what it is: no sheet shall lie beside a folder whose name was mistyped.

    Raises:
        typer.BadParameter: For another ending.
    """
    ending = ".csv" if fmt is SheetFormat.MACHINE_CSV else f".{fmt.value}"
    if out is not None and not out.is_dir() and out.suffix.lower() != ending:
        raise typer.BadParameter(
            f"a file that ends in {ending}, or a folder that is there", param_hint="--out"
        )


def _days(day: str | None, first: str | None, last: str | None, today: date) -> tuple[date, date]:
    """Read the days. Raises KioskError DAY_BAD, SPAN_BAD."""
    if first is None:
        one = parse_day(day or "today", today)
        return one, one
    days = parse_day(first, today), parse_day(last or "today", today)
    if days[1] < days[0]:
        raise KioskError(Code.SPAN_BAD, where="--from, --to")
    return days


def scope_of(
    desk: "DeskApi", days: tuple[date, date], *, session: str | None, group: str | None, person: str | None
) -> "ReportScope":
    """Find what a sheet is about, as people type it.

    Raises:
        KioskError: SESSION_UNKNOWN, CLASS_UNKNOWN, PERSON_UNKNOWN.
    """
    from kiosk.domain.follow_up import ReportScope

    return ReportScope(
        *days,
        None if group is None else class_named(desk, group).id,
        None if person is None else desk.person_by_number(person).result().id,
        None if session is None else session_like(desk, session, days[0]).id,
    )


def _refuse_empty(desk: "DeskApi", scope: "ReportScope") -> None:
    """Say that no register begins on the day: a slip in the date gives no empty sheet.

    Raises:
        KioskError: DAY_EMPTY.
    """
    if scope.session is not None or scope.first != scope.last:
        return
    if all(s.starts.local_date != scope.first for s in desk.sessions(scope.first).result()):
        raise KioskError(Code.DAY_EMPTY, where=scope.first.isoformat())


def export_sheet(
    reports: "ReportsApi",
    scope: "ReportScope",
    fmt: SheetFormat,
    out: Path,
    words: "SheetWords | None" = None,
    told: Told | None = None,
) -> "tuple[DaySheet, Path]":
    """Write the audit row of an export, then the sheet: there is none without its row.

    Args:
        reports: Of somebody who is signed in.
        scope: What it is about.
        fmt: The format.
        out: A file, or an existing folder that gets the sheet's usual name.
        words: What it says besides its data; None for English.
        told: Told how far it is, on several threads.

    Raises:
        KioskError: EXPORT_NOT_WRITTEN, EXPORT_TOO_LONG; what `ReportsApi.sheet` raises.
    """
    from kiosk.reports.daysheet import default_file_name
    from kiosk.reports.watch import Watch

    tell = told or _tell_nobody
    sheet = reports.sheet(scope, lambda done, of: tell("Reading", done, of)).result()
    path = (out / default_file_name(sheet, fmt.value) if out.is_dir() else out).absolute()
    reports.note_export(scope, fmt.value, len(sheet.rows)).result()
    _write(sheet, fmt, path, words, Watch(lambda done, of: tell("Writing", done, of)))
    return sheet, path


def _tell_nobody(_what: str, _done: int, _of: int) -> None:
    """Stand in where nobody looks."""


@contextmanager
def _progress() -> Iterator[Told | None]:
    """Show how far it is at a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=None)
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of)


def words_in(language: str) -> "tuple[SheetWords, QGuiApplication | None]":
    """Give a sheet's words in a language.

    Args:
        language: "ar"; "en" and "" need no Qt.

    Returns:
        The words, and what has to be kept until the sheet is written.
    """
    from kiosk.reports.words import SheetWords

    if language in {"", SheetLanguage.ENGLISH}:
        return SheetWords(), None
    # The words are the desk's own, so that a sheet says the same wherever it is written.
    from kiosk.ui import i18n
    from kiosk.ui.desk.words import sheet_words
    from kiosk.ui.print.app import ensure_application

    application = ensure_application()
    i18n.install(application, language)
    return sheet_words(), application


def _write(
    sheet: "DaySheet", fmt: SheetFormat, path: Path, words: "SheetWords | None", watch: "Watch"
) -> None:
    from kiosk.reports.words import SheetWords

    words = words or SheetWords()
    if fmt is SheetFormat.PDF:
        from kiosk.ui.print.app import ensure_application
        from kiosk.ui.print.pdf import write_pdf

        application = ensure_application()
        write_pdf(sheet, path, words, watch)
        del application  # kept until the file is written: fonts live in it
        return
    from kiosk.reports.daysheet import SheetFormat as Kind
    from kiosk.reports.daysheet import write_sheet

    kinds: dict[SheetFormat, Kind] = {
        SheetFormat.XLSX: "xlsx",
        SheetFormat.CSV: "csv",
        SheetFormat.MACHINE_CSV: "machine-csv",
    }
    write_sheet(sheet, kinds[fmt], path, words, watch)
