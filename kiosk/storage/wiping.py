"""Overwriting secrets in objects that Python lets nobody change: bytes and texts that we made ourselves.

Libraries take keys as `bytes`, and SQLCipher takes one as SQL text. Freed, such objects lie in memory until
something else is put there, and a core dump, a swap file or whoever reads the process finds them. So the last
owner burns them. Only an object that nobody else refers to may be burnt: whoever holds it sees zeros.

What Qt copies inside is out of reach; what PyNaCl would is not made (kiosk.storage.sodium). Both are
measured: tests/memory.py.
"""

import ctypes
import sys
from typing import Final

from kiosk import process_guard

SHORTEST_BURNT: Final = 16
"""Shorter objects are shared by the interpreter: empty ones, single characters, names."""


_BLOCK: Final = 16
_LARGEST_BLOCK: Final = 512
_BLOCKS: Final = 2000


def overwrite_freed() -> None:
    """Overwrite memory that was given back to Python: where names and texts were, for the most part.

    CPython keeps freed small objects in pools of one size each (obmalloc.c) and hands the same blocks out
    again, as they are. So some thousand blocks of each size are asked for, filled with zeros, and given back:
    30 ms and 1 MB. What the C library keeps ready for this thread is overwritten too. Nothing is promised by
    it: what is still referred to stays, and so does what Qt copied.
    """
    header = sys.getsizeof(b"")
    for size in range(-(-header // _BLOCK) * _BLOCK, _LARGEST_BLOCK + 1, _BLOCK):
        held = [bytes(size - header) for _ in range(_BLOCKS)]
        held.clear()
    process_guard.wipe_small_blocks()


def burn(*secrets: bytes | bytearray | str) -> None:
    """Overwrite objects with zeros, in place. Other interpreters than CPython are left alone.

    Raises:
        ValueError: For what may be shared, or is laid out in another way: shorter than 16, or not ASCII text.
    """
    for one in secrets:
        if isinstance(one, bytearray):
            one[:] = bytes(len(one))
            continue
        if len(one) < SHORTEST_BURNT or (isinstance(one, str) and not one.isascii()):
            raise ValueError("this object must not be burnt")
        if sys.implementation.name == "cpython":
            # Both end with their characters, one byte each, and a zero byte (bytesobject.h, unicodeobject.h).
            header = sys.getsizeof(one) - len(one) - 1
            ctypes.memset(id(one) + header, 0, len(one))
