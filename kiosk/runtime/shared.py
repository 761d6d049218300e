"""A frame slot in unnamed shared memory: one process writes, another reads the newest whole picture.

The memory has no name in any file system, so a kill -9 of both processes leaves nothing behind: memfd_create
on Linux; on other POSIX systems a shared memory object whose name is removed before anything is written; on
Windows a section backed by the page file, which ends with its last handle.

Three buffers are written in turn. Each picture carries its number before and after it and a CRC-32 of its
pixels; the reader copies, compares all three and tries again otherwise. So a torn picture is not read,
whatever the processor does to the order of writes, and neither side ever waits for the other: a writer killed
half way blocks nobody.
"""

import mmap
import os
import secrets
import sys
import zlib
from dataclasses import dataclass
from multiprocessing import reduction
from typing import Any

import numpy as np
from numpy.typing import NDArray

BUFFERS = 3
LARGEST_WIDTH = 1920
LARGEST_HEIGHT = 1080
CAPACITY = LARGEST_WIDTH * LARGEST_HEIGHT * 3
"""Bytes of one buffer; a camera's larger pictures are scaled down before they are written."""
_READ_TRIES = 8

_PAGE = 4096
_WORDS = 64
_STOP, _HEARTBEAT, _PHASE, _PUBLISHED, _NOTICED = range(5)
_BUFFER_WORDS = 16
_BEFORE, _AFTER, _TIME, _HEIGHT, _WIDTH, _CRC = range(6)


@dataclass(frozen=True, slots=True, eq=False)
class SharedPicture:
    """A whole picture copied out of the slot.

    Attributes:
        seq: Its number, from 1 in each writer's life.
        monotonic_ns: When it was taken, by the clock that all processes share.
        crc: CRC-32 of its pixels.
        image: (height, width, 3) uint8 RGB.
    """

    seq: int
    monotonic_ns: int
    crc: int
    image: NDArray[np.uint8]


class SharedSlot:
    """The memory both processes see. Made by the reader; travels to the writer as a process argument."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        """Make the memory.

        Args:
            capacity: Bytes of the largest picture.

        Raises:
            OSError: If there is no memory.
        """
        self._capacity = capacity
        self._handle = _make_memory(self._size)
        self._attach()

    @property
    def _size(self) -> int:
        return _PAGE + BUFFERS * self._capacity

    def _attach(self) -> None:
        self._memory = _map(self._handle, self._size)
        self._words = np.frombuffer(self._memory, np.int64, _WORDS)

    def __getstate__(self) -> tuple[int, Any]:
        """Hand the memory over; works only while a child process is being started."""
        handle = self._handle
        return self._capacity, reduction.DupFd(handle) if isinstance(handle, int) else handle

    def __setstate__(self, state: tuple[int, Any]) -> None:
        """Take the memory over in the child."""
        self._capacity, handed = state
        self._handle = handed if isinstance(handed, str) else handed.detach()
        self._attach()

    def close(self) -> None:
        """Give the memory back; the last of the two to do so frees it."""
        del self._words
        self._memory.close()
        if isinstance(self._handle, int):
            os.close(self._handle)

    # What the reader says and hears

    def ask_to_stop(self) -> None:
        """Ask the writer to end."""
        self._words[_STOP] = 1

    @property
    def is_asked_to_stop(self) -> bool:
        """Whether the reader asked the writer to end."""
        return bool(self._words[_STOP])

    def beat(self, phase: int) -> None:
        """Show, as the writer, a sign of life and what is being done."""
        self._words[_PHASE] = phase
        self._words[_HEARTBEAT] += 1

    @property
    def heartbeats(self) -> int:
        """How many signs of life there were."""
        return int(self._words[_HEARTBEAT])

    @property
    def phase(self) -> int:
        """What the writer said it does."""
        return int(self._words[_PHASE])

    def notice(self, seq: int) -> None:
        """Say, as the reader, which picture was looked at last, so that the writer need not ring for each."""
        self._words[_NOTICED] = seq

    @property
    def noticed(self) -> int:
        """The picture the reader looked at last."""
        return int(self._words[_NOTICED])

    # Pictures

    def write(self, seq: int, monotonic_ns: int, image: NDArray[np.uint8]) -> None:
        """Put picture number `seq` (from 1, rising) in, in place of the oldest.

        Args:
            seq: Its number.
            monotonic_ns: When it was taken.
            image: (height, width, 3) uint8 RGB, at most the slot's capacity.

        Raises:
            ValueError: If it is too large.
        """
        if image.nbytes > self._capacity:
            raise ValueError("the picture does not fit into the slot")
        words, pixels = self._buffer(seq % BUFFERS)
        words[_AFTER] = 0
        words[_BEFORE] = seq
        flat = np.ascontiguousarray(image).reshape(-1)
        pixels[: flat.size] = flat
        words[_TIME], words[_HEIGHT], words[_WIDTH] = monotonic_ns, image.shape[0], image.shape[1]
        words[_CRC] = zlib.crc32(flat.data)
        words[_AFTER] = seq
        self._words[_PUBLISHED] = seq

    @property
    def newest(self) -> int:
        """Number of the newest picture, 0 before the first."""
        return int(self._words[_PUBLISHED])

    def read(self) -> SharedPicture | None:
        """Copy the newest picture; None before the first, or when the writer was quicker eight times over."""
        for _ in range(_READ_TRIES):
            seq = self.newest
            if seq == 0:
                return None
            picture = self._copy(seq)
            if picture is not None:
                return picture
        return None

    def _copy(self, seq: int) -> SharedPicture | None:
        words, pixels = self._buffer(seq % BUFFERS)
        if int(words[_AFTER]) != seq:
            return None
        taken, height, width, crc = (int(words[i]) for i in (_TIME, _HEIGHT, _WIDTH, _CRC))
        size = height * width * 3
        if not 0 < size <= self._capacity:
            return None
        copied = pixels[:size].copy()
        if int(words[_BEFORE]) != seq or int(words[_AFTER]) != seq or zlib.crc32(copied.data) != crc:
            return None
        return SharedPicture(seq, taken, crc, copied.reshape(height, width, 3))

    def _buffer(self, index: int) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        words = self._words[_BUFFER_WORDS * (index + 1) : _BUFFER_WORDS * (index + 2)]
        start = _PAGE + index * self._capacity
        return words, np.frombuffer(self._memory, np.uint8, self._capacity, start)


def _make_memory(size: int) -> int | str:
    """Make unnamed memory: a file descriptor, or on Windows the tag of a page file section."""
    if sys.platform == "win32":
        return f"rollcall-{secrets.token_hex(16)}"
    handle = _memory_descriptor()
    os.ftruncate(handle, size)
    return handle


if sys.platform == "linux":

    def _memory_descriptor() -> int:
        return os.memfd_create("rollcall-frame", os.MFD_CLOEXEC)

elif sys.platform != "win32":

    def _memory_descriptor() -> int:
        import _posixshmem

        name = f"/rollcall-{secrets.token_hex(8)}"
        handle: int = _posixshmem.shm_open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode=0o600)
        _posixshmem.shm_unlink(name)
        return handle


def _map(handle: int | str, size: int) -> mmap.mmap:
    if sys.platform == "win32":
        return mmap.mmap(-1, size, tagname=str(handle))
    return mmap.mmap(int(handle), size)
