"""What the door keeps of leaving and coming back, of sessions open to all, and of somebody's own day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.marks import (
    AlreadyMarked,
    EventKind,
    MarkState,
    Method,
    NewMark,
    NewPassage,
    next_mark,
)
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from tests.fakes_storage import SmallSchool


def change(school: SmallSchool, session: SessionId, **columns: object) -> None:
    """Give a session of the door other options, as the desk's timetable would."""
    kiosk = school.vault._kiosk
    with kiosk.transaction():
        for name, value in columns.items():
            kiosk.write(f"UPDATE sessions SET {name} = ? WHERE session = ?", (value, session))  # type: ignore[arg-type]


def step(school: SmallSchool, index: int, **later: float) -> NewMark | NewPassage | AlreadyMarked:
    """Let somebody come by after a while, and write what the rule says."""
    now = school.clock.forward(**later)
    door, person = school.vault.door, school.people[index].id
    found = next_mark(
        person, [(s.session, s.people) for s in door.sessions(now)], door.today(now, person), now
    )
    if isinstance(found, NewMark):
        door.mark(found, method=Method.FACE, source=SourceKind.CAMERA, now=now)
    elif isinstance(found, NewPassage):
        door.pass_by(found, method=Method.CARD, source=SourceKind.CAMERA, now=now)
    assert isinstance(found, NewMark | NewPassage | AlreadyMarked), found
    return found


def kinds(school: SmallSchool, person: PersonId) -> list[str]:
    """What Zone R holds of somebody, after a drain."""
    school.vault.drain()
    zone_r = school.vault._zone_r
    assert zone_r is not None
    found = zone_r.database.read("SELECT kind FROM marks WHERE person = ? ORDER BY sequence", (person,))
    return [row[0] for row in found]


def test_out_and_in_and_out_reach_the_register(school: SmallSchool) -> None:
    change(school, school.session.id, has_departures=1)
    assert isinstance(step(school, 0, minutes=10), NewMark)
    assert isinstance(step(school, 0, minutes=4), AlreadyMarked)
    said = [step(school, 0, minutes=20) for _ in range(3)]
    assert [one.kind for one in said if isinstance(one, NewPassage)] == [
        EventKind.DEPARTURE, EventKind.RETURN, EventKind.DEPARTURE
    ]  # fmt: skip
    assert kinds(school, school.people[0].id) == ["arrival", "departure", "return", "departure"]
    mark = school.vault.door.today(school.clock())[0]
    assert mark.left == mark.last == school.clock()


def test_leaving_is_taken_back_as_a_mark_is(school: SmallSchool) -> None:
    change(school, school.session.id, has_departures=1)
    step(school, 0)
    left = step(school, 0, minutes=30)
    assert isinstance(left, NewPassage)
    door, kiosk = school.vault.door, school.vault._kiosk
    ((event,),) = kiosk.read("SELECT event FROM passages")
    assert door.take_back(event, school.clock.forward(seconds=11)) is False
    school.clock.moment -= timedelta(seconds=5)
    assert door.take_back(event, school.clock()) is True
    assert door.take_back(event, school.clock()) is False
    assert door.today(school.clock())[0].left is None
    assert kinds(school, school.people[0].id) == ["arrival", "departure", "void"]


def test_a_mark_made_anew_begins_without_the_passages_of_the_old_one(school: SmallSchool) -> None:
    change(school, school.session.id, has_departures=1)
    step(school, 0)
    step(school, 0, minutes=10)
    kiosk = school.vault._kiosk
    with kiosk.transaction():
        kiosk.write("UPDATE today SET taken_back = 1")  # a teacher took the mark away
    step(school, 0, minutes=1)
    (mark,) = school.vault.door.today(school.clock())
    assert (mark.left, mark.last) == (None, None)


def test_a_night_shift_is_left_in_the_morning(school: SmallSchool) -> None:
    """Its marks were once cleared with the day before the last had left."""
    records, clock = school.vault.records, school.clock
    night = clock().plus(timedelta(hours=14))
    session = records.open_session(school.school_class.id, night, night.plus(timedelta(hours=8)))
    change(school, session.id, has_departures=1)
    step(school, 0, hours=14)
    left = step(school, 0, hours=8, minutes=59)
    assert left == NewPassage(session.id, school.people[0].id, EventKind.DEPARTURE)
    clock.forward(minutes=2)
    assert school.vault.door.today(clock()) == []
    school.vault.door.clear_past(clock.forward(days=1))
    assert school.vault._kiosk.read("SELECT count(*) FROM passages") == [(0,)]


