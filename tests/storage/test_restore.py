"""A backup put back, here or on another machine, by passphrase or code; a refusal changes nothing."""

import json
import os
import shutil
import zipfile
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.faces import Embedding
from kiosk.domain.ids import DeviceId, LessonId, SignerId, new_id
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Custody
from kiosk.domain.protection import Rotation
from kiosk.domain.timetable import Lesson, Span
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import audit, backup_file, backup_folder, device_key, left_behind, slots, swap
from kiosk.storage.backup_check import check
from kiosk.storage.backup_source import Work, source_of
from kiosk.storage.recover import Proof
from kiosk.storage.restore import Wish, prepared
from kiosk.storage.slots import SlotKind
from kiosk.storage.vault import Vault
from tests.fakes_storage import KEY_ID, MODEL, PASSPHRASE, SchoolClock, SmallSchool, reopen
from tests.storage.backup_files import repacked
from tests.storage.restoring import back_up, restore


def face(person: int, noise: float = 0.0) -> Embedding:
    """A face as a model would write it down, and another picture of it."""
    vector = np.random.default_rng(person).normal(size=128)
    vector = vector / np.linalg.norm(vector) + noise * np.random.default_rng(99).normal(size=128)
    return Embedding((vector / np.linalg.norm(vector)).astype(np.float32), MODEL)


