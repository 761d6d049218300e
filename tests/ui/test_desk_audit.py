"""The audit tab, what waits after sign-in, and who sees which tab."""

import csv
import io
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from kiosk.domain.ids import SignerId
from kiosk.domain.people import Role
from kiosk.domain.strictness import Strictness
from kiosk.runtime.api_office import AuditFilter, Overdue
from kiosk.settings import Settings
from kiosk.ui.desk.audit_model import AuditModel, Column
from kiosk.ui.desk.audit_tab import AuditTab
from kiosk.ui.desk.overdue_bar import OverdueBar
from tests.fakes_desk import EIGHT, NAMES
from tests.fakes_office import ADMIN, GONE, RUIZ, a_line
from tests.ui.desk_driver import Desk, acts, words

pytestmark = pytest.mark.qt
MANY = 100_000
MOST_S = 2.0
"""A table of so many lines is there within this much work of the processor: more would be felt as a hang."""


def opened(desk: Desk) -> AuditTab:
    """Sign in as an administrator and open the tab."""
    desk.api.role = Role.ADMIN
    board = desk.enter()
    assert board.tabs.audit is not None
    board.tabs.setCurrentWidget(board.tabs.audit)
    desk.until(
        lambda: (
            len(desk.audit.asked) > 0
            and board.tabs.audit is not None
            and board.tabs.audit.model.rowCount() > 0
        )
    )
    return board.tabs.audit


def cell(tab: AuditTab, line: int, column: Column) -> str:
    return str(tab.model.index(line, column).data()).strip("\u2068\u2069")


# The table


def test_each_line_says_who_did_what_to_whom_when(desk: Desk) -> None:
    tab = opened(desk)
    corrected = 3
    assert [cell(tab, corrected, column) for column in Column] == [
        "2026-11-20 08:14:00", "Ms Ruiz", "Mark corrected", NAMES[1], "Absent → Excused",
    ]  # fmt: skip
    assert cell(tab, 0, Column.ACTOR) == "The kiosk"
    assert cell(tab, 0, Column.ACTION) == "of-a-later-version"
    assert cell(tab, 1, Column.ABOUT) == ""


def test_a_hundred_thousand_lines_are_shown_without_a_wait(qapp: object) -> None:
    lines = [a_line(1, EIGHT, "mark-corrected", (("p", "Ada Byron"),), actor="Ms Ruiz")] * MANY
    model, table = AuditModel(), QTableView()
    table.verticalHeader().setSectionResizeMode(table.verticalHeader().ResizeMode.Fixed)
    table.setModel(model)
    table.resize(900, 600)
    table.show()
    started = time.process_time()
    model.show_lines(lines)
    table.scrollToBottom()
    table.grab()
    took = time.process_time() - started
    assert model.rowCount() == MANY
    assert took < MOST_S
    table.deleteLater()


# Filters


def test_the_last_week_is_asked_for_first(desk: Desk) -> None:
    opened(desk)
    assert desk.audit.asked == [AuditFilter(first=date(2026, 11, 17))]


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        (1, AuditFilter(first=date(2026, 10, 25))),
        (2, AuditFilter(first=date(2025, 11, 24))),
        (3, AuditFilter()),
        (4, AuditFilter(first=date(2026, 11, 20), last=date(2026, 11, 23))),
    ],
)
def test_a_span_is_days_with_both_ends(desk: Desk, place: int, wanted: AuditFilter) -> None:
    tab = opened(desk)
    tab.first.setDate(QDate(2026, 11, 23))
    tab.last.setDate(QDate(2026, 11, 20))
    tab.span.setCurrentIndex(place)
    assert tab.wanted() == wanted
    assert desk.audit.asked[-1] == wanted
    assert tab.first.isVisible() == (place == 4)


def test_who_and_what_are_chosen_by_name(desk: Desk) -> None:
    tab = opened(desk)
    desk.until(lambda: tab.actor.findData(RUIZ) > 0 and tab.action.count() == 8)
    tab.actor.setCurrentIndex(tab.actor.findData(RUIZ))
    desk.until(lambda: tab.model.rowCount() == 3)
    assert tab.wanted().actor == RUIZ
    tab.action.setCurrentIndex(tab.action.findText("Sheet exported"))
    desk.until(lambda: tab.model.rowCount() == 1)
    assert "1 line" in tab.footer.text()
    tab.action.addItem("to be gone")
    tab.load()
    desk.until(lambda: tab.action.findText("to be gone") < 0)
    assert tab.action.currentText() == "Sheet exported"
    assert tab.wanted() == AuditFilter(first=date(2026, 11, 17), actor=RUIZ, action="export")
    assert ADMIN not in {line.row.actor for line in tab.model.lines}


def about(desk: Desk, tab: AuditTab, text: str, lines: int) -> None:
    """Type who it is about, and wait for so many lines."""
    tab.about.setText(text)
    desk.bot.keyClick(tab.about, Qt.Key.Key_Return)
    desk.until(lambda: tab.model.rowCount() == lines)


