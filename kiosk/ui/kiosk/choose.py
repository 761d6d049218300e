"""Which of several sessions somebody goes to: a large button each, and a way out.

The page asks, the window answers. It says nothing of whom it is about, and leaves by itself.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.runtime.api import OpenSession
from kiosk.ui import i18n, theme
from kiosk.ui.kiosk.buttons import action
from kiosk.ui.kiosk.labels import kiosk_label
from kiosk.ui.kiosk.patience import Patience
from kiosk.ui.kiosk.states import LOOKS, Screen
from kiosk.ui.kiosk.words import kiosk_text

_DIGITS = range(1, 10)
_LEAST_PX = 200
_BESIDE_PX = 64
"""What the frame and the air of a button take of its width."""


class ChoosePage(QWidget):
    """The page. Digits choose as the buttons do; it closes by itself when nobody touches anything."""

    chosen = Signal(str)
    """A session's id."""
    cancelled = Signal()

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.patience = Patience(monotonic, self)
        self._is_asking = False
        self._choices: Sequence[OpenSession] = ()
        self.buttons: list[QPushButton] = []
        self._title, self._reason = kiosk_label("title"), kiosk_label("text")
        self._message = kiosk_label("strong")
        self._cancel = action()
        self._cancel.clicked.connect(self.cancelled)
        self._is_portrait = False
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SPACE.normal)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.SPACE.page, theme.SPACE.normal, theme.SPACE.page, theme.SPACE.normal)
        page.setSpacing(theme.SPACE.normal)
        for part in (self._title, self._reason):
            page.addWidget(part)
        page.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE.normal)
        foot.addWidget(self._cancel)
        foot.addWidget(self._message, 1)
        page.addLayout(foot)
        self.patience.warned.connect(self._message.setText)
        self.patience.over.connect(self.cancelled)
        self.retranslate()

    @property
    def message(self) -> str:
        """What it says of its time."""
        return self._message.text()

    def open(self, choices: Sequence[OpenSession]) -> None:
        """Offer these, with the keyboard on the first."""
        self._empty()
        self._choices, self._is_asking = tuple(choices), False
        for choice in self._choices:
            made = QPushButton()
            made.setProperty("kiosk", "choice")
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            made.clicked.connect(lambda _=False, one=choice: self._choose(one))
            self.buttons.append(made)
        self._place()
        for first, second in zip(self.buttons, [*self.buttons[1:], self._cancel], strict=True):
            QWidget.setTabOrder(first, second)
        self._cancel.setEnabled(True)
        self.retranslate()
        self.patience.begin()
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        words = f"{self._title.text()} {self._reason.text()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def shut(self) -> None:
        """Forget what was offered."""
        self.patience.end()
        self._empty()
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

    def set_shape(self, is_portrait: bool) -> None:
        """Put the choices one below the other where the window is narrow, else two in a row."""
        self._is_portrait = is_portrait
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut long names anew, once the buttons have their places."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._write)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses, arrows go up and down, Escape cancels; any key is a sign of life."""
        self.patience.touch()
        key, typed = event.key(), event.text()
        if key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        elif typed.isdecimal() and int(typed) in _DIGITS and int(typed) <= len(self._choices):
            self._choose(self._choices[int(typed) - 1])
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        columns = 1 if self._is_portrait else 2
        for button in self.buttons:
            self._grid.removeWidget(button)
        for place, button in enumerate(self.buttons):
            self._grid.addWidget(button, place // columns, place % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(len(self.buttons), 1)
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

    def _empty(self) -> None:
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
