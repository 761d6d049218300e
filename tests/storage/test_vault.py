"""Opening, closing, signing in, and what a stolen directory says."""

import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.marks import MarkState
from kiosk.domain.people import Custody, Role
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage.vault import NewVault, Vault
from tests.fakes_storage import (
    LIGHT,
    NAMES,
    PASSPHRASE,
    ZONE,
    SchoolClock,
    SmallSchool,
    create,
    plan,
    reopen,
    small_school,
)


def _raises(code: Code) -> "pytest.RaisesExc[KioskError]":
    return pytest.RaisesExc(KioskError, check=lambda error: error.code is code)


def test_a_new_school_opens_again_and_knows_its_people(school: SmallSchool) -> None:
    school.mark(0)
    vault = school.reopen()
    assert vault.signed_in is None
    assert [m.person for m in vault.door.today(school.clock())] == [school.people[0].id]
    signed = vault.sign_in(PASSPHRASE)
    assert (signed.name, signed.role) == ("Grace Admin", Role.ADMIN)
    roster = vault.records.roster(school.session.id)
    states = {row.person.name: row.standing.state for row in roster.rows}
    assert states[school.people[0].name] is MarkState.PRESENT
    assert states[school.people[1].name] is MarkState.UNMARKED
    assert vault.custody is Custody.FILE
    assert vault.records.verify_audit() == ()


def test_records_are_closed_while_nobody_is_signed_in(school: SmallSchool) -> None:
    school.vault.sign_out()
    school.vault.sign_out()
    with _raises(Code.SIGNED_OUT):
        school.vault.records.school()
    assert school.vault.drain() == 0


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (NewVault("S", "A", "too short", True, ZONE), Code.PASSPHRASE_WEAK),
        (NewVault("S", "A", "passwordpassword", True, ZONE), Code.PASSPHRASE_WEAK),
        (NewVault("S", "A", "Qwertyuiop123456", True, ZONE), Code.PASSPHRASE_WEAK),
        (NewVault("S", "A", "123456789012345", True, ZONE), Code.PASSPHRASE_WEAK),
        (NewVault("S", "A", "abcabcabcabcabc", True, ZONE), Code.PASSPHRASE_WEAK),
        (NewVault(" ", "A", PASSPHRASE, True, ZONE), Code.TEXT_BAD),
        (NewVault("S", "a\u202eb", PASSPHRASE, True, ZONE), Code.TEXT_BAD),
    ],
)
def test_a_plan_that_cannot_be_makes_nothing(tmp_path: Path, bad: NewVault, code: Code) -> None:
    with _raises(code):
        Vault.create(DataDir(tmp_path / "data"), bad, SchoolClock(), policy=LIGHT, keyrings=())
    assert not (tmp_path / "data").exists()


def test_a_failure_half_way_takes_everything_away_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise KioskError(Code.DATABASE_FULL)

    monkeypatch.setattr("kiosk.storage.slots.write", full)
    with _raises(Code.DATA_DIR_UNWRITABLE):
        create(tmp_path, SchoolClock())
    assert [p.name for p in tmp_path.iterdir()] == ["in-use.lock"]
    monkeypatch.undo()
    create(tmp_path, SchoolClock()).vault.close()


@pytest.mark.parametrize("refusing", ["create", "lock", "write_private"])
def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: str
) -> None:
    """It once was "The mark could not be saved. Sign in with your teacher."."""
    data_dir = DataDir(tmp_path / "data")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    if refusing == "create":
        (tmp_path / "data").write_bytes(b"a file is in the way")
    elif refusing == "lock":
        data_dir.lock_file.mkdir(parents=True)
    else:
        monkeypatch.setattr("kiosk.storage.creation.write_private", refuse)
    with pytest.raises(KioskError) as caught:
        create(data_dir.root, SchoolClock())
    assert caught.value.code is Code.DATA_DIR_UNWRITABLE
    assert caught.value.where == str(data_dir.root)


def test_what_a_killed_set_up_left_behind_is_no_school(tmp_path: Path) -> None:
    """Killed before the recovery code was shown, it once could neither be opened nor made again."""
    create(tmp_path, SchoolClock()).vault.close()
    data_dir = DataDir(tmp_path)
    data_dir.unfinished_file.touch()
    with _raises(Code.DATA_DIR_MISSING):
        reopen(tmp_path, SchoolClock())
    create(tmp_path, SchoolClock()).vault.close()
    assert data_dir.exists
    reopen(tmp_path, SchoolClock()).close()


def test_records_of_another_device_are_refused(school: SmallSchool) -> None:
    assert school.vault._zone_r is not None
    records = school.vault._zone_r.database
    with records.transaction():
        records.write("UPDATE school SET device = ?", (school.session.id,))
    with _raises(Code.DATABASE_DAMAGED):
        school.vault.sign_in(PASSPHRASE)


