"""Enrolling a folder of pictures named by number: choose it, see by name what would be used, then do it.

No picture is shown. The files stay where they are, and whose they are to delete is said on every page.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from kiosk.domain.picture_folder import FolderLine, FolderPlan, FolderResult
from kiosk.errors import Code
from kiosk.reasons import REASONS
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_register import Progress
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, label
from kiosk.ui.desk.file_picker import FilePicker
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lists import AnyIndex
from kiosk.ui.desk.tables import fit_columns, plain_table, show_in
from kiosk.ui.desk.text_table import TextTable
from kiosk.ui.desk.work_bar import WorkBar
from kiosk.ui.worker import Worker

_MOST_SHOWN = 12
_CELL_PAD_PX = 26
_TALLEST_PX = 10_000
_ANSWER, _UNUSED = 1, 3
_STRETCHED = (_ANSWER, _UNUSED)
"""The columns that share what is left."""


class FolderModel(TextTable):
    """What is said of each number: before, and afterwards."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._titles = (self.tr("Number"), self.tr("Answer"), self.tr("Pictures used"), self.tr("Not used"))

    def show_plan(self, plan: FolderPlan) -> None:
        """Show what would be done."""
        self._fill(
            [(line.number, self._answer(line), len(line.accepted), _unused(line)) for line in plan.lines]
        )

    def show_results(self, results: Sequence[FolderResult]) -> None:
        """Show what was done."""
        self._fill([(one.number, self._outcome(one), one.captures, "") for one in results])

    def _fill(self, lines: Sequence[tuple[str, str, int, str]]) -> None:
        texts = [(i18n.isolate(a), b, i18n.number(count), d) for a, b, count, d in lines]
        self._put(texts, {2: [count for _, _, count, _ in lines]}, [a for a, *_ in lines])

    def _answer(self, line: FolderLine) -> str:
        if line.reason:
            return f"○ {_why(line.reason, line.like)}"
        if line.is_renewal:
            return self.tr("✓ In place of what is enrolled")
        return self.tr("✓ Would be enrolled")

    def _outcome(self, result: FolderResult) -> str:
        if result.reason:
            return f"○ {_why(result.reason, result.like)}"
        if result.like:
            return self.tr("△ Enrolled; set a PIN, too alike: {numbers}").format(numbers=_joined(result.like))
        return self.tr("✓ Enrolled")


