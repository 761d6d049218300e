"""Programs that are made to be killed: `python -m tests.faults.victims KIND FOLDER TURN`.

Each says `ready` when it is about to begin and one line for each act, after the act is on the disk. What was
said has to be there after any kill; tests/faults/ledger.py holds it against the files.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.marks import MarkState, Method, NewMark, next_mark
from kiosk.domain.people import Role
from kiosk.storage.backup_make import make
from kiosk.storage.backup_source import Work, source_of
from kiosk.storage.vault import Vault
from tests.fakes_storage import PASSPHRASE, SchoolClock, reopen
from tests.storage.restoring import restore

THEIRS: Final = "copper violin hedge marble"
TURN_S: Final = 10
"""Each life of a program is as much later than the one before, so that what is newest is what was last."""


def clock_of(turn: int) -> SchoolClock:
    """Give the time of one life: all of them fit into the first lesson."""
    clock = SchoolClock()
    clock.forward(seconds=TURN_S * turn)
    return clock


def wanted(vault: Vault, clock: SchoolClock) -> Iterator[NewMark]:
    """Give every mark that is still to be made, by the door's own rule."""
    now = clock()
    today = vault.door.today(now)
    for found in vault.door.sessions(now):
        for person in sorted(found.people):
            new = next_mark(person, [(found.session, found.people)], today, now)
            if isinstance(new, NewMark):
                yield new


def take(folder: Path, turn: int) -> Iterator[str]:
    """The door: marks, and each fifth one taken back."""
    clock = clock_of(turn)
    vault = reopen(folder, clock)
    for number, new in enumerate(wanted(vault, clock), start=1):
        event = vault.door.mark(new, method=Method.FACE, source=SourceKind.CAMERA, now=clock())
        yield f"mark {event.id}"
        if number % 5 == 0:
            assert vault.door.take_back(event.id, clock())
            yield f"void {event.id}"
    vault.close()


def drain(folder: Path, turn: int) -> Iterator[str]:
    """The desk: somebody signs in, which drains, changes something in both zones, and signs out."""
    clock = clock_of(turn)
    vault = reopen(folder, clock)
    to_make = wanted(vault, clock)
    for number, new in enumerate(to_make):
        event = vault.door.mark(new, method=Method.FACE, source=SourceKind.CAMERA, now=clock())
        yield f"mark {event.id}"
        if number % 3:
            continue
        vault.sign_in(PASSPHRASE)
        yield f"audit {len(vault.records.audit_rows())}"
        clock.forward(milliseconds=1)
        yield from _correct(vault, new.session, new.person)
        added = vault.records.add_person(f"T{turn}-{number}", "Somebody New", [])
        yield f"person {added.id}"
        vault.sign_out()
    vault.close()


def migrate(folder: Path, turn: int) -> Iterator[str]:
    """The first start of this version on an earlier one's files, and the first sign-in."""
    clock = clock_of(1)
    clock.forward(minutes=26)
    vault = reopen(folder, clock)
    for mark in vault.door.today(clock()):
        yield f"mark {mark.event}"
    vault.sign_in(PASSPHRASE)
    yield f"audit {len(vault.records.audit_rows())}"
    added = vault.records.add_person(f"T{turn}", "Somebody New", [])
    yield f"person {added.id}"
    vault.close()


def back_up(folder: Path, turn: int) -> Iterator[str]:
    """A backup by hand, again and again, with marks between."""
    clock = clock_of(turn)
    vault = reopen(folder, clock)
    vault.sign_in(PASSPHRASE)
    to_make = wanted(vault, clock)
    while True:
        source = source_of(vault, vault.data_dir.backup_dir, clock())
        made = make(source, Work())
        source.close()
        vault.office.backups.note_made(made, by_hand=True)
        yield f"backup {made.path.name}"
        event = vault.door.mark(next(to_make), method=Method.FACE, source=SourceKind.CAMERA, now=clock())
        yield f"mark {event.id}"
        vault.drain()
        clock.forward(seconds=1)


def rotate(folder: Path, turn: int) -> Iterator[str]:
    """New keys for Zone R, again and again, with somebody added and marks between."""
    clock = clock_of(turn)
    vault = reopen(folder, clock)
    vault.sign_in(PASSPHRASE)
    for number, new in enumerate(wanted(vault, clock)):
        signers = vault.office.signers
        attempt = signers.plan_proof(PASSPHRASE)
        signers.rotate(attempt, attempt.derive())
        yield f"audit {len(vault.records.audit_rows())}"
        event = vault.door.mark(new, method=Method.FACE, source=SourceKind.CAMERA, now=clock())
        yield f"mark {event.id}"
        theirs = f"{THEIRS} {turn} {number}"
        added = vault.office.signers.add(PASSPHRASE, "Omar Haddad", Role.TEACHER, theirs)
        yield f"signer {added.number} {turn} {number}"


def restore_once(folder: Path, turn: int) -> Iterator[str]:
    """A restore of the backup that lies beside the data, over the data."""
    clock = clock_of(turn)
    (file,) = (folder.parent / "backup").glob("*.backup")
    restore(file, folder, clock)
    yield "restored"


def _correct(vault: Vault, session: SessionId, person: PersonId) -> Iterator[str]:
    vault.records.correct(session, [person], MarkState.EXCUSED, "")
    yield f"excused {session} {person}"


KINDS: Final[dict[str, Callable[[Path, int], Iterator[str]]]] = {
    "take": take,
    "drain": drain,
    "migrate": migrate,
    "backup": back_up,
    "rotate": rotate,
    "restore": restore_once,
}


def main(kind: str, folder: Path, turn: int) -> None:
    """Say each act once it is done."""
    print("ready", flush=True)
    for said in KINDS[kind](folder, turn):
        print(said, flush=True)
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
