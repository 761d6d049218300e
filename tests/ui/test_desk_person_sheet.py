"""One person's sheet from the people tab: days alone are asked for, and its file is named after a number."""

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from kiosk.domain.follow_up import ReportScope
from kiosk.ui.desk.person_sheet import PersonSheet
from tests.fakes_desk import NAMES
from tests.ui.desk_driver import Desk, words
from tests.ui.test_desk_sheets import MONDAY, reports_of
from tests.ui.test_desk_window import controls_without_a_name

pytestmark = pytest.mark.qt
FIRST = date(2026, 10, 27)


def opened(desk: Desk) -> PersonSheet:
    tab = desk.people(NAMES[0])
    asking = [b for b in tab.panel.findChildren(QAbstractButton) if b.text() == "Export their sheet …"]
    asking[0].click()
    assert isinstance(tab.tool, PersonSheet)
    return tab.tool


def test_four_weeks_of_one_person_are_offered_and_nothing_else(desk: Desk) -> None:
    sheet = opened(desk)
    scope = sheet.export.scope
    assert scope.wanted() == ReportScope(FIRST, MONDAY, person=desk.summary(NAMES[0]).person.id)
    assert not any(part.isVisible() for part in (scope.one, scope.all, scope.several, scope.group))
    assert scope.first.isVisible()
    assert NAMES[0] in words(sheet).replace("\u2068", "").replace("\u2069", "")
    assert controls_without_a_name(sheet) == []
    assert sheet.export.go.hasFocus()


@pytest.mark.parametrize("fmt", ["xlsx", "csv", "machine-csv", "pdf"])
def test_the_file_is_named_after_the_number_and_noted(desk: Desk, tmp_path: Path, fmt: str) -> None:
    sheet = opened(desk)
    sheet.export.formats[fmt].setChecked(True)  # type: ignore[index]
    with desk.bot.waitSignal(sheet.export.done) as done:
        sheet.export.go.click()
    person = desk.summary(NAMES[0]).person
    ending = "machine.csv" if fmt == "machine-csv" else fmt
    assert done.args[0] == tmp_path / f"{person.number}_2026-10-27_2026-11-23.{ending}"
    ((scope, noted, rows),) = reports_of(desk).exports
    assert (scope, noted) == (ReportScope(FIRST, MONDAY, person=person.id), fmt)
    assert rows > 0
    assert str(done.args[0]) in desk.people_tab.strip.text.text()


def test_days_that_do_not_fit_are_said_and_not_written(desk: Desk) -> None:
    sheet = opened(desk)
    sheet.export.scope.first.setDate(QDate(2026, 11, 24))
    assert sheet.export.scope.problem.isVisible()
    assert not sheet.export.go.isEnabled()


def test_escape_gives_the_list_back_with_the_person_still_chosen(desk: Desk) -> None:
    sheet = opened(desk)
    QTest.keyClick(sheet.export, Qt.Key.Key_Escape)
    tab = desk.people_tab
    assert tab.tool is None
    assert tab.table.hasFocus()
    assert tab._chosen_id() == desk.summary(NAMES[0]).person.id


def test_a_folder_chosen_here_is_the_registers_too(desk: Desk, tmp_path: Path) -> None:
    sheet, other = opened(desk), tmp_path / "other"
    other.mkdir()
    with desk.bot.waitSignal(desk.window.settings_changed) as changed:
        sheet.export.take_folder(other)
    assert changed.args[0].export_folder == str(other)
    assert str(other) in desk.board.export.where.text().replace("\u200b", "")
