"""The register at work: codes, reasons, redo, history, visitors, marks to look at, all groups as one list."""

from dataclasses import replace
from datetime import timedelta

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from kiosk.domain.groups import GroupOptions
from kiosk.domain.ids import ClassId, SessionId
from kiosk.domain.marks import EventKind, MarkState, Method
from kiosk.domain.people import SchoolClass
from kiosk.domain.sessions import Session
from kiosk.errors import Code
from kiosk.ui.desk.report_words import short_day
from kiosk.ui.desk.roster_model import LOOK_SIGN, Column
from kiosk.ui.desk.roster_tab import RosterTab
from tests.fakes_desk import EIGHT, NAMES
from tests.fakes_timetable import FakeTimetable
from tests.ui.desk_driver import Desk, words

pytestmark = pytest.mark.qt

ENGLAND = "dfe-england-2024"
ZOE, BJORN, ADA = NAMES[2], NAMES[4], NAMES[0]


def register(desk: Desk) -> RosterTab:
    tab = desk.enter().roster
    desk.window.activateWindow()
    return tab


def timetable(desk: Desk) -> FakeTimetable:
    made = desk.registry.timetable
    assert isinstance(made, FakeTimetable)
    return made


def cell(tab: RosterTab, name: str, column: Column) -> str:
    place = next(n for n, row in enumerate(tab.model.rows) if row.person.name == name)
    return str(tab.model.index(place, column).data())


def press(desk: Desk, key: Qt.Key) -> None:
    QTest.keyClick(desk.board.roster.table, key)


def with_codes(desk: Desk, code_set: str = ENGLAND, closing: MarkState = MarkState.ABSENT) -> None:
    group = desk.api.classes_[0].id
    timetable(desk).options[group] = GroupOptions(code_set=code_set, closing=closing)
    desk.api.closing[group] = closing


def close(desk: Desk, tab: RosterTab) -> None:
    tab.closing.click()
    tab.strip.buttons()[0].click()
    desk.until(lambda: tab.session is not None and tab.session.closed is not None)
    desk.until(lambda: desk.api.calls[-1] == "roster")


# Correcting


