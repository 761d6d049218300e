"""Keys and backups without storage: KeysApi and BackupApi over lists, each with a story.

Answers are ready at once, but for a backup: that one the test lets go on and end. They cannot ship: tests/ is
not in the package.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from kiosk.domain.backups import BackupEntry, BackupProgress, BackupView, DrillReport, RestoreSummary
from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, SignerId
from kiosk.domain.people import Custody, Role, SignedIn, Signer
from kiosk.errors import Code, KioskError
from tests.fakes_desk import PASSPHRASE, FakeDesk
from tests.fakes_office import ADMIN, RUIZ, answer

SIX_WORDS = "anchor blanket copper dolphin ember foxglove"
TRIES = 3


class FakeKeys:
    """Who may sign in, in memory, with the rules of the real one as far as a window sees them."""

    def __init__(self, desk: FakeDesk) -> None:
        self.desk = desk
        self.all: list[Signer] = []
        self.added: list[tuple[str, Role, str, tuple[ClassId, ...]]] = []
        self.changed: list[str] = []
        self.custody_ = Custody.FILE
        self.custody_checked_: Instant | None = None
        self.rotating: Future[None] | None = None
        self.pin = ""
        self.wrong = 0

    def signers(self) -> "Future[Sequence[Signer]]":
        return answer(lambda: tuple(sorted(self.all, key=lambda each: each.is_removed)))

    def add_signer(
        self, own: str, name: str, role: Role, passphrase: str, classes: Sequence[ClassId] = ()
    ) -> "Future[Signer]":
        def job() -> Signer:
            self._check(own)
            if len(passphrase) < 12:
                raise KioskError(Code.PASSPHRASE_WEAK)
            number = max(each.number for each in self.all) + 1
            made = Signer(SignerId(f"signer-{number}"), name, role, number, tuple(classes), is_removed=False)
            self.all.append(made)
            self.added.append((name, role, passphrase, tuple(classes)))
            return made

        return answer(job)

    def set_classes(self, own: str, signer: SignerId, classes: Sequence[ClassId]) -> "Future[None]":
        def job() -> None:
            self._check(own)
            self._replace(signer, classes=tuple(classes))

        return answer(job)

    def set_role(self, own: str, signer: SignerId, role: Role) -> "Future[None]":
        def job() -> None:
            self._check(own)
            self._keep_an_admin(signer)
            self._replace(signer, role=role)

        return answer(job)

    def remove_signer(self, own: str, signer: SignerId) -> "Future[None]":
        def job() -> None:
            self._check(own)
            self._keep_an_admin(signer)
            self._replace(signer, is_removed=True)

        return answer(job)

    def change_passphrase(self, old: str, new: str) -> "Future[None]":
        def job() -> None:
            self._check(old)
            self.changed.append(new)

        return answer(job)

    def rotate(self, passphrase: str) -> "Future[None]":
        if passphrase != PASSPHRASE:
            return answer(lambda: self._check(passphrase))
        self.rotating = Future()
        return self.rotating

    def custody(self) -> "Future[Custody]":
        return answer(lambda: self.custody_)

    def custody_checked(self) -> "Future[Instant | None]":
        return answer(lambda: self.custody_checked_)

    def suggest_passphrase(self) -> str:
        return SIX_WORDS

    def set_desk_pin(self, pin: str) -> "Future[None]":
        def job() -> None:
            if len(pin) != 6 or not pin.isdecimal():
                raise KioskError(Code.DESK_PIN_SHAPE)
            if len(set(pin)) == 1:
                raise KioskError(Code.PIN_EASY)
            self.pin, self.wrong = pin, 0

        return answer(job)

    def has_desk_pin(self) -> "Future[bool]":
        return answer(lambda: bool(self.pin))

    def unlock(self, pin: str) -> "Future[SignedIn]":
        def job() -> SignedIn:
            if not self.pin:
                raise KioskError(Code.DESK_PIN_OVER)
            if pin == self.pin:
                self.wrong = 0
                return SignedIn(RUIZ, "Ms Ruiz", self.desk.role, 1)
            self.wrong += 1
            if self.wrong < TRIES:
                raise KioskError(Code.DESK_PIN_WRONG, detail=TRIES - self.wrong)
            self.pin = ""
            self.desk.is_open = False
            raise KioskError(Code.DESK_PIN_OVER)

        return answer(job)

    @staticmethod
    def _check(own: str) -> None:
        if own != PASSPHRASE:
            raise KioskError(Code.PASSPHRASE_WRONG)

    def _keep_an_admin(self, signer: SignerId) -> None:
        admins = [each.id for each in self.all if each.role is Role.ADMIN and not each.is_removed]
        if admins == [signer]:
            raise KioskError(Code.LAST_ADMIN)

    def _replace(self, signer: SignerId, **changes: object) -> None:
        self.all = [
            replace(each, **changes) if each.id == signer else each  # type: ignore[arg-type]
            for each in self.all
        ]


class FakeBackups:
    """Backups whose making the test lets go on and end."""

    def __init__(self) -> None:
        self.shown = BackupView("/srv/backups", (), is_overdue=True, drill=None)
        self.making: Future[BackupEntry] | None = None
        self.cancelled = 0
        self._on_progress: Callable[[BackupProgress], None] | None = None

    def view(self) -> "Future[BackupView]":
        return answer(lambda: self.shown)

    def back_up(self, on_progress: Callable[[BackupProgress], None] | None = None) -> "Future[BackupEntry]":
        self._on_progress = on_progress
        self.making = Future()
        return self.making

    def go_on(self, step: str, done: int, total: int = 100) -> None:
        """Say how far the running backup is."""
        assert self._on_progress is not None
        self._on_progress(BackupProgress(step, done, total))

    def end(self, entry: BackupEntry) -> None:
        """The running backup is there."""
        assert self.making is not None
        self.shown = replace(self.shown, entries=(entry, *self.shown.entries), is_overdue=False)
        self.making.set_result(entry)

    def drill(self) -> "Future[DrillReport]":
        def job() -> DrillReport:
            newest = self.shown.entries[0]
            made = DrillReport(newest.made, newest.name, "", 24, 1240)
            self.shown = replace(self.shown, drill=made)
            return made

        return answer(job)

    def cancel(self) -> None:
        self.cancelled += 1

    def look_at(self, file: Path) -> "Future[RestoreSummary]":
        return answer(lambda: self._unreadable(file))

    @staticmethod
    def _unreadable(file: Path) -> RestoreSummary:
        raise KioskError(Code.BACKUP_UNREADABLE, where=file.name)


def three_people(desk: FakeDesk) -> FakeKeys:
    """A teacher of the first class, an administrator, and somebody who left."""
    made = FakeKeys(desk)
    made.all = [
        Signer(RUIZ, "Ms Ruiz", Role.TEACHER, 1, (desk.classes_[0].id,), is_removed=False),
        Signer(ADMIN, "Mr Haddad", Role.ADMIN, 2, (), is_removed=False),
        Signer(SignerId("old"), "Mr Old", Role.TEACHER, 3, (), is_removed=True),
    ]
    return made


def an_entry(made: Instant, *, is_verified: bool | None = True, has_templates: bool = True) -> BackupEntry:
    """A backup of a small school."""
    name = f"rollcall-{made.local:%Y-%m-%d}.backup"
    return BackupEntry(name, made, 4_200_000, has_templates, is_verified)


def a_quiet_week(now: Instant) -> FakeBackups:
    """A backup each night, the last not checked yet, an old one without templates; a drill was well."""
    made = FakeBackups()
    nights = [an_entry(now.plus(timedelta(days=-n)), is_verified=None if n == 0 else True) for n in range(3)]
    old = an_entry(now.plus(timedelta(days=-40)), has_templates=False)
    report = DrillReport(now.plus(timedelta(days=-9)), old.name, "", 24, 1100)
    made.shown = BackupView("/srv/backups", (*nights, old), is_overdue=False, drill=report)
    return made
