"""The settings tab: every setting is there, found by a word, saved before it is said, and taken back."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from kiosk.domain.people import Greeting, Role
from kiosk.errors import Code, KioskError
from kiosk.settings import Settings
from kiosk.ui import bridge
from kiosk.ui.desk.settings_controls import Choice, DayOfYear, Number, RoomName, Switch, TimeOfDay
from kiosk.ui.desk.settings_pickers import Camera, Folder, Themes, Volume
from kiosk.ui.desk.settings_tab import SettingsTab
from kiosk.ui.desk.settings_words import GREETING, ORDER, WITHOUT_CONTROL, SettingWords
from kiosk.ui.sound.cues import Cue
from tests.ui.desk_driver import Desk, words
from tests.ui.test_desk_window import controls_without_a_name

pytestmark = pytest.mark.qt


def open_settings(desk: Desk) -> SettingsTab:
    desk.api.role = Role.ADMIN
    board = desk.enter()
    assert board.tabs.settings is not None
    board.tabs.setCurrentWidget(board.tabs.settings)
    desk.until(board.tabs.settings.rows[GREETING].editor.isEnabled)
    return board.tabs.settings


def told(desk: Desk) -> list[Settings]:
    heard: list[Settings] = []
    desk.window.settings_changed.connect(heard.append)
    return heard


def shown(tab: SettingsTab) -> set[str]:
    return {name for name, row in tab.rows.items() if not row.isHidden()}


# What is there


def test_every_setting_has_a_control_or_a_reason_for_having_none() -> None:
    """Whoever adds a setting adds its sentence, or says why nobody may change it here."""
    listed = [name for names in ORDER.values() for name in names]
    assert len(listed) == len(set(listed))
    assert {each.name for each in fields(Settings)} == {*listed, *WITHOUT_CONTROL} - {GREETING}
    assert set(SettingWords().texts()) == set(listed)
    assert not set(listed) & set(WITHOUT_CONTROL)


def test_a_teacher_has_no_such_tab(desk: Desk) -> None:
    assert desk.enter().tabs.settings is None


def test_each_says_what_it_does_and_that_it_is_the_default(desk: Desk) -> None:
    tab = open_settings(desk)
    for name, row in tab.rows.items():
        text = words(row)
        assert row.text.title in text
        assert row.text.sentence in text
        assert row.chip.isVisible() == (name != "export_folder"), name
        assert row.editor.part.accessibleName().startswith(row.text.title)
        assert row.editor.part.accessibleDescription() == row.text.sentence
    assert controls_without_a_name(tab) == []


def test_it_opens_by_a_key_and_by_none_while_the_board_is_only_watched(desk: Desk) -> None:
    desk.api.role = Role.ADMIN
    board = desk.enter()
    desk.window.activateWindow()
    board.set_watched(True)
    QTest.keyClick(board, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert board.tabs.currentIndex() == 0
    board.set_watched(False)
    QTest.keyClick(board, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert board.tabs.currentWidget() is board.tabs.settings
    assert board.tabs.settings is not None
    assert desk.window.focusWidget() is board.tabs.settings.search


# Finding


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("volume", {"sound_volume"}),
        ("  SOUND ", {"sound_volume", "speaks"}),
        ("nightly backup", {"backup_at"}),
        ("gloves", {"large_targets"}),
        ("rest", {"rests_out_of_hours", "wakes_before_minutes"}),
        ("qqq", set()),
    ],
)
def test_a_word_finds_by_title_sentence_and_group(desk: Desk, typed: str, found: set[str]) -> None:
    tab = open_settings(desk)
    tab.search.setText(typed)
    assert shown(tab) == found
    assert {group for group, card in tab.cards.items() if not card.isHidden()} == {
        group for group, names in ORDER.items() if found & set(names)
    }
    assert tab.nothing.isVisible() == (not found)
    tab.search.clear()
    assert shown(tab) == set(tab.rows)


# Changing


def press_one(tab: SettingsTab, name: str) -> Any:
    """Do what a person does with one control; gives the value that should count then."""
    editor = tab.rows[name].editor
    if isinstance(editor, Switch):
        editor.tick.click()
        return not getattr(Settings(), name)
    if isinstance(editor, Volume | Number):
        editor.spin.stepDown()
        editor.settle()
        return editor.spin.value()
    if isinstance(editor, Themes):
        editor.looks["dark"].click()
        return "dark"
    if isinstance(editor, TimeOfDay):
        editor.time.stepBy(1)
        QTest.keyClick(editor.time, Qt.Key.Key_Return)
        return "04:00"
    if isinstance(editor, DayOfYear):
        editor.month.setCurrentIndex(5)
        editor.month.activated.emit(5)
        return "06-30"
    if isinstance(editor, RoomName):
        QTest.keyClicks(editor.line, " Lab 2 ")
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
        return "Lab 2"
    if isinstance(editor, Folder):
        editor._take((Path("/somewhere"),))
        return "/somewhere"
    assert isinstance(editor, Choice)
    place = next(n for n in range(editor.list.count()) if n != editor.list.currentIndex())
    editor.list.setCurrentIndex(place)
    editor.list.activated.emit(place)
    return editor.list.itemData(place)


def test_every_control_changes_its_own_setting_and_goes_back_to_the_default(desk: Desk) -> None:
    """One window for all of them: opening it takes longer than pressing twenty controls."""
    tab = open_settings(desk)
    desk.until(lambda: isinstance(c := tab.rows["camera"].editor, Camera) and c.list.count() == 3)
    heard = told(desk)
    for each in fields(Settings):
        if each.name in {"export_folder", *WITHOUT_CONTROL}:
            continue
        before, row = desk.window.keeper.now, tab.rows[each.name]
        value = press_one(tab, each.name)
        assert value != getattr(before, each.name), each.name
        assert {name.name: getattr(heard[-1], name.name) for name in fields(Settings)} == {
            name.name: value if name is each else getattr(before, name.name) for name in fields(Settings)
        }
        assert not row.chip.isVisible()
        assert row.back.isVisible()
        assert desk.audit.settings[-1] == (each.name,)
        row.back.click()
        assert getattr(heard[-1], each.name) == getattr(Settings(), each.name)
        assert row.chip.isVisible()
        assert not row.back.isVisible()


def test_nothing_is_called_saved_before_it_is(desk: Desk) -> None:
    tab = open_settings(desk)
    assert tab.saved.text() == ""
    press_one(tab, "speaks")
    assert "Saved" not in tab.saved.text()
    desk.window.keeper.kept()
    assert tab.saved.text() == "Saved."
    press_one(tab, "speaks")
    desk.window.keeper.not_kept(bridge.trouble(KioskError(Code.FILE_NOT_WRITTEN, where="settings.toml")))
    assert "Not saved" in tab.saved.text()
    assert "settings.toml" in tab.strip.text.text()
    assert desk.window.note.isVisible()


def test_the_last_change_is_taken_back_once(desk: Desk) -> None:
    tab = open_settings(desk)
    heard = told(desk)
    assert not tab.undoing.isVisible()
    press_one(tab, "speaks")
    press_one(tab, "theme")
    assert tab.undoing.accessibleName() == "Undo: Colours"
    tab.undoing.click()
    assert (heard[-1].theme, heard[-1].speaks) == ("light", True)
    assert not tab.undoing.isVisible()


def test_a_name_that_is_none_changes_nothing_and_says_why(desk: Desk) -> None:
    tab = open_settings(desk)
    heard = told(desk)
    room = tab.rows["room"].editor
    assert isinstance(room, RoomName)
    room.line.setText("Lab\u202e2")
    room.line.editingFinished.emit()
    assert heard == []
    assert room.problem.isVisible()
    assert "hidden direction mark" in room.problem.text()


def test_what_was_chosen_in_another_tab_stands_here_too(desk: Desk) -> None:
    tab = open_settings(desk)
    desk.window.keeper.choose("room", "Hall")
    room = tab.rows["room"].editor
    assert isinstance(room, RoomName)
    assert room.line.text() == "Hall"


def test_a_desk_that_locks_earlier_does_so_at_once(desk: Desk) -> None:
    open_settings(desk)
    desk.window.keeper.choose("idle_lock_minutes", 1)
    desk.clock.move(61)
    desk.window.idle.check()
    assert not desk.window.is_signed_in


def test_a_wheel_that_scrolls_the_page_changes_no_number(desk: Desk) -> None:
    """Scrolling over a number once would have changed it, and every change counts at once."""
    tab = open_settings(desk)
    heard = told(desk)
    for name in ("welcome_seconds", "not_me_seconds"):
        part = tab.rows[name].editor.part
        event = QWheelEvent(
            QPointF(5, 5), QPointF(part.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(part, event)
    tab.rows["not_me_seconds"].hide()  # what waits to settle does so
    assert heard == []


# What is not in the file


def test_the_greeting_is_asked_for_stored_and_taken_back(desk: Desk) -> None:
    desk.site.greeting_ = Greeting.TICK_ONLY
    tab = open_settings(desk)
    row = tab.rows[GREETING]
    assert isinstance(row.editor, Choice)
    assert row.editor.list.currentData() == "tick-only"
    row.back.click()
    desk.until(lambda: desk.site.greeting_ is Greeting.SYMBOL_AND_INITIALS)
    desk.until(tab.undoing.isVisible)
    assert tab.saved.text() == "Saved."
    tab.undoing.click()
    desk.until(lambda: desk.site.greeting_ is Greeting.TICK_ONLY)


def test_first_names_at_the_door_are_asked_about_first(desk: Desk) -> None:
    tab = open_settings(desk)
    row = tab.rows[GREETING]
    row.chosen.emit(GREETING, "first-name")
    assert desk.site.greeting_ is Greeting.SYMBOL_AND_INITIALS
    no = tab.strip.buttons()[1]
    assert desk.window.focusWidget() is no
    tab.strip.buttons()[0].click()
    desk.until(lambda: desk.site.greeting_ is Greeting.FIRST_NAME)


def test_a_greeting_that_was_refused_is_not_shown_as_chosen(desk: Desk) -> None:
    tab = open_settings(desk)
    desk.site.failure = KioskError(Code.NOT_ALLOWED)
    row = tab.rows[GREETING]
    row.chosen.emit(GREETING, "tick-only")
    desk.until(tab.strip.isVisible)
    assert isinstance(row.editor, Choice)
    assert row.editor.list.currentData() == "symbol-and-initials"


def test_cameras_are_named_and_one_that_is_gone_is_said_to_be(desk: Desk) -> None:
    desk.window.keeper.now = Settings(camera="camera:/dev/v4l/by-id/usb-Old-index0")
    tab = open_settings(desk)
    camera = tab.rows["camera"].editor
    assert isinstance(camera, Camera)
    desk.until(lambda: camera.list.count() == 4)
    texts = [camera.list.itemText(n).strip("\u2068\u2069") for n in range(4)]
    assert texts[1] == "Desk Cam"
    assert "no real camera" in texts[2]
    assert "usb-Old-index0\u2069, not connected" in camera.list.currentText()
    assert "/dev" not in camera.list.currentText()


def test_a_volume_is_tried_only_where_it_can_be_heard(desk: Desk) -> None:
    volume = open_settings(desk).rows["sound_volume"].editor
    assert isinstance(volume, Volume)
    assert not volume.trying.isEnabled()
    volume.listen()
    assert desk.sounds.played == [Cue.WELCOME]


# Shape


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_nothing_is_cut_and_nothing_has_to_be_scrolled_sideways(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    tab = open_settings(desk)
    desk.window.keeper.now = Settings(backup_folder="/srv/" + "a-long-name/" * 12)
    tab.load()
    for _ in range(3):
        words(tab)
    page = tab.area.widget()
    assert page is not None
    assert page.width() <= tab.area.viewport().width()
    for part in page.findChildren(QLabel):
        if part.isVisible() and part.text():
            assert part.height() >= part.heightForWidth(part.width()), part.text()
            assert part.wordWrap() or part.width() >= part.sizeHint().width(), part.text()


def test_another_language_comes_back_to_the_settings(desk: Desk, speak: Callable[[str], object]) -> None:
    open_settings(desk)
    speak("ar")
    desk.until(lambda: desk.board.tabs.currentWidget() is desk.board.tabs.settings)
