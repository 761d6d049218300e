"""What records and registers work on, and the one way in which they write."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, PersonId, short
from kiosk.domain.people import SignedIn
from kiosk.domain.permissions import Act, may, sees_all_classes
from kiosk.errors import Code, KioskError
from kiosk.storage import audit
from kiosk.storage.codes import Codes
from kiosk.storage.door import Door, Install
from kiosk.storage.sqlcipher import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """What records work on: both zones, the door, and who is signed in.

    Attributes:
        kiosk: Zone K.
        records: Zone R.
        door: Zone K's acts.
        codes: The PINs.
        install: This installation.
        signed_in: Who acts.
        clock: Gives the moment.
        drain: Brings the door's marks into Zone R.
    """

    kiosk: Database
    records: Database
    door: Door
    codes: Codes
    install: Install
    signed_in: SignedIn
    clock: Callable[[], Instant]
    drain: Callable[[], int]

    def require(self, act: Act) -> None:
        """Ask the table who may do what. Raises KioskError NOT_ALLOWED."""
        if not may(self.signed_in.role, act):
            raise KioskError(Code.NOT_ALLOWED)

    @property
    def sees_all_classes(self) -> bool:
        """Say whether no class is hidden from whoever is signed in."""
        return sees_all_classes(self.signed_in.role)

    def own_classes(self) -> frozenset[ClassId] | None:
        """Give the classes that whoever is signed in may know of; None for all of them."""
        if self.sees_all_classes:
            return None
        found = self.records.read("SELECT class FROM teaches WHERE signer = ?", (self.signed_in.signer,))
        return frozenset(ClassId(row[0]) for row in found)

    def sees(self, class_id: str) -> bool:
        """Say whether a class is one of them."""
        own = self.own_classes()
        return own is None or class_id in own

    def require_class(self, act: Act, class_id: ClassId) -> None:
        """Ask the table, and whether the class is one's own: another's is as if it were not there.

        Raises:
            KioskError: NOT_ALLOWED, CLASS_UNKNOWN.
        """
        self.require(act)
        if not self.sees(class_id):
            raise KioskError(Code.CLASS_UNKNOWN, where=short(class_id))

    def require_person(self, act: Act, person: PersonId) -> None:
        """Ask the table, and whether somebody is in a class of one's own, now.

        Raises:
            KioskError: NOT_ALLOWED, PERSON_UNKNOWN.
        """
        self.require(act)
        if not self.sees_person(person):
            raise KioskError(Code.PERSON_UNKNOWN, where=short(person))

    def sees_person(self, person: str) -> bool:
        """Say whether somebody is in a class of one's own; for who sees all classes, always."""
        if self.sees_all_classes:
            return True
        return bool(
            self.records.read(
                "SELECT 1 FROM memberships JOIN teaches USING (class)"
                " WHERE person = ? AND left_utc IS NULL AND signer = ?",
                (person, self.signed_in.signer),
            )
        )

    @contextmanager
    def act(self, action: str, subjects: Sequence[str] = (), detail: str = "") -> Iterator[None]:
        """One transaction of Zone R with its audit row; afterwards the audit's head goes to Zone K."""
        with self.records.transaction():
            yield
            audit.append(self.records, self.clock(), self.signed_in.signer, action, subjects, detail)
        audit.copy_head(self.records, self.kiosk)
