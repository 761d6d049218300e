"""The desk's first page: a passphrase, and a wait that can be seen after a wrong one."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from kiosk.domain.names import ascii_digits
from kiosk.domain.people import SignedIn
from kiosk.errors import Code
from kiosk.runtime.api import DeskApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, card, column, field, label, line, named
from kiosk.ui.widgets.fields import forget

_WIDTH_PX = 460
_TICK_MS = 250


class SignInPage(QWidget):
    """Asks for a passphrase; forgets what was typed at once."""

    signed_in = Signal(object)
    """A SignedIn."""
    left = Signal()
    """Back to the kiosk without signing in."""

    def __init__(
        self, desk: DeskApi, *, monotonic: Callable[[], float] = time.monotonic, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._monotonic = monotonic
        self._wait_ends = 0.0
        self._is_asking = False
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self.tick)
        self.passphrase = field(self.tr("Passphrase"), longest=1024)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.passphrase.returnPressed.connect(self._ask)
        self.number = field(self.tr("My number, if I know it"), longest=4)
        self.number.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.number.returnPressed.connect(self._ask)
        self.numbering = button(self.tr("I have a number"), self.show_number, kind="quiet")
        self.shown = button(self.tr("Show"), self._toggle, hint=self.tr("Show or hide what is typed"))
        self.shown.setCheckable(True)
        self.go = button(self.tr("Sign in"), self._ask, kind="primary")
        self.back = button(self.tr("Back to the kiosk"), self.left.emit, kind="quiet")
        self.problem = label("", "error", wraps=True)
        self.reason = label("", "muted", wraps=True)
        self._lay_out()

    def ready(self, reason: str = "") -> None:
        """Empty and hide the passphrase, put the keyboard there; `reason` says why it is here again."""
        forget(self.passphrase)
        self.shown.setChecked(False)
        self._toggle()
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self._say("")
        self._enable()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_number(self) -> None:
        """Ask for the sign-in number too. What is typed there stays while the program runs."""
        self._number_box.setVisible(True)
        self.numbering.setVisible(False)
        (self.number if self.passphrase.text() else self.passphrase).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_number(self, typed: str) -> None:
        """Go on with a number that was typed before, when the page is built anew."""
        self.number.setText(typed)
        if typed:
            self.show_number()

    def tick(self) -> None:
        """Count the wait down."""
        left = self._wait_ends - self._monotonic()
        if left > 0:
            seconds = i18n.number(math.ceil(left))
            text = self.tr("There were wrong passphrases just now. Try again in {seconds} s.")
            self.problem.setText(text.format(seconds=seconds))
            self.problem.setVisible(True)
            return
        self._ticks.stop()
        self._say("")
        self._enable()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        box = card()
        box.setFixedWidth(_WIDTH_PX)
        inner = column(box, margins=theme.SPACE.wide, spacing=theme.SPACE.snug)
        inner.addWidget(label(self.tr("Attendance desk"), "title"))
        inner.addWidget(self.reason)
        inner.addWidget(
            label(
                self.tr("Sign in with your passphrase. Marking at the door goes on meanwhile."),
                "muted",
                wraps=True,
            )
        )
        entry = QWidget()
        row = line(entry)
        row.addWidget(self.passphrase, 1)
        row.addWidget(self.shown)
        entry.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        entry.setFocusProxy(self.passphrase)
        entry.setAccessibleName(self.tr("Passphrase"))
        inner.addWidget(named(self.tr("Passphrase"), entry))
        self._number_box = named(self.tr("My number, if I know it"), self.number)
        self._number_box.setVisible(False)
        inner.addWidget(self._number_box)
        inner.addWidget(self.numbering)
        inner.addWidget(self.problem)
        self.problem.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.problem.setVisible(False)
        self.reason.setVisible(False)
        inner.addWidget(self.go)
        inner.addWidget(self.back)
        outer = column(self, margins=theme.SPACE.page)
        outer.addStretch(2)
        middle = line()
        middle.addStretch(1)
        middle.addWidget(box)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)

    def _toggle(self) -> None:
        modes = QLineEdit.EchoMode
        self.passphrase.setEchoMode(modes.Normal if self.shown.isChecked() else modes.Password)
        self.shown.setText(self.tr("Hide") if self.shown.isChecked() else self.tr("Show"))

    def _ask(self) -> None:
        text = self.passphrase.text()
        if not text or self._is_asking or self._ticks.isActive():
            return
        self._is_asking = True
        self._say("")
        self._enable()
        self.go.setText(self.tr("Opening …"))
        digits = ascii_digits(self.number.text()).strip()
        number = int(digits) if digits.isdecimal() else None
        call(self._desk.sign_in(text, number), self, self._opened, self._refused)

    def _opened(self, who: SignedIn) -> None:
        self._is_asking = False
        self.ready()
        self.signed_in.emit(who)

    def _refused(self, trouble: Trouble) -> None:
        self._is_asking = False
        if trouble.code in {Code.PASSPHRASE_WRONG, Code.PASSPHRASE_WAIT}:
            self.show_number()
        self.passphrase.selectAll()
        if trouble.code is Code.PASSPHRASE_WAIT:
            self._wait_ends = self._monotonic() + trouble.wait_s
            self._ticks.start()
            self.tick()
        else:
            self._say(trouble.text)
        self._enable()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enable(self) -> None:
        is_free = not self._is_asking and not self._ticks.isActive()
        self.go.setEnabled(is_free)
        self.go.setText(self.tr("Sign in"))
        self.passphrase.setReadOnly(self._is_asking)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self.problem, QAccessible.Event.Alert))
