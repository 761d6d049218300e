"""A new installation: what it needs to know, and the first rows of both zones."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nacl.public import PrivateKey

from kiosk.domain.clock import Instant
from kiosk.domain.ids import DeviceId, SignerId, new_id
from kiosk.domain.people import Greeting, Role
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir, write_private
from kiosk.storage import audit, migrations, outbox, schema_k, schema_r
from kiosk.storage.keys import KdfPolicy
from kiosk.storage.sqlcipher import Database


@dataclass(frozen=True, slots=True)
class NewVault:
    """What a new installation needs to know.

    Attributes:
        school: Its name.
        admin: The administrator's name.
        passphrase: Theirs.
        is_trial: Takes marks from files and synthetic sources.
        zone: IANA zone.
        may_use_keyring: False keeps the device key in a file, for throw-away directories.
    """

    school: str
    admin: str
    passphrase: str
    is_trial: bool
    zone: str
    may_use_keyring: bool = True

    def __repr__(self) -> str:
        """Show nothing: it holds a passphrase and a name."""
        return "NewVault(...)"


def fill(
    kiosk: Database,
    records: Database,
    plan: NewVault,
    school: str,
    admin: str,
    signer: SignerId,
    policy: KdfPolicy,
    now: Instant,
) -> None:
    """Make both zones' tables and first rows.

    Args:
        kiosk: Zone K, new.
        records: Zone R, new.
        plan: What the wizard asked.
        school: The school's name, cleaned.
        admin: The administrator's name, cleaned.
        signer: The administrator's id.
        policy: How costly a PIN is to guess.
        now: The moment.
    """
    device, pair = DeviceId(new_id()), PrivateKey.generate()
    migrations.migrate(kiosk, schema_k.MIGRATIONS)
    migrations.migrate(records, schema_r.MIGRATIONS)
    with records.transaction():
        records.write(
            "INSERT INTO school (one, name, device, is_trial, zone, greeting, private_key)"
            " VALUES (1, ?, ?, ?, ?, ?, ?)",
            (
                school,
                device,
                int(plan.is_trial),
                plan.zone,
                Greeting.SYMBOL_AND_INITIALS.value,
                bytes(pair),
            ),
        )
        records.write(
            "INSERT INTO signers (signer, name, role) VALUES (?, ?, ?)", (signer, admin, Role.ADMIN.value)
        )
        audit.append(records, now, signer, "created", [device], f"is_trial={int(plan.is_trial)}")
    with kiosk.transaction():
        kiosk.write(
            "INSERT INTO install (one, device, is_trial, zone, zone_r_public, pin_passes, pin_memory)"
            " VALUES (1, ?, ?, ?, ?, ?, ?)",
            (
                device,
                int(plan.is_trial),
                plan.zone,
                bytes(pair.public_key),
                policy.passes,
                policy.pin_memory_bytes,
            ),
        )
    outbox.start(kiosk, records, device)
    audit.copy_head(records, kiosk)


def make_folder(data_dir: DataDir) -> None:
    """Make the data directory. Raises KioskError DATA_DIR_UNWRITABLE."""
    try:
        data_dir.create()
    except OSError:
        raise KioskError(Code.DATA_DIR_UNWRITABLE, where=data_dir.root) from None


@contextmanager
def naming_the_folder(data_dir: DataDir) -> Iterator[None]:
    """Turn DATABASE_FULL, which speaks of a mark and a teacher, into what a first start can act on.

    Raises:
        KioskError: DATA_DIR_UNWRITABLE.
    """
    try:
        yield
    except KioskError as error:
        if error.code is not Code.DATABASE_FULL:
            raise
        raise KioskError(Code.DATA_DIR_UNWRITABLE, where=data_dir.root) from None


def mark_unfinished(data_dir: DataDir) -> None:
    """Say in the directory that what is there is not a school yet. Raises KioskError DATA_DIR_UNWRITABLE."""
    try:
        write_private(data_dir.unfinished_file, b"")
    except OSError:
        raise KioskError(Code.DATA_DIR_UNWRITABLE, where=data_dir.root) from None


def remove_unfinished(data_dir: DataDir) -> None:
    """Take away what a set-up made that did not come to its end."""
    for path in (data_dir.kiosk_db, data_dir.records_db):
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    data_dir.device_key_file.unlink(missing_ok=True)
    data_dir.slots_file.unlink(missing_ok=True)
    data_dir.unfinished_file.unlink(missing_ok=True)
