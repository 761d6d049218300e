"""Consents: recorded in Zone R, copied to Zone K as stubs, withdrawn in both."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ConsentId, PersonId, new_id
from kiosk.domain.people import Consent, Person
from kiosk.domain.permissions import Act
from kiosk.domain.privacy import (
    DUE_DAYS,
    MOST_DAYS,
    YEAR_ENDS,
    BasisKind,
    ConsentDue,
    ConsentGiven,
    ConsentRecord,
    ConsentText,
    Relation,
    year_end,
)
from kiosk.errors import Code, KioskError
from kiosk.storage import basis, mirror, people_there, refusals, rows, texts
from kiosk.storage.desk import Desk
from kiosk.storage.door import end_consents
from kiosk.storage.sqlcipher import Database

_COLUMNS: Final = (
    "consent, text, given_by, relation, text_version, text_sha256, given_utc, given_zone, given_offset,"
    " live_until_utc, live_until_zone, live_until_offset, withdrawn_utc, withdrawn_zone, withdrawn_offset"
)


class Consents:
    """The consents of Zone R, open."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk

    def record(self, person: PersonId, given: ConsentGiven) -> Consent:
        """Record a consent that ends by itself at the end of its last day.

        Raises:
            KioskError: NOT_ALLOWED, TEXT_BAD, DAY_BAD when that day is over, PERSON_UNKNOWN; OBJECTED while
                somebody's no holds; BASIS_REFERENCE for a record on a basis that was not entered.
        """
        self._desk.require(Act.ENROL)
        records = self._desk.records
        people_there.require(records, person)
        refusals.take_over_pending(records, self._desk.kiosk, self._desk.clock())
        if records.read("SELECT 1 FROM objections WHERE person = ? AND lifted_utc IS NULL", (person,)):
            raise KioskError(Code.OBJECTED)
        given, digest = self._completed(given)
        now, end = self._desk.clock(), self._end_of(given)
        consent = Consent(ConsentId(new_id()), person, given.text, given.given_by, now, end)
        with self._desk.act("consent-recorded", [person, consent.id], f"relation={given.relation.value}"):
            records.write(
                "INSERT INTO consents (consent, person, text, text_sha256, given_by, given_utc, given_zone,"
                " given_offset, live_until_utc, live_until_zone, live_until_offset, relation, text_version)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    consent.id,
                    person,
                    given.text,
                    digest,
                    given.given_by,
                    *rows.instant_values(now),
                    *rows.instant_values(end),
                    given.relation.value,
                    given.text_version,
                ),
            )
        mirror.copy(records, self._desk.kiosk, mirror.CONSENTS, now, consent.id)
        return consent

    def withdraw(self, person: PersonId) -> int:
        """Withdraw all of a person's consents and erase their templates at once; says how many.

        Raises:
            KioskError: NOT_ALLOWED, PERSON_UNKNOWN.
        """
        self._desk.require_person(Act.OBJECT, person)
        erased = end_in_kiosk(self._desk, person)
        with self._desk.act("consent-withdrawn", [person], f"templates={erased}"):
            withdraw_rows(self._desk, person)
        return erased

    def live(self, person: PersonId) -> Consent | None:
        """Give the live consent that lasts longest, or None."""
        self._desk.require(Act.ENROL)
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

    def add_text(self, text: str) -> ConsentText:
        """Add a version of the school's own words. Raises KioskError NOT_ALLOWED, TEXT_BAD."""
        self._desk.require(Act.EDIT_BASIS)
        cleaned = texts.clean_long("consent", text)
        version = int(
            self._desk.records.read("SELECT coalesce(max(version), 0) + 1 FROM consent_texts")[0][0]
        )
        with self._desk.act("consent-text-added", detail=f"version={version}"):
            self._desk.records.write(
                "INSERT INTO consent_texts (version, text, text_sha256, since_utc) VALUES (?, ?, ?, ?)",
                (version, cleaned, _digest(cleaned), self._desk.clock().utc_text),
            )
        return ConsentText(str(version), cleaned, _digest(cleaned))

    def _completed(self, given: ConsentGiven) -> tuple[ConsentGiven, str]:
        """Give the same with its texts cleaned, and the hash of what was agreed to."""
        if given.relation is Relation.BASIS:
            given = self._on_basis(given)
        agreed = given.text
        if given.text_version:
            version = {one.version: one for one in all_texts(self._desk.records)}.get(given.text_version)
            if version is None:
                raise KioskError(Code.TEXT_BAD, where="consent", detail="unknown")
            agreed = version.text
        text = texts.clean_long("consent", given.text if given.text.strip() else agreed)
        given = replace(given, text=text, given_by=texts.clean("given_by", given.given_by))
        return given, _digest(agreed if given.text_version else text)

    def _on_basis(self, given: ConsentGiven) -> ConsentGiven:
        """Name the basis that holds and what it stands on: nobody was asked."""
        holds = basis.of_face(self._desk.records)
        if holds.kind is BasisKind.CONSENT:
            raise KioskError(Code.BASIS_REFERENCE)
        text = given.text.strip()
        if holds.reference not in text:
            text = f"{text}\n{holds.reference}".strip()
        return replace(given, text=text, given_by=given.given_by.strip() or holds.kind.value)

    def _end_of(self, given: ConsentGiven) -> Instant:
        """Give the end of the last day; DAY_BAD when it is over, or in another century."""
        now, zone = self._desk.clock(), self._desk.install.zone
        last = given.live_until or year_end(now.local_date, *YEAR_ENDS)
        if last - now.local_date > timedelta(days=MOST_DAYS):
            raise KioskError(Code.DAY_BAD, where=last.isoformat())
        end = _midnight_after(last, zone)
        if end.utc <= now.utc:
            raise KioskError(Code.DAY_BAD, where=last.isoformat())
        return end


