"""A desk that nobody sits at: what whoever passes sees and can do; and where the keyboard begins."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt

from kiosk.domain.people import Role
from kiosk.ui.desk.roster_model import Column
from tests.fakes_desk import PASSPHRASE
from tests.ui.desk_driver import Desk, words

pytestmark = pytest.mark.qt


@pytest.mark.parametrize("role", list(Role))
def test_the_keyboard_begins_in_the_register_however_slow_the_disk_is(desk: Desk, role: Role) -> None:
    """It was on "Show the register while I am away": one space, and the next passer-by reads the names."""
    desk.api.role = role
    desk.type_passphrase(PASSPHRASE)
    desk.until(lambda: desk.window.board is not None)
    desk.api.hold()
    desk.board.start()
    words(desk.window)
    assert desk.window.focusWidget() is desk.board.roster.nothing
    desk.api.release()
    desk.until(lambda: len(desk.board.roster.model.rows) > 0)
    words(desk.window)
    assert desk.window.focusWidget() is desk.board.roster.table
    desk.bot.keyClick(desk.window.focusWidget(), Qt.Key.Key_Space)
    assert not desk.board.keep_open.isChecked()


def test_the_keyboard_comes_back_from_a_register_that_is_empty(desk: Desk) -> None:
    roster = desk.enter().roster
    words(desk.window)
    roster.bar.after.click()
    desk.until(lambda: roster.session is None)
    roster.take_keyboard()
    assert desk.window.focusWidget() is roster.nothing
    roster.bar.before.click()
    desk.until(lambda: len(roster.model.rows) > 0)
    words(desk.window)
    assert desk.window.focusWidget() is roster.table


def watched(desk: Desk, role: Role = Role.TEACHER) -> None:
    desk.api.role = role
    board = desk.enter()
    board.keep_open.setChecked(True)
    desk.clock.move(5 * 60)
    desk.window.idle.check()
    assert desk.window.is_watched
    words(desk.window)


@pytest.mark.parametrize("role", list(Role))
def test_whoever_passes_a_watched_board_sees_no_other_class_and_no_other_day(desk: Desk, role: Role) -> None:
    watched(desk, role)
    bar = desk.board.roster.bar
    assert not any(part.isEnabled() for part in (bar.day, bar.before, bar.after, bar.today, bar.picker))
    asked = desk.api.calls.count("sessions")
    bar.before.click()
    desk.bot.keyClick(bar.picker, Qt.Key.Key_Down)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_E, Qt.Key.Key_Z):
        desk.bot.keyClick(desk.board, key, Qt.KeyboardModifier.ControlModifier)
    words(desk.window)
    assert desk.api.calls.count("sessions") == asked
    assert desk.board.tabs.currentWidget() is desk.board.roster
    assert not desk.board.export.isVisible()


def test_no_note_is_on_show_on_a_watched_board(desk: Desk) -> None:
    """A note can be about somebody's health."""
    watched(desk)
    table = desk.board.roster.table
    assert table.isColumnHidden(Column.NOTE)
    desk.window.resize(1000, 700)
    words(desk.window)
    assert table.isColumnHidden(Column.NOTE)
    desk.board.set_watched(False)
    assert not table.isColumnHidden(Column.NOTE)
    assert desk.board.roster.bar.day.isEnabled()
