"""What a soak measures: memory, descriptors, threads, shared memory, temporary files, late frames, blocks.

From /proc where there is one (Linux); elsewhere those figures are None.
"""

import logging
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kiosk import logs

if TYPE_CHECKING:
    import numpy.typing as npt

    from kiosk.domain.frames import Frame
    from kiosk.runtime.api import CameraHealth
    from kiosk.runtime.feeds import CameraFeed

LOOKS_A_SAMPLE = 10
LATE_S = 0.1
"""A picture that waited longer than this until it was looked at, or came longer than this after the last."""
_NS = 1_000_000_000
_KB = 1024


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at the program.

    Attributes:
        at_s: Since the program stood.
        memory_mb: Resident memory of the program's own process at rest, megabytes (1,000,000 bytes): the
            least of ten looks, as checking a passphrase or a PIN borrows up to 270 MB for half a second.
        private_mb: Of it what is no file's: what a leak would be in; the least as well.
        peak_mb: The most of the ten looks.
        capture_mb: Resident memory of the capture process; None while there is none.
        capture_age_s: How long that process has lived.
        children_mb: Resident memory of the other processes it started, such as the one that plays sounds.
        descriptors: Open files, sockets and pipes.
        threads: Of the program's own process.
        shared: Mapped pieces of shared memory.
        temp_files: In the program's folder for temporary files.
        blocks_of_memory: Python's own pieces of memory.
        frames: Looked at so far.
        late: Of these, how many waited longer than 0.1 s.
        gaps: How often more than 0.1 s lay between two, while somebody may have been there.
        blocks: How often the windows' thread did not come round for longer than 0.1 s.
        longest_block_ms: The longest since the last sample.
        marks: Confirmed so far.
    """

    at_s: float
    memory_mb: float | None
    private_mb: float | None
    peak_mb: float | None
    capture_mb: float | None
    capture_age_s: float | None
    children_mb: float | None
    descriptors: int | None
    threads: int
    shared: int | None
    temp_files: int
    blocks_of_memory: int
    frames: int
    late: int
    gaps: int
    blocks: int
    longest_block_ms: float
    marks: int

    def as_json(self) -> dict[str, object]:
        """Give the figures."""
        return {
            key: round(value, 3) if isinstance(value, float) else value for key, value in asdict(self).items()
        }


class Samples:
    """Those of a run, in memory that is taken before the first: what measures growth must not grow itself.

    A thousand of them as objects were 0.5 MB, 0.25 MB an hour of two.
    """

    _NAMES = tuple(one.name for one in fields(Sample))
    _COUNTS = frozenset(one.name for one in fields(Sample) if one.type in (int, int | None))

    def __init__(self, most: int) -> None:
        """Take the memory.

        Args:
            most: How many are expected; with more of them it is taken anew.
        """
        self._rows = np.full((max(1, most), len(self._NAMES)), np.nan)  # written to, so that it is there
        self._count = 0

    def add(self, sample: Sample) -> None:
        """Keep one."""
        if self._count == len(self._rows):
            self._rows = np.concatenate((self._rows, np.full_like(self._rows, np.nan)))
        values = (getattr(sample, name) for name in self._NAMES)
        self._rows[self._count] = [np.nan if value is None else value for value in values]
        self._count += 1

    def all(self) -> list[Sample]:
        """Give them in their order."""
        return [Sample(**self._values(row)) for row in self._rows[: self._count]]

    def _values(self, row: "npt.NDArray[np.float64]") -> dict[str, Any]:
        return {
            name: None if np.isnan(value) else int(value) if name in self._COUNTS else float(value)
            for name, value in zip(self._NAMES, row, strict=True)
        }


class BugCount(logging.Handler):
    """Counts the log's lines that say a bug, by their code and place; both are the program's own words."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.found[record.getMessage()] += 1

    def listen(self) -> None:
        """Count from now on."""
        logger = logging.getLogger(logs.LOGGER_NAME)
        if self not in logger.handlers:
            logger.addHandler(self)


