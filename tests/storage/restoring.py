"""Backups made and restored in tests, without a thread and with a light key derivation."""

from pathlib import Path

from kiosk.domain.backups import RestoreSummary
from kiosk.paths import DataDir
from kiosk.storage.backup_make import Made, make
from kiosk.storage.backup_source import Work, source_of
from kiosk.storage.device_key import Keyring
from kiosk.storage.recover import Proof
from kiosk.storage.restore import Restored, Wish, prepared
from tests.fakes_storage import LIGHT, PASSPHRASE, SchoolClock, SmallSchool


def back_up(school: SmallSchool, folder: Path) -> Made:
    """Make a backup as it is now, signed in or not."""
    source = source_of(school.vault, folder, school.clock())
    try:
        return make(source, Work())
    finally:
        source.close()


def restore(
    file: Path,
    target: Path,
    clock: SchoolClock,
    proof: Proof | None = None,
    *,
    erased: Path | None = None,
    keyrings: tuple[Keyring, ...] = (),
) -> tuple[RestoreSummary, Restored]:
    """Restore and put in place."""
    wish = Wish(file, DataDir(target), proof or Proof.passphrase(PASSPHRASE), erased)
    with prepared(wish, clock, Work(), policy=LIGHT, keyrings=keyrings, monotonic=clock.monotonic) as ready:
        return ready.summary, ready.put_in_place()
