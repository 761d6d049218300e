"""Files into the school: columns and their meaning, what would change, problems, progress, what was done."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.ids import PersonId
from kiosk.domain.importing import FileColumns, Problem, RosterChange, RosterPlan, TimetablePlan
from kiosk.errors import Code, KioskError
from kiosk.reports.importing.sentences import SENTENCES
from kiosk.ui.desk.import_panel import ENDINGS, ImportPanel
from kiosk.ui.desk.import_preview import Page
from kiosk.ui.desk.import_words import format_word, missing_fields, plan_lines, problem_words
from tests.fakes_imports import BAD_PLAN, CALENDAR, ONEROSTER, ROSTER_PLAN, WEEK, WEEK_PLAN, FakeImports
from tests.ui.desk_driver import Desk, acts, words
from tests.ui.test_desk_window import controls_without_a_name

pytestmark = pytest.mark.qt


def api(desk: Desk) -> FakeImports:
    return cast(FakeImports, desk.registry.imports)


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def opened(desk: Desk) -> ImportPanel:
    """Sign in as an administrator and ask for a file with people."""
    tab = desk.people()
    tab.importing.click()
    panel = tab.tool
    assert isinstance(panel, ImportPanel)
    return panel


def at_columns(desk: Desk, file: str = "list.csv") -> ImportPanel:
    panel = opened(desk)
    panel.open_file(Path(file))
    desk.until(lambda: panel.pages.currentWidget() is panel.columns)
    return panel


def at_preview(desk: Desk) -> ImportPanel:
    panel = at_columns(desk)
    panel.columns.go.click()
    desk.until(lambda: panel.pages.currentWidget() is panel.preview)
    return panel


def cells(panel: ImportPanel) -> list[list[str]]:
    shown = panel.preview.table.model()
    return [
        [plain(shown.index(row, place).data()) for place in range(shown.columnCount())]
        for row in range(shown.rowCount())
    ]


# Words


def test_what_a_file_is_is_said(desk: Desk) -> None:
    found = [
        FileColumns("csv", "utf-16", "\t", ("A",), (), 3),
        FileColumns("xlsx", "", "", ("A",), (), 20),
        ONEROSTER,
        CALENDAR,
    ]
    assert [plain(format_word(each)) for each in found] == [
        "Text table (CSV) · letters: UTF-16 · parted by tabs · lines: 3",
        "Excel (XLSX) · lines: 20",
        "OneRoster 1.2 · lines: 412",
        "Calendar (iCalendar) · lines: 25",
    ]


def test_what_is_still_needed_of_a_table_is_known() -> None:
    assert missing_fields("roster", WEEK, []) == ("number", "name")
    assert missing_fields("roster", WEEK, ["number", "family-name"]) == ()
    assert missing_fields("timetable", WEEK, ["group", "ends"]) == ("weekday", "starts")
    assert missing_fields("timetable", CALENDAR, []) == ()
    assert missing_fields("roster", ONEROSTER, []) == ()


def test_every_problem_is_a_sentence_without_what_a_cell_holds(desk: Desk) -> None:
    for reason in SENTENCES:
        said = problem_words(Problem(7, "Class", reason, "4"))
        assert said.endswith(".")
        assert "{" not in said


def test_a_plan_is_said_in_counts(desk: Desk) -> None:
    assert [plain(line) for line in plan_lines(ROSTER_PLAN)] == [
        "New: 1 · Changed: 1 · Leaving: 1 · Unchanged: 409",
        "New groups: Choir",
        "Whoever leaves keeps the marks they have.",
        "Groups of the school that the file does not mention stay as they are: 1",
    ]
    names = tuple(f"G{place}" for place in range(15))
    assert "G11 and more: 3" in plain(plan_lines(replace(ROSTER_PLAN, new_groups=names))[1])
    assert [plain(line) for line in plan_lines(WEEK_PLAN)] == [
        "Lessons of the week in the file: 25",
        "New lessons: 20",
        "Lessons of these groups that the file does not have, and that go: 2",
        "Sessions on one day only: 1",
        "Meetings that are called off: 3",
        "New groups: Choir",
    ]


# Choosing


def test_files_that_can_be_read_are_listed_and_one_is_opened(desk: Desk, tmp_path: Path) -> None:
    for name in ("list.csv", "LIST.XLSX", "photo.jpg", "one.zip", "week.ics"):
        (tmp_path / name).write_text("x")
    panel = opened(desk)
    desk.until(lambda: panel.picker.list.count() == 3)
    assert [panel.picker.list.item(row).text() for row in range(3)] == ["list.csv", "LIST.XLSX", "one.zip"]
    assert ".ics" in ENDINGS["timetable"]
    assert not panel.picker.go.isEnabled()
    panel.picker.list.setCurrentRow(0)
    panel.picker.go.click()
    desk.until(lambda: panel.pages.currentWidget() is panel.columns)
    assert api(desk).calls == [("open_file", tmp_path / "list.csv", "roster")]


def test_a_file_that_cannot_be_read_is_said_and_another_can_be_chosen(desk: Desk) -> None:
    api(desk).failing["open_file"] = KioskError(Code.IMPORT_FORMAT, where="x.csv", detail="not-text")
    panel = opened(desk)
    panel.open_file(Path("x.csv"))
    desk.until(panel.strip.isVisible)
    assert "is not a file that can be read here" in plain(panel.strip.text.text())
    assert panel.picker.isVisible()


# Columns


def test_columns_have_their_first_lines_and_a_guessed_meaning(desk: Desk) -> None:
    panel = at_columns(desk)
    said = plain(words(panel.columns))
    assert "letters: Windows Arabic · parted by semicolons · lines: 412" in said
    assert "Ada Lovelace · نورة القحطاني" in said
    assert panel.columns.mapping() == {"Student ID": "number", "Full name": "name", "Class": "groups"}
    assert panel.columns.go.hasFocus()


def test_a_meaning_belongs_to_one_column_and_groups_to_several(desk: Desk) -> None:
    panel = at_columns(desk)
    boxes = panel.columns.boxes
    boxes["Room"].setCurrentIndex(boxes["Room"].findData("groups"))
    boxes["E"].setCurrentIndex(boxes["E"].findData("number"))
    assert panel.columns.mapping() == {
        "Full name": "name", "Class": "groups", "Room": "groups", "E": "number",
    }  # fmt: skip
    boxes["Full name"].setCurrentIndex(0)
    assert not panel.columns.go.isEnabled()
    assert "Say which column is: Whole name" in words(panel.columns)


def test_nobody_leaves_by_being_left_out_unless_it_is_said(desk: Desk) -> None:
    panel = at_columns(desk)
    assert not panel.columns.whole.isChecked()
    assert "Without it nobody leaves" in words(panel.columns)
    panel.columns.go.click()
    desk.until(lambda: panel.pages.currentWidget() is panel.preview)
    assert api(desk).calls[-1][-1] is False
    panel.preview.back.click()
    panel.columns.whole.setChecked(True)
    panel.columns.go.click()
    desk.until(lambda: panel.pages.currentWidget() is panel.preview)
    assert api(desk).calls[-1][-1] is True
    panel.open_file(Path("next.csv"))
    desk.until(lambda: panel.pages.currentWidget() is panel.columns)
    assert not panel.columns.whole.isChecked()


def test_of_many_columns_the_first_and_those_with_a_meaning_are_shown(desk: Desk) -> None:
    """Five hundred boxes took 3.7 s to make, with the window standing still."""
    titles = tuple(f"Title {number}" for number in range(130))
    meant = {"Title 3": "number", "Title 127": "name"}
    api(desk).columns = FileColumns("csv", "utf-8", ",", titles, (("x",) * 130,), 5, meant)
    panel = at_columns(desk)
    columns = panel.columns
    assert (len(columns.boxes), columns.mapping()) == (61, meant)
    columns.boxes["Title 5"].setCurrentIndex(columns.boxes["Title 5"].findData("groups"))
    more = next(act for act in acts(columns) if "Further columns" in act.text())
    assert plain(more.text()) == "Further columns: 69 …"
    more.click()
    assert len(columns.boxes) == 121
    assert columns.mapping() == {**meant, "Title 5": "groups"}


def test_a_oneroster_archive_has_nothing_to_choose(desk: Desk) -> None:
    api(desk).columns = ONEROSTER
    panel = at_columns(desk, "one.zip")
    assert "there is nothing to choose" in words(panel.columns)
    assert panel.columns.mapping() == {}
    assert panel.columns.go.isEnabled()


# Preview


def test_who_is_new_changed_or_leaving_is_listed(desk: Desk) -> None:
    panel = at_preview(desk)
    assert panel.preview.page is Page.ADD
    assert cells(panel) == [["3", "S-4", "نورة القحطاني", "7b, Choir"]]
    assert not panel.preview.chips[Page.PROBLEMS].isVisible()
    panel.preview.chips[Page.CHANGE].click()
    assert cells(panel) == [["2", "S-1", "Ada Lovelace → Ada King", "7b → 7b, Choir"]]
    panel.preview.chips[Page.LEAVE].click()
    assert cells(panel) == [["–", "S-2", "Zebediah Quartermain", "7b"]]
    assert panel.preview.go.hasFocus()


def test_problems_come_first_and_nothing_is_imported_with_one(desk: Desk) -> None:
    api(desk).roster_plan = BAD_PLAN
    panel = at_preview(desk)
    assert panel.preview.page is Page.PROBLEMS
    assert cells(panel) == [
        ["3", "Student ID", "The same number is in row 2 already."],
        ["17", "Full name", "Nothing is written here."],
        ["18", "Full name", "A hidden direction mark is in here; type it anew."],
    ]
    assert "Problems: 3. Nothing is imported while there is one" in words(panel.preview)
    assert not panel.preview.go.isEnabled()
    panel.carry_out()
    assert [call[0] for call in api(desk).calls] == ["open_file", "plan_roster"]
    api(desk).roster_plan = ROSTER_PLAN
    panel.preview.again.click()
    desk.until(panel.preview.go.isEnabled)
    assert not panel.preview.problem.isVisible()
    assert panel.strip.text.text() == "The file was read again."


def test_a_file_that_changes_nothing_says_so(desk: Desk) -> None:
    api(desk).roster_plan = RosterPlan((), (), 412, (), file="list.csv")
    panel = at_preview(desk)
    assert "The file changes nothing here." in words(panel.preview)
    assert not panel.preview.go.isEnabled()
    assert not panel.preview.table.isVisible()
    assert panel.preview.again.hasFocus()


def test_ten_thousand_changes_are_listed_and_filtered_without_a_hitch(desk: Desk) -> None:
    """Texts are made once: 10,000 lines took 0.3 s to list, and a key 0.02 s."""
    changes = tuple(
        RosterChange("change", PersonId(f"p{n}"), f"S-{n}", "Ada", f"Ada {n}", ("7b",), ("8b",), n + 2)
        for n in range(10_000)
    )
    api(desk).roster_plan = RosterPlan(changes, (), 0, (), file="list.csv")
    panel = at_preview(desk)
    shown = panel.preview.table.model()
    assert shown.rowCount() == 10_000
    panel.preview.search.setText("s-9999")
    assert cells(panel) == [["10001", "S-9999", "Ada → Ada 9999", "7b → 8b"]]


# Doing it


def test_what_was_done_is_said_and_the_meaning_remembered(desk: Desk) -> None:
    panel = at_preview(desk)
    tab = desk.people_tab
    asked = desk.api.calls.count("people")
    panel.preview.go.click()
    desk.until(panel.closing.isVisible)
    said = plain(words(panel))
    assert "✓ Imported" in said
    assert "New: 1 · Changed: 1 · Leaving: 1 · Unchanged: 409" in said
    assert "no consent, face, PIN or card yet" in said
    assert panel.closing.hasFocus()
    titles = ("Student ID", "Full name", "Class", "Room", "E")
    assert api(desk).remembered["roster", titles]["Class"] == "groups"
    assert api(desk).calls.count(("apply_roster", ROSTER_PLAN)) == 1
    desk.until(lambda: desk.api.calls.count("people") > asked)
    panel.closing.click()
    assert tab.tool is None
    assert tab.table.isVisible()


def test_progress_is_shown_and_escape_stops_it_with_nothing_changed(desk: Desk) -> None:
    panel = at_preview(desk)
    api(desk).is_held = True
    panel.preview.go.click()
    assert panel.work.isVisible()
    assert panel.work.step.text() == "Importing …"
    assert not panel.preview.go.isEnabled()
    api(desk).tell(2500, 10_000)
    desk.until(lambda: panel.work.bar.value() == 250)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    desk.until(panel.strip.isVisible)
    assert "Nothing was changed" in panel.strip.text.text()
    assert not panel.work.isVisible()
    assert panel.preview.go.isEnabled()


@pytest.mark.parametrize("code", [Code.IMPORT_OUTDATED, Code.SIGNED_OUT])
def test_an_import_that_is_refused_says_why_and_nothing_is_remembered(desk: Desk, code: Code) -> None:
    api(desk).failing["apply_roster"] = KioskError(code, where="list.csv")
    panel = at_preview(desk)
    panel.preview.go.click()
    desk.until(panel.strip.isVisible)
    assert panel.preview.isVisible()
    assert api(desk).remembered == {}


def test_lessons_are_imported_from_the_timetable(desk: Desk) -> None:
    from kiosk.domain.people import Role

    api(desk).columns = WEEK
    desk.api.role = Role.ADMIN
    tab = desk.enter().tabs.timetable
    assert tab is not None
    desk.board.tabs.setCurrentWidget(tab)
    tab.open_import()
    panel = tab.importer
    assert panel is not None
    assert "the whole week of the groups it mentions" in words(panel)
    panel.open_file(Path("week.csv"))
    desk.until(lambda: panel.pages.currentWidget() is panel.columns)
    assert not panel.columns.whole.isVisible()
    panel.columns.go.click()
    desk.until(lambda: panel.pages.currentWidget() is panel.preview)
    assert isinstance(panel.preview.plan, TimetablePlan)
    assert "New lessons: 20" in words(panel.preview)
    assert not panel.preview.table.isVisible()
    panel.preview.go.click()
    desk.until(panel.closing.isVisible)
    assert "The sessions to come follow the lessons now." in words(panel)
    panel.closing.click()
    assert tab.importer is None
    assert tab.week.isVisible()


def test_every_control_of_every_step_has_a_name(desk: Desk) -> None:
    panel = at_preview(desk)
    assert controls_without_a_name(panel) == []
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert desk.people_tab.tool is None
    assert desk.people_tab.table.hasFocus()


# A workbook of several sheets

BOOK = FileColumns(
    "xlsx", "", "", ("Number", "Name"), (), 3, {"Number": "number", "Name": "name"}, ("7b", "8a")
)


def test_the_sheet_of_a_workbook_is_chosen_and_gone_by(desk: Desk) -> None:
    panel = opened(desk)
    api(desk).columns = BOOK
    panel.open_file(Path("list.xlsx"))
    desk.until(lambda: panel.pages.currentWidget() is panel.columns)
    box = panel.columns.sheet
    assert box.isVisible()
    assert [plain(box.itemText(place)) for place in range(box.count())] == ["7b", "8a"]
    assert controls_without_a_name(panel) == []
    box.setCurrentIndex(1)
    box.activated.emit(1)
    desk.until(lambda: ("open_file", Path("list.xlsx"), "roster", "8a") in api(desk).calls)
    desk.until(panel.columns.isEnabled)
    assert box.currentData() == "8a"
    panel.columns.go.click()
    desk.until(lambda: panel.pages.currentWidget() is panel.preview)
    assert api(desk).calls[-1] == ("plan_roster", Path("list.xlsx"), BOOK.mapping, False, "8a")


def test_a_sheet_that_cannot_be_opened_leaves_the_one_shown(desk: Desk) -> None:
    panel = opened(desk)
    api(desk).columns = BOOK
    panel.open_file(Path("list.xlsx"))
    desk.until(lambda: panel.pages.currentWidget() is panel.columns)
    api(desk).failing["open_file"] = KioskError(Code.IMPORT_EMPTY, where="list.xlsx")
    panel.columns.sheet.setCurrentIndex(1)
    panel.columns.sheet.activated.emit(1)
    desk.until(panel.strip.isVisible)
    assert panel.columns.sheet.currentData() == "7b"
    assert panel.columns.isEnabled()
    panel.look()
    assert api(desk).calls[-1] == ("plan_roster", Path("list.xlsx"), BOOK.mapping, False)


def test_no_sheet_is_asked_for_where_there_is_one_or_none(desk: Desk) -> None:
    panel = at_columns(desk)
    assert not panel.columns.sheet.isVisible()
    api(desk).columns = replace(BOOK, sheets=("7b",))
    panel.open_file(Path("list.xlsx"))
    desk.until(lambda: panel.columns.sheet.count() == 1)
    assert not panel.columns.sheet.isVisible()
