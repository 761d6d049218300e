"""A sheet's file: what it is called, and writing it. The PDF is kiosk.ui.print's: it needs Qt.

What each format holds is in docs/export.md. Every file is readable by its owner only and replaced whole or
not at all.
"""

import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from kiosk.domain.people import DaySheet
from kiosk.errors import Code, KioskError
from kiosk.paths import DIRECTORY_MODE, write_private
from kiosk.reports.sheet_csv import machine_csv, people_csv
from kiosk.reports.sheet_xlsx import LONG, MOST_ROWS, xlsx_bytes
from kiosk.reports.watch import Watch
from kiosk.reports.words import SheetWords

SheetFormat = Literal["xlsx", "csv", "machine-csv"]
ENDINGS: Final = {"xlsx": "xlsx", "csv": "csv", "machine-csv": "machine.csv", "pdf": "pdf"}
"""By format: the two kinds of CSV of a day lie beside each other."""
_LONGEST_GROUP = 60
# Device names of Windows, which open no file there whatever the extension.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}
)


def default_file_name(sheet: DaySheet, fmt: str) -> str:
    """Give "group_YYYY-MM-DD.ext", for several days "group_first_last.ext".

    Letters and digits of any script are kept, all else becomes "-". A person's file is named after their
    number.

    Args:
        sheet: Its title is the group.
        fmt: A key of `ENDINGS`.
    """
    title = sheet.file_stem or sheet.title
    kept = "".join(c if c.isalnum() or unicodedata.category(c) == "Mn" else "-" for c in title)
    group = "-".join(part for part in kept.split("-") if part)[:_LONGEST_GROUP].strip("-")
    if not group or group.lower() in _RESERVED:
        group = f"group-{group}".strip("-")
    days = f"{sheet.day}_{sheet.last_day}" if sheet.last_day else sheet.day
    return f"{group}_{days}.{ENDINGS[fmt]}"


def write_sheet(
    sheet: DaySheet,
    fmt: SheetFormat,
    out: Path,
    words: SheetWords | None = None,
    watch: Watch | None = None,
) -> None:
    """Write a sheet to a file of mode 0600, whole or not at all.

    Args:
        sheet: What it says.
        fmt: Which format.
        out: The file; an older one is replaced.
        words: Titles and words; English if None.
        watch: Told how far it is.

    Raises:
        KioskError: EXPORT_NOT_WRITTEN when the file cannot be written; an older one is then untouched.
            EXPORT_TOO_LONG, EXPORT_STOPPED.
    """
    if fmt == "xlsx" and len(sheet.rows) > MOST_ROWS:
        raise KioskError(Code.EXPORT_TOO_LONG, detail=f"{MOST_ROWS:,}")
    try:
        write_private(out, _content(sheet, fmt, out, words or SheetWords(), watch))
    except OSError as error:
        raise KioskError(Code.EXPORT_NOT_WRITTEN, where=out) from error


def _content(sheet: DaySheet, fmt: SheetFormat, out: Path, words: SheetWords, watch: Watch | None) -> bytes:
    if fmt == "csv":
        return people_csv(sheet, words, watch)
    if fmt == "machine-csv":
        return machine_csv(sheet, watch)
    if len(sheet.rows) < LONG:
        return xlsx_bytes(sheet, words, watch=watch)
    with _parts_beside(out) as folder:
        return xlsx_bytes(sheet, words, folder=folder, watch=watch)


@contextmanager
def _parts_beside(out: Path) -> Iterator[Path]:
    """Give a folder of one's own where the file will be: the names go to no other disk than they will be on.

    What a killed program left there is taken away by the next export of that name.

    Raises:
        OSError: If it cannot be made.
    """
    folder = out.with_name(f".{out.name}.parts")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(DIRECTORY_MODE)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
