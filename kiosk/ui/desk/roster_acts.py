"""What is done to lines of registers, and how it is taken back: a step over one register or several."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Correction
from kiosk.runtime.api import DeskApi
from kiosk.ui import i18n
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.roster_model import Line
from kiosk.ui.desk.words import state_word
from kiosk.ui.theme import Tone

Step = tuple[Correction, ...]
"""What one key or one button did: a correction for each register."""
UNDO_STEPS = 50


class RegisterActs(QObject):
    """Corrects, takes back and makes again. What can be taken back is forgotten by `forget`."""

    changed = Signal()
    """Something was stored: load the registers again."""

    def __init__(self, desk: DeskApi, strip: Strip, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._strip = desk, strip
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def can_undo(self) -> bool:
        """There is a correction to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """There is one that was taken back."""
        return bool(self._undone)

    def forget(self) -> None:
        """Forget what was done: another register is shown, or this one was closed."""
        self._done.clear()
        self._undone.clear()

    def correct(
        self,
        lines: Sequence[Line],
        state: MarkState,
        note: str = "",
        *,
        code: str = "",
        minutes: int | None = None,
        is_final: bool = False,
    ) -> None:
        """Set a state for lines.

        Args:
            lines: Of one register or of several.
            state: The state.
            note: Why.
            code: One of the group's codes; "" for the state's own.
            minutes: How late, for LATE.
            is_final: A register is closed: it is corrected again rather than taken back.
        """
        jobs = [
            partial(self._desk.correct, session, people, state, note, code=code, minutes=minutes)
            for session, people in _by_session(lines).items()
        ]

        def done(made: Sequence[Correction]) -> None:
            if not made:
                return
            if not is_final:
                self._done = [*self._done, tuple(made)][-UNDO_STEPS:]
                self._undone.clear()
            if len(made) == len(jobs):  # else what failed has been said
                self._say_set(state, len(lines), can_undo=not is_final)
            self.changed.emit()

        self._in_turn(jobs, done)

    def undo(self) -> None:
        """Take the latest step back."""
        if not self._done:
            return
        step = self._done.pop()

        def done(answers: Sequence[object]) -> None:
            if len(answers) == len(step):
                self._undone.append(step)
                self._strip.tell(self.tr("Taken back."), act=(self.tr("Redo"), self.redo))
            self.changed.emit()

        self._in_turn([partial(self._desk.undo, each) for each in reversed(step)], done)

    def redo(self) -> None:
        """Make the step that was taken back last once more."""
        if not self._undone:
            return
        step = self._undone.pop()

        def done(made: Sequence[Correction]) -> None:
            if made:
                self._done.append(tuple(made))
            if len(made) == len(step):
                self._strip.tell(self.tr("Made once more."), act=(self.tr("Undo"), self.undo))
            self.changed.emit()

        self._in_turn([partial(self._desk.redo, each) for each in step], done)

    def look_at(self, lines: Sequence[Line]) -> None:
        """Say that marks by code or card were looked at."""
        wanted = [line for line in lines if line.needs_look]
        jobs = [
            partial(self._desk.look_at, session, people) for session, people in _by_session(wanted).items()
        ]

        def done(answers: Sequence[object]) -> None:
            if len(answers) == len(jobs):
                text = self.tr("Looked at: {count}").format(count=i18n.number(len(wanted)))
                self._strip.tell(text, Tone.GOOD)
            self.changed.emit()

        self._in_turn(jobs, done)

    def _say_set(self, state: MarkState, count: int, *, can_undo: bool) -> None:
        text = self.tr("Set to “{state}”: {count}").format(state=state_word(state), count=i18n.number(count))
        self._strip.tell(text, Tone.GOOD, act=(self.tr("Undo"), self.undo) if can_undo else None)

    def _in_turn(
        self, jobs: Sequence[Callable[[], "Future[Any]"]], on_end: Callable[[list[Any]], None]
    ) -> None:
        """Do one after the other; the first that fails is told and ends it. `on_end` gets the answers."""
        answers: list[Any] = []
        waiting = iter(jobs)

        def go_on() -> None:
            job = next(waiting, None)
            if job is None:
                on_end(answers)
            else:
                call(job(), self, take, fail)

        def take(answer: object) -> None:
            answers.append(answer)
            go_on()

        def fail(trouble: Trouble) -> None:
            self._strip.tell_trouble(trouble)
            on_end(answers)

        go_on()


def _by_session(lines: Sequence[Line]) -> dict[SessionId, list[PersonId]]:
    found: dict[SessionId, list[PersonId]] = {}
    for line in lines:
        found.setdefault(line.session, []).append(line.person.id)
    return found
