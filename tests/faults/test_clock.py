"""Clocks that jump, change by law or were never set, and a term in which nobody signs in."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import SessionId
from kiosk.domain.marks import MarkEvent, MarkState, Method, NewMark, next_mark
from kiosk.runtime.api import Welcome
from kiosk.runtime.doorkeeper import Doorkeeper
from kiosk.storage.vault import Vault
from tests.fakes_storage import KEY_ID, MODEL, PASSPHRASE, ZONE, SmallSchool, small_school, template
from tests.storage.whole_sheet import plan_of

pytestmark = [pytest.mark.fault, pytest.mark.once]
EVERY_DAY = frozenset(range(7))
BERLIN = ZoneInfo(ZONE)


@pytest.fixture
def empty_school(tmp_path: Path) -> Iterator[SmallSchool]:
    """Without the lesson that the fakes open, so that only planned ones count."""
    made = small_school(tmp_path / "data")
    made.vault.records.close_session(made.session.id)
    yield made
    made.vault.close()


def set_local(school: SmallSchool, day: date, at: time, *, fold: int = 0) -> Instant:
    """Set the wall clock; the steady one goes on by what passed, or by a second when it went back."""
    moment = datetime.combine(day, at, tzinfo=BERLIN).replace(fold=fold).astimezone(UTC)
    passed = (moment - school.clock.moment).total_seconds()
    school.clock.moment = moment
    school.clock.seconds += max(passed, 1.0)
    return school.clock()


def open_now(school: SmallSchool) -> list[SessionId]:
    now = school.clock()
    return [s.session.id for s in school.vault.door.sessions(now) if s.session.takes_marks(now)]


def mark_at(school: SmallSchool, index: int) -> tuple[MarkEvent, int]:
    """Mark somebody for the session that is open, whichever it is; gives the event and the minutes late."""
    vault, now = school.vault, school.clock()
    sessions = [(s.session, s.people) for s in vault.door.sessions(now)]
    new = next_mark(school.people[index].id, sessions, vault.door.today(now), now)
    assert isinstance(new, NewMark), new
    return vault.door.mark(new, method=Method.FACE, source=SourceKind.CAMERA, now=now), new.minutes_late


def plan_lessons(school: SmallSchool, starts: time, ends: time, first: date, last: date) -> None:
    school.vault.records.plan_lessons(school.school_class.id, EVERY_DAY, starts, ends, first, last)


@pytest.mark.parametrize("change", [date(2026, 10, 25), date(2027, 3, 28)])
def test_lessons_keep_their_wall_clock_over_a_change_of_summer_time(
    empty_school: SmallSchool, change: date
) -> None:
    """The day before, on and after: open at 07:30, on time at 08:05, late by 15 minutes at 08:15."""
    school = empty_school
    set_local(school, change - timedelta(days=3), time(12))
    plan_lessons(school, time(8), time(9), change - timedelta(days=1), change + timedelta(days=1))
    school.vault.sign_out()
    marked = []
    for day in (change - timedelta(days=1), change, change + timedelta(days=1)):
        set_local(school, day, time(7, 29))
        assert open_now(school) == []
        set_local(school, day, time(7, 30))
        assert len(open_now(school)) == 1
        assert school.vault.door.today(school.clock()) == []  # yesterday's went at midnight
        set_local(school, day, time(8, 5))
        marked.append(mark_at(school, 0))
        set_local(school, day, time(8, 15))
        marked.append(mark_at(school, 1))
        set_local(school, day, time(9, 0))
        assert open_now(school) == []
        assert len(school.vault.door.today(school.clock())) == 2
    assert [(event.state, late) for event, late in marked] == [
        (MarkState.PRESENT, 0),
        (MarkState.LATE, 15),
    ] * 3
    school.vault.sign_in(PASSPHRASE)
    for event, _ in marked:
        plan = plan_of(school.vault, event.at.local_date, event.session)
        assert plan.day == event.at.local_date


@pytest.mark.parametrize(
    ("change", "minutes_from_two_to_three"), [(date(2026, 10, 25), 120), (date(2027, 3, 28), 0)]
)
def test_a_night_shift_over_the_change_counts_real_minutes(
    empty_school: SmallSchool, change: date, minutes_from_two_to_three: int
) -> None:
    """From 22:00 to 06:00; at 03:00 somebody is five real hours late, an hour more or less than it looks."""
    school = empty_school
    evening = change - timedelta(days=1)
    set_local(school, evening, time(12))
    plan_lessons(school, time(22), time(6), evening, evening)
    set_local(school, evening, time(22, 5))
    assert mark_at(school, 0)[0].state is MarkState.PRESENT
    set_local(school, change, time(3))
    event, late = mark_at(school, 1)
    assert late == 4 * 60 + minutes_from_two_to_three
    assert event.at.local.hour == 3
    # Past midnight the evening's mark is still today's, until the shift is over.
    assert len(school.vault.door.today(school.clock())) == 2
    set_local(school, change, time(6, 1))
    assert [mark.event for mark in school.vault.door.today(school.clock())] == [event.id]


def test_the_hour_that_comes_twice_sorts_by_what_happened_first(empty_school: SmallSchool) -> None:
    school = empty_school
    day = date(2026, 10, 25)
    set_local(school, day - timedelta(days=1), time(12))
    plan_lessons(school, time(1), time(5), day, day)
    set_local(school, day, time(2, 50), fold=0)
    first, _ = mark_at(school, 0)
    set_local(school, day, time(2, 10), fold=1)
    second, late = mark_at(school, 1)
    assert second.at.local.time() < first.at.local.time()  # on the wall it looks earlier
    assert second.at > first.at
    assert late == 130
    assert [mark.event for mark in school.vault.door.today(school.clock())] == [first.id, second.id]


def test_a_mark_keeps_the_zone_it_was_made_in(empty_school: SmallSchool) -> None:
    """The machine is set to another zone: what was stored says the same moment and the same wall clock."""
    school = empty_school
    set_local(school, date(2026, 11, 24), time(7))
    plan_lessons(school, time(8), time(9), date(2026, 11, 24), date(2026, 11, 24))
    set_local(school, date(2026, 11, 24), time(8, 5))
    event, _ = mark_at(school, 0)
    school.clock.zone = "Asia/Riyadh"
    (stored,) = school.vault.door.today(school.clock())
    assert (stored.at, stored.at.local.time()) == (event.at, time(8, 5))
    assert mark_at(school, 1)[0].at.local.time() == time(10, 5)
    school.vault.drain()
    rows = school.vault.records.roster(event.session).rows
    assert sum(row.standing.state is MarkState.PRESENT for row in rows) == 2


def test_three_weeks_without_a_sign_in(empty_school: SmallSchool, tmp_path: Path) -> None:
    """Marks go on every day of the term, what has to go goes, and everything comes in at the next sign-in."""
    school = empty_school
    first, last = date(2026, 11, 24), date(2026, 12, 18)
    school.enrol(0)
    school.enrol(1, until=date(2026, 11, 30))
    leaver = school.vault.records.add_person("S-9", "Somebody Leaving", [])
    school.vault.records.record_consent(leaver.id, "form", "parent", date(2027, 7, 31))
    school.vault.records.store_templates(leaver.id, [template(9)])
    school.vault.office.privacy.mark_left(leaver.id, date(2026, 11, 3))
    plan_lessons(school, time(8), time(9), first, last)
    school.vault.close()
    marks = 0
    templates = []
    for day in (first + timedelta(days=n) for n in range(21)):
        set_local(school, day, time(7, 50))
        vault = school.reopen()  # the machine is switched off at night
        assert len(open_now(school)) == 1
        assert vault.door.today(school.clock()) == []
        for index in range(len(school.people)):
            mark_at(school, index)
            marks += 1
        templates.append(len(vault.door.templates(MODEL, KEY_ID)))
        assert len(_rows(vault)) == templates[-1]  # gone, not only passed over
    assert templates == [3] * 7 + [2] * 3 + [1] * 11  # a consent over on the 30th, 30 days on the 3rd
    vault.sign_in(PASSPHRASE)
    assert "backup" in {waiting[0] for waiting in vault.office.audit.overdue(tmp_path / "backups")}
    assert vault.records.verify_audit() == ()
    assert vault._kiosk.read("SELECT count(*) FROM outbox") == [(0,)]
    assert vault._zone_r is not None
    assert vault._zone_r.database.read("SELECT count(*) FROM marks WHERE kind = 'arrival'") == [(marks,)]
    assert marks == 63


def _rows(vault: Vault) -> list[object]:
    return list(vault._kiosk.read("SELECT person FROM templates"))


# A clock that stands before what has happened, or long after it


def doubt(school: SmallSchool) -> bool:
    """Let the kiosk look at the clock, as it does every minute."""
    school.vault.door.expire_consents(school.clock())
    return school.vault.door.last_seen.is_doubtful(school.clock())


@pytest.mark.parametrize(
    ("step", "is_doubtful"),
    [
        (timedelta(0), False),
        (timedelta(days=1), False),
        (timedelta(days=60), False),  # the long holidays
        (timedelta(days=199), False),
        (timedelta(days=201), True),
        (timedelta(days=3650), True),
        (timedelta(seconds=-1), False),
        (timedelta(seconds=-3), True),
        (timedelta(hours=-3), True),
        (timedelta(days=-3650), True),
    ],
)
def test_a_start_is_compared_with_the_newest_moment_seen(
    school: SmallSchool, step: timedelta, is_doubtful: bool
) -> None:
    """The newest is a mark of a minute ago: a machine without a clock battery starts before it."""
    school.clock.forward(minutes=30)
    school.mark(0)
    school.vault.close()
    school.clock.moment += step
    school.reopen()
    assert doubt(school) is is_doubtful


def test_before_the_last_mark_marks_go_on_flagged_and_nothing_of_the_day_is_lost(school: SmallSchool) -> None:
    school.clock.forward(minutes=30)
    first = school.mark(0)
    school.vault.close()
    school.clock.moment -= timedelta(minutes=20)
    school.reopen()
    hands = Doorkeeper(school.vault, school.clock, not_me_s=10.0)
    assert hands.served.view([]).is_clock_doubtful
    school.vault.sign_in(PASSPHRASE)
    school.vault.records.set_pin(school.people[1].id, "4821")
    welcome = hands.sign_code("S-2", "4821")
    assert isinstance(welcome, Welcome)
    assert ("clock", None, 1) in school.vault.office.audit.overdue(school.folder / "backups")
    assert {mark.event for mark in school.vault.door.today(school.clock())} == {first.id, welcome.event}
    school.vault.drain()
    assert school.vault._zone_r is not None
    flags = school.vault._zone_r.database.read("SELECT event, clock_stepped FROM marks")
    assert dict(flags) == {first.id: 0, welcome.event: 1}


def test_a_clock_set_years_ahead_erases_nobody_and_is_believed_after_a_day(school: SmallSchool) -> None:
    """One wrong start would have erased every template of the school for good."""
    school.enrol(0)
    assert not doubt(school)
    school.vault.close()
    right = school.clock.moment
    school.clock.moment = datetime(2036, 2, 7, 6, 28, tzinfo=UTC)
    school.reopen()
    assert doubt(school)
    assert len(_rows(school.vault)) == 1
    assert school.vault.door.templates(MODEL, KEY_ID) == []  # kept, but nobody is matched by it
    school.vault.close()
    school.clock.moment = right + timedelta(hours=2)
    school.reopen()
    assert not doubt(school)
    assert len(school.vault.door.templates(MODEL, KEY_ID)) == 1
    school.clock.moment = datetime(2036, 2, 7, 6, 28, tzinfo=UTC)
    assert doubt(school)
    school.clock.forward(hours=23)
    school.reopen()
    assert doubt(school)
    school.clock.forward(hours=2)
    assert not doubt(school)
    assert _rows(school.vault) == []


def test_a_clock_that_was_ahead_and_is_set_right_is_believed_after_a_day(school: SmallSchool) -> None:
    right = school.clock.moment
    school.clock.forward(days=90)
    assert not doubt(school)
    school.clock.moment = right
    assert doubt(school)
    school.clock.forward(hours=25)
    assert not doubt(school)


@pytest.mark.parametrize("text", ["0", "2026-11-23T07:00:00"])
def test_a_moment_that_is_none_does_not_keep_the_kiosk_from_starting(school: SmallSchool, text: str) -> None:
    """Zone K of a backup made by another hand may hold anything; the program once ended in a traceback."""
    doubt(school)
    school.mark(0)
    kiosk = school.vault._kiosk
    with kiosk.transaction():
        kiosk.write("UPDATE chores SET last_utc = ?1, outcome = ?1 WHERE chore = 'clock'", (text,))
        kiosk.write("UPDATE today SET at_utc = ?", (text,))
    school.reopen()
    assert not doubt(school)
