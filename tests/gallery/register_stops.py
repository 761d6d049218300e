"""The register, its sheets, and today's view. Each stop leaves the window as it found it."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from kiosk.domain.marks import MarkState
from tests.gallery.scenes import Shown, Stop
from tests.gallery.tour import Tour


def register(tour: Tour) -> Iterator[Shown]:
    """The register: as it is, what opens above it, and how it is closed."""
    roster = tour.board.roster
    tour.choose_register("1-01")
    yield tour.shown("desk-register")
    tour.choose_line("10001")
    roster.ask_history()
    tour.studio.until("the history", roster.panels.history.isVisible)
    yield tour.shown("desk-register-history")
    roster.panels.put_away()
    roster.leave_panels()
    roster.visiting.click()
    tour.studio.until("the visitor's form", roster.panels.visitor_card.isVisible)
    yield tour.shown("desk-register-visitor")
    roster.panels.put_away()
    roster.leave_panels()
    roster.opening.click()
    tour.studio.until("the opener", lambda: roster.opener.isVisible() and roster.opener.go.isEnabled())
    yield tour.shown("desk-register-open")
    roster.panels.put_away()
    roster.leave_panels()
    roster.closing.click()
    tour.studio.until("a question", roster.strip.buttons)
    yield tour.shown("desk-register-close")
    roster.strip.dismiss()


def register_codes(tour: Tour) -> Iterator[Shown]:
    """A register with codes, its menu; one that is closed; all of a day."""
    roster = tour.board.roster
    tour.choose_register("2-01")
    tour.choose_line("10029")
    menu = roster.corrections.codes
    roster.corrections.open_codes()
    tour.studio.until("the menu of codes", menu.isVisible)

    def over(image: QImage) -> None:
        painter = QPainter(image)
        corner = tour.window.mapFromGlobal(menu.mapToGlobal(QPoint(0, 0)))
        corner.setX(min(max(corner.x(), 0), tour.window.width() - menu.width()))
        corner.setY(min(max(corner.y(), 0), tour.window.height() - menu.height()))
        painter.drawImage(corner, menu.grab().toImage())
        painter.end()

    yield Shown("desk-register-codes", tour.window, over)
    menu.close()
    tour.choose_register("3-01")
    tour.choose_line("10053")
    roster.correct(MarkState.EXCUSED)
    tour.studio.until("a reason is asked for", roster.strip.isVisible)
    yield tour.shown("desk-register-reason")
    roster.strip.dismiss()
    picker = roster.bar.picker
    picker.setCurrentIndex(picker.count() - 1)
    picker.activated.emit(picker.count() - 1)
    tour.studio.until("all groups", lambda: len({row.session for row in roster.model.rows}) > 1)
    yield tour.shown("desk-register-all")
    tour.choose_register("1-01")


def sheets(tour: Tour) -> Iterator[Shown]:
    """The export panel and the pages before printing."""
    board = tour.board
    board.open_export()
    yield tour.shown("desk-export")
    board.export.several.setChecked(True)
    board.export.formats["machine-csv"].setChecked(True)
    yield tour.shown("desk-export-days")
    board.open_print()
    tour.studio.until("the pages", lambda: board.printing._preview is not None)
    tour.studio.settle(0.5)
    yield tour.shown("desk-print")
    board._close_panels()


def today(tour: Tour) -> Iterator[Shown]:
    """Today's registers and who is missing."""
    tab = tour.board.today
    tour.open(tab, lambda: tab.registers.rowCount() > 0)
    yield tour.shown("desk-today")


_ABOVE = tuple(f"desk-register-{name}" for name in ("history", "visitor", "open", "close"))
STOPS = (
    Stop(("desk-register", *_ABOVE), register),
    Stop(("desk-register-codes", "desk-register-reason", "desk-register-all"), register_codes),
    Stop(("desk-export", "desk-export-days", "desk-print"), sheets),
    Stop(("desk-today",), today),
)
