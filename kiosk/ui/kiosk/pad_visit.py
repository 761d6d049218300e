"""One person's visit to the pad: what was typed goes to the door, and the answer to whoever typed it.

A visit ends when its pad does; an answer that comes later marks all the same, but says nothing to the next.
"""

from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.errors import Code
from kiosk.runtime.api import DoorAnswer, DoorApi
from kiosk.ui import bridge
from kiosk.ui.bridge import Trouble
from kiosk.ui.kiosk.pad import CodePad


class PadVisit(QObject):
    """Asks the door for the pad. Which page is shown is the window's to say."""

    ended = Signal()
    """The door has answered while its asker is there: the pad may go."""
    answered = Signal(object)
    """A DoorAnswer, also to somebody who has left."""
    face_removed = Signal(int)
    """How many templates went; 0 where there was no face."""
    confirm_over = Signal()
    """The ticket is good no more: the face has to be recognised again."""

    def __init__(self, pad: CodePad, parent: QObject) -> None:
        """Wait for a door.

        Args:
            pad: What is typed on.
            parent: Qt's.
        """
        super().__init__(parent)
        self._pad = pad
        self._door: DoorApi | None = None
        self._ticket: int | None = None
        self._turn = 0
        pad.submitted.connect(self._submit_code)
        pad.confirmed.connect(self._submit_pin)
        pad.withdrawn.connect(self._withdraw)

    def attach(self, door: DoorApi | None) -> None:
        """Ask this door from now on; None asks nobody."""
        self._door = door

    def begin(self, ticket: int | None) -> None:
        """Somebody comes to the pad, with the ticket of a face that a PIN has to confirm or without."""
        self._ticket = ticket
        self._turn += 1

    def end(self) -> None:
        """Whoever was there has left."""
        self.begin(None)

    @property
    def has_ticket(self) -> bool:
        """Whether a face waits for its PIN."""
        return self._ticket is not None

    @Slot(str, str)
    def _submit_code(self, number: str, pin: str) -> None:
        if self._door is not None:
            self._answer(self._door.sign_code(number, pin))

    @Slot(str)
    def _submit_pin(self, pin: str) -> None:
        if self._door is not None and self._ticket is not None:
            self._answer(self._door.confirm(self._ticket, pin))

    def _answer(self, future: Future[DoorAnswer]) -> None:
        turn = self._turn
        bridge.call(future, self, partial(self._show_answer, turn), partial(self._show_trouble, turn))

    def _show_answer(self, turn: int, answer: DoorAnswer) -> None:
        if turn == self._turn:
            self.ended.emit()
        self.answered.emit(answer)

    @Slot(str, str)
    def _withdraw(self, number: str, pin: str) -> None:
        if self._door is not None:
            turn = self._turn
            asked = self._door.withdraw_face(number, pin)
            bridge.call(asked, self, partial(self._show_withdrawn, turn), partial(self._show_trouble, turn))

    def _show_withdrawn(self, turn: int, count: int) -> None:
        if turn == self._turn:
            self.ended.emit()
            self.face_removed.emit(count)

    def _show_trouble(self, turn: int, trouble: Trouble) -> None:
        if turn != self._turn:
            return  # whoever typed it has left the pad: it is no business of the next person's
        if trouble.code is Code.CONFIRM_OVER:
            self.confirm_over.emit()
        else:
            self._pad.show_trouble(trouble)
