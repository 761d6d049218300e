"""The camera thread with a recogniser that does what the test says; the models are in test_services."""

import threading
from collections.abc import Callable, Iterator
from typing import cast

import numpy as np
import pytest

from kiosk.domain.cards import CardSighting
from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.ids import PersonId, TrackId
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import CameraState
from kiosk.runtime.attendance import Attendance
from kiosk.runtime.camera import THREAD_NAME, CameraThread, CameraTimings
from kiosk.runtime.clock import system_clock
from kiosk.runtime.watchdog import Watchdog
from kiosk.vision.lingering import Greeting
from kiosk.vision.recogniser import Galleries, Observation, Recogniser
from tests.runtime.fakes_school import ScriptedFeed

WAIT_S = 20.0
HERE = Guidance(0.4, 0.5, 0.3, 0.0, 0.0, 0.0, 0.5, Verdict.OK, 0)
PICTURE = np.zeros((8, 8, 3), np.uint8)


class FakeRecogniser:
    """Sees somebody in each frame; refuses them in every third."""

    def __init__(self, step: Callable[[Frame], None] = lambda frame: None) -> None:
        self._step = step
        self.is_closed = False
        self.threads: set[str] = set()
        self.uses = 0
        self.done: list[Greeting | int] = []

    def greet(self, greeting: Greeting) -> None:
        self.done.append(greeting)

    def use(self, galleries: Galleries) -> None:
        self.uses += 1

    def step(self, frame: Frame, *, may_embed: bool) -> Observation:
        self.threads.add(threading.current_thread().name)
        self.done.append(frame.seq)
        self._step(frame)
        outcome = None
        if frame.seq % 3 == 0:
            outcome = Refusal(TrackId(1), frame.kind, frame.monotonic_ns, Unrecognised.UNKNOWN)
        return Observation(HERE, outcome, TrackId(1))

    def close(self) -> None:
        self.is_closed = True


