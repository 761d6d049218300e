"""Sheets at the desk: what, which format and where; pages before they are printed, and printers on demand."""

import csv
import io
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QDate, Qt

from kiosk.domain.follow_up import ReportScope
from kiosk.domain.people import DaySheet
from kiosk.errors import Code, KioskError
from kiosk.reports.watch import Watch
from kiosk.reports.words import SheetWords
from kiosk.ui.desk import export_panel
from kiosk.ui.desk.file_picker import FilePicker
from kiosk.ui.desk.print_panel import PrintPanel
from kiosk.ui.print import printers
from kiosk.ui.print.printers import Printers
from tests.fakes_desk import NAMES
from tests.fakes_reports import FakeReports
from tests.ui.desk_driver import Desk, words

pytestmark = pytest.mark.qt
MONDAY = date(2026, 11, 23)


def reports_of(desk: Desk) -> FakeReports:
    found = desk.registry.reports
    assert isinstance(found, FakeReports)
    return found


# Export


@pytest.mark.parametrize(
    ("fmt", "magic", "ending"),
    [
        ("xlsx", b"PK", "xlsx"),
        ("csv", b"\xef\xbb\xbf", "csv"),
        ("machine-csv", b"day,session_id", "machine.csv"),
        ("pdf", b"%PDF", "pdf"),
    ],
)
def test_each_format_is_written_and_noted(
    desk: Desk, tmp_path: Path, fmt: export_panel.Format, magic: bytes, ending: str
) -> None:
    board = desk.enter()
    board.roster.exporting.click()
    board.export.formats[fmt].setChecked(True)
    with desk.bot.waitSignal(board.export.done) as done:
        board.export.go.click()
    out = done.args[0]
    assert out == tmp_path / f"Class-7b_2026-11-23.{ending}"
    assert out.read_bytes().startswith(magic)
    assert out.stat().st_mode & 0o777 == 0o600
    scope = ReportScope(MONDAY, MONDAY, session=desk.api.sessions_[0].id)
    assert reports_of(desk).exports == [(scope, fmt, len(NAMES))]
    assert str(out) in board.roster.strip.text.text()
    assert board.export.work.isHidden()


def test_each_format_says_what_it_is_for(desk: Desk) -> None:
    board = desk.enter()
    board.open_export()
    said = set()
    for choice in board.export.formats.values():
        choice.setChecked(True)
        said.add(board.export.about.text())
    assert len(said) == 4
    board.export.formats["machine-csv"].setChecked(True)
    assert "Never open it in a spreadsheet" in board.export.about.text()


def test_a_teachers_sheet_of_the_day_names_their_classes(desk: Desk) -> None:
    """It said "All classes" over the registers of their own."""
    board = desk.enter()
    reports_of(desk).title = "7b, 8c"
    board.open_export()
    board.export.all.setChecked(True)
    board.export.formats["csv"].setChecked(True)
    with desk.bot.waitSignal(board.export.done) as done:
        board.export.go.click()
    assert done.args[0].name == "7b-8c_2026-11-23.csv"


