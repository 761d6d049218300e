"""The camera thread: newest frame in, guidance and outcomes out, and the jobs that need the same models.

A plain thread with a stop event. It makes, uses and closes the recogniser and the feed; others leave values
behind (sessions, galleries, jobs) and it takes them between two frames.
"""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TypeVar

from kiosk import logs
from kiosk.domain.cards import CardSighting
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.faces import NOBODY, Guidance
from kiosk.domain.frames import Frame
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import CameraHealth, CameraState, EnrolmentProgress
from kiosk.runtime.attendance import Attendance
from kiosk.runtime.clock import Clock
from kiosk.runtime.collecting import Collecting, CollectingLimits
from kiosk.runtime.feeds import Feed
from kiosk.runtime.idling import IdleLimits, Idling
from kiosk.runtime.latest import LatestSlot
from kiosk.runtime.tasks import Task
from kiosk.runtime.watchdog import Watchdog
from kiosk.vision.cards import CardReader
from kiosk.vision.gallery import Gallery, is_index_loaded
from kiosk.vision.recogniser import Capture, Galleries, Recogniser

T = TypeVar("T")
THREAD_NAME = "rollcall-camera"
_GIVES_PICTURES = frozenset({CameraState.WORKING, CameraState.SLOW, CameraState.STARTING})


