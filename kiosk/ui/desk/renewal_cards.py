"""Who needs an administrator's hand: look-alikes who are asked for a PIN, and people to enrol again."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.domain.people import Person
from kiosk.runtime.api import SystemView
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, column, empty, label, line

MOST_PAIRS = 30
"""So many pairs are listed; a school with more has another problem than one of them."""


class LookAlikesCard(QFrame):
    """The pairs, those without a PIN first."""

    person_asked = Signal(object)
    """A PersonId to be shown in the people tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._layout = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.tight)

    def show_view(self, view: SystemView) -> None:
        """List them."""
        empty(self._layout)
        self._layout.addWidget(label(self.tr("Look-alikes"), "heading"))
        if not view.look_alikes:
            text = self.tr("No two people are too much alike. It is checked at every enrolment.")
            self._layout.addWidget(label(text, "muted", wraps=True))
            return
        text = self.tr(
            "These pairs look too much alike to be told apart by face, so the door asks for a PIN."
        )
        self._layout.addWidget(label(text, "muted", wraps=True))
        for person in view.without_pin:
            self._add_without_pin(person)
        for one, other in view.look_alikes[:MOST_PAIRS]:
            pair = self.tr("{one} and {other}").format(one=_named(one), other=_named(other))
            self._layout.addWidget(label(pair, wraps=True))
        left = len(view.look_alikes) - MOST_PAIRS
        if left > 0:
            self._layout.addWidget(label(self.tr("… and %Ln more pairs", "", left), "muted"))

    def _add_without_pin(self, person: Person) -> None:
        row = line()
        text = self.tr("△ No PIN yet, so not marked by face: {person}").format(person=_named(person))
        row.addWidget(label(text, "care", wraps=True), 1)
        show = button(self.tr("Show"), partial(self.person_asked.emit, person.id))
        show.setAccessibleName(self.tr("Show {name}").format(name=i18n.isolate(person.name)))
        row.addWidget(show)
        self._layout.addLayout(row)


class RenewalsCard(QFrame):
    """How many people have to be enrolled again, and why."""

    list_asked = Signal()
    """Show them in the people tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._layout = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.tight)

    def show_view(self, view: SystemView) -> None:
        """Count them."""
        empty(self._layout)
        self._layout.addWidget(label(self.tr("Enrol again"), "heading"))
        renew, ageing = len(view.to_renew), len(view.ageing)
        if renew:
            text = self.tr(
                "%Ln people are enrolled for another model and use their code until then", "", renew
            )
            self._layout.addWidget(label(text, "care", wraps=True))
        if ageing:
            text = self.tr("%Ln people have changed since they were enrolled", "", ageing)
            self._layout.addWidget(label(text, "care", wraps=True))
        if not (renew or ageing):
            self._layout.addWidget(label(self.tr("Nobody has to be enrolled again."), "muted", wraps=True))
            return
        row = line()
        row.addWidget(button(self.tr("Show them in the list"), self.list_asked.emit))
        row.addStretch(1)
        self._layout.addLayout(row)


def _named(person: Person) -> str:
    """Give a name with the number, each in its own direction."""
    return f"{i18n.isolate(person.name)} ({i18n.isolate(person.number)})"
