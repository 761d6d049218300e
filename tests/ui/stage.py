"""A tab of the desk by itself over a Monday morning: quicker than the whole window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.worker import Worker
from tests.fakes_desk import HandClock, monday_morning
from tests.fakes_register import a_registry
from tests.ui.desk_driver import PATIENCE_MS


class Stage:
    """What a tab is made with, and the window it stands in."""

    def __init__(self, qtbot: Any, folder: Path) -> None:
        self.bot, self.folder_ = qtbot, folder
        self.clock = HandClock()
        self.api = monday_morning(self.clock)
        self.api.is_open = True
        self.registry = a_registry(self.api)
        self.worker = Worker("rollcall-stage")
        self.window = QWidget()
        self.window.resize(1280, 1300)
        self.tab: QWidget | None = None

    def folder(self) -> Path:
        """Say where files go."""
        return self.folder_

    def put_on(self, tab: QWidget) -> None:
        """Show a tab, without a layout: its least size is no affair of the window."""
        self.tab = tab
        tab.setParent(self.window)
        tab.resize(1280, 640)
        self.window.show()
        tab.show()

    def until(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=PATIENCE_MS)

    def close(self) -> None:
        self.worker.stop()
        assert self.worker.join(PATIENCE_MS / 1000)
        self.window.close()
        self.window.deleteLater()
        # At once: else the next test's theme dresses it once more.
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete.value)
