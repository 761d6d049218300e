"""A backup as a file: one ZIP of stored members, written whole, and read as if an enemy had made it.

Members, in this order: slots.json, records.db, records.db-wal where a crash left one, kiosk.db while the
file is younger than 30 days, and last manifest.json. Both databases are there as SQLCipher's ciphertext. The
manifest is JSON in two parts, each with a MAC whose key comes from the pepper, which every key slot holds:

- "core": format, install id, device id, when it was made, program version, whether it is a trial, which key
  pair Zone R has ("zone_r"), its schema's version and row counts (null when it was made while nobody was
  signed in), and name, size and SHA-256 of each member but Zone K; "core_mac" is the MAC of that.
- "kiosk": Zone K's schema version, row count and member; "kiosk_mac" is the MAC of "core_mac" and that.

So Zone K can be taken out of an old backup without any key (`without_kiosk`), and what is left stays
authentic. Nothing is opened here: no key but the MAC's is known.
"""

import hashlib
import json
import os
import secrets
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Final
from zoneinfo import ZoneInfo

from kiosk.domain.clock import Instant
from kiosk.errors import Code, KioskError
from kiosk.paths import FILE_MODE
from kiosk.storage.keys import keyed

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SLOTS: Final = "slots.json"
RECORDS: Final = "records.db"
RECORDS_WAL: Final = "records.db-wal"
KIOSK: Final = "kiosk.db"
LARGEST_MANIFEST: Final = 64_000
LARGEST_SLOTS: Final = 1_000_000
LARGEST_DATABASE: Final = 64 << 30
_MAC: Final = b"rollcall backup"
_CHUNK: Final = 1 << 20
_CORE: Final = (frozenset({SLOTS, RECORDS}), frozenset({SLOTS, RECORDS, RECORDS_WAL}))
_END: Final = struct.Struct("<4s4H2LH")  # APPNOTE 4.3.16
_LOCATOR: Final = struct.Struct("<4sLQL")  # 4.3.15
_END_64: Final = struct.Struct("<4sQ2H2L4Q")  # 4.3.14
_LARGEST_DIRECTORY: Final = 4096
_ENCRYPTED: Final = 0x1
_YEARS: Final = (2000, 2999)

OnBytes = Callable[[int], None]
"""Told how many bytes more were worked on; may raise to stop the work."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of Zone R."""

    people: int
    marks: int
    audit: int


@dataclass(frozen=True, slots=True)
class KioskPart:
    """Zone K in the backup.

    Attributes:
        schema: Its schema's version.
        templates: Rows.
        member: The file.
    """

    schema: int
    templates: int
    member: Member


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. Believe it after `is_authentic`.

    Attributes:
        install: The installation's id.
        device: Its id as a maker of events.
        made: When.
        program: The version that made it.
        is_trial: Of a trial.
        zone_r: Tells Zone R's key pairs apart; see `zone_r_mark`.
        schema_r: Zone R's schema version; None when it was made without a key.
        counts: Rows of Zone R; None as well.
        members: Of the core.
        kiosk: Zone K; None once it was taken out.
        core_mac: Over everything but `kiosk`.
        kiosk_mac: Over `core_mac` and `kiosk`; b"" without Zone K.
    """

    install: str
    device: str
    made: Instant
    program: str
    is_trial: bool
    zone_r: str
    schema_r: int | None
    counts: Counts | None
    members: tuple[Member, ...] = ()
    kiosk: KioskPart | None = None
    core_mac: bytes = b""
    kiosk_mac: bytes = b""

    @property
    def all_members(self) -> tuple[Member, ...]:
        """Zone K's too."""
        return self.members if self.kiosk is None else (*self.members, self.kiosk.member)

    @property
    def size(self) -> int:
        """Bytes of all members."""
        return sum(member.size for member in self.all_members)

    def sealed(self, mac_key: bytes) -> "Manifest":
        """Give it with its MACs."""
        core_mac = keyed(mac_key, _MAC, _canonical(_core_json(self)))
        kiosk_mac = b"" if self.kiosk is None else _kiosk_mac(mac_key, core_mac, self.kiosk)
        return replace(self, core_mac=core_mac, kiosk_mac=kiosk_mac)

    def is_authentic(self, mac_key: bytes) -> bool:
        """Say whether whoever made it knew the pepper."""
        right = self.sealed(mac_key)
        is_core = secrets.compare_digest(right.core_mac, self.core_mac)
        return secrets.compare_digest(right.kiosk_mac, self.kiosk_mac) and is_core


