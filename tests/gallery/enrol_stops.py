"""The pages of an enrolment, a folder of pictures, and the settings. Each stop puts away what it opened."""

from collections.abc import Iterator
from typing import Final
from unittest.mock import patch

from kiosk.domain.faces import Verdict
from kiosk.domain.poses import poses as poses_for
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import Enrolled, EnrolmentProgress
from kiosk.ui import bridge
from kiosk.ui.desk.enrol_pages import LooksPage
from kiosk.ui.desk.enrol_panel import EnrolPanel
from tests.gallery.scenes import Shown, Stop
from tests.gallery.tour import Tour


def by_camera(tour: Tour) -> Iterator[Shown]:
    """From the purpose to the code, as a camera would lead on."""
    tab = tour.people_tab()
    tour.choose_person("10004")
    tab.panel._enrol_by_camera()
    panel = tab.tool
    assert isinstance(panel, EnrolPanel)
    yield tour.shown("desk-enrol-purpose")
    panel._ask_glasses()
    yield tour.shown("desk-enrol-glasses")
    page = LooksPage(panel.speech)
    panel._show(page)
    poses = poses_for(has_glasses=False)
    page.show_progress(EnrolmentProgress(2, 5, Verdict.OK, 0, poses, poses[:2], poses[2]))
    yield tour.shown("desk-enrol-looks")
    panel._looks_failed(bridge.trouble(KioskError(Code.CAMERA_NONE)))
    yield tour.shown("desk-enrol-again")
    panel.go_on(Enrolled(panel._summary.person.id, 5, (), ()))
    yield tour.shown("desk-enrol-symbol")
    panel.show_codes()
    yield tour.shown("desk-enrol-codes")
    panel.stop()


def by_folder(tour: Tour) -> Iterator[Shown]:
    """The page that asks for a folder."""
    tab = tour.people_tab()
    with patch("pathlib.Path.home", lambda: tour.folder):
        tab.open_folder()
    tour.studio.settle(0.3)
    yield tour.shown("desk-enrol-folder")
    assert tab.tool is not None
    tab.tool.left.emit()


def settings(tour: Tour) -> Iterator[Shown]:
    """Everything that can be set, and what is found by a word."""
    tab = tour.board.tabs.settings
    assert tab is not None
    tour.open(tab, lambda: True)
    yield tour.shown("desk-settings")


_PAGES: Final = ("purpose", "glasses", "looks", "again", "symbol", "codes")
STOPS: Final = (
    Stop(tuple(f"desk-enrol-{name}" for name in _PAGES), by_camera),
    Stop(("desk-enrol-folder",), by_folder),
    Stop(("desk-settings",), settings),
)
