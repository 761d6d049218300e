"""Fields and forms for what nobody else may know: passphrases, and the desk's PIN. They forget at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.domain.names import ascii_digits
from kiosk.ui import theme
from kiosk.ui.desk.controls import button, column, field, label, line, named
from kiosk.ui.desk.forms import Form
from kiosk.ui.widgets.fields import forget

LONGEST_PASSPHRASE = 1024
PIN_DIGITS = 6


def passphrase_field(name: str) -> QLineEdit:
    """Make a line for a passphrase, hidden while it is typed."""
    made = field(name, longest=LONGEST_PASSPHRASE)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhNoAutoUppercase
    )
    return made


def pin_field(name: str) -> QLineEdit:
    """Make a line for six digits, hidden while they are typed."""
    made = field(name, longest=PIN_DIGITS)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return made


def digits_of(entry: QLineEdit) -> str:
    """Read digits of any script."""
    return ascii_digits(entry.text()).strip()


class NewPassphrase(QWidget):
    """Two lines for a new passphrase, and six words on request, shown until they were typed once more."""

    def __init__(self, suggest: Callable[[], str], parent: QWidget | None = None) -> None:
        """Begin empty.

        Args:
            suggest: Gives six random words.
            parent: As of any widget.
        """
        super().__init__(parent)
        self._suggest = suggest
        self.new = passphrase_field(self.tr("New passphrase"))
        self.again = passphrase_field(self.tr("The same once more"))
        self.words = label("", "heading", wraps=True)
        hint = self.tr("Write these words on paper, then type them once more.")
        self.hint = label(hint, "muted", wraps=True)
        self.suggesting = button(self.tr("Suggest six words"), self.suggest)
        row = line()
        row.addWidget(self.suggesting)
        row.addStretch(1)
        outer = column(self, spacing=theme.SPACE.tight)
        outer.addWidget(named(self.tr("New passphrase"), self.new))
        outer.addLayout(row)
        outer.addWidget(self.words)
        outer.addWidget(self.hint)
        outer.addWidget(named(self.tr("The same once more"), self.again))
        self.new.textEdited.connect(lambda _: self._show(""))
        self.again.textChanged.connect(self._look)
        self._show("")

    def suggest(self) -> None:
        """Show six words, and take them as the first of the two."""
        words = self._suggest()
        self.new.setText(words)
        forget(self.again)
        self._show(words)
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> str | None:
        """Give the passphrase and forget it; None, with the second line empty, where the two differ."""
        new, again = self.new.text(), self.again.text()
        forget(self.again)
        if not new or new != again:
            return None
        forget(self.new)
        self._show("")
        return new

    def _look(self, text: str) -> None:
        if text and text == self.new.text():
            self._show("")

    def _show(self, words: str) -> None:
        self.words.setText(words)
        for part in (self.words, self.hint):
            part.setVisible(bool(words))


class DeskPinForm(Form):
    """Six digits for the rest of the day, typed twice."""

    filled = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("A PIN for the rest of today"), self.tr("Take this PIN"))
        text = self.tr(
            "Six digits unlock the screen until midnight or the next start, so that no passphrase is typed "
            "before a queue. They protect the screen only: names stay open behind it. Three wrong tries, and "
            "the passphrase is needed."
        )
        self.body.addWidget(label(text, "muted", wraps=True))
        self.pin, self.again = (
            pin_field(self.tr("Six digits")),
            pin_field(self.tr("The same six digits again")),
        )
        for entry in (self.pin, self.again):
            self.body.addWidget(named(entry.accessibleName(), entry))
        self._end()
        self.setFocusProxy(self.pin)

    def _send(self) -> None:
        pin, again = digits_of(self.pin), digits_of(self.again)
        forget(self.again)
        if pin != again:
            self.fail(self.tr("The two are not the same."))
            return
        forget(self.pin)
        self.filled.emit(pin)


class OwnPassphraseForm(Form):
    """Another passphrase of one's own."""

    filled = Signal(str, str)
    """The old and the new one."""

    def __init__(self, suggest: Callable[[], str]) -> None:
        super().__init__(self.tr("Another passphrase"), self.tr("Change it"))
        self.old = passphrase_field(self.tr("The passphrase until now"))
        self.body.addWidget(named(self.tr("The passphrase until now"), self.old))
        self.new = NewPassphrase(suggest)
        self.body.addWidget(self.new)
        self._end()
        self.setFocusProxy(self.old)

    def _send(self) -> None:
        if not self.old.text():
            self.fail(self.tr("Type the passphrase until now first."))
            return
        new = self.new.take()
        if new is None:
            self.fail(self.tr("The two new passphrases are not the same."))
            return
        old = self.old.text()
        forget(self.old)
        self.filled.emit(old, new)
