"""No sequence of marks, corrections, undo, closing, reopening and re-import loses or doubles a mark.

The real storage, both zones and the outbox between them, beside a model in plain Python; after each step all
that the desk and the door say is compared.
"""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from kiosk.domain.frames import SourceKind
from kiosk.domain.groups import GroupKind, GroupOptions
from kiosk.domain.ids import ClassId, EventId, PersonId, SessionId
from kiosk.domain.importing import RosterFile, RosterLine
from kiosk.domain.marks import (
    AlreadyMarked,
    ChooseSession,
    EventKind,
    MarkState,
    Method,
    NewMark,
    NewPassage,
    NotMarked,
    arrival,
    next_mark,
)
from kiosk.domain.people import Correction
from kiosk.domain.roster_plan import plan_roster
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from kiosk.storage import code_files, lines
from kiosk.storage.door import TAKE_BACK_WITHIN
from kiosk.storage.vault import Vault
from tests.fakes_storage import PASSPHRASE, SchoolClock, SmallSchool, reopen
from tests.storage.register_model import Line, Model, Said, Spell, Step, said_of

T = TypeVar("T")
U = MarkState.UNMARKED
CAMERA = {Method.FACE, Method.CARD}
CODED = {Method.CODE, Method.CARD}
SECONDS = st.integers(1, 90)
COMING: dict[str, Any] = {
    "person": st.integers(0, 2),
    "method": st.sampled_from([Method.FACE, Method.CODE, Method.CARD]),
    "seconds": SECONDS,
    "second": st.booleans(),
}


