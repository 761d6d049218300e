"""Backup files for tests: with any bytes for databases, at any moment."""

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kiosk.domain.clock import Instant
from kiosk.storage import backup_file, backup_folder
from kiosk.storage.backup_file import KioskPart, Manifest
from tests.fakes_storage import ZONE

INSTALL = "0192aaaa-0000-7000-8000-000000000001"
OTHER = "0192bbbb-0000-7000-8000-000000000002"
DEVICE = "0192cccc-0000-7000-8000-000000000003"
MAC_KEY = bytes(range(32))


def write(
    folder: Path,
    made: datetime,
    *,
    install: str = INSTALL,
    records: bytes = b"records" * 1000,
    kiosk: bytes | None = b"templates" * 1000,
    mac_key: bytes = MAC_KEY,
) -> Path:
    """Write a backup as the program does."""
    at = Instant.at(made, ZONE)
    path = folder / backup_folder.file_name(folder, at)
    with backup_file.writing(path, mac_key) as writer:
        members = [
            writer.add(backup_file.SLOTS, io.BytesIO(b"{}")),
            writer.add(backup_file.RECORDS, io.BytesIO(records)),
        ]
        part = None
        if kiosk is not None:
            part = KioskPart(3, 7, writer.add(backup_file.KIOSK, io.BytesIO(kiosk)))
        writer.finish(Manifest(install, DEVICE, at, "0", True, "0" * 16, None, None, tuple(members), part))
    return path


def repacked(path: Path, mac_key: bytes, change: Callable[[Path], None]) -> Path:
    """Let a test change the unpacked members, and write the file again with hashes and MACs that fit."""
    work = path.with_name("unpacked")
    work.mkdir()
    with backup_file.reading(path) as backup:
        backup.extract(work)
        manifest = backup.manifest
    change(work)
    path.unlink()
    with backup_file.writing(path, mac_key) as writer:
        members = [writer.add(m.name, io.BytesIO((work / m.name).read_bytes())) for m in manifest.members]
        part = manifest.kiosk
        if part is not None:
            member = writer.add(backup_file.KIOSK, io.BytesIO((work / backup_file.KIOSK).read_bytes()))
            part = replace(part, member=member)
        writer.finish(replace(manifest, members=tuple(members), kiosk=part))
    shutil.rmtree(work)
    return path
