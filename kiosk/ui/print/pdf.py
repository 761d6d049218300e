"""A sheet on paper: as a PDF, or as pages that the preview shows and a printer takes.

May run on any thread once a QGuiApplication exists.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.groups import PLAIN_CODES
from kiosk.domain.marks import MarkState
from kiosk.domain.names import isolate
from kiosk.domain.people import DaySheet, SheetRow
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private
from kiosk.reports.counting import by_person, by_session, counts
from kiosk.reports.watch import Watch
from kiosk.reports.words import SheetWords
from kiosk.ui.print.paper import Paper, fact, paper_bytes, table

MOST_ROWS: Final = 20_000
"""Some 500 pages. More is nothing that anybody reads on paper, and takes minutes to lay out."""
_ROWS_A_SECTION: Final = 1_000
"""So many lines are laid out at once: between two, the work can be stopped."""
_INK = {
    MarkState.UNMARKED: ("○", "#4c5a5e"),
    MarkState.PRESENT: ("●", "#1b6e3c"),
    MarkState.LATE: ("◐", "#8a4f00"),
    MarkState.ABSENT: ("✕", "#a3312a"),
    MarkState.EXCUSED: ("◇", "#0d5c63"),
    MarkState.LEFT_EARLY: ("◑", "#6a3d8a"),
    MarkState.NOT_REQUIRED: ("–", "#4c5a5e"),
}
"""Shape and colour of each state: on paper too, never colour alone."""
_GAP = '<p style="font-size:4pt">&#160;</p>'
"""Qt drops a heading's margin after a table where text runs from the left."""
_Column = tuple[str, int, Callable[[SheetRow], str]]
"""Title, width beside the others', and what stands in a cell, escaped."""


def write_pdf(
    sheet: DaySheet, out: Path, words: SheetWords | None = None, watch: Watch | None = None
) -> None:
    """Write a sheet as a PDF of mode 0600, whole or not at all. Needs a QGuiApplication.

    Args:
        sheet: What it says.
        out: The file; an older one is replaced.
        words: Titles and words; English if None.
        watch: Told how far it is.

    Raises:
        KioskError: EXPORT_NOT_WRITTEN when the file cannot be written; an older one is then untouched.
            EXPORT_TOO_LONG, EXPORT_STOPPED.
    """
    content = pdf_bytes(sheet, words or SheetWords(), watch)
    try:
        write_private(out, content)
    except OSError as error:
        raise KioskError(Code.EXPORT_NOT_WRITTEN, where=out) from error


def pdf_bytes(sheet: DaySheet, words: SheetWords, watch: Watch | None = None) -> bytes:
    """Give the PDF: A4, title on the first page, table headers and page numbers on each.

    Raises:
        KioskError: EXPORT_TOO_LONG, EXPORT_STOPPED.
    """
    return paper_bytes(sheet_paper(sheet, words), watch)


def sheet_paper(sheet: DaySheet, words: SheetWords) -> Paper:
    """Give the document of a sheet. Raises KioskError EXPORT_TOO_LONG."""
    if len(sheet.rows) > MOST_ROWS:
        raise KioskError(Code.EXPORT_TOO_LONG, detail=f"{MOST_ROWS:,}")
    parts = [isolate(sheet.school), isolate(sheet.title), isolate(sheet.days)]
    parts += [words.trial] if sheet.is_trial else []
    head, *more = _sections(sheet, words)
    return Paper(
        f"{sheet.title} {sheet.days}",
        head,
        " · ".join(parts),
        words.page_of,
        sheet.as_of,
        words.right_to_left,
        more=tuple(more),
    )


def _sections(sheet: DaySheet, words: SheetWords) -> Iterator[str]:
    """Give the document's parts, each with so many lines that it is laid out in a moment."""
    section = ["".join(_head(sheet, words))]
    size = 0
    for rows, html in _blocks(sheet, words):
        if size and size + rows > _ROWS_A_SECTION:
            yield "".join(section)
            section, size = [], 0
        section.append(html)
        size += rows
    yield "".join(section)


def _head(sheet: DaySheet, words: SheetWords) -> Iterator[str]:
    yield f"<h1>{escape(isolate(sheet.title))}</h1>"
    yield f"<p>{fact(words.school, sheet.school)} · {fact(words.date, sheet.days)}</p>"
    moment = f"{sheet.as_of.local:%Y-%m-%d %H:%M}"
    who = fact(words.exported_by, sheet.exported_by)
    when = fact(words.moment_title(is_closed=sheet.closed is not None), moment)
    yield f'<p class="muted">{who} · {when}</p>'
    if sheet.is_trial:
        yield f'<p class="trial">{escape(words.trial)}</p>'
    if not sheet.rows:
        yield f"<p>{escape(words.nobody)}</p>"


def _blocks(sheet: DaySheet, words: SheetWords) -> Iterator[tuple[int, str]]:
    """Give each table with its heading and how many lines it has."""
    if sheet.is_of_person:
        if sheet.rows:
            yield len(sheet.rows), "".join(_of_person(sheet.rows, words))
        return
    if sheet.last_day and sheet.rows:
        yield from _by_person(sheet, words)
    for rows in by_session(sheet.rows):
        for place, some in enumerate(_some(rows)):
            heading = _session_head(rows, words, has_day=bool(sheet.last_day)) if not place else ""
            yield len(some), heading + "".join(_table(some, words))


