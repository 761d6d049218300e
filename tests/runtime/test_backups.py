"""Backups through the services: by hand, at night, checked at the next sign-in; the door goes on."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from kiosk.domain.backups import BackupProgress, BackupView
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.runtime.backups import BackupService
from kiosk.runtime.services import Services
from kiosk.settings import Settings
from kiosk.storage import backup_folder
from tests.fakes_storage import PASSPHRASE, SchoolClock
from tests.runtime.fakes_school import WAIT_S, light_opener, make_school

T = TypeVar("T")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "school"
    make_school(folder, SchoolClock())
    return folder


@pytest.fixture
def clock() -> SchoolClock:
    return SchoolClock()


@pytest.fixture
def services(made: Path, tmp_path: Path, clock: SchoolClock) -> Iterator[Services]:
    """Services whose ticks come from the test."""
    import shutil

    shutil.copytree(made, tmp_path / "school")
    running = Services(
        DataDir(tmp_path / "school"),
        Settings(backup_folder=str(tmp_path / "backups")),
        clock=clock,
        opener=light_opener,
        tick_s=3600.0,
    )
    yield running
    assert running.stop() == []


def get(future: "Future[T]") -> T:
    return future.result(WAIT_S)


def sign_in(services: Services) -> None:
    get(services.desk.sign_in(PASSPHRASE))


def pass_time(services: Services, ticks: int = 60) -> None:
    """Let so many ticks go by, and wait for what they began."""
    for _ in range(ticks):
        get(services.submit(services.backups.tick))
        working = services.backups._by_itself
        if working is not None:
            get(working)


def names(services: Services) -> list[str]:
    return [one.path.name for one in backup_folder.found(services.backup_folder())]


def view(services: Services) -> BackupView:
    return get(services.backups.view())


def code_of(future: "Future[T]") -> Code:
    with pytest.raises(KioskError) as caught:
        future.result(WAIT_S)
    return caught.value.code


def test_one_by_hand_is_checked_and_listed(services: Services) -> None:
    sign_in(services)
    told: list[BackupProgress] = []
    entry = get(services.backups.back_up(told.append))
    assert entry.is_verified
    assert told[-1].done == told[-1].total
    assert view(services).entries == (entry,)
    assert not view(services).is_overdue
    report = get(services.backups.drill())
    assert (report.problem, report.name) == ("", entry.name)
    assert view(services).drill == report
    summary = get(services.backups.look_at(services.backup_folder() / entry.name))
    assert summary.school == "Hilltop School"


def test_nobody_may_who_is_not_signed_in(services: Services) -> None:
    backups = services.backups
    asked: list[Future[Any]] = [backups.view(), backups.back_up(), backups.drill()]
    for future in asked:
        assert code_of(future) is Code.SIGNED_OUT
    assert code_of(services.backups.look_at(Path("x"))) is Code.SIGNED_OUT


def test_without_a_backup_there_is_nothing_to_try(services: Services) -> None:
    sign_in(services)
    assert code_of(services.backups.drill()) is Code.BACKUP_UNREADABLE


def _while_it_is_made(services: Services, act: Callable[[], object]) -> "Future[object]":
    """Do something in the middle of a backup, on another thread than the backup's."""
    reached, go_on = threading.Event(), threading.Event()

    def wait_there(progress: BackupProgress) -> None:
        if progress.step == "check":
            reached.set()
            assert go_on.wait(WAIT_S)

    future: Future[object] = services.backups.back_up(wait_there)  # type: ignore[assignment]
    assert reached.wait(WAIT_S)
    act()
    go_on.set()
    return future


def test_the_door_answers_while_one_is_made(services: Services) -> None:
    sign_in(services)
    answered: list[object] = []
    future = _while_it_is_made(services, lambda: answered.append(get(services.door.view())))
    get(future)
    assert answered


def test_cancelling_says_so_and_leaves_nothing(services: Services) -> None:
    sign_in(services)
    assert code_of(_while_it_is_made(services, services.backups.cancel)) is Code.BACKUP_STOPPED
    assert names(services) == []
    assert get(services.backups.back_up()).is_verified


def test_stopping_the_program_ends_it(services: Services) -> None:
    sign_in(services)
    reached = threading.Event()

    def stop_meanwhile(progress: BackupProgress) -> None:
        if progress.step == "check":
            services.backups._stop.set()
            services.backups._is_ending = True
            reached.set()

    future = services.backups.back_up(stop_meanwhile)
    assert reached.wait(WAIT_S)
    assert services.stop() == []
    assert code_of(future) is Code.BACKUP_STOPPED
    assert names(services) == []