@pytest.fixture
def lived_in(school: SmallSchool) -> SmallSchool:
    """Two faces; one mark in Zone R, one still in the outbox; a PIN."""
    school.enrol(0)
    school.enrol(1)
    school.vault.records.set_pin(school.people[2].id, "7305")
    school.clock.forward(minutes=12)
    school.mark(0)
    school.vault.drain()
    school.mark(1)
    return school


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A data directory on another machine."""
    return tmp_path / "other machine" / "data"


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below, but for SQLite's shared memory and the lock."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", ".lock"))
    }


def states(vault: Vault, school: SmallSchool) -> list[MarkState]:
    rows = vault.records.roster(school.session.id).rows
    by_person = {row.person.id: row.standing.state for row in rows}
    return [by_person[person.id] for person in school.people]


def audit_rows(vault: Vault) -> list[tuple[str, str | None, str]]:
    assert vault._zone_r is not None
    found = vault._zone_r.database.read("SELECT action, actor, detail FROM audit ORDER BY sequence")
    return [(row[0], row[1], row[2]) for row in found]


def problems(vault: Vault) -> list[str]:
    assert vault._zone_r is not None
    records = vault._zone_r.database
    return [
        *records.integrity_problems(),
        *vault._kiosk.integrity_problems(),
        *audit.verify(records, vault._kiosk),
    ]


class TestOnAnotherMachine:
    def test_everything_is_there_and_faces_match_by_the_recovery_code(
        self, lived_in: SmallSchool, folder: Path, elsewhere: Path
    ) -> None:
        """A probe under the restored rotation secret is near its person's stored template, and only there."""
        rotation = Rotation(lived_in.vault.rotation_secret(), 128)
        for index in (0, 1):
            enrolled = rotation.protect(face(index))
            lived_in.vault.records.store_templates(lived_in.people[index].id, [enrolled])
        made = back_up(lived_in, folder)
        lived_in.vault.close()
        (lived_in.folder / "device.key").unlink()
        clock = SchoolClock(seconds=5.0)
        proof = Proof.recovery_code(lived_in.recovery_code)
        summary, restored = restore(made.path, elsewhere, clock, proof)
        assert (summary.school, summary.people, summary.marks) == ("Hilltop School", 3, 2)
        assert (summary.templates, summary.erased, summary.is_older) == (2, 0, False)
        assert (summary.lost_marks, summary.has_faces, summary.is_audit_sound) == (None, True, True)
        assert (restored.custody, restored.left_behind) == (Custody.FILE, None)
        with reopen(elsewhere, clock) as vault:
            rotation = Rotation(vault.rotation_secret(), 128)
            stored = {row.person: row.template.vector for row in vault.door.templates(MODEL, rotation.key_id)}
            for index in (0, 1):
                probe = rotation.protect(face(index, noise=0.03)).vector
                near = [p for p, vector in stored.items() if float(np.linalg.norm(vector - probe)) < 0.6]
                assert near == [lived_in.people[index].id]
            vault.sign_in(PASSPHRASE)
            assert states(vault, lived_in) == [MarkState.PRESENT, MarkState.PRESENT, MarkState.UNMARKED]
            assert vault.door.check_code("S-3", "7305", clock()) == lived_in.people[2].id
            assert problems(vault) == []
            assert audit_rows(vault)[-2][:2] == ("restored", None)

    def test_the_timetable_comes_along(self, lived_in: SmallSchool, folder: Path, elsewhere: Path) -> None:
        """Terms, holidays and lessons hold days in columns of other names, and a weekday is none."""
        office, group = lived_in.vault.office.timetable, lived_in.school_class.id
        office.set_terms([Span("", "Autumn", date(2026, 9, 1), date(2026, 12, 18))])
        office.set_holidays([Span("", "Half-term", date(2026, 10, 26), date(2026, 10, 30))])
        office.add_lesson(
            Lesson(LessonId(""), group, 0, time(9), time(10), date(2026, 9, 1), date(2026, 12, 18))
        )
        before = office.terms(), office.holidays(), office.lessons()
        restore(back_up(lived_in, folder).path, elsewhere, lived_in.clock)
        with reopen(elsewhere, lived_in.clock) as vault:
            vault.sign_in(PASSPHRASE)
            there = vault.office.timetable
            assert (there.terms(), there.holidays(), there.lessons()) == before

    def test_the_device_is_a_new_one_and_marks_go_on(
        self, lived_in: SmallSchool, folder: Path, elsewhere: Path
    ) -> None:
        """Two kiosks from one backup: no event of one has the device and number of one of the other's."""
        made = back_up(lived_in, folder)
        restore(made.path, elsewhere, lived_in.clock)
        with reopen(elsewhere, lived_in.clock) as vault:
            assert vault.device != lived_in.vault.device
            there = replace(lived_in, vault=vault, folder=elsewhere)
            theirs, ours = there.mark(2), lived_in.mark(2)
            assert (theirs.device, theirs.sequence) != (ours.device, ours.sequence)
            vault.sign_in(PASSPHRASE)
            assert states(vault, lived_in)[2] is MarkState.PRESENT
            assert problems(vault) == []
        lived_in.vault.drain()

    @pytest.mark.parametrize("is_signed_in", [True, False])
    def test_no_false_alarm_of_the_outbox_whenever_it_was_made(
        self, lived_in: SmallSchool, folder: Path, elsewhere: Path, is_signed_in: bool
    ) -> None:
        if not is_signed_in:
            lived_in.reopen()
        made = back_up(lived_in, folder)
        restore(made.path, elsewhere, lived_in.clock)
        with reopen(elsewhere, lived_in.clock) as vault:
            vault.sign_in(PASSPHRASE)
            assert states(vault, lived_in)[:2] == [MarkState.PRESENT, MarkState.PRESENT]
            assert "outbox-broken" not in [row[0] for row in audit_rows(vault)]

    def test_marks_drained_between_the_two_copies_are_there_once(
        self, lived_in: SmallSchool, folder: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from kiosk.storage import backup_make

        real = backup_make._check_kiosk

        def drain_now(source: object, path: Path) -> tuple[int, int]:
            lived_in.vault.drain()
            return real(source, path)  # type: ignore[arg-type]

        monkeypatch.setattr(backup_make, "_check_kiosk", drain_now)
        made = back_up(lived_in, folder)
        summary, _ = restore(made.path, elsewhere, lived_in.clock)
        assert summary.marks == 2
        with reopen(elsewhere, lived_in.clock) as vault:
            vault.sign_in(PASSPHRASE)
            assert problems(vault) == []

    def test_an_attended_start_stays_one(self, lived_in: SmallSchool, folder: Path, elsewhere: Path) -> None:
        lived_in.vault.write_slots(lived_in.vault.slots.with_device(None))
        made = back_up(lived_in, folder)
        _, restored = restore(made.path, elsewhere, lived_in.clock)
        assert restored.custody is Custody.ATTENDED
        assert not DataDir(elsewhere).device_key_file.exists()


class TestWithoutZoneK:
    def test_zone_k_is_made_anew_and_people_have_to_be_enrolled_again(
        self, lived_in: SmallSchool, folder: Path, elsewhere: Path
    ) -> None:
        lived_in.vault.drain()
        made = back_up(lived_in, folder)
        secret = lived_in.vault.rotation_secret()
        backup_folder.tidy(folder, lived_in.vault.slots.install, lived_in.clock.forward(days=31))
        assert backup_folder.backups_with_templates(folder) == []
        summary, _ = restore(made.path, elsewhere, lived_in.clock)
        assert (summary.has_faces, summary.templates, summary.people, summary.marks) == (False, 0, 3, 2)
        with reopen(elsewhere, lived_in.clock) as vault:
            assert vault.rotation_secret() == secret
            vault.sign_in(PASSPHRASE)
            assert vault.door.templates(MODEL, KEY_ID) == []
            assert problems(vault) == []
            assert len(vault.records.people()) == 3
            there = replace(lived_in, vault=vault, folder=elsewhere)
            there.enrol(2)
            assert len(vault.door.templates(MODEL, KEY_ID)) == 1


class TestInPlace:
    def test_the_data_from_before_are_kept_and_the_backups_come_along(self, lived_in: SmallSchool) -> None:
        folder = DataDir(lived_in.folder).backup_dir
        made = back_up(lived_in, folder)
        DataDir(lived_in.folder).settings_file.write_text('language = "ar"\n', "utf-8")
        lived_in.clock.forward(minutes=3)
        lived_in.mark(2)
        lived_in.vault.drain()
        device = lived_in.vault.device
        lived_in.vault.close()
        summary, restored = restore(made.path, lived_in.folder, lived_in.clock)
        assert (summary.is_older, summary.lost_marks) == (True, 1)
        assert restored.left_behind == lived_in.folder.with_name("data.before-restore-2026-11-23T070500Z")
        with reopen(lived_in.folder, lived_in.clock) as vault:
            assert vault.device != device
            vault.sign_in(PASSPHRASE)
            assert states(vault, lived_in)[2] is MarkState.UNMARKED
            assert problems(vault) == []
        assert [one.path.name for one in backup_folder.found(folder)] == [made.path.name]
        assert DataDir(lived_in.folder).settings_file.read_text("utf-8") == 'language = "ar"\n'
        with reopen(restored.left_behind, lived_in.clock) as vault:
            assert vault.device == device
        assert sorted(p.name for p in lived_in.folder.parent.iterdir()) == [
            "data", "data.before-restore-2026-11-23T070500Z",
        ]  # fmt: skip

    def test_it_can_be_done_again_and_again(self, lived_in: SmallSchool, folder: Path) -> None:
        made = back_up(lived_in, folder)
        lived_in.vault.close()
        for _ in range(2):
            lived_in.clock.forward(minutes=1)
            restore(made.path, lived_in.folder, lived_in.clock)
        assert len(left_behind.found(lived_in.folder)) == 2

    def test_broken_data_in_place_are_no_reason_not_to_restore(
        self, lived_in: SmallSchool, folder: Path
    ) -> None:
        made = back_up(lived_in, folder)
        lived_in.vault.close()
        here = DataDir(lived_in.folder)
        for path in (here.slots_file, here.slots_copy, here.kiosk_db, here.records_db):
            path.write_bytes(b"broken" * 2000)
        summary, _ = restore(made.path, lived_in.folder, lived_in.clock)
        assert summary.lost_marks is None
        with reopen(lived_in.folder, lived_in.clock) as vault:
            vault.sign_in(PASSPHRASE)

    def test_what_was_left_behind_loses_its_templates_after_30_days(
        self, lived_in: SmallSchool, folder: Path
    ) -> None:
        made = back_up(lived_in, folder)
        lived_in.vault.close()
        _, restored = restore(made.path, lived_in.folder, lived_in.clock)
        assert restored.left_behind is not None
        here, old = DataDir(lived_in.folder), DataDir(restored.left_behind)
        left_behind.tidy(here, lived_in.clock.forward(days=29))
        assert old.kiosk_db.exists()
        left_behind.tidy(here, lived_in.clock.forward(days=1))
        assert not old.kiosk_db.exists()
        assert not old.device_key_file.exists()
        assert old.records_db.exists()
        assert here.kiosk_db.exists()

    def test_somebody_whose_slot_was_removed_is_not_let_in_again(
        self, lived_in: SmallSchool, folder: Path
    ) -> None:
        vault, removed = lived_in.vault, SignerId(new_id())
        slot = replace(vault.slots.of(SlotKind.PERSON)[0], id=removed, number=9)
        with_both = vault.slots.with_person(slot)
        vault.write_slots(with_both)
        made = back_up(lived_in, folder)
        vault.write_slots(replace(with_both, people=tuple(s for s in with_both.people if s.id != removed)))
        vault.close()
        restore(made.path, lived_in.folder, lived_in.clock)
        there = slots.read(DataDir(lived_in.folder).slots_file)
        assert removed not in {one.id for one in there.people}
        assert len(there.of(SlotKind.RECOVERY)) == 1

    def test_a_key_in_the_keyring_that_is_in_use_stays(
        self, lived_in: SmallSchool, folder: Path, elsewhere: Path
    ) -> None:
        """Two directories of one school for one user: the second must not shut the first out."""
        ring = _Ring()
        made = back_up(lived_in, folder)
        restore(made.path, elsewhere, lived_in.clock, keyrings=(ring,))
        key = dict(ring.kept)
        assert key
        restore(made.path, elsewhere.with_name("second"), lived_in.clock, keyrings=(ring,))
        assert ring.kept == key
        for where in (elsewhere, elsewhere.with_name("second")):
            Vault.open(
                DataDir(where), lived_in.clock, keyrings=(ring,), monotonic=lived_in.clock.monotonic
            ).close()


class _Ring:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class TestRefused:
    """One sentence, and every byte as it was."""

    def _refused(self, school: SmallSchool, file: Path, proof: Proof | None = None) -> tuple[Code, str]:
        if school.vault.signed_in:
            school.vault.close()
        before = snapshot(school.folder)
        beside = sorted(p.name for p in school.folder.parent.iterdir())
        with pytest.raises(KioskError) as caught:
            restore(file, school.folder, school.clock, proof)
        assert snapshot(school.folder) == before
        assert sorted(p.name for p in school.folder.parent.iterdir()) == beside
        return caught.value.code, caught.value.detail

    def test_another_schools(self, lived_in: SmallSchool, folder: Path, tmp_path: Path) -> None:
        made = back_up(lived_in, folder)
        from tests.fakes_storage import create

        other = create(tmp_path / "other", lived_in.clock)
        other.vault.close()
        lived_in.vault.close()
        theirs = replace(lived_in, folder=tmp_path / "other", vault=other.vault)
        assert self._refused(theirs, made.path)[0] is Code.BACKUP_FOREIGN

    def test_a_wrong_passphrase_and_a_wrong_code(self, lived_in: SmallSchool, folder: Path) -> None:
        path = back_up(lived_in, folder).path
        wrong = Proof.passphrase("not the passphrase at all")
        assert self._refused(lived_in, path, wrong)[0] is Code.PASSPHRASE_WRONG
        code = Proof(SlotKind.RECOVERY, bytes(16))
        assert self._refused(lived_in, path, code)[0] is Code.RECOVERY_CODE_WRONG

    def test_a_teachers_passphrase(self, lived_in: SmallSchool, folder: Path) -> None:
        assert lived_in.vault._zone_r is not None
        records = lived_in.vault._zone_r.database
        with records.transaction():
            records.write("UPDATE signers SET role = 'teacher'")
        path = back_up(lived_in, folder).path
        assert self._refused(lived_in, path)[0] is Code.ADMIN_NEEDED

    @pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
    def test_a_changed_byte_or_a_file_cut_off(
        self, lived_in: SmallSchool, folder: Path, where: float
    ) -> None:
        path = back_up(lived_in, folder).path
        whole = path.read_bytes()
        raw = bytearray(whole)
        raw[int(len(raw) * where)] ^= 1
        path.write_bytes(raw)
        assert self._refused(lived_in, path)[0] is Code.BACKUP_DAMAGED
        path.write_bytes(whole[: int(len(whole) * where)])
        assert self._refused(lived_in, path)[0] is Code.BACKUP_UNREADABLE

    def test_a_list_of_files_by_somebody_without_the_pepper(
        self, lived_in: SmallSchool, folder: Path
    ) -> None:
        path = repacked(back_up(lived_in, folder).path, bytes(32), lambda _: None)
        assert self._refused(lived_in, path) == (Code.BACKUP_DAMAGED, "mac")

    def test_a_newer_programs(self, lived_in: SmallSchool, folder: Path) -> None:
        path = back_up(lived_in, folder).path

        def newer(core: dict[str, object]) -> None:
            core["schema_r"] = 99

        assert self._refused(lived_in, _with_manifest(path, newer))[0] is Code.BACKUP_NEWER

    def test_zones_of_two_moments_put_together(self, lived_in: SmallSchool, folder: Path) -> None:
        """Right hashes and MACs, and another device in Zone K: made by somebody who had the pepper."""
        vault = lived_in.vault
        path = back_up(lived_in, folder).path
        other = DeviceId(new_id())
        with vault._kiosk.transaction():
            vault._kiosk.write("UPDATE install SET device = ?", (other,))
        theirs = back_up(lived_in, folder.with_name("second"))
        with backup_file.reading(theirs.path) as backup:
            (folder / "x").mkdir()
            backup.extract(folder / "x")
        pepper = vault.pepper()
        with vault._kiosk.transaction():
            vault._kiosk.write("UPDATE install SET device = ?", (vault.device,))
        repacked(path, pepper, lambda work: _replace(folder / "x" / "kiosk.db", work / "kiosk.db"))
        shutil.rmtree(folder / "x")
        assert self._refused(lived_in, path) == (Code.BACKUP_DAMAGED, "zones")

    def test_a_trigger_that_is_not_ours(self, lived_in: SmallSchool, folder: Path) -> None:
        vault = lived_in.vault
        with vault._kiosk.transaction():
            vault._kiosk.write(
                "CREATE TRIGGER theirs AFTER INSERT ON chores BEGIN DELETE FROM tombstones; END"
            )
        path = back_up(lived_in, folder).path
        with vault._kiosk.transaction():
            vault._kiosk.write("DROP TRIGGER theirs")
        assert self._refused(lived_in, path) == (Code.BACKUP_DAMAGED, "schema")

    @pytest.mark.parametrize(
        "change", ["UPDATE sessions SET day = 'soon'", "UPDATE terms SET last = '2026-12-32'"]
    )
    def test_a_day_that_is_none(self, lived_in: SmallSchool, folder: Path, change: str) -> None:
        """The check says it too: it is made after each backup, when there still is another way."""
        vault = lived_in.vault
        vault.office.timetable.set_terms([Span("", "Autumn", date(2026, 9, 1), date(2026, 12, 18))])
        assert vault._zone_r is not None
        with vault._zone_r.database.transaction():
            vault._zone_r.database.write(change)
        path = back_up(lived_in, folder).path
        source = source_of(vault, folder, lived_in.clock())
        try:
            assert check(source, path, Work()).problem == "times"
        finally:
            source.close()
        assert self._refused(lived_in, path) == (Code.BACKUP_DAMAGED, "times")

    def test_while_the_kiosk_is_open(self, lived_in: SmallSchool, folder: Path) -> None:
        path = back_up(lived_in, folder).path
        with pytest.raises(KioskError) as caught:
            restore(path, lived_in.folder, lived_in.clock)
        assert caught.value.code is Code.DATA_DIR_BUSY

    def test_a_list_of_the_erased_that_was_changed(self, lived_in: SmallSchool, folder: Path) -> None:
        path = back_up(lived_in, folder).path
        erased = folder / "erased.json"
        content = json.loads(erased.read_bytes())
        for one in content["lists"].values():
            one["mac"] = "00" * 32
        erased.write_text(json.dumps(content), "utf-8")
        assert self._refused(lived_in, path)[0] is Code.BACKUP_DAMAGED

    def test_no_room(self, lived_in: SmallSchool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from kiosk.storage import backup_source

        path = back_up(lived_in, folder).path
        monkeypatch.setattr(backup_source, "MARGIN_BYTES", 1 << 60)
        assert self._refused(lived_in, path)[0] is Code.BACKUP_NO_SPACE

    def test_a_place_where_nothing_can_be_made(
        self, lived_in: SmallSchool, folder: Path, tmp_path: Path
    ) -> None:
        path = back_up(lived_in, folder).path
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(KioskError) as caught:
            restore(path, tmp_path / "file" / "data", lived_in.clock)
        assert caught.value.code is Code.RESTORE_INTO

    def test_no_answer_is_no(self, lived_in: SmallSchool, folder: Path) -> None:
        path = back_up(lived_in, folder).path
        lived_in.vault.close()
        before = snapshot(lived_in.folder)
        wish = Wish(path, DataDir(lived_in.folder), Proof.passphrase(PASSPHRASE))
        with prepared(wish, lived_in.clock, Work(), keyrings=(), monotonic=lived_in.clock.monotonic):
            pass
        assert snapshot(lived_in.folder) == before
        assert [p.name for p in lived_in.folder.parent.iterdir() if p.name.startswith(".")] == []


def _replace(source: Path, target: Path) -> None:
    target.write_bytes(source.read_bytes())


def _with_manifest(path: Path, change: object) -> Path:
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    content = json.loads(members["manifest.json"])
    change(content["core"])  # type: ignore[operator]
    members["manifest.json"] = json.dumps(content).encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, member in members.items():
            new.writestr(name, member)
    return path


class TestCutOff:
    """A swap that a kill ends after any of its steps is finished by the next start, or never was."""

    STEPS = ("marker", "old-away", "new-in-place")

    @pytest.mark.parametrize("step", STEPS)
    def test_after_each_step_one_of_the_two_is_in_place_in_the_end(
        self, lived_in: SmallSchool, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = back_up(lived_in, DataDir(lived_in.folder).backup_dir)
        device = lived_in.vault.device
        lived_in.vault.close()

        class Killed(BaseException):
            pass

        real_rename, count = Path.rename, [0]
        until = self.STEPS.index(step)

        def rename(path: Path, target: Path) -> Path:
            if path.name.endswith(".new"):  # write_private's own
                return real_rename(path, target)
            if count[0] == until:
                raise Killed
            count[0] += 1
            return real_rename(path, target)

        monkeypatch.setattr(Path, "rename", rename)
        with pytest.raises(Killed):
            restore(made.path, lived_in.folder, lived_in.clock)
        monkeypatch.undo()
        assert swap.finish(lived_in.folder)
        with reopen(lived_in.folder, lived_in.clock) as vault:
            assert vault.device != device
            vault.sign_in(PASSPHRASE)
            assert problems(vault) == []
        assert not swap.finish(lived_in.folder)
        assert len(left_behind.found(lived_in.folder)) == 1
        assert backup_folder.found(DataDir(lived_in.folder).backup_dir) != []
        assert [p.name for p in lived_in.folder.parent.iterdir() if p.name.startswith(".")] == []

    def test_a_leftover_from_before_the_decision_is_taken_away_by_the_next(
        self, lived_in: SmallSchool, folder: Path
    ) -> None:
        made = back_up(lived_in, folder)
        lived_in.vault.close()
        new = swap.places_for(lived_in.folder).new
        new.mkdir()
        (new / "records.db").write_bytes(b"half")
        assert not swap.finish(lived_in.folder)
        restore(made.path, lived_in.folder, lived_in.clock)
        assert not new.exists()

    @pytest.mark.skipif(os.name != "posix", reason="rights")
    def test_a_rename_that_fails_leaves_the_data_from_before(
        self, lived_in: SmallSchool, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = back_up(lived_in, folder)
        device = lived_in.vault.device
        lived_in.vault.close()
        real = Path.rename

        def rename(path: Path, target: Path) -> Path:
            if path.name == ".data.restoring":
                raise OSError
            return real(path, target)

        monkeypatch.setattr(Path, "rename", rename)
        with pytest.raises(KioskError) as caught:
            restore(made.path, lived_in.folder, lived_in.clock)
        monkeypatch.undo()
        assert caught.value.code is Code.RESTORE_INTO
        with reopen(lived_in.folder, lived_in.clock) as vault:
            assert vault.device == device
        assert sorted(p.name for p in lived_in.folder.parent.iterdir()) == ["backups", "data"]

    def test_a_marker_names_nothing_outside(self, tmp_path: Path) -> None:
        places = swap.places_for(tmp_path / "data")
        places.marker.write_text('{"old": "../../etc"}', "utf-8")
        assert swap._old_of(places) is None


def test_the_device_key_of_the_school_in_place_still_opens_it(
    lived_in: SmallSchool, folder: Path, elsewhere: Path
) -> None:
    made = back_up(lived_in, folder)
    before = device_key.load(
        lived_in.vault.slots.install, DataDir(lived_in.folder).device_key_file, (), Custody.FILE
    )
    restore(made.path, elsewhere, lived_in.clock)
    after = device_key.load(
        lived_in.vault.slots.install, DataDir(elsewhere).device_key_file, (), Custody.FILE
    )
    assert before.reveal() != after.reveal()
