"""A backup's file: whole, authentic without Zone K too, and refused in a sentence when an enemy made it."""

import io
import json
import os
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.errors import Code, KioskError
from kiosk.storage import backup_file
from kiosk.storage.backup_file import KIOSK, MANIFEST, RECORDS, SLOTS, reading, without_kiosk
from tests.storage.backup_files import MAC_KEY, write

MADE = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path, MADE)


def code_of(path: Path) -> tuple[Code, str]:
    """What opening and checking a file says."""
    with pytest.raises(KioskError) as caught, reading(path) as backup:
        backup.check()
    return caught.value.code, caught.value.detail


def rebuilt(
    path: Path,
    change: Callable[[dict[str, bytes]], None] = lambda _: None,
    entry: Callable[[zipfile.ZipInfo], None] = lambda _: None,
    compression: int = zipfile.ZIP_STORED,
) -> Path:
    """Write the file again after a change to its members or entries."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    change(members)
    target = path.with_name("changed.backup")
    with zipfile.ZipFile(target, "w", compression) as new:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = compression
            entry(info)
            new.writestr(info, content)
    return target


def test_it_gives_back_what_went_in_and_is_private(path: Path, tmp_path: Path) -> None:
    assert path.name == "rollcall-2026-11-26T020000Z.backup"
    assert path.stat().st_mode & 0o777 == 0o600
    seen: list[int] = []
    (tmp_path / "out").mkdir()
    with reading(path) as backup:
        assert backup.manifest.is_authentic(MAC_KEY)
        assert not backup.manifest.is_authentic(bytes(32))
        backup.check()
        backup.extract(tmp_path / "out", seen.append)
        assert sum(seen) == backup.manifest.size
    assert (tmp_path / "out" / RECORDS).read_bytes() == b"records" * 1000
    assert (tmp_path / "out" / KIOSK).read_bytes() == b"templates" * 1000
    assert all(p.stat().st_mode & 0o777 == 0o600 for p in (tmp_path / "out").iterdir())


def test_without_zone_k_it_is_still_authentic_and_holds_none_of_it(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "stripped.backup"
    without_kiosk(path, target)
    with reading(target) as backup:
        assert backup.manifest.is_authentic(MAC_KEY)
        assert [member.name for member in backup.manifest.all_members] == [SLOTS, RECORDS]
        backup.check()
    assert b"templates" not in target.read_bytes().replace(b'"templates"', b"")


def test_zone_k_of_another_backup_is_noticed(path: Path, tmp_path: Path) -> None:
    other = write(tmp_path, MADE.replace(hour=3), kiosk=b"others" * 1500)
    with zipfile.ZipFile(other) as archive:
        theirs, content = json.loads(archive.read(MANIFEST)), archive.read(KIOSK)

    def put_in(members: dict[str, bytes]) -> None:
        ours = json.loads(members[MANIFEST])
        ours |= {"kiosk": theirs["kiosk"], "kiosk_mac": theirs["kiosk_mac"]}
        members |= {MANIFEST: json.dumps(ours).encode(), KIOSK: content}

    with reading(rebuilt(path, put_in)) as backup:
        backup.check()
        assert not backup.manifest.is_authentic(MAC_KEY)


@pytest.mark.parametrize("member", [SLOTS, RECORDS, KIOSK, MANIFEST])
def test_a_changed_byte_is_noticed(path: Path, member: str) -> None:
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(member)
        start = info.header_offset + 30 + len(member) + (20 if member != MANIFEST else 0)
    raw[start + info.file_size // 2] ^= 1
    path.write_bytes(raw)
    assert code_of(path)[0] is Code.BACKUP_DAMAGED


def test_a_file_cut_anywhere_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for length in (0, 1, 21, 22, len(whole) // 2, len(whole) - 23, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert code_of(path)[0] is Code.BACKUP_UNREADABLE, length


def _manifest(**values: object) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        content = json.loads(members[MANIFEST])
        content["core"] |= values
        members[MANIFEST] = json.dumps(content).encode()

    return change


def _rename(old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members[new] = members.pop(old)

    return change


def _link(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def _huge_slots(members: dict[str, bytes]) -> None:
    members[SLOTS] = b" " * 1_000_001
    content = json.loads(members[MANIFEST])
    content["core"]["members"][0][1] = len(members[SLOTS])
    members[MANIFEST] = json.dumps(content).encode()


HOSTILE: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "a path upwards": (_rename(RECORDS, "../records.db"), "name"),
    "a path from the root": (_rename(RECORDS, "/records.db"), "name"),
    "a name more": (lambda m: m.update({"device.key": b"0"}), "name"),
    "a huge manifest": (lambda m: m.update({MANIFEST: b" " * 64_001}), "manifest"),
    "many names": (lambda m: m.update({f"{n}.db": b"" for n in range(99)}), "directory"),
    "huge slots": (_huge_slots, "size"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_no_backup_holds_is_refused(path: Path, what: str) -> None:
    change, detail = HOSTILE[what]
    assert code_of(rebuilt(path, change)) == (Code.BACKUP_HOSTILE, detail)


def test_entries_that_are_links_or_compressed_are_refused(path: Path) -> None:
    assert code_of(rebuilt(path, entry=_link)) == (Code.BACKUP_HOSTILE, "kind")
    assert code_of(rebuilt(path, compression=zipfile.ZIP_DEFLATED)) == (Code.BACKUP_HOSTILE, "compressed")


def test_a_name_twice_is_refused(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr(RECORDS, b"another")
    assert code_of(path) == (Code.BACKUP_HOSTILE, "twice")


def test_a_list_that_says_another_length_than_its_record_is_refused(path: Path) -> None:
    raw = path.read_bytes()
    end = raw[-22:]
    record = backup_file._END_64.pack(b"PK\x06\x06", 44, 45, 45, 0, 0, 1 << 30, 1 << 30, 1 << 40, 0)
    locator = backup_file._LOCATOR.pack(b"PK\x06\x07", 0, len(raw) - 22, 1)
    path.write_bytes(raw[:-22] + record + locator + end)
    assert code_of(path) == (Code.BACKUP_HOSTILE, "directory")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"format": 2}, Code.BACKUP_NEWER),
        ({"format": 0}, Code.BACKUP_DAMAGED),
        ({"format": "1"}, Code.BACKUP_DAMAGED),
        ({"install": 5}, Code.BACKUP_DAMAGED),
        ({"made": ["2026-11-26T02:00:00+00:00", "Not/A_Zone", 60]}, Code.BACKUP_DAMAGED),
        ({"made": ["0001-01-01T00:00:00+00:00", "UTC", 0]}, Code.BACKUP_DAMAGED),
        ({"made": None}, Code.BACKUP_DAMAGED),
        ({"members": []}, Code.BACKUP_DAMAGED),
        ({"members": [["slots.json", -1, ""]]}, Code.BACKUP_DAMAGED),
        ({"counts": [1, 2]}, Code.BACKUP_DAMAGED),
        ({"counts": [1, 2, 1 << 70]}, Code.BACKUP_DAMAGED),
        ({"is_trial": "yes"}, Code.BACKUP_DAMAGED),
    ],
)
def test_a_manifest_of_another_shape_is_refused(path: Path, values: dict[str, object], code: Code) -> None:
    assert code_of(rebuilt(path, _manifest(**values)))[0] is code


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
def test_a_link_a_pipe_or_a_folder_is_no_file(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link.backup").symlink_to(path)
    assert code_of(tmp_path / "link.backup") == (Code.BACKUP_HOSTILE, "link")
    os.mkfifo(tmp_path / "pipe.backup")
    assert code_of(tmp_path / "pipe.backup") == (Code.BACKUP_HOSTILE, "not-a-file")
    (tmp_path / "folder.backup").mkdir()
    assert code_of(tmp_path / "folder.backup") == (Code.BACKUP_HOSTILE, "not-a-file")
    assert code_of(tmp_path / "none.backup")[0] is Code.BACKUP_UNREADABLE


def test_nothing_is_left_where_writing_failed(tmp_path: Path) -> None:
    def fail(_: int) -> None:
        raise KioskError(Code.BACKUP_NOT_WRITTEN)

    with pytest.raises(KioskError), backup_file.writing(tmp_path / "a.backup", MAC_KEY) as writer:
        writer.add(RECORDS, io.BytesIO(b"x"), fail)
    assert list(tmp_path.iterdir()) == []
