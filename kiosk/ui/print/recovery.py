"""The recovery code as a sheet to be printed.

The program prints nothing itself: that would hand the code to a print queue, and the queue may be on a
network. It knows nothing of what the code opens, and keeps none.
"""

from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from kiosk.domain.clock import Instant
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private
from kiosk.ui.print.paper import Paper, fact, paper_bytes

_IN_A_ROW = 4


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the sheet says.

    Attributes:
        school: Its name.
        made: When the code was made.
        groups: The code.
    """

    school: str
    made: Instant
    groups: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecoveryWords:
    """Titles and sentences in the language in use.

    `group` has a `{number}`, `page_of` a `{page}` and `{pages}`.
    """

    title: str
    school: str
    day: str
    group: str
    purpose: str
    use: str
    care: str
    page_of: str
    right_to_left: bool = False


def write_recovery_pdf(sheet: RecoverySheet, words: RecoveryWords, out: Path) -> Path:
    """Write the sheet as a PDF of mode 0600, whole or not at all. Any thread; needs a QGuiApplication.

    Args:
        sheet: What it says.
        words: In which language.
        out: The file; an older one is replaced.

    Returns:
        `out`.

    Raises:
        KioskError: FILE_NOT_WRITTEN; an older file is then untouched.
    """
    content = recovery_pdf(sheet, words)
    try:
        write_private(out, content)
    except OSError as error:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=out) from error
    return out


def recovery_pdf(sheet: RecoverySheet, words: RecoveryWords) -> bytes:
    """Give the PDF. Its title, which file managers show, holds neither the code nor the school."""
    large = 'style="font-size:12pt"'
    parts = [
        f"<h1>{escape(words.title)}</h1>",
        f"<p {large}>{fact(words.school, sheet.school)}</p>",
        f"<p {large}>{fact(words.day, f'{sheet.made.local:%Y-%m-%d}')}</p>",
        _table(sheet.groups, words),
        *(f"<p {large}>{escape(text)}</p>" for text in (words.purpose, words.use)),
        f"<p {large}><b>{escape(words.care)}</b></p>",
    ]
    paper = Paper(words.title, "".join(parts), words.title, words.page_of, sheet.made, words.right_to_left)
    return paper_bytes(paper)


def _table(groups: tuple[str, ...], words: RecoveryWords) -> str:
    """Lay the groups in rows that are read from the left in every language, as the code is typed."""
    cells = [
        f'<td width="25%" align="center" dir="ltr" bgcolor="#f4f6f6">'
        f'<span class="muted">{escape(words.group.format(number=place))}</span><br>'
        f'<span style="font-size:26pt; font-weight:bold">{escape(group)}</span></td>'
        for place, group in enumerate(groups, start=1)
    ]
    rows = [cells[at : at + _IN_A_ROW] for at in range(0, len(cells), _IN_A_ROW)]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f'<br><table dir="ltr" width="100%" cellspacing="8" cellpadding="8">{body}</table><br>'
