"""The measured process of `kiosk bench --load`."""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from kiosk.cli.measurements_door import CORES, MeasuredProgram, Pulse, run, until_it_waits
from kiosk.cli.measurements_load import EACH_S, REST_S, LoadFigures, Spread
from kiosk.cli.measurements_people import Signs, device, open_load
from kiosk.cli.soak_pilot import Script, Until, pause
from kiosk.cli.soak_watch import proc_status
from kiosk.paths import DataDir

_KB = 1024
_BLOCK_MS = 50.0


@dataclass(frozen=True, slots=True)
class _Moment:
    """How far the program is at one moment.

    Attributes:
        at_s: When.
        taken: Frames.
        dropped: Frames.
        memory_mb: Of the program and of the capture process.
    """

    at_s: float
    taken: int
    dropped: int
    memory_mb: tuple[float | None, float | None]


class _Load:
    """One run under load."""

    def __init__(self, signs: Signs, seconds: float) -> None:
        self._signs, self._seconds = signs, seconds
        self._busy = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
        self.figures: LoadFigures | None = None

    def script(self, program: MeasuredProgram) -> Script:
        """Wait until all is quiet, let them come, and count."""
        pulse = Pulse()
        yield from until_it_waits(program, pulse)
        pulse.start()
        yield pause(REST_S)
        pulse.stop()
        rest = Spread.of(pulse.gaps_ms)
        self._signs.let_come()
        # From the second turn on there are three in view.
        yield Until("the second one is in front", lambda: len(self._signs.came_s()) > 1)
        before = _look(program)
        pulse.start()
        yield pause(self._seconds)
        pulse.stop()
        self.figures = self._sum_up(program, pulse, rest, before, _look(program))

    def _sum_up(
        self, program: MeasuredProgram, pulse: Pulse, rest: Spread, before: _Moment, after: _Moment
    ) -> LoadFigures:
        assert program.feed is not None
        frames = program.feed.taken[before.taken : after.taken]
        third = max(1, len(frames) // 3)
        # Whoever came just before the end has had no time.
        came = [at for at in self._signs.came_s() if before.at_s <= at < after.at_s - EACH_S]
        ticks = [one for one in program.answers.ticks if any(at <= one.since_s < at + EACH_S for at in came)]
        grown = [
            None if then is None or now is None else round(now - then, 1)
            for then, now in zip(before.memory_mb, after.memory_mb, strict=True)
        ]
        return LoadFigures(
            seconds=round(after.at_s - before.at_s, 1),
            cores=min(CORES, os.cpu_count() or 1),
            busy_before=self._busy,
            in_front=len(came),
            ticked=len(ticks),
            offered=frames[-1][0] - program.feed.taken[before.taken - 1][0],
            taken=len(frames),
            dropped=after.dropped - before.dropped,
            age_first_ms=Spread.of([1e3 * age for _, _, age in frames[:third]]),
            age_last_ms=Spread.of([1e3 * age for _, _, age in frames[-third:]]),
            tick_ms=Spread.of([1e3 * (one.painted_s - one.since_s) for one in ticks]),
            rest_ms=rest,
            block_ms=Spread.of(pulse.gaps_ms),
            longest_work_ms=round(max(pulse.work_ms, default=0.0), 1),
            blocks_over_50_ms=sum(gap > _BLOCK_MS for gap in pulse.gaps_ms),
            grown_mb=grown[0],
            capture_grown_mb=grown[1],
        )


def _look(program: MeasuredProgram) -> _Moment:
    assert program.feed is not None
    own, capture = proc_status().get("VmRSS"), proc_status(program.capture_pid or 0).get("VmRSS")
    memory = tuple(None if kilobytes is None else kilobytes * _KB / 1e6 for kilobytes in (own, capture))
    return _Moment(time.monotonic(), len(program.feed.taken), program.frames_dropped, (memory[0], memory[1]))


def measure(folder: Path, seconds: float, people: int) -> LoadFigures:
    """Run the door under load.

    Args:
        folder: Where `measurements_load.make_school` made the school and its people.
        seconds: How long.
        people: How many were made.

    Raises:
        SystemExit: It could not be measured; says why.
    """
    signs = Signs(folder / "camera")
    load = _Load(signs, seconds)
    camera = device(signs.folder, people, EACH_S)
    data_dir = DataDir(folder / "data")
    run(lambda app: MeasuredProgram(app, data_dir, opener=open_load, device=camera, signs=signs), load.script)
    if load.figures is None:
        sys.exit("the measurement failed; the log of the school that was made for it says where")
    return load.figures
