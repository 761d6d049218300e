"""The receipt of an erasure as JSON, for machines; kiosk.ui.print.receipt prints it. It holds no name.

Keys, all of them always there:

- "format": 1. "kind": "erasure-receipt".
- "number": the school's own id of the person. "person": the random id in the program.
- "erased": a moment, as {"utc", "zone", "offset_minutes"}.
- "marks": "keep" or "anonymise".
- "gone", "kept": objects, each kind with how many; the kinds are explained in "kinds".
- "backups": {"with_templates": how many backups of this machine can hold a template of theirs, "last_ends":
  the moment when the last of them goes, or null}.
- "records_backups": what older backups of the records go on holding, in words.
- "elsewhere": what the program cannot reach and the school must destroy itself, in words.
"""

import json
from collections.abc import Sequence
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.privacy import Receipt
from kiosk.reports.receipt_words import ELSEWHERE, KINDS, RECORDS_BACKUPS

FORMAT: Final = 1


def receipt_json(receipt: Receipt) -> bytes:
    """Give the document, UTF-8."""
    pairs = (*receipt.gone, *receipt.kept)
    document = {
        "format": FORMAT,
        "kind": "erasure-receipt",
        "number": receipt.number,
        "person": receipt.person,
        "erased": moment(receipt.erased),
        "marks": receipt.marks.value,
        "gone": dict(receipt.gone),
        "kept": dict(receipt.kept),
        "kinds": {kind: KINDS.get(kind, kind) for kind, _ in pairs},
        "backups": {
            "with_templates": receipt.backups,
            "last_ends": None if receipt.last_backup_ends is None else moment(receipt.last_backup_ends),
        },
        "records_backups": RECORDS_BACKUPS,
        "elsewhere": list(ELSEWHERE),
    }
    return as_bytes(document)


def moment(instant: Instant) -> dict[str, object]:
    """Give a moment as it is stored."""
    return {"utc": instant.utc_text, "zone": instant.zone, "offset_minutes": instant.offset_minutes}


def as_bytes(document: object) -> bytes:
    """Give a document as people can read it too."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def words(receipt: Receipt) -> Sequence[str]:
    """Say the same in English sentences, for a terminal."""
    gone = ", ".join(f"{KINDS.get(kind, kind)}: {count}" for kind, count in receipt.gone)
    kept = ", ".join(f"{KINDS.get(kind, kind)}: {count}" for kind, count in receipt.kept)
    if receipt.last_backup_ends is None:
        backups = "No backup of this computer can hold a template of theirs."
    else:
        day = receipt.last_backup_ends.local_date.isoformat()
        backups = (
            f"Backups of this computer that can hold a template: {receipt.backups}; the last goes on {day}."
        )
    return (
        f"Gone. {gone}.",
        f"Kept. {kept}.",
        backups,
        RECORDS_BACKUPS,
        f"The school's to destroy: {'; '.join(ELSEWHERE)}.",
    )