class WatchedFeed:
    """A camera's feed, whose pictures are counted as the camera thread gets them."""

    is_live = True

    def __init__(self, feed: "CameraFeed", monotonic_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._feed = feed
        self._monotonic_ns = monotonic_ns
        self.kind = feed.kind
        self.frames = self.late = self.gaps = 0
        self._last_ns: int | None = None

    def next_frame(self, timeout_s: float) -> "Frame | None":
        """Give the newest picture."""
        frame = self._feed.next_frame(timeout_s)
        if frame is None:
            return None
        now = self._monotonic_ns()
        self.frames += 1
        self.late += now - frame.monotonic_ns > LATE_S * _NS
        self.gaps += self._last_ns is not None and now - self._last_ns > LATE_S * _NS
        self._last_ns = now
        return frame

    def health(self) -> "CameraHealth":
        """Say how the camera is."""
        return self._feed.health()

    def close(self) -> list[str]:
        """End the capture process."""
        return self._feed.close()


def proc_status(pid: int | str = "self") -> dict[str, int]:
    """Read the numbers of /proc/PID/status, memory in kB; nothing where there is none."""
    try:
        text = Path(f"/proc/{pid}/status").read_text("ascii", errors="replace")
    except OSError:
        return {}
    found = {}
    for line in text.splitlines():
        name, _, value = line.partition(":")
        first = value.split()[:1]
        if first and first[0].isdecimal():
            found[name] = int(first[0])
    return found


def _other_children(capture_pid: int | None) -> int | None:
    """Give the resident memory, kB, of what this process has started, without the capture process."""
    own, sizes = os.getpid(), []
    for name in os.listdir("/proc") if Path("/proc").is_dir() else ():  # noqa: PTH208 - names are enough
        if name.isdecimal() and name != str(capture_pid):
            status = proc_status(name)
            if status.get("PPid") == own:
                sizes.append(status.get("VmRSS", 0))
    return sum(sizes) if sizes else None


def open_descriptors() -> int | None:
    """Count the open descriptors of this process; None where the system does not list them."""
    try:
        return len(os.listdir("/proc/self/fd")) - 1  # noqa: PTH208 - Path.iterdir holds one open as well
    except OSError:
        return None


def shared_memory() -> int | None:
    """Count the pieces of shared memory that this process maps; None where the system does not say."""
    try:
        lines = Path("/proc/self/maps").read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return None
    pieces = set()
    for line in lines:
        fields = line.split(maxsplit=5)
        if len(fields) == 6 and fields[5].startswith(("/memfd:", "/dev/shm/")):  # noqa: S108 - looked for
            pieces.add((fields[3], fields[4]))
    return len(pieces)


def count_files(folder: Path) -> int:
    """Count the files below a folder, whatever comes and goes meanwhile."""
    return sum(len(files) for _, _, files in os.walk(folder))


@dataclass(slots=True)
class Blocks:
    """How long the windows' thread did not come round.

    Attributes:
        count: How often longer than LATE_S.
        longest_ms: The longest since it was last asked.
        longest_of_all_ms: The longest.
    """

    count: int = 0
    longest_ms: float = 0.0
    longest_of_all_ms: float = 0.0

    def note(self, block_s: float) -> None:
        """Note one round."""
        self.count += block_s > LATE_S
        self.longest_ms = max(self.longest_ms, block_s * 1000)
        self.longest_of_all_ms = max(self.longest_of_all_ms, block_s * 1000)

    def take(self) -> float:
        """Give the longest, and begin again."""
        longest, self.longest_ms = self.longest_ms, 0.0
        return longest


class Meter:
    """Takes samples."""

    def __init__(self, temp: Path, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Begin to count the time.

        Args:
            temp: The program's folder for temporary files.
            monotonic: The clock.
        """
        self._temp, self._monotonic = temp, monotonic
        self._began = monotonic()
        self._capture: tuple[int, float] | None = None
        self._memory: list[tuple[float, float]] = []
        self.blocks = Blocks()

    @property
    def passed_s(self) -> float:
        """Since it began."""
        return self._monotonic() - self._began

    def look(self) -> None:
        """Look at the memory, between two samples."""
        status = proc_status()
        whole, private = _mb(status.get("VmRSS")), _mb(status.get("RssAnon"))
        if whole is not None and private is not None:
            self._memory.append((whole, private))

    def sample(self, capture_pid: int | None, feed: WatchedFeed | None, marks: int) -> Sample:
        """Look at everything."""
        self.look()
        threads, at_s = proc_status().get("Threads", threading.active_count()), self.passed_s
        whole, private = [one for one, _ in self._memory], [one for _, one in self._memory]
        self._memory.clear()
        of_capture = {} if capture_pid is None else proc_status(capture_pid)
        if capture_pid is None:
            self._capture = None
        elif self._capture is None or self._capture[0] != capture_pid:
            self._capture = (capture_pid, at_s)
        return Sample(
            at_s=at_s,
            memory_mb=min(whole, default=None),
            private_mb=min(private, default=None),
            peak_mb=max(whole, default=None),
            capture_mb=_mb(of_capture.get("VmRSS")),
            capture_age_s=None if self._capture is None else at_s - self._capture[1],
            children_mb=_mb(_other_children(capture_pid)),
            descriptors=open_descriptors(),
            threads=threads,
            shared=shared_memory(),
            temp_files=count_files(self._temp),
            blocks_of_memory=sys.getallocatedblocks(),
            frames=0 if feed is None else feed.frames,
            late=0 if feed is None else feed.late,
            gaps=0 if feed is None else feed.gaps,
            blocks=self.blocks.count,
            longest_block_ms=self.blocks.take(),
            marks=marks,
        )


def _mb(kilobytes: int | None) -> float | None:
    return None if kilobytes is None else kilobytes * _KB / 1e6
