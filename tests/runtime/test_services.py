"""The whole main job without a window: enrolled, walked up, marked once, taken back; strangers refused."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.faces import Verdict
from kiosk.domain.marks import MarkState, Method, NotMarked
from kiosk.domain.poses import Pose
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import AlreadyIn, CameraState, EnrolmentProgress, NotIn, Welcome
from kiosk.runtime.services import Services
from kiosk.settings import Settings
from kiosk.storage.vault import Vault
from tests.fakes_storage import PASSPHRASE, SchoolClock
from tests.runtime.fakes_school import (
    ASTRONAUT,
    GRACE_HOPPER,
    WAIT_S,
    RunningSchool,
    light_opener,
    make_school,
    running_school,
    walk_up,
)


@pytest.fixture
def school(tmp_path: Path, portraits: Path, models: Path) -> Iterator[RunningSchool]:
    with running_school(tmp_path / "data", portraits) as running:
        yield running


def test_the_enrolled_person_is_welcomed_once_and_the_stranger_is_not(school: RunningSchool) -> None:
    school.enrol(school.astronaut, ASTRONAUT)
    session = school.open_session()
    door, desk = school.services.door, school.services.desk
    changes = threading.Semaphore(0)
    desk.on_change(changes.release)

    view = door.view().result(WAIT_S)
    assert (view.is_trial, [s.id for s in view.open_now], view.enrolled) == (True, [session.id], 1)

    (sighting,) = school.walk_up(ASTRONAUT)
    assert isinstance(sighting, Sighting)
    assert sighting.person == school.astronaut.id
    welcome = door.record(sighting).result(WAIT_S)
    assert isinstance(welcome, Welcome)
    assert (welcome.state, welcome.label.text) == (MarkState.PRESENT, "E. C.")
    assert changes.acquire(timeout=WAIT_S)

    (again,) = school.walk_up(ASTRONAUT)
    assert isinstance(again, Sighting)
    assert isinstance(door.record(again).result(WAIT_S), AlreadyIn)

    (refusal,) = school.walk_up(GRACE_HOPPER)
    assert isinstance(refusal, Refusal)
    assert door.refuse(refusal).result(WAIT_S) == NotIn(Unrecognised.UNKNOWN)

    rows = {row.person.id: row.standing for row in desk.roster(session.id).result(WAIT_S).rows}
    assert rows[school.astronaut.id].state is MarkState.PRESENT
    assert rows[school.astronaut.id].method is Method.FACE
    assert rows[school.other.id].state is MarkState.UNMARKED

    day = school.clock().local_date
    tally = school.services.submit(lambda vault: vault.door.tally(day)).result(WAIT_S)
    expected = {Count.TRIES: 3, Count.TICKS: 1, Count.FIRST_TRY: 1, Count.ALREADY: 1, Count.UNKNOWN: 1}
    assert {what: number for what, number in tally.items() if number} == expected


def test_not_me_takes_the_mark_back_once_and_only_for_a_while(school: RunningSchool) -> None:
    school.enrol(school.astronaut, ASTRONAUT)
    session = school.open_session()
    door = school.services.door
    (sighting,) = school.walk_up(ASTRONAUT)
    assert isinstance(sighting, Sighting)
    welcome = door.record(sighting).result(WAIT_S)
    assert isinstance(welcome, Welcome)
    assert door.take_back(welcome.event).result(WAIT_S) is True
    assert door.take_back(welcome.event).result(WAIT_S) is False
    roster = school.services.desk.roster(session.id).result(WAIT_S)
    standing = next(row.standing for row in roster.rows if row.person.id == school.astronaut.id)
    assert (standing.state, standing.is_flagged) == (MarkState.UNMARKED, True)
    later = door.record(sighting).result(WAIT_S)
    assert isinstance(later, Welcome)
    school.clock.forward(seconds=11)
    assert door.take_back(later.event).result(WAIT_S) is False


def test_the_camera_hears_of_an_answer_and_of_one_that_was_taken_back(
    school: RunningSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.enrol(school.astronaut, ASTRONAUT)
    school.open_session()
    (sighting,) = school.walk_up(ASTRONAUT)
    assert isinstance(sighting, Sighting)
    heard: list[tuple[Sighting | None, float]] = []
    camera, door = school.services.camera, school.services.door
    monkeypatch.setattr(camera, "greet", lambda seen, welcome_s=0.0: heard.append((seen, welcome_s)))
    welcome = door.record(sighting).result(WAIT_S)
    assert isinstance(welcome, Welcome)
    assert heard == [(sighting, school.services.settings.welcome_seconds)]
    assert door.take_back(welcome.event).result(WAIT_S) is True
    assert heard[1:] == [(None, 0.0)]


@pytest.mark.once
def test_outside_sessions_and_while_the_pad_is_open_nothing_is_embedded(school: RunningSchool) -> None:
    school.enrol(school.astronaut, ASTRONAUT)
    before = school.embedder_calls()
    assert school.walk_up(ASTRONAUT) == []
    assert school.embedder_calls() == before

    school.open_session()
    school.services.camera.set_pad_open(True)
    assert school.walk_up(ASTRONAUT) == []
    assert school.embedder_calls() == before

    school.services.camera.set_pad_open(False)
    assert len(school.walk_up(ASTRONAUT)) == 1
    assert before < school.embedder_calls() <= before + 5  # settled: not again for the same track

    school.clock.forward(hours=3)
    after = school.embedder_calls()
    assert school.walk_up(ASTRONAUT) == []
    assert school.embedder_calls() == after


def test_somebody_of_another_class_is_told_that_they_are_not_on_the_list(school: RunningSchool) -> None:
    desk = school.services.desk
    elsewhere = desk.add_class("8a").result(WAIT_S)
    visitor = desk.add_person("S-9", "From Eight A", [elsewhere.id]).result(WAIT_S)
    school.enrol(visitor, ASTRONAUT)
    school.enrol(school.other, GRACE_HOPPER)
    school.open_session()
    (refusal,) = school.walk_up(ASTRONAUT)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Unrecognised.NOT_ON_LIST
    sighting = Sighting(visitor.id, refusal.track, refusal.kind, refusal.monotonic_ns, 3, 0.1)
    assert school.services.door.record(sighting).result(WAIT_S) == NotIn(NotMarked.NOT_ON_LIST)


@pytest.mark.once
def test_a_session_that_opens_by_the_clock_is_picked_up_by_itself(school: RunningSchool) -> None:
    school.enrol(school.astronaut, ASTRONAUT)
    now = school.clock()
    starts = now.plus(timedelta(hours=2))
    school.services.desk.open_session(school.school_class.id, starts, starts.plus(timedelta(hours=1))).result(
        WAIT_S
    )
    assert school.walk_up(ASTRONAUT) == []
    view = school.services.door.view().result(WAIT_S)
    assert (view.open_now, view.next_start) == ((), starts.plus(timedelta(minutes=-30)))
    school.clock.forward(hours=1, minutes=40)
    school.services.submit(school.services._look_at_sessions).result(WAIT_S)
    school.services.with_models(lambda models: None).result(WAIT_S)
    (sighting,) = school.walk_up(ASTRONAUT)
    assert isinstance(sighting, Sighting)


def test_a_disk_that_is_full_keeps_no_list_from_the_door(
    school: RunningSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock is noted once an hour. When that failed, nothing of the second's work was done any more."""
    services = school.services
    starts = school.clock().plus(timedelta(hours=20))
    services.desk.open_session(school.school_class.id, starts, starts.plus(timedelta(hours=1))).result(WAIT_S)

    def full(*_: object) -> int:
        raise KioskError(Code.DATABASE_FULL, where="kiosk.db", detail="full")

    monkeypatch.setattr("kiosk.storage.door.Door.expire_consents", full)

    def wakes(vault: Vault) -> bool:
        assert services.resting.rest is not None
        school.clock.forward(hours=20)
        services._ticks = 0
        with pytest.raises(KioskError):
            services._tick(vault)
        is_awake = services.resting.rest is None
        services._tick(vault)  # not tried again at once
        return is_awake

    assert services.submit(wakes).result(WAIT_S)


