"""An upgrade leaves a way back: a backup that the older program opens, made before anything was changed.

The newer program of these tests is this one with a migration more, so that this one is the older.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk import settings
from kiosk.domain.marks import MarkState
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import backup_folder, backup_make, known_folders, schema_k, schema_r
from kiosk.storage.backup_source import Source, Work, source_of
from kiosk.storage.vault import Vault
from tests.fakes_storage import NAMES, PASSPHRASE, SmallSchool, reopen
from tests.storage.released import VERSIONS, copy_released
from tests.storage.restoring import restore

LATER = "CREATE TABLE later (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
Upgrade = Callable[[str], None]


@pytest.fixture
def upgrade(monkeypatch: pytest.MonkeyPatch) -> Upgrade:
    """Make this program a newer one: of "kr", both zones or one have a version more; "" takes it back."""

    def change(zones: str) -> None:
        monkeypatch.undo()
        for letter, module in (("k", schema_k), ("r", schema_r)):
            if letter in zones:
                monkeypatch.setattr(module, "MIGRATIONS", (*module.MIGRATIONS, LATER))

    return change


def contents(folder: Path) -> dict[str, bytes]:
    names = ("kiosk.db", "records.db", "slots.json", "device.key", "kiosk.db-wal", "records.db-wal")
    return {name: (folder / name).read_bytes() for name in names if (folder / name).exists()}


def backups(folder: Path) -> list[backup_folder.Found]:
    return backup_folder.found(folder / "backups")


def names_of(vault: Vault) -> set[str]:
    vault.sign_in(PASSPHRASE)
    return {one.person.name for one in vault.records.people()}


@pytest.mark.parametrize("zones", ["kr", "k", "r"])
def test_there_and_back(school: SmallSchool, upgrade: Upgrade, zones: str) -> None:
    school.clock.forward(minutes=12)
    school.mark(0)
    school.vault.close()
    upgrade(zones)
    with reopen(school.folder, school.clock) as newer:
        assert len(backups(school.folder)) == (1 if "k" in zones else 0)
        names_of(newer)
        school.clock.forward(minutes=1)
    (kept,) = backups(school.folder)
    upgrade("")
    before = contents(school.folder)
    with pytest.raises(KioskError, match="newer") as refusal, reopen(school.folder, school.clock) as older:
        older.sign_in(PASSPHRASE)
    assert refusal.value.code is Code.DATABASE_NEWER
    if "k" in zones:
        assert contents(school.folder) == before
    summary, _ = restore(kept.path, school.folder, school.clock)
    assert summary.people == len(NAMES)
    assert summary.has_faces
    with reopen(school.folder, school.clock) as older:
        assert names_of(older) == set(NAMES)
        rows = older.records.roster(school.session.id).rows
        assert [row.standing.state for row in rows].count(MarkState.PRESENT) == 1


@pytest.mark.parametrize("version", VERSIONS)
def test_what_a_released_version_left_is_kept_as_it_was(version: str, tmp_path: Path) -> None:
    """Its Zone K has no list of erased people and no passages yet: neither may stand in the way."""
    folder = tmp_path / "data"
    clock = copy_released(version, folder)
    reopen(folder, clock).close()
    (kept,) = backups(folder)
    assert kept.manifest.kiosk is not None
    assert kept.manifest.kiosk.schema < len(schema_k.MIGRATIONS)
    assert kept.manifest.kiosk.templates == 2


def test_what_is_of_this_version_is_not_backed_up_at_each_start(school: SmallSchool) -> None:
    names_of(school.reopen())
    assert backups(school.folder) == []


def test_one_backup_does_for_both_zones(school: SmallSchool, upgrade: Upgrade) -> None:
    """Days may pass until somebody signs in: the way back is the one with Zone K as it was."""
    school.vault.close()
    upgrade("kr")
    for _ in range(2):
        with reopen(school.folder, school.clock) as newer:
            names_of(newer)
        school.clock.forward(minutes=1)
    assert len(backups(school.folder)) == 1


def test_without_room_for_it_nothing_is_changed(
    school: SmallSchool, upgrade: Upgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.vault.close()
    before = contents(school.folder)
    upgrade("kr")
    usage = shutil.disk_usage(school.folder)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(KioskError) as refusal:
        reopen(school.folder, school.clock)
    assert refusal.value.code is Code.BACKUP_NO_SPACE
    assert contents(school.folder) == before
    upgrade("")
    reopen(school.folder, school.clock).close()


def test_where_the_folder_of_the_backups_is_away_it_lies_beside_the_data(
    school: SmallSchool, upgrade: Upgrade, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.write_text("no folder")
    school.vault.close()
    _choose(school, stick / "rollcall")
    upgrade("k")
    reopen(school.folder, school.clock).close()
    assert len(backups(school.folder)) == 1


@pytest.mark.parametrize("code", [Code.BACKUP_NO_SPACE, Code.BACKUP_BAD])
def test_a_stick_that_is_full_or_failing_keeps_no_door_shut(
    school: SmallSchool, upgrade: Upgrade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: Code
) -> None:
    stick = tmp_path / "stick"
    school.vault.close()
    _choose(school, stick)
    upgrade("k")
    make = backup_make.make

    def make_elsewhere(source: Source, work: Work) -> backup_make.Made:
        if source.folder == stick:
            raise KioskError(code, where=stick)
        return make(source, work)

    monkeypatch.setattr(backup_make, "make", make_elsewhere)
    reopen(school.folder, school.clock).close()
    assert len(backups(school.folder)) == 1


def _choose(school: SmallSchool, folder: Path) -> None:
    settings.save(DataDir(school.folder).settings_file, settings.Settings(backup_folder=str(folder)))


@pytest.mark.parametrize("zones", ["k", "r"])
def test_faces_go_from_it_after_30_days_wherever_it_lies(
    school: SmallSchool, upgrade: Upgrade, tmp_path: Path, zones: str
) -> None:
    """Beside the data, while the stick was away, nobody looked after it ever again."""
    stick = tmp_path / "stick"
    stick.write_text("no folder")
    school.vault.close()
    _choose(school, stick / "rollcall")
    upgrade(zones)
    with reopen(school.folder, school.clock) as newer:
        names_of(newer)
        (kept,) = backups(school.folder)
        reader = newer.kiosk_reader()
        with reader.lent() as kiosk:
            assert kept.path.parent in known_folders.with_known(kiosk, stick)
        reader.close()


def test_a_later_backup_of_the_same_day_does_not_take_its_place(
    school: SmallSchool, upgrade: Upgrade
) -> None:
    school.vault.close()
    upgrade("k")
    with reopen(school.folder, school.clock) as newer:
        (kept,) = backups(school.folder)
        for _ in range(2):
            school.clock.forward(minutes=30)
            _back_up(newer, school)
        assert [one.path for one in backups(school.folder)][1:] == [kept.path]
        school.clock.forward(days=30)
        _back_up(newer, school)
        assert kept.path not in [one.path for one in backups(school.folder)]


def _back_up(vault: Vault, school: SmallSchool) -> None:
    source = source_of(vault, school.folder / "backups", school.clock())
    backup_make.make(source, Work())
    source.close()
