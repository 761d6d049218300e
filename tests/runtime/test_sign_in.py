"""Signing in beside the database thread, and starting a kiosk whose device holds no key."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.runtime.clock import Clock
from kiosk.runtime.database import DatabaseThread
from kiosk.runtime.services import Services
from kiosk.runtime.setup import Setup
from kiosk.settings import Settings
from kiosk.storage.unlock import Attempt, Opened
from kiosk.storage.vault import Starter, Vault
from tests.fakes_storage import PASSPHRASE, SchoolClock
from tests.runtime.fakes_school import (
    SYNTHETIC,
    WAIT_S,
    ScriptedFeed,
    light_creator,
    light_opener,
    make_school,
    new_school,
)

WRONG = "lantern gravel otter plumb"


def _raises(code: Code) -> "pytest.RaisesExc[KioskError]":
    return pytest.RaisesExc(KioskError, check=lambda error: error.code is code)


def _start(data_dir: DataDir, clock: Clock, passphrase: str, number: int | None) -> Vault:
    return Vault.open(data_dir, clock, keyrings=(), by=Starter(passphrase, number))


@contextmanager
def _services(data_dir: DataDir, feed: ScriptedFeed | None = None) -> Iterator[Services]:
    services = Services(
        data_dir,
        Settings(),
        clock=SchoolClock(),
        opener=light_opener,
        starter=_start,
        feed_opener=lambda spec, is_trial: feed or ScriptedFeed(),
        has_index=False,
        tick_s=0.05,
    )
    try:
        yield services
    finally:
        assert services.stop() == []


@pytest.fixture
def attended(tmp_path: Path) -> DataDir:
    data_dir = DataDir(tmp_path / "data")
    setup = Setup(data_dir, clock=SchoolClock(), creator=light_creator)
    plan = replace(new_school(), custody=Custody.ATTENDED)
    assert setup.create(plan).result(WAIT_S).custody is Custody.ATTENDED
    assert setup.stop(WAIT_S)
    return data_dir


class Held:
    """Holds a derivation until it is let go, and says when it began and on which thread."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.began, self.go_on = threading.Event(), threading.Event()
        self.threads: list[str] = []
        derive = Attempt.derive

        def held(attempt: Attempt) -> Opened | None:
            self.threads.append(threading.current_thread().name)
            self.began.set()
            assert self.go_on.wait(WAIT_S)
            return derive(attempt)

        monkeypatch.setattr(Attempt, "derive", held)