def test_withdrawn_consent_empties_the_gallery_at_once(school: RunningSchool) -> None:
    school.enrol(school.astronaut, ASTRONAUT)
    school.open_session()
    assert school.services.desk.withdraw_consent(school.astronaut.id).result(WAIT_S) == 1
    (refusal,) = school.walk_up(ASTRONAUT)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Unrecognised.NO_GALLERY


@pytest.mark.once
def test_enrolment_by_camera_collects_captures_and_reports_its_progress(school: RunningSchool) -> None:
    desk, camera = school.services.desk, school.services.camera
    with pytest.raises(KioskError) as caught:
        desk.enrol_camera(school.other.id).result(WAIT_S)
    assert caught.value.code is Code.CONSENT_MISSING
    desk.record_consent(school.other.id, "form", "self", date(2027, 7, 31)).result(WAIT_S)
    enrolment = desk.enrol_camera(school.other.id)
    school.services.submit(lambda vault: None).result(WAIT_S)  # the consent was looked up
    progress = camera.enrolment_progress()
    asked = (Pose.FRONT, Pose.LEFT, Pose.RIGHT)
    assert progress == EnrolmentProgress(0, 3, Verdict.NONE, poses=asked, asked=Pose.FRONT)
    school.feed.play(walk_up(school.portraits, GRACE_HOPPER, hold=20))
    assert enrolment.result(WAIT_S).captures == 3
    assert camera.enrolment_progress() is None
    school.open_session()
    (sighting,) = school.walk_up(GRACE_HOPPER)
    assert isinstance(sighting, Sighting)
    assert sighting.person == school.other.id


