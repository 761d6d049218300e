"""A disk that is full, read-only, gone or locked is said, and ticks nobody.

The next mark works as soon as the disk does.
"""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kiosk import logs
from kiosk.domain.ids import new_id
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.runtime.api import Welcome
from kiosk.runtime.services import Services
from kiosk.settings import Settings
from kiosk.storage.sqlcipher import open_database
from tests.fakes_storage import PASSPHRASE, SmallSchool, reopen, small_school
from tests.faults.disks import fill, marks_stored, small_disk, turn_read_only, turn_writable
from tests.runtime.fakes_school import WAIT_S, light_opener

pytestmark = [
    pytest.mark.fault,
    pytest.mark.once,
    pytest.mark.skipif(sys.platform != "linux", reason="disks are mounted and rights dropped as on Linux"),
]
PIN = "4821"
NOBODY = 65534
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def refused(school: SmallSchool, index: int) -> Code:
    """Try to mark somebody; gives why not, after seeing that nothing of it is stored."""
    before = marks_stored(school)
    with pytest.raises(KioskError) as caught:
        school.mark(index)
    assert marks_stored(school) == before
    return caught.value.code


def full_after(school: SmallSchool) -> Code:
    """Add people until no more fit in."""
    for number in range(2000):
        try:
            school.vault.records.add_person(f"N-{number}", "Somebody " * 10, [school.school_class.id])
        except KioskError as error:
            return error.code
    raise AssertionError("it never got full")


@pytest.mark.parametrize("zone", ["_kiosk", "records"])
def test_a_database_that_may_not_grow(school: SmallSchool, zone: str) -> None:
    assert school.vault._zone_r is not None
    database = school.vault._kiosk if zone == "_kiosk" else school.vault._zone_r.database
    size = database.read("PRAGMA page_count")[0][0]
    database.read(f"PRAGMA max_page_count = {size}")
    assert full_after(school) is Code.DATABASE_FULL
    database.read(f"PRAGMA max_page_count = {size + 100}")
    school.vault.records.add_person("N-last", "Somebody Else", [school.school_class.id])
    assert school.vault.records.verify_audit() == ()


def test_a_full_disk_ticks_nobody_and_the_next_mark_after_it_needs_no_restart(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "2m") as disk:
        school = small_school(disk / "data")
        try:
            filler = fill(disk)
            assert refused(school, 0) is Code.DATABASE_FULL
            assert refused(school, 1) is Code.DATABASE_FULL
            with pytest.raises(KioskError) as caught:
                school.vault.records.add_person("N-1", "Somebody", [school.school_class.id])
            assert caught.value.code is Code.DATABASE_FULL
            filler.unlink()
            school.mark(0)
            assert marks_stored(school) == (1, 1)
            school.vault.sign_out()
            school.vault.sign_in(PASSPHRASE)
            assert marks_stored(school) == (1, 0)
            assert school.vault.records.verify_audit() == ()
        finally:
            school.vault.close()


