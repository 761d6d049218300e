"""Rotten pages and lost keys: each is said, nothing else is touched, and what waits at the door waits on."""

import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import recover
from kiosk.storage.recover import Proof
from kiosk.storage.vault import Vault
from tests.fakes_storage import LIGHT, PASSPHRASE, SchoolClock, SmallSchool, plan, reopen, small_school
from tests.faults.disks import flip, marks_stored, pages_of

pytestmark = [pytest.mark.fault, pytest.mark.once]
HEADER = 0
"""The page by which a database opens at all."""


def digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def locked(fast_folder: Path) -> SmallSchool:
    """A school at night: one mark in the register, one waiting at the door, nobody signed in, closed."""
    made = small_school(fast_folder / "locked" / "data")
    made.enrol(0)
    made.mark(0)
    made.vault.drain()
    made.vault.sign_out()
    made.mark(1)
    made.vault.close()
    return made


def copy_of(school: SmallSchool, folder: Path) -> Path:
    shutil.copytree(school.folder, folder)
    return folder


def everything_works(folder: Path, *, marks: int) -> None:
    with reopen(folder, SchoolClock()) as vault:
        vault.sign_in(PASSPHRASE)
        assert vault.records.verify_audit() == ()
        assert len(vault.door.today(SchoolClock()())) == marks
        assert vault._kiosk.read("SELECT count(*) FROM outbox") == [(0,)]
        assert vault._zone_r is not None
        assert vault._zone_r.database.read("SELECT count(*) FROM marks") == [(marks,)]


def mark_one_more(school: SmallSchool, folder: Path, vault: Vault) -> None:
    replace(school, vault=vault, clock=SchoolClock(), folder=folder).mark(2)


def test_any_rotten_page_of_zone_k_is_said_and_zone_r_is_none_the_worse(
    locked: SmallSchool, tmp_path: Path
) -> None:
    """Said at once or when the page is needed, as damage; with the file put back, nothing is missing."""
    found = set[str]()
    for page in range(pages_of(locked.folder / "kiosk.db")):
        folder = copy_of(locked, tmp_path / str(page))
        flip(folder / "kiosk.db", page)
        before = digest(folder / "records.db")
        try:
            vault = reopen(folder, SchoolClock())
        except KioskError as error:
            said = f"at the start: {error.code} {error.where}"
            assert digest(folder / "records.db") == before
        else:
            with vault:
                said = _signed_in(vault)
        if said not in found:  # the way out is the same whichever page it was
            for file in folder.glob("kiosk.db*"):
                file.unlink()
            shutil.copy(locked.folder / "kiosk.db", folder / "kiosk.db")
            everything_works(folder, marks=2)
        found.add(said)
        shutil.rmtree(folder)
    damaged = f"{Code.DATABASE_DAMAGED} kiosk.db"
    assert found == {f"at the start: {damaged}", f"at the sign-in: {damaged}", "unnoticed"}


def test_any_rotten_page_of_zone_r_leaves_the_door_at_work_and_its_marks_waiting(
    locked: SmallSchool, tmp_path: Path
) -> None:
    found = set[str]()
    for page in range(pages_of(locked.folder / "records.db")):
        folder = copy_of(locked, tmp_path / str(page))
        flip(folder / "records.db", page)
        with reopen(folder, SchoolClock()) as vault:
            mark_one_more(locked, folder, vault)
            said = _signed_in(vault)
            found.add(said)
            assert len(vault.door.today(SchoolClock()())) == 3
            if said != "unnoticed":
                assert vault.signed_in is None
        shutil.rmtree(folder)
    assert found == {f"at the sign-in: {Code.DATABASE_DAMAGED} records.db", "unnoticed"}


def test_marks_wait_while_the_records_do_not_open_and_come_in_when_they_do(
    locked: SmallSchool, tmp_path: Path
) -> None:
    folder = copy_of(locked, tmp_path / "data")
    flip(folder / "records.db", HEADER)
    with reopen(folder, SchoolClock()) as vault:
        mark_one_more(locked, folder, vault)
        for _ in range(2):
            assert _signed_in(vault) == f"at the sign-in: {Code.DATABASE_DAMAGED} records.db"
        assert marks_stored(replace(locked, vault=vault)) == (3, 2)
    shutil.copy(locked.folder / "records.db", folder / "records.db")
    everything_works(folder, marks=3)


def _signed_in(vault: Vault) -> str:
    try:
        vault.sign_in(PASSPHRASE)
        vault.records.people()
    except KioskError as error:
        return f"at the sign-in: {error.code} {error.where}"
    vault.sign_out()
    return "unnoticed"


