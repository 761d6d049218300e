"""New keys for Zone R: whole or not at all, wherever it is cut off, and what the old key still opens."""

import gc
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from kiosk.domain.marks import MarkState
from kiosk.domain.people import Role
from kiosk.errors import Code, KioskError
from kiosk.storage import outbox, recovery, rotation, slot_files, slots
from kiosk.storage.keys import AllKeys, KioskKeys, SecretBytes
from kiosk.storage.slots import SlotKind, Slots
from kiosk.storage.sqlcipher import Database, WrongKeyError, open_database
from kiosk.storage.vault import Vault
from tests.fakes_storage import PASSPHRASE, SmallSchool, small_school

pytestmark = pytest.mark.once

THEIRS = "copper violin hedge marble"


class Killed(BaseException):
    """The program is gone."""


def rotate(school: SmallSchool, passphrase: str = PASSPHRASE) -> None:
    signers = school.vault.office.signers
    attempt = signers.plan_proof(passphrase)
    signers.rotate(attempt, attempt.derive())


def keys(found: Slots, phrase: bytes = PASSPHRASE.encode(), kind: SlotKind = SlotKind.PERSON) -> AllKeys:
    opened = [slots.open_secret_slot(found.install, slot, phrase) for slot in found.of(kind)]
    (one,) = [each for each in opened if each is not None]
    return one


def opens(path: Path, key: SecretBytes) -> bool:
    try:
        open_database(path, key).close()
    except WrongKeyError:
        return False
    return True


def pair(vault: Vault) -> tuple[bytes, bytes]:
    """Give Zone R's private key and the public one that Zone K seals to."""
    assert vault._zone_r is not None
    return (
        vault._zone_r.database.read("SELECT private_key FROM school")[0][0],
        vault._kiosk.read("SELECT zone_r_public FROM install")[0][0],
    )


def states(school: SmallSchool) -> list[MarkState]:
    rows = school.vault.records.roster(school.session.id).rows
    by_id = {row.person.id: row.standing.state for row in rows}
    return [by_id[person.id] for person in school.people]


def actions(school: SmallSchool) -> list[str]:
    return [row.action for row in school.vault.records.audit_rows()]


def is_settled(school: SmallSchool, before: AllKeys) -> bool:
    """Look that one key and one pair hold, in both zones and in every slot; say whether they are new."""
    vault = school.vault
    vault.sign_out()
    path = vault.data_dir.records_db
    now = keys(vault.slots)
    assert now.pending is None
    is_new = now.zone_r.reveal() != before.zone_r.reveal()
    assert opens(path, now.zone_r)
    assert opens(path, before.zone_r) is not is_new
    assert now.kiosk.pack() == before.kiosk.pack()
    code = recovery.from_text(school.recovery_code)
    assert keys(vault.slots, code, SlotKind.RECOVERY).pack() == now.pack()
    assert slots.read(vault.data_dir.slots_file) == slots.read(vault.data_dir.slots_copy)
    assert not list(school.folder.glob("*.rotating*"))
    vault.sign_in(PASSPHRASE)
    assert vault._zone_r is not None
    assert vault._zone_r.database.read("SELECT 1 FROM next_pair") == []
    assert vault._zone_r.database.integrity_problems() == []
    assert vault.records.verify_audit() == ()
    assert actions(school).count("keys-rotated") == int(is_new)
    assert "outbox-broken" not in actions(school)
    return is_new