def test_whom_it_is_about_is_asked_for_by_the_schools_own_number(desk: Desk) -> None:
    tab = opened(desk)
    about(desk, tab, " 1001 ", 2)
    assert tab.wanted().subject == "person-0"
    assert [cell(tab, line, Column.ABOUT) for line in (0, 1)] == [NAMES[0], NAMES[0]]
    tab.about.setText("10")  # somebody else's number begins
    desk.until(lambda: tab.model.rowCount() == 7)
    assert tab.wanted().subject is None


def test_whose_number_nobody_has_has_no_lines(desk: Desk) -> None:
    tab = opened(desk)
    about(desk, tab, "1001", 2)
    about(desk, tab, "4711", 0)
    assert "4711" in tab.strip.text.text()
    tab.about.clear()
    desk.until(lambda: tab.model.rowCount() == 7)


def test_somebody_erased_is_found_by_the_id_on_their_receipt(desk: Desk) -> None:
    tab = opened(desk)
    about(desk, tab, GONE.upper(), 1)
    assert cell(tab, 0, Column.ACTION) == "Person erased"
    assert "person_by_number" not in desk.api.calls


def test_an_answer_about_a_number_that_is_typed_no_more_changes_nothing(desk: Desk) -> None:
    tab = opened(desk)
    desk.api.hold()
    tab.about.setText("1001")
    desk.bot.keyClick(tab.about, Qt.Key.Key_Return)
    tab.about.clear()
    desk.api.release()
    words(tab)
    assert tab.wanted().subject is None


def test_who_is_chosen_stays_chosen_beside_somebody_of_the_same_name(desk: Desk) -> None:
    """The list was found again by the name, and became another's of the same name."""
    tab = opened(desk)
    desk.until(lambda: tab.actor.findData(RUIZ) > 0)
    tab.actor.setCurrentIndex(tab.actor.findData(RUIZ))
    namesake = replace(desk.keys.all[0], id=SignerId("another"), name="Ms Ruiz")
    desk.keys.all.insert(0, namesake)
    tab.load()
    desk.until(lambda: tab.actor.findData("another") > 0)
    assert tab.wanted().actor == RUIZ


# Check and export


def test_a_sound_chain_is_said_to_be(desk: Desk) -> None:
    tab = opened(desk)
    tab.checking.click()
    desk.until(lambda: "Sound" in tab.strip.text.text())
    assert tab.checking.isEnabled()


def test_a_chain_that_was_changed_is_said_with_what_to_do(desk: Desk) -> None:
    desk.audit.wrong = ("altered", "shortened")
    tab = opened(desk)
    tab.checking.click()
    desk.until(lambda: "changed from outside" in tab.strip.text.text())
    assert "Keep a copy" in tab.strip.text.text()


def test_what_is_shown_is_exported_and_noted_first(desk: Desk, tmp_path: Path) -> None:
    tab = opened(desk)
    tab.exporting.click()
    tab.saving.buttons[0].click()
    picker = tab.saving.picker
    assert picker is not None
    desk.until(lambda: picker.path.text() != "")
    picker.chosen.emit((tmp_path,))
    out = tmp_path / "audit_2026-11-23.csv"
    desk.until(out.exists)
    desk.until(tab.saving.told.isVisible)
    assert desk.audit.exports == [7]
    rows = list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline="")))
    assert len(rows) == 8
    assert rows[0][:4] == ["Number", "When", "Who", "What"]
    assert rows[4][2:6] == ["Ms Ruiz", "Mark corrected", NAMES[1], "absent>excused"]
    assert out.stat().st_mode & 0o777 == 0o600


# Who sees what


def test_a_teacher_sees_registers_and_what_is_made_of_them(desk: Desk) -> None:
    board = desk.enter()
    titles = {board.tabs.tabText(place) for place in range(board.tabs.count())}
    assert titles == {"Register", "Today", "Reports", "Follow-up"}
    assert (board.tabs.people, board.tabs.privacy, board.tabs.audit, board.tabs.system) == (
        None,
        None,
        None,
        None,
    )


def test_an_administrator_sees_everything(desk: Desk) -> None:
    desk.api.role = Role.ADMIN
    board = desk.enter()
    titles = {board.tabs.tabText(place) for place in range(board.tabs.count())}
    assert titles >= {
        "Register", "People", "Reports", "Follow-up", "Privacy", "Audit", "System", "Accounts",
    }  # fmt: skip


def test_a_setting_that_is_changed_is_noted_by_its_name(desk: Desk) -> None:
    desk.api.role = Role.ADMIN
    board = desk.enter()
    assert board.tabs.system is not None
    board.tabs.system.recognition.chosen.emit(Strictness.STRICT)
    board.export.folder_changed.emit("/somewhere")
    assert desk.audit.settings == [("strictness",), ("export_folder",)]


