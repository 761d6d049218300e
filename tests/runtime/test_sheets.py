"""Sheets of any scope through the running services: what is on them, for whom, and the same bytes again."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.follow_up import ReportScope
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId, SignerId
from kiosk.domain.marks import MarkState, Method, NewMark, next_mark
from kiosk.domain.people import DaySheet, Person, Role
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.reports.daysheet import SheetFormat, default_file_name, write_sheet
from kiosk.runtime.services import Services
from kiosk.settings import Settings
from kiosk.storage import facts
from kiosk.storage import reports as storage_reports
from kiosk.storage.vault import Vault
from tests.fakes_storage import PASSPHRASE, SmallSchool, small_school
from tests.runtime.fakes_school import WAIT_S, light_opener
from tests.storage.test_roles import become

T = TypeVar("T")
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
FORMATS: tuple[SheetFormat, ...] = ("xlsx", "csv", "machine-csv")


class Office:
    """7b with three people and a register on Monday and Tuesday; 8a with one of them and another."""

    def __init__(self, folder: Path) -> None:
        made = small_school(folder)
        self.clock = made.clock
        self.first_group, self.people, self.monday = made.school_class, made.people, made.session
        records = made.vault.records
        self.tuesday = self._next_day(made)
        self.other_group = records.add_class("8a")
        self.both = made.people[2]
        records.add_person("S-9", "=1+1", [self.other_group.id])
        with made.vault.records._desk.records.transaction():
            made.vault.records._desk.records.write(
                "INSERT INTO memberships (class, person, joined_utc) VALUES (?, ?, ?)",
                (self.other_group.id, self.both.id, self.monday.starts.utc_text),
            )
        start = self.monday.ends
        self.other = records.open_session(self.other_group.id, start, start.plus(timedelta(hours=1)))
        made.mark(0)
        self.arrived = made.clock()
        made.clock.forward(minutes=25)
        made.mark(1)
        self.school = made
        self.services: Services | None = None

    def _next_day(self, made: SmallSchool) -> Session:
        start = made.session.starts.plus(timedelta(days=1))
        return made.vault.records.open_session(made.school_class.id, start, start.plus(timedelta(hours=1)))

    def run(self) -> Services:
        """Close the vault that made the school and start the program on it."""
        self.school.vault.close()
        self.services = Services(
            DataDir(self.school.folder), Settings(), clock=self.clock, opener=light_opener, tick_s=3600.0
        )
        self.services.desk.sign_in(PASSPHRASE).result(WAIT_S)
        return self.services

    @property
    def running(self) -> Services:
        return self.services or self.run()

    def sheet(self, scope: ReportScope) -> DaySheet:
        return self.running.reports.sheet(scope).result(WAIT_S)

    def on_vault(self, job: Callable[[Vault], T]) -> T:
        return self.running.submit(job).result(WAIT_S)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "data")
    yield made
    if made.services is not None:
        assert made.services.stop() == []
    else:
        made.school.vault.close()


def numbers(sheet: DaySheet) -> list[str]:
    return [row.number for row in sheet.rows]


def code_of(future: "Future[Any]") -> Code:
    with pytest.raises(KioskError) as raised:
        future.result(WAIT_S)
    return raised.value.code


def test_each_scope_holds_its_registers(office: Office) -> None:
    """In one test, as a school takes a second to make."""
    day = ReportScope(MONDAY, MONDAY)
    cases: list[tuple[ReportScope, str, str, str, list[str]]] = [
        (day, "All classes", "", "", ["S-1", "S-2", "S-3", "S-9", "S-3"]),
        (replace(day, session=office.tuesday.id), "7b", "", "", ["S-1", "S-2", "S-3"]),
        (replace(day, class_id=office.other_group.id), "8a", "", "", ["S-9", "S-3"]),
        (ReportScope(MONDAY, TUESDAY, office.first_group.id), "7b", "", "2026-11-24",
         ["S-1", "S-2", "S-3"] * 2),
        (ReportScope(MONDAY, TUESDAY, person=office.both.id), f"{office.both.name} (S-3)", "S-3",
         "2026-11-24", ["S-3"] * 3),
        (ReportScope(date(2026, 1, 1), date(2026, 1, 1)), "All classes", "", "", []),
    ]  # fmt: skip
    for scope, title, stem, last, wanted in cases:
        sheet = office.sheet(scope)
        assert (sheet.title, sheet.file_stem, sheet.last_day) == (title, stem, last), scope
        assert numbers(sheet) == wanted, scope
    assert office.sheet(replace(day, session=office.tuesday.id)).day == "2026-11-24"
    assert default_file_name(office.sheet(cases[4][0]), "pdf") == "S-3_2026-11-23_2026-11-24.pdf"


def test_a_line_says_what_the_register_says(office: Office) -> None:
    sheet = office.sheet(ReportScope(MONDAY, MONDAY, session=office.monday.id))
    first, second, third = sheet.rows
    assert (first.state, first.marked, first.method, first.minutes_late) == (
        MarkState.PRESENT, office.arrived, Method.FACE, 0
    )  # fmt: skip
    assert (second.state, second.minutes_late) == (MarkState.LATE, 15)
    assert (third.state, third.marked, third.at, third.method) == (MarkState.UNMARKED, None, None, None)
    assert (first.session, first.class_id, first.person) == (
        office.monday.id, office.first_group.id, office.people[0].id
    )  # fmt: skip
    assert (first.code, first.acronym, third.code) == ("P", "P", "")
    assert (sheet.school, sheet.exported_by, sheet.is_trial) == ("Hilltop School", "Grace Admin", True)


def test_it_equals_the_register_that_the_desk_shows(office: Office) -> None:
    roster = office.running.desk.roster(office.monday.id).result(WAIT_S)
    sheet = office.sheet(ReportScope(MONDAY, MONDAY, session=office.monday.id))
    assert [(row.person.id, row.standing.state, row.standing.arrived) for row in roster.rows] == [
        (row.person, row.state, row.marked) for row in sheet.rows
    ]


def test_parts_add_up_and_are_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = office.sheet(ReportScope(MONDAY, TUESDAY))
    monkeypatch.setattr(storage_reports, "ROWS_A_PART", 1)
    told: list[tuple[int, int]] = []
    parted = office.running.reports.sheet(
        ReportScope(MONDAY, TUESDAY), lambda done, of: told.append((done, of))
    ).result(WAIT_S)
    assert parted.rows == whole.rows
    assert [done for done, _ in told] == [3, 5, 8]
    assert all(done <= of for done, of in told)


def test_cancel_stops_between_two_parts(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage_reports, "ROWS_A_PART", 1)
    reports = office.running.reports
    told: list[int] = []

    def stop_at_once(done: int, _: int) -> None:
        told.append(done)
        reports.cancel_sheet()

    assert code_of(reports.sheet(ReportScope(MONDAY, TUESDAY), stop_at_once)) is Code.EXPORT_STOPPED
    assert len(told) == 1
    assert len(office.sheet(ReportScope(MONDAY, TUESDAY)).rows) == 8  # the next one is not stopped


def test_what_stops_a_report_leaves_a_sheet_alone_and_the_other_way_round(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One switch stopped both: whoever chose other days in the reports tab lost the sheet being read."""
    monkeypatch.setattr(storage_reports, "ROWS_A_PART", 1)
    monkeypatch.setattr(facts, "LINES_A_PART", 1)
    reports, scope = office.running.reports, ReportScope(MONDAY, TUESDAY)
    sheet = reports.sheet(scope, lambda *_: reports.cancel_rates()).result(WAIT_S)
    assert len(sheet.rows) == 8
    assert reports.rates(scope, lambda *_: reports.cancel_sheet()).result(WAIT_S).total.expected > 0


