"""The system tab: for administrators, in expectations, and with a way to whomever it is about."""

from collections.abc import Callable
from dataclasses import replace

import pytest

pytest.importorskip("PySide6")
import re

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.cli.checks import CHECKS
from kiosk.domain.findings import Finding, Level
from kiosk.domain.people import Role
from kiosk.domain.strictness import Strictness
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import CameraHealth, CameraState, SystemView
from kiosk.ui.desk.board import Board
from kiosk.ui.desk.renewal_cards import MOST_PAIRS
from kiosk.ui.desk.system_tab import SystemTab
from kiosk.ui.desk.tally_card import TallyCard
from tests.fakes_desk import NAMES, a_system, a_system_with_work
from tests.ui.desk_driver import Desk, acts, words

pytestmark = pytest.mark.qt


def open_system(desk: Desk, view: SystemView | None = None) -> SystemTab:
    """Sign in as an administrator and open the tab."""
    desk.api.role = Role.ADMIN
    desk.api.system_ = view or desk.api.system_
    board = desk.enter()
    assert board.tabs.system is not None
    board.tabs.setCurrentWidget(board.tabs.system)
    desk.until(board.tabs.system._page.isVisible)
    return board.tabs.system


# Who sees it


def key_of(board: Board, tab: QWidget | None) -> Qt.Key:
    """Give the digit that opens a tab with Ctrl."""
    assert tab is not None
    return Qt.Key(Qt.Key.Key_0.value + (board.tabs.indexOf(tab) + 1) % 10)


def test_a_teacher_has_no_such_tab(desk: Desk) -> None:
    board = desk.enter()
    assert board.tabs.system is None
    titles = [board.tabs.tabText(place) for place in range(board.tabs.count())]
    assert "System" not in titles
    assert "Register" in titles
    assert "system" not in desk.api.calls


