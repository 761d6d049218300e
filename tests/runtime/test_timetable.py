"""The timetable as a service: the settings' minutes, and a door that follows at once."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from kiosk.domain.groups import GroupKind, GroupOptions
from kiosk.domain.ids import LessonId
from kiosk.domain.timetable import Lesson, Span, TimetableChange
from kiosk.errors import Code, KioskError
from kiosk.runtime.services import Services
from kiosk.settings import Settings
from tests.fakes_storage import PASSPHRASE, SchoolClock
from tests.runtime.fakes_school import WAIT_S, light_opener, make_school

MONDAY = date(2026, 11, 23)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    clock = SchoolClock()
    data_dir = make_school(tmp_path / "data", clock)
    settings = Settings(early_minutes=17, late_after_minutes=4)
    running = Services(data_dir, settings, clock=clock, opener=light_opener, tick_s=3600.0)
    try:
        running.desk.sign_in(PASSPHRASE).result(WAIT_S)
        yield running
    finally:
        assert running.stop() == []


def test_a_timetable_from_its_groups_to_a_cancelled_session(services: Services) -> None:
    """What windows and commands do, one after the other, through the service alone."""
    api, changes = services.timetable, []
    services.listen(lambda: changes.append(1))
    (group,) = api.groups().result(WAIT_S)
    club = api.add_group("Club", GroupKind.EVENT, GroupOptions()).result(WAIT_S)
    api.change_group(club.id, "Club", GroupKind.EVENT, GroupOptions(late_after_minutes=9)).result(WAIT_S)
    term = Span("", "Term", MONDAY, MONDAY + timedelta(days=13))
    api.set_terms([term]).result(WAIT_S)
    api.set_holidays([Span("", "Feast", MONDAY + timedelta(days=7), MONDAY + timedelta(days=7))]).result(
        WAIT_S
    )
    last = MONDAY + timedelta(days=27)
    for one in (group, club):
        lesson = Lesson(LessonId(""), one.id, 0, time(8, 5), time(9), MONDAY, last)
        added = api.add_lesson(lesson).result(WAIT_S)
    api.change_lesson(added).result(WAIT_S)
    spare = api.add_lesson(Lesson(LessonId(""), club.id, 5, time(8), time(9), MONDAY, last)).result(WAIT_S)
    api.remove_lesson(spare.id).result(WAIT_S)
    assert len(api.lessons().result(WAIT_S)) == len(api.lessons(club.id).result(WAIT_S)) + 1 == 2
    assert [span.name for span in (*api.terms().result(WAIT_S), *api.holidays().result(WAIT_S))] == [
        "Term",
        "Feast",
    ]
    expected = TimetableChange(added=2, removed=0, kept=0, in_holidays=6)
    assert api.preview().result(WAIT_S) == expected
    assert changes == []
    assert api.apply().result(WAIT_S) == expected
    assert changes == [1]
    sessions = {one.class_id: one for one in services.desk.sessions(MONDAY).result(WAIT_S)}
    assert (sessions[group.id].early_minutes, sessions[group.id].late_after_minutes) == (17, 4)
    assert (sessions[club.id].early_minutes, sessions[club.id].late_after_minutes) == (17, 9)
    cancelled = api.cancel(sessions[club.id].id).result(WAIT_S)
    assert cancelled.cancelled is not None
    assert api.restore(cancelled.id).result(WAIT_S).cancelled is None
    assert changes == [1, 1, 1]
    api.set_acronym("plain", "P", "In").result(WAIT_S)
    assert api.code_sets().result(WAIT_S)[0].codes[0].acronym == "In"


def test_a_session_opened_at_the_desk_has_its_groups_options(services: Services) -> None:
    options = GroupOptions(late_after_minutes=1, room="Hall", has_departures=True)
    group = services.timetable.add_group("Shift", GroupKind.SHIFT, options).result(WAIT_S)
    starts = services.clock().plus(timedelta(hours=1))
    at_the_desk = services.desk.open_session(group.id, starts, starts.plus(timedelta(hours=1))).result(WAIT_S)
    once = services.timetable.open_once(group.id, starts, starts.plus(timedelta(hours=2)), "Gate").result(
        WAIT_S
    )
    for session, room in ((at_the_desk, "Hall"), (once, "Gate")):
        assert (session.early_minutes, session.late_after_minutes, session.room) == (17, 1, room)
        assert session.has_departures


def test_signed_out_nothing_is_answered(services: Services) -> None:
    services.desk.sign_out().result(WAIT_S)
    with pytest.raises(KioskError) as caught:
        services.timetable.groups().result(WAIT_S)
    assert caught.value.code is Code.SIGNED_OUT
