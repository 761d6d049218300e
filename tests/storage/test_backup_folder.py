"""Which backups are kept, and for how long Zone K stays in them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.clock import Instant
from kiosk.storage import backup_folder
from tests.fakes_storage import ZONE
from tests.storage.backup_files import INSTALL, OTHER, write

FIRST = datetime(2026, 8, 31, 1, 0, tzinfo=UTC)
"""03:00 in Berlin, before the clocks go back in October."""


def at(moment: datetime) -> Instant:
    return Instant.at(moment, ZONE)


def test_over_120_days_no_template_is_older_than_30_and_records_are_kept_as_promised(tmp_path: Path) -> None:
    for day in range(120):
        now = FIRST + timedelta(days=day)
        write(tmp_path, now, records=b"r", kiosk=b"k")
        assert backup_folder.tidy(tmp_path, INSTALL, at(now)) == []
        with_templates = backup_folder.backups_with_templates(tmp_path, INSTALL)
        assert all(now - made.utc < timedelta(days=30) for made in with_templates), day
        days = {one.manifest.made.local_date for one in backup_folder.found(tmp_path, INSTALL)}
        today = at(now).local_date
        assert {today - timedelta(days=back) for back in range(min(day + 1, 7))} <= days
        assert len(days) <= 7 + 4 + 3
    # The 120th day is 28 December: what of the past is kept beside the last seven days.
    assert sorted(f"{day:%m-%d}" for day in days - {today - timedelta(days=b) for b in range(7)}) == [
        "10-31", "11-30", "12-13", "12-20",
    ]  # fmt: skip
    assert len(with_templates) == 10


def test_of_a_day_the_newest_is_kept(tmp_path: Path) -> None:
    for hour in (1, 9, 15):
        write(tmp_path, FIRST.replace(hour=hour))
    backup_folder.tidy(tmp_path, INSTALL, at(FIRST.replace(hour=16)))
    assert [one.manifest.made.utc.hour for one in backup_folder.found(tmp_path)] == [15]


def test_nothing_of_another_kiosk_and_no_other_file_is_touched(tmp_path: Path) -> None:
    for day in range(40):
        write(tmp_path, FIRST + timedelta(days=day), install=OTHER)
    (tmp_path / "rollcall-2026-01-01T000000Z.backup").write_bytes(b"not a backup")
    (tmp_path / "holiday.jpg").write_bytes(b"picture")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    backup_folder.tidy(tmp_path, INSTALL, at(FIRST + timedelta(days=300)))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert backup_folder.unreadable(tmp_path) == ["rollcall-2026-01-01T000000Z.backup"]


def test_a_kill_while_zone_k_was_taken_out_leaves_the_backup_and_the_rest_goes(tmp_path: Path) -> None:
    path = write(tmp_path, FIRST)
    half = backup_folder.unfinished(tmp_path, INSTALL)
    half.write_bytes(path.read_bytes()[:500])
    backup_folder.tidy(tmp_path, INSTALL, at(FIRST + timedelta(days=1)))
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_zone_k_goes_before_it_is_30_days_old_when_the_next_time_would_be_too_late(tmp_path: Path) -> None:
    write(tmp_path, FIRST)
    now = at(FIRST + timedelta(days=30, minutes=-30))
    backup_folder.tidy(tmp_path, INSTALL, now)
    assert len(backup_folder.backups_with_templates(tmp_path)) == 1
    backup_folder.tidy(tmp_path, INSTALL, now, ahead=timedelta(hours=1))
    assert backup_folder.backups_with_templates(tmp_path) == []
    assert len(backup_folder.found(tmp_path)) == 1


def test_a_backup_that_cannot_be_rewritten_goes_when_it_is_30_days_old_unless_it_is_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: the promise about templates is kept before the one about old backups."""

    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(backup_folder, "without_kiosk", full)
    write(tmp_path, FIRST)
    newest = write(tmp_path, FIRST + timedelta(days=2))
    failed = backup_folder.tidy(tmp_path, INSTALL, at(FIRST + timedelta(days=40)))
    assert [one.path for one in backup_folder.found(tmp_path)] == [newest]
    assert failed == [newest.name]


def test_a_faulty_one_takes_no_sound_ones_place_and_goes_after_30_days(tmp_path: Path) -> None:
    write(tmp_path, FIRST)
    backup_folder.mark_faulty(write(tmp_path, FIRST + timedelta(hours=2)))
    backup_folder.tidy(tmp_path, INSTALL, at(FIRST + timedelta(hours=3)))
    assert [one.is_faulty for one in backup_folder.found(tmp_path)] == [True, False]
    write(tmp_path, FIRST + timedelta(days=31))
    backup_folder.tidy(tmp_path, INSTALL, at(FIRST + timedelta(days=31)))
    assert not any(one.is_faulty for one in backup_folder.found(tmp_path))


def test_two_backups_of_one_second_have_two_names(tmp_path: Path) -> None:
    assert write(tmp_path, FIRST) != write(tmp_path, FIRST)
    assert len(backup_folder.found(tmp_path)) == 2


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert backup_folder.found(tmp_path / "none") == []
    assert backup_folder.tidy(tmp_path / "none", INSTALL, at(FIRST)) == []
