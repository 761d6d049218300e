"""The composition root: the only file that knows all the others.

Built in this order, and stopped in reverse:

1. a screen is looked for (none: NO_SCREEN), QApplication;
2. settings, theme, language;
3. the window is shown: the wizard where there is no school yet, else the kiosk;
4. a loader thread: the slow imports, the database thread, the camera thread (kiosk.ui.loading);
5. the kiosk gets its door and camera; the desk gets a window of its own when asked for, or at once where
   there is a second screen.

The GUI thread waits for none of it. Whatever does not end is named in the log and makes the exit code 1.
"""

import logging
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from kiosk import logs
from kiosk import settings as settings_file
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.runtime.api_office import Office
from kiosk.runtime.api_register import Registry
from kiosk.runtime.clock import machine_zone, system_clock
from kiosk.runtime.setup import Setup
from kiosk.settings import Settings
from kiosk.ui import bridge, i18n, theme
from kiosk.ui.board_place import BoardPlace
from kiosk.ui.bridge import Trouble
from kiosk.ui.demo import DemoPlan, DemoProcess, DemoWatch
from kiosk.ui.desk_place import DeskPlace
from kiosk.ui.displays import Displays
from kiosk.ui.garbage import Garbage
from kiosk.ui.kiosk.window import KioskWindow
from kiosk.ui.language import LanguageSwitch
from kiosk.ui.loading import Loading
from kiosk.ui.process import bugs_reported, has_screen, signals_caught
from kiosk.ui.pulse import supervised
from kiosk.ui.settings_writer import SettingsWriter
from kiosk.ui.sound.cues import SoundApi
from kiosk.ui.sound.sounds import Sounds
from kiosk.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.findings import Finding
    from kiosk.runtime.services import Services
    from kiosk.ui.desk.window import DeskWindow
    from kiosk.ui.wizard.window import SetupWizard

__all__ = ["EXIT_NOT_CLEAN", "EXIT_OK", "DemoPlan", "Program", "has_screen", "run"]

EXIT_OK = 0
EXIT_NOT_CLEAN = 1
PICTURES_KB = 512
"""What Qt keeps of icons once drawn. Each board has its own; Qt's 10 MB would fill for 200 sign-ins."""
END_S = 10.0
"""How long each thread of this program has to end; the services have limits of their own."""


