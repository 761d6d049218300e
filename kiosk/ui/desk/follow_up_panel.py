"""Beside the follow-up list: what was found about whom, what was done, and what can be done next."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QWidget

from kiosk.domain.follow_up import FollowState, FollowUp
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, column, empty, label, named
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.follow_up_words import found_words, signed_state, since_words, step_words
from kiosk.ui.desk.privacy_words import own_words

_NOTE_PX = 84


class FollowUpPanel(QScrollArea):
    """Asks nobody itself."""

    state_asked = Signal(object, str)
    """A FollowState for the lines chosen, and a note."""
    letters_asked = Signal()
    person_asked = Signal(object)
    """A PersonId whose page is wanted."""

    def __init__(self, *, can_open_person: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: tuple[FollowUp, ...] = ()
        self._can_open_person = can_open_person
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(_NOTE_PX)
        self.note.setAccessibleName(self.tr("Note"))
        self.acts = {
            FollowState.CONTACTED: button(self.tr("Contacted"), partial(self._set, FollowState.CONTACTED)),
            FollowState.CLOSED: button(self.tr("Close"), partial(self._set, FollowState.CLOSED)),
            FollowState.NEW: button(self.tr("New again"), partial(self._set, FollowState.NEW), kind="quiet"),
        }
        self.writing = button(self.tr("Letter …"), self.letters_asked.emit)
        self.opening = button(self.tr("Show the person"), self._open_person, kind="quiet")
        self._facts = column(spacing=6)
        self._acting = QWidget()
        self._lay_out()
        self.show_chosen(())

    def show_chosen(self, chosen: Sequence[FollowUp]) -> None:
        """Show one line in full, several as a number, or what to do where none is chosen."""
        others = tuple(one.id for one in chosen) != tuple(one.id for one in self._chosen)
        self._chosen = tuple(chosen)
        if others:
            self.note.clear()
        empty(self._facts)
        self._acting.setVisible(bool(chosen))
        if not chosen:
            self._say(self.tr("Choose somebody in the list; several with Ctrl or Shift."), "muted")
            return
        states = {one.state for one in chosen}
        for state, act in self.acts.items():
            act.setVisible(states != {state})
        self.opening.setVisible(self._can_open_person and len(chosen) == 1)
        if len(chosen) > 1:
            self._say(self.tr("Chosen: {count}").format(count=i18n.number(len(chosen))), "heading")
            self.writing.setText(self.tr("Letters …"))
        else:
            self._show_one(chosen[0])
            self.writing.setText(self.tr("Letter …"))
        self.writing.setAccessibleName(self.writing.text())

    def _show_one(self, one: FollowUp) -> None:
        self._say(i18n.isolate(one.person.name), "heading")
        groups = self.tr(", ").join(i18n.isolate(name) for name in one.groups)
        number = self.tr("Number {number}").format(number=i18n.isolate(one.person.number))
        self._say(f"{number} · {groups}" if groups else number, "muted")
        self._say(f"{found_words(one)} · {since_words(one)}", "")
        self._say(signed_state(one.state), "muted")
        line = QFrame()
        line.setProperty("role", "line")
        self._facts.addWidget(line)
        for step in reversed(one.steps):
            self._say(step_words(step), "muted")
            if step.note:
                self._say(own_words(step.note), "")

    def _say(self, text: str, role: str) -> None:
        made = label(text, role, wraps=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts.addWidget(made)

    def _lay_out(self) -> None:
        below = column(self._acting, spacing=theme.SPACE.tight)
        below.addWidget(named(self.tr("Note, if you like"), self.note))
        row = QWidget()
        flow = FlowLayout(row)
        for act in (*self.acts.values(), self.writing, self.opening):
            flow.addWidget(act)
        below.addWidget(row)
        page = QFrame()
        page.setProperty("role", "card")
        inner = column(page, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        inner.addLayout(self._facts)
        inner.addWidget(self._acting)
        inner.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    def _set(self, state: FollowState) -> None:
        self.state_asked.emit(state, self.note.toPlainText().strip())

    def _open_person(self) -> None:
        if len(self._chosen) == 1:
            self.person_asked.emit(self._chosen[0].person.id)
