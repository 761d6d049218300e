"""A card of the desk whose content gives way to a form, and comes back when the form is through."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.ui import theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.controls import column, empty
from kiosk.ui.desk.forms import Form


class FormCard(QFrame):
    """`_show` builds the content; `_open` shows a form in its place; `_send` sends what was filled in."""

    def __init__(self, spacing: int, parent: QWidget | None = None) -> None:
        """Make an empty card.

        Args:
            spacing: Between two lines, in pixels.
            parent: As of any widget.
        """
        super().__init__(parent)
        self.form: Form | None = None
        self.setProperty("role", "card")
        self._outer = column(self, margins=theme.SPACE.normal, spacing=spacing)
        self._layout = column(spacing=spacing)
        self._outer.addLayout(self._layout)

    def leave_form(self) -> None:
        """Drop the form and show the content."""
        self.form = None
        empty(self._layout)
        self._show()

    def _show(self) -> None:
        """Build the content; each card has its own."""
        raise NotImplementedError

    def _open(self, form: Form) -> None:
        empty(self._layout)
        self.form = form
        form.left.connect(self.leave_form)
        self._layout.addWidget(form)
        form.show()  # at once, since only what is shown takes the keyboard
        form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self, form: Form, future: "Future[Any]", on_done: Callable[[], None]) -> None:
        """Send a form's answer; it stays, with the reason, where it was refused."""
        form.sending()

        def done(_: object) -> None:
            self.leave_form()
            on_done()

        call(future, form, done, lambda trouble: form.fail(trouble.text))
