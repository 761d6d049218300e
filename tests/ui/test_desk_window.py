"""The desk at work: sign-in, live register, corrections, closing, idle lock, people, export, languages."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

import shiboken6
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from kiosk.domain.ids import ClassId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import SchoolClass
from kiosk.ui import i18n
from kiosk.ui.desk.change_bell import ChangeBell
from kiosk.ui.desk.file_picker import FilePicker
from kiosk.ui.desk.forms import ClassForm, PersonForm, PinForm
from kiosk.ui.desk.privacy_forms import ConsentForm
from kiosk.ui.desk.roster_model import STATE_ROLE, Column
from tests.fakes_desk import NAMES, PASSPHRASE, FakeDesk
from tests.ui.desk_driver import Desk

pytestmark = pytest.mark.qt


# Signing in


def test_a_wrong_passphrase_is_told_in_place_and_the_right_one_opens(desk: Desk) -> None:
    page = desk.window.sign_in
    desk.type_passphrase("not the one")
    desk.until(page.problem.isVisible)
    assert "opens nothing" in page.problem.text()
    desk.enter()
    assert page.passphrase.text() == ""
    assert len(desk.board.roster.model.rows) == len(NAMES)


def test_a_passphrase_cannot_be_brought_back_by_undo_after_signing_out(desk: Desk) -> None:
    page = desk.window.sign_in
    QTest.keyClicks(page.passphrase, PASSPHRASE)
    QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
    desk.until(lambda: desk.window.is_signed_in)
    desk.window.sign_out()
    page.shown.click()
    QTest.keyClick(page.passphrase, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.passphrase.text() == ""


def test_the_next_passphrase_is_hidden_although_the_last_one_was_shown(desk: Desk) -> None:
    page = desk.window.sign_in
    page.shown.click()
    page.ready()
    assert not page.shown.isChecked()
    assert page.passphrase.echoMode() is QLineEdit.EchoMode.Password


def test_a_wait_counts_down_and_then_lets_one_try_again(desk: Desk) -> None:
    desk.api.wait_detail = "8"
    page = desk.window.sign_in
    desk.type_passphrase(PASSPHRASE)
    desk.until(lambda: not page.go.isEnabled() and "8" in page.problem.text())
    desk.clock.move(5)
    page.tick()
    assert "3" in page.problem.text()
    asked = desk.api.calls.count("sign_in")
    desk.type_passphrase(PASSPHRASE)
    assert desk.api.calls.count("sign_in") == asked
    desk.clock.move(4)
    page.tick()
    assert page.go.isEnabled()
    assert not page.problem.isVisible()
    desk.api.wait_detail = ""
    desk.enter()


def test_the_window_goes_on_while_the_disk_is_slow(desk: Desk) -> None:
    desk.api.hold()
    desk.type_passphrase(PASSPHRASE)
    page = desk.window.sign_in
    assert not page.go.isEnabled()
    assert desk.window.board is None
    desk.api.release()
    desk.until(lambda: desk.window.board is not None)


def test_signing_out_takes_every_name_off_the_window_at_once(desk: Desk) -> None:
    board = desk.enter()
    with desk.bot.waitSignal(desk.window.signed_out):
        board.leaving.click()
    desk.until(lambda: not shiboken6.isValid(board))
    assert not desk.api.is_open
    texts = [label.text() for label in desk.window.findChildren(QLabel)]
    assert not any(name in text for name in NAMES for text in texts)


def test_ending_the_program_asks_first(desk: Desk) -> None:
    board = desk.enter()
    ended: list[None] = []
    desk.window.end_requested.connect(lambda: ended.append(None))
    board.ending.click()
    assert board.question.isVisible()
    board.question.buttons()[1].click()
    assert ended == []
    board.ending.click()
    board.question.buttons()[0].click()
    assert len(ended) == 1


def test_closing_the_window_signs_out(desk: Desk) -> None:
    desk.enter()
    with desk.bot.waitSignals([desk.window.closed, desk.window.signed_out]):
        desk.window.close()
    assert not desk.api.is_open


# The register


def test_a_mark_at_the_door_appears_by_itself(desk: Desk) -> None:
    desk.enter()
    assert desk.state_of(NAMES[4]) == MarkState.UNMARKED
    desk.api.walk_in(desk.api.sessions_[0].id, desk.api.people_[4].person.id)
    desk.until(lambda: desk.state_of(NAMES[4]) == MarkState.PRESENT)
    assert "Present: 16" in desk.board.roster.footer.text()


def test_thirty_people_at_the_door_are_one_reload(desk: Desk) -> None:
    desk.enter()
    before = desk.api.calls.count("roster")
    for _ in range(30):
        desk.api.walk_in(desk.api.sessions_[0].id, desk.api.people_[4].person.id)
    desk.until(lambda: desk.state_of(NAMES[4]) == MarkState.PRESENT)
    assert desk.api.calls.count("roster") - before == 1


def test_at_most_one_ring_waits_whatever_the_database_thread_does(qapp: QApplication) -> None:
    """A queued signal is a queue without an end."""
    parent = QObject()
    bell = ChangeBell(parent)
    heard: list[None] = []
    bell.rang.connect(lambda: heard.append(None))
    for _ in range(100):
        bell.ring()
    assert len(heard) == 1
    bell.heard()
    bell.ring()
    assert len(heard) == 2
    shiboken6.delete(parent)
    bell.ring()


@pytest.mark.parametrize(
    ("key", "state"),
    [
        (Qt.Key.Key_P, MarkState.PRESENT),
        (Qt.Key.Key_L, MarkState.LATE),
        (Qt.Key.Key_A, MarkState.ABSENT),
        (Qt.Key.Key_E, MarkState.EXCUSED),
    ],
)
def test_one_key_corrects_every_selected_line_and_control_z_takes_it_back(
    desk: Desk, key: Qt.Key, state: MarkState
) -> None:
    roster = desk.enter().roster
    desk.choose(NAMES[4], NAMES[9])
    roster.note.setText("rang at eight")
    desk.bot.keyClick(roster.table, key)
    desk.until(lambda: desk.state_of(NAMES[4]) == state and desk.state_of(NAMES[9]) == state)
    assert desk.api.events[-1].note == "rang at eight"
    assert roster.note.text() == ""
    assert len(roster.table.selected_people()) == 2
    desk.window.activateWindow()
    desk.until(roster.undoing.isEnabled)
    desk.bot.keyClick(roster.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.state_of(NAMES[4]) == MarkState.UNMARKED)
    assert not roster.undoing.isEnabled()


def test_undo_belongs_to_the_register_shown(desk: Desk) -> None:
    """Control-Z after going to another session must not change the one before unseen."""
    roster = desk.enter().roster
    desk.choose(NAMES[4])
    desk.bot.keyClick(roster.table, Qt.Key.Key_L)
    desk.until(roster.undoing.isEnabled)
    roster.bar.picker.setCurrentIndex(1)
    roster.bar.picker.activated.emit(1)
    assert not roster.undoing.isEnabled()
    roster.undo()
    assert "undo" not in desk.api.calls


def test_u_takes_a_mark_away(desk: Desk) -> None:
    roster = desk.enter().roster
    desk.choose("Ada Byron")
    desk.bot.keyClick(roster.table, Qt.Key.Key_U)
    desk.until(lambda: desk.state_of("Ada Byron") == MarkState.UNMARKED)


def test_a_correction_without_a_line_says_what_to_do(desk: Desk) -> None:
    roster = desk.enter().roster
    roster.state_buttons[MarkState.LATE].click()
    assert "Select" in roster.strip.text.text()
    assert "correct" not in desk.api.calls


def test_closing_says_how_many_become_absent_and_can_be_taken_back(desk: Desk) -> None:
    roster = desk.enter().roster
    unmarked = roster.model.counts()[MarkState.UNMARKED]
    roster.closing.click()
    assert str(unmarked) in roster.strip.text.text()
    assert "close_session" not in desk.api.calls
    roster.strip.buttons()[0].click()
    desk.until(lambda: roster.model.counts()[MarkState.ABSENT] == unmarked)
    assert "Open the register again" in roster.closing.text()
    roster.closing.click()
    roster.strip.buttons()[0].click()
    desk.until(lambda: roster.model.counts()[MarkState.UNMARKED] == unmarked)


def test_escape_means_no(desk: Desk) -> None:
    roster = desk.enter().roster
    roster.closing.click()
    desk.bot.keyClick(roster.strip, Qt.Key.Key_Escape)
    assert not roster.strip.isVisible()
    assert "close_session" not in desk.api.calls


def test_filtering_and_chips_narrow_the_table_together(desk: Desk) -> None:
    roster = desk.enter().roster
    roster.tools.of[MarkState.LATE].click()
    assert roster.proxy.rowCount() == 2
    roster.search.setText("عمر")
    assert roster.proxy.rowCount() == 1
    desk.bot.keyClick(roster.search, Qt.Key.Key_Return)
    assert len(roster.table.selected_people()) == 1
    roster.search.setText("nobody of this name")
    assert roster.middle.currentIndex() == 1


def test_a_session_is_opened_now_and_shown(desk: Desk) -> None:
    roster = desk.enter().roster
    roster.opening.click()
    desk.until(roster.opener_card.isVisible)
    assert roster.opener.starts.time().toString("HH:mm") == "08:14"
    roster.opener.class_box.setCurrentIndex(0)  # the choir: it has nobody yet
    roster.opener.go.click()
    desk.until(lambda: roster.session is not None and roster.session.id == desk.api.sessions_[-1].id)
    assert len(desk.api.sessions_) == 3
    desk.until(lambda: "Nobody is on this list" in roster.nothing.text())
    assert not roster.opener_card.isVisible()
    assert roster.middle.currentIndex() == 1


def test_a_day_without_sessions_says_so(desk: Desk) -> None:
    roster = desk.enter().roster
    roster.bar.after.click()
    desk.until(lambda: roster.session is None)
    assert "no register" in roster.nothing.text()
    roster.bar.go_today()
    desk.until(lambda: len(roster.model.rows) == len(NAMES))


# Idle


def test_an_idle_desk_warns_and_locks(desk: Desk) -> None:
    board = desk.enter()
    desk.clock.move(4 * 60 - 21)
    desk.window.idle.check()
    assert not board.warning.isVisible()
    desk.clock.move(2)
    desk.window.idle.check()
    assert "19" in board.warning.text.text()
    with desk.bot.waitSignal(desk.window.signed_out):
        desk.clock.move(20)
        desk.window.idle.check()
    assert desk.window.board is None
    assert "Locked" in desk.window.sign_in.reason.text()


def test_a_key_or_a_touch_on_this_window_keeps_it_open(desk: Desk) -> None:
    board = desk.enter()
    desk.clock.move(4 * 60 - 10)
    desk.window.idle.check()
    assert board.warning.isVisible()
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_Shift)
    assert not board.warning.isVisible()
    desk.clock.move(4 * 60 - 30)
    desk.window.idle.check()
    assert desk.window.is_signed_in
    QTest.mouseMove(desk.window.windowHandle(), QPointF(50, 5).toPoint())
    assert desk.window.is_signed_in


def test_a_board_kept_open_stays_live_and_takes_no_change(desk: Desk) -> None:
    board = desk.enter()
    board.keep_open.setChecked(True)
    desk.clock.move(5 * 60)
    desk.window.idle.check()
    assert desk.window.is_watched
    assert desk.api.is_open
    desk.choose("Ada Byron")
    desk.bot.keyClick(board.roster.table, Qt.Key.Key_A)
    assert "correct" not in desk.api.calls
    assert not board.roster.exporting.isVisible()
    assert not board.tabs.tabBar().isVisible()
    desk.api.walk_in(desk.api.sessions_[0].id, desk.api.people_[4].person.id)
    desk.until(lambda: desk.state_of(NAMES[4]) == MarkState.PRESENT)
    board.resuming.click()
    desk.type_passphrase("wrong wrong")
    desk.until(desk.window.sign_in.problem.isVisible)
    assert desk.window.is_watched
    desk.type_passphrase(PASSPHRASE)
    desk.until(lambda: not desk.window.is_watched)
    assert desk.board is board
    assert board.roster.corrections.isVisible()


# People


def test_a_person_is_added_and_a_taken_number_is_told_in_the_form(desk: Desk) -> None:
    tab = desk.people()
    tab.adding.click()
    form = tab.panel.form
    assert isinstance(form, PersonForm)
    form.name.setText("New One")
    form.number.setText("1001")
    form.go.click()
    desk.until(form.problem.isVisible)
    assert "1001" in form.problem.text()
    form.number.setText("2001")
    desk.bot.keyClick(form.number, Qt.Key.Key_Return)
    desk.until(lambda: len(tab.model.people) == len(NAMES) + 1)
    assert tab._chosen_summary().person.name == "New One"
    assert desk.window.focusWidget() is tab.table


def test_the_keyboard_goes_back_to_the_list_when_its_button_goes(desk: Desk) -> None:
    """It once went on to the box that keeps the register on show: Space then ticked that."""
    tab = desk.people(NAMES[4])
    for leave in (tab.strip.dismiss, lambda: tab.strip.tell("said again")):
        tab.strip.tell("said")
        tab.strip.buttons()[0].setFocus()
        leave()
        assert desk.window.focusWidget() is tab.table
    tab.panel._acts.ask_consent(desk.summary(NAMES[4]))
    desk.until(lambda: tab.panel.form is not None)
    tab.panel.form.giver.setText("Mr Okafor")
    tab.panel.form.go.setFocus()
    tab.panel.form.go.click()
    desk.until(lambda: desk.summary(NAMES[4]).has_live_consent and tab.panel.form is None)
    assert desk.window.focusWidget() is tab.table
    desk.board.ending.click()
    desk.board.question.dismiss()
    assert desk.window.focusWidget() is tab.table


def test_a_message_that_goes_leaves_the_keyboard_where_it_is(desk: Desk) -> None:
    roster = desk.enter().roster
    roster.strip.tell("said")
    roster.note.setFocus()
    roster.strip.dismiss()
    desk.board.warn(10)
    desk.board.warn(0)
    assert desk.window.focusWidget() is roster.note


def test_the_only_class_is_chosen_for_a_new_person(qapp: QApplication) -> None:
    only = SchoolClass(ClassId("class-1"), "Class 7b")
    form = PersonForm([only], None)
    told: list[object] = []
    form.filled.connect(lambda _number, _name, classes: told.append(classes))
    form.name.setText("New One")
    form.number.setText("2001")
    form.go.click()
    assert told == [(only.id,)]


def test_a_class_is_added(desk: Desk) -> None:
    tab = desk.people()
    tab.adding_class.click()
    form = tab.panel.form
    assert isinstance(form, ClassForm)
    form.name.setText("Chess")
    form.go.click()
    desk.until(lambda: tab.class_box.count() == 4)


def test_consent_comes_before_enrolment_and_its_withdrawal_asks_first(desk: Desk) -> None:
    tab = desk.people(NAMES[4])
    buttons = {b.text(): b for b in tab.panel.widget().findChildren(QAbstractButton)}
    assert not buttons["Enrol from pictures …"].isEnabled()
    buttons["Record consent …"].click()
    desk.until(lambda: isinstance(tab.panel.form, ConsentForm))
    form = tab.panel.form
    assert isinstance(form, ConsentForm)
    form.go.click()
    assert form.problem.text()
    form.giver.setText("Mr Okafor")
    form.go.click()
    desk.until(lambda: desk.summary(NAMES[4]).has_live_consent)
    desk.until(lambda: tab.panel.form is None)
    tab.panel._acts.refusals.ask_withdrawal(desk.summary(NAMES[4]).person)
    assert "erased" in tab.strip.text.text()
    no = tab.strip.buttons()[1]
    assert desk.window.focusWidget() is no
    assert "withdraw_consent" not in desk.api.calls
    tab.strip.buttons()[0].click()
    desk.until(lambda: not desk.summary(NAMES[4]).has_live_consent)


def test_pictures_are_chosen_in_the_window_and_said_to_stay(desk: Desk, tmp_path: Path) -> None:
    for name in ("one.jpg", "two.PNG", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    tab = desk.people(NAMES[1])
    tab.panel._choose_pictures()
    picker = tab.panel.form
    assert isinstance(picker, FilePicker)
    picker.show_folder(tmp_path)
    desk.until(lambda: picker.list.count() == 2)
    assert not picker.go.isEnabled()
    picker.list.selectAll()
    picker.go.click()
    assert "stay where they are" in tab.strip.text.text()
    desk.until(lambda: "Good captures: 2" in tab.strip.text.text())


def test_a_pin_is_typed_twice_and_cleared_at_once(desk: Desk) -> None:
    tab = desk.people(NAMES[1])
    tab.panel._ask_pin()
    form = tab.panel.form
    assert isinstance(form, PinForm)
    form.pin.setText("4711")
    form.again.setText("4712")
    form.go.click()
    assert "not the same" in form.problem.text()
    form.again.setText("4711")
    form.go.click()
    assert form.pin.text() == form.again.text() == ""
    desk.until(lambda: desk.summary(NAMES[1]).has_pin)


# Languages, trial, accessibility


def test_a_trial_says_so_on_every_page(qtbot: Any, qapp: QApplication, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path, is_trial=True)
    desk.until(desk.window.ribbon.isVisible)
    desk.enter()
    assert desk.window.ribbon.isVisible()
    desk.window.close()
    desk.window.deleteLater()


@pytest.mark.usefixtures("arabic")
def test_everything_mirrors_in_arabic_and_lines_can_be_chosen(qtbot: Any, tmp_path: Path) -> None:
    """Qt's selectRow chooses nothing in a right-to-left table."""
    desk = Desk(qtbot, tmp_path)
    roster = desk.enter().roster
    assert desk.window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert roster.search.x() > roster.tools.of[MarkState.LATE].x()
    assert roster.bar.day.alignment() & Qt.AlignmentFlag.AlignRight
    assert roster.table.columnViewportPosition(Column.NAME) > roster.table.columnViewportPosition(
        Column.STATE
    )
    roster.table.choose_line(0)
    assert len(roster.table.selected_people()) == 1
    desk.bot.keyClick(roster.table, Qt.Key.Key_L)
    desk.until(lambda: "correct" in desk.api.calls)
    desk.window.close()
    desk.window.deleteLater()


