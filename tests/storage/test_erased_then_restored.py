"""P9: somebody who was erased does not come back with yesterday's backup, nor with last month's."""

import shutil
from pathlib import Path

import pytest

from kiosk.domain.privacy import MarksChoice
from kiosk.paths import DataDir
from kiosk.storage import audit, backup_folder
from kiosk.storage.sqlcipher import Database
from tests.fakes_storage import KEY_ID, MODEL, NAMES, PASSPHRASE, SmallSchool, reopen
from tests.storage.restoring import back_up, restore


@pytest.fixture
def erased(school: SmallSchool) -> tuple[SmallSchool, list[Path]]:
    """Ada has a face and a mark; backups of last month and of yesterday know her; then she is erased."""
    folder = DataDir(school.folder).backup_dir
    school.enrol(0)
    school.enrol(1)
    school.clock.forward(minutes=12)
    school.mark(0)
    school.mark(1)
    school.vault.drain()
    made = [back_up(school, folder).path]
    school.clock.forward(days=27)
    made.append(back_up(school, folder).path)
    school.clock.forward(days=1)
    school.vault.office.privacy.erase(school.people[0].id, MarksChoice.ANONYMISE, folder)
    return school, made


@pytest.mark.parametrize("which", [0, 1], ids=["last-month", "yesterday"])
@pytest.mark.parametrize(
    "knows", ["by the list beside it", "by the data in place", "by a list from elsewhere"]
)
def test_whoever_was_erased_never_matches_again(
    erased: tuple[SmallSchool, list[Path]], tmp_path: Path, which: int, knows: str
) -> None:
    school, made = erased
    folder, ada = DataDir(school.folder).backup_dir, school.people[0].id
    target, file, given = tmp_path / "other" / "data", made[which], None
    if knows == "by the data in place":
        target = school.folder
        file = tmp_path / file.name
        shutil.copyfile(made[which], file)
        (folder / "erased.json").unlink()
    elif knows == "by a list from elsewhere":
        file = tmp_path / "usb" / file.name
        file.parent.mkdir()
        shutil.copyfile(made[which], file)
        given = folder / "erased.json"
    school.vault.close()
    summary, _ = restore(file, target, school.clock, erased=given)
    assert (summary.erased, summary.people, summary.templates) == (1, 2, 1)
    with reopen(target, school.clock) as vault:
        assert [row.person for row in vault.door.templates(MODEL, KEY_ID)] == [school.people[1].id]
        vault.sign_in(PASSPHRASE)
        assert vault._zone_r is not None
        records = vault._zone_r.database
        assert audit.verify(records, vault._kiosk) == ()
        texts = " ".join(str(row) for row in records.read("SELECT action, subjects, detail FROM audit"))
        assert not any(part in texts for name in NAMES for part in name.split())
        assert records.read("SELECT count(*) FROM marks")[0][0] == 2
        for database in (records, vault._kiosk):
            assert not _holds(database, "Ada Lovelace")
            assert not _holds(database, "S-1") or database is vault._kiosk
        assert not records.read("SELECT 1 FROM people WHERE person = ? AND is_erased = 0", (ada,))
        assert not vault._kiosk.read("SELECT 1 FROM people WHERE person = ?", (ada,))


def test_without_the_list_the_same_backup_brings_her_back(
    erased: tuple[SmallSchool, list[Path]], tmp_path: Path
) -> None:
    """What makes the test above fail when it should: a copy taken elsewhere, and nobody who knows."""
    school, made = erased
    file = tmp_path / "usb" / made[1].name
    file.parent.mkdir()
    shutil.copyfile(made[1], file)
    summary, _ = restore(file, tmp_path / "other" / "data", school.clock)
    assert (summary.erased, summary.people, summary.templates) == (0, 3, 2)


def test_the_next_backup_does_not_know_her(erased: tuple[SmallSchool, list[Path]], tmp_path: Path) -> None:
    school, _ = erased
    file = back_up(school, DataDir(school.folder).backup_dir).path
    moved = tmp_path / "usb" / file.name
    moved.parent.mkdir()
    shutil.copyfile(file, moved)
    summary, _ = restore(moved, tmp_path / "other" / "data", school.clock)
    assert (summary.erased, summary.people, summary.templates) == (0, 2, 1)


def test_her_template_is_in_no_backup_after_30_days(erased: tuple[SmallSchool, list[Path]]) -> None:
    school, made = erased
    folder = DataDir(school.folder).backup_dir
    school.clock.forward(days=30)
    backup_folder.tidy(folder, school.vault.slots.install, school.clock())
    assert backup_folder.backups_with_templates(folder) == []
    assert all(path.exists() for path in made)


def _holds(database: Database, text: str) -> bool:
    tables = database.read("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return any(text in str(row) for (name,) in tables for row in database.read(f"SELECT * FROM {name}"))