class TestWhole:
    def test_new_key_new_pair_every_slot(self, school: SmallSchool) -> None:
        before, old_pair = keys(school.vault.slots), pair(school.vault)
        school.mark(0)
        rotate(school)
        assert school.vault.signed_in is not None
        assert is_settled(school, before)
        assert all(a != b for a, b in zip(pair(school.vault), old_pair, strict=True))
        school.vault.sign_out()
        school.mark(1)
        school.vault.sign_in(PASSPHRASE)
        school.mark(2)
        assert states(school) == [MarkState.PRESENT] * 3

    def test_again_and_after_a_restart(self, school: SmallSchool) -> None:
        for _ in range(2):
            before = keys(school.vault.slots)
            rotate(school)
            assert keys(school.vault.slots).zone_r.reveal() != before.zone_r.reveal()
            school.reopen().sign_in(PASSPHRASE)
        assert actions(school).count("keys-rotated") == 2

    def test_who_was_removed_opens_nothing_new_with_their_old_slot(self, school: SmallSchool) -> None:
        signers = school.vault.office.signers
        made = signers.add(PASSPHRASE, "Omar Haddad", Role.ADMIN, THEIRS)
        taken = slots.read(school.vault.data_dir.slots_file)
        signers.remove(made.id)
        school.vault.sign_out()
        assert opens(school.vault.data_dir.records_db, keys(taken, THEIRS.encode()).zone_r)
        school.vault.sign_in(PASSPHRASE)
        rotate(school)
        school.vault.sign_out()
        assert not opens(school.vault.data_dir.records_db, keys(taken, THEIRS.encode()).zone_r)

    def test_a_copy_from_before_opens_by_its_own_slots(self, school: SmallSchool, tmp_path: Path) -> None:
        school.vault.sign_out()
        old = tmp_path / "old"
        shutil.copytree(school.folder, old)
        school.vault.sign_in(PASSPHRASE)
        rotate(school)
        found = slots.read(old / "slots.json")
        assert opens(old / "records.db", keys(found).zone_r)

    def test_every_slot_goes_on_working(self, school: SmallSchool) -> None:
        made = school.vault.office.signers.add(PASSPHRASE, "Omar Haddad", Role.TEACHER, THEIRS)
        rotate(school)
        assert school.vault.sign_in(THEIRS, made.number).signer == made.id
        assert school.vault.records.classes() == []

    def test_a_wrong_passphrase_changes_nothing(self, school: SmallSchool) -> None:
        before = school.vault.slots
        with pytest.raises(KioskError) as caught:
            rotate(school, THEIRS)
        assert caught.value.code is Code.PASSPHRASE_WRONG
        assert school.vault.slots == before
        assert school.vault.signed_in is not None


def test_a_broken_outbox_is_told_before_anything_is_changed(school: SmallSchool) -> None:
    before = school.vault.slots
    school.mark(0)
    kiosk = school.vault._kiosk
    with kiosk.transaction():
        kiosk.write("DELETE FROM outbox")
    with pytest.raises(KioskError) as caught:
        rotate(school)
    assert (caught.value.code, caught.value.detail) == (Code.OUTBOX_BROKEN, "cut-off=1")
    assert school.vault.slots == before
    rotate(school)


def test_half_a_copy_goes_at_the_next_sign_in(school: SmallSchool) -> None:
    """A kill runs no clean-up."""
    half = school.folder / "records.db.rotating"
    half.write_bytes(b"half")
    school.reopen().sign_in(PASSPHRASE)
    assert not half.exists()


def test_a_key_changed_in_the_log_only_leaves_the_old_one_good(tmp_path: Path) -> None:
    """The trap: the main file opens with the old key until the log is emptied into it."""
    path, old, new = tmp_path / "x.db", SecretBytes.random(), SecretBytes.random()
    with closing(open_database(path, old, must_exist=False)) as database:
        with database.transaction():
            database.write("CREATE TABLE t (a TEXT)")
        database.checkpoint()
        database.rekey(new)
        alone = tmp_path / "alone.db"
        shutil.copyfile(path, alone)
        assert opens(alone, old)
        database.checkpoint()
        alone = tmp_path / "later.db"
        shutil.copyfile(path, alone)
        assert (opens(alone, old), opens(alone, new)) == (False, True)


