"""Wrong passphrases that their slot's owner was not told of yet: counted by slot, told at the next sign-in.

They are kept apart from the waits, which are forgotten after a day: nobody should miss what happened at their
slot during the holidays.
"""

from collections.abc import Iterable

from kiosk.domain.ids import SignerId
from kiosk.storage.sqlcipher import Database


def add(kiosk: Database, slots: Iterable[SignerId], tries: int = 1) -> None:
    """Note wrong tries at some slots."""
    if tries < 1:
        return
    with kiosk.transaction():
        for slot in slots:
            kiosk.write(
                "INSERT INTO untold_tries (slot, tries) VALUES (?, ?)"
                " ON CONFLICT (slot) DO UPDATE SET tries = tries + excluded.tries",
                (slot, tries),
            )


def tries(kiosk: Database, slot: SignerId) -> int:
    """Give how many there were at a slot."""
    found = kiosk.read("SELECT tries FROM untold_tries WHERE slot = ?", (slot,))
    return int(found[0][0]) if found else 0


def told(kiosk: Database, slot: SignerId, known: Iterable[SignerId]) -> None:
    """Begin at none again for a slot whose owner has just been told, and forget slots that are gone."""
    stay = {*known} - {slot}
    with kiosk.transaction():
        for (one,) in kiosk.read("SELECT slot FROM untold_tries"):
            if one not in stay:
                kiosk.write("DELETE FROM untold_tries WHERE slot = ?", (one,))
