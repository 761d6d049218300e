"""A camera thread that hangs in native code is given up, and another one takes over what it left."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import pytest

from kiosk.domain.cards import CardSighting
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.frames import Frame
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import CameraState
from kiosk.runtime.attendance import Attendance
from kiosk.runtime.camera import THREAD_NAME, CameraThread, CameraTimings
from kiosk.runtime.clock import system_clock
from kiosk.vision.recogniser import Recogniser
from tests.runtime.fakes_school import ScriptedFeed
from tests.runtime.test_camera import HERE, PICTURE, WAIT_S, FakeRecogniser


@dataclass
class Door:
    """A camera thread whose first recogniser hangs at the first picture until it is let go."""

    feeds: list[ScriptedFeed] = field(default_factory=list)
    recognisers: list[FakeRecogniser] = field(default_factory=list)
    heard: list[Sighting | Refusal | CardSighting] = field(default_factory=list)
    hangs: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)
    is_open: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def __post_init__(self) -> None:
        self.camera = CameraThread(
            self.make, system_clock("UTC"), timings=CameraTimings(wait_s=0.02, rest_s=0.02)
        )
        self.camera.on_outcome(self.heard.append)

    def make(self) -> Recogniser:
        self.recognisers.append(FakeRecogniser(self.hang if not self.recognisers else lambda _: None))
        return cast(Recogniser, self.recognisers[-1])

    def hang(self, frame: Frame) -> None:
        self.hangs.set()
        assert self.release.wait(WAIT_S)

    def open_feed(self) -> ScriptedFeed:
        self.feeds.append(ScriptedFeed())
        self.is_open.release()
        return self.feeds[-1]

    def hang_now(self) -> None:
        """Start, and hang at the third picture, in which somebody is refused."""
        self.camera.start(self.open_feed)
        assert self.is_open.acquire(timeout=WAIT_S)
        self.feeds[0]._seq = 2
        self.feeds[0].put([PICTURE])
        assert self.hangs.wait(WAIT_S)


@pytest.fixture
def door() -> Iterator[Door]:
    made = Door()
    yield made
    made.release.set()
    if made.camera._given_up is not None:
        made.camera._given_up.thread.join(WAIT_S)
    assert made.camera.stop(WAIT_S) == []


def test_another_life_sees_with_the_same_sessions(door: Door) -> None:
    door.camera.attend(Attendance())
    door.hang_now()
    assert door.recognisers[0].uses == 1
    assert door.camera.start_again()
    assert door.is_open.acquire(timeout=WAIT_S)
    door.feeds[1].play([PICTURE] * 3)
    assert door.camera.latest_guidance() == HERE
    assert len(door.heard) == 1
    assert door.recognisers[1].uses == 1
    assert door.camera.restarts == 1
    assert door.camera.health().state is CameraState.WORKING


def test_what_the_hung_one_says_later_is_not_heard(door: Door) -> None:
    """A face that was there half a minute ago must not be marked when somebody else stands at the door."""
    door.hang_now()
    old = door.camera._life.thread
    assert door.camera.start_again()
    door.release.set()
    old.join(WAIT_S)
    assert not old.is_alive()
    assert door.heard == []
    assert (door.feeds[0].is_closed, door.recognisers[0].is_closed) == (True, True)
    assert door.camera.submit(lambda models: 7).result(WAIT_S) == 7  # it ended itself, not the new one


def test_never_two_that_hang(door: Door) -> None:
    door.hang_now()
    old = door.camera._life.thread
    assert door.camera.start_again()
    assert not door.camera.start_again()
    assert door.camera.restarts == 1
    door.release.set()
    old.join(WAIT_S)
    assert door.camera.start_again()
    assert door.camera.restarts == 2


def test_a_job_that_hangs_fails_and_the_next_one_is_done(door: Door) -> None:
    door.camera.start()

    def hang(models: Recogniser) -> int:
        door.hangs.set()
        assert door.release.wait(WAIT_S)
        return 1

    hung, waits = door.camera.submit(hang), door.camera.submit(lambda models: 2)
    assert door.hangs.wait(WAIT_S)
    assert door.camera.start_again()
    with pytest.raises(KioskError) as caught:
        hung.result(WAIT_S)
    assert caught.value.code is Code.CAMERA_STALLED
    assert waits.result(WAIT_S) == 2


def test_a_first_job_that_hangs_is_seen(door: Door) -> None:
    """It loads the models, in silence; what it did then was silent too, so nobody would have noticed."""
    door.camera.start()

    def hang(models: Recogniser) -> None:
        door.hangs.set()
        assert door.release.wait(WAIT_S)

    door.camera.submit(hang)
    assert door.hangs.wait(WAIT_S)
    assert door.camera.silent_s() is not None


def test_an_enrolment_fails_in_words(door: Door) -> None:
    door.hang_now()
    captures = door.camera.collect()
    assert door.camera.start_again()
    with pytest.raises(KioskError) as caught:
        captures.result(WAIT_S)
    assert caught.value.code is Code.CAMERA_STALLED
    assert door.camera.enrolment_progress() is None


def test_one_that_was_given_up_is_named_at_the_end(door: Door) -> None:
    door.hang_now()
    assert door.camera.start_again()
    assert door.camera.stop(WAIT_S) == [THREAD_NAME]
    assert not door.camera.start_again()  # the program ends


def test_nothing_is_replaced_that_does_not_run(door: Door) -> None:
    assert not door.camera.start_again()
    assert door.camera.restarts == 0


def test_silence_counts_from_the_first_round(door: Door) -> None:
    assert door.camera.silent_s() is None
    door.hang_now()
    assert door.camera.silent_s() is not None
    assert door.camera.start_again()
    assert door.is_open.acquire(timeout=WAIT_S)
    door.feeds[1].play([np.zeros((8, 8, 3), np.uint8)])
    assert door.camera.silent_s() is not None
