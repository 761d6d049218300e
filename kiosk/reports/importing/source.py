"""A file, read once into memory, and what it is: told by what it holds, not by its name."""

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.errors import Code, KioskError
from kiosk.reports.importing.archive import Archive
from kiosk.reports.importing.limits import CALENDAR_BYTES, FILE_BYTES, refused, too_large
from kiosk.reports.importing.oneroster import is_oneroster, version_of

CSV: Final = "csv"
XLSX: Final = "xlsx"
ICS: Final = "ics"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS: Final = {
    b"\xd0\xcf\x11\xe0": "old-excel",  # OLE: .xls, and an XLSX with a password
    b"%PDF": "not-text",
    b"\x1f\x8b": "not-text",
    b"Rar!": "not-text",
    b"7z\xbc\xaf": "not-text",
    b"<!DOCTYPE": "not-text",
    b"<html": "not-text",
    b"<?xml": "not-text",
}
_WORKBOOK: Final = "xl/workbook.xml"
_CALENDAR: Final = b"BEGIN:VCALENDAR"


@dataclass(frozen=True, slots=True)
class Source:
    """A file's content.

    Attributes:
        name: Without its folder.
        format: CSV, XLSX, ICS, "oneroster-1.1" or "oneroster-1.2".
        data: Its bytes.
        archive: Of an XLSX or OneRoster file.
    """

    name: str
    format: str
    data: bytes
    archive: Archive | None = None


def open_source(file: Path) -> Source:
    """Read a file.

    Raises:
        KioskError: FILE_UNREADABLE, IMPORT_FORMAT, IMPORT_TOO_LARGE, IMPORT_EMPTY.
    """
    name, data = file.name, _read(file)
    if not data.strip(b"\x00\r\n\t ,;"):
        raise KioskError(Code.IMPORT_EMPTY, where=name)
    for start, reason in _OTHERS.items():
        if data[:16].lstrip().lower().startswith(start.lower()):
            raise refused(name, reason)
    if data.startswith(_ZIP):
        return _of_archive(name, data)
    if _without_mark(data)[:200].lstrip().upper().startswith(_CALENDAR):
        if len(data) > CALENDAR_BYTES:
            raise too_large(name, "large-calendar")
        return Source(name, ICS, _without_mark(data))
    return Source(name, CSV, data)


def _of_archive(name: str, data: bytes) -> Source:
    archive = Archive(data, name)
    if _WORKBOOK in archive.names:
        return Source(name, XLSX, data, archive)
    if is_oneroster(archive):
        return Source(name, version_of(archive, name), data, archive)
    raise refused(name, "archive-other")


def _read(file: Path) -> bytes:
    """Read a regular file: a pipe would be waited for, and a device never ends."""
    try:
        found = file.stat()
    except (OSError, ValueError) as error:
        raise KioskError(Code.FILE_UNREADABLE, where=file.name) from error
    if not stat.S_ISREG(found.st_mode):
        raise KioskError(Code.FILE_UNREADABLE, where=file.name)
    if found.st_size > FILE_BYTES:
        raise too_large(file.name, "large-file")
    try:
        with file.open("rb") as opened:
            data = opened.read(found.st_size + 1)
    except OSError as error:
        raise KioskError(Code.FILE_UNREADABLE, where=file.name) from error
    if len(data) != found.st_size:  # somebody writes it at this moment
        raise KioskError(Code.FILE_UNREADABLE, where=file.name)
    return data


def _without_mark(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf")
