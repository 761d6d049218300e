"""The composition root: window first, failures in words, one desk, a clean end."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import kiosk.app as app_module
from kiosk import settings as settings_file
from kiosk.app import EXIT_NOT_CLEAN, EXIT_OK, DemoPlan, Program, run
from kiosk.domain.clock import Instant
from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.runtime.api import CameraHealth, CameraState, DoorView, SchoolMade
from kiosk.settings import Settings
from kiosk.ui import i18n
from kiosk.ui.demo import DemoProcess
from kiosk.ui.desk.settings_keeper import SettingsKeeper
from kiosk.ui.desk.window import DeskWindow
from kiosk.ui.displays import Displays
from kiosk.ui.garbage import Garbage
from kiosk.ui.kiosk.states import Screen
from kiosk.ui.kiosk.window import KioskWindow
from kiosk.ui.loading import Loading, needs_somebody
from kiosk.ui.process import bugs_reported
from kiosk.ui.sound.cues import Silence
from kiosk.ui.sound.player import THREAD
from kiosk.ui.sound.sounds import Sounds
from tests.fakes_desk import HandClock as DeskClock
from tests.fakes_desk import a_school
from tests.fakes_ui import MORNING, RECOVERY_CODE, FakeCamera, FakeDoor, FakeSetup, done, open_view

pytestmark = pytest.mark.qt


class FakeServices:
    """Services that are there at once and note that they were stopped."""

    def __init__(self, *, is_trial: bool = False, left: tuple[str, ...] = ()) -> None:
        self.door, self.camera = FakeDoor(open_view(is_trial=is_trial)), FakeCamera()
        self.desk: object = object()
        self.keys = self.privacy = self.backups = self.audit = self.desk
        self.timetable = self.imports = self.cards = self.reports = self.follow_ups = self.site = self.desk
        self.left = left
        self.stops = 0
        self.changes: list[Settings] = []
        self.starts: list[tuple[str, int | None]] = []

    @staticmethod
    def clock() -> Instant:
        return MORNING

    def start_attended(self, passphrase: str, number: int | None = None) -> "Future[None]":
        self.starts.append((passphrase, number))
        return done(None)

    def change_settings(self, settings: Settings) -> "Future[None]":
        self.changes.append(settings)
        return done(None)

    def stop(self) -> list[str]:
        self.stops += 1
        return list(self.left)


class FakeDesk(QWidget):
    """A desk that nobody has signed in to."""

    signed_in = Signal(object)
    signed_out = Signal()
    closed = Signal()
    locked = Signal()
    put_aside = Signal()
    settings_changed = Signal(object)
    is_signed_in = is_locked = False

    def __init__(self) -> None:
        super().__init__()
        self.keeper = SettingsKeeper(Settings(), self)


Starter = Callable[..., Program]


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> FakeServices:
    """What the loader gives, instead of models and databases."""
    services = FakeServices()
    monkeypatch.setattr(Loading, "_make", lambda self: services)
    return services


@pytest.fixture
def school(tmp_path: Path) -> DataDir:
    """A directory that looks like a school."""
    data_dir = DataDir(tmp_path / "school")
    data_dir.create()
    data_dir.slots_file.write_text("{}")
    return data_dir


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Starter]:
    """Start programs, without the process that plays tones; each is stopped in the end."""
    monkeypatch.setattr(app_module, "Sounds", Silence)
    programs: list[Program] = []

    def begin(data_dir: DataDir, *, windowed: bool = True, demo: DemoPlan | None = None) -> Program:
        program = Program(qapp, data_dir, source=None, windowed=windowed, demo=demo)
        programs.append(program)
        program.start()
        return program

    yield begin
    for program in programs:
        program.stop()
    QApplication.processEvents()
    i18n.install(qapp, "en")
    qapp.setStyleSheet("")


def screen(program: Program) -> Screen:
    assert program.kiosk is not None
    return program.kiosk.stage.scene.screen


def test_the_window_is_there_before_anything_is_loaded(
    start: Starter, school: DataDir, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, services = threading.Event(), FakeServices()
    threads: list[threading.Thread] = []

    def slow(self: Loading) -> FakeServices:
        threads.append(threading.current_thread())
        assert gate.wait(20)
        return services

    monkeypatch.setattr(Loading, "_make", slow)
    program = start(school)
    assert program.kiosk is not None
    assert program.kiosk.isVisible()
    assert screen(program) is Screen.STARTING
    gate.set()
    qtbot.waitUntil(lambda: screen(program) is Screen.IDLE)
    assert threads[0] is not threading.main_thread()


def test_a_failed_start_is_said_on_the_screen(
    start: Starter, school: DataDir, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Loading) -> None:
        raise KioskError(Code.DATA_DIR_BUSY, where="school")

    monkeypatch.setattr(Loading, "_make", fail)
    program = start(school)
    qtbot.waitUntil(lambda: screen(program) is Screen.FAILED)
    assert program.kiosk is not None
    assert f"Another kiosk is using {i18n.isolate('school')}." in " ".join(program.kiosk.stage.words)
    assert program.stop() == []


@pytest.mark.qt_log_ignore(r"does not support raise")  # the offscreen platform has no window stack
@pytest.mark.parametrize("text", ["not toml =", "not_me_seconds = -1"])
def test_a_slip_in_the_settings_does_not_shut_the_door_and_is_said_on_the_desk(
    start: Starter, school: DataDir, loaded: FakeServices, qtbot: QtBot, text: str
) -> None:
    """A wrong value once kept everybody out until somebody found the file."""
    school.settings_file.write_text(text)
    loaded.desk = a_school(DeskClock())
    program = start(school)
    qtbot.waitUntil(lambda: screen(program) is Screen.IDLE)
    program.open_desk()
    assert program.desk is not None
    assert "settings.toml" in program.desk.note.text.text()
    assert program.desk.note.isVisible()


def test_a_start_that_failed_is_tried_again_and_the_door_opens(
    start: Starter, school: DataDir, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def fail_once(self: Loading) -> FakeServices:
        tries.append(1)
        if len(tries) == 1:
            raise KioskError(Code.DEVICE_KEY_MISSING)
        return FakeServices()

    monkeypatch.setattr(Loading, "_make", fail_once)
    program = start(school)
    qtbot.waitUntil(lambda: screen(program) is Screen.FAILED)
    assert program.kiosk is not None
    assert program._loading._retry_timer.isActive()
    program.kiosk.stage._retry.click()
    qtbot.waitUntil(lambda: screen(program) is Screen.IDLE)
    assert program.kiosk.footer.code.isVisible()
    assert program.kiosk.footer.teacher.isVisible()
    assert not program._loading._retry_timer.isActive()


def test_a_start_that_failed_is_tried_again_by_itself_and_stays_on_the_screen_meanwhile(
    start: Starter, school: DataDir, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def fail(self: Loading) -> FakeServices:
        tries.append(1)
        raise KioskError(Code.DATA_DIR_UNWRITABLE, where="school")

    monkeypatch.setattr(Loading, "_make", fail)
    program = start(school)
    qtbot.waitUntil(lambda: screen(program) is Screen.FAILED)
    program._loading._retry_timer.timeout.emit()
    assert screen(program) is Screen.FAILED
    qtbot.waitUntil(lambda: len(tries) == 2)
    assert screen(program) is Screen.FAILED


def test_a_kiosk_that_could_not_start_can_be_closed_by_whoever_mends_it(
    start: Starter, school: DataDir, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Loading) -> FakeServices:
        raise KioskError(Code.DATABASE_DAMAGED, where="kiosk.db")

    quits: list[bool] = []
    monkeypatch.setattr(Program, "quit", lambda self: quits.append(True))
    monkeypatch.setattr(Loading, "_make", fail)
    program = start(school, windowed=False)
    qtbot.waitUntil(lambda: screen(program) is Screen.FAILED)
    assert program.kiosk is not None
    program.kiosk.close()
    assert quits == [True]


def waiting(services: FakeServices) -> Callable[[Loading], FakeServices]:
    """What the loader does where somebody has to start the kiosk."""

    def make(self: Loading) -> FakeServices:
        self.waits_for_start = True
        return services

    return make


def test_somebody_starts_a_kiosk_that_waits(
    start: Starter, school: DataDir, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = FakeServices()
    monkeypatch.setattr(Loading, "_make", waiting(services))
    program = start(school)
    assert program.kiosk is not None
    qtbot.waitUntil(program.kiosk.start.isVisible)
    program.open_desk()
    assert program.desk is None
    program.kiosk.start._phrase.setText("a quiet passphrase")
    program.kiosk.start._go.click()
    qtbot.waitUntil(lambda: screen(program) is Screen.IDLE and program.kiosk.stage.isVisible())  # type: ignore[union-attr]
    assert services.starts == [("a quiet passphrase", None)]
    assert services.camera.callback is not None


@pytest.mark.parametrize("code", [Code.ATTENDED_START, Code.DATABASE_DAMAGED])
def test_a_vault_that_waits_for_somebody_is_no_failed_start(code: Code) -> None:
    services = FakeServices()
    answer: Future[DoorView] = Future()
    answer.set_exception(KioskError(code))
    services.door.view = lambda: answer  # type: ignore[method-assign]
    if code is Code.ATTENDED_START:
        assert needs_somebody(services)  # type: ignore[arg-type]
    else:
        with pytest.raises(KioskError):
            needs_somebody(services)  # type: ignore[arg-type]


def test_whoever_has_just_made_the_school_starts_it_by_that(
    start: Starter, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup, services = FakeSetup(), FakeServices()
    monkeypatch.setattr(app_module, "Setup", lambda data_dir: setup)
    monkeypatch.setattr(Loading, "_make", waiting(services))
    program = start(DataDir(tmp_path / "none"))
    assert program.wizard is not None
    program.wizard._answers.passphrase = "a quiet passphrase"
    program.wizard._answers.custody = Custody.ATTENDED
    program.wizard._show_made(SchoolMade(RECOVERY_CODE, Custody.ATTENDED))
    qtbot.waitUntil(lambda: program._services is not None)
    assert services.starts == [("a quiet passphrase", None)]
    assert program.wizard._answers.passphrase == ""
    program.wizard.finished.emit()
    qtbot.waitUntil(lambda: program.kiosk is not None and screen(program) is Screen.IDLE)


def test_without_a_school_the_wizard_opens(
    start: Starter, tmp_path: Path, loaded: FakeServices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = FakeSetup()
    monkeypatch.setattr(app_module, "Setup", lambda data_dir: setup)
    data_dir = DataDir(tmp_path / "none")
    program = start(data_dir)
    assert program.kiosk is None
    assert program.wizard is not None
    data_dir.create()  # what the set-up does before it answers
    program.wizard.made.emit(None)
    qtbot.waitUntil(data_dir.settings_file.exists)
    program.wizard.finished.emit()
    qtbot.waitUntil(
        lambda: program.wizard is None and program.kiosk is not None and screen(program) is Screen.IDLE
    )


@pytest.mark.qt_log_ignore(r"does not support raise")  # the offscreen platform has no window stack
def test_one_desk_opens_over_the_kiosk_and_marking_goes_on(
    start: Starter, school: DataDir, loaded: FakeServices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[FakeDesk] = []

    def make(self: Program, services: FakeServices) -> FakeDesk:
        made.append(FakeDesk())
        return made[-1]

    monkeypatch.setattr(Program, "_make_desk", make)
    program = start(school)
    qtbot.waitUntil(lambda: screen(program) is Screen.IDLE)
    assert program.kiosk is not None
    program.kiosk.footer.teacher.click()
    program.open_desk()
    assert len(made) == 1
    assert made[0].isVisible()
    assert loaded.camera.callback is not None  # the kiosk still listens
    made[0].closed.emit()
    assert program.desk is None


@pytest.mark.qt_log_ignore(r"does not support raise")  # the offscreen platform has no window stack
def test_what_the_desk_chose_is_saved_and_goes_for_the_door_at_once(
    start: Starter, school: DataDir, loaded: FakeServices, qtbot: QtBot
) -> None:
    desk = a_school(DeskClock())
    loaded.desk = desk
    program = start(school)
    qtbot.waitUntil(lambda: screen(program) is Screen.IDLE)
    program.open_desk()
    assert program.desk is not None
    program.desk.settings_changed.emit(replace(Settings(), strictness="strict"))
    assert [change.strictness for change in loaded.changes] == ["strict"]
    qtbot.waitUntil(school.settings_file.exists)
    qtbot.waitUntil(lambda: settings_file.load(school.settings_file).strictness == "strict")


@pytest.mark.qt_log_ignore(r"does not support raise")  # the offscreen platform has no window stack
def test_while_somebody_is_signed_in_the_collector_passes_over_nothing(
    start: Starter, school: DataDir, loaded: FakeServices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their names would stay in memory once they have signed out."""
    noted: list[bool] = []
    monkeypatch.setattr(Garbage, "note_desk", lambda self: noted.append(True))
    loaded.desk = a_school(DeskClock())
    program = start(school)
    qtbot.waitUntil(lambda: screen(program) is Screen.IDLE)
    assert program._is_quiet()
    program.open_desk()
    assert isinstance(program.desk, DeskWindow)
    assert program._is_quiet()
    program.desk.signed_in.emit(None)
    assert noted == [True]
    monkeypatch.setattr(DeskWindow, "is_signed_in", True)
    assert not program._is_quiet()


