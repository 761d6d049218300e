"""The receipt of an erasure as a PDF, for the person to take home. It holds no name.

May run on any thread once a QGuiApplication exists. Words are in the language in use.
"""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QCoreApplication

from kiosk.domain.names import isolate
from kiosk.domain.privacy import Receipt
from kiosk.ui import i18n
from kiosk.ui.desk.privacy_words import day_words, kind_word, marks_word
from kiosk.ui.print.paper import Paper, fact, paper_bytes, table

say = QCoreApplication.translate


def receipt_pdf(receipt: Receipt) -> bytes:
    """Give the PDF."""
    title = say("receipt", "Receipt of an erasure")
    return paper_bytes(
        Paper(
            title,
            "".join(_html(receipt)),
            f"{title} · {isolate(receipt.number)}",
            say("receipt", "Page {page} of {pages}"),
            receipt.erased,
            i18n.is_right_to_left(),
        )
    )


def receipt_lines(receipt: Receipt) -> tuple[str, ...]:
    """Say the receipt in sentences, for a screen: what is gone, what stays, backups, copies elsewhere."""
    gone = say("receipt", "Gone: {kinds}.").format(kinds=_listed(receipt.gone))
    kept = say("receipt", "Kept: {kinds}.").format(kinds=_listed(receipt.kept))
    lines = [gone, kept] if receipt.kept else [gone]
    return (*lines, marks_word(receipt.marks) + ".", _backups(receipt), _elsewhere())


def _html(receipt: Receipt) -> Iterator[str]:
    # What is said is never inside an f-string: lupdate does not look there, and it would stay English.
    title = say("receipt", "Receipt of an erasure")
    yield f"<h1>{escape(title)}</h1>"
    comma = say("receipt", ", ")
    when = f"{day_words(receipt.erased)}{comma}{i18n.time_text(receipt.erased)}"
    number = fact(say("receipt", "Number"), receipt.number)
    erased = fact(say("receipt", "Erased"), when)
    known_as = fact(say("receipt", "Id in the program"), receipt.person)
    yield f'<p>{number} · {erased}</p><p class="muted">{known_as}</p>'
    for title, kinds in ((say("receipt", "Gone"), receipt.gone), (say("receipt", "Kept"), receipt.kept)):
        if kinds:
            yield f"<h2>{escape(title)}</h2>"
            yield from _table(kinds)
    for title, text in (
        (say("receipt", "Marks"), marks_word(receipt.marks) + "."),
        (say("receipt", "Backups"), _backups(receipt)),
        (say("receipt", "Copies elsewhere"), _elsewhere()),
    ):
        yield f"<h2>{escape(title)}</h2><p>{escape(text)}</p>"


def _table(kinds: Sequence[tuple[str, int]]) -> Iterator[str]:
    rows = [(escape(kind_word(code)), escape(i18n.number(count))) for code, count in kinds]
    titles = ((say("receipt", "What"), 75), (say("receipt", "How many"), 25))
    return table(titles, rows, right_to_left=i18n.is_right_to_left())


def _listed(kinds: Sequence[tuple[str, int]]) -> str:
    one = say("receipt", "{kind}: {count}")
    parts = (one.format(kind=kind_word(code), count=i18n.number(count)) for code, count in kinds)
    return say("receipt", ", ").join(parts)


def _backups(receipt: Receipt) -> str:
    records = say(
        "receipt",
        "Older backups of the records hold no face after 30 days. They hold the name until they go by "
        "themselves; whoever restores one has this person erased from it before anything else happens.",
    )
    if receipt.last_backup_ends is None:
        none = say("receipt", "No backup of this computer can hold a face template of theirs.")
        return f"{none} {records}"
    text = say(
        "receipt",
        "Backups of this computer that can still hold a face template of theirs: {count}. The last of them "
        "goes on {day}.",
    ).format(count=i18n.number(receipt.backups), day=day_words(receipt.last_backup_ends))
    return f"{text} {records}"


def _elsewhere() -> str:
    return say(
        "receipt",
        "What was taken out of the program cannot be reached from here and is the school’s to destroy: "
        "exported sheets, wherever they were saved or sent; printed sheets and letters; backups that were "
        "copied to another place; folders that a restore left beside the data; photographs that were used "
        "for enrolment.",
    )