@pytest.mark.usefixtures("arabic")
def test_in_arabic_a_session_begins_at_the_hour_it_says(qtbot: Any, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path)
    roster = desk.enter().roster
    roster.opening.click()
    desk.until(roster.opener_card.isVisible)
    assert roster.opener.starts.text() == "٠٨:١٤"
    desk.window.close()
    desk.window.deleteLater()


def _is_another_board(desk: Desk, before: object) -> bool:
    return desk.window.board not in {None, before}


def test_another_language_of_the_school_makes_the_board_anew(desk: Desk, qapp: QApplication) -> None:
    first = desk.enter()
    for code in ("ar", "en"):
        before = desk.board
        desk.window.keeper.choose("language", code)
        i18n.install(qapp, code)
        desk.until(partial(_is_another_board, desk, before))
        desk.until(lambda: len(desk.board.roster.model.rows) == len(NAMES))
    assert desk.board is not first


def test_a_language_chosen_at_the_door_leaves_what_is_being_done_here_alone(
    desk: Desk, qapp: QApplication
) -> None:
    """It made the board anew, at one press at the door and when that went back: what was typed was lost."""
    board = desk.enter()
    direction = desk.window.layoutDirection()
    for code in ("ar", "en"):
        i18n.install(qapp, code)
        QApplication.processEvents()
        assert desk.window.board is board
        assert board.layoutDirection() == direction


