"""The import's service: files are read beside the database thread, and stopped when asked."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.importing import RosterPlan
from kiosk.errors import Code, KioskError
from kiosk.runtime.services import Services
from kiosk.settings import Settings
from tests.fakes_storage import PASSPHRASE, SchoolClock
from tests.reports.importing.files import PEOPLE, TITLES, calendar, csv_text, event, xlsx
from tests.runtime.fakes_school import WAIT_S, light_opener, make_school

WEEK = (("Class", "Day", "Start", "End"), ("7b", "Tue", "10:00", "11:00"))


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    clock = SchoolClock()
    made = Services(
        make_school(tmp_path / "school", clock), Settings(), clock=clock, opener=light_opener, has_index=False
    )
    try:
        made.start(None)
        made.desk.sign_in(PASSPHRASE).result(WAIT_S)
        yield made
    finally:
        assert made.stop() == []


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(csv_text((TITLES, *PEOPLE)), "utf-8")
    return file


def planned(services: Services, file: Path, *, is_whole: bool = False) -> RosterPlan:
    columns = services.imports.open_file(file, "roster").result(WAIT_S)
    return services.imports.plan_roster(file, columns.mapping, is_whole=is_whole).result(WAIT_S)


def code_of(future: object) -> Code:
    with pytest.raises(KioskError) as raised:
        future.result(WAIT_S)  # type: ignore[attr-defined]
    return raised.value.code


def test_people_are_looked_at_and_then_there(services: Services, people: Path) -> None:
    told: list[tuple[int, int]] = []
    changed = threading.Event()
    services.listen(changed.set)
    plan = planned(services, people)
    assert (plan.count("add"), plan.new_groups, plan.problems) == (3, ("Choir",), ())
    assert services.desk.people().result(WAIT_S) == []
    services.imports.apply_roster(plan, lambda *at: told.append(at)).result(WAIT_S)
    names = {summary.person.name for summary in services.desk.people().result(WAIT_S)}
    assert names == {"Ada Lovelace", "نورة القحطاني", "Zoë Müller"}
    assert told[-1] == (3, 3)
    assert changed.is_set()


def test_what_was_chosen_for_a_files_columns_is_remembered(services: Services, tmp_path: Path) -> None:
    file = tmp_path / "odd.xlsx"
    file.write_bytes(xlsx({"List": [["Wer", "Was"], ["Ada", "1"]]}))
    columns = services.imports.open_file(file, "roster").result(WAIT_S)
    assert columns.mapping == {}
    chosen = {"Wer": "name", "Was": "number"}
    services.imports.remember("roster", columns.titles, chosen).result(WAIT_S)
    assert services.imports.open_file(file, "roster").result(WAIT_S).mapping == chosen
    assert services.imports.open_file(file, "timetable").result(WAIT_S).mapping == {}


@pytest.mark.parametrize("name", ["week.csv", "week.ics"])
def test_a_week_becomes_sessions(services: Services, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    lesson = event("RRULE:FREQ=WEEKLY", start="20261124T100000", end="20261124T110000")
    file.write_text(csv_text(WEEK) if name.endswith("csv") else calendar(lesson), "utf-8")
    columns = services.imports.open_file(file, "timetable").result(WAIT_S)
    plan = services.imports.plan_timetable(file, columns.mapping).result(WAIT_S)
    assert (plan.added, plan.problems) == (1, ())
    services.imports.apply_timetable(plan).result(WAIT_S)
    tuesday = services.clock().local_date + timedelta(days=8)
    (session,) = services.desk.sessions(tuesday).result(WAIT_S)
    assert session.starts.local.strftime("%H:%M") == "10:00"
    assert session.late_after_minutes == services.settings.late_after_minutes


def test_cancel_stops_reading(services: Services, people: Path) -> None:
    columns = services.imports.open_file(people, "roster").result(WAIT_S)

    def stop(_done: int, _total: int) -> None:
        services.imports.cancel()

    plan = services.imports.plan_roster(people, columns.mapping, is_whole=False, on_progress=stop)
    assert code_of(plan) is Code.IMPORT_STOPPED
    # What is asked afterwards runs.
    assert planned(services, people).count("add") == 3


def test_cancel_stops_writing_and_nothing_is_changed(services: Services, people: Path) -> None:
    plan = planned(services, people)

    def stop(_done: int, _total: int) -> None:
        services.imports.cancel()

    assert code_of(services.imports.apply_roster(plan, stop)) is Code.IMPORT_STOPPED
    assert services.desk.people().result(WAIT_S) == []


def test_nobody_signed_in_imports_nothing(services: Services, people: Path) -> None:
    plan = planned(services, people)
    services.desk.sign_out().result(WAIT_S)
    assert code_of(services.imports.open_file(people, "roster")) is Code.SIGNED_OUT
    assert code_of(services.imports.plan_roster(people, {}, is_whole=False)) is Code.SIGNED_OUT
    assert code_of(services.imports.apply_roster(plan)) is Code.SIGNED_OUT


def test_the_door_is_answered_while_a_file_is_read(services: Services, people: Path) -> None:
    columns = services.imports.open_file(people, "roster").result(WAIT_S)
    answered: list[bool] = []

    def ask(_done: int, _total: int) -> None:
        answered.append(services.submit(lambda vault: vault.is_trial).result(WAIT_S))

    services.imports.plan_roster(people, columns.mapping, is_whole=False, on_progress=ask).result(WAIT_S)
    assert answered == [True, True]


@pytest.mark.slow
@pytest.mark.alone
def test_ten_thousand_people_in_ten_seconds(services: Services, tmp_path: Path) -> None:
    """Opened, looked at and written; the door waits for the writing at most."""
    file = tmp_path / "all.csv"
    rows = [(f"N{one}", f"Person نورة {one}", f"Group {one % 400}") for one in range(10_000)]
    file.write_text(csv_text((TITLES, *rows)), "utf-8")
    began = time.perf_counter()
    plan = planned(services, file)
    read = time.perf_counter()
    applied = services.imports.apply_roster(plan)
    services.submit(lambda vault: vault.is_trial).result(WAIT_S)
    held = time.perf_counter() - read
    assert applied.result(WAIT_S).count("add") == 10_000
    took = time.perf_counter() - began
    print(f"took {took:.2f} s, of which the database thread was held {held:.2f} s")
    assert took < 10
    assert len(services.desk.people().result(WAIT_S)) == 10_000
    before = time.perf_counter()
    assert planned(services, file, is_whole=True).unchanged == 10_000
    assert time.perf_counter() - before < 10
