"""How far a long piece of work is, how long it still takes, and a button that stops it where it can."""

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from kiosk.reports.watch import Watch
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, label, line
from kiosk.ui.desk.time_left import TimeLeft, rounded_s

_PARTS = 1000


class _Bell(QObject):
    """Carries how far the work is from its thread. Nobody's child: the work may outlive the window."""

    rang = Signal(int, int, int)


class WorkBar(QWidget):
    """Hidden until something runs."""

    stop_asked = Signal()
    """Something that `begin` showed should stop; what `watch` showed is stopped already."""

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make it.

        Args:
            name: What the bar is for a screen reader.
            parent: As of any widget.
            monotonic: Seconds that never go back; tests turn it by hand.
        """
        super().__init__(parent)
        self._now, self._time = monotonic, TimeLeft()
        self._can_stop = True
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
        self.left = label("", "muted")
        self.stopping = button(self.tr("Stop"), self._stop)
        row = line(self, spacing=theme.SPACE.snug)
        row.addWidget(self.step)
        row.addWidget(self.bar, 1)
        row.addWidget(self.left)
        row.addWidget(self.stopping)
        self.setVisible(False)

    def begin(self, text: str, *, can_stop: bool = True) -> Callable[[int, int], None]:
        """Show that something begins.

        Args:
            text: What.
            can_stop: False for what would be left half done: then there is no button, and it says so.

        Returns:
            To be told (done, of how many), on any thread, for as long as it likes; what an earlier piece of
            work tells is dropped.
        """
        self._asked += 1
        mine, bell = self._asked, self._bell
        self.step.setText(text)
        self._time.begin(self._now())
        self._can_stop = can_stop
        self.left.setText("" if can_stop else self.tr("This cannot be stopped half-way."))
        self.stopping.setVisible(can_stop)
        self.stopping.setEnabled(True)
        self.bar.setRange(0, 1 if theme.is_still() else 0)  # 0 of 0 moves to and fro
        self.bar.setValue(0)
        self.setVisible(True)
        return lambda done, of: bell.rang.emit(mine, done, of)

    def watch(self, text: str) -> Watch:
        """Show that something begins on another thread; the button, and the window's end, stop it."""
        made = Watch(self.begin(text))
        self._watches[:] = [made]
        return made

    def say(self, text: str) -> None:
        """Name the step that the work has come to."""
        self.step.setText(text)

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
            self._show_left(self._time.tell(self._now(), done, of))

    def _show_left(self, seconds: float | None) -> None:
        """Say how long it still takes; while nobody knows, nothing, or that it cannot be stopped."""
        if seconds is None:
            self.left.setText("" if self._can_stop else self.tr("This cannot be stopped half-way."))
            return
        count = rounded_s(seconds)
        minutes, number = count >= 60, count // 60 if count >= 60 else count
        text = self.tr("about {number} min left") if minutes else self.tr("about {number} s left")
        self.left.setText(text.format(number=i18n.number(number)))


def _stop_all(watches: Iterable[Watch]) -> None:
    for watch in watches:
        watch.stop()
