"""What an administrator's part of the desk may ask: keys, privacy, backups, audit.

As in `kiosk.runtime.api`, every method returns a Future at once. All raise SIGNED_OUT while nobody is signed
in, and NOT_ALLOWED where the table of `kiosk.domain.permissions` says no.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from kiosk.domain.backups import BackupEntry, BackupProgress, BackupView, DrillReport, RestoreSummary
from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, PersonId, SignerId
from kiosk.domain.people import AuditRow, Custody, Role, SignedIn, Signer
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
)
from kiosk.runtime.api_register import Registry
from kiosk.runtime.api_site import SiteApi


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which rows of the audit are wanted; None for any.

    Attributes:
        first: Local day of the oldest.
        last: Local day of the newest, included.
        actor: Who did it.
        action: The code.
        subject: An id it was about.
    """

    first: date | None = None
    last: date | None = None
    actor: SignerId | None = None
    action: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A row of the audit as the desk shows it: the row holds ids, the names are looked up as they are now.

    Attributes:
        row: As it is stored.
        actor: The name of who did it; "" for the kiosk itself.
        subjects: What each id is called now; "" for what is gone or has no name.
    """

    row: AuditRow
    actor: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overdue:
    """Work that waits because it needs somebody who is signed in, or was never done.

    Attributes:
        chore: "backup", "backup-check", "drill", "retention-marks", "retention-audit", "consents-due",
            "undrained", or what is no work but has to be told: "audit-broken", "clock", "card-burst",
            "wrong-codes".
        since: Since when it waits; None when it was never done.
        count: How many rows or files.
    """

    chore: str
    since: Instant | None
    count: int


class KeysApi(Protocol):
    """Who may sign in, and by what."""

    def signers(self) -> "Future[Sequence[Signer]]":
        """Everybody, removed ones last."""

    def add_signer(
        self, own: str, name: str, role: Role, passphrase: str, classes: Sequence[ClassId] = ()
    ) -> "Future[Signer]":
        """Give somebody a slot. `own`, whoever's is signed in, is asked since a desk can be left open.

        Raises PASSPHRASE_WRONG, PASSPHRASE_WAIT, TEXT_BAD, PASSPHRASE_WEAK, PASSPHRASE_USED.
        """

    def set_classes(self, own: str, signer: SignerId, classes: Sequence[ClassId]) -> "Future[None]":
        """Say which classes a teacher teaches; `own` as for `add_signer`.

        Raises PASSPHRASE_WRONG, PASSPHRASE_WAIT, SIGNER_UNKNOWN.
        """

    def set_role(self, own: str, signer: SignerId, role: Role) -> "Future[None]":
        """Make somebody an administrator or a teacher; `own` as for `add_signer`.

        Raises PASSPHRASE_WRONG, PASSPHRASE_WAIT, SIGNER_UNKNOWN, LAST_ADMIN.
        """

    def remove_signer(self, own: str, signer: SignerId) -> "Future[None]":
        """Take a slot away; `own` as for `add_signer`.

        Raises PASSPHRASE_WRONG, PASSPHRASE_WAIT, SIGNER_UNKNOWN, LAST_ADMIN.
        """

    def change_passphrase(self, old: str, new: str) -> "Future[None]":
        """Change one's own. Raises PASSPHRASE_WRONG, PASSPHRASE_WAIT, PASSPHRASE_WEAK, PASSPHRASE_USED."""

    def rotate(self, passphrase: str) -> "Future[None]":
        """Give Zone R a new key and a new key pair. Raises PASSPHRASE_WRONG, PASSPHRASE_WAIT."""

    def custody(self) -> "Future[Custody]":
        """Where the device key is."""

    def custody_checked(self) -> "Future[Instant | None]":
        """When the device key was first found again after this computer's newest start; None: not tried yet.

        None for an attended start as well, which keeps no device key.
        """

    def suggest_passphrase(self) -> str:
        """Six random words. At once: it touches nothing."""

    def set_desk_pin(self, pin: str) -> "Future[None]":
        """Choose six digits that unlock the screen until midnight or the next start.

        Raises DESK_PIN_SHAPE, PIN_EASY; DESK_PIN_LATE once the passphrase was typed too long ago.
        """

    def has_desk_pin(self) -> "Future[bool]":
        """Whether whoever is signed in chose one that still holds."""

    def unlock(self, pin: str) -> "Future[SignedIn]":
        """Unlock the screen.

        Raises DESK_PIN_WRONG with the tries left; after the third Zone R is closed and
        DESK_PIN_OVER is raised, as it is when there is no PIN.
        """


