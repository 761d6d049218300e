"""Getting in again: the device key, a new administrator by the recovery code, a new code, and the waits."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from kiosk import logs
from kiosk.domain.faces import Embedding
from kiosk.domain.ids import SignerId, new_id
from kiosk.domain.people import Custody, Role
from kiosk.domain.protection import Rotation
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir, write_private
from kiosk.storage import device_key, recovery, slots
from kiosk.storage.device_key import Keyring
from kiosk.storage.file_waits import FileWaits
from kiosk.storage.keys import STANDARD, KioskKeys
from kiosk.storage.recover import (
    GivenBack,
    Proof,
    add_administrator,
    give_device_key,
    new_recovery_code,
)
from kiosk.storage.slots import SlotKind
from kiosk.storage.vault import NewVault, Vault
from tests.fakes_storage import (
    LIGHT,
    MODEL,
    PASSPHRASE,
    ZONE,
    SchoolClock,
    SmallSchool,
    create,
    reopen,
    template,
)
from tests.storage.test_vault import FakeKeyring

NEW_PASSPHRASE = "copper violin hedge marble"
WRONG = "lantern gravel otter plumb"


def _raises(code: Code) -> "pytest.RaisesExc[KioskError]":
    return pytest.RaisesExc(KioskError, check=lambda error: error.code is code)


def _give(school: SmallSchool, proof: Proof, keyrings: Sequence[Keyring] = ()) -> GivenBack:
    return give_device_key(
        DataDir(school.folder), proof, school.clock, keyrings=keyrings, monotonic=school.clock.monotonic
    )


def _add(school: SmallSchool, code: str, *, name: str = "Alan Admin", phrase: str = NEW_PASSPHRASE) -> None:
    add_administrator(
        DataDir(school.folder),
        Proof.recovery_code(code),
        name,
        phrase,
        school.clock,
        policy=LIGHT,
        monotonic=school.clock.monotonic,
    )


def _renew(school: SmallSchool, phrase: str = PASSPHRASE) -> str:
    return new_recovery_code(
        DataDir(school.folder),
        Proof.passphrase(phrase),
        school.clock,
        policy=LIGHT,
        monotonic=school.clock.monotonic,
    )


def _make_teacher(school: SmallSchool) -> None:
    """Let NEW_PASSPHRASE be a teacher's. No command makes one yet: the slot and the row are made by hand."""
    code = recovery.from_text(school.recovery_code)
    found = slots.read(DataDir(school.folder).slots_file)
    keys = slots.open_secret_slot(found.install, found.of(SlotKind.RECOVERY)[0], code)
    assert keys is not None
    teacher, phrase = SignerId(new_id()), NEW_PASSPHRASE.encode()
    made = slots.make_secret_slot(found.install, teacher, SlotKind.PERSON, phrase, keys, LIGHT, 2)
    slots.write(DataDir(school.folder).slots_file, found.with_person(made))
    assert school.vault._zone_r is not None
    records = school.vault._zone_r.database
    with records.transaction():
        records.write(
            "INSERT INTO signers (signer, name, role) VALUES (?, 'T', ?)", (teacher, Role.TEACHER.value)
        )


def _lose_key(school: SmallSchool) -> None:
    school.vault.close()
    DataDir(school.folder).device_key_file.unlink()
    with _raises(Code.DEVICE_KEY_MISSING):
        reopen(school.folder, school.clock)


def _audit(vault: Vault) -> list[tuple[str, bool, str]]:
    """Give what was done, whether somebody signed in did it, and how."""
    return [(row.action, row.actor is not None, row.detail) for row in vault.records.audit_rows()]


def _slots(school: SmallSchool) -> bytes:
    return DataDir(school.folder).slots_file.read_bytes()


