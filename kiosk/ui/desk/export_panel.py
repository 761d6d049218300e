"""The day's sheet into a file: what, which format, where. Audited first, then written off the GUI thread."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QSizePolicy, QWidget

from kiosk.domain.people import ALL_CLASSES, DaySheet
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from kiosk.reports.daysheet import default_file_name, write_sheet
from kiosk.reports.words import SheetWords
from kiosk.runtime.api import DeskApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, card, column, empty, label, line
from kiosk.ui.desk.file_picker import FilePicker
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.words import sheet_words
from kiosk.ui.print.pdf import write_pdf
from kiosk.ui.theme import Tone
from kiosk.ui.worker import Worker

Format = Literal["xlsx", "csv", "pdf"]


def start_folder(chosen: str) -> Path:
    """Give the folder of a setting; "" is the user's documents folder, or the home folder without one."""
    if chosen:
        return Path(chosen)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(documents) if documents else Path.home()
    return folder if folder.is_dir() else Path.home()


def write(sheet: DaySheet, fmt: Format, folder: Path, words: SheetWords) -> Path:
    """Write a sheet under its default name. Any thread.

    Raises:
        KioskError: EXPORT_NOT_WRITTEN.
    """
    if not folder.is_dir():
        raise KioskError(Code.EXPORT_NOT_WRITTEN, where=folder)
    out = folder / default_file_name(sheet, fmt)
    if fmt == "pdf":
        write_pdf(sheet, out, words)
    else:
        write_sheet(sheet, fmt, out, words)
    return out


class ExportPanel(QFrame):
    """Asks and writes; stays open so that a second format is one more click."""

    left = Signal()
    folder_changed = Signal(str)
    done = Signal(object)
    """The Path written."""

    def __init__(self, desk: DeskApi, worker: Worker, folder: Path, strip: Strip) -> None:
        super().__init__()
        self._desk, self._worker, self._strip = desk, worker, strip
        self._folder = folder
        self._day: date | None = None
        self._session: Session | None = None
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("Export the day’s sheet"))
        self.one = QRadioButton(self.tr("This register"))
        self.all = QRadioButton(self.tr("All registers of the day"))
        self.formats = self._format_choices()
        self.where = label("", wraps=True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.changing = button(self.tr("Another folder …"), self._choose_folder, kind="quiet")
        self.go = button(self.tr("Write the sheet"), self.start, kind="primary")
        self.cancel = button(self.tr("Close"), self.left.emit)
        self._form = QWidget()
        self._picker_place = card()
        self._picker_place.setVisible(False)
        self._picker_layout = column(self._picker_place, margins=theme.SPACE.snug)
        self._lay_out()
        self._show_folder()

    def ready(self, day: date, session: Session | None) -> None:
        """Offer a day and a session of it."""
        self._day, self._session = day, session
        self.one.setEnabled(session is not None)
        (self.all if session is None else self.one).setChecked(True)
        self._show_picker(is_open=False)
        self.go.setEnabled(True)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Fetch, note, write: each on its own thread.

        The audit row comes first: signing out ends whatever was still to be done here, and there may be a row
        of a sheet that was not written, but no sheet without its row.
        """
        if self._day is None or not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        day, fmt, folder, words = self._day, self._chosen_format(), self._folder, sheet_words()
        session = self._session.id if self._session is not None and self.one.isChecked() else None
        title = self.tr("All classes")

        def fetched(sheet: DaySheet) -> None:
            # A teacher's sheet names their own classes: it does not hold all.
            is_all = session is None and sheet.title == ALL_CLASSES
            shown = replace(sheet, title=title) if is_all else sheet
            noted = self._desk.note_export(day, session, fmt, len(sheet.rows))
            call(noted, self, lambda _: put(shown), self._failed)

        def put(sheet: DaySheet) -> None:
            job = self._worker.submit(lambda: write(sheet, fmt, folder, words))
            call(job, self, self._finished, self._failed)

        call(self._desk.day_sheet(day, session), self, fetched, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter writes, Escape leaves."""
        if self._picker_place.isVisible():
            # Enter and Escape belong to the folder being chosen; Enter in its path line must write nothing.
            if event.key() == Qt.Key.Key_Escape:
                self._show_picker(is_open=False)
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
            "pdf": QRadioButton(self.tr("To print (PDF)")),
        }
        choices["xlsx"].setChecked(True)
        return choices

    def _lay_out(self) -> None:
        whole = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        whole.addWidget(label(self.tr("Export the day’s sheet"), "heading"))
        whole.addWidget(self._picker_place)
        whole.addWidget(self._form)
        outer = column(self._form, spacing=theme.SPACE.snug)
        self._groups = []
        for title, choices in (
            (self.tr("What"), [self.one, self.all]),
            (self.tr("Format"), list(self.formats.values())),
        ):
            group = QButtonGroup(self)
            flow = line(spacing=theme.SPACE.normal)
            head = label(title, "muted")
            head.setMinimumWidth(70)
            flow.addWidget(head)
            for choice in choices:
                choice.setAccessibleName(choice.text())
                group.addButton(choice)
                flow.addWidget(choice)
            flow.addStretch(1)
            self._groups.append(group)
            outer.addLayout(flow)
        place = line(spacing=theme.SPACE.normal)
        head = label(self.tr("Where"), "muted")
        head.setMinimumWidth(70)
        place.addWidget(head)
        place.addWidget(self.where, 1)
        place.addWidget(self.changing)
        outer.addLayout(place)
        outer.addWidget(
            label(
                self.tr("The file holds names. It is readable by you only; keep it where it is safe."),
                "muted",
                wraps=True,
            )
        )
        acts = line()
        acts.addWidget(self.go)
        acts.addWidget(self.cancel)
        acts.addStretch(1)
        outer.addLayout(acts)

    def _chosen_format(self) -> Format:
        return next(fmt for fmt, choice in self.formats.items() if choice.isChecked())

    def _choose_folder(self) -> None:
        empty(self._picker_layout)
        picker = FilePicker(self._worker, is_for_folder=True)
        picker.left.connect(lambda: self._show_picker(is_open=False))
        picker.chosen.connect(lambda found: self._take_folder(found[0]))
        self._picker_layout.addWidget(picker)
        self._show_picker(is_open=True)
        picker.show_folder(self._folder)
        picker.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_picker(self, *, is_open: bool) -> None:
        self._picker_place.setVisible(is_open)
        self._form.setVisible(not is_open)

    def _take_folder(self, folder: Path) -> None:
        self._folder = folder
        self._show_picker(is_open=False)
        self._show_folder()
        self.folder_changed.emit(str(folder))

    def _show_folder(self) -> None:
        self.where.setText(i18n.isolate(str(self._folder)))

    def _finished(self, out: Path) -> None:
        self.go.setEnabled(True)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self._strip.tell(self.tr("Written: {path}").format(path=i18n.isolate(str(out))), Tone.GOOD)
        self.done.emit(out)

    def _failed(self, trouble: Trouble) -> None:
        self.go.setEnabled(True)
        self._strip.tell_trouble(trouble)