@dataclass(frozen=True, slots=True)
class CameraTimings:
    """How the thread spends its time."""

    wait_s: float = 0.1
    """The longest it waits for a frame before it looks at its jobs and its stop event."""
    idle: IdleLimits = field(default_factory=IdleLimits)
    """What it does while nobody is there."""
    rest_s: float = 0.5
    """How often it looks at its stop event while there is neither a source nor a job."""
    start_over_s: float = 5.0
    """The pause before it begins anew after a bug in the work on a live camera."""


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
        self._make_recogniser = make_recogniser
        self._clock = clock
        self._timings = timings or CameraTimings()
        self._collecting_limits = collecting or CollectingLimits()
        self._watchdog = watchdog or Watchdog()
        self._load_index = load_index
        self._cards = cards or CardReader()
        self._monotonic_ns = monotonic_ns
        self._open_feed: Callable[[], Feed] | None = None
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._tasks: queue.SimpleQueue[Task[Recogniser, object]] = queue.SimpleQueue()
        self._accepting = threading.Lock()
        self._is_over = False
        self._new_attendance: LatestSlot[Attendance] = LatestSlot()
        self._must_rebuild = threading.Event()
        self._must_reopen = threading.Event()
        self._attendance = Attendance()
        self._recogniser: Recogniser | None = None
        self._feed: Feed | None = None
        self._failure: CameraHealth | None = None
        self._guidance: Guidance = NOBODY
        self._pad_open = threading.Event()
        self._outcome: Callable[[Sighting | Refusal | CardSighting], None] = _nobody_listens
        self._on_try: Callable[[], None] = _nothing
        self._collecting: Collecting | None = None
        self._idling = Idling(self._timings.idle)
        self._left_running: list[str] = []
        self._index_thread: threading.Thread | None = None
        self._thread = threading.Thread(target=self._run, name=THREAD_NAME, daemon=True)

    # CameraApi

    def latest_guidance(self) -> Guidance:
        """Give the newest guidance."""
        return self._guidance

    def health(self) -> CameraHealth:
        """Give the camera's state, also when this thread itself hangs."""
        failure, feed = self._failure, self._feed
        if failure is not None:
            return failure
        if self._open_feed is None:
            return CameraHealth(CameraState.NONE, None, KioskError(Code.CAMERA_NONE))
        if THREAD_NAME in self._watchdog.late():
            return CameraHealth(CameraState.STALLED, None, KioskError(Code.CAMERA_STALLED))
        return CameraHealth(CameraState.STARTING) if feed is None else feed.health()

    def on_outcome(self, callback: Callable[[Sighting | Refusal | CardSighting], None]) -> None:
        """Call `callback` on this thread for each sighting, refusal and card."""
        self._outcome = callback

    def set_pad_open(self, is_open: bool) -> None:
        """Stop embedding while the code pad is open, and go on afterwards."""
        if is_open:
            self._pad_open.set()
        else:
            self._pad_open.clear()

    def enrolment_progress(self) -> EnrolmentProgress | None:
        """Give the running enrolment's progress, or None."""
        collecting = self._collecting
        return None if collecting is None else collecting.progress()

    # For Services

    def on_try(self, callback: Callable[[], None]) -> None:
        """Call `callback` on this thread for each track that reaches a good frame during a session."""
        self._on_try = callback

    def attend(self, attendance: Attendance) -> None:
        """Give the sessions and templates that count from the next frame on."""
        self._new_attendance.put(attendance)
        self._wake.set()

    def submit(self, job: Callable[[Recogniser], T]) -> "Future[T]":
        """Run a job that needs the models, between two frames. Cancelled when the thread has ended."""
        task: Task[Recogniser, T] = Task(job, "camera-job-failed")
        with self._accepting:
            if self._is_over:
                task.future.cancel()
            else:
                self._tasks.put(task)  # type: ignore[arg-type]
        self._wake.set()
        return task.future

    def collect(self, *, has_glasses: bool = False) -> "Future[tuple[Capture, ...]]":
        """Collect captures for an enrolment; one at a time, a second one cancels the first.

        The future holds CAMERA_NONE when there is no working camera, NO_GOOD_FACE when time runs out.
        """
        collecting = Collecting(self._collecting_limits, self._monotonic_ns(), has_glasses=has_glasses)
        if self.health().state not in _GIVES_PICTURES:
            collecting.fail(KioskError(Code.CAMERA_NONE))
            return collecting.future
        self.cancel_collecting()
        self._collecting = collecting
        return collecting.future

    def cancel_collecting(self) -> None:
        """Cancel a running collection's future."""
        collecting, self._collecting = self._collecting, None
        if collecting is not None:
            collecting.future.cancel()

    def start(self, open_feed: Callable[[], Feed] | None = None) -> None:
        """Start the thread, or give a source to one that was started without.

        Args:
            open_feed: Opens the source, on the thread; None for none: then only jobs are run, and the models
                are loaded when the first one comes.
        """
        with self._accepting:
            self._open_feed = self._open_feed or open_feed
            if not self.is_started and not self._is_over:
                self._thread.start()
        self._wake.set()

    def change_source(self, open_feed: Callable[[], Feed]) -> None:
        """Look at another source from the next frame on; an enrolment that runs fails with CAMERA_NONE.

        Args:
            open_feed: Opens it, on the thread.
        """
        with self._accepting:
            self._open_feed = open_feed
        self._must_reopen.set()
        self._wake.set()

    @property
    def is_started(self) -> bool:
        """Whether `start` was called."""
        return self._thread.ident is not None

    def stop(self, timeout: float) -> list[str]:
        """End the thread, its process and its helper.

        Returns:
            What did not end, by name.
        """
        self._stop.set()
        self._wake.set()
        if not self.is_started:
            self._finish()
            return []
        self._thread.join(timeout)
        left = [self._thread.name] if self._thread.is_alive() else list(self._left_running)
        if self._index_thread is not None:
            self._index_thread.join(timeout)
            left += [self._index_thread.name] if self._index_thread.is_alive() else []
        return left

    # The thread

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                if self._must_reopen.is_set():
                    self._let_go_of_source()
                if self._open_feed is not None and self._failure is None:
                    self._keep_watching(self._open_feed)
                else:
                    self._wait_for_work()
        except BaseException as error:  # noqa: BLE001 - the edge of the thread: the health says it
            logs.bug("camera-thread-failed", error)
            self._fail(KioskError(Code.CAMERA_STALLED))
        finally:
            self._watchdog.forget(THREAD_NAME)
            self._close()
            self._finish()

    def _keep_watching(self, open_feed: Callable[[], Feed]) -> None:
        """Watch; after a bug in the work on a live camera begin anew: a door has to last the day."""
        try:
            self._watch(open_feed)
        except Exception as error:
            if self._feed is None or not self._feed.is_live:
                raise
            logs.bug("camera-work-failed", error)
            self._start_over()

    def _start_over(self) -> None:
        """Let go of the models and the camera, and of an enrolment; after a pause they are made again."""
        self._failure = CameraHealth(CameraState.STALLED, None, KioskError(Code.CAMERA_STALLED))
        if (collecting := self._collecting) is not None:
            self._collecting = None
            collecting.fail(KioskError(Code.CAMERA_STALLED))
        self._close()
        self._feed = self._recogniser = None
        self._watchdog.forget(THREAD_NAME)
        self._stop.wait(self._timings.start_over_s)
        self._must_rebuild.set()
        self._failure = None

    def _watch(self, open_feed: Callable[[], Feed]) -> None:
        """Recognise until the stop; where the source or the models are refused, only jobs remain."""
        try:
            recogniser = self._ready()
            self._feed = open_feed()
        except KioskError as error:
            self._fail(error)
            return
        self._idling.somebody(self._monotonic_ns())
        while not self._stop.is_set() and not self._must_reopen.is_set():
            self._watchdog.beat(THREAD_NAME)
            self._round(recogniser, self._feed)

    def _let_go_of_source(self) -> None:
        """Close the source, so that the one that was chosen instead is opened; the models stay."""
        self._must_reopen.clear()
        self._guidance = NOBODY
        feed, self._feed = self._feed, None
        if feed is not None:
            self._left_running += feed.close()
        if (collecting := self._collecting) is not None:
            self._collecting = None
            collecting.fail(KioskError(Code.CAMERA_NONE))
        self._failure = None

    def _wait_for_work(self) -> None:
        self._wake.wait(self._timings.rest_s)
        self._wake.clear()
        self._run_tasks()

    def _ready(self) -> Recogniser:
        if self._recogniser is None:
            self._recogniser = self._make_recogniser()
        return self._recogniser

    def _round(self, recogniser: Recogniser, feed: Feed) -> None:
        self._run_tasks()
        self._take_attendance(recogniser)
        frame = feed.next_frame(self._timings.wait_s)
        if frame is None:
            self._without_frame(feed)
            return
        collecting = self._collecting
        if collecting is not None:
            self._collect(recogniser, frame, collecting)
        elif not feed.is_live or self._idling.wants(frame.image, self._monotonic_ns()):
            self._recognise(recogniser, frame)
        self._load_index_once()
        self._slow_down(feed)

    def _without_frame(self, feed: Feed) -> None:
        state = feed.health().state
        if state not in {CameraState.WORKING, CameraState.SLOW}:
            self._guidance = NOBODY
        if state not in _GIVES_PICTURES and (collecting := self._collecting) is not None:
            self._collecting = None  # its own time runs by frames, and none will come
            collecting.fail(KioskError(Code.CAMERA_NONE))
        if state is CameraState.ENDED:
            self._wake.wait(self._timings.wait_s)
            self._wake.clear()

    def _recognise(self, recogniser: Recogniser, frame: Frame) -> None:
        # Whoever stands at the pad is in the middle of something: nobody else is looked at meanwhile.
        is_open = not self._pad_open.is_set() and self._attendance.takes_marks(self._clock())
        if is_open and (card := self._cards.look(frame)) is not None:
            self._idling.somebody(self._monotonic_ns())
            self._tell(card)
        seen = recogniser.step(frame, may_embed=is_open)
        self._guidance = seen.guidance
        if seen.track is not None:
            self._idling.somebody(self._monotonic_ns())
        if seen.is_first_good:
            self._on_try()
        if seen.outcome is not None:
            self._tell(seen.outcome)

    def _tell(self, outcome: Sighting | Refusal | CardSighting) -> None:
        try:
            self._outcome(outcome)
        except Exception as error:  # noqa: BLE001 - others' code: its bug must not blind the door
            logs.bug("outcome-callback-failed", error)

    def _collect(self, recogniser: Recogniser, frame: Frame, collecting: Collecting) -> None:
        self._idling.somebody(self._monotonic_ns())
        if not collecting.is_due(frame.monotonic_ns):
            self._guidance = recogniser.step(frame, may_embed=False).guidance
            return
        captured = recogniser.capture(frame, collecting.wants)
        self._guidance = recogniser.last_guidance
        is_over = collecting.take(captured, frame.monotonic_ns, recogniser.match_limits)
        if is_over and self._collecting is collecting:
            self._collecting = None

    def _slow_down(self, feed: Feed) -> None:
        if feed.is_live and self._idling.is_idle(self._monotonic_ns()):
            self._wake.wait(self._timings.idle.pause_s)
            self._wake.clear()

    def _run_tasks(self) -> None:
        while not self._stop.is_set():
            try:
                task = self._tasks.get_nowait()
            except queue.Empty:
                return
            try:
                recogniser = self._ready()
            except KioskError as error:
                task.fail(error)
                continue
            task.run(recogniser)
            self._watchdog.beat(THREAD_NAME)

    def _take_attendance(self, recogniser: Recogniser) -> None:
        attendance = self._new_attendance.take()
        if self._must_rebuild.is_set():
            self._must_rebuild.clear()
            attendance = attendance or self._attendance
        if attendance is not None:
            recogniser.use(Galleries(Gallery.build(attendance.roster), Gallery.build(attendance.school)))
            self._attendance = attendance

    def _load_index_once(self) -> None:
        """Import the index beside the work; the galleries are built again with it when it is there."""
        if self._load_index is None or self._index_thread is not None:
            return

        def load(load_index: Callable[[], None]) -> None:
            load_index()
            if is_index_loaded():
                self._must_rebuild.set()

        self._index_thread = threading.Thread(
            target=load, args=(self._load_index,), name="rollcall-index", daemon=True
        )
        self._index_thread.start()

    def _fail(self, error: KioskError) -> None:
        refused = {Code.SOURCE_NOT_FOR_REAL, Code.CAMERA_VIRTUAL, Code.SOURCE_REFUSED}
        state = CameraState.REFUSED if error.code in refused else CameraState.NONE
        self._failure = CameraHealth(state, None, error)
        logs.event("camera-not-started", code=error.code)

    def _close(self) -> None:
        self._guidance = NOBODY
        if self._feed is not None:
            self._left_running += self._feed.close()
        if self._recogniser is not None:
            self._recogniser.close()

    def _finish(self) -> None:
        """Answer what nobody will do any more."""
        with self._accepting:
            self._is_over = True
        self.cancel_collecting()
        while not self._tasks.empty():
            self._tasks.get_nowait().future.cancel()


def _nobody_listens(outcome: Sighting | Refusal | CardSighting) -> None:
    """Stand in until somebody wants to know."""


def _nothing() -> None:
    """Stand in until somebody counts."""
