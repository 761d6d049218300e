"""Version 2 of Zone K: a database of version 1 keeps its rows, and every new row goes with its template."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.ids import new_id
from kiosk.domain.look_alikes import Reach
from kiosk.storage import schema_k
from kiosk.storage.sqlcipher import ConstraintError, Database
from tests.fakes_storage import (
    KEY_ID,
    MODEL,
    PASSPHRASE,
    SchoolClock,
    SmallSchool,
    reopen,
    small_school,
    template,
)

TABLES = ("captures", "close_pairs", "accepted")
REACH = Reach(2.0, 2.0)


def kiosk_of(school: SmallSchool) -> Database:
    return school.vault._kiosk


def count(school: SmallSchool, table: str) -> int:
    return int(kiosk_of(school).read(f"SELECT count(*) FROM {table}")[0][0])


def enrol(school: SmallSchool, index: int, *, until: date = date(2027, 7, 31)) -> None:
    """Enrol somebody with three captures, compared with the others and marked once."""
    person = school.people[index].id
    school.vault.records.record_consent(person, "form", "parent", until)
    captures = [template(100 * index + number) for number in range(3)]
    school.vault.records.store_templates(person, [template(index)], captures)
    door = school.vault.door
    assert not door.pairs.compare_some(MODEL, KEY_ID, REACH)
    door.fold_accepted(person, MODEL, KEY_ID, 0.2)


@pytest.fixture
def enrolled(school: SmallSchool) -> SmallSchool:
    enrol(school, 0, until=date(2026, 11, 23))
    enrol(school, 1)
    assert [count(school, table) for table in TABLES] == [6, 1, 2]
    return school


def left(school: SmallSchool) -> list[int]:
    return [count(school, table) for table in (*TABLES, "uncompared")]


def test_withdrawal_takes_captures_pairs_and_statistics_along(enrolled: SmallSchool) -> None:
    enrolled.vault.records.withdraw_consent(enrolled.people[0].id)
    assert left(enrolled) == [3, 0, 1, 0]
    assert {row.person for row in enrolled.vault.door.captures(MODEL, KEY_ID)} == {enrolled.people[1].id}


def test_expiry_does_too_with_nobody_signed_in(enrolled: SmallSchool) -> None:
    enrolled.vault.sign_out()
    enrolled.clock.forward(days=1)
    # Before anything is swept, nothing without a live consent is given out.
    assert {row.person for row in enrolled.vault.door.captures(MODEL, KEY_ID)} == {enrolled.people[1].id}
    assert enrolled.vault.door.pairs.stored(MODEL, KEY_ID) == []
    enrolled.vault.door.expire_consents(enrolled.clock())
    assert left(enrolled) == [3, 0, 1, 0]


def test_objection_does_too(enrolled: SmallSchool) -> None:
    with kiosk_of(enrolled).transaction():
        kiosk_of(enrolled).write("UPDATE people SET objects = 1 WHERE person = ?", (enrolled.people[1].id,))
    assert left(enrolled) == [3, 0, 1, 0]


def test_a_new_enrolment_does_too(enrolled: SmallSchool) -> None:
    enrolled.vault.records.store_templates(enrolled.people[0].id, [template(7)], [template(8)])
    assert left(enrolled) == [4, 0, 1, 1]


def test_captures_are_given_in_their_order_with_their_owner(enrolled: SmallSchool) -> None:
    rows = [row for row in enrolled.vault.door.captures(MODEL, KEY_ID) if row.person == enrolled.people[1].id]
    assert [row.ordinal for row in rows] == [1, 2, 3]
    assert rows[2].capture.vector.tolist() == template(102).vector.tolist()
    assert enrolled.vault.door.captures("cd" * 32, KEY_ID) == []
    assert enrolled.vault.door.captures(MODEL, "f" * 16) == []


def test_a_capture_fits_its_template_and_does_not_change(enrolled: SmallSchool) -> None:
    kiosk = kiosk_of(enrolled)
    (identifier,) = kiosk.read("SELECT template FROM templates LIMIT 1")[0]
    with pytest.raises(ConstraintError, match="dimensions"), kiosk.transaction():
        kiosk.write("INSERT INTO captures VALUES (?, 9, ?)", (identifier, bytes(8)))
    with pytest.raises(ConstraintError, match="dimensions"), kiosk.transaction():
        kiosk.write("INSERT INTO captures VALUES (?, 9, ?)", (new_id(), bytes(512)))
    with pytest.raises(ConstraintError, match="do not change"), kiosk.transaction():
        kiosk.write("UPDATE captures SET ordinal = 9 WHERE ordinal = 1")


def test_captures_of_another_model_than_their_template_are_a_bug(school: SmallSchool) -> None:
    school.enrol(0)
    with pytest.raises(ValueError, match="model and key"):
        school.vault.records.store_templates(
            school.people[0].id, [template(0)], [template(1, model="cd" * 32)]
        )
    assert count(school, "captures") == 0


def test_a_database_of_version_1_opens_with_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made by the first version's own script; opened by this one, its people are still enrolled."""
    with monkeypatch.context() as before:
        before.setattr(schema_k, "MIGRATIONS", schema_k.MIGRATIONS[:1])
        for later in ("custody_check.note_made", "untold.told", "untold.tries"):
            before.setattr(f"kiosk.storage.{later}", lambda *_: 0)
        old = small_school(tmp_path / "made")
        person = old.people[0].id
        consent = old.vault.records.record_consent(person, "form", "parent", date(2027, 7, 31))
        kiosk = kiosk_of(old)
        assert kiosk.user_version == 1
        with kiosk.transaction():
            for owner, seed, identifier in ((person, 0, new_id()), (person, 1, new_id())):
                vector = template(seed).vector.astype("<f4").tobytes()
                kiosk.write(
                    "INSERT INTO templates VALUES (?, ?, ?, ?, ?, 128, ?, ?)",
                    (identifier, owner, consent.id, MODEL, KEY_ID, vector, old.clock().utc_text),
                )
        old.mark(0)
        old.vault.close()
    shutil.copytree(tmp_path / "made", tmp_path / "data")

    vault = reopen(tmp_path / "data", SchoolClock())
    try:
        assert vault._kiosk.user_version == len(schema_k.MIGRATIONS)
        assert [row.person for row in vault.door.templates(MODEL, KEY_ID)] == [person, person]
        assert vault.door.captures(MODEL, KEY_ID) == []
        assert not vault.door.pairs.is_complete(MODEL, KEY_ID)
        assert not vault.door.pairs.compare_some(MODEL, KEY_ID, REACH)
        assert vault.door.pairs.is_complete(MODEL, KEY_ID)
        assert vault.door.pairs.stored(MODEL, KEY_ID) == []  # both are one person's
        vault.sign_in(PASSPHRASE)
        (line,) = [row for row in vault.records.roster(old.session.id).rows if row.person.id == person]
        assert line.standing.event is not None
        assert vault._kiosk.integrity_problems() == []
    finally:
        vault.close()
