"""What was changed from outside, in sentences for an administrator: of the outbox, and of the audit.

Storage gives reason codes, parted by ", ", some with how often: "altered=1, missing=2". Each has a sentence
here, in English; the windows translate them (context "tampering").
"""

from kiosk.error_texts import QT_TRANSLATE_NOOP
from kiosk.errors import Code, KioskError

_N = QT_TRANSLATE_NOOP
OUTBOX: dict[str, str] = {
    "altered": _N("tampering", "Marks that were altered after they were stored: {count}."),
    "forged": _N("tampering", "Marks that this kiosk never made and somebody put in: {count}."),
    "missing": _N("tampering", "Marks that were taken out from between others: {count}."),
    "cut-off": _N("tampering", "Newest marks that were cut off: {count}."),
    "order": _N("tampering", "Marks that stood in the wrong order and were put right: {count}."),
    "replayed": _N("tampering", "Marks that had been counted before and were put in again: {count}."),
    "rolled-back": _N(
        "tampering",
        "An older copy of the file kiosk.db was put in place. Marks made at the door after that copy may be"
        " lost.",
    ),
    "ratchet": _N(
        "tampering", "The door's own count of its marks was set back: the newest marks may have been taken."
    ),
    "forked": _N("tampering", "Marks made on an older copy of the file kiosk.db, which were kept: {count}."),
    "unreadable": _N("tampering", "Marks that were sealed for somebody else and cannot be read: {count}."),
    "unknown-line": _N("tampering", "Marks of a person or register that is not there any more: {count}."),
    "public-key": _N(
        "tampering",
        "The key by which the door seals marks was exchanged. The right one is back; whoever exchanged it can"
        " read the marks made until now.",
    ),
}
"""Codes of `kiosk.storage.outbox`."""
AUDIT: dict[str, str] = {
    "missing": _N("tampering", "Entries were taken out from between others."),
    "altered": _N("tampering", "Entries were altered."),
    "shortened": _N("tampering", "The newest entries were cut off."),
    "rolled-back": _N(
        "tampering",
        "At a sign-in the newest entries were gone: an older copy of the file records.db was in place. What"
        " was done after that copy is lost; an entry says when it was found.",
    ),
}
"""Codes of `kiosk.storage.audit.verify`."""
_TABLES = {Code.OUTBOX_BROKEN: OUTBOX, Code.AUDIT_BROKEN: AUDIT}


def is_tampering(error: KioskError) -> bool:
    """Say whether `detail` holds such codes."""
    return error.code in _TABLES


def findings(error: KioskError) -> list[tuple[str, int]]:
    """Give a sentence, in English and perhaps with {count} in it, and that count, for each code.

    A code that is not known is its own sentence.
    """
    found = []
    for part in filter(None, error.detail.split(", ")):
        code, _, count = part.partition("=")
        found.append((_TABLES[error.code].get(code, code), int(count) if count.isdecimal() else 1))
    return found


def in_sentences(error: KioskError) -> str:
    """Give all of them in English, one after the other."""
    return " ".join(sentence.format(count=count) for sentence, count in findings(error))
