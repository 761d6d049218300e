"""The second screen's board: made when asked for, bare of names while the desk is locked or signed out.

It makes no desk and knows nothing of what the door's answers hold.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.domain.clock import Instant
from kiosk.runtime.api import DoorApi
from kiosk.ui.displays import Displays

if TYPE_CHECKING:
    from kiosk.ui.desk.public_board import PublicBoard
    from kiosk.ui.desk.window import DeskWindow


class BoardPlace(QObject):
    """Where the one board is, if there is one."""

    def __init__(self, displays: Displays, parent: QObject) -> None:
        super().__init__(parent)
        self._displays = displays
        self._desk: DeskWindow | None = None
        self._make: Callable[[], PublicBoard] | None = None
        self.window: PublicBoard | None = None

    def take(self, desk: "DeskWindow", door: DoorApi, clock: Callable[[], Instant]) -> None:
        """Open the board when a desk that was just made asks for it, and listen to what concerns it."""

        def make() -> "PublicBoard":
            from kiosk.ui.desk.public_board import PublicBoard

            return PublicBoard(door, clock, self._is_bare)

        self._desk, self._make = desk, make
        desk.board_asked.connect(self._open)
        desk.marks_changed.connect(self._refresh)
        desk.signed_out.connect(self._forget)
        desk.locked.connect(self._forget)

    def stop(self) -> None:
        """Close it."""
        board, self.window = self.window, None
        if board is not None:
            board.close()
            board.deleteLater()

    def _is_bare(self) -> bool:
        desk = self._desk
        return desk is None or desk.is_locked or not desk.is_signed_in

    @Slot()
    def _open(self) -> None:
        if self.window is None and self._make is not None:
            self.window = self._make()
        if self.window is not None:
            self._displays.place_board(self.window)

    @Slot()
    def _refresh(self) -> None:
        if self.window is not None and self.window.isVisible():
            self.window.refresh()

    @Slot()
    def _forget(self) -> None:
        if self.window is not None:
            self.window.forget_names()
