"""A table as read from a file: titles, and rows under the numbers that a spreadsheet gives them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kiosk.domain.names import TextProblem, clean_name
from kiosk.errors import Code, KioskError
from kiosk.reports.importing.limits import CELL_CHARACTERS, CELLS, COLUMNS, ROWS, too_large

Row = tuple[int, tuple[str, ...]]
"""A row's number, from 1, and its cells, without trailing blanks around any."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: The file's, without its folder.
        format: As in `kiosk.domain.importing.FileColumns`.
        encoding: Of a CSV; "" else.
        delimiter: Of a CSV; "" else.
        titles: Of the columns, made different from each other.
        rows: Those that hold anything; each as long as the titles.
        sheets: Of a workbook, the names of all; () else.
    """

    name: str
    format: str
    encoding: str
    delimiter: str
    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    sheets: tuple[str, ...] = ()


def make_table(
    name: str,
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    fmt: str,
    encoding: str = "",
    delimiter: str = "",
    sheets: tuple[str, ...] = (),
) -> Table:
    """Take the first row that holds anything as the titles, and the others as they come.

    Raises:
        KioskError: IMPORT_EMPTY without a row below the titles; IMPORT_TOO_LARGE, with the row.
    """
    filled = _filled(name, rows)
    _, first = next(filled, (0, ()))
    found = list(filled)
    if not found:
        raise KioskError(Code.IMPORT_EMPTY, where=name)
    width = max(len(first), *(len(cells) for _, cells in found))
    titles = _titles(first, width)
    return Table(
        name,
        fmt,
        encoding,
        delimiter,
        titles,
        tuple((number, (*cells, *("",) * (width - len(cells)))) for number, cells in found),
        sheets,
    )


def letters(column: int) -> str:
    """Give a column's letters as a spreadsheet does: 0 is "A", 26 is "AA"."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _filled(name: str, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Row]:
    """Give the rows that hold anything, trimmed on the right, within the limits."""
    count = cells = 0
    for number, raw in rows:
        row = tuple(cell.strip() for cell in raw)
        while row and not row[-1]:
            row = row[:-1]
        if not row:
            continue
        where = f"{name}:{number}"
        if len(row) > COLUMNS:
            raise too_large(where, "large-columns")
        if max(map(len, row)) > CELL_CHARACTERS:
            raise too_large(where, "large-cell")
        count, cells = count + 1, cells + len(row)
        if count > ROWS + 1:
            raise too_large(where, "large-rows")
        if cells > CELLS:
            raise too_large(where, "large-content")
        yield number, row


def _titles(first: Sequence[str], width: int) -> tuple[str, ...]:
    """Make titles of the first row; one that is none or cannot be shown is its column's letters."""
    titles: list[str] = []
    seen: Counter[str] = Counter()
    for column in range(width):
        title = _shown(first[column]) if column < len(first) else ""
        title = title or letters(column)
        seen[title] += 1
        if seen[title] > 1:
            title = f"{title} ({seen[title]})"
            seen[title] += 1
        titles.append(title)
    return tuple(titles)


def _shown(title: str) -> str:
    try:
        return clean_name(title)
    except TextProblem:
        return ""
