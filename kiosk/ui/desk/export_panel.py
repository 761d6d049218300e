"""A sheet into a file: what, which format, where. Audited first, then written off the GUI thread."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QSizePolicy, QWidget

from kiosk.domain.follow_up import ReportScope
from kiosk.domain.ids import PersonId
from kiosk.domain.people import ALL_CLASSES, DaySheet
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from kiosk.reports.daysheet import default_file_name, write_sheet
from kiosk.reports.watch import Watch
from kiosk.reports.words import SheetWords
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_register import ReportsApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, card, column, empty, holds_keyboard, label, line
from kiosk.ui.desk.export_scope import LABEL_PX, ExportScope
from kiosk.ui.desk.file_picker import FilePicker
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.words import sheet_words
from kiosk.ui.desk.work_bar import WorkBar
from kiosk.ui.print.pdf import write_pdf
from kiosk.ui.theme import Tone
from kiosk.ui.widgets.text import breakable
from kiosk.ui.worker import Worker

Format = Literal["xlsx", "csv", "machine-csv", "pdf"]


def start_folder(chosen: str) -> Path:
    """Give the folder of a setting; "" is the user's documents folder, or the home folder without one."""
    if chosen:
        return Path(chosen)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(documents) if documents else Path.home()
    return folder if folder.is_dir() else Path.home()


def write(sheet: DaySheet, fmt: Format, folder: Path, words: SheetWords, watch: Watch | None = None) -> Path:
    """Write a sheet under its default name. Any thread.

    Raises:
        KioskError: EXPORT_NOT_WRITTEN, EXPORT_TOO_LONG, EXPORT_STOPPED.
    """
    if not folder.is_dir():
        raise KioskError(Code.EXPORT_NOT_WRITTEN, where=folder)
    out = folder / default_file_name(sheet, fmt)
    if fmt == "pdf":
        write_pdf(sheet, out, words, watch)
    else:
        write_sheet(sheet, fmt, out, words, watch)
    return out


def titled(sheet: DaySheet, title: str) -> DaySheet:
    """Say "All classes" in the language in use; a teacher's sheet names their own, and does not hold all."""
    return replace(sheet, title=title) if sheet.title == ALL_CLASSES else sheet


