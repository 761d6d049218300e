"""Writes what was changed of the settings, off the GUI thread, and says whether it is written."""

from collections.abc import Mapping
from dataclasses import fields
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from kiosk import logs
from kiosk import settings as settings_file
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.settings import Settings
from kiosk.ui import bridge
from kiosk.ui.bridge import Trouble
from kiosk.ui.worker import Worker


class SettingsWriter(QObject):
    """One for a program. It remembers what could not be written, for the next time."""

    kept = Signal()
    not_kept = Signal(object)
    """A Trouble."""

    def __init__(self, data_dir: DataDir, worker: Worker, parent: QObject) -> None:
        """Write nothing yet.

        Args:
            data_dir: Where the settings are.
            worker: Writes; whoever gives it waits for its end.
            parent: Qt's.
        """
        super().__init__(parent)
        self._data_dir, self._worker = data_dir, worker
        self._changes: dict[str, Any] = {}

    def write(self, before: Settings, now: Settings) -> None:
        """Write what is another than before; what a command wrote meanwhile stays as it is in the file."""
        for each in fields(Settings):
            value = getattr(now, each.name)
            if value != getattr(before, each.name):
                self._changes[each.name] = value
        job = partial(_write, self._data_dir, dict(self._changes))
        bridge.call(self._worker.submit(job), self, self._written, self._failed)

    def _written(self, written: Mapping[str, Any]) -> None:
        """Forget what is in the file, so that a command may write it from now on; what came since stays."""
        gone = [name for name, value in written.items() if self._changes.get(name) == value]
        for name in gone:
            del self._changes[name]
        self.kept.emit()

    def _failed(self, trouble: Trouble) -> None:
        logs.event("settings-not-saved")
        self.not_kept.emit(trouble)


def _write(data_dir: DataDir, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Write them and give them back. Raises KioskError FILE_NOT_WRITTEN: a disk that is full is no bug."""
    try:
        settings_file.change(data_dir.settings_file, changes)
    except OSError:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=data_dir.settings_file.name) from None
    return changes