def test_a_board_made_while_the_door_speaks_another_language_is_the_schools(
    desk: Desk, qapp: QApplication
) -> None:
    asked = []
    desk.window.work_begins.connect(lambda: asked.append(i18n.install(qapp, "en")))
    i18n.install(qapp, "ar")
    QApplication.processEvents()
    board = desk.enter()
    assert asked
    desk.until(lambda: desk.window.windowTitle() == "Rollcall desk")
    assert desk.window.board is board


@pytest.mark.usefixtures("arabic")
def test_a_window_made_in_the_doors_language_writes_its_days_in_the_schools(
    qtbot: Any, tmp_path: Path, qapp: QApplication
) -> None:
    """A window keeps the locale of when it was made, and the fields in it take that."""
    desk = Desk(qtbot, tmp_path)
    desk.window.work_begins.connect(lambda: i18n.install(qapp, "en"))
    day = desk.enter().roster.bar.day
    desk.until(lambda: desk.window.windowTitle() == "Rollcall desk")
    assert day.text().isascii()
    desk.window.close()
    desk.window.deleteLater()


def controls_without_a_name(window: QWidget) -> list[str]:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
    inner = (QAbstractSpinBox, QComboBox)
    found = []
    for kind in kinds:
        for control in window.findChildren(kind):
            parents = [control.parent()]
            while (above := parents[-1]) is not None and above is not window:
                parents.append(above.parent())
            is_part = any(isinstance(parent, inner) for parent in parents)
            is_qts_own = control.objectName().startswith("qt_") or type(control).__name__ in {
                "QHeaderView",
                "QTableCornerButton",
            }
            is_qts_own = is_qts_own or (
                isinstance(control, QAbstractButton) and isinstance(control.parent(), QLineEdit)
            )
            is_qts_own = is_qts_own or any(
                type(p).__name__ in {"QTableView", "RosterTable", "QTabBar"} for p in parents
            )
            if not (is_part or is_qts_own or control.accessibleName()):
                found.append(f"{type(control).__name__} {control.objectName()}")
    return found


