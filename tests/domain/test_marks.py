"""How a register's events add up, in any order, and what the kiosk does for somebody who arrives."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.clock import Instant
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import ClassId, DeviceId, EventId, PersonId, SessionId, SignerId
from kiosk.domain.marks import (
    UNMARKED,
    EventKind,
    MarkEvent,
    MarkState,
    Method,
    minutes_late,
    standing,
)
from kiosk.domain.sessions import Session

EIGHT = Instant.at(datetime(2026, 11, 23, 7, 0, tzinfo=UTC), "Europe/Berlin")
ADA = PersonId("ada")
P, L, A, U = MarkState.PRESENT, MarkState.LATE, MarkState.ABSENT, MarkState.UNMARKED


def _at(minutes: float) -> Instant:
    return EIGHT.plus(timedelta(minutes=minutes))


def _event(
    name: str,
    kind: EventKind,
    minutes: float,
    state: MarkState = U,
    *,
    voids: str | None = None,
    note: str = "",
    stepped: bool = False,
    code: str = "",
    late: int | None = None,
) -> MarkEvent:
    methods = {EventKind.ARRIVAL: Method.FACE, EventKind.CLOSING: Method.CLOSING}
    method = methods.get(kind, Method.TEACHER)
    return MarkEvent(
        EventId(name),
        kind,
        SessionId("s"),
        ADA,
        state,
        method,
        SourceKind.CAMERA if method is Method.FACE else None,
        _at(minutes),
        DeviceId("d"),
        0,
        actor=SignerId("t") if method is Method.TEACHER else None,
        voids=None if voids is None else EventId(voids),
        note=note,
        clock_stepped=stepped,
        code=code,
        minutes=late,
    )


def _arrival(name: str, minutes: float, state: MarkState = P, *, stepped: bool = False) -> MarkEvent:
    return _event(name, EventKind.ARRIVAL, minutes, state, stepped=stepped)


def _correction(name: str, minutes: float, state: MarkState, note: str = "") -> MarkEvent:
    return _event(name, EventKind.CORRECTION, minutes, state, note=note)


def _closing(name: str, minutes: float) -> MarkEvent:
    return _event(name, EventKind.CLOSING, minutes, A)


def _passage(name: str, minutes: float, kind: EventKind = EventKind.DEPARTURE) -> MarkEvent:
    return _event(name, kind, minutes)


def _void(name: str, minutes: float, voids: str) -> MarkEvent:
    return _event(name, EventKind.VOID, minutes, voids=voids)


TABLE: list[tuple[str, list[MarkEvent], MarkState, str | None, bool]] = [
    ("nothing", [], U, None, False),
    ("an arrival", [_arrival("a", 1)], P, "a", False),
    ("the earliest of two arrivals", [_arrival("a", 12, L), _arrival("b", 1)], P, "b", False),
    ("the same moment: the smaller id", [_arrival("b", 1), _arrival("a", 1)], P, "a", False),
    ("not me", [_arrival("a", 1), _void("v", 2, "a")], U, None, True),
    ("not me, then again", [_arrival("a", 1), _void("v", 2, "a"), _arrival("b", 3)], P, "b", True),
    ("a correction beats an earlier arrival", [_arrival("a", 1), _correction("c", 5, A)], A, "c", False),
    ("a correction beats a later arrival", [_arrival("a", 9), _correction("c", 5, A)], A, "c", False),
    ("the latest correction", [_correction("c", 5, A), _correction("d", 6, L)], L, "d", False),
    ("undone", [_arrival("a", 1), _correction("c", 5, A), _void("v", 6, "c")], P, "a", False),
    ("taken away", [_arrival("a", 1), _correction("c", 5, U)], U, None, False),
    ("taken away, then there", [_arrival("a", 1), _correction("c", 5, U), _arrival("b", 6)], P, "b", False),
    ("taken away, then closed", [_arrival("a", 1), _correction("c", 5, U), _closing("z", 60)], A, "z", False),
    ("closed", [_closing("z", 60)], A, "z", False),
    ("closed, but there", [_arrival("a", 1), _closing("z", 60)], P, "a", False),
    ("reopened", [_closing("z", 60), _void("v", 61, "z")], U, None, False),
    ("left, and not me", [_arrival("a", 1), _passage("d", 9), _void("v", 9.1, "d")], P, "a", True),
    ("left", [_arrival("a", 1), _passage("d", 9)], P, "a", False),
    ("a stepped clock", [_arrival("a", 1, stepped=True)], P, "a", True),
]  # fmt: skip


@pytest.mark.parametrize(("story", "events", "state", "event", "is_flagged"), TABLE)
def test_standing(
    story: str, events: list[MarkEvent], state: MarkState, event: str | None, is_flagged: bool
) -> None:
    found = standing(events)
    assert (found.state, found.event, found.is_flagged) == (state, event, is_flagged), story


@pytest.mark.parametrize(
    ("story", "events", "arrived"),
    [
        ("nobody came", [_correction("c", 5, P)], None),
        ("came, and a teacher said otherwise", [_arrival("a", 1), _correction("c", 5, A)], 1),
        ("excused first, came all the same", [_correction("c", 5, A), _arrival("a", 9)], 9),
        ("not me", [_arrival("a", 1), _void("v", 2, "a"), _correction("c", 5, A)], None),
        ("taken away, then there", [_arrival("a", 1), _correction("c", 5, U), _arrival("b", 6)], 6),
        ("taken away", [_arrival("a", 1), _correction("c", 5, U)], None),
        ("closed", [_closing("z", 60)], None),
    ],
)
def test_a_tick_at_the_door_stays_visible(story: str, events: list[MarkEvent], arrived: int | None) -> None:
    """Somebody excused who came got a tick, and the register showed nothing of it."""
    expected = None if arrived is None else _at(arrived)
    assert standing(events).arrived == expected, story


CAME, RETURN = _arrival("a", 1), EventKind.RETURN


@pytest.mark.parametrize(
    ("story", "events", "left"),
    [
        ("left", [CAME, _passage("p", 30)], 30),
        ("came back", [CAME, _passage("p", 30), _passage("q", 40, RETURN)], None),
        ("left again", [CAME, _passage("p", 30), _passage("q", 40, RETURN), _passage("r", 50)], 50),
        ("left twice: one return was lost", [CAME, _passage("p", 30), _passage("r", 50)], 50),
        ("not me", [CAME, _passage("p", 30), _void("v", 31, "p")], None),
        ("not me, at the return", [CAME, _passage("p", 3), _passage("q", 4, RETURN), _void("v", 5, "q")], 3),
        ("a teacher says absent", [CAME, _passage("p", 30), _correction("c", 40, A)], 30),
        ("taken away", [CAME, _passage("p", 30), _correction("c", 40, U)], None),
        ("taken away before", [CAME, _correction("c", 3, U), _arrival("b", 5), _passage("p", 30)], 30),
        ("the arrival was lost", [_passage("p", 30)], 30),
    ],
)
def test_leaving_is_written_down_and_changes_no_state(
    story: str, events: list[MarkEvent], left: int | None
) -> None:
    for order in (events, events[::-1]):
        found = standing(order)
        without = [e for e in events if e.kind not in {EventKind.DEPARTURE, RETURN}]
        assert found.left == (None if left is None else _at(left)), story
        assert replace(found, left=None, is_flagged=False) == standing(without), story


def test_a_code_and_minutes_go_with_their_correction() -> None:
    late = _event("c", EventKind.CORRECTION, 5, L, code="L", late=7)
    assert (standing([late]).code, standing([late]).minutes) == ("L", 7)
    found = standing([late, _correction("d", 6, A)])
    assert (found.code, found.minutes) == ("", None)


@pytest.mark.parametrize(
    ("story", "events", "minutes"),
    [
        ("late by the door", [_arrival("a", 15, L)], 15),
        (
            "a teacher knows better",
            [_arrival("a", 15, L), _event("c", EventKind.CORRECTION, 20, L, late=3)],
            3,
        ),
        ("late without minutes, and came", [_arrival("a", 15, L), _correction("c", 20, L)], 15),
        ("late without minutes, and nobody saw it", [_correction("c", 20, L)], 0),
        ("excused", [_arrival("a", 15, L), _correction("c", 20, MarkState.EXCUSED)], 0),
        ("present", [_arrival("a", 5)], 0),
    ],
)
def test_minutes_late(story: str, events: list[MarkEvent], minutes: int) -> None:
    lesson = Session(SessionId("s"), ClassId("c"), EIGHT, _at(60))
    assert minutes_late(lesson, standing(events)) == minutes, story


def test_a_note_goes_with_its_correction() -> None:
    assert standing([_correction("c", 5, A, "dentist")]).note == "dentist"
    assert standing([_correction("c", 5, U, "not here")]).note == "not here"
    assert standing([]) == UNMARKED


_events = st.lists(
    st.builds(
        _event,
        st.sampled_from("abcdef"),
        st.sampled_from([kind for kind in EventKind if kind is not EventKind.VOID]),
        st.integers(0, 5),
        st.sampled_from([P, L, A, U]),
    )
    | st.builds(_void, st.sampled_from("vwxyz"), st.integers(0, 5), st.sampled_from("abcdef")),
    max_size=8,
    unique_by=lambda event: event.id,
)


@given(_events, st.data())
def test_order_and_repeats_change_nothing(events: list[MarkEvent], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(events))
    repeats = data.draw(st.lists(st.sampled_from(events), max_size=4)) if events else []
    assert standing(shuffled + repeats) == standing(events)


@given(_events, st.sampled_from([P, L, A]))
def test_a_teachers_newest_word_is_final(events: list[MarkEvent], state: MarkState) -> None:
    assert standing([*events, _correction("newest", 99, state)]).state is state


def test_an_event_is_never_changed() -> None:
    event = _arrival("a", 1)
    with pytest.raises(AttributeError):
        event.state = L  # type: ignore[misc]
    assert replace(event, state=L).state is L
