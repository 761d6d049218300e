"""Fakes for storage: a light key derivation, a school's clock, a small school ready to use. Cannot ship."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from kiosk.domain.clock import Instant
from kiosk.domain.faces import ProtectedEmbedding
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId
from kiosk.domain.marks import MarkEvent, Method, NewMark, next_mark
from kiosk.domain.people import Person, SchoolClass
from kiosk.domain.sessions import Session
from kiosk.paths import DataDir
from kiosk.storage.keys import AllKeys, KdfPolicy
from kiosk.storage.vault import CreatedVault, NewVault, Vault

ZONE: Final = "Europe/Berlin"
PASSPHRASE: Final = "lantern gravel otter plum"
MODEL: Final = "ab" * 32
KEY_ID: Final = "0123456789abcdef"
LIGHT: Final = KdfPolicy(passes=1, memory_bytes=8192, pin_memory_bytes=8192, floor_bytes=8192)
"""Argon2id in a fraction of a millisecond: for tests, passed as an argument, never by the environment."""
MONDAY: Final = datetime(2026, 11, 23, 6, 50, tzinfo=UTC)
"""07:50 in Berlin."""


@dataclass
class SchoolClock:
    """A clock that stands still until it is moved; its monotonic side moves with it, never back."""

    moment: datetime = MONDAY
    zone: str = ZONE
    seconds: float = field(default=1000.0)

    def __call__(self) -> Instant:
        return Instant.at(self.moment, self.zone)

    def monotonic(self) -> float:
        return self.seconds

    def forward(self, **parts: float) -> Instant:
        step = timedelta(**parts)
        self.moment += step
        self.seconds += step.total_seconds()
        return self()


def plan(*, is_trial: bool = True, passphrase: str = PASSPHRASE) -> NewVault:
    return NewVault("Hilltop School", "Grace Admin", passphrase, is_trial, ZONE, may_use_keyring=False)


def create(folder: Path, clock: SchoolClock, *, is_trial: bool = True) -> CreatedVault:
    return Vault.create(
        DataDir(folder), plan(is_trial=is_trial), clock, policy=LIGHT, monotonic=clock.monotonic
    )


def reopen(folder: Path, clock: SchoolClock) -> Vault:
    return Vault.open(DataDir(folder), clock, keyrings=(), monotonic=clock.monotonic)


@dataclass
class SmallSchool:
    """One class of three with a lesson from 08:00 to 09:00 on Monday; somebody is signed in."""

    vault: Vault
    clock: SchoolClock
    folder: Path
    recovery_code: str
    school_class: SchoolClass
    people: tuple[Person, ...]
    session: Session

    def mark(self, index: int, *, method: Method = Method.FACE) -> MarkEvent:
        """Mark a person by the kiosk's own rule."""
        now = self.clock()
        sessions = [(s.session, s.people) for s in self.vault.door.sessions(now)]
        new = next_mark(self.people[index].id, sessions, self.vault.door.today(now), now)
        assert isinstance(new, NewMark)
        source = SourceKind.CAMERA if method in {Method.FACE, Method.CARD} else None
        return self.vault.door.mark(new, method=method, source=source, now=now)

    def enrol(self, index: int, *, until: date = date(2027, 7, 31)) -> None:
        """Record a consent and store one template."""
        person = self.people[index].id
        self.vault.records.record_consent(person, "signed form 12", "parent", until)
        self.vault.records.store_templates(person, [template(index)])

    def reopen(self) -> Vault:
        """Close and open again; nobody is signed in."""
        self.vault.close()
        self.vault = reopen(self.folder, self.clock)
        return self.vault


NAMES: Final = ("Ada Lovelace", "Zebediah Quartermain", "نورة القحطاني")


def small_school(folder: Path, *, is_trial: bool = True) -> SmallSchool:
    clock = SchoolClock()
    made = create(folder, clock, is_trial=is_trial)
    vault = made.vault
    vault.sign_in(PASSPHRASE)
    school_class = vault.records.add_class("7b")
    people = tuple(
        vault.records.add_person(f"S-{number}", name, [school_class.id])
        for number, name in enumerate(NAMES, start=1)
    )
    start = Instant.at(MONDAY + timedelta(minutes=10), ZONE)
    session = vault.records.open_session(school_class.id, start, start.plus(timedelta(hours=1)))
    return SmallSchool(vault, clock, folder, made.recovery_code, school_class, people, session)


def template(
    seed: int, dimensions: int = 128, model: str = MODEL, key_id: str = KEY_ID
) -> ProtectedEmbedding:
    vector = np.random.default_rng(seed).normal(size=dimensions)
    return ProtectedEmbedding((vector / np.linalg.norm(vector)).astype(np.float32), model, key_id)


def person_ids(school: SmallSchool) -> list[PersonId]:
    return [person.id for person in school.people]


def keys_again(vault: Vault) -> AllKeys:
    """Give all keys, for the caller to wipe, when whoever is signed in types their passphrase again."""
    assert vault.signed_in is not None
    attempt = vault.plan_sign_in(PASSPHRASE, vault.signed_in.number)
    return vault.settle_again(attempt, attempt.derive()).keys
