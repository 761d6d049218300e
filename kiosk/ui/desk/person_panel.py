"""The side of the people tab: one person's facts and acts, and the form of the act chosen."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.people import Person, PersonSummary, SchoolClass
from kiosk.domain.privacy import PersonPrivacy
from kiosk.errors import Code
from kiosk.runtime.api import CameraApi, DeskApi, Enrolled
from kiosk.runtime.api_office import Office
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, empty, holds_keyboard, label, line
from kiosk.ui.desk.erase_panel import ErasePanel, OwnDataPanel
from kiosk.ui.desk.file_picker import FilePicker
from kiosk.ui.desk.forms import ClassForm, Form, PersonForm, PinForm
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.person_days import PersonDays
from kiosk.ui.desk.person_form import ChangePersonForm
from kiosk.ui.desk.person_privacy import PrivacyActs, PrivacyBox
from kiosk.ui.theme import Tone
from kiosk.ui.worker import Worker

PanelForm = Form | FilePicker | ErasePanel | OwnDataPanel
"""What can be shown instead of the facts."""
VIEW_MS = 250
"""Somebody is looked at once they are chosen for so long: each look is a row of the audit, and going down the
list with the arrow key is no look at everybody."""


class PersonPanel(QScrollArea):
    """Shows the person chosen, or the form that is being filled in."""

    changed = Signal(object)
    """Something was stored; the PersonId to show, or None."""
    sheet_asked = Signal(object)
    """A Person whose sheet is to be exported."""
    enrol_asked = Signal(object)
    """A PersonSummary who is to look at the camera, with a consent that is live."""
    let_go = Signal()
    """What had the keyboard here is gone: give it back to the list."""

    def __init__(
        self,
        desk: DeskApi,
        camera: CameraApi,
        worker: Worker,
        clock: Callable[[], Instant],
        strip: Strip,
        office: Office,
        folder: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._camera, self._worker = desk, camera, worker
        self._strip, self._office, self._clock = strip, office, clock
        self._acts = PrivacyActs(desk, office.privacy, worker, clock, strip, folder, self)
        self._acts.opened.connect(self._open)
        self._acts.stored.connect(self._stored)
        self._acts.changed.connect(self.changed)
        self._privacy_known: PersonPrivacy | None = None
        self.box: PrivacyBox | None = None
        self.days: PersonDays | None = None
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(VIEW_MS)
        self._asking.timeout.connect(self._ask_privacy)
        self._summary: PersonSummary | None = None
        self._next: PersonId | None = None
        self._names: Mapping[PersonId, str] = {}
        self._classes: Mapping[ClassId, str] = {}
        self.form: PanelForm | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Person"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QFrame()
        page.setProperty("role", "card")
        self._layout = column(page, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        self.setWidget(page)
        self.show_person(None, {}, {})

    def show_person(
        self, summary: PersonSummary | None, names: Mapping[PersonId, str], classes: Mapping[ClassId, str]
    ) -> None:
        """Show one person's facts and acts; a form in work stays."""
        self._summary, self._names, self._classes = summary, names, classes
        if self.form is None:
            self._show_facts()
            self._go_on()

    def leave_form(self) -> None:
        """Drop the form and show the facts."""
        self.form = None
        self._show_facts()

    def add_person(self, classes: Sequence[SchoolClass], chosen: ClassId | None) -> None:
        """Ask for a new person."""
        form = PersonForm(classes, chosen)
        form.filled.connect(
            lambda number, name, ids: self._run(
                form, self._desk.add_person(number, name, ids), lambda person: self._stored(person.id)
            )
        )
        self._open(form)

    def add_class(self) -> None:
        """Ask for a new class."""
        form = ClassForm()
        form.filled.connect(
            lambda name: self._run(form, self._desk.add_class(name), lambda _: self._stored(None))
        )
        self._open(form)

    # Pages

    def _open(self, form: PanelForm) -> None:
        empty(self._layout)
        self.box = self.days = None
        self.form = form
        form.left.connect(self.leave_form)
        self._layout.addWidget(form, 1)
        form.show()  # at once, since only what is shown takes the keyboard
        form.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)  # its heading names whom it is about

    def _show_facts(self) -> None:
        if holds_keyboard(self):
            self.let_go.emit()
        empty(self._layout)
        self.box = self.days = None
        summary = self._summary
        if summary is None:
            hint = self.tr("Choose somebody in the list, or add a person.")
            self._layout.addWidget(label(hint, "muted", wraps=True))
            self._layout.addStretch(1)
            return
        self._layout.addWidget(label(summary.person.name, "heading", wraps=True))
        classes = self.tr(", ").join(i18n.isolate(self._classes.get(c, "")) for c in summary.classes)
        for text in (
            self.tr("Number: {number}").format(number=i18n.isolate(summary.person.number)),
            self.tr("Classes: {classes}").format(classes=classes or "–"),
        ):
            self._layout.addWidget(label(text, "muted", wraps=True))
        self._layout.addWidget(button(self.tr("Change name, number, groups …"), self._change))
        self._add_privacy(summary)
        self._add_face(summary)
        self._add_pin(summary)
        self._add_days(summary)
        self._add_rights(summary)
        self._layout.addStretch(1)

    def _rule(self) -> None:
        rule = QFrame()
        rule.setProperty("role", "line")
        rule.setFixedHeight(1)
        self._layout.addWidget(rule)

    def _section(self, title: str, state: str, role: str) -> None:
        self._rule()
        row = line()
        row.addWidget(label(title, "muted"))
        row.addWidget(label(state, role, wraps=True), 1)
        self._layout.addLayout(row)

    def _add_privacy(self, summary: PersonSummary) -> None:
        box = PrivacyBox(summary)
        self._acts.watch(box, summary, lambda: self._privacy_known)
        self.box = box
        self._layout.addWidget(box)
        if self._privacy_known is not None and self._privacy_known.person == summary.person.id:
            box.show_privacy(self._privacy_known)
            return
        self._privacy_known = None
        self._asking.start()

    def _ask_privacy(self) -> None:
        summary, box = self._summary, self.box
        if summary is None or box is None or self.form is not None:
            return

        def show(privacy: PersonPrivacy) -> None:
            self._privacy_known = privacy
            box.show_privacy(privacy)

        call(self._office.privacy.privacy_of(summary.person.id), box, show, self._strip.tell_trouble)

    def _add_face(self, summary: PersonSummary) -> None:
        why = ""
        if summary.templates and summary.is_ageing:
            text, role = self.tr("△ Enrol again"), "care"
            why = self.tr(
                "What the camera sees has drifted from what was enrolled, as faces change: enrol them again. "
                "Until then they may have to look twice."
            )
        elif summary.templates:
            text, role = self.tr("✓ Enrolled"), "good"
        elif summary.old_templates:
            text, role = self.tr("△ Older model: matches nobody now"), "care"
            why = self.tr(
                "Their face is stored for another model: enrol them again. Until then they use their code."
            )
        else:
            text, role = self.tr("○ Not enrolled"), "muted"
        self._section(self.tr("Face"), text, role)
        if why:
            self._layout.addWidget(label(why, wraps=True))
        if summary.look_alikes:
            alike = self.tr("Asked for their PIN, because they look much like: {names}")
            names = self._names_of(summary.look_alikes)
            self._layout.addWidget(label(alike.format(names=names), wraps=True))
        if _needs_pin(summary):
            why = self.tr("They cannot be marked by face until they have a PIN.")
            self._layout.addWidget(label(why, "care", wraps=True))
            self._layout.addWidget(button(self.tr("Set PIN …"), self._ask_pin, kind="primary"))
        camera = button(self.tr("Enrol by camera …"), self._enrol_by_camera)
        pictures = button(self.tr("Enrol from pictures …"), self._choose_pictures)
        pictures.setEnabled(summary.has_live_consent)
        if not summary.has_live_consent:
            pictures.setToolTip(self.tr("Record the consent first."))
            camera.setToolTip(self.tr("The consent is recorded first."))
        for made in (camera, pictures):
            self._layout.addWidget(made)

    def _add_pin(self, summary: PersonSummary) -> None:
        text = self.tr("✓ Set") if summary.has_pin else self.tr("○ None yet")
        self._section(self.tr("Number and PIN"), text, "good" if summary.has_pin else "muted")
        title = self.tr("Change PIN …") if summary.has_pin else self.tr("Set PIN …")
        if not _needs_pin(summary):  # else it stands above, where it is missed
            self._layout.addWidget(button(title, self._ask_pin))

    def _add_days(self, summary: PersonSummary) -> None:
        self._rule()
        self._layout.addWidget(label(self.tr("Attendance"), "muted"))
        self.days = PersonDays(self._desk, self._office.registry.timetable, self._clock, summary.person.id)
        self.days.failed.connect(self._strip.tell_trouble)
        self._layout.addWidget(self.days)
        sheet = button(self.tr("Export their sheet …"), lambda: self.sheet_asked.emit(summary.person))
        self._layout.addWidget(sheet)

    def _add_rights(self, summary: PersonSummary) -> None:
        self._rule()
        for made in self._acts.buttons(summary):
            self._layout.addWidget(made)

    # Acts

    def _change(self) -> None:
        summary = self._chosen()
        form = ChangePersonForm(summary, self._classes)

        def stored(person: Person) -> None:
            text = self.tr("{name} is changed.").format(name=i18n.isolate(person.name))
            self._strip.tell(text, Tone.GOOD)
            self._stored(person.id)

        form.filled.connect(
            lambda number, name, ids: self._run(
                form, self._desk.change_person(summary.person.id, number, name, ids), stored
            )
        )
        self._open(form)

    def _ask_pin(self) -> None:
        summary = self._chosen()
        form = PinForm(summary.person.name)

        def stored(_: None) -> None:
            text = self.tr("The PIN of {name} is set.").format(name=i18n.isolate(summary.person.name))
            self._strip.tell(text, Tone.GOOD)
            self._stored(summary.person.id)

        form.filled.connect(lambda pin: self._run(form, self._desk.set_pin(summary.person.id, pin), stored))
        self._open(form)

    def _enrol_by_camera(self) -> None:
        """Go on to the camera; where nobody agreed yet, the consent comes first."""
        summary = self._chosen()
        if summary.has_live_consent:
            self.enrol_asked.emit(summary)
            return
        self._next = summary.person.id
        self._acts.ask_consent(summary)

    def _go_on(self) -> None:
        """After the consent that was asked for first, go on to the camera; after anything else do not."""
        wanted, self._next = self._next, None
        summary = self._summary
        if summary is not None and summary.person.id == wanted and summary.has_live_consent:
            self.enrol_asked.emit(summary)

    def _choose_pictures(self) -> None:
        person = self._chosen().person
        picker = FilePicker(self._worker, is_for_folder=False)

        def chosen(pictures: Sequence[Path]) -> None:
            self.leave_form()
            self._strip.tell(
                self.tr("Reading the pictures. The files stay where they are; nothing of them is copied."),
                Tone.ACTIVE,
            )
            failed = partial(self.tell_not_enrolled, person)
            call(self._desk.enrol_pictures(person.id, pictures), self, self.tell_enrolled, failed)

        picker.chosen.connect(chosen)
        self._open(picker)
        hint = self.tr(
            "Several sharp pictures of this one person. The files are read and stay where they are; "
            "delete them yourself when they are no longer needed."
        )
        self._layout.insertWidget(0, label(hint, "muted", wraps=True))
        picker.show_folder(Path.home())

    def tell_enrolled(self, enrolled: Enrolled) -> None:
        """Tell what came of an enrolment."""
        text = self.tr("The face is enrolled. Good captures: {count}.").format(
            count=i18n.number(enrolled.captures)
        )
        tone = Tone.GOOD
        if enrolled.refused:
            text += " " + self.tr("Pictures not used: {count}").format(
                count=i18n.number(len(enrolled.refused))
            )
        if enrolled.look_alikes:
            alike = self.tr("Too alike to tell apart by face: {names}. Set a PIN for each of them.")
            text = f"{text}\n{alike.format(names=self._names_of(enrolled.look_alikes))}"
            tone = Tone.CARE
        self._strip.tell(text, tone)
        self._stored(enrolled.person)

    def tell_not_enrolled(
        self, person: Person, trouble: Trouble, on_twins: Callable[[Enrolled], None] | None = None
    ) -> None:
        """Tell why nobody was enrolled, and ask whether they are twins where that is the question.

        Args:
            person: Who was to be enrolled.
            trouble: Why they are not.
            on_twins: Goes on with an enrolment as twins; without it the strip tells what came of it.
        """
        if trouble.code is Code.DUPLICATE_FACE:
            self._ask_twins(person, trouble, on_twins or self.tell_enrolled)
        else:
            self._strip.tell_trouble(trouble)
        self.leave_form()

    def _ask_twins(self, person: Person, trouble: Trouble, on_done: Callable[[Enrolled], None]) -> None:
        """Ask whether one face under two names is one person or two; only the admin can know."""

        def store() -> None:
            failed = partial(self.tell_not_enrolled, person, on_twins=on_done)
            call(self._desk.enrol_as_twins(person.id), self, on_done, failed)

        text = self.tr("Enrolment of {name}. {problem}")
        self._strip.ask(
            text.format(name=i18n.isolate(person.name), problem=trouble.text),
            self.tr("They are twins"),
            store,
            no=self.tr("One person"),
            starts_on_no=True,
        )

    def _names_of(self, people: Sequence[PersonId]) -> str:
        return self.tr(", ").join(i18n.isolate(self._names.get(person, "?")) for person in people)

    def _run(self, form: Form, future: "Future[Any]", on_done: Callable[[Any], None]) -> None:
        form.sending()
        call(future, form, on_done, lambda trouble: form.fail(trouble.text))

    def _stored(self, person: PersonId | None) -> None:
        self._privacy_known = None
        self.leave_form()
        self.changed.emit(person)

    def _chosen(self) -> PersonSummary:
        assert self._summary is not None, "acts are shown for a person only"
        return self._summary


def _needs_pin(summary: PersonSummary) -> bool:
    return bool(summary.look_alikes) and not summary.has_pin
