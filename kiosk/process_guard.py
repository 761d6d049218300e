"""What the kernel may show of this process's memory to others: no core file, no look into it.

The memory holds keys while somebody is signed in, and names (promises P3 and P4). On Linux PR_SET_DUMPABLE 0
keeps other programs of the same user from reading it; root and the kernel can. A new program (exec) begins
without it, so the capture process says it again for itself.

This module imports nothing of ours and nothing heavy.
"""

import ctypes
import sys

# linux/prctl.h
_PR_GET_DUMPABLE = 3
_PR_SET_DUMPABLE = 4


def close_to_others() -> None:
    """Write no core file and let nobody look into this process; where a system has no such thing, go on."""
    _write_no_core_files()
    if sys.platform == "linux":
        _prctl(_PR_SET_DUMPABLE, 0)


def is_closed() -> bool | None:
    """Say whether other programs of this user are kept out; None where that cannot be told."""
    return _prctl(_PR_GET_DUMPABLE, 0) != 1 if sys.platform == "linux" else None


def _write_no_core_files() -> None:
    """Keep a crash from writing the memory to the disk.

    A limit of 1 byte, not 0: Linux ignores 0 where cores are piped to a collector, and takes 1 for "none".
    Source: core(5) and fs/coredump.c. The capture process inherits it.
    """
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    limit = 1 if most == resource.RLIM_INFINITY else min(1, most)
    resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))


def _prctl(option: int, value: int) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    answer: int = libc.prctl(option, *(ctypes.c_ulong(word) for word in (value, 0, 0, 0)))
    return answer
