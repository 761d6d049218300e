"""A school's own letters for the codes of a set. What they mean stays the set's."""

import unicodedata
from dataclasses import replace

from kiosk.domain.code_sets import MOST_LETTERS, CodeSet
from kiosk.errors import Code, KioskError
from kiosk.storage import code_files
from kiosk.storage.sqlcipher import Database


def of_school(records: Database, name: str) -> CodeSet:
    """Give a set as the school writes it. Raises KioskError CODE_UNKNOWN for a set that is none."""
    found = code_files.load(name)
    own = dict(records.read("SELECT code, acronym FROM acronyms WHERE code_set = ?", (name,)))
    return replace(
        found, codes=tuple(replace(code, acronym=own.get(code.code, code.acronym)) for code in found.codes)
    )


def checked(of: CodeSet, code: str, acronym: str) -> str:
    """Clean a new acronym; "" where it is the set's own again.

    Args:
        of: The set as the school writes it now.
        code: Whose acronym.
        acronym: As typed.

    Raises:
        KioskError: CODE_UNKNOWN; ACRONYM_BAD for what is no letter or digit, too long, or there already.
    """
    if of.find(code) is None:
        raise KioskError(Code.CODE_UNKNOWN, where=code)
    cleaned = unicodedata.normalize("NFC", acronym).strip()
    first = code_files.load(of.name).find(code)
    is_own = first is not None and cleaned in {"", first.acronym}
    wanted = first.acronym if first is not None and is_own else cleaned
    is_sound = is_own or (cleaned.isalnum() and len(cleaned) <= MOST_LETTERS)
    if not is_sound or of.holds_acronym(wanted, but=code):
        raise KioskError(Code.ACRONYM_BAD)
    return "" if is_own else cleaned


def write(records: Database, code_set: str, code: str, acronym: str) -> None:
    """Write what `checked` gave."""
    records.write("DELETE FROM acronyms WHERE code_set = ? AND code = ?", (code_set, code))
    if acronym:
        records.write(
            "INSERT INTO acronyms (code_set, code, acronym) VALUES (?, ?, ?)", (code_set, code, acronym)
        )
