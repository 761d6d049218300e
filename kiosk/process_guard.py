"""What may be seen of this process's memory: no core file, no look into it, nothing in what was freed.

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
# malloc.h of glibc
_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3
_M_PERTURB = -6
_FILLING = 0xA5
# A picture of 1280x720 is 2.8 MB and is taken from the heap again and again; what is larger comes and goes.
_LARGE_BLOCK = 4 << 20
# malloc.c of glibc: sizes of blocks that wait in tcache, and how many of each; more since 2.41.
_SMALLEST_BLOCK, _LARGEST_BLOCK, _BLOCK_STEP, _BLOCKS_KEPT = 24, 1032, 16, 16


def close_to_others() -> None:
    """Write no core file and let nobody look into this process; where a system has no such thing, go on."""
    _write_no_core_files()
    if sys.platform == "linux":
        _prctl(_PR_SET_DUMPABLE, 0)


def is_closed() -> bool | None:
    """Say whether other programs of this user are kept out; None where that cannot be told."""
    return _prctl(_PR_GET_DUMPABLE, 0) != 1 if sys.platform == "linux" else None


def wipe_freed_memory() -> bool:
    """Let the C library overwrite whatever is freed from now on; False where it cannot.

    glibc's M_PERTURB does it in the whole process: SQLCipher's pages, long Python strings, Qt's. Source:
    mallopt(3). Where there is no glibc, SQLCipher wipes its own (kiosk.storage.sqlcipher), which costs two
    system calls for each allocation: 4 to 13 times the time of writing marks where that was measured. Up to
    seven small blocks of each size and thread stay as they were: see `wipe_small_blocks`.
    """
    libc = _glibc()
    return libc is not None and bool(libc.mallopt(_M_PERTURB, _FILLING))


def keep_no_large_blocks() -> bool:
    """Let the C library give freed memory of 4 MB and more back at once, from now on; False where it cannot.

    Left alone, glibc raises its limits to twice the largest block that was ever freed, up to 64 MB, and
    keeps as much at the end of each thread's heap, where `give_back_memory` does not reach: the process
    grew by 31 MB at a stroke, for good. Source: mallopt(3), M_MMAP_THRESHOLD and M_TRIM_THRESHOLD;
    glibc's mtrim() passes over the end of every heap but the first.
    """
    libc = _glibc()
    return libc is not None and all(
        libc.mallopt(limit, _LARGE_BLOCK) for limit in (_M_MMAP_THRESHOLD, _M_TRIM_THRESHOLD)
    )


def give_back_memory() -> bool:
    """Let the C library give the system what it keeps of freed memory; False where it cannot.

    Each thread has a heap of its own there, with holes of many sizes: 60 to 100 MB after some minutes of
    pictures and passphrases, which only grow. It takes 20 ms the first time and 1 ms later. Source:
    malloc_trim(3).
    """
    libc = _glibc()
    if libc is None:
        return False
    libc.malloc_trim.argtypes = [ctypes.c_size_t]
    libc.malloc_trim(0)
    return True


def wipe_small_blocks() -> None:
    """Overwrite the freed blocks that glibc keeps ready for this thread, which M_PERTURB passes over.

    Source: glibc's malloc.c, tcache. Each size is taken until it has been through all that can wait, filled,
    and given back.
    """
    libc = _glibc()
    if libc is None:
        return
    libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    libc.free.restype, libc.free.argtypes = None, [ctypes.c_void_p]
    for size in range(_SMALLEST_BLOCK, _LARGEST_BLOCK + 1, _BLOCK_STEP):
        taken = [libc.malloc(size) for _ in range(_BLOCKS_KEPT)]
        for place in filter(None, taken):
            ctypes.memset(place, _FILLING, size)
            libc.free(place)


def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "gnu_get_libc_version") else None


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
