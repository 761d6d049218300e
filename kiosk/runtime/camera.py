"""The camera thread from the outside: CameraApi, jobs that need its models, another life when one hangs.

What the thread does is in `kiosk.runtime.camera_life`.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from kiosk import logs
from kiosk.domain.evidence import Sighting
from kiosk.domain.faces import Guidance
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import CameraHealth, CameraState, EnrolmentProgress
from kiosk.runtime.attendance import Attendance
from kiosk.runtime.camera_life import (
    GIVES_PICTURES,
    THREAD_NAME,
    CameraLife,
    CameraTimings,
    Means,
    Outcome,
    Shelf,
)
from kiosk.runtime.clock import Clock
from kiosk.runtime.collecting import Collecting, CollectingLimits
from kiosk.runtime.feeds import Feed
from kiosk.runtime.tasks import Task
from kiosk.runtime.watchdog import Watchdog
from kiosk.vision.cards import CardReader
from kiosk.vision.lingering import Greeting
from kiosk.vision.recogniser import Capture, Recogniser

__all__ = ["THREAD_NAME", "CameraThread", "CameraTimings"]

T = TypeVar("T")


class CameraThread:
    """Implements CameraApi; the rest is for Services."""

    def __init__(
        self,
        make_recogniser: Callable[[], Recogniser],
        clock: Clock,
        *,
        timings: CameraTimings | None = None,
        collecting: CollectingLimits | None = None,
        watchdog: Watchdog | None = None,
        load_index: Callable[[], None] | None = None,
        cards: CardReader | None = None,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Prepare; nothing heavy is imported or loaded before it is needed.

        Args:
            make_recogniser: Loads the models, on the thread.
            clock: Says whether a session takes marks.
            timings: How it spends its time.
            collecting: How an enrolment collects captures.
            watchdog: Told of each round.
            load_index: Imports the search index, on a thread of its own, after the first frame; None: never.
            cards: Reads cards; None for the usual one.
            monotonic_ns: The clock frames are stamped by.
        """
        self._means = Means(
            make_recogniser,
            clock,
            timings or CameraTimings(),
            watchdog or Watchdog(),
            load_index,
            cards or CardReader(),
            monotonic_ns,
        )
        self._collecting_limits = collecting or CollectingLimits()
        self._shelf = Shelf()
        self._accepting = threading.Lock()
        self._is_over = False
        self._is_stopping = False
        self._given_up: CameraLife | None = None
        self._life = self._new_life()
        self._capture_restarts_before = 0
        self.restarts = 0
        """How often a life that hung was replaced by another one."""

    # CameraApi

    def latest_guidance(self) -> Guidance:
        """Give the newest guidance."""
        return self._life.guidance

    def health(self) -> CameraHealth:
        """Give the camera's state, also when this thread itself hangs."""
        life = self._life
        failure, feed = life.failure, life.feed
        if failure is not None:
            return failure
        if self._shelf.open_feed is None:
            return CameraHealth(CameraState.NONE, None, KioskError(Code.CAMERA_NONE))
        if THREAD_NAME in self._means.watchdog.late():
            return CameraHealth(CameraState.STALLED, None, KioskError(Code.CAMERA_STALLED))
        return CameraHealth(CameraState.STARTING) if feed is None or life.is_loading else feed.health()

    def on_outcome(self, callback: Callable[[Outcome], None]) -> None:
        """Call `callback` on this thread for each sighting, refusal and card."""
        self._shelf.outcome = callback

    def set_pad_open(self, is_open: bool) -> None:
        """Stop embedding while the code pad is open, and go on afterwards."""
        if is_open:
            self._shelf.pad_open.set()
        else:
            self._shelf.pad_open.clear()

    def enrolment_progress(self) -> EnrolmentProgress | None:
        """Give the running enrolment's progress, or None."""
        collecting = self._shelf.collecting
        return None if collecting is None else collecting.progress()

    # For Services

    def greet(self, sighting: Sighting | None, welcome_s: float = 0.0) -> None:
        """Take it that whoever was seen has their answer: while they stay they are not seen again.

        Args:
            sighting: Of them; None when the last answer was taken back.
            welcome_s: How long their answer stays on the screen.
        """
        person = None if sighting is None else sighting.person
        self._shelf.greeted.put(Greeting(person, self._means.monotonic_ns(), welcome_s))

    def on_try(self, callback: Callable[[], None]) -> None:
        """Call `callback` on this thread for each try at the door: see Observation.is_first_good."""
        self._shelf.on_try = callback

    def attend(self, attendance: Attendance) -> None:
        """Give the sessions and templates that count from the next frame on."""
        self._shelf.new_attendance.put(attendance)
        self._shelf.wake.set()

    def submit(self, job: Callable[[Recogniser], T]) -> "Future[T]":
        """Run a job that needs the models, between two frames. Cancelled when the thread has ended."""
        task: Task[Recogniser, T] = Task(job, "camera-job-failed")
        with self._accepting:
            if self._is_over:
                task.future.cancel()
            else:
                self._shelf.tasks.put(task)  # type: ignore[arg-type]
        self._shelf.wake.set()
        return task.future

    def collect(self, *, has_glasses: bool = False) -> "Future[tuple[Capture, ...]]":
        """Collect captures for an enrolment; one at a time, a second one cancels the first.

        The future holds CAMERA_NONE when there is no working camera, NO_GOOD_FACE when time runs out.
        """
        collecting = Collecting(self._collecting_limits, self._means.monotonic_ns(), has_glasses=has_glasses)
        if self.health().state not in GIVES_PICTURES:
            collecting.fail(KioskError(Code.CAMERA_NONE))
            return collecting.future
        self.cancel_collecting()
        self._shelf.collecting = collecting
        return collecting.future

    def cancel_collecting(self) -> None:
        """Cancel a running collection's future."""
        collecting, self._shelf.collecting = self._shelf.collecting, None
        if collecting is not None:
            collecting.future.cancel()

    def start(self, open_feed: Callable[[], Feed] | None = None) -> None:
        """Start the thread, or give a source to one that was started without.

        Args:
            open_feed: Opens the source, on the thread; None for none: then only jobs are run, and the models
                are loaded when the first one comes.
        """
        with self._accepting:
            self._shelf.open_feed = self._shelf.open_feed or open_feed
            if not self.is_started and not self._is_over:
                self._life.start()
        self._shelf.wake.set()

    def change_source(self, open_feed: Callable[[], Feed]) -> None:
        """Look at another source from the next frame on; an enrolment that runs fails with CAMERA_NONE.

        Args:
            open_feed: Opens it, on the thread.
        """
        with self._accepting:
            self._shelf.open_feed = open_feed
        self._shelf.must_reopen.set()
        self._shelf.wake.set()

    @property
    def is_started(self) -> bool:
        """Whether `start` was called."""
        return self._life.is_started

    def stop(self, timeout: float) -> list[str]:
        """End the thread, its process and its helper.

        Returns:
            What did not end, by name.
        """
        with self._accepting:  # from here on no other life begins
            life, given_up = self._life, self._given_up
            self._is_stopping = True
        life.ask_to_stop()
        if not life.is_started:
            self._finish()
            return []
        life.thread.join(timeout)
        left = [life.thread.name] if life.thread.is_alive() else list(life.left_running)
        left += [given_up.thread.name] if given_up is not None and given_up.thread.is_alive() else []
        index = self._shelf.index_thread
        if index is not None:
            index.join(timeout)
            left += [index.name] if index.is_alive() else []
        return left

    # For the supervision

    def silent_s(self) -> float | None:
        """Say how long the thread has not shown a sign of life; None while none is due."""
        return self._means.watchdog.silent_s(THREAD_NAME)

    @property
    def native_id(self) -> int | None:
        """The thread's number in the system, None before it runs."""
        return self._life.thread.native_id

    @property
    def capture_restarts(self) -> int:
        """How often a capture process that hung or ended was started again."""
        return self._capture_restarts_before + self._life.capture_restarts

    def start_again(self) -> bool:
        """Give up a life that hangs, and begin another; the sessions, the source and waiting jobs stay.

        A running enrolment and the job that it hung in fail with CAMERA_STALLED.

        Returns:
            False where that cannot be: nothing runs, or one that was given up hangs still. Each holds its
            models in memory, so there are never two of them.
        """
        with self._accepting:
            is_running = self._life.is_started and not self._is_stopping and not self._is_over
            if not is_running or (self._given_up is not None and self._given_up.thread.is_alive()):
                return False
            old, self._given_up = self._life, self._life
            old.give_up()
            self._means.watchdog.forget(THREAD_NAME)
            self._shelf.end_collecting(KioskError(Code.CAMERA_STALLED))
            self._shelf.must_rebuild.set()
            self._capture_restarts_before += old.capture_restarts
            self._life = self._new_life()
            self._life.start()
        self.restarts += 1
        logs.event("camera-thread-replaced", level=logging.ERROR, times=self.restarts)
        return True

    # Inside

    def _new_life(self) -> CameraLife:
        return CameraLife(self._means, self._shelf, self._finish)

    def _finish(self) -> None:
        """Answer what nobody will do any more."""
        with self._accepting:
            self._is_over = True
        self.cancel_collecting()
        while not self._shelf.tasks.empty():
            self._shelf.tasks.get_nowait().future.cancel()