def run(
    data_dir: DataDir, *, source: str | None = None, windowed: bool = False, demo: DemoPlan | None = None
) -> int:
    """Open the windows and stay until they are closed.

    Args:
        data_dir: Where the school is, or will be once the wizard is through.
        source: What to look at, as kiosk.vision.sources reads it; None takes the settings' camera or any.
        windowed: Not full screen.
        demo: A demonstration instead of the school's day.

    Returns:
        0, or 1 when something did not end in time.

    Raises:
        KioskError: NO_SCREEN.
    """
    if not has_screen():
        raise KioskError(Code.NO_SCREEN)
    shared = QApplication.instance()
    app = shared if isinstance(shared, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Rollcall")
    app.setQuitOnLastWindowClosed(False)
    program = Program(app, data_dir, source=source, windowed=windowed, demo=demo)
    is_watched = demo is None and not windowed
    with bugs_reported(), signals_caught(program.quit), supervised(app, program.loading, is_on=is_watched):
        program.start()
        try:
            app.exec()
        finally:
            left = program.stop()
    return EXIT_NOT_CLEAN if left else EXIT_OK


class Program(QObject):
    """What is running. One for each `run`; `start` and `stop` belong to the GUI thread."""

    def __init__(
        self,
        app: QApplication,
        data_dir: DataDir,
        *,
        source: str | None,
        windowed: bool,
        demo: DemoPlan | None,
    ) -> None:
        super().__init__()
        self._app, self._data_dir, self._demo, self._windowed = app, data_dir, demo, windowed
        self._displays = Displays(app, windowed=windowed, parent=self)
        self._displays.changed.connect(self._arrange)
        self._settings = Settings()
        self._zone = machine_zone()
        self._loader, self._desk_files = Worker("rollcall-loader"), Worker("rollcall-desk-files")
        self._writer = SettingsWriter(data_dir, self._loader, self)
        self._writer.kept.connect(self._settings_kept)
        self._writer.not_kept.connect(self._settings_not_kept)
        self._services: Services | None = None
        self._failure: Trouble | None = None
        self._settings_problem: Trouble | None = None
        self._is_stopped = False
        self._sounds: SoundApi = Sounds()
        self.kiosk: KioskWindow | None = None
        self.wizard: SetupWizard | None = None
        self._desk_place = DeskPlace(self._displays, windowed=windowed, parent=self)
        self._desk_place.left.connect(self._activate_kiosk)
        self._board_place = BoardPlace(self._displays, self)
        self._other_demo = DemoProcess(self)
        self._demo_watch = self._watch_demo(demo)
        self._loading = Loading(
            self._loader, data_dir, build=self._build, source=lambda: source or self._settings.camera,
            demo=demo, parent=self,
        )  # fmt: skip
        self._loading.made.connect(self._attach)
        self._loading.failed.connect(self._show_failure)
        self._garbage = Garbage(self._loading, self._is_quiet, self)
        self._language = LanguageSwitch(app, lambda: self._settings.language, self)

    def _watch_demo(self, plan: DemoPlan | None) -> DemoWatch | None:
        if plan is None:
            return None
        watch = DemoWatch(plan, self._loader, self)
        watch.over.connect(self.quit)
        watch.failed.connect(self._show_failure)
        return watch

    @property
    def loading(self) -> Loading:
        """The services on their way."""
        return self._loading

    # Building

    def start(self) -> None:
        """Show the first window, and begin to load behind it."""
        self._settings, problem = settings_file.load_or_default(self._data_dir.settings_file)
        self._settings_problem = None if problem is None else bridge.trouble(problem)
        QPixmapCache.setCacheLimit(PICTURES_KB)
        theme.use(self._app, theme.Appearance.of(self._settings))
        self._language.change(self._settings.language)
        if self._data_dir.exists or self._demo is not None:
            self._garbage.hold()
            self._open_kiosk()
            self._loading.start()
        else:
            self._open_wizard()

    def _open_kiosk(self) -> None:
        self._sounds.use_settings(self._settings)
        kiosk = KioskWindow(self._settings, system_clock(self._zone), sounds=self._sounds)
        kiosk.desk_requested.connect(self.open_desk)
        kiosk.retry_requested.connect(self._retry)
        kiosk.started.connect(self._attach_started)
        kiosk.demo_requested.connect(self._other_demo.start)
        kiosk.language_changed.connect(self._language.change)
        kiosk.close_refused.connect(self._close_if_trial)
        kiosk.set_demo_offered(self._demo is None)
        kiosk.footer.set_desk_offered(self._has_desk)
        self.kiosk = kiosk
        self._displays.place_door(kiosk)

    def _open_wizard(self) -> None:
        from kiosk.ui.wizard.window import SetupWizard  # a school that is there needs none

        setup = Setup(self._data_dir)
        wizard = SetupWizard(
            setup,
            self._zone,
            suggest=setup.suggest_passphrase,
            folder=str(self._data_dir.root),
            look=self._settings.theme,
            worker=self._desk_files,
        )
        wizard.language_changed.connect(self._language.change)
        wizard.look_changed.connect(self._choose_look)
        wizard.made.connect(self._load_behind_wizard)
        wizard.finished.connect(self._leave_wizard)
        wizard.abandoned.connect(self.quit)
        self.wizard = wizard
        self._displays.place_door(wizard)

    # Loading

    def _build(self) -> "Services":
        """Make the services. Loader thread: the slow imports are here."""
        from kiosk.runtime.services import Services

        services = Services(self._data_dir, self._settings, examine=_examine)
        if self._settings.press_to_start:
            services.camera.set_pad_open(True)  # it starts before the door is there to be pressed
        return services

    @Slot(object)
    def _attach(self, services: "Services") -> None:
        if self._is_stopped:
            return
        self._failure = None
        if self.kiosk is not None:
            self.kiosk.show_loading()
        if self._loading.waits_for_start:
            self._ask_start(services)
            return
        self._services = services
        if self.wizard is not None:
            self.wizard.attach_camera(services.camera)
        if self.kiosk is not None:
            self.kiosk.attach(services.door, services.camera, services.clock)
            if self._displays.has_two and not self._windowed:
                self.open_desk()
            else:
                self._loader.submit(_import_desk)
        if self._demo_watch is not None:
            self._demo_watch.watch(services)
        logs.event("services-ready")

    def _ask_start(self, services: "Services") -> None:
        """Let somebody start the kiosk; who has just made the school does it by that."""
        if self.kiosk is not None:
            self.kiosk.ask_start(services)
        elif self.wizard is not None:
            starting = self.wizard.start(services)
            bridge.call(starting, self, lambda _: self._attach_started(), lambda _: None)

    @Slot()
    def _attach_started(self) -> None:
        """Go on after an attended start."""
        self._loading.waits_for_start = False
        services = self._loading.services
        if services is not None:
            self._attach(services)

    @Slot()
    def _retry(self) -> None:
        """Start again, since somebody says that it is mended."""
        if self.kiosk is not None and self._failure is not None:
            self._failure = None
            self.kiosk.show_loading()
            self._loading.start()

    @Slot(object)
    def _show_failure(self, trouble: Trouble) -> None:
        if self._is_stopped:
            return
        logs.event("services-failed")
        self._failure = trouble
        if self._demo is None and trouble.code is not None:
            self._loading.start_later()
        if self.kiosk is not None:
            self.kiosk.show_failure(trouble)
        elif self.wizard is not None:
            self.wizard.show_trouble(trouble)

    @Slot(str)
    def _choose_look(self, name: str) -> None:
        """Dress the program as the wizard says; it is saved with the school."""
        self._settings = replace(self._settings, theme=name)
        theme.use(self._app, theme.Appearance.of(self._settings))
        if self.wizard is not None:
            self.wizard.use_look()

    @Slot(object)
    def _load_behind_wizard(self, made: object) -> None:  # noqa: ARG002 - the wizard shows it, nobody keeps it
        self._settings = replace(self._settings, language=i18n.current().code)
        self._writer.write(Settings(), self._settings)
        self._loading.start()

    @Slot()
    def _leave_wizard(self) -> None:
        wizard, self.wizard = self.wizard, None
        self._open_kiosk()
        if wizard is not None:
            wizard.close()
            wizard.deleteLater()
        services = self._services or (self._loading.services if self._loading.waits_for_start else None)
        if services is not None:
            self._attach(services)
        elif self._failure is not None:
            self._show_failure(self._failure)

    # The desk

    @property
    def _has_desk(self) -> bool:
        return self._demo is None or self._demo.has_desk

    @property
    def desk(self) -> "DeskWindow | None":
        """The desk's window, while there is one."""
        return self._desk_place.window

    def _is_quiet(self) -> bool:
        """Say whether nobody works with the program: nothing in memory is theirs."""
        return self.wizard is None and (self.desk is None or not self.desk.is_signed_in)

    @Slot()
    def open_desk(self) -> None:
        """Open the desk's window: on its own screen, or over the kiosk, which goes on marking behind it."""
        if self._services is None or not self._has_desk:
            return
        if self.desk is None:
            self._desk_place.take(self._make_desk(self._services))
        self._desk_place.show()

    def _make_desk(self, services: "Services") -> "DeskWindow":
        from kiosk.ui.desk.window import DeskWindow

        desk = DeskWindow(
            services.desk, services.camera, services.door, self._settings, services.clock,
            office=self._office(services), worker=self._desk_files, sounds=self._sounds,
        )  # fmt: skip
        desk.settings_changed.connect(self._take_settings)
        desk.end_requested.connect(self.quit)
        desk.work_begins.connect(self._language.restore)
        desk.signed_in.connect(self._garbage.note_desk)
        self._board_place.take(desk, services.door, services.clock)
        if self._settings_problem is not None:
            desk.show_note(self._settings_problem)
        return desk

    @staticmethod
    def _office(services: "Services") -> Office:
        registry = Registry(
            services.timetable, services.imports, services.cards, services.reports, services.follow_ups
        )
        return Office(
            services.keys, services.privacy, services.backups, services.audit, registry, services.site
        )

    @Slot()
    def _arrange(self) -> None:
        """Give each window its display again, once the wizard is through as at the start."""
        if self._is_stopped:
            return
        front = self.kiosk or self.wizard
        if front is not None:
            self._displays.place_door(front)
        self._desk_place.arrange()
        if self._displays.has_two and self.desk is None and self.kiosk is not None and not self._windowed:
            self.open_desk()

    @Slot()
    def _activate_kiosk(self) -> None:
        if self.kiosk is not None:
            self.kiosk.activateWindow()

    @Slot(object)
    def _take_settings(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        self._writer.write(before, settings)
        if theme.Appearance.of(settings) != theme.Appearance.of(before):
            theme.use(self._app, theme.Appearance.of(settings))
        if settings.language != before.language:
            self._language.change(settings.language)
        self._sounds.use_settings(settings)
        if self.kiosk is not None:
            self.kiosk.use_settings(settings)
        if self._services is not None:
            used = self._services.change_settings(settings)
            bridge.call(used, self, _ignore, lambda _: logs.event("settings-not-used"))

    def _settings_kept(self) -> None:
        if self.desk is not None:
            self.desk.keeper.kept()

    def _settings_not_kept(self, trouble: Trouble) -> None:
        if self.desk is not None:
            self.desk.keeper.not_kept(trouble)

    # Stopping

    @Slot()
    def _close_if_trial(self) -> None:
        """Let a demo, a trial in a window and a kiosk that could not start be closed; a school's kiosk stays.

        Whoever mends a start that failed needs the computer; there is nothing behind that screen to protect.
        """
        is_trial = self.kiosk is not None and not self.kiosk.trial_ribbon.isHidden()
        has_nothing = self._failure is not None or (self._windowed and self._services is None)
        if self._demo is not None or has_nothing or (self._windowed and is_trial):
            self.quit()

    @Slot()
    def quit(self) -> None:
        """End the program: `stop` follows.

        Not by Qt's own quit(), which asks each window first and stays when one refuses, as the door does.
        """
        if self.thread().loopLevel() > 0:  # otherwise no later loop of this thread would run
            self._app.exit(EXIT_OK)

    def stop(self) -> list[str]:
        """Stop in reverse order; again is harmless.

        Returns:
            The names of what did not end.
        """
        if self._is_stopped:
            return []
        self._is_stopped = True
        for running in (
            self._desk_place,
            self._board_place,
            self._loading,
            self._garbage,
            self._language,
            self._sounds,
            self._demo_watch,
            self._other_demo,
        ):
            if running is not None:
                running.stop()
        if self.desk is not None:
            self.desk.close()
        if self.kiosk is not None:
            self.kiosk.detach()
            self.kiosk.allow_close()
            self.kiosk.close()
        if self.wizard is not None:
            self.wizard.hide()
        left = self._stop_services()
        for window in (self.desk, self.kiosk, self.wizard):
            if window is not None:
                window.deleteLater()
        self._desk_place.window = self.kiosk = self.wizard = None
        logs.stop()
        return left

    def _stop_services(self) -> list[str]:
        """Wait for the threads of this program, then stop what the loader made or is still making.

        The loader may be in the middle of an import, or behind a keyring that asks for a password; a job of
        the desk may hang in a network drive. Neither keeps the program from ending.
        """
        self._loader.stop()
        self._desk_files.stop(is_dropping=True)
        left = [worker.name for worker in (self._loader, self._desk_files) if not worker.join(END_S)]
        for name in left:
            logs.event(f"did-not-end-{name}", level=logging.ERROR)
        services = self._loading.services
        return left if services is None else left + services.stop()


def _examine(data_dir: DataDir) -> "Sequence[Finding]":
    """Run the doctor's checks; what they need is imported by the first who asks."""
    from kiosk.cli.doctor import examine

    return examine(data_dir)


def _import_desk() -> None:
    """Have the desk's modules there before somebody wants it: half a second that they need not wait."""
    import kiosk.ui.desk.window  # noqa: F401


def _ignore(_: object) -> None:
    """Do nothing with an answer that says nothing."""