def test_a_cancelled_enrolment_is_cancelled(school: RunningSchool) -> None:
    desk = school.services.desk
    desk.record_consent(school.other.id, "form", "self", date(2027, 7, 31)).result(WAIT_S)
    enrolment = desk.enrol_camera(school.other.id)
    school.services.submit(lambda vault: None).result(WAIT_S)
    desk.cancel_enrolment()
    assert school.services.camera.enrolment_progress() is None
    assert enrolment.cancelled()


def test_a_file_that_is_no_picture_is_named_and_the_others_are_used(
    school: RunningSchool, tmp_path: Path
) -> None:
    desk = school.services.desk
    desk.record_consent(school.other.id, "form", "self", date(2027, 7, 31)).result(WAIT_S)
    rubbish = tmp_path / "holiday.jpg"
    rubbish.write_bytes(b"no picture")
    with pytest.raises(KioskError) as caught:
        desk.enrol_pictures(school.other.id, [rubbish]).result(WAIT_S)
    assert (caught.value.code, caught.value.detail) == (Code.NO_GOOD_FACE, "unreadable")
    good = school.portraits / "grace_hopper.jpg"
    enrolled = desk.enrol_pictures(school.other.id, [rubbish, good]).result(WAIT_S)
    assert (enrolled.captures, enrolled.refused) == (1, (("holiday.jpg", "unreadable"),))


def test_number_and_pin_give_the_same_mark(school: RunningSchool) -> None:
    school.services.desk.set_pin(school.other.id, "2580").result(WAIT_S)
    door = school.services.door
    assert door.sign_code("S-2", "2580").result(WAIT_S) == NotIn(NotMarked.NO_SESSION)
    school.open_session()
    assert isinstance(door.sign_code("S-2", "2580").result(WAIT_S), Welcome)
    assert isinstance(door.sign_code("S-2", "2580").result(WAIT_S), AlreadyIn)
    with pytest.raises(KioskError) as caught:
        door.sign_code("S-2", "2581").result(WAIT_S)
    assert caught.value.code is Code.CODE_WRONG


@pytest.mark.once
def test_the_index_is_loaded_beside_the_work(tmp_path: Path, portraits: Path, models: Path) -> None:
    with running_school(tmp_path / "data", portraits, has_index=True) as school:
        school.enrol(school.astronaut, ASTRONAUT)
        school.open_session()
        assert len(school.walk_up(ASTRONAUT)) == 1


def test_a_command_uses_the_desk_without_a_camera(tmp_path: Path, portraits: Path, models: Path) -> None:
    clock = SchoolClock()
    data_dir = make_school(tmp_path / "data", clock)
    services = Services(data_dir, Settings(), clock=clock, opener=light_opener)
    desk = services.desk
    try:
        with pytest.raises(KioskError) as caught:
            desk.classes().result(WAIT_S)
        assert caught.value.code is Code.SIGNED_OUT
        desk.sign_in(PASSPHRASE).result(WAIT_S)
        (school_class,) = desk.classes().result(WAIT_S)
        person = desk.add_person("1", "A Person", [school_class.id]).result(WAIT_S)
        desk.record_consent(person.id, "form", "self", date(2027, 7, 31)).result(WAIT_S)
        enrolled = desk.enrol_pictures(person.id, [portraits / "astronaut.png"]).result(WAIT_S)
        assert enrolled.captures == 1
        assert [s.templates for s in desk.people().result(WAIT_S)] == [1]
        assert services.camera.health().state is CameraState.NONE
        with pytest.raises(KioskError) as caught:
            desk.enrol_camera(person.id).result(WAIT_S)
        assert caught.value.code is Code.CAMERA_NONE
    finally:
        assert services.stop() == []
    assert services.stop() == []


