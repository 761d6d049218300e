"""One person's choice of a session: what was chosen goes to the door, and the answer to the window."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.domain.ids import SessionId
from kiosk.errors import Code
from kiosk.runtime.api import AskSession, DoorAnswer, DoorApi
from kiosk.ui import bridge
from kiosk.ui.bridge import Trouble
from kiosk.ui.kiosk.choose import ChoosePage


class Choice(QObject):
    """Asks the door for the page. Which page is shown is the window's to say."""

    ended = Signal()
    """The door has answered while its asker is there: the page may go."""
    answered = Signal(object)
    """A DoorAnswer, also to somebody who has left: it was committed all the same."""
    over = Signal()
    """The ticket is good no more, or the session: nothing is marked."""
    failed = Signal(object)
    """A Trouble: it could not be saved."""

    def __init__(self, page: ChoosePage, parent: QObject) -> None:
        """Wait for a door.

        Args:
            page: Where is chosen.
            parent: Qt's.
        """
        super().__init__(parent)
        self._page = page
        self._door: DoorApi | None = None
        self._ticket: int | None = None
        self._turn = 0
        page.chosen.connect(self._choose)

    def attach(self, door: DoorApi | None) -> None:
        """Ask this door from now on; None asks nobody."""
        self._door = door

    def begin(self, asked: AskSession) -> None:
        """Somebody has to choose."""
        self._ticket = asked.ticket
        self._turn += 1
        self._page.open(asked.choices)

    def end(self) -> None:
        """Whoever was there has left."""
        self._ticket = None
        self._turn += 1

    @Slot(str)
    def _choose(self, session: str) -> None:
        if self._door is None or self._ticket is None:
            return
        future = self._door.choose(self._ticket, SessionId(session))
        turn = self._turn
        bridge.call(future, self, partial(self._show_answer, turn), partial(self._show_trouble, turn))

    def _show_answer(self, turn: int, answer: DoorAnswer) -> None:
        if turn == self._turn:
            self.ended.emit()
        self.answered.emit(answer)

    def _show_trouble(self, turn: int, trouble: Trouble) -> None:
        if turn != self._turn:
            return
        self.ended.emit()
        if trouble.code is Code.CONFIRM_OVER:
            self.over.emit()
        else:
            self.failed.emit(trouble)
