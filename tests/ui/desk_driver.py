"""A desk's window over a Monday morning, and the steps that several tests of it share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from kiosk.domain.people import Role
from kiosk.runtime.api_office import Office
from kiosk.settings import Settings
from kiosk.ui.desk.board import Board
from kiosk.ui.desk.people_tab import PeopleTab
from kiosk.ui.desk.window import DeskWindow
from kiosk.ui.sound.cues import Silence
from tests.fakes_desk import PASSPHRASE, HandClock, monday_morning
from tests.fakes_door import FakeCamera, FakeDoor
from tests.fakes_keys import a_quiet_week, three_people
from tests.fakes_office import a_busy_week, a_years_end
from tests.fakes_register import a_registry
from tests.fakes_site import FakeSite

if TYPE_CHECKING:
    from kiosk.domain.people import PersonSummary


def words(part: QWidget) -> str:
    """Give what can be read on a part of a window, once what was just put there is shown."""
    QApplication.processEvents()
    return " | ".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def acts(part: QWidget) -> list[QAbstractButton]:
    """Give the buttons that can be pressed on it."""
    QApplication.processEvents()
    return [button for button in part.findChildren(QAbstractButton) if button.isVisible()]


PATIENCE_MS = 60_000
"""Nothing takes so long; on a machine that many share, five seconds were too few for a first window."""


class Desk:
    """A window over a Monday morning."""

    def __init__(self, qtbot: Any, folder: Path, *, is_trial: bool = False) -> None:
        self.bot = qtbot
        self.clock = HandClock()
        self.api = monday_morning(self.clock)
        self.api.is_open = False
        self.camera = FakeCamera()
        self.privacy, self.audit = a_years_end(self.api), a_busy_week(self.api)
        self.keys, self.backups = three_people(self.api), a_quiet_week(self.clock.now)
        self.registry = a_registry(self.api)
        self.site, self.sounds = FakeSite(), Silence()
        self.office = Office(self.keys, self.privacy, self.backups, self.audit, self.registry, self.site)
        self.window = DeskWindow(
            self.api,
            self.camera,
            FakeDoor(is_trial=is_trial),
            Settings(export_folder=str(folder)),
            self.clock,
            office=self.office,
            sounds=self.sounds,
            monotonic=self.clock.monotonic,
        )
        self.window.show()

    def until(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=PATIENCE_MS)

    def enter(self) -> Board:
        self.type_passphrase(PASSPHRASE)
        self.until(lambda: self.window.board is not None and len(self.board.roster.model.rows) > 0)
        return self.board

    def type_passphrase(self, text: str) -> None:
        self.window.sign_in.passphrase.setText(text)
        self.bot.keyClick(self.window.sign_in.passphrase, Qt.Key.Key_Return)

    @property
    def board(self) -> Board:
        assert self.window.board is not None
        return self.window.board

    @property
    def people_tab(self) -> PeopleTab:
        assert self.board.tabs.people is not None
        return self.board.tabs.people

    def state_of(self, name: str) -> str:
        rows = self.board.roster.model.rows
        return str(next(row.standing.state for row in rows if row.person.name == name))

    def choose(self, *names: str) -> None:
        roster = self.board.roster
        roster.table.clearSelection()
        roster.table.choose_keys({row.key for row in roster.model.rows if row.person.name in names})
        assert len(roster.table.selected_people()) == len(names)

    def people(self, name: str | None = None) -> Any:  # what its form is depends on the step
        """Open the people tab as an administrator, with somebody chosen."""
        self.api.role = Role.ADMIN
        self.enter()
        tab = self.people_tab
        self.board.tabs.setCurrentWidget(tab)
        self.until(lambda: len(tab.model.people) > 0)
        if name is not None:
            tab._choose(self.summary(name).person.id)
        return tab

    def summary(self, name: str) -> "PersonSummary":
        return next(p for p in self.api.people_ if p.person.name == name)

    def change(self, name: str, **changes: Any) -> None:
        """Let the records say something else of a person."""
        self.api._replace(self.summary(name).person.id, **changes)

    def close(self) -> None:
        self.window.close()
        self.window._worker.join(60.0)  # a page that is being drawn would outlive the application
        self.window.deleteLater()
