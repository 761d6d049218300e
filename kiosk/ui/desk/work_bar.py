"""How far a long piece of work is, and a button that stops it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from kiosk.reports.watch import Watch
from kiosk.ui import theme
from kiosk.ui.desk.controls import button, label, line

_PARTS = 1000


class _Bell(QObject):
    """Carries how far the work is from its thread. Nobody's child: the work may outlive the window."""

    rang = Signal(int, int, int)


class WorkBar(QWidget):
    """Hidden until something runs."""

    stop_asked = Signal()
    """Something that `begin` showed should stop; what `watch` showed is stopped already."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            name: What the bar is for a screen reader.
            parent: As of any widget.
        """
        super().__init__(parent)
        self._asked = 0
        self._watches: list[Watch] = []
        watches = self._watches
        self.destroyed.connect(lambda: _stop_all(watches))
        self._bell = _Bell()
        self._bell.rang.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self.step = label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(name)
        self.stopping = button(self.tr("Stop"), self._stop)
        row = line(self, spacing=theme.SPACE.snug)
        row.addWidget(self.step)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stopping)
        self.setVisible(False)

    def begin(self, text: str) -> Callable[[int, int], None]:
        """Show that something begins.

        Returns:
            To be told (done, of how many), on any thread, for as long as it likes; what an earlier piece of
            work tells is dropped.
        """
        self._asked += 1
        mine, bell = self._asked, self._bell
        self.step.setText(text)
        self.stopping.setEnabled(True)
        self.bar.setRange(0, 0)
        self.setVisible(True)
        return lambda done, of: bell.rang.emit(mine, done, of)

    def watch(self, text: str) -> Watch:
        """Show that something begins on another thread; the button, and the window's end, stop it."""
        made = Watch(self.begin(text))
        self._watches[:] = [made]
        return made

    def end(self) -> None:
        """Show that nothing runs."""
        self._asked += 1
        self._watches.clear()
        self.setVisible(False)

    def _stop(self) -> None:
        self.stopping.setEnabled(False)
        if self._watches:
            _stop_all(self._watches)
        else:
            self.stop_asked.emit()

    def _show(self, asked: int, done: int, of: int) -> None:
        if asked == self._asked and of > 0:
            self.bar.setRange(0, _PARTS)
            self.bar.setValue(round(_PARTS * min(1.0, done / of)))


def _stop_all(watches: Iterable[Watch]) -> None:
    for watch in watches:
        watch.stop()
