"""Zone R while somebody is signed in: what is open then, and how it is opened with the keys of a slot."""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nacl.public import PrivateKey

from kiosk.domain.clock import Instant
from kiosk.domain.ids import SignerId
from kiosk.domain.people import Role, SignedIn
from kiosk.errors import Code, KioskError
from kiosk.storage import audit, kept_before, rotation, untold, zones
from kiosk.storage.audit_view import AuditView
from kiosk.storage.backups import Backups
from kiosk.storage.cards import Cards
from kiosk.storage.follow_ups import FollowUps
from kiosk.storage.imports import Imports
from kiosk.storage.keys import AllKeys, SecretBytes
from kiosk.storage.privacy import Privacy
from kiosk.storage.records import Records
from kiosk.storage.reports import Reports
from kiosk.storage.sample import Sample
from kiosk.storage.signers import Signers
from kiosk.storage.slots import SlotKind, Slots
from kiosk.storage.sqlcipher import Database, Reader, open_database
from kiosk.storage.timetable import Timetable

if TYPE_CHECKING:
    from kiosk.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that may be asked while somebody is signed in.

    Attributes:
        records: Classes, people, sessions, marks.
        signers: Who may sign in.
        privacy: Basis, objection, retention, erasure.
        audit: The audit, and what waits.
        backups: Backups.
        timetable: Groups and lessons.
        imports: Files in.
        cards: QR cards.
        reports: Sheets and rates.
        follow_ups: Whom the rules found.
        sample: A school that does not exist, for trials.
    """

    records: Records
    signers: Signers
    privacy: Privacy
    audit: AuditView
    backups: Backups
    timetable: Timetable
    imports: Imports
    cards: Cards
    reports: Reports
    follow_ups: FollowUps
    sample: Sample


@dataclass(slots=True)
class ZoneR:
    """What is open.

    Attributes:
        database: Zone R.
        reader: The same once more, for the backups' thread.
        private_key: Opens what the door sealed.
        signed_in: Who.
        office: What they may ask; None until the door's marks were brought in.
    """

    database: Database
    reader: Reader
    private_key: SecretBytes
    signed_in: SignedIn
    office: Office | None = None


def open_records(vault: "Vault", kiosk: Database, keys: AllKeys, signer: SignerId, now: Instant) -> ZoneR:
    """Open Zone R for a signer, and finish a rotation of its key that was cut off.

    Args:
        vault: Whose.
        kiosk: Its Zone K.
        keys: What the signer's slot gave.
        signer: Who.
        now: The moment.

    Raises:
        KioskError: PASSPHRASE_WRONG when the signer was removed; DATABASE_DAMAGED, also for another
            installation's records; DATABASE_NEWER; BACKUP_NO_SPACE, BACKUP_NOT_WRITTEN, BACKUP_BAD where an
            older program's records cannot be kept before they are brought forward.
    """
    records, key = zones.open_records(vault.data_dir.records_db, keys, None)
    with ExitStack() as undo:
        undo.callback(records.close)
        kept_before.bring_records_forward(vault, kiosk, records, key, now)
        found = records.read(
            "SELECT name, role FROM signers WHERE signer = ? AND removed_utc IS NULL", (signer,)
        )
        school = records.read("SELECT device, private_key FROM school")
        if not found:
            raise KioskError(Code.PASSPHRASE_WRONG)
        if not school or school[0][0] != vault.device:
            raise KioskError(Code.DATABASE_DAMAGED, where=records.name)
        rotation.settle(vault, records, keys, key, now)
        reader = Reader(open_database(vault.data_dir.records_db, key, is_lent=True))
        undo.pop_all()
    name, role = found[0]
    number = next((slot.number for slot in vault.slots.people if slot.id == signer), 0)
    signed_in = SignedIn(signer, name, Role(role), number, untold.tries(kiosk, signer))
    return ZoneR(records, reader, SecretBytes.taken(school[0][1]), signed_in)


def number_signers(records: Database, found: Slots) -> None:
    """Write down the sign-in numbers that Zone R does not know yet: rows from before there were any."""
    with records.transaction():
        for slot in found.of(SlotKind.PERSON):
            records.write(
                "UPDATE signers SET number = ? WHERE signer = ? AND number <> ?",
                (slot.number, slot.id, slot.number),
            )


def put_public_key_back(kiosk: Database, zone_r: ZoneR, now: Instant) -> bool:
    """Put Zone R's own public key back into Zone K if another one is there; says whether it was."""
    with zone_r.private_key.revealed() as private:
        public = bytes(PrivateKey(private).public_key)
    if public == kiosk.read("SELECT zone_r_public FROM install")[0][0]:
        return False
    with kiosk.transaction():
        kiosk.write("UPDATE install SET zone_r_public = ?", (public,))
    with zone_r.database.transaction():
        audit.append(zone_r.database, now, None, "outbox-broken", detail="public-key=1")
    audit.copy_head(zone_r.database, kiosk)
    return True