class TestDeviceKey:
    @pytest.mark.parametrize("by", ["passphrase", "recovery-code"])
    def test_a_lost_key_is_given_back_and_everything_is_still_there(
        self, school: SmallSchool, by: str
    ) -> None:
        face = Embedding(template(0).vector, MODEL)
        enrolled = Rotation(school.vault.rotation_secret(), 128).protect(face)
        person = school.people[0].id
        school.vault.records.record_consent(person, "signed form 12", "parent", date(2027, 7, 31))
        school.vault.records.store_templates(person, [enrolled])
        school.vault.records.set_pin(school.people[1].id, "4711")
        school.vault.sign_out()
        school.mark(2)
        _lose_key(school)
        proof = (
            Proof.passphrase(PASSPHRASE) if by == "passphrase" else Proof.recovery_code(school.recovery_code)
        )
        assert _give(school, proof) == GivenBack(Custody.FILE, is_new=True)
        school.vault = vault = reopen(school.folder, school.clock)
        probe = Rotation(vault.rotation_secret(), 128).protect(face)
        (stored,) = vault.door.templates(MODEL, probe.key_id)
        assert stored.person == person
        assert np.linalg.norm(stored.template.vector - probe.vector) < 1e-6
        assert vault.door.check_code("S-2", "4711", school.clock()) == school.people[1].id
        assert [mark.person for mark in vault.door.today(school.clock())] == [school.people[2].id]
        vault.sign_in(PASSPHRASE)
        assert ("device-key-given-back", by == "passphrase", f"by={by}") in _audit(vault)
        assert vault.records.verify_audit() == ()
        assert DataDir(school.folder).device_key_file.stat().st_mode & 0o777 == 0o600

    def test_a_keyring_that_was_reset_gets_the_key_again(self, tmp_path: Path) -> None:
        plan, clock = NewVault("S", "A", PASSPHRASE, True, ZONE), SchoolClock()
        Vault.create(DataDir(tmp_path), plan, clock, policy=LIGHT, keyrings=[FakeKeyring()]).vault.close()
        reset = FakeKeyring()
        with _raises(Code.DEVICE_KEY_MISSING):
            Vault.open(DataDir(tmp_path), clock, keyrings=[reset])
        proof = Proof.passphrase(PASSPHRASE)
        given = give_device_key(DataDir(tmp_path), proof, clock, keyrings=[reset])
        assert given == GivenBack(Custody.KEYRING, is_new=True)
        assert not DataDir(tmp_path).device_key_file.exists()
        Vault.open(DataDir(tmp_path), clock, keyrings=[reset]).close()

    @pytest.mark.parametrize("mood", ["forgets", "refuses"])
    def test_a_keyring_that_does_not_hold_leaves_a_file(self, school: SmallSchool, mood: str) -> None:
        _lose_key(school)
        given = _give(school, Proof.passphrase(PASSPHRASE), [FakeKeyring(mood)])
        assert given.custody is Custody.FILE
        school.vault = reopen(school.folder, school.clock)

    def test_a_wrong_key_is_replaced(self, school: SmallSchool) -> None:
        school.vault.close()
        DataDir(school.folder).device_key_file.write_text("00" * 32)
        assert _give(school, Proof.passphrase(PASSPHRASE)).is_new
        school.vault = reopen(school.folder, school.clock)

    def test_a_key_that_works_is_left_alone(self, school: SmallSchool) -> None:
        school.vault.close()
        key, before = DataDir(school.folder).device_key_file.read_bytes(), _slots(school)
        assert _give(school, Proof.passphrase(PASSPHRASE)) == GivenBack(Custody.FILE, is_new=False)
        assert (DataDir(school.folder).device_key_file.read_bytes(), _slots(school)) == (key, before)
        school.vault = reopen(school.folder, school.clock)
        school.vault.sign_in(PASSPHRASE)
        assert "device-key-given-back" not in [action for action, _, _ in _audit(school.vault)]

    def test_an_interrupted_write_leaves_the_old_slots_and_can_be_done_again(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _lose_key(school)
        before = _slots(school)

        def full(path: Path, content: bytes) -> None:
            write_private(path.with_name("elsewhere"), content[: len(content) // 2])
            raise OSError

        monkeypatch.setattr("kiosk.storage.slots.write_private", full)
        with _raises(Code.DATABASE_FULL):
            _give(school, Proof.passphrase(PASSPHRASE))
        monkeypatch.undo()
        assert _slots(school) == before
        with _raises(Code.DEVICE_KEY_WRONG):
            reopen(school.folder, school.clock)
        assert _give(school, Proof.passphrase(PASSPHRASE)).is_new
        school.vault = reopen(school.folder, school.clock)
        school.vault.sign_in(PASSPHRASE)

    def test_the_audit_row_is_there_before_the_key(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A kill in between leaves a row without an act, never the other way round."""
        _lose_key(school)

        def killed(*_: object) -> Custody:
            raise KeyboardInterrupt

        monkeypatch.setattr(device_key, "store", killed)
        with pytest.raises(KeyboardInterrupt):
            _give(school, Proof.passphrase(PASSPHRASE))
        monkeypatch.undo()
        _give(school, Proof.passphrase(PASSPHRASE))
        school.vault = reopen(school.folder, school.clock)
        school.vault.sign_in(PASSPHRASE)
        assert [action for action, _, _ in _audit(school.vault)].count("device-key-given-back") == 2
        assert school.vault.records.verify_audit() == ()

    def test_a_teacher_may_not(self, school: SmallSchool) -> None:
        _make_teacher(school)
        _lose_key(school)
        before = _slots(school)
        with _raises(Code.ADMIN_NEEDED):
            _give(school, Proof.passphrase(NEW_PASSPHRASE))
        assert _slots(school) == before
        assert not DataDir(school.folder).device_key_file.exists()

    def test_another_schools_records_or_kiosk_are_refused(self, school: SmallSchool, tmp_path: Path) -> None:
        create(tmp_path / "other", SchoolClock()).vault.close()
        _lose_key(school)
        right = DataDir(school.folder).kiosk_db.read_bytes()
        shutil.copy(tmp_path / "other" / "kiosk.db", school.folder / "kiosk.db")
        with _raises(Code.DATABASE_DAMAGED):
            _give(school, Proof.passphrase(PASSPHRASE))
        (school.folder / "kiosk.db").write_bytes(right)
        assert _give(school, Proof.passphrase(PASSPHRASE)).is_new

    def test_zones_of_two_devices_are_refused(self, school: SmallSchool) -> None:
        assert school.vault._zone_r is not None
        records = school.vault._zone_r.database
        with records.transaction():
            records.write("UPDATE school SET device = ?", (school.session.id,))
        _lose_key(school)
        with _raises(Code.DATABASE_DAMAGED):
            _give(school, Proof.passphrase(PASSPHRASE))

    def test_a_slot_with_other_keys_is_replaced(self, school: SmallSchool) -> None:
        """The device key opens it, and what is in it opens no database."""
        school.vault.close()
        file, found = DataDir(school.folder).slots_file, slots.read(DataDir(school.folder).slots_file)
        device = device_key.load(found.install, DataDir(school.folder).device_key_file, [], Custody.FILE)
        stale = slots.make_device_slot(found.install, KioskKeys.random(), device, Custody.FILE)
        slots.write(file, found.with_device(stale))
        with _raises(Code.DATABASE_DAMAGED):
            reopen(school.folder, school.clock)
        assert _give(school, Proof.passphrase(PASSPHRASE)).is_new
        school.vault = reopen(school.folder, school.clock)

    def test_the_audits_head_is_copied_to_zone_k(self, school: SmallSchool) -> None:
        _lose_key(school)
        _give(school, Proof.passphrase(PASSPHRASE))
        school.vault = reopen(school.folder, school.clock)
        head = school.vault._kiosk.read("SELECT sequence FROM audit_head")[0][0]
        school.vault.sign_in(PASSPHRASE)
        actions = {row.sequence: row.action for row in school.vault.records.audit_rows()}
        assert actions[head] == "device-key-given-back"

    def test_it_needs_a_school_that_nobody_is_using(self, school: SmallSchool, tmp_path: Path) -> None:
        with _raises(Code.DATA_DIR_BUSY):
            _give(school, Proof.passphrase(PASSPHRASE))
        with _raises(Code.DATA_DIR_MISSING):
            _give(replace(school, folder=tmp_path / "nothing"), Proof.passphrase(PASSPHRASE))


class TestCode:
    def test_it_is_read_however_it_is_typed(self, school: SmallSchool) -> None:
        _lose_key(school)
        typed = school.recovery_code.replace("-", "").lower()
        assert _give(school, Proof.recovery_code(f" {typed} ")).is_new

    def test_a_slip_is_told_before_anything_is_opened(self, school: SmallSchool) -> None:
        _lose_key(school)
        last = school.recovery_code[-1]
        slip = school.recovery_code[:-1] + ("1" if last == "0" else "0")
        for text in (slip, school.recovery_code[:-1], "", PASSPHRASE):
            with _raises(Code.RECOVERY_CODE_SLIP):
                Proof.recovery_code(text)
        assert not DataDir(school.folder).waits_file.exists()

    def test_another_code_with_a_right_checksum_opens_nothing(
        self, school: SmallSchool, tmp_path: Path
    ) -> None:
        other = create(tmp_path / "other", SchoolClock())
        other.vault.close()
        _lose_key(school)
        before = _slots(school)
        for code in (recovery.to_text(bytes(16)), other.recovery_code):
            with _raises(Code.RECOVERY_CODE_WRONG):
                _give(school, Proof.recovery_code(code))
            school.clock.forward(seconds=30)
        assert _slots(school) == before
        assert not DataDir(school.folder).device_key_file.exists()

    def test_a_proof_shows_nothing(self) -> None:
        assert PASSPHRASE not in repr(Proof.passphrase(PASSPHRASE))


class TestNewAdministrator:
    def test_the_code_lets_an_administrator_in_and_the_old_slots_go_on_working(
        self, school: SmallSchool
    ) -> None:
        school.vault.close()
        before = slots.read(DataDir(school.folder).slots_file)
        _add(school, school.recovery_code)
        after = slots.read(DataDir(school.folder).slots_file)
        assert (after.device, after.people[:-1]) == (before.device, before.people)
        school.vault = vault = reopen(school.folder, school.clock)
        signed = vault.sign_in(NEW_PASSPHRASE)
        assert (signed.name, signed.role) == ("Alan Admin", Role.ADMIN)
        assert len(vault.records.people()) == len(school.people)
        rows = [row for row in vault.records.audit_rows() if row.action == "administrator-added"]
        assert [(row.actor, row.subjects, row.detail) for row in rows] == [
            (None, (signed.signer,), "by=recovery-code")
        ]
        assert vault.records.verify_audit() == ()
        assert vault.sign_in(PASSPHRASE).name == "Grace Admin"

    def test_it_works_without_the_device_key_and_the_new_one_may_give_it_back(
        self, school: SmallSchool
    ) -> None:
        _lose_key(school)
        _add(school, school.recovery_code)
        assert _give(school, Proof.passphrase(NEW_PASSPHRASE)).is_new
        school.vault = reopen(school.folder, school.clock)
        school.vault.sign_in(NEW_PASSPHRASE)

    @pytest.mark.parametrize(
        ("name", "phrase", "code"),
        [("Alan", "too short", Code.PASSPHRASE_WEAK), (" ", NEW_PASSPHRASE, Code.TEXT_BAD)],
    )
    def test_what_cannot_be_changes_nothing(
        self, school: SmallSchool, name: str, phrase: str, code: Code
    ) -> None:
        school.vault.close()
        before = _slots(school)
        with _raises(code):
            _add(school, school.recovery_code, name=name, phrase=phrase)
        assert _slots(school) == before

    def test_a_passphrase_is_not_enough(self, school: SmallSchool) -> None:
        with pytest.raises(ValueError, match="recovery code"):
            add_administrator(
                DataDir(school.folder),
                Proof.passphrase(PASSPHRASE),
                "Alan",
                NEW_PASSPHRASE,
                school.clock,
                policy=LIGHT,
            )

    def test_an_interrupted_write_leaves_the_old_slots(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        school.vault.close()
        before = _slots(school)

        def full(*_: object) -> None:
            raise OSError

        monkeypatch.setattr("kiosk.storage.slots.write_private", full)
        with _raises(Code.DATABASE_FULL):
            _add(school, school.recovery_code)
        monkeypatch.undo()
        assert _slots(school) == before
        school.vault = reopen(school.folder, school.clock)
        with _raises(Code.PASSPHRASE_WRONG):
            school.vault.sign_in(NEW_PASSPHRASE)
        school.clock.forward(seconds=30)
        school.vault.sign_in(PASSPHRASE)


class TestNewCode:
    def test_the_new_code_opens_and_the_old_one_opens_nothing(self, school: SmallSchool) -> None:
        _lose_key(school)
        code = _renew(school)
        assert recovery.to_text(recovery.from_text(code)) == code != school.recovery_code
        before = _slots(school)
        with _raises(Code.RECOVERY_CODE_WRONG):
            _give(school, Proof.recovery_code(school.recovery_code))
        school.clock.forward(seconds=30)
        with _raises(Code.RECOVERY_CODE_WRONG):
            _add(school, school.recovery_code)
        assert _slots(school) == before
        school.clock.forward(seconds=30)
        _add(school, code)
        assert _give(school, Proof.recovery_code(code)).is_new
        school.vault = reopen(school.folder, school.clock)
        assert school.vault.sign_in(NEW_PASSPHRASE).role is Role.ADMIN

    def test_only_the_recovery_slot_is_another(self, school: SmallSchool) -> None:
        school.vault.close()
        before = slots.read(DataDir(school.folder).slots_file)
        key = DataDir(school.folder).device_key_file.read_bytes()
        _renew(school)
        after = slots.read(DataDir(school.folder).slots_file)
        assert (after.install, after.device) == (before.install, before.device)
        assert after.of(SlotKind.PERSON) == before.of(SlotKind.PERSON)
        (old,), (new,) = before.of(SlotKind.RECOVERY), after.of(SlotKind.RECOVERY)
        assert not {old.id, old.public, old.private_box, old.bundle} & {
            new.id, new.public, new.private_box, new.bundle,
        }  # fmt: skip
        assert DataDir(school.folder).device_key_file.read_bytes() == key
        assert DataDir(school.folder).slots_file.stat().st_mode & 0o777 == 0o600
        school.vault = reopen(school.folder, school.clock)
        assert school.vault.sign_in(PASSPHRASE).name == "Grace Admin"

    def test_each_time_another_and_the_last_one_counts(self, school: SmallSchool) -> None:
        """So a kill before the code was shown is mended by doing it again."""
        _lose_key(school)
        first, second = _renew(school), _renew(school)
        assert first != second
        with _raises(Code.RECOVERY_CODE_WRONG):
            _give(school, Proof.recovery_code(first))
        school.clock.forward(seconds=30)
        assert _give(school, Proof.recovery_code(second)).is_new

    def test_the_audit_says_who_and_holds_its_chain(self, school: SmallSchool) -> None:
        school.vault.close()
        code = _renew(school)
        school.vault = vault = reopen(school.folder, school.clock)
        head = vault._kiosk.read("SELECT sequence FROM audit_head")[0][0]
        admin = vault.sign_in(PASSPHRASE).signer
        (row,) = [row for row in vault.records.audit_rows() if row.action == "recovery-code-renewed"]
        (slot,) = slots.read(DataDir(school.folder).slots_file).of(SlotKind.RECOVERY)
        assert (row.actor, row.detail, row.subjects) == (admin, "by=passphrase", (slot.id,))
        assert row.sequence == head
        assert code not in repr(row)
        assert vault.records.verify_audit() == ()

    def test_the_audit_row_is_there_before_the_code(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A kill in between leaves a row without an act, and the old code works."""
        _lose_key(school)
        before = _slots(school)

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("kiosk.storage.slots.write_private", killed)
        with pytest.raises(KeyboardInterrupt):
            _renew(school)
        monkeypatch.undo()
        assert _slots(school) == before
        assert _give(school, Proof.recovery_code(school.recovery_code)).is_new
        school.vault = reopen(school.folder, school.clock)
        school.vault.sign_in(PASSPHRASE)
        assert "recovery-code-renewed" in [action for action, _, _ in _audit(school.vault)]
        assert school.vault.records.verify_audit() == ()

    def test_a_full_disk_leaves_the_old_code(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _lose_key(school)

        def full(*_: object) -> None:
            raise OSError

        monkeypatch.setattr("kiosk.storage.slots.write_private", full)
        with _raises(Code.DATABASE_FULL):
            _renew(school)
        monkeypatch.undo()
        assert _give(school, Proof.recovery_code(school.recovery_code)).is_new

    def test_a_teacher_may_not(self, school: SmallSchool) -> None:
        _make_teacher(school)
        school.vault.close()
        before = _slots(school)
        with _raises(Code.ADMIN_NEEDED):
            _renew(school, NEW_PASSPHRASE)
        assert _slots(school) == before

    def test_a_wrong_passphrase_may_not_and_waits(self, school: SmallSchool) -> None:
        school.vault.close()
        before = _slots(school)
        with _raises(Code.PASSPHRASE_WRONG):
            _renew(school, NEW_PASSPHRASE)
        with _raises(Code.PASSPHRASE_WAIT):
            _renew(school)
        assert _slots(school) == before

    def test_the_code_does_not_renew_itself(self, school: SmallSchool) -> None:
        """Whoever found it could shut out the school, and keep a code that nobody knows of."""
        school.vault.close()
        before = _slots(school)
        with pytest.raises(ValueError, match="passphrase"):
            new_recovery_code(
                DataDir(school.folder), Proof.recovery_code(school.recovery_code), school.clock, policy=LIGHT
            )
        assert _slots(school) == before

    def test_the_standard_policy_is_the_default(self) -> None:
        """A light one here would be a code that is cheap to guess at."""
        assert (new_recovery_code.__kwdefaults__ or {})["policy"] is STANDARD

    def test_it_needs_a_school_that_nobody_is_using(self, school: SmallSchool, tmp_path: Path) -> None:
        with _raises(Code.DATA_DIR_BUSY):
            _renew(school)
        with _raises(Code.DATA_DIR_MISSING):
            _renew(replace(school, folder=tmp_path / "nothing"))


class TestWaits:
    def test_wrong_passphrases_wait_longer_and_longer_and_the_wait_ends_across_processes(
        self, school: SmallSchool
    ) -> None:
        """Each try here is a process of its own: a wait that began with each would lock everybody out."""
        _lose_key(school)
        for wait in (1, 2, 4, 8, 16, 30, 30):
            with _raises(Code.PASSPHRASE_WRONG):
                _give(school, Proof.passphrase(WRONG))
            with pytest.raises(KioskError) as caught:
                _give(school, Proof.passphrase(PASSPHRASE))
            assert (caught.value.code, caught.value.detail) == (Code.PASSPHRASE_WAIT, str(wait))
            school.clock.forward(seconds=wait)
        assert _give(school, Proof.passphrase(PASSPHRASE)).is_new
        assert not DataDir(school.folder).waits_file.exists()

    def test_the_code_is_not_slowed_by_wrong_passphrases(self, school: SmallSchool) -> None:
        _lose_key(school)
        with _raises(Code.PASSPHRASE_WRONG):
            _give(school, Proof.passphrase(WRONG))
        with _raises(Code.RECOVERY_CODE_WRONG):
            _give(school, Proof.recovery_code(recovery.to_text(bytes(16))))
        with _raises(Code.RECOVERY_CODE_WAIT):
            _give(school, Proof.recovery_code(school.recovery_code))
        school.clock.forward(seconds=1)
        assert _give(school, Proof.recovery_code(school.recovery_code)).is_new

    def test_after_a_start_of_the_machine_the_wait_begins_again_once(self, tmp_path: Path) -> None:
        path, clock = tmp_path / "waits.json", SchoolClock(seconds=90_000.0)
        waits = FileWaits(path, ["a"], clock.monotonic)
        for _ in range(3):
            waits.failed(b"a", clock())
        clock.seconds = 5.0
        assert FileWaits(path, ["a"], clock.monotonic).seconds_left(b"a") == 4
        clock.seconds = 8.0
        assert FileWaits(path, ["a"], clock.monotonic).seconds_left(b"a") == 1
        clock.seconds = 9.0
        assert FileWaits(path, ["a"], clock.monotonic).seconds_left(b"a") == 0

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"rubbish",
            b"[]",
            b"[" * 50_000,
            b'{"format": 2, "tries": {}}',
            b'{"format": 1, "tries": []}',
            b'{"format": 1, "tries": {"a": {"failures": 0, "at_s": 1.0}}}',
            b'{"format": 1, "tries": {"a": {"failures": true, "at_s": 1.0}}}',
            b'{"format": 1, "tries": {"a": {"failures": 1, "at_s": NaN}}}',
            b'{"format": 1, "tries": {"a": {"failures": 1}}}',
        ],
    )
    def test_a_damaged_file_costs_the_longest_wait_once(self, tmp_path: Path, content: bytes) -> None:
        path, clock = tmp_path / "waits.json", SchoolClock()
        path.write_bytes(content)
        assert FileWaits(path, ["a", "b"], clock.monotonic).seconds_left(b"a") == 30
        clock.forward(seconds=30)
        assert FileWaits(path, ["a", "b"], clock.monotonic).seconds_left(b"b") == 0

    def test_slots_that_are_gone_are_forgotten(self, tmp_path: Path) -> None:
        path, clock = tmp_path / "waits.json", SchoolClock()
        FileWaits(path, ["a"], clock.monotonic).failed(b"a", clock())
        assert list(json.loads(path.read_bytes())["tries"]) == ["a"]
        assert path.stat().st_mode & 0o777 == 0o600
        FileWaits(path, ["b"], clock.monotonic)
        assert not path.exists()

    def test_a_full_disk_is_said(self, tmp_path: Path) -> None:
        clock = SchoolClock()
        waits = FileWaits(tmp_path / "no" / "waits.json", ["a"], clock.monotonic)
        with _raises(Code.DATABASE_FULL):
            waits.failed(b"a", clock())


def test_no_secret_is_in_any_file_or_log(school: SmallSchool) -> None:
    """A plain file proves that the search finds."""
    logs.start(DataDir(school.folder).log_dir)
    _lose_key(school)
    with _raises(Code.PASSPHRASE_WRONG):
        _give(school, Proof.passphrase(WRONG))
    _add(school, school.recovery_code)
    _give(school, Proof.recovery_code(school.recovery_code))
    school.clock.forward(seconds=1)
    codes = [school.recovery_code, _renew(school)]
    bare = [code.replace("-", "") for code in codes]
    words = [*codes, *bare, WRONG, PASSPHRASE, NEW_PASSPHRASE, "Alan Admin"]

    def found() -> set[str]:
        content = b"".join(path.read_bytes() for path in school.folder.rglob("*") if path.is_file())
        return {word for word in words if word.encode() in content}

    assert found() == set()
    (school.folder / "control").write_text(" ".join(words))
    assert found() == set(words)
