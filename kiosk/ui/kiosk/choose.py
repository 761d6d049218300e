"""Which of several sessions somebody goes to: a large button each, and a way out.

The page asks, the window answers. It says nothing of whom it is about, and leaves by itself.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.runtime.api import OpenSession
from kiosk.ui import i18n
from kiosk.ui.kiosk.labels import kiosk_label
from kiosk.ui.kiosk.offer_page import OfferPage
from kiosk.ui.kiosk.states import LOOKS, Screen
from kiosk.ui.kiosk.words import kiosk_text

_DIGITS = range(1, 10)
_LEAST_PX = 200
_BESIDE_PX = 64
"""What the frame and the air of a button take of its width."""


class ChoosePage(OfferPage):
    """The page; `chosen` gives a session's id. Digits choose as the buttons do."""

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        reason = kiosk_label("text")
        super().__init__(monotonic, (reason,), parent)
        self._reason = reason
        self._is_asking = False
        self._choices: Sequence[OpenSession] = ()
        self.retranslate()

    def open(self, choices: Sequence[OpenSession]) -> None:
        """Offer these, with the keyboard on the first."""
        self._empty()
        self._choices, self._is_asking = tuple(choices), False
        for choice in self._choices:
            self._add_button(partial(self._choose, choice))
        self._cancel.setEnabled(True)
        self.retranslate()
        self._begin(0, f"{self._title.text()} {self._reason.text()}")

    def shut(self) -> None:
        """Forget what was offered."""
        super().shut()
        self._choices = ()

    def tick(self) -> None:
        """Look at the clock: warn, then close."""
        self.patience.tick()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        look = LOOKS[Screen.CHOOSE]
        self._title.setText(kiosk_text(look.title))
        self._reason.setText(kiosk_text(look.body))
        self._cancel.setText(self.tr("Cancel"))
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut long names anew, once the buttons have their places."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._write)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses; any key is a sign of life."""
        self.patience.touch()
        typed = event.text()
        if typed.isdecimal() and int(typed) in _DIGITS and int(typed) <= len(self._choices):
            self._choose(self._choices[int(typed) - 1])
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        super()._place()
        QTimer.singleShot(0, self, self._write)

    @Slot()
    def _write(self) -> None:
        """Name each choice in two lines: what it is, and when and where."""
        for place, (button, choice) in enumerate(zip(self.buttons, self._choices, strict=True), start=1):
            name = self.tr("{place}  {session}").format(
                place=i18n.number(place), session=i18n.isolate(choice.label)
            )
            when = self.tr("{start} to {end}").format(
                start=i18n.time_text(choice.starts), end=i18n.time_text(choice.ends)
            )
            if choice.room:
                when = self.tr("{time}, {room}").format(time=when, room=i18n.isolate(choice.room))
            room_px = max(_LEAST_PX, button.width() - _BESIDE_PX)
            fitted = (
                button.fontMetrics().elidedText(one, Qt.TextElideMode.ElideRight, room_px)
                for one in (name, when)
            )
            button.setText("\n".join(fitted).replace("&", "&&"))
            button.setAccessibleName(f"{name}, {when}")

    def _choose(self, choice: OpenSession) -> None:
        if self._is_asking:
            return
        self._is_asking = True
        self.patience.end()
        for button in (*self.buttons, self._cancel):
            button.setEnabled(False)
        self.chosen.emit(choice.id)
