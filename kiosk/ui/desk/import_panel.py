"""A file into the school, in four steps: which, what its columns mean, what would change, what was done.

Nothing is changed before "Import" is pressed, and then all of it or nothing.
"""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from kiosk.domain.importing import FileColumns, RosterPlan, TimetablePlan
from kiosk.errors import Code
from kiosk.runtime.api_register import ImportApi
from kiosk.ui import theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, empty, label
from kiosk.ui.desk.file_picker import FilePicker
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.import_columns import ImportColumns
from kiosk.ui.desk.import_preview import ImportPreview
from kiosk.ui.desk.import_words import Plan, plan_lines
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.work_bar import WorkBar
from kiosk.ui.worker import Worker

_TABLES: Final = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm"})
ENDINGS: Final = {"roster": _TABLES | {".zip"}, "timetable": _TABLES | {".ics", ".ical", ".ifb"}}
"""Files that are listed. What a file is, is found by its content."""


class ImportPanel(QWidget):
    """The four steps; `kind` is "roster" or "timetable"."""

    left = Signal()
    imported = Signal()

    def __init__(
        self,
        imports: ImportApi,
        kind: str,
        worker: Worker,
        folder: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._imports, self._kind, self._folder = imports, kind, folder
        self._file, self._sheet = Path(), ""
        self._found: FileColumns | None = None
        title = self.tr("Import people") if kind == "roster" else self.tr("Import lessons")
        self.setAccessibleName(title)
        self.strip = Strip()
        self.picker = FilePicker(worker, is_for_folder=False, endings=ENDINGS[kind])
        self.columns = ImportColumns(kind)
        self.preview = ImportPreview()
        self.work = WorkBar(self.tr("How far the import is"))
        self._done_lines = column(spacing=4)
        self.another = button(self.tr("Another file …"), self.start)
        self.closing = button(self.tr("Close"), self.leave, kind="primary")
        self.pages = QStackedWidget()
        self._lay_out(title)
        self.work.stop_asked.connect(imports.cancel)
        self.strip.let_go.connect(self.take_keyboard)
        self.picker.chosen.connect(lambda found: self.open_file(found[0]))
        self.columns.wanted.connect(self.look)
        self.columns.sheet_chosen.connect(lambda sheet: self.open_file(self._file, sheet))
        self.columns.other_file_asked.connect(self.start)
        self.preview.wanted.connect(self.carry_out)
        self.preview.again_asked.connect(partial(self.look, is_again=True))
        self.preview.back_asked.connect(lambda: self._show(self.columns))
        for part in (self.picker, self.columns, self.preview):
            part.left.connect(self.leave)

    def start(self) -> None:
        """Ask for a file."""
        self.strip.dismiss()
        self.picker.show_folder(self._folder() if self._file == Path() else self._file.parent)
        self._show(self._choosing)

    def open_file(self, file: Path, sheet: str = "") -> None:
        """Look at a file, of a workbook at one sheet: "" is the first."""
        self.strip.dismiss()
        self.columns.setEnabled(False)

        def took(found: FileColumns) -> None:
            self._file, self._sheet, self._found = file, sheet, found
            self.columns.show_file(file.name, found, sheet)
            self._show(self.columns)

        self._run(self._imports.open_file(file, self._kind, sheet), took)

    def look(self, *, is_again: bool = False) -> None:
        """Find out what the file would change."""
        self.strip.dismiss()
        told = self.work.begin(self.tr("Reading the file …"))
        self._set_free(is_free=False)
        mapping = self.columns.mapping()
        planned: Future[Any]
        if self._kind == "roster":
            planned = self._imports.plan_roster(
                self._file, mapping, is_whole=self.columns.is_whole(), on_progress=told, sheet=self._sheet
            )
        else:
            planned = self._imports.plan_timetable(self._file, mapping, self._sheet)

        def took(plan: Plan) -> None:
            self.preview.show_plan(plan)
            self._show(self.preview)
            if is_again:
                self.strip.tell(self.tr("The file was read again."))

        self._run(planned, took)

    def carry_out(self) -> None:
        """Do it: all of it, or nothing."""
        plan = self.preview.plan
        if plan is None or not self.preview.go.isEnabled():
            return
        self.strip.dismiss()
        told = self.work.begin(self.tr("Importing …"))
        self._set_free(is_free=False)
        done: Future[Any]
        if isinstance(plan, RosterPlan):
            done = self._imports.apply_roster(plan, told)
        else:
            done = self._imports.apply_timetable(plan)
        self._run(done, self._finished)

    def leave(self) -> None:
        """Stop what runs, and go."""
        self._imports.cancel()
        self.work.end()
        self.left.emit()

    def take_keyboard(self) -> None:
        """Put the keyboard into the step shown."""
        shown = self.pages.currentWidget()
        if isinstance(shown, ImportColumns | ImportPreview):
            shown.take_keyboard()
        else:
            wanted: QWidget = self.picker.path if shown is self._choosing else self.closing
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops what runs; with nothing running it leaves."""
        if event.key() == Qt.Key.Key_Escape:
            if self.work.isHidden():
                self.leave()
            else:
                self._imports.cancel()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:  # of a path that is typed
            super().keyPressEvent(event)

    # Inside

    def _run(self, future: "Future[Any]", on_done: Callable[[Any], None]) -> None:
        def done(result: Any) -> None:
            self._end()
            on_done(result)

        call(future, self, done, self._failed)

    def _failed(self, trouble: Trouble) -> None:
        self._end()
        self.columns.show_sheet(self._sheet)  # the one that is shown, where another could not be opened
        if trouble.code is Code.IMPORT_STOPPED:
            self.strip.tell(trouble.text)
        else:
            self.strip.tell_trouble(trouble)

    def _end(self) -> None:
        self.work.end()
        self._set_free(is_free=True)

    def _set_free(self, *, is_free: bool) -> None:
        self.preview.set_free(is_free=is_free)
        for part in (self.columns, self._choosing):
            part.setEnabled(is_free)

    def _finished(self, plan: RosterPlan | TimetablePlan) -> None:
        self._remember()
        empty(self._done_lines)
        for text in plan_lines(plan):
            self._done_lines.addWidget(label(text, wraps=True))
        told = (
            self.tr("People who are new have no consent, face, PIN or card yet.")
            if isinstance(plan, RosterPlan) and plan.count("add")
            else ""
        )
        if isinstance(plan, TimetablePlan):
            told = self.tr("The sessions to come follow the lessons now.")
        if told:
            self._done_lines.addWidget(label(told, "muted", wraps=True))
        self._show(self._done)
        self.imported.emit()

    def _remember(self) -> None:
        """Keep what was chosen, for the next file with these titles."""
        if self._found is not None and self._found.titles:
            kept = self._imports.remember(self._kind, self._found.titles, self.columns.mapping())
            call(kept, self, lambda _: None, self.strip.tell_trouble)

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.take_keyboard()

    def _lay_out(self, title: str) -> None:
        self._choosing = self._make_choosing()
        self._done = self._make_done()
        for page in (self._choosing, self.columns, self.preview, self._done):
            self.pages.addWidget(page)
        outer = column(self, spacing=theme.SPACE.tight)
        outer.addWidget(label(title, "heading"))
        outer.addWidget(self.strip)
        outer.addWidget(self.work)
        outer.addWidget(self.pages, 1)

    def _make_choosing(self) -> QWidget:
        page = QWidget()
        text = (
            self.tr(
                "CSV, Excel (XLSX) or a OneRoster ZIP. You see what would change before anything is changed."
            )
            if self._kind == "roster"
            else self.tr(
                "CSV, Excel (XLSX) or a calendar (ICS). A file is the whole week of the groups it mentions. "
                "You see what would change before anything is changed."
            )
        )
        inner = column(page, spacing=theme.SPACE.tight)
        inner.addWidget(label(text, "muted", wraps=True))
        inner.addWidget(self.picker, 1)
        return page

    def _make_done(self) -> QWidget:
        page = QWidget()
        inner = column(page, spacing=theme.SPACE.snug)
        inner.addWidget(label(self.tr("✓ Imported"), "good"))
        inner.addLayout(self._done_lines)
        acts = QWidget()
        flow = FlowLayout(acts)
        for act in (self.closing, self.another):
            flow.addWidget(act)
        inner.addWidget(acts)
        inner.addStretch(1)
        return page