def end_in_kiosk(desk: Desk, person: PersonId) -> int:
    """End all of a person's consents in Zone K; says how many templates went with them.

    This comes before `withdraw_rows`: if the program ends between the two, the templates are gone, and the
    next sign-in takes the withdrawal over into Zone R.
    """
    return end_consents(desk.kiosk, "withdrawn", "person = ?", person, desk.clock())


def withdraw_rows(desk: Desk, person: PersonId) -> None:
    """Withdraw them in Zone R, in the transaction of the act."""
    desk.records.write(
        "UPDATE consents SET withdrawn_utc = ?, withdrawn_zone = ?, withdrawn_offset = ?"
        " WHERE person = ? AND withdrawn_utc IS NULL",
        (*rows.instant_values(desk.clock()), person),
    )


def withdraw_those_on_basis(desk: Desk) -> None:
    """Withdraw what was recorded on another basis than consent: the organisation has no other any more."""
    found = desk.records.read(
        "SELECT consent, person FROM consents WHERE relation = 'basis' AND withdrawn_utc IS NULL"
    )
    if not found:
        return
    now = desk.clock()
    erased = sum(end_consents(desk.kiosk, "withdrawn", "consent = ?", row[0], now) for row in found)
    with desk.act("consent-withdrawn", [row[1] for row in found], f"templates={erased}"):
        withdraw_rows_on_basis(desk)


def withdraw_rows_on_basis(desk: Desk) -> None:
    """Withdraw them in Zone R, in the transaction of the act."""
    desk.records.write(
        "UPDATE consents SET withdrawn_utc = ?, withdrawn_zone = ?, withdrawn_offset = ?"
        " WHERE relation = 'basis' AND withdrawn_utc IS NULL",
        rows.instant_values(desk.clock()),
    )


def all_texts(records: Database) -> list[ConsentText]:
    """Give the school's own words, newest first."""
    found = records.read("SELECT version, text, text_sha256 FROM consent_texts ORDER BY version DESC")
    return [ConsentText(str(version), text, digest) for version, text, digest in found]


def ending(records: Database, now: Instant) -> list[ConsentDue]:
    """Give whose last live consent ends within `DUE_DAYS` days, the first to end first."""
    found = records.read(
        "SELECT p.person, p.number, p.name, p.symbol, max(c.live_until_utc), c.live_until_zone,"
        " c.live_until_offset FROM consents c JOIN people p USING (person)"
        " WHERE c.withdrawn_utc IS NULL AND p.left_utc IS NULL AND c.live_until_utc > ? GROUP BY p.person"
        " HAVING max(c.live_until_utc) <= ? ORDER BY 5, p.name",
        (now.utc_text, now.plus(timedelta(days=DUE_DAYS)).utc_text),
    )
    return [
        ConsentDue(Person(PersonId(person), number, name, symbol), rows.instant(*end))
        for person, number, name, symbol, *end in found
    ]


def of_person(records: Database, person: PersonId, now: Instant, *, may_be_live: bool) -> list[ConsentRecord]:
    """Give somebody's consents, newest first.

    Args:
        records: Zone R.
        person: Who.
        now: The moment.
        may_be_live: False where something beats them all: an objection, or that they left long ago.
    """
    found = records.read(
        f"SELECT {_COLUMNS} FROM consents WHERE person = ? ORDER BY given_utc DESC, consent DESC", (person,)
    )
    return [_record(row, now, may_be_live=may_be_live) for row in found]


def _record(row: rows.Row, now: Instant, *, may_be_live: bool) -> ConsentRecord:
    consent, text, given_by, relation, version, digest, *moments = row
    at, ends = rows.instant(*moments[:3]), rows.instant(*moments[3:6])
    withdrawn = rows.maybe_instant(*moments[6:9])
    last = ends.plus(timedelta(microseconds=-1)).local_date
    given = ConsentGiven(text, given_by, Relation(relation), last, version)
    is_live = may_be_live and withdrawn is None and ends.utc > now.utc
    return ConsentRecord(ConsentId(consent), given, digest, at, ends, withdrawn, is_live)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _midnight_after(day: date, zone: str) -> Instant:
    return Instant.at(datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(zone)), zone)
