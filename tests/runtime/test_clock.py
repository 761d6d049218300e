"""The machine's zone and the watch on its wall clock."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest

from kiosk.runtime.clock import StepWatch, elapsed_ns, machine_zone, system_clock

S = 1_000_000_000
NOWHERE = Path("/nonexistent")


def test_the_system_clock_says_now_in_its_zone() -> None:
    before = datetime.now(UTC)
    now = system_clock("Asia/Kathmandu")()
    assert before <= now.utc <= datetime.now(UTC)
    assert (now.zone, now.offset_minutes) == ("Asia/Kathmandu", 345)


def test_an_unknown_zone_is_refused_at_once() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        system_clock("Mars/Olympus")


@pytest.mark.parametrize(
    ("variable", "zone"),
    [
        ("Africa/Cairo", "Africa/Cairo"),
        (":Africa/Cairo", "Africa/Cairo"),
        (":/usr/share/zoneinfo/Africa/Cairo", "Africa/Cairo"),
    ],
)
def test_the_variable_names_the_zone(variable: str, zone: str) -> None:
    assert machine_zone(variable, NOWHERE, NOWHERE, 0) == zone


def test_the_link_names_the_zone(tmp_path: Path) -> None:
    target = tmp_path / "usr" / "share" / "zoneinfo" / "Asia" / "Riyadh"
    target.parent.mkdir(parents=True)
    target.touch()
    link = tmp_path / "localtime"
    link.symlink_to(target)
    assert machine_zone("", link, NOWHERE, 0) == "Asia/Riyadh"


def test_the_file_names_the_zone_where_localtime_is_a_copy(tmp_path: Path) -> None:
    copy, name = tmp_path / "localtime", tmp_path / "timezone"
    copy.write_bytes(b"TZif2")
    name.write_text("Europe/Berlin\n")
    assert machine_zone("", copy, name, 0) == "Europe/Berlin"


@pytest.mark.parametrize(
    ("offset_s", "zone"),
    [(0, "UTC"), (3600, "Etc/GMT-1"), (-5 * 3600, "Etc/GMT+5"), (13 * 3600, "Etc/GMT-13")],
)
def test_the_offset_is_the_last_resort(offset_s: int, zone: str, tmp_path: Path) -> None:
    rubbish = tmp_path / "timezone"
    rubbish.write_text("../../etc/passwd\n")
    assert machine_zone("not a zone", NOWHERE, rubbish, offset_s) == zone
    assert system_clock(zone)().offset_minutes == offset_s // 60


def test_this_machine_has_a_zone() -> None:
    system_clock(machine_zone())


class Clocks:
    """Two clocks moved by hand."""

    def __init__(self) -> None:
        self.wall = 1_700_000_000 * S
        self.steady = 5 * S

    def go(self, seconds: float, step: float = 0.0) -> None:
        self.wall += int((seconds + step) * S)
        self.steady += int(seconds * S)

    def watch(self) -> StepWatch:
        return StepWatch(lambda: self.wall, lambda: self.steady)


@pytest.mark.parametrize(
    ("step", "flagged"), [(0.0, False), (1.9, False), (-1.9, False), (2.1, True), (-3600.0, True)]
)
def test_a_step_of_more_than_two_seconds_is_noticed(step: float, flagged: bool) -> None:
    clocks = Clocks()
    watch = clocks.watch()
    clocks.go(1.0, step)
    assert watch.has_stepped() is flagged


def test_the_flag_stays_a_while_and_then_goes() -> None:
    clocks = Clocks()
    watch = clocks.watch()
    clocks.go(1.0, 60.0)
    assert watch.has_stepped()
    clocks.go(599.0)
    assert watch.has_stepped()
    clocks.go(2.0)
    assert not watch.has_stepped()


def test_a_slow_correction_never_adds_up() -> None:
    clocks = Clocks()
    watch = clocks.watch()
    for _ in range(10_000):
        clocks.go(1.0, 0.0005)
        assert not watch.has_stepped()


def test_the_steady_clock_goes_on() -> None:
    first = elapsed_ns()
    assert elapsed_ns() >= first