def zone_r_mark(pepper: bytes, zone_r_public: bytes) -> str:
    """Give what tells Zone R's key pairs apart, and so whether its key is still the one of a backup."""
    return keyed(pepper, b"rollcall zone r", zone_r_public).hex()[:16]


@contextmanager
def writing(path: Path, mac_key: bytes) -> "Iterator[Writer]":
    """Write a backup to a new file; it is whole, and on the disk, when the block ends without an error.

    Raises:
        OSError: If it cannot be written; nothing is left there then.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE_MODE)
    try:
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                yield Writer(archive, mac_key)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


class Writer:
    """Writes the members one after the other, the manifest last."""

    def __init__(self, archive: zipfile.ZipFile, mac_key: bytes) -> None:
        """Used by `writing`."""
        self._archive = archive
        self._mac_key = mac_key

    def add(self, name: str, source: IO[bytes], on_bytes: OnBytes | None = None) -> Member:
        """Add a member; gives what the manifest says of it."""
        digest, size = hashlib.sha256(), 0
        with self._archive.open(_entry(name), "w", force_zip64=True) as target:
            while chunk := source.read(_CHUNK):
                target.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                if on_bytes is not None:
                    on_bytes(len(chunk))
        return Member(name, size, digest.hexdigest())

    def finish(self, manifest: Manifest) -> Manifest:
        """Write the manifest with its MACs."""
        sealed = manifest.sealed(self._mac_key)
        self._write(sealed)
        return sealed

    def finish_as_it_is(self, manifest: Manifest) -> None:
        """Write a manifest that has its MACs."""
        self._write(manifest)

    def _write(self, manifest: Manifest) -> None:
        text = json.dumps(_to_json(manifest), indent=1, sort_keys=True)
        self._archive.writestr(_entry(MANIFEST), text.encode() + b"\n")


class BackupFile:
    """An open backup whose members are those of its manifest, and no others."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest, name: str) -> None:
        """Used by `reading`."""
        self._archive = archive
        self.manifest = manifest
        self.name = name

    def check(self, on_bytes: OnBytes | None = None) -> None:
        """Compare every byte with the manifest. Raises KioskError BACKUP_DAMAGED."""
        for member in self.manifest.all_members:
            self._copy(member, None, on_bytes)

    def extract(self, folder: Path, on_bytes: OnBytes | None = None) -> None:
        """Write all members into a folder, compared with the manifest.

        Raises:
            KioskError: BACKUP_DAMAGED.
            OSError: If they cannot be written.
        """
        for member in self.manifest.all_members:
            handle = os.open(folder / member.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
            with os.fdopen(handle, "wb") as target:
                self._copy(member, target, on_bytes)
                target.flush()
                os.fsync(target.fileno())

    def _copy(self, member: Member, target: IO[bytes] | None, on_bytes: OnBytes | None) -> None:
        digest = hashlib.sha256()
        for chunk in self._chunks(member):
            digest.update(chunk)
            if target is not None:
                target.write(chunk)
            if on_bytes is not None:
                on_bytes(len(chunk))
        if digest.hexdigest() != member.sha256:
            raise KioskError(Code.BACKUP_DAMAGED, where=self.name, detail=member.name)

    def _chunks(self, member: Member) -> Iterator[bytes]:
        left = member.size
        try:
            with self._archive.open(member.name) as source:
                while left > 0 and (chunk := source.read(min(_CHUNK, left))):
                    left -= len(chunk)
                    yield chunk
        except (*_UNREADABLE, OSError):
            raise KioskError(Code.BACKUP_DAMAGED, where=self.name, detail=member.name) from None
        if left:
            raise KioskError(Code.BACKUP_DAMAGED, where=self.name, detail=member.name)


_UNREADABLE: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, struct.error, NotImplementedError, EOFError, RuntimeError,
    ValueError, KeyError, TypeError, IndexError, OverflowError,
)  # fmt: skip
"""What zipfile and json raise over a file that is none of ours."""


