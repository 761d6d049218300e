"""Sealed events: drained once each, and every tampering noticed with the sound ones kept."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest
from nacl.public import PublicKey, SealedBox

from kiosk.domain.marks import MarkState
from kiosk.errors import Code, KioskError
from kiosk.storage import outbox, rows
from kiosk.storage.sqlcipher import Database
from tests.fakes_storage import PASSPHRASE, SmallSchool


def _kiosk(school: SmallSchool) -> Database:
    return school.vault._kiosk


def _force(school: SmallSchool, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Do what somebody with the device key can do: change the file past its triggers."""
    kiosk = _kiosk(school)
    with kiosk.transaction():
        kiosk.write("DROP TRIGGER outbox_is_append_only")
        for sql, values in statements:
            kiosk.write(sql, values)  # type: ignore[arg-type]
        kiosk.write(
            "CREATE TRIGGER outbox_is_append_only BEFORE UPDATE ON outbox"
            " BEGIN SELECT RAISE(ABORT, 'outbox rows do not change'); END;"
        )


def _states(school: SmallSchool) -> list[MarkState]:
    roster = school.vault.records.roster(school.session.id)
    by_id = {row.person.id: row.standing.state for row in roster.rows}
    return [by_id[person.id] for person in school.people]


def _sign_in_reports(school: SmallSchool) -> str:
    """Sign in, expect one report, and see that the next sign-in is quiet."""
    with pytest.raises(KioskError) as caught:
        school.vault.sign_in(PASSPHRASE)
    assert caught.value.code is Code.OUTBOX_BROKEN
    assert school.vault.signed_in is None
    school.vault.sign_in(PASSPHRASE)
    actions = [row.action for row in school.vault.records.audit_rows()]
    assert actions.count("outbox-broken") >= 1
    return caught.value.detail


P, U = MarkState.PRESENT, MarkState.UNMARKED


@pytest.fixture
def locked(school: SmallSchool) -> SmallSchool:
    """Three marks made while nobody is signed in."""
    school.vault.sign_out()
    for index in range(3):
        school.mark(index)
        school.clock.forward(seconds=5)
    return school


def test_marks_are_drained_once_each(locked: SmallSchool) -> None:
    assert len(_kiosk(locked).read("SELECT 1 FROM outbox")) == 3
    locked.vault.sign_in(PASSPHRASE)
    assert _states(locked) == [P, P, P]
    assert _kiosk(locked).read("SELECT 1 FROM outbox") == []
    assert locked.vault.drain() == 0
    locked.vault.sign_in(PASSPHRASE)
    assert len(locked.vault._zone_r.database.read("SELECT 1 FROM marks")) == 3  # type: ignore[union-attr]


def test_a_drained_person_is_still_known_as_marked_today(locked: SmallSchool) -> None:
    locked.vault.sign_in(PASSPHRASE)
    assert len(locked.vault.door.today(locked.clock())) == 3
    with pytest.raises(AssertionError):
        locked.mark(0)


def test_every_sealed_row_has_one_length(locked: SmallSchool) -> None:
    event = locked.vault.door.today(locked.clock())[-1].event
    assert locked.vault.door.take_back(event, locked.clock())
    assert len(_kiosk(locked).read("SELECT DISTINCT length(sealed) FROM outbox")) == 1


