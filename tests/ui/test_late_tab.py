"""Tabs that are built when they are first wanted."""

import pytest

pytest.importorskip("PySide6")
from PySide6.QtWidgets import QLabel, QTabWidget

from kiosk.domain.people import Role
from kiosk.ui.desk.late_tab import LateTab
from tests.ui.desk_driver import Desk

pytestmark = pytest.mark.qt


def make_three() -> tuple[QTabWidget, LateTab[QLabel], list[str]]:
    tabs, built = QTabWidget(), []
    tabs.addTab(QLabel("first"), "First")

    def make() -> QLabel:
        built.append("late")
        return QLabel("late")

    late = LateTab(tabs, "Late", make)
    tabs.addTab(QLabel("third"), "Third")
    return tabs, late, built


def test_it_is_built_once_in_its_place_and_nobody_hears_of_it(qtbot: object) -> None:
    tabs, late, built = make_three()
    heard: list[int] = []
    tabs.currentChanged.connect(heard.append)
    assert late.stands_for(tabs.widget(1))
    assert built == []
    assert late.tab is late.tab is tabs.widget(1)
    assert built == ["late"]
    assert [tabs.tabText(place) for place in range(tabs.count())] == ["First", "Late", "Third"]
    assert (tabs.currentIndex(), heard) == (0, [])
    assert not late.stands_for(tabs.widget(1))


def test_the_one_that_is_shown_stays_shown(qtbot: object) -> None:
    tabs, late, _ = make_three()
    tabs.setCurrentIndex(1)
    assert late.tab is tabs.currentWidget()
    assert tabs.count() == 3


def test_signing_in_builds_none_of_the_office(desk: Desk) -> None:
    desk.api.role = Role.ADMIN
    board = desk.enter()
    assert len(board.tabs._late) == 9
    assert [late.made for late in board.tabs._late] == [None] * 9
    board.tabs.setCurrentIndex(2)
    people = board.tabs._late[0].made
    assert people is board.tabs.people is board.tabs.currentWidget()
    assert [late.made for late in board.tabs._late[1:]] == [None] * 8
