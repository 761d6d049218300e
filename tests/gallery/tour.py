"""A desk's window over a school with a term behind it, and the ways to its parts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kiosk.runtime.api import CameraApi
from kiosk.runtime.api_office import Office
from kiosk.runtime.api_register import Registry
from kiosk.runtime.services import Services
from kiosk.ui.desk.window import DeskWindow
from tests.fakes_storage import PASSPHRASE
from tests.fakes_ui import FakeCamera
from tests.gallery.scenes import Shown
from tests.gallery.studio import WIDE, Studio

_ANSWERS_IN_A_ROW = 4
"""A tab that is shown asks, and asks again with the answer; no way is longer."""

if TYPE_CHECKING:
    from kiosk.ui.desk.board import Board
    from kiosk.ui.desk.people_tab import PeopleTab


class Tour:
    """A desk's window over a school, and the way through it.

    Attributes:
        studio: Where it is.
        services: The school.
        camera: What enrols.
        window: The desk.
        folder: Where files are read and written.
    """

    def __init__(
        self, studio: Studio, services: Services, folder: Path, camera: CameraApi | None = None
    ) -> None:
        """Open the window; whoever was signed in is out again."""
        studio.given(services.desk.sign_out())
        self.studio, self.services, self.folder = studio, services, folder
        self.camera: CameraApi = camera or FakeCamera()
        registry = Registry(
            services.timetable, services.imports, services.cards, services.reports, services.follow_ups
        )
        office = Office(
            services.keys, services.privacy, services.backups, services.audit, registry, services.site
        )
        self.window = DeskWindow(
            services.desk,
            self.camera,
            services.door,
            services.settings,
            services.clock,
            office=office,
            monotonic=lambda: 0.0,  # no minute passes: on a slow machine the desk would lock itself meanwhile
        )
        self.window.resize(*WIDE)
        self.window.show()

    @property
    def board(self) -> "Board":
        """The desk while somebody is signed in."""
        assert self.window.board is not None
        return self.window.board

    def sign_in(self, passphrase: str = PASSPHRASE) -> None:
        """Sign in, and dismiss what is said at first."""
        page = self.window.sign_in
        page.passphrase.setText(passphrase)
        page.go.click()
        self.studio.until("the board", lambda: self.window.board is not None)
        self.calm()
        self.board.waiting.dismiss()
        self.window.offer.dismiss()

    def calm(self) -> None:
        """Let what was asked of the records be answered, and what follows from that; they answer in order."""
        for _ in range(_ANSWERS_IN_A_ROW):
            self.studio.given(self.services.door.view())
            self.studio.settle(0.0)
        self.studio.settle()

    def open(self, tab: QWidget | None, holds: Callable[[], object]) -> None:
        """Show a tab until it has what it asked for."""
        assert tab is not None, "an administrator sees every tab"
        self.board.tabs.setCurrentWidget(tab)
        self.studio.until(type(tab).__name__, holds)

    def shown(self, name: str) -> Shown:
        """Give what the window shows."""
        self.calm()
        return Shown(name, self.window)

    def close(self) -> None:
        """Close the window and end its worker."""
        worker = self.window._worker
        self.studio.discard(self.window)
        assert worker.join(60.0)

    # The ways to its parts

    def choose_register(self, name: str) -> None:
        """Show a group's register of today."""
        roster = self.board.roster
        self.board.tabs.setCurrentWidget(roster)
        self.studio.until("the sessions", lambda: roster.bar.sessions)
        names = {group.id: group.name for group in self.studio.given(self.services.desk.classes())}
        session = next(each for each in roster.bar.sessions if names[each.class_id] == name)
        roster.show_line(session.starts.local_date, session.id)
        self.studio.until(
            name, lambda: roster.session and roster.session.id == session.id and roster.model.rows
        )

    def choose_line(self, number: str) -> None:
        """Select somebody's line."""
        roster = self.board.roster
        roster.table.clearSelection()
        roster.table.choose_keys({row.key for row in roster.model.rows if row.person.number == number})
        assert len(roster.table.selected_lines()) == 1

    def people_tab(self) -> "PeopleTab":
        """Show the people."""
        tab = self.board.tabs.people
        assert tab is not None
        self.open(tab, lambda: tab.model.people)
        return tab

    def choose_person(self, number: str) -> None:
        """Choose somebody in the list."""
        tab = self.people_tab()
        person = self.studio.given(self.services.desk.person_by_number(number))
        tab._choose(person.id)
        self.studio.until("their days", lambda: tab.panel.days is not None)
        self.studio.settle(0.3)


@contextmanager
def touring(
    studio: Studio, services: Services, folder: Path, camera: CameraApi | None = None
) -> Iterator[Tour]:
    """Open a desk for this block."""
    tour = Tour(studio, services, folder, camera)
    try:
        yield tour
    finally:
        tour.close()
