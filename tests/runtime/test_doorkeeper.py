"""The door's one rule, on a real vault: flags, limits, real data."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import TrackId
from kiosk.domain.marks import MarkState
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import AlreadyIn, NotIn, Welcome
from kiosk.runtime.clock import StepWatch
from kiosk.runtime.doorkeeper import Doorkeeper
from tests.fakes_storage import SmallSchool, small_school

S = 1_000_000_000


class Hands:
    """Both clocks behind the watch, and the one that measures "not me", moved by hand."""

    def __init__(self) -> None:
        self.wall = self.steady = 0

    def go(self, seconds: float) -> None:
        self.wall += int(seconds * S)
        self.steady += int(seconds * S)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    made = small_school(tmp_path / "data")
    yield made
    made.vault.close()


def keeper(school: SmallSchool, hands: Hands, not_me_s: float = 10.0) -> Doorkeeper:
    watch = StepWatch(lambda: hands.wall, lambda: hands.steady)
    return Doorkeeper(
        school.vault, school.clock, not_me_s=not_me_s, watch=watch, steady_ns=lambda: hands.steady
    )


def sighting(school: SmallSchool, index: int, kind: SourceKind = SourceKind.CAMERA) -> Sighting:
    return Sighting(school.people[index].id, TrackId(1), kind, 0, 3, 0.2)


def test_marks_around_a_step_of_the_clock_are_flagged(school: SmallSchool) -> None:
    hands = Hands()
    door = keeper(school, hands)
    assert isinstance(door.record(sighting(school, 0)), Welcome)
    hands.wall += 3600 * S
    assert isinstance(door.record(sighting(school, 1)), Welcome)
    hands.go(3600)
    assert isinstance(door.record(sighting(school, 2)), Welcome)
    rows = school.vault.records.roster(school.session.id).rows
    assert {row.person.id: row.standing.is_flagged for row in rows} == {
        school.people[0].id: False,
        school.people[1].id: True,
        school.people[2].id: False,
    }


def test_late_by_the_sessions_own_limit(school: SmallSchool) -> None:
    door = keeper(school, Hands())
    school.clock.forward(minutes=25)
    welcome = door.record(sighting(school, 0))
    assert isinstance(welcome, Welcome)
    assert (welcome.state, welcome.minutes_late) == (MarkState.LATE, 15)


def test_not_me_lasts_as_long_as_the_school_chose(school: SmallSchool) -> None:
    """Beyond 10 s the vault once refused what the screen still offered."""
    hands = Hands()
    door = keeper(school, hands, not_me_s=20.0)
    welcome = door.record(sighting(school, 0))
    assert isinstance(welcome, Welcome)
    hands.go(15)
    school.clock.forward(seconds=15)
    assert door.take_back(welcome.event) is True


def test_not_me_is_measured_by_the_clock_that_is_never_set(school: SmallSchool) -> None:
    hands = Hands()
    door = keeper(school, hands, not_me_s=5.0)
    welcome = door.record(sighting(school, 0))
    assert isinstance(welcome, Welcome)
    hands.go(6)
    assert door.take_back(welcome.event) is False
    assert isinstance(door.record(sighting(school, 0)), AlreadyIn)


def test_only_marks_made_here_can_be_taken_back_here(school: SmallSchool) -> None:
    event = school.mark(0)
    assert keeper(school, Hands()).take_back(event.id) is False


def test_every_reason_has_its_count(school: SmallSchool) -> None:
    door = keeper(school, Hands())
    for reason in Unrecognised:
        refusal = Refusal(TrackId(1), SourceKind.CAMERA, 0, reason)
        assert door.refuse(refusal) == NotIn(reason)
    tally = school.vault.door.tally(school.clock().local_date)
    expected = {Count.UNKNOWN: 1, Count.NOT_ON_LIST: 1, Count.AMBIGUOUS: 1, Count.OTHER: 2}
    assert {what: number for what, number in tally.items() if number} == expected


def test_real_data_take_no_mark_from_a_film(tmp_path: Path) -> None:
    made = small_school(tmp_path / "real", is_trial=False)
    try:
        door = keeper(made, Hands())
        with pytest.raises(KioskError) as caught:
            door.record(sighting(made, 0, SourceKind.FILE))
        assert caught.value.code is Code.SOURCE_NOT_FOR_REAL
        assert made.vault.door.today(made.clock()) == []
        assert isinstance(door.record(sighting(made, 0)), Welcome)
    finally:
        made.vault.close()


def test_a_tally_that_cannot_be_written_hides_no_mark(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark is saved, and the screen once said that it was not."""
    door = keeper(school, Hands())

    def full(*_: object) -> None:
        raise KioskError(Code.DATABASE_FULL)

    monkeypatch.setattr(school.vault.door, "count", full)
    welcome = door.record(sighting(school, 0))
    assert isinstance(welcome, Welcome)
    assert isinstance(door.record(sighting(school, 0)), AlreadyIn)
    assert isinstance(door.refuse(Refusal(TrackId(2), SourceKind.CAMERA, 0, Unrecognised.UNKNOWN)), NotIn)
    assert door.take_back(welcome.event)
