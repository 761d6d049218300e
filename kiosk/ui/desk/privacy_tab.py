"""What an administrator decides about privacy: grounds, consent texts, consents that end, retention."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.domain.privacy import DUE_DAYS, ConsentDue
from kiosk.runtime.api_office import PrivacyApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.basis_card import BasisCard, ConsentTextCard
from kiosk.ui.desk.cards import Cards
from kiosk.ui.desk.controls import button, column, empty, label, line
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.privacy_words import last_day_words
from kiosk.ui.desk.retention_card import RetentionCard

MOST_DUE = 30
"""So many people are listed; the rest is a number."""


class ConsentsDueCard(QFrame):
    """Whose consent ends soon, so that somebody is asked in time."""

    person_asked = Signal(object)
    """A PersonId to be shown in the people tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._layout = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.tight)

    def show_due(self, due: Sequence[ConsentDue]) -> None:
        """List them."""
        empty(self._layout)
        self._layout.addWidget(label(self.tr("Consents that end soon"), "heading", wraps=True))
        if not due:
            text = self.tr("No consent ends in the next %Ln days.", "", DUE_DAYS)
            self._layout.addWidget(label(text, "muted", wraps=True))
            return
        text = self.tr(
            "When a consent ends, the face template is erased by itself and number and PIN are asked. Ask "
            "for a new one in time."
        )
        self._layout.addWidget(label(text, "muted", wraps=True))
        for each in due[:MOST_DUE]:
            self._add(each)
        if len(due) > MOST_DUE:
            more = self.tr("… and %Ln more people", "", len(due) - MOST_DUE)
            self._layout.addWidget(label(more, "muted"))

    def _add(self, each: ConsentDue) -> None:
        row = line()
        name = i18n.isolate(each.person.name)
        text = self.tr("{name} ({number}): last day {day}").format(
            name=name, number=i18n.isolate(each.person.number), day=last_day_words(each.ends)
        )
        row.addWidget(label(text, wraps=True), 1)
        show = button(self.tr("Show"), partial(self.person_asked.emit, each.person.id))
        show.setAccessibleName(self.tr("Show {name}").format(name=name))
        row.addWidget(show)
        self._layout.addLayout(row)


class PrivacyTab(QWidget):
    """Cards that scroll. Asks anew when shown; what is being filled in stays."""

    person_asked = Signal(object)
    """A PersonId to be shown in the people tab."""
    changed = Signal()
    """Something was stored or run: what waits may be another amount now."""

    def __init__(self, privacy: PrivacyApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._privacy = privacy
        self.strip = Strip()
        self.bases, self.texts = BasisCard(privacy), ConsentTextCard(privacy)
        self.due, self.retention = ConsentsDueCard(), RetentionCard(privacy)
        self.due.person_asked.connect(self.person_asked)
        self.area = Cards(self.tr("Privacy"), ((self.bases, self.texts), (self.due, self.retention)))
        self.bases.changed.connect(self._load_bases)
        self.texts.changed.connect(self._load_texts)
        self.retention.changed.connect(self._load_retention)
        for card in (self.bases, self.texts, self.retention):
            card.changed.connect(self.changed)
        self.strip.let_go.connect(lambda: self.area.setFocus(Qt.FocusReason.OtherFocusReason))
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(self.strip)
        outer.addWidget(self.area, 1)

    def load(self) -> None:
        """Ask for everything."""
        self.strip.dismiss()
        self._load_bases()
        self._load_texts()
        call(self._privacy.consents_due(), self, self.due.show_due, self.strip.tell_trouble)
        self._load_retention()

    def _load_bases(self) -> None:
        call(self._privacy.bases(), self, self.bases.show_bases, self.strip.tell_trouble)

    def _load_texts(self) -> None:
        call(self._privacy.consent_texts(), self, self.texts.show_texts, self.strip.tell_trouble)

    def _load_retention(self) -> None:
        call(self._privacy.retention(), self, self.retention.show_rules, self.strip.tell_trouble)
        call(self._privacy.retention_due(), self, self.retention.show_due, self.strip.tell_trouble)
