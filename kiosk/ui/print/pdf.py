"""The day's sheet as a PDF. May run on any thread once a QGuiApplication exists."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from kiosk.domain.marks import MarkState
from kiosk.domain.names import isolate
from kiosk.domain.people import DaySheet, SheetRow
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private
from kiosk.reports.daysheet import by_session, counts
from kiosk.reports.words import SheetWords
from kiosk.ui.print.paper import Paper, fact, paper_bytes, table

_WIDTHS = (11, 27, 17, 9, 8, 13, 15)
_INK = {
    MarkState.UNMARKED: ("○", "#4c5a5e"),
    MarkState.PRESENT: ("●", "#1b6e3c"),
    MarkState.LATE: ("◐", "#8a4f00"),
    MarkState.ABSENT: ("✕", "#a3312a"),
    MarkState.EXCUSED: ("◇", "#0d5c63"),
}
"""Shape and colour of each state: on paper too, never colour alone."""


def write_pdf(sheet: DaySheet, out: Path, words: SheetWords | None = None) -> None:
    """Write the day's sheet as a PDF of mode 0600, whole or not at all. Needs a QGuiApplication.

    Args:
        sheet: What it says.
        out: The file; an older one is replaced.
        words: Titles and words; English if None.

    Raises:
        KioskError: EXPORT_NOT_WRITTEN when the file cannot be written; an older one is then untouched.
    """
    content = pdf_bytes(sheet, words or SheetWords())
    try:
        write_private(out, content)
    except OSError as error:
        raise KioskError(Code.EXPORT_NOT_WRITTEN, where=out) from error


def pdf_bytes(sheet: DaySheet, words: SheetWords) -> bytes:
    """Give the PDF: A4, title on the first page, table headers and page numbers on each."""
    parts = [isolate(sheet.school), isolate(sheet.title), sheet.day]
    parts += [words.trial] if sheet.is_trial else []
    return paper_bytes(
        Paper(
            f"{sheet.title} {sheet.day}",
            "".join(_html(sheet, words)),
            " · ".join(parts),
            words.page_of,
            sheet.exported,
            words.right_to_left,
        )
    )


def _html(sheet: DaySheet, words: SheetWords) -> Iterator[str]:
    yield f"<h1>{escape(sheet.title)}</h1>"
    yield f"<p>{fact(words.school, sheet.school)} · {fact(words.date, sheet.day)}</p>"
    exported = f"{sheet.exported.local:%Y-%m-%d %H:%M}"
    who = fact(words.exported_by, sheet.exported_by)
    yield f'<p class="muted">{who} · {fact(words.exported, exported)}</p>'
    if sheet.is_trial:
        yield f'<p class="trial">{escape(words.trial)}</p>'
    if not sheet.rows:
        yield f"<p>{escape(words.nobody)}</p>"
    for (starts, ends, class_name), rows in by_session(sheet).items():
        yield f"<h2>{escape(isolate(class_name))} · {starts.local:%H:%M} – {ends.local:%H:%M}</h2>"
        yield f'<p class="muted">{escape(_totals(rows, words))}</p>'
        yield from _table(rows, words)


def _totals(rows: tuple[SheetRow, ...], words: SheetWords) -> str:
    parts = [f"{words.people}: {len(rows)}"]
    parts += [f"{words.states[state]}: {number}" for state, number in counts(rows).items() if number]
    return " · ".join(parts)


def _table(rows: tuple[SheetRow, ...], words: SheetWords) -> Iterator[str]:
    titles = (words.number, words.name, words.state, words.time, words.minutes_late, words.method, words.note)
    cells = [_cells(row, words) for row in rows]
    return table(list(zip(titles, _WIDTHS, strict=True)), cells, right_to_left=words.right_to_left)


def _cells(row: SheetRow, words: SheetWords) -> list[str]:
    shape, ink = _INK[row.state]
    return [
        escape(isolate(row.number)),
        escape(isolate(row.name)),
        f'<span style="color:{ink}">{shape} {escape(words.states[row.state])}</span>',
        "" if row.marked is None else f"{row.marked.local:%H:%M:%S}",
        str(row.minutes_late) if row.minutes_late else "",
        "" if row.method is None else escape(words.methods[row.method]),
        escape(isolate(row.note)) if row.note else "",
    ]
