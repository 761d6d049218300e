"""The measured process of `kiosk bench --queue`."""

import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import Qt

from kiosk.cli.measurements_door import Asked, MeasuredProgram, Pulse, kiosk_of, run, until_it_waits
from kiosk.cli.measurements_load import Spread, number_of
from kiosk.cli.measurements_people import PATIENCE_S, Signs, device, open_queue
from kiosk.cli.measurements_queue import Way, WayFigures, pin_of
from kiosk.cli.soak_pilot import Script, Until, type_key
from kiosk.paths import DataDir
from kiosk.ui.kiosk.window import KioskWindow


class _Queue:
    """One queue: those with a face, those whose PIN is asked for as well, those with a code."""

    def __init__(self, signs: Signs, people: int) -> None:
        self._signs, self._people = signs, people
        self._times_ms: dict[Way, list[float]] = {way: [] for way in Way}
        self.figures: list[WayFigures] = []

    def script(self, program: MeasuredProgram) -> Script:
        """Let them come, and type for them."""
        yield from until_it_waits(program, Pulse())
        self._signs.let_come()
        for who in range(self._people):
            yield from self._by_face(program, who)
        for who in range(self._people, 2 * self._people):
            yield from self._by_face_and_pin(program, who)
        for who in range(3 * self._people, 4 * self._people):
            yield from self._by_code(program, who)
        self.figures = [
            WayFigures(way, self._people, len(times), Spread.of(times))
            for way, times in self._times_ms.items()
        ]

    def _by_face(self, program: MeasuredProgram, who: int) -> Script:
        came_s = yield from self._until_came(who)
        before = len(program.answers.ticks)
        if (yield _hoped("a tick", lambda: len(program.answers.ticks) > before)):
            self._note(Way.FACE, program.answers.ticks[-1].painted_s - came_s)

    def _by_face_and_pin(self, program: MeasuredProgram, who: int) -> Script:
        came_s = yield from self._until_came(who)
        before = len(program.answers.ticks)

        def asking() -> Asked | None:
            last = program.answers.asked[-1] if program.answers.asked else None
            return last if last is not None and last.pad_s > came_s else None

        if not (yield _hoped("the pad", asking)):
            return
        asked = asking()
        assert asked is not None
        _type(kiosk_of(program), pin_of(who))
        if (yield _hoped("a tick", lambda: len(program.answers.ticks) > before)):
            confirmed = program.answers.ticks[-1]
            typed_s = confirmed.painted_s - confirmed.since_s
            self._note(Way.FACE_AND_PIN, asked.pad_s - came_s + typed_s)

    def _by_code(self, program: MeasuredProgram, who: int) -> Script:
        kiosk, answers, before = kiosk_of(program), program.answers, len(program.answers.ticks)
        opened_s = time.monotonic()
        kiosk.open_pad()
        if not (yield _hoped("the pad", lambda: answers.pad_painted_s > opened_s)):
            return
        shown_s = answers.pad_painted_s
        _type(kiosk, number_of(who))
        _type(kiosk, pin_of(who))
        if (yield _hoped("a tick", lambda: len(answers.ticks) > before)):
            signed = answers.ticks[-1]
            self._note(Way.CODE, shown_s - opened_s + signed.painted_s - signed.since_s)

    def _until_came(self, who: int) -> Generator[Until, bool, float]:
        yield Until("the next one", lambda: len(self._signs.came_s()) > who, 2 * PATIENCE_S)
        return self._signs.came_s()[who]

    def _note(self, way: Way, seconds: float) -> None:
        self._times_ms[way].append(1e3 * seconds)


def _hoped(what: str, holds: Callable[[], object]) -> Until:
    """Wait as long as somebody would; who does not get it is counted as not marked."""
    return Until(what, holds, PATIENCE_S, is_due=False)


def _type(kiosk: KioskWindow, digits: str) -> None:
    """Type into the pad's line and go on, as a keyboard at the door would."""
    line = kiosk.pad.focusWidget()
    assert line is not None
    for digit in digits:
        type_key(line, Qt.Key(ord(digit)))
    type_key(line, Qt.Key.Key_Return)


def measure(folder: Path, people: int) -> list[WayFigures]:
    """Run the door with a queue before it.

    Args:
        folder: Where `measurements_queue.make_school` made the school and its people.
        people: How many of each way were made.

    Raises:
        SystemExit: It could not be measured; says why.
    """
    signs = Signs(folder / "camera")
    line = _Queue(signs, people)
    camera = device(signs.folder, 2 * people)
    data_dir = DataDir(folder / "data")
    run(
        lambda app: MeasuredProgram(app, data_dir, opener=open_queue, device=camera, signs=signs), line.script
    )
    if not line.figures:
        sys.exit("the measurement failed; the log of the school that was made for it says where")
    return line.figures