def test_nothing_is_made_over_something(school: SmallSchool) -> None:
    with _raises(Code.DATA_DIR_EXISTS):
        create(school.folder, school.clock)


def test_a_school_made_by_another_program_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two set-ups at once: the slower one once took the finished school away."""
    made: list[bytes] = []

    def meanwhile() -> list[object]:
        create(tmp_path, SchoolClock()).vault.close()
        made.append((tmp_path / "slots.json").read_bytes())
        return []

    monkeypatch.setattr("kiosk.storage.device_key.usable_keyrings", meanwhile)
    with _raises(Code.DATA_DIR_EXISTS):
        Vault.create(DataDir(tmp_path), replace(plan(), may_use_keyring=True), SchoolClock(), policy=LIGHT)
    assert (tmp_path / "slots.json").read_bytes() == made[0]
    reopen(tmp_path, SchoolClock()).close()


def test_one_program_at_a_time(school: SmallSchool) -> None:
    with _raises(Code.DATA_DIR_BUSY):
        reopen(school.folder, school.clock)
    script = (
        "import sys; from pathlib import Path; from tests.fakes_storage import SchoolClock, reopen;"
        "from kiosk.errors import KioskError\n"
        "try: reopen(Path(sys.argv[1]), SchoolClock())\n"
        "except KioskError as error: print(error.code)"
    )
    found = subprocess.run(
        [sys.executable, "-c", script, str(school.folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert found.stdout.strip() == "data-dir-busy"


def test_every_file_is_private(school: SmallSchool) -> None:
    assert school.folder.stat().st_mode & 0o777 == 0o700
    for path in school.folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name


class TestOpening:
    def test_an_empty_folder(self, tmp_path: Path) -> None:
        with _raises(Code.DATA_DIR_MISSING):
            reopen(tmp_path, SchoolClock())

    def test_without_the_device_key_or_with_another(self, school: SmallSchool) -> None:
        school.vault.close()
        key = DataDir(school.folder).device_key_file
        right = key.read_bytes()
        key.write_text("00" * 32)
        with _raises(Code.DEVICE_KEY_WRONG):
            reopen(school.folder, school.clock)
        key.write_text("nonsense")
        with _raises(Code.DEVICE_KEY_WRONG):
            reopen(school.folder, school.clock)
        key.unlink()
        with _raises(Code.DEVICE_KEY_MISSING):
            reopen(school.folder, school.clock)
        key.write_bytes(right)
        school.vault = reopen(school.folder, school.clock)

    @pytest.mark.parametrize("content", [b"", b"rubbish" * 5000])
    def test_a_damaged_zone_k_leaves_zone_r_alone(self, school: SmallSchool, content: bytes) -> None:
        school.vault.close()
        before = DataDir(school.folder).records_db.read_bytes()
        DataDir(school.folder).kiosk_db.write_bytes(content)
        with _raises(Code.DATABASE_DAMAGED):
            reopen(school.folder, school.clock)
        assert DataDir(school.folder).records_db.read_bytes() == before

    def test_a_damaged_zone_r_lets_the_door_work(self, school: SmallSchool) -> None:
        school.vault.close()
        DataDir(school.folder).records_db.write_bytes(b"rubbish" * 5000)
        school.vault = reopen(school.folder, school.clock)
        school.mark(0)
        with _raises(Code.DATABASE_DAMAGED):
            school.vault.sign_in(PASSPHRASE)
        assert school.vault.signed_in is None

    def test_another_schools_records_are_refused(self, school: SmallSchool, tmp_path: Path) -> None:
        other = small_school(tmp_path / "other")
        other.vault.close()
        school.vault.close()
        shutil.copy(other.folder / "records.db", school.folder / "records.db")
        school.vault = reopen(school.folder, school.clock)
        with _raises(Code.DATABASE_DAMAGED):
            school.vault.sign_in(PASSPHRASE)

    def test_a_newer_zone_is_refused(self, school: SmallSchool) -> None:
        with school.vault._kiosk.transaction():
            school.vault._kiosk.write("PRAGMA user_version = 99")
        school.vault.close()
        with _raises(Code.DATABASE_NEWER):
            reopen(school.folder, school.clock)


class TestPassphrase:
    def test_wrong_ones_wait_longer_and_longer_over_restarts(self, school: SmallSchool) -> None:
        vault = school.reopen()
        for wait in (1, 2, 4):
            with _raises(Code.PASSPHRASE_WRONG):
                vault.sign_in("lantern gravel otter plumb")
            with pytest.raises(KioskError) as caught:
                vault.sign_in(PASSPHRASE)
            assert (caught.value.code, caught.value.detail) == (Code.PASSPHRASE_WAIT, str(wait))
            if wait < 4:
                school.clock.forward(seconds=wait)
        vault = school.reopen()
        with _raises(Code.PASSPHRASE_WAIT):
            vault.sign_in(PASSPHRASE)
        school.clock.forward(seconds=4)
        vault.sign_in(PASSPHRASE)
        vault.sign_out()
        vault.sign_in(PASSPHRASE)

    def test_the_same_passphrase_typed_on_another_keyboard_opens(self, tmp_path: Path) -> None:
        clock = SchoolClock()
        composed = NewVault("S", "A", "café lantern gravel", True, ZONE, may_use_keyring=False)
        made = Vault.create(DataDir(tmp_path), composed, clock, policy=LIGHT)
        made.vault.sign_in("cafe\u0301 lantern gravel")
        made.vault.close()


def test_two_installs_share_no_key(tmp_path: Path) -> None:
    clock = SchoolClock()
    made = [create(tmp_path / name, clock) for name in ("a", "b")]
    first, second = (m.vault for m in made)
    assert made[0].recovery_code != made[1].recovery_code
    for key in ("zone_k", "rotation", "pepper"):
        assert getattr(first._keys, key).reveal() != getattr(second._keys, key).reveal()
    assert first.rotation_secret() != second.rotation_secret()
    assert first._install.zone_r_public != second._install.zone_r_public
    for vault in (first, second):
        vault.close()
    for name in ("device.key", "kiosk.db"):
        shutil.copy(tmp_path / "a" / name, tmp_path / "b" / name)
        with pytest.raises(KioskError):
            reopen(tmp_path / "b", clock)


def test_it_belongs_to_the_thread_that_opened_it(school: SmallSchool) -> None:
    caught: list[str] = []

    def ask() -> None:
        try:
            school.mark(0)
        except RuntimeError as error:
            caught.append(str(error))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert caught == ["kiosk.db belongs to another thread"]


def _found(folder: Path, words: list[bytes]) -> set[bytes]:
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return {word for word in words if word in content}


def test_no_name_and_no_mark_is_in_any_file(tmp_path: Path) -> None:
    """While it runs, logs included, and once closed; a plain file proves that the search finds."""
    school = small_school(tmp_path / "data")
    school.enrol(0)
    school.vault.records.set_pin(school.people[1].id, "4711")
    event = school.mark(0)
    school.vault.sign_out()
    other = school.mark(1)
    words = [name.encode() for name in NAMES] + [
        b"Hilltop",
        b"Grace",
        PASSPHRASE.encode(),
        b"signed form",
    ]
    # Nothing shorter than five bytes: three of ciphertext are such a word once in fifty runs.
    words += [event.id.encode(), other.id.encode(), event.at.utc_text.encode(), b"present", b"arrival"]
    words += [school.people[0].id.encode(), school.recovery_code.encode(), b"A. L."]
    assert _found(school.folder, words) == set()
    school.vault.close()
    assert _found(school.folder, words) == set()
    (school.folder / "control").write_bytes(b" ".join(words))
    assert _found(school.folder, words) == set(words)


class FakeKeyring:
    """A keyring that holds, forgets or refuses."""

    def __init__(self, mood: str = "holds") -> None:
        self.mood = mood
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return None if self.mood == "forgets" else self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.mood == "refuses":
            raise RuntimeError("locked")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class TestDeviceKey:
    def _create(self, folder: Path, *keyrings: FakeKeyring) -> tuple[Vault, Custody]:
        wanted = NewVault("S", "A", PASSPHRASE, True, ZONE)
        made = Vault.create(DataDir(folder), wanted, SchoolClock(), policy=LIGHT, keyrings=keyrings)
        made.vault.close()
        return made.vault, made.custody

    def test_a_keyring_that_holds_is_used_and_no_file_is_left(self, tmp_path: Path) -> None:
        keyring = FakeKeyring()
        _, custody = self._create(tmp_path, keyring)
        assert custody is Custody.KEYRING
        assert not DataDir(tmp_path).device_key_file.exists()
        with Vault.open(DataDir(tmp_path), SchoolClock(), keyrings=[keyring]) as vault:
            assert vault.custody is Custody.KEYRING
        with _raises(Code.DEVICE_KEY_MISSING):
            Vault.open(DataDir(tmp_path), SchoolClock(), keyrings=[FakeKeyring()])

    @pytest.mark.parametrize("mood", ["forgets", "refuses"])
    def test_a_keyring_that_does_not_is_passed_over(self, tmp_path: Path, mood: str) -> None:
        _, custody = self._create(tmp_path, FakeKeyring(mood))
        assert custody is Custody.FILE
        assert DataDir(tmp_path).device_key_file.stat().st_mode & 0o777 == 0o600

    def test_a_throw_away_directory_asks_no_keyring(self, tmp_path: Path) -> None:
        keyring = FakeKeyring()
        Vault.create(DataDir(tmp_path), plan(), SchoolClock(), policy=LIGHT, keyrings=[keyring]).vault.close()
        assert keyring.kept == {}
