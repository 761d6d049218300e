"""The office's view: every register of today, who is missing now, and the way to a line by one click."""

from datetime import timedelta

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.ids import ClassId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Role, SchoolClass
from kiosk.domain.sessions import Session
from kiosk.ui.desk.today_model import LATE_SIGN, MissingColumn, RegisterColumn
from kiosk.ui.desk.today_tab import TodayTab
from tests.fakes_desk import EIGHT, NAMES
from tests.ui.desk_driver import Desk

pytestmark = pytest.mark.qt

HOUR = timedelta(hours=1)


def busy(desk: Desk) -> None:
    """A class whose register was forgotten at dawn, one that was called off, and one that was closed."""
    for place, (name, shift) in enumerate((("Dawn", -3), ("Off", 0), ("Done", -1))):
        group = SchoolClass(ClassId(f"more-{place}"), name)
        desk.api.classes_.append(group)
        at = EIGHT.plus(shift * HOUR)
        off, done = (EIGHT if name == "Off" else None), (EIGHT if name == "Done" else None)
        session = Session(SessionId(f"more-{place}"), group.id, at, at.plus(HOUR), closed=done, cancelled=off)
        desk.api.sessions_.append(session)


def today(desk: Desk, role: Role = Role.TEACHER) -> TodayTab:
    desk.api.role = role
    board = desk.enter()
    board.tabs.setCurrentWidget(board.today)
    desk.until(lambda: board.today.registers.rowCount() > 0)
    desk.until(lambda: "missing" in desk.api.calls and board.today.missing_title.text() != "")
    return board.today


def column(tab: TodayTab, which: RegisterColumn) -> list[str]:
    proxy = tab.register_filter
    return [proxy.index(line, which).data() for line in range(proxy.rowCount())]


def test_what_waits_longest_stands_first_and_says_so(desk: Desk) -> None:
    busy(desk)
    tab = today(desk)
    assert column(tab, RegisterColumn.STATUS) == [
        f"{LATE_SIGN} Open, ended at 06:00",
        "Open since 08:00",
        "Begins at 13:00",
        "Closed at 08:00",
        "Called off",
    ]
    assert "Open too long: 1" in tab.summary.text()
    assert "Running now: 1" in tab.summary.text()


def test_figures_are_the_registers(desk: Desk) -> None:
    tab = today(desk)
    counts = desk.board.roster.model.counts()
    line = column(tab, RegisterColumn.GROUP).index("Class 7b")
    here = counts[MarkState.PRESENT] + counts[MarkState.LATE]
    assert column(tab, RegisterColumn.LIST)[line] == str(len(NAMES))
    assert column(tab, RegisterColumn.HERE)[line] == str(here)
    assert column(tab, RegisterColumn.UNMARKED)[line] == str(counts[MarkState.UNMARKED])
    assert f"Here: {here} of {len(NAMES)}" in tab.summary.text()


def test_one_click_on_somebody_missing_shows_their_line(desk: Desk) -> None:
    tab = today(desk)
    desk.board.roster.search.setText("nobody of that name")
    names = [tab.missing_filter.index(line, 0).data() for line in range(tab.missing_filter.rowCount())]
    place = names.index(NAMES[15])
    tab.people.clicked.emit(tab.missing_filter.index(place, MissingColumn.NAME))
    roster = desk.board.roster
    assert desk.board.tabs.currentWidget() is roster
    desk.until(lambda: [line.person.name for line in roster.table.selected_lines()] == [NAMES[15]])
    assert roster.search.text() == ""


def test_enter_on_a_register_opens_it(desk: Desk) -> None:
    tab = today(desk)
    line = column(tab, RegisterColumn.STATUS).index("Begins at 13:00")
    tab.table.setCurrentIndex(tab.register_filter.index(line, 0))
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    roster = desk.board.roster
    desk.until(lambda: roster.session is not None and roster.session.id == "session-1")
    assert desk.board.tabs.currentWidget() is roster


def test_it_follows_the_door_and_reads_nothing_while_it_is_not_shown(desk: Desk) -> None:
    tab = today(desk)
    before = tab.missing.rowCount()
    missing = tab.missing.people[0].person.id
    tab._pause.stop()
    desk.api.walk_in(desk.api.sessions_[0].id, missing)
    desk.until(lambda: tab.missing.rowCount() == before - 1)
    desk.board.tabs.setCurrentWidget(desk.board.roster)
    desk.until(lambda: desk.api.calls[-1] == "roster")
    asked = desk.api.calls.count("overview")
    tab._pause.stop()
    tab.refresh()
    assert desk.api.calls.count("overview") == asked


def test_thirty_people_at_a_door_are_not_thirty_counts(desk: Desk) -> None:
    tab = today(desk)
    asked = desk.api.calls.count("overview")
    for _ in range(30):
        tab.refresh()
    assert desk.api.calls.count("overview") == asked
    tab._pause.stop()
    tab._end_pause()
    assert desk.api.calls.count("overview") == asked + 1


def test_both_lists_are_filtered_by_group_and_by_name(desk: Desk) -> None:
    busy(desk)
    tab = today(desk)
    tab.search.setText("dawn")
    assert column(tab, RegisterColumn.GROUP) == ["Dawn"]
    tab.search.setText("elodie")
    assert [tab.missing_filter.index(0, 0).data()] == ["Élodie Dubois"]
    assert tab.missing_filter.rowCount() == 1


def test_an_empty_day_and_a_full_class_say_so(desk: Desk) -> None:
    desk.api.sessions_ = desk.api.sessions_[:1]
    for item in desk.api.people_:
        desk.api.walk_in(desk.api.sessions_[0].id, item.person.id)
    tab = today(desk)
    assert tab.all_here.isVisible()
    assert not tab.people.isVisible()
    desk.window.activateWindow()
    tab.take_keyboard()
    desk.api.sessions_ = []
    tab.load()
    desk.until(tab.nothing.isVisible)
    assert tab.search.hasFocus()
    assert tab.missing.rowCount() == 0


def test_only_administrators_choose_whether_names_are_on_the_board(desk: Desk) -> None:
    tab = today(desk, Role.ADMIN)
    assert tab.names.isVisible()
    tab.names.click()
    desk.until(lambda: "names" in tab.strip.text.text())
    assert "read them" in tab.strip.text.text()
    tab.names.click()
    desk.until(lambda: "counts only" in tab.strip.text.text())


def test_a_teacher_cannot(desk: Desk) -> None:
    assert not today(desk).names.isVisible()
