"""A kiosk with everything around it in the test's hand: clock, door, camera."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from kiosk.settings import Settings
from tests.fakes_ui import MORNING, FakeCamera, FakeDoor, HandClock

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from kiosk.domain.evidence import Refusal, Sighting
    from kiosk.runtime.api import DoorAnswer
    from kiosk.ui.kiosk.window import KioskWindow


class Door:
    """A window at a door, and what stands before and behind it."""

    def __init__(self, qtbot: "QtBot", window: "KioskWindow", clock: HandClock) -> None:
        self.qtbot, self.window, self.clock = qtbot, window, clock
        self.door, self.camera = FakeDoor(), FakeCamera()

    def open(self) -> "KioskWindow":
        """Attach door and camera, as the program does once they are there."""
        self.window.attach(self.door, self.camera)
        self.qtbot.waitUntil(
            lambda: "Class 5b" in self.window.header.words[2] or not self.door.shown.open_now
        )
        return self.window

    def nothing_is_cut(self, page: "QWidget") -> None:
        """Every label has the room that its words need, inside the window."""
        from PySide6.QtWidgets import QApplication, QLabel

        QApplication.processEvents()  # the words have found their places
        for label in page.findChildren(QLabel):
            if label.isVisible() and label.text():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
                corner = label.mapTo(self.window, label.rect().bottomRight())
                assert self.window.rect().contains(corner), label.text()

    def page(self) -> "QWidget":
        """The stage, the pad or the about panel."""
        return self.window.page

    def screen(self) -> str:
        """The screen that is shown."""
        return self.window.stage.scene.screen

    def wait(self, seconds: float, step: float = 0.033) -> None:
        """Let time pass as the timer would: poll after poll."""
        for _ in range(max(1, round(seconds / step))):
            self.clock.pass_by(step)
            self.window.refresh()

    def see(self, outcome: "Sighting | Refusal") -> None:
        """The camera thread reports; the window asks the door."""
        before = len(self.door.recorded) + len(self.door.refused)
        self.camera.see(outcome)
        self.qtbot.waitUntil(lambda: len(self.door.recorded) + len(self.door.refused) > before)

    def answer(self, answer: "DoorAnswer | BaseException", screen: str) -> None:
        """The database answers the last sighting, and the window has heard."""
        future = (self.door.recorded or self.door.refused)[-1][1]
        if isinstance(answer, BaseException):
            future.set_exception(answer)
        else:
            future.set_result(answer)
        self.qtbot.waitUntil(lambda: self.window.stage.scene.screen == screen)


@pytest.fixture
def make_door(qtbot: "QtBot", qapp: "QApplication") -> Iterator[Callable[..., Door]]:
    """Make kiosks of any size; they are closed in the end."""
    from kiosk.ui import i18n, theme
    from kiosk.ui.kiosk.window import KioskWindow

    theme.apply(qapp)
    i18n.install(qapp, "en")

    def make(width: int = 1280, height: int = 720) -> Door:
        clock = HandClock()
        window = KioskWindow(Settings(), lambda: MORNING, clock)
        qtbot.addWidget(window, before_close_func=lambda w: w.allow_close())
        window.resize(width, height)
        window.show()
        return Door(qtbot, window, clock)

    yield make
    i18n.install(qapp, "en")
    qapp.setStyleSheet("")


@pytest.fixture
def at_door(make_door: Callable[..., Door]) -> Door:
    """A kiosk at work."""
    door = make_door()
    door.open()
    return door
