"""A sheet on paper: its pages as they will be, then a printer of this computer, or a PDF instead.

Laying out, drawing pages and asking for printers happen on the worker's thread.
"""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QSizePolicy, QWidget

from kiosk.domain.follow_up import ReportScope
from kiosk.domain.people import DaySheet
from kiosk.domain.sessions import Session
from kiosk.errors import Code
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_register import ReportsApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, label, line
from kiosk.ui.desk.export_panel import titled
from kiosk.ui.desk.export_scope import ExportScope
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.page_view import PageView
from kiosk.ui.desk.words import sheet_words
from kiosk.ui.desk.work_bar import WorkBar
from kiosk.ui.print import printers
from kiosk.ui.print.pdf import pdf_bytes, sheet_paper
from kiosk.ui.print.preview import Preview
from kiosk.ui.print.printers import Printers
from kiosk.ui.theme import Tone
from kiosk.ui.worker import Worker

_NARROW_PX: Final = 900
_SIDE_PX: Final = 320
_FEWEST_PX: Final = 180
_SETTLED_MS: Final = 150
"""Pages are drawn anew when the width has stayed so long."""


class PrintPanel(QFrame):
    """Shows pages at once; printers are looked for when asked."""

    left = Signal()
    pdf_asked = Signal()
    """A file instead, please."""
    printed = Signal(str)
    """The printer that took it."""

    def __init__(self, desk: DeskApi, reports: ReportsApi, worker: Worker, strip: Strip) -> None:
        super().__init__()
        self._desk, self._reports, self._worker, self._strip = desk, reports, worker, strip
        self._sheet: tuple[ReportScope, DaySheet] | None = None
        self._preview: Preview | None = None
        self._asked = 0
        self._number = 0
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Print a sheet"))
        self.scope = ExportScope()
        self.page = PageView()
        self.place = label("", "muted")
        self.earlier = button(self.tr("Page before"), lambda: self._turn(-1))
        self.later = button(self.tr("Next page"), lambda: self._turn(1))
        self.work = WorkBar(self.tr("How far the pages are"))
        self.work.stop_asked.connect(reports.cancel_sheet)
        self.looking = button(self.tr("Look for printers"), self._look)
        self.printer = QComboBox()
        self.printer.setAccessibleName(self.tr("Printer"))
        self.about = label("", "muted", wraps=True)
        self.go = button(self.tr("Print"), self.start, kind="primary")
        self.saving = button(self.tr("Write a PDF instead …"), self.pdf_asked.emit)
        self.cancel = button(self.tr("Close"), self._leave)
        self._lay_out()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._show)
        self.page.turned.connect(self._turn)
        self.page.width_changed.connect(self._settled.start)
        self.scope.changed.connect(self._fetch)

    def ready(self, day: date, session: Session | None) -> None:
        """Show the pages of a day's session, or of the day."""
        call(self._desk.classes(), self, self.scope.show_groups, self._strip.tell_trouble)
        self.scope.blockSignals(True)
        self.scope.ready(day, session)
        self.scope.blockSignals(False)
        self._show_printers(None)
        self._fetch()
        self.looking.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Note, then hand the pages over; none is handed over without its row in the audit."""
        if self._sheet is None or not self.go.isEnabled():
            return
        scope, sheet = self._sheet
        name = self.printer.currentText()
        self.go.setEnabled(False)
        noted = self._reports.note_export(scope, "print", len(sheet.rows))
        call(noted, self, lambda _: self._print(sheet, name), self._failed)

    def _print(self, sheet: DaySheet, name: str) -> None:
        words = sheet_words()
        watch = self.work.watch(self.tr("Printing …"))
        job = self._worker.submit(lambda: printers.put(name, pdf_bytes(sheet, words, watch)))
        call(job, self, lambda _: self._printed(name), self._failed)

    def _printed(self, name: str) -> None:
        self._end()
        text = self.tr("The print service took the pages for {printer}.")
        self._strip.tell(text.format(printer=i18n.isolate(name)), Tone.GOOD)
        self.printed.emit(name)

    # The pages

    def _fetch(self) -> None:
        """Ask for the sheet that is chosen and lay it out; what was asked before is dropped."""
        self._asked += 1
        mine, scope = self._asked, self.scope.wanted()
        self._sheet = self._preview = None
        self._number = 0
        self.page.clear()
        self._enable()
        if scope is None:
            return
        title, told = self.tr("All classes"), self.work.begin(self.tr("Reading the registers …"))

        def fetched(sheet: DaySheet) -> None:
            if mine == self._asked:
                self._lay_pages_out(mine, scope, titled(sheet, title))

        def failed(trouble: Trouble) -> None:
            if mine == self._asked:
                self._failed(trouble)

        call(self._reports.sheet(scope, told), self, fetched, failed)

    def _lay_pages_out(self, mine: int, scope: ReportScope, sheet: DaySheet) -> None:
        words = sheet_words()
        watch = self.work.watch(self.tr("Laying the pages out …"))

        def made(preview: Preview) -> None:
            if mine == self._asked:
                self._sheet, self._preview = (scope, sheet), preview
                self._end()
                self._show()

        def failed(trouble: Trouble) -> None:
            if mine == self._asked:
                self._failed(trouble)

        job = self._worker.submit(lambda: Preview(sheet_paper(sheet, words), watch))
        call(job, self, made, failed)

    def _turn(self, by: int) -> None:
        if self._preview is not None:
            self._number = min(max(0, self._number + by), self._preview.count - 1)
            self._show()

    def _show(self) -> None:
        preview, number, mine = self._preview, self._number, self._asked
        if preview is None or not self.isVisible():  # a window that closes has no thread to draw on any more
            return
        text = self.tr("Page {page} of {pages}").format(
            page=i18n.number(number + 1), pages=i18n.number(preview.count)
        )
        width, ratio = self.page.page_width, self.devicePixelRatioF()

        def drawn(picture: QImage) -> None:
            if (mine, number) == (self._asked, self._number):
                self.page.show_page(picture, text)

        job = self._worker.submit(lambda: preview.picture(number, width, ratio))
        call(job, self, drawn, self._failed)
        self.place.setText(text)
        self.earlier.setEnabled(number > 0)
        self.later.setEnabled(number < preview.count - 1)

    # Printers

    def _look(self) -> None:
        self.looking.setEnabled(False)
        self.about.setText(self.tr("Asking the print service of this computer …"))
        call(self._worker.submit(printers.find), self, self._show_printers, self._failed)

    def _show_printers(self, found: Printers | None) -> None:
        self.looking.setEnabled(True)
        self.printer.clear()
        if found is not None:
            self.printer.addItems(list(found.names))
            self.printer.setCurrentText(found.usual)
        has_any = self.printer.count() > 0
        self.printer.setVisible(has_any)
        self.go.setVisible(has_any)
        self.looking.setVisible(not has_any)
        self.about.setText(self._about(found))
        self._enable()
        if has_any:
            self.printer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _about(self, found: Printers | None) -> str:
        if found is None:
            return self.tr("Printers are looked for only when you ask for it.")
        if not found.is_there:
            return self.tr(
                "This computer has no print service that this program can use. Write a PDF and print that."
            )
        if not found.names:
            return self.tr("The print service knows no printer. Set one up, or write a PDF and print that.")
        return self.tr(
            "The print service of this computer takes the pages. It sends them through the network to a "
            "printer that is not at this computer, and may keep them for a day. This program itself opens no "
            "connection."
        )

    # Inside

    def _enable(self) -> None:
        is_ready = self._sheet is not None and self.work.isHidden()
        self.go.setEnabled(is_ready and self.printer.count() > 0)
        if self._preview is None:
            self.place.setText("")
            self.earlier.setEnabled(False)
            self.later.setEnabled(False)

    def _failed(self, trouble: Trouble) -> None:
        self._end()
        self.looking.setEnabled(True)
        if trouble.code is Code.EXPORT_STOPPED:
            self._strip.tell(trouble.text)
        else:
            self._strip.tell_trouble(trouble)

    def _end(self) -> None:
        self.work.end()
        self._enable()

    def _leave(self) -> None:
        """Forget the pages: they hold names."""
        self._asked += 1
        self._sheet = self._preview = None
        self.page.clear()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the page anew: the width may be another than when it was hidden."""
        super().showEvent(event)
        self._settled.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw nothing."""
        super().hideEvent(event)
        self._settled.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what can be done below the page where there is no room beside it."""
        is_narrow = self.width() < _NARROW_PX
        ways = QBoxLayout.Direction
        self._halves.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._side.setMaximumWidth(16_777_215 if is_narrow else _SIDE_PX)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.tight)
        head = line(spacing=theme.SPACE.snug)
        head.addWidget(label(self.tr("Print a sheet"), "heading"), 1)
        for part in (self.place, self.earlier, self.later):
            head.addWidget(part)
        outer.addLayout(head)
        outer.addWidget(self.scope)
        outer.addWidget(self.work)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(theme.SPACE.normal)
        self.page.setMinimumHeight(_FEWEST_PX)
        self._halves.addWidget(self.page, 1)
        self._side = QWidget()
        self._side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        side = column(self._side, spacing=theme.SPACE.snug)
        acts = QWidget()
        row = FlowLayout(acts)
        for act in (self.go, self.looking, self.saving, self.cancel):
            row.addWidget(act)
        for widget in (self.about, self.printer, acts):
            side.addWidget(widget)
        side.addStretch(1)
        self._halves.addWidget(self._side)
        outer.addLayout(self._halves, 1)
