"""Basis, objections, leaving, retention, erasure and own data: what is held about people and for how long.

The methods are the synchronous twins of `kiosk.runtime.api_office.PrivacyApi`.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import logs
from kiosk.domain.backups import TEMPLATE_DAYS
from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId, short
from kiosk.domain.permissions import Act
from kiosk.domain.privacy import (
    Basis,
    BasisKind,
    ConsentDue,
    ConsentGiven,
    ConsentText,
    MarksChoice,
    PersonData,
    PersonPrivacy,
    Purpose,
    Receipt,
    Relation,
    RetentionDue,
    RetentionKind,
    RetentionRule,
    templates_go_at,
)
from kiosk.paths import DataDir
from kiosk.storage import (
    backup_folder,
    basis,
    consents,
    erasure,
    known_folders,
    leaving,
    left_behind,
    mirror,
    objections,
    own_data,
    people_there,
    refusals,
    retention,
    tombstones,
)

if TYPE_CHECKING:
    from kiosk.storage.desk import Desk
    from kiosk.storage.vault import Vault


class Privacy:
    """While somebody is signed in."""

    def __init__(self, vault: "Vault", desk: "Desk") -> None:
        """Take the open vault; used by it."""
        self._vault = vault
        self._desk = desk
        self._consents = consents.Consents(desk)

    # Basis and consent

    def bases(self) -> list[Basis]:
        """Give the grounds that hold, one a purpose. Raises KioskError NOT_ALLOWED."""
        self._desk.require(Act.EDIT_BASIS)
        return basis.holding(self._desk.records)

    def set_basis(self, purpose: Purpose, kind: BasisKind, reference: str) -> None:
        """Enter another; faces that stood on another basis go when it becomes consent.

        They go first: killed in between, no face is left that nothing stands behind.

        Raises:
            KioskError: NOT_ALLOWED, BASIS_REFERENCE, TEXT_BAD.
        """
        self._desk.require(Act.EDIT_BASIS)
        basis.checked(kind, reference)
        if purpose is Purpose.FACE and kind is BasisKind.CONSENT:
            consents.withdraw_those_on_basis(self._desk)
        basis.enter(self._desk, purpose, kind, reference)

    def consent_texts(self) -> list[ConsentText]:
        """Give the school's own words, newest first. Raises KioskError NOT_ALLOWED."""
        self._desk.require(Act.ENROL)
        return consents.all_texts(self._desk.records)

    def add_consent_text(self, text: str) -> ConsentText:
        """Add a version. Raises KioskError NOT_ALLOWED, TEXT_BAD."""
        return self._consents.add_text(text)

    def consents_due(self) -> list[ConsentDue]:
        """Give whose consent ends soon, the first to end first. Raises KioskError NOT_ALLOWED."""
        self._desk.require(Act.ENROL)
        return consents.ending(self._desk.records, self._desk.clock())

    def record_consent(self, person: PersonId, given: ConsentGiven) -> None:
        """Record a consent.

        Raises:
            KioskError: NOT_ALLOWED, TEXT_BAD, DAY_BAD, PERSON_UNKNOWN, OBJECTED, BASIS_REFERENCE.
        """
        self._consents.record(person, given)

    def object(self, person: PersonId, by: Relation) -> int:
        """Record a no: consents end and templates go at once; says how many.

        Raises:
            KioskError: NOT_ALLOWED, PERSON_UNKNOWN, TEXT_BAD.
        """
        return objections.enter(self._desk, person, by)

    def lift_objection(self, person: PersonId, by: Relation) -> None:
        """Take it back. Raises KioskError NOT_ALLOWED, PERSON_UNKNOWN, OBJECTED, TEXT_BAD."""
        objections.lift(self._desk, person, by)

    def take_over_withdrawals(self) -> int:
        """Take over the no of those who said it at the door while somebody is signed in; says how many."""
        return refusals.take_over(self._desk.records, self._desk.kiosk, self._desk.clock())

    # People

    def of_person(self, person: PersonId) -> PersonPrivacy:
        """Give somebody's choices. Raises KioskError NOT_ALLOWED, PERSON_UNKNOWN."""
        self._desk.require_person(Act.OBJECT, person)
        with self._desk.act("privacy-viewed", [person]):
            return self._choices(person)

    def mark_left(self, person: PersonId, day: date | None) -> None:
        """Say that somebody left on a day, or is here.

        Raises:
            KioskError: NOT_ALLOWED, PERSON_UNKNOWN, DAY_BAD.
        """
        leaving.mark(self._desk, person, day)

    def own_data(self, person: PersonId) -> PersonData:
        """Give everything about one person and nobody else. Raises KioskError NOT_ALLOWED, PERSON_UNKNOWN."""
        self._desk.require(Act.ERASE)
        people_there.require(self._desk.records, person)
        self._desk.drain()
        with self._desk.act("own-data", [person]):
            pass  # before it is put together: that it was taken is part of it
        return own_data.of(self._desk, person, self._choices(person))

    def erase(self, person: PersonId, choice: MarksChoice, folder: Path) -> Receipt:
        """Erase somebody from both zones.

        Their face goes first, and with it their consents. Zone R decides: once it says that they are erased,
        the next sign-in finishes what a crash left. Before that they are there, without a face, and it can be
        done again.

        Args:
            person: Who.
            choice: What happens to their marks.
            folder: Where the backups are; whoever restores one learns there who must not come back.

        Raises:
            KioskError: NOT_ALLOWED, PERSON_UNKNOWN; OUTBOX_BROKEN, once, and then nothing was done.
        """
        desk = self._desk
        desk.require(Act.ERASE)
        people_there.require(desk.records, person)
        desk.drain()  # sealed rows cannot be told apart: they become marks first
        number = str(desk.records.read("SELECT number FROM people WHERE person = ?", (person,))[0][0])
        at, counts = desk.clock(), erasure.in_kiosk(desk.kiosk, person)
        consents.end_in_kiosk(desk, person)
        with desk.act("erased", [person], f"marks={choice.value}"):
            counts |= erasure.from_records(desk.records, person, choice, at)
        erasure.from_kiosk(desk.kiosk, person, choice, at)
        desk.records.checkpoint()
        desk.kiosk.checkpoint()
        self._write_beside(folder)
        logs.event("person-erased", person=short(person))
        return self._receipt(person, number, at, choice, counts, self._copies_with_faces(folder, at))

    # Retention

    def retention(self) -> list[RetentionRule]:
        """Give the rules, one a kind. Raises KioskError NOT_ALLOWED."""
        self._desk.require(Act.EDIT_BASIS)
        return retention.rules(self._desk.records)

    def set_retention(self, kind: RetentionKind, days: int | None) -> None:
        """Change one. Raises KioskError NOT_ALLOWED, RETENTION_DAYS."""
        retention.choose(self._desk, kind, days)

    def retention_due(self) -> list[RetentionDue]:
        """Say what running it now would take away. Raises KioskError NOT_ALLOWED."""
        self._desk.require(Act.EDIT_BASIS)
        return retention.show(self._desk, self._vault.data_dir.log_dir)

    def run_retention(self) -> list[RetentionDue]:
        """Take it away; says what went. Raises KioskError NOT_ALLOWED."""
        return retention.run(self._desk, self._vault.data_dir.log_dir)

    def run_retention_by_itself(self) -> list[RetentionDue]:
        """Do the same when an administrator has seen for a day what is due; else nothing.

        A clock that was set wrong makes everything due: nothing goes by itself while it cannot be believed.
        """
        desk = self._desk
        if not desk.sees_all_classes or desk.door.last_seen.is_doubtful(desk.clock()):
            return []
        return retention.run_by_itself(self._desk, self._vault.data_dir.log_dir)

    def _choices(self, person: PersonId) -> PersonPrivacy:
        records, now = self._desk.records, self._desk.clock()
        people_there.require(records, person)
        held = objections.standing(records, person)
        left = leaving.left_at(self._desk, person)
        goes = None if left is None else templates_go_at(left, mirror.template_days(records))
        may_be_live = not held and (goes is None or goes.utc > now.utc)
        found = consents.of_person(records, person, now, may_be_live=may_be_live)
        return PersonPrivacy(person, tuple(found), held[0] if held else None, left, goes)

    def _write_beside(self, folder: Path) -> None:
        """Let the folder know; where there is none there is nothing that could bring somebody back."""
        if not folder.is_dir():
            return
        try:
            tombstones.write_beside(folder, self._vault.pepper(), tombstones.of_records(self._desk.records))
        except OSError:  # the erasure stands, and each backup writes the file again
            logs.event("erased-file-not-written")

    def _copies_with_faces(self, folder: Path, now: Instant) -> list[Instant]:
        """Give when each copy on this computer was made that can hold a template of theirs.

        That is a backup, or what a restore left behind. Of a folder that cannot be seen (a disk that was
        taken out), the backups that were made into it are believed to be there.
        """
        install, folders = self._vault.slots.install, known_folders.with_known(self._desk.kiosk, folder)
        seen = [one for one in folders if one.is_dir()]
        made = [at for one in seen for at in backup_folder.backups_with_templates(one, install)]
        if folder not in seen:
            oldest = now.plus(-backup_folder.TEMPLATE_AGE).utc_text
            known = self._desk.records.read("SELECT made_utc FROM backups WHERE made_utc > ?", (oldest,))
            made += [Instant.at(datetime.fromisoformat(row[0]), now.zone) for row in known]
        root = self._vault.data_dir.root
        left = [at for path, at in left_behind.found(root) if DataDir(path).kiosk_db.exists()]
        return [*made, *(Instant.at(at, now.zone) for at in left)]

    def _receipt(
        self,
        person: PersonId,
        number: str,
        at: Instant,
        choice: MarksChoice,
        counts: erasure.Counts,
        backups: Sequence[Instant],
    ) -> Receipt:
        stays = ["marks", "anonymous-marks"]
        if choice is MarksChoice.KEEP:
            stays.append("notes")
        gone = tuple((kind, count) for kind, count in counts.items() if count and kind not in stays)
        kept = [(kind, counts[kind]) for kind in stays if counts.get(kind)]
        if choice is MarksChoice.KEEP:
            kept = [("name", 1), ("number", 1), *kept]
        rows = self._desk.records.read("SELECT count(*) FROM audit WHERE subjects LIKE ?", (f'%"{person}"%',))
        last = (
            max(backups, key=lambda made: made.utc).plus(timedelta(days=TEMPLATE_DAYS)) if backups else None
        )
        return Receipt(
            number, person, at, choice, gone, (*kept, ("audit", int(rows[0][0]))), last, len(backups)
        )