def test_signing_out_ends_a_sheet(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage_reports, "ROWS_A_PART", 1)
    services = office.running

    def leave(_done: int, _of: int) -> None:
        services.desk.sign_out()

    assert code_of(services.reports.sheet(ReportScope(MONDAY, TUESDAY), leave)) is Code.SIGNED_OUT


def test_a_part_is_not_read_for_somebody_else_who_signed_in_meanwhile(office: Office) -> None:
    reports = office.running.reports
    plan = office.on_vault(lambda vault: vault.office.reports.plan_sheet(ReportScope(MONDAY, MONDAY)))
    with pytest.raises(KioskError) as caught:
        reports._part(plan, 0, SignerId("somebody else"))
    assert caught.value.code is Code.SIGNED_OUT


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        (ReportScope(MONDAY, MONDAY, session="nobody"), Code.SESSION_UNKNOWN),
        (ReportScope(MONDAY, MONDAY, class_id="nobody"), Code.CLASS_UNKNOWN),  # type: ignore[arg-type]
        (ReportScope(MONDAY, MONDAY, person="nobody"), Code.PERSON_UNKNOWN),
    ],
)
def test_what_is_not_there_is_said(office: Office, scope: ReportScope, code: Code) -> None:
    assert code_of(office.running.reports.sheet(scope)) is code


