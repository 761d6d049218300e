"""A backup is made, opened again and checked, signed in and not; what is wrong with one is found later."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.backups import BackupProgress
from kiosk.domain.frames import SourceKind
from kiosk.domain.marks import EventKind, Method, NewPassage
from kiosk.errors import Code, KioskError
from kiosk.storage import backup_check, backup_file, backup_folder, backup_make, backup_source, tombstones
from kiosk.storage.backup_check import Checked, check, look_at
from kiosk.storage.backup_file import Counts, reading
from kiosk.storage.backup_make import Made, make
from kiosk.storage.backup_source import WORK, Source, Work, source_of
from kiosk.storage.keys import SecretBytes
from kiosk.storage.sqlcipher import StoppedError, open_database
from tests.fakes_storage import PASSPHRASE, SmallSchool
from tests.storage.backup_files import repacked


@pytest.fixture
def lived_in(school: SmallSchool) -> SmallSchool:
    """Two faces and two marks, of which one is in Zone R and one still in the outbox."""
    school.enrol(0)
    school.enrol(1)
    school.clock.forward(minutes=12)
    school.mark(0)
    school.vault.drain()
    school.mark(1)
    return school


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def a_source(school: SmallSchool, folder: Path) -> Source:
    return source_of(school.vault, folder, school.clock())


def back_up(school: SmallSchool, folder: Path, work: Work | None = None) -> Made:
    source = a_source(school, folder)
    try:
        return make(source, work or Work())
    finally:
        source.close()


def look_again(school: SmallSchool, folder: Path, path: Path) -> Checked:
    source = a_source(school, folder)
    try:
        return check(source, path, Work())
    finally:
        source.close()


def damaged(path: Path, member: str, mac_key: bytes) -> Path:
    """Flip a bit of a member behind right hashes: what only a look inside finds."""

    def flip(work: Path) -> None:
        raw = bytearray((work / member).read_bytes())
        raw[4096 + 200] ^= 1
        (work / member).write_bytes(raw)

    return repacked(path, mac_key, flip)


class TestSignedIn:
    def test_both_zones_are_copied_counted_and_opened_again(
        self, lived_in: SmallSchool, folder: Path
    ) -> None:
        told: list[BackupProgress] = []
        made = back_up(lived_in, folder, Work(told.append))
        assert made.is_verified
        audit_rows = lived_in.vault._zone_r.database.read("SELECT count(*) FROM audit")[0][0]  # type: ignore[union-attr]
        assert made.counts == Counts(3, 1, audit_rows)
        assert made.path.name == "rollcall-2026-11-23T070200Z.backup"
        assert made.path.stat().st_mode & 0o777 == 0o600
        assert made.sha256 == backup_file.sha256_of(made.path)
        with reading(made.path) as backup:
            assert backup.manifest.is_authentic(lived_in.vault.pepper())
            assert backup.manifest.install == lived_in.vault.slots.install
            assert backup.manifest.kiosk is not None
            assert backup.manifest.kiosk.templates == 2
        assert look_again(lived_in, folder, made.path) == Checked(made.path, made.made, made.sha256, "", 3, 1)
        assert list(dict.fromkeys(p.step for p in told)) == [
            "copy",
            "check",
            "write",
            "read-back",
        ]
        assert all(0 <= p.done <= p.total for p in told)
        assert told[-1].done == told[-1].total
        assert not (lived_in.folder / WORK).exists()

    def test_it_holds_no_name_in_the_clear(self, lived_in: SmallSchool, folder: Path) -> None:
        """No word of three bytes: one comes up by chance in one of forty such files."""
        raw = back_up(lived_in, folder).path.read_bytes()
        for word in (b"Ada Lovelace", b"Lovelace", b"Hilltop", "نورة".encode(), b"SQLite format"):
            assert word not in raw

    def test_the_days_marks_passages_and_card_notes_stay_out(
        self, lived_in: SmallSchool, folder: Path, tmp_path: Path
    ) -> None:
        """They are gone at midnight here, and would lie in a backup for a month."""
        door, now = lived_in.vault.door, lived_in.clock()
        passing = NewPassage(lived_in.session.id, lived_in.people[0].id, EventKind.DEPARTURE)
        door.pass_by(passing, method=Method.CARD, source=SourceKind.CAMERA, now=now)
        door.note_burst(now, 7)
        unpacked = tmp_path / "unpacked"
        unpacked.mkdir()
        with reading(back_up(lived_in, folder).path) as backup:
            backup.extract(unpacked)
        copy = open_database(unpacked / "kiosk.db", lived_in.vault.zone_k_key())
        counts = [copy.read(f"SELECT count(*) FROM {t}")[0][0] for t in ("today", "passages", "card_bursts")]
        copy.close()
        assert counts == [0, 0, 0]
        assert door.today(now)[0].left == now

    def test_marks_go_on_while_it_is_made(self, lived_in: SmallSchool, folder: Path) -> None:
        def mark_now(progress: BackupProgress) -> None:
            if progress.step == "write" and not marked:
                marked.append(lived_in.mark(2).id)

        marked: list[str] = []
        made = back_up(lived_in, folder, Work(mark_now))
        assert len(marked) == 1
        assert look_again(lived_in, folder, made.path).problem == ""

    def test_a_backup_changed_on_the_disk_is_found_by_the_check(
        self, lived_in: SmallSchool, folder: Path
    ) -> None:
        path = back_up(lived_in, folder).path
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 1
        path.write_bytes(raw)
        found = look_again(lived_in, folder, path)
        assert found.is_faulty
        assert found.problem in {"records.db", "kiosk.db"}

    def test_without_the_pepper_no_list_of_files_is_believed(
        self, lived_in: SmallSchool, folder: Path
    ) -> None:
        path = damaged(back_up(lived_in, folder).path, "records.db", bytes(32))
        assert look_again(lived_in, folder, path).problem == "mac"

    @pytest.mark.parametrize("member", ["records.db", "kiosk.db"])
    def test_what_is_wrong_inside_is_found_although_the_outside_is_right(
        self, lived_in: SmallSchool, folder: Path, member: str
    ) -> None:
        path = damaged(back_up(lived_in, folder).path, member, lived_in.vault.pepper())
        assert look_again(lived_in, folder, path).problem in {"integrity", member.removesuffix(".db")}

    def test_other_counts_than_it_says_are_a_problem(
        self, lived_in: SmallSchool, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = back_up(lived_in, folder).path
        monkeypatch.setattr(backup_check, "counts_of", lambda *_: Counts(2, 1, 9))
        assert look_again(lived_in, folder, path).problem == "counts"

    def test_a_copy_that_is_not_the_original_is_not_kept(
        self, lived_in: SmallSchool, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = backup_make.counts_of
        monkeypatch.setattr(
            backup_make,
            "counts_of",
            lambda db, schema="main": Counts(9, 9, 9) if schema == "main" else real(db, schema),
        )
        with pytest.raises(KioskError) as caught:
            back_up(lived_in, folder)
        assert (caught.value.code, caught.value.detail) == (Code.BACKUP_BAD, "counts")
        assert list(folder.iterdir()) == []

    def test_a_disk_that_gives_back_something_else_is_noticed_before_the_backup_has_its_name(
        self, lived_in: SmallSchool, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = backup_make._read_back

        def forgetful(path: Path, pepper: bytes, work: Work) -> str:
            raw = bytearray(path.read_bytes())
            raw[len(raw) // 3] ^= 1
            path.write_bytes(raw)
            return real(path, pepper, work)

        monkeypatch.setattr(backup_make, "_read_back", forgetful)
        with pytest.raises(KioskError) as caught:
            back_up(lived_in, folder)
        assert caught.value.code is Code.BACKUP_BAD
        assert list(folder.iterdir()) == []

    def test_too_little_room_is_said_before_anything_is_written(
        self, lived_in: SmallSchool, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(backup_source, "MARGIN_BYTES", 1 << 60)
        with pytest.raises(KioskError) as caught:
            back_up(lived_in, folder)
        assert caught.value.code is Code.BACKUP_NO_SPACE
        assert int(caught.value.detail) > 1_000_000
        assert list(folder.iterdir()) == []

    def test_a_folder_that_cannot_be_is_said(self, lived_in: SmallSchool, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(KioskError) as caught:
            back_up(lived_in, tmp_path / "file" / "backups")
        assert caught.value.code is Code.BACKUP_NOT_WRITTEN

    @pytest.mark.parametrize("step", ["copy", "check", "write", "read-back"])
    def test_stopping_leaves_nothing(self, lived_in: SmallSchool, folder: Path, step: str) -> None:
        stop = threading.Event()

        def stop_at(progress: BackupProgress) -> None:
            if progress.step == step:
                stop.set()

        with pytest.raises(StoppedError):
            back_up(lived_in, folder, Work(stop_at, stop))
        assert list(folder.iterdir()) == []
        assert not (lived_in.folder / WORK).exists()
        assert back_up(lived_in, folder).is_verified

    def test_who_was_erased_is_named_beside_by_id(self, lived_in: SmallSchool, folder: Path) -> None:
        back_up(lived_in, folder)
        assert tombstones.read_beside(folder, lived_in.vault.pepper()) == frozenset()
        assert (folder / tombstones.FILE).exists()


class TestWhileNobodyIsSignedIn:
    def test_zone_k_is_checked_and_zone_r_is_at_the_next_sign_in(
        self, lived_in: SmallSchool, folder: Path
    ) -> None:
        lived_in.reopen()
        made = back_up(lived_in, folder)
        assert not made.is_verified
        with reading(made.path) as backup:
            assert (backup.manifest.schema_r, backup.manifest.counts) == (None, None)
            assert [m.name for m in backup.manifest.members] == ["slots.json", "records.db"]
        lived_in.vault.sign_in(PASSPHRASE)
        assert lived_in.vault.office.backups.unchecked(folder) == [made.path]
        found = look_again(lived_in, folder, made.path)
        assert (found.problem, found.people, found.marks) == ("", 3, 1)
        lived_in.vault.office.backups.note_checked(found)
        assert lived_in.vault.office.backups.unchecked(folder) == []

    def test_a_log_that_a_crash_left_is_copied_with_it(self, lived_in: SmallSchool, folder: Path) -> None:
        records, log = lived_in.folder / "records.db", lived_in.folder / "records.db-wal"
        lived_in.vault.drain()
        left = {path: path.read_bytes() for path in (records, log)}
        assert left[log]
        lived_in.vault.sign_out()
        for path, content in left.items():
            path.write_bytes(content)
        made = back_up(lived_in, folder)
        lived_in.vault.sign_in(PASSPHRASE)
        found = look_again(lived_in, folder, made.path)
        assert (found.problem, found.marks) == ("", 2)

    def test_somebody_who_signs_in_meanwhile_does_not_make_it_a_wrong_one(
        self, lived_in: SmallSchool, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lived_in.reopen()
        real, calls = backup_make._copy_file, []

        def copy_and_change(source: Path, target: Path) -> None:
            real(source, target)
            calls.append(source.name)
            if len(calls) == 1:
                lived_in.vault.sign_in(PASSPHRASE)
                lived_in.vault.sign_out()

        monkeypatch.setattr(backup_make, "_copy_file", copy_and_change)
        made = back_up(lived_in, folder)
        assert calls == ["records.db", "records.db"]
        lived_in.vault.sign_in(PASSPHRASE)
        assert look_again(lived_in, folder, made.path).problem == ""

    def test_a_zone_r_that_changes_each_time_is_left_for_later(
        self, lived_in: SmallSchool, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lived_in.reopen()
        real = backup_make._copy_file

        def copy_and_change(source: Path, target: Path) -> None:
            real(source, target)
            os.utime(source, ns=(1, source.stat().st_mtime_ns + 1))

        monkeypatch.setattr(backup_make, "_copy_file", copy_and_change)
        with pytest.raises(StoppedError):
            back_up(lived_in, folder)
        assert list(folder.iterdir()) == []

    def test_keys_rotated_meanwhile_stop_it(
        self, lived_in: SmallSchool, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Slots of the beginning and data of the end: the backup would have opened by nothing."""
        lived_in.reopen()
        real, calls = backup_make._copy_closed, []

        def rotate_first(*arguments: Any) -> None:
            vault = lived_in.vault
            vault.sign_in(PASSPHRASE)
            attempt = vault.office.signers.plan_proof(PASSPHRASE)
            vault.office.signers.rotate(attempt, attempt.derive())
            vault.sign_out()
            calls.append(1)
            real(*arguments)

        monkeypatch.setattr(backup_make, "_copy_closed", rotate_first)
        with pytest.raises(StoppedError):
            back_up(lived_in, folder)
        assert calls
        assert list(folder.iterdir()) == []


