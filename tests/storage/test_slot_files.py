"""The slot file twice: one damaged locks nobody out, a removed slot is in neither, a kill between is safe."""

import json
import logging
from pathlib import Path

import pytest

from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir, write_private
from kiosk.storage import slot_files, slots
from kiosk.storage.slots import SlotKind
from tests.fakes_storage import PASSPHRASE, SmallSchool, create, reopen
from tests.fakes_storage import SchoolClock as Clock

BROKEN = (None, b"", b"rubbish", b'{"format": 9}')


def _files(folder: Path) -> list[bytes]:
    where = DataDir(folder)
    return [where.slots_file.read_bytes(), where.slots_copy.read_bytes()]


def _spoil(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)


def test_a_new_school_has_the_same_twice_and_both_are_private(school: SmallSchool) -> None:
    first, copy = _files(school.folder)
    assert first == copy
    for path in (DataDir(school.folder).slots_file, DataDir(school.folder).slots_copy):
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", BROKEN)
@pytest.mark.parametrize("which", ["slots_file", "slots_copy"])
def test_one_that_is_lost_comes_back_from_the_other(
    school: SmallSchool, which: str, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    school.vault.close()
    before = _files(school.folder)
    _spoil(getattr(DataDir(school.folder), which), content)
    with caplog.at_level(logging.INFO, "kiosk"):
        school.vault = reopen(school.folder, school.clock)
    school.vault.sign_in(PASSPHRASE)
    assert _files(school.folder) == before
    messages = [record.message for record in caplog.records]
    assert "slots-mended" in messages
    assert ("slots-from-copy" in messages) is (which == "slots_file")


def test_without_either_it_says_so_and_changes_nothing(school: SmallSchool) -> None:
    school.vault.close()
    where = DataDir(school.folder)
    where.slots_file.unlink()
    where.slots_copy.write_bytes(b"rubbish")
    with pytest.raises(KioskError) as caught:
        reopen(school.folder, school.clock)
    assert caught.value.code is Code.SLOTS_DAMAGED
    assert not where.slots_file.exists()
    assert where.slots_copy.read_bytes() == b"rubbish"


def test_looking_mends_nothing(school: SmallSchool) -> None:
    """`kiosk doctor` looks while a kiosk runs, which may be writing."""
    where = DataDir(school.folder)
    where.slots_file.write_bytes(b"rubbish")
    assert slot_files.read(where) == school.vault.slots
    assert where.slots_file.read_bytes() == b"rubbish"


def test_a_file_of_format_1_opens_gets_numbers_and_is_written_anew(school: SmallSchool) -> None:
    school.vault.close()
    where = DataDir(school.folder)
    content = json.loads(where.slots_file.read_text())
    content["format"] = 1
    for item in content["people"]:
        del item["number"]
    where.slots_file.write_text(json.dumps(content))
    where.slots_copy.unlink()
    school.vault = reopen(school.folder, school.clock)
    assert school.vault.sign_in(PASSPHRASE, 1).number == 1
    assert [json.loads(text)["format"] for text in _files(school.folder)] == [2, 2]


@pytest.mark.parametrize("number", [0, -1, 10_000, "1", 1.0, None, True])
def test_a_person_without_a_sensible_number_is_a_damaged_file(school: SmallSchool, number: object) -> None:
    where = DataDir(school.folder)
    content = json.loads(where.slots_file.read_text())
    for item in content["people"]:
        if item["kind"] == "person":
            item["number"] = number
    where.slots_file.write_text(json.dumps(content))
    with pytest.raises(KioskError) as caught:
        slots.read(where.slots_file)
    assert caught.value.code is Code.SLOTS_DAMAGED


class TestRemoving:
    def test_a_removed_slot_is_in_neither_file(self, school: SmallSchool) -> None:
        gone = school.vault.slots.of(SlotKind.RECOVERY)[0].id
        school.vault.write_slots(school.vault.slots.without_person(gone))
        assert all(gone.encode() not in content for content in _files(school.folder))

    @pytest.mark.parametrize("write", [0, 1])
    def test_a_kill_leaves_the_old_or_the_new_and_the_next_start_makes_them_one(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch, write: int
    ) -> None:
        gone = school.vault.slots.of(SlotKind.RECOVERY)[0].id
        before = _files(school.folder)
        writes: list[Path] = []

        def killed(path: Path, content: bytes) -> None:
            writes.append(path)
            if len(writes) > write:
                raise KeyboardInterrupt
            write_private(path, content)

        monkeypatch.setattr("kiosk.storage.slots.write_private", killed)
        with pytest.raises(KeyboardInterrupt):
            school.vault.write_slots(school.vault.slots.without_person(gone))
        monkeypatch.undo()
        assert _files(school.folder)[0] == before[0]
        school.reopen().sign_in(PASSPHRASE)
        assert _files(school.folder) == before

    @pytest.mark.parametrize("write", [0, 1])
    def test_a_full_disk_leaves_both_as_they_were(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch, write: int
    ) -> None:
        before, slots_before = _files(school.folder), school.vault.slots
        gone = slots_before.of(SlotKind.RECOVERY)[0].id
        writes: list[Path] = []

        def full(path: Path, content: bytes) -> None:
            writes.append(path)
            if len(writes) == write + 1:
                raise OSError
            write_private(path, content)

        monkeypatch.setattr("kiosk.storage.slots.write_private", full)
        with pytest.raises(KioskError) as caught:
            school.vault.write_slots(slots_before.without_person(gone))
        assert caught.value.code is Code.DATABASE_FULL
        assert _files(school.folder) == before
        assert school.vault.slots == slots_before


def test_what_cannot_be_mended_is_logged_and_the_door_opens(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    school.vault.close()
    DataDir(school.folder).slots_copy.unlink()

    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("kiosk.storage.slots.write_private", full)
    with caplog.at_level(logging.INFO, "kiosk"):
        school.vault = reopen(school.folder, school.clock)
    assert "slots-not-mended" in [record.message for record in caplog.records]


def test_a_set_up_that_failed_leaves_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        if path.name == "slots.json":
            raise OSError
        write_private(path, content)

    monkeypatch.setattr("kiosk.storage.slots.write_private", full)
    with pytest.raises(KioskError):
        create(tmp_path, Clock())
    assert [p.name for p in tmp_path.iterdir()] == ["in-use.lock"]