class PrivacyApi(Protocol):
    """Basis, consent, objection, retention, erasure."""

    def bases(self) -> "Future[Sequence[Basis]]":
        """The grounds that hold, one a purpose."""

    def set_basis(self, purpose: Purpose, kind: BasisKind, reference: str) -> "Future[None]":
        """Enter another. Raises BASIS_REFERENCE where one is needed and missing, TEXT_BAD."""

    def consent_texts(self) -> "Future[Sequence[ConsentText]]":
        """The school's own words, newest first."""

    def add_consent_text(self, text: str) -> "Future[ConsentText]":
        """Add a version. Raises TEXT_BAD."""

    def consents_due(self) -> "Future[Sequence[ConsentDue]]":
        """Whose consent ends within `DUE_DAYS` days, the first to end first."""

    def privacy_of(self, person: PersonId) -> "Future[PersonPrivacy]":
        """Somebody's choices. Looking is an audit row."""

    def record_consent(self, person: PersonId, given: ConsentGiven) -> "Future[None]":
        """Record a consent. Raises TEXT_BAD, DAY_BAD, PERSON_UNKNOWN, OBJECTED."""

    def object(self, person: PersonId, by: Relation) -> "Future[int]":
        """Record a no: consents end and templates go at once; says how many."""

    def lift_objection(self, person: PersonId, by: Relation) -> "Future[None]":
        """Take it back, by whoever raised it; a new consent is needed. Raises OBJECTED for anybody else."""

    def mark_left(self, person: PersonId, day: date | None) -> "Future[None]":
        """Say that somebody left on a day, or, with None, that they are here."""

    def retention(self) -> "Future[Sequence[RetentionRule]]":
        """The rules, one a kind."""

    def set_retention(self, kind: RetentionKind, days: int | None) -> "Future[None]":
        """Change one. Raises RETENTION_DAYS."""

    def retention_due(self) -> "Future[Sequence[RetentionDue]]":
        """What running it now would take away."""

    def run_retention(self) -> "Future[Sequence[RetentionDue]]":
        """Take it away; says what went."""

    def erase(self, person: PersonId, marks: MarksChoice) -> "Future[Receipt]":
        """Erase somebody. Raises PERSON_UNKNOWN."""

    def own_data(self, person: PersonId) -> "Future[PersonData]":
        """Everything about one person and nobody else. Raises PERSON_UNKNOWN."""


class BackupApi(Protocol):
    """Backups."""

    def view(self) -> "Future[BackupView]":
        """What there is."""

    def back_up(self, on_progress: Callable[[BackupProgress], None] | None = None) -> "Future[BackupEntry]":
        """Make one now and check it. `on_progress` is called on another thread.

        Raises BACKUP_NO_SPACE, BACKUP_NOT_WRITTEN, BACKUP_BAD, BACKUP_STOPPED.
        """

    def drill(self) -> "Future[DrillReport]":
        """Restore the newest backup to a place of its own, look at it, and take it away again."""

    def cancel(self) -> None:
        """Stop what runs; its future holds BACKUP_STOPPED."""

    def look_at(self, file: Path) -> "Future[RestoreSummary]":
        """Say what a backup holds, by the keys there are. Changes nothing. Raises BACKUP_*."""


class AuditApi(Protocol):
    """The audit."""

    def rows(self, wanted: AuditFilter | None = None) -> "Future[Sequence[AuditLine]]":
        """Newest first."""

    def actions(self) -> "Future[Sequence[str]]":
        """Every code that occurs."""

    def verify(self) -> "Future[Sequence[str]]":
        """Reason codes of what is wrong with the chain; none when it is sound."""

    def note_export(self, rows: int) -> "Future[None]":
        """Write the audit row of an export of the audit."""

    def note_view(self, person: PersonId) -> "Future[None]":
        """Write the audit row of looking at a person's page."""

    def note_settings(self, names: Sequence[str]) -> "Future[None]":
        """Write the audit row of a change of settings, by their names."""

    def overdue(self) -> "Future[Sequence[Overdue]]":
        """What waits."""


@dataclass(frozen=True, slots=True)
class Office:
    """All of them together, as the desk's window takes them."""

    keys: KeysApi
    privacy: PrivacyApi
    backups: BackupApi
    audit: AuditApi
    registry: Registry
    site: SiteApi
