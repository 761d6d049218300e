"""A queue of people walks up to the real program while a teacher corrects the register, and the clock runs.

    python -m tests.e2e.walk_up [--people 30] [--json]

Both windows are real, on a virtual screen of their own; so are services, databases and recognition. The
people are made of the two public-domain portraits (tests.e2e.crowd) and come from memory instead of a camera,
at 30 frames a second. A tick is measured from the moment the third good frame was taken until it was painted
and handed to the window system. Whoever sees it leaves after 0.3 s, and the next one comes.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.app import Program
from kiosk.cli import demo_school
from kiosk.cli.measurements_door import Pulse
from kiosk.domain.marks import MarkState
from kiosk.paths import DataDir, resources_dir
from kiosk.runtime.feeds import Feed, PlayedFeed
from kiosk.vision.made_up import FACES
from kiosk.vision.sources import SourceSpec
from tests.e2e.crowd import Queue, Walker, make_crowd
from tests.e2e.pilot import Script, Until, fly, press, write
from tests.e2e.screens import virtual_screen
from tests.e2e.scripted_day import board_of, desk_of, kiosk_of
from tests.e2e.walk_up_watch import Watch

if TYPE_CHECKING:
    from kiosk.runtime.services import Services

AIMS = {"tick_median_ms": 300.0, "tick_p95_ms": 500.0, "frames_per_s": 30.0, "longest_block_ms": 50.0}
FIRST_NUMBER = 101
BY_HAND = 10
"""People without a face, whom the teacher corrects."""
CORRECTION_MS = 300
REGULAR_MS = 60.0
"""Loading is over once no gap of the pulse has been longer for a while: a teacher's desk is open as well."""
HEARD_S = 5.0
"""The register may take this long to hear of the last mark."""
_KEYS = (Qt.Key.Key_E, Qt.Key.Key_L, Qt.Key.Key_A, Qt.Key.Key_P)


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured.

    Attributes:
        people: How many came.
        marked: How many of them are marked in the register.
        tick_median_ms: From the third good frame to the tick painted.
        tick_p95_ms: The same, 95 of 100 are below.
        recognised_ms: Of it until the window heard who it is, median.
        saved_ms: Until the mark was committed and the window heard of it, median.
        painted_ms: Until it was painted, median.
        frames_per_s: Drawn while somebody is there and guided.
        longest_block_ms: Of the GUI thread, from the first person to the last: it did not come round.
        longest_work_ms: The most it worked without coming round. The rest of a block it waited, for a
            processor or for Python's lock.
        blocks_over_50_ms: How many there were.
        people_a_minute: From the first one's first frame to the last one's last.
        corrections: How many the teacher made meanwhile.
    """

    people: int
    marked: int
    tick_median_ms: float
    tick_p95_ms: float
    recognised_ms: float
    saved_ms: float
    painted_ms: float
    frames_per_s: float
    longest_block_ms: float
    longest_work_ms: float
    blocks_over_50_ms: int
    people_a_minute: float
    corrections: int


class Teacher(QObject):
    """Corrects somebody without a face every 0.3 s, by key."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._program = program
        self.done = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._correct)

    def start(self) -> None:
        self._timer.start(CORRECTION_MS)

    def stop(self) -> None:
        self._timer.stop()

    def _correct(self) -> None:
        roster = board_of(self._program).roster
        if self.done % 7 == 6 and roster.undoing.isEnabled():
            press(roster.undoing)
        else:
            mine = [i for i, row in enumerate(roster.model.rows) if _is_by_hand(row.person.number)]
            row = mine[self.done % len(mine)]
            roster.table.choose_line(roster.proxy.mapFromSource(roster.model.index(row, 0)).row())
            QTest.keyClick(roster.table, _KEYS[self.done // len(mine) % len(_KEYS)])
        self.done += 1


def _marked(program: Program) -> int:
    """Count those of the crowd who are marked in the register on the desk."""
    return sum(
        row.standing.state in {MarkState.PRESENT, MarkState.LATE} and not _is_by_hand(row.person.number)
        for row in board_of(program).roster.model.rows
    )


def _is_by_hand(number: str) -> bool:
    return int(number) >= FIRST_NUMBER + len(FACES)


class QueueProgram(Program):
    """The program, with a queue of people in front of its camera."""

    def __init__(self, app: QApplication, data_dir: DataDir, queue: Queue) -> None:
        super().__init__(app, data_dir, source="synthetic", windowed=True, demo=None)
        self._queue = queue

    def _build(self) -> "Services":
        from kiosk.runtime.services import Services

        def open_feed(spec: SourceSpec, is_trial: bool) -> Feed:
            return PlayedFeed(self._queue)

        return Services(self._data_dir, self._settings, feed_opener=open_feed)


def make_school(data_dir: DataDir, crowd: list[Walker]) -> None:
    """Make a trial school in which the crowd is enrolled and a register is open.

    Raises:
        KioskError: What any of it raises.
    """
    from kiosk.cli.desk import now_here, running

    demo_school.make_empty(data_dir)
    with running(data_dir) as services:
        desk = services.desk
        desk.sign_in(demo_school.PASSPHRASE).result()
        now, school_class = now_here(), desk.classes().result()[0]
        until = now.local_date + timedelta(days=1)
        for place, walker in enumerate(crowd):
            person = desk.add_person(
                str(FIRST_NUMBER + place), f"Walker {place + 1:02}", [school_class.id]
            ).result()
            desk.record_consent(person.id, "made-up face", "self", until).result()
            desk.enrol_pictures(person.id, list(walker.photos)).result()
        for place in range(BY_HAND):
            number = str(FIRST_NUMBER + len(FACES) + place)
            desk.add_person(number, f"Sitter {place + 1:02}", [school_class.id]).result()
        desk.open_session(school_class.id, now, now.plus(timedelta(hours=2))).result()
        desk.sign_out().result()


class Run:
    """One queue, from the desk's sign-in to the figures."""

    def __init__(self, queue: Queue, count: int) -> None:
        self._queue, self._count = queue, count
        self.figures: Figures | None = None

    def script(self, program: Program) -> Script:
        """Sign in, wait until loading is over, let them come, count."""
        yield Until("the kiosk's window", lambda: program.kiosk is not None and program.kiosk.isVisible())
        kiosk = kiosk_of(program)
        kiosk.move(0, 0)
        yield from _sign_in(program)
        yield from _loaded(program)
        watch, pulse, teacher = Watch(kiosk, self._queue), Pulse(), Teacher(program)
        began = time.monotonic()
        pulse.start()
        teacher.start()
        self._queue.begin()
        for number in range(1, self._count + 1):
            yield Until(f"person {number} has gone", partial(self._is_past, number))
        over = time.monotonic()
        pulse.stop()
        teacher.stop()
        patience = over + HEARD_S
        yield Until(
            "the register has heard of all",
            lambda: _marked(program) == self._count or time.monotonic() > patience,
        )
        marked = _marked(program)
        self.figures = _figures(self._count, marked, watch, pulse, over - began, teacher.done)

    def _is_past(self, number: int) -> bool:
        return self._queue.is_over or self._queue.present > number


def _sign_in(program: Program) -> Script:
    teacher = kiosk_of(program).footer.teacher
    yield Until("the desk may be opened", teacher.isEnabled)
    press(teacher)
    yield Until("the desk's window", lambda: program.desk is not None and program.desk.isVisible())
    desk = desk_of(program)
    desk.resize(1280, 720)
    desk.move(1280, 0)
    write(desk.sign_in.passphrase, demo_school.PASSPHRASE)
    press(desk.sign_in.go)
    yield Until("the board", lambda: desk.board is not None and desk.board.isVisible())
    yield Until("the register", lambda: len(board_of(program).roster.model.rows) > BY_HAND)


def _loaded(program: Program) -> Script:
    """Wait until models and index are there and the GUI thread has been quiet for a while."""
    pulse = Pulse()
    pulse.start()
    services = program._services
    assert services is not None
    yield Until("the camera works", lambda: services.camera.health().state.value == "working")
    yield Until("loading is over", lambda: pulse.is_regular(REGULAR_MS))
    pulse.stop()


def _figures(count: int, marked: int, watch: Watch, pulse: Pulse, took_s: float, corrections: int) -> Figures:
    ticks = [painted for _, _, painted in watch.steps_ms]
    parts = [(heard, saved - heard, painted - saved) for heard, saved, painted in watch.steps_ms] or [
        (0.0, 0.0, 0.0)
    ]
    recognised, saved, painted = (round(median(part), 1) for part in zip(*parts, strict=True))
    return Figures(
        people=count,
        marked=marked,
        tick_median_ms=round(median(ticks), 1) if ticks else 0.0,
        tick_p95_ms=round(quantiles(ticks, n=20)[-1] if len(ticks) > 1 else sum(ticks), 1),
        recognised_ms=recognised,
        saved_ms=saved,
        painted_ms=painted,
        frames_per_s=round(watch.drawn / watch.guided_s, 1) if watch.guided_s else 0.0,
        longest_block_ms=round(max(pulse.gaps_ms, default=0.0), 1),
        longest_work_ms=round(max(pulse.work_ms, default=0.0), 1),
        blocks_over_50_ms=sum(gap > 50.0 for gap in pulse.gaps_ms),
        people_a_minute=round(count / took_s * 60, 1),
        corrections=corrections,
    )


def measure(count: int) -> Figures:
    """Make a crowd and a school in a temporary folder, and let the crowd walk up.

    Needs a screen; see `virtual_screen`.

    Raises:
        StuckError: When somebody did not come or go in time.
    """
    with tempfile.TemporaryDirectory(prefix="rollcall-walk-up-") as place:
        folder = Path(place)
        (folder / "faces").mkdir()
        crowd = make_crowd(resources_dir() / "portraits", folder / "faces", count)
        data_dir = DataDir(folder / "data")
        make_school(data_dir, crowd)
        app = QApplication(sys.argv[:1])
        app.setQuitOnLastWindowClosed(False)
        queue = Queue(crowd)
        run = Run(queue, count)
        fly(QueueProgram(app, data_dir, queue), app, run.script)
    assert run.figures is not None
    return run.figures


def _lines(figures: Figures) -> Iterator[str]:
    yield f"{figures.marked} of {figures.people} people marked, {figures.people_a_minute} a minute"
    yield f"corrections meanwhile: {figures.corrections}"
    for name, aim in AIMS.items():
        yield f"{name:18} {getattr(figures, name):8.1f}   aimed at {aim:g}"
    yield (
        f"of the tick: recognised {figures.recognised_ms}, saved {figures.saved_ms}, "
        f"painted {figures.painted_ms} ms (medians)"
    )
    yield f"blocks over 50 ms: {figures.blocks_over_50_ms}; longest work {figures.longest_work_ms} ms"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="A queue of people at the real program, measured.")
    parser.add_argument("--people", type=int, default=len(FACES), help=f"1 to {len(FACES)}")
    parser.add_argument("--json", action="store_true", help="for machines")
    args = parser.parse_args()
    with ExitStack() as stack:
        if "DISPLAY" not in os.environ:
            os.environ["DISPLAY"] = stack.enter_context(virtual_screen(2560, 720))
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        figures = measure(args.people)
    print(json.dumps(asdict(figures)) if args.json else "\n".join(_lines(figures)))
    return 0 if figures.marked == figures.people else 1


if __name__ == "__main__":
    sys.exit(main())
