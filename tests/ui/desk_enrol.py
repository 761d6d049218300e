"""The steps of an enrolment that several tests share."""

from kiosk.ui.desk.enrol_pages import GlassesPage, LooksPage, PurposePage
from kiosk.ui.desk.enrol_panel import EnrolPanel
from tests.ui.desk_driver import Desk


def open_panel(desk: Desk, name: str) -> EnrolPanel:
    """Open somebody's enrolment, with its first page filled."""
    tab = desk.people(name)
    tab.panel._enrol_by_camera()
    panel = tab.tool
    assert isinstance(panel, EnrolPanel)
    page = panel.page
    assert isinstance(page, PurposePage)
    desk.until(page.go.isEnabled)
    return panel


def begin_looks(desk: Desk, name: str, *, has_glasses: bool = False) -> EnrolPanel:
    """Go on to the camera."""
    panel = open_panel(desk, name)
    assert isinstance(panel.page, PurposePage)
    panel.page.go.click()
    assert isinstance(panel.page, GlassesPage)
    (panel.page.yes if has_glasses else panel.page.no).click()
    assert isinstance(panel.page, LooksPage)
    return panel
