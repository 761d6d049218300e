"""Letters as a PDF: the school, the date, the words, a line to sign on. The program sends none of them.

May run on any thread once a QGuiApplication exists.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from html import escape
from pathlib import Path

from kiosk.domain.clock import Instant
from kiosk.domain.follow_up import Letter
from kiosk.domain.letters import is_right_to_left
from kiosk.domain.names import isolate
from kiosk.reports.letters import day_in, file_names, write_file
from kiosk.ui.print.paper import Paper, papers_bytes


def write_letters(letters: Sequence[Letter], out: Path) -> tuple[Path, ...]:
    """Write letters as PDF of mode 0600, each file whole or not at all. Needs a QGuiApplication.

    Args:
        letters: At least one; each begins on a page of its own.
        out: A file for all of them; or a folder that is there, for one file a letter.

    Returns:
        What was written.

    Raises:
        KioskError: FILE_NOT_WRITTEN.
    """
    if not out.is_dir():
        return (write_file(out, letters_pdf(letters)),)
    names = file_names(letters, "pdf")
    return tuple(
        write_file(out / name, letters_pdf([letter])) for name, letter in zip(names, letters, strict=True)
    )


def letters_pdf(letters: Sequence[Letter]) -> bytes:
    """Give the PDF. Its title, which file managers show, names nobody."""
    return papers_bytes([_paper(letter) for letter in letters])


def _paper(letter: Letter) -> Paper:
    # The day and nothing else of the moment: the same letter gives the same bytes all day.
    moment = Instant.at(datetime.combine(letter.day, time(), tzinfo=UTC), "UTC")
    return Paper(
        letter.day.isoformat(),
        "".join(_html(letter)),
        isolate(letter.school),
        "{page} / {pages}",
        moment,
        is_right_to_left(letter.language),
        is_numbered_alone=False,
    )


def _html(letter: Letter) -> Iterator[str]:
    large = 'style="font-size:11pt"'
    yield f'<p style="font-size:15pt; font-weight:bold">{escape(isolate(letter.school))}</p>'
    yield f'<p {large} class="muted">{escape(day_in(letter.language, letter.day))}</p><br>'
    yield f'<p style="font-size:12pt; font-weight:bold">{escape(letter.subject)}</p><br>'
    for paragraph in letter.body.split("\n\n"):
        lines = "<br>".join(escape(line) for line in paragraph.split("\n"))
        yield f'<p style="font-size:11pt; margin-bottom:10px">{lines}</p>'
    # A line to sign on: it needs no word, so it is right in every language.
    yield f'<br><p class="muted">{"_" * 32}</p>'