@pytest.mark.parametrize("method", [Method.FACE, Method.CARD])
def test_real_data_take_no_passage_and_no_card_from_a_film(school: SmallSchool, method: Method) -> None:
    door = school.vault.door
    door.use(replace(door._install, is_trial=False))
    person, now = school.people[0].id, school.clock()
    passing = NewPassage(school.session.id, person, EventKind.DEPARTURE)
    arriving = NewMark(school.session.id, person, MarkState.PRESENT, 0)
    writes: tuple[Callable[[], object], ...] = (
        lambda: door.pass_by(passing, method=method, source=SourceKind.FILE, now=now),
        lambda: door.mark(arriving, method=method, source=SourceKind.SYNTHETIC, now=now),
    )
    for write in writes:
        with pytest.raises(KioskError) as caught:
            write()
        assert caught.value.code is Code.SOURCE_NOT_FOR_REAL
    with pytest.raises(ValueError, match="source"):
        door.mark(arriving, method=Method.CARD, source=None, now=now)


def test_a_session_open_to_all_lists_whoever_is_here(school: SmallSchool) -> None:
    records = school.vault.records
    visitor = records.add_person("S-9", "Of No Class", [])
    school.vault.office.privacy.mark_left(school.people[2].id, school.clock().local_date)
    (before,) = school.vault.door.sessions(school.clock())
    assert visitor.id not in before.people
    change(school, school.session.id, is_open=1)
    (found,) = school.vault.door.sessions(school.clock())
    assert found.people == {school.people[0].id, school.people[1].id, visitor.id}
    assert found.members == before.members


def test_a_cancelled_session_is_not_there(school: SmallSchool) -> None:
    now = school.clock()
    change(school, school.session.id, cancelled_utc=now.utc_text, cancelled_zone=now.zone, cancelled_offset=0)
    assert school.vault.door.sessions(now) == []
    assert school.vault.door.next_start(now.plus(timedelta(hours=-9))) is None


def test_the_next_start_is_of_this_room(school: SmallSchool) -> None:
    change(school, school.session.id, room="Lab")
    early = school.clock().plus(timedelta(hours=-2))
    door = school.vault.door
    starts = [door.next_start(early, room) is not None for room in ("", "Lab", "Hall")]
    assert starts == [True, True, False]


def test_ones_own_day(school: SmallSchool) -> None:
    records, door = school.vault.records, school.vault.door
    later = school.session.ends.plus(timedelta(hours=1))
    records.open_session(school.school_class.id, later, later.plus(timedelta(hours=1)))
    others = records.add_class("Choir")
    records.open_session(others.id, later, later.plus(timedelta(hours=1)))
    event = school.mark(0)
    own = door.own_day(school.people[0].id, school.clock())
    assert [(one.label, one.starts, one.state, one.at) for one in own] == [
        ("7b", school.session.starts, MarkState.PRESENT, event.at),
        ("7b", later, MarkState.UNMARKED, None),
    ]
    assert door.own_day(PersonId("nobody"), school.clock()) == ()


def test_today_can_be_asked_for_one_person(school: SmallSchool) -> None:
    school.mark(0)
    school.mark(1)
    door, now = school.vault.door, school.clock()
    assert len(door.today(now)) == 2
    assert [one.person for one in door.today(now, school.people[1].id)] == [school.people[1].id]


def test_sessions_are_read_with_all_their_options(school: SmallSchool) -> None:
    change(
        school, school.session.id, room="Lab", closes_after_minutes=20, has_departures=1, cooldown_minutes=9
    )
    (found,) = school.vault.door.sessions(school.clock())
    expected = replace(
        school.session, room="Lab", closes_after_minutes=20, has_departures=True, cooldown_minutes=9
    )
    assert isinstance(found.session, Session)
    assert found.session == expected