class EnrolFolderPanel(QWidget):
    """Three steps: the folder, what would be done, what was done."""

    enrolled = Signal()
    """Somebody may have been enrolled."""
    left = Signal()

    def __init__(self, desk: DeskApi, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder = Path()
        self.plan: FolderPlan | None = None
        title = self.tr("Enrol from a folder")
        self.setAccessibleName(title)
        self.strip = Strip()
        self.work = WorkBar(self.tr("How far the pictures are"))
        self.picker = FilePicker(worker, is_for_folder=True)
        self.model = FolderModel(self)
        self.table = plain_table(self.tr("What the folder holds, by number"), is_sorted=False)
        self.summary = label("", "muted", wraps=True)
        self.left_out = label("", "muted", wraps=True)
        self.go = button("", self.carry_out, kind="primary")
        self.another = button(self.tr("Another folder …"), self.start)
        self.closing = button(self.tr("Close"), self.leave)
        self.pages = QStackedWidget()
        self._lay_out(title)
        self.picker.chosen.connect(lambda found: self.look(found[0]))
        self.picker.left.connect(self.leave)
        self.work.stop_asked.connect(desk.cancel_folder)
        self.destroyed.connect(desk.cancel_folder)  # nobody would hear what came of it
        self.strip.let_go.connect(self.take_keyboard)

    def start(self) -> None:
        """Ask for a folder."""
        self.strip.dismiss()
        self.picker.show_folder(Path.home() if self._folder == Path() else self._folder)
        self._show(self._choosing)

    def look(self, folder: Path) -> None:
        """Find out what the folder holds."""
        self._folder = folder
        told = self._begin(self.tr("Looking at the pictures …"))

        def took(plan: FolderPlan) -> None:
            self._end()
            self.plan = plan
            self.model.show_plan(plan)
            self._show_plan(plan)

        call(self._desk.look_at_folder(folder, told), self, took, self._failed)

    def carry_out(self) -> None:
        """Enrol everybody who was accepted."""
        plan, self.plan = self.plan, None
        if plan is None or not plan.accepted:
            return
        told = self._begin(self.tr("Enrolling …"))

        def took(results: Sequence[FolderResult]) -> None:
            self._end()
            self.model.show_results(results)
            self._show_results(results)
            self.enrolled.emit()

        def failed(trouble: Trouble) -> None:
            self._failed(trouble)
            self.go.setVisible(False)
            self.enrolled.emit()

        call(self._desk.enrol_folder(self._folder, plan, told), self, took, failed)

    def leave(self) -> None:
        """Stop what runs, and go."""
        self._desk.cancel_folder()
        self.work.end()
        self.left.emit()

    def take_keyboard(self) -> None:
        """Put the keyboard into the step shown."""
        wanted: QWidget = self.picker.path
        if self.pages.currentWidget() is not self._choosing:
            wanted = self.go if self.go.isEnabled() and not self.go.isHidden() else self.closing
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops what runs; with nothing running it leaves."""
        if event.key() == Qt.Key.Key_Escape:
            if self.work.isHidden():
                self.leave()
            else:
                self._desk.cancel_folder()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:  # of a path that is typed
            super().keyPressEvent(event)

    # Inside

    def _show_plan(self, plan: FolderPlan) -> None:
        fit_columns(self.table, _STRETCHED)
        count = len(plan.accepted)
        text = self.tr("Numbers: {lines}  ·  would be enrolled: {count}")
        self.summary.setText(text.format(lines=i18n.number(len(plan.lines)), count=i18n.number(count)))
        self._tell_left_out(plan)
        go = self.tr("Enrol them: {count}").format(count=i18n.number(count))
        self.go.setText(go)
        self.go.setAccessibleName(go)
        self.go.setEnabled(count > 0)
        self.go.setVisible(True)
        self.table.setColumnHidden(_UNUSED, False)
        self._show(self._list)

    def _show_results(self, results: Sequence[FolderResult]) -> None:
        self.table.setColumnHidden(_UNUSED, True)
        fit_columns(self.table, _STRETCHED)
        count = sum(not result.reason for result in results)
        text = self.tr("Enrolled: {count}  ·  not enrolled: {others}")
        others = i18n.number(len(results) - count)
        self.summary.setText(text.format(count=i18n.number(count), others=others))
        self.left_out.setVisible(False)
        self.go.setVisible(False)
        self._show(self._list)

    def _tell_left_out(self, plan: FolderPlan) -> None:
        shown = [f"{i18n.isolate(one.name)} ({_why(one.reason)})" for one in plan.left_out[:_MOST_SHOWN]]
        more = len(plan.left_out) - len(shown)
        text = self.tr("Left out: {files}").format(files=self.tr(", ").join(shown))
        if more > 0:
            text += self.tr(" and others: {count}").format(count=i18n.number(more))
        self.left_out.setText(text)
        self.left_out.setVisible(bool(shown))

    def _begin(self, text: str) -> Progress:
        self.strip.dismiss()
        for part in (self._choosing, self._list):
            part.setEnabled(False)
        return self.work.begin(text)

    def _end(self) -> None:
        self.work.end()
        for part in (self._choosing, self._list):
            part.setEnabled(True)

    def _failed(self, trouble: Trouble) -> None:
        self._end()
        if trouble.code is Code.IMPORT_STOPPED:
            self.strip.tell(self.tr("Stopped. Nothing was enrolled."))
        else:
            self.strip.tell_trouble(trouble)

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.take_keyboard()

    def _lay_out(self, title: str) -> None:
        show_in(self.table, self.model, _STRETCHED)
        self.table.setWordWrap(True)  # why something is not used is the point of the list
        self.table.setItemDelegate(_Wrapped(self.table))
        fitting = QTimer(self)
        fitting.setSingleShot(True)
        fitting.timeout.connect(self.table.resizeRowsToContents)
        self.table.horizontalHeader().sectionResized.connect(lambda *_: fitting.start(0))
        self.model.modelReset.connect(lambda: fitting.start(0))
        self._choosing, self._list = QWidget(), QWidget()
        inner = column(self._choosing, spacing=theme.SPACE.tight)
        inner.addWidget(self.picker, 1)
        acts = QWidget()
        flow = FlowLayout(acts)
        for act in (self.go, self.another, self.closing):
            flow.addWidget(act)
        shown = column(self._list, spacing=theme.SPACE.snug)
        shown.addWidget(self.summary)
        shown.addWidget(self.table, 1)
        shown.addWidget(self.left_out)
        shown.addWidget(acts)
        for page in (self._choosing, self._list):
            self.pages.addWidget(page)
        named = self.tr(
            "Pictures named by the people’s numbers: 101.jpg, 101_2.jpg, or a folder 101 with pictures of "
            "that one person. You see by name what would be used before anybody is enrolled."
        )
        stays = self.tr(
            "The files are read and stay where they are. They are yours to delete when they are no longer "
            "needed."
        )
        outer = column(self, spacing=theme.SPACE.tight)
        outer.addWidget(label(title, "heading"))
        outer.addWidget(label(named, "muted", wraps=True))
        outer.addWidget(label(stays, wraps=True))
        outer.addWidget(self.strip)
        outer.addWidget(self.work)
        outer.addWidget(self.pages, 1)


class _Wrapped(QStyledItemDelegate):
    """Gives a wrapped cell its height; Qt's own forgets the padding of the style sheet and cuts the text."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As high as its lines need in the width that its column has."""
        width = max(1, self._table.columnWidth(index.column()) - _CELL_PAD_PX)
        room = QRect(0, 0, width, _TALLEST_PX)
        box = self._table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data() or ""))
        return QSize(width, box.height() + _CELL_PAD_PX // 2)


def _unused(line: FolderLine) -> str:
    found = [f"{i18n.isolate(one.name)} ({_why(one.reason)})" for one in line.pictures if one.reason]
    return QCoreApplication.translate("reasons", ", ").join(found)


def _why(reason: str, like: Sequence[str] = ()) -> str:
    said = QCoreApplication.translate("reasons", REASONS.get(reason, reason))
    return f"{said}: {_joined(like)}" if like else said


def _joined(numbers: Sequence[str]) -> str:
    return QCoreApplication.translate("reasons", ", ").join(i18n.isolate(one) for one in numbers)
