"""Archives, opened with suspicion: their entries come out as bytes by name, within limits.

An archive is never unpacked to a disk. Names only tell entries apart, so an absolute name, "../" or a
symbolic link leads nowhere: a link's entry is the text that it holds.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

from kiosk.reports.importing.limits import (
    ENTRIES,
    RATIO,
    RATIO_FROM_BYTES,
    UNPACKED_BYTES,
    refused,
    too_large,
)

_NESTED: Final = re.compile(r"\.(zip|7z|rar|gz|bz2|xz|tar|tgz|jar|xls[xmb]?|ods)$", re.IGNORECASE)
_LISTED: Final = b"PK\x01\x02"
"""Begins each line of an archive's list."""
_ENCRYPTED: Final = 0x1
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, OverflowError, RuntimeError,
)  # fmt: skip
"""All that zipfile raises for a damaged archive, found by fuzzing. Encrypted entries and unknown methods are
RuntimeErrors, names that cannot be read ValueErrors."""


class Archive:
    """The entries of a ZIP, listed and measured; nothing is unpacked until it is asked for."""

    def __init__(self, data: bytes, where: str) -> None:
        """List an archive.

        Args:
            data: Its bytes.
            where: The file's name, for errors.

        Raises:
            KioskError: IMPORT_FORMAT, IMPORT_TOO_LARGE.
        """
        self._where = where
        if data.count(_LISTED) > ENTRIES:  # before a list of a million is read
            raise too_large(where, "large-entries")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise refused(where, "archive-damaged") from None
        self._entries = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        self._check(len(data))
        self._unpacked = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The entries' names, as they are written."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """Unpack one entry.

        Raises:
            KioskError: IMPORT_FORMAT, IMPORT_TOO_LARGE.
        """
        info = self._entries[name]
        room = UNPACKED_BYTES - self._unpacked
        # What the list says of an entry's size may be a lie: what comes out is what counts.
        try:
            with self._zip.open(info) as opened:
                data = opened.read(min(room, info.file_size) + 1)
        except _BROKEN:
            raise refused(self._where, "archive-damaged") from None
        self._unpacked += len(data)
        if len(data) > room:
            raise too_large(self._where, "large-content")
        if len(data) != info.file_size:
            raise refused(self._where, "archive-damaged")
        return data

    def _check(self, size: int) -> None:
        entries = self._zip.infolist()
        if len(self._entries) != sum(not info.is_dir() for info in entries):
            raise refused(self._where, "archive-twice")
        for info in self._entries.values():
            if info.flag_bits & _ENCRYPTED:
                raise refused(self._where, "archive-locked")
            if info.compress_type not in _METHODS:
                raise refused(self._where, "archive-method")
            if _NESTED.search(info.filename):
                raise refused(self._where, "archive-nested")
            if info.file_size > max(RATIO_FROM_BYTES, RATIO * info.compress_size):
                raise too_large(self._where, "large-ratio")
        total = sum(info.file_size for info in self._entries.values())
        if total > max(RATIO_FROM_BYTES, RATIO * size):
            raise too_large(self._where, "large-ratio")
        if total > UNPACKED_BYTES:
            raise too_large(self._where, "large-content")


def repacked(archive: Archive, wanted: Callable[[str], bool], check: Callable[[str, bytes], None]) -> bytes:
    """Give an archive of some entries, unpacked: another reader finds only what was measured here.

    Args:
        archive: The entries.
        wanted: Which of them, by name.
        check: Looks at each of them first; may raise.

    Raises:
        KioskError: IMPORT_FORMAT, IMPORT_TOO_LARGE, and what `check` raises.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as out:
        for name in archive.names:
            if wanted(name):
                data = archive.read(name)
                check(name, data)
                out.writestr(zipfile.ZipInfo(name), data)
    return packed.getvalue()
