"""Number and PIN at the door, or the PIN alone of somebody who was recognised and has to confirm it.

The pad asks, the window answers: it checks shapes only, and emits what was typed. It never logs nor keeps it,
and it knows nothing of whom it is about.
"""

import itertools
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.names import LONGEST_NUMBER, TextProblem, ascii_digits, clean_number
from kiosk.domain.pins import LONGEST, PinProblem, clean_pin
from kiosk.errors import Code
from kiosk.ui import theme
from kiosk.ui.bridge import Trouble
from kiosk.ui.kiosk.buttons import action
from kiosk.ui.kiosk.entry import DoorField
from kiosk.ui.kiosk.keys import PadKeys
from kiosk.ui.kiosk.labels import kiosk_label
from kiosk.ui.kiosk.patience import Patience
from kiosk.ui.kiosk.states import LOOKS, Screen
from kiosk.ui.kiosk.words import kiosk_text
from kiosk.ui.widgets.fields import forget


class Purpose(StrEnum):
    """What the pad is open for."""

    SIGN = "sign"
    """Number and PIN instead of the face."""
    CONFIRM = "confirm"
    """The PIN alone, after the face."""
    WITHDRAW = "withdraw"
    """Number and PIN of somebody who takes their face back."""


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
    return check_pin(pin)


def check_pin(pin: str) -> PadProblem | None:
    """Say what is wrong with the shape of a PIN alone."""
    try:
        clean_pin(pin)
    except PinProblem:
        return PadProblem.PIN
    return None


