"""How much memory a process holds, as the system says it."""

import os
import sys


def resident_bytes(pid: int | None = None) -> int:
    """Give the resident memory of a process.

    Args:
        pid: Which, on Linux; None for this one. Elsewhere only this one's can be told, at its highest.
    """
    try:
        with open(f"/proc/{pid or 'self'}/statm", encoding="ascii") as file:  # noqa: PTH123 - not a path of ours
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        import resource

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