@contextmanager
def reading(path: Path) -> Iterator[BackupFile]:
    """Open a backup. Its bytes are compared by `check` or `extract`, its MAC by `Manifest.is_authentic`.

    Raises:
        KioskError: BACKUP_UNREADABLE; BACKUP_HOSTILE with a reason code; BACKUP_DAMAGED when its list of
            files does not fit; BACKUP_NEWER.
    """
    with _opened(path) as file:
        _check_directory(file, path.name)
        try:
            archive = zipfile.ZipFile(file)
        except (*_UNREADABLE, OSError):
            raise KioskError(Code.BACKUP_UNREADABLE, where=path.name) from None
        with archive:
            manifest = _manifest(archive, path.name)
            _check_members(archive, manifest, path.name)
            yield BackupFile(archive, manifest, path.name)


def without_kiosk(path: Path, target: Path) -> None:
    """Write the same backup without Zone K to a new file; its MACs stay right.

    Raises:
        KioskError: As `reading`, and BACKUP_DAMAGED.
        OSError: If it cannot be written.
    """
    with reading(path) as backup, writing(target, b"") as writer:
        for member in backup.manifest.members:
            with backup._archive.open(member.name) as source:  # noqa: SLF001 - the same module
                written = writer.add(member.name, source)
            if written != member:
                raise KioskError(Code.BACKUP_DAMAGED, where=path.name, detail=member.name)
        writer.finish_as_it_is(replace(backup.manifest, kiosk=None, kiosk_mac=b""))


def sha256_of(path: Path) -> str:
    """Hash a whole file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a regular file and nothing else: a link, a device or a pipe is refused, not waited for."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    if path.is_symlink():
        raise KioskError(Code.BACKUP_HOSTILE, where=path.name, detail="link")
    try:
        handle = os.open(path, flags)
    except OSError:
        raise KioskError(Code.BACKUP_UNREADABLE, where=path.name) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise KioskError(Code.BACKUP_HOSTILE, where=path.name, detail="not-a-file")
    with os.fdopen(handle, "rb") as file:
        yield file


def _check_directory(file: IO[bytes], name: str) -> None:
    """Look at the ZIP's last record before zipfile believes it: a list of a million files is none of ours."""
    size = os.fstat(file.fileno()).st_size
    raw = _at(file, size - _END.size, _END.size)
    if raw is None or raw[:4] != b"PK\x05\x06":
        raise KioskError(Code.BACKUP_UNREADABLE, where=name)
    _, disk, first_disk, here, total, length, _, comment = _END.unpack(raw)
    if (
        total > len(_CORE[1]) + 2
        or length > _LARGEST_DIRECTORY
        or here != total
        or disk
        or first_disk
        or comment
    ):
        raise KioskError(Code.BACKUP_HOSTILE, where=name, detail="directory")
    locator = _at(file, size - _END.size - _LOCATOR.size, _LOCATOR.size)
    if locator is None or locator[:4] != b"PK\x06\x07":
        return
    record = _at(file, _LOCATOR.unpack(locator)[2], _END_64.size)
    if record is None or _END_64.unpack(record)[6:9] != (total, total, length):
        raise KioskError(Code.BACKUP_HOSTILE, where=name, detail="directory")


def _at(file: IO[bytes], offset: int, length: int) -> bytes | None:
    if offset < 0:
        return None
    try:
        file.seek(offset)
        found = file.read(length)
    except (OSError, OverflowError, ValueError):
        return None
    return found if len(found) == length else None


def _manifest(archive: zipfile.ZipFile, name: str) -> Manifest:
    infos = archive.infolist()
    _check_entries(infos, name)
    if [info.filename for info in infos].count(MANIFEST) != 1:
        raise KioskError(Code.BACKUP_UNREADABLE, where=name)
    if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise KioskError(Code.BACKUP_HOSTILE, where=name, detail="manifest")
    try:
        content = json.loads(archive.read(MANIFEST).decode("utf-8"))
        newer = content["core"]["format"]
        if type(newer) is int and newer > FORMAT:
            raise KioskError(Code.BACKUP_NEWER, where=name)
        return _from_json(content)
    except (*_UNREADABLE, OSError, RecursionError):
        raise KioskError(Code.BACKUP_DAMAGED, where=name, detail="manifest") from None


def _check_entries(infos: Sequence[zipfile.ZipInfo], name: str) -> None:
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise KioskError(Code.BACKUP_HOSTILE, where=name, detail="twice")
    for info in infos:
        if info.filename not in {MANIFEST, SLOTS, RECORDS, RECORDS_WAL, KIOSK}:
            raise KioskError(Code.BACKUP_HOSTILE, where=name, detail="name")
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in {0, stat.S_IFREG}:
            raise KioskError(Code.BACKUP_HOSTILE, where=name, detail="kind")
        is_stored = info.compress_type == zipfile.ZIP_STORED and info.compress_size == info.file_size
        if not is_stored or info.flag_bits & _ENCRYPTED:
            raise KioskError(Code.BACKUP_HOSTILE, where=name, detail="compressed")


