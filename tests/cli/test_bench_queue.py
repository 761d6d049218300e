"""`kiosk bench --queue`: how many doors follow from what was measured, and one true run."""

from pathlib import Path

import pytest

from kiosk.cli import measurements_queue
from kiosk.cli.measurements_load import Spread
from kiosk.cli.measurements_queue import Way, WayFigures, pin_of
from kiosk.domain.pins import check_new_pin
from tests.cli.conftest import Cli


def _of(way: Way, machine_s: float, *, people: int = 10, marked: int = 10) -> WayFigures:
    return WayFigures(way, people, marked, Spread(1e3 * machine_s, 1e3 * machine_s, 1e3 * machine_s))


@pytest.mark.parametrize(
    ("way", "machine_s", "between_s", "person_s", "a_minute"),
    [
        (Way.FACE, 1.0, 2.0, 2.0, 20.0),
        (Way.FACE, 1.0, 0.5, 0.5, 40.0),
        (Way.FACE_AND_PIN, 1.15, 2.0, 5.85, 60 / 7),  # five keys of 0.5 s and one look of 1.35 s
        (Way.CODE, 0.3, 2.0, 9.7, 6.0),  # ten keys and two looks
    ],
)
def test_people_a_minute(
    way: Way, machine_s: float, between_s: float, person_s: float, a_minute: float
) -> None:
    found = _of(way, machine_s)
    assert found.person_s(between_s) == pytest.approx(person_s)
    assert found.a_minute(between_s) == pytest.approx(a_minute)


@pytest.mark.parametrize(
    ("people", "kiosks"), [(1, 1), (100, 1), (300, 1), (301, 2), (1_000, 4), (3_000, 10), (10_000, 34)]
)
def test_doors_for_many(people: int, kiosks: int) -> None:
    """Twenty a minute are three hundred in a quarter of an hour."""
    assert _of(Way.FACE, 1.0).kiosks(people, 2.0) == kiosks


def test_it_is_shown_with_what_it_assumes(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    ways = [_of(Way.FACE, 1.0), _of(Way.FACE_AND_PIN, 1.15), _of(Way.CODE, 0.3)]
    monkeypatch.setattr(measurements_queue, "queue", lambda: ways)
    said = cli("bench", "--queue", "--between", 1)
    assert said.code == 0, said.err
    rows = [line.split() for line in said.out.splitlines()]
    assert ["face", "10", "of", "10", "1.00", "1.00", "1.00", "30"] in rows
    assert ["10,000", "23", "67", "100"] in rows
    assert "1 s from a tick until the next one comes into view" in said.out
    assert "one kiosk more" in said.out


def test_somebody_who_was_not_marked_fails_it(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    monkeypatch.setattr(measurements_queue, "queue", lambda: [_of(Way.FACE, 1.0, marked=9)])
    said = cli("bench", "--queue", "--json")
    assert said.code == 1
    (way,) = said.json["ways"]
    assert (way["people"], way["marked"], way["people_a_minute"]) == (10, 9, 20.0)
    assert way["kiosks"] == {"100": 1, "300": 1, "1000": 4, "3000": 10, "10000": 34}


def test_a_built_program_says_that_it_cannot(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    monkeypatch.setattr(measurements_queue, "queue", list)
    said = cli("bench", "--queue")
    assert said.code == 0
    assert "built program" in said.out


def test_everybody_has_a_pin_of_their_own_that_is_not_easy() -> None:
    pins = [check_new_pin(pin_of(who)) for who in range(4 * measurements_queue.PEOPLE)]
    assert len(set(pins)) == len(pins)


@pytest.mark.slow
@pytest.mark.qt
@pytest.mark.alone
def test_a_true_run(models: Path, portraits: Path) -> None:
    """Everybody is marked each way; how long it takes is this machine's."""
    ways = measurements_queue.queue(people=2)
    assert [(one.way, one.marked) for one in ways] == [(way, 2) for way in Way]
    assert all(one.machine_ms.median > 0 for one in ways)
