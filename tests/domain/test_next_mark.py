"""What the kiosk does for somebody who arrives: which session is meant, leaving, and who is asked."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, EventId, PersonId, SessionId
from kiosk.domain.marks import (
    AlreadyMarked,
    ChooseSession,
    EventKind,
    MarkState,
    NewMark,
    NewPassage,
    NotMarked,
    TodayMark,
    next_mark,
)
from kiosk.domain.sessions import Session

EIGHT = Instant.at(datetime(2026, 11, 23, 7, 0, tzinfo=UTC), "Europe/Berlin")
ADA, BOB = PersonId("ada"), PersonId("bob")
P, L = MarkState.PRESENT, MarkState.LATE
BOTH, ONLY_BOB, NOBODY = frozenset({ADA, BOB}), frozenset({BOB}), frozenset[PersonId]()
Listed = tuple[Session, frozenset[PersonId]]
Answer = NewMark | NewPassage | ChooseSession | AlreadyMarked | NotMarked


def at(minutes: float) -> Instant:
    return EIGHT.plus(timedelta(minutes=minutes))


def session(name: str, start: float, length: float = 60, **options: Any) -> Session:
    """A session that begins so many minutes after eight."""
    return Session(SessionId(name), ClassId("c"), at(start), at(start + length), 30, 10, **options)


def new(name: str, state: MarkState = P, late: int = 0) -> NewMark:
    return NewMark(SessionId(name), ADA, state, late)


def ask(*names: str) -> ChooseSession:
    return ChooseSession(ADA, tuple(SessionId(name) for name in names))


def already(name: str, minutes: float = 1) -> AlreadyMarked:
    return AlreadyMarked(SessionId(name), ADA, P, at(minutes))


def passes(name: str, kind: EventKind) -> NewPassage:
    return NewPassage(SessionId(name), ADA, kind)


def mark(name: str, minutes: float = 1, *, left: float | None = None, last: float | None = None) -> TodayMark:
    left_at, last_at = (None if one is None else at(one) for one in (left, last))
    return TodayMark(SessionId(name), ADA, P, at(minutes), EventId(f"e-{name}"), left_at, last_at)


OUT, BACK = EventKind.DEPARTURE, EventKind.RETURN
S, T = session("s", 0), session("t", 60)
EVENT = session("open", 0, 240, is_open=True)
SHIFT = session("shift", 0, 480, has_departures=True)
BRIEF = session("brief", 0, 60, closes_after_minutes=20)
OTHER_HOUSE = session("house", 0)

TABLE: list[tuple[str, list[Listed], list[TodayMark], float, Answer]] = [
    ("nothing there", [], [], 0, NotMarked.NO_SESSION),
    ("too early", [(T, BOTH)], [], 0, NotMarked.NO_SESSION),
    ("over", [(S, BOTH)], [], 60, NotMarked.NO_SESSION),
    ("closed", [(session("s", 0, closed=at(5)), BOTH)], [], 6, NotMarked.NO_SESSION),
    ("cancelled", [(session("s", 0, cancelled=at(-99)), BOTH)], [], 6, NotMarked.NO_SESSION),
    ("others' list", [(S, ONLY_BOB)], [], 0, NotMarked.NOT_ON_LIST),
    ("the first early minute", [(S, BOTH)], [], -30, new("s")),
    ("on time to the minute", [(S, BOTH)], [], 10, new("s")),
    ("late", [(S, BOTH)], [], 10.5, new("s", L, 10)),
    ("a second look", [(S, BOTH)], [mark("s")], 5, already("s")),
    # Closing the door.
    ("the door is still open", [(BRIEF, BOTH)], [], 19.9, new("brief", L, 19)),
    ("the door is shut", [(BRIEF, BOTH)], [], 20, NotMarked.NO_SESSION),
    ("the door is shut behind her", [(BRIEF, BOTH)], [mark("brief")], 30, already("brief")),
    # One after the other: late for the first lesson, although the next one's door is open already.
    ("late, not early", [(S, BOTH), (T, BOTH)], [], 45, new("s", L, 45)),
    ("then the next", [(S, BOTH), (T, BOTH)], [mark("s")], 45, new("t")),
    ("both", [(S, BOTH), (T, BOTH)], [mark("s"), mark("t")], 45, already("s")),
    # At the same time.
    ("two at once", [(session("b", 0), BOTH), (session("a", 0), BOTH)], [], 0, ask("a", "b")),
    ("only one lists her", [(session("b", 0), BOTH), (session("a", 0), ONLY_BOB)], [], 0, new("b")),
    ("one is marked", [(session("b", 0), BOTH), (session("a", 0), BOTH)], [mark("b")], 0, already("b")),
    ("by start", [(session("b", 0), BOTH), (session("a", 20), BOTH)], [], 5, ask("b", "a")),
    ("three at once", [(session(n, 0), BOTH) for n in "cab"], [], 0, ask("a", "b", "c")),
    ("three, one has her", [(session(n, 0), BOTH) for n in "cab"], [mark("c")], 9, already("c")),
    ("a chain", [(S, BOTH), (T, BOTH), (session("u", 20), BOTH)], [], 40, ask("s", "u", "t")),
    ("one of two is closed", [(session("b", 0, closed=at(1)), BOTH), (session("a", 0), BOTH)], [], 5,
     new("a")),
    ("marked and closed, the other", [(session("b", 0, closed=at(9)), BOTH), (session("a", 0), BOTH)],
     [mark("b")], 20, new("a", L, 20)),
    ("marked, its door shut, still on", [(BRIEF, BOTH), (session("a", 0, 300), BOTH)], [mark("brief")], 30,
     already("brief")),
    ("marked and over, the longer one", [(BRIEF, BOTH), (session("a", 0, 300), BOTH)], [mark("brief")], 61,
     new("a", L, 61)),
    # Open to everybody.
    ("open to all", [(EVENT, BOTH)], [], 5, new("open")),
    ("her own goes first", [(EVENT, BOTH), (S, BOTH)], [], 5, new("s")),
    ("her own, early, goes first too", [(EVENT, BOTH), (T, BOTH)], [], 45, new("t")),
    ("not against one that is apart", [(session("open", 0, is_open=True), BOTH), (T, BOTH)], [], 45,
     new("open", L, 45)),
    ("in class, not at the event", [(EVENT, BOTH), (S, BOTH)], [mark("s")], 20, already("s")),
    ("the event after class", [(EVENT, BOTH), (S, BOTH)], [mark("s")], 70, new("open", L, 70)),
    ("two that are open", [(EVENT, BOTH), (session("p", 0, is_open=True), BOTH)], [], 5,
     ask("open", "p")),
    # Leaving and coming back.
    ("arrives", [(SHIFT, BOTH)], [], 0, new("shift")),
    ("within the cool-down", [(SHIFT, BOTH)], [mark("shift", 1)], 5.9, already("shift")),
    ("leaves", [(SHIFT, BOTH)], [mark("shift", 1)], 6, passes("shift", OUT)),
    ("has just left", [(SHIFT, BOTH)], [mark("shift", 1, left=100, last=100)], 104, already("shift")),
    ("comes back", [(SHIFT, BOTH)], [mark("shift", 1, left=100, last=100)], 105, passes("shift", BACK)),
    ("has just come back", [(SHIFT, BOTH)], [mark("shift", 1, last=110)], 114, already("shift")),
    ("leaves again", [(SHIFT, BOTH)], [mark("shift", 1, last=110)], 115, passes("shift", OUT)),
    ("no list any more", [(SHIFT, NOBODY)], [mark("shift", 1)], 60, passes("shift", OUT)),
    ("an hour after the end", [(SHIFT, BOTH)], [mark("shift", 1)], 539.9, passes("shift", OUT)),
    ("too late to leave", [(SHIFT, BOTH)], [mark("shift", 1)], 540, NotMarked.NO_SESSION),
    ("closed: no leaving", [(session("shift", 0, 480, has_departures=True, closed=at(99)), BOTH)],
     [mark("shift", 1)], 100, NotMarked.NO_SESSION),
    ("a clock put back", [(SHIFT, BOTH)], [mark("shift", 50)], 20, already("shift", 50)),
    ("no cool-down", [(session("z", 0, has_departures=True, cooldown_minutes=0), BOTH)], [mark("z", 1)], 1,
     passes("z", OUT)),
    ("before the next shift's early door", [(SHIFT, BOTH), (session("n", 480), BOTH)], [mark("shift")], 470,
     passes("shift", OUT)),
    ("after the end the next shift", [(SHIFT, BOTH), (session("n", 480), BOTH)], [mark("shift")], 481,
     new("n")),
    ("after the end, not hers", [(SHIFT, BOTH), (session("n", 480), ONLY_BOB)], [mark("shift")], 481,
     passes("shift", OUT)),
    ("the arrivals' door is shut", [(session("d", 0, has_departures=True, closes_after_minutes=20), BOTH)],
     [mark("d")], 50, passes("d", OUT)),
]  # fmt: skip


@pytest.mark.parametrize(("story", "sessions", "marks", "now", "expected"), TABLE, ids=[t[0] for t in TABLE])
def test_next_mark(
    story: str, sessions: list[Listed], marks: list[TodayMark], now: float, expected: Answer
) -> None:
    others = [TodayMark(one.session, BOB, P, at(1), EventId("other")) for one in marks]
    assert next_mark(ADA, sessions, [*others, *marks], at(now)) == expected, story
    assert next_mark(ADA, sessions[::-1], marks[::-1], at(now)) == expected, story


def local(day: int, hour: int, minute: int = 0, *, month: int = 10, fold: int = 0) -> Instant:
    """A moment on Berlin's clocks; in 2026 they go back on 25 October at 03:00 and on 29 March at 02:00."""
    zone = ZoneInfo("Europe/Berlin")
    return Instant.at(datetime(2026, month, day, hour, minute, tzinfo=zone, fold=fold), zone.key)