def test_an_administrator_reaches_it_by_keyboard_and_it_asks_each_time(desk: Desk) -> None:
    desk.api.role = Role.ADMIN
    board = desk.enter()
    assert "system" not in desk.api.calls
    desk.window.activateWindow()
    key = key_of(board, board.tabs.system)
    QTest.keyClick(board, key, Qt.KeyboardModifier.ControlModifier)
    assert board.tabs.currentWidget() is board.tabs.system
    desk.until(lambda: desk.api.calls.count("system") == 1)
    QTest.keyClick(board, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(board, key, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.api.calls.count("system") == 2)


def test_going_to_a_tab_by_key_takes_the_keyboard_into_it(desk: Desk) -> None:
    """It once went on to the box that keeps the register on show: Space then ticked that."""
    desk.api.role = Role.ADMIN
    board = desk.enter()
    assert board.tabs.system is not None
    assert board.tabs.audit is not None
    assert board.tabs.privacy is not None
    assert board.tabs.people is not None
    desk.window.activateWindow()
    inside = {
        key_of(board, board.tabs.system): board.tabs.system.area,
        key_of(board, board.tabs.audit): board.tabs.audit.table,
        key_of(board, board.tabs.privacy): board.tabs.privacy.area,
        key_of(board, board.tabs.people): board.tabs.people.table,
        key_of(board, board.today): board.today.table,
        key_of(board, board.roster): board.roster.table,
    }
    for key, part in inside.items():
        QTest.keyClick(board, key, Qt.KeyboardModifier.ControlModifier)
        assert desk.window.focusWidget() is part


def test_a_board_that_is_only_watched_is_left_by_no_key(desk: Desk) -> None:
    """Control-2 once opened the people tab, names and acts, on a desk that nobody was at."""
    desk.api.role = Role.ADMIN
    board = desk.enter()
    board.keep_open.setChecked(True)
    desk.clock.move(5 * 60)
    desk.window.idle.check()
    assert desk.window.is_watched
    desk.window.activateWindow()
    for key in (Qt.Key.Key_2, Qt.Key.Key_3):
        QTest.keyClick(board, key, Qt.KeyboardModifier.ControlModifier)
        assert board.tabs.currentIndex() == 0
    board.set_watched(False)
    QTest.keyClick(board, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert board.tabs.currentIndex() == 1


def test_a_refusal_is_said_in_the_tab(desk: Desk) -> None:
    desk.api.role = Role.ADMIN
    board = desk.enter()
    desk.api.role = Role.TEACHER
    assert board.tabs.system is not None
    board.tabs.setCurrentWidget(board.tabs.system)
    desk.until(board.tabs.system.strip.isVisible)
    assert "administrator" in board.tabs.system.strip.text.text()
    assert not board.tabs.system.waiting.isVisible()
    desk.api.role = Role.ADMIN
    board.tabs.setCurrentIndex(0)
    board.tabs.setCurrentWidget(board.tabs.system)
    desk.until(board.tabs.system._page.isVisible)
    assert not board.tabs.system.strip.isVisible()


# Strictness


def test_each_strictness_is_said_as_what_it_comes_to(desk: Desk, speak: Callable[[str], object]) -> None:
    speak("en")
    choices = open_system(desk).recognition.choices
    assert choices[Strictness.STRICT].words == (
        "No wrong mark expected in 10 terms",
        "9 of 100 looks have to be repeated",
        "Estimated beyond what was measured",
    )
    assert choices[Strictness.NORMAL].words == (
        "1 wrong mark in 3 to 9 terms",
        "6 of 100 looks have to be repeated",
    )
    assert choices[Strictness.LENIENT].words[0] == "1 to 3 wrong marks a term"
    assert [s for s, choice in choices.items() if choice.isChecked()] == [Strictness.NORMAL]


def test_no_threshold_rate_or_fraction_is_shown(desk: Desk) -> None:
    text = words(open_system(desk).recognition)
    assert not re.search(r"\d[.,]\d", text.replace("CC0-1.0", ""))
    assert not any(word in text.lower() for word in ("threshold", "fpir", "distance", "%"))


def test_choosing_is_saved_and_said(desk: Desk) -> None:
    system = open_system(desk)
    with desk.bot.waitSignal(desk.window.settings_changed) as changed:
        system.recognition.choices[Strictness.STRICT].click()
    assert changed.args[0].strictness == "strict"
    assert changed.args[0].export_folder == desk.window.keeper.now.export_folder
    assert "next person" in system.strip.text.text()
    assert system.recognition.choices[Strictness.STRICT].isChecked()
    assert not system.recognition.choices[Strictness.NORMAL].isChecked()


def test_choosing_what_is_chosen_changes_nothing(desk: Desk) -> None:
    system = open_system(desk)
    told: list[object] = []
    desk.window.settings_changed.connect(told.append)
    system.recognition.choices[Strictness.NORMAL].click()
    assert told == []


def test_a_choice_is_made_by_pressing_its_words(desk: Desk) -> None:
    """The words on it are labels of their own, which let the press through."""
    choice = open_system(desk).recognition.choices[Strictness.LENIENT]
    inner = next(part for part in choice.findChildren(QLabel) if "wrong marks a term" in part.text())
    place = inner.mapTo(desk.window, inner.rect().center())
    handle = desk.window.windowHandle()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    desk.until(choice.isChecked)


def test_a_choice_is_named_for_who_cannot_see_it(desk: Desk) -> None:
    choice = open_system(desk).recognition.choices[Strictness.STRICT]
    assert choice.accessibleName() == "Strict"
    assert "No wrong mark expected" in choice.accessibleDescription()


def test_what_was_not_measured_is_said(desk: Desk) -> None:
    view = a_system()
    expectations = tuple(replace(one, repeat_looks=None) for one in view.expectations)
    model = replace(view.model, name="sface", licence="Apache-2.0", is_measured=False)
    system = open_system(desk, replace(view, model=model, expectations=expectations))
    assert "Not measured here" in words(system.recognition)
    assert system.recognition.choices[Strictness.NORMAL].words[1].endswith("not measured")


@pytest.mark.parametrize(
    ("sessions", "transactions", "enrolled", "reason"),
    [
        (0, 0, 0, "before lessons are planned"),
        (0, 0, 24, "before lessons are planned"),
        (65, 0, 0, "before somebody is in a class that has lessons"),
        (65, 1950, 0, "before somebody is enrolled"),
    ],
)
def test_where_nobody_steps_up_nothing_is_promised_and_the_reason_is_said(
    desk: Desk, speak: Callable[[str], object], sessions: int, transactions: int, enrolled: int, reason: str
) -> None:
    """No transactions a term make zero wrong marks, which would say that nothing can go wrong."""
    speak("en")
    view = replace(
        a_system(), sessions_a_term=sessions, transactions_a_term=transactions, roster_size=enrolled
    )
    assert reason in open_system(desk, view).recognition.choices[Strictness.LENIENT].words[0]


def test_a_class_that_is_too_large_is_told_what_to_do(desk: Desk) -> None:
    system = open_system(desk, replace(a_system(), roster_size=212, expectations=()))
    text = words(system.recognition)
    assert "212" in text
    for way in ("Smaller sessions", "Another model", "Number and PIN first"):
        assert way in text
    assert not any(choice.isVisible() for choice in system.recognition.choices.values())


# Look-alikes, and whom to enrol again


def test_pairs_are_listed_and_who_has_no_pin_is_one_press_away(desk: Desk) -> None:
    system = open_system(desk, a_system_with_work(desk.api))
    text = words(system.look_alikes)
    assert NAMES[8] in text
    assert "1022" in text
    assert "No PIN yet" in text
    show = next(b for b in acts(system.look_alikes) if NAMES[21] in b.accessibleName())
    people = desk.people_tab
    people.search.setText("nobody of this name")
    show.click()
    assert desk.board.tabs.currentWidget() is people
    desk.until(lambda: people._chosen_id() == desk.summary(NAMES[21]).person.id)
    assert people.search.text() == ""
    assert desk.window.focusWidget() is people.table


def test_a_quiet_school_is_told_so(desk: Desk) -> None:
    system = open_system(desk)
    assert "No two people are too much alike" in words(system.look_alikes)
    assert "Nobody has to be enrolled again" in words(system.renewals)
    assert acts(system.look_alikes) == acts(system.renewals) == []


def test_many_pairs_are_cut_and_counted(desk: Desk, speak: Callable[[str], object]) -> None:
    speak("en")
    people = [item.person for item in desk.api.people_]
    pairs = tuple((people[0], people[1]) for _ in range(MOST_PAIRS + 7))
    system = open_system(desk, replace(a_system(), look_alikes=pairs))
    assert "and 7 more pairs" in words(system.look_alikes)


def test_whom_to_enrol_again_is_counted_and_listed(desk: Desk, speak: Callable[[str], object]) -> None:
    speak("en")
    system = open_system(desk, a_system_with_work(desk.api))
    text = words(system.renewals)
    assert "1 person is enrolled for another model" in text
    assert "3 people have changed" in text
    acts(system.renewals)[0].click()
    people = desk.people_tab
    desk.until(lambda: people.proxy.rowCount() == 1)
    assert people.renewing.isChecked()


# The tally


def test_every_count_has_a_line(desk: Desk) -> None:
    card = TallyCard()
    desk.bot.addWidget(card)
    assert {count for count, _ in card.cells} == {*Count, None}


def test_today_and_yesterday_stand_side_by_side_without_names(desk: Desk) -> None:
    tally = open_system(desk, a_system_with_work(desk.api)).tally
    assert [tally.cells[Count.TRIES, day].text() for day in (0, 1)] == ["41", "118"]
    assert [tally.cells[None, day].text() for day in (0, 1)] == ["94 %", "95 %"]
    assert tally.cells[Count.NOT_ME, 1].text() == "0"
    assert tally.cells[Count.TRIES, 1].accessibleName() == "Tries: somebody looked, Yesterday: 118"
    text = words(tally)
    assert "kept for a day" in text
    assert not any(name in text for name in NAMES)


def test_a_day_without_tries_has_no_share(desk: Desk) -> None:
    tally = open_system(desk).tally
    assert tally.cells[None, 0].text() == "–"


# Shape


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920), (800, 600)])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_cut_and_nothing_has_to_be_scrolled_sideways(
    desk: Desk, speak: Callable[[str], object], size: tuple[int, int], language: str
) -> None:
    speak(language)
    desk.window.resize(*size)
    system = open_system(desk, a_system_with_work(desk.api))
    desk.until(lambda: "0.1.0" in words(system.about))
    words(system)
    assert system._page.width() <= system.area.viewport().width()
    for part in system._page.findChildren(QLabel):
        if part.isVisible():
            assert part.height() >= part.heightForWidth(part.width()), part.text()
            assert part.wordWrap() or part.width() >= part.sizeHint().width(), part.text()


