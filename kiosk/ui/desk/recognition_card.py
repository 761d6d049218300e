"""Which face model is in use, and how strict the door is: a choice between expectations, never a number."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLayout, QPushButton, QSizePolicy, QWidget

from kiosk.domain.strictness import Expectation, Strictness
from kiosk.runtime.api import SystemView
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import column, empty, label, line
from kiosk.ui.desk.terms import TermWords
from kiosk.ui.theme import Tone


class Choice(QPushButton):
    """A strictness to choose: large, with what it comes to in words. A filled circle says which one it is."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._text = title, text
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._dot = label("○", "heading")
        self._dot.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._marks, self._looks = label("", wraps=True), label("", wraps=True)
        self._beyond = label("", "muted", wraps=True)
        words = column(spacing=2)
        words.addWidget(label(title, "heading", wraps=True))
        for part in (self._marks, self._looks, self._beyond):
            words.addWidget(part)
        words.addWidget(label(text, "muted", wraps=True))
        row = line(self, margins=theme.SPACE.snug, spacing=theme.SPACE.snug)
        row.addWidget(self._dot)
        row.addLayout(words, 1)
        self.toggled.connect(lambda is_on: self._dot.setText("●" if is_on else "○"))

    @property
    def words(self) -> tuple[str, ...]:
        """What it comes to, as far as it is shown."""
        return tuple(p.text() for p in (self._marks, self._looks, self._beyond) if not p.isHidden())

    def show_expectation(self, marks: str, looks: str, beyond: str) -> None:
        """Say what it comes to; "" hides a line."""
        for part, text in ((self._marks, marks), (self._looks, looks), (self._beyond, beyond)):
            part.setText(text)
            part.setVisible(bool(text))
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(" · ".join((self._text, *self.words)))

    def sizeHint(self) -> QSize:
        """Room for the words: a plain button would ask for its own text's."""
        return self._inner().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The same for the smallest size."""
        return self._inner().minimumSize()

    def _inner(self) -> QLayout:
        layout = self.layout()
        assert layout is not None, "made in __init__"
        return layout


class RecognitionCard(QFrame):
    """The model and the three choices; or, where the model serves no such class, what to do."""

    chosen = Signal(object)
    """A Strictness that is another one than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._words = TermWords()
        self._now = Strictness.NORMAL
        self._group = QButtonGroup(self)
        self.choices = {each: self._choice(each) for each in Strictness}
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(label(self.tr("Recognition"), "heading"))
        self._facts = column(spacing=4)
        outer.addLayout(self._facts)
        self.asking = label("", wraps=True)
        outer.addWidget(self.asking)
        for choice in self.choices.values():
            outer.addWidget(choice)
        self._advice = column(spacing=theme.SPACE.tight)
        outer.addLayout(self._advice)
        self.explaining = label(
            self.tr(
                "The lower figure is for a door where only people on the list step up, the higher one for a "
                "door where one in twenty is not on it. A wrong mark can be taken back at the door for some "
                "seconds, and corrected in the register."
            ),
            "muted",
            wraps=True,
        )
        outer.addWidget(self.explaining)

    def show_view(self, view: SystemView) -> None:
        """Show the model, and what each strictness comes to here."""
        self._show_model(view)
        found = {each.strictness: each for each in view.expectations}
        for strictness, choice in self.choices.items():
            choice.setVisible(strictness in found)
            if strictness in found:
                self._show_choice(choice, found[strictness], self._why_unsaid(view))
        self.explaining.setVisible(bool(found))
        self._show_asking(view, has_choice=bool(found))
        self._now = view.chosen
        self.choices[view.chosen].setChecked(True)

    def _choice(self, strictness: Strictness) -> Choice:
        title, text = {
            Strictness.STRICT: (
                self.tr("Strict"),
                self.tr("Fewer wrong marks; more people look twice or use their code."),
            ),
            Strictness.NORMAL: (self.tr("Normal"), self.tr("Right for most doors.")),
            Strictness.LENIENT: (
                self.tr("Lenient"),
                self.tr("Fewer people look twice; more wrong marks. For a door that somebody watches."),
            ),
        }[strictness]
        made = Choice(title, text)
        self._group.addButton(made)
        made.clicked.connect(self._chooser(strictness))
        return made

    def _chooser(self, strictness: Strictness) -> Callable[[], None]:
        def choose() -> None:
            if strictness is not self._now:
                self._now = strictness
                self.chosen.emit(strictness)

        return choose

    def _show_model(self, view: SystemView) -> None:
        empty(self._facts)
        model = view.model
        for text in (
            self.tr("Model: {name}").format(name=i18n.isolate(model.name)),
            self.tr("Licence: {licence}").format(licence=i18n.isolate(model.licence)),
            self.tr("Serves up to %Ln people in open registers at once", "", model.largest_roster),
        ):
            self._facts.addWidget(label(text, wraps=True))
        if not model.is_measured:
            text = self.tr("△ Not measured here: this project has no figures of its own for this model.")
            self._facts.addWidget(label(text, Tone.CARE, wraps=True))

    def _why_unsaid(self, view: SystemView) -> str:
        """Say what is missing for a figure of wrong marks; "" where nothing is."""
        if view.sessions_a_term == 0:
            return self.tr("Wrong marks a term: cannot be said before lessons are planned")
        if view.transactions_a_term == 0:
            return self.tr(
                "Wrong marks a term: cannot be said before somebody is in a class that has lessons"
            )
        if view.roster_size == 0:
            return self.tr("Wrong marks a term: cannot be said before somebody is enrolled")
        return ""

    def _show_choice(self, choice: Choice, found: Expectation, why_unsaid: str) -> None:
        marks = why_unsaid or self._words.wrong_marks(*found.wrong_marks_a_term)
        beyond = self.tr("Estimated beyond what was measured") if found.is_extrapolated else ""
        choice.show_expectation(marks, self._words.repeat_looks(found.repeat_looks), beyond)

    def _show_asking(self, view: SystemView, *, has_choice: bool) -> None:
        empty(self._advice)
        people = self.tr("%Ln enrolled people", "", view.roster_size)
        if has_choice:
            text = self.tr("How strict is the door? Worked out for the largest class: {people}.")
            self.asking.setText(text.format(people=people))
            return
        text = self.tr(
            "The largest class is too large for this model: {people}. Nobody in it is marked by face."
        )
        self.asking.setText(text.format(people=people))
        for text in (
            self.tr("Smaller sessions: divide the class, so that fewer people are on one list."),
            self.tr("Another model that serves more people; in a terminal: kiosk models list."),
            self.tr("Number and PIN first: they work for everybody, whatever the model serves."),
        ):
            self._advice.addWidget(label(f"• {text}", wraps=True))
