"""Waits after wrong tries while Zone K is closed: counted in a small file beside the slots.

The file is a brake for whoever types at this computer, and no more: who can write the folder can delete it,
and who can copy slots.json can guess elsewhere at Argon2id's cost alone (threat model).

Each try is a program of its own here, so a wait that began anew with every start would never end. So the
moment of the last wrong try is kept too, by the monotonic clock, which all processes here share and
nobody can set. It starts anew with the machine: a moment that lies ahead is from before, and its wait begins
again.
"""

import json
from collections.abc import Callable, Iterable
from math import ceil, isfinite
from pathlib import Path
from typing import Any, Final

from kiosk.domain.clock import Instant
from kiosk.domain.slowdown import wait_s
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private

FORMAT: Final = 1
LARGEST_FILE: Final = 100_000
_AFTER_DAMAGE: Final = 6
"""Wrong tries that are assumed when the file cannot be read: the longest wait, once."""
_Tries = dict[str, tuple[int, float]]


class FileWaits:
    """The waits of some slots. Implements `kiosk.storage.unlock.Waits`."""

    def __init__(self, path: Path, subjects: Iterable[str], monotonic: Callable[[], float]) -> None:
        """Read the file.

        Args:
            path: The file; none means that nothing failed.
            subjects: The ids of the slots there are; what the file says of others is forgotten.
            monotonic: Seconds since the machine was started.

        Raises:
            KioskError: DATABASE_FULL when a wait that begins again cannot be written.
        """
        self._path = path
        self._monotonic = monotonic
        now, known = monotonic(), set(subjects)
        read = _read(path)
        if read is None:
            self._tries: _Tries = dict.fromkeys(known, (_AFTER_DAMAGE, now))
        else:
            self._tries = {one: (count, min(at, now)) for one, (count, at) in read.items() if one in known}
        if self._tries != read:
            self._save()

    def seconds_left(self, subject: bytes) -> int:
        """Give the whole seconds until the next try is looked at; 0 for at once."""
        failures, at = self._tries.get(subject.decode(), (0, 0.0))
        return max(0, ceil(wait_s(failures) - (self._monotonic() - at)))

    def failed(self, subject: bytes, now: Instant) -> None:  # noqa: ARG002 - Zone K notes the day as well
        """Note a wrong try. Raises KioskError DATABASE_FULL."""
        failures, _ = self._tries.get(subject.decode(), (0, 0.0))
        self._tries[subject.decode()] = (failures + 1, self._monotonic())
        self._save()

    def succeeded(self, subject: bytes) -> None:
        """Forget the wrong tries of a subject; the file goes with the last of them."""
        if self._tries.pop(subject.decode(), None) is not None:
            self._save()

    def counts(self) -> dict[str, int]:
        """Give how many tries were wrong, by subject."""
        return {subject: failures for subject, (failures, _) in self._tries.items()}

    def forget_all(self) -> None:
        """Take the file away: what it counted is told elsewhere. Raises KioskError DATABASE_FULL."""
        self._tries = {}
        self._save()

    def _save(self) -> None:
        tries = {subject: {"failures": count, "at_s": at} for subject, (count, at) in self._tries.items()}
        try:
            if tries:
                write_private(self._path, json.dumps({"format": FORMAT, "tries": tries}).encode() + b"\n")
            else:
                self._path.unlink(missing_ok=True)
        except OSError:
            raise KioskError(Code.DATABASE_FULL, where=self._path.name) from None


def _read(path: Path) -> _Tries | None:
    """Give the tries and when the last was; None when the file is damaged."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
        content = json.loads(raw[:LARGEST_FILE].decode("utf-8"))
        if content["format"] != FORMAT:
            return None
        return {str(subject): _tries(entry) for subject, entry in content["tries"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _tries(entry: Any) -> tuple[int, float]:
    failures, at = entry["failures"], entry["at_s"]
    if type(failures) is not int or type(at) is not float or failures < 1 or not isfinite(at):
        raise ValueError("no count of tries")
    return failures, at
