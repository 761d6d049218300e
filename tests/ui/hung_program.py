"""A child of test_pulse.py: the real program on a trial, whose event loop hangs at SIGUSR1.

`python -m tests.ui.hung_program DATA_DIR`
"""

import signal
import sys
import threading
from pathlib import Path
from types import FrameType

from kiosk import app, netguard
from kiosk.paths import DataDir
from kiosk.runtime import heartbeats
from kiosk.runtime.supervision import Limits

SOON = Limits(quiet_s=2.0, stuck_s=2.0)


def hang(_number: int, _frame: FrameType | None) -> None:
    """Never return to the event loop. Half a minute is longer than a test may take."""
    heartbeats.GuiPulse.limits = SOON
    threading.Event().wait()


def main() -> int:
    """Run it until it ends."""
    netguard.deny_internet()
    signal.signal(signal.SIGUSR1, hang)
    return app.run(DataDir(Path(sys.argv[1])), source="synthetic")


if __name__ == "__main__":
    sys.exit(main())
