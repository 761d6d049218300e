"""A guided enrolment: what it is for, glasses, five looks, a symbol, and the code that does the same.

No picture is shown, and nothing of the face is asked for. The pages speak the person's language; what only
whoever sits at the desk needs to know is in the desk's.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from kiosk.domain.ids import PersonId
from kiosk.domain.people import PersonSummary
from kiosk.domain.privacy import Basis, PersonPrivacy
from kiosk.domain.symbols import offered
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import CameraApi, DeskApi, Enrolled
from kiosk.runtime.api_office import PrivacyApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call, trouble
from kiosk.ui.desk.controls import button, column, label, line
from kiosk.ui.desk.enrol_end import CodesPage, SymbolPage
from kiosk.ui.desk.enrol_pages import POLL_MS, EnrolPage, GlassesPage, LooksPage, PurposePage, RetryPage
from kiosk.ui.desk.enrol_words import Speech
from kiosk.ui.widgets import icons

_GLOBE_PX = 20


class EnrolPanel(QWidget):
    """Runs one enrolment by camera. Leaving it stops the camera's part."""

    stored = Signal(object)
    """Something was stored about this PersonId; the panel goes on."""
    failed = Signal(object)
    """A Trouble that ends it: no consent, or a face that is enrolled under another number."""
    card_asked = Signal()
    left = Signal()

    def __init__(
        self,
        desk: DeskApi,
        camera: CameraApi,
        privacy: PrivacyApi,
        summary: PersonSummary,
        names: Mapping[PersonId, str],
        parent: QWidget | None = None,
    ) -> None:
        """Make it; `start` asks for what the first page says.

        Args:
            desk: Enrols and stores.
            camera: Says how far it is.
            privacy: Knows the ground.
            summary: Who.
            names: Of everybody, to name look-alikes.
            parent: As of any widget.
        """
        super().__init__(parent)
        self._desk, self._camera, self._privacy = desk, camera, privacy
        self._summary, self._names = summary, names
        self._is_running = self._has_glasses = False
        self.enrolled: Enrolled | None = None
        self.speech = Speech(i18n.current())
        self.page: EnrolPage | None = None
        title = self.tr("Enrol {name} by camera").format(name=i18n.isolate(summary.person.name))
        self.setAccessibleName(title)
        self.pages = QStackedWidget()
        self.language = button("", self._change_language, kind="quiet", icon=_globe())
        self.language.setIconSize(QSize(_GLOBE_PX, _GLOBE_PX))
        self.cancel = button(self.tr("Cancel"), self.stop)
        self._lay_out(title)
        self.language.setVisible(len(i18n.LANGUAGES) > 1)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.poll)
        self._name_language()

    def start(self) -> None:
        """Show the first page, and fill it once its facts are there."""
        page = PurposePage(self._summary.person.name)
        page.agreed.connect(self._ask_glasses)
        page.code_asked.connect(self.show_codes)
        self._show(page)

        def took_school(school: str) -> None:
            def took_bases(bases: Sequence[Basis]) -> None:
                def took_privacy(known: PersonPrivacy) -> None:
                    self._fill(page, school, list(bases), known)

                call(self._privacy.privacy_of(self._summary.person.id), page, took_privacy, self.failed.emit)

            call(self._privacy.bases(), page, took_bases, self.failed.emit)

        call(self._desk.school(), page, took_school, self.failed.emit)

    def poll(self) -> None:
        """Ask the camera how far it is."""
        progress = self._camera.enrolment_progress()
        if progress is not None and isinstance(self.page, LooksPage):
            self.page.show_progress(progress)

    def stop(self) -> None:
        """Stop the camera's part and leave."""
        self._end_looks()
        self.left.emit()

    def go_on(self, enrolled: Enrolled) -> None:
        """Somebody is enrolled: offer a symbol, then a PIN and a card."""
        self._is_running = False
        self._timer.stop()
        self.enrolled = enrolled
        self.stored.emit(enrolled.person)
        page = SymbolPage()
        page.chosen.connect(lambda symbol: self._set_symbol(page, symbol))
        page.next_asked.connect(self.show_codes)
        if enrolled.look_alikes:
            text = self.tr("Too alike to tell apart by face: {names}. Set a PIN for each of them.")
            page.tell_care(text.format(names=self._names_of(enrolled.look_alikes)))
        self._show(page)
        page.next.setFocus(Qt.FocusReason.OtherFocusReason)

        def took(people: Sequence[PersonSummary]) -> None:
            found = offered(self._summary.person.id, self._summary.classes, people)
            page.show_symbols(found, self.speech)

        call(self._desk.people(), page, took, lambda problem: page.tell_care(problem.text))

    def show_codes(self) -> None:
        """Stop the camera's part and offer a PIN and a card."""
        self._end_looks()
        page = CodesPage(self._summary.person.name, has_pin=self._summary.has_pin)
        page.filled.connect(lambda pin: self._set_pin(page, pin))
        page.card_asked.connect(self.card_asked)
        page.done.connect(self.left)
        self._show(page)
        page.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """Put the keyboard into the page."""
        if self.page is not None:
            self.page.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels."""
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page in any way stops the camera's part."""
        if not event.spontaneous() and self._is_running:
            self._end_looks()
            QTimer.singleShot(0, self, self.left.emit)
        super().hideEvent(event)

    # The pages, one after the other

    def _fill(self, page: PurposePage, school: str, bases: list[Basis], known: PersonPrivacy) -> None:
        live = next((consent for consent in known.consents if consent.is_live), None)
        if live is None:
            self.failed.emit(trouble(KioskError(Code.CONSENT_MISSING)))
        else:
            page.show_ground(school, live, bases, self.speech)

    def _ask_glasses(self) -> None:
        page = GlassesPage()
        page.answered.connect(self._begin_looks)
        self._show(page)
        page.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_looks(self, has_glasses: bool) -> None:
        self._has_glasses = has_glasses
        page = LooksPage(self.speech)
        page.code_asked.connect(self.show_codes)
        self._show(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._is_running = True
        self._timer.start()
        looks = self._desk.enrol_camera(self._summary.person.id, has_glasses=has_glasses)
        call(looks, page, self.go_on, self._looks_failed)

    def _looks_failed(self, problem: Trouble) -> None:
        self._is_running = False
        self._timer.stop()
        if problem.code in {Code.DUPLICATE_FACE, Code.CONSENT_MISSING}:
            self.failed.emit(problem)
            return
        page = RetryPage()
        page.reason.setText(problem.text)
        page.again_asked.connect(lambda: self._begin_looks(self._has_glasses))
        page.code_asked.connect(self.show_codes)
        self._show(page)
        page.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_symbol(self, page: SymbolPage, symbol: str) -> None:
        person = self._summary.person.id

        def failed(problem: Trouble) -> None:
            page.mark("")
            page.tell_care(problem.text)

        call(self._desk.set_symbol(person, symbol), page, lambda _: self.stored.emit(person), failed)

    def _set_pin(self, page: CodesPage, pin: str) -> None:
        person, form = self._summary.person.id, page.form
        if form is None:
            return
        form.sending()

        def stored(_: None) -> None:
            page.show_pin(has_pin=True)
            self.stored.emit(person)

        call(self._desk.set_pin(person, pin), form, stored, lambda problem: form.fail(problem.text))

    # Inside

    def _end_looks(self) -> None:
        if self._is_running:
            self._is_running = False
            self._timer.stop()
            self._desk.cancel_enrolment()

    def _show(self, page: EnrolPage) -> None:
        gone, self.page = self.pages.currentWidget(), page
        page.speak(self.speech)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        middle = _Middle()
        row = line(middle)
        row.addStretch(1)
        row.addWidget(page, 6)
        row.addStretch(1)
        area.setWidget(middle)
        self.pages.addWidget(area)
        self.pages.setCurrentWidget(area)
        if gone is not None:
            self.pages.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _change_language(self) -> None:
        self.speech = self.speech.next()
        self._name_language()
        if self.page is not None:
            self.page.speak(self.speech)

    def _name_language(self) -> None:
        following = self.speech.next().language.own_name
        self.language.setText(following)
        self.language.setAccessibleName(following)
        self.language.setAccessibleDescription(self.tr("The language of these pages"))
        self.language.setToolTip(self.tr("The language of these pages"))

    def _names_of(self, people: Sequence[PersonId]) -> str:
        return self.tr(", ").join(i18n.isolate(self._names.get(person, "?")) for person in people)

    def _lay_out(self, title: str) -> None:
        inner = column(self, spacing=theme.SPACE.normal)
        head = line()
        head.addWidget(label(title, "muted"), 1)
        head.addWidget(self.language)
        head.addWidget(self.cancel)
        inner.addLayout(head)
        inner.addWidget(self.pages, 1)


class _Middle(QWidget):
    """Holds a page: its height follows from its real width, not from the narrowest one that it could have."""

    def minimumSizeHint(self) -> QSize:
        """Ask for no height beyond what the width needs."""
        return QSize(super().minimumSizeHint().width(), 0)


def _globe() -> QIcon:
    return icons.icon("ui-globe", theme.current().text)
