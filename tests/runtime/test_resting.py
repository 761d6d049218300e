"""The camera out of hours: closed, and there again before the first register, by the clock as it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.hours import Rest
from kiosk.runtime.api import CameraState
from kiosk.runtime.resting import Resting
from kiosk.settings import Settings
from tests.fakes_storage import MONDAY, ZONE, SmallSchool, small_school
from tests.runtime.test_feeds import WEBCAM, Room

S = 1_000_000_000


class Kiosk:
    """Resting and the vault under it, with a clock and an enrolment in the test's hand."""

    def __init__(self, school: SmallSchool) -> None:
        self.school, self.is_enrolling, self.steady_ns = school, False, 0
        self.settings = Settings()
        self.resting = Resting(lambda: self.is_enrolling, lambda: self.steady_ns)

    def at(self, text: str) -> str:
        """Look at a moment; says "awake", or until when it rests."""
        moment = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))
        self.resting.look(self.school.vault, self.settings, Instant.at(moment, ZONE))
        return _words(self.resting.rest)

    def plan(self, starts: str, minutes: int = 60) -> None:
        """Plan a session, as the desk does."""
        begins = Instant.at(datetime.fromisoformat(starts).replace(tzinfo=ZoneInfo(ZONE)), ZONE)
        self.school.vault.records.open_session(
            self.school.school_class.id, begins, begins.plus(timedelta(minutes=minutes))
        )
        self.resting.distrust()


def _words(rest: Rest | None) -> str:
    if rest is None:
        return "awake"
    return "for good" if rest.until is None else f"{rest.until.local:%a %H:%M}"


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """A school whose only session so far is the one of Monday morning."""
    school = small_school(tmp_path / "data")
    yield Kiosk(school)
    school.vault.close()


def test_the_first_session_is_where_it_is_thought_to_be(kiosk: Kiosk) -> None:
    starts = kiosk.school.session.starts
    assert (starts.utc, f"{starts.local:%a %H:%M}") == (MONDAY + timedelta(minutes=10), "Mon 08:00")


def test_a_day_and_the_next(kiosk: Kiosk) -> None:
    assert kiosk.at("2026-11-23 09:14:59") == "awake"
    assert kiosk.at("2026-11-23 09:15") == "for good"
    kiosk.plan("2026-11-25 10:00")
    assert kiosk.at("2026-11-23 09:15:01") == "Wed 09:15"
    assert kiosk.at("2026-11-24 12:00") == "Wed 09:15"
    assert kiosk.at("2026-11-25 09:14:59") == "Wed 09:15"
    assert kiosk.at("2026-11-25 09:15") == "awake"


def test_a_register_that_somebody_opens_wakes_it_at_the_next_look(kiosk: Kiosk) -> None:
    assert kiosk.at("2026-11-23 20:00") == "for good"
    kiosk.plan("2026-11-23 20:00")
    assert kiosk.at("2026-11-23 20:00:01") == "awake"


def test_a_clock_that_is_set_and_a_computer_that_slept_are_seen_at_the_next_look(kiosk: Kiosk) -> None:
    kiosk.plan("2026-11-25 10:00")
    assert kiosk.at("2026-11-23 08:00") == "awake"
    assert kiosk.at("2026-11-24 08:00") == "Wed 09:15"
    assert kiosk.at("2026-11-25 10:30") == "awake"
    assert kiosk.at("2026-11-25 22:00") == "for good"


def test_a_school_that_does_not_want_it_never_rests(kiosk: Kiosk) -> None:
    kiosk.settings = Settings(rests_out_of_hours=False)
    assert kiosk.at("2026-11-23 22:00") == "awake"
    kiosk.resting.distrust()
    kiosk.settings = Settings(room="Another room than any session's", rests_out_of_hours=True)
    assert kiosk.at("2026-11-23 22:00") == "for good"  # a session without a room is every kiosk's


def test_without_any_session_it_never_rests(tmp_path: Path) -> None:
    school = small_school(tmp_path / "data")
    with school.vault._kiosk.transaction():
        school.vault._kiosk.write("DELETE FROM sessions")
    kiosk = Kiosk(school)
    assert kiosk.at("2026-11-23 03:00") == "awake"
    school.vault.close()


def test_by_a_clock_in_doubt_nothing_is_out_of_hours(kiosk: Kiosk) -> None:
    kiosk.school.vault.door.last_seen.note(Instant.at(MONDAY, ZONE))
    assert kiosk.at("2020-01-01 00:00") == "awake"
    assert kiosk.at("2026-11-23 22:00") == "for good"


def test_the_camera_is_closed_while_it_rests_and_opened_again_at_once(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(monkeypatch)
    room.cameras = [WEBCAM]
    feed = room.feed(rests=kiosk.resting.camera_rests)
    assert kiosk.at("2026-11-23 08:00") == "awake"
    assert feed.next_frame(0.1) is not None
    assert feed.health().state is CameraState.WORKING

    kiosk.at("2026-11-23 22:00")
    for _ in range(3):
        assert feed.next_frame(0.1) is None
    assert (len(room.made), room.made[0].is_closed, feed.health().state) == (1, True, CameraState.RESTING)

    kiosk.plan("2026-11-24 08:00")
    kiosk.at("2026-11-24 07:15")
    assert feed.next_frame(0.1) is not None  # without waiting for the next search
    assert (len(room.made), feed.health().state) == (2, CameraState.WORKING)
    feed.close()


def test_it_opens_no_camera_when_it_is_started_at_night(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(monkeypatch)
    room.cameras = [WEBCAM]
    feed = room.feed(rests=kiosk.resting.camera_rests)
    kiosk.at("2026-11-23 22:00")
    assert feed.next_frame(0.1) is None
    assert (room.made, room.searches) == ([], 0)


def test_an_enrolment_wakes_the_camera_and_a_minute_after_it_rests_again(kiosk: Kiosk) -> None:
    kiosk.at("2026-11-23 22:00")
    assert kiosk.resting.camera_rests()
    kiosk.is_enrolling = True
    assert not kiosk.resting.camera_rests()
    kiosk.is_enrolling = False
    kiosk.steady_ns = 60 * S
    assert not kiosk.resting.camera_rests()
    kiosk.steady_ns = 61 * S
    assert kiosk.resting.camera_rests()
