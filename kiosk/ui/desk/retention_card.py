"""How long each kind is kept, what is due now, and running it with its numbers before and after."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from kiosk.domain.privacy import (
    FEWEST_DAYS,
    MOST_DAYS,
    MOST_TEMPLATE_DAYS,
    RetentionDue,
    RetentionKind,
    RetentionRule,
)
from kiosk.runtime.api_office import PrivacyApi
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.basis_card import PrivacyCard
from kiosk.ui.desk.controls import button, label, line, named
from kiosk.ui.desk.forms import Form
from kiosk.ui.desk.privacy_words import RetentionWords, day_words, retention_word
from kiosk.ui.theme import Tone


class RetentionForm(Form):
    """Another rule for a kind."""

    filled = Signal(object)
    """Days as an int, or None: kept."""

    def __init__(self, rule: RetentionRule) -> None:
        super().__init__(retention_word(rule.kind), self.tr("Keep it so"))
        most = MOST_TEMPLATE_DAYS if rule.kind is RetentionKind.TEMPLATES else MOST_DAYS
        self.days = QSpinBox()
        self.days.setRange(FEWEST_DAYS[rule.kind], most)
        self.days.setValue(most if rule.days is None else rule.days)
        self.days.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.days.setAccessibleName(self.tr("Days"))
        self.keeping = QCheckBox(self.tr("Keep it until the school says otherwise"))
        self.keeping.setAccessibleName(self.keeping.text())
        # A template never outlives its person's leaving for long, so there it is no choice.
        if rule.kind is RetentionKind.TEMPLATES:
            self.keeping.setVisible(False)
        self.keeping.toggled.connect(lambda is_kept: self.days.setEnabled(not is_kept))
        self.keeping.setChecked(rule.days is None)
        self._body.addWidget(named(self.tr("Days"), self.days))
        self._body.addWidget(self.keeping)
        self._end()
        self.setFocusProxy(self.days)

    def _send(self) -> None:
        self.filled.emit(None if self.keeping.isChecked() else self.days.value())


class RetentionCard(PrivacyCard):
    """A line for each kind, and the button that acts."""

    def __init__(self, privacy: PrivacyApi, parent: QWidget | None = None) -> None:
        super().__init__(privacy, parent)
        self._rules: Sequence[RetentionRule] = ()
        self._due: Sequence[RetentionDue] = ()
        self._words = RetentionWords(self)
        self.running = button("", self.ask_run)

    def show_rules(self, rules: Sequence[RetentionRule]) -> None:
        """Take the rules; a form in work stays."""
        self._rules = tuple(rules)
        self._refresh()

    def show_due(self, due: Sequence[RetentionDue]) -> None:
        """Take what would go now."""
        self._due = tuple(each for each in due if each.count)
        self._refresh()

    def ask(self, rule: RetentionRule) -> None:
        """Open the form of a kind."""
        form = RetentionForm(rule)
        form.filled.connect(lambda days: self._store(form, self._privacy.set_retention(rule.kind, days)))
        self._open(form)

    def ask_run(self) -> None:
        """Say what goes, and ask."""
        text = self.tr("Take this away now? {what}. It cannot be undone.")
        self.strip.ask(
            text.format(what=self._listed(self._due)), self.tr("Take away"), self._run, tone=Tone.BAD
        )

    def _refresh(self) -> None:
        if self.form is None:
            self.leave_form()

    def _show(self) -> None:
        self._head(self.tr("How long things are kept"))
        for rule in self._rules:
            due = next((each for each in self._due if each.kind is rule.kind), None)
            text, care = self._words.kept(rule.kind, rule.days), ""
            if due is not None and due.is_overdue:
                care = self._due_words(due)
            elif due is not None:
                text = f"{text}\n{self._due_words(due)}"
            self._row(retention_word(rule.kind), text, self.tr("Change …"), partial(self.ask, rule), care)
        hint = self.tr(
            "Face templates and logs go by themselves, signed in or not. Marks and the audit need somebody "
            "who is signed in."
        )
        self._layout.addWidget(label(hint, "muted", wraps=True))
        row = line()
        self.running = button(self.tr("Take away what is due …"), self.ask_run)
        self.running.setEnabled(bool(self._due))
        row.addWidget(self.running)
        if not self._due:
            row.addWidget(label(self.tr("Nothing is due."), "muted", wraps=True), 1)
        row.addStretch(0)
        self._layout.addLayout(row)

    def _due_words(self, due: RetentionDue) -> str:
        amount = self._words.amount(due.kind, due.count)
        text = (
            self.tr("△ Overdue: {what}, from before {day}")
            if due.is_overdue
            else self.tr("Due now: {what}, from before {day}")
        )
        return text.format(what=amount, day=day_words(due.before))

    def _listed(self, due: Sequence[RetentionDue]) -> str:
        return self.tr(", ").join(self._words.amount(each.kind, each.count) for each in due)

    def _run(self) -> None:
        self.running.setEnabled(False)
        call(self._privacy.run_retention(), self, self._ran, self._failed)

    def _ran(self, gone: Sequence[RetentionDue]) -> None:
        self._due = ()
        self.leave_form()
        went = [each for each in gone if each.count]
        text = self.tr("Taken away: {what}.").format(what=self._listed(went))
        self.strip.tell(text if went else self.tr("Nothing was due any more."), Tone.GOOD)
        self.changed.emit()

    def _failed(self, trouble: Trouble) -> None:
        self.running.setEnabled(True)
        self.strip.tell_trouble(trouble)
