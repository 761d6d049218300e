"""The school's letters as rows; the ready ones stand in while it has none."""

import re
from dataclasses import replace
from typing import Final

from kiosk.domain.follow_up import LetterTemplate
from kiosk.domain.ids import LetterId, new_id
from kiosk.domain.letters import FieldProblem, fields_of
from kiosk.domain.ready_letters import READY
from kiosk.errors import Code, KioskError
from kiosk.storage import texts
from kiosk.storage.sqlcipher import Database

_COLUMNS: Final = "letter, name, language, subject, body"
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


def all_templates(records: Database) -> list[LetterTemplate]:
    """Give all letters by name and language."""
    found = records.read(f"SELECT {_COLUMNS} FROM letters")
    made = [LetterTemplate(LetterId(row[0]), *row[1:]) for row in found] or list(READY)
    return sorted(made, key=lambda one: (one.name.casefold(), one.language))


def checked(records: Database, template: LetterTemplate) -> LetterTemplate:
    """Give a letter as it is stored, with an id.

    Raises:
        KioskError: LETTER_FIELD, LETTER_EXISTS, TEXT_BAD.
    """
    tag = template.language.strip()
    if not _TAG.fullmatch(tag):
        raise KioskError(Code.TEXT_BAD, where="language", detail="language_tag" if tag else "empty")
    for text in (template.subject, template.body):
        try:
            fields_of(text)
        except FieldProblem as problem:
            raise KioskError(Code.LETTER_FIELD, where=problem.field) from None
    cleaned = LetterTemplate(
        template.id or LetterId(new_id()),
        texts.clean("name", template.name),
        tag,
        texts.clean("subject", template.subject),
        texts.clean_long("body", template.body),
    )
    key = (cleaned.name.casefold(), cleaned.language.casefold())
    others = [one for one in all_templates(records) if one.id != cleaned.id]
    if any((one.name.casefold(), one.language.casefold()) == key for one in others):
        raise KioskError(Code.LETTER_EXISTS)
    # Letters of one name in several languages belong together, however the name was typed this time.
    alike = [one.name for one in others if one.name.casefold() == key[0]]
    return replace(cleaned, name=alike[0]) if alike else cleaned


def save(records: Database, template: LetterTemplate) -> None:
    """Add or change a letter that was checked, inside the caller's transaction."""
    _make_own(records)
    records.write(
        f"INSERT INTO letters ({_COLUMNS}) VALUES (?, ?, ?, ?, ?) ON CONFLICT (letter) DO UPDATE SET"
        " name = excluded.name, language = excluded.language, subject = excluded.subject,"
        " body = excluded.body",
        (template.id, template.name, template.language, template.subject, template.body),
    )


def remove(records: Database, letter: LetterId) -> None:
    """Take a letter away, inside the caller's transaction."""
    _make_own(records)
    records.write("DELETE FROM letters WHERE letter = ?", (letter,))


def _make_own(records: Database) -> None:
    """Turn the ready letters into the school's own before one of them is changed or taken away."""
    if records.read("SELECT 1 FROM letters LIMIT 1"):
        return
    for one in READY:
        records.write(
            f"INSERT INTO letters ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
            (one.id, one.name, one.language, one.subject, one.body),
        )
