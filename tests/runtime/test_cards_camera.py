"""A card before the camera thread: read during a session only, never past an open pad, and no face for it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.cards import CardSighting, card_text
from kiosk.domain.clock import Instant
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import ClassId, SessionId
from kiosk.domain.marks import Method
from kiosk.domain.matching import FalseMatchCurve, MatchLimits
from kiosk.domain.sessions import Session
from kiosk.runtime.api import Welcome
from kiosk.runtime.attendance import Attendance
from kiosk.runtime.camera import CameraThread
from kiosk.runtime.clock import system_clock
from kiosk.runtime.take import TakeKind, take
from kiosk.vision.cards import CardReader
from tests.fakes_storage import small_school
from tests.runtime.fakes_school import WAIT_S, ScriptedFeed, running_school
from tests.runtime.test_camera import PICTURE, FakeRecogniser, camera_thread
from tests.vision.test_cards import scene

CODE = card_text(bytes(range(16)))
Outcome = Sighting | Refusal | CardSighting


class Door:
    """A camera thread before which a card is held all the time."""

    def __init__(self) -> None:
        self.feed, self.heard = ScriptedFeed(), list[Outcome]()
        self.camera: CameraThread = camera_thread(FakeRecogniser(), cards=CardReader(read=lambda _: [CODE]))
        self.camera.on_outcome(self.heard.append)

    def open(self, *, closed: bool = False) -> None:
        now = system_clock("UTC")()
        ends = now.plus(timedelta(hours=1))
        session = Session(SessionId("s"), ClassId("c"), now, ends, closed=now if closed else None)
        self.camera.attend(Attendance((session,)))

    def cards(self, frames: int = 6) -> list[str]:
        """Let frames pass; gives the codes that were said."""
        self.heard.clear()
        self.feed.play([PICTURE] * frames)
        return [one.code for one in self.heard if isinstance(one, CardSighting)]


@pytest.fixture
def door() -> Iterator[Door]:
    made = Door()
    made.camera.start(lambda: made.feed)
    yield made
    assert made.camera.stop(WAIT_S) == []


def test_a_card_is_said_once_and_what_it_came_from(door: Door) -> None:
    door.open()
    assert door.cards(20) == [CODE]
    (found,) = (one for one in door.heard if isinstance(one, CardSighting))
    assert found.kind is SourceKind.SYNTHETIC


def test_none_is_read_outside_a_session_or_while_the_pad_is_open(door: Door) -> None:
    assert door.cards() == []
    door.open(closed=True)
    assert door.cards() == []
    door.open()
    door.camera.set_pad_open(True)
    assert door.cards() == []
    door.camera.set_pad_open(False)
    assert door.cards() == [CODE]


def test_a_card_marks_and_no_face_is_embedded_for_it(tmp_path: Path, portraits: Path, models: Path) -> None:
    """Promise P11: the whole way from a picture to the register, with the real models."""
    with running_school(tmp_path / "data", portraits) as school:
        heard: list[Outcome] = []
        school.services.camera.on_outcome(heard.append)
        session = school.open_session()
        (card,) = school.services.cards.issue([school.other.id]).result(WAIT_S)
        school.feed.play([np.zeros((720, 1280, 3), np.uint8)] * 2)  # the thread has heard of the session
        school.clock.forward(minutes=1)
        school.services.submit(school.services.refresh).result(WAIT_S)
        before = school.embedder_calls()
        school.feed.play([scene(card.code)] * 8)
        (found,) = (one for one in heard if isinstance(one, CardSighting))
        answer = school.services.door.sign_card(found.code, found.kind).result(WAIT_S)
        assert isinstance(answer, Welcome)
        assert school.embedder_calls() == before
        rows = school.services.desk.roster(session.id).result(WAIT_S).rows
        methods = {row.person.id: row.standing.method for row in rows}
        assert methods == {school.other.id: Method.CARD, school.astronaut.id: None}


class OfAModel(FakeRecogniser):
    """Says which templates it would compare, as `take` asks."""

    model_sha256, key_id = "ab" * 32, "01" * 8
    match_limits = MatchLimits(FalseMatchCurve(-55.3, 206.5, -199.2, 0.31), 0.03, 300, 0.4, 0.27)


class OneCard:
    """A source of some pictures of a card."""

    kind = SourceKind.SYNTHETIC
    frame_interval_s = 1 / 15

    def __init__(self, code: str, frames: int) -> None:
        self._feed = iter([scene(code)] * frames)
        self._seq = 0

    def read(self) -> "object":
        from kiosk.domain.frames import Frame

        self._seq += 1
        image = next(self._feed, None)
        return None if image is None else Frame(self._seq, self._seq * 66_666_667, self.kind, image)

    def close(self) -> None:
        pass


def test_take_marks_by_card_too(tmp_path: Path) -> None:
    school = small_school(tmp_path / "data")
    recogniser = OfAModel()
    try:
        (card,) = school.vault.office.cards.issue([school.people[0].id])
        source = OneCard(card.code, 2)
        events = list(take(school.vault, recogniser, source, school.clock))  # type: ignore[arg-type]
        assert [event.kind for event in events] == [TakeKind.MARK]
        assert events[0].at == Instant.at(datetime(2026, 11, 23, 6, 50, tzinfo=UTC), "Europe/Berlin")
        unknown = list(take(school.vault, recogniser, OneCard(CODE, 2), school.clock))  # type: ignore[arg-type]
        assert [(event.kind, event.reason) for event in unknown] == [(TakeKind.NOT_IN, "card-unknown")]
    finally:
        school.vault.close()
