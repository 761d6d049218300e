"""What records and registers work on, and the one way in which they write."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from kiosk.domain.clock import Instant
from kiosk.domain.people import SignedIn
from kiosk.domain.permissions import Act, may
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

    @contextmanager
    def act(self, action: str, subjects: Sequence[str] = (), detail: str = "") -> Iterator[None]:
        """One transaction of Zone R with its audit row; afterwards the audit's head goes to Zone K."""
        with self.records.transaction():
            yield
            audit.append(self.records, self.clock(), self.signed_in.signer, action, subjects, detail)
        audit.copy_head(self.records, self.kiosk)
