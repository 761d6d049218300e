"""A person's choices on their page: what was agreed to, a no, leaving, and the acts that go with each."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.people import PersonSummary
from kiosk.domain.privacy import (
    Basis,
    ConsentGiven,
    ConsentRecord,
    ConsentText,
    PersonPrivacy,
    Purpose,
    Receipt,
    Relation,
)
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_office import PrivacyApi
from kiosk.ui import i18n
from kiosk.ui.bridge import call
from kiosk.ui.desk.controls import button, column, label, line
from kiosk.ui.desk.erase_panel import ErasePanel, OwnDataPanel
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.forms import Form
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.privacy_forms import ConsentForm, LeftForm, LiftForm
from kiosk.ui.desk.privacy_words import day_words, last_day_words, relation_word
from kiosk.ui.desk.refusals import Refusals
from kiosk.ui.worker import Worker


class PrivacyBox(QWidget):
    """Two sections: consent, and what else is theirs to say. Built once, then filled as answers come."""

    consent_asked = Signal()
    withdrawal_asked = Signal()
    objection_asked = Signal()
    lift_asked = Signal()
    leaving_asked = Signal()
    return_asked = Signal()

    def __init__(self, summary: PersonSummary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = summary
        self.state = label("", "muted", wraps=True)
        self.told = label("", "muted", wraps=True)
        self.no = label("", "care", wraps=True)
        self.gone = label("", "care", wraps=True)
        self.recording = button(self.tr("Record consent …"), self.consent_asked.emit, kind="primary")
        self.withdrawing = button(self.tr("Withdraw consent …"), self.withdrawal_asked.emit, kind="danger")
        self.objecting = button(self.tr("They said no …"), self.objection_asked.emit, kind="quiet")
        self.lifting = button(self.tr("Take the no back …"), self.lift_asked.emit)
        self.leaving = button(self.tr("They left …"), self.leaving_asked.emit, kind="quiet")
        self.returning = button(self.tr("They are here after all"), self.return_asked.emit)
        self._lay_out()
        self._show_consent(summary.has_live_consent, None)
        self._show_no(None)
        self._show_left(None)

    def show_privacy(self, privacy: PersonPrivacy) -> None:
        """Fill in what is known."""
        newest = privacy.consents[0] if privacy.consents else None
        live = next((consent for consent in privacy.consents if consent.is_live), None)
        self._show_consent(live is not None, live or newest)
        self._show_no(privacy)
        self._show_left(privacy)

    def _lay_out(self) -> None:
        body = column(self)
        rule = QFrame()
        rule.setProperty("role", "line")
        rule.setFixedHeight(1)
        body.addWidget(rule)
        row = line()
        row.addWidget(label(self.tr("Consent"), "muted"))
        row.addWidget(self.state, 1)
        body.addLayout(row)
        for part in (
            self.told, self.no, self.gone, self.recording, self.withdrawing, self.lifting, self.returning,
        ):  # fmt: skip
            body.addWidget(part)
        rarer = QWidget()
        flow = FlowLayout(rarer)
        for part in (self.objecting, self.leaving):
            flow.addWidget(part)
        body.addWidget(rarer)

    def _show_consent(self, is_live: bool, consent: ConsentRecord | None) -> None:
        _say(self.state, self.tr("✓ Given") if is_live else self.tr("○ None"), "good" if is_live else "muted")
        self.told.setText("" if consent is None else self._consent_words(consent))
        self.told.setVisible(consent is not None)
        self.recording.setVisible(not is_live)
        self.withdrawing.setVisible(is_live)

    def _consent_words(self, consent: ConsentRecord) -> str:
        given = consent.given
        who = self.tr("{name} ({relation})").format(
            name=i18n.isolate(given.given_by), relation=relation_word(given.relation)
        )
        version = self.tr("the school’s text, version {n}").format(n=i18n.isolate(given.text_version))
        what = version if given.text_version else i18n.isolate(given.text.rstrip("."))
        if consent.is_live:
            text = self.tr("By {who}. To: {what}. Last day: {day}.")
        elif consent.withdrawn is not None:
            text = self.tr("The last one, by {who}, was withdrawn on {day}.")
        else:
            text = self.tr("The last one, by {who}, is over; its last day was {day}.")
        withdrawn = consent.withdrawn
        day = last_day_words(consent.ends) if withdrawn is None else day_words(withdrawn)
        return text.format(who=who, what=what, day=day)

    def _show_no(self, privacy: PersonPrivacy | None) -> None:
        objection = None if privacy is None else privacy.objection
        if objection is not None:
            text = self.tr(
                "✕ Not to be recognised by face, since {day}. Said by: {who}. Number and PIN work."
            )
            self.no.setText(text.format(day=day_words(objection.since), who=relation_word(objection.by)))
        self.no.setVisible(objection is not None)
        self.lifting.setVisible(objection is not None)
        self.objecting.setVisible(objection is None)
        if objection is not None:
            self.recording.setVisible(False)

    def _show_left(self, privacy: PersonPrivacy | None) -> None:
        left = None if privacy is None else privacy.left
        if left is not None and privacy is not None:
            parts = [self.tr("△ Left on {day}.").format(day=day_words(left))]
            if privacy.templates_go is not None:
                text = self.tr("Their face templates go by themselves on {day}.")
                parts.append(text.format(day=day_words(privacy.templates_go)))
            self.gone.setText(" ".join(parts))
        self.gone.setVisible(left is not None)
        self.returning.setVisible(left is not None)
        self.leaving.setVisible(left is None)


class PrivacyActs(QObject):
    """Opens the forms and sends what they say; the page that shows them is the panel's."""

    opened = Signal(object)
    """A form or panel to be shown instead of the facts."""
    stored = Signal(object)
    """Something was stored about this PersonId; the form is done."""
    changed = Signal(object)
    """The same, or None where the person is gone, while the form stays."""

    def __init__(
        self,
        desk: DeskApi,
        privacy: PrivacyApi,
        worker: Worker,
        clock: Callable[[], Instant],
        strip: Strip,
        folder: Callable[[], Path],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._privacy, self._worker = privacy, worker
        self.refusals = Refusals(desk, privacy, strip, self)
        self.refusals.opened.connect(self.opened)
        self.refusals.stored.connect(self.stored)
        self._clock, self._strip, self._folder = clock, strip, folder

    def watch(
        self, box: PrivacyBox, summary: PersonSummary, known: Callable[[], PersonPrivacy | None]
    ) -> None:
        """Let a box's buttons act for this person."""
        box.consent_asked.connect(lambda: self.ask_consent(summary))
        box.withdrawal_asked.connect(lambda: self.refusals.ask_withdrawal(summary.person))
        box.objection_asked.connect(lambda: self.refusals.ask_objection(summary.person))
        box.lift_asked.connect(lambda: self.ask_lift(summary, known()))
        box.leaving_asked.connect(lambda: self.ask_left(summary))
        box.return_asked.connect(lambda: self.set_left(summary, None))

    def buttons(self, summary: PersonSummary) -> tuple[QPushButton, ...]:
        """Give those that stand at the end of a person's page."""
        out = button(self.tr("What is held about them …"), lambda: self.ask_own_data(summary), kind="quiet")
        return out, button(self.tr("Erase them …"), lambda: self.ask_erase(summary), kind="danger")

    def ask_consent(self, summary: PersonSummary) -> None:
        """Open the form once the school's texts and its ground are known."""

        def took_texts(texts: Sequence[ConsentText]) -> None:
            def took_bases(bases: Sequence[Basis]) -> None:
                ground = next((basis for basis in bases if basis.purpose is Purpose.FACE), None)
                self._open_consent(summary, texts, ground)

            call(self._privacy.bases(), self, took_bases, self._strip.tell_trouble)

        call(self._privacy.consent_texts(), self, took_texts, self._strip.tell_trouble)

    def _open_consent(
        self, summary: PersonSummary, texts: Sequence[ConsentText], basis: Basis | None
    ) -> None:
        form = ConsentForm(summary.person.name, self._clock(), texts, basis)

        def send(given: ConsentGiven) -> None:
            self._run(
                form, self._privacy.record_consent(summary.person.id, given), lambda _: self._stored(summary)
            )

        form.filled.connect(send)
        self.opened.emit(form)

    def ask_lift(self, summary: PersonSummary, privacy: PersonPrivacy | None) -> None:
        """Open the form that takes a no back."""
        if privacy is None or privacy.objection is None:
            return
        form = LiftForm(summary.person.name, privacy.objection.by)

        def send(by: Relation) -> None:
            future = self._privacy.lift_objection(summary.person.id, by)
            self._run(form, future, lambda _: self._stored(summary))

        form.filled.connect(send)
        self.opened.emit(form)

    def ask_left(self, summary: PersonSummary) -> None:
        """Open the form of somebody's last day."""
        form = LeftForm(summary.person.name, self._clock())

        def send(day: date) -> None:
            future = self._privacy.mark_left(summary.person.id, day)
            self._run(form, future, lambda _: self._stored(summary))

        form.filled.connect(send)
        self.opened.emit(form)

    def set_left(self, summary: PersonSummary, day: date | None) -> None:
        """Say when somebody left, or, with None, that they are here."""
        future = self._privacy.mark_left(summary.person.id, day)
        call(future, self, lambda _: self._stored(summary), self._strip.tell_trouble)

    def ask_erase(self, summary: PersonSummary) -> None:
        """Open the two steps."""
        panel = ErasePanel(self._privacy, self._worker, self._folder, summary.person)

        def done(_receipt: Receipt) -> None:
            self.changed.emit(None)

        panel.erased.connect(done)
        self.opened.emit(panel)

    def ask_own_data(self, summary: PersonSummary) -> None:
        """Open what takes out everything about somebody."""
        self.opened.emit(OwnDataPanel(self._privacy, self._worker, self._folder, summary.person))

    def _run(self, form: Form, future: "Future[Any]", on_done: Callable[[Any], None]) -> None:
        form.sending()
        call(future, form, on_done, lambda trouble: form.fail(trouble.text))

    def _stored(self, summary: PersonSummary) -> None:
        self.stored.emit(summary.person.id)


def _say(part: QLabel, text: str, role: str) -> None:
    part.setText(text)
    if part.property("role") != role:
        part.setProperty("role", role)
        part.style().unpolish(part)
        part.style().polish(part)