def test_a_sheet_is_noted_before_it_is_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing out while a sheet was being written once left a file without its audit row."""
    board = desk.enter()
    board.open_export()
    noted: list[int] = []

    def write(_: DaySheet, __: export_panel.Format, folder: Path, ___: SheetWords, ____: Watch) -> Path:
        noted.append(len(reports_of(desk).exports))
        return folder / "sheet"

    monkeypatch.setattr(export_panel, "write", write)
    with desk.bot.waitSignal(board.export.done):
        board.export.go.click()
    assert noted == [1]


def test_the_whole_day_is_one_sheet(desk: Desk) -> None:
    board = desk.enter()
    board.open_export()
    board.export.all.setChecked(True)
    board.export.formats["csv"].setChecked(True)
    with desk.bot.waitSignal(board.export.done) as done:
        board.export.go.click()
    assert done.args[0].name == "All-classes_2026-11-23.csv"
    rows = list(csv.reader(io.StringIO(done.args[0].read_text("utf-8-sig"), newline="")))
    assert len(rows) == 1 + 2 * len(NAMES)
    assert reports_of(desk).exports[0][0] == ReportScope(MONDAY, MONDAY)


def test_several_days_of_a_group(desk: Desk) -> None:
    board = desk.enter()
    board.open_export()
    scope = board.export.scope
    desk.until(lambda: scope.group.count() > 1)
    assert scope.group.isHidden() is False
    assert not scope.group.isVisible()  # until several days are chosen
    board.export.several.setChecked(True)
    assert scope.group.isVisible()
    assert scope.group.currentText().strip("\u2068\u2069") == "Class 7b"
    scope.first.setDate(QDate(2026, 11, 1))
    with desk.bot.waitSignal(board.export.done) as done:
        board.export.go.click()
    assert done.args[0].name == "Class-7b_2026-11-01_2026-11-23.xlsx"
    group = desk.api.sessions_[0].class_id
    assert reports_of(desk).scopes[-1] == ReportScope(date(2026, 11, 1), MONDAY, group)


def test_days_that_do_not_fit_are_said_and_not_written(desk: Desk) -> None:
    board = desk.enter()
    board.open_export()
    board.export.several.setChecked(True)
    board.export.scope.last.setDate(QDate(2026, 11, 1))
    assert board.export.scope.problem.isVisible()
    assert not board.export.go.isEnabled()
    board.export.start()
    assert reports_of(desk).scopes == []
    board.export.one.setChecked(True)
    assert board.export.go.isEnabled()


def test_a_folder_that_went_away_is_told(desk: Desk, tmp_path: Path) -> None:
    board = desk.enter()
    board.open_export()
    board.export.take_folder(tmp_path / "gone")
    board.export.go.click()
    desk.until(lambda: "could not be written" in board.roster.strip.text.text())
    assert board.export.go.isEnabled()


def test_the_folder_chosen_is_remembered(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    board = desk.enter()
    board.open_export()
    board.export.changing.click()
    picker = board.export.findChild(FilePicker)
    assert picker is not None
    desk.until(lambda: picker.list.count() == 1)
    desk.bot.keyClick(picker.path, Qt.Key.Key_Return)
    assert reports_of(desk).scopes == []  # Enter in the path line chooses, and writes nothing
    picker.list.itemActivated.emit(picker.list.item(0))
    desk.until(lambda: picker.path.text().endswith("sheets"))
    with desk.bot.waitSignal(desk.window.settings_changed) as changed:
        picker.go.click()
    assert changed.args[0].export_folder == str(tmp_path / "sheets")


def test_the_keyboard_goes_on_from_a_folder_that_was_chosen_and_back_from_one_that_was_not(
    desk: Desk,
) -> None:
    """It once went on to the box that keeps the register on show: Space then ticked that."""
    board = desk.enter()
    board.open_export()
    for leave, wanted in (("go", board.export.go), ("cancel", board.export.changing)):
        board.export.changing.click()
        picker = board.export.findChildren(FilePicker)[-1]
        desk.until(picker.go.isEnabled)
        getattr(picker, leave).setFocus()
        getattr(picker, leave).click()
        assert desk.window.focusWidget() is wanted
    board.export.changing.click()
    picker = board.export.findChildren(FilePicker)[-1]
    desk.bot.keyClick(picker.path, Qt.Key.Key_Escape)
    assert desk.window.focusWidget() is board.export.changing
    board.roster.note.setFocus()
    board.export.take_folder(board.export._folder)  # chosen elsewhere: the keyboard stays
    assert desk.window.focusWidget() is board.roster.note


def test_a_files_path_that_is_pasted_selects_the_file(desk: Desk, tmp_path: Path) -> None:
    for name in ("other.csv", "people.csv"):
        (tmp_path / name).touch()
    picker = FilePicker(
        desk.window._worker, is_for_folder=False, endings=frozenset({".csv"}), parent=desk.enter()
    )
    opened: list[tuple[Path, ...]] = []
    picker.chosen.connect(opened.append)
    picker.path.setText(str(tmp_path / "people.csv"))
    desk.bot.keyClick(picker.path, Qt.Key.Key_Return)
    desk.until(lambda: bool(picker.list.selectedItems()))
    assert picker.problem.isHidden()
    picker.go.click()
    assert opened == [(tmp_path / "people.csv",)]


def test_writing_shows_how_far_it_is_and_can_be_stopped(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = desk.enter()
    board.open_export()
    may_go_on = threading.Event()

    def write(_: DaySheet, __: export_panel.Format, ___: Path, ____: SheetWords, watch: Watch) -> Path:
        watch.step(1, 4)
        may_go_on.wait(60)
        watch.step(2, 4)
        raise AssertionError("it was not stopped")

    monkeypatch.setattr(export_panel, "write", write)
    board.export.go.click()
    desk.until(lambda: board.export.work.bar.value() == 250)
    assert not board.export.go.isEnabled()
    board.export.work.stopping.click()
    may_go_on.set()
    desk.until(lambda: "was stopped" in board.roster.strip.text.text())
    assert board.export.go.isEnabled()
    assert list(tmp_path.iterdir()) == []


def test_reading_can_be_stopped(desk: Desk) -> None:
    board = desk.enter()
    board.open_export()
    desk.api.hold()
    board.export.go.click()
    assert board.export.work.isVisible()
    board.export.work.stopping.click()
    desk.api.release()
    desk.until(lambda: "was stopped" in board.roster.strip.text.text())
    assert reports_of(desk).exports == []


# Print


@pytest.fixture
def queues(monkeypatch: pytest.MonkeyPatch) -> "Queues":
    return Queues(monkeypatch)


class Queues:
    """A print service with two queues, which keeps what it is given."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.asked = 0
        self.found = Printers(True, ("Office", "Library"), "Library")
        self.jobs: list[tuple[str, bytes]] = []
        self.refuses = False
        patch.setattr(printers, "find", self._find)
        patch.setattr(printers, "put", self._put)

    def _find(self) -> Printers:
        self.asked += 1
        return self.found

    def _put(self, name: str, pdf: bytes) -> None:
        if self.refuses:
            raise KioskError(Code.PRINTER_REFUSED, where=name)
        self.jobs.append((name, pdf))


