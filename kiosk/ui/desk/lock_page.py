"""The desk's screen while it is locked by a PIN: six digits, or the passphrase. No name is on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.people import SignedIn
from kiosk.errors import Code
from kiosk.runtime.api_office import KeysApi
from kiosk.ui import theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, card, column, label, line, named
from kiosk.ui.desk.secrets import PIN_DIGITS, digits_of, pin_field
from kiosk.ui.widgets.fields import forget

_WIDTH_PX = 460


class LockPage(QWidget):
    """Asks for the PIN; after the third wrong one the passphrase is needed."""

    unlocked = Signal(object)
    """A SignedIn."""
    passphrase_wanted = Signal(str)
    """Sign out; why, "" when somebody chose so."""
    left = Signal()
    """Back to the kiosk, still locked."""

    def __init__(self, keys: KeysApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._is_asking = False
        self.pin = pin_field(self.tr("Six digits"))
        self.pin.returnPressed.connect(self._ask)
        self.pin.textEdited.connect(self._look)
        self.reason = label("", "muted", wraps=True)
        self.problem = label("", "error", wraps=True)
        self.go = button(self.tr("Unlock"), self._ask, kind="primary")
        self.other = button(self.tr("Use the passphrase"), lambda: self.passphrase_wanted.emit(""))
        self.back = button(self.tr("Back to the kiosk"), self.left.emit, kind="quiet")
        box = card()
        box.setFixedWidth(_WIDTH_PX)
        inner = column(box, margins=theme.SPACE.wide, spacing=theme.SPACE.snug)
        inner.addWidget(label(self.tr("The desk is locked"), "title", wraps=True))
        inner.addWidget(self.reason)
        inner.addWidget(named(self.tr("Six digits"), self.pin))
        for part in (self.problem, self.go, self.other, self.back):
            inner.addWidget(part)
        outer = column(self, margins=theme.SPACE.page)
        outer.addStretch(2)
        middle = line()
        middle.addStretch(1)
        middle.addWidget(box)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)

    def ready(self, reason: str = "") -> None:
        """Empty it, and put the keyboard there; `reason` says why it is locked."""
        forget(self.pin)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self._say("")
        self._enable()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the kiosk."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _look(self) -> None:
        """Ask by itself after the sixth digit."""
        if len(digits_of(self.pin)) == PIN_DIGITS:
            self._ask()

    def _ask(self) -> None:
        pin = digits_of(self.pin)
        if not pin or self._is_asking:
            return
        self._is_asking = True
        forget(self.pin)
        self._say("")
        self._enable()
        call(self._keys.unlock(pin), self, self._open, self._refused)

    def _open(self, who: SignedIn) -> None:
        self._is_asking = False
        self.ready()
        self.unlocked.emit(who)

    def _refused(self, trouble: Trouble) -> None:
        self._is_asking = False
        self._enable()
        if trouble.code in {Code.DESK_PIN_OVER, Code.SIGNED_OUT}:
            self.passphrase_wanted.emit(trouble.text)
            return
        self._say(trouble.text)
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enable(self) -> None:
        self.go.setEnabled(not self._is_asking)
        self.pin.setReadOnly(self._is_asking)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self.problem, QAccessible.Event.Alert))