class ExportPanel(QFrame):
    """Asks and writes; stays open so that a second format is one more click."""

    left = Signal()
    folder_changed = Signal(str)
    done = Signal(object)
    """The Path written."""

    def __init__(
        self, desk: DeskApi, reports: ReportsApi, worker: Worker, folder: Path, strip: Strip
    ) -> None:
        super().__init__()
        self._desk, self._reports, self._worker, self._strip = desk, reports, worker, strip
        self._folder = folder
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("Export a sheet"))
        self.scope = ExportScope()
        self.one, self.all, self.several = self.scope.one, self.scope.all, self.scope.several
        self.formats = self._format_choices()
        self.about = label("", "muted", wraps=True)
        self.where = label("", wraps=True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.changing = button(self.tr("Another folder …"), self._choose_folder, kind="quiet")
        self.go = button(self.tr("Write the sheet"), self.start, kind="primary")
        self.cancel = button(self.tr("Close"), self.left.emit)
        hint = self.tr("The file holds names. It is readable by you only; keep it where it is safe.")
        self.names = label(hint, "muted", wraps=True)
        self.work = WorkBar(self.tr("How far the sheet is"))
        self.work.stop_asked.connect(reports.cancel_sheet)
        self._form = QWidget()
        self._picker_place = card()
        self._picker_place.setVisible(False)
        self._picker_layout = column(self._picker_place, margins=theme.SPACE.snug)
        self._lay_out()
        self._show_folder()
        self._show_about()
        self.scope.changed.connect(self._enable)

    def ready(self, day: date, session: Session | None) -> None:
        """Offer a day and a session of it."""
        call(self._desk.classes(), self, self.scope.show_groups, self._strip.tell_trouble)
        self.scope.ready(day, session)
        self._begin()

    def ready_for_person(self, person: PersonId, first: date, last: date) -> None:
        """Offer days of one person; the file will be named after their number."""
        self.scope.ready_for_person(person, first, last)
        self._begin()

    def _begin(self) -> None:
        self._show_picker(is_open=False)
        self._enable()
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Fetch, note, write: each on its own thread.

        The audit row comes first: signing out ends whatever was still to be done here, and there may be a row
        of a sheet that was not written, but no sheet without its row.
        """
        scope = self.scope.wanted()
        if scope is None or not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        title, fmt, folder = self.tr("All classes"), self._chosen_format(), self._folder

        def fetched(sheet: DaySheet) -> None:
            noted = self._reports.note_export(scope, fmt, len(sheet.rows))
            call(noted, self, lambda _: self._put(titled(sheet, title), fmt, folder), self._failed)

        self._fetch(scope, fetched)

    def choose_pdf(self) -> None:
        """Offer a PDF first: somebody who wanted to print asked for it."""
        self.formats["pdf"].setChecked(True)

    def _fetch(self, scope: ReportScope, fetched: Callable[[DaySheet], None]) -> None:
        self.names.setVisible(False)
        told = self.work.begin(self.tr("Reading the registers …"))
        call(self._reports.sheet(scope, told), self, fetched, self._failed)

    def _put(self, sheet: DaySheet, fmt: Format, folder: Path) -> None:
        words = sheet_words()
        watch = self.work.watch(self.tr("Writing the file …"))
        job = self._worker.submit(lambda: write(sheet, fmt, folder, words, watch))
        call(job, self, self._finished, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter writes, Escape leaves."""
        if self._picker_place.isVisible():
            # Enter and Escape belong to the folder being chosen; Enter in its path line must write nothing.
            if event.key() == Qt.Key.Key_Escape:
                self._leave_picker(self.changing)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.start()
        else:
            super().keyPressEvent(event)

    def _format_choices(self) -> dict[Format, QRadioButton]:
        choices: dict[Format, QRadioButton] = {
            "xlsx": QRadioButton(self.tr("Excel (XLSX)")),
            "csv": QRadioButton(self.tr("Text table (CSV)")),
            "machine-csv": QRadioButton(self.tr("For programs (CSV)")),
            "pdf": QRadioButton(self.tr("To print (PDF)")),
        }
        choices["xlsx"].setChecked(True)
        for choice in choices.values():
            choice.toggled.connect(self._show_about)
        return choices

    def _show_about(self) -> None:
        words: dict[Format, str] = {
            "xlsx": self.tr("For Excel and LibreOffice: real dates and times, and a page with the counts."),
            "csv": self.tr(
                "For any spreadsheet. What a spreadsheet would run as a formula is made harmless."
            ),
            "machine-csv": self.tr(
                "For other programs: values as they are stored, with ids and exact moments. Never open it in "
                "a spreadsheet: it would run what somebody may have written as a formula."
            ),
            "pdf": self.tr("For paper: pages with numbers, the group, the day and who exported it."),
        }
        self.about.setText(words[self._chosen_format()])

    def _lay_out(self) -> None:
        whole = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.tight)
        whole.addWidget(label(self.tr("Export a sheet"), "heading"))
        whole.addWidget(self._picker_place)
        whole.addWidget(self._form)
        outer = column(self._form, spacing=theme.SPACE.tight)
        outer.addWidget(self.scope)
        formats = QWidget()
        flow = FlowLayout(formats, theme.SPACE.normal)
        flow.addWidget(_head(self.tr("Format")))
        self._group = QButtonGroup(self)
        for choice in self.formats.values():
            choice.setAccessibleName(choice.text())
            self._group.addButton(choice)
            flow.addWidget(choice)
        outer.addWidget(formats)
        told = line(spacing=theme.SPACE.normal)
        told.addWidget(_head(""))
        told.addWidget(self.about, 1)
        outer.addLayout(told)
        place = line(spacing=theme.SPACE.normal)
        place.addWidget(_head(self.tr("Where")))
        place.addWidget(self.where, 1)
        place.addWidget(self.changing)
        outer.addLayout(place)
        acts = line(spacing=theme.SPACE.normal)
        acts.addWidget(self.go)
        acts.addWidget(self.cancel)
        acts.addWidget(self.names, 1)
        acts.addWidget(self.work, 1)
        outer.addLayout(acts)

    def _chosen_format(self) -> Format:
        return next(fmt for fmt, choice in self.formats.items() if choice.isChecked())

    def _enable(self) -> None:
        self.go.setEnabled(self.scope.wanted() is not None and self.work.isHidden())

    def _choose_folder(self) -> None:
        empty(self._picker_layout)
        picker = FilePicker(self._worker, is_for_folder=True)
        picker.left.connect(lambda: self._leave_picker(self.changing))
        picker.chosen.connect(lambda found: self._take_chosen(found[0]))
        self._picker_layout.addWidget(picker)
        self._show_picker(is_open=True)
        picker.show_folder(self._folder)
        picker.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_picker(self, *, is_open: bool) -> None:
        self._picker_place.setVisible(is_open)
        self._form.setVisible(not is_open)

    def _leave_picker(self, following: QWidget) -> None:
        """Show the form again, with the keyboard where it goes on; else it would leave the panel."""
        had_keyboard = holds_keyboard(self._picker_place)
        self._form.setVisible(True)  # first: what is hidden takes no keyboard
        if had_keyboard:
            goes_to = following if following.isEnabled() else self.changing
            goes_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_picker(is_open=False)

    def _take_chosen(self, folder: Path) -> None:
        self._leave_picker(self.go)
        self.take_folder(folder)

    def take_folder(self, folder: Path) -> None:
        """Write there from now on."""
        self._folder = folder
        self._show_picker(is_open=False)
        self._show_folder()
        self.folder_changed.emit(str(folder))

    def go_to(self, folder: Path) -> None:
        """Show another folder, which was chosen elsewhere."""
        self._folder = folder
        self._show_folder()

    def _show_folder(self) -> None:
        self.where.setText(i18n.isolate(breakable(str(self._folder))))

    def _finished(self, out: Path) -> None:
        self._end()
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self._strip.tell(self.tr("Written: {path}").format(path=i18n.isolate(str(out))), Tone.GOOD)
        self.done.emit(out)

    def _failed(self, trouble: Trouble) -> None:
        self._end()
        if trouble.code is Code.EXPORT_STOPPED:
            self._strip.tell(trouble.text)
        else:
            self._strip.tell_trouble(trouble)

    def _end(self) -> None:
        self.work.end()
        self.names.setVisible(True)
        self._enable()


def _head(text: str) -> QWidget:
    made = label(text, "muted")
    made.setMinimumWidth(LABEL_PX)
    return made
