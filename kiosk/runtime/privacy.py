"""PrivacyApi: each question becomes a job of the database thread. What the door uses follows at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId
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
    year_end,
)

if TYPE_CHECKING:
    from kiosk.runtime.services import Services
    from kiosk.storage.privacy import Privacy
    from kiosk.storage.vault import Vault

T = TypeVar("T")


class PrivacyService:
    """Implements PrivacyApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._trimmed_on: date | None = None

    # Basis and consent

    def bases(self) -> "Future[Sequence[Basis]]":
        """Give the grounds that hold, one a purpose."""
        return self._read(lambda privacy: privacy.bases())

    def set_basis(self, purpose: Purpose, kind: BasisKind, reference: str) -> "Future[None]":
        """Enter another. Raises BASIS_REFERENCE, TEXT_BAD."""
        return self._write(lambda privacy: privacy.set_basis(purpose, kind, reference))

    def consent_texts(self) -> "Future[Sequence[ConsentText]]":
        """Give the school's own words, newest first."""
        return self._read(lambda privacy: privacy.consent_texts())

    def add_consent_text(self, text: str) -> "Future[ConsentText]":
        """Add a version. Raises TEXT_BAD."""
        return self._read(lambda privacy: privacy.add_consent_text(text))

    def consents_due(self) -> "Future[Sequence[ConsentDue]]":
        """Give whose consent ends soon, the first to end first."""
        return self._read(lambda privacy: privacy.consents_due())

    def privacy_of(self, person: PersonId) -> "Future[PersonPrivacy]":
        """Give somebody's choices. Looking is an audit row."""
        return self._read(lambda privacy: privacy.of_person(person))

    def record_consent(self, person: PersonId, given: ConsentGiven) -> "Future[None]":
        """Record a consent; without a day of its own it ends with the school year.

        Raises:
            KioskError: TEXT_BAD, DAY_BAD, PERSON_UNKNOWN, OBJECTED, BASIS_REFERENCE, by the future.
        """
        services = self._services
        if given.live_until is None:
            today = services.clock().local_date
            given = replace(given, live_until=year_end(today, *services.settings.year_end))
        return self._write(lambda privacy: privacy.record_consent(person, given))

    def object(self, person: PersonId, by: Relation) -> "Future[int]":
        """Record a no: consents end and templates go at once; says how many."""
        return self._about(person, lambda privacy: privacy.object(person, by))

    def lift_objection(self, person: PersonId, by: Relation) -> "Future[None]":
        """Take it back, by whoever raised it. Raises OBJECTED for anybody else."""
        return self._write(lambda privacy: privacy.lift_objection(person, by))

    # People

    def mark_left(self, person: PersonId, day: date | None) -> "Future[None]":
        """Say that somebody left on a day, or, with None, that they are here. Raises DAY_BAD."""
        return self._write(lambda privacy: privacy.mark_left(person, day))

    def erase(self, person: PersonId, marks: MarksChoice) -> "Future[Receipt]":
        """Erase somebody. Raises PERSON_UNKNOWN."""

        def job(vault: "Vault") -> Receipt:
            receipt = vault.office.privacy.erase(person, marks, self._services.backup_folder())
            self._services.note_change()
            return receipt

        return self._job(job, person)

    def own_data(self, person: PersonId) -> "Future[PersonData]":
        """Give everything about one person and nobody else. Raises PERSON_UNKNOWN."""
        return self._read(lambda privacy: privacy.own_data(person))

    # Retention

    def retention(self) -> "Future[Sequence[RetentionRule]]":
        """Give the rules, one a kind."""
        return self._read(lambda privacy: privacy.retention())

    def set_retention(self, kind: RetentionKind, days: int | None) -> "Future[None]":
        """Change one. Raises RETENTION_DAYS."""
        return self._write(lambda privacy: privacy.set_retention(kind, days))

    def retention_due(self) -> "Future[Sequence[RetentionDue]]":
        """Say what running it now would take away."""
        return self._read(lambda privacy: privacy.retention_due())

    def run_retention(self) -> "Future[Sequence[RetentionDue]]":
        """Take it away; says what went."""

        def job(vault: "Vault") -> Sequence[RetentionDue]:
            gone = vault.office.privacy.run_retention()
            if gone:
                self._services.note_change()
            return gone

        return self._job(job)

    def housekeeping(self, vault: "Vault", now: Instant) -> None:
        """Do what acts by itself: old log lines, signed in or not; marks and audit rows as the school chose.

        Nothing while the clock cannot be believed. Database thread only.
        """
        if vault.door.last_seen.is_doubtful(now):
            return
        if self._trimmed_on != now.local_date:
            self._trimmed_on = now.local_date
            days = vault.door.log_days()
            if days is not None:
                logs.trim(vault.data_dir.log_dir, now.plus(timedelta(days=-days)).utc)
        if (
            self._services.settings.retention_runs_itself
            and vault.signed_in is not None
            and vault.office.privacy.run_retention_by_itself()
        ):
            self._services.note_change()

    def _read(self, job: "Callable[[Privacy], T]") -> "Future[T]":
        return self._services.submit(lambda vault: job(vault.office.privacy))

    def _write(self, job: "Callable[[Privacy], T]") -> "Future[T]":
        return self._job(lambda vault: job(vault.office.privacy))

    def _about(self, person: PersonId, job: "Callable[[Privacy], T]") -> "Future[T]":
        return self._job(lambda vault: job(vault.office.privacy), person)

    def _job(self, job: "Callable[[Vault], T]", person: PersonId | None = None) -> "Future[T]":
        """Run what changes whom the door knows, and let it know.

        Args:
            job: On the database thread.
            person: Whose sightings and refused templates are let go of, whether or not it comes off.
        """
        services = self._services

        def write(vault: "Vault") -> T:
            if person is not None:
                services.storing.drop(person)
                services.keeper(vault).forget(person)
            answer = job(vault)
            services.refresh(vault)
            return answer

        return services.submit(write)
