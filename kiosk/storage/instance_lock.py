"""One program at a time on a data directory: a lock that the operating system drops when the process ends."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.errors import Code, KioskError
from kiosk.paths import FILE_MODE, is_refused

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class InstanceLock:
    """Held from construction to `release`."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            KioskError: DATA_DIR_BUSY when another program holds it; DATA_DIR_UNWRITABLE when this account may
                not write there, DATABASE_FULL when there can be no file for another reason.
        """
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        except OSError as error:
            code = Code.DATA_DIR_UNWRITABLE if is_refused(error) else Code.DATABASE_FULL
            raise KioskError(code, where=path.parent) from None
        try:
            _lock(self._handle)
        except OSError:
            os.close(self._handle)
            self._handle = -1
            raise KioskError(Code.DATA_DIR_BUSY, where=path.parent) from None

    def release(self) -> None:
        """Give it back. May be called again. The file stays: removing it would race with the next holder."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Release."""
        self.release()
