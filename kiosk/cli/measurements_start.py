"""What `kiosk bench --start` and `--scale` measure of a start: from the process's first moment to a mark.

The program runs as `kiosk run --windowed` does, on a school of a given size that measurements_school made:
its own imports, windows, databases, models and capture process. Somebody stands there all the time.
"""

import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.cli.measurements_register import windowless
from kiosk.cli.processes import run_python

MOMENTS: Mapping[str, str] = {
    "window": "window painted",
    "imported": "what the services need is imported",
    "vault": "door's database open",
    "models": "models loaded",
    "services": "code pad and desk answer",
    "gallery": "faces of the school in the gallery",
    "possible": "first mark possible: a picture was answered with that gallery",
    "mark": "first mark saved, of somebody who stood there",
    "index": "BallTree in use",
}
"""What is reached, in words, in the usual order."""
_TIMEOUT_S = 600
_DROP = Path("/proc/sys/vm/drop_caches")
_PROGRAM = "import sys; from kiosk.cli import measurements_start_child as child\nchild.main(sys.argv[1])"


@dataclass(frozen=True, slots=True)
class Start:
    """One start.

    Attributes:
        is_cold: Nothing of the program or the school was in the system's page cache.
        seconds: By moment, from the start of the process; None for one that was not reached.
        megabytes: Resident memory of the program at that moment.
        capture_mb: Of the capture process, at the end.
    """

    is_cold: bool
    seconds: Mapping[str, float | None]
    megabytes: Mapping[str, float | None]
    capture_mb: float | None

    def as_json(self) -> dict[str, object]:
        """Give the figures."""
        return {
            "cold": self.is_cold,
            "seconds": {name: _rounded(value, 3) for name, value in self.seconds.items()},
            "megabytes": {name: _rounded(value, 1) for name, value in self.megabytes.items()},
            "capture_mb": _rounded(self.capture_mb, 1),
        }


def measure(school: Path, *, is_cold: bool) -> Start:
    """Start the program once.

    Args:
        school: One that measurements_school made.
        is_cold: Let go of the page cache before; ask `can_be_cold`.

    Raises:
        subprocess.CalledProcessError: When it does not end well.
        OSError: When the page cache cannot be let go of.
    """
    if is_cold:
        os.sync()
        _DROP.write_text("3")
    begun = time.time()
    said = run_python(_PROGRAM, str(school), timeout_s=_TIMEOUT_S, environment=windowless())
    reached = json.loads(said.splitlines()[-1])
    capture = reached.pop("capture", None)
    return Start(
        is_cold,
        {name: reached[name][0] - begun if name in reached else None for name in MOMENTS},
        {name: reached[name][1] if name in reached else None for name in MOMENTS},
        None if capture is None else capture[1],
    )


def can_be_cold() -> bool:
    """Say whether this process may empty the page cache: on Linux, as root."""
    return os.access(_DROP, os.W_OK)


def quickest(starts: Sequence[Start]) -> Start:
    """Give the start whose first mark was possible soonest: what else runs here only ever makes it later."""
    return min(starts, key=lambda start: start.seconds["possible"] or float("inf"))


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
