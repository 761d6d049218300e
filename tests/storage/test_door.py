"""What the door does by itself."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.frames import SourceKind
from kiosk.domain.marks import MarkState, Method, NewMark
from kiosk.domain.people import Greeting, GreetingLabel
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from tests.fakes_storage import KEY_ID, MODEL, ZONE, SmallSchool, small_school, template


def _code_error(school: SmallSchool, number: str, pin: str) -> KioskError:
    with pytest.raises(KioskError) as caught:
        school.vault.door.check_code(number, pin, school.clock())
    return caught.value


def test_it_works_with_nobody_signed_in(school: SmallSchool) -> None:
    school.enrol(0)
    school.vault.sign_out()
    door, now = school.vault.door, school.clock()
    (here,) = door.sessions(now)
    assert (here.label, here.people) == ("7b", frozenset(p.id for p in school.people))
    assert here.session == school.session
    event = school.mark(0)
    assert [(m.person, m.state, m.at) for m in door.today(now)] == [(event.person, MarkState.PRESENT, now)]
    (stored,) = door.templates(MODEL, KEY_ID)
    np.testing.assert_array_equal(stored.template.vector, template(0).vector)


def test_real_data_take_faces_from_cameras_only(tmp_path: Path) -> None:
    school = small_school(tmp_path, is_trial=False)
    new = NewMark(school.session.id, school.people[0].id, MarkState.PRESENT, 0)
    for source in (SourceKind.FILE, SourceKind.FOLDER, SourceKind.SYNTHETIC):
        with pytest.raises(KioskError) as caught:
            school.vault.door.mark(new, method=Method.FACE, source=source, now=school.clock())
        assert caught.value.code is Code.SOURCE_NOT_FOR_REAL
    assert school.vault.door.today(school.clock()) == []
    school.mark(0)
    school.mark(1, method=Method.CODE)
    school.vault.close()


@pytest.mark.parametrize(("method", "source"), [(Method.FACE, None), (Method.CODE, SourceKind.CAMERA)])
def test_a_face_has_a_source_and_a_code_has_none(
    school: SmallSchool, method: Method, source: SourceKind | None
) -> None:
    new = NewMark(school.session.id, school.people[0].id, MarkState.PRESENT, 0)
    with pytest.raises(ValueError, match="source"):
        school.vault.door.mark(new, method=method, source=source, now=school.clock())


def test_a_mark_that_cannot_be_saved_is_no_mark(school: SmallSchool) -> None:
    kiosk = school.vault._kiosk
    kiosk.checkpoint()
    kiosk.read(f"PRAGMA max_page_count = {kiosk.read('PRAGMA page_count')[0][0]}")

    def fill() -> None:
        for _ in range(60):
            school.vault.door.take_back(school.mark(0).id, school.clock())

    with pytest.raises(KioskError) as caught:
        fill()
    assert caught.value.code is Code.DATABASE_FULL
    kiosk.read("PRAGMA max_page_count = 1000000")
    outbox = kiosk.read("SELECT count(*) FROM outbox")[0][0]
    assert kiosk.read("SELECT next_sequence FROM ratchet") == [(outbox + 1,)]


def test_not_me_takes_back_within_ten_seconds_and_once(school: SmallSchool) -> None:
    first, door = school.mark(0), school.vault.door
    assert not door.take_back(first.id, school.clock().plus(timedelta(seconds=11)))
    assert door.take_back(first.id, school.clock.forward(seconds=9))
    assert not door.take_back(first.id, school.clock())
    assert door.today(school.clock()) == []
    again = school.mark(0)
    assert again.sequence == first.sequence + 2
    (row,) = [r for r in school.vault.records.roster(school.session.id).rows if r.person == school.people[0]]
    assert (row.standing.state, row.standing.event, row.standing.is_flagged) == (
        MarkState.PRESENT,
        again.id,
        True,
    )


def test_yesterdays_marks_are_forgotten_at_midnight_but_not_in_a_night_shift(school: SmallSchool) -> None:
    late = Instant.at(school.clock().utc.replace(hour=21, minute=0), ZONE)
    night = school.vault.records.open_session(school.school_class.id, late, late.plus(timedelta(hours=8)))
    school.mark(0)
    school.clock.forward(hours=14)
    night_mark = school.mark(0)
    assert night_mark.session == night.id
    assert len(school.vault.door.today(school.clock())) == 2
    school.clock.forward(hours=4)
    assert [m.event for m in school.vault.door.today(school.clock())] == [night_mark.id]
    assert school.vault._kiosk.read("SELECT count(*) FROM today") == [(1,)]
    school.clock.forward(hours=6)
    assert school.vault.door.today(school.clock()) == []


def test_next_start_is_when_marks_are_taken_again(school: SmallSchool) -> None:
    start = Instant.at(school.clock().utc + timedelta(days=1), ZONE)
    school.vault.records.open_session(
        school.school_class.id, start, start.plus(timedelta(hours=1)), early_minutes=15
    )
    assert school.vault.door.next_start(school.clock()) == start.plus(timedelta(minutes=-15))
    school.clock.forward(days=2)
    assert school.vault.door.next_start(school.clock()) is None
    assert school.vault.door.sessions(school.clock()) == []


class TestCodes:
    def test_number_and_pin_find_the_person_in_any_script(self, school: SmallSchool) -> None:
        school.vault.records.set_pin(school.people[0].id, "4711")
        school.vault.sign_out()
        door, now = school.vault.door, school.clock()
        assert door.check_code(" S-1 ", "4711", now) == school.people[0].id
        assert door.check_code("S-١", "٤٧١١", now) == school.people[0].id

    @pytest.mark.parametrize(
        ("pin", "code"), [("123", Code.PIN_SHAPE), ("12a4", Code.PIN_SHAPE), ("", Code.PIN_SHAPE)]
    )
    def test_what_is_no_pin_is_not_counted(self, school: SmallSchool, pin: str, code: Code) -> None:
        assert _code_error(school, "S-1", pin).code is code
        assert school.vault._kiosk.read("SELECT * FROM slowdowns") == []

    @pytest.mark.parametrize("number", ["S-1", "nobody", "\u202e"])
    def test_waits_double_up_to_thirty_seconds_known_or_not(self, school: SmallSchool, number: str) -> None:
        school.vault.records.set_pin(school.people[0].id, "4711")
        if number == "\u202e":
            assert _code_error(school, number, "9999").code is Code.CODE_WRONG
            return
        waits = []
        for _ in range(8):
            assert _code_error(school, number, "9999").code is Code.CODE_WRONG
            wait = _code_error(school, number, "9999")
            assert wait.code is Code.CODE_WAIT
            waits.append(int(wait.detail))
            school.clock.forward(seconds=waits[-1])
        assert waits == [1, 2, 4, 8, 16, 30, 30, 30]

    def test_the_right_pin_waits_too_then_clears(self, school: SmallSchool) -> None:
        school.vault.records.set_pin(school.people[0].id, "4711")
        _code_error(school, "S-1", "9999")
        assert _code_error(school, "S-1", "4711").code is Code.CODE_WAIT
        school.clock.forward(seconds=1)
        assert school.vault.door.check_code("S-1", "4711", school.clock()) == school.people[0].id
        assert _code_error(school, "S-1", "9999").code is Code.CODE_WRONG
        assert _code_error(school, "S-1", "9999").detail == "1"

    def test_others_are_not_slowed(self, school: SmallSchool) -> None:
        school.vault.records.set_pin(school.people[0].id, "4711")
        school.vault.records.set_pin(school.people[1].id, "8352")
        _code_error(school, "S-1", "9999")
        assert school.vault.door.check_code("S-2", "8352", school.clock()) == school.people[1].id

    def test_the_wait_goes_on_over_a_restart(self, school: SmallSchool) -> None:
        for _ in range(3):
            _code_error(school, "S-1", "9999")
            school.clock.forward(seconds=4)
        _code_error(school, "S-1", "9999")
        school.reopen()
        error = _code_error(school, "S-1", "9999")
        assert (error.code, error.detail) == (Code.CODE_WAIT, "8")
        school.clock.forward(seconds=3)
        school.reopen()
        assert _code_error(school, "S-1", "9999").detail == "5"

    def test_a_wait_from_before_the_machine_was_started_begins_again(self, school: SmallSchool) -> None:
        """The monotonic clock starts anew: what it said then means nothing now, and the wait still ends."""
        _code_error(school, "S-1", "9999")
        school.clock.seconds = 5.0
        school.reopen()
        assert _code_error(school, "S-1", "9999").detail == "1"
        school.clock.forward(seconds=1)
        school.reopen()
        assert _code_error(school, "S-1", "9999").code is Code.CODE_WRONG

    def test_setting_the_wall_clock_shortens_no_wait(self, school: SmallSchool) -> None:
        _code_error(school, "S-1", "9999")
        school.clock.moment += timedelta(hours=1)
        assert _code_error(school, "S-1", "9999").code is Code.CODE_WAIT

    def test_a_changed_pin_replaces_the_old_one(self, school: SmallSchool) -> None:
        school.vault.records.set_pin(school.people[0].id, "4711")
        school.vault.records.set_pin(school.people[0].id, "8352")
        assert _code_error(school, "S-1", "4711").code is Code.CODE_WRONG
        school.clock.forward(seconds=1)
        assert school.vault.door.check_code("S-1", "8352", school.clock()) == school.people[0].id

    def test_the_stored_verifier_holds_neither_number_nor_pin(self, school: SmallSchool) -> None:
        school.vault.records.set_pin(school.people[0].id, "4711")
        (row,) = school.vault._kiosk.read("SELECT number_tag, salt, verifier FROM pins")
        assert b"S-1" not in b"".join(row)
        assert b"4711" not in b"".join(row)


def test_labels_follow_the_schools_choice(school: SmallSchool) -> None:
    person, door = school.people[0], school.vault.door
    assert door.label(person.id) == GreetingLabel(person.symbol, "A. L.")
    school.vault.records.set_greeting(Greeting.FIRST_NAME)
    assert door.label(person.id) == GreetingLabel(person.symbol, "Ada")
    school.vault.records.set_greeting(Greeting.TICK_ONLY)
    assert door.label(person.id) == GreetingLabel("", "")
    assert door.label(school.people[0].id.replace("0", "1")) == GreetingLabel("", "")  # type: ignore[arg-type]


class TestTemplates:
    def test_none_without_consent(self, school: SmallSchool) -> None:
        with pytest.raises(KioskError) as caught:
            school.vault.records.store_templates(school.people[0].id, [template(0)])
        assert caught.value.code is Code.CONSENT_MISSING

    def test_withdrawal_erases_at_once(self, school: SmallSchool) -> None:
        school.enrol(0)
        school.enrol(1)
        assert school.vault.records.withdraw_consent(school.people[0].id) == 1
        assert [t.person for t in school.vault.door.templates(MODEL, KEY_ID)] == [school.people[1].id]
        assert school.vault.records.live_consent(school.people[0].id) is None
        with pytest.raises(KioskError) as caught:
            school.vault.records.store_templates(school.people[0].id, [template(0)])
        assert caught.value.code is Code.CONSENT_MISSING

    def test_expiry_acts_with_nobody_signed_in(self, school: SmallSchool) -> None:
        school.enrol(0, until=date(2026, 11, 23))
        school.enrol(1)
        school.vault.sign_out()
        door = school.vault.door
        assert door.expire_consents(school.clock()) == 0
        school.clock.forward(hours=16, minutes=10)  # midnight in Berlin
        assert [t.person for t in door.templates(MODEL, KEY_ID)] == [school.people[1].id]
        assert door.expire_consents(school.clock()) == 1
        assert school.vault._kiosk.read("SELECT count(*) FROM templates") == [(1,)]

    def test_a_clock_set_back_brings_nothing_back(self, school: SmallSchool) -> None:
        school.enrol(0, until=date(2026, 11, 23))
        school.clock.forward(days=2)
        school.reopen()
        school.clock.moment -= timedelta(days=2)
        assert school.vault.door.templates(MODEL, KEY_ID) == []
        school.vault.sign_in("lantern gravel otter plum")
        assert school.vault.door.templates(MODEL, KEY_ID) == []

    def test_rows_of_other_models_and_keys_are_not_given(self, school: SmallSchool) -> None:
        school.enrol(0)
        other = "cd" * 32
        school.vault.records.store_templates(school.people[0].id, [template(5, model=other)])
        assert len(school.vault.door.templates(MODEL, KEY_ID)) == 1
        assert school.vault.door.templates(MODEL, "f" * 16) == []
        (summary,) = [p for p in school.vault.records.people(None, MODEL) if p.person == school.people[0]]
        assert (summary.templates, summary.old_templates, summary.has_live_consent) == (1, 1, True)

    def test_enrolling_again_replaces(self, school: SmallSchool) -> None:
        school.enrol(0)
        school.vault.records.store_templates(school.people[0].id, [template(8), template(9)])
        assert len(school.vault.door.templates(MODEL, KEY_ID)) == 2

    def test_a_vector_that_is_no_unit_is_a_bug(self, school: SmallSchool) -> None:
        school.enrol(0)
        bad = template(1)
        object.__setattr__(bad, "vector", bad.vector * np.float32("nan"))
        with pytest.raises(ValueError, match="unit"):
            school.vault.records.store_templates(school.people[0].id, [bad])


def test_the_tally_counts_and_keeps_a_day(school: SmallSchool) -> None:
    door, day = school.vault.door, school.clock().local_date
    door.count(Count.TRIES, day)
    door.count(Count.TRIES, day, by=2)
    assert door.tally(day)[Count.TRIES] == 3
    assert door.tally(day)[Count.NOT_ME] == 0
    school.clock.forward(days=2)
    door.today(school.clock())
    assert door.tally(day)[Count.TRIES] == 0