def test_a_correction_is_taken_back_and_made_once_more_by_keys(desk: Desk) -> None:
    tab = register(desk)
    desk.choose(BJORN)
    press(desk, Qt.Key.Key_A)
    desk.until(lambda: desk.state_of(BJORN) == "absent")
    for again in range(2):  # as often as one likes
        QTest.keyClick(tab, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        desk.until(lambda: desk.state_of(BJORN) == "unmarked")
        assert not tab.undoing.isEnabled(), again
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(tab, Qt.Key.Key_Z, both)
        desk.until(lambda: desk.state_of(BJORN) == "absent")
        assert not tab.corrections.redoing.isEnabled()


def test_a_new_correction_forgets_what_could_be_made_once_more(desk: Desk) -> None:
    tab = register(desk)
    desk.choose(BJORN)
    press(desk, Qt.Key.Key_A)
    desk.until(lambda: desk.state_of(BJORN) == "absent")
    tab.undo()
    desk.until(tab.corrections.redoing.isEnabled)
    press(desk, Qt.Key.Key_F)
    desk.until(lambda: desk.state_of(BJORN) == "left-early")
    assert not tab.corrections.redoing.isEnabled()
    assert tab.undoing.isEnabled()


def test_all_unmarked_are_set_at_once_and_exceptions_follow(desk: Desk) -> None:
    tab = register(desk)
    unmarked = tab.model.counts()[MarkState.UNMARKED]
    QTest.keyClick(tab, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: len(tab.table.selected_people()) == unmarked > 1)
    press(desk, Qt.Key.Key_P)
    desk.until(lambda: tab.model.counts()[MarkState.UNMARKED] == 0)
    desk.choose(BJORN)
    press(desk, Qt.Key.Key_N)
    desk.until(lambda: desk.state_of(BJORN) == "not-required")
    QTest.keyClick(tab, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: "Everybody shown is marked" in tab.strip.text.text())


def test_how_late_somebody_was_can_be_said(desk: Desk) -> None:
    tab = register(desk)
    desk.choose(BJORN)
    tab.corrections.minutes.setValue(25)
    press(desk, Qt.Key.Key_L)
    desk.until(lambda: desk.state_of(BJORN) == "late")
    assert cell(tab, BJORN, Column.TIME) == "25 min late"
    assert tab.corrections.minutes.value() == 0  # for the next one it is counted again


def test_once_closed_a_reason_is_asked_for_and_enter_goes_on(desk: Desk) -> None:
    tab = register(desk)
    close(desk, tab)
    assert "needed" in tab.note.placeholderText()
    desk.choose(BJORN)
    press(desk, Qt.Key.Key_E)
    assert "write why" in tab.strip.text.text()
    assert desk.window.focusWidget() is tab.note
    assert "correct" not in desk.api.calls
    QTest.keyClick(tab.note, Qt.Key.Key_Return)
    assert "correct" not in desk.api.calls  # no reason yet
    tab.note.setText("Mother called")
    QTest.keyClick(tab.note, Qt.Key.Key_Return)
    desk.until(lambda: desk.state_of(BJORN) == "excused")
    assert cell(tab, BJORN, Column.NOTE) == "Mother called"
    assert not tab.undoing.isEnabled()  # it is corrected again, not taken back


def test_a_note_that_was_not_sent_is_for_those_it_was_written_for(desk: Desk) -> None:
    tab = register(desk)
    desk.choose(BJORN, ADA)
    tab.note.setText("Went home ill")
    desk.choose(BJORN)  # fewer, over none
    assert tab.note.text() == "Went home ill"
    desk.choose(BJORN, ADA)
    assert tab.note.text() == "Went home ill"
    desk.choose(BJORN, ZOE)
    assert tab.note.text() == ""
    press(desk, Qt.Key.Key_A)
    desk.until(lambda: desk.state_of(ZOE) == "absent")
    assert desk.api.events[-1].note == ""


def test_minutes_late_are_for_those_they_were_written_for(desk: Desk) -> None:
    tab = register(desk)
    minutes = tab.corrections.minutes
    desk.choose(BJORN, ADA)
    minutes.setValue(12)
    desk.choose(ADA)
    assert minutes.value() == 12
    desk.choose(ZOE)
    assert minutes.value() == 0
    minutes.setValue(7)
    press(desk, Qt.Key.Key_L)
    desk.until(lambda: desk.state_of(ZOE) == "late")
    assert (desk.api.events[-1].minutes, minutes.value()) == (7, 0)


def test_a_note_written_before_anybody_is_selected_waits_for_them(desk: Desk) -> None:
    tab = register(desk)
    tab.table.clearSelection()
    tab.note.setText("Trip")
    desk.choose(ZOE)
    desk.choose(BJORN, ADA)
    press(desk, Qt.Key.Key_N)
    desk.until(lambda: desk.state_of(BJORN) == desk.state_of(ADA) == "not-required")
    assert desk.api.events[-1].note == "Trip"


def test_a_note_does_not_go_to_another_register(desk: Desk) -> None:
    tab = open_all(desk)
    tab.table.clearSelection()
    tab.note.setText("Went home ill")
    tab.refresh()
    assert tab.note.text() == "Went home ill"
    tab.bar.picker.setCurrentIndex(0)
    tab.bar.picker.activated.emit(0)
    desk.until(lambda: tab._shown not in {None, ""})
    assert tab.note.text() == ""


def test_a_reason_for_others_does_not_set_what_was_asked_for_before(desk: Desk) -> None:
    tab = register(desk)
    close(desk, tab)
    desk.choose(BJORN)
    press(desk, Qt.Key.Key_E)
    desk.choose(ZOE)
    tab.note.setFocus()
    tab.note.setText("Mother called")
    QTest.keyClick(tab.note, Qt.Key.Key_Return)
    assert "correct" not in desk.api.calls
    assert desk.window.focusWidget() is tab.table
    assert tab.note.text() == "Mother called"


def test_enter_in_the_note_of_an_open_register_goes_back_to_the_list(desk: Desk) -> None:
    tab = register(desk)
    desk.choose(BJORN)
    tab.note.setFocus()
    tab.note.setText("Went home ill")
    QTest.keyClick(tab.note, Qt.Key.Key_Return)
    assert desk.window.focusWidget() is tab.table
    QTest.keyClick(tab.table, Qt.Key.Key_F)
    desk.until(lambda: desk.state_of(BJORN) == "left-early")
    assert cell(tab, BJORN, Column.NOTE) == "Went home ill"


def test_closing_forgets_what_could_be_taken_back(desk: Desk) -> None:
    tab = register(desk)
    desk.choose(BJORN)
    press(desk, Qt.Key.Key_A)
    desk.until(lambda: desk.state_of(BJORN) == "absent" and tab.undoing.isEnabled())
    close(desk, tab)
    desk.until(lambda: not tab.undoing.isEnabled())


@pytest.mark.parametrize(
    ("closing", "said"),
    [
        (MarkState.ABSENT, "absent from then on: 5"),
        (MarkState.EXCUSED, "excused from then on: 5"),
        (MarkState.NOT_REQUIRED, "not required from then on: 5"),
        (MarkState.UNMARKED, "left so: 5"),
    ],
)
def test_closing_says_what_the_unmarked_become(desk: Desk, closing: MarkState, said: str) -> None:
    with_codes(desk, "plain", closing)
    tab = register(desk)
    desk.until(lambda: "code_sets" in timetable(desk).calls)
    desk.until(lambda: tab._codes.closing(desk.api.classes_[0].id) is closing)
    count = tab.model.counts()[MarkState.UNMARKED]
    tab.closing.click()
    assert said.replace("5", str(count)) in tab.strip.text.text()


# Codes


def test_a_plain_group_has_no_codes(desk: Desk) -> None:
    tab = register(desk)
    desk.until(lambda: "code_sets" in timetable(desk).calls)
    assert tab.table.isColumnHidden(Column.CODE)
    assert tab.corrections.coding.isHidden()


def test_a_code_sets_its_state_and_is_shown_as_the_school_writes_it(desk: Desk) -> None:
    with_codes(desk)
    sets = timetable(desk).sets
    ill = next(code for code in sets[ENGLAND].codes if code.code == "I")
    codes = tuple(replace(code, acronym="ILL") if code is ill else code for code in sets[ENGLAND].codes)
    sets[ENGLAND] = replace(sets[ENGLAND], codes=codes)
    tab = register(desk)
    desk.until(lambda: not tab.table.isColumnHidden(Column.CODE))
    assert cell(tab, ADA, Column.CODE) == "/"
    assert cell(tab, BJORN, Column.CODE) == ""
    desk.choose(BJORN)
    act = next(act for act in tab.corrections.codes.actions() if act.text().startswith("\u2068ILL"))
    act.trigger()
    desk.until(lambda: desk.state_of(BJORN) == str(ill.state))
    assert cell(tab, BJORN, Column.CODE) == "ILL"
    assert desk.api.events[-1].code == "I"


# Marks to look at


def test_marks_by_code_or_card_wait_until_looked_at(desk: Desk) -> None:
    tab = register(desk)
    marked = [row.person.name for row in tab.model.rows if row.needs_look]
    assert marked
    assert all(cell(tab, name, Column.TIME).startswith(LOOK_SIGN) for name in marked)
    assert f"To look at: {len(marked)}" in tab.footer.text()
    desk.choose(marked[0])
    press(desk, Qt.Key.Key_K)
    desk.until(lambda: tab.model.to_look_at() == len(marked) - 1)
    tab.table.clearSelection()
    tab.tools.looks.click()
    assert tab.proxy.rowCount() == len(marked) - 1
    tab.corrections.looking.click()  # nothing selected: all of them
    desk.until(lambda: tab.model.to_look_at() == 0)
    assert tab.corrections.looking.isHidden()
    assert LOOK_SIGN not in tab.footer.text()


def test_a_card_is_told_as_a_card(desk: Desk) -> None:
    tab = register(desk)
    person = desk.summary(BJORN).person.id
    desk.api.walk_in(desk.api.sessions_[0].id, person, MarkState.PRESENT, Method.CARD)
    desk.until(lambda: desk.state_of(BJORN) == "present")
    assert cell(tab, BJORN, Column.METHOD) == "Card"
    assert cell(tab, BJORN, Column.TIME).startswith(LOOK_SIGN)


# History and visitors


def test_a_lines_history_says_who_what_and_why_and_follows_the_selection(desk: Desk) -> None:
    tab = register(desk)
    desk.choose(ADA)
    tab.note.setText("Went home ill")
    press(desk, Qt.Key.Key_F)
    desk.until(lambda: desk.state_of(ADA) == "left-early")
    press(desk, Qt.Key.Key_H)
    history = tab.panels.history
    desk.until(history.isVisible)
    lines = [
        [history.model.index(row, column).data() for column in range(5)]
        for row in range(history.model.rowCount())
    ]
    day = short_day(EIGHT.local_date)  # a correction may come weeks after the register
    assert all(line[0].startswith(f"{day} · ") for line in lines)
    assert lines[0][1:] == ["Set by hand", "Present → Left early", "Ms Ruiz", "Went home ill"]
    assert lines[1][1:4] == ["Marked at the door · Number and PIN", "Not yet marked → Present", "Kiosk"]
    desk.choose(BJORN)
    desk.until(lambda: NAMES[4] in history.title.text())
    assert history.empty.isVisible()
    assert tab.table.hasFocus()
    press(desk, Qt.Key.Key_Escape)
    assert not history.isVisible()
    assert tab.corrections.isVisible()


def test_the_history_needs_one_line(desk: Desk) -> None:
    tab = register(desk)
    desk.choose(ADA, BJORN)
    press(desk, Qt.Key.Key_H)
    assert "one person" in tab.strip.text.text()
    assert "history" not in desk.api.calls


def test_the_key_for_codes_says_so_where_a_register_has_none(desk: Desk) -> None:
    tab = register(desk)
    desk.choose(ADA)
    press(desk, Qt.Key.Key_C)
    assert "no codes" in tab.strip.text.text()


def test_a_visitor_is_on_the_register_and_present(desk: Desk) -> None:
    tab = register(desk)
    tab.corrections.visiting.click()
    form = tab.panels.visitor
    assert form is not None
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert "needs a name" in form.problem.text()
    form.name.setText("Dr Sato")
    form.note.setText("Nurse")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    desk.until(lambda: any(row.person.name == "Dr Sato" for row in tab.model.rows))
    assert desk.state_of("Dr Sato") == "present"
    assert "V-1" in tab.strip.text.text()
    assert tab.panels.visitor is None


def test_one_panel_at_a_time(desk: Desk) -> None:
    tab = register(desk)
    board = desk.board
    board.open_export()
    desk.choose(ADA)
    tab.ask_history()
    desk.until(tab.panels.history.isVisible)
    assert not board.export.isVisible()
    board.open_export()
    assert not tab.panels.history.isVisible()
    tab.corrections.visitor_asked.emit()
    assert not board.export.isVisible()
    assert tab.panels.visitor_card.isVisible()


# All groups


def two_groups(desk: Desk) -> None:
    """The choir meets, too; Björn and a few others sing."""
    choir = desk.api.classes_[1]
    hour = timedelta(hours=1)
    desk.api.sessions_.append(Session(SessionId("choir"), choir.id, EIGHT, EIGHT.plus(hour)))
    for place in (4, 9, 12):
        item = desk.api.people_[place]
        desk.api.people_[place] = replace(item, classes=(*item.classes, choir.id))


def open_all(desk: Desk) -> RosterTab:
    two_groups(desk)
    tab = register(desk)
    picker = tab.bar.picker
    assert picker.itemText(picker.count() - 1) == "All groups now"
    picker.setCurrentIndex(picker.count() - 1)
    picker.activated.emit(picker.currentIndex())
    desk.until(lambda: tab._shown == "" and len(tab.model.rows) > 0)
    return tab


def test_all_groups_are_one_list_and_say_whose_each_line_is(desk: Desk) -> None:
    tab = open_all(desk)
    assert len(tab.model.rows) == len(NAMES) + 3
    assert not tab.table.isColumnHidden(Column.GROUP)
    tab.search.setText("choir")
    assert tab.proxy.rowCount() == 3
    tab.search.clear()
    assert not tab.closing.isEnabled()
    assert tab.exporting.isEnabled()


def test_a_correction_over_two_registers_is_one_step(desk: Desk) -> None:
    tab = open_all(desk)
    desk.board.roster.table.choose_keys({row.key for row in tab.model.rows if row.person.name == BJORN})
    assert len(tab.table.selected_lines()) == 2
    press(desk, Qt.Key.Key_E)
    desk.until(lambda: desk.api.calls.count("correct") == 2)
    desk.until(tab.undoing.isEnabled)
    states = {e.session: e.state for e in desk.api.events[-2:]}
    assert set(states.values()) == {MarkState.EXCUSED}
    tab.undo()
    desk.until(lambda: desk.api.calls.count("undo") == 2)
    assert not any(e.kind is EventKind.CORRECTION and e.note == "" for e in desk.api.events)


def test_half_of_a_step_that_failed_can_be_taken_back(desk: Desk) -> None:
    """The second register was closed elsewhere: what was done in the first can be undone."""
    tab = open_all(desk)
    tab.table.choose_keys({row.key for row in tab.model.rows if row.person.name == BJORN})
    second = tab.table.selected_lines()[1].session
    desk.api._change(second, EIGHT)
    press(desk, Qt.Key.Key_E)
    desk.until(tab.undoing.isEnabled)
    assert "reason" in tab.strip.text.text().lower()
    assert [e.session for e in desk.api.events if e.state is MarkState.EXCUSED][-1] != second


def test_marks_that_come_fast_are_read_together(desk: Desk) -> None:
    tab = open_all(desk)
    asked = desk.api.calls.count("wide_roster")
    for _ in range(5):
        tab.refresh()
    assert desk.api.calls.count("wide_roster") == asked
    tab._pause.stop()
    tab._end_pause()
    assert desk.api.calls.count("wide_roster") == asked + 1


def test_a_board_that_is_only_watched_shows_one_register(desk: Desk) -> None:
    tab = open_all(desk)
    desk.board.set_watched(True)
    assert not tab.bar.is_wide
    assert tab.table.isColumnHidden(Column.GROUP)
    desk.until(lambda: len(tab.model.rows) in {3, len(NAMES)})


def test_another_day_is_not_now(desk: Desk) -> None:
    two_groups(desk)
    tomorrow = timedelta(days=1)
    for place, group in enumerate(desk.api.classes_):
        at = EIGHT.plus(tomorrow)
        session = Session(SessionId(f"next-{place}"), group.id, at, at.plus(timedelta(hours=1)))
        desk.api.sessions_.append(session)
    tab = register(desk)
    tab.bar.after.click()
    desk.until(lambda: len(tab.bar.sessions) == 2)
    assert tab.bar.picker.itemText(2) == "All groups of this day"


def test_a_session_that_was_called_off_takes_nothing(desk: Desk) -> None:
    desk.api.sessions_ = [replace(desk.api.sessions_[0], cancelled=EIGHT)]
    tab = register(desk)
    assert "called off" in tab.bar.picker.currentText()
    assert not tab.closing.isEnabled()
    assert not tab.corrections.visiting.isEnabled()


def test_printing_is_asked_for_by_key(desk: Desk) -> None:
    tab = register(desk)
    asked = QSignalSpy(tab.print_asked)
    QTest.keyClick(tab, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: asked.count() == 1)


def test_a_codes_failure_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from concurrent.futures import Future

    from kiosk.errors import KioskError

    failed: Future[object] = Future()
    failed.set_exception(KioskError(Code.SIGNED_OUT))
    monkeypatch.setattr(timetable(desk), "groups", lambda: failed)
    tab = register(desk)
    desk.until(tab.strip.isVisible)
    assert words(tab.strip)


def test_the_words_of_a_code_reach_the_menu_whole(desk: Desk) -> None:
    with_codes(desk)
    tab = register(desk)
    desk.until(lambda: len(tab.corrections.codes.actions()) > 10)
    assert len(tab.corrections.codes.actions()) == len(timetable(desk).sets[ENGLAND].codes)


def test_a_group_of_the_office_is_found_among_many(desk: Desk) -> None:
    desk.api.classes_.append(SchoolClass(ClassId("c-9"), "Night shift"))
    tab = register(desk)
    tab.opening.click()
    desk.until(tab.opener_card.isVisible)
    assert tab.opener.class_box.count() == 3