def open_print(desk: Desk) -> PrintPanel:
    board = desk.enter()
    board.roster.printing.click()
    panel = board.printing
    desk.until(lambda: has_page(panel))
    return panel


def has_page(panel: PrintPanel) -> bool:
    return not panel.page._page.pixmap().isNull()


def test_pages_are_shown_before_anything_is_asked_of_printers(desk: Desk, queues: Queues) -> None:
    panel = open_print(desk)
    assert panel.isVisible()
    assert "Page 1 of 1" in words(panel)
    assert panel.page._page.accessibleName() == "Page 1 of 1"
    assert not panel.go.isVisible()
    assert (queues.asked, reports_of(desk).exports) == (0, [])
    assert not desk.board.roster.middle.isVisible()


def test_a_sheet_is_printed_on_the_chosen_printer_and_noted(desk: Desk, queues: Queues) -> None:
    panel = open_print(desk)
    panel.looking.click()
    desk.until(panel.go.isVisible)
    assert panel.printer.currentText() == "Library"
    assert "through the network" in panel.about.text()
    panel.printer.setCurrentText("Office")
    with desk.bot.waitSignal(panel.printed) as printed:
        panel.go.click()
    assert printed.args == ["Office"]
    ((name, pdf),) = queues.jobs
    assert (name, pdf[:5]) == ("Office", b"%PDF-")
    assert [(fmt, rows) for _, fmt, rows in reports_of(desk).exports] == [("print", len(NAMES))]
    assert "Office" in desk.board.roster.strip.text.text()


@pytest.mark.parametrize(
    ("found", "said"),
    [(Printers(False), "no print service"), (Printers(True), "knows no printer")],
    ids=["no service", "no printer"],
)
def test_no_printer_is_said_and_a_pdf_offered(desk: Desk, queues: Queues, found: Printers, said: str) -> None:
    queues.found = found
    panel = open_print(desk)
    panel.looking.click()
    desk.until(lambda: said in panel.about.text())
    assert not panel.go.isVisible()
    panel.saving.click()
    assert desk.board.export.isVisible()
    assert desk.board.export.formats["pdf"].isChecked()
    assert not panel.isVisible()
    assert desk.board.roster.middle.isVisible()


def test_a_printer_that_takes_nothing_is_told(desk: Desk, queues: Queues) -> None:
    queues.refuses = True
    panel = open_print(desk)
    panel.looking.click()
    desk.until(panel.go.isVisible)
    panel.go.click()
    desk.until(lambda: "did not take" in desk.board.roster.strip.text.text())
    assert panel.go.isEnabled()


def test_pages_are_turned_by_buttons_and_keys(
    desk: Desk, queues: Queues, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = reports_of(desk)._sheet
    monkeypatch.setattr(reports_of(desk), "_sheet", lambda scope: _long(make(scope)))
    panel = open_print(desk)
    desk.until(lambda: "of 4" in panel.place.text())
    assert not panel.earlier.isEnabled()
    panel.later.click()
    desk.until(lambda: panel.page._page.accessibleName() == "Page 2 of 4")
    for _ in range(5):
        desk.bot.keyClick(panel.page, Qt.Key.Key_PageDown)
    desk.until(lambda: panel.page._page.accessibleName() == "Page 4 of 4")
    assert not panel.later.isEnabled()
    desk.bot.keyClick(panel.page, Qt.Key.Key_PageUp)
    desk.until(lambda: panel.page._page.accessibleName() == "Page 3 of 4")


def _long(sheet: DaySheet) -> DaySheet:
    rows = tuple(replace(row, number=f"{n}{row.number}") for n in range(5) for row in sheet.rows)
    return replace(sheet, rows=rows)


def test_another_choice_shows_other_pages(desk: Desk, queues: Queues) -> None:
    panel = open_print(desk)
    panel.scope.all.setChecked(True)
    desk.until(lambda: panel._sheet is not None and has_page(panel))
    assert reports_of(desk).scopes[-1] == ReportScope(MONDAY, MONDAY)
    assert panel._sheet is not None
    assert panel._sheet[1].title == "All classes"


def test_leaving_forgets_the_pages(desk: Desk, queues: Queues) -> None:
    panel = open_print(desk)
    desk.bot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert (panel._sheet, panel._preview, has_page(panel)) == (None, None, False)
    assert desk.board.roster.middle.isVisible()


def test_signing_out_while_pages_are_laid_out_is_quiet(desk: Desk, queues: Queues) -> None:
    board = desk.enter()
    desk.api.hold()
    board.open_print()
    desk.window.sign_out()
    desk.api.release()
    desk.until(lambda: desk.window.board is None)


@pytest.mark.parametrize("panel", ["export", "printing"])
def test_stopping_while_the_registers_are_read_stops_the_sheet_and_no_report(desk: Desk, panel: str) -> None:
    board = desk.enter()
    work = getattr(board, panel).work
    work.begin("Reading")
    work.stopping.click()
    assert (reports_of(desk).cancelled, reports_of(desk).cancelled_rates) == (1, 0)