class CodePad(QWidget):
    """The page. Closes by itself when nobody touches anything, and says so before."""

    submitted = Signal(str, str)
    """Number and PIN; shapes are right."""
    withdrawn = Signal(str, str)
    """The same, after `open_to_withdraw`."""
    confirmed = Signal(str)
    """A PIN alone, after `open_to_confirm`; its shape is right."""
    code_wanted = Signal()
    """Somebody who was asked for the PIN alone would rather use number and PIN."""
    cancelled = Signal()

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.patience = Patience(monotonic, self)
        self._is_asking = False
        self._said = ""
        self._purpose = Purpose.SIGN
        self._title, self._reason = kiosk_label("title"), kiosk_label("text")
        self._message = kiosk_label("error")
        self._number_label = kiosk_label("text", wraps=False)
        self._pin_label = kiosk_label("text", wraps=False)
        self._number, self._pin = self._field(LONGEST_NUMBER), self._field(LONGEST)
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._number_label.setBuddy(self._number)
        self._pin_label.setBuddy(self._pin)
        self._cancel, self._ok, self._swap, self._other = action(), action("primary"), action(), action()
        self._keys = PadKeys()
        self._build()
        self._connect()
        self._arrange()

    @property
    def message(self) -> str:
        """What the pad says now."""
        return self._message.text()

    @property
    def is_confirming(self) -> bool:
        """Whether the PIN alone is asked for."""
        return self._purpose is Purpose.CONFIRM

    def open(self) -> None:
        """Start empty, with the keyboard on the number."""
        self._begin(Purpose.SIGN)

    def open_to_confirm(self) -> None:
        """Start empty and ask for the PIN alone. Nothing on the page says whose."""
        self._begin(Purpose.CONFIRM)
        message = f"{self._title.text()}. {self._reason.text()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

    def open_to_withdraw(self) -> None:
        """Start empty and ask who takes their face back."""
        self._begin(Purpose.WITHDRAW)

    def shut(self) -> None:
        """Forget what was typed."""
        self.patience.end()
        forget(self._number, self._pin)
        self._say("")

    def show_trouble(self, trouble: Trouble) -> None:
        """Say why it did not work and ask for the PIN again."""
        self._is_asking = False
        self._ok.setEnabled(True)
        forget(self._pin)
        self._pin.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touch()
        self.patience.begin()
        if self.is_confirming and trouble.code is Code.CODE_WRONG:  # its words are about a number too
            self._say(self.tr("That PIN does not fit. Try again, or go to your teacher."))
        else:
            self._say(trouble.text)

    def tick(self) -> None:
        """Look at the clock: warn, then close."""
        self.patience.tick()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        asks = LOOKS[Screen.ASK_PIN]
        title, reason = {
            Purpose.SIGN: (self.tr("Use your code"), ""),
            Purpose.CONFIRM: (kiosk_text(asks.title), kiosk_text(asks.body)),
            Purpose.WITHDRAW: (self.tr("Remove my face"), self.tr("Your number and PIN say whose it is.")),
        }[self._purpose]
        self._title.setText(title)
        self._reason.setText(reason)
        self._number_label.setText(self.tr("Your number"))
        self._pin_label.setText(self.tr("Your PIN"))
        self._number.setAccessibleName(self.tr("Your number"))
        self._pin.setAccessibleName(self.tr("Your PIN"))
        self._cancel.setText(self.tr("Cancel"))
        is_withdrawing = self._purpose is Purpose.WITHDRAW
        self._ok.setText(self.tr("Remove") if is_withdrawing else self.tr("Go on"))
        self._other.setText(self.tr("Use number and PIN"))
        self._keys.retranslate()
        self._name_swap()

    def set_shape(self, scale: float, is_portrait: bool) -> None:
        """Put fields and keys side by side, or one above the other."""
        direction = QBoxLayout.Direction.TopToBottom if is_portrait else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(direction)
        self._keys.set_scale(scale)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Be ready for the next person."""
        self._ok.setEnabled(True)

    # Building

    def _build(self) -> None:
        fields = QVBoxLayout()
        fields.setSpacing(theme.SPACE.tight)
        for part in (
            self._title, self._reason, self._number_label, self._number, self._pin_label, self._pin,
            self._message,
        ):  # fmt: skip
            fields.addWidget(part)
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
        keys.addWidget(self._other)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(
            theme.SPACE.page, theme.SPACE.normal, theme.SPACE.page, theme.SPACE.normal
        )
        self._box.setSpacing(theme.SPACE.page)
        self._box.addLayout(fields, 1)
        self._box.addLayout(keys, 1)
        path = (self._number, self._pin, self._ok, self._cancel, self._swap, self._other)
        for first, second in itertools.pairwise(path):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        self.patience.warned.connect(self._warn)
        self.patience.over.connect(self.cancelled)
        self._cancel.clicked.connect(self.cancelled)
        self._ok.clicked.connect(self._go_on)
        self._swap.clicked.connect(self._swap_keys)
        self._other.clicked.connect(self.code_wanted)
        self._number.returnPressed.connect(self._go_on)
        self._pin.returnPressed.connect(self._go_on)
        self._keys.typed.connect(self._type)
        self._keys.rubbed_out.connect(self._rub_out)
        self._keys.went_on.connect(self._go_on)

    def _field(self, longest: int) -> QLineEdit:
        made = DoorField(longest)
        made.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight
        )  # a number reads from the left in every script
        made.textEdited.connect(self._touch)
        return made

    # At work

    def _begin(self, purpose: Purpose) -> None:
        forget(self._number, self._pin)
        self._purpose, self._is_asking = purpose, False
        self._keys.show_digits()
        self._ok.setEnabled(True)
        self._arrange()
        first = self._pin if self.is_confirming else self._number
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touch()
        self.patience.begin()

    def _arrange(self) -> None:
        # The title names the PIN already; its label's place is needed by the longest message in Arabic.
        for part in (self._number_label, self._number, self._pin_label, self._swap):
            part.setVisible(not self.is_confirming)
        self._share_room()
        self._other.setVisible(self.is_confirming)
        self.retranslate()

    def _target(self) -> QLineEdit:
        return self._pin if self.is_confirming or self._pin.hasFocus() else self._number

    def _type(self, text: str) -> None:
        if not self._target().hasFocus():
            self._target().setFocus(Qt.FocusReason.OtherFocusReason)
        self._target().insert(text)
        self._touch()

    def _rub_out(self) -> None:
        self._target().backspace()
        self._touch()

    def _swap_keys(self) -> None:
        self._keys.swap()
        self._name_swap()
        self._number.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touch()

    def _name_swap(self) -> None:
        self._swap.setText(self.tr("Digits") if self._keys.has_letters else self.tr("Letters"))

    def _touch(self) -> None:
        self.patience.touch()
        self._say("")

    def _say(self, text: str) -> None:
        self._said = text
        self._write(text)

    @Slot(str)
    def _warn(self, words: str) -> None:
        """Say how long the pad stays, and what was said before once somebody has touched it."""
        self._write(words or self._said, "strong" if words else "error")

    def _write(self, text: str, role: str = "error") -> None:
        if self._message.property("kiosk") != role:
            self._message.setProperty("kiosk", role)
            theme.restyle(self._message)
        if self._message.text() != text:
            self._message.setText(text)
            self._message.setAccessibleName(text)
            self._share_room()

    def _share_room(self) -> None:
        """Show title and explanation until there is something to say: a small screen has no room for all."""
        has_message = bool(self._message.text())
        is_told = self.is_confirming or not has_message
        self._message.setVisible(has_message)
        is_upright = self._box.direction() is not QBoxLayout.Direction.LeftToRight
        has_room = is_upright and theme.kiosk_target_px() == theme.SPACE.target
        self._title.setVisible(is_told or has_room)
        self._reason.setVisible(is_told and self._purpose is not Purpose.SIGN)

    def _go_on(self) -> None:
        self._touch()
        if self._is_asking:
            return
        if not self.is_confirming and self._number.hasFocus() and not self._pin.text():
            self._keys.show_digits()
            self._name_swap()
            self._pin.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        typed = self._pin.text()
        problem = check_pin(typed) if self.is_confirming else check(self._number.text(), typed)
        if problem is PadProblem.NUMBER:
            self._number.setFocus(Qt.FocusReason.OtherFocusReason)
            self._say(self.tr("Type your number first."))
        elif problem is PadProblem.PIN:
            self._pin.setFocus(Qt.FocusReason.OtherFocusReason)
            self._say(self.tr("A PIN has 4 to 8 digits."))
        else:
            self._ask(ascii_digits(typed.strip()))

    def _ask(self, pin: str) -> None:
        self._is_asking = True
        self.patience.end()  # whoever waits for an answer is not the one who is slow
        self._ok.setEnabled(False)
        if self._purpose is Purpose.CONFIRM:
            self.confirmed.emit(pin)
            return
        asked = self.withdrawn if self._purpose is Purpose.WITHDRAW else self.submitted
        asked.emit(clean_number(self._number.text()), pin)