@pytest.mark.parametrize("name", ["kiosk.db", "records.db"])
@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(5000), None])
def test_a_file_that_is_empty_foreign_or_gone_is_damage_and_is_not_written_over(
    locked: SmallSchool, tmp_path: Path, name: str, content: bytes | None
) -> None:
    folder = copy_of(locked, tmp_path / "data")
    other = folder / ("records.db" if name == "kiosk.db" else "kiosk.db")
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    before = digest(other)
    with pytest.raises(KioskError) as caught, reopen(folder, SchoolClock()) as vault:
        vault.sign_in(PASSPHRASE)
    assert (caught.value.code, caught.value.where) == (Code.DATABASE_DAMAGED, name)
    if name == "kiosk.db":
        assert digest(other) == before
    assert (folder / name).exists() == (content is not None)
    assert content is None or (folder / name).read_bytes() == content


def start_of(folder: Path, keyrings: tuple["Keyring", ...] = ()) -> Code | None:
    try:
        Vault.open(DataDir(folder), SchoolClock(), keyrings=keyrings).close()
    except KioskError as error:
        return error.code
    return None


def give_back(folder: Path, keyrings: tuple["Keyring", ...] = ()) -> None:
    """The way out that the sentence names: `kiosk recover` with a passphrase."""
    clock = SchoolClock()
    recover.give_device_key(
        DataDir(folder), Proof.passphrase(PASSPHRASE), clock, keyrings=keyrings, monotonic=clock.monotonic
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, Code.DEVICE_KEY_MISSING),
        ("ab" * 32, Code.DEVICE_KEY_WRONG),
        ("no key", Code.DEVICE_KEY_WRONG),
    ],
)
def test_a_lost_or_wrong_device_key_is_said_and_given_back(
    locked: SmallSchool, tmp_path: Path, content: str | None, code: Code
) -> None:
    folder = copy_of(locked, tmp_path / "data")
    (folder / "device.key").unlink()
    if content is not None:
        (folder / "device.key").write_text(content)
    before = {file.name: digest(file) for file in folder.glob("*.db")}
    assert start_of(folder) is code
    assert {file.name: digest(file) for file in folder.glob("*.db")} == before
    give_back(folder)
    everything_works(folder, marks=2)


class Keyring:
    """A keyring that holds what it is given, until it breaks or forgets."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.is_broken = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_broken:
            raise RuntimeError("the session's bus is gone")
        return self.held.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.held.pop(username, None)


@pytest.mark.parametrize("fault", ["broken", "gone", "reset"])
def test_a_keyring_that_is_not_there_is_said_and_there_is_a_way_out(tmp_path: Path, fault: str) -> None:
    keyring = Keyring()
    made = Vault.create(
        DataDir(tmp_path / "data"),
        replace(plan(), may_use_keyring=True),
        SchoolClock(),
        policy=LIGHT,
        keyrings=[keyring],
    )
    assert made.custody is Custody.KEYRING
    made.vault.close()
    held = dict(keyring.held)
    keyring.is_broken = fault == "broken"
    if fault == "reset":
        keyring.held.clear()
    rings = () if fault == "gone" else (keyring,)
    assert start_of(tmp_path / "data", rings) is Code.DEVICE_KEY_MISSING
    if fault == "broken":
        keyring.is_broken = False  # it is back at the next log-in: nothing has to be given back
        assert keyring.held == held
    else:
        give_back(tmp_path / "data", rings)
    assert start_of(tmp_path / "data", rings) is None


@pytest.mark.parametrize("fault", [None, b"", b'{"format": 2'])
@pytest.mark.parametrize("name", ["slots.json", "slots-copy.json"])
def test_one_lost_slot_file_is_made_again_from_the_other(
    locked: SmallSchool, tmp_path: Path, name: str, fault: bytes | None
) -> None:
    folder = copy_of(locked, tmp_path / "data")
    right = (folder / name).read_bytes()
    (folder / name).unlink()
    if fault is not None:
        (folder / name).write_bytes(fault)
    everything_works(folder, marks=2)
    assert (folder / name).read_bytes() == right


def test_both_slot_files_lost_is_said_and_nothing_is_made_or_changed(
    locked: SmallSchool, tmp_path: Path
) -> None:
    folder = copy_of(locked, tmp_path / "data")
    for name in ("slots.json", "slots-copy.json"):
        (folder / name).unlink()
    before = {file.name: digest(file) for file in folder.iterdir()}
    assert start_of(folder) is Code.SLOTS_DAMAGED
    assert {file.name: digest(file) for file in folder.iterdir()} == before
    for name in ("slots.json", "slots-copy.json"):
        shutil.copy(locked.folder / name, folder / name)
    everything_works(folder, marks=2)
