"""The audit: who did what to whom when, by ids only, chained, its head copied to the other zone."""

import json
import logging
import secrets
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, Final

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import SignerId
from kiosk.domain.people import AuditRow
from kiosk.storage import rows
from kiosk.storage.sqlcipher import Database

_COLUMNS: Final = "sequence, at_utc, at_zone, at_offset, actor, action, subjects, detail, hash"
_START: Final = bytes(32)
SHORTENED: Final = "audit-shortened"
"""The row that says that rows were gone when somebody signed in; `verify` tells of it while it stays."""
ROLLED_BACK: Final = "rolled-back"


def append(
    records: Database,
    at: Instant,
    actor: SignerId | None,
    action: str,
    subjects: Sequence[str] = (),
    detail: str = "",
) -> None:
    """Add a row, in the transaction of the act itself.

    Args:
        records: Zone R.
        at: When.
        actor: Who is signed in; None for the kiosk.
        action: A code.
        subjects: Ids.
        detail: Codes and numbers; never a name or a note.
    """
    last, previous = _last(records)
    sequence = last + 1
    values = (sequence, *rows.instant_values(at), actor, action, json.dumps(list(subjects)), detail)
    records.write(
        f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, _hash(previous, values)),
    )


def copy_head(records: Database, kiosk: Database) -> None:
    """Note the newest row's number and hash in Zone K."""
    head = records.read("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
    if not head:
        return
    with kiosk.transaction():
        kiosk.write(
            "INSERT INTO audit_head (one, sequence, hash) VALUES (1, ?, ?)"
            " ON CONFLICT (one) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash",
            head[0],
        )


def look_for_head(records: Database, kiosk: Database, now: Instant) -> None:
    """Look whether the newest row that Zone K has seen is here, before a newer one takes its place there.

    An older copy of records.db put in place shows by nothing else. That it was is kept as a row: what Zone K
    has seen is overwritten by the next act.
    """
    head = _head(kiosk)
    if head is None or _has(records, *head):
        return
    logs.event(SHORTENED, level=logging.WARNING)
    with records.transaction():
        append(records, now, None, SHORTENED, detail=f"seen={head[0]} here={_last(records)[0]}")
    copy_head(records, kiosk)


def was_shortened(records: Database, since: Instant) -> bool:
    """Say whether that was found since a moment."""
    found = records.read("SELECT 1 FROM audit WHERE action = ? AND at_utc >= ?", (SHORTENED, since.utc_text))
    return bool(found)


def all_rows(records: Database) -> list[AuditRow]:
    """Give the whole audit, oldest first."""
    return [_row(values) for values in records.read(f"SELECT {_COLUMNS} FROM audit ORDER BY sequence")]


def some_rows(
    records: Database, *, actor: str | None = None, action: str | None = None, subject: str | None = None
) -> list[AuditRow]:
    """Give the rows that fit, newest first; None fits all."""
    wanted = {
        "actor = ?": actor,
        "action = ?": action,
        "instr(subjects, ?) > 0": None if subject is None else json.dumps(subject),
    }
    given = {condition: value for condition, value in wanted.items() if value is not None}
    where = " AND ".join(given) or "1"
    found = records.read(
        f"SELECT {_COLUMNS} FROM audit WHERE {where} ORDER BY sequence DESC", tuple(given.values())
    )
    return [_row(values) for values in found]


def trim(records: Database, before: Instant) -> int:
    """Let the audit begin later: rows from before a moment go, and what the next one is chained to is kept.

    Runs inside the caller's transaction, whose own audit row says that it was done. Only the oldest rows go,
    up to the first that is not older, whatever clocks said in between; the newest row always stays.

    Returns:
        How many rows went.
    """
    stays = records.read(
        "SELECT min(sequence) FROM audit WHERE at_utc >= ? OR sequence = (SELECT max(sequence) FROM audit)",
        (before.utc_text,),
    )[0][0]
    if stays is None:
        return 0
    last = records.read("SELECT sequence, hash FROM audit WHERE sequence = ?", (stays - 1,))
    if not last:
        return 0
    records.write(
        "INSERT INTO audit_start (one, sequence, hash) VALUES (1, ?, ?)"
        " ON CONFLICT (one) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash",
        last[0],
    )
    return records.write("DELETE FROM audit WHERE sequence < ?", (stays,))


def verify(records: Database, kiosk: Database) -> tuple[str, ...]:
    """Check the chain from where it begins, and its head in Zone K.

    Returns:
        Reason codes: "missing" (a number is left out), "altered" (a hash does not fit), "shortened" (Zone K
        has seen a row that is not here), "rolled-back" (`look_for_head` found that, once). Empty when the
        audit is sound.
    """
    problems: list[str] = []
    begins, previous = _start(records)
    expected = begins + 1
    for row in records.read(f"SELECT {_COLUMNS} FROM audit ORDER BY sequence"):
        if row[0] != expected:
            problems.append("missing")
        if not secrets.compare_digest(_hash(previous, row[:-1]), row[-1]):
            problems.append("altered")
        if row[5] == SHORTENED:
            problems.append(ROLLED_BACK)
        expected, previous = int(row[0]) + 1, bytes(row[-1])
    head = _head(kiosk)
    if head is not None and not _has(records, *head):
        problems.append("shortened")
    return tuple(dict.fromkeys(problems))


def _head(kiosk: Database) -> tuple[int, bytes] | None:
    """Give the number and hash of the newest row that Zone K has seen."""
    found = kiosk.read("SELECT sequence, hash FROM audit_head")
    return (int(found[0][0]), bytes(found[0][1])) if found else None


def _has(records: Database, sequence: int, hash_: bytes) -> bool:
    """Say whether a row is here, or was the last that retention took away."""
    if (sequence, hash_) == _start(records):
        return True
    return bool(records.read("SELECT 1 FROM audit WHERE sequence = ? AND hash = ?", (sequence, hash_)))


def _start(records: Database) -> tuple[int, bytes]:
    """Give the number and hash that the oldest row is chained to."""
    trimmed = records.read("SELECT sequence, hash FROM audit_start")
    return (int(trimmed[0][0]), bytes(trimmed[0][1])) if trimmed else (0, _START)


def _last(records: Database) -> tuple[int, bytes]:
    """Give the number and hash of the newest row."""
    last = records.read("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
    return (int(last[0][0]), bytes(last[0][1])) if last else _start(records)


def _row(values: rows.Row) -> AuditRow:
    return AuditRow(
        int(values[0]),
        rows.instant(*values[1:4]),
        None if values[4] is None else SignerId(values[4]),
        str(values[5]),
        tuple(json.loads(values[6])),
        str(values[7]),
    )


def _hash(previous: bytes, values: Sequence[Any]) -> bytes:
    body = json.dumps(list(values), separators=(",", ":"), ensure_ascii=True).encode()
    return blake2b(previous + body, digest_size=32, person=b"rollcall audit").digest()
