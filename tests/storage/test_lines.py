"""Table `lines` says what the events add up to, whoever wrote or took them away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import DeviceId, EventId, SessionId, new_id
from kiosk.domain.marks import EventKind, MarkEvent, MarkState, Method, minutes_late, standing
from kiosk.domain.privacy import MarksChoice, RetentionKind
from kiosk.storage import lines, rows
from kiosk.storage.sqlcipher import Database
from tests.fakes_storage import SmallSchool

P, L, U = MarkState.PRESENT, MarkState.LATE, MarkState.UNMARKED


def records(school: SmallSchool) -> Database:
    zone_r = school.vault._zone_r
    assert zone_r is not None
    return zone_r.database


def write(school: SmallSchool, *events: MarkEvent) -> None:
    database = records(school)
    with database.transaction():
        for event in events:
            database.write(
                f"INSERT INTO marks ({rows.MARK_COLUMNS}) VALUES ({rows.MARK_HOLES})", rows.mark_values(event)
            )


def run(school: SmallSchool, sql: str, *values: str) -> None:
    with records(school).transaction():
        records(school).write(sql, values)


def an_event(
    school: SmallSchool,
    kind: EventKind,
    minutes: float = 0,
    state: MarkState = U,
    *,
    person: int = 0,
    method: Method = Method.FACE,
    voids: EventId | None = None,
    late: int | None = None,
    session: SessionId | None = None,
) -> MarkEvent:
    is_arrival = kind is EventKind.ARRIVAL
    assert school.vault.signed_in is not None
    return MarkEvent(
        EventId(new_id()),
        kind,
        session or school.session.id,
        school.people[person].id,
        state,
        method if is_arrival else Method.TEACHER,
        SourceKind.CAMERA if is_arrival and method is not Method.CODE else None,
        school.session.starts.plus(timedelta(minutes=minutes)),
        DeviceId(school.vault.device),
        0,
        actor=None if is_arrival else school.vault.signed_in.signer,
        voids=voids,
        minutes=late,
    )


def stale(school: SmallSchool) -> int:
    return int(records(school).read("SELECT count(*) FROM stale_lines")[0][0])


def kept(school: SmallSchool, person: int = 0) -> tuple[MarkState, int, bool] | None:
    """State, minutes late and whether somebody must look, as the table has them."""
    found = records(school).read(
        "SELECT state, minutes_late, needs_look FROM lines WHERE session = ? AND person = ?",
        (school.session.id, school.people[person].id),
    )
    return (MarkState(found[0][0]), found[0][1], bool(found[0][2])) if found else None


ARRIVAL, CORRECTION, VOID = EventKind.ARRIVAL, EventKind.CORRECTION, EventKind.VOID


@pytest.mark.parametrize(
    ("story", "steps", "expected"),
    [
        ("on time", [(ARRIVAL, 0, P, {})], (P, 0, False)),
        ("late", [(ARRIVAL, 12, L, {})], (L, 12, False)),
        ("by code", [(ARRIVAL, 0, P, {"method": Method.CODE})], (P, 0, True)),
        ("by card, late", [(ARRIVAL, 15.5, L, {"method": Method.CARD})], (L, 15, True)),
        ("by a teacher", [(CORRECTION, 5, L, {"late": 7})], (L, 7, False)),
        ("late without minutes", [(CORRECTION, 5, L, {})], (L, 0, False)),
        ("taken away", [(CORRECTION, 5, U, {})], (U, 0, False)),
        ("only leaving", [(EventKind.DEPARTURE, 30, U, {})], (U, 0, False)),
        ("code, and a teacher", [(ARRIVAL, 0, P, {"method": Method.CODE}), (CORRECTION, 5, L, {"late": 3})],
         (L, 3, True)),
        ("late by the door, and set again", [(ARRIVAL, 20, L, {}), (CORRECTION, 25, L, {})], (L, 20, False)),
    ],
)  # fmt: skip
def test_a_line_is_kept(
    school: SmallSchool,
    story: str,
    steps: Sequence[tuple[EventKind, float, MarkState, dict[str, object]]],
    expected: tuple[MarkState, int, bool],
) -> None:
    write(school, *(an_event(school, *step, **more) for *step, more in steps))  # type: ignore[arg-type]
    assert lines.settle(records(school)) == 1
    assert kept(school) == expected, story
    assert (lines.differences(records(school)), stale(school)) == ([], 0)


def test_the_check_sees_a_line_that_says_something_else(school: SmallSchool) -> None:
    write(school, an_event(school, ARRIVAL, 0, P), an_event(school, ARRIVAL, 0, P, person=1))
    lines.settle(records(school))
    here = (school.session.id, school.people[1].id)
    run(school, "UPDATE lines SET is_flagged = 1 WHERE person = ?", here[1])
    assert lines.differences(records(school)) == [here]
    run(school, "DELETE FROM lines WHERE person = ?", here[1])
    assert lines.differences(records(school)) == [here]
    assert lines.rebuild(records(school)) == 2
    assert lines.differences(records(school)) == []


@pytest.mark.parametrize("micros", [0, 1, 999_999])
@pytest.mark.parametrize(
    "after", [timedelta(minutes=10), timedelta(minutes=10, microseconds=1), timedelta(minutes=11),
              timedelta(minutes=11, microseconds=-1), timedelta(minutes=59, seconds=59, microseconds=999_999)]
)  # fmt: skip
def test_minutes_are_whole_ones_to_the_microsecond(
    school: SmallSchool, micros: int, after: timedelta
) -> None:
    """SQL counts them where one event is all there is, by the rule that `Session.minutes_late` has."""
    starts = school.session.starts.plus(timedelta(days=1, microseconds=micros))
    session = school.vault.records.open_session(
        school.school_class.id, starts, starts.plus(timedelta(hours=1))
    )
    at = starts.plus(after)
    event = an_event(school, ARRIVAL, 0, L, session=session.id)
    write(school, replace(event, at=at))
    lines.settle(records(school))
    found = records(school).read("SELECT minutes_late FROM lines WHERE session = ?", (session.id,))
    assert found == [(session.minutes_late(at),)]


def test_what_is_taken_back_or_looked_at_is_added_up_again(school: SmallSchool) -> None:
    first = an_event(school, ARRIVAL, 0, P, method=Method.CODE)
    write(school, first)
    lines.settle(records(school))
    assert kept(school) == (P, 0, True)
    run(school, "INSERT INTO looked_at (event) VALUES (?)", first.id)
    assert (stale(school), lines.settle(records(school)), kept(school)) == (1, 1, (P, 0, False))
    write(school, an_event(school, VOID, 1, voids=first.id))
    assert (lines.settle(records(school)), kept(school)) == (1, (U, 0, False))
    assert lines.differences(records(school)) == []


def test_a_session_that_is_moved_counts_its_minutes_anew(school: SmallSchool) -> None:
    write(school, an_event(school, ARRIVAL, 15, L))
    lines.settle(records(school))
    earlier = school.session.starts.plus(timedelta(minutes=-5)).utc_text
    run(school, "UPDATE sessions SET starts_utc = ? WHERE session = ?", earlier, school.session.id)
    assert (lines.settle(records(school)), kept(school)) == (1, (L, 20, False))
    run(school, "UPDATE sessions SET late_after_minutes = 30 WHERE session = ?", school.session.id)
    assert (lines.settle(records(school)), kept(school)) == (1, (L, 0, False))


def test_a_line_goes_with_its_last_event(school: SmallSchool) -> None:
    write(school, an_event(school, ARRIVAL, 0, P))
    lines.settle(records(school))
    person = school.people[0].id
    run(school, "INSERT INTO erasing (person) VALUES (?)", person)
    run(school, "DELETE FROM marks WHERE person = ?", person)
    assert (lines.settle(records(school)), kept(school)) == (1, None)


def test_the_check_adds_up_first_what_waits(school: SmallSchool) -> None:
    write(school, an_event(school, ARRIVAL, 0, P))
    assert lines.differences(records(school)) == []


def test_the_door_teachers_and_undo_all_come_through(school: SmallSchool) -> None:
    school.mark(0)
    school.mark(1, method=Method.CARD)
    school.vault.drain()
    assert stale(school) == 2
    done = school.vault.records.correct(school.session.id, [school.people[2].id], MarkState.EXCUSED)
    school.clock.forward(seconds=1)
    school.vault.records.undo(done)
    lines.settle(records(school))
    assert [kept(school, index) for index in range(3)] == [(P, 0, False), (P, 0, True), (U, 0, False)]
    assert lines.differences(records(school)) == []


def test_only_what_is_asked_for_is_added_up(school: SmallSchool) -> None:
    starts = school.session.starts.plus(timedelta(days=1))
    other = school.vault.records.open_session(school.school_class.id, starts, starts.plus(timedelta(hours=1)))
    write(
        school,
        an_event(school, ARRIVAL, 0, P),
        an_event(school, ARRIVAL, 0, P, person=1),
        an_event(school, ARRIVAL, 0, P, session=other.id),
    )
    assert lines.settle(records(school), [other.id]) == 1
    assert (kept(school), stale(school)) == (None, 2)
    assert lines.settle_person(records(school), school.people[0].id) == 2
    assert (kept(school, 0), stale(school)) == ((P, 0, False), 0)


def test_a_long_list_is_added_up_in_portions(school: SmallSchool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_AT_ONCE", 2)
    made = [school.session]
    for day in range(1, 4):
        starts = school.session.starts.plus(timedelta(days=day))
        made.append(
            school.vault.records.open_session(school.school_class.id, starts, starts.plus(timedelta(hours=1)))
        )
    write(school, *(an_event(school, ARRIVAL, 0, P, session=one.id) for one in made))
    done = []
    while count := lines.settle(records(school), at_most=1):
        done.append((count, stale(school)))
    assert done == [(2, 2), (2, 0)]
    assert lines.rebuild(records(school)) == 4
    assert lines.differences(records(school)) == []


@pytest.mark.parametrize("choice", list(MarksChoice))
def test_nothing_of_somebody_erased_waits_to_be_added_up(
    school: SmallSchool, tmp_path: Path, choice: MarksChoice
) -> None:
    school.mark(0)
    school.mark(1)
    person = school.people[0].id
    roster = school.vault.records.roster(school.session.id)
    school.vault.office.privacy.erase(person, choice, tmp_path)
    assert not records(school).read("SELECT 1 FROM stale_lines WHERE person = ?", (person,))
    lines.settle(records(school))
    is_there = bool(records(school).read("SELECT 1 FROM lines WHERE person = ?", (person,)))
    assert is_there == (choice is MarksChoice.KEEP)
    assert lines.differences(records(school)) == []
    after = school.vault.records.roster(school.session.id)
    states = [sorted(row.standing.state for row in one.rows) for one in (roster, after)]
    assert states[0] == states[1]


def test_registers_that_are_over_take_their_lines_along(school: SmallSchool) -> None:
    school.mark(0)
    school.vault.drain()
    school.vault.office.privacy.set_retention(RetentionKind.MARKS, 365)
    school.clock.forward(days=400)
    school.vault.office.privacy.run_retention()
    for table in ("marks", "lines", "stale_lines", "looked_at"):
        assert records(school).read(f"SELECT count(*) FROM {table}") == [(0,)], table


_steps = st.tuples(
    st.sampled_from([kind for kind in EventKind if kind is not EventKind.CLOSING]),
    st.integers(0, 40),
    st.sampled_from(list(MarkState)),
    st.sampled_from([Method.FACE, Method.CODE, Method.CARD]),
    st.integers(0, 6),
    st.none() | st.integers(0, 30),
    st.integers(0, 2),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_steps, max_size=7), st.lists(_steps, max_size=3))
def test_any_events_are_kept_as_they_add_up(
    school: SmallSchool,
    first: list[tuple[EventKind, int, MarkState, Method, int, int | None, int]],
    later: list[tuple[EventKind, int, MarkState, Method, int, int | None, int]],
) -> None:
    made: list[MarkEvent] = []
    _new_register(school)
    for steps in (first, later):
        new = [_event_of(school, step, made) for step in steps]
        made += new
        write(school, *new)
        lines.settle(records(school))
        for index in range(3):
            of_line = [event for event in made if event.person == school.people[index].id]
            now = standing(of_line)
            found = kept(school, index)
            assert (None if found is None else found[:2]) == (
                (now.state, minutes_late(school.session, now)) if of_line else None
            )
    assert lines.differences(records(school)) == []


def _event_of(
    school: SmallSchool,
    step: tuple[EventKind, int, MarkState, Method, int, int | None, int],
    made: Sequence[MarkEvent],
) -> MarkEvent:
    kind, minutes, state, method, of, late, person = step
    if kind is ARRIVAL:
        state = L if minutes > school.session.late_after_minutes else P
    elif kind is not CORRECTION:
        state = U
    known = [event for event in made if event.person == school.people[person].id]
    voids = None
    if kind is VOID:
        voids = known[of].id if of < len(known) else EventId(new_id())
    return an_event(
        school, kind, minutes, state, person=person, method=method, voids=voids,
        late=late if kind is CORRECTION else None,
    )  # fmt: skip


def _new_register(school: SmallSchool) -> None:
    starts = school.session.starts.plus(timedelta(days=1))
    school.session = school.vault.records.open_session(
        school.school_class.id, starts, starts.plus(timedelta(hours=1))
    )
