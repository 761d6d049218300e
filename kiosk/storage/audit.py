"""The audit: who did what to whom when, by ids only, chained, its head copied to the other zone."""

import json
import secrets
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, Final

from kiosk.domain.clock import Instant
from kiosk.domain.ids import SignerId
from kiosk.domain.people import AuditRow
from kiosk.storage import rows
from kiosk.storage.sqlcipher import Database

_COLUMNS: Final = "sequence, at_utc, at_zone, at_offset, actor, action, subjects, detail, hash"
_START: Final = bytes(32)


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
    last = records.read("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
    sequence, previous = (int(last[0][0]) + 1, bytes(last[0][1])) if last else (1, _START)
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


def all_rows(records: Database) -> list[AuditRow]:
    """Give the whole audit, oldest first."""
    return [
        AuditRow(
            int(r[0]),
            rows.instant(r[1], r[2], r[3]),
            None if r[4] is None else SignerId(r[4]),
            str(r[5]),
            tuple(json.loads(r[6])),
            str(r[7]),
        )
        for r in records.read(f"SELECT {_COLUMNS} FROM audit ORDER BY sequence")
    ]


def verify(records: Database, kiosk: Database) -> tuple[str, ...]:
    """Check the chain and its head in Zone K.

    Returns:
        Reason codes: "missing" (a number is left out), "altered" (a hash does not fit), "shortened" (Zone K
        has seen a row that is not here). Empty when the audit is sound.
    """
    problems: list[str] = []
    expected, previous = 1, _START
    hashes: dict[int, bytes] = {}
    for row in records.read(f"SELECT {_COLUMNS} FROM audit ORDER BY sequence"):
        if row[0] != expected:
            problems.append("missing")
        if not secrets.compare_digest(_hash(previous, row[:-1]), row[-1]):
            problems.append("altered")
        expected, previous = int(row[0]) + 1, bytes(row[-1])
        hashes[int(row[0])] = previous
    head = kiosk.read("SELECT sequence, hash FROM audit_head")
    if head and hashes.get(int(head[0][0])) != bytes(head[0][1]):
        problems.append("shortened")
    return tuple(dict.fromkeys(problems))


def _hash(previous: bytes, values: Sequence[Any]) -> bytes:
    body = json.dumps(list(values), separators=(",", ":"), ensure_ascii=True).encode()
    return blake2b(previous + body, digest_size=32, person=b"rollcall audit").digest()
