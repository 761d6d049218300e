"""What killed programs had said, held against the files that they left."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.storage.backup_check import OTHER_KEY, check
from kiosk.storage.backup_source import Work, source_of
from kiosk.storage.vault import Vault
from tests.fakes_storage import PASSPHRASE, SchoolClock, reopen
from tests.faults.victims import THEIRS


@dataclass(slots=True)
class Ledger:
    """Everything that was acknowledged about one data directory.

    Attributes:
        marks: Events of marks.
        voids: Events of marks that were taken back.
        excused: (session, person) of corrections.
        people: Who was added.
        backup: Name of the newest backup; of one day only the newest is kept.
        signer: (number, passphrase) of who was added last.
        audit: The most audit rows that there ever were.
        count: How many acts in all.
        is_of_a_backup: The door does not know who was marked today: that is in no backup, only the register.
    """

    marks: set[str] = field(default_factory=set)
    voids: set[str] = field(default_factory=set)
    excused: set[tuple[SessionId, PersonId]] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    backup: str = ""
    signer: tuple[int, str] | None = None
    audit: int = 0
    count: int = 0
    is_of_a_backup: bool = False

    def note(self, line: str) -> None:
        """Take one line of a victim down."""
        kind, *values = line.split()
        self.count += 1
        match kind, values:
            case "mark", [event]:
                self.marks.add(event)
            case "void", [event]:
                self.voids.add(event)
            case "excused", [session, person]:
                self.excused.add((SessionId(session), PersonId(person)))
            case "person", [person]:
                self.people.add(person)
            case "backup", [name]:
                self.backup = max(self.backup, name)
            case "signer", [number, *parts]:
                self.signer = (int(number), " ".join([THEIRS, *parts]))
            case "audit", [rows]:
                self.audit = max(self.audit, int(rows))
            case _:
                raise ValueError(f"a victim said {kind}")

    def check(self, folder: Path, clock: SchoolClock, scratch: Path) -> None:
        """Open a copy of the files as the next start would, sign in, and miss nothing.

        A copy, so that the next victim starts on exactly what the kill left.

        Args:
            folder: What the kill left.
            clock: The time of the next start.
            scratch: For the copy, which is taken away again.
        """
        shutil.copytree(folder, scratch)
        with reopen(scratch, clock) as vault:
            self._check_door(vault, clock)
            vault.sign_in(PASSPHRASE)  # OUTBOX_BROKEN would come from here
            self._check_desk(vault)
            self._check_backup(vault, clock)
            if self.signer is not None:
                number, passphrase = self.signer
                vault.sign_in(passphrase, number)
        shutil.rmtree(scratch)

    def _check_door(self, vault: Vault, clock: SchoolClock) -> None:
        at_the_door = {str(mark.event) for mark in vault.door.today(clock())}
        # The kill can have come after a mark was taken back and before that was said.
        taken_back = {
            str(row[0]) for row in vault._kiosk.read("SELECT event FROM today WHERE taken_back = 1")
        }
        assert self.is_of_a_backup or self.marks <= at_the_door | taken_back
        assert not self.voids & at_the_door
        assert vault._kiosk.integrity_problems() == []

    def _check_desk(self, vault: Vault) -> None:
        assert vault._zone_r is not None
        zone_r = vault._zone_r.database
        assert zone_r.integrity_problems() == []
        assert vault.records.verify_audit() == ()
        assert len(vault.records.audit_rows()) >= self.audit
        stored = {row[0] for row in zone_r.read("SELECT event FROM marks WHERE kind = 'arrival'")}
        assert self.marks <= stored
        # Nor is anything half there: what the door says is in the register, who is known here is known there.
        assert {row[0] for row in vault._kiosk.read("SELECT event FROM today")} <= stored
        assert self.voids <= {row[0] for row in zone_r.read("SELECT voids FROM marks WHERE kind = 'void'")}
        people = {row[0] for row in zone_r.read("SELECT person FROM people")}
        assert self.people <= people
        assert people == {row[0] for row in vault._kiosk.read("SELECT person FROM people")}
        live = {row[0] for row in zone_r.read("SELECT consent FROM consents WHERE withdrawn_utc IS NULL")}
        assert {row[0] for row in vault._kiosk.read("SELECT DISTINCT consent FROM templates")} <= live
        assert zone_r.read("SELECT count(*) FROM quarantine") == [(0,)]
        assert vault._kiosk.read("SELECT count(*) FROM outbox") == [(0,)]
        self._check_corrections(vault)

    def _check_backup(self, vault: Vault, clock: SchoolClock) -> None:
        if not self.backup:
            return
        folder = vault.data_dir.backup_dir
        newest = max(folder.glob("*.backup"))
        assert newest.name >= self.backup
        source = source_of(vault, folder, clock())
        checked = check(source, newest, Work())
        source.close()
        # A backup of before a rotation is under the old key, and opens by its own slots.
        assert checked.problem in {"", OTHER_KEY}

    def _check_corrections(self, vault: Vault) -> None:
        for session in {session for session, _ in self.excused}:
            rows = vault.records.roster(session).rows
            excused = {row.person.id for row in rows if row.standing.state is MarkState.EXCUSED}
            assert {person for of, person in self.excused if of == session} <= excused
