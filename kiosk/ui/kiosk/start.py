"""The door's page of an attended start: a passphrase opens what the door needs, and signs nobody in.

It forgets what was typed as soon as it was asked with, and never says whose passphrase was right.
"""

import math
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.names import ascii_digits
from kiosk.errors import Code
from kiosk.runtime.api import StartApi
from kiosk.ui import bridge, i18n, theme
from kiosk.ui.bridge import Trouble
from kiosk.ui.kiosk.buttons import action
from kiosk.ui.kiosk.entry import DoorField
from kiosk.ui.kiosk.labels import kiosk_label
from kiosk.ui.kiosk.patience import Patience
from kiosk.ui.widgets.fields import forget

_LONGEST_PASSPHRASE = 1024
_LONGEST_NUMBER = 4
_TICK_MS = 250
_NUMBER_WIDTH_PX = 220
_TYPING_S = 60.0
"""What was typed and left standing is cleared after this long."""


class StartPage(QWidget):
    """Somebody signs in to start; a wrong try waits where it can be seen."""

    started = Signal()

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = monotonic
        self.patience = Patience(monotonic, self, _TYPING_S, self._clearing)
        self.patience.warned.connect(self._warn)
        self.patience.over.connect(self._clear)
        self._start: StartApi | None = None
        self._is_asking = False
        self._wait_ends = 0.0
        self._title, self._lead = kiosk_label("title"), kiosk_label("text")
        self._phrase_label, self._number_label = kiosk_label("text"), kiosk_label("text", wraps=False)
        self._message = kiosk_label("error")
        self._phrase, self._number = DoorField(_LONGEST_PASSPHRASE), DoorField(_LONGEST_NUMBER)
        self._phrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._phrase.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._number.setMaximumWidth(_NUMBER_WIDTH_PX)
        self._show = QCheckBox()
        self._show.setProperty("kiosk", "box")
        self._show.toggled.connect(self._set_shown)
        self._go = action("primary")
        self._go.clicked.connect(self._ask)
        for entry in (self._phrase, self._number):
            entry.returnPressed.connect(self._ask)
            entry.textChanged.connect(self._wait_for_more)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self.tick)
        self._build()
        self.retranslate()

    @property
    def message(self) -> str:
        """What went wrong, "" for nothing."""
        return self._message.text()

    def open(self, start: StartApi) -> None:
        """Begin empty.

        Args:
            start: What is asked.
        """
        self._start = start
        self._say("")
        self._enable()
        self._phrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Forget what was typed."""
        self._ticks.stop()
        self.patience.end()
        self._show.setChecked(False)
        forget(self._phrase, self._number)

    def tick(self) -> None:
        """Count the wait down."""
        left = self._wait_ends - self._now()
        if left > 0:
            text = self.tr("There were wrong passphrases just now. Try again in {seconds} s.")
            self._write(text.format(seconds=i18n.number(math.ceil(left))))
            return
        self._ticks.stop()
        self._say("")
        self._enable()
        self._phrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._title.setText(self.tr("Somebody signs in to start"))
        self._lead.setText(
            self.tr("This kiosk keeps no key of its own. Any passphrase of this school starts it.")
        )
        self._phrase_label.setText(self.tr("Passphrase"))
        self._phrase.setAccessibleName(self.tr("Passphrase"))
        self._number_label.setText(self.tr("My number, if I know it"))
        self._number.setAccessibleName(self.tr("My number, if I know it"))
        self._show.setText(self.tr("Show what I type"))
        self._enable()

    def _build(self) -> None:
        for title, entry in ((self._phrase_label, self._phrase), (self._number_label, self._number)):
            title.setBuddy(entry)
        column = QVBoxLayout(self)
        # No air above and below: for gloves the fields and buttons leave just the height of the words.
        column.setContentsMargins(theme.SPACE.page, 0, theme.SPACE.page, 0)
        column.setSpacing(theme.SPACE.tight * 3 // 4)
        column.addStretch(1)
        for part in (self._title, self._lead, self._phrase_label, self._phrase):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE.normal)
        row.addWidget(self._number_label)
        row.addWidget(self._number)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._message)
        last = QHBoxLayout()
        last.setSpacing(theme.SPACE.normal)
        last.addWidget(self._go)
        last.addWidget(self._show)
        last.addStretch(1)
        column.addLayout(last)
        column.addStretch(2)

    @Slot()
    def _wait_for_more(self) -> None:
        """Wait only while something stands in a field."""
        if self._phrase.text() or self._number.text():
            self.patience.begin()
        else:
            self.patience.end()

    def _clearing(self, seconds: str) -> str:
        text = self.tr("Cleared in {seconds} s. Touch anything to keep what you typed.")
        return text.format(seconds=seconds)

    @Slot(str)
    def _warn(self, words: str) -> None:
        if not self._ticks.isActive():
            self._write(words, "strong" if words else "error")

    @Slot()
    def _clear(self) -> None:
        """Forget what somebody typed who has left."""
        self._show.setChecked(False)
        forget(self._phrase, self._number)
        self._say("")
        self._phrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_shown(self, is_shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self._phrase.setEchoMode(modes.Normal if is_shown else modes.Password)

    def _ask(self) -> None:
        phrase = self._phrase.text()
        if self._start is None or self._is_asking or self._ticks.isActive() or not phrase:
            return
        digits = ascii_digits(self._number.text()).strip()
        self._is_asking = True
        self.patience.end()
        self._say("")
        self._enable()
        asked = self._start.start_attended(phrase, int(digits) if digits.isdecimal() else None)
        bridge.call(asked, self, self._opened, self._refused)

    def _opened(self, _: None) -> None:
        self._is_asking = False
        self.started.emit()

    def _refused(self, trouble: Trouble) -> None:
        self._is_asking = False
        if trouble.code is Code.PASSPHRASE_WAIT:
            self._wait_ends = self._now() + trouble.wait_s
            self._ticks.start()
            self.tick()
        else:
            self._say(trouble.text)
        self._wait_for_more()
        self._phrase.selectAll()
        self._enable()
        self._phrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enable(self) -> None:
        self._go.setEnabled(not self._is_asking and not self._ticks.isActive())
        self._go.setText(self.tr("Opening …") if self._is_asking else self.tr("Start"))
        self._phrase.setReadOnly(self._is_asking)

    def _write(self, text: str, role: str = "error") -> None:
        """Show what went wrong in the place of the explanation: a small screen has no room for both."""
        self._message.setText(text)
        self._message.setVisible(bool(text))
        if self._message.property("kiosk") != role:
            self._message.setProperty("kiosk", role)
            theme.restyle(self._message)
        self._lead.setVisible(not text)
        self._title.setVisible(not text or self.height() > self.width())

    def _say(self, text: str) -> None:
        self._write(text)
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
