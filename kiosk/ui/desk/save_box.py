"""Saves something as a file: a button for each format, then the folder, inside the window.

What is saved is asked for when a folder is chosen, so that an audit row is written for what is really taken.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from kiosk.errors import Code, KioskError
from kiosk.paths import write_private
from kiosk.ui import i18n
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, empty, label
from kiosk.ui.desk.file_picker import FilePicker
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.worker import Worker


@dataclass(frozen=True, slots=True)
class Format:
    """A way to save something.

    Attributes:
        title: Of the button.
        make: Gives the file's name and its bytes; runs off the GUI thread.
    """

    title: str
    make: Callable[[Any], tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Files:
    """A way to save that writes for itself, since it may be several files.

    Attributes:
        title: Of the button.
        write: Writes into the folder chosen, and gives what to name as written; runs off the GUI thread.
    """

    title: str
    write: Callable[[Path, Any], Path]


def put(folder: Path, name: str, content: bytes) -> Path:
    """Write a file of mode 0600 into a folder, whole or not at all. Any thread.

    Raises:
        KioskError: FILE_NOT_WRITTEN.
    """
    out = folder / name
    if not folder.is_dir():
        raise KioskError(Code.FILE_NOT_WRITTEN, where=out)
    try:
        write_private(out, content)
    except OSError as error:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=out) from error
    return out


class SaveBox(QWidget):
    """The buttons, the folder's list while one is chosen, and what came of it."""

    saved = Signal(object)
    """The Path written."""

    def __init__(
        self,
        worker: Worker,
        folder: Callable[[], Path],
        ask: Callable[[], "Future[Any]"],
        formats: Sequence[Format | Files],
        parent: QWidget | None = None,
    ) -> None:
        """Offer.

        Args:
            worker: Makes and writes.
            folder: Where to begin to look.
            ask: Asks for what is saved.
            formats: In the order of the buttons.
            parent: As of any widget.
        """
        super().__init__(parent)
        self._worker, self._folder, self._ask = worker, folder, ask
        self.picker: FilePicker | None = None
        self._place = column()
        acts = QWidget()
        flow = FlowLayout(acts)
        self.buttons = [button(each.title, self._opener(each)) for each in formats]
        for made in self.buttons:
            flow.addWidget(made)
        self.told = label("", "good", wraps=True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem = label("", "error", wraps=True)
        self.working = label(self.tr("Writing …"), "muted")
        outer = column(self)
        outer.addWidget(acts)
        outer.addLayout(self._place)
        for part in (self.working, self.told, self.problem):
            part.setVisible(False)
            outer.addWidget(part)
        self.setFocusProxy(self.buttons[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Enter belong to the folder while one is chosen."""
        keys = {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self.picker is None or event.key() not in keys:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._close()

    def _opener(self, chosen: Format | Files) -> Callable[[], None]:
        def choose() -> None:
            self._close()
            self._say("")
            picker = FilePicker(self._worker, is_for_folder=True)
            picker.left.connect(self._close)
            picker.chosen.connect(lambda found: self._take(chosen, found[0]))
            self._place.addWidget(picker)
            self.picker = picker
            picker.show()  # at once, since only what is shown takes the keyboard
            picker.show_folder(self._folder())
            picker.path.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, picker, lambda: _bring_into_sight(picker))

        return choose

    def _take(self, chosen: Format | Files, folder: Path) -> None:
        self._close()
        self._enable(is_free=False)

        def save(content: Any) -> Path:
            if isinstance(chosen, Files):
                return chosen.write(folder, content)
            return put(folder, *chosen.make(content))

        def write(content: Any) -> None:
            call(self._worker.submit(lambda: save(content)), self, self._written, self._failed)

        call(self._ask(), self, write, self._failed)

    def _close(self) -> None:
        picker, self.picker = self.picker, None
        if picker is not None:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            empty(self._place)

    def _written(self, out: Path) -> None:
        self._enable(is_free=True)
        self._say(self.tr("Written: {path}").format(path=i18n.isolate(str(out))))
        self.saved.emit(out)

    def _failed(self, trouble: Trouble) -> None:
        self._enable(is_free=True)
        self._say("", trouble.text)

    def _enable(self, *, is_free: bool) -> None:
        self.working.setVisible(not is_free)
        for made in self.buttons:
            made.setEnabled(is_free)

    def _say(self, told: str, problem: str = "") -> None:
        for part, text in ((self.told, told), (self.problem, problem)):
            part.setText(text)
            part.setVisible(bool(text))


def _bring_into_sight(part: QWidget) -> None:
    """Scroll whatever it is in, once it has its size, so that its buttons are there."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(part)
        above = above.parentWidget()
