"""The commands: a backup, the list, a trial, and putting one back."""

import shutil
from pathlib import Path

import pytest

from kiosk.cli.desk import now_here
from kiosk.paths import DataDir
from kiosk.storage import swap
from kiosk.storage.vault import Vault
from tests.cli.conftest import PASSPHRASE, Cli
from tests.fakes_storage import LIGHT, plan


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A school whose passphrase is quick to derive, and its recovery code."""
    root = tmp_path_factory.mktemp("made") / "school"
    created = Vault.create(DataDir(root), plan(passphrase=PASSPHRASE), now_here, policy=LIGHT)
    created.vault.close()
    return root, created.recovery_code


@pytest.fixture
def where(made: tuple[Path, str], tmp_path: Path) -> Path:
    shutil.copytree(made[0], tmp_path / "school")
    return tmp_path / "school"


def test_from_a_backup_to_the_same_school_on_another_machine(
    cli: Cli, where: Path, made: tuple[Path, str], passphrase_file: Path, tmp_path: Path
) -> None:
    done = cli("backup", "--data-dir", where, "--passphrase-file", passphrase_file, "--json")
    assert done.code == 0, done.err
    assert done.json["has_faces"]
    listed = cli("backups", "list", "--data-dir", where, "--json").json
    assert [one["name"] for one in listed["backups"]] == [done.json["name"]]
    assert done.json["name"] in cli("backups", "list", "--data-dir", where).out
    checked = cli("backups", "check", "--data-dir", where, "--passphrase-file", passphrase_file, "--json")
    assert (checked.code, checked.json["problem"], checked.json["people"]) == (0, "", 0)
    file = where / "backups" / done.json["name"]
    looked = cli("backups", "check", file, "--data-dir", where, "--passphrase-file", passphrase_file)
    assert "Hilltop School" in looked.out
    named = cli("backups", "check", file.name, "--data-dir", where, "--passphrase-file", passphrase_file)
    assert named.out == looked.out
    code_file = tmp_path / "code.txt"
    code_file.write_text(made[1], "ascii")
    other = tmp_path / "other" / "school"
    asked = ("restore", file, "--data-dir", other, "--code-file", code_file)
    assert cli(*asked).code == 2
    assert not other.exists()
    restored = cli(*asked, "--yes")
    assert restored.code == 0, restored.err
    assert "COMES BACK" not in restored.err
    alone = tmp_path / "alone" / file.name  # copied away without the list of erased people beside it
    alone.parent.mkdir()
    shutil.copyfile(file, alone)
    warned = cli("restore", alone, "--data-dir", tmp_path / "third", "--code-file", code_file, "--yes")
    assert (warned.code, "COMES BACK" in warned.err) == (0, True)
    given = ("--erased", file.parent / "erased.json")
    told = cli("restore", alone, "--data-dir", tmp_path / "4", "--code-file", code_file, "--yes", *given)
    assert (told.code, "COMES BACK" in told.err) == (0, False)
    assert "Hilltop School" in restored.out
    assert "level 0" in restored.out.lower() or "file" in restored.out.lower()
    session = cli("session", "list", "--data-dir", other, "--passphrase-file", passphrase_file, "--json")
    assert session.code == 0, session.err


def test_a_backup_beside_the_data_is_listed_where_another_folder_is_chosen(
    cli: Cli, where: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    """Before an upgrade one lies there when the chosen folder is away."""
    asked = ("backup", "--data-dir", where, "--passphrase-file", passphrase_file, "--json")
    beside = where / "backups" / cli(*asked).json["name"]
    stick = tmp_path / "stick"
    stick.mkdir()
    with (where / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(f'backup_folder = "{stick.as_posix()}"\n')
    there = cli(*asked).json["name"]
    listed = cli("backups", "list", "--data-dir", where, "--json").json
    assert [one["name"] for one in listed["backups"]] == [there, str(beside)]
    looked = ("backups", "check", beside, "--data-dir", where, "--passphrase-file", passphrase_file)
    assert "Hilltop School" in cli(*looked).out


def test_a_file_that_is_none_is_one_sentence(
    cli: Cli, where: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "holiday.jpg"
    bad.write_bytes(b"not a backup")
    done = cli("restore", bad, "--data-dir", where, "--passphrase-file", passphrase_file, "--yes")
    assert done.code == 2
    assert "holiday.jpg is not a backup of this program" in done.err
    assert "Traceback" not in done.err


def test_a_backup_that_is_not_there_is_not_called_a_broken_one(
    cli: Cli, where: Path, passphrase_file: Path
) -> None:
    """Its name as the list shows it once was looked for in the folder the command was given in."""
    asked = ("--data-dir", where, "--passphrase-file", passphrase_file)
    done = cli("backups", "check", "rollcall-1999.backup", *asked)
    assert (done.code, done.err.splitlines()[0]) == (2, "The file rollcall-1999.backup cannot be read.")


def test_doctor_tells_of_backups(cli: Cli, where: Path) -> None:
    (line,) = [one for one in cli("doctor", "--data-dir", where, "--json").json if one["check"] == "backups"]
    assert (line["level"], line["action"]) == ("warn", "Run: kiosk backup.")


def test_a_swap_that_was_cut_off_is_finished_by_any_command(cli: Cli, where: Path) -> None:
    places = swap.places_for(where)
    shutil.copytree(where, places.new)
    places.marker.write_text('{"old": "school.before-restore-2026-01-01T000000Z"}', "utf-8")
    done = cli("backups", "list", "--data-dir", where)
    assert done.code == 0
    assert "finished" in done.err
    assert where.with_name("school.before-restore-2026-01-01T000000Z").exists()
    assert not places.new.exists()
    assert "finished" not in cli("backups", "list", "--data-dir", where).err