def test_no_school_is_an_answer_and_leaves_nothing_running(tmp_path: Path) -> None:
    from kiosk.paths import DataDir

    services = Services(DataDir(tmp_path / "nothing"), Settings(), opener=light_opener)
    with pytest.raises(KioskError) as caught:
        services.door.view().result(WAIT_S)
    assert caught.value.code is Code.DATA_DIR_MISSING
    assert services.stop() == []


def test_a_source_that_real_data_do_not_take_is_refused_and_the_desk_goes_on(
    tmp_path: Path, models: Path
) -> None:
    from tests.runtime.fakes_school import SYNTHETIC

    clock = SchoolClock()
    data_dir = make_school(tmp_path / "data", clock, is_trial=False)
    services = Services(data_dir, Settings(), clock=clock, opener=light_opener, has_index=False)
    try:
        services.start(SYNTHETIC)
        services.with_models(lambda recogniser: None).result(WAIT_S)
        health = services.camera.health()
        assert health.state is CameraState.REFUSED
        assert health.error is not None
        assert health.error.code is Code.SOURCE_NOT_FOR_REAL
        assert services.door.view().result(WAIT_S).is_trial is False
    finally:
        assert services.stop() == []


@pytest.mark.parametrize(
    ("text", "state"),
    [("rtsp://admin:secret@10.0.0.5/x", CameraState.REFUSED), ("/nowhere/at/all.mp4", CameraState.NONE)],
)
def test_a_source_that_is_refused_leaves_codes_and_desk_working(
    tmp_path: Path, models: Path, text: str, state: CameraState
) -> None:
    """A slip in the settings once kept the whole door shut, and showed the camera's password on it."""
    clock = SchoolClock()
    data_dir = make_school(tmp_path / "data", clock)
    services = Services(data_dir, Settings(camera=text), clock=clock, opener=light_opener)
    try:
        services.start_named(text)
        assert services.door.view().result(WAIT_S).is_trial
        give_up = threading.Event()
        for _ in range(300):
            if services.camera.health().state is state:
                break
            give_up.wait(0.1)
        health = services.camera.health()
        assert health.state is state
        assert "secret" not in str(health.error)
        assert services.desk.sign_in(PASSPHRASE).result(WAIT_S).name
    finally:
        assert services.stop() == []


def test_what_the_desk_asks_of_registers_is_answered(school: RunningSchool) -> None:
    session, desk = school.open_session(), school.services.desk
    one, day = school.other, school.clock().local_date
    changes: list[str] = []
    desk.on_change(lambda: changes.append("changed"))
    done = desk.correct(session.id, [one.id], MarkState.LATE, "bus", code="L", minutes=4).result(WAIT_S)
    school.clock.forward(seconds=1)
    desk.undo(done).result(WAIT_S)
    school.clock.forward(seconds=1)
    desk.redo(done).result(WAIT_S)
    visitor = desk.add_visitor(session.id, "Vera Visitor").result(WAIT_S)
    desk.look_at(session.id, [one.id]).result(WAIT_S)
    changed = desk.change_person(one.id, one.number, "New Name", [school.school_class.id]).result(WAIT_S)
    assert len(changes) == 6
    assert changed.name == "New Name"
    assert [line.code for line in desk.history(session.id, one.id).result(WAIT_S)] == ["L", "", "L"]
    (counts,) = desk.overview(day).result(WAIT_S)
    assert (counts.count(MarkState.LATE), counts.count(MarkState.PRESENT)) == (1, 1)
    wide = desk.wide_roster(day).result(WAIT_S)
    assert {row.person.id for row in wide} >= {one.id, visitor.id}
    days = desk.person_days(one.id, day, day).result(WAIT_S)
    assert [(one_day.state, one_day.minutes_late) for one_day in days] == [(MarkState.LATE, 4)]
    missing = {row.person.id for row in desk.missing().result(WAIT_S)}
    assert not missing & {one.id, visitor.id}
