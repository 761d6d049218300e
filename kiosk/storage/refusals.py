"""A no said at the door by number and PIN, and how Zone R takes it over as the person's own objection.

The door writes it in Zone K, where it holds by itself. Only `kiosk.storage.objections` takes a no back.
"""

from datetime import datetime

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId, new_id
from kiosk.domain.privacy import Relation
from kiosk.storage import audit, rows
from kiosk.storage.sqlcipher import Database


def enter(kiosk: Database, person: PersonId, now: Instant) -> int:
    """End all of somebody's consents in Zone K and keep that they said no; says how many templates went.

    Whoever had no consent is heard as well: a later one must not pass over their no.
    """
    with kiosk.transaction():
        erased = int(kiosk.read("SELECT count(*) FROM templates WHERE person = ?", (person,))[0][0])
        kiosk.write(
            "UPDATE consents SET ended = 'withdrawn', ended_utc = ? WHERE person = ? AND ended IS NULL",
            (now.utc_text, person),
        )
        kiosk.write(
            "INSERT INTO refusals (person, at_utc) VALUES (?, ?) ON CONFLICT (person) DO NOTHING",
            (person, now.utc_text),
        )
        kiosk.write("UPDATE people SET objects = 1 WHERE person = ?", (person,))
    kiosk.checkpoint()
    return erased


def adopt(records: Database, kiosk: Database, now: Instant) -> int:
    """Take over into Zone R what was withdrawn in Zone K; says of how many people.

    Zone R goes first, and Zone K forgets a refusal only then: killed in between, it is done again and changes
    nothing. What ended without a refusal was cut off at the desk, and is no objection.
    """
    refused = dict(kiosk.read("SELECT person, at_utc FROM refusals"))
    live = {row[0] for row in records.read("SELECT consent FROM consents WHERE withdrawn_utc IS NULL")}
    ended = kiosk.read("SELECT consent, person, ended_utc FROM consents WHERE ended = 'withdrawn'")
    changed: set[str] = set()
    with records.transaction():
        for consent, person, ended_utc in ended:
            if consent in live:
                at = now if ended_utc is None else _moment(ended_utc, now)
                _withdraw(records, "consent = ?", consent, at)
                changed.add(person)
        changed |= {person for person, at in refused.items() if _object(records, person, _moment(at, now))}
        for person in sorted(changed):
            if person in refused:
                audit.append(records, now, None, "withdrawn-at-door", [person])
            else:
                audit.append(records, now, None, "withdrawal-finished", [person])
    if refused:
        with kiosk.transaction():
            kiosk.write("DELETE FROM refusals")
    return len(changed)


def take_over(records: Database, kiosk: Database, now: Instant) -> int:
    """Do the same while somebody is signed in, and copy the audit's head."""
    count = adopt(records, kiosk, now)
    audit.copy_head(records, kiosk)
    return count


def take_over_pending(records: Database, kiosk: Database, now: Instant) -> None:
    """Do the same where a no still waits: taking it over can have failed on a full disk."""
    if kiosk.read("SELECT 1 FROM refusals LIMIT 1"):
        take_over(records, kiosk, now)


def _object(records: Database, person: str, at: Instant) -> bool:
    """Enter a no as the person's own, unless theirs holds already; says whether anything was changed.

    Whoever Zone R does not know is left alone: the comparison of the zones takes them out of Zone K.
    """
    if not records.read("SELECT 1 FROM people WHERE person = ? AND is_erased = 0", (person,)):
        return False
    withdrawn = _withdraw(records, "person = ?", person, at)
    if records.read(
        "SELECT 1 FROM objections WHERE person = ? AND relation = ? AND lifted_utc IS NULL",
        (person, Relation.SELF.value),
    ):
        return withdrawn > 0
    records.write(
        "INSERT INTO objections (objection, person, relation, raised_utc, raised_zone, raised_offset)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (new_id(), person, Relation.SELF.value, *rows.instant_values(at)),
    )
    return True


def _withdraw(records: Database, where: str, value: str, at: Instant) -> int:
    return records.write(
        "UPDATE consents SET withdrawn_utc = ?, withdrawn_zone = ?, withdrawn_offset = ?"
        f" WHERE {where} AND withdrawn_utc IS NULL",
        (*rows.instant_values(at), value),
    )


def _moment(utc_text: str, now: Instant) -> Instant:
    return Instant.at(datetime.fromisoformat(utc_text), now.zone)
