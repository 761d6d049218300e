"""Erasing a person in two steps, and the receipt; and taking out what is held about them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from kiosk.domain.names import ascii_digits
from kiosk.domain.people import Person
from kiosk.domain.privacy import MarksChoice, PersonData, Receipt
from kiosk.reports.own_data import own_data_json
from kiosk.reports.receipt import receipt_json
from kiosk.runtime.api_office import PrivacyApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, empty, field, label, named
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.save_box import Format, SaveBox
from kiosk.ui.print.own_data import own_data_pdf
from kiosk.ui.print.receipt import receipt_lines, receipt_pdf
from kiosk.ui.worker import Worker


class ErasePanel(QWidget):
    """Choice of the marks, then the number typed, then the receipt. Nothing is erased before the number."""

    left = Signal()
    erased = Signal(object)
    """A Receipt; the panel stays to show it."""

    def __init__(
        self, privacy: PrivacyApi, worker: Worker, folder: Callable[[], Path], person: Person
    ) -> None:
        super().__init__()
        self._privacy, self._worker, self._folder, self._person = privacy, worker, folder, person
        self.setAccessibleName(self.tr("Erase a person"))
        self._body = column(self, spacing=theme.SPACE.snug)
        self.keeping = QRadioButton(self.tr("Keep the marks under their name"))
        self.anonymising = QRadioButton(self.tr("Make the marks anonymous"))
        self._choices = QButtonGroup(self)
        self.number = field(self.tr("Their number"), longest=40)
        self.problem = label("", "error", wraps=True)
        self.go = button("", lambda: None)
        self.cancel = button("", lambda: None)
        self.saving: SaveBox | None = None
        self._show_choice(MarksChoice.ANONYMISE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; Enter erases nothing by itself."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def marks(self) -> MarksChoice:
        """What is to happen to the marks."""
        return self._marks

    # Step 1: what goes, and the marks

    def _show_choice(self, chosen: MarksChoice) -> None:
        self._marks = chosen
        body = self._start(self.tr("Erase {name}").format(name=self._name()))
        self._add_text(
            body,
            self.tr(
                "Face, PIN, greeting and places in classes go from everything this program keeps, and the "
                "face from its backups within 30 days. This cannot be undone."
            ),
        )
        self._add_text(body, self.tr("What is to happen to their marks in the registers?"))
        self._add_choices(body)
        self.go = button(self.tr("Continue …"), self._continue, kind="primary")
        self.cancel = button(self.tr("Cancel"), self.left.emit)
        self._end(body)
        checked = self.keeping if chosen is MarksChoice.KEEP else self.anonymising
        checked.setChecked(True)
        self._focus(checked)

    def _add_choices(self, body: QVBoxLayout) -> None:
        self.keeping = QRadioButton(self.tr("Keep the marks under their name"))
        self.anonymising = QRadioButton(self.tr("Make the marks anonymous"))
        self._choices = QButtonGroup(self)
        for choice, text in (
            (
                self.anonymising,
                self.tr("The registers keep their numbers; nothing says any more whose mark it was."),
            ),
            (
                self.keeping,
                self.tr("Name, number and marks stay, because a law or the school’s rule asks for it."),
            ),
        ):
            choice.setAccessibleName(choice.text())
            choice.setAccessibleDescription(text)
            self._choices.addButton(choice)
            body.addWidget(choice)
            body.addWidget(label(text, "muted", wraps=True))

    def _continue(self) -> None:
        keeps = self.keeping.isChecked()
        self._show_confirmation(MarksChoice.KEEP if keeps else MarksChoice.ANONYMISE)

    # Step 2: the number

    def _show_confirmation(self, chosen: MarksChoice) -> None:
        self._marks = chosen
        body = self._start(self.tr("Erase {name} now?").format(name=self._name()))
        marks = (
            self.tr("Name, number and marks stay. Everything else about them goes.")
            if chosen is MarksChoice.KEEP
            else self.tr("Everything about them goes; their marks become anonymous.")
        )
        self._add_text(body, marks)
        text = self.tr("To confirm, type their number: {number}")
        self.number = field(self.tr("Their number"), longest=40)
        self.number.textChanged.connect(self._enable)
        body.addWidget(named(text.format(number=i18n.isolate(self._person.number)), self.number))
        self.problem = label("", "error", wraps=True)
        self.problem.setVisible(False)
        body.addWidget(self.problem)
        self.go = button(self.tr("Erase"), self._erase, kind="danger")
        self.cancel = button(self.tr("Back"), lambda: self._show_choice(chosen))
        self._end(body)
        self._enable()
        self._focus(self.number)

    def _enable(self) -> None:
        typed = ascii_digits(self.number.text()).strip()
        self.go.setEnabled(typed == ascii_digits(self._person.number).strip())

    def _erase(self) -> None:
        self.go.setEnabled(False)
        self.problem.setVisible(False)
        call(self._privacy.erase(self._person.id, self._marks), self, self._show_receipt, self._failed)

    def _failed(self, trouble: Trouble) -> None:
        self.problem.setText(trouble.text)
        self.problem.setVisible(True)
        self._enable()

    # Step 3: the receipt

    def _show_receipt(self, receipt: Receipt) -> None:
        number = i18n.isolate(receipt.number)
        body = self._start(self.tr("Erased: number {number}").format(number=number))
        self._add_text(body, self.tr("Save the receipt for the person to take home. It holds no name."))
        self.saving = SaveBox(
            self._worker,
            self._folder,
            lambda: self._worker.submit(lambda: receipt),
            (
                Format(
                    self.tr("Save as PDF …"), lambda r: (_name("receipt", r.number, "pdf"), receipt_pdf(r))
                ),
                Format(
                    self.tr("Save as JSON …"), lambda r: (_name("receipt", r.number, "json"), receipt_json(r))
                ),
            ),
        )
        body.addWidget(self.saving)
        for text in receipt_lines(receipt):
            body.addWidget(label(text, "muted", wraps=True))
        self.go = button(self.tr("Done"), self.left.emit, kind="primary")
        body.addWidget(self.go)
        body.addStretch(1)
        self._focus(self.saving)
        self.erased.emit(receipt)

    def _start(self, title: str) -> QVBoxLayout:
        empty(self._body)
        self.setAccessibleName(title)
        self._body.addWidget(label(title, "heading", wraps=True))
        return self._body

    def _end(self, body: QVBoxLayout) -> None:
        acts = QWidget()
        flow = FlowLayout(acts)
        for made in (self.go, self.cancel):
            flow.addWidget(made)
        body.addWidget(acts)
        body.addStretch(1)

    def _focus(self, part: QWidget) -> None:
        """Show a part at once, since only what is shown takes the keyboard, and put the keyboard there."""
        self.setFocusProxy(part)
        above: QWidget | None = part
        while above is not None and above is not self:
            above.show()
            above = above.parentWidget()
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _add_text(body: QVBoxLayout, text: str) -> None:
        body.addWidget(label(text, wraps=True))

    def _name(self) -> str:
        return i18n.isolate(self._person.name)


class OwnDataPanel(QWidget):
    """Everything that is held about one person, as a file for them."""

    left = Signal()

    def __init__(
        self, privacy: PrivacyApi, worker: Worker, folder: Callable[[], Path], person: Person
    ) -> None:
        super().__init__()
        title = self.tr("What is held about {name}").format(name=i18n.isolate(person.name))
        self.setAccessibleName(title)
        body = column(self, spacing=theme.SPACE.snug)
        body.addWidget(label(title, "heading", wraps=True))
        for text in (
            self.tr("Everything this program holds about them, and nothing about anybody else."),
            self.tr(
                "Teachers’ notes about them are part of it. That it was taken out is noted in the audit."
            ),
        ):
            body.addWidget(label(text, wraps=True))
        self.saving = SaveBox(
            worker,
            folder,
            lambda: privacy.own_data(person.id),
            _own_data_formats(self.tr("Save as PDF …"), self.tr("Save as JSON …")),
        )
        body.addWidget(self.saving)
        self.cancel = button(self.tr("Close"), self.left.emit)
        acts = QWidget()
        FlowLayout(acts).addWidget(self.cancel)
        body.addWidget(acts)
        body.addStretch(1)
        self.setFocusProxy(self.saving)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _own_data_formats(pdf: str, json: str) -> Sequence[Format]:
    def as_pdf(data: PersonData) -> tuple[str, bytes]:
        return _name("own-data", data.number, "pdf"), own_data_pdf(data)

    def as_json(data: PersonData) -> tuple[str, bytes]:
        return _name("own-data", data.number, "json"), own_data_json(data)

    return Format(pdf, as_pdf), Format(json, as_json)


def _name(kind: str, number: str, extension: str) -> str:
    """Name a file by the school's own number: no name of a person stands in a folder's list."""
    kept = "".join(c if c.isalnum() else "-" for c in number).strip("-")[:40]
    return f"{kind}-{kept or 'person'}.{extension}"
