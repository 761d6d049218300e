"""First start: a school, its administrator, a first class and its lessons, all or nothing."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from kiosk import logs
from kiosk.domain.names import TextProblem, clean_name
from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.runtime.api import NewSchool, SchoolMade
from kiosk.runtime.clock import Clock, system_clock

if TYPE_CHECKING:
    from kiosk.storage.vault import CreatedVault, NewVault, Vault

T = TypeVar("T")
Creator = Callable[[DataDir, "NewVault", Clock], "CreatedVault"]

THREAD_NAME = "rollcall-setup"
TERM = timedelta(weeks=26)
"""How far ahead the first class's lessons are planned."""


def _create_vault(data_dir: DataDir, plan: "NewVault", clock: Clock) -> "CreatedVault":
    from kiosk.storage import calibration  # sqlcipher3 and PyNaCl load on the thread that uses them
    from kiosk.storage.keys import STANDARD
    from kiosk.storage.vault import Vault

    policy = calibration.calibrated() if plan.may_use_keyring else STANDARD  # no time for a throw-away one
    return Vault.create(data_dir, plan, clock, policy=policy)


class Setup:
    """Implements SetupApi. Each `create` has a thread of its own, which ends with it."""

    def __init__(
        self,
        data_dir: DataDir,
        *,
        clock: Clock | None = None,
        creator: Creator = _create_vault,
        may_use_keyring: bool = True,
    ) -> None:
        """Prepare.

        Args:
            data_dir: Where the school will be.
            clock: The time; None for the system's, in the zone of the plan.
            creator: Makes the vault.
            may_use_keyring: False keeps the device key in a file, for throw-away directories.
        """
        self._data_dir = data_dir
        self._clock = clock
        self._creator = creator
        self._may_use_keyring = may_use_keyring
        self._thread: threading.Thread | None = None

    def create(self, plan: NewSchool) -> "Future[SchoolMade]":
        """Make the data directory and everything in it; afterwards nobody is signed in and nothing is open.

        The future holds KioskError DATA_DIR_EXISTS, PASSPHRASE_WEAK, TEXT_BAD, ZONE_UNKNOWN, SESSION_TIMES or
        KEYRING_REFUSED, and then nothing was made.
        """
        return self._begin(lambda: self._make(plan))

    def suggest_passphrase(self) -> str:
        """Give six random words."""
        from kiosk.storage import passphrases

        return passphrases.suggest()

    def is_weak(self, passphrase: str) -> bool:
        """Say whether `create` would refuse a passphrase as too easy to guess."""
        from kiosk.storage import passphrases

        try:
            passphrases.check_new(passphrase)
        except KioskError:
            return True
        return False

    def custody_here(self) -> "Future[Custody]":
        """Say where this machine would keep a device key. A keyring may take its time, or ask for a password.

        Whether it really keeps one is seen when the key is put there; `SchoolMade.custody` says so.
        """
        return self._begin(self._look_for_keyring)

    def stop(self, timeout: float) -> bool:
        """Wait for a running `create`; False when it did not end in time."""
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _begin(self, job: "Callable[[], T]") -> "Future[T]":
        future: Future[T] = Future()
        self._thread = threading.Thread(target=_run, args=(job, future), name=THREAD_NAME, daemon=True)
        self._thread.start()
        return future

    def _look_for_keyring(self) -> Custody:
        from kiosk.storage import device_key

        return Custody.KEYRING if self._may_use_keyring and device_key.usable_keyrings() else Custody.FILE

    def _make(self, plan: NewSchool) -> SchoolMade:
        from kiosk.storage.vault import NewVault

        _check(plan)
        clock = self._clock or system_clock(plan.zone)
        created = self._creator(
            self._data_dir,
            NewVault(
                plan.school,
                plan.admin,
                plan.passphrase,
                plan.is_trial,
                plan.zone,
                self._may_use_keyring,
                plan.custody,
            ),
            clock,
        )
        try:
            _fill(created.vault, plan, clock)
        except BaseException:
            created.vault.close()
            self._take_away()
            raise
        created.vault.close()
        return SchoolMade(created.recovery_code, created.custody)

    def _take_away(self) -> None:
        """Remove what was made: a school whose recovery code nobody saw must not stay."""
        data_dir = self._data_dir
        for database in (data_dir.kiosk_db, data_dir.records_db):
            for suffix in ("", "-wal", "-shm"):
                database.with_name(database.name + suffix).unlink(missing_ok=True)
        for path in (data_dir.device_key_file, data_dir.slots_copy, data_dir.slots_file):
            path.unlink(missing_ok=True)


def _check(plan: NewSchool) -> None:
    """Find what is wrong with the plan before anything is made."""
    try:
        clean_name(plan.class_name)
    except TextProblem as problem:
        raise KioskError(Code.TEXT_BAD, where="class", detail=problem) from None
    try:
        ZoneInfo(plan.zone)
    except (ValueError, OSError, KeyError):
        raise KioskError(Code.ZONE_UNKNOWN, where=plan.zone) from None
    if plan.lesson_days and plan.lesson_starts == plan.lesson_ends:
        raise KioskError(Code.SESSION_TIMES)


def _fill(vault: "Vault", plan: NewSchool, clock: Clock) -> None:
    vault.sign_in(plan.passphrase)
    records = vault.records
    first_class = records.add_class(plan.class_name)
    if plan.lesson_days:
        today = clock().local_date
        records.plan_lessons(
            first_class.id, plan.lesson_days, plan.lesson_starts, plan.lesson_ends, today, today + TERM
        )
    vault.sign_out()


def _run(job: "Callable[[], T]", future: "Future[T]") -> None:
    future.set_running_or_notify_cancel()
    try:
        result = job()
    except KioskError as error:
        future.set_exception(error)
    except BaseException as error:  # noqa: BLE001 - the edge of the thread: whoever waits gets it
        logs.bug("setup-failed", error)
        future.set_exception(error)
    else:
        future.set_result(result)
