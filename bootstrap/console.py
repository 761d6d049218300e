"""Plain words on the terminal, and the one kind of error that set-up knows."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class SetupError(Exception):
    """Set-up cannot go on; shown as one sentence of what happened and one of what to do."""

    def __init__(self, what: str, action: str) -> None:
        """Take both sentences."""
        super().__init__(f"{what} {action}")


def say(text: str) -> None:
    """Print a line at once, also where output is a file; on stderr, for stdout is of what is started."""
    print(text, file=sys.stderr, flush=True)


class Counter:
    """A line that is written over as work goes on; silent where nobody watches."""

    def __init__(self) -> None:
        self._is_live = sys.stderr.isatty()
        self._width = 0

    def show(self, text: str) -> None:
        """Replace the line."""
        if self._is_live:
            print("\r" + text.ljust(self._width), end="", file=sys.stderr, flush=True)
            self._width = len(text)

    def clear(self) -> None:
        """Leave an empty line to write on."""
        if self._is_live and self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)
            self._width = 0
