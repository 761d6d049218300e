"""The forms about a person's choices: consent, a no, taking it back, leaving. They ask nobody themselves."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox

from kiosk.domain.clock import Instant
from kiosk.domain.privacy import Basis, BasisKind, ConsentGiven, ConsentText, Relation
from kiosk.ui import i18n
from kiosk.ui.desk.controls import day_field, field, label, named
from kiosk.ui.desk.forms import Form
from kiosk.ui.desk.privacy_words import SPEAKERS, own_words, relation_word


class ConsentForm(Form):
    """A consent as it was given: to what, by whom, until when."""

    filled = Signal(object)
    """A ConsentGiven."""

    def __init__(
        self, name: str, now: Instant, texts: Sequence[ConsentText] = (), basis: Basis | None = None
    ) -> None:
        """Ask.

        Args:
            name: Whose face it is about.
            now: Today is the first day that cannot be chosen.
            texts: The school's own words, newest first.
            basis: The ground for recognising faces; where it is not consent, nobody has to be asked.
        """
        title = self.tr("Record consent of {name}").format(name=i18n.isolate(name))
        super().__init__(title, self.tr("Record consent"))
        self._name, self._texts = name, tuple(texts)
        self.version = _choice(self.tr("What was agreed to"))
        for text in self._texts:
            self.version.addItem(
                self.tr("The school’s text, version {n}").format(n=i18n.isolate(text.version))
            )
        self.version.addItem(self.tr("Another text"))
        self.wording = label("", "muted", wraps=True)
        self.text = field(self.tr("What was agreed to"), self.tr("For example: form signed on …"))
        self.text.setMaxLength(2000)
        has_other_ground = basis is not None and basis.kind is not BasisKind.CONSENT
        self.relations: tuple[Relation, ...] = (
            *SPEAKERS,
            *((Relation.BASIS,) if has_other_ground else ()),
        )
        self.relation = _choice(self.tr("Who agreed"))
        for relation in self.relations:
            self.relation.addItem(relation_word(relation))
        self.relation.setCurrentIndex(self.relations.index(Relation.GUARDIAN))
        self.giver = field(self.tr("Their name"), self.tr("As on the form"))
        self.end = _choice(self.tr("Ends by itself"))
        for words in (self.tr("At the end of the school year"), self.tr("On the day below")):
            self.end.addItem(words)
        today = QDate(now.local_date.year, now.local_date.month, now.local_date.day)
        self.until = day_field(self.tr("Last day"), now.local_date)
        self.until.setMinimumDate(today.addDays(1))
        self.until.setDate(today.addYears(1))
        self._lay_out()
        for box in (self.version, self.relation, self.end):
            box.currentIndexChanged.connect(self._fit)
        self._fit()
        self.setFocusProxy(self.version if self._texts else self.text)

    def choose(self, relation: Relation) -> None:
        """Choose who agreed."""
        self.relation.setCurrentIndex(self.relations.index(relation))

    def _lay_out(self) -> None:
        hint = self.tr("No face is enrolled without it. Number and PIN work without consent, too.")
        self._body.addWidget(label(hint, "muted", wraps=True))
        self._version_box = named(self.tr("What was agreed to"), self.version)
        self._text_box = named(self.tr("Where the signed form is, or what it said"), self.text, wraps=True)
        self._giver_box = named(self.tr("Their name"), self.giver)
        self._until_box = named(self.tr("Last day"), self.until)
        for part in (
            self._version_box,
            self.wording,
            self._text_box,
            named(self.tr("Who agreed"), self.relation),
            self._giver_box,
            named(self.tr("Ends by itself"), self.end),
            self._until_box,
        ):
            self._body.addWidget(part)
        self._end()

    def _fit(self) -> None:
        """Show what the choices ask for, and nothing else."""
        text, relation = self._chosen_text(), self._chosen_relation()
        has_text = relation is not Relation.BASIS
        self._version_box.setVisible(bool(self._texts) and has_text)
        self.wording.setText("" if text is None else own_words(text.text))
        self.wording.setVisible(text is not None and has_text)
        self._text_box.setVisible(has_text)
        self._giver_box.setVisible(relation in {Relation.GUARDIAN, Relation.REPRESENTATIVE})
        self._until_box.setVisible(self.end.currentIndex() == 1)

    def _chosen_text(self) -> ConsentText | None:
        place = self.version.currentIndex()
        return self._texts[place] if 0 <= place < len(self._texts) else None

    def _chosen_relation(self) -> Relation:
        return self.relations[max(0, self.relation.currentIndex())]

    def _giver(self, relation: Relation) -> str:
        return self._name if relation is Relation.SELF else self.giver.text().strip()

    def _send(self) -> None:
        version, relation = self._chosen_text(), self._chosen_relation()
        until = _date(self.until.date()) if self.end.currentIndex() == 1 else None
        if relation is Relation.BASIS:  # the records name the ground and what it stands on
            self.filled.emit(ConsentGiven("", "", relation, until))
            return
        words, giver = self.text.text().strip(), self._giver(relation)
        if version is None and not words:
            self.fail(self.tr("Write what was agreed to, or where the signed form is."))
        elif not giver:
            self.fail(self.tr("Write who agreed."))
        else:
            self.filled.emit(
                ConsentGiven(words, giver, relation, until, "" if version is None else version.version)
            )


class ObjectionForm(Form):
    """A no to being recognised by face."""

    filled = Signal(object)
    """A Relation."""

    def __init__(self, name: str) -> None:
        title = self.tr("{name} is not to be recognised by face").format(name=i18n.isolate(name))
        super().__init__(title, self.tr("Record the no"))
        self.go.setProperty("kind", "danger")
        self.speaker = _speakers(self.tr("Who says no"))
        beats = self.tr("The no beats every consent; a person’s own no beats a guardian’s yes.")
        stays = self.tr("Number and PIN go on as they are.")
        for text in (
            self.tr("Every consent ends and the face templates are erased at once; they cannot come back."),
            f"{beats} {stays}",
        ):
            self._body.addWidget(label(text, wraps=True))
        self._body.addWidget(named(self.tr("Who says no"), self.speaker))
        self._end()
        self.setFocusProxy(self.speaker)

    def _send(self) -> None:
        self.filled.emit(SPEAKERS[self.speaker.currentIndex()])


class LiftForm(Form):
    """A no that is taken back, which only whoever said it can."""

    filled = Signal(object)
    """A Relation."""

    def __init__(self, name: str, by: Relation) -> None:
        title = self.tr("Take back the no of {name}").format(name=i18n.isolate(name))
        super().__init__(title, self.tr("Take it back"))
        self.speaker = _speakers(self.tr("Who takes it back"))
        text = self.tr("Said by: {who}. Only the same can take it back. A new consent is needed afterwards.")
        self._body.addWidget(label(text.format(who=relation_word(by)), wraps=True))
        self._body.addWidget(named(self.tr("Who takes it back"), self.speaker))
        self._end()
        self.setFocusProxy(self.speaker)

    def _send(self) -> None:
        self.filled.emit(SPEAKERS[self.speaker.currentIndex()])


class LeftForm(Form):
    """Somebody left."""

    filled = Signal(object)
    """A date."""

    def __init__(self, name: str, now: Instant) -> None:
        super().__init__(self.tr("{name} left").format(name=i18n.isolate(name)), self.tr("They left"))
        self.day = day_field(self.tr("Last day here"), now.local_date)
        for text in (
            self.tr("From then on they are in no class and are not marked."),
            self.tr("Their face templates go by themselves some days later, as the retention rule says."),
        ):
            self._body.addWidget(label(text, wraps=True))
        self._body.addWidget(named(self.tr("Last day here"), self.day))
        self._end()
        self.setFocusProxy(self.day)

    def _send(self) -> None:
        self.filled.emit(_date(self.day.date()))


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _choice(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    # As wide as the form, whatever the longest entry is.
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    return made


def _speakers(name: str) -> QComboBox:
    made = _choice(name)
    for relation in SPEAKERS:
        made.addItem(relation_word(relation))
    return made