def test_a_copy_that_the_old_key_opens_never_takes_the_place(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys(school.vault.slots)
    monkeypatch.setattr(Database, "rekey", lambda *_: None)
    with pytest.raises(KioskError) as caught:
        rotate(school)
    assert caught.value.code is Code.DATABASE_DAMAGED
    monkeypatch.undo()
    assert school.vault.signed_in is not None
    assert not is_settled(school, before)
    assert "key-rotation-taken-back" not in actions(school)  # no slot has heard of another key


class TestMeanwhile:
    """The copy is made beside the door and the desk, which go on."""

    def begun(self, school: SmallSchool) -> rotation.Rotating:
        signers = school.vault.office.signers
        attempt = signers.plan_proof(PASSPHRASE)
        return signers.begin_rotation(attempt, attempt.derive())

    @pytest.mark.parametrize("is_last", [False, True])
    def test_what_is_written_makes_the_copy_worth_nothing(self, school: SmallSchool, is_last: bool) -> None:
        before, signers = keys(school.vault.slots), school.vault.office.signers
        rotating = self.begun(school)
        rotating.prepare()
        school.mark(0)  # at the door only
        school.vault.records.correct(school.session.id, [school.people[1].id], MarkState.EXCUSED)
        if not is_last:
            assert not signers.finish_rotation(rotating, is_last=False)
            assert keys(school.vault.slots).pending is None
            rotating.prepare()
        assert signers.finish_rotation(rotating, is_last=is_last)
        rotating.forget()
        assert states(school) == [MarkState.PRESENT, MarkState.EXCUSED, MarkState.UNMARKED]
        assert is_settled(school, before)

    def test_marks_of_the_door_do_not(self, school: SmallSchool) -> None:
        rotating = self.begun(school)
        rotating.prepare()
        school.mark(0)
        assert school.vault.office.signers.finish_rotation(rotating, is_last=False)
        rotating.forget()
        assert states(school)[0] is MarkState.PRESENT

    @pytest.mark.parametrize("prepares", [True, False])
    def test_signing_out_ends_it(self, school: SmallSchool, prepares: bool) -> None:
        before, rotating = keys(school.vault.slots), self.begun(school)

        def go_on() -> None:
            if prepares:
                rotating.prepare()
            else:
                school.vault.sign_in(PASSPHRASE)
                school.vault.office.signers.finish_rotation(rotating, is_last=True)

        school.vault.sign_out()
        with pytest.raises(KioskError) as caught:
            go_on()
        assert caught.value.code is Code.SIGNED_OUT
        rotating.forget()
        assert rotating.keys.zone_r.is_wiped
        assert not list(school.folder.glob("*.rotating*"))
        school.vault.sign_in(PASSPHRASE)
        assert not is_settled(school, before)


class TestNoSpace:
    def test_it_is_said_before_anything_is_written(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = school.vault.slots
        monkeypatch.setattr(rotation, "MARGIN_BYTES", 1 << 62)
        with pytest.raises(KioskError) as caught:
            rotate(school)
        assert caught.value.code is Code.DATABASE_FULL
        assert school.vault.slots == before
        assert school.vault.signed_in is not None

    def test_the_old_key_holds_and_somebody_stays_signed_in(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise KioskError(Code.DATABASE_FULL)

        before = keys(school.vault.slots)
        monkeypatch.setattr(rotation, "_put_in_place", full)
        with pytest.raises(KioskError) as caught:
            rotate(school)
        assert caught.value.code is Code.DATABASE_FULL
        monkeypatch.undo()
        assert school.vault.signed_in is not None
        assert not is_settled(school, before)
        assert "key-rotation-taken-back" in actions(school)

    @pytest.mark.parametrize("writes", [0, 1])
    def test_slots_that_cannot_be_written(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch, writes: int
    ) -> None:
        """At the first writing nothing was changed; at the last the new key holds and the slots catch up."""
        before, real, done = keys(school.vault.slots), slot_files.write, []

        def write(*arguments: Any) -> None:
            done.append(1)
            if len(done) > writes:
                raise KioskError(Code.DATABASE_FULL)
            real(*arguments)

        monkeypatch.setattr(slot_files, "write", write)
        with suppress(KioskError):
            rotate(school)
        assert school.vault.signed_in is not None
        if writes:
            assert keys(school.vault.slots).pending is not None
            school.vault.sign_in(PASSPHRASE)
        monkeypatch.undo()
        if writes:
            rotate(school)  # from two keys in every slot
            assert actions(school).count("keys-rotated") == 2
            return
        assert not is_settled(school, before)


@contextmanager
def killed_at(line: int, files: tuple[str, ...]) -> Iterator[list[int]]:
    """End the program at the n-th line that is run in some files; gives how many were run."""
    count = [0]

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., Any] | None:
        if not frame.f_code.co_filename.endswith(files):
            return None
        if event == "line":
            count[0] += 1
            if count[0] == line:
                sys.settrace(None)
                raise Killed
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield count
    finally:
        sys.settrace(before)


LINES_APART = 9
ROTATION = ("storage/rotation.py", "storage/slot_files.py", "kiosk/paths.py")


def kill_and_look(school: SmallSchool, line: int) -> bool | None:
    """Rotate with a kill at a line, mark at the door, start again, look; None when there is no such line."""
    before = keys(school.vault.slots)
    with killed_at(line, ROTATION) as count:
        try:
            rotate(school)
        except Killed:
            pass
        else:
            assert count[0] < line
            return None
    school.reopen()
    school.mark(0)
    school.vault.sign_in(PASSPHRASE)
    assert states(school)[0] is MarkState.PRESENT
    is_new = is_settled(school, before)
    school.vault.sign_out()
    school.mark(1)
    school.vault.sign_in(PASSPHRASE)
    assert states(school)[:2] == [MarkState.PRESENT] * 2
    return is_new


def _points() -> list[tuple[str, Any, str]]:
    return [
        ("half of the copy is there", rotation, "_give_key"),
        ("the copy has its new key", rotation, "_check_key"),
        ("the copy was looked at", rotation, "_sync"),
        ("the slots hold both keys", rotation, "_put_in_place"),
        ("Zone R has its new key", rotation, "settle"),
        ("one key is in the slots", rotation, "hand_over"),
        ("Zone K does not know the new pair", outbox, "use_run"),
        ("Zone R does not use the new pair", rotation, "promote"),
        ("Zone R does not expect the new run", outbox, "expect_run"),
    ]


@pytest.mark.parametrize("point", _points(), ids=lambda point: point[0])
def test_cut_off_at_each_of_its_steps(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch, point: tuple[str, Any, str]
) -> None:
    before, (says, module, name) = keys(school.vault.slots), point
    real, calls = getattr(module, name), []

    def kill(*arguments: Any) -> Any:
        # The pair is looked for once before it is handed over.
        calls.append(name)
        if name == "promote" and len(calls) == 1:
            return real(*arguments)
        raise Killed

    monkeypatch.setattr(module, name, kill)
    with pytest.raises(Killed):
        rotate(school)
    monkeypatch.undo()
    school.reopen()
    school.mark(0)
    school.vault.sign_in(PASSPHRASE)
    assert states(school)[0] is MarkState.PRESENT
    is_first_half = _points().index(point) < 4
    assert is_settled(school, before) is not is_first_half, says


@pytest.mark.slow
@pytest.mark.fault
@pytest.mark.once
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_cut_off_at_any_line(tmp_path: Path) -> None:
    """Every ninth line that a rotation runs here; all of them take minutes and came out the same.

    What is open at a kill is closed late, which a program that is gone does not see.
    """
    made = small_school(tmp_path / "made")
    made.vault.close()
    results: list[bool] = []
    for line in range(1, 5000, LINES_APART):
        folder = tmp_path / f"at-{line}"
        shutil.copytree(made.folder, folder)
        made.folder = folder
        made.reopen().sign_in(PASSPHRASE)
        result = kill_and_look(made, line)
        made.vault.close()
        if result is None:
            break
        results.append(result)
        made.folder = tmp_path / "made"
        shutil.rmtree(folder)
    gc.collect()
    assert len(results) > 10
    assert results == sorted(results)  # taken back before the rename, finished after it
    assert {True, False} == set(results)


def test_packed_keys_with_one_to_come() -> None:
    both = AllKeys(SecretBytes.random(), KioskKeys.random(), SecretBytes.random())
    again = AllKeys.unpack(both.pack())
    assert again.pack() == both.pack()
    assert again.pending is not None
    both.wipe()
    assert both.pending is not None
    assert both.pending.is_wiped
    with pytest.raises(ValueError, match="length"):
        AllKeys.unpack(bytes(159))
