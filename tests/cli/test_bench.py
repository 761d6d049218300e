"""The measurements behind `kiosk bench`: figures of the right kind, from parts kept apart."""

from pathlib import Path

import pytest

from kiosk.cli import measurements, measurements_idle, measurements_index
from kiosk.cli.timing import Timing
from tests.cli.conftest import kiosk_process

pytestmark = [pytest.mark.alone, pytest.mark.once]


def test_timing_of_known_runs() -> None:
    timing = Timing.of("x", [number / 1000 for number in range(1, 101)])
    assert (timing.median_ms, timing.p95_ms, timing.p99_ms) == pytest.approx((51, 96, 100))
    assert Timing.of("one", [0.002]).p99_ms == pytest.approx(2)


@pytest.mark.parametrize("people", [5, 300])
def test_index_and_brute_force_agree(people: int) -> None:
    size = measurements_index.index(people)
    assert size.is_exact
    assert size.people == people
    assert size.tree.median_ms > 0
    assert size.brute.median_ms > 0


def test_a_part_costs_memory_and_time() -> None:
    nothing = measurements._part("nothing", "pass")
    numpy = measurements._part("numpy", "import numpy")
    assert nothing.megabytes < 2
    assert numpy.megabytes > 5
    assert numpy.milliseconds > nothing.milliseconds


def test_every_part_names_its_figures() -> None:
    assert measurements.Part("x", 1.26, 3.04).as_json() == {
        "name": "x",
        "megabytes": 1.3,
        "milliseconds": 3.0,
    }


@pytest.mark.qt  # it measures Qt as one of the parts
def test_bench_as_json_is_nothing_but_json(models: Path, portraits: Path) -> None:
    said = kiosk_process("bench", "--frames", "10", "--no-window", "--no-idle", "--json")
    assert said.code == 0, said.err
    stages = {stage["stage"]: stage["median_ms"] for stage in said.json["stages"]}
    assert list(stages) == [*measurements.STAGES, "all"]
    assert all(stages[name] > 0 for name in stages)
    assert said.json["frames_per_second"] > 0
    assert said.json["window_visible_ms"] is None
    assert said.json["idle"] is None
    assert [part["name"] for part in said.json["memory"]] == list(measurements.MEMORY_PARTS)
    assert [size["people"] for size in said.json["index"]] == [100, 1_000, 10_000]
    assert all(size["same_answers"] for size in said.json["index"])
    for size in said.json["index"]:
        ratio = size["balltree"]["median_ms"] / size["brute_force"]["median_ms"]
        assert size["balltree_over_brute_force"] == pytest.approx(ratio, rel=0.1)


def test_an_empty_room_is_measured_in_a_process_of_its_own(models: Path, portraits: Path) -> None:
    """The figure is for people to look at; how little is done is counted in tests/runtime/test_idling.py."""
    cost = measurements_idle.idle(seconds=1.0)
    assert cost is not None
    assert 0.0 < cost.recognition_percent < 100.0
    assert cost.capture_percent is None or 0.0 < cost.capture_percent < 100.0
    assert list(cost.as_json()) == ["recognition_percent", "capture_percent", "seconds"]


@pytest.mark.qt
def test_the_window_comes_up(models: Path, portraits: Path) -> None:
    shown_ms = measurements.window_ms()
    assert shown_ms is not None
    assert 50 < shown_ms < 60_000
