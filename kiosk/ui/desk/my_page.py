"""What everybody may do about their own sign-in: a PIN for today and another passphrase.

A page over the board; it never shows a secret and keeps none.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.people import SignedIn
from kiosk.runtime.api_office import KeysApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.cards import Cards
from kiosk.ui.desk.controls import button, card, column, label, line
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.secrets import DeskPinForm, OwnPassphraseForm
from kiosk.ui.theme import Tone


class MyPage(QWidget):
    """Two cards: the PIN, and the passphrase."""

    left = Signal()
    pin_chosen = Signal()
    """There is a PIN for the rest of the day."""

    def __init__(self, keys: KeysApi, who: SignedIn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(self.tr("My sign-in"))
        self.strip = Strip()
        self.strip.let_go.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.back = button(self.tr("Back to the board"), self.left.emit, kind="quiet")
        self.pin, self.passphrase = DeskPinForm(), OwnPassphraseForm(keys.suggest_passphrase)
        self.pin.filled.connect(self._take_pin)
        self.passphrase.filled.connect(self._take_passphrase)
        for form in (self.pin, self.passphrase):
            form.cancel.setVisible(False)
            form.left.connect(self.left)
        head = line()
        head.addWidget(label(self.tr("My sign-in"), "title"), 1)
        head.addWidget(self.back)
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addLayout(head)
        if who.number:
            text = self.tr("My number is {number}. With it, nobody else’s wrong tries make me wait.")
            outer.addWidget(label(text.format(number=i18n.number(who.number)), "muted", wraps=True))
        outer.addWidget(self.strip)
        places = []
        for form in (self.pin, self.passphrase):
            box = card()
            column(box, margins=theme.SPACE.normal).addWidget(form)
            places.append((box,))
        outer.addWidget(Cards(self.tr("My sign-in"), places), 1)

    def start(self) -> None:
        """Put the keyboard into the first line."""
        self.pin.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _take_pin(self, pin: str) -> None:
        self.pin.fail("")

        def chosen(_: None) -> None:
            self.strip.tell(
                self.tr("Chosen. “Lock” and a desk left alone ask for it until midnight."), Tone.GOOD
            )
            self.pin_chosen.emit()

        call(self._keys.set_desk_pin(pin), self, chosen, lambda trouble: self.pin.fail(trouble.text))

    def _take_passphrase(self, old: str, new: str) -> None:
        self.passphrase.fail("")
        self.passphrase.go.setEnabled(False)

        def changed(_: None) -> None:
            self.passphrase.go.setEnabled(True)
            self.strip.tell(self.tr("Changed. The next sign-in takes the new passphrase."), Tone.GOOD)

        call(
            self._keys.change_passphrase(old, new), self, changed,
            lambda trouble: self.passphrase.fail(trouble.text),
        )  # fmt: skip
