"""What is too large to be read, and how a file that cannot be read is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.errors import Code, KioskError

FILE_BYTES: Final = 50_000_000
CALENDAR_BYTES: Final = 5_000_000
"""A calendar's lines are read one by one in Python: ten times slower than a table's."""
ROWS: Final = 200_000
COLUMNS: Final = 500
CELL_CHARACTERS: Final = 4_000
"""Names are far shorter; a note in a column that nobody asked for may be this long."""
CELLS: Final = 5_000_000
RATIO: Final = 100
"""How many times larger an archive's content may be than its bytes."""
RATIO_FROM_BYTES: Final = 1_000_000
"""Small entries may be packed as tightly as they like."""
UNPACKED_BYTES: Final = 250_000_000
ENTRIES: Final = 1_000
PROBLEMS: Final = 1_000
"""So many are listed; the wrong column chosen makes one for every line."""
CHUNK: Final = 1_000
"""Rows between two looks at whether to stop."""


@dataclass(frozen=True, slots=True)
class Watch:
    """How reading tells how far it is, and learns that it shall stop.

    Attributes:
        on_progress: Called with (rows done, of how many).
        is_stopped: Asked between chunks.
    """

    on_progress: Callable[[int, int], None] | None = None
    is_stopped: Callable[[], bool] | None = None

    def step(self, done: int, total: int) -> None:
        """Note a row; looks around once a chunk. Raises KioskError IMPORT_STOPPED."""
        if done % CHUNK == 0:
            self.look(done, total)

    def look(self, done: int, total: int) -> None:
        """Tell, and ask. Raises KioskError IMPORT_STOPPED."""
        if self.is_stopped is not None and self.is_stopped():
            raise KioskError(Code.IMPORT_STOPPED)
        if self.on_progress is not None:
            self.on_progress(done, total)


NO_WATCH: Final = Watch()


def refused(where: str, reason: str) -> KioskError:
    """Give the error for a file that is not what can be read; `reason` is a code of `kiosk.reasons`."""
    return KioskError(Code.IMPORT_FORMAT, where=where, detail=reason)


def too_large(where: str, reason: str) -> KioskError:
    """Give the error for a file beyond a limit; `reason` is a code of `kiosk.reasons`."""
    return KioskError(Code.IMPORT_TOO_LARGE, where=where, detail=reason)
