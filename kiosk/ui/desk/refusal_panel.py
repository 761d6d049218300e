"""Where a teacher records, in the register, that somebody does not want to be recognised by face.

It must not wait for an administrator. Of somebody's choices it says no more than is needed for that.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from kiosk.domain.people import Person
from kiosk.domain.privacy import Objection, PersonPrivacy
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_office import PrivacyApi
from kiosk.ui import theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.controls import button, column, empty, label, line
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.forms import Form
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.privacy_words import day_words, relation_word
from kiosk.ui.desk.refusals import Refusals


class RefusalPanel(QFrame):
    """The form of a no, and the way to a withdrawal where there is a consent; or the no that stands."""

    opened = Signal()
    """Somebody's choices are known, and it wants to be shown."""
    left = Signal()

    def __init__(self, desk: DeskApi, privacy: PrivacyApi, strip: Strip) -> None:
        super().__init__()
        self._privacy, self._strip = privacy, strip
        self._asked: Person | None = None
        self._refusals = Refusals(desk, privacy, strip, self)
        self._refusals.opened.connect(self._show_form)
        self._refusals.stored.connect(lambda _: self.left.emit())
        self.form: Form | None = None
        self.withdrawing = button("", lambda: None)
        self.closing = button("", lambda: None)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("Not to be recognised by face"))
        self._body = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        self.setVisible(False)

    def ask(self, person: Person) -> None:
        """Look at somebody's choices, which is a row of the audit, and offer what is left to say no to."""
        self._asked = person

        def show(privacy: PersonPrivacy) -> None:
            if self._asked is person:
                self._show(person, privacy)

        call(self._privacy.privacy_of(person.id), self, show, self._strip.tell_trouble)

    def leave(self) -> None:
        """Hide, and forget who it was about."""
        self._asked = self.form = None
        self.setVisible(False)
        empty(self._body)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, person: Person, privacy: PersonPrivacy) -> None:
        empty(self._body)
        self.form = None
        self._strip.dismiss()
        self.setVisible(True)  # at once, since only what is shown takes the keyboard
        self.opened.emit()
        if privacy.objection is not None:
            self._show_standing(person, privacy.objection)
            return
        self._refusals.ask_objection(person)
        if any(consent.is_live for consent in privacy.consents):
            self._offer_withdrawal(person)

    def _show_form(self, form: Form) -> None:
        self.form = form
        form.left.connect(self.left)
        row = line()  # not over the whole width: a list of three words needs none of it
        row.addWidget(form, 3)
        row.addStretch(1)
        self._body.addLayout(row)
        form.show()
        form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_withdrawal(self, person: Person) -> None:
        text = self.tr("Who only takes a consent back may give another one later:")
        self.withdrawing = button(
            self.tr("Only withdraw the consent …"), lambda: self._withdraw(person), kind="quiet"
        )
        row = QWidget()
        flow = FlowLayout(row)
        for part in (label(text, "muted"), self.withdrawing):
            flow.addWidget(part)
        self._body.addWidget(row)

    def _withdraw(self, person: Person) -> None:
        self.left.emit()
        self._refusals.ask_withdrawal(person)

    def _show_standing(self, person: Person, objection: Objection) -> None:
        self._body.addWidget(label(person.name, "heading", wraps=True))
        text = self.tr("✕ Not to be recognised by face, since {day}. Said by: {who}. Number and PIN work.")
        words = text.format(day=day_words(objection.since), who=relation_word(objection.by))
        self._body.addWidget(label(words, "care", wraps=True))
        more = self.tr("Whoever said it can take it back; an administrator records that.")
        self._body.addWidget(label(more, "muted", wraps=True))
        self.closing = button(self.tr("Close"), self.left.emit)
        acts = QWidget()
        FlowLayout(acts).addWidget(self.closing)
        self._body.addWidget(acts)
        acts.show()
        self.closing.show()
        self.closing.setFocus(Qt.FocusReason.OtherFocusReason)