def test_a_kill_between_the_two_commits_brings_no_mark_twice(
    locked: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Zone R has committed, Zone K has not deleted: the rows come again and are known."""

    class Killed(BaseException):
        pass

    real = Database.write

    def write(self: Database, sql: str, values: tuple[object, ...] = ()) -> int:
        if sql.startswith("DELETE FROM outbox"):
            raise Killed
        return real(self, sql, values)  # type: ignore[arg-type]

    monkeypatch.setattr(Database, "write", write)
    with pytest.raises(Killed):
        locked.vault.sign_in(PASSPHRASE)
    assert len(_kiosk(locked).read("SELECT 1 FROM outbox")) == 3
    with pytest.raises(Killed):
        locked.vault.sign_in(PASSPHRASE)
    monkeypatch.undo()
    vault = locked.reopen()
    event = vault.door.today(locked.clock())[-1].event
    assert vault.door.take_back(event, locked.clock())
    vault.sign_in(PASSPHRASE)
    assert _states(locked) == [P, P, U]
    assert _kiosk(locked).read("SELECT 1 FROM outbox") == []


def _altered(school: SmallSchool) -> None:
    sealed = bytearray(_kiosk(school).read("SELECT sealed FROM outbox WHERE sequence = 2")[0][0])
    sealed[100] ^= 1
    _force(school, ("UPDATE outbox SET sealed = ? WHERE sequence = 2", (bytes(sealed),)))


def _removed(school: SmallSchool) -> None:
    _force(school, ("DELETE FROM outbox WHERE sequence = 2", ()))


def _cut_off(school: SmallSchool) -> None:
    _force(school, ("DELETE FROM outbox WHERE sequence = 3", ()))


def _cut_off_and_counter_set_back(school: SmallSchool) -> None:
    head = outbox.OutboxRow(
        *_kiosk(school).read("SELECT sequence, epoch, previous, sealed, mac FROM outbox WHERE sequence = 2")[
            0
        ]
    ).hash
    _force(
        school,
        ("DELETE FROM outbox WHERE sequence = 3", ()),
        ("UPDATE ratchet SET next_sequence = 3, head = ?", (head,)),
    )


def _swapped(school: SmallSchool) -> None:
    _force(
        school,
        ("UPDATE outbox SET sequence = 99 WHERE sequence = 1", ()),
        ("UPDATE outbox SET sequence = 1 WHERE sequence = 2", ()),
        ("UPDATE outbox SET sequence = 2 WHERE sequence = 99", ()),
    )


def _copied_to(school: SmallSchool, sequence: int) -> None:
    copy = "INSERT INTO outbox SELECT ?, epoch, previous, sealed, mac FROM outbox WHERE sequence = 1"
    _force(school, (copy, (sequence,)))


def _put_in(school: SmallSchool) -> None:
    _copied_to(school, 11)


def _forged_far_away(school: SmallSchool) -> None:
    _copied_to(school, 10**12)


def _moved_behind(school: SmallSchool) -> None:
    _force(school, ("UPDATE outbox SET sequence = 77 WHERE sequence = 1", ()))


def _forged_by_the_public_key(school: SmallSchool) -> None:
    """Seal an event of one's own as the door does; the MAC's key of before is not had any more."""
    kiosk = _kiosk(school)
    public = kiosk.read("SELECT zone_r_public FROM install")[0][0]
    sealed = bytes(SealedBox(PublicKey(public)).encrypt(bytes(rows.EVENT_BYTES)))
    row = (4, 1, bytes(32), sealed, bytes(32))
    _force(school, ("INSERT INTO outbox VALUES (?, ?, ?, ?, ?)", row))


def _one_out_one_in(school: SmallSchool) -> None:
    """Put another's mark in the place of one that is taken away."""
    _force(school, ("DELETE FROM outbox WHERE sequence = 2", ()))
    _copied_to(school, 2)


@pytest.mark.parametrize(
    ("tamper", "reasons", "states"),
    [
        (_altered, {"altered=1"}, [P, U, P]),
        (_removed, {"missing=1"}, [P, U, P]),
        (_cut_off, {"cut-off=1"}, [P, P, U]),
        (_cut_off_and_counter_set_back, {"ratchet=1"}, [P, P, U]),
        (_swapped, {"order=2"}, [P, P, P]),
        (_moved_behind, {"order=1"}, [P, P, P]),
        (_put_in, {"forged=1"}, [P, P, P]),
        (_forged_far_away, {"forged=1"}, [P, P, P]),
        (_forged_by_the_public_key, {"forged=1"}, [P, P, P]),
        (_one_out_one_in, {"altered=1"}, [P, U, P]),
    ],
)
def test_tampering_is_noticed_and_sound_marks_are_kept(
    locked: SmallSchool, tamper: Callable[[SmallSchool], None], reasons: set[str], states: list[MarkState]
) -> None:
    tamper(locked)
    detail = _sign_in_reports(locked)
    assert set(detail.split(", ")) == reasons
    assert _states(locked) == states
    locked.vault.sign_out()
    if U in states:
        return
    locked.vault.sign_in(PASSPHRASE)
    assert _states(locked) == states


def test_work_goes_on_after_a_report(locked: SmallSchool) -> None:
    _removed(locked)
    _sign_in_reports(locked)
    locked.vault.sign_out()
    locked.clock.forward(seconds=1)
    event = locked.vault.door.today(locked.clock())[0].event
    locked.vault.door.take_back(event, locked.clock(), within=timedelta(hours=1))
    locked.vault.sign_in(PASSPHRASE)
    assert _states(locked) == [U, U, P]


def test_a_row_put_back_after_a_later_drain_is_a_replay(locked: SmallSchool) -> None:
    rows = _kiosk(locked).read("SELECT sequence, epoch, previous, sealed, mac FROM outbox")
    locked.vault.sign_in(PASSPHRASE)
    locked.vault.door.take_back(locked.vault.door.today(locked.clock())[-1].event, locked.clock())
    locked.vault.drain()
    locked.vault.sign_out()
    _force(locked, ("INSERT INTO outbox VALUES (?, ?, ?, ?, ?)", tuple(rows[0])))
    assert _sign_in_reports(locked) == "replayed=1"
    assert _states(locked) == [P, P, U]


def test_yesterdays_kiosk_file_put_back_is_noticed(locked: SmallSchool) -> None:
    vault = locked.vault
    vault.sign_in(PASSPHRASE)
    vault.close()
    old = (locked.folder / "kiosk.db").read_bytes()
    vault = locked.reopen()
    event = vault.door.today(locked.clock())[-1].event
    assert vault.door.take_back(event, locked.clock())
    vault.sign_in(PASSPHRASE)
    vault.close()
    (locked.folder / "kiosk.db").write_bytes(old)
    locked.reopen()
    assert _sign_in_reports(locked) == "rolled-back=1"
    assert _states(locked) == [P, P, U]


def test_a_swapped_public_key_is_noticed_and_put_right(locked: SmallSchool) -> None:
    kiosk = _kiosk(locked)
    right = kiosk.read("SELECT zone_r_public FROM install")
    _force(locked, ("UPDATE install SET zone_r_public = ?", (bytes(range(32)),)))
    vault = locked.reopen()
    event = vault.door.today(locked.clock())[0].event
    vault.door.take_back(event, locked.clock(), within=timedelta(hours=1))
    with pytest.raises(KioskError) as caught:
        vault.sign_in(PASSPHRASE)
    assert caught.value.code is Code.OUTBOX_BROKEN
    assert caught.value.detail == "public-key=1, unreadable=1"
    vault.sign_in(PASSPHRASE)
    assert _kiosk(locked).read("SELECT zone_r_public FROM install") == right
    assert _states(locked) == [P, P, P]


def test_the_key_that_sealed_a_row_is_gone_from_the_files(locked: SmallSchool) -> None:
    """After each mark the log is emptied, so no page with the replaced MAC key is left in it."""
    wal = locked.folder / "kiosk.db-wal"
    assert not wal.exists() or wal.stat().st_size == 0


def test_sqlite_without_the_key_reads_nothing(locked: SmallSchool) -> None:
    plain = sqlite3.connect(locked.folder / "kiosk.db")
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_schema")
    plain.close()
