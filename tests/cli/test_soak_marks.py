"""Marks that the door confirmed against registers and sheet: what is lost, doubled or otherwise is found."""

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import replace

import pytest

from kiosk.cli.soak_marks import Compared, Held, Ledger, Registers, compare
from kiosk.domain.ids import EventId, PersonId, SessionId
from kiosk.domain.marks import EventKind, MarkState, NotMarked
from kiosk.domain.people import GreetingLabel
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import DoorAnswer, NotIn, Welcome
from tests.fakes_answers import QUARTER_PAST

LESSON, OTHER_LESSON = SessionId("s1"), SessionId("s2")
ONE, TWO = PersonId("p1"), PersonId("p2")
FIRST = Held(EventId("e1"), LESSON, ONE, EventKind.ARRIVAL)
SECOND = Held(EventId("e2"), OTHER_LESSON, TWO, EventKind.ARRIVAL)
BACK = Held(EventId("v1"), LESSON, ONE, EventKind.VOID)
TICKED = (FIRST.event, SECOND.event)


_STATES = {FIRST.event: MarkState.PRESENT, SECOND.event: MarkState.LATE}


def registers(*events: Held) -> Registers:
    states = {(one.session, one.person): _STATES.get(one.event, MarkState.PRESENT) for one in events}
    return Registers(events, states, {line: state.value for line, state in states.items()})


WHOLE = registers(FIRST, SECOND)


def found(
    now: Registers = WHOLE, ticked: Iterable[EventId] = TICKED, back: Iterable[EventId] = ()
) -> Compared:
    return compare(ticked, back, now)


def test_all_is_there() -> None:
    assert found() == Compared(
        ticked=2, held=2, lost=0, doubled=0, unasked=0, not_back=0, exported_otherwise=0, lines=2
    )
    assert found().is_whole


def test_a_confirmed_mark_that_no_register_holds_is_lost() -> None:
    one = found(registers(FIRST))
    assert (one.lost, one.held, one.is_whole) == (1, 1, False)


def test_a_correction_of_the_same_id_does_not_stand_for_a_mark() -> None:
    assert found(registers(replace(FIRST, kind=EventKind.CORRECTION), SECOND)).lost == 1


def test_a_mark_on_a_marked_line_is_doubled() -> None:
    again = replace(FIRST, event=EventId("e3"))
    one = found(registers(FIRST, SECOND, again), (*TICKED, again.event))
    assert (one.doubled, one.lost, one.is_whole) == (1, 0, False)


def test_a_mark_after_not_me_is_not_doubled() -> None:
    again = replace(FIRST, event=EventId("e3"))
    one = found(registers(FIRST, BACK, again, SECOND), (*TICKED, again.event), (FIRST.event,))
    assert one.is_whole


@pytest.mark.parametrize("events", [(FIRST, SECOND), (SECOND,)])
def test_what_was_taken_back_and_counts_is_found(events: tuple[Held, ...]) -> None:
    one = found(registers(*events), (SECOND.event,), (FIRST.event,))
    assert (one.not_back, one.is_whole) == (1, False)


def test_a_mark_that_nobody_was_told_of_is_counted_and_no_fault() -> None:
    """Somebody was recognised as the program ended."""
    one = found(ticked=(FIRST.event,))
    assert (one.unasked, one.is_whole) == (1, True)


@pytest.mark.parametrize(
    "exported",
    [
        {(LESSON, ONE): "present"},
        {(LESSON, ONE): "absent", (OTHER_LESSON, TWO): "late"},
        {(LESSON, ONE): "present", (OTHER_LESSON, TWO): "late", (LESSON, TWO): "present"},
    ],
)
def test_a_sheet_that_says_otherwise_is_found(exported: dict[tuple[SessionId, PersonId], str]) -> None:
    one = found(replace(WHOLE, exported=exported))
    assert (one.exported_otherwise, one.is_whole) == (1, False)


def answered(answer: DoorAnswer | KioskError) -> "Future[DoorAnswer]":
    future: Future[DoorAnswer] = Future()
    if isinstance(answer, KioskError):
        future.set_exception(answer)
    else:
        future.set_result(answer)
    return future


def test_the_ledger_holds_what_was_ticked_and_nothing_else() -> None:
    ledger = Ledger()
    tick = Welcome(FIRST.event, GreetingLabel("A. F.", "anchor"), MarkState.PRESENT, QUARTER_PAST, 0)
    ledger.note(answered(tick), ledger.by_face)
    ledger.note(answered(NotIn(NotMarked.NOT_ON_LIST)), ledger.by_face)
    ledger.note(answered(KioskError(Code.CODE_WRONG)), ledger.by_code)
    gone: Future[DoorAnswer] = Future()
    gone.cancel()
    ledger.note(gone, ledger.by_code)
    assert ledger.ticked == {FIRST.event}
    assert (ledger.answers, ledger.refused) == (2, 1)


@pytest.mark.parametrize(("is_void", "expected"), [(True, {FIRST.event}), (False, set())])
def test_the_ledger_holds_what_was_taken_back(is_void: bool, expected: set[EventId]) -> None:
    ledger = Ledger()
    future: Future[bool] = Future()
    future.set_result(is_void)
    ledger.note_back(FIRST.event, future)
    assert ledger.taken_back == expected
