"""The door's page of languages, where there are more than two: a large button each, in its own words."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
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

from kiosk.ui import i18n, theme
from kiosk.ui.i18n import Language
from kiosk.ui.kiosk.buttons import action
from kiosk.ui.kiosk.labels import kiosk_label
from kiosk.ui.kiosk.patience import Patience


class LanguagePage(QWidget):
    """The page. It says which one is in use, and closes by itself when nobody touches anything."""

    chosen = Signal(str)
    """A language's code."""
    cancelled = Signal()

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.patience = Patience(monotonic, self)
        self.buttons: list[QPushButton] = []
        self._languages: Sequence[Language] = ()
        self._is_portrait = False
        self._title, self._message = kiosk_label("title"), kiosk_label("strong")
        self._cancel = action()
        self._cancel.clicked.connect(self.cancelled)
        self.patience.warned.connect(self._message.setText)
        self.patience.over.connect(self.cancelled)
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
        page.addWidget(self._title)
        page.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE.normal)
        foot.addWidget(self._cancel)
        foot.addWidget(self._message, 1)
        page.addLayout(foot)
        self.retranslate()

    @property
    def message(self) -> str:
        """What it says of its time."""
        return self._message.text()

    def open(self) -> None:
        """Offer every language there is, with the keyboard on the one in use."""
        self.shut()
        self._languages = i18n.LANGUAGES
        for language in self._languages:
            self.buttons.append(self._button(language))
        self._place()
        for first, second in zip(self.buttons, [*self.buttons[1:], self._cancel], strict=True):
            QWidget.setTabOrder(first, second)
        self._mark()
        self.patience.begin()
        self.buttons[self._languages.index(i18n.current())].setFocus(Qt.FocusReason.OtherFocusReason)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._title.text()))

    def shut(self) -> None:
        """Offer nothing any more."""
        self.patience.end()
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._title.setText(self.tr("Choose your language"))
        self._cancel.setText(self.tr("Cancel"))
        self._mark()

    def set_shape(self, is_portrait: bool) -> None:
        """Put them one below the other where the window is narrow, else two in a row."""
        self._is_portrait = is_portrait
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go up and down, Escape cancels."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _button(self, language: Language) -> QPushButton:
        made = QPushButton(language.own_name.replace("&", "&&"))
        made.setProperty("kiosk", "choice")
        made.setAccessibleName(language.own_name)
        made.setCheckable(True)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        made.clicked.connect(lambda: self.chosen.emit(language.code))
        return made

    def _mark(self) -> None:
        """Mark the one in use, in a way that a screen reader tells too."""
        for button, language in zip(self.buttons, self._languages, strict=False):
            is_used = language == i18n.current()
            button.setChecked(is_used)
            button.setAccessibleDescription(self.tr("In use now") if is_used else "")

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
