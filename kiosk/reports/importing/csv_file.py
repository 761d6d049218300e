"""A CSV file to a table: encoding and delimiter found by content."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from kiosk.reports.importing.decoding import decode
from kiosk.reports.importing.limits import refused, too_large
from kiosk.reports.importing.table import Table, make_table

DELIMITERS: Final = ",;\t"
_LOOKED_AT: Final = 50
"""Rows by which a delimiter is chosen."""
_SEP: Final = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
"""What Excel writes and reads as a first line of its own; it is no row."""
_QUOTED_FORMULA: Final = re.compile(r'="([^"]*)"')
"""How programs keep a spreadsheet from taking 00123 for a number."""


def read_csv(data: bytes, where: str) -> Table:
    """Read a CSV file.

    Args:
        data: Its bytes.
        where: Its name, for errors.

    Raises:
        KioskError: IMPORT_FORMAT, IMPORT_TOO_LARGE, IMPORT_EMPTY.
    """
    text, encoding = decode(data, where)
    told = _SEP.match(text)
    if told is not None:
        text, delimiter = text[told.end() :], told.group(1)
    else:
        delimiter = _delimiter(text)
    return make_table(where, _rows(text, delimiter, where), fmt="csv", encoding=encoding, delimiter=delimiter)


def _rows(text: str, delimiter: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record with its number, as a spreadsheet counts: a line break in quotes starts no row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                raise too_large(f"{where}:{number}", "large-cell") from None
            raise refused(f"{where}:{number}", "quotes") from None
        yield number, [_plain(cell) for cell in row]


def _plain(cell: str) -> str:
    found = _QUOTED_FORMULA.fullmatch(cell)
    return cell if found is None else found.group(1)


def _delimiter(text: str) -> str:
    """Choose what parts the first rows into the same number of columns, and into most of them."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    widths: list[int] = []
    try:
        for row in reader:
            if row:
                widths.append(len(row))
            if len(widths) == _LOOKED_AT:
                break
    except csv.Error:
        pass
    if not widths or widths[0] == 1:
        return (0.0, 0)
    return (sum(width == widths[0] for width in widths) / len(widths), widths[0])
