"""Beside the desk's tabs: signing in, the lock, a board that is only watched, the second screen."""

from collections.abc import Iterator
from typing import Final

from kiosk.domain.people import SignedIn
from kiosk.errors import Code, KioskError
from kiosk.ui import bridge
from kiosk.ui.desk.public_board import PublicBoard
from tests.gallery.scenes import Shown, Stop
from tests.gallery.studio import WIDE
from tests.gallery.tour import Tour


def sign_in(tour: Tour) -> Iterator[Shown]:
    """The page that asks, before and after a slip."""
    yield tour.shown("desk-sign-in")
    page = tour.window.sign_in
    page._refused(bridge.trouble(KioskError(Code.PASSPHRASE_WRONG)))
    yield tour.shown("desk-sign-in-wrong")
    page.ready()


def lock(tour: Tour) -> Iterator[Shown]:
    """A desk locked by a PIN, and a slip."""
    window, who = tour.window, tour.window._who
    assert isinstance(who, SignedIn)
    window._take_pin()
    window.lock("")
    yield tour.shown("desk-lock")
    window.lock_page._refused(bridge.trouble(KioskError(Code.DESK_PIN_WRONG, detail=2)))
    yield tour.shown("desk-lock-wrong")
    window._unlock(who)
    window._take_pin(has_pin=False)


def watched(tour: Tour) -> Iterator[Shown]:
    """A warning before the desk locks, a board that is only looked at, and the question before the end."""
    board = tour.board
    board.tabs.setCurrentWidget(board.roster)
    board.warn(20)
    yield tour.shown("desk-idle-warning")
    board.warning.dismiss()
    board.set_watched(True)
    yield tour.shown("desk-watched")
    board.set_watched(False)
    board._ask_end()
    yield tour.shown("desk-end")
    board.question.dismiss()


def second_screen(tour: Tour) -> Iterator[Shown]:
    """The board that hangs in a corridor."""
    shown = PublicBoard(tour.services.door, tour.services.clock)
    shown.resize(*WIDE)
    shown.show()
    tour.studio.settle(0.5)
    try:
        yield Shown("board", shown)
    finally:
        tour.studio.discard(shown)


FIRST_STOPS: Final = (Stop(("desk-sign-in", "desk-sign-in-wrong"), sign_in),)
"""While nobody is signed in."""
STOPS: Final = (
    Stop(("board",), second_screen),
    Stop(("desk-idle-warning", "desk-watched", "desk-end"), watched),
    Stop(("desk-lock", "desk-lock-wrong"), lock),
)
