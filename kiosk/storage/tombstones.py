"""Random ids of people who were erased: no row of theirs comes back, from a backup or otherwise.

They are kept in both zones and in a file beside the backups, which is authenticated with the pepper that all
key slots hold. The file holds ids and moments, and nothing that says who it was. Several kiosks may share a
folder: each has its own list in the file and leaves the others' alone.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId
from kiosk.domain.privacy import MarksChoice
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private
from kiosk.storage import erasure
from kiosk.storage.keys import keyed
from kiosk.storage.sqlcipher import Database

FILE: Final = "erased.json"
FORMAT: Final = 1
LARGEST_FILE: Final = 20_000_000
_MAC: Final = b"rollcall erased"
_NAME: Final = b"rollcall whose"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Somebody who was erased.

    Attributes:
        person: Their random id.
        erased_utc: When.
        marks: What happened to their marks; None where that is not known.
    """

    person: PersonId
    erased_utc: str
    marks: MarksChoice | None = None


def of_records(records: Database) -> frozenset[Tombstone]:
    """Give those of Zone R."""
    found = records.read("SELECT person, erased_utc, marks FROM tombstones")
    return frozenset(Tombstone(PersonId(p), utc, MarksChoice(marks)) for p, utc, marks in found)


def of_kiosk(kiosk: Database) -> frozenset[Tombstone]:
    """Give those of Zone K."""
    found = kiosk.read("SELECT person, erased_utc, marks FROM tombstones")
    return frozenset(Tombstone(PersonId(p), utc, marks and MarksChoice(marks)) for p, utc, marks in found)


def merged(stones: Iterable[Tombstone]) -> dict[PersonId, Tombstone]:
    """Give one a person: the one that knows what happened to the marks."""
    found: dict[PersonId, Tombstone] = {}
    for stone in sorted(stones, key=lambda one: (one.person, one.erased_utc)):
        if stone.person not in found or found[stone.person].marks is None:
            found[stone.person] = stone
    return found


def apply(kiosk: Database, records: Database, stones: Iterable[Tombstone], now: Instant) -> int:
    """Erase all of these people from two open zones, as they were erased before; says how many were there.

    Of somebody of whom it is not known what happened to the marks, the marks lose their name.

    Args:
        kiosk: Zone K.
        records: Zone R, drained.
        stones: Who.
        now: Gives the zone.
    """
    known, there = of_records(records) & frozenset(stones), 0
    known_to_kiosk = {stone.person for stone in of_kiosk(kiosk)}
    for stone in merged(stones).values():
        at = Instant.at(datetime.fromisoformat(stone.erased_utc), now.zone)
        had = bool(records.read("SELECT 1 FROM people WHERE person = ? AND is_erased = 0", (stone.person,)))
        had |= bool(kiosk.read("SELECT 1 FROM people WHERE person = ?", (stone.person,)))
        there += had
        choice = stone.marks or MarksChoice.ANONYMISE
        if had or stone not in known:
            erasure.from_records(records, stone.person, choice, at)
        if had or stone.person not in known_to_kiosk:
            erasure.from_kiosk(kiosk, stone.person, choice, at)
    if there:
        records.checkpoint()
        kiosk.checkpoint()
        logs.event("erased-again", people=there)
    return there


def align(kiosk: Database, records: Database, now: Instant) -> int:
    """Finish what a crash between the zones left, and erase whom only one of them knows as erased."""
    ours, theirs = of_records(records), of_kiosk(kiosk)
    if {stone.person for stone in ours} == {stone.person for stone in theirs}:
        return 0
    return apply(kiosk, records, ours | theirs, now)


def write_beside(folder: Path, pepper: bytes, stones: Iterable[Tombstone]) -> None:
    """Add people to the file in a backup folder; who is there already stays.

    A list that was changed from outside is written anew with these: Zone R knows them all. What other kiosks
    wrote is left as it is, as long as the file can be read at all.

    Raises:
        OSError: If it cannot be written.
    """
    path = folder / FILE
    lists: dict[str, Any] = {}
    kept: frozenset[Tombstone] = frozenset()
    try:
        lists = _lists(path)
        kept = read_beside(folder, pepper)
    except KioskError:
        logs.event("erased-file-damaged")
    every = list(merged(kept | frozenset(stones)).values())
    body = [[stone.person, stone.erased_utc, stone.marks and stone.marks.value] for stone in every]
    lists[_whose(pepper)] = {"erased": body, "mac": _mac(pepper, body).hex()}
    write_private(path, json.dumps({"format": FORMAT, "lists": lists}, indent=1).encode())


def read_beside(folder: Path, pepper: bytes) -> frozenset[Tombstone]:
    """Give whom the file in a backup folder names; nobody where there is no file, or none of this kiosk's.

    Raises:
        KioskError: BACKUP_DAMAGED when it was changed from outside.
    """
    mine = _lists(folder / FILE).get(_whose(pepper))
    if mine is None:
        return frozenset()
    try:
        body, mac = mine["erased"], bytes.fromhex(mine["mac"])
        stones = frozenset(_stone(*one) for one in body)
    except (TypeError, KeyError, ValueError):
        raise _damaged() from None
    if not secrets.compare_digest(mac, _mac(pepper, body)):
        raise _damaged()
    return stones


def is_beside(folder: Path) -> bool:
    """Say whether there is a file at all; each backup writes one, with nobody in it if need be."""
    return (folder / FILE).exists()


def _lists(path: Path) -> dict[str, Any]:
    try:
        if not path.exists():
            return {}
        if not path.is_file() or path.stat().st_size > LARGEST_FILE:
            raise _damaged()
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise _damaged() from None
    lists = found.get("lists") if isinstance(found, Mapping) and found.get("format") == FORMAT else None
    if not isinstance(lists, dict):
        raise _damaged()
    return lists


def _stone(person: object, erased_utc: object, marks: Any) -> Tombstone:
    if not isinstance(person, str) or len(person) != 36 or not isinstance(erased_utc, str):
        raise ValueError("not a tombstone")
    if datetime.fromisoformat(erased_utc).tzinfo is None:
        raise ValueError("a moment without a zone")
    return Tombstone(PersonId(person), erased_utc, None if marks is None else MarksChoice(marks))


def _whose(pepper: bytes) -> str:
    return keyed(pepper, _NAME, b"").hex()[:16]


def _mac(pepper: bytes, body: list[Any]) -> bytes:
    return keyed(pepper, _MAC, json.dumps(body, separators=(",", ":")).encode())


def _damaged() -> KioskError:
    return KioskError(Code.BACKUP_DAMAGED, where=FILE, detail="mac")
