"""Settings: what is written is read back, and a value that means nothing is refused by name."""

import os
from datetime import time
from pathlib import Path

import pytest

from kiosk import settings
from kiosk.errors import Code, KioskError
from kiosk.settings import Settings


@pytest.mark.parametrize("folder", ["", "/home/ä b", "/srv/مدرسة", "/home/📁", 'C:\\a "b"', "/a\tb\x7f\n"])
def test_what_is_written_is_read_back(tmp_path: Path, folder: str) -> None:
    """A folder named by an emoji once made a file that the next start could not read."""
    file = tmp_path / "settings.toml"
    chosen = Settings("ar", "camera:0", 7, 5, 1.5, 0, 1, folder, theme="dark")
    settings.save(file, chosen)
    assert settings.load(file) == chosen


def test_a_missing_file_gives_the_defaults_and_unknown_keys_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    assert settings.load(file) == Settings()
    file.write_text("of_a_newer_version = 1\nwelcome_seconds = 3\n", "utf-8")
    assert settings.load(file) == Settings(welcome_seconds=3.0)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("not toml =", "settings.toml"),
        ('large_targets = "false"', "large_targets"),
        ('theme = "pink"', "theme"),
        ("sound_volume = 101", "sound_volume"),
        ("early_minutes = 2.5", "early_minutes"),
        ("late_after_minutes = true", "late_after_minutes"),
        ("not_me_seconds = -1", "not_me_seconds"),
        ("idle_lock_minutes = 0", "idle_lock_minutes"),
        ("language = 3", "language"),
        ("welcome_seconds = inf", "welcome_seconds"),
        ("welcome_seconds = nan", "welcome_seconds"),
        (f"welcome_seconds = 1{'0' * 400}", "welcome_seconds"),
        ("idle_lock_minutes = 99999999999", "idle_lock_minutes"),
        ("not_me_seconds = 3600", "not_me_seconds"),
        ('strictness = "0.3"', "strictness"),
        ('school_year_ends = "02-29"', "school_year_ends"),
        ('school_year_ends = "31.07."', "school_year_ends"),
        ("retention_runs_itself = 1", "retention_runs_itself"),
        ("rests_out_of_hours = 0", "rests_out_of_hours"),
        ("wakes_before_minutes = -1", "wakes_before_minutes"),
        ("wakes_before_minutes = 241", "wakes_before_minutes"),
        (f"x = {'[' * 5000}{']' * 5000}", "settings.toml"),
    ],
)
def test_a_value_that_means_nothing_is_refused_by_name(tmp_path: Path, line: str, named: str) -> None:
    """A desk that locks after 0 minutes lets nobody in, a tick that stays is taken for the next person's."""
    file = tmp_path / "settings.toml"
    file.write_text(f"{line}\n", "utf-8")
    with pytest.raises(KioskError) as refused:
        settings.load(file)
    assert refused.value.code is Code.SETTINGS_WRONG
    assert named in str(refused.value.where)


def test_a_slip_in_one_value_leaves_the_others_as_they_were_chosen(tmp_path: Path) -> None:
    """A wrong value once kept the whole kiosk from starting."""
    file = tmp_path / "settings.toml"
    lines = ('language = "ar"', "not_me_seconds = -1", 'strictness = "0.3"', "welcome_seconds = 3.0")
    file.write_text("\n".join(lines), "utf-8")
    found, problem = settings.load_or_default(file)
    assert found == Settings(language="ar", welcome_seconds=3.0)
    assert problem is not None
    assert problem.code is Code.SETTINGS_WRONG
    assert problem.where == "settings.toml (not_me_seconds, strictness)"


def test_a_file_that_says_nothing_gives_the_defaults_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("not toml =", "utf-8")
    found, problem = settings.load_or_default(file)
    assert found == Settings()
    assert problem is not None
    assert (problem.code, problem.where) == (Code.SETTINGS_WRONG, "settings.toml, line 1")
    assert settings.load_or_default(tmp_path / "none.toml") == (Settings(), None)


@pytest.mark.parametrize("text", ["25:00", "3 o'clock", "03:00+01:00", ""])
def test_a_backup_at_no_time_of_day_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f'backup_at = "{text}"\n', "utf-8")
    found, problem = settings.load_or_default(path)
    assert found.backup_time == time(3)
    assert problem is not None


def test_the_schools_year_has_a_last_day() -> None:
    assert Settings().year_end == (7, 31)
    assert Settings(school_year_ends="12-31").year_end == (12, 31)


@pytest.mark.parametrize("broken", [b"not toml =\n", b'language = "\xff"\n', b"x = " + b"[" * 5000 + b"\n"])
def test_a_file_that_is_not_toml_is_kept_beside_the_one_that_replaces_it(
    tmp_path: Path, broken: bytes
) -> None:
    """One missing quotation mark, and the next change on the desk wiped out all that was chosen."""
    file, kept = tmp_path / "settings.toml", tmp_path / "settings.toml.broken"
    file.write_bytes(broken)
    settings.save(file, Settings(language="ar"))
    assert settings.load(file) == Settings(language="ar")
    assert kept.read_bytes() == broken
    if os.name == "posix":
        assert kept.stat().st_mode & 0o777 == 0o600
    settings.save(file, Settings())  # a sound file is replaced without a copy, and leaves the earlier one
    assert kept.read_bytes() == broken


def test_a_file_with_a_slip_in_one_value_is_replaced_without_a_copy(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("not_me_seconds = -1\n", "utf-8")
    settings.save(file, Settings())
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


def test_a_broken_file_that_cannot_be_kept_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("not toml =", "utf-8")
    (tmp_path / "settings.toml.broken").mkdir()
    with pytest.raises(OSError, match="not a regular file"):
        settings.save(file, Settings())
    assert file.read_text("utf-8") == "not toml ="


def test_a_change_leaves_what_a_command_wrote_meanwhile(tmp_path: Path) -> None:
    """The desk once wrote all that it had read at the start: the model chosen since then was gone."""
    file = tmp_path / "settings.toml"
    settings.save(file, Settings(model="sface"))
    assert settings.change(file, {"theme": "dark"}) == Settings(model="sface", theme="dark")
    assert settings.load(file) == Settings(model="sface", theme="dark")


def test_a_change_that_means_nothing_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    with pytest.raises(ValueError, match="sound_volume"):
        settings.change(file, {"theme": "dark", "sound_volume": 101})
    assert not file.exists()
