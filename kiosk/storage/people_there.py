"""Whether somebody is on the rolls, and not only a line that an erasure left."""

from kiosk.domain.ids import PersonId, short
from kiosk.errors import Code, KioskError
from kiosk.storage.sqlcipher import Database


def require(records: Database, person: PersonId) -> None:
    """Raise KioskError PERSON_UNKNOWN for nobody, and for somebody who was erased."""
    if not records.read("SELECT 1 FROM people WHERE person = ? AND is_erased = 0", (person,)):
        raise KioskError(Code.PERSON_UNKNOWN, where=short(person))
