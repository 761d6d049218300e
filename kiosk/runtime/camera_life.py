"""One life of the camera thread: the loop over frames, and what only that thread touches.

It makes, uses and closes the recogniser and the feed; others leave values on the shelf (sessions, galleries,
jobs) and it takes them between two frames. A life that hangs in native code cannot be ended, only given up:
whatever it still says is then no longer listened to, and another life takes over (`kiosk.runtime.camera`).
"""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk import logs
from kiosk.domain.cards import CardSighting
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.faces import NOBODY, Guidance
from kiosk.domain.frames import Frame
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import CameraHealth, CameraState
from kiosk.runtime.attendance import Attendance
from kiosk.runtime.clock import Clock
from kiosk.runtime.collecting import Collecting
from kiosk.runtime.feeds import CameraFeed, Feed
from kiosk.runtime.idling import IdleLimits, Idling
from kiosk.runtime.latest import LatestSlot
from kiosk.runtime.tasks import Task
from kiosk.runtime.watchdog import Watchdog
from kiosk.vision.cards import CardReader
from kiosk.vision.gallery import Gallery, is_index_loaded
from kiosk.vision.lingering import Greeting
from kiosk.vision.recogniser import Galleries, Recogniser

Outcome = Sighting | Refusal | CardSighting
THREAD_NAME = "rollcall-camera"
GIVES_PICTURES = frozenset({CameraState.WORKING, CameraState.SLOW, CameraState.STARTING, CameraState.RESTING})
"""Also soon: an enrolment wakes a camera that rests."""


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


def _nobody_listens(outcome: Outcome) -> None:
    """Stand in until somebody wants to know."""


def _nothing() -> None:
    """Stand in until somebody counts."""


@dataclass(slots=True)
class Shelf:
    """What others leave for the thread; it outlasts a life that hangs.

    Attributes:
        open_feed: Opens the source, on the thread; None while there is none.
        wake: Set whenever something was left.
        tasks: Jobs that need the models.
        new_attendance: Sessions and templates that count from the next frame on.
        attendance: Those that count now.
        must_rebuild: The galleries have to be built again.
        must_reopen: The source has to be opened again.
        pad_open: Nobody is looked at meanwhile.
        greeted: Who has just had their answer.
        outcome: Told of each sighting, refusal and card.
        on_try: Told of each try: see Observation.is_first_good.
        collecting: The enrolment that runs.
        index_thread: Imports the search index, once.
    """

    open_feed: Callable[[], Feed] | None = None
    wake: threading.Event = field(default_factory=threading.Event)
    tasks: "queue.SimpleQueue[Task[Recogniser, object]]" = field(default_factory=queue.SimpleQueue)
    new_attendance: LatestSlot[Attendance] = field(default_factory=LatestSlot)
    attendance: Attendance = field(default_factory=Attendance)
    must_rebuild: threading.Event = field(default_factory=threading.Event)
    must_reopen: threading.Event = field(default_factory=threading.Event)
    pad_open: threading.Event = field(default_factory=threading.Event)
    greeted: LatestSlot[Greeting] = field(default_factory=LatestSlot)
    outcome: Callable[[Outcome], None] = _nobody_listens
    on_try: Callable[[], None] = _nothing
    collecting: Collecting | None = None
    index_thread: threading.Thread | None = None

    def end_collecting(self, error: KioskError) -> None:
        """Fail the enrolment that runs, if one does."""
        collecting, self.collecting = self.collecting, None
        if collecting is not None:
            collecting.fail(error)


@dataclass(frozen=True, slots=True)
class Means:
    """What a life works with; the same for each.

    Attributes:
        make_recogniser: Loads the models, on the thread.
        clock: Says whether a session takes marks.
        timings: How it spends its time.
        watchdog: Told of each round.
        load_index: Imports the search index, on a thread of its own, after the first frame; None: never.
        cards: Reads cards.
        monotonic_ns: The clock frames are stamped by.
    """

    make_recogniser: Callable[[], Recogniser]
    clock: Clock
    timings: CameraTimings
    watchdog: Watchdog
    load_index: Callable[[], None] | None
    cards: CardReader
    monotonic_ns: Callable[[], int]