def test_a_teacher_gets_their_own(office: Office) -> None:
    become(office.school, Role.TEACHER, office.other_group.id)
    sheet = office.sheet(ReportScope(MONDAY, MONDAY))
    assert (sheet.title, numbers(sheet)) == ("8a", ["S-9", "S-3"])
    assert numbers(office.sheet(ReportScope(MONDAY, TUESDAY, person=office.both.id))) == ["S-3"]
    reports = office.running.reports
    for scope, code in (
        (ReportScope(MONDAY, MONDAY, session=office.monday.id), Code.SESSION_UNKNOWN),
        (ReportScope(MONDAY, MONDAY, office.first_group.id), Code.CLASS_UNKNOWN),
        (ReportScope(MONDAY, MONDAY, person=office.people[0].id), Code.PERSON_UNKNOWN),
    ):
        assert code_of(reports.sheet(scope)) is code
        assert code_of(reports.note_export(scope, "csv", 1)) is code
    assert code_of(reports.set_names_on_board(True)) is Code.NOT_ALLOWED


def test_a_cancelled_session_is_on_no_sheet(office: Office) -> None:
    def cancel(vault: Vault) -> None:
        records = vault.records._desk.records
        with records.transaction():
            records.write(
                "UPDATE sessions SET cancelled_utc = starts_utc, cancelled_zone = starts_zone,"
                " cancelled_offset = starts_offset WHERE session = ?",
                (office.other.id,),
            )

    office.on_vault(cancel)
    assert numbers(office.sheet(ReportScope(MONDAY, MONDAY))) == ["S-1", "S-2", "S-3"]
    scope = ReportScope(MONDAY, MONDAY, session=office.other.id)
    assert code_of(office.running.reports.sheet(scope)) is Code.SESSION_CANCELLED


def test_who_left_and_came_back_during_a_session_is_on_it_once(office: Office) -> None:
    person = office.people[0].id

    def rejoin(vault: Vault) -> None:
        records = vault.records._desk.records
        left = office.monday.starts.plus(timedelta(minutes=20)).utc_text
        again = office.monday.starts.plus(timedelta(minutes=40)).utc_text
        with records.transaction():
            records.write("UPDATE memberships SET left_utc = ? WHERE person = ?", (left, person))
            records.write("INSERT INTO memberships VALUES (?, ?, ?, NULL)",
                          (office.first_group.id, person, again))  # fmt: skip

    office.on_vault(rejoin)
    sheet = office.sheet(ReportScope(MONDAY, MONDAY, session=office.monday.id))
    assert numbers(sheet) == ["S-1", "S-2", "S-3"]


def test_who_is_on_no_list_but_was_marked_is_there(office: Office) -> None:
    person: Person = office.people[0]

    def leave(vault: Vault) -> None:
        records = vault.records._desk.records
        with records.transaction():
            records.write(
                "UPDATE memberships SET left_utc = joined_utc WHERE person IN (?, ?)",
                (person.id, office.people[2].id),
            )

    office.on_vault(leave)
    sheet = office.sheet(ReportScope(MONDAY, MONDAY, session=office.monday.id))
    assert numbers(sheet) == ["S-1", "S-2"]


