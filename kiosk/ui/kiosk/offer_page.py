"""A page of the door: a large button for each thing that is offered, and a way out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui import theme
from kiosk.ui.kiosk.buttons import action
from kiosk.ui.kiosk.labels import kiosk_label
from kiosk.ui.kiosk.patience import Patience


class OfferPage(QWidget):
    """The page, which closes by itself when nobody touches anything."""

    chosen = Signal(str)
    """What the button stands for."""
    cancelled = Signal()

    def __init__(
        self,
        monotonic: Callable[[], float],
        explained_by: Sequence[QLabel] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Offer nothing yet.

        Args:
            monotonic: Seconds that never go back.
            explained_by: What stands between the title and the buttons.
            parent: Qt's.
        """
        super().__init__(parent)
        self.patience = Patience(monotonic, self)
        self.buttons: list[QPushButton] = []
        self._title, self._message = kiosk_label("title"), kiosk_label("strong")
        self._cancel = action()
        self._cancel.clicked.connect(self.cancelled)
        self._is_portrait = False
        self._grid = QGridLayout()
        self._lay_out(explained_by)
        self.patience.warned.connect(self._message.setText)
        self.patience.over.connect(self.cancelled)

    @property
    def message(self) -> str:
        """What it says of its time."""
        return self._message.text()

    def set_shape(self, is_portrait: bool) -> None:
        """Put the buttons one below the other where the window is narrow, else two in a row."""
        self._is_portrait = is_portrait
        self._place()

    def shut(self) -> None:
        """Offer nothing any more."""
        self.patience.end()
        self._empty()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go up and down, Escape cancels."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _lay_out(self, explained_by: Sequence[QLabel]) -> None:
        inner = QWidget()
        inner.setLayout(self._grid)
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
        for part in (self._title, *explained_by):
            page.addWidget(part)
        page.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE.normal)
        foot.addWidget(self._cancel)
        foot.addWidget(self._message, 1)
        page.addLayout(foot)

    def _add_button(self, pressed: Callable[[], object]) -> QPushButton:
        made = QPushButton()
        made.setProperty("kiosk", "choice")
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        made.clicked.connect(lambda _=False: pressed())
        self.buttons.append(made)
        return made

    def _begin(self, on: int, words: str) -> None:
        """Let whoever stands there choose: the keyboard on one button, and a screen reader told."""
        self._place()
        for first, second in zip(self.buttons, [*self.buttons[1:], self._cancel], strict=True):
            QWidget.setTabOrder(first, second)
        self.patience.begin()
        self.buttons[on].setFocus(Qt.FocusReason.OtherFocusReason)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

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

    def _empty(self) -> None:
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
