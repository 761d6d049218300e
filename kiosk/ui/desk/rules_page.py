"""Rules and letters' words, for whoever may change them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.follow_up import LetterTemplate
from kiosk.domain.ids import LetterId
from kiosk.runtime.api_register import FollowUpsApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.cards import Cards
from kiosk.ui.desk.controls import button, column, empty, label, line
from kiosk.ui.desk.follow_up_words import language_word, letter_name
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.rule_forms import RulesCard
from kiosk.ui.desk.template_forms import TemplateForm
from kiosk.ui.theme import Tone


class TemplatesCard(QFrame):
    """The letters there are, each to be changed or taken away."""

    writing_asked = Signal(object)
    """A LetterTemplate to be changed, or None for a new one."""

    def __init__(self, follow_ups: FollowUpsApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._follow_ups = follow_ups
        self.strip = Strip()
        self.setProperty("role", "card")
        self._lines = column(spacing=theme.SPACE.tight)
        self.writing = button(self.tr("Write a letter …"), partial(self.writing_asked.emit, None))
        hint = self.tr("The school’s own words. Nothing is sent by the program: letters become files.")
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(label(self.tr("Letters"), "heading"))
        outer.addWidget(label(hint, "muted", wraps=True))
        outer.addWidget(self.strip)
        outer.addLayout(self._lines)
        row = line()
        row.addWidget(self.writing)
        row.addStretch(1)
        outer.addLayout(row)
        self.strip.let_go.connect(lambda: self.writing.setFocus(Qt.FocusReason.OtherFocusReason))

    def load(self) -> None:
        """Ask for the letters."""
        call(self._follow_ups.templates(), self, self.show_templates, self.strip.tell_trouble)

    def show_templates(self, templates: Sequence[LetterTemplate]) -> None:
        """List them."""
        empty(self._lines)
        if not templates:
            self._lines.addWidget(label(self.tr("There is no letter yet."), "muted", wraps=True))
        for template in templates:
            self._add(template)

    def ask_remove(self, template: LetterTemplate) -> None:
        """Ask, then take one away."""
        text = self.tr("Take the letter {name} ({language}) away? Letters already saved stay where they are.")
        shown = text.format(
            name=letter_name(template.name), language=i18n.isolate(language_word(template.language))
        )
        self.strip.ask(shown, self.tr("Take away"), partial(self._remove, template.id), tone=Tone.BAD)

    def _remove(self, letter: LetterId) -> None:
        call(self._follow_ups.remove_template(letter), self, lambda _: self.load(), self.strip.tell_trouble)

    def _add(self, template: LetterTemplate) -> None:
        row = line()
        name, language = letter_name(template.name), i18n.isolate(language_word(template.language))
        said = self.tr("{name} · {language}").format(name=name, language=language)
        row.addWidget(label(said, wraps=True), 1)
        changing = button(self.tr("Change …"), partial(self.writing_asked.emit, template))
        changing.setAccessibleName(self.tr("Change {letter}").format(letter=said))
        removing = button(self.tr("Take away …"), partial(self.ask_remove, template), kind="quiet")
        removing.setAccessibleName(self.tr("Take away {letter}").format(letter=said))
        row.addWidget(changing)
        row.addWidget(removing)
        self._lines.addLayout(row)


class RulesPage(QWidget):
    """Two cards; a letter that is written stands in their place."""

    left = Signal()
    kept = Signal()
    """Other rules were stored and looked at."""

    def __init__(
        self, follow_ups: FollowUpsApi, clock: Callable[[], Instant], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._follow_ups, self._clock = follow_ups, clock
        self.form: TemplateForm | None = None
        self.rules, self.templates = RulesCard(follow_ups), TemplatesCard(follow_ups)
        self.back = button(self.tr("Back to the list"), self.left.emit)
        self.cards = Cards(self.tr("Rules and letters"), ((self.rules,), (self.templates,)))
        self.writing = QScrollArea()
        self.writing.setWidgetResizable(True)
        self.writing.setFrameShape(QFrame.Shape.NoFrame)
        self.writing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pages = QStackedWidget()
        self._cards_page = self._page()
        for page in (self._cards_page, self.writing):
            self.pages.addWidget(page)
        column(self).addWidget(self.pages)
        self.rules.kept.connect(self.kept)
        self.templates.writing_asked.connect(self.write)
        self.setFocusProxy(self.back)

    def load(self) -> None:
        """Ask for both; what is being changed stays."""
        self.rules.load()
        self.templates.load()

    def write(self, template: LetterTemplate | None = None) -> None:
        """Open the form for a new letter, or for one there is."""
        form = TemplateForm(template, self._clock().local_date)
        form.filled.connect(lambda made: self._save(form, made))
        form.left.connect(self.leave_form)
        card = QFrame()
        card.setProperty("role", "card")
        column(card, margins=theme.SPACE.normal).addWidget(form)
        self.form = form
        self.writing.setWidget(card)  # the one before goes
        self.pages.setCurrentWidget(self.writing)
        form.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_form(self) -> None:
        """Drop what is written and show the cards."""
        self.form = None
        self.pages.setCurrentWidget(self._cards_page)
        self.templates.writing.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back; a form takes it for itself."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _page(self) -> QWidget:
        page = QWidget()
        outer = column(page, spacing=theme.SPACE.snug)
        head = line()
        head.addWidget(label(self.tr("Rules and letters"), "heading"), 1)
        head.addWidget(self.back)
        outer.addLayout(head)
        outer.addWidget(self.cards, 1)
        return page

    def _save(self, form: TemplateForm, made: LetterTemplate) -> None:
        form.sending()

        def done(_: LetterTemplate) -> None:
            self.leave_form()
            self.templates.load()

        call(self._follow_ups.save_template(made), form, done, lambda trouble: form.fail(trouble.text))