def _some(rows: tuple[SheetRow, ...]) -> Iterator[tuple[SheetRow, ...]]:
    """Cut a session of very many people into tables of _ROWS_A_SECTION."""
    for start in range(0, len(rows), _ROWS_A_SECTION):
        yield rows[start : start + _ROWS_A_SECTION]


def _session_head(rows: tuple[SheetRow, ...], words: SheetWords, *, has_day: bool) -> str:
    first = rows[0]
    parts = [isolate(f"{first.starts.local_date}")] if has_day else []
    parts += [isolate(first.class_name), f"{first.starts.local:%H:%M} – {first.ends.local:%H:%M}"]
    parts += [isolate(first.room)] if first.room else []
    totals = f'<p class="muted">{escape(_totals(rows, words, words.people))}</p>'
    return f"{_GAP}<h2>{escape(' · '.join(parts))}</h2>{totals}"


def _totals(rows: Sequence[SheetRow], words: SheetWords, what: str) -> str:
    parts = [f"{what}: {len(rows)}"]
    parts += [f"{words.states[state]}: {number}" for state, number in counts(rows).items() if number]
    return " · ".join(parts)


def _table(rows: tuple[SheetRow, ...], words: SheetWords) -> Iterator[str]:
    columns: list[_Column] = [
        (words.number, 11, lambda row: escape(isolate(row.number))),
        (words.name, 25, lambda row: escape(isolate(row.name))),
        *_state_columns(rows, words),
    ]
    yield from _laid_out(columns, rows, words)


def _of_person(rows: tuple[SheetRow, ...], words: SheetWords) -> Iterator[str]:
    yield f'<p class="muted">{escape(_totals(rows, words, words.lines))}</p>'
    columns: list[_Column] = [
        (words.date, 12, lambda row: f"{row.starts.local_date}"),
        (words.class_name, 15, lambda row: escape(isolate(row.class_name))),
        (words.starts, 8, lambda row: f"{row.starts.local:%H:%M}"),
        (words.ends, 8, lambda row: f"{row.ends.local:%H:%M}"),
        *_state_columns(rows, words),
    ]
    yield from _laid_out(columns, rows, words)


def _by_person(sheet: DaySheet, words: SheetWords) -> Iterator[tuple[int, str]]:
    """Give the table of a range's people, with how often each state was theirs."""
    people = by_person(sheet.rows)
    there = [state for state in MarkState if any(one.counts[state] for one in people)]
    titles = [(words.number, 11), (words.name, 27), (words.lines, 8)]
    titles += [(words.states[state], 9) for state in there] + [(words.minutes_late, 9)]
    for start in range(0, len(people), _ROWS_A_SECTION):
        some = people[start : start + _ROWS_A_SECTION]
        cells = [
            [
                escape(isolate(one.number)),
                escape(isolate(one.name)),
                str(sum(one.counts.values())),
                *(str(one.counts[state] or "") for state in there),
                str(one.minutes_late or ""),
            ]
            for one in some
        ]
        heading = "" if start else f"<h2>{escape(words.by_person)}</h2>"
        made = table(_whole(titles), cells, right_to_left=words.right_to_left)
        yield len(some), heading + "".join(made)


def _state_columns(rows: Sequence[SheetRow], words: SheetWords) -> Iterator[_Column]:
    """Give the columns of what a register says; codes and leaving only where somebody has them."""
    yield words.state, 19, lambda row: _state(row, words)
    if any(row.acronym and row.code_set != PLAIN_CODES for row in rows):
        yield words.code, 7, lambda row: escape(isolate(row.acronym))
    yield words.time, 10, lambda row: _clock(row.marked)
    if any(row.left for row in rows):
        yield words.left, 10, lambda row: _clock(row.left)
    yield words.minutes_late, 9, lambda row: str(row.minutes_late or "")
    yield words.method, 16, lambda row: _method(row, words)
    yield words.note, 15, lambda row: escape(isolate(row.note)) if row.note else ""


def _laid_out(columns: Sequence[_Column], rows: Sequence[SheetRow], words: SheetWords) -> Iterator[str]:
    titles = _whole([(title, width) for title, width, _ in columns])
    cells = [[cell(row) for _, _, cell in columns] for row in rows]
    return table(titles, cells, right_to_left=words.right_to_left)


def _whole(titles: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Turn widths beside each other into percent of the page."""
    whole = sum(width for _, width in titles)
    return [(title, round(100 * width / whole)) for title, width in titles]


def _state(row: SheetRow, words: SheetWords) -> str:
    shape, ink = _INK[row.state]
    return f'<span style="color:{ink}">{_one_line(f"{shape} {escape(words.states[row.state])}")}</span>'


def _method(row: SheetRow, words: SheetWords) -> str:
    return "" if row.method is None else _one_line(escape(words.methods[row.method]))


def _one_line(html: str) -> str:
    """Keep words together: Qt breaks a row of several lines at the foot of a page, half on the next one."""
    return html.replace(" ", "\N{NO-BREAK SPACE}")


def _clock(moment: Instant | None) -> str:
    return "" if moment is None else f"{moment.local:%H:%M:%S}"
