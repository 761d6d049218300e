"""The services on their way: started behind the first window, again after a failure, and found to be stopped.

What is built is the composition root's to say; which window tells of it as well.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk import logs
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.ui import bridge
from kiosk.ui.demo import DemoPlan
from kiosk.ui.worker import Worker

if TYPE_CHECKING:
    from kiosk.runtime.services import Services

_RETRY_MS = 30_000
"""A start that failed is tried again after this long: a disk that was plugged in again needs nobody."""


class Loading(QObject):
    """Starts the services on the loader thread. Everything but `_make` belongs to the GUI thread."""

    made = Signal(object)
    """The services; `waits_for_start` says whether an attended start waits."""
    failed = Signal(object)
    """A Trouble: they could not be started."""

    def __init__(
        self,
        loader: Worker,
        data_dir: DataDir,
        *,
        build: "Callable[[], Services]",
        source: Callable[[], str],
        demo: DemoPlan | None,
        parent: QObject,
    ) -> None:
        """Load nothing yet.

        Args:
            loader: Whose thread.
            data_dir: Where the school is, or will be.
            build: Makes the services, not started yet; runs on the loader thread, for its imports are slow.
            source: What to look at, where it is no demonstration that says it; runs there too.
            demo: A demonstration instead of the school's day.
            parent: Qt's.
        """
        super().__init__(parent)
        self._loader, self._data_dir, self._demo = loader, data_dir, demo
        self._build, self._source = build, source
        self._future: Future[Services] | None = None
        self._starting: Services | None = None
        self._has_logs = False
        self.waits_for_start = False
        self._retry_timer = QTimer(self)
        self._retry_timer.setSingleShot(True)
        self._retry_timer.setInterval(_RETRY_MS)
        self._retry_timer.timeout.connect(self.start)

    @Slot()
    def start(self) -> None:
        """Begin; `made` or `failed` follows."""
        self._retry_timer.stop()
        self._future = self._loader.submit(self._make)
        bridge.call(self._future, self, self.made.emit, self.failed.emit)

    def start_later(self) -> None:
        """Try again by itself in a while."""
        self._retry_timer.start()

    def stop(self) -> None:
        """Try no more."""
        self._retry_timer.stop()

    @property
    def services(self) -> "Services | None":
        """What was made, or is being made still: stopping again what failed to start is harmless."""
        future = self._future
        if future is None or not future.done() or future.cancelled() or future.exception() is not None:
            return self._starting
        return future.result()

    def _make(self) -> "Services":
        """Make and start the services. Loader thread."""
        if self._demo is not None and not self._data_dir.exists:
            self._demo.prepare(self._data_dir)
        if not self._has_logs and self._data_dir.exists:  # not into the empty place of a disk that is gone
            logs.start(self._data_dir.log_dir)
            self._has_logs = True
        source = self._demo.source if self._demo is not None else self._source()
        services = self._starting = self._build()
        try:
            services.start_named(source)
            self.waits_for_start = needs_somebody(services)
        except BaseException:
            services.stop()
            raise
        return services


def needs_somebody(services: "Services") -> bool:
    """Say whether an attended start waits.

    Raises:
        KioskError: A vault that does not open otherwise is a failed start, not a silent one.
    """
    try:
        services.door.view().result()
    except KioskError as error:
        if error.code is not Code.ATTENDED_START:
            raise
        return True
    return False
