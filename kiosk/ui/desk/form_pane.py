"""A page that scrolls, for a form that takes the place of what it changes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from kiosk.ui import theme
from kiosk.ui.desk.controls import column
from kiosk.ui.desk.forms import Form


class FormPane(QScrollArea):
    """Holds one form at a time, on a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: Form | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_form(self, form: Form) -> None:
        """Take a form; the one before goes."""
        self.drop()
        card = QFrame()
        card.setProperty("role", "card")
        column(card, margins=theme.SPACE.normal).addWidget(form)
        self.form = form
        self.setWidget(card)
        self.verticalScrollBar().setValue(0)

    def take_keyboard(self) -> None:
        """Put the keyboard into the form, once it is shown."""
        if self.form is not None:
            self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop(self) -> None:
        """Let the form go."""
        self.form = None
        gone = self.takeWidget()
        if gone is not None:  # later: a button on it may have been pressed
            gone.hide()
            gone.deleteLater()