def test_the_door_is_answered_while_a_key_is_derived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It once waited half a second a slot with the queue at the door."""
    held = Held(monkeypatch)
    with _services(make_school_first(tmp_path, held)) as services:
        signing = services.desk.sign_in(PASSPHRASE)
        assert held.began.wait(WAIT_S)
        assert services.door.view().result(WAIT_S).is_trial
        with _raises(Code.CODE_WRONG):
            services.door.sign_code("S-1", "4821").result(WAIT_S)
        assert not signing.done()
        held.go_on.set()
        signing.result(WAIT_S)
    assert held.threads == [services.derivation.name]


def make_school_first(folder: Path, held: Held) -> DataDir:
    """Make a school, which signs in too, before anything is held."""
    held.go_on.set()
    data_dir = make_school(folder / "data", SchoolClock())
    held.go_on.clear()
    held.began.clear()
    held.threads.clear()
    return data_dir


def test_many_tries_at_once_are_made_one_after_the_other(tmp_path: Path) -> None:
    """Otherwise the waits would mean nothing."""
    with _services(make_school(tmp_path / "data", SchoolClock())) as services:
        tries = [services.desk.sign_in(WRONG) for _ in range(5)]
        codes = []
        for one in tries:
            with pytest.raises(KioskError) as caught:
                one.result(WAIT_S)
            codes.append(caught.value.code)
    assert codes == [Code.PASSPHRASE_WRONG] + 4 * [Code.PASSPHRASE_WAIT]


def test_a_sign_in_that_the_end_of_the_program_overtakes_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    with _services(make_school_first(tmp_path, held)) as services:
        signing = services.desk.sign_in(PASSPHRASE)
        assert held.began.wait(WAIT_S)
        assert services.database.stop(WAIT_S)
        held.go_on.set()
        with _raises(Code.SIGNED_OUT):
            signing.result(WAIT_S)


class TestAttendedStart:
    def test_every_answer_says_it_until_somebody_starts_it(self, attended: DataDir) -> None:
        with _services(attended) as services:
            with _raises(Code.ATTENDED_START):
                services.door.view().result(WAIT_S)
            with _raises(Code.PASSPHRASE_WRONG):
                services.start_attended(WRONG).result(WAIT_S)
            with _raises(Code.PASSPHRASE_WAIT):
                services.start_attended(PASSPHRASE).result(WAIT_S)
            with _raises(Code.ATTENDED_START):
                services.door.view().result(WAIT_S)
            assert not services.database.opened.done()

    def test_the_camera_begins_when_somebody_has_started_it(self, attended: DataDir) -> None:
        feed = ScriptedFeed()
        with _services(attended, feed) as services:
            services.start(SYNTHETIC)
            with _raises(Code.ATTENDED_START):
                services.door.view().result(WAIT_S)
            services.start_attended(PASSPHRASE, 1).result(WAIT_S)
            assert services.door.view().result(WAIT_S).is_trial
            services.with_models(lambda models: None).result(WAIT_S)
            with _raises(Code.SIGNED_OUT):
                services.desk.school().result(WAIT_S)
            services.start_attended(WRONG).result(WAIT_S)  # it is open: nobody is asked again

    def test_a_sign_in_starts_it_too(self, attended: DataDir) -> None:
        with _services(attended) as services:
            assert services.desk.sign_in(PASSPHRASE).result(WAIT_S).number == 1
            assert services.desk.school().result(WAIT_S) == "Hilltop School"

    def test_the_program_can_end_before_anybody_comes(self, attended: DataDir) -> None:
        with _services(attended) as services:
            services.start(SYNTHETIC)
            with _raises(Code.ATTENDED_START):
                services.door.view().result(WAIT_S)
        with _raises(Code.ATTENDED_START):
            services.database.opened.result(0)
        assert services.start_attended(PASSPHRASE).cancelled()


def test_a_program_that_ends_while_it_looks_for_its_key_waits_for_nobody(attended: DataDir) -> None:
    """The camera thread waited for the vault, ten seconds long, and was then said not to end."""
    began, go_on = threading.Event(), threading.Event()

    def slowly(data_dir: DataDir, clock: Clock) -> Vault:
        began.set()
        assert go_on.wait(WAIT_S)
        return light_opener(data_dir, clock)

    database = DatabaseThread(attended, SchoolClock(), opener=slowly)
    database.start()
    assert began.wait(WAIT_S)
    database.stop_waiting()
    go_on.set()
    with _raises(Code.ATTENDED_START):
        database.opened.result(WAIT_S)
    assert database.stop(WAIT_S)


def test_a_model_that_cannot_be_used_does_not_hide_that_somebody_is_signed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Zone R was open behind a failed sign-in."""

    def unusable(*_: object) -> None:
        raise KioskError(Code.MANIFEST_BAD)

    where = make_school(tmp_path / "data", SchoolClock())
    with _services(where) as services:
        monkeypatch.setattr(services, "refresh", unusable)
        assert services.desk.sign_in(PASSPHRASE).result(WAIT_S).number == 1
        assert services.desk.school().result(WAIT_S) == "Hilltop School"


def test_a_wizards_suggestion_is_six_words(tmp_path: Path) -> None:
    assert len(Setup(DataDir(tmp_path)).suggest_passphrase().split()) == 6