def test_where_a_teacher_saves_sheets_is_no_setting_of_the_schools(desk: Desk) -> None:
    """It was refused by the records, and the refusal was shown although the folder was taken."""
    told: list[Settings] = []
    board = desk.enter()
    desk.window.settings_changed.connect(told.append)
    board.export.folder_changed.emit("/somewhere")
    assert [each.export_folder for each in told] == ["/somewhere"]
    assert desk.audit.settings == []


# What waits


def waiting(desk: Desk, *chores: str, role: Role = Role.ADMIN) -> OverdueBar:
    desk.audit.overdue_ = tuple(Overdue(chore, EIGHT.plus(timedelta(days=-5)), 3) for chore in chores)
    desk.api.role = role
    board = desk.enter()
    desk.until(lambda: tuple(board.waiting._waiting) == desk.audit.overdue_)
    return board.waiting


def test_where_nothing_waits_nothing_is_said(desk: Desk) -> None:
    assert not waiting(desk).isVisible()


def test_one_thing_is_said_and_the_rest_is_one_press_away(desk: Desk) -> None:
    bar = waiting(desk, "backup", "consents-due", "drill")
    assert words(bar) == "△ The newest backup is of Wednesday 18 November."
    assert "2 more …" in [button.text() for button in acts(bar)]
    bar.more.click()
    assert "Consents that end within two weeks: 3" in words(bar)
    assert not bar.more.isVisible()


def test_what_is_broken_comes_first(desk: Desk) -> None:
    bar = waiting(desk, "backup", "audit-broken")
    assert "changed from outside" in words(bar)


@pytest.mark.parametrize(
    ("chore", "tab"),
    [
        ("backup", "System"),
        ("backup-check", "System"),
        ("drill", "System"),
        ("retention-marks", "Privacy"),
        ("retention-audit", "Privacy"),
        ("consents-due", "Privacy"),
        ("undrained", "Audit"),
        ("audit-broken", "Audit"),
    ],
)
def test_each_leads_to_its_place(desk: Desk, chore: str, tab: str) -> None:
    bar = waiting(desk, chore)
    next(button for button in acts(bar) if button is not bar.dismissing).click()
    tabs = desk.board.tabs
    assert tabs.tabText(tabs.currentIndex()) == tab


def test_a_chore_of_a_later_version_shows_its_code(desk: Desk) -> None:
    bar = waiting(desk, "of-a-later-version")
    assert words(bar) == "△ of-a-later-version"


def test_later_means_the_next_sign_in(desk: Desk) -> None:
    bar = waiting(desk, "backup")
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    desk.board.tabs.setCurrentIndex(1)
    desk.board.tabs.setCurrentIndex(0)
    words(desk.window)
    assert not bar.isVisible()
    bar.show_waiting(())
    bar.show_waiting(desk.audit.overdue_)  # an answer that was under way
    assert not bar.isVisible()
    desk.window.sign_out()
    assert waiting(desk, "backup").isVisible()


def test_a_board_that_is_only_watched_tells_nobody_what_waits(desk: Desk) -> None:
    bar = waiting(desk, "backup")
    desk.board.set_watched(True)
    assert not bar.isVisible()
    desk.board.set_watched(False)
    assert bar.isVisible()


def test_what_was_done_waits_no_more(desk: Desk) -> None:
    bar = waiting(desk, "retention-marks")
    assert desk.board.tabs.privacy is not None
    desk.board.tabs.setCurrentWidget(desk.board.tabs.privacy)
    card = desk.board.tabs.privacy.retention
    desk.until(card.running.isEnabled)
    desk.audit.overdue_ = ()
    card.ask_run()
    card.strip.buttons()[0].click()
    desk.until(lambda: not bar.isVisible())


def test_a_teacher_hears_of_what_is_broken_and_of_nothing_that_is_late(desk: Desk) -> None:
    bar = waiting(desk, "backup", "undrained", "consents-due", role=Role.TEACHER)
    assert "could not be taken over: 3" in words(bar)
    assert [button.text() for button in acts(bar)] == ["Later"]


@pytest.mark.parametrize(
    ("chore", "begins"),
    [
        ("card-burst", "Cards shown within a few seconds"),
        ("wrong-codes", "Wrong PINs in a row at one number"),
    ],
)
def test_a_teacher_hears_of_what_somebody_tried_at_the_door(desk: Desk, chore: str, begins: str) -> None:
    bar = waiting(desk, chore, role=Role.TEACHER)
    said = words(bar)
    assert begins in said
    assert said.count(": 3") == 1
    assert "{" not in said


@pytest.mark.parametrize("role", list(Role))
def test_wrong_passphrases_are_counted_for_whoever_signs_in(desk: Desk, role: Role) -> None:
    desk.api.wrong_tries = 4
    bar = waiting(desk, role=role)
    assert words(bar) == "△ Wrong passphrases since you last signed in: 4"
    assert ("Show the audit" in [b.text() for b in acts(bar)]) == (role is Role.ADMIN)