class TestTheOffice:
    def test_the_view_says_what_was_checked_and_what_is_overdue(
        self, lived_in: SmallSchool, folder: Path
    ) -> None:
        backups = lived_in.vault.office.backups
        assert backups.view(folder).is_overdue
        entry = backups.note_made(back_up(lived_in, folder), by_hand=True)
        view = backups.view(folder)
        assert (view.entries, view.is_overdue, view.drill) == ((entry,), False, None)
        assert (entry.is_verified, entry.has_templates, entry.problem) == (True, True, "")
        lived_in.clock.forward(days=2, minutes=1)
        assert backups.view(folder).is_overdue

    def test_a_faulty_one_is_shown_as_one_and_is_no_backup(self, lived_in: SmallSchool, folder: Path) -> None:
        backups = lived_in.vault.office.backups
        made = back_up(lived_in, folder)
        backups.note_made(made, by_hand=False)
        backup_folder.mark_faulty(made.path)
        (entry,) = backups.view(folder).entries
        assert (entry.is_verified, entry.problem) == (False, "faulty")
        assert backups.view(folder).is_overdue
        assert backups.unchecked(folder) == []

    def test_a_drill_is_due_every_31_days_once_there_is_a_backup(
        self, lived_in: SmallSchool, folder: Path
    ) -> None:
        backups = lived_in.vault.office.backups
        assert not backups.is_drill_due(folder)
        made = back_up(lived_in, folder)
        assert backups.is_drill_due(folder)
        report = backups.note_drill(look_again(lived_in, folder, made.path), by_hand=False)
        assert (report.problem, report.people, report.marks) == ("", 3, 1)
        assert backups.last_drill() == report
        lived_in.clock.forward(days=30)
        assert not backups.is_drill_due(folder)
        lived_in.clock.forward(days=1)
        assert backups.is_drill_due(folder)

    def test_the_audit_says_who_and_the_kiosk_itself(self, lived_in: SmallSchool, folder: Path) -> None:
        backups, made = lived_in.vault.office.backups, back_up(lived_in, folder)
        backups.note_made(made, by_hand=True)
        backups.note_drill(look_again(lived_in, folder, made.path), by_hand=False)
        assert lived_in.vault._zone_r is not None
        found = lived_in.vault._zone_r.database.read(
            "SELECT action, actor IS NULL, detail FROM audit ORDER BY sequence DESC LIMIT 2"
        )
        assert found == [("drill", 1, "problem=none"), ("backup-made", 0, f"size={made.size} verified=1")]

    def test_rows_of_backups_that_are_gone_are_dropped(self, lived_in: SmallSchool, folder: Path) -> None:
        backups = lived_in.vault.office.backups
        made = back_up(lived_in, folder)
        backups.note_made(made, by_hand=True)
        backups.forget_gone(folder)
        assert list(backups._rows()) == [made.path.name]
        made.path.unlink()
        backups.forget_gone(folder)
        assert backups._rows() == {}


