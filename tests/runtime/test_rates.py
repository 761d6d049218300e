"""Rates and follow-up as services: read beside the door's work, stopped on request, done by itself."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from kiosk.domain.follow_up import FollowRule, FollowState, ReportScope, RuleKind
from kiosk.domain.ids import ClassId, PersonId, RuleId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Person, Role, SchoolClass
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.reports.rates import Report
from kiosk.runtime.follow_ups import _AFTER_SIGN_IN, _EVERY
from kiosk.runtime.services import Services
from kiosk.settings import Settings
from kiosk.storage import facts
from kiosk.storage.vault import Vault
from tests.fakes_storage import PASSPHRASE, SchoolClock
from tests.runtime.fakes_school import WAIT_S, light_opener, make_school

T = TypeVar("T")
MONDAY = date(2026, 11, 23)
WEEK = ReportScope(MONDAY, MONDAY + timedelta(days=6))
TWO_DAYS = FollowRule(RuleId(""), RuleKind.ABSENT_IN_A_ROW, 2, 2)
PRESENT, LATE, ABSENT, EXCUSED = (
    MarkState.PRESENT,
    MarkState.LATE,
    MarkState.ABSENT,
    MarkState.EXCUSED,
)


class School:
    """Two classes with a lesson each on two days; the services tick only when a test says so."""

    def __init__(self, folder: Path) -> None:
        self.clock = SchoolClock()
        self.services = Services(
            DataDir(folder), Settings(), clock=self.clock, opener=light_opener, has_index=False, tick_s=3600.0
        )
        self.sign_in()
        desk = self.services.desk
        self.own, self.other = desk.classes().result(WAIT_S)
        self.ada, self.nour, self.zed = (
            desk.person_by_number(number).result(WAIT_S) for number in ("S-1", "S-2", "S-3")
        )
        self.sessions = {
            (session.class_id, day): session
            for day in (0, 1)
            for session in desk.sessions(MONDAY + timedelta(days=day)).result(WAIT_S)
        }

    @classmethod
    def fill(cls, folder: Path) -> None:
        """Make it once; each test gets a copy."""
        clock = SchoolClock()
        make_school(folder, clock)
        vault = light_opener(DataDir(folder), clock)
        vault.sign_in(PASSPHRASE)
        records = vault.records
        (own,) = records.classes()
        other = records.add_class("8a")
        for number, name, group in (("S-1", "Ada", own), ("S-2", "نور", own), ("S-3", "Zed", other)):
            records.add_person(number, name, [group.id])
        for group in (own, other):
            for day in (0, 1):
                starts = clock().plus(timedelta(days=day, minutes=10))
                records.open_session(group.id, starts, starts.plus(timedelta(hours=1)))
        vault.close()

    def sign_in(self) -> None:
        self.services.desk.sign_in(PASSPHRASE).result(WAIT_S)

    def mark(
        self, group: SchoolClass, day: int, person: Person, state: MarkState, minutes: int | None = None
    ) -> None:
        session = self.sessions[group.id, day].id
        self.services.desk.correct(session, [person.id], state, minutes=minutes).result(WAIT_S)

    def on_vault(self, job: Callable[[Vault], T]) -> T:
        return self.services.submit(job).result(WAIT_S)

    def rates(self, scope: ReportScope = WEEK) -> Report:
        return self.services.reports.rates(scope).result(WAIT_S)

    def tick(self, times: int) -> None:
        for _ in range(times):
            self.on_vault(self.services.follow_ups.tick)

    def be_a_teacher_of(self, group: SchoolClass) -> None:
        """Let whoever is signed in teach one class, without the cost of another slot."""

        def job(vault: Vault) -> None:
            zone_r = vault._zone_r
            assert zone_r is not None
            with zone_r.database.transaction():
                zone_r.database.write(
                    "INSERT INTO teaches (signer, class) VALUES (?, ?)", (zone_r.signed_in.signer, group.id)
                )
                zone_r.database.write("UPDATE signers SET role = ?", (Role.TEACHER.value,))

        self.on_vault(job)
        self.services.desk.sign_out().result(WAIT_S)
        self.sign_in()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "data"
    School.fill(folder)
    return folder


@pytest.fixture
def school(filled: Path, tmp_path: Path) -> Iterator[School]:
    shutil.copytree(filled, tmp_path / "data")
    made = School(tmp_path / "data")
    yield made
    assert made.services.stop() == []


def code_of(future: "Future[T]") -> Code:
    with pytest.raises(KioskError) as raised:
        future.result(WAIT_S)
    return raised.value.code


def figures(report: Report) -> dict[str, tuple[int, int, int, int]]:
    return {one.label: (one.expected, one.attended, one.absent, one.excused) for one in report.people}


class TestRates:
    def test_what_the_registers_say(self, school: School) -> None:
        school.mark(school.own, 0, school.ada, PRESENT)
        school.mark(school.own, 0, school.nour, ABSENT)
        school.mark(school.own, 1, school.ada, LATE, minutes=12)
        school.mark(school.own, 1, school.nour, MarkState.NOT_REQUIRED)
        school.mark(school.other, 0, school.zed, EXCUSED)
        school.clock.forward(days=2)
        found = school.rates()
        assert figures(found) == {
            "S-1 Ada": (2, 2, 0, 0),
            "S-2 نور": (1, 0, 1, 0),
            "S-3 Zed": (1, 0, 0, 1),
        }
        assert (found.total.late, found.total.late_minutes, found.unmarked) == (1, 12, 1)
        assert [one.label for one in found.sessions] == ["08:00"]

    def test_only_what_is_over_can_have_been_forgotten(self, school: School) -> None:
        assert school.rates().unmarked == 0
        school.clock.forward(days=1)
        assert school.rates().unmarked == 3

    def test_a_cancelled_session_counts_nowhere(self, school: School) -> None:
        school.mark(school.other, 0, school.zed, ABSENT)
        session = school.sessions[school.other.id, 0].id
        school.services.timetable.cancel(session).result(WAIT_S)
        school.clock.forward(days=1)
        found = school.rates()
        assert (found.total.expected, found.unmarked) == (0, 2)

    def test_a_visitor_counts_nowhere(self, school: School) -> None:
        session = school.sessions[school.own.id, 0].id
        school.services.desk.add_visitor(session, "Visitor").result(WAIT_S)
        school.clock.forward(days=2)
        assert (school.rates().total.expected, school.rates().unmarked) == (0, 6)

    @pytest.mark.parametrize(
        ("narrow", "expected"),
        [
            (lambda s: {"last": MONDAY}, {"S-1 Ada", "S-2 نور", "S-3 Zed"}),
            (lambda s: {"first": MONDAY + timedelta(days=1)}, {"S-1 Ada"}),
            (lambda s: {"class_id": s.other.id}, {"S-3 Zed"}),
            (lambda s: {"person": s.nour.id}, {"S-2 نور"}),
            (lambda s: {"session": s.sessions[s.own.id, 1].id}, {"S-1 Ada"}),
        ],
    )
    def test_a_scope_takes_less(
        self, school: School, narrow: Callable[[School], dict[str, object]], expected: set[str]
    ) -> None:
        for person in (school.ada, school.nour):
            school.mark(school.own, 0, person, PRESENT)
        school.mark(school.other, 0, school.zed, PRESENT)
        school.mark(school.own, 1, school.ada, PRESENT)
        found = school.rates(replace(WEEK, **narrow(school)))  # type: ignore[arg-type]
        assert set(figures(found)) == expected

    @pytest.mark.parametrize(
        ("scope", "expected"),
        [
            (replace(WEEK, class_id=ClassId("none")), Code.CLASS_UNKNOWN),
            (replace(WEEK, person=PersonId("none")), Code.PERSON_UNKNOWN),
            (replace(WEEK, session=SessionId("none")), Code.SESSION_UNKNOWN),
        ],
    )
    def test_what_is_not_there(self, school: School, scope: ReportScope, expected: Code) -> None:
        assert code_of(school.services.reports.rates(scope)) is expected

    def test_a_teacher_counts_own_classes_only(self, school: School) -> None:
        school.mark(school.own, 0, school.ada, PRESENT)
        school.mark(school.other, 0, school.zed, PRESENT)
        school.be_a_teacher_of(school.other)
        school.clock.forward(days=2)
        found = school.rates()
        assert set(figures(found)) == {"S-3 Zed"}
        assert ([one.label for one in found.groups], found.unmarked) == (["8a"], 1)
        for scope, expected in (
            (replace(WEEK, class_id=school.own.id), Code.CLASS_UNKNOWN),
            (replace(WEEK, person=school.ada.id), Code.PERSON_UNKNOWN),
            (replace(WEEK, session=school.sessions[school.own.id, 0].id), Code.SESSION_UNKNOWN),
        ):
            assert code_of(school.services.reports.rates(scope)) is expected

    def test_lines_of_another_class_are_not_read_by_its_sessions_id(self, school: School) -> None:
        school.mark(school.own, 0, school.ada, PRESENT)
        asked = [school.sessions[school.own.id, 0].id]

        def read(vault: Vault) -> int:
            vault.office.reports.facts.settle()
            return len(vault.office.reports.facts.lines(WEEK, asked))

        assert school.on_vault(read) == 1
        school.be_a_teacher_of(school.other)
        assert school.on_vault(read) == 0

    def test_a_person_of_two_classes_is_counted_in_ones_own(self, school: School) -> None:
        both = school.services.desk.add_person("S-4", "Both", [school.own.id, school.other.id])
        person = both.result(WAIT_S)
        school.mark(school.own, 0, person, ABSENT)
        school.mark(school.other, 0, person, PRESENT)
        school.be_a_teacher_of(school.other)
        assert figures(school.rates(replace(WEEK, person=person.id))) == {"S-4 Both": (1, 1, 0, 0)}

    def test_it_is_read_in_parts_that_add_up(self, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(facts, "LINES_A_PART", 1)
        monkeypatch.setattr(facts, "DAYS_A_PART", 1)
        for group, person in ((school.own, school.ada), (school.other, school.zed)):
            for day in (0, 1):
                school.mark(group, day, person, PRESENT)
        steps: list[tuple[int, int]] = []
        found = school.services.reports.rates(WEEK, lambda *step: steps.append(step)).result(WAIT_S)
        assert figures(found) == {"S-1 Ada": (2, 2, 0, 0), "S-3 Zed": (2, 2, 0, 0)}
        assert steps == [(done, 5) for done in range(1, 6)]

    def test_it_stops_when_told_to(self, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(facts, "LINES_A_PART", 1)
        reports = school.services.reports
        future = reports.rates(WEEK, lambda *_: reports.cancel_rates())
        assert code_of(future) is Code.REPORT_STOPPED
        assert school.rates().total.expected == 0

    def test_it_ends_with_whoever_began_it(self, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(facts, "LINES_A_PART", 1)
        desk = school.services.desk
        signing_out = school.services.reports.rates(WEEK, lambda *_: desk.sign_out().result(WAIT_S))
        assert code_of(signing_out) is Code.SIGNED_OUT


class TestFollowUp:
    def absent_twice(self, school: School) -> None:
        school.services.follow_ups.set_rules([TWO_DAYS]).result(WAIT_S)
        school.mark(school.own, 0, school.ada, ABSENT)
        school.mark(school.own, 1, school.ada, ABSENT)
        school.clock.forward(days=2)

    def test_looking_says_how_many_are_new(self, school: School) -> None:
        self.absent_twice(school)
        follow_ups = school.services.follow_ups
        assert follow_ups.look().result(WAIT_S) == 1
        assert follow_ups.look().result(WAIT_S) == 0
        (found,) = follow_ups.found().result(WAIT_S)
        follow_ups.set_state([found.id], FollowState.CONTACTED, "telephone").result(WAIT_S)
        assert follow_ups.found(FollowState.NEW).result(WAIT_S) == []

    def test_somebody_of_another_class_is_found_and_not_told(self, school: School) -> None:
        self.absent_twice(school)
        school.be_a_teacher_of(school.other)
        assert school.services.follow_ups.look().result(WAIT_S) == 0
        assert school.services.follow_ups.found().result(WAIT_S) == []

    def test_it_looks_by_itself_after_a_sign_in(self, school: School) -> None:
        self.absent_twice(school)
        told: list[str] = []
        school.services.listen(lambda: told.append("changed"))
        school.tick(_AFTER_SIGN_IN - 1)
        assert school.services.follow_ups._by_itself is None
        school.tick(1)
        self.finish(school)
        (found,) = school.services.follow_ups.found().result(WAIT_S)
        assert (found.person, told) == (school.ada, ["changed"])
        rows = school.on_vault(lambda vault: vault.office.audit.rows(action="follow-ups-looked"))
        assert [row.actor for row in rows] == [None]

    def test_it_looks_again_when_something_was_written(self, school: School) -> None:
        self.absent_twice(school)
        school.tick(_AFTER_SIGN_IN)
        self.finish(school)
        first = school.services.follow_ups._by_itself
        school.tick(_EVERY)
        assert school.services.follow_ups._by_itself is first
        school.mark(school.own, 0, school.nour, ABSENT)
        school.mark(school.own, 1, school.nour, ABSENT)
        school.tick(_EVERY)
        assert school.services.follow_ups._by_itself is not first
        self.finish(school)
        assert len(school.services.follow_ups.found().result(WAIT_S)) == 2

    def test_nobody_signed_in_is_nothing_to_do(self, school: School) -> None:
        self.absent_twice(school)
        school.services.desk.sign_out().result(WAIT_S)
        school.tick(_EVERY * 2)
        assert school.services.follow_ups._by_itself is None

    def test_signing_out_ends_a_look_quietly(self, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
        self.absent_twice(school)
        service = school.services.follow_ups
        step = service._step

        def signed_out_before(*given: Any, **more: Any) -> str | None:
            school.services.desk.sign_out().result(WAIT_S)
            return step(*given, **more)

        monkeypatch.setattr(service, "_step", signed_out_before)
        school.tick(_AFTER_SIGN_IN)
        self.finish(school)
        school.sign_in()
        assert school.services.follow_ups.found().result(WAIT_S) == []

    def test_letters_in_the_schools_language_and_in_the_order_asked_for(
        self, school: School, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("kiosk.runtime.follow_ups._LETTERS_AT_ONCE", 1)
        self.absent_twice(school)
        school.mark(school.own, 0, school.nour, ABSENT)
        school.mark(school.own, 1, school.nour, ABSENT)
        follow_ups = school.services.follow_ups
        follow_ups.look().result(WAIT_S)
        found = follow_ups.found().result(WAIT_S)
        ids = [one.id for one in found][::-1]
        school.services.settings = Settings(language="ar")
        letters = follow_ups.letters(ids, "Absent for several days").result(WAIT_S)
        assert [one.person for one in letters] == [one.person for one in found][::-1]
        assert {one.language for one in letters} == {"ar"}
        school.services.settings = Settings()  # the machine's, as the windows are in
        for machine, language in (
            (("ar_SA", "UTF-8"), "ar"),
            (("fr_FR", "UTF-8"), "en"),
            ((None, None), "en"),
        ):
            monkeypatch.setattr("kiosk.runtime.follow_ups.locale.getlocale", lambda found=machine: found)
            letters = follow_ups.letters(ids, "Absent for several days").result(WAIT_S)
            assert {one.language for one in letters} == {language}
        assert code_of(follow_ups.letters([], "Another")) is Code.LETTER_UNKNOWN
        assert code_of(follow_ups.letters(ids, "Another")) is Code.LETTER_UNKNOWN

    def finish(self, school: School) -> None:
        future = school.services.follow_ups._by_itself
        assert future is not None
        future.result(WAIT_S)
