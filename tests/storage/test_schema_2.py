"""Version 2 of Zone K: a database of version 1 keeps its rows, and every new row goes with its template."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.domain.ids import new_id
from kiosk.domain.look_alikes import Reach
from kiosk.storage import migrations, schema_k, zones
from kiosk.storage.keys import SecretBytes
from kiosk.storage.pairs import Pairs
from kiosk.storage.sqlcipher import ConstraintError, Database, open_database
from tests.fakes_storage import (
    KEY_ID,
    MODEL,
    SchoolClock,
    SmallSchool,
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


def test_a_database_of_version_1_keeps_its_templates(tmp_path: Path) -> None:
    """Made by the first version's own script; at this one's, its people are still enrolled.

    A whole folder of a released version is opened in test_released.py.
    """
    person, consent, key, now = new_id(), new_id(), SecretBytes.random(), SchoolClock()()
    with closing(open_database(tmp_path / "kiosk.db", key, must_exist=False)) as old:
        migrations.migrate(old, schema_k.MIGRATIONS[:1])
        with old.transaction():
            old.write("INSERT INTO people (person, symbol, greeting) VALUES (?, 'star', '')", (person,))
            until = now.plus(timedelta(days=1)).utc_text
            old.write("INSERT INTO consents VALUES (?, ?, ?, NULL)", (consent, person, until))
            for seed in (0, 1):
                vector = template(seed).vector.astype("<f4").tobytes()
                old.write(
                    "INSERT INTO templates VALUES (?, ?, ?, ?, ?, 128, ?, ?)",
                    (new_id(), person, consent, MODEL, KEY_ID, vector, now.utc_text),
                )
    with closing(zones.open_zone(tmp_path / "kiosk.db", key, schema_k.MIGRATIONS)) as kiosk:
        assert kiosk.user_version == len(schema_k.MIGRATIONS)
        assert kiosk.read("SELECT person, count(*) FROM templates GROUP BY person") == [(person, 2)]
        pairs = Pairs(kiosk, lambda: now)
        assert not pairs.is_complete(MODEL, KEY_ID)
        assert not pairs.compare_some(MODEL, KEY_ID, REACH)
        assert pairs.is_complete(MODEL, KEY_ID)
        assert pairs.stored(MODEL, KEY_ID) == []  # both are one person's
        assert kiosk.integrity_problems() == []
