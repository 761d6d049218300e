"""The commands. `main` is the entry point of `kiosk`; it shuts the network before heavy imports.

Exit codes: 0 done; 1 a check of `kiosk doctor` failed, or a window did not end cleanly; 2 the command or its
input was refused, with what happened and what to do on stderr; 70 a bug (EX_SOFTWARE of sysexits.h);
75 the kiosk hung and ended itself, start it again (EX_TEMPFAIL; kiosk.runtime.supervision); 130 interrupted
from the keyboard.
"""

import os
import sys

from kiosk import netguard, process_guard
from kiosk.cli import handover


def main() -> None:
    """Run the command line and exit."""
    # Before the network is shut: a download is another program, which this one becomes (promise P2).
    program = handover.program_for(sys.argv[1:])
    if program is not None:
        handover.become(program)
    # Before all else, so that every library, thread and child that follows inherits it (promise P2).
    netguard.deny_internet()
    process_guard.close_to_others()
    process_guard.wipe_freed_memory()
    process_guard.keep_no_large_blocks()
    from multiprocessing import freeze_support

    # In the built program a spawned child starts here, does its work inside this call and never returns.
    freeze_support()
    os.umask(0o077)
    # A name in Arabic must not fail on a console of another code page.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    from kiosk.cli.app import run
    from kiosk.cli.ending import leave

    leave(run(sys.argv[1:] or by_double_click()))


def by_double_click() -> list[str]:
    """Give what the built program does without arguments: where it is an icon to be opened, its window.

    On Linux the icon's own line says `kiosk run`, and `kiosk` alone gives the help, as a checkout's does.
    """
    is_icon = getattr(sys, "frozen", False) and sys.platform in {"win32", "darwin"}
    return ["run"] if is_icon else []
