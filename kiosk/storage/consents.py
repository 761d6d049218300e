"""Consents: recorded in Zone R, copied to Zone K as stubs, withdrawn in both."""

from datetime import datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ConsentId, PersonId, new_id, short
from kiosk.domain.people import Consent
from kiosk.domain.privacy import ConsentGiven
from kiosk.errors import Code, KioskError
from kiosk.storage import mirror, rows, texts
from kiosk.storage.desk import Desk
from kiosk.storage.door import end_consents


class Consents:
    """The consents of Zone R, open."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk

    def record(self, person: PersonId, given: ConsentGiven) -> Consent:
        """Record a consent that ends by itself at the end of its last day.

        Raises:
            KioskError: TEXT_BAD, DAY_BAD when that day is over, PERSON_UNKNOWN.
        """
        if not self._desk.records.read("SELECT 1 FROM people WHERE person = ?", (person,)):
            raise KioskError(Code.PERSON_UNKNOWN, where=short(person))
        now, zone = self._desk.clock(), self._desk.install.zone
        assert given.live_until is not None
        last = given.live_until
        end = Instant.at(datetime.combine(last + timedelta(days=1), time(0), ZoneInfo(zone)), zone)
        if end.utc <= now.utc:
            raise KioskError(Code.DAY_BAD, where=last.isoformat())
        agreed = texts.clean_long("consent", given.text)
        consent = Consent(
            ConsentId(new_id()), person, agreed, texts.clean("given_by", given.given_by), now, end
        )
        with self._desk.act("consent-recorded", [person, consent.id]):
            self._desk.records.write(
                "INSERT INTO consents (consent, person, text, text_sha256, given_by, given_utc, given_zone,"
                " given_offset, live_until_utc, live_until_zone, live_until_offset, relation, text_version)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    consent.id,
                    person,
                    agreed,
                    sha256(agreed.encode()).hexdigest(),
                    consent.given_by,
                    *rows.instant_values(now),
                    *rows.instant_values(end),
                    given.relation.value,
                    given.text_version,
                ),
            )
        mirror.copy(self._desk.records, self._desk.kiosk, mirror.CONSENTS, now, consent.id)
        return consent

    def withdraw(self, person: PersonId) -> int:
        """Withdraw all of a person's consents and erase their templates at once; says how many.

        Zone K goes first: if the program ends between the two, the templates are gone, and the next sign-in
        takes the withdrawal over into Zone R.
        """
        erased = end_consents(self._desk.kiosk, "withdrawn", "person = ?", person)
        with self._desk.act("consent-withdrawn", [person], f"templates={erased}"):
            self._desk.records.write(
                "UPDATE consents SET withdrawn_utc = ?, withdrawn_zone = ?, withdrawn_offset = ?"
                " WHERE person = ? AND withdrawn_utc IS NULL",
                (*rows.instant_values(self._desk.clock()), person),
            )
        return erased

    def live(self, person: PersonId) -> Consent | None:
        """Give the live consent that lasts longest, or None."""
        found = self._desk.records.read(
            "SELECT consent, text, given_by, given_utc, given_zone, given_offset,"
            " live_until_utc, live_until_zone, live_until_offset FROM consents"
            " WHERE person = ? AND withdrawn_utc IS NULL AND live_until_utc > ?"
            " ORDER BY live_until_utc DESC, consent LIMIT 1",
            (person, self._desk.clock().utc_text),
        )
        if not found:
            return None
        row = found[0]
        return Consent(
            ConsentId(row[0]), person, row[1], row[2], rows.instant(*row[3:6]), rows.instant(*row[6:9])
        )
