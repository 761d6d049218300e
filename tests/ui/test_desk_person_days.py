"""A person's page: their marks as a calendar, the term's rate, and changing who they are."""

from datetime import date, timedelta
from functools import partial

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.ids import SessionId
from kiosk.domain.marks import EventKind, MarkState, Method
from kiosk.domain.sessions import Session
from kiosk.ui.desk.person_days import PersonDays
from kiosk.ui.desk.person_form import ChangePersonForm
from tests.fakes_desk import EIGHT, NAMES
from tests.ui.desk_driver import Desk

pytestmark = pytest.mark.qt

PAST = (MarkState.PRESENT, MarkState.PRESENT, MarkState.LATE, MarkState.ABSENT)
"""The four weekdays before; the third of them thirteen minutes late."""


def last_week(desk: Desk) -> None:
    """Ada's week before: there twice, late once, absent once; and one day in August, before the term."""
    person, group = desk.api.people_[0].person.id, desk.api.classes_[0].id
    days = [(-7 + place, state) for place, state in enumerate(PAST)]
    for shift, state in [*days, (-100, MarkState.ABSENT)]:
        at = EIGHT.plus(timedelta(days=shift))
        session = Session(SessionId(f"past{shift}"), group, at, at.plus(timedelta(hours=1)))
        desk.api.sessions_.append(session)
        kind = EventKind.CORRECTION if state is MarkState.ABSENT else EventKind.ARRIVAL
        late = timedelta(minutes=13 if state is MarkState.LATE else 0)
        desk.api.put(session.id, person, state, kind, Method.FACE, at=at.plus(late))


def page(desk: Desk) -> PersonDays:
    last_week(desk)
    tab = desk.people(NAMES[0])
    desk.until(lambda: tab.panel.days is not None and tab.panel.days.rate.text() != "")
    days = tab.panel.days
    assert isinstance(days, PersonDays)
    return days


def shows(days: PersonDays, month: str) -> bool:
    return month in days.title.text()


def test_the_terms_rate_counts_what_the_registers_say(desk: Desk) -> None:
    days = page(desk)
    assert "4 of 5" in days.rate.text()  # today's lesson, too; the afternoon is not marked yet
    assert "80" in days.rate.text()
    assert "Autumn term" in days.rate.text()
    assert "Late: 1 (13 min)" in days.more.text()
    assert "Absent: 1" in days.more.text()


def test_the_calendar_says_each_day_in_words_and_the_table_has_the_same(desk: Desk) -> None:
    days = page(desk)
    told = days.grid.words(date(2026, 11, 18))
    assert "Late" in told
    assert "Class 7b" in told
    assert "No session" in days.grid.words(date(2026, 11, 21))
    states = [days.model.index(row, 2).data() for row in range(days.model.rowCount())]
    assert states[:4] == ["Present", "Present", "Late · 13 min", "Absent"]


def test_keys_go_from_day_to_day_and_from_month_to_month(desk: Desk) -> None:
    days = page(desk)
    grid = days.grid
    assert grid.chosen == date(2026, 11, 23)
    for key, day in (
        (Qt.Key.Key_Left, date(2026, 11, 22)),
        (Qt.Key.Key_Up, date(2026, 11, 15)),
        (Qt.Key.Key_Right, date(2026, 11, 16)),
        (Qt.Key.Key_Down, date(2026, 11, 23)),
    ):
        QTest.keyClick(grid, key)
        assert grid.chosen == day
    assert "Present" in grid.accessibleDescription()
    QTest.keyClick(grid, Qt.Key.Key_PageUp)
    desk.until(lambda: "October" in days.title.text())
    assert grid.chosen.month == 10


def test_an_arrow_over_the_months_end_turns_the_page(desk: Desk) -> None:
    days = page(desk)
    for _ in range(8):
        QTest.keyClick(days.grid, Qt.Key.Key_Right)
    desk.until(lambda: "December" in days.title.text())
    assert days.grid.chosen == date(2026, 12, 1)


def test_a_month_before_the_term_is_asked_for(desk: Desk) -> None:
    days = page(desk)
    asked = desk.api.calls.count("person_days")
    for month in ("October", "September", "August"):
        days.before.click()
        desk.until(partial(shows, days, month))
    assert desk.api.calls.count("person_days") == asked + 1
    assert "Absent" in days.grid.words(date(2026, 8, 15))


def test_left_is_the_next_day_where_one_reads_from_the_right(desk: Desk) -> None:
    days = page(desk)
    days.grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(days.grid, Qt.Key.Key_Left)
    assert days.grid.chosen == date(2026, 11, 24)
    monday, tuesday = days.grid.cell(date(2026, 11, 23)), days.grid.cell(date(2026, 11, 24))
    assert monday.left() > tuesday.left()


def test_name_number_and_groups_are_changed(desk: Desk) -> None:
    tab = desk.people(NAMES[0])
    tab.panel._change()
    form = tab.panel.form
    assert isinstance(form, ChangePersonForm)
    assert (tab.panel.box, tab.panel.days) == (None, None), "they went with the page"
    form.name.setText("Ada Lovelace")
    form.number.setText("2001")
    choir = [form.groups.item(place).text() for place in range(2)].index("\u2068Choir\u2069")
    form.groups.item(choir).setCheckState(Qt.CheckState.Checked)
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    desk.until(lambda: any(p.person.name == "Ada Lovelace" for p in tab.model.people))
    changed = desk.summary("Ada Lovelace")
    assert changed.person.number == "2001"
    assert set(changed.classes) == {group.id for group in desk.api.classes_}
    assert tab._chosen_id() == changed.person.id


def test_a_number_that_somebody_has_is_refused_in_place(desk: Desk) -> None:
    tab = desk.people(NAMES[0])
    tab.panel._change()
    form = tab.panel.form
    form.number.setText("1002")
    form.go.click()
    desk.until(form.problem.isVisible)
    assert "1002" in form.problem.text()
    form.number.setText(" ")
    form.go.click()
    assert "needs a name and a number" in form.problem.text()
