"""The second screen: figures from afar, names only while somebody is signed in, and never over the door."""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, cast

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.domain.registers import BoardLine
from kiosk.ui import i18n, theme
from kiosk.ui.board_place import BoardPlace
from kiosk.ui.desk.public_board import GroupCard, PublicBoard
from kiosk.ui.displays import Displays
from tests.fakes_desk import EIGHT, NAMES, HandClock
from tests.fakes_door import FakeDoor
from tests.ui.desk_driver import Desk, words
from tests.ui.test_desk_lock import PIN, choose_pin, unlock

if TYPE_CHECKING:
    from kiosk.runtime.api import DoorApi

pytestmark = pytest.mark.qt

NAMED = (BoardLine("Class 7b", EIGHT, 24, 22, ("Ada Byron", "سارة منصور")), BoardLine("Choir", EIGHT, 9, 9))


@pytest.fixture
def door() -> FakeDoor:
    made = FakeDoor()
    made.lines = NAMED
    return made


@pytest.fixture
def board(qtbot: Any, qapp: QApplication, door: FakeDoor) -> PublicBoard:
    i18n.install(qapp, "en")
    theme.apply(qapp)
    made = PublicBoard(door, HandClock())
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitUntil(lambda: "22" in words(made))
    return made


def test_it_says_how_many_of_how_many_are_here(board: PublicBoard) -> None:
    said = words(board)
    assert "22 / 24" in said
    assert "Not here: 2" in said
    assert "All here" in said
    assert "Ada Byron" in said
    cards = board.findChildren(GroupCard)
    assert any("22 / 24" in card.accessibleName() for card in cards)


def test_groups_of_one_start_stand_by_name(qtbot: Any, board: PublicBoard, door: FakeDoor) -> None:
    """Their sessions' ids are random: the groups changed places from one day to the next."""
    door.lines = tuple(BoardLine(label, EIGHT, 25, 20) for label in ("Group 10", "Group 9", "Choir"))
    board.refresh()
    qtbot.waitUntil(lambda: "Choir" in words(board))
    said = words(board)
    assert said.index("Choir") < said.index("Group 9") < said.index("Group 10")


def test_names_go_at_once_and_no_late_answer_brings_them_back(
    qtbot: Any, board: PublicBoard, door: FakeDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer was on its way when somebody signed out: it holds names still."""
    answers: list[Future[Sequence[BoardLine]]] = []

    def ask() -> "Future[Sequence[BoardLine]]":
        answers.append(Future())
        return answers[-1]

    monkeypatch.setattr(door, "board", ask)
    board.refresh()
    board.forget_names()
    assert "Ada" not in words(board)
    assert "22 / 24" in words(board)
    answers[0].set_result(NAMED)
    assert "Ada" not in words(board)
    assert "Ada" not in words(board)  # what was drawn by the first look is shown by the second
    answers[1].set_result((BoardLine("Class 7b", EIGHT, 24, 23),))
    qtbot.waitUntil(lambda: "23 / 24" in words(board))


def test_more_groups_than_fit_take_turns(qtbot: Any, board: PublicBoard, door: FakeDoor) -> None:
    door.lines = tuple(BoardLine(f"Group {n}", EIGHT, 30, n) for n in range(40))
    board.refresh()
    qtbot.waitUntil(lambda: len(board._lines) == 40)
    seen: set[str] = set()
    for _ in range(board._count_pages()):
        seen |= {line.label for line in door.lines if f"{line.label} |" in f"{words(board)} |"}
        board._turn()
    assert len(seen) == 40
    assert "1 of" in words(board)  # round again


def test_many_names_are_not_cut_without_a_word(qtbot: Any, board: PublicBoard, door: FakeDoor) -> None:
    door.lines = (BoardLine("Class 7b", EIGHT, 24, 0, NAMES),)
    board.refresh()
    qtbot.waitUntil(lambda: "more: 17" in words(board))


def test_an_empty_hour_says_so(qtbot: Any, board: PublicBoard, door: FakeDoor) -> None:
    door.lines = ()
    board.refresh()
    qtbot.waitUntil(board.nothing.isVisible)


def test_escape_closes_and_asks_no_more(qtbot: Any, board: PublicBoard) -> None:
    with qtbot.waitSignal(board.closed):
        QTest.keyClick(board, Qt.Key.Key_Escape)
    assert not board.isVisible()
    assert not board._again.isActive()


def test_f11_is_full_screen_and_back(board: PublicBoard) -> None:
    QTest.keyClick(board, Qt.Key.Key_F11)
    assert board.isFullScreen()
    QTest.keyClick(board, Qt.Key.Key_F11)
    assert not board.isFullScreen()


class Screens(Displays):
    """So many displays, all of them the one there is."""

    count = 1

    @property
    def screens(self) -> list[QScreen]:
        return [QApplication.primaryScreen()] * self.count


@pytest.mark.parametrize(("count", "is_full"), [(1, False), (2, False), (3, True)])
@pytest.mark.qt_log_ignore(r"does not support raise")  # the offscreen platform has no window stack
def test_it_never_covers_the_door(qtbot: Any, qapp: QApplication, count: int, is_full: bool) -> None:
    """With two displays one is the desk's and one the door's: the board is a window on the desk's."""
    places = Screens(qapp, windowed=False)
    places.count = count
    window = QWidget()
    qtbot.addWidget(window)
    places.place_board(window)
    assert window.isVisible()
    assert window.isFullScreen() is is_full
    places.deleteLater()


@pytest.mark.qt_log_ignore(r"does not support raise")  # the offscreen platform has no window stack
def test_the_desk_opens_it_and_signing_out_bares_it(desk: Desk, qapp: QApplication, door: FakeDoor) -> None:
    owner = QObject()
    place = BoardPlace(Displays(qapp, windowed=True, parent=owner), owner)
    place.take(desk.window, cast("DoorApi", door), desk.clock)
    today = desk.enter().today
    today.board.click()
    board = place.window
    assert board is not None
    desk.until(lambda: "Ada" in words(board))
    door.lines = (BoardLine("Class 7b", EIGHT, 24, 23),)
    desk.window.sign_out()
    desk.until(lambda: "Ada" not in words(board))
    desk.until(lambda: "23 / 24" in words(board))
    place.stop()
    assert place.window is None
    owner.deleteLater()


@pytest.mark.qt_log_ignore(r"does not support raise")  # the offscreen platform has no window stack
def test_a_locked_desk_keeps_it_bare_and_an_open_one_names_again(
    desk: Desk, qapp: QApplication, door: FakeDoor
) -> None:
    """Whoever locked the screen is signed in still, so the lines hold names still."""
    owner = QObject()
    place = BoardPlace(Displays(qapp, windowed=True, parent=owner), owner)
    place.take(desk.window, cast("DoorApi", door), desk.clock)
    choose_pin(desk)
    desk.board.today.board.click()
    board = place.window
    assert board is not None
    desk.until(lambda: "Ada" in words(board))
    desk.window.lock()
    assert "Ada" not in words(board)
    door.lines = (BoardLine("Class 7b", EIGHT, 24, 23, ("Ada Byron",)),)
    board.refresh()
    desk.until(lambda: "23 / 24" in words(board))
    assert "Ada" not in words(board)
    unlock(desk, PIN)
    desk.until(lambda: not desk.window.is_locked)
    board.refresh()
    desk.until(lambda: "Ada" in words(board))
    place.stop()
    owner.deleteLater()
