"""`kiosk bench --load`: what it says, what it fails on, and one true run."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.cli import measurements_load
from kiosk.cli.measurements_load import LoadFigures, Spread
from tests.cli.conftest import Cli

QUIET = Spread(5.0, 20.0, 40.0)
GOOD = LoadFigures(
    seconds=10.0,
    cores=2,
    busy_before=0.4,
    in_front=4,
    ticked=4,
    offered=300,
    taken=120,
    dropped=180,
    age_first_ms=QUIET,
    age_last_ms=QUIET,
    tick_ms=Spread(180.0, 240.0, 250.0),
    rest_ms=QUIET,
    block_ms=QUIET,
    longest_work_ms=8.0,
    blocks_over_50_ms=0,
    grown_mb=1.5,
    capture_grown_mb=-0.1,
)


def test_a_spread_is_of_what_was_measured() -> None:
    assert Spread.of([float(number) for number in range(100, 0, -1)]) == Spread(51.0, 96.0, 100.0)
    assert Spread.of([2.04]) == Spread(2.0, 2.0, 2.0)
    assert Spread.of([]) == Spread(0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("first_ms", "last_ms", "grows"),
    [(5.0, 5.0, False), (5.0, 38.0, False), (5.0, 39.0, True), (5.0, 6000.0, True), (400.0, 5.0, False)],
)
def test_a_queue_shows_by_the_age_of_its_frames(first_ms: float, last_ms: float, grows: bool) -> None:
    """A camera thread that is too slow by a tenth is a second behind after ten."""
    ages = (Spread(at, at, at) for at in (first_ms, last_ms))
    assert replace(GOOD, age_first_ms=next(ages), age_last_ms=next(ages)).is_growing is grows


@pytest.mark.parametrize(
    ("taken", "dropped", "is_so"), [(120, 180, True), (120, 179, True), (120, 170, False)]
)
def test_each_frame_is_taken_or_dropped(taken: int, dropped: int, is_so: bool) -> None:
    assert replace(GOOD, taken=taken, dropped=dropped).is_accounted_for is is_so


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Callable[[LoadFigures | None], None]:
    def use(figures: LoadFigures | None) -> None:
        monkeypatch.setattr(measurements_load, "load", lambda seconds: figures)

    return use


def test_it_says_what_it_found(measured: Callable[[LoadFigures], None], cli: Cli) -> None:
    measured(GOOD)
    said = cli("bench", "--load")
    assert said.code == 0, said.err
    assert "Three faces in view for 10 s, 2 cores, milliseconds" in said.out
    (tick,) = [line.split()[-3:] for line in said.out.splitlines() if "tick painted" in line]
    assert tick == ["180.0", "240.0", "250.0"]
    assert "Frames a second: 30.0 offered, 12.0 taken; the others are dropped by design." in said.out
    assert "Stepped to the front: 4, ticked: 4." in said.out
    assert "Memory meanwhile: +1.5 MB, capture process -0.1 MB." in said.out


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (replace(GOOD, age_last_ms=Spread(900.0, 950.0, 980.0)), "Frames wait longer and longer: YES."),
        (replace(GOOD, dropped=0), "Each frame was taken or dropped: NO."),
        (replace(GOOD, ticked=0, tick_ms=Spread(0.0, 0.0, 0.0)), "ticked: 0. NOBODY"),
    ],
)
def test_a_queue_a_lost_frame_and_a_door_that_ticked_nobody_fail(
    bad: LoadFigures, words: str, measured: Callable[[LoadFigures], None], cli: Cli
) -> None:
    measured(bad)
    said = cli("bench", "--load")
    assert said.code == 1
    assert words in said.out
    assert ("tick painted" in said.out) == (bad.ticked > 0)


def test_for_machines(measured: Callable[[LoadFigures], None], cli: Cli) -> None:
    measured(GOOD)
    said = cli("bench", "--load", "--json")
    assert said.json["queue_grows"] is False
    assert said.json["all_accounted_for"] is True
    assert said.json["tick_ms"] == {"median": 180.0, "p95": 240.0, "longest": 250.0}
    sent = {name: said.json[name] for name in said.json.keys() - {"queue_grows", "all_accounted_for"}}
    assert LoadFigures.from_json(sent) == GOOD


def test_a_built_program_says_that_it_cannot(measured: Callable[[None], None], cli: Cli) -> None:
    measured(None)
    said = cli("bench", "--load")
    assert said.code == 0
    assert "built program" in said.out


@pytest.mark.slow
@pytest.mark.qt
@pytest.mark.alone
def test_a_true_run(models: Path, portraits: Path) -> None:
    """How large the figures are is not asked: this machine may be doing something else."""
    found = measurements_load.load(seconds=8.0, people=4)
    assert found is not None
    assert found.is_accounted_for
    assert not found.is_growing
    assert found.offered >= found.taken > 20  # a quiet machine drops none
    assert 0 < found.ticked <= found.in_front
    assert 0 < found.tick_ms.median <= found.tick_ms.p95 <= found.tick_ms.longest
    assert found.block_ms.longest > 0