def night(month: int, day: int) -> Session:
    """A shift from ten in the evening to six."""
    return Session(
        SessionId("night"), ClassId("c"), local(day, 22, month=month), local(day + 1, 6, month=month),
        has_departures=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("story", "shift", "marked", "now", "expected"),
    [
        ("before midnight", night(11, 23), None, local(23, 21, 50, month=11), (P, 0)),
        ("after midnight, late", night(11, 23), None, local(24, 0, 30, month=11), (L, 150)),
        ("late by five hours of the clock are six", night(10, 24), None, local(25, 3), (L, 360)),
        ("in the hour that comes twice, first", night(10, 24), None, local(25, 2, 30), (L, 270)),
        ("in the hour that comes twice, again", night(10, 24), None, local(25, 2, 30, fold=1), (L, 330)),
        ("five hours of the clock that are four", night(3, 28), None, local(29, 3, month=3), (L, 240)),
        ("leaves in the morning", night(11, 23), local(23, 22, month=11), local(24, 6, 5, month=11), OUT),
        ("leaves within the hour that comes twice", night(10, 24), local(25, 2, 50),
         local(25, 2, 10, fold=1), OUT),
    ],
)  # fmt: skip
def test_shifts_past_midnight_and_the_change_of_the_clocks(
    story: str,
    shift: Session,
    marked: Instant | None,
    now: Instant,
    expected: tuple[MarkState, int] | EventKind,
) -> None:
    marks = [] if marked is None else [TodayMark(shift.id, ADA, P, marked, EventId("e"))]
    found = next_mark(ADA, [(shift, BOTH)], marks, now)
    if isinstance(expected, EventKind):
        assert found == NewPassage(shift.id, ADA, expected), story
    else:
        assert found == NewMark(shift.id, ADA, *expected), story
