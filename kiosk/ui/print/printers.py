"""The printers of this computer, by the print service's own commands. No Qt, and slow: not on the GUI thread.

QtPrintSupport is not used: it opens a network socket where the service does not answer, leaves the pages in
a temporary file while it works, and says nothing when they are refused (docs/decisions/0017-printing.md).
`lp` is told where the service's own unix socket is, so neither it nor this program opens a connection. What
the service does with the pages afterwards is the service's: a printer on the network gets them by it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.errors import Code, KioskError

SOCKET: Final = "/run/cups/cups.sock"
_WHERE: Final = "/usr/bin:/bin:/usr/local/bin"
_ASK_S: Final = 10.0
_PRINT_S: Final = 60.0
_JOB: Final = "Rollcall"
"""What the queue shows: no group and no name."""


@dataclass(frozen=True, slots=True)
class Printers:
    """What there is.

    Attributes:
        is_there: There is a print service's command at all.
        names: Of its queues, as it lists them.
        usual: The one that is used when nobody chooses; "" for none.
    """

    is_there: bool
    names: tuple[str, ...] = ()
    usual: str = ""


def find() -> Printers:
    """Ask the print service. One that does not answer in ten seconds has no printers."""
    if shutil.which("lp", path=_WHERE) is None:
        return Printers(is_there=False)
    names = tuple(_said(["lpstat", "-e"]).split())
    usual = _said(["lpstat", "-d"]).rpartition(":")[2].strip()
    return Printers(is_there=True, names=names, usual=usual if usual in names else "")


def put(name: str, pdf: bytes) -> None:
    """Hand a document over to a queue; returns when the service has taken it, not when it is printed.

    Raises:
        KioskError: PRINTER_REFUSED.
    """
    try:
        _run(["lp", "-d", name, "-s", "-t", _JOB, "-o", "media=A4", "-"], pdf, _PRINT_S)
    except (OSError, subprocess.SubprocessError) as error:
        raise KioskError(Code.PRINTER_REFUSED, where=name) from error


def _said(command: Sequence[str]) -> str:
    try:
        return _run(command, b"", _ASK_S).decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError):
        return ""


def _run(command: Sequence[str], given: bytes, patience_s: float) -> bytes:
    """Run one of the service's commands by its full path, in an environment of a few words.

    Raises:
        OSError: It is not there.
        subprocess.SubprocessError: It failed, or did not end in time and was killed.
    """
    program = shutil.which(command[0], path=_WHERE)
    if program is None:
        raise FileNotFoundError(command[0])
    done = subprocess.run(  # noqa: S603 - a fixed program, no shell
        [program, *command[1:]],
        input=given,
        capture_output=True,
        timeout=patience_s,
        check=True,
        env=_environment(),
    )
    return done.stdout


def _environment() -> dict[str, str]:
    """Give what the commands need: nothing of a built program's own libraries, and no server elsewhere."""
    made = {"PATH": _WHERE, "LC_ALL": "C.UTF-8", "HOME": os.environ.get("HOME", "/")}
    if sys.platform == "linux":
        made["CUPS_SERVER"] = SOCKET
    return made