class TestAtNight:
    def test_a_new_school_has_its_first_one_in_the_first_night(
        self, services: Services, clock: SchoolClock
    ) -> None:
        pass_time(services)
        assert names(services) == []
        clock.forward(hours=19)  # 02:50
        pass_time(services)
        assert names(services) == []
        clock.forward(minutes=15)
        pass_time(services)
        assert names(services) == ["rollcall-2026-11-24T020500Z.backup"]
        pass_time(services, 180)
        assert len(names(services)) == 1

    def test_a_missed_one_is_made_after_the_next_start(self, services: Services, clock: SchoolClock) -> None:
        pass_time(services)
        clock.forward(days=3)
        pass_time(services, 28)
        assert names(services) == []
        pass_time(services, 1)
        assert len(names(services)) == 1

    def test_it_is_checked_when_somebody_signs_in_and_a_restore_is_tried(
        self, services: Services, clock: SchoolClock
    ) -> None:
        pass_time(services)
        clock.forward(days=1)
        pass_time(services)
        sign_in(services)
        assert [entry.is_verified for entry in view(services).entries] == [None]
        pass_time(services, 5)
        found = view(services)
        assert [entry.is_verified for entry in found.entries] == [True]
        assert found.drill is not None
        assert (found.drill.problem, found.drill.name) == ("", found.entries[0].name)

    def test_while_somebody_is_signed_in_it_is_checked_at_once(
        self, services: Services, clock: SchoolClock
    ) -> None:
        sign_in(services)
        pass_time(services)
        clock.forward(days=1)
        pass_time(services)
        assert [entry.is_verified for entry in view(services).entries] == [True]

    def test_a_faulty_one_is_told_and_loses_its_place(self, services: Services, clock: SchoolClock) -> None:
        pass_time(services)
        clock.forward(days=1)
        pass_time(services)
        path = services.backup_folder() / names(services)[0]
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 1
        path.write_bytes(raw)
        sign_in(services)
        pass_time(services, 5)
        (entry,) = view(services).entries
        assert entry.is_verified is False
        assert entry.problem in {"records.db", "kiosk.db"}
        assert entry.name.endswith(".faulty")
        assert view(services).is_overdue

    def test_a_failure_is_tried_again_an_hour_later(
        self, services: Services, clock: SchoolClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from kiosk.storage import backup_make

        tries: list[int] = []

        def full(*_: object) -> None:
            tries.append(1)
            raise KioskError(Code.BACKUP_NO_SPACE, where="x", detail=5)

        monkeypatch.setattr(backup_make, "require_space", full)
        pass_time(services)
        clock.forward(days=1)
        pass_time(services, 300)
        assert len(tries) == 1
        clock.forward(hours=1, seconds=1)
        pass_time(services)
        assert len(tries) == 2
        monkeypatch.undo()
        clock.forward(hours=1, seconds=1)
        pass_time(services)
        assert len(names(services)) == 1

    def test_templates_leave_backups_before_they_are_30_days_old_without_anybody(
        self, services: Services, clock: SchoolClock
    ) -> None:
        sign_in(services)
        get(services.backups.back_up())
        get(services.desk.sign_out())
        pass_time(services)
        oldest = names(services)[0]
        clock.forward(days=29, hours=22)
        pass_time(services, 120)
        assert oldest in _with_templates(services)
        clock.forward(hours=1, minutes=30)
        pass_time(services)
        assert oldest in names(services)
        assert oldest not in _with_templates(services)

    def test_templates_leave_a_folder_that_is_not_used_any_more(
        self, services: Services, clock: SchoolClock, tmp_path: Path
    ) -> None:
        """The settings named another folder, and what was in the old one kept its faces for ever."""
        old = services.backup_folder()
        sign_in(services)
        get(services.backups.back_up())
        services.settings = replace(services.settings, backup_folder=str(tmp_path / "new"))
        get(services.desk.sign_out())
        assert _with_templates(services, old) != []
        clock.forward(days=30)
        pass_time(services, 120)
        assert backup_folder.found(old) != []
        assert _with_templates(services, old) == []


def _with_templates(services: Services, folder: Path | None = None) -> list[str]:
    found = backup_folder.found(folder or services.backup_folder())
    return [one.path.name for one in found if one.has_templates]


def test_what_a_kill_left_is_taken_away_after_the_start(services: Services, tmp_path: Path) -> None:
    left = tmp_path / "school" / "backup-work" / "tmpabc"
    left.mkdir(parents=True)
    (left / "records.db").write_bytes(b"copy")
    new = tmp_path / ".school.restoring"
    new.mkdir()
    (new / "records.db").write_bytes(b"half")
    pass_time(services, 31)
    assert not left.exists()
    assert not new.exists()


def test_it_is_a_backup_api(services: Services) -> None:
    from kiosk.runtime.api_office import BackupApi

    api: BackupApi = services.backups
    assert isinstance(api, BackupService)