class TestLooking:
    def test_it_says_what_would_come_back_and_what_would_be_lost(
        self, lived_in: SmallSchool, folder: Path
    ) -> None:
        path = back_up(lived_in, folder).path
        lived_in.clock.forward(minutes=5)
        lived_in.vault.drain()
        source = a_source(lived_in, folder)
        summary = look_at(source, path, Work())
        source.close()
        assert (summary.school, summary.people, summary.marks, summary.templates) == (
            "Hilltop School",
            3,
            1,
            2,
        )
        assert (summary.is_older, summary.lost_marks) == (False, 0)
        lived_in.mark(2)
        lived_in.vault.drain()
        source = a_source(lived_in, folder)
        summary = look_at(source, path, Work())
        source.close()
        assert (summary.is_older, summary.lost_marks, summary.erased) == (True, 1, 0)

    def test_anothers_and_a_renewed_key_are_told(
        self, lived_in: SmallSchool, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = back_up(lived_in, folder).path
        source = a_source(lived_in, folder)
        other = replace(source, install="0" * 36)
        with pytest.raises(KioskError) as caught:
            look_at(other, path, Work())
        assert caught.value.code is Code.BACKUP_FOREIGN
        renewed = replace(source, zone_r="0" * 16)
        assert check(renewed, path, Work()).problem == "other-key"
        assert not check(renewed, path, Work()).is_faulty
        stranger = replace(source, pepper=SecretBytes.random())
        assert check(stranger, path, Work()).problem == "mac"
        source.close()


@pytest.fixture(autouse=True)
def _nothing_stays(school: SmallSchool) -> Iterator[None]:
    yield
    assert not (school.folder / WORK).exists()


def test_a_source_shows_nothing(school: SmallSchool, folder: Path) -> None:
    source = a_source(school, folder)
    assert repr(source) == "Source(...)"
    source.close()
    assert source.pepper.is_wiped
    assert source.kiosk_key.is_wiped
    assert timedelta(0) == school.clock().utc - source.now.utc