# Camera, doctor, model, key, about


def test_another_camera_is_chosen_by_its_name(desk: Desk) -> None:
    system = open_system(desk)
    camera = system.camera.picker
    desk.until(lambda: camera.list.count() == 3)
    with desk.bot.waitSignal(desk.window.settings_changed) as changed:
        camera.list.activated.emit(1)
    assert changed.args[0].camera == desk.site.cameras_[0].source
    assert "at once" in system.strip.text.text()


def test_a_camera_that_does_not_work_says_why_and_shows_no_face(desk: Desk) -> None:
    system = open_system(desk)
    gone = CameraHealth(CameraState.NONE, None, KioskError(Code.CAMERA_NONE))
    desk.camera.health = lambda: gone  # type: ignore[method-assign]
    system.camera.look()
    assert system.camera.state.text().startswith("△")
    assert system.camera.meter.place.guidance is None


def test_the_doctor_says_the_worst_first_and_what_to_do(desk: Desk) -> None:
    desk.site.findings.append(
        Finding("models", Level.FAIL, "mesh.onnx is missing", "Run: python3 run.py setup.")
    )
    card = open_system(desk).doctor
    card.go.click()
    desk.until(card.go.isEnabled)
    said = words(card)
    assert "To be mended: 1" in said
    places = [said.index(part) for part in ("Recognition models", "Disk", "The school’s data")]
    assert places == sorted(places)
    assert "mesh.onnx is missing" in said
    assert "Free some space." in said


def test_every_check_of_the_doctor_has_a_name_at_the_desk(desk: Desk) -> None:
    card = open_system(desk).doctor
    assert [check for check in CHECKS if card._words(check) == (check, "")] == []


def test_a_doctor_that_fails_can_be_asked_again(desk: Desk) -> None:
    desk.site.failure = KioskError(Code.NOT_ALLOWED)
    card = open_system(desk).doctor
    card.go.click()
    desk.until(card.strip.isVisible)
    assert card.go.isEnabled()


def test_about_says_plainly_what_this_is(desk: Desk) -> None:
    system = open_system(desk)
    desk.until(lambda: "0.1.0" in words(system.about))
    assert "photograph" in words(system.about)
    assert "No picture is stored" in words(system.about)
    for part in ("dlib-resnet", "CC0-1.0", "Children.", "300"):
        assert part in words(system.model)
    assert "Level" in words(system.custody)
