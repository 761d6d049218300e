"""Issue 4, done when 4: outbox rows with a valid MAC, whatever is behind it, are kept or kept apart."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import strategies as st
from nacl.public import PublicKey, SealedBox

from kiosk.domain.ids import new_id
from kiosk.domain.marks import MarkEvent
from kiosk.errors import Code, KioskError
from kiosk.storage import outbox, rows
from kiosk.storage.keys import keyed
from kiosk.storage.outbox import OutboxRow
from tests.attacks.fuzz import CASES, JSON, NUMBERS, fuzz
from tests.fakes_storage import PASSPHRASE, SmallSchool, small_school

FAR = st.sampled_from([2**40, 2**62, 2**63 - 1])
"""Numbers further than any outbox reaches; those between would only be walked to, a second a million."""

ROSTER_EVERY = 50
"""A register of thousands of marks takes long to read."""


@dataclass(frozen=True, slots=True)
class Forged:
    """One row by somebody who has the device key, and so the current MAC key."""

    content: bytes
    is_sealed: bool
    has_right_mac: bool
    skip: int
    epoch: int
    previous: bytes | None


class Drained:
    """A signed-in school; each case puts rows into its outbox and drains."""

    def __init__(self, school: SmallSchool, event: MarkEvent) -> None:
        self.school = school
        self.values: list[Any] = list(rows.mark_values(event))
        self.kiosk = school.vault._kiosk
        assert school.vault._zone_r is not None
        self.records = school.vault._zone_r.database
        for database in (self.kiosk, self.records):
            database.read("PRAGMA synchronous = OFF")
        self.kept = self.broken = self.cases = 0

    def case(self, forged: list[Forged], *, has_moved_on: bool = True, at: int | None = None) -> None:
        """Put rows in, drain twice, and see that nothing is half done."""
        before = self._counts()
        for one in forged:
            self._put(one, has_moved_on=has_moved_on)
        if at is not None:
            with self.kiosk.transaction():
                self.kiosk.write("UPDATE ratchet SET next_sequence = ?", (at,))
        waiting = len(self.kiosk.read("SELECT 1 FROM outbox"))
        self._drain()
        assert self.kiosk.read("SELECT 1 FROM outbox") == []
        marks, apart, drained = (now - then for now, then in zip(self._counts(), before, strict=True))
        assert marks + apart == drained <= waiting
        assert self.school.vault.drain() == 0, "the next one is quiet"
        self.cases += 1
        if self.cases % ROSTER_EVERY == 0:
            roster = self.school.vault.records.roster(self.school.session.id)
            assert len(roster.rows) == 3

    def _drain(self) -> None:
        try:
            self.kept += self.school.vault.drain()
        except KioskError as error:
            if error.code is not Code.OUTBOX_BROKEN:
                raise
            self.broken += 1

    def _put(self, one: Forged, *, has_moved_on: bool) -> None:
        ratchet = outbox._ratchet(self.kiosk)
        public = self.kiosk.read("SELECT zone_r_public FROM install")[0][0]
        sealed = bytes(SealedBox(PublicKey(public)).encrypt(one.content)) if one.is_sealed else one.content
        sequence = ratchet.next_sequence + one.skip
        key = ratchet.mac_key
        for _ in range(min(one.skip, 100)):
            key = keyed(key, outbox._NEXT, b"")
        number, epoch = min(sequence, 2**63 - 1), one.epoch or ratchet.epoch
        row = OutboxRow(number, epoch, one.previous or ratchet.head, sealed, b"")
        mac = keyed(key, outbox._MAC, row.body) if one.has_right_mac else bytes(32)
        row = OutboxRow(row.sequence, row.epoch, row.previous, sealed, mac)
        with self.kiosk.transaction():
            self.kiosk.write(
                "INSERT OR IGNORE INTO outbox (sequence, epoch, previous, sealed, mac)"
                " VALUES (?, ?, ?, ?, ?)",
                (row.sequence, row.epoch, row.previous, row.sealed, row.mac),
            )
            if has_moved_on and one.skip < 100:
                outbox._write_ratchet(
                    self.kiosk,
                    outbox.Ratchet(ratchet.epoch, row.sequence + 1, row.hash, keyed(key, outbox._NEXT, b"")),
                )

    def _counts(self) -> tuple[int, ...]:
        tables = ("marks", "quarantine", "drained_rows")
        return tuple(int(self.records.read(f"SELECT count(*) FROM {one}")[0][0]) for one in tables)


@pytest.fixture(scope="module")
def drained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drained]:
    folder = tmp_path_factory.mktemp("outbox")
    school = small_school(folder / "data")
    event = school.mark(0)
    school.vault.drain()
    yield Drained(school, event)
    school.vault.close()
    shutil.rmtree(folder)


def _sound(content: bytes) -> Forged:
    return Forged(content, is_sealed=True, has_right_mac=True, skip=0, epoch=0, previous=None)


def _event(drained: Drained, place: int | None = None, value: Any = None) -> bytes:
    """An event for the next number, but for one value."""
    values = [*drained.values]
    values[0] = new_id()
    values[11] = outbox.next_sequence(drained.kiosk)
    if place is not None:
        values[place] = value
    return json.dumps(values).encode().ljust(rows.EVENT_BYTES)


def test_a_sound_row_is_kept(drained: Drained) -> None:
    """The control: the forger's hand is as good as the door's."""
    kept = drained.kept
    drained.case([_sound(_event(drained))])
    assert drained.kept == kept + 1


@CASES
def test_any_value_in_any_place_of_a_valid_event(drained: Drained, cases: int) -> None:
    times = st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-23", "now"])
    change = st.tuples(st.integers(0, 15), st.one_of(JSON, times, NUMBERS))
    fuzz(cases, change, lambda one: drained.case([_sound(_event(drained, *one))]))
    assert drained.broken


@CASES
def test_any_content_behind_a_valid_mac(drained: Drained, cases: int) -> None:
    document = JSON.map(lambda value: json.dumps(value).encode())
    content = st.one_of(st.binary(max_size=1000), document, st.just(b"[" * 20_000))
    row = st.builds(
        Forged,
        content=content,
        is_sealed=st.booleans(),
        has_right_mac=st.booleans(),
        skip=st.one_of(st.integers(0, 5), FAR),
        epoch=st.one_of(st.just(0), st.integers(1, 5), FAR),
        previous=st.one_of(st.none(), st.binary(min_size=32, max_size=32)),
    )
    fuzz(cases, st.lists(row, min_size=1, max_size=4), drained.case)
    assert drained.broken


@CASES
def test_any_place_of_the_ratchet(drained: Drained, cases: int) -> None:
    """A number at the end of what a column holds once would have stopped the door for good."""

    def case(change: tuple[int, bool]) -> None:
        at, has_row = change
        drained.case([_sound(_event(drained))] if has_row else [], has_moved_on=False, at=at)
        drained.case([_sound(_event(drained))])

    fuzz(min(cases, 500), st.tuples(st.one_of(st.integers(1, 300), FAR), st.booleans()), case)


def test_after_all_that_everything_still_holds(drained: Drained) -> None:
    vault = drained.school.vault
    vault.sign_out()
    vault.sign_in(PASSPHRASE)
    assert vault.records.verify_audit() == ()
    assert vault._kiosk.integrity_problems() == []
    drained.school.mark(1)
