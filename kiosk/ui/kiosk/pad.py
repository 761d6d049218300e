"""Number and PIN at the door: two fields and large keys of our own, so that P7 needs no keyboard.

The pad asks, the window answers: it checks shapes only, and emits what was typed. It never logs nor keeps it.
"""

import itertools
from collections.abc import Callable
from enum import StrEnum
from math import ceil

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kiosk.domain.names import LONGEST_NUMBER, TextProblem, ascii_digits, clean_number
from kiosk.domain.pins import LONGEST, PinProblem, clean_pin
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble
from kiosk.ui.kiosk.labels import kiosk_label
from kiosk.ui.widgets import icons
from kiosk.ui.widgets.fields import forget

IDLE_S = 30.0
_WARN_S = 10.0
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ-"


class PadProblem(StrEnum):
    """What is missing before the pad asks anybody."""

    NUMBER = "number"
    PIN = "pin"


def check(number: str, pin: str) -> PadProblem | None:
    """Say what is wrong with the shapes of what was typed, digits of any script allowed."""
    try:
        clean_number(number)
    except TextProblem:
        return PadProblem.NUMBER
    try:
        clean_pin(pin)
    except PinProblem:
        return PadProblem.PIN
    return None


class CodePad(QWidget):
    """The page. Closes by itself after 30 s without a touch or a key, with ten seconds' warning."""

    submitted = Signal(str, str)
    """Number and PIN; shapes are right."""
    cancelled = Signal()

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = monotonic
        self._until = 0.0
        self._is_asking = False
        self._title = kiosk_label("title")
        self._message = kiosk_label("error")
        self._number_label, self._pin_label = (
            kiosk_label("text", wraps=False),
            kiosk_label("text", wraps=False),
        )
        self._number, self._pin = self._field(LONGEST_NUMBER), self._field(LONGEST)
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._number_label.setBuddy(self._number)
        self._pin_label.setBuddy(self._pin)
        self._cancel, self._ok, self._swap = self._action(), self._action(), self._action()
        self._ok.setProperty("kind", "primary")
        self._rub: list[QPushButton] = []
        self._forward = QPushButton()
        self._keys = QStackedWidget()
        self._keys.addWidget(self._digit_keys())
        self._keys.addWidget(self._letter_keys())
        self._build()
        self._cancel.clicked.connect(self.cancelled)
        self._ok.clicked.connect(self._go_on)
        self._swap.clicked.connect(self._swap_keys)
        self._number.returnPressed.connect(self._go_on)
        self._pin.returnPressed.connect(self._go_on)
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self.tick)
        self.retranslate()

    @property
    def message(self) -> str:
        """What the pad says now."""
        return self._message.text()

    def open(self) -> None:
        """Start empty, with the keyboard on the number."""
        forget(self._number, self._pin)
        self._keys.setCurrentIndex(0)
        self._is_asking = False
        self._say("")
        self._number.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touch()
        self._timer.start()

    def shut(self) -> None:
        """Forget what was typed."""
        self._timer.stop()
        forget(self._number, self._pin)
        self._say("")

    def show_trouble(self, trouble: Trouble) -> None:
        """Say why it did not work and ask for the PIN again."""
        self._is_asking = False
        self._ok.setEnabled(True)
        forget(self._pin)
        self._pin.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touch()
        self._say(trouble.text)

    def tick(self) -> None:
        """Look at the clock: warn, then close."""
        left = self._until - self._now()
        if self._is_asking:
            return
        if left <= 0:
            self.cancelled.emit()
        elif left <= _WARN_S:
            self._say(
                self.tr("Closing in {seconds}; touch a key to stay.").format(seconds=i18n.number(ceil(left)))
            )

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._title.setText(self.tr("Use your code"))
        self._number_label.setText(self.tr("Your number"))
        self._pin_label.setText(self.tr("Your PIN"))
        self._number.setAccessibleName(self.tr("Your number"))
        self._pin.setAccessibleName(self.tr("Your PIN"))
        self._cancel.setText(self.tr("Cancel"))
        self._ok.setText(self.tr("Go on"))
        self._forward.setAccessibleName(self.tr("Go on"))
        for button in self._rub:
            button.setAccessibleName(self.tr("Delete the last character"))
        self._name_swap()

    def set_shape(self, scale: float, is_portrait: bool) -> None:
        """Put fields and keys side by side, or one above the other."""
        direction = QBoxLayout.Direction.TopToBottom if is_portrait else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(direction)
        side = round(44 * scale)
        for button in (*self._rub, self._forward):
            button.setIconSize(QSize(side, side))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        fields = QVBoxLayout()
        fields.setSpacing(theme.SPACE.tight)
        fields.addWidget(self._title)
        for label, field in ((self._number_label, self._number), (self._pin_label, self._pin)):
            fields.addWidget(label)
            fields.addWidget(field)
        fields.addWidget(self._message)
        fields.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE.snug)
        row.addWidget(self._cancel, 1)
        row.addWidget(self._ok, 1)
        fields.addLayout(row)
        keys = QVBoxLayout()
        keys.setSpacing(theme.SPACE.snug)
        keys.addWidget(self._keys, 1)
        keys.addWidget(self._swap)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(
            theme.SPACE.page, theme.SPACE.normal, theme.SPACE.page, theme.SPACE.normal
        )
        self._box.setSpacing(theme.SPACE.page)
        self._box.addLayout(fields, 1)
        self._box.addLayout(keys, 1)
        path = (self._number, self._pin, self._ok, self._cancel, self._swap)
        for first, second in itertools.pairwise(path):
            QWidget.setTabOrder(first, second)

    def _field(self, longest: int) -> QLineEdit:
        made = QLineEdit()
        made.setProperty("kiosk", "field")
        made.setMaxLength(longest)
        made.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight
        )  # a number reads from the left in every script
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        made.setDragEnabled(False)
        made.textEdited.connect(self._touch)
        return made

    def _action(self) -> QPushButton:
        made = QPushButton()
        made.setProperty("kiosk", "action")
        return made

    def _digit_keys(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE.snug)
        page.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # 1 2 3 stay in the order of every keypad
        for place, digit in enumerate("123456789"):
            grid.addWidget(self._key(digit, "key"), place // 3, place % 3)
        grid.addWidget(self._rub_key("key"), 3, 0)
        grid.addWidget(self._key("0", "key"), 3, 1)
        self._dress(self._forward, "key")
        self._forward.setIcon(icons.icon("ui-tick", theme.current().text))
        self._forward.clicked.connect(self._go_on)
        grid.addWidget(self._forward, 3, 2)
        return page

    def _letter_keys(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE.tight)
        page.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        columns = 7
        for place, letter in enumerate(_LETTERS):
            grid.addWidget(self._key(letter, "letter"), place // columns, place % columns)
        grid.addWidget(self._rub_key("letter"), len(_LETTERS) // columns, len(_LETTERS) % columns)
        return page

    def _key(self, text: str, size: str) -> QPushButton:
        made = QPushButton(text)
        self._dress(made, size)
        made.clicked.connect(lambda: self._type(text))
        return made

    def _rub_key(self, size: str) -> QPushButton:
        made = QPushButton()
        self._dress(made, size)
        made.setIcon(icons.icon("ui-back", theme.current().text))
        made.clicked.connect(self._rub_out)
        self._rub.append(made)
        return made

    @staticmethod
    def _dress(button: QPushButton, size: str) -> None:
        button.setProperty("kind", "key")
        button.setProperty("kiosk", size)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # whoever has a keyboard types; touches keep the field
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _target(self) -> QLineEdit:
        return self._pin if self._pin.hasFocus() else self._number

    def _type(self, text: str) -> None:
        if not self._target().hasFocus():
            self._target().setFocus(Qt.FocusReason.OtherFocusReason)
        self._target().insert(text)
        self._touch()

    def _rub_out(self) -> None:
        self._target().backspace()
        self._touch()

    def _swap_keys(self) -> None:
        self._keys.setCurrentIndex(1 - self._keys.currentIndex())
        self._name_swap()
        self._number.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touch()

    def _name_swap(self) -> None:
        has_letters = self._keys.currentIndex() == 1
        self._swap.setText(self.tr("Digits") if has_letters else self.tr("Letters"))

    def _touch(self) -> None:
        self._until = self._now() + IDLE_S
        self._say("")

    def _say(self, text: str) -> None:
        if self._message.text() != text:
            self._message.setText(text)
            self._message.setAccessibleName(text)

    def _go_on(self) -> None:
        self._touch()
        if self._is_asking:
            return
        if self._number.hasFocus() and not self._pin.text():
            self._keys.setCurrentIndex(0)
            self._name_swap()
            self._pin.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        problem = check(self._number.text(), self._pin.text())
        if problem is PadProblem.NUMBER:
            self._number.setFocus(Qt.FocusReason.OtherFocusReason)
            self._say(self.tr("Type your number first."))
        elif problem is PadProblem.PIN:
            self._pin.setFocus(Qt.FocusReason.OtherFocusReason)
            self._say(self.tr("A PIN has 4 to 8 digits."))
        else:
            self._is_asking = True
            self._ok.setEnabled(False)
            number, pin = self._number.text(), ascii_digits(self._pin.text().strip())
            self.submitted.emit(clean_number(number), pin)

    def showEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Be ready for the next person."""
        self._ok.setEnabled(True)
