"""The rules that the databases themselves hold, tried with raw SQL."""

import pytest

from kiosk.domain.ids import new_id
from kiosk.storage.sqlcipher import ConstraintError, Database
from tests.fakes_storage import KEY_ID, MODEL, SmallSchool

TEMPLATE = (
    "INSERT INTO templates (template, person, consent, model_sha256, key_id, dimensions, vector, created_utc)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def _kiosk(school: SmallSchool) -> Database:
    return school.vault._kiosk


def _records(school: SmallSchool) -> Database:
    assert school.vault._zone_r is not None
    return school.vault._zone_r.database


def _run(database: Database, sql: str, *values: str | int | bytes | None) -> int:
    with database.transaction():
        return database.write(sql, values)


def _template(
    school: SmallSchool, consent: str, person: int = 0, created: str | None = None, size: int = 512
) -> int:
    when = created or school.clock().utc_text
    values = (new_id(), school.people[person].id, consent, MODEL, KEY_ID, 128, bytes(size), when)
    return _run(_kiosk(school), TEMPLATE, *values)


def test_a_template_needs_a_live_consent_of_its_own_person(school: SmallSchool) -> None:
    school.enrol(0)
    kiosk = _kiosk(school)
    consent = kiosk.read("SELECT consent FROM consents")[0][0]
    assert _template(school, consent) == 1
    with pytest.raises(ConstraintError, match="live consent"):
        _template(school, new_id())
    with pytest.raises(ConstraintError, match="live consent"):
        _template(school, consent, person=1)
    with pytest.raises(ConstraintError, match="live consent"):
        _template(school, consent, created="2027-08-01T00:00:00.000000+00:00")
    with pytest.raises(ConstraintError):
        _template(school, consent, size=511)


def test_ending_a_consent_erases_its_templates_and_cannot_be_undone(school: SmallSchool) -> None:
    school.enrol(0)
    kiosk = _kiosk(school)
    _run(kiosk, "UPDATE consents SET ended = 'withdrawn'")
    assert kiosk.read("SELECT count(*) FROM templates") == [(0,)]
    for attempt in (
        "UPDATE consents SET ended = NULL",
        "UPDATE consents SET live_until_utc = '2999-01-01T00:00:00.000000+00:00'",
    ):
        with pytest.raises(ConstraintError, match="stays ended"):
            _run(kiosk, attempt)
    with pytest.raises(ConstraintError, match="live consent"):
        _template(school, kiosk.read("SELECT consent FROM consents")[0][0])


def test_an_objection_erases_and_keeps_out(school: SmallSchool) -> None:
    school.enrol(0)
    kiosk = _kiosk(school)
    consent = kiosk.read("SELECT consent FROM consents")[0][0]
    _run(kiosk, "UPDATE people SET objects = 1")
    assert kiosk.read("SELECT count(*) FROM templates") == [(0,)]
    with pytest.raises(ConstraintError, match="live consent"):
        _template(school, consent)


def test_a_template_does_not_move_to_another_person(school: SmallSchool) -> None:
    school.enrol(0)
    with pytest.raises(ConstraintError, match="do not change"):
        _run(_kiosk(school), "UPDATE templates SET person = ?", school.people[1].id)


def test_one_mark_a_session_is_held_by_the_database(school: SmallSchool) -> None:
    school.mark(0)
    with pytest.raises(ConstraintError):
        _run(
            _kiosk(school),
            "INSERT INTO today SELECT ?, session, person, state, method, day, at_utc, at_zone, at_offset, 0"
            " FROM today",
            new_id(),
        )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE marks SET state = 'late'",
        "DELETE FROM marks",
        "UPDATE audit SET detail = ''",
        "DELETE FROM audit",
        "UPDATE audit SET actor = NULL WHERE sequence = 1",
    ],
)
def test_marks_and_audit_are_append_only(school: SmallSchool, sql: str) -> None:
    school.mark(0)
    school.vault.drain()
    with pytest.raises(ConstraintError, match=r"append-only|do not change|does not change"):
        _run(_records(school), sql)


def test_erasure_may_delete_one_persons_marks(school: SmallSchool) -> None:
    school.mark(0)
    school.mark(1)
    school.vault.drain()
    records, person = _records(school), school.people[0].id
    _run(records, "INSERT INTO erasing VALUES (?)", person)
    assert _run(records, "DELETE FROM marks WHERE person = ?", person) == 1
    with pytest.raises(ConstraintError, match="append-only"):
        _run(records, "DELETE FROM marks")


def test_the_outbox_takes_no_changes(school: SmallSchool) -> None:
    school.mark(0)
    with pytest.raises(ConstraintError, match="do not change"):
        _run(_kiosk(school), "UPDATE outbox SET sealed = x'00'")


def test_people_and_classes_are_unique_and_referenced(school: SmallSchool) -> None:
    records = _records(school)
    insert = "INSERT INTO people (person, number, name, symbol) VALUES (?, 'S-1', 'Another', 'star')"
    with pytest.raises(ConstraintError):
        _run(records, insert, new_id())
    with pytest.raises(ConstraintError):
        _run(records, "INSERT INTO memberships VALUES (?, ?, 'x', NULL)", new_id(), school.people[0].id)
    with pytest.raises(ConstraintError):
        _run(records, "INSERT INTO classes (class, name, name_key) VALUES (?, '7B', '7b')", new_id())
