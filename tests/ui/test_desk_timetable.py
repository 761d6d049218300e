"""The timetable's tab: groups and their week, terms and holidays, sessions of a day, codes, applying."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any, cast

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.groups import GroupKind, GroupOptions
from kiosk.domain.ids import ClassId, LessonId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Role
from kiosk.domain.timetable import Lesson, Span, TimetableChange
from kiosk.ui.desk.code_forms import CodeColumn
from kiosk.ui.desk.group_forms import GroupForm
from kiosk.ui.desk.lesson_forms import LessonForm, OnceForm, days_for
from kiosk.ui.desk.lists import choose_lines
from kiosk.ui.desk.span_forms import SpanForm
from kiosk.ui.desk.timetable_tab import TimetableTab
from kiosk.ui.desk.timetable_words import aside_lines, change_lines
from kiosk.ui.desk.week_view import days_shown, hours_shown, places
from tests.fakes_timetable import HOLIDAY, TERM, FakeTimetable
from tests.ui.desk_driver import Desk, words
from tests.ui.test_desk_window import controls_without_a_name

pytestmark = pytest.mark.qt
MAIN, CHOIR = ClassId("class-0"), ClassId("class-1")


def api(desk: Desk) -> FakeTimetable:
    return cast(FakeTimetable, desk.registry.timetable)


def opened(desk: Desk) -> TimetableTab:
    """Sign in as an administrator and open the tab; the first group by name is chosen."""
    desk.api.role = Role.ADMIN
    tab = desk.enter().tabs.timetable
    assert tab is not None
    desk.board.tabs.setCurrentWidget(tab)
    desk.until(lambda: len(tab.week.week.boxes) > 0)
    return tab


def lesson(weekday: int, starts: str, ends: str, **changes: object) -> Lesson:
    days = (TERM.first, TERM.last)
    made = Lesson(
        LessonId(f"{weekday} {starts}"), MAIN, weekday, time.fromisoformat(starts),
        time.fromisoformat(ends), *days,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


# Where a lesson stands


def test_lessons_at_the_same_time_share_their_day() -> None:
    week = [lesson(0, "08:00", "09:00"), lesson(0, "08:30", "10:00"), lesson(0, "09:00", "09:30"),
            lesson(0, "10:00", "11:00"), lesson(1, "08:00", "09:00")]  # fmt: skip
    found = [(place.begins, place.lane, place.lanes) for place in places(week)]
    assert found == [(8.0, 0, 2), (8.5, 1, 2), (9.0, 0, 2), (10.0, 0, 1), (8.0, 0, 1)]


def test_a_shift_past_midnight_goes_to_the_end_of_its_day() -> None:
    night = [lesson(4, "22:15", "02:00")]
    assert [(place.begins, place.ends) for place in places(night)] == [(22.25, 24.0)]
    assert hours_shown(night) == (8, 24)
    assert hours_shown([lesson(0, "06:30", "07:00")]) == (6, 16)
    assert hours_shown(()) == (8, 16)


def test_work_days_are_columns_and_others_where_there_is_a_lesson(desk: Desk) -> None:
    assert days_shown(()) == (0, 1, 2, 3, 4)
    assert days_shown([lesson(5, "10:00", "11:00")]) == (0, 1, 2, 3, 4, 5)


@pytest.mark.usefixtures("arabic")
def test_in_arabic_the_week_begins_as_it_does_there() -> None:
    assert days_shown([lesson(5, "10:00", "11:00")]) == (5, 6, 0, 1, 2, 3)


def test_a_new_lesson_is_offered_the_term_that_is_now_or_next() -> None:
    today = date(2026, 11, 23)
    past, after = Span("p", "", date(2026, 1, 1), date(2026, 3, 1)), Span(
        "n", "", date(2027, 1, 8), date(2027, 3, 20)
    )  # fmt: skip
    assert days_for(today, [after, past, TERM]) == (TERM.first, TERM.last)
    assert days_for(today, [past, after]) == (after.first, after.last)
    assert days_for(today, []) == (today, date(2027, 2, 22))


def test_what_applying_does_is_said_without_what_is_nothing(desk: Desk) -> None:
    change = TimetableChange(130, 2, 1, 5, 3)
    assert change_lines(change) == (
        "New sessions: 130",
        "Sessions that get another room or other minutes: 3",
        "Sessions to come that go, since no lesson gives them: 2",
    )
    assert len(aside_lines(change)) == 2
    assert "outside the terms: 5" in aside_lines(change)[1]
    assert change_lines(TimetableChange(0, 0, 1, 5)) == ()


# The tab


def test_a_teacher_sees_nothing_of_it(desk: Desk) -> None:
    board = desk.enter()
    assert board.tabs.timetable is None
    assert "Timetable" not in [board.tabs.tabText(place) for place in range(board.tabs.count())]


def test_a_group_shows_its_week_and_what_holds_for_it(desk: Desk) -> None:
    api(desk).options[CHOIR] = GroupOptions("Hall", 15, None, 20, closing=MarkState.NOT_REQUIRED)
    tab = opened(desk)
    said = plain(words(tab.week))
    assert "Class · Members: 0 · Room: Hall" in said
    assert "Early: 15 min · Late: as in the settings · Door closes: 20 min" in said
    assert "Unmarked at closing: They were not required" in said
    assert [plain(box.accessibleName()) for box in tab.week.week.boxes][2:4] == [
        "Wednesday, 08:30 – 09:30 · Room: Lab 2 · Every week · 1 Sept 2026 to 18 Dec 2026",
        "Thursday, 08:30 – 09:30 · Room: Hall · Every week · 1 Sept 2026 to 18 Dec 2026",
    ]


def test_arrows_go_through_the_week_and_enter_opens_a_lesson(desk: Desk) -> None:
    api(desk).lessons_.append(lesson(0, "11:00", "12:00", class_id=CHOIR))
    tab = opened(desk)
    week = tab.week.week
    week.focus_lesson(None)
    for key, place in (  # boxes 0 and 1 are Monday's
        (Qt.Key.Key_Right, 2), (Qt.Key.Key_Left, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Right, 2),
    ):  # fmt: skip
        QTest.keyClick(next(box for box in week.boxes if box.hasFocus()), key)
        assert [box.hasFocus() for box in week.boxes].index(True) == place
    QTest.keyClick(week.boxes[2], Qt.Key.Key_Return)
    form = tab.week.pane.form
    assert isinstance(form, LessonForm)
    assert form.lesson() == week.boxes[2].lesson
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert tab.week.pane.form is None
    assert week.boxes[2].hasFocus()


def test_a_lesson_is_added_where_the_week_is_pressed_and_offered_to_be_applied(desk: Desk) -> None:
    tab = opened(desk)
    tab.week.week.place_asked.emit(3, 14)
    form = tab.week.pane.form
    assert isinstance(form, LessonForm)
    assert form.lesson() == Lesson(LessonId(""), CHOIR, 3, time(14), time(15), TERM.first, TERM.last)
    form.room.setText(" Lab 9 ")
    form.weeks.setCurrentIndex(1)
    form.go.click()
    desk.until(lambda: len(tab.week.week.boxes) == 6)
    made = api(desk).lessons_[-1]
    assert (made.class_id, made.weekday, made.room, made.every_weeks) == (CHOIR, 3, "Lab 9", 2)
    focused = next(box for box in tab.week.week.boxes if box.hasFocus())
    assert focused.lesson.id == made.id
    assert "once the timetable is applied" in tab.strip.text.text()
    tab.strip.buttons()[0].click()
    desk.until(tab.card.isVisible)


def test_a_refused_lesson_stays_to_be_corrected(desk: Desk) -> None:
    tab = opened(desk)
    tab.week.week.place_asked.emit(0, 8)
    form = tab.week.pane.form
    assert isinstance(form, LessonForm)
    for editor, at in ((form.starts, (8, 30)), (form.ends, (9, 30))):
        editor.setTime(type(editor.time())(*at))
    form.go.click()
    desk.until(form.problem.isVisible)
    assert "exactly that time already" in form.problem.text()
    form.last.setDate(form.first.date().addDays(-1))
    form.go.click()
    assert form.problem.text() == "The last day is before the first."
    assert len(api(desk).lessons_) == 10


def test_a_form_that_is_open_survives_a_look_at_another_tab(desk: Desk) -> None:
    tab = opened(desk)
    tab.week.add_lesson()
    form = tab.week.pane.form
    assert isinstance(form, LessonForm)
    form.room.setText("Lab 9")
    desk.board.tabs.setCurrentIndex(0)
    desk.board.tabs.setCurrentWidget(tab)
    calls = len(api(desk).calls)
    tab.load()
    desk.until(lambda: len(api(desk).calls) > calls)
    words(tab)
    assert tab.week.pane.form is form
    assert form.room.text() == "Lab 9"
    assert form.isVisible()


def test_a_lesson_is_taken_away_after_a_question(desk: Desk) -> None:
    tab = opened(desk)
    tab.week.week.boxes[0].click()
    form = tab.week.pane.form
    assert isinstance(form, LessonForm)
    form.removing.click()
    assert "those with marks stay" in tab.strip.text.text()
    assert len(api(desk).lessons_) == 10
    tab.strip.buttons()[0].click()
    desk.until(lambda: len(tab.week.week.boxes) == 4)
    assert tab.week.week.boxes[0].hasFocus()


def test_all_groups_are_a_table_that_is_filtered(desk: Desk) -> None:
    tab = opened(desk)
    tab.week.groups.list.setCurrentRow(0)
    assert tab.week.table.isVisible()
    assert "Groups: 2 · lessons of the week: 10" in words(tab.week)
    tab.week.search.setText("lab")
    assert [tab.week.proxy.index(0, column).data() for column in (1, 2)] == ["Wednesday", "08:30 – 09:30"]
    assert tab.week.proxy.rowCount() == 1
    tab.week.table.setCurrentIndex(tab.week.proxy.index(0, 0))
    tab.week.table.setFocus()
    QTest.keyClick(tab.week.table, Qt.Key.Key_Return)
    form = tab.week.pane.form
    assert isinstance(form, LessonForm)
    assert form.room.text() == "Lab 2"


def test_lessons_that_are_over_are_shown_when_asked_for(desk: Desk) -> None:
    over = lesson(0, "14:00", "15:00", class_id=CHOIR, last=date(2026, 10, 30))
    api(desk).lessons_.append(over)
    tab = opened(desk)
    assert len(tab.week.week.boxes) == 5
    assert tab.week.past.isVisible()
    tab.week.past.setChecked(True)
    assert len(tab.week.week.boxes) == 6


# Groups


def test_a_groups_options_are_a_form(desk: Desk) -> None:
    tab = opened(desk)
    tab.week.add_group()
    form = tab.week.pane.form
    assert isinstance(form, GroupForm)
    form.go.click()
    assert form.problem.text() == "A group needs a name."
    form.name.setText("Night shift")
    form.kind.setCurrentIndex(2)
    form.room.setText("Gate 2")
    form.early.setValue(45)
    form.closes.setValue(0)
    form.closing.setCurrentIndex(3)
    form.departures.setChecked(True)
    form.cooldown.setValue(15)
    form.open.setChecked(True)
    form.codes.setCurrentIndex(form.codes.findData("ceds"))
    form.go.click()
    desk.until(lambda: len(tab.week.groups.groups) == 3)
    made = tab.week.groups.group()
    assert made is not None
    assert (made.name, made.kind) == ("Night shift", GroupKind.SHIFT)
    assert made.options == GroupOptions("Gate 2", 45, None, 0, True, 15, True, MarkState.UNMARKED, "ceds")
    assert "Shift · Open to everybody · Room: Gate 2" in plain(words(tab.week))


def test_what_is_not_touched_in_a_group_stays(desk: Desk) -> None:
    options = GroupOptions("Hall", None, 0, 12, True, 7, False, MarkState.EXCUSED, "gone-set")
    api(desk).options[CHOIR] = options
    api(desk).kinds[CHOIR] = GroupKind.EVENT
    tab = opened(desk)
    tab.week.changing.click()
    form = tab.week.pane.form
    assert isinstance(form, GroupForm)
    assert form.early.text() == "As in the settings"
    assert form.options() == options
    form.name.setText("Class 7b")
    form.go.click()
    desk.until(form.problem.isVisible)
    form.name.setText("Singers")
    form.go.click()
    desk.until(lambda: tab.week.pane.form is None)
    assert api(desk).options[CHOIR] == options
    assert api(desk).kinds[CHOIR] is GroupKind.EVENT


# Applying


def test_applying_is_seen_in_words_before_it_is_done(desk: Desk) -> None:
    tab = opened(desk)
    before = len(desk.api.sessions_)
    tab.applying.click()
    desk.until(tab.card.isVisible)
    said = words(tab.card)
    assert "New sessions: 37" in said
    assert "on holidays or outside the terms: 2" in said
    assert "no mark is lost" in said
    assert len(desk.api.sessions_) == before
    tab.card.go.click()
    desk.until(tab.strip.isVisible)
    assert tab.strip.text.text() == "The timetable is applied. New sessions: 37."
    assert not tab.card.isVisible()
    assert len(desk.api.sessions_) == before + 37
    tab.ask_apply()
    desk.until(tab.card.isVisible)
    assert "Nothing to do" in words(tab.card)
    assert not tab.card.go.isVisible()
    QTest.keyClick(tab.card, Qt.Key.Key_Escape)
    assert not tab.card.isVisible()


# Terms and holidays


def test_terms_and_holidays_are_lists_that_are_changed_in_place(desk: Desk) -> None:
    tab = opened(desk)
    tab.chips[tab.year].click()
    desk.until(lambda: len(tab.holidays.spans) == 1 and len(tab.terms.spans) == 1)
    assert "Autumn term: Tue 1 Sept 2026 to Fri 18 Dec 2026" in plain(words(tab.terms))
    tab.holidays.adding.click()
    form = tab.holidays.form
    assert isinstance(form, SpanForm)
    form.go.click()
    assert form.problem.text() == "It needs a name."
    form.name.setText("Half term")
    form.first.setDate(form.first.date().addDays(30))
    assert form.last.date() == form.first.date()
    form.go.click()
    desk.until(lambda: len(tab.holidays.spans) == 2)
    assert [(span.name, span.first) for span in api(desk).holidays_] == [
        (HOLIDAY.name, HOLIDAY.first), ("Half term", date(2026, 12, 23)),
    ]  # fmt: skip
    assert tab.holidays.adding.hasFocus()
    tab.holidays.ask_remove(tab.holidays.spans[0])
    tab.holidays.strip.buttons()[0].click()
    desk.until(lambda: len(tab.holidays.spans) == 1)
    assert api(desk).holidays_[0].name == "Half term"


def test_terms_that_overlap_are_refused_before_they_are_sent(desk: Desk) -> None:
    tab = opened(desk)
    tab.open_page(tab.year)
    desk.until(lambda: len(tab.terms.spans) == 1)
    tab.terms.edit()
    form = tab.terms.form
    assert isinstance(form, SpanForm)
    form.name.setText("Another")
    form.go.click()
    assert form.problem.text() == "These days overlap with another term."
    assert "set_terms" not in api(desk).calls
    form.last.setDate(form.first.date().addDays(-2))
    form.go.click()
    assert form.problem.text() == "The last day is before the first."


# Sessions of a day


def test_a_session_is_called_off_and_taken_back(desk: Desk) -> None:
    tab = opened(desk)
    tab.chips[tab.day].click()
    desk.until(lambda: len(tab.day.model.sessions) == 2)
    assert not tab.day.cancelling.isEnabled()
    choose_lines(tab.day.table, [0, 1])
    tab.day.cancelling.click()
    assert "Call off sessions: 2?" in plain(tab.strip.text.text())
    assert all(session.cancelled is None for session in desk.api.sessions_)
    tab.strip.buttons()[0].click()
    desk.until(lambda: all(session.cancelled for session in tab.day.model.sessions))
    assert tab.day.proxy.index(0, 3).data() == "✕ Called off"
    assert len(tab.day.chosen()) == 2
    assert not tab.day.cancelling.isEnabled()
    tab.day.restoring.click()
    desk.until(lambda: not any(session.cancelled for session in tab.day.model.sessions))
    assert [tab.day.proxy.index(row, 3).data() for row in range(2)] == ["● Now", "To come"]


def test_a_session_on_one_day_only_may_end_on_the_next(desk: Desk) -> None:
    tab = opened(desk)
    tab.open_page(tab.day)
    tab.day.after.click()
    desk.until(tab.day.nothing.isVisible)
    assert "No session on this day" in words(tab.day)
    tab.day.add_once()
    form = tab.day.pane.form
    assert isinstance(form, OnceForm)
    for editor, at in ((form.starts, (22, 0)), (form.ends, (2, 30))):
        editor.setTime(type(editor.time())(*at))
    form.room.setText("Yard")
    form.go.click()
    desk.until(lambda: len(tab.day.model.sessions) == 1)
    made = desk.api.sessions_[-1]
    assert (str(made.starts.local)[:16], str(made.ends.local)[:16]) == (
        "2026-11-24 22:00", "2026-11-25 02:30",
    )  # fmt: skip
    assert made.room == "Yard"
    assert tab.strip.text.text() == "The session was added."


# Codes


def test_a_code_is_written_in_the_schools_way_and_back(desk: Desk) -> None:
    api(desk).options[MAIN] = GroupOptions(code_set="ceds")
    tab = opened(desk)
    tab.chips[tab.codes].click()
    page = tab.codes
    desk.until(lambda: page.picker.count() == 4)
    page.picker.setCurrentIndex(page.picker.findData("ceds"))
    assert "Groups that use it: 1" in plain(words(page))
    cell = page.model.index(1, CodeColumn.ACRONYM)
    assert [page.model.index(1, column).data().strip("\u2068\u2069") for column in CodeColumn] == [
        "T", "Tardy", "Tardy", "Late · its usual code", "Yes",
    ]  # fmt: skip
    assert not page.model.flags(page.model.index(1, 2)) & Qt.ItemFlag.ItemIsEditable
    page.model.setData(cell, " SP ")
    desk.until(lambda: plain(page.model.index(1, 0).data()) == "SP")
    page.model.setData(page.model.index(0, 0), "sp")
    desk.until(page.strip.isVisible)
    assert "only once in its set" in page.strip.text.text()
    page.table.setCurrentIndex(page.model.index(1, 0))
    page.resetting.click()
    desk.until(lambda: plain(page.model.index(1, 0).data()) == "T")


# Keyboard, names, files


def test_every_control_of_every_page_has_a_name_and_the_keyboard_has_a_place(desk: Desk) -> None:
    tab = opened(desk)
    for page in (tab.week, tab.year, tab.day, tab.codes):
        tab.open_page(page)
        words(tab)
        tab.take_keyboard()
        assert page.isAncestorOf(desk.window.focusWidget())
        assert controls_without_a_name(tab) == []
    tab.open_page(tab.week)
    for ask in (tab.week.add_group, tab.week.add_lesson):
        ask()
        assert controls_without_a_name(tab) == []
        assert tab.week.pane.isAncestorOf(desk.window.focusWidget())
        tab.week.leave_form()


def test_lessons_from_a_file_are_asked_for_in_the_pages_place(desk: Desk) -> None:
    tab = opened(desk)
    tab.importing.click()
    panel = tab.importer
    assert panel is not None
    assert panel.picker.isVisible()
    assert not tab.applying.isVisible()
    assert controls_without_a_name(tab) == []
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert tab.week.isVisible()
    assert tab.applying.isVisible()


@pytest.mark.usefixtures("arabic")
def test_from_right_to_left_the_first_day_is_at_the_right(qtbot: Any, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path)
    boxes = opened(desk).week.week.boxes
    assert boxes[0].lesson.weekday == 0
    assert boxes[0].x() > boxes[-1].x()
    boxes[0].setFocus()
    QTest.keyClick(boxes[0], Qt.Key.Key_Left)
    assert boxes[1].hasFocus()
    desk.close()