def test_an_open_register_gives_the_moment_of_export_and_a_closed_one_that_of_the_last_change(
    office: Office,
) -> None:
    scope = ReportScope(MONDAY, MONDAY, session=office.monday.id)
    assert office.sheet(scope).closed is None
    office.clock.forward(hours=1)
    closed = office.running.desk.close_session(office.monday.id).result(WAIT_S).closed
    assert closed is not None
    office.clock.forward(minutes=9)
    assert (office.sheet(scope).closed, office.sheet(scope).as_of) == (closed, closed)
    assert office.sheet(ReportScope(MONDAY, MONDAY)).closed is None  # the other register is open
    changed: Instant = office.clock.forward(minutes=9)
    office.running.desk.correct(office.monday.id, [office.people[2].id], MarkState.EXCUSED, "ill").result(
        WAIT_S
    )
    office.clock.forward(minutes=9)
    assert office.sheet(scope).as_of == changed


@pytest.mark.parametrize("later", [timedelta(minutes=1), timedelta(days=1)])
def test_a_closed_register_gives_the_same_bytes_again(
    office: Office, tmp_path: Path, later: timedelta
) -> None:
    office.clock.forward(hours=1)
    office.running.desk.close_session(office.monday.id).result(WAIT_S)
    scope = ReportScope(MONDAY, MONDAY, session=office.monday.id)

    def files(folder: Path) -> list[bytes]:
        folder.mkdir()
        sheet = office.sheet(scope)
        for fmt in FORMATS:
            write_sheet(sheet, fmt, folder / fmt)
        return [(folder / fmt).read_bytes() for fmt in FORMATS]

    first = files(tmp_path / "first")
    office.clock.forward(seconds=later.total_seconds())
    assert files(tmp_path / "second") == first


def test_an_export_is_in_the_audit_by_ids(office: Office) -> None:
    reports = office.running.reports
    scopes = (
        ReportScope(MONDAY, MONDAY, session=office.monday.id),
        ReportScope(MONDAY, TUESDAY, office.first_group.id, office.people[0].id),
    )
    for scope in scopes:
        reports.note_export(scope, "pdf", 3).result(WAIT_S)
    day, days = office.on_vault(lambda vault: vault.records.audit_rows())[-2:]
    assert (day.action, day.subjects, day.detail) == (
        "export", (office.monday.id,), "day=2026-11-23 format=pdf rows=3"
    )  # fmt: skip
    assert days.subjects == (office.first_group.id, office.people[0].id)
    assert days.detail == "first=2026-11-23 last=2026-11-24 format=pdf rows=3"


def test_names_on_the_board_are_off_until_chosen(office: Office) -> None:
    reports = office.running.reports
    assert reports.shows_names_on_board().result(WAIT_S) is False
    reports.set_names_on_board(True).result(WAIT_S)
    assert reports.shows_names_on_board().result(WAIT_S) is True
    row = office.on_vault(lambda vault: vault.records.audit_rows())[-1]
    assert (row.action, row.detail) == ("board-names-set", "names=yes")


def test_a_mark_at_the_door_is_on_the_next_sheet(office: Office) -> None:
    scope = ReportScope(MONDAY, MONDAY, session=office.monday.id)
    assert office.sheet(scope).rows[2].state is MarkState.UNMARKED

    def mark(vault: Vault) -> None:
        now = office.clock()
        person = PersonId(office.people[2].id)
        sessions = [(s.session, s.people) for s in vault.door.sessions(now)]
        new = next_mark(person, sessions, vault.door.today(now), now)
        assert isinstance(new, NewMark)
        vault.door.mark(new, method=Method.FACE, source=SourceKind.CAMERA, now=now)

    office.clock.forward(minutes=-20)
    office.on_vault(mark)
    assert office.sheet(scope).rows[2].state is MarkState.PRESENT
