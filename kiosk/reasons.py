"""What a known error names by a code, in words: "too_far" is for logs, "too far away" is for people."""

from kiosk.error_texts import QT_TRANSLATE_NOOP
from kiosk.errors import Code, KioskError
from kiosk.tampering import in_sentences, is_tampering

_N = QT_TRANSLATE_NOOP
REASONS: dict[str, str] = {
    "none": _N("reasons", "no face"),
    "too_far": _N("reasons", "the face is too far away"),
    "too_close": _N("reasons", "the face is too close"),
    "off_centre": _N("reasons", "part of the face is outside the picture"),
    "turned": _N("reasons", "the head is turned"),
    "dark": _N("reasons", "too little light on the face"),
    "backlit": _N("reasons", "the light comes from behind"),
    "blurred": _N("reasons", "blurred"),
    "covered": _N("reasons", "something covers the face"),
    "several_faces": _N("reasons", "several faces"),
    "other_person": _N("reasons", "the pictures are not of one person"),
    "unreadable": _N("reasons", "not a readable picture"),
    "number-unknown": _N("reasons", "nobody has this number"),
    "consent-missing": _N("reasons", "no consent is recorded"),
    "no-good-picture": _N("reasons", "no good picture"),
    "duplicate": _N("reasons", "the face is there under another number"),
    "odd-name": _N("reasons", "the name is not a number"),
    "link": _N("reasons", "a link to another place"),
    "stopped": _N("reasons", "stopped before"),
    "database-full": _N("reasons", "the disk is full"),
    "not-stored": _N("reasons", "it could not be stored"),
    "large-folder": _N("reasons", "more than 2,000 pictures"),
    "empty": _N("reasons", "nothing is written"),
    "too_long": _N("reasons", "too long"),
    "direction": _N("reasons", "a hidden direction mark"),
    "control": _N("reasons", "a character that cannot be seen"),
    "unknown": _N("reasons", "unknown"),
    "file": _N("reasons", "file"),
    "folder": _N("reasons", "folder"),
    "synthetic": _N("reasons", "made-up walk-up"),
    "archive-damaged": _N("reasons", "the archive is damaged"),
    "archive-twice": _N("reasons", "the archive holds a file twice"),
    "archive-locked": _N("reasons", "the archive has a password"),
    "archive-method": _N("reasons", "the archive is packed in a way that is not known here"),
    "archive-nested": _N("reasons", "the archive holds another archive"),
    "archive-other": _N("reasons", "the archive is neither a workbook nor OneRoster"),
    "workbook-damaged": _N("reasons", "the workbook is damaged"),
    "workbook-doctype": _N("reasons", "the workbook defines words of its own, which none needs"),
    "no-sheet": _N("reasons", "there is no such sheet"),
    "old-excel": _N("reasons", "an old Excel workbook, or one with a password; save it as XLSX without one"),
    "not-text": _N("reasons", "it is no text"),
    "quotes": _N("reasons", "a quotation mark is not closed, or something follows one that is"),
    "oneroster-manifest": _N("reasons", "manifest.csv is missing"),
    "oneroster-version": _N("reasons", "only OneRoster 1.1 and 1.2 are known here"),
    "oneroster-delta": _N("reasons", "it holds changes only; export all of it (bulk)"),
    "oneroster-here": _N("reasons", "OneRoster has people, but no timetable"),
    "calendar-here": _N("reasons", "a calendar has no people"),
    "calendar-damaged": _N("reasons", "the calendar is damaged"),
    "calendar-zone": _N("reasons", "a time zone in it changes its clocks by a rule that is not known here"),
    "large-file": _N("reasons", "more than 50 MB"),
    "large-calendar": _N("reasons", "a calendar of more than 5 MB"),
    "large-rows": _N("reasons", "more than 200,000 rows"),
    "large-columns": _N("reasons", "more than 500 columns"),
    "large-cell": _N("reasons", "a cell with more than 4,000 characters"),
    "large-ratio": _N("reasons", "unpacked, it is more than 100 times as large"),
    "large-content": _N("reasons", "too much for this computer once it is unpacked"),
    "large-entries": _N("reasons", "an archive of more than 1,000 files"),
    "needs-number": _N("reasons", "a column with the number"),
    "needs-name": _N("reasons", "a column with the name"),
    "needs-group": _N("reasons", "a column with the group"),
    "needs-weekday": _N("reasons", "a column with the day of the week"),
    "needs-starts": _N("reasons", "a column with the beginning"),
    "needs-ends": _N("reasons", "a column with the end"),
    "needs-title": _N("reasons", "a column with the title that was chosen"),
    "needs-field": _N("reasons", "a meaning that is known here for each column"),
    "needs-one-column": _N("reasons", "one column only for each meaning"),
    "rule_days": _N("reasons", "days in a row are 1 to 60"),
    "rule_percent": _N("reasons", "a percentage is 1 to 100"),
    "rule_sessions": _N("reasons", "the last sessions are 1 to 400"),
    "rule_times": _N("reasons", "times are 1 to as many as there are sessions"),
    "language_tag": _N("reasons", "not the short form of a language, such as en or ar"),
}
"""What `detail` may hold: verdicts, text problems, kinds of source; several are parted by ", "."""

FIELDS: dict[str, str] = {
    "name": _N("reasons", "Name"),
    "symbol": _N("reasons", "Symbol"),
    "number": _N("reasons", "Number"),
    "note": _N("reasons", "Note"),
    "class": _N("reasons", "Class"),
    "school": _N("reasons", "School"),
    "admin": _N("reasons", "Your name"),
    "consent": _N("reasons", "Consent"),
    "given_by": _N("reasons", "Who agreed"),
    "zone": _N("reasons", "Time zone"),
    "reference": _N("reasons", "Law, decision or document"),
    "relation": _N("reasons", "Who says it"),
    "camera": _N("reasons", "the camera"),
    "subject": _N("reasons", "Subject"),
    "body": _N("reasons", "Text"),
    "language": _N("reasons", "Language"),
    "room": _N("reasons", "Room"),
    "early": _N("reasons", "early arrival"),
    "late": _N("reasons", "lateness"),
    "closes": _N("reasons", "closing the door"),
    "cooldown": _N("reasons", "the pause between two looks"),
}
"""What `where` may hold besides a file, a number or a name that somebody typed."""


def names_field(error: KioskError) -> bool:
    """Say whether `where` is a form's field or the camera; in other errors a class may be called "name"."""
    return error.code in {Code.TEXT_BAD, Code.NO_GOOD_FACE, Code.MINUTES_BAD} and error.where in FIELDS


def in_words(error: KioskError) -> KioskError:
    """Give the same error with words where it holds codes, in English."""
    where = FIELDS[error.where] if names_field(error) else error.where
    detail = in_sentences(error) if is_tampering(error) else reason_words(error.detail)
    return KioskError(error.code, where=where, detail=detail)


def reason_words(detail: str) -> str:
    """Say reason codes, parted by ", ", in English; a figure stays as it is."""
    return ", ".join(REASONS.get(part, part) for part in detail.split(", "))