class CameraLife:
    """The thread, its models and its camera. What follows `give_up` is the thread's own."""

    def __init__(self, means: Means, shelf: Shelf, ended: Callable[[], None]) -> None:
        """Prepare; nothing heavy is imported or loaded before it is needed.

        Args:
            means: What it works with.
            shelf: What others leave for it.
            ended: Called when the thread ends, unless it was given up.
        """
        self._means, self._shelf, self._ended = means, shelf, ended
        self._timings, self._watchdog = means.timings, means.watchdog
        self._monotonic_ns = means.monotonic_ns
        self._stop = threading.Event()
        self._is_given_up = False
        self._recogniser: Recogniser | None = None
        self._task: Task[Recogniser, object] | None = None
        self._idling = Idling(means.timings.idle)
        self.feed: Feed | None = None
        self.failure: CameraHealth | None = None
        self.guidance: Guidance = NOBODY
        self.left_running: list[str] = []
        self._restarts_before = 0
        self.thread = threading.Thread(target=self._run, name=THREAD_NAME, daemon=True)

    # For CameraThread

    def start(self) -> None:
        """Start the thread."""
        self.thread.start()

    @property
    def is_started(self) -> bool:
        """Whether `start` was called."""
        return self.thread.ident is not None

    @property
    def is_loading(self) -> bool:
        """Whether it has no models yet; nobody looks at its camera until then."""
        return self._recogniser is None

    @property
    def capture_restarts(self) -> int:
        """How often its capture process was started again."""
        feed = self.feed
        return self._restarts_before + (feed.restarts if isinstance(feed, CameraFeed) else 0)

    def ask_to_stop(self) -> None:
        """End after this frame."""
        self._stop.set()
        self._shelf.wake.set()

    def give_up(self) -> None:
        """Expect nothing of it any more: it hangs. Should it go on after all, it ends and nobody hears of it.

        Its camera is taken from it, so that another life can open it; the job that it was at fails.
        """
        self._is_given_up = True
        self._stop.set()
        feed, task = self.feed, self._task
        if isinstance(feed, CameraFeed):
            feed.kill()
        if task is not None:
            task.abandon(KioskError(Code.CAMERA_STALLED))

    # The thread

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._beat()
                if self._shelf.must_reopen.is_set():
                    self._let_go_of_source()
                if self._shelf.open_feed is not None and self.failure is None:
                    self._keep_watching(self._shelf.open_feed)
                else:
                    self._wait_for_work()
        except BaseException as error:  # noqa: BLE001 - the edge of the thread: the health says it
            logs.bug("camera-thread-failed", error)
            self._fail(KioskError(Code.CAMERA_STALLED))
        finally:
            self._forget()
            self._close()
            if not self._is_given_up:
                self._ended()

    def _keep_watching(self, open_feed: Callable[[], Feed]) -> None:
        """Watch; after a bug in the work on a live camera begin anew: a door has to last the day."""
        try:
            self._watch(open_feed)
        except Exception as error:
            if self.feed is None or not self.feed.is_live:
                raise
            logs.bug("camera-work-failed", error)
            self._start_over()

    def _start_over(self) -> None:
        """Let go of the models and the camera, and of an enrolment; after a pause they are made again."""
        self.failure = CameraHealth(CameraState.STALLED, None, KioskError(Code.CAMERA_STALLED))
        self._end_collecting(Code.CAMERA_STALLED)
        self._close()
        self._restarts_before = self.capture_restarts
        self.feed = self._recogniser = None
        self._forget()
        self._stop.wait(self._timings.start_over_s)
        self._shelf.must_rebuild.set()
        self.failure = None

    def _watch(self, open_feed: Callable[[], Feed]) -> None:
        """Recognise until the stop; where the source or the models are refused, only jobs remain."""
        self._forget()  # opening waits for the vault, and that for a person where the start is attended
        try:
            self.feed = open_feed()
            if isinstance(self.feed, CameraFeed):
                self.feed.begin()  # its process starts on another core while this thread loads the models
            recogniser = self._ready()
        except KioskError as error:
            self._close_feed()
            self.feed = None
            self._fail(error)
            return
        self._idling.somebody(self._monotonic_ns())
        while not self._stop.is_set() and not self._shelf.must_reopen.is_set():
            self._beat()
            self._round(recogniser, self.feed)

    def _beat(self) -> None:
        if not self._is_given_up:
            self._watchdog.beat(THREAD_NAME)

    def _forget(self) -> None:
        """Be silent for a while, by design."""
        if not self._is_given_up:
            self._watchdog.forget(THREAD_NAME)

    def _let_go_of_source(self) -> None:
        """Close the source, so that the one that was chosen instead is opened; the models stay."""
        self._shelf.must_reopen.clear()
        self.guidance = NOBODY
        self._close_feed()
        self._restarts_before, self.feed = self.capture_restarts, None
        self._end_collecting(Code.CAMERA_NONE)
        self.failure = None

    def _wait_for_work(self) -> None:
        self._shelf.wake.wait(self._timings.rest_s)
        self._shelf.wake.clear()
        self._run_tasks()

    def _ready(self) -> Recogniser:
        if self._recogniser is None:
            self._forget()
            self._recogniser = self._means.make_recogniser()
        return self._recogniser

    def _round(self, recogniser: Recogniser, feed: Feed) -> None:
        self._run_tasks()
        self._take_attendance(recogniser)
        frame = feed.next_frame(self._timings.wait_s)
        if self._is_given_up:
            return
        if frame is None:
            self._without_frame(feed)
            return
        collecting = self._shelf.collecting
        if collecting is not None:
            self._collect(recogniser, frame, collecting)
        elif not feed.is_live or self._idling.wants(frame.image, self._monotonic_ns()):
            self._recognise(recogniser, frame)
        self._load_index_once()
        self._slow_down(feed)

    def _without_frame(self, feed: Feed) -> None:
        state = feed.health().state
        if state not in {CameraState.WORKING, CameraState.SLOW}:
            self.guidance = NOBODY
        if state not in GIVES_PICTURES:  # an enrolment's own time runs by frames, and none will come
            self._end_collecting(Code.CAMERA_NONE)
        if state is CameraState.ENDED:
            self._shelf.wake.wait(self._timings.wait_s)
            self._shelf.wake.clear()

    def _recognise(self, recogniser: Recogniser, frame: Frame) -> None:
        # Whoever stands at the pad is in the middle of something: nobody else is looked at meanwhile.
        shelf = self._shelf
        is_open = not shelf.pad_open.is_set() and shelf.attendance.takes_marks(self._means.clock())
        if is_open and (card := self._means.cards.look(frame)) is not None:
            self._idling.somebody(self._monotonic_ns())
            self._tell(card)
        if (greeted := shelf.greeted.take()) is not None:
            recogniser.greet(greeted)
        seen = recogniser.step(frame, may_embed=is_open)
        self.guidance = seen.guidance
        if seen.track is not None:
            self._idling.somebody(self._monotonic_ns())
        if self._is_given_up:  # it hung in there: what it saw is of a while ago
            return
        if seen.is_first_good:
            shelf.on_try()
        if seen.outcome is not None:
            self._tell(seen.outcome)

    def _tell(self, outcome: Outcome) -> None:
        try:
            self._shelf.outcome(outcome)
        except Exception as error:  # noqa: BLE001 - others' code: its bug must not blind the door
            logs.bug("outcome-callback-failed", error)

    def _collect(self, recogniser: Recogniser, frame: Frame, collecting: Collecting) -> None:
        self._idling.somebody(self._monotonic_ns())
        if not collecting.is_due(frame.monotonic_ns):
            self.guidance = recogniser.step(frame, may_embed=False).guidance
            return
        captured = recogniser.capture(frame, collecting.wants)
        self.guidance = recogniser.last_guidance
        is_over = collecting.take(captured, frame.monotonic_ns, recogniser.match_limits)
        if is_over and self._shelf.collecting is collecting:
            self._shelf.collecting = None

    def _end_collecting(self, code: Code) -> None:
        if not self._is_given_up:
            self._shelf.end_collecting(KioskError(code))

    def _slow_down(self, feed: Feed) -> None:
        if feed.is_live and self._idling.is_idle(self._monotonic_ns()):
            self._shelf.wake.wait(self._timings.idle.pause_s)
            self._shelf.wake.clear()

    def _run_tasks(self) -> None:
        while not self._stop.is_set():
            try:
                task = self._shelf.tasks.get_nowait()
            except queue.Empty:
                return
            self._task = task
            self._run_task(task)
            self._task = None
            self._beat()

    def _run_task(self, task: "Task[Recogniser, object]") -> None:
        try:
            recogniser = self._ready()
        except KioskError as error:
            task.fail(error)
            return
        self._beat()  # the models were loaded in silence; the job itself is watched
        task.run(recogniser)

    def _take_attendance(self, recogniser: Recogniser) -> None:
        shelf = self._shelf
        attendance = shelf.new_attendance.take()
        if shelf.must_rebuild.is_set():
            shelf.must_rebuild.clear()
            attendance = attendance or shelf.attendance
        if attendance is not None:
            recogniser.use(Galleries(Gallery.build(attendance.roster), Gallery.build(attendance.school)))
            if not self._is_given_up:
                shelf.attendance = attendance

    def _load_index_once(self) -> None:
        """Import the index beside the work; the galleries are built again with it when it is there."""
        if self._means.load_index is None or self._shelf.index_thread is not None:
            return

        def load(load_index: Callable[[], None]) -> None:
            load_index()
            if is_index_loaded():
                self._shelf.must_rebuild.set()

        self._shelf.index_thread = threading.Thread(
            target=load, args=(self._means.load_index,), name="rollcall-index", daemon=True
        )
        self._shelf.index_thread.start()

    def _fail(self, error: KioskError) -> None:
        refused = {Code.SOURCE_NOT_FOR_REAL, Code.CAMERA_VIRTUAL, Code.SOURCE_REFUSED}
        state = CameraState.REFUSED if error.code in refused else CameraState.NONE
        self.failure = CameraHealth(state, None, error)
        logs.event("camera-not-started", code=error.code)

    def _close_feed(self) -> None:
        if self.feed is not None:
            self.left_running += self.feed.close()

    def _close(self) -> None:
        self.guidance = NOBODY
        self._close_feed()
        if self._recogniser is not None:
            self._recogniser.close()