def test_a_full_disk_at_the_door_is_answered_with_its_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Through the thread and DoorApi: no Welcome, the code for the screen, and a log line without anybody."""
    caplog.set_level(logging.INFO, logger=logs.LOGGER_NAME)
    with small_disk(tmp_path / "disk", "2m") as disk:
        school = small_school(disk / "data")
        for person in school.people:
            school.vault.records.set_pin(person.id, PIN)
        school.vault.close()
        services = Services(
            DataDir(school.folder), Settings(), clock=school.clock, opener=light_opener, has_index=False
        )
        try:
            services.submit(lambda vault: None).result(WAIT_S)
            filler = fill(disk)
            with pytest.raises(KioskError) as caught:
                services.door.sign_code("S-1", PIN).result(WAIT_S)
            assert caught.value.code is Code.DATABASE_FULL
            filler.unlink()
            assert isinstance(services.door.sign_code("S-1", PIN).result(WAIT_S), Welcome)
        finally:
            assert services.stop() == []
    assert "database-trouble code=database-full" in caplog.messages
    assert not any(name.split()[0] in caplog.text for name in (person.name for person in school.people))


def test_a_read_only_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        school = small_school(disk / "data")
        school.mark(0)
        school.vault.close()
        turn_read_only(disk)
        with pytest.raises(KioskError) as caught:
            reopen(school.folder, school.clock)
        assert caught.value.code is Code.DATA_DIR_UNWRITABLE
        turn_writable(disk)
        with reopen(school.folder, school.clock) as vault:
            vault.sign_in(PASSPHRASE)
            assert len(vault.door.today(school.clock())) == 1


def test_a_database_that_turns_read_only_while_the_kiosk_runs(school: SmallSchool) -> None:
    school.vault._kiosk.read("PRAGMA query_only = ON")
    assert refused(school, 0) is Code.DATABASE_FULL
    school.vault._kiosk.read("PRAGMA query_only = OFF")
    school.mark(0)


@pytest.mark.parametrize("away", ["deleted", "moved"])
def test_a_folder_that_is_lost_while_the_kiosk_runs_ticks_nobody(
    school: SmallSchool, tmp_path: Path, away: str
) -> None:
    """Open files outlive their names: marks were once "saved" into files that nobody could find again."""
    elsewhere = tmp_path / "elsewhere"
    shutil.move(school.folder, elsewhere)
    if away == "deleted":
        shutil.rmtree(elsewhere)
    assert refused(school, 0) is Code.DATA_DIR_LOST
    with pytest.raises(KioskError) as caught:
        school.vault.records.add_person("N-1", "Somebody", [school.school_class.id])
    assert caught.value.code is Code.DATA_DIR_LOST
    if away == "moved":
        shutil.move(elsewhere, school.folder)
        school.mark(0)
        assert marks_stored(school) == (1, 1)


def test_another_file_in_the_place_of_the_database(school: SmallSchool, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(school.folder / "kiosk.db", copy)
    copy.replace(school.folder / "kiosk.db")
    assert refused(school, 0) is Code.DATA_DIR_LOST


def test_a_locked_database_is_said_and_waited_for_no_longer_than_its_time(school: SmallSchool) -> None:
    kiosk = school.vault._kiosk
    other = open_database(school.folder / "kiosk.db", school.vault._keys.zone_k)
    kiosk.read("PRAGMA busy_timeout = 0")
    with other.transaction():
        assert refused(school, 0) is Code.DATA_DIR_BUSY
    other.close()
    school.mark(0)
    assert marks_stored(school) == (1, 1)


OPENING = """
import os
import sys
from pathlib import Path
from kiosk.errors import KioskError
from tests.fakes_storage import SchoolClock, reopen
warm, *folders = map(Path, sys.argv[1:])
reopen(warm, SchoolClock()).close()  # the interpreter's own files may be hidden from the account
os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
for folder in folders:
    try:
        reopen(folder, SchoolClock()).close()
    except KioskError as error:
        print(error.code.value)
    else:
        print("opened")
"""


def opened_by_nobody(warm: Path, folders: Sequence[Path]) -> list[str]:
    """Open schools with an account that has no rights of its own; gives the code or "opened" of each."""
    program = OPENING.format(nobody=NOBODY)
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(warm), *map(str, folders)],
        capture_output=True,
        text=True,
        cwd=root,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def give_to_nobody(folder: Path) -> None:
    for path in (folder, *folder.iterdir()):
        os.chown(path, NOBODY, NOBODY)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account may enter; pytest's own are closed, and closed again by the next run."""
    with tempfile.TemporaryDirectory(prefix="rollcall-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.skipif(not IS_ROOT, reason="only root can become another account")
def test_rights_that_were_taken_away_are_said_and_given_back(school: SmallSchool, open_folder: Path) -> None:
    school.vault.close()
    refused = [
        {".": 0o000},
        {".": 0o500},
        {"kiosk.db": 0o400},
        {"kiosk.db": 0o000},
        {"device.key": 0o000},
        {"slots.json": 0o000, "slots-copy.json": 0o000},
    ]
    fine = [{"slots.json": 0o000}, {"slots-copy.json": 0o000}, {}]
    folders = []
    for number, rights in enumerate([*refused, *fine]):
        folders.append(open_folder / str(number))
        shutil.copytree(school.folder, folders[-1])
        give_to_nobody(folders[-1])
        (folders[-1] / "in-use.lock").unlink()
        for name, mode in rights.items():
            (folders[-1] / name).chmod(mode)
    warm = open_folder / "warm"
    shutil.copytree(school.folder, warm)
    said = opened_by_nobody(warm, folders)
    assert said == [Code.DATA_DIR_UNWRITABLE] * len(refused) + ["opened"] * len(fine)


@pytest.mark.skipif(IS_ROOT, reason="root is let in everywhere")
def test_rights_that_are_taken_away_while_the_kiosk_runs_lose_nothing(school: SmallSchool) -> None:
    school.folder.chmod(0o000)
    try:
        school.mark(0)
    finally:
        school.folder.chmod(0o700)
    assert len(school.reopen().door.today(school.clock())) == 1


def test_a_school_nobody_may_look_into_is_not_taken_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the first-start wizard would begin over somebody's data."""

    def hidden(path: Path, **_: object) -> os.stat_result:
        raise PermissionError(13, new_id())

    monkeypatch.setattr(Path, "stat", hidden)
    assert DataDir(Path("/somewhere")).exists
