"""A table as CSV, as every part of the program writes one for people.

UTF-8 with BOM, commas, every field quoted, CR LF; no cell can run as a formula.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from kiosk.reports.formulas import neutralise


def csv_bytes(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give the table's bytes.

    Args:
        titles: Of the columns.
        rows: Cells as they are meant; what a spreadsheet would run is made harmless here.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([neutralise(title) for title in titles])
    writer.writerows([neutralise(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def raw_csv_bytes(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give the bytes of a table for programs: every value as it is, RFC 4180, UTF-8 without BOM.

    Whoever opens this in a spreadsheet runs what somebody wrote into a cell.

    Args:
        titles: Of the columns.
        rows: Cells.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return text.getvalue().encode()
