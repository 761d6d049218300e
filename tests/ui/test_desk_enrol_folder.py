"""Enrolling a folder in the people tab: what is seen before, what is done, and stopping it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt

from kiosk.domain.ids import PersonId
from kiosk.domain.picture_folder import FolderLine, FolderPicture, FolderPlan, FolderResult
from kiosk.ui.desk.enrol_folder import EnrolFolderPanel
from tests.ui.desk_driver import words

if TYPE_CHECKING:
    from tests.ui.desk_driver import Desk

pytestmark = pytest.mark.qt
PLAN = FolderPlan(
    (
        FolderLine("1001", PersonId("person-0"), "", (FolderPicture("1001.jpg"),), is_renewal=True),
        FolderLine(
            "1002", PersonId("person-1"), "", (FolderPicture("1002.jpg"), FolderPicture("1002_2.jpg", "dark"))
        ),
        FolderLine("1005", PersonId("person-4"), "consent-missing", (FolderPicture("1005.jpg"),)),
        FolderLine("1006", PersonId("person-5"), "duplicate", (FolderPicture("1006.jpg"),), ("1001",)),
        FolderLine("9", None, "number-unknown", (FolderPicture("9.jpg"),)),
    ),
    (FolderPicture("elsewhere", "link"),),
)


def open_panel(desk: "Desk") -> EnrolFolderPanel:
    tab = desk.people()
    tab.enrolling.click()
    assert isinstance(tab.tool, EnrolFolderPanel)
    return tab.tool


def rows(panel: EnrolFolderPanel) -> list[list[str]]:
    model = panel.model
    return [[str(model.index(row, column).data()) for column in range(4)] for row in range(model.rowCount())]


def test_what_would_be_used_is_seen_by_name_before_anybody_is_enrolled(desk: "Desk", tmp_path: Path) -> None:
    desk.api.folder_plan = PLAN
    panel = open_panel(desk)
    assert "stay where they are" in words(panel)
    panel.look(tmp_path)
    desk.until(lambda: panel.model.rowCount() == 5)
    shown = rows(panel)
    assert [row[1] for row in shown] == [
        "✓ In place of what is enrolled",
        "✓ Would be enrolled",
        "○ no consent is recorded",
        "○ the face is there under another number: \u20681001\u2069",
        "○ nobody has this number",
    ]
    assert shown[1][2:] == ["1", "\u20681002_2.jpg\u2069 (too little light on the face)"]
    assert "elsewhere" in panel.left_out.text()
    assert panel.go.text() == "Enrol them: 2"
    assert not any(call.startswith("enrol_folder") for call in desk.api.calls)
    assert "stay where they are" in words(panel)


def test_those_accepted_are_enrolled_and_each_answer_is_told(desk: "Desk", tmp_path: Path) -> None:
    desk.api.folder_plan = PLAN
    desk.api.folder_results = (
        FolderResult("1001", 1, "", ("1003",)),
        FolderResult("1002", 0, "no-good-picture"),
    )
    panel = open_panel(desk)
    panel.look(tmp_path)
    desk.until(lambda: panel.model.rowCount() == 5)
    loads = desk.api.calls.count("people")
    panel.go.click()
    desk.until(lambda: panel.model.rowCount() == 2)
    assert "enrol_folder 2" in desk.api.calls
    assert [row[1] for row in rows(panel)] == [
        "△ Enrolled; set a PIN, too alike: \u20681003\u2069",
        "○ no good picture",
    ]
    assert panel.summary.text() == "Enrolled: 1  ·  not enrolled: 1"
    assert panel.go.isHidden()
    desk.until(lambda: desk.api.calls.count("people") > loads)


def test_nobody_who_could_be_enrolled_leaves_nothing_to_press(desk: "Desk", tmp_path: Path) -> None:
    desk.api.folder_plan = FolderPlan(PLAN.lines[2:], ())
    panel = open_panel(desk)
    panel.look(tmp_path)
    desk.until(lambda: panel.model.rowCount() == 3)
    assert not panel.go.isEnabled()
    assert panel.left_out.isHidden()


def test_escape_stops_what_runs_and_then_leaves(desk: "Desk", tmp_path: Path) -> None:
    panel = open_panel(desk)
    desk.api.hold()
    panel.look(tmp_path)
    desk.until(panel.work.isVisible)
    assert not panel.picker.isEnabled()
    desk.bot.keyClick(panel, Qt.Key.Key_Escape)
    assert desk.api.calls.count("cancel_folder") == 1
    assert desk.people_tab.tool is panel
    desk.api.release()
    desk.until(panel.work.isHidden)
    desk.bot.keyClick(panel, Qt.Key.Key_Escape)
    assert desk.people_tab.tool is None


def test_it_ends_with_its_window(desk: "Desk", tmp_path: Path) -> None:
    panel = open_panel(desk)
    desk.api.hold()
    panel.look(tmp_path)
    desk.until(panel.work.isVisible)
    desk.window.sign_out()
    desk.until(lambda: "cancel_folder" in desk.api.calls)
    desk.api.release()
