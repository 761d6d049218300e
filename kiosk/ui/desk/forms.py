"""The small forms of the people tab. Each says what was filled in and asks nobody itself."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.ids import ClassId
from kiosk.domain.people import SchoolClass
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, column, field, label, line, named
from kiosk.ui.widgets.fields import forget


class Form(QWidget):
    """A heading, fields, a problem line, and two buttons. Enter sends, Escape leaves."""

    left = Signal()

    def __init__(self, title: str, send: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._body = column(self, spacing=theme.SPACE.snug)
        self._body.addWidget(label(title, "heading", wraps=True))
        self.problem = label("", "error", wraps=True)
        self.problem.setVisible(False)
        self.go = button(send, self._send, kind="primary")
        self.cancel = button(self.tr("Cancel"), self.left.emit)

    @property
    def body(self) -> QVBoxLayout:
        """Where its lines go, for parts that several forms share."""
        return self._body

    def sending(self) -> None:
        """Let it not be sent twice, until `fail`."""
        self.fail("")
        self.go.setEnabled(False)

    def fail(self, text: str) -> None:
        """Say why it was not taken, and let it be tried again."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.go.setEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends, Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.go.isEnabled():
            self._send()
        else:
            super().keyPressEvent(event)

    def _end(self) -> None:
        self._body.addWidget(self.problem)
        acts = line()
        acts.addWidget(self.go)
        acts.addWidget(self.cancel)
        acts.addStretch(1)
        self._body.addLayout(acts)
        self._body.addStretch(1)

    def _send(self) -> None:
        """Check and tell; each form has its own."""
        raise NotImplementedError


class PersonForm(Form):
    """A new person."""

    filled = Signal(str, str, object)
    """Number, name, tuple of ClassIds."""

    def __init__(self, classes: Sequence[SchoolClass], chosen: ClassId | None) -> None:
        super().__init__(self.tr("Add a person"), self.tr("Add"))
        self._classes = tuple(classes)
        self.name = field(self.tr("Name"))
        self.number = field(self.tr("Number"), self.tr("The school's own number"), longest=40)
        self.class_box = QComboBox()
        self.class_box.setAccessibleName(self.tr("Class"))
        self.class_box.addItem(self.tr("No class yet"))
        for item in classes:
            self.class_box.addItem(i18n.isolate(item.name))
        ids = [item.id for item in classes]
        self.class_box.setCurrentIndex(ids.index(chosen) + 1 if chosen in ids else min(1, len(ids)))
        for text, control in (
            (self.tr("Name"), self.name),
            (self.tr("Number"), self.number),
            (self.tr("Class"), self.class_box),
        ):
            self._body.addWidget(named(text, control))
        self._end()
        self.setFocusProxy(self.name)

    def _send(self) -> None:
        if not self.name.text().strip() or not self.number.text().strip():
            self.fail(self.tr("A person needs a name and a number."))
            return
        place = self.class_box.currentIndex() - 1
        chosen = (self._classes[place].id,) if place >= 0 else ()
        self.filled.emit(self.number.text(), self.name.text(), chosen)


class ClassForm(Form):
    """A new class."""

    filled = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Add a class"), self.tr("Add"))
        self.name = field(self.tr("Name of the class"))
        self._body.addWidget(named(self.tr("Name of the class"), self.name))
        self._end()
        self.setFocusProxy(self.name)

    def _send(self) -> None:
        if not self.name.text().strip():
            self.fail(self.tr("A class needs a name."))
            return
        self.filled.emit(self.name.text())


class PinForm(Form):
    """A PIN, typed twice."""

    filled = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(self.tr("Set a PIN for {name}").format(name=i18n.isolate(name)), self.tr("Set PIN"))
        self.pin = field(self.tr("New PIN"), longest=8)
        self.again = field(self.tr("The same PIN again"), longest=8)
        self._body.addWidget(
            label(self.tr("4 to 8 digits, for signing in without the face."), "muted", wraps=True)
        )
        for title, control in ((self.tr("New PIN"), self.pin), (self.tr("The same PIN again"), self.again)):
            control.setEchoMode(QLineEdit.EchoMode.Password)
            control.setInputMethodHints(
                Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData
            )
            self._body.addWidget(named(title, control))
        self._end()
        self.setFocusProxy(self.pin)

    def _send(self) -> None:
        pin, again = self.pin.text(), self.again.text()
        forget(self.again)
        if pin != again:
            self.fail(self.tr("The two are not the same."))
            return
        forget(self.pin)
        self.filled.emit(pin)