class RegisterMachine(RuleBasedStateMachine):
    """Three people, two classes at the same time; in one of them leaving is written down."""

    made: SmallSchool
    """Copied for each run."""

    @initialize()
    def open_school(self) -> None:
        self.folder = Path(tempfile.mkdtemp()) / "data"
        shutil.copytree(self.made.folder, self.folder)
        self.clock = SchoolClock()
        self._open()
        self._sign_in()
        self.people = {person.number: person for person in self.made.people}
        start = self.clock()
        own = self.made.school_class.id
        self.clock.forward(seconds=1)
        options = GroupOptions(closing=MarkState.EXCUSED, has_departures=True, cooldown_minutes=1)
        timetable = self.vault.office.timetable
        other = timetable.add_group("8a", GroupKind.SHIFT, options).id
        times = (self.made.session.starts, self.made.session.ends)
        second = timetable.open_once(other, *times)
        self.groups: dict[str, ClassId] = {"7b": own, "8a": other}
        self.model = Model({one.id: one for one in (self.made.session, second)})
        self.model.lists = {(own, person.id): [Spell(start)] for person in self.made.people}
        self.corrections: list[Correction] = []
        self._change_person(0, {"7b", "8a"}, 1)
        self.last: tuple[EventId, Line, Step] | None = None

    def teardown(self) -> None:
        with suppress(AttributeError):
            self.vault.close()
            shutil.rmtree(self.folder.parent)

    # The door

    @rule(**COMING)
    def come_by(self, person: int, method: Method, seconds: int, second: bool) -> None:
        self._come_by(person, method, seconds, second=second)

    @rule(**COMING)
    def come_by_too(self, person: int, method: Method, seconds: int, second: bool) -> None:
        """Once more, so that it happens more often than what an office does."""
        self._come_by(person, method, seconds, second=second)

    def _come_by(self, person: int, method: Method, seconds: int, *, second: bool) -> None:
        now = self.clock.forward(seconds=seconds)
        who = self.made.people[person].id
        door = self.vault.door
        found = next_mark(who, [(s.session, s.people) for s in door.sessions(now)], door.today(now), now)
        source = SourceKind.CAMERA if method in CAMERA else None
        if isinstance(found, ChooseSession):
            chosen = self.model.sessions[found.sessions[second]]
            found = arrival(who, chosen, now)
        if isinstance(found, NewMark):
            line = self.model.line(found.session, who)
            assert not line.door_says, "doubled at the door"
            event = door.mark(found, method=method, source=source, now=now)
            step = Step(EventKind.ARRIVAL, now, found.state, is_coded=method in CODED)
            line.door_says = True
        elif isinstance(found, NewPassage):
            line = self.model.line(found.session, who)
            assert line.door_says, "left without having come"
            event = door.pass_by(found, method=method, source=source, now=now)
            step = Step(found.kind, now, is_coded=method in CODED)
        else:
            self._check_nothing_written(who, found)
            return
        self.last = (event.id, line, line.add(step))

    def _check_nothing_written(self, who: PersonId, found: AlreadyMarked | NotMarked) -> None:
        if isinstance(found, AlreadyMarked):
            assert self.model.line(found.session, who).door_says, "lost at the door"
        else:
            open_now = [
                one
                for one in self.model.sessions.values()
                if one.takes_marks(self.clock()) and one.class_id in self.model.groups(who)
            ]
            assert not open_now, found

    @rule(seconds=st.integers(1, 12))
    def not_me(self, seconds: int) -> None:
        now = self.clock.forward(seconds=seconds)
        if self.last is None:
            return
        event, line, step = self.last
        is_in_time = now.utc - step.at.utc <= TAKE_BACK_WITHIN
        said = self.vault.door.take_back(event, now)
        assert not said or (is_in_time and not step.is_taken_back)
        if said:
            line.take_back(step)
            line.door_says = line.door_says and step.kind is not EventKind.ARRIVAL
            self.last = None

    # The desk

    @property
    def is_signed_in(self) -> bool:
        return self.vault.signed_in is not None

    @precondition(lambda self: self.is_signed_in)
    @rule(data=st.data(), seconds=SECONDS, state=st.just(U) | st.sampled_from(list(MarkState)))
    def correct(self, data: st.DataObject, seconds: int, state: MarkState) -> None:
        session = data.draw(st.sampled_from(list(self.model.sessions.values())))
        self._correct(data, session, sorted(self.model.expected(session)), state, seconds)

    @precondition(lambda self: self.is_signed_in and any(one.events for one in self.model.lines.values()))
    @rule(data=st.data(), seconds=SECONDS, state=st.just(U) | st.sampled_from(list(MarkState)))
    def correct_a_line(self, data: st.DataObject, seconds: int, state: MarkState) -> None:
        """A line that says something already: what a correction is mostly for."""
        keys = [key for key, line in self.model.lines.items() if line.events]
        session_id, person = data.draw(st.sampled_from(keys))
        self._correct(data, self.model.sessions[session_id], [person], state, seconds)

    def _correct(
        self,
        data: st.DataObject,
        session: Session,
        listed: list[PersonId],
        state: MarkState,
        seconds: int,
    ) -> None:
        now = self.clock.forward(seconds=seconds)
        people = data.draw(st.lists(st.sampled_from(listed), unique=True)) if listed else []
        note = data.draw(st.sampled_from(["", "bus", "dentist"]))
        has_code, minutes = data.draw(st.booleans()), data.draw(st.none() | st.integers(0, 40))
        default = code_files.load("plain").default(state) if has_code else None
        code = "" if default is None else default.code

        def act() -> Correction:
            return self.vault.records.correct(session.id, people, state, note, code=code, minutes=minutes)

        refused = self._refused(session)
        if refused is Code.SESSION_CLOSED:
            refused = None if note else Code.REASON_NEEDED
        done = self._may(act, refused)
        if done is None:
            return
        self.corrections.append(done)
        late = minutes if state is MarkState.LATE else None
        for event, person in zip(done.events, people, strict=True):
            line = self.model.line(session.id, person)
            step = line.add(Step(EventKind.CORRECTION, now, state, note, code, late))
            self.model.made[event] = ((session.id, person), step)
            line.tell_door()

    @precondition(lambda self: self.is_signed_in and self.corrections)
    @rule(data=st.data(), seconds=SECONDS)
    def undo(self, data: st.DataObject, seconds: int) -> None:
        self.clock.forward(seconds=seconds)
        correction, live, refused = self._drawn(data, is_taken_back=False)
        if self._may(lambda: self._undo(correction), refused):
            for key, step in live:
                self.model.lines[key].take_back(step)
                self.model.lines[key].tell_door()

    @precondition(lambda self: self.is_signed_in and self.corrections)
    @rule(data=st.data(), seconds=SECONDS)
    def redo(self, data: st.DataObject, seconds: int) -> None:
        now = self.clock.forward(seconds=seconds)
        correction, again, refused = self._drawn(data, is_taken_back=True)
        new = self._may(lambda: self.vault.records.redo(correction), refused)
        if new is None or not new.events:
            assert new is None or not again
            return
        self.corrections.append(new)
        for event, (key, old) in zip(new.events, again, strict=True):
            step = Step(EventKind.CORRECTION, now, old.state, old.note, old.code, old.minutes)
            self.model.made[event] = (key, self.model.lines[key].add(step))
            self.model.lines[key].tell_door()

    def _drawn(
        self, data: st.DataObject, *, is_taken_back: bool
    ) -> tuple[Correction, list[tuple[tuple[SessionId, PersonId], Step]], Code | None]:
        """Choose a correction, with its steps that are concerned and what it must be refused with."""
        correction = data.draw(st.sampled_from(self.corrections))
        of = [self.model.made[event] for event in correction.events]
        concerned = [(key, step) for key, step in of if step.is_taken_back is is_taken_back]
        session = self.model.sessions[concerned[0][0][0]] if concerned else None
        return correction, concerned, None if session is None else self._refused(session)

    @precondition(lambda self: self.is_signed_in)
    @rule(first=st.booleans(), seconds=SECONDS)
    def close_or_reopen(self, first: bool, seconds: int) -> None:
        now, session = self.clock.forward(seconds=seconds), self._session(first)
        records = self.vault.records
        becomes = MarkState.ABSENT if session.class_id == self.groups["7b"] else MarkState.EXCUSED
        refused = None if session.cancelled is None else Code.SESSION_CANCELLED
        if session.closed is None:
            changed = self._may(lambda: records.close_session(session.id), refused)
        else:
            changed = self._may(lambda: records.reopen_session(session.id), refused)
        if changed is None:
            return
        before = self.model.register(session)
        for person in self.model.expected(session):
            line = self.model.line(session.id, person)
            if session.closed is None:
                if before[person].state is MarkState.UNMARKED:
                    line.add(Step(EventKind.CLOSING, now, becomes))
                continue
            for step in line.steps:
                if step.kind is EventKind.CLOSING and not step.is_taken_back:
                    line.take_back(step)
            line.tell_door()
        self.model.sessions[session.id] = changed

    @precondition(lambda self: self.is_signed_in)
    @rule(first=st.booleans(), seconds=SECONDS, what=st.sampled_from(["cancel", "look", "visitor", "drain"]))
    def office(self, first: bool, seconds: int, what: str) -> None:
        if what == "cancel":
            self._cancel_or_restore(first, seconds)
        elif what == "look":
            self._look(first, seconds)
        elif what == "drain":
            self.vault.drain()
        elif len(self.people) < 5:
            self._visitor(first, seconds)

    def _cancel_or_restore(self, first: bool, seconds: int) -> None:
        self.clock.forward(seconds=seconds)
        session, timetable = self._session(first), self.vault.office.timetable
        act = timetable.cancel if session.cancelled is None else timetable.restore
        self.model.sessions[session.id] = act(session.id)

    def _look(self, first: bool, seconds: int) -> None:
        self.clock.forward(seconds=seconds)
        session = self._session(first)
        people = sorted(self.model.expected(session))[:2]
        self.vault.records.look_at(session.id, people)
        for person in people:
            for step in self.model.line(session.id, person).steps:
                step.is_looked_at = step.is_looked_at or not step.is_taken_back

    def _visitor(self, first: bool, seconds: int) -> None:
        now, session = self.clock.forward(seconds=seconds), self._session(first)
        refused = self._refused(session)
        note = "came along"
        refused = refused if refused is Code.SESSION_CANCELLED else None
        person = self._may(lambda: self.vault.records.add_visitor(session.id, "Vera Visitor", note), refused)
        if person is None:
            return
        self.people[person.number] = person
        line = self.model.line(session.id, person.id)
        line.add(Step(EventKind.CORRECTION, now, MarkState.PRESENT, note))

    # The lists

    @precondition(lambda self: self.is_signed_in)
    @rule(
        wanted=st.lists(st.sets(st.sampled_from(["7b", "8a"])), min_size=3, max_size=3),
        kept=st.sets(st.integers(0, 2), min_size=1),
        seconds=SECONDS,
        is_import=st.booleans(),
    )
    def lists(self, wanted: list[set[str]], kept: set[int], seconds: int, is_import: bool) -> None:
        if is_import:
            self._import_roster(wanted, kept, seconds)
        else:
            self._change_person(min(kept), wanted[0], seconds)

    def _change_person(self, person: int, wanted: set[str], seconds: int) -> None:
        now, who = self.clock.forward(seconds=seconds), self.made.people[person]
        groups = {self.groups[name] for name in wanted}
        self.vault.records.change_person(who.id, who.number, who.name, sorted(groups))
        self.model.move(who.id, groups, now)

    def _import_roster(self, wanted: list[set[str]], kept: set[int], seconds: int) -> None:
        """A whole file, twice: the second time it changes nothing."""
        now = self.clock.forward(seconds=seconds)
        found = tuple(
            RosterLine(place, who.number, who.name, tuple(sorted(wanted[place])))
            for place, who in enumerate(self.made.people)
            if place in kept
        )
        imports = self.vault.office.imports
        for is_first in (True, False):
            plan = plan_roster(
                RosterFile("list.csv", found, (), ("7b", "8a")), imports.known_school(), is_whole=True
            )
            assert is_first or not plan.changes
            imports.apply_roster(plan)
        for place, who in enumerate(self.made.people):
            names = wanted[place] if place in kept else set()
            self.model.move(who.id, {self.groups[name] for name in names}, now)

    # Between the two

    @precondition(lambda self: self.is_signed_in)
    @rule(is_restarted=st.booleans())
    def sign_out(self, is_restarted: bool) -> None:
        if is_restarted:
            self.vault.close()
            self._open()
        else:
            self.vault.sign_out()

    @precondition(lambda self: not self.is_signed_in)
    @rule()
    def sign_in(self) -> None:
        self._sign_in()
        for line in self.model.lines.values():
            line.tell_door()

    def _open(self) -> None:
        self.vault: Vault = reopen(self.folder, self.clock)
        self.vault._kiosk.read("PRAGMA synchronous = OFF")  # this machine does not lose its power

    def _sign_in(self) -> None:
        self.vault.sign_in(PASSPHRASE)
        assert self.vault._zone_r is not None
        self.vault._zone_r.database.read("PRAGMA synchronous = OFF")

    # What is compared

    @invariant()
    def the_register_says_what_the_model_says(self) -> None:
        if not self.is_signed_in:
            return
        records = self.vault.records
        counts = {one.session.id: one.counts for one in records.overview(self.clock().local_date)}
        for session in self.model.sessions.values():
            found = {row.person.id: said_of(row) for row in records.roster(session.id).rows}
            expected = self.model.register(session)
            assert found == expected
            if session.cancelled is None:
                states = [said.state for said in expected.values()]
                assert counts[session.id] == tuple(states.count(state) for state in MarkState)
            else:
                assert session.id not in counts

    @invariant()
    def no_event_is_lost_or_doubled_and_lines_are_what_they_add_up_to(self) -> None:
        zone_r = self.vault._zone_r
        if zone_r is None:
            return
        self.vault.drain()
        assert zone_r.database.read("SELECT count(*) FROM marks") == [(self.model.events(),)]
        assert lines.differences(zone_r.database) == []

    @invariant()
    def the_door_knows_whom_it_has_marked(self) -> None:
        marked = {(one.session, one.person) for one in self.vault.door.today(self.clock())}
        assert marked == {key for key, line in self.model.lines.items() if line.door_says}

    def _session(self, first: bool) -> Session:
        return list(self.model.sessions.values())[not first]

    def _refused(self, session: Session) -> Code | None:
        if session.cancelled is not None:
            return Code.SESSION_CANCELLED
        return None if session.closed is None else Code.SESSION_CLOSED

    def _undo(self, correction: Correction) -> bool:
        self.vault.records.undo(correction)
        return True

    def _may(self, act: Callable[[], T], refused: Code | None) -> T | None:
        """Do something that must be refused with a code, or not at all."""
        if refused is None:
            return act()
        with pytest.RaisesExc(KioskError, check=lambda error: error.code is refused):
            act()
        return None


def _machine(made: SmallSchool) -> type[RegisterMachine]:
    return type("OfSchool", (RegisterMachine,), {"made": made})


NEVER_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.mark.once
def test_a_register_and_its_model_agree(made_school: SmallSchool) -> None:
    run(
        _machine(made_school),
        settings=settings(max_examples=40, stateful_step_count=30, suppress_health_check=NEVER_SLOW),
    )


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_register_and_its_model_agree_in_long_stories(made_school: SmallSchool) -> None:
    run(
        _machine(made_school),
        settings=settings(max_examples=1000, stateful_step_count=60, suppress_health_check=NEVER_SLOW),
    )


def test_nothing_said_is_unmarked() -> None:
    """The model's own beginning, so that a mistake there is not looked for in the storage."""
    assert Line().says() == Said()
