"""`kiosk export`: the day's sheet as a file."""

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
from kiosk.cli.desk import session_like, signed_in_at
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

    from kiosk.domain.ids import SessionId
    from kiosk.domain.people import DaySheet
    from kiosk.reports.words import SheetWords
    from kiosk.runtime.api import DeskApi


class SheetFormat(StrEnum):
    """What a sheet can be written as."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


class SheetLanguage(StrEnum):
    """What the titles, states and methods of a sheet can be said in."""

    ENGLISH = "en"
    ARABIC = "ar"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    day: Annotated[str, typer.Option("--day", metavar="D", help="2026-11-22, or today.")] = "today",
    session: Annotated[
        str | None,
        typer.Option("--session", metavar="ID", help="One register.", show_default="all of the day"),
    ] = None,
    fmt: Annotated[
        SheetFormat, typer.Option("--format", help="For Excel, for anything, for paper.")
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
    """Write the day's sheet. It holds names: keep it where only you can read it."""
    chosen_language = settings.load(existing_data_dir(data_dir).settings_file).language
    words, application = words_in(language or chosen_language)
    with signed_in_at(data_dir, passphrase_file, own_number) as (desk, now):
        on = parse_day(day, now.local_date)
        chosen = None if session is None else session_like(desk, session, on).id
        sheet, path = export_sheet(desk, on, chosen, fmt, out or Path.cwd(), words)
    del application  # kept until the file is written: translators and fonts live in it
    if as_json:
        print_json({"path": str(path), "rows": len(sheet.rows), "day": sheet.day, "format": fmt.value})
    else:
        say(f"Written to {path}. Lines: {len(sheet.rows)}.")


def export_sheet(
    desk: "DeskApi",
    day: date,
    session: "SessionId | None",
    fmt: SheetFormat,
    out: Path,
    words: "SheetWords | None" = None,
) -> "tuple[DaySheet, Path]":
    """Write the audit row of an export, then the sheet: there is none without its row.

    Args:
        desk: Signed in.
        day: Which day.
        session: Which register; None for all of the day.
        fmt: The format.
        out: A file, or an existing folder that gets the sheet's usual name.
        words: What it says besides its data; None for English.

    Raises:
        KioskError: EXPORT_NOT_WRITTEN; DAY_EMPTY when no register begins on the day.
    """
    from kiosk.reports.daysheet import default_file_name

    if session is None and all(s.starts.local_date != day for s in desk.sessions(day).result()):
        raise KioskError(Code.DAY_EMPTY, where=day.isoformat())
    sheet = desk.day_sheet(day, session).result()
    path = (out / default_file_name(sheet, fmt.value) if out.is_dir() else out).absolute()
    desk.note_export(day, session, fmt.value, len(sheet.rows)).result()
    _write(sheet, fmt, path, words)
    return sheet, path


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
    from kiosk.ui.print.app import ensure_gui_application

    application = ensure_gui_application()
    i18n.install(application, language)
    return sheet_words(), application


def _write(sheet: "DaySheet", fmt: SheetFormat, path: Path, words: "SheetWords | None") -> None:
    from kiosk.reports.words import SheetWords

    words = words or SheetWords()
    if fmt is SheetFormat.PDF:
        from kiosk.ui.print.app import ensure_gui_application
        from kiosk.ui.print.pdf import write_pdf

        application = ensure_gui_application()
        write_pdf(sheet, path, words)
        del application  # kept until the file is written: fonts live in it
        return
    from kiosk.reports.daysheet import write_sheet

    write_sheet(sheet, "csv" if fmt is SheetFormat.CSV else "xlsx", path, words)