@pytest.mark.qt_log_ignore(r"does not support raise")  # the offscreen platform has no window stack
def test_nobody_at_the_sign_in_gives_the_screen_back(
    start: Starter, school: DataDir, loaded: FakeServices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Program, "_make_desk", lambda self, services: FakeDesk())
    program = start(school)
    qtbot.waitUntil(lambda: screen(program) is Screen.IDLE)
    program.open_desk()
    desk = program.desk
    assert desk is not None
    program._desk_place.put_aside()
    assert not desk.isVisible()


@pytest.mark.qt_log_ignore(r"does not support raise")  # the offscreen platform has no window stack
def test_a_second_display_is_taken_into_use_when_it_comes_and_given_up_when_it_goes(
    start: Starter,
    school: DataDir,
    loaded: FakeServices,
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The desk once opened over the door and stayed, since there was a second display by then."""
    monkeypatch.setattr(Program, "_make_desk", lambda self, services: FakeDesk())
    first = qapp.screens()[0]
    there = [first]
    monkeypatch.setattr(Displays, "screens", property(lambda self: list(there)))
    program = start(school, windowed=False)
    qtbot.waitUntil(lambda: screen(program) is Screen.IDLE)
    there.append(first)
    qapp.screenAdded.emit(first)
    qtbot.waitUntil(lambda: program.desk is not None)
    desk = program.desk
    assert desk is not None
    assert desk.isVisible()
    there.pop()
    qapp.screenRemoved.emit(first)
    qtbot.waitUntil(lambda: not desk.isVisible())


def test_a_language_chosen_at_the_door_goes_back(
    start: Starter, school: DataDir, loaded: FakeServices, qtbot: QtBot
) -> None:
    school.settings_file.write_text('language = "en"\n')
    program = start(school)
    assert program.kiosk is not None
    program.kiosk.footer.language.click()
    assert i18n.current().code == "ar"
    program._language.restore()
    assert i18n.current().code == "en"


def test_the_demo_that_the_door_offers_has_no_desk(
    start: Starter, loaded: FakeServices, tmp_path: Path, qtbot: QtBot
) -> None:
    """Its passphrase is known to everybody, and a desk chooses files with this account's rights."""
    plan = DemoPlan(lambda _: None, has_desk=False)
    program = start(DataDir(tmp_path / "demo"), demo=plan)
    assert program.kiosk is not None
    qtbot.waitUntil(program.kiosk.footer.code.isEnabled)
    program.kiosk.footer.teacher.click()
    program.open_desk()
    assert program.desk is None
    assert program.kiosk.footer.teacher.isHidden()


def test_the_door_starts_that_demo() -> None:
    assert "--without-desk" in DemoProcess.command()


def test_a_demo_makes_its_school_behind_the_window_and_ends(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = FakeServices(is_trial=True)
    finished: list[object] = []
    services.camera.state = CameraHealth(CameraState.ENDED)
    monkeypatch.setattr(Loading, "_make", lambda self: services)
    demo = DemoPlan(lambda _: None, finish=finished.append, closes_after_s=0.0)
    assert run(DataDir(tmp_path / "demo"), windowed=True, demo=demo) == EXIT_OK
    assert finished == [services]
    assert services.stops == 1


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(
    school: DataDir, loaded: FakeServices, qtbot: QtBot, qapp: QApplication, name: signal.Signals
) -> None:
    """A school's kiosk refuses to be closed by its window; Qt's own quit() asks the windows first."""
    did_not_end: list[bool] = []

    def give_up() -> None:
        did_not_end.append(True)
        qapp.exit()

    def end_once_it_works() -> None:
        if any(isinstance(w, KioskWindow) and w.footer.code.isEnabled() for w in qapp.topLevelWidgets()):
            poll.stop()
            patience.start(5000)
            os.kill(os.getpid(), name)

    before = signal.getsignal(name)
    poll, patience = QTimer(), QTimer()
    patience.timeout.connect(give_up)
    poll.timeout.connect(end_once_it_works)
    poll.start(20)
    assert run(school, windowed=True) == EXIT_OK
    patience.stop()  # an exit() in a later test would end every loop of it
    assert not did_not_end
    assert loaded.stops == 1
    assert signal.getsignal(name) is before


def test_what_does_not_end_makes_the_exit_code(
    school: DataDir, loaded: FakeServices, qtbot: QtBot, qapp: QApplication
) -> None:
    loaded.left = ("rollcall-camera",)
    QTimer.singleShot(0, qapp, qapp.quit)
    assert run(school, windowed=True) == EXIT_NOT_CLEAN


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """What hangs until the test is over; nobody waits for it for long."""
    monkeypatch.setattr(app_module, "END_S", 0.05)
    opened = threading.Event()
    yield opened
    opened.set()


def test_a_start_that_hangs_does_not_keep_the_program_from_ending(
    start: Starter,
    school: DataDir,
    gate: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A keyring may ask for a password that nobody types; what it has begun is stopped all the same."""
    services, is_hanging = FakeServices(left=("rollcall-database",)), threading.Event()

    def hang(self: Loading) -> FakeServices:
        self._starting = services  # type: ignore[assignment]
        is_hanging.set()
        gate.wait(20)
        return services

    monkeypatch.setattr(Loading, "_make", hang)
    program = start(school)
    assert is_hanging.wait(10)
    assert program.stop() == ["rollcall-loader", "rollcall-database"]
    assert services.stops == 1
    assert "did-not-end-rollcall-loader" in caplog.text


def test_a_file_job_of_the_desk_that_hangs_does_not_keep_the_program_from_ending(
    start: Starter,
    school: DataDir,
    loaded: FakeServices,
    gate: threading.Event,
    qtbot: QtBot,
) -> None:
    """A network drive that is gone answers after minutes, or never."""
    program = start(school)
    qtbot.waitUntil(lambda: screen(program) is Screen.IDLE)
    is_hanging = threading.Event()

    def hang() -> None:
        is_hanging.set()
        gate.wait(20)

    program._desk_files.submit(hang)
    assert is_hanging.wait(10)
    assert program.stop() == ["rollcall-desk-files"]
    assert loaded.stops == 1


def test_stopping_again_is_harmless(start: Starter, school: DataDir, loaded: FakeServices) -> None:
    program = start(school)
    program.stop()
    assert program.stop() == []
    assert loaded.stops == 1


def test_a_trial_in_a_window_may_be_closed_and_a_school_may_not(
    start: Starter, school: DataDir, loaded: FakeServices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    quits: list[bool] = []
    monkeypatch.setattr(Program, "quit", lambda self: quits.append(True))
    program = start(school)
    qtbot.waitUntil(lambda: screen(program) is Screen.IDLE)
    assert program.kiosk is not None
    assert not program.kiosk.close()
    assert quits == []
    loaded.door.shown = open_view(is_trial=True)
    program.kiosk._view.ask()
    qtbot.waitUntil(program.kiosk.trial_ribbon.isVisible)
    program.kiosk.close()
    assert quits == [True]


def test_without_a_screen_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(KioskError) as caught:
        run(DataDir(tmp_path))
    assert caught.value.code is Code.NO_SCREEN


def test_an_uncaught_error_is_logged_without_its_text(logged_bugs: list[str]) -> None:
    with bugs_reported():
        sys.excepthook(ValueError, ValueError("Ada Lovelace"), None)
    assert logged_bugs
    assert "Ada" not in logged_bugs[0]


def test_the_door_has_the_schools_sounds_until_the_end(
    start: Starter, loaded: FakeServices, school: DataDir, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_file.save(school.settings_file, Settings(sound_volume=35))
    monkeypatch.setattr(app_module, "Sounds", Sounds)
    program = start(school)
    assert isinstance(program._sounds, Sounds)
    assert program.kiosk is not None
    assert program.kiosk.sounds is program._sounds
    assert program._sounds.volume == 35
    qtbot.waitUntil(lambda: THREAD in {thread.name for thread in threading.enumerate()})
    assert program.stop() == []
    assert THREAD not in {thread.name for thread in threading.enumerate()}
