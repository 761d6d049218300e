"""The school's letters: their words with merge fields, and how they read with somebody invented."""

import re
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from kiosk.domain.follow_up import MERGE_FIELDS, FollowRule, FollowState, FollowUp, LetterTemplate, RuleKind
from kiosk.domain.ids import FollowUpId, LetterId, PersonId, RuleId
from kiosk.domain.letters import FieldProblem, LetterFacts, fields_of, is_right_to_left
from kiosk.domain.people import Person
from kiosk.reports.letters import written
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, column, field, label, named
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.forms import Form
from kiosk.ui.desk.letter_forms import LetterView

LONGEST_SUBJECT = 200
_TEXT_PX = 150
_WIDTH_FOR_TWO = 800
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language by its BCP 47 tag, such as "tr" or "pt-BR" (RFC 5646, section 2.1, without its rare forms)."""


def field_word(name: str) -> str:
    """Name a merge field; one of a later version by itself."""
    say = QCoreApplication.translate
    return {
        "name": say("letters", "Name"),
        "number": say("letters", "Number"),
        "groups": say("letters", "Groups"),
        "school": say("letters", "School"),
        "date": say("letters", "Today"),
        "since": say("letters", "Since"),
        "days": say("letters", "Days"),
        "rate": say("letters", "Rate"),
        "sessions": say("letters", "Sessions"),
        "times": say("letters", "Times late"),
        "absences": say("letters", "List of days"),
        "signed_by": say("letters", "Who writes"),
    }.get(name, name)


def somebody(language: str, today: date) -> LetterFacts:
    """Invent somebody for whom every field has something to say."""
    names = ("نور الحدّاد", "٥ب") if is_right_to_left(language) else ("Noor Haddad", "5b")
    rule = FollowRule(RuleId(""), RuleKind.ABSENT_IN_A_ROW, 3, 3)
    figures = {"days": 3, "rate": 82, "sessions": 20, "times": 5}
    days = tuple(today - timedelta(days=back) for back in (3, 2, 1))
    person = Person(PersonId(""), "1024", names[0], "")
    found = FollowUp(FollowUpId(""), rule, person, names[1:], days[0], figures, FollowState.NEW)
    school = QCoreApplication.translate("letters", "Our school")
    signed_by = QCoreApplication.translate("letters", "Who is signed in")
    return LetterFacts(found, language, school, today, signed_by, days)


class TemplateForm(Form):
    """A letter's words, the fields to put into them, and how it reads."""

    filled = Signal(object)
    """A LetterTemplate."""

    def __init__(self, template: LetterTemplate | None, today: date) -> None:
        title = self.tr("A new letter") if template is None else self.tr("Change a letter")
        super().__init__(title, self.tr("Keep this letter"))
        self._id = LetterId("") if template is None else template.id
        self._today = today
        self._pairs: list[QBoxLayout] = []
        self.name = field(self.tr("Name of the letter"))
        self.language = self._language_box()
        self.subject = field(self.tr("Subject"), longest=LONGEST_SUBJECT)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Text"))
        self.subject_problem, self.text_problem = (label("", "error", wraps=True) for _ in range(2))
        self.preview = LetterView(self.tr("How it reads, with somebody invented"))
        self._target: QLineEdit | QPlainTextEdit = self.text
        for part in (self.subject, self.text):
            part.installEventFilter(self)
        self.fields = {name: self._field_button(name) for name in MERGE_FIELDS}
        if template is not None:
            self._take(template)
        self._lay_out()
        self.subject.textChanged.connect(self._show)
        self.text.textChanged.connect(self._show)
        self.language.currentTextChanged.connect(self._show)
        self.setFocusProxy(self.name)
        self._show()

    def template(self) -> LetterTemplate:
        """Give what is filled in."""
        return LetterTemplate(
            self._id,
            self.name.text().strip(),
            self.tag(),
            self.subject.text().strip(),
            self.text.toPlainText().strip(),
        )

    def tag(self) -> str:
        """Give the language's tag: of one of the list, or what is typed."""
        typed = self.language.currentText().strip()
        place = self.language.findText(typed)
        return str(self.language.itemData(place)) if place >= 0 else typed

    def insert(self, name: str) -> None:
        """Put a field where the keyboard was last."""
        text = "{" + name + "}"
        if isinstance(self._target, QPlainTextEdit):
            self._target.insertPlainText(text)
        else:
            self._target.insert(text)
        self._target.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview below the text where both would be narrow."""
        ways = QBoxLayout.Direction
        for pair in self._pairs:
            pair.setDirection(ways.TopToBottom if self.width() < _WIDTH_FOR_TWO else ways.LeftToRight)
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember where the keyboard is: fields go there."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit | QPlainTextEdit):
            self._target = watched
        return super().eventFilter(watched, event)

    # Making

    @staticmethod
    def _language_box() -> QComboBox:
        made = QComboBox()
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for language in i18n.LANGUAGES:
            made.addItem(language.own_name, language.code)
        made.setCurrentIndex(made.findData(i18n.current().code))
        return made

    def _field_button(self, name: str) -> QPushButton:
        made = button(field_word(name), partial(self.insert, name), hint="{" + name + "}")
        made.setAccessibleName(self.tr("Put in: {field}").format(field=field_word(name)))
        return made

    def _take(self, template: LetterTemplate) -> None:
        self.name.setText(template.name)
        place = self.language.findData(template.language)
        if place >= 0:
            self.language.setCurrentIndex(place)
        else:
            self.language.setEditText(template.language)
        self.subject.setText(template.subject)
        self.text.setPlainText(template.body)

    def _lay_out(self) -> None:
        name = self.tr("Name of the letter (the same in each of its languages)")
        language = self.tr("Language (another one by its tag, such as tr or pt-BR)")
        top = self._beside(named(name, self.name, wraps=True), named(language, self.language, wraps=True))
        self._body.addLayout(top)
        self._body.addWidget(named(self.tr("Subject"), self.subject))
        self._body.addWidget(self.subject_problem)
        written_ = QWidget()
        side = column(written_)
        side.addWidget(named(self.tr("Text"), self.text), 1)
        side.addWidget(self.text_problem)
        reads = named(self.tr("How it reads, with somebody invented"), self.preview)
        texts = self._beside(written_, reads)
        texts.addStrut(_TEXT_PX)  # the style sheet takes a least height of their own away from editors
        self._body.addLayout(texts, 1)
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(label(self.tr("Put in where you write:"), "muted"))
        for made in self.fields.values():
            flow.addWidget(made)
        self._body.addWidget(row)
        self._end()
        self._body.setStretch(self._body.count() - 1, 0)  # room goes to the texts

    def _beside(self, *parts: QWidget) -> QBoxLayout:
        """Lay parts side by side; `resizeEvent` puts them below each other where that would be narrow."""
        made = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        made.setSpacing(theme.SPACE.snug)
        for part in parts:
            made.addWidget(part, 1)
        self._pairs.append(made)
        return made

    # Showing

    def _show(self) -> None:
        """Show how it reads, or what is wrong with it where it is."""
        language = self.tag()
        _turn(self.text, language)
        ways = Qt.LayoutDirection
        self.subject.setLayoutDirection(ways.RightToLeft if is_right_to_left(language) else ways.LeftToRight)
        wrong = [
            self._say_problem(told, text)
            for told, text in (
                (self.subject_problem, self.subject.text()),
                (self.text_problem, self.text.toPlainText()),
            )
        ]
        if not any(wrong):
            template = LetterTemplate(self._id, "", language, self.subject.text(), self.text.toPlainText())
            self.preview.show_letter(written(template, somebody(language, self._today)))

    def _say_problem(self, told: QLabel, text: str) -> bool:
        problem = ""
        try:
            fields_of(text)
        except FieldProblem as found:
            problem = self.tr("No field is called {field}: take one of those below.").format(
                field=i18n.isolate(found.field)
            )
        told.setText(problem)
        told.setVisible(bool(problem))
        return bool(problem)

    def _send(self) -> None:
        template = self.template()
        if not template.name or not template.subject or not template.body:
            self.fail(self.tr("A letter needs a name, a subject and a text."))
        elif not _TAG.fullmatch(template.language):
            self.fail(self.tr("Choose a language from the list, or write its tag, such as tr or pt-BR."))
        elif self.subject_problem.text() or self.text_problem.text():
            self.fail(self.tr("One of the fields does not exist: see above."))
        else:
            self.filled.emit(template)


def _turn(text: QPlainTextEdit, language: str) -> None:
    """Let a text run as its language does."""
    ways = Qt.LayoutDirection
    option = QTextOption(text.document().defaultTextOption())
    option.setTextDirection(ways.RightToLeft if is_right_to_left(language) else ways.LeftToRight)
    if option.textDirection() != text.document().defaultTextOption().textDirection():
        text.document().setDefaultTextOption(option)