def camera_thread(recogniser: FakeRecogniser, **more: object) -> CameraThread:
    return CameraThread(
        lambda: cast(Recogniser, recogniser),
        system_clock("UTC"),
        timings=CameraTimings(wait_s=0.02),
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
def running() -> Iterator[tuple[CameraThread, ScriptedFeed, FakeRecogniser]]:
    feed, recogniser = ScriptedFeed(), FakeRecogniser()
    camera = camera_thread(recogniser)
    camera.start(lambda: feed)
    yield camera, feed, recogniser
    assert camera.stop(WAIT_S) == []
    assert feed.is_closed
    assert recogniser.is_closed


Running = tuple[CameraThread, ScriptedFeed, FakeRecogniser]


def test_outcomes_come_on_the_camera_thread_and_guidance_is_the_newest(running: Running) -> None:
    camera, feed, recogniser = running
    heard: list[tuple[str, Sighting | Refusal | CardSighting]] = []
    camera.on_outcome(lambda outcome: heard.append((threading.current_thread().name, outcome)))
    assert camera.latest_guidance() == NOBODY
    feed.play([PICTURE] * 7)
    assert [name for name, _ in heard] == [THREAD_NAME] * 2
    assert camera.latest_guidance() == HERE
    assert recogniser.threads == {THREAD_NAME}
    assert camera.health().state is CameraState.WORKING


def test_who_had_their_answer_is_known_before_the_next_frame_is_looked_at(running: Running) -> None:
    camera, feed, recogniser = running
    feed.play([PICTURE])
    camera.greet(Sighting(PersonId("anne"), TrackId(1), SourceKind.CAMERA, 0, 3, 0.2), 2.5)
    feed.play([PICTURE] * 2)
    first, greeting, second, third = recogniser.done
    assert isinstance(greeting, Greeting)
    assert (greeting.person, greeting.welcome_s) == ("anne", 2.5)
    assert not any(isinstance(one, Greeting) for one in (first, second, third))
    camera.greet(None)
    feed.play([PICTURE])
    taken_back = recogniser.done[-2]
    assert isinstance(taken_back, Greeting)
    assert taken_back.person is None


def test_a_bug_in_the_callback_does_not_blind_the_door(running: Running, logged_bugs: list[str]) -> None:
    camera, feed, _ = running

    def bad(outcome: Sighting | Refusal | CardSighting) -> None:
        raise RuntimeError("Ada")

    camera.on_outcome(bad)
    feed.play([PICTURE] * 4)
    heard: list[Sighting | Refusal | CardSighting] = []
    camera.on_outcome(heard.append)
    feed.play([PICTURE] * 3)
    assert len(heard) == 1
    assert len(logged_bugs) == 1
    assert "Ada" not in logged_bugs[0]


def test_jobs_run_between_frames_and_their_errors_are_theirs(running: Running) -> None:
    camera, _, recogniser = running
    assert camera.submit(lambda models: models).result(WAIT_S) is cast(Recogniser, recogniser)

    def refuse(models: Recogniser) -> None:
        raise KioskError(Code.NO_GOOD_FACE)

    with pytest.raises(KioskError):
        camera.submit(refuse).result(WAIT_S)
    assert camera.submit(lambda models: 3).result(WAIT_S) == 3


def test_a_thread_that_hangs_in_native_code_is_told_by_the_health() -> None:
    release = threading.Event()
    now = [0]
    watchdog = Watchdog(late_s=10.0, steady_ns=lambda: now[0])
    feed, entered = ScriptedFeed(), threading.Event()

    def hang(frame: Frame) -> None:
        entered.set()
        release.wait(WAIT_S)

    camera = camera_thread(FakeRecogniser(hang), watchdog=watchdog)
    camera.start(lambda: feed)
    feed.put([PICTURE])
    try:
        assert entered.wait(WAIT_S)
        now[0] = 11_000_000_000
        health = camera.health()
        assert health.state is CameraState.STALLED
        assert health.error is not None
        assert camera.stop(0.05) == [THREAD_NAME]
    finally:
        release.set()
        assert camera.stop(WAIT_S) == []


def test_missing_models_are_the_health_and_the_jobs_answer() -> None:
    def missing() -> Recogniser:
        raise KioskError(Code.MODEL_MISSING, where="mesh.onnx")

    camera = CameraThread(missing, system_clock("UTC"))
    camera.start(ScriptedFeed)
    with pytest.raises(KioskError) as caught:
        camera.submit(lambda models: 1).result(WAIT_S)
    assert caught.value.code is Code.MODEL_MISSING
    health = camera.health()
    assert health.error is not None
    assert health.error.code is Code.MODEL_MISSING
    assert camera.stop(WAIT_S) == []


def test_a_bug_in_the_thread_is_logged_and_said(logged_bugs: list[str]) -> None:
    def broken(frame: Frame) -> None:
        raise RuntimeError("boom")

    feed = ScriptedFeed(SourceKind.SYNTHETIC)
    camera = camera_thread(FakeRecogniser(broken))
    over = camera.submit(lambda models: 0)
    camera.start(lambda: feed)
    assert over.result(WAIT_S) == 0
    feed.put([PICTURE])
    camera._life.thread.join(WAIT_S)
    assert camera.health().state is not CameraState.WORKING
    assert camera.submit(lambda models: 0).cancelled()
    assert camera.stop(WAIT_S) == []
    assert len(logged_bugs) == 1


def test_a_live_camera_is_worked_on_again_after_a_bug(logged_bugs: list[str]) -> None:
    """One bad frame once ended the thread, while the screen said that the camera was being started again."""
    feeds: list[ScriptedFeed] = []
    recognisers: list[FakeRecogniser] = []
    is_again = threading.Event()

    class Live(ScriptedFeed):
        is_live = True

    def step(frame: Frame) -> None:
        if len(feeds) == 1:
            raise RuntimeError("Ada")

    def make() -> Recogniser:
        recognisers.append(FakeRecogniser(step))
        return cast(Recogniser, recognisers[-1])

    def open_feed() -> ScriptedFeed:
        feeds.append(Live(SourceKind.CAMERA))
        if len(feeds) == 2:
            is_again.set()
        return feeds[-1]

    timings = CameraTimings(wait_s=0.02, start_over_s=0.0)
    camera = CameraThread(make, system_clock("UTC"), timings=timings)
    camera.attend(Attendance())
    camera.start(open_feed)
    camera.submit(lambda models: None).result(WAIT_S)
    feeds[0].put([PICTURE])
    assert is_again.wait(WAIT_S)
    feeds[1].play([PICTURE] * 3)
    assert camera.latest_guidance() == HERE
    assert camera.health().state is CameraState.WORKING
    assert (feeds[0].is_closed, recognisers[0].is_closed) == (True, True)
    assert [made.uses for made in recognisers] == [1, 1]
    assert camera.stop(WAIT_S) == []
    assert len(logged_bugs) == 1
    assert "Ada" not in logged_bugs[0]


def test_what_the_feed_left_running_is_named() -> None:
    class Clinging(ScriptedFeed):
        def close(self) -> list[str]:
            return ["rollcall-capture-17"]

    feed = Clinging()
    camera = camera_thread(FakeRecogniser())
    camera.start(lambda: feed)
    feed.play([PICTURE])
    assert camera.stop(WAIT_S) == ["rollcall-capture-17"]


def test_an_enrolment_ends_when_the_camera_does(running: Running) -> None:
    camera, feed, _ = running
    feed.play([PICTURE])
    captures = camera.collect()
    assert camera.enrolment_progress() is not None
    feed.state = CameraState.STALLED
    with pytest.raises(KioskError) as caught:
        captures.result(WAIT_S)
    assert caught.value.code is Code.CAMERA_NONE
    assert camera.enrolment_progress() is None
    with pytest.raises(KioskError):
        camera.collect().result(WAIT_S)


def test_a_stop_before_the_start_cancels_what_waits() -> None:
    camera = camera_thread(FakeRecogniser())
    job = camera.submit(lambda models: 0)
    assert camera.stop(WAIT_S) == []
    assert job.cancelled()
