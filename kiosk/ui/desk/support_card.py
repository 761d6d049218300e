"""The support file at the desk: shown whole before it can be saved."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from kiosk.runtime.api_site import SiteApi
from kiosk.ui import theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, empty, label, line
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.save_box import Format, SaveBox
from kiosk.ui.worker import Worker

FILE_NAME: Final = "rollcall-support.txt"
_HEIGHT_PX: Final = 280


class SupportCard(QFrame):
    """A button; then the file's text to be read, and a way to save just that."""

    def __init__(
        self, site: SiteApi, worker: Worker, folder: Callable[[], Path], parent: QWidget | None = None
    ) -> None:
        """Offer.

        Args:
            site: Writes the file's text.
            worker: Saves it.
            folder: Where to begin to look for a place.
            parent: As of any widget.
        """
        super().__init__(parent)
        self._site, self._worker, self._folder = site, worker, folder
        self.setProperty("role", "card")
        self.strip = Strip()
        self.go = button(self.tr("Show the support file"), self.start)
        self.said = label(
            self.tr(
                "For whoever helps with this kiosk: version, checks, settings and what happened when. No "
                "name, number, key or picture is in it. Read it, then save it."
            ),
            "muted",
            wraps=True,
        )
        self.text: QPlainTextEdit | None = None
        self.saving: SaveBox | None = None
        self._place = column(spacing=theme.SPACE.snug)
        row = line()
        row.addWidget(self.go)
        row.addStretch(1)
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(label(self.tr("When something does not work"), "heading", wraps=True))
        for part in (self.said, self.strip):
            outer.addWidget(part)
        outer.addLayout(row)
        outer.addLayout(self._place)

    def start(self) -> None:
        """Ask for it."""
        self.strip.dismiss()
        self.go.setEnabled(False)
        self.go.setText(self.tr("One moment …"))
        call(self._site.support(), self, self.show_text, self._fail)

    def show_text(self, text: str) -> None:
        """Show it, whole; what is saved is what was shown."""
        self._ready()
        empty(self._place)
        shown = self.text = QPlainTextEdit()
        shown.setReadOnly(True)
        shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # it is English, for whoever helps
        shown.setTabChangesFocus(True)
        shown.setPlainText(text)
        shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        shown.setFixedHeight(_HEIGHT_PX)
        shown.setAccessibleName(self.tr("The support file"))
        shown.setAccessibleDescription(self.tr("All of it. The arrow keys move through it."))
        self.saving = SaveBox(
            self._worker,
            self._folder,
            lambda: self._worker.submit(lambda: text),
            (Format(self.tr("Save …"), lambda found: (FILE_NAME, found.encode())),),
        )
        self._place.addWidget(shown)
        self._place.addWidget(self.saving)
        shown.setFocus()

    def put_away(self) -> None:
        """Forget what was shown: the next time it is made anew."""
        empty(self._place)
        self.text = self.saving = None

    def _fail(self, trouble: Trouble) -> None:
        self._ready()
        self.strip.tell_trouble(trouble)

    def _ready(self) -> None:
        self.go.setEnabled(True)
        self.go.setText(self.tr("Show the support file"))
