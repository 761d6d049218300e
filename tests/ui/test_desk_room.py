"""Where the kiosk stands, in the system tab: a room, or all of them."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.settings import Settings
from kiosk.ui.desk.room_card import RoomCard
from tests.ui.desk_driver import Desk, words
from tests.ui.test_desk_system import open_system
from tests.ui.test_desk_window import controls_without_a_name

pytestmark = pytest.mark.qt


def test_without_a_room_all_are_served_and_it_says_so(desk: Desk) -> None:
    card = open_system(desk).room
    assert card.served.text() == "This kiosk serves all rooms."
    assert (card.room.text(), card.go.isEnabled()) == ("", False)
    assert controls_without_a_name(card) == []


def test_a_room_is_saved_said_and_noted(desk: Desk) -> None:
    system = open_system(desk)
    system.room.room.setText("  Lab \u00a0 2 ")
    with desk.bot.waitSignal(desk.window.settings_changed) as changed:
        QTest.keyClick(system.room.room, Qt.Key.Key_Return)
    before = Settings(export_folder=desk.window.keeper.now.export_folder)
    assert changed.args[0].room == "Lab 2"
    assert changed.args[0].export_folder == before.export_folder
    assert words(system.room).replace("\u2068", "").replace("\u2069", "").count("name none: Lab 2") == 1
    assert "at once" in system.strip.text.text()
    assert desk.audit.settings == [
        ("room",)
    ]  # its name is in the settings, and no secret; the audit needs none
    assert not system.room.go.isEnabled()


def test_an_empty_field_serves_all_again(desk: Desk) -> None:
    system = open_system(desk)
    told: list[Settings] = []
    desk.window.settings_changed.connect(told.append)
    for room in ("Lab", " "):
        system.room.room.setText(room)
        system.room.go.click()
    assert [each.room for each in told] == ["Lab", ""]
    assert system.room.served.text() == "This kiosk serves all rooms."


def test_what_is_no_name_changes_nothing_and_says_why(desk: Desk) -> None:
    system = open_system(desk)
    told: list[object] = []
    desk.window.settings_changed.connect(told.append)
    system.room.room.setText("Lab\u202e2")
    system.room.go.click()
    assert told == []
    assert "hidden direction mark" in words(system.room)
    system.room.room.setText("Lab 2")
    assert not system.room.problem.isVisible()


def test_the_room_of_the_settings_stands_there(qtbot: object) -> None:
    card = RoomCard("Hall")
    assert card.room.text() == "Hall"
    assert "Hall" in card.served.text()
    told: list[str] = []
    card.chosen.connect(told.append)
    card.choose()
    assert told == []
    card.deleteLater()
