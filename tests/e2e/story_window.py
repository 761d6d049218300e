"""The real program in real windows, which tells a story's driver what can be seen and is told nothing by it.

    python -m tests.e2e.story_window DATA_DIR --faces FOLDER --seen FILE --step-up FILE

It is Program with its own services; only the camera is replaced, by somebody made of a portrait who steps up
once the file STEP-UP is there. Every 0.1 s it writes to SEEN, as JSON, the windows and in them each visible
part: what it is, what it says, where it is. No content of a field is written. All input comes from outside.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from kiosk.paths import DataDir, resources_dir
from kiosk.ui.process import bugs_reported, signals_caught
from tests.e2e.crowd import Queue, make_crowd
from tests.e2e.walk_up import QueueProgram

EVERY_MS = 100
DOOR, DESK = QRect(0, 0, 1280, 720), QRect(1280, 0, 1280, 1000)
"""Where a window manager would put the windows: on this screen there is none."""
Seen = dict[str, object]


class Teller(QObject):
    """Writes down what can be seen."""

    def __init__(self, program: QueueProgram, seen: Path, step_up: Path, queue: Queue) -> None:
        super().__init__()
        self._program, self._seen, self._step_up, self._queue = program, seen, step_up, queue
        self._serial = 0
        self._placed: set[int] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tell)
        self._timer.start(EVERY_MS)

    def _tell(self) -> None:
        if self._step_up.exists():
            self._queue.begin()
        self._serial += 1
        windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        for window in windows:
            self._place(window)
        kiosk = self._program.kiosk
        told = {
            "serial": self._serial,
            "screen": None if kiosk is None else kiosk.stage.scene.screen.value,
            "page": None if kiosk is None else type(kiosk.page).__name__,
            "windows": [_window(window) for window in windows],
            "parts": [part for window in windows for part in _parts(window)],
        }
        draft = self._seen.with_suffix(".draft")
        draft.write_text(json.dumps(told), "utf-8")
        draft.replace(self._seen)

    def _place(self, window: QWidget) -> None:
        """Give a window its place once, as a window manager does."""
        if id(window) in self._placed or window.windowType() is not Qt.WindowType.Window:
            return
        self._placed.add(id(window))
        window.setGeometry(DESK if window is self._program.desk else DOOR)


def _window(window: QWidget) -> Seen:
    return {"id": int(window.winId()), "kind": type(window).__name__, "rect": _rect(window, window.rect())}


def _parts(window: QWidget) -> Iterator[Seen]:
    for widget in window.findChildren(QWidget):
        shown = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
        if not widget.isVisible() or shown.visibleRegion().isEmpty():
            continue
        if isinstance(widget, QAbstractItemView):
            yield from _lines(window, widget)
        elif isinstance(widget, QTabBar):
            for place in range(widget.count()):
                yield _part(window, widget, widget.tabText(place), widget.tabRect(place))
        elif isinstance(widget, QAbstractButton | QLabel | QLineEdit | QComboBox):
            yield _part(window, widget, _text(widget), widget.visibleRegion().boundingRect())


def _lines(window: QWidget, view: QAbstractItemView) -> Iterator[Seen]:
    model = view.model()
    columns = model.columnCount() if isinstance(view, QTableView) else 1  # a list has no such question
    for row in range(min(model.rowCount(), 30)):
        cells = [model.index(row, column) for column in range(columns)]
        shown = [cell for cell in cells if not view.visualRect(cell).isEmpty()]
        text = " | ".join(str(cell.data() or "") for cell in cells)
        if shown:
            yield _part(window, view, text, _cell(view, shown[0]), of=view.viewport())


def _cell(view: QAbstractItemView, cell: QModelIndex) -> QRect:
    return view.visualRect(cell).intersected(view.viewport().rect())


def _text(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return ""
    return widget.currentText() if isinstance(widget, QComboBox) else str(widget.property("text"))


def _name(widget: QWidget) -> str:
    """Give what a screen reader calls it, a label beside it included."""
    if isinstance(widget, QTabBar):
        return ""  # it is called as its tab in front
    if widget.accessibleName():
        return widget.accessibleName()
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _part(window: QWidget, widget: QWidget, text: str, rect: QRect, of: QWidget | None = None) -> Seen:
    return {
        "window": int(window.winId()),
        "kind": type(widget).__name__,
        "text": text,
        "name": _name(widget),
        "look": widget.property("kind") or "",
        "rect": _rect(of or widget, rect),
        "is_enabled": widget.isEnabled(),
        "is_checked": bool(widget.property("checked")),
        "has_keyboard": widget.hasFocus(),
    }


def _rect(widget: QWidget, rect: QRect) -> list[int]:
    corner = widget.mapToGlobal(rect.topLeft())
    return [corner.x(), corner.y(), rect.width(), rect.height()]


def main() -> int:
    """Open the windows and stay until somebody ends this."""
    parser = argparse.ArgumentParser(description="The program, for a story that is driven from outside.")
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--faces", type=Path, required=True, help="where the person's pictures go")
    parser.add_argument("--seen", type=Path, required=True, help="where it is written what can be seen")
    parser.add_argument("--step-up", type=Path, required=True, help="once this is there, the person comes")
    args = parser.parse_args()
    queue = Queue(make_crowd(resources_dir() / "portraits", args.faces, 1))
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    program = QueueProgram(app, DataDir(args.data_dir), queue)
    with bugs_reported(), signals_caught(program.quit):
        program.start()
        teller = Teller(program, args.seen, args.step_up, queue)
        try:
            app.exec()
        finally:
            teller.deleteLater()
            left = program.stop()
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