def test_every_control_has_an_accessible_name(desk: Desk) -> None:
    tab = desk.people(NAMES[1])
    board = desk.board
    board.open_export()
    board.export.changing.click()
    assert controls_without_a_name(desk.window) == []
    for opening in (
        tab.adding.click,
        tab.adding_class.click,
        tab.panel._ask_pin,
        tab.panel._choose_pictures,
        lambda: tab.panel._acts.refusals.ask_withdrawal(tab.panel._chosen().person),
    ):
        opening()
        assert controls_without_a_name(desk.window) == []
        tab.panel.leave_form()


def test_the_keyboard_reaches_every_part_of_the_register(desk: Desk) -> None:
    board = desk.enter()
    start = board.roster.table
    start.setFocus()
    seen: set[QWidget] = set()
    at: QWidget = start
    for _ in range(4000):
        seen.add(at)
        following = at.nextInFocusChain()
        assert following is not None
        at = following
        if at is start:
            break
    for part in (
        board.roster.search,
        board.roster.note,
        board.roster.exporting,
        board.leaving,
        board.keep_open,
    ):
        assert part in seen
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert board.roster.model.index(0, 0).data(STATE_ROLE) is not None


def test_fake_and_protocol_agree(desk: Desk) -> None:
    from kiosk.runtime.api import CameraApi, DeskApi

    api: DeskApi = desk.api
    camera: CameraApi = desk.camera
    assert isinstance(desk.api, FakeDesk)
    assert api is not None
    assert camera is not None


def test_a_long_name_of_the_school_ends_with_an_ellipsis_and_is_whole_for_those_who_ask(desk: Desk) -> None:
    """It was cut in the middle of a letter."""
    name = "The Very Long Name of an Old School " * 6
    board = desk.enter()
    board._show_school(name)
    QApplication.processEvents()
    assert board.school.text().endswith("…")
    assert board.school.fontMetrics().horizontalAdvance(board.school.text()) <= board.school.width()
    assert (board.school.toolTip(), board.school.accessibleName()) == (name, name)
