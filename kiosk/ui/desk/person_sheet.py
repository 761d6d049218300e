"""One person's sheet into a file: the export panel with their days, in the place of the list."""

from datetime import date, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kiosk.domain.people import Person
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_register import ReportsApi
from kiosk.ui import theme
from kiosk.ui.desk.controls import column, label
from kiosk.ui.desk.export_panel import ExportPanel
from kiosk.ui.desk.inline import Strip
from kiosk.ui.worker import Worker

_DAYS: Final = timedelta(days=27)
"""Four weeks with today are offered first: what a talk with a parent is about."""


class PersonSheet(QWidget):
    """Says whose it is, and asks for days, format and folder."""

    left = Signal()

    def __init__(
        self, desk: DeskApi, reports: ReportsApi, worker: Worker, folder: Path, strip: Strip
    ) -> None:
        super().__init__()
        self.whose = label("", "heading", wraps=True)
        self.export = ExportPanel(desk, reports, worker, folder, strip)
        self.export.left.connect(self.left)
        inner = column(self, spacing=theme.SPACE.snug)
        inner.addWidget(self.whose)
        inner.addWidget(self.export)
        inner.addStretch(1)

    def start(self, person: Person, today: date) -> None:
        """Offer somebody's last four weeks."""
        self.whose.setText(person.name)
        self.export.ready_for_person(person.id, today - _DAYS, today)

    def take_keyboard(self) -> None:
        """Put the keyboard on what writes the file."""
        self.export.go.setFocus(Qt.FocusReason.OtherFocusReason)