def _check_members(archive: zipfile.ZipFile, manifest: Manifest, name: str) -> None:
    listed = {member.name: member.size for member in manifest.all_members}
    there = {info.filename: info.file_size for info in archive.infolist() if info.filename != MANIFEST}
    if listed != there:
        raise KioskError(Code.BACKUP_DAMAGED, where=name, detail="members")
    limits = {SLOTS: LARGEST_SLOTS}
    if any(size > limits.get(member, LARGEST_DATABASE) for member, size in listed.items()):
        raise KioskError(Code.BACKUP_HOSTILE, where=name, detail="size")
    assert archive.fp is not None
    if sum(listed.values()) > os.fstat(archive.fp.fileno()).st_size:
        raise KioskError(Code.BACKUP_HOSTILE, where=name, detail="overlap")


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFREG | FILE_MODE) << 16
    return entry


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _kiosk_mac(mac_key: bytes, core_mac: bytes, part: KioskPart) -> bytes:
    return keyed(mac_key, _MAC, core_mac + _canonical(_kiosk_json(part)))


def _core_json(manifest: Manifest) -> dict[str, Any]:
    counts = manifest.counts
    return {
        "format": FORMAT,
        "install": manifest.install,
        "device": manifest.device,
        "made": [manifest.made.utc_text, manifest.made.zone, manifest.made.offset_minutes],
        "program": manifest.program,
        "is_trial": manifest.is_trial,
        "zone_r": manifest.zone_r,
        "schema_r": manifest.schema_r,
        "counts": None if counts is None else [counts.people, counts.marks, counts.audit],
        "members": [_member_json(member) for member in manifest.members],
    }


def _kiosk_json(part: KioskPart) -> dict[str, Any]:
    return {"schema": part.schema, "templates": part.templates, "member": _member_json(part.member)}


def _member_json(member: Member) -> list[Any]:
    return [member.name, member.size, member.sha256]


def _to_json(manifest: Manifest) -> dict[str, Any]:
    found: dict[str, Any] = {"core": _core_json(manifest), "core_mac": manifest.core_mac.hex()}
    if manifest.kiosk is not None:
        found |= {"kiosk": _kiosk_json(manifest.kiosk), "kiosk_mac": manifest.kiosk_mac.hex()}
    return found


def _from_json(content: Any) -> Manifest:
    core, part = content["core"], content.get("kiosk")
    if core["format"] != FORMAT:
        raise ValueError("another format")
    members = tuple(_member(one) for one in core["members"])
    if frozenset(member.name for member in members) not in _CORE or len(members) > len(_CORE[1]):
        raise ValueError("other members")
    counts = core["counts"]
    return Manifest(
        _text(core["install"], 36),
        _text(core["device"], 36),
        _instant(*core["made"]),
        _text(core["program"], 80),
        _flag(core["is_trial"]),
        _text(core["zone_r"], 80),
        None if core["schema_r"] is None else _number(core["schema_r"]),
        None if counts is None else Counts(*(_number(one) for one in counts)),
        members,
        None if part is None else _kiosk_part(part),
        bytes.fromhex(content["core_mac"]),
        b"" if part is None else bytes.fromhex(content["kiosk_mac"]),
    )


def _kiosk_part(part: Mapping[str, Any]) -> KioskPart:
    member = _member(part["member"])
    if member.name != KIOSK:
        raise ValueError("other members")
    return KioskPart(_number(part["schema"]), _number(part["templates"]), member)


def _member(value: Any) -> Member:
    name, size, sha256 = value
    return Member(_text(name, 40), _number(size), _text(sha256, 64))


def _instant(utc: Any, zone: Any, offset: Any) -> Instant:
    ZoneInfo(_text(zone, 80))
    made = Instant.parse(_text(utc, 40), zone, _number(offset, least=-2000))
    if not _YEARS[0] <= made.utc.year <= _YEARS[1]:
        raise ValueError("no time that a clock says")
    return made


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise TypeError("a text is needed")
    return value


def _number(value: Any, least: int = 0) -> int:
    if type(value) is not int or not least <= value < 1 << 62:
        raise TypeError("a number is needed")
    return value


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError("true or false is needed")
    return value
